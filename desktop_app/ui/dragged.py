"""What is dragged over the window or lies on the clipboard, as far as names tell."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from PySide6.QtCore import QMimeData

LIBRARY_ENDING: Final = ".nzl"
_OWN_ENDINGS: Final = (".nzpack", ".nzcase", LIBRARY_ENDING)


def paths_in(mime: QMimeData) -> list[Path]:
    """The local files that are dragged or on the clipboard."""
    return [Path(url.toLocalFile()) for url in mime.urls() if url.isLocalFile()]


def opens_here(path: Path) -> bool:
    """Whether a file is of a kind only this program makes and opens, by its name."""
    return path.suffix.lower() in _OWN_ENDINGS
