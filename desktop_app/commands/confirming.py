"""The commands about confirmed numbers 核实: list entries, confirm, carry confirmations over."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterable
from datetime import date

from desktop_app.app import confirming
from desktop_app.app.catalog import Catalog
from desktop_app.app.paths import Paths
from desktop_app.app.workspace import Workspace
from desktop_app.commands.printing import OK, as_json_text, fail, print_problems
from desktop_app.core.entries import Entry
from desktop_app.core.entries import entries as entries_of
from desktop_app.core.pack import Checked
from desktop_app.core.problems import Problem, has_errors, problem
from desktop_app.i18n import translate


def entries(given: argparse.Namespace, paths: Paths) -> int:
    """List the entries of a pack with the paths they are confirmed by."""
    found = Catalog(paths).chosen([given.pack])
    pack = next((one for one in found.packs if one.id == given.pack), None)
    if pack is None:
        return fail(found.missing, as_json=given.json)
    listed = entries_of(pack)
    if given.json:
        print(as_json_text({"entries": [_entry_json(one) for one in listed]}))
        return OK
    for one in listed:
        print(f"{one.path}\n    {translate(one.name)}: {one.value} {one.unit}".rstrip())
        print(f"    {one.cited.source} {one.cited.clause} [{one.cited.confidence.word}]")
    return OK


def _entry_json(one: Entry) -> dict[str, object]:
    cited = one.cited
    return {
        "path": one.path,
        "kind": one.kind,
        "name": one.name,
        "value": one.value,
        "unit": one.unit,
        "source": cited.source,
        "clause": cited.clause,
        "confidence": cited.confidence.word,
        "valid_from": str(one.valid_from or ""),
        "valid_to": str(one.valid_to or ""),
        "digest": one.digest,
    }


def confirm_entry(given: argparse.Namespace, paths: Paths) -> int:
    """Keep that entries were compared with the original, or take that back."""

    def work(workspace: Workspace) -> Iterable[Problem]:
        if given.withdraw:
            return confirming.withdraw(workspace, given.pack, given.path)
        chosen = workspace.catalog.chosen([given.pack])
        pack = next((one for one in chosen.packs if one.id == given.pack), None)
        on = _day(given.on) if given.on else workspace.today()
        if pack is None or on is None:
            wrong = () if on else (problem("confirm.bad_date", text=given.on),)
            return (*chosen.missing, *wrong)
        checked = Checked(given.who, on, given.document, given.page, given.note)
        return confirming.confirm(workspace, pack, given.path, checked)

    return _with_library(given, paths, work)


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def list_confirmations(given: argparse.Namespace, paths: Paths) -> int:
    """Print the confirmations of a library as they are exported."""

    def work(workspace: Workspace) -> Iterable[Problem]:
        print(confirming.exported(workspace, given.pack).rstrip())
        return ()

    return _with_library(given, paths, work)


def export(given: argparse.Namespace, paths: Paths) -> int:
    """Write the confirmations of a library to a file."""

    def work(workspace: Workspace) -> Iterable[Problem]:
        try:
            given.out.write_text(confirming.exported(workspace, given.pack), encoding="utf-8")
        except OSError as error:
            return (problem("report.cannot_write", str(given.out), detail=error),)
        print(given.out)
        return ()

    return _with_library(given, paths, work)


def take_over(given: argparse.Namespace, paths: Paths) -> int:
    """Take over confirmations somebody exported."""

    def work(workspace: Workspace) -> Iterable[Problem]:
        try:
            text = given.file.read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError) as error:
            return (problem("confirm.unreadable", str(given.file), detail=error),)
        return confirming.imported(workspace, text, given.file.name)

    return _with_library(given, paths, work)


def _with_library(
    given: argparse.Namespace, paths: Paths, work: Callable[[Workspace], Iterable[Problem]]
) -> int:
    workspace = Workspace.open(paths, given.library)
    try:
        found = workspace.problems or tuple(work(workspace))
    finally:
        workspace.close()
    if has_errors(found):
        return fail(found, as_json=given.json)
    if given.json and not found:
        print(as_json_text({"ok": True}))
    print_problems(found)
    return OK
