"""Mails: a real exchange with a mail server, what happens when it fails, and what no mail may hold."""

from __future__ import annotations

import io
import ssl
import stat
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from signpost.errors import MailFailed, SettingsError
from signpost.mail import ConsoleMailer, FileMailer, Mail, SmtpMailer, open_mailer
from signpost.settings import read_settings
from tests.accounts.fakes import BROWSER, NETWORK, Clock, World, code_in, token_in, world
from tests.accounts.mail_server import mail_server

LETTER = Mail("jo@example.org", "Grüße – 123456", "Hello,\n\nhttps://signpost.example/" + "a" * 200 + "\n")


def test_a_mail_to_sign_in_with_goes_through_a_mail_server(tmp_path: Path) -> None:
    with mail_server() as (inbox, url), world(tmp_path) as here:
        settings = read_settings(
            {"SIGNPOST_SMTP_URL": url, "SIGNPOST_MAIL_FROM": "Signpost <hello@signpost.example>"}
        )
        here.accounts.outbox._mailer = open_mailer(settings)
        jo = here.accounts.people.add("jo@example.org", by="test")
        here.accounts.sign_in.ask(jo.email, browser=BROWSER, network=NETWORK)
        here.mails()
        [(to, message)] = inbox.got
        assert to == ["jo@example.org"]
        assert message["From"] == "Signpost <hello@signpost.example>"
        assert message["Auto-Submitted"] == "auto-generated"
        mail = Mail(str(message["To"]), str(message["Subject"]), message.get_content())
        assert code_in(mail) in mail.subject
        assert here.accounts.sign_in.by_link(token_in(mail)).session.account.id == jo.id


def test_long_links_and_accents_arrive_whole() -> None:
    with mail_server() as (inbox, url):
        open_mailer(read_settings({"SIGNPOST_SMTP_URL": url})).send(LETTER)
        [(_, message)] = inbox.got
    assert message["Subject"] == LETTER.subject
    assert message.get_content().replace("\r\n", "\n") == LETTER.body


def test_a_server_that_refuses_is_tried_again_and_named_without_the_address(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    clock = Clock()
    with mail_server() as (inbox, url), world(tmp_path, clock=clock) as here:
        outbox = here.accounts.outbox
        outbox._mailer = open_mailer(read_settings({"SIGNPOST_SMTP_URL": url}))
        inbox.refuse = "450 try later, jo@example.org"
        outbox.put(LETTER)
        assert outbox.deliver() == 0
        inbox.refuse = ""
        assert outbox.deliver() == 0, "not before its time"
        clock.forward(minutes=1)
        assert outbox.deliver() == 1
        assert (len(inbox.got), outbox.waiting()) == (1, 0)
    assert "trying again" in caplog.text
    assert "jo@example.org" not in caplog.text


def test_no_server_at_all_is_an_error_that_says_where() -> None:
    with pytest.raises(MailFailed, match=r"127\.0\.0\.1:9"):
        SmtpMailer("a@b.org", "127.0.0.1", 9, "none").send(LETTER)


def test_a_mail_nobody_takes_is_given_up_after_a_day(tmp_path: Path) -> None:
    clock = Clock()
    with world(tmp_path, clock=clock) as here:
        here.letters.broken = True
        here.accounts.outbox.put(LETTER)
        for _ in range(40):
            here.accounts.outbox.deliver()
            clock.forward(hours=1)
        assert here.accounts.outbox.waiting() == 0


def test_a_mail_that_came_too_late_is_not_sent(tmp_path: Path) -> None:
    clock = Clock()
    with world(tmp_path, clock=clock) as here:
        here.letters.broken = True
        here.accounts.outbox.put(LETTER, expires_at=int(clock.now) + 900)
        here.accounts.outbox.deliver()
        here.letters.broken = False
        clock.forward(minutes=16)
        assert here.mails() == []
        assert here.accounts.outbox.waiting() == 0


def test_a_named_mail_is_sent_once_for_ever(tmp_path: Path) -> None:
    with world(tmp_path) as here:
        assert here.accounts.outbox.put(LETTER, once="reminder 1") is True
        assert len(here.mails()) == 1
        assert here.accounts.outbox.put(LETTER, once="reminder 1") is False
        assert len(here.mails()) == 1


def test_a_mail_taken_by_a_worker_that_died_goes_out_later(tmp_path: Path) -> None:
    clock = Clock()
    with world(tmp_path, clock=clock) as here:
        here.accounts.outbox.put(LETTER)
        assert (
            here.store.outbox.take(int(clock.now), int(clock.now) + 120) is not None
        )  # It took it, and died.
        assert here.accounts.outbox.deliver() == 0
        clock.forward(minutes=2)
        assert here.accounts.outbox.deliver() == 1
        assert here.letters.sent[0].message_id.startswith("<")


def test_waking_sends_in_the_background(here: World) -> None:
    here.accounts.outbox.put(LETTER)
    here.accounts.outbox.wake()
    here.accounts.outbox.close()
    here.accounts.outbox.deliver()
    assert len(here.letters.sent) == 1


@pytest.mark.parametrize(
    "mail",
    [
        Mail("jo@example.org\nBcc: all@example.org", "s", "b"),
        Mail("jo@example.org", "s\nBcc: all@example.org", "b"),
        Mail("jo@example.org, mo@example.org", "s", "b"),
    ],
)
def test_no_header_can_be_smuggled_in(mail: Mail, tmp_path: Path) -> None:
    with pytest.raises(MailFailed):
        FileMailer("a@b.org", tmp_path / "mail").send(mail)


def test_mails_in_a_folder_are_for_this_user_only(tmp_path: Path) -> None:
    folder = tmp_path / "mail"
    FileMailer("Signpost <a@b.org>", folder).send(LETTER)
    [path] = folder.iterdir()
    assert path.suffix == ".eml"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700


def test_a_link_can_be_copied_from_a_mail_in_a_folder(tmp_path: Path) -> None:
    link = f"https://signpost.example/manage/sign-in/link/{'a' * 43}"
    FileMailer("a@b.org", tmp_path).send(Mail("jo@example.org", "s", f"Open\n\n{link}\n"))
    [path] = tmp_path.iterdir()
    assert link in path.read_text().splitlines()


def test_the_console_shows_the_mail() -> None:
    stream = io.StringIO()
    ConsoleMailer("a@b.org", stream).send(LETTER)
    assert LETTER.body in stream.getvalue()
    assert "jo@example.org" in stream.getvalue()


@pytest.mark.parametrize(
    ("url", "problem"),
    [
        ("smtp://me:word@mail.example:587", "in the clear"),
        ("http://mail.example", "none of"),
        ("mail.example", "none of"),
        ("smtp://mail.example:port", "no number"),
    ],
)
def test_a_setting_that_makes_no_sense_stops_the_start(url: str, problem: str) -> None:
    with pytest.raises(SettingsError, match=problem):
        open_mailer(read_settings({"SIGNPOST_SMTP_URL": url}))


def test_settings_of_a_mail_server_are_read() -> None:
    mailer = open_mailer(
        read_settings({"SIGNPOST_SMTP_URL": "smtp://me%40x.org:w%2Ford@mail.example?starttls"})
    )
    assert isinstance(mailer, SmtpMailer)
    assert (mailer.user, mailer.password, mailer.port, mailer.security) == (
        "me@x.org",
        "w/ord",
        587,
        "starttls",
    )
    assert "word" not in str(SettingsError("x"))


@pytest.mark.parametrize("trusted", [True, False])
def test_a_mail_server_without_a_good_certificate_gets_no_mail(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, trusted: bool
) -> None:
    certificate, context = make_certificate(tmp_path)
    if trusted:
        monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    with mail_server(tls_context=context, require_starttls=True) as (inbox, url):
        port = int(url.rpartition(":")[2])
        mailer = open_mailer(read_settings({"SIGNPOST_SMTP_URL": f"smtp://localhost:{port}?starttls"}))
        if trusted:
            mailer.send(LETTER)
        else:
            with pytest.raises(MailFailed, match="SSLCertVerificationError"):
                mailer.send(LETTER)
        assert len(inbox.got) == trusted


def make_certificate(folder: Path) -> tuple[Path, ssl.SSLContext]:
    """Make a certificate for localhost that only its own file vouches for; give the file and a server's context."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
        .sign(key, hashes.SHA256())
    )
    certificate, secret = folder / "certificate.pem", folder / "key.pem"
    certificate.write_bytes(made.public_bytes(serialization.Encoding.PEM))
    secret.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
    )
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, secret)
    return certificate, context
