"""Files sealed with a password: encrypted and authenticated piece by piece, read from anywhere.

A head says how the key is made of the password; scrypt (RFC 7914) with N = 2^17, r = 8, p = 1 takes
128 MB and about half a second for each guess. The body is pieces of 64 KB under ChaCha20-Poly1305
(RFC 8439). The nonce of a piece holds its number and whether it is the last (the STREAM scheme of
Hoang, Reyhanitabar, Rogaway and Vizar), and the head is authenticated with each: no piece can be
changed, moved, repeated or left out unnoticed. Keys are used for one file only. A check of the key
in the head tells a wrong password at once, and that no second password opens the same file.
"""

from __future__ import annotations

import hashlib
import hmac
import io
import os
import struct
import unicodedata
from typing import BinaryIO, Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

MAGIC: Final = b"NZCASE\x00\x01"
COST: Final = 17
"""The usual cost: the binary logarithm of scrypt's N."""
COSTS: Final = range(14, 19)
"""Costs that are read: a file must not be able to ask for all memory there is."""
PIECE: Final = 64 * 1024

_SCRYPT: Final = 1
_BLOCK: Final = 8
_LANES: Final = 1
_HEAD: Final = struct.Struct("<8sBBBB16s7s")
_CHECK: Final = 16
_TAG: Final = 16
_MOST_PIECES: Final = 1 << 32
HEAD_SIZE: Final = _HEAD.size + _CHECK


class SealError(Exception):
    """A sealed file that cannot be read: `code` is `wrong_password`, `altered` or `newer`."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def is_sealed(head: bytes) -> bool:
    """Whether a file that begins like this is sealed."""
    return head.startswith(MAGIC[:7])


class _Cipher:
    """Key and nonces of one file."""

    def __init__(self, head: bytes, password: str) -> None:
        _magic, _kdf, cost, block, lanes, salt, nonce = _HEAD.unpack(head)
        self._nonce: bytes = nonce
        kdf = Scrypt(salt=salt, length=64, n=1 << cost, r=block, p=lanes)
        # What an input method types full-width is the same password.
        secret = kdf.derive(
            unicodedata.normalize("NFKC", password).encode("utf-8", "surrogatepass")
        )
        self._head = head
        self._cipher = ChaCha20Poly1305(secret[:32])
        self.check = hmac.new(secret[32:], head, hashlib.sha256).digest()[:_CHECK]

    def seal(self, number: int, data: bytes, *, last: bool) -> bytes:
        return self._cipher.encrypt(self._nonce_of(number, last=last), data, self._head)

    def open(self, number: int, data: bytes, *, last: bool) -> bytes:
        """The content of a piece; raises InvalidTag."""
        return self._cipher.decrypt(self._nonce_of(number, last=last), data, self._head)

    def _nonce_of(self, number: int, *, last: bool) -> bytes:
        return self._nonce + struct.pack(">IB", number, last)


class SealedWriter(io.RawIOBase):
    """Writes a sealed file; closing it writes the last piece, without which it cannot be read."""

    def __init__(self, file: BinaryIO, password: str) -> None:
        head = _HEAD.pack(MAGIC, _SCRYPT, COST, _BLOCK, _LANES, os.urandom(16), os.urandom(7))
        self._cipher = _Cipher(head, password)
        self._file = file
        self._held = bytearray()
        self._number = 0
        file.write(head + self._cipher.check)

    def writable(self) -> bool:
        """Always."""
        return True

    def write(self, data: bytes | bytearray | memoryview) -> int:  # type: ignore[override]
        """Take bytes; whole pieces go to the file."""
        self._held += data
        # The last piece must be known as such, so one is always held back.
        while len(self._held) > PIECE:
            self._put(bytes(self._held[:PIECE]), last=False)
            del self._held[:PIECE]
        return len(data)

    def finish(self) -> None:
        """Write the last piece; the file below stays open."""
        self._put(bytes(self._held), last=True)
        self._held.clear()

    def _put(self, data: bytes, *, last: bool) -> None:
        if self._number >= _MOST_PIECES:
            raise OSError("too large")
        self._file.write(self._cipher.seal(self._number, data, last=last))
        self._number += 1


class SealedReader(io.RawIOBase):
    """Reads a sealed file at any place, one piece in memory at a time.

    Raises SealError when it is opened with a wrong password or was cut short, and when reading
    comes upon a piece that was changed.
    """

    def __init__(self, file: BinaryIO, password: str) -> None:
        self._file = file
        head = file.read(HEAD_SIZE)
        if len(head) < HEAD_SIZE:
            raise SealError("altered")
        self._cipher = _cipher(head, password)
        body = file.seek(0, io.SEEK_END) - HEAD_SIZE
        self._pieces, rest = divmod(body, PIECE + _TAG)
        self._pieces += 1 if rest else 0
        if not self._pieces or 0 < rest < _TAG:
            raise SealError("altered")
        self._size = body - self._pieces * _TAG
        self._place = 0
        self._kept: tuple[int, bytes] = (-1, b"")
        self._piece(self._pieces - 1)

    def readable(self) -> bool:
        """Always."""
        return True

    def seekable(self) -> bool:
        """Always."""
        return True

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        """Go to a place of the content."""
        start = {io.SEEK_SET: 0, io.SEEK_CUR: self._place, io.SEEK_END: self._size}[whence]
        self._place = max(0, start + offset)
        return self._place

    def tell(self) -> int:
        """The place reading goes on at."""
        return self._place

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        """Read up to the end of the piece that holds the place."""
        if self._place >= self._size:
            return 0
        number, at = divmod(self._place, PIECE)
        data = self._piece(number)[at : at + len(buffer)]
        buffer[: len(data)] = data
        self._place += len(data)
        return len(data)

    def _piece(self, number: int) -> bytes:
        if self._kept[0] != number:
            self._file.seek(HEAD_SIZE + number * (PIECE + _TAG))
            sealed = self._file.read(PIECE + _TAG)
            try:
                data = self._cipher.open(number, sealed, last=number == self._pieces - 1)
            except InvalidTag:
                raise SealError("altered") from None
            self._kept = (number, data)
        return self._kept[1]


def _cipher(head: bytes, password: str) -> _Cipher:
    magic, kdf, cost, block, lanes, _salt, _nonce = _HEAD.unpack(head[: _HEAD.size])
    if magic != MAGIC or kdf != _SCRYPT:
        raise SealError("newer" if is_sealed(magic) else "altered")
    if cost not in COSTS or (block, lanes) != (_BLOCK, _LANES):
        raise SealError("altered")
    cipher = _Cipher(head[: _HEAD.size], password)
    if not hmac.compare_digest(cipher.check, head[_HEAD.size :]):
        raise SealError("wrong_password")
    return cipher
