"""The files of a rule pack out of a filled template, with the cell each of its things stands in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

from desktop_app.core.problems import Problem
from desktop_app.packs.template import layout
from desktop_app.packs.template.draft import (
    GroupDraft,
    KnownIds,
    PartDraft,
    RowDraft,
    TableDraft,
    draft_table,
)
from desktop_app.packs.template.filled import Filled, read_filled
from desktop_app.packs.template.requirement import Limit
from desktop_app.packs.template.standard import INDEXED, Standard, read_standard
from desktop_app.packs.template.weights import How
from desktop_app.packs.template.worked_case import CASE_FILE, worked_case
from desktop_app.packs.toml_text import dumps
from desktop_app.packs.workbook.cells import Book
from desktop_app.packs.workbook.places import Places, Spot

HEAD_FILE: Final = "pack.toml"
TABLE_FILE: Final = "clean_production.toml"


@dataclass(frozen=True, slots=True)
class Template:
    """A filled template that was read: what it says, and everything there is to say of that."""

    filled: Filled
    standard: Standard
    table: TableDraft
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class NewPack:
    """The files of a pack by name, and where in the workbook problems of them belong."""

    files: Mapping[str, bytes]
    places: Places

    def placed(self, found: Iterable[Problem]) -> tuple[Problem, ...]:
        """Problems of the files at their cells."""
        return tuple(self.places.placed(one) for one in found)


def read_template(book: Book, known: KnownIds | None = None) -> Template | tuple[Problem, ...]:
    """What a filled template says; the reasons where the workbook is none.

    `known` are the ids of the pack that is made anew.
    """
    filled = read_filled(book)
    if not isinstance(filled, Filled):
        return filled
    standard = read_standard(filled)
    weighted = standard.method == INDEXED
    table = draft_table(filled, known or KnownIds(), weighted=weighted)
    problems = (*filled.problems, *standard.problems, *table.problems)
    return Template(filled, standard, table, problems)


def files_of(template: Template, pack_id: str, version: str, year: int) -> NewPack:
    """The files of the pack, for a template without errors; `year` is that of its example."""
    standard, table = template.standard, template.table
    head = {
        "pack": _header(standard, table, pack_id, version),
        "source": [_source(standard, pack_id)],
    }
    body = {"assessment": [_assessment(standard, table, pack_id)]}
    case = worked_case(standard, table, pack_id, year)
    files: dict[str, Mapping[str, object]] = {
        HEAD_FILE: head,
        TABLE_FILE: body,
        f"cases/{CASE_FILE}": case,
    }
    written = {name: dumps(one).encode() for name, one in files.items()}
    return NewPack(written, _places(template, pack_id))


# --- the documents ---------------------------------------------------------------------------


def _header(standard: Standard, table: TableDraft, pack_id: str, version: str) -> dict[str, object]:
    return {
        "id": pack_id,
        "name": standard.title,
        "version": version,
        "kind": "industry",
        "requires": ["general"],
        "industries": list(standard.industries),
        "summary": f"{standard.title}（{standard.number}）的清洁生产水平，由填好的模板生成。",
        "completeness": completeness(standard, table),
    }


def completeness(standard: Standard, table: TableDraft) -> str:
    """How complete the table is, counted from it."""
    rows = list(table.rows)
    levels = [level for row in rows for part in row.parts for level in part.requirement.levels]
    unknown = sum(level == "unknown" for level in levels)
    words = {
        How.GROUP: "权重齐全",
        How.WHOLE: "权重齐全",
        How.PARTIAL: "部分权重未知，只下对任何权重都成立的结论",
        How.NONE: "没有权重，只下对任何权重都成立的结论",
    }
    weights = words[table.how] if standard.method == INDEXED else "逐项对照，不算综合指数"
    holes = f"，其中 {unknown} 格未知" if unknown else ""
    limiting = sum(row.limiting for row in rows)
    return (
        f"按填写的模板收录 {len(rows)} 项指标（{limiting} 项限定性），{len(levels)} 格要求"
        f"{holes}；{weights}。能源与碳由通用规则包计算，排放限值、能效不在本包。"
    )


def _source(standard: Standard, pack_id: str) -> dict[str, object]:
    found: dict[str, object] = {
        "id": f"{pack_id}.standard",
        "title": standard.title,
        "number": standard.number,
    }
    if standard.valid_from:
        found["effective"] = standard.valid_from
    found["confidence"] = standard.confidence
    if standard.evidence:
        found["evidence"] = list(standard.evidence)
    if standard.issuer:
        found["note"] = f"发布机关：{standard.issuer}。"
    return found


def _assessment(standard: Standard, table: TableDraft, pack_id: str) -> dict[str, object]:
    found: dict[str, object] = {
        "id": f"{pack_id}.cp",
        "name": standard.title,
        "limb": "clean_production",
        "method": standard.method,
        "scale": "clean_production",
        "source": f"{pack_id}.standard",
        "confidence": standard.confidence,
        "completeness": completeness(standard, table),
    }
    for name, day in (("valid_from", standard.valid_from), ("valid_to", standard.valid_to)):
        found |= _given(name, day)
    options: dict[str, object] = {}
    if standard.method == INDEXED and table.how in (How.NONE, How.PARTIAL):
        options["weights"] = "missing" if table.how is How.NONE else "partial"
    if standard.others:
        options["level1_others"] = "L2"
    if options:
        found["options"] = options
    found["group"] = [_group(group) for group in table.groups]
    found["indicator"] = [_row(row, group) for group in table.groups for row in group.rows]
    return found


def _given(name: str, value: date | str | None) -> dict[str, object]:
    return {name: value} if value else {}


def _group(group: GroupDraft) -> dict[str, object]:
    found: dict[str, object] = {"id": group.id, "name": group.name}
    if group.weight is not None:
        found["weight"] = as_number(group.weight)
    return found | ({"bonus": True} if group.bonus else {})


def _row(row: RowDraft, group: GroupDraft) -> dict[str, object]:
    number = row.line.text("no")
    found: dict[str, object] = {"id": row.id}
    found |= {"no": number} if number else {}
    found |= {"name": row.name, "group": group.id}
    if len(row.parts) == 1:
        found |= _part(row.parts[0])
    if row.weight is not None and row.weight.pool:
        found["pool"] = f"{group.id}_{row.weight.pool}"
        found["pool_weight"] = as_number(row.weight.value)
    elif row.weight is not None:
        found["weight"] = as_number(row.weight.value)
    if row.limiting:
        found["limiting"] = True
    if row.hint:
        found["hint"] = row.hint
    if number:
        found["clause"] = f"第 {number} 项"
    if len(row.parts) > 1:
        found["part"] = [{"name": part.name, **_part(part)} for part in row.parts]
    return found


def _part(part: PartDraft) -> dict[str, object]:
    need = part.requirement
    found: dict[str, object] = {} if need.direction == "choice" else {"unit": need.unit}
    found |= {"direction": need.direction, "levels": [_level(level) for level in need.levels]}
    return found | ({"strict": True} if need.strict else {})


def _level(level: Limit) -> object:
    if isinstance(level, list):
        return [as_number(end) for end in level]
    return as_number(level) if isinstance(level, Decimal) else level


def as_number(value: Decimal) -> int | Decimal:
    """A number as authors write it: whole ones without a point, no trailing zeros."""
    whole = value == value.to_integral_value()
    return int(value) if whole else Decimal(f"{value:f}".rstrip("0"))


# --- places ----------------------------------------------------------------------------------


def _places(template: Template, pack_id: str) -> Places:
    """Where the things of the files stand in the workbook, by file and by id."""
    filled, table = template.filled, template.table
    places = Places(filled.book)
    head = {name: filled.places.get(one, "") for name, one in _HEAD_CELLS.items()}
    spot = Spot(filled.standard, head["name"], head)
    for file, path in (
        (HEAD_FILE, "pack"), (HEAD_FILE, "source[0]"), (TABLE_FILE, "assessment[0]"),
        ("", f"source[{pack_id}.standard]"), ("", f"assessment[{pack_id}.cp]"), ("", "pack"),
    ):  # fmt: skip
        places.note(file, path, spot)
    whole = f"assessment[{pack_id}.cp]"
    for number, group in enumerate(table.groups):
        spot = Spot(filled.table, group.line.places.get("group", ""), _cells(group.line.places))
        places.note(TABLE_FILE, f"assessment[0].group[{number}]", spot)
        places.note("", f"{whole}.group[{group.id}]", spot)
    for number, row in enumerate(table.rows):
        for path, file in ((f"assessment[0].indicator[{number}]", TABLE_FILE),
                           (f"{whole}.indicator[{row.id}]", "")):  # fmt: skip
            places.note(file, path, _spot(filled, row.parts[0]))
            for place, part in enumerate(row.parts):
                places.note(file, f"{path}.part[{place}]", _spot(filled, part))
        for place, part in enumerate(row.parts, 1):
            key = f"{pack_id}.cp.{row.id}" + (f".{place}" if len(row.parts) > 1 else "")
            places.note("", f"item[{key}]", _spot(filled, part))
    return places


_HEAD_CELLS: Final = {
    "name": "title",
    "title": "title",
    "id": "id",
    "number": "number",
    "industries": "industry",
    "note": "issuer",
    "confidence": "confidence",
    "evidence": "evidence",
    "valid_from": "valid_from",
    "valid_to": "valid_to",
    "method": "kind",
}


def _spot(filled: Filled, part: PartDraft) -> Spot:
    cells = _cells(part.line.places)
    return Spot(filled.table, cells.get("name", ""), cells)


def _cells(places: Mapping[str, str]) -> dict[str, str]:
    """The cells of a line under the names pack files use."""
    levels = {f"levels.{n}": places.get(name, "") for n, name in enumerate(layout.LEVELS, 1)}
    return {**places, **levels}
