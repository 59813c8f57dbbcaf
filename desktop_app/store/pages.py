"""Rows read straight from the pages of a SQLite file whose tables can no longer be followed.

After the file format (sqlite.org, "Database File Format", sections 1.6, 2.1): every leaf page of a
table holds whole rows, whatever became of the pages above it. Pages on the list of free pages hold
rows that were deleted, and are left out as far as the list can be read. Pages of an encrypted file
are decrypted one by one; one that fails its check is as good as empty.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Final

from desktop_app.store.secret import Secret

if TYPE_CHECKING:
    from desktop_app.store.page_cipher import PageCipher

Value = None | int | float | str | bytes
_LEAF: Final = 0x0D
_HEADER: Final = 100
_USUAL_PAGE: Final = 4096
_INTEGERS: Final = {1: 1, 2: 2, 3: 3, 4: 4, 5: 6, 6: 8}
_MOST_COLUMNS: Final = 64


@dataclass(frozen=True, slots=True)
class RawRow:
    """A row as it lies in the file: its number and its values; texts are still bytes.

    `texts` says of which values the file says that they are text.
    """

    number: int
    values: tuple[Value, ...]
    texts: tuple[bool, ...]


class Pages:
    """The pages of a file; use as a context manager. `secret` is that of an encrypted one."""

    def __init__(self, path: Path, secret: Secret | None = None) -> None:
        self._file: BinaryIO = path.open("rb")
        self._bytes = path.stat().st_size
        self._cipher: PageCipher | None = None
        if secret is None:
            head = self._file.read(_HEADER)
            self.size = self._usable = _page_size(head)
            self.count = self._bytes // self.size
        else:
            from desktop_app.store.page_cipher import PAGE, USABLE, PageCipher

            self._cipher, self.size, self._usable = PageCipher(secret), PAGE, USABLE
            self.count = self._bytes // self.size
            head = self._page(1)[:_HEADER]
        self._free = self._free_pages(head)

    def __enter__(self) -> Pages:
        return self

    def __exit__(self, *_error: object) -> None:
        self._file.close()

    def rows(self) -> Iterator[RawRow | None]:
        """The rows of all tables, page by page; None for each that is there but incomplete."""
        for number in range(1, self.count + 1):
            if number not in self._free:
                yield from self._of_page(number)

    def _page(self, number: int) -> bytes:
        """A page by its number, from 1; empty beyond the end of the file."""
        if not 1 <= number <= self.count:
            return b""
        self._file.seek((number - 1) * self.size)
        raw = self._file.read(self.size)
        return raw if self._cipher is None else self._cipher.page(raw, number)

    def _of_page(self, number: int) -> Iterator[RawRow | None]:
        at = _HEADER if number == 1 else 0
        if self._cipher is None:
            self._file.seek((number - 1) * self.size + at)
            if self._file.read(1) != bytes([_LEAF]):
                return  # without reading the pages of large files
        page = self._page(number)
        if page[at : at + 1] != bytes([_LEAF]):
            return
        cells = int.from_bytes(page[at + 3 : at + 5], "big")
        first = at + 8
        if first + 2 * cells > self.size:
            return
        for place in range(first, first + 2 * cells, 2):
            yield self._cell(page, int.from_bytes(page[place : place + 2], "big"))

    def _cell(self, page: bytes, at: int) -> RawRow | None:
        try:
            length, at = _varint(page, at)
            number, at = _varint(page, at)
            return _row(_signed(number, 8), self._payload(page, at, length))
        except (IndexError, ValueError):
            return None

    def _payload(self, page: bytes, at: int, length: int) -> bytes:
        """The content of a cell, with what of it lies on other pages. Raises ValueError."""
        if length > self._bytes:
            raise ValueError(length)
        most = self._usable - 35
        if length <= most:
            return _whole(page[at : at + length], length)
        least = (self._usable - 12) * 32 // 255 - 23
        here = least + (length - least) % (self._usable - 4)
        here = here if here <= most else least
        parts = [_whole(page[at : at + here], here)]
        following = int.from_bytes(_whole(page[at + here : at + here + 4], 4), "big")
        missing = length - here
        while missing > 0:
            more = self._page(following)
            following = int.from_bytes(_whole(more[:4], 4), "big")
            taken = more[4 : min(4 + missing, self._usable)]
            parts.append(taken)
            missing -= len(taken)
        return b"".join(parts)

    def _free_pages(self, head: bytes) -> frozenset[int]:
        """The pages that are not in use; as many as the list still leads to."""
        found: set[int] = set()
        trunk = int.from_bytes(head[32:36], "big")
        while trunk and trunk not in found:
            page = self._page(trunk)
            if not page:
                break
            found.add(trunk)
            count = min(int.from_bytes(page[4:8], "big"), self._usable // 4 - 2)
            leaves = (int.from_bytes(page[8 + 4 * n : 12 + 4 * n], "big") for n in range(count))
            found.update(leaves)
            trunk = int.from_bytes(page[:4], "big")
        return frozenset(found)


def _page_size(head: bytes) -> int:
    size = int.from_bytes(head[16:18], "big")
    size = 65536 if size == 1 else size
    return size if 512 <= size <= 65536 and size & (size - 1) == 0 else _USUAL_PAGE


def _whole(part: bytes, length: int) -> bytes:
    if len(part) != length:
        raise ValueError(length)
    return part


def _varint(data: bytes, at: int) -> tuple[int, int]:
    """A number of one to nine bytes, and where the next thing begins. Raises IndexError."""
    value = 0
    for _byte in range(8):
        value = value << 7 | data[at] & 0x7F
        at += 1
        if not data[at - 1] & 0x80:
            return value, at
    return value << 8 | data[at], at + 1


def _signed(value: int, length: int) -> int:
    return value - (1 << 8 * length) if value >> (8 * length - 1) & 1 else value


def _row(number: int, payload: bytes) -> RawRow:
    """The values of a record. Raises ValueError or IndexError when it is not one."""
    end, at = _varint(payload, 0)
    kinds: list[int] = []
    while at < end:
        kind, at = _varint(payload, at)
        kinds.append(kind)
    if at != end or not kinds or len(kinds) > _MOST_COLUMNS:
        raise ValueError(end)
    values: list[Value] = []
    for kind in kinds:
        value, at = _value(payload, at, kind)
        values.append(value)
    if at != len(payload):
        raise ValueError(at)
    return RawRow(number, tuple(values), tuple(kind >= 13 and kind % 2 == 1 for kind in kinds))


def _value(payload: bytes, at: int, kind: int) -> tuple[Value, int]:
    if kind == 0:
        return None, at
    if kind in (8, 9):
        return kind - 8, at
    if kind == 7:
        return 0.0, at + 8  # no table of a library holds such numbers
    if kind in _INTEGERS:
        length = _INTEGERS[kind]
        raw = _whole(payload[at : at + length], length)
        return _signed(int.from_bytes(raw, "big"), length), at + length
    if kind < 12:
        raise ValueError(kind)
    length = (kind - 12) // 2
    return _whole(payload[at : at + length], length), at + length
