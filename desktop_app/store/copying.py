"""Copies of a library that is in use: through SQLite's backup API, verified before they count."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Final

from desktop_app.core.problems import Problem, problem
from desktop_app.store.driver import create, secret_of_connection
from desktop_app.store.reading import UNREADABLE, Contents, contents, flaws, reader
from desktop_app.store.whole_files import discard, part_of, publish_new

Tell = Callable[[float], object]
"""Told how far a job is, from 0 to 1; raises to stop it."""

_PAGES: Final = 256
_COPYING: Final = 0.8
"""The share of the time that copying takes; the rest is looking at the copy."""


def nobody(_share: float) -> None:
    """Where nobody asked to be told."""


def copy_library(source: Path, target: Path, tell: Tell = nobody) -> Contents | Problem:
    """Copy the library at `source` to a new file `target`, whether somebody has it open or not.

    The copy is of one moment, a single file, whole and verified before it has its name. Problems:
    `backup.no_library`, `backup.failed`, `backup.differs`, `backup.target_exists`.
    """
    if not source.is_file():
        return problem("backup.no_library", str(source))
    if target.exists():
        return problem("backup.target_exists", str(target), file=target.name)
    part = target
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        part = part_of(target)
        with closing(reader(source)) as database:
            held = copy_pages(database, part, tell)
        wrong = differs(part, held)
        if wrong:
            return problem("backup.differs", str(target), detail=wrong)
        publish_new(part, target)
    except FileExistsError:
        return problem("backup.target_exists", str(target), file=target.name)
    except UNREADABLE as error:
        return problem("backup.failed", str(target), detail=error)
    finally:
        if part != target:
            discard(part)
    tell(1)
    return held


def copy_pages(source: sqlite3.Connection, target: Path, tell: Tell = nobody) -> Contents:
    """Copy an open library into a fresh file; returns what was in it at that moment.

    The copy of an encrypted library is encrypted with the same key. Raises sqlite3.Error. A
    transaction holds the moment: in the write-ahead log nobody waits for it, otherwise others wait
    with writing until the copy is made.
    """
    source.execute("BEGIN")
    try:
        held = contents(source)
        with closing(create(target, secret_of_connection(source))) as copy:

            def progress(_status: int, remaining: int, total: int) -> None:
                tell(_COPYING * (1 - remaining / max(total, 1)))

            source.backup(copy, pages=_PAGES, progress=progress, sleep=0.05)
            copy.execute("PRAGMA journal_mode=DELETE")
    finally:
        source.execute("ROLLBACK")
    return held


def differs(path: Path, held: Contents) -> str:
    """What is wrong with a copy of what was held; "" when it is sound and says the same."""
    with closing(reader(path)) as copy:
        found = flaws(copy, deep=True)
        return found or ("" if contents(copy) == held else "rows differ")
