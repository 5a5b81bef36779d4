"""Hashes and seals under keys drawn from the site's one secret, a key for each purpose. Knows nothing of who asks."""

from __future__ import annotations

import base64
import hashlib
import hmac

from cryptography.fernet import Fernet, InvalidToken
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF


class Keys:
    """Nothing it gives can be made or read without the secret; two purposes never share a key."""

    def __init__(self, secret: bytes) -> None:
        self._hash_key = _derive(secret, "hash")
        self._fernet = Fernet(base64.urlsafe_b64encode(_derive(secret, "seal")))

    def digest(self, purpose: str, text: str) -> str:
        """Give 64 letters that stand for text; the same text gives others under another purpose."""
        return hmac.new(self._hash_key, f"{purpose}\x1f{text}".encode(), hashlib.sha256).hexdigest()

    def same(self, purpose: str, text: str, digest: str) -> bool:
        """Say whether digest is that of text, in a time that tells nothing."""
        return hmac.compare_digest(self.digest(purpose, text), digest)

    def seal(self, text: str) -> str:
        """Encrypt text for the store."""
        return self._fernet.encrypt(text.encode()).decode("ascii")

    def open(self, sealed: str) -> str | None:
        """Give the text of what seal gave; None when it was damaged or the secret has changed since."""
        try:
            return self._fernet.decrypt(sealed.encode()).decode()
        except InvalidToken:
            return None


def _derive(secret: bytes, purpose: str) -> bytes:
    return HKDF(SHA256(), 32, salt=None, info=f"signpost accounts {purpose}".encode()).derive(secret)
