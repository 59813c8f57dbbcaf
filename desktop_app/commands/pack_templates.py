"""The commands for a rule pack of one's own: the blank template, the pack a filled one makes."""

from __future__ import annotations

import argparse

from desktop_app.app.answer import problems_json
from desktop_app.app.catalog import Catalog
from desktop_app.app.pack_templates import MadePack, new_pack, write_template
from desktop_app.app.paths import Paths
from desktop_app.commands.printing import FAILED, OK, as_json_text, fail, print_problems
from desktop_app.core.problems import has_errors
from desktop_app.i18n import _


def template(given: argparse.Namespace, paths: Paths) -> int:
    """Write the blank template."""
    found = write_template(paths, given.out)
    if has_errors(found):
        return fail(found, as_json=given.json)
    if given.json:
        answer = {"ok": True, "file": str(given.out), "problems": problems_json(found)}
        print(as_json_text(answer))
        return OK
    print(given.out)
    return OK


def new(given: argparse.Namespace, paths: Paths) -> int:
    """Make a pack of a filled template."""
    made = new_pack(paths, Catalog(paths), given.file, given.out, replacing=given.replace)
    if given.json:
        print(as_json_text(_as_json(made)))
        return FAILED if made.refused else OK
    print_problems(made.problems)
    if made.refused:
        print(_("没有生成规则包；已有的规则包没有变动。"))
        return FAILED
    told = _(
        "已生成规则包 {id}@{version}：{name}，{rows} 项指标，{groups} 组，限定性 {limiting} 项。"
    )
    print(
        told.format(
            id=made.id,
            version=made.version,
            name=made.name,
            rows=made.rows,
            groups=made.groups,
            limiting=made.limiting,
        )
    )
    print(made.folder)
    return OK


def _as_json(made: MadePack) -> dict[str, object]:
    pack = {"id": made.id, "name": made.name, "version": made.version}
    counts = {"rows": made.rows, "groups": made.groups, "limiting": made.limiting}
    return {
        "ok": not made.refused,
        "pack": pack,
        "folder": None if made.folder is None else str(made.folder),
        **counts,
        "problems": problems_json(made.problems),
    }
