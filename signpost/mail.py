"""Hand one plain-text mail over: to an SMTP server, into a folder, or onto the terminal, as the settings say.

Mails go through signpost.outbox; nothing else calls send(). Never logs an address or a word of a mail.
"""

from __future__ import annotations

import os
import secrets
import smtplib
import ssl
import sys
import time
from dataclasses import dataclass
from email.errors import HeaderParseError
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import formatdate, make_msgid
from pathlib import Path
from typing import Protocol, TextIO
from urllib.parse import SplitResult, unquote, urlsplit

from signpost.errors import MailFailed, SettingsError
from signpost.settings import Settings

TIMEOUT_SECONDS = 20.0
LOOPBACK = ("localhost", "127.0.0.1", "::1")
HOW = "smtp://user:password@host:587?starttls, smtps://user:password@host:465, file:FOLDER or console:"


@dataclass(frozen=True, slots=True)
class Mail:
    """message_id: made once, so that a mail handed over twice after a crash is shown once."""

    to: str
    subject: str
    body: str
    message_id: str = ""


class Mailer(Protocol):
    def send(self, mail: Mail) -> None:
        """Hand mail over. Raises MailFailed."""


def open_mailer(settings: Settings) -> Mailer:
    """Give the mailer that SIGNPOST_SMTP_URL names; without one, mails are written to the folder "mail" of the data.

    Raises SettingsError when the address makes no sense or would send a password in the clear.
    """
    sender = settings.mail_from or f"{settings.site_name} <no-reply@{_host(settings)}>"
    if not settings.smtp_url:
        return FileMailer(sender, settings.data_dir / "mail")
    parts = urlsplit(settings.smtp_url)
    if parts.scheme == "console":
        return ConsoleMailer(sender)
    if parts.scheme == "file" and parts.path:
        return FileMailer(sender, Path(unquote(parts.path)))
    if parts.scheme in ("smtp", "smtps") and parts.hostname:
        return _smtp_mailer(sender, parts)
    raise SettingsError(f"SIGNPOST_SMTP_URL is none of {HOW}")


def message_of(mail: Mail, sender: str) -> EmailMessage:
    """Give the message. Raises MailFailed when an address or subject could not stand in a header."""
    message = EmailMessage(policy=SMTP)
    try:
        message["From"] = sender
        message["To"] = Address(addr_spec=mail.to)
        message["Subject"] = mail.subject
    except (ValueError, HeaderParseError) as error:
        raise MailFailed("a mail has an address or a subject that no mail may have") from error
    message["Date"] = formatdate()
    message["Message-ID"] = mail.message_id or make_msgid(domain="signpost")
    message["Auto-Submitted"] = "auto-generated"  # Holiday replies would otherwise come back.
    # Left as it is where it can be, so that a link in a mail kept as a file may be copied from it.
    message.set_content(mail.body, cte="7bit" if mail.body.isascii() else "quoted-printable")
    return message


@dataclass(frozen=True, slots=True)
class SmtpMailer:
    """security: "none" (this machine only, or no password), "starttls" or "tls". Certificates are always checked."""

    sender: str
    host: str
    port: int
    security: str
    user: str = ""
    password: str = ""

    def send(self, mail: Mail) -> None:
        """Hand mail over in one exchange. Raises MailFailed."""
        message = message_of(mail, self.sender)
        try:
            with self._connect() as server:
                if self.security == "starttls":
                    server.starttls(context=ssl.create_default_context())
                if self.user:
                    server.login(self.user, self.password)
                server.send_message(message)
        except (OSError, smtplib.SMTPException) as error:
            # The text of SMTP errors often holds the address; their kind is enough to act on.
            raise MailFailed(
                f"{self.host}:{self.port} did not take a mail: {type(error).__name__}"
            ) from error

    def _connect(self) -> smtplib.SMTP:
        if self.security == "tls":
            context = ssl.create_default_context()
            return smtplib.SMTP_SSL(self.host, self.port, timeout=TIMEOUT_SECONDS, context=context)
        return smtplib.SMTP(self.host, self.port, timeout=TIMEOUT_SECONDS)


@dataclass(frozen=True, slots=True)
class FileMailer:
    """Writes each mail as an .eml file that only this user may read: for trying things out, and for tests."""

    sender: str
    folder: Path

    def send(self, mail: Mail) -> None:
        """Write mail aside, then move it into place. Raises MailFailed."""
        name = f"{time.time_ns()}-{secrets.token_hex(4)}"
        aside, path = self.folder / f".{name}", self.folder / f"{name}.eml"
        try:
            self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            with os.fdopen(os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
                file.write(message_of(mail, self.sender).as_bytes())
            aside.rename(path)
        except OSError as error:
            raise MailFailed(f"{self.folder}: {error.strerror}; make the folder writable") from error


@dataclass(frozen=True, slots=True)
class ConsoleMailer:
    """Prints each mail: for trying things out."""

    sender: str
    stream: TextIO | None = None

    def send(self, mail: Mail) -> None:
        """Print mail."""
        message = message_of(mail, self.sender)
        stream = self.stream or sys.stderr
        stream.write(f"\nTo: {message['To']}\nSubject: {message['Subject']}\n\n{mail.body}\n")
        stream.flush()


def _smtp_mailer(sender: str, parts: SplitResult) -> SmtpMailer:
    try:
        port = parts.port
    except ValueError as error:
        raise SettingsError("SIGNPOST_SMTP_URL has a port that is no number") from error
    starttls = parts.query == "starttls"
    security = "tls" if parts.scheme == "smtps" else ("starttls" if starttls else "none")
    user, password = unquote(parts.username or ""), unquote(parts.password or "")
    host = parts.hostname or ""
    if password and security == "none" and host not in LOOPBACK:
        raise SettingsError(
            "SIGNPOST_SMTP_URL would send its password in the clear; add ?starttls or use smtps://"
        )
    return SmtpMailer(sender, host, port or (465 if security == "tls" else 587), security, user, password)


def _host(settings: Settings) -> str:
    return urlsplit(settings.public_url).hostname or "localhost"
