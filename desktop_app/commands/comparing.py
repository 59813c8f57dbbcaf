"""The commands that compare rule packs: two packs, or two years of one."""

from __future__ import annotations

import argparse
from collections.abc import Mapping, Sequence
from datetime import datetime

from desktop_app.app.catalog import Catalog
from desktop_app.app.comparing import compare_years, counts, diff_json, editions_json, years_of
from desktop_app.app.pack_references import refer
from desktop_app.app.pack_words import citations, difference_text, fate_word, kind_word
from desktop_app.app.paths import Paths
from desktop_app.commands.printing import FAILED, OK, as_json_text, fail
from desktop_app.core.pack_diff import Change, Fate, pack_diff
from desktop_app.i18n import _, translate


def diff(given: argparse.Namespace, paths: Paths) -> int:
    """Print what differs between two packs."""
    catalog = Catalog(paths)
    old, new = refer(given.old, catalog), refer(given.new, catalog)
    if old.pack is None or new.pack is None:
        return fail((*old.problems, *new.problems), as_json=given.json)
    found = pack_diff(old.pack, new.pack)
    if given.json:
        print(as_json_text({"ok": True, **diff_json(found)}))
        return OK
    for pack in (old.pack, new.pack):
        print(f"{translate(pack.name)}  {pack.id}@{pack.version}  {pack.digest[:12]}")
    print_changes(found.changes, citations((new.pack, old.pack, *catalog.packs)))
    return OK


def editions(given: argparse.Namespace, paths: Paths) -> int:
    """Print what of a pack is in force for one year and for another, where they differ."""
    catalog = Catalog(paths)
    referred = refer(given.pack, catalog)
    if referred.pack is None:
        return fail(referred.problems, as_json=given.json)
    pack = referred.pack
    years = years_of(pack, datetime.now().astimezone().year)
    if years is None and (given.first is None or given.last is None):
        print(_("“{pack}”里没有注明起止日期的数。").format(pack=translate(pack.name)))
        return FAILED
    first = given.first if given.first is not None or years is None else years[0]
    last = given.last if given.last is not None or years is None else years[1]
    found = compare_years(pack, catalog, first, last)
    if given.json:
        print(as_json_text({"ok": True, **editions_json(found)}))
        return OK
    words = _("{pack}：{first} 年与 {last} 年适用的版本")
    print(words.format(pack=translate(pack.name), first=first, last=last))
    print_changes(found.changes, citations((pack, *catalog.packs)))
    return OK


def print_changes(changes: Sequence[Change], sources: Mapping[str, str]) -> None:
    """Print the changes by fate, and how many there are."""
    for fate in Fate:
        for one in (one for one in changes if one.fate is fate):
            thing = one.thing
            print(
                f"{fate_word(fate)} {kind_word(thing.kind)} {translate(thing.name)}  {thing.path}"
            )
            for line in _lines(one, sources):
                print(f"     {line}")
    total = counts(changes)
    words = _("变了 {changed}，新增 {new}，删去 {dropped}。")
    print(words.format(**total) if changes else _("没有不同。"))


def _lines(change: Change, sources: Mapping[str, str]) -> list[str]:
    lines = [difference_text(one, sources) for one in change.differences]
    if change.fate is not Fate.CHANGED and "value" in change.thing.says:
        says = change.thing.says
        lines.append(f"{says['value']} {says.get('unit', '')}".rstrip())
    if change.likely:
        words = {
            Fate.CHANGED: _("替代 {path}"),
            Fate.NEW: _("可能由 {path} 改来"),
            Fate.DROPPED: _("可能改成了 {path}"),
        }
        lines.append(words[change.fate].format(path=change.likely))
    return lines
