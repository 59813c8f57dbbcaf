"""Folders for a while: what is written there goes when it is no longer needed, killed or not.

Copies of evidence and pages of reports are readable by whoever has the machine, so none may stay
behind. A folder bears a mark that its process holds locked; one that nobody locks was left by a
program that was killed, and is taken away at the next start.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Final

from desktop_app.store.mark import Holder, mark_of, take_mark

_PREFIX: Final = "near-zero-"
_OWNER: Final = "owner"
_STALE: Final = 24 * 3600
"""Seconds after which a folder without a mark is one that was left behind."""


class Scratch:
    """A folder of its own below that for temporary files; use as a context manager, or close it."""

    def __init__(self) -> None:
        self.path = Path(tempfile.mkdtemp(prefix=_PREFIX))
        now = datetime.now(UTC).isoformat(timespec="seconds")
        self._mark = take_mark(self.path / _OWNER, Holder("", now, os.getpid()))

    def __enter__(self) -> Path:
        return self.path

    def __exit__(
        self,
        _kind: type[BaseException] | None,
        _error: BaseException | None,
        _trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Take the folder away, as far as no viewer holds what is in it."""
        self._mark.release()
        _remove(self.path)


def sweep() -> None:
    """Take away what killed programs and open viewers left behind."""
    for folder in Path(tempfile.gettempdir()).glob(f"{_PREFIX}*"):
        with contextlib.suppress(OSError):
            if folder.is_symlink() or not folder.is_dir() or not _is_mine(folder):
                continue
            if not mark_of(folder / _OWNER).exists():
                if folder.lstat().st_mtime < time.time() - _STALE:
                    _remove(folder)
                continue
            mark = take_mark(folder / _OWNER, Holder("", "", os.getpid()))
            if mark.handle is not None:
                mark.release()
                _remove(folder)


def _is_mine(folder: Path) -> bool:
    return os.name != "posix" or folder.lstat().st_uid == os.getuid()


def _remove(folder: Path) -> None:
    """Remove a folder; on Windows what is read-only must be made writable first."""
    for path in folder.rglob("*"):
        with contextlib.suppress(OSError):
            if path.is_file() and not path.is_symlink():
                path.chmod(0o600)
    shutil.rmtree(folder, ignore_errors=True)
