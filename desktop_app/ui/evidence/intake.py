"""Reading files and pictures into the library, as a job in the background."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

from PySide6.QtCore import QBuffer, QByteArray, QIODevice
from PySide6.QtGui import QImage

from desktop_app.app.kept_files import FileContents
from desktop_app.app.receiving import Go, Received, receive, receive_bytes
from desktop_app.core.problems import Problem
from desktop_app.ui.tasks import Progress


@dataclass(frozen=True, slots=True)
class Pasted:
    """A picture that is in memory, and the name it gets as a file."""

    name: str
    picture: QImage


Source: TypeAlias = Path | Pasted
Taken: TypeAlias = Sequence[Received | Problem]


def take_in(files: FileContents, sources: Sequence[Source], progress: Progress) -> Taken:
    """Read every source, in order; what came of each. Raises CancelledError when it is stopped."""
    sizes = [_size(one) for one in sources]
    whole, done, found = sum(sizes) or 1, 0, list[Received | Problem]()
    for source, size in zip(sources, sizes, strict=True):
        name = source.name

        def go(read: int, before: int = done, name: str = name) -> None:
            progress.check()
            progress.report((before + read) / whole, name)

        go(0)
        found.append(_one(files, source, go))
        done += size
    return found


def _one(files: FileContents, source: Source, go: Go) -> Received | Problem:
    if isinstance(source, Path):
        return receive(files, source, go)
    held = QByteArray()
    buffer = QBuffer(held)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    source.picture.save(buffer, "PNG")  # type: ignore[call-overload]  # devices are taken, too
    return receive_bytes(files, source.name, bytes(held.data()))


def _size(source: Source) -> int:
    """How long reading will take; what cannot be looked at is refused when it is read."""
    try:
        return source.lstat().st_size if isinstance(source, Path) else 0
    except OSError:
        return 0
