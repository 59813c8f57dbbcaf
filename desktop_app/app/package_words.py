"""What a package says and what a merge asks, in the language in force."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from desktop_app.app.case_packs import Judging, judging
from desktop_app.app.catalog import Catalog
from desktop_app.app.change_words import Words
from desktop_app.app.clock import moment
from desktop_app.app.log_words import who_word
from desktop_app.app.package_looking import Found, Looked
from desktop_app.core.data import Case
from desktop_app.core.log import PACKS, PINS, PLANNED, Place, Step
from desktop_app.core.merge import Merge, Row, Side, Verdict
from desktop_app.core.merge_leaves import COMPOSITE, PREFIX, WHOLE, content_of, leaves_of
from desktop_app.core.model import Model
from desktop_app.exchange.package.manifest import Manifest
from desktop_app.i18n import _, ngettext
from desktop_app.store.library import Library
from desktop_app.store.past import case_of


@dataclass(frozen=True, slots=True)
class MergeLine:
    """A row of a merge in words.

    `by_mine` and `by_theirs` say who made it so and when; `more` what else goes with the choice.
    """

    row: Row
    name: str
    base: str
    mine: str
    theirs: str
    by_mine: str
    by_theirs: str
    more: str = ""

    def has(self, wanted: str) -> bool:
        """Whether the line holds a text, whatever its case."""
        texts = (self.name, self.base, self.mine, self.theirs, self.by_mine, self.by_theirs)
        return any(wanted in text.casefold() for text in texts)


def merge_lines(library: Library, catalog: Catalog, looked: Looked) -> list[MergeLine]:
    """What a package and the case here differ in, in words; conflicts first."""
    if looked.merged is None or looked.here is None:
        return []
    merged, year = looked.merged, looked.here.year
    mine, theirs = case_of(merged.mine.state, year), case_of(merged.theirs.state, year)
    words = Words(_model(library, catalog, mine), mine, theirs)
    rows = sorted(merged.rows, key=lambda row: row.verdict is not Verdict.CONFLICT)
    return [_line(words, merged, row) for row in rows]


def _model(library: Library, catalog: Catalog, case: Case) -> Model | None:
    found = judging(catalog, library, case)
    return found.model if isinstance(found, Judging) else None


def _line(words: Words, merged: Merge, row: Row) -> MergeLine:
    place, field = row.leaf.place, row.leaf.field
    names, texts = _told(words, merged, row)
    base = texts[2] if row.known else _("（不知道）")
    more = ""
    if row.members:
        more = ngettext("连同所属的 {count} 项", "连同所属的 {count} 项", len(row.members)).format(
            count=len(row.members)
        )
    name = words.name(place)
    held = merged.mine.state.get(place) or merged.theirs.state.get(place)
    if place.kind == PLANNED and held is not None:
        name = _("措施“{name}”").format(name=held["name"])
    if field and place.kind == PINS:
        name = f"{name} {field}"
    elif field and place.kind in COMPOSITE and names:
        name = _("{name} · {field}").format(name=name, field=names)
    return MergeLine(row, name, base, texts[0], texts[1], _by(row.mine), _by(row.theirs), more)


def _told(words: Words, merged: Merge, row: Row) -> tuple[str, tuple[str, str, str]]:
    """The name of the field and what it was at ours, theirs and before."""
    place, field = row.leaf.place, row.leaf.field
    sides = (row.mine.value, row.theirs.value, row.base)
    if place.kind == PACKS:
        there, absent = _("使用"), _("不使用")
        told = tuple(f"{field} {there if value else absent}" for value in sides)
        return "", (told[0], told[1], told[2])
    if place.kind == PINS:
        told = tuple(str(value or "—").partition(" ")[0] for value in sides)
        return "", (told[0], told[1], told[2])
    if field == WHOLE:
        told = tuple(words.content(place, content) for content in sides)
        return "", (told[0], told[1], told[2])
    return _of_field(words, merged.mine.state[place], place, field, sides)


def _of_field(
    words: Words,
    held: Any,  # noqa: ANN401 - JSON of the log
    place: Place,
    field: str,
    sides: tuple[Any, Any, Any],
) -> tuple[str, tuple[str, str, str]]:
    """One field of a record, document or measure: what the words tell it by."""
    leaves = leaves_of(place, held)
    empty = "" if any(isinstance(one, str) for one in sides) else None
    without = content_of(place, {**leaves, field: empty})
    names: set[str] = set()
    texts: list[str] = []
    for value in sides:
        content = content_of(place, {**leaves, field: value})
        line = words.line(Step(place.kind, place.target, without, content))
        if value in (None, "") or line.old == line.new:
            texts.append(_("否") if value is False else "—")
            continue
        name, _space, text = line.new.partition(" ")
        if text:
            names.add(name)
        texts.append(text or name)
    shown = min(names) if len(names) == 1 else field.removeprefix(PREFIX)
    return shown, (texts[0], texts[1], texts[2])


def _by(side: Side) -> str:
    if side.edit is None:
        return ""
    return f"{who_word(side.edit.who)} {moment(side.edit.at)}"


def found_words(looked: Looked) -> str:
    """How a package stands to the library, as one sentence or two."""
    return {
        Found.NEW: _("企业库里还没有这个自评。"),
        Found.SAME: _("包里的内容企业库里都有了，不需要导入。"),
        Found.AHEAD: _("企业库里有这个自评，包里的更新；这边没有新的修改。"),
        Found.PARTED: _("企业库里有这个自评，两边都有新的修改。"),
        Found.OTHER: _("企业库里有同一企业、同一年度的另一个自评，两个是各自建立的。"),
        Found.TRASHED: _("这个自评在企业库的回收站里。"),
    }[looked.found]


def left_words(conflicts: int, left: int) -> str:
    """How many places somebody has to choose in still."""
    if not conflicts:
        return _("没有冲突：各自改的都会保留。")
    if not left:
        return _("都选好了。")
    words = ngettext(
        "还有 {count} 处两边改得不一样，要选择。", "还有 {count} 处两边改得不一样，要选择。", left
    )
    return words.format(count=left)


def facts_of(looked: Looked) -> list[tuple[str, str]]:
    """What is in a package: titles and values."""
    manifest = looked.manifest
    return [*manifest_facts(manifest), (_("加密"), _("有口令") if looked.sealed else _("没有"))]


def manifest_facts(manifest: Manifest) -> list[tuple[str, str]]:
    """What a manifest says: titles and values."""
    made = _("{who}，{when}（软件 {version}）").format(
        who=who_word(manifest.who), when=moment(manifest.made), version=manifest.program
    )
    edited = "—"
    if manifest.head:
        edited = _("{who}，{when}").format(
            who=who_word(manifest.editor), when=moment(manifest.edited)
        )
    amount = _("{data} 个数据，{edits} 次修改，{documents} 份佐证").format(
        data=manifest.data, edits=manifest.edits, documents=manifest.documents
    )
    files = _("连同文件内容") if manifest.evidence else _("只有登记的条目，没有文件内容")
    packs = _("、").join(f"{one.id} {one.version}" for one in manifest.packs)
    return [
        (_("企业"), manifest.enterprise),
        (_("年度"), str(manifest.year)),
        (_("导出"), made),
        (_("最后修改"), edited),
        (_("内容"), amount),
        *([(_("佐证"), files)] if manifest.documents else []),
        (_("规则包"), packs or "—"),
    ]


def counts_of(merged: Merge) -> Mapping[Verdict, int]:
    """How many rows have each verdict."""
    return {verdict: len(merged.of(verdict)) for verdict in Verdict}
