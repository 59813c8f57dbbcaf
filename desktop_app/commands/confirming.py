"""The commands about confirmed numbers 核实: list entries, confirm, carry confirmations over."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterable
from datetime import date

from desktop_app.app import confirming
from desktop_app.app.answer import checked_json, problems_json
from desktop_app.app.catalog import Catalog
from desktop_app.app.confirming import Kept, State
from desktop_app.app.paths import Paths
from desktop_app.app.workspace import Workspace
from desktop_app.commands.printing import OK, as_json_text, fail, print_problems
from desktop_app.core.entries import Entry
from desktop_app.core.pack import Checked
from desktop_app.core.problems import Problem, has_errors, problem
from desktop_app.i18n import _, translate


def entries(given: argparse.Namespace, paths: Paths) -> int:
    """List the entries of a pack with the paths they are confirmed by."""
    found = Catalog(paths).chosen([given.pack])
    pack = next((one for one in found.packs if one.id == given.pack), None)
    if pack is None:
        return fail(found.missing, as_json=given.json)
    listed = confirming.read_entries(pack)
    if given.json:
        print(as_json_text({"entries": [_entry_json(one) for one in listed]}))
        return OK
    for one in listed:
        print(f"{one.path}\n    {translate(one.name)}: {one.value} {one.unit}".rstrip())
        print(f"    {one.cited.source} {one.cited.clause} [{one.cited.confidence.word}]")
        if one.cited.checked is not None:
            print(f"    {one.cited.checked.told}")
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
    """List the confirmations of a library, and whether each still holds."""
    workspace = Workspace.open(paths, given.library)
    try:
        found = confirming.kept(workspace, given.pack)
    finally:
        workspace.close()
    if workspace.problems:
        return fail(workspace.problems, as_json=given.json)
    if given.json:
        print(as_json_text({"ok": True, "confirmations": [_kept_json(one) for one in found]}))
        return OK
    words = {
        State.HOLDS: _("有效"),
        State.LAPSED: _("规则包的数已变，须重新核实"),
        State.GONE: _("规则包里已没有这一条"),
        State.NO_PACK: _("没有安装这个规则包"),
    }
    for one in found:
        said = one.confirmation
        print(f"{said.pack} {said.path}\n    {translate(one.name)} [{words[one.state]}]")
        print(f"    {said.checked.told}")
    return OK


def _kept_json(one: Kept) -> dict[str, object]:
    said = one.confirmation
    row = {"pack": said.pack, "path": said.path, "digest": said.digest, "name": one.name}
    return {**row, "state": one.state.value, **checked_json(said.checked)}


def export(given: argparse.Namespace, paths: Paths) -> int:
    """Write the confirmations of a library to a file."""

    def work(workspace: Workspace) -> Iterable[Problem]:
        failed = confirming.export_to(workspace, given.pack, given.out)
        if failed is not None:
            return (failed,)
        if not given.json:
            print(given.out)
        return ()

    return _with_library(given, paths, work)


def take_over(given: argparse.Namespace, paths: Paths) -> int:
    """Take over confirmations somebody exported."""

    def work(workspace: Workspace) -> Iterable[Problem]:
        return confirming.take_over(workspace, confirming.read_file(given.file))

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
    if given.json:
        print(as_json_text({"ok": True, "problems": problems_json(found)}))
    else:
        print_problems(found)
    return OK
