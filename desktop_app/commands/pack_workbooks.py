"""The commands about rule packs in Excel: export, import, a blank template, a pack made from it."""

from __future__ import annotations

import argparse
from typing import Any

from desktop_app.app.answer import problems_json
from desktop_app.app.catalog import Catalog
from desktop_app.app.comparing import diff_json
from desktop_app.app.pack_files import CONSENT
from desktop_app.app.pack_words import citations
from desktop_app.app.pack_workbooks import (
    Incoming,
    export_workbook,
    install_workbook,
    look_at_installing,
    read_workbook,
    write_folder,
)
from desktop_app.app.paths import Paths
from desktop_app.commands.comparing import print_changes
from desktop_app.commands.printing import FAILED, OK, as_json_text, fail, print_problems
from desktop_app.core.problems import Problem, has_errors
from desktop_app.i18n import _, translate


def export(given: argparse.Namespace, paths: Paths) -> int:
    """Write a pack as a workbook."""
    found = export_workbook(Catalog(paths), given.pack, given.out)
    return _written(given, found)


def take_in(given: argparse.Namespace, paths: Paths) -> int:
    """Read a workbook that was edited, tell what it changes, and install it."""
    catalog = Catalog(paths)
    incoming = read_workbook(catalog, given.file)
    if incoming.refused:
        return _refused(given, incoming.problems)
    if not given.json:
        _print_incoming(incoming, catalog)
    found = _placed(given, paths, catalog, incoming)
    failed = has_errors(found)
    if given.json:
        print(as_json_text({"ok": not failed, **_incoming_json(incoming, found)}))
        return FAILED if failed else OK
    print_problems(found)
    if failed:
        print(_("没有导入；已安装的规则包没有变动。"))
    elif not given.check:
        print(given.out or _("已安装。"))
    if failed and not given.trust and any(one.code in CONSENT for one in found):
        print(_("核对来历无误后，加 --trust 再导入。"))
    return FAILED if failed else OK


def _placed(
    given: argparse.Namespace, paths: Paths, catalog: Catalog, incoming: Incoming
) -> tuple[Problem, ...]:
    """Put what was read where it was asked for; what there is to say of that."""
    if incoming.edition is None:
        return ()
    if given.out:
        files = incoming.edition.contents.files
        return () if given.check else write_folder(files, given.out)
    if given.check:
        looked = look_at_installing(paths, catalog, incoming)
        return looked.problems
    return install_workbook(paths, catalog, incoming, trusting=given.trust).problems


def _refused(given: argparse.Namespace, problems: tuple[Problem, ...]) -> int:
    code = fail(problems, as_json=given.json)
    if not given.json:
        print(_("没有导入；已安装的规则包没有变动。"))
    return code


def _print_incoming(incoming: Incoming, catalog: Catalog) -> None:
    """What was read, what is to be said of it, and what it changes."""
    print_problems(incoming.problems)
    pack = incoming.pack
    if pack is None:
        return
    print(f"{translate(pack.name)}  {pack.id}@{pack.version}  {pack.digest[:12]}")
    if incoming.changes is None or incoming.before is None:
        print(_("这是新的规则包。"))
        return
    print(_("与现用的 {version} 相比：").format(version=incoming.before.version))
    sources = citations((pack, incoming.before, *catalog.packs))
    print_changes(incoming.changes.changes, sources)


def _incoming_json(incoming: Incoming, found: tuple[Problem, ...]) -> dict[str, Any]:
    pack = incoming.pack
    told = {} if pack is None else {"id": pack.id, "version": pack.version, "hash": pack.digest}
    changes = None if incoming.changes is None else diff_json(incoming.changes)
    problems = problems_json((*incoming.problems, *found))
    return {"pack": told, "changes": changes, "problems": problems}


def _written(given: argparse.Namespace, found: tuple[Problem, ...]) -> int:
    """Tell that a file was written, or why not."""
    if has_errors(found):
        return fail(found, as_json=given.json)
    if given.json:
        answer = {"ok": True, "file": str(given.out), "problems": problems_json(found)}
        print(as_json_text(answer))
        return OK
    print_problems(found)
    print(given.out)
    return OK
