"""The worked example of a pack made from a template: everything answered with its best level.

What it expects follows from the rule alone: where every row is at Ⅰ, so is the table. It guards
the pack against later slips; an author adds cases with figures worked out by hand.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from desktop_app.packs.template.draft import PartDraft, RowDraft, TableDraft
from desktop_app.packs.template.requirement import Limit
from desktop_app.packs.template.standard import INDEXED, Standard
from desktop_app.packs.template.weights import How

CASE_FILE: Final = "level_one.toml"
_LEVELS: Final = ("L1", "L2", "L3")
_REGION: Final = "520100"


def worked_case(
    standard: Standard, table: TableDraft, pack_id: str, year: int
) -> dict[str, object]:
    """The document of the case; it lies in a year in which the table is in force."""
    rows = list(table.rows)
    case: dict[str, object] = {
        "id": f"{pack_id}-level-one",
        "title": "各项都取最好一级的要求值",
        "source": "虚构，由模板生成：各项数值等于最好一级的要求，只验证规则包能判定",
        "year": year,
        "packs": ["general", pack_id],
    }
    enterprise: dict[str, object] = {"name": "示例企业（虚构）", "region": _REGION}
    if standard.industries:
        enterprise["industry"] = standard.industries[0]
    return {
        "case": case,
        "enterprise": enterprise,
        "data": [one for row in rows for one in _data(row, f"{pack_id}.cp")],
        "expect": [*_table(standard, table, rows, pack_id), *_rows(rows, pack_id)],
    }


def _data(row: RowDraft, table: str) -> Iterator[dict[str, object]]:
    for number, part in enumerate(row.parts, 1):
        key = f"{table}.{row.id}" + (f".{number}" if len(row.parts) > 1 else "")
        place = best_place(part)
        if place is None:
            continue
        level = part.requirement.levels[place]
        if part.requirement.direction == "choice":
            first = part.requirement.levels.index(level)
            yield {"key": key, "text": _LEVELS[first]}
            continue
        unit = part.requirement.unit
        found: dict[str, object] = {"key": key, "value": f"{_answer(part, level):f}"}
        yield found | ({"unit": unit} if unit else {})


def best_place(part: PartDraft) -> int | None:
    """The best level that asks something known; None where none does."""
    known = (
        place
        for place, one in enumerate(part.requirement.levels)
        if one not in ("absent", "unknown", "free")
    )
    return next(known, None)


def _answer(part: PartDraft, level: Limit) -> Decimal:
    """The number that just meets a level."""
    if isinstance(level, list):
        return level[0]
    limit = Decimal(level)
    if not part.requirement.strict:
        return limit
    step = Decimal(1).scaleb(min(0, int(limit.as_tuple().exponent)) - 1)
    return limit + step if part.requirement.direction == "higher" else limit - step


def _table(
    standard: Standard, table: TableDraft, rows: list[RowDraft], pack_id: str
) -> Iterator[dict[str, object]]:
    """What the whole table comes to: said only where it follows from the levels alone."""
    best = [one for row in rows for part in row.parts for one in part.requirement.levels[:1]]
    if "absent" in best:
        return
    expected: dict[str, object] = {"id": f"{pack_id}.cp"}
    if "unknown" in best:
        yield expected | {"level_high": _LEVELS[0]}
        return
    expected["level"] = _LEVELS[0]
    if standard.method == INDEXED and table.how is not How.NONE:
        expected["Y1"] = "100"
    yield expected


def _rows(rows: list[RowDraft], pack_id: str) -> Iterator[dict[str, object]]:
    """Each row is at the best level all of its parts know."""
    for row in rows:
        places = [place for part in row.parts if (place := best_place(part)) is not None]
        if len(places) == len(row.parts):
            yield {"id": f"{pack_id}.cp.{row.id}", "level": _LEVELS[max(places)]}
