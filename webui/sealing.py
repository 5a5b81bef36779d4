"""Seal a search into an address that nobody else can read, and that stops working by itself.

A sealed text is Fernet(zlib(text)) under a key that changes every day; yesterday's key still opens. Nothing is stored.
"""

from __future__ import annotations

import base64
import binascii
import os
import secrets
import time
import zlib
from collections.abc import Callable
from pathlib import Path

from cryptography.fernet import Fernet, InvalidToken
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from signpost.errors import SettingsError
from signpost.settings import Settings

SECONDS_A_DAY = 86_400
KEY_FILE = "seal.key"
SECRET_BYTES = 32
MAX_OPENED_BYTES = 64 * 1024  # A token that unpacks to more was not made by this program.
FERNET_VERSION = 0x80


class SealDamaged(Exception):
    """The address was cut short or changed, or another site made it."""


class SealExpired(Exception):
    """The address was good once; its key is gone."""


class Seal:
    """Seals and opens short texts. now: seconds since 1970, for tests."""

    def __init__(self, secret: bytes, now: Callable[[], float] = time.time) -> None:
        self._secret, self._now = secret, now
        self._keys: dict[int, Fernet] = {}

    def close(self, text: str) -> str:
        """Give a token of letters, digits, '-' and '_' that holds text and fits in an address."""
        token = self._fernet(self._day()).encrypt(zlib.compress(text.encode("utf-8"), 9))
        return token.decode("ascii").rstrip("=")

    def open(self, token: str) -> str:
        """Give the text of a token. Raises SealExpired or SealDamaged."""
        padded = token.encode("utf-8") + b"=" * (-len(token) % 4)
        for day in (self._day(), self._day() - 1):
            try:
                return _unpack(self._fernet(day).decrypt(padded))
            except InvalidToken:
                continue
        raise SealExpired if self._looks_old(padded) else SealDamaged

    def _day(self) -> int:
        return int(self._now()) // SECONDS_A_DAY

    def _fernet(self, day: int) -> Fernet:
        if day not in self._keys:
            self._keys = {known: key for known, key in self._keys.items() if abs(known - day) <= 1}
            derived = HKDF(SHA256(), 32, salt=None, info=f"signpost search {day}".encode()).derive(
                self._secret
            )
            self._keys[day] = Fernet(base64.urlsafe_b64encode(derived))
        return self._keys[day]

    def _looks_old(self, padded: bytes) -> bool:
        """A Fernet token starts with a version byte and eight bytes of time, which anybody may read."""
        try:
            head = base64.urlsafe_b64decode(padded)[:9]
        except (binascii.Error, ValueError):
            return False
        if len(head) < 9 or head[0] != FERNET_VERSION:
            return False
        return 0 < int.from_bytes(head[1:], "big") // SECONDS_A_DAY < self._day() - 1


def _unpack(packed: bytes) -> str:
    unpacker = zlib.decompressobj()
    try:
        text = unpacker.decompress(packed, MAX_OPENED_BYTES)
        return text.decode("utf-8")
    except (zlib.error, UnicodeDecodeError) as error:
        raise SealDamaged from error


def read_secret(settings: Settings) -> bytes:
    """Give the secret of the settings, or else that of a file in data_dir, made on first use and shared by all workers.

    Raises SettingsError when the file can neither be read nor made.
    """
    if settings.secret:
        return settings.secret.encode("utf-8")
    path = settings.data_dir / KEY_FILE
    try:
        if not path.exists():
            _make_secret(path)
        secret = path.read_bytes()
    except OSError as error:
        raise SettingsError(
            f"{path}: {error.strerror}; make the folder writable or set SIGNPOST_SECRET"
        ) from error
    if len(secret) < SECRET_BYTES:
        raise SettingsError(f"{path}: too short to be a key; delete it and a new one is made")
    return secret


def _make_secret(path: Path) -> None:
    """Write aside and link into place, so that of several workers starting at once exactly one wins."""
    path.parent.mkdir(parents=True, exist_ok=True)
    aside = path.with_name(f"{path.name}.{secrets.token_hex(8)}")
    handle = os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        os.write(handle, secrets.token_bytes(SECRET_BYTES))
    finally:
        os.close(handle)
    try:
        os.link(aside, path)
    except FileExistsError:
        pass  # Another worker was first; its key is the one that everybody uses.
    finally:
        aside.unlink()
