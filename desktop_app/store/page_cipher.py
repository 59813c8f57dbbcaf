"""Single pages of an encrypted library, for saving what a damaged one still holds.

SQLCipher gives up at the first page that fails its check. Here each page is checked and decrypted
by itself, after SQLCipher 4: of 4096 bytes the last 80 are the vector and the check (HMAC-SHA512
over page, vector and number), the rest AES-256 in CBC; the first page begins with the head. A page
that fails its check says nothing anybody could rely on.
"""

from __future__ import annotations

import hashlib
import hmac
from typing import Final

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

from desktop_app.store.secret import HEAD, Secret

PAGE: Final = 4096
"""Bytes of a page in the file."""
USABLE: Final = PAGE - 80
"""Bytes of a page that hold rows."""

_VECTOR: Final = 16
_CHECK: Final = 64
_CHECK_MASK: Final = 0x3A
_PLAIN: Final = b"SQLite format 3\x00"


class PageCipher:
    """Decrypts the pages of the files of one secret."""

    def __init__(self, secret: Secret) -> None:
        self._key = secret.page_key
        salt = bytes(one ^ _CHECK_MASK for one in secret.head)
        self._check_key = hashlib.pbkdf2_hmac("sha512", self._key, salt, 2, 32)

    def page(self, raw: bytes, number: int) -> bytes:
        """What a page says, with zeros where vector and check were; empty when it fails its check.

        Pages are counted from 1.
        """
        if len(raw) != PAGE:
            return b""
        sealed, check = raw[:-_CHECK], raw[-_CHECK:]
        if number == 1:
            sealed = sealed[HEAD:]
        told = hmac.digest(self._check_key, sealed + number.to_bytes(4, "little"), "sha512")
        if not hmac.compare_digest(told, check):
            return b""
        cipher = Cipher(algorithms.AES(self._key), modes.CBC(sealed[-_VECTOR:]))
        decryptor = cipher.decryptor()
        plain = decryptor.update(sealed[:-_VECTOR]) + decryptor.finalize()
        return (_PLAIN if number == 1 else b"") + plain + bytes(PAGE - USABLE)
