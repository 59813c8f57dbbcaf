"""A process that ends itself in the middle of a job of the store, at a step given beforehand.

    python -m tests.torture.cut STEP migrate|backup|encrypt|decrypt LIBRARY

A step is a call made by a module of the store. The password, of an encrypted library or for one
that is to be encrypted, is a recovery key in the environment, the head beside it. Ends with exit
code 9 at that step, as if killed; when the job has fewer steps, it prints their number and ends
with 0.
"""

from __future__ import annotations

import os
import sys
from datetime import UTC, datetime
from pathlib import Path
from types import FrameType

import desktop_app.store
from desktop_app.app.backups import back_up
from desktop_app.app.passwords import VARIABLE, ask_with
from desktop_app.store.migrating import migrate_file
from desktop_app.store.recoding import recode
from desktop_app.store.secret import Secret, secret_of

STORE = str(Path(desktop_app.store.__file__).parent)
KILLED = 9
HEAD_VARIABLE = "TORTURE_HEAD"


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
    ask_with(None, os.environ, lambda _path: None)
    counter = _Counter(step)
    sys.setprofile(counter)
    if job == "migrate":
        failed = migrate_file(path)
        assert failed is None, failed
    elif job in ("encrypt", "decrypt"):
        failed = recode(path, _secret() if job == "encrypt" else None)
        assert failed is None, failed
    else:
        done = back_up(path, now=datetime(2026, 11, 30, 8, tzinfo=UTC), always=True)
        assert done.made is not None, done.problems
    sys.setprofile(None)
    sys.stdout.write(f"{counter.count}\n")


def _secret() -> Secret:
    made = secret_of(bytes.fromhex(os.environ[HEAD_VARIABLE]), os.environ[VARIABLE])
    assert made is not None
    return made


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2], Path(sys.argv[3]))
