"""A process that ends itself in the middle of a job of the store, at a step given beforehand.

    python -m tests.torture.cut STEP migrate|backup LIBRARY

A step is a call made by a module of the store. Ends with exit code 9 at that step, as if killed;
when the job has fewer steps, it prints their number and ends with 0.
"""

from __future__ import annotations

import os
import sys
from datetime import UTC, datetime
from pathlib import Path
from types import FrameType

import desktop_app.store
from desktop_app.app.backups import back_up
from desktop_app.store.migrating import migrate_file

STORE = str(Path(desktop_app.store.__file__).parent)
KILLED = 9


class _Counter:
    """Counts the calls in modules of the store and ends the process at one of them."""

    def __init__(self, last: int) -> None:
        self.count = 0
        self._last = last

    def __call__(self, frame: FrameType, event: str, _arg: object) -> None:
        if event in ("call", "c_call") and frame.f_code.co_filename.startswith(STORE):
            self.count += 1
            if self.count >= self._last:
                os._exit(KILLED)


def main(step: int, job: str, path: Path) -> None:
    """Do the job, or the part of it before the step."""
    counter = _Counter(step)
    sys.setprofile(counter)
    if job == "migrate":
        failed = migrate_file(path)
        assert failed is None, failed
    else:
        done = back_up(path, now=datetime(2026, 11, 30, 8, tzinfo=UTC), always=True)
        assert done.made is not None, done.problems
    sys.setprofile(None)
    sys.stdout.write(f"{counter.count}\n")


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2], Path(sys.argv[3]))
