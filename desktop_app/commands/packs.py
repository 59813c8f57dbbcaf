"""The commands about rule packs 规则包: list, check, list the consistency rules."""

from __future__ import annotations

import argparse
from pathlib import Path

from desktop_app.app.answer import pack_json, problems_json, rule_json
from desktop_app.app.catalog import Catalog
from desktop_app.app.pack_checking import check_packs
from desktop_app.app.paths import Paths
from desktop_app.commands.pack_files import list_versions
from desktop_app.commands.printing import FAILED, OK, as_json_text, print_problems, severity_words
from desktop_app.core.consistency.findings import rules
from desktop_app.core.problems import has_errors
from desktop_app.i18n import _, translate


def list_packs(given: argparse.Namespace, paths: Paths) -> int:
    """List the installed packs."""
    if given.all or given.library:
        return list_versions(given, paths)
    catalog = Catalog(paths)
    if given.json:
        print(as_json_text({"packs": [dict(pack_json(pack)) for pack in catalog.packs]}))
        return OK
    for pack in catalog.packs:
        print(f"{pack.id:16} {pack.version:12} {translate(pack.name)}  {pack.digest[:12]}")
        print(f"{'':16} {translate(pack.completeness)}")
    return OK


def check(given: argparse.Namespace, paths: Paths) -> int:
    """Check packs and report everything wrong at once."""
    found = check_packs(paths, [_folder(one, paths) for one in given.folder])
    failed = has_errors(found)
    if given.json:
        print(as_json_text({"ok": not failed, "problems": problems_json(found)}))
    else:
        print_problems(found)
        print(_("规则包有错误。") if failed else _("规则包没有错误。"))
    return FAILED if failed else OK


def _folder(given: Path, paths: Paths) -> Path:
    """The folder of a pack: as given, or called so among the user's packs or the program's."""
    places = (given, paths.user_forms / given, paths.forms / given)
    return next((place for place in places if place.is_dir()), given)


def list_rules(given: argparse.Namespace, paths: Paths) -> int:
    """List the consistency rules: those of the program and those of the packs."""
    listed = rules(Catalog(paths).packs)
    if given.json:
        print(as_json_text({"rules": [rule_json(one) for one in listed]}))
        return OK
    words = severity_words()
    for one in listed:
        print(f"{one.id:34} {words[one.severity]} {translate(one.group)}  {translate(one.name)}")
    print(_("共 {count} 条检查规则。").format(count=len(listed)))
    return OK
