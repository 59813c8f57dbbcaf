"""A process that edits a library until it is killed, and says after each edit that it is stored.

    python -m tests.torture.writer LIBRARY

Prints "edit N" once edit N (see `script`) has been acknowledged. The password of an encrypted
library is in the environment.
"""

from __future__ import annotations

import os
import sys
from itertools import count
from pathlib import Path

from desktop_app.app.passwords import ask_with
from desktop_app.core.changes import Changes
from desktop_app.core.data import Enterprise
from desktop_app.store.edits import Stamp
from desktop_app.store.library import Library
from tests.torture.script import YEAR, is_redo, is_undo, mutations

NOW = "2026-11-22T08:00:00+00:00"
STAMP = Stamp(NOW)


def main(path: Path) -> None:
    """Edit for ever, going on where the library left off."""
    ask_with(None, os.environ, lambda _path: None)
    library = Library.open(path)
    assert isinstance(library, Library), library
    case_id = _case(library)
    stacks = library.stacks(case_id)
    for number in count(stacks.edits):
        done = _edit(library, case_id, number)
        assert isinstance(done, Changes), done
        sys.stdout.write(f"edit {number}\n")
        sys.stdout.flush()


def _case(library: Library) -> str:
    """The case of the library; made in two steps, either of which may be the last."""
    known = library.cases()
    if known:
        return known[0].id
    enterprise = library.add_enterprise(Enterprise("反复断电的企业"), NOW)
    assert isinstance(enterprise, str), enterprise
    case_id = library.add_case(enterprise, YEAR, ("general",), NOW)
    assert isinstance(case_id, str), case_id
    return case_id


def _edit(library: Library, case_id: str, number: int) -> object:
    if is_undo(number):
        return library.undo(case_id, STAMP)
    if is_redo(number):
        return library.redo(case_id, STAMP)
    return library.apply(case_id, f"第 {number} 次", mutations(number), STAMP)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
