"""Every door of the program that takes a file, tried with every file, with little memory.

Run as a process of its own: `python -m tests.hostile_doors FOLDER`. Prints what came of each, and
fails when anything is raised. The memory is limited once everything is loaded, where it can be.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path
from typing import Final

from PySide6.QtGui import QGuiApplication

from desktop_app.app import stamped_pdf
from desktop_app.app.backups import look_into, verify
from desktop_app.app.case_file import read_case_file
from desktop_app.app.catalog import Catalog
from desktop_app.app.confirming import read_file as read_confirmations
from desktop_app.app.evidence import add, suggested_title
from desktop_app.app.foreign_pdf import draw_first_page, texts_of
from desktop_app.app.ledger_files import read_ledger_book
from desktop_app.app.library_check import check_library, salvage
from desktop_app.app.pack_templates import holds_template
from desktop_app.app.pack_workbooks import read_workbook
from desktop_app.app.package_looking import look, verify_package
from desktop_app.app.paths import Paths, find_paths
from desktop_app.app.receiving import receive
from desktop_app.app.returned_workbooks import read_workbook as read_returned
from desktop_app.app.session import CaseSession
from desktop_app.app.verifying import verify_file
from desktop_app.core.problems import Problem
from desktop_app.packs.pack_file import read_file as read_pack
from desktop_app.store.library import Library
from desktop_app.ui.evidence import preview
from desktop_app.ui.evidence.preview import make_preview
from desktop_app.ui.tasks import Cancel, Progress
from tests.hostile_files import write_all
from tests.ui.opened import STEEL, open_session

ROOM: Final = 400 << 20
"""Bytes beyond what the loaded program holds."""

LIBRARY_DOORS: Final = frozenset({"library", "backup", "verify", "check", "salvage"})
"""Doors that look at the head of a file first: other kinds of files are all one to them."""

Door = Callable[[Path], str]


def limit_memory() -> bool:
    """Allow `ROOM` more than there is now; whether that could be done."""
    if sys.platform != "linux":
        return False
    import resource

    status = Path("/proc/self/status").read_text("utf-8")
    held = next(int(line.split()[1]) for line in status.splitlines() if line.startswith("VmData"))
    resource.setrlimit(resource.RLIMIT_DATA, (held * 1024 + ROOM, -1))
    return True


def said(found: object) -> str:
    """The codes of problems, or what was got."""
    listed = found if isinstance(found, tuple) else getattr(found, "problems", (found,))
    problems = [one for one in listed if isinstance(one, Problem)]
    for one in problems:
        if len(one.told()) > 4000:
            raise AssertionError(one.code)
    return " ".join(sorted({one.code for one in problems})) or type(found).__name__


def doors(folder: Path) -> tuple[dict[str, Door], Callable[[], None]]:
    """The doors by name, and what is to be done at the end: nothing stored was harmed."""
    paths = Paths(find_paths().root, folder / "user")
    catalog = Catalog(paths)
    library = Library.open(folder / "mine.nzl")
    assert isinstance(library, Library)
    owner = library.add_enterprise(STEEL, "2024-03-01T08:00:00.000+00:00")
    assert isinstance(owner, str)
    case_id = library.add_case(owner, 2023, ("steel",), "2024-03-01T08:00:00.000+00:00")
    assert isinstance(case_id, str)
    session = open_session(library, case_id)
    taken: list[str] = []

    def evidence(path: Path) -> str:
        return taken_in(session, path, taken)

    def opened(path: Path) -> str:
        found = Library.open(path)
        if isinstance(found, Problem):
            return found.code
        why = found.read_only.code if found.read_only is not None else "open"
        found.attempt(Library.cases)
        found.close()
        return why

    def rescued(path: Path) -> str:
        out = folder / "救.nzl"
        out.unlink(missing_ok=True)
        return said(salvage(path, out))

    listed: dict[str, Door] = {
        "evidence": evidence,
        "ledger": lambda path: said(read_ledger_book(path)),
        "pack book": lambda path: said(read_workbook(catalog, path)),
        "template": lambda path: str(holds_template(path)),
        "pack": lambda path: said(read_pack(path)),
        "package": lambda path: said(look(library, path)),
        "case file": lambda path: said(read_case_file(path, catalog).problems),
        "confirmations": lambda path: said(read_confirmations(path)),
        "library": opened,
        "backup": lambda path: said(look_into(path)),
        "verify": lambda path: said(verify(path)),
        "check": lambda path: said(check_library(path).problems),
        "salvage": rescued,
        "package again": lambda path: said(verify_package(path)),
        "returned book": lambda path: said(read_returned(path)),
        "verifying": lambda path: said(verify_file(paths, path)),
    }

    def finish() -> None:
        assert len(library.load(case_id).evidence) == len(taken) > 20
        library.close()
        assert check_library(library.path).problems == ()

    return listed, finish


def taken_in(session: CaseSession, path: Path, taken: list[str]) -> str:
    """Keep a file as evidence and look at it; the kind of what is seen."""
    files = session.library.files
    received = receive(files, path)
    if isinstance(received, Problem):
        return received.code
    added = add(session, [received])
    assert added.new, path.name
    taken.extend(added.new)
    document = session.case.evidence[-1]
    assert document.title == suggested_title(path.name)
    shown = make_preview(files, document, Progress(lambda _share, _text: None, Cancel()))
    return "picture" if shown.picture is not None else "text" if shown.text else shown.why


def main(folder: Path) -> None:
    """Try everything; a line for each on stdout."""
    files: Iterable[Path] = write_all(folder)
    _application = QGuiApplication([])
    # A page that takes for ever is given up soon: the limit itself is not what is tried.
    preview.draw_first_page = partial(draw_first_page, seconds=1)  # type: ignore[attr-defined]
    stamped_pdf.texts_of = partial(texts_of, seconds=1)  # type: ignore[attr-defined]
    listed, finish = doors(folder)
    limited = limit_memory()
    before = {path: path.read_bytes() for path in files}
    for path in files:
        for name, door in listed.items():
            if name in LIBRARY_DOORS and path.suffix not in (".nzl", ".bin", ".zip"):
                continue
            tell(path.name, name, door(path))
            if path.read_bytes() != before[path]:
                # An empty file is a library still to be made: opening it makes it.
                assert (name, before[path]) == ("library", b""), (name, path.name)
                path.write_bytes(b"")
    finish()
    tell("", "limited", str(limited))


def tell(*words: str) -> None:
    """A line for whoever started this."""
    sys.stdout.write(f"{json.dumps(words)}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
