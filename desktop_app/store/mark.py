"""The mark beside an open library: who has it open, and whether the last one closed it properly.

`library.nzl.open` is locked by the operating system as long as its window lives, and removed when
the window closes. A mark that nobody locks was left by a window that was killed.
"""

from __future__ import annotations

import contextlib
import json
import os
import sys
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Final

_SUFFIX: Final = ".open"
_FAR: Final = 1 << 30  # a byte nobody reads: a lock on Windows keeps others from reading it
_ATTEMPTS: Final = 5


@dataclass(frozen=True, slots=True)
class Holder:
    """Who has a library open: user and machine, since when (ISO text), by which process."""

    who: str
    since: str
    pid: int = 0


@dataclass(frozen=True, slots=True)
class Mark:
    """What was found at the mark.

    `handle` is the locked mark, None when it could not be taken: because of `other`, who has the
    library open, or because nothing can be written there. `left` is whose window ended without
    closing the library.
    """

    place: Path
    handle: int | None = None
    other: Holder | None = None
    left: Holder | None = None

    def release(self) -> None:
        """Take the mark away: the library is closed properly. On a drive that is gone it stays."""
        if self.handle is None:
            return
        if os.name == "posix":
            # While it is locked: nobody else takes a mark that is about to go.
            with contextlib.suppress(OSError):
                self.place.unlink(missing_ok=True)
        with contextlib.suppress(OSError):
            os.close(self.handle)
        if os.name != "posix":
            with contextlib.suppress(OSError):
                self.place.unlink(missing_ok=True)


def mark_of(library: Path) -> Path:
    """Where the mark of a library lies."""
    return library.with_name(library.name + _SUFFIX)


def take_mark(library: Path, holder: Holder) -> Mark:
    """Mark a library as open for `holder`, unless somebody else has it open."""
    place = mark_of(library)
    for _attempt in range(_ATTEMPTS):
        try:
            handle = os.open(place, os.O_RDWR | os.O_CREAT, 0o644)
        except OSError:
            break
        if not _lock(handle):
            other = _read(handle) or Holder("", "")
            os.close(handle)
            return Mark(place, other=other)
        if not _is_at(handle, place):
            os.close(handle)  # its owner has just taken it away
            continue
        left = _read(handle)
        _write(handle, holder)
        return Mark(place, handle, left=left)
    return Mark(place)


def _is_at(handle: int, place: Path) -> bool:
    try:
        return os.path.samestat(os.fstat(handle), place.stat())
    except OSError:
        return False


def _read(handle: int) -> Holder | None:
    os.lseek(handle, 0, os.SEEK_SET)
    try:
        found = json.loads(os.read(handle, 4096).decode("utf-8"))
        return Holder(str(found["who"]), str(found["since"]), int(found["pid"]))
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _write(handle: int, holder: Holder) -> None:
    with contextlib.suppress(OSError):
        os.lseek(handle, 0, os.SEEK_SET)
        os.truncate(handle, 0)
        os.write(handle, json.dumps(asdict(holder), ensure_ascii=False).encode("utf-8"))
        os.fsync(handle)


def _lock(handle: int) -> bool:
    """Take the lock of the mark; False when another window has it."""
    try:
        if sys.platform == "win32":
            import msvcrt

            os.lseek(handle, _FAR, os.SEEK_SET)
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True
