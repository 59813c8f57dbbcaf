"""The secret of an encrypted library: from a password or a recovery key to the key of its pages.

An encrypted library is an SQLCipher file whose first sixteen bytes, the only ones that can be read,
are four that say what it is, ten drawn at random, and two by which a wrong password is told from a
damaged file. Whoever lacks the secret learns from those two nothing he could not have tried on the
pages. The password is stretched by scrypt (RFC 7914) with 128 MB of memory, so that trying many is
dear; the recovery key is the stretched secret itself, written for people (decision 0020).
"""

from __future__ import annotations

import hashlib
import hmac
import os
import unicodedata
from dataclasses import dataclass, field
from typing import Final

FORM: Final = b"NZL\x01"
"""What an encrypted library begins with; the last byte says how its secret is made."""
FAMILY: Final = FORM[:3]
HEAD: Final = 16
"""Bytes at the beginning of a library that are not encrypted."""

_SALT: Final = 10
_BYTES: Final = 16
_COST: Final = 1 << 17
_BLOCK: Final = 8
_MEMORY: Final = 256 << 20
_SIGNS: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Digits and letters no two of which look alike in print."""
_ALIKE: Final = str.maketrans("OILU", "011V")
_LENGTH: Final = 28
_GROUP: Final = 4


@dataclass(frozen=True, slots=True)
class Secret:
    """The secret of the libraries that begin with `head`; never shown where objects are printed."""

    head: bytes
    value: bytes = field(repr=False)

    @property
    def page_key(self) -> bytes:
        """The key of AES-256, from which SQLCipher makes the one of its checks."""
        return hmac.digest(self.value, b"near-zero library pages", "sha256")

    @property
    def key_text(self) -> str:
        """Key and head as SQLCipher takes them, to be put between double quotes."""
        return f"x'{self.page_key.hex()}{self.head.hex()}'"

    @property
    def recovery_key(self) -> str:
        """The secret in seven groups of four signs, the last two of which find slips of the pen."""
        number = int.from_bytes(self.value, "big") << 2
        text = "".join(_SIGNS[number >> 5 * place & 31] for place in range(25, -1, -1))
        signs = text + _check_signs(self.value)
        return "-".join(signs[at : at + _GROUP] for at in range(0, _LENGTH, _GROUP))


def new_secret(password: str) -> Secret:
    """A secret for a library still to be encrypted; each time another, for the same password."""
    start = FORM + os.urandom(_SALT)
    value = _stretched(password, start)
    return Secret(start + _mark(value, start), value)


def secret_of(head: bytes, words: str) -> Secret | None:
    """The secret that a password or recovery key gives for a file with that head.

    None when it is wrong; or when the head was damaged, which cannot be told apart.
    """
    start = head[: HEAD - 2]
    given = value_of(words)
    if given is not None and hmac.compare_digest(_mark(given, start), head[HEAD - 2 :]):
        return Secret(head, given)
    if not words:
        return None
    value = _stretched(words, start)
    return Secret(head, value) if hmac.compare_digest(_mark(value, start), head[-2:]) else None


def value_of(words: str) -> bytes | None:
    """The secret a recovery key stands for; None when it is none, or has a slip in it."""
    plain = unicodedata.normalize("NFKC", words).upper().translate(_ALIKE)
    signs = "".join(sign for sign in plain if sign not in "-‐–— \t\r\n")
    if len(signs) != _LENGTH or any(sign not in _SIGNS for sign in signs):
        return None
    number = 0
    for sign in signs[:26]:
        number = number << 5 | _SIGNS.index(sign)
    value = (number >> 2).to_bytes(_BYTES, "big")
    fits = number & 3 == 0 and _check_signs(value) == signs[26:]
    return value if fits else None


def is_encrypted(head: bytes) -> bool:
    """Whether a file that begins so is an encrypted library, of this form or a later one."""
    return len(head) == HEAD and head.startswith(FAMILY)


def _stretched(password: str, salt: bytes) -> bytes:
    # Full-width digits and composed letters are the same password, however they were typed.
    plain = unicodedata.normalize("NFKC", password).encode("utf-8", "surrogatepass")
    return hashlib.scrypt(plain, salt=salt, n=_COST, r=_BLOCK, p=1, maxmem=_MEMORY, dklen=_BYTES)


def _mark(value: bytes, start: bytes) -> bytes:
    return hmac.digest(value, b"near-zero library head" + start, "sha256")[:2]


def _check_signs(value: bytes) -> str:
    found = int.from_bytes(hashlib.sha256(b"near-zero recovery key" + value).digest()[:2], "big")
    return _SIGNS[found >> 5 & 31] + _SIGNS[found & 31]
