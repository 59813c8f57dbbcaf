"""Taking a file in as evidence: is it a file at all, what is it, and its bytes into the library.

Runs in the background; the open case is not touched. What cannot be read is kept all the same.
"""

from __future__ import annotations

import hashlib
import os
import stat
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import BinaryIO, Final

from desktop_app.app.pdf_facts import pdf_facts
from desktop_app.core.evidence import MAX_SIZE, Readable
from desktop_app.core.file_kinds import LOOKED_AT, FileKind, Group, sniff
from desktop_app.core.problems import Problem, problem
from desktop_app.i18n import _, format_number
from desktop_app.store.file_contents import FileContents

Go = Callable[[int], object]
"""Told the bytes read so far; raises to stop."""

_PIECE: Final = 256 * 1024
_LONGEST_NAME: Final = 120
_MEGABYTE: Final = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Received:
    """A file that is kept: the name it had, cleaned; what it is; its content.

    `problems` are remarks about what is kept although it cannot be read.
    """

    file: str
    kind: FileKind
    size: int
    digest: str
    pages: int = 0
    readable: Readable = Readable.YES
    problems: tuple[Problem, ...] = ()


def receive(files: FileContents, path: Path, go: Go = lambda _read: None) -> Received | Problem:
    """Keep the content of a file.

    Problems: `evidence.missing`, `folder`, `link`, `device`, `empty`, `too_large`, `unreadable`,
    `changed_meanwhile`, `interrupted`; `library.cannot_write` when the disk is full.
    """
    name = clean_name(path.name)
    try:
        with _opened(path, name) as file:
            return files.attempt(lambda kept: _receive(kept, file, name, go))
    except _NotTakenError as refused:
        return refused.problem
    except OSError as error:
        return problem("evidence.unreadable", file=name, detail=error.strerror or error)


def receive_bytes(files: FileContents, name: str, data: bytes) -> Received | Problem:
    """Keep a content that is in memory, as a picture pasted from the clipboard is."""
    if len(data) > MAX_SIZE:
        return _too_large(name, len(data))
    kept = files.keep([data])
    if isinstance(kept, Problem):
        return kept
    return _told(name, sniff(data[:LOOKED_AT], data[-LOOKED_AT:]), data, kept.digest)


def clean_name(name: str) -> str:
    """A file name fit to be shown and printed: nothing that steers the line, not endless."""
    kept = "".join(" " if unicodedata.category(sign)[0] in "CZ" else sign for sign in name)
    short = " ".join(kept.split())
    if len(short) > _LONGEST_NAME:
        stem, dot, ending = short.rpartition(".")
        tail = f"{dot}{ending}" if stem and len(ending) < 8 else ""
        short = f"{short[: _LONGEST_NAME - len(tail) - 1]}…{tail}"
    return short or _("未命名")


def size_text(size: int) -> str:
    """A size as people read it: 312 KB, 4.2 MB."""
    if size >= _MEGABYTE:
        return f"{format_number(Decimal(size) / _MEGABYTE, 1)} MB"
    return f"{format_number(max(Decimal(size) / 1024, Decimal(1)), 0)} KB"


class _NotTakenError(Exception):
    """Carries the problem of a path that is not a plain file of a size that is taken."""

    def __init__(self, found: Problem) -> None:
        super().__init__(found.code)
        self.problem = found


def _opened(path: Path, name: str) -> BinaryIO:
    """The file, open; whatever else bears the name is refused before anything is read of it."""
    try:
        _check(os.lstat(path), name)
    except (FileNotFoundError, NotADirectoryError):
        raise _NotTakenError(problem("evidence.missing", file=name)) from None
    # Between the look and the opening it may have been exchanged: neither follow a link then nor
    # wait for somebody to write into a pipe.
    careful = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
    handle = os.open(path, os.O_RDONLY | careful | getattr(os, "O_BINARY", 0))
    file = os.fdopen(handle, "rb")
    try:
        _check(os.fstat(handle), name)
    except _NotTakenError:
        file.close()
        raise
    return file


def _check(found: os.stat_result, name: str) -> None:
    mode = found.st_mode
    reparse = getattr(found, "st_reparse_tag", 0)
    if stat.S_ISLNK(mode) or reparse == getattr(stat, "IO_REPARSE_TAG_MOUNT_POINT", -1):
        raise _NotTakenError(problem("evidence.link", file=name))
    if stat.S_ISDIR(mode):
        raise _NotTakenError(problem("evidence.folder", file=name))
    if not stat.S_ISREG(mode):
        raise _NotTakenError(problem("evidence.device", file=name))
    if found.st_size > MAX_SIZE:
        raise _NotTakenError(_too_large(name, found.st_size))
    if not found.st_size:
        raise _NotTakenError(problem("evidence.empty", file=name))


def _too_large(name: str, size: int) -> Problem:
    limit = f"{MAX_SIZE // _MEGABYTE} MB"
    return problem("evidence.too_large", file=name, size=size_text(size), limit=limit)


def _receive(files: FileContents, file: BinaryIO, name: str, go: Go) -> Received | Problem:
    """Read the file once to know it, and once more to keep it unless it is kept whole already."""
    summed, size, head, tail = hashlib.sha256(), 0, b"", b""
    for data in _pieces(file, name, lambda read: go(read // 2)):
        summed.update(data)
        size += len(data)
        head = head if len(head) >= LOOKED_AT else (head + data)[:LOOKED_AT]
        tail = (tail + data)[-LOOKED_AT:]
    digest = summed.hexdigest()
    if not files.sound(digest):
        file.seek(0)
        kept = files.keep(_pieces(file, name, lambda read: go((size + read) // 2)))
        if isinstance(kept, Problem):
            return kept
        if kept.digest != digest:
            return problem("evidence.changed_meanwhile", file=name)
    go(size)
    kind = sniff(head, tail)
    data = b"".join(files.read(digest)) if kind.group is Group.PDF else b""
    return _told(name, kind, data, digest, size)


def _pieces(file: BinaryIO, name: str, go: Go) -> Iterator[bytes]:
    read = 0
    while data := file.read(_PIECE):
        read += len(data)
        if read > MAX_SIZE:  # it grew since it was looked at
            raise _NotTakenError(_too_large(name, read))
        go(read)
        yield data


def _told(name: str, kind: FileKind, data: bytes, digest: str, size: int = 0) -> Received:
    pages, readable = pdf_facts(data) if kind.group is Group.PDF else (0, Readable.YES)
    remarks = () if readable is Readable.YES else (problem(f"evidence.{readable}", file=name),)
    return Received(name, kind, size or len(data), digest, pages, readable, remarks)
