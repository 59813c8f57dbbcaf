"""What gates and rules ask of tables, live: as filled, at best, and as far as it is settled."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from desktop_app.core.expr import Expr
from desktop_app.core.methods.table_truths import (
    JUDGED,
    ROW_LEVELS,
    TABLE_LEVELS,
    truths_asked,
)
from desktop_app.core.pack import Readiness
from desktop_app.i18n import _, translate
from desktop_app.reports.workbook import look
from desktop_app.reports.workbook.grid import TableSpots
from desktop_app.reports.workbook.places import DASH
from desktop_app.reports.workbook.readiness_parts import (
    HIGH,
    LOW,
    NAME,
    NO,
    STATE,
    ReadinessWriter,
)
from desktop_app.reports.workbook.row_points import MAY_EXCEED
from desktop_app.reports.workbook.sheet import put_formula, put_text
from desktop_app.reports.workbook.states import KNOWN, NOT_APPLICABLE, OPEN

HOLDS: Final = {LOW: "X", HIGH: "Y"}
"""The hidden columns with truths as filled and at best."""

SETTLED: Final = ("Z", "AA")
"""The hidden columns with what is settled both ways, and how far it is: gates read these."""

Rows = dict[str, int]
Truth = tuple[str, str, str, str]


def put_truths(writer: ReadinessWriter, row: int, texts: Mapping[str, str]) -> None:
    """Truths as formulas need them, out of sight, and as ticks and crosses for people."""
    sheet = writer.sheet
    for letter, text in texts.items():
        cell = f"{HOLDS[letter]}{row}"
        put_formula(sheet[cell], text, look.HELPER)
        put_formula(
            sheet[f"{letter}{row}"], f'IF({cell}=TRUE,"✓",IF({cell}=FALSE,"✕",""))', look.MIDDLE
        )


def write_truths(writer: ReadinessWriter, model: Readiness) -> tuple[Rows, dict[str, str]]:
    """Whether tables, or all their rows, reach a level; gives rows and words by names of rules."""
    sheet, found = writer.sheet, found_truths(writer, _rules(model))
    sheet.row += 1
    sheet.band(_("门槛和等级规则用到的判断"))
    rows: Rows = {}
    for name, (label, low, high, none) in found.items():
        row = sheet.ruled()
        rows[name] = row
        put_text(sheet[f"{NO}{row}"], "", look.MUTED)
        put_text(sheet[f"{NAME}{row}"], label)
        put_truths(writer, row, {LOW: f'IF({none},"",{low})', HIGH: f'IF({none},"",{high})'})
        state = f"IF({none},{NOT_APPLICABLE},{KNOWN})"
        put_formula(sheet[f"{STATE}{row}"], state, look.HELPER)
        filled, best = (f"{letter}{row}" for letter in HOLDS.values())
        same = f"AND(NOT({none}),{filled}={best})"
        settled = f'IF({none},"{DASH}",IF({same},{filled},""))'
        put_formula(sheet[f"{SETTLED[0]}{row}"], settled, look.HELPER)
        open_still = f"IF({none},{NOT_APPLICABLE},IF({same},{KNOWN},{OPEN}))"
        put_formula(sheet[f"{SETTLED[1]}{row}"], open_still, look.HELPER)
        sheet.row += 1
    return rows, {name: truth[0] for name, truth in found.items()}


def _rules(model: Readiness) -> list[Expr]:
    conditions = [one for gate in model.gates for one in (gate.condition, gate.contradiction)]
    rules = [grade.rule for grade in model.grades]
    return [*rules, *(one for one in conditions if one is not None)]


def found_truths(writer: ReadinessWriter, rules: Sequence[Expr]) -> dict[str, Truth]:
    """By name the words of a truth, how it is as filled and at best, and whether it is n.a."""
    found = {**_levels_reached(writer), **_outlets(writer)}
    for prefix in ROW_LEVELS:
        found |= _rows_reach(writer, prefix)
    for prefix in (*TABLE_LEVELS, *ROW_LEVELS):
        found[f"{prefix}{JUDGED}"] = _judged(writer, prefix)
    asked = truths_asked(rules)
    for name in sorted(asked - found.keys()):
        found[name] = (_("没有适用的评价表"), '""', '""', "TRUE")
    kept = {*asked, "limits_advanced", "limits_kept"}
    return {name: truth for name, truth in found.items() if name in kept or not _is_judged(name)}


def _is_judged(name: str) -> bool:
    return name.endswith(JUDGED)


def _judged(writer: ReadinessWriter, prefix: str) -> Truth:
    """Whether a table of the kind has a row that applies; always known."""
    tables = _tables(writer, f"*.{prefix}")
    count = "+".join(f"SUM({one.column(one.grid.applies)})" for _id, one in tables) or "0"
    return (_("有适用的{kind}").format(kind=_kind(prefix)), f"{count}>0", f"{count}>0", "FALSE")


def _kind(prefix: str) -> str:
    words = {
        "cp": _("清洁生产评价表"),
        "benchmark": _("能效基准表"),
    }
    return words[prefix]


def _levels_reached(writer: ReadinessWriter) -> dict[str, Truth]:
    """As `core.methods.table_truths.levels_reached` of the clean-production tables."""
    tests: dict[str, tuple[str, list[str], list[str], list[str]]] = {}
    for assessment_id, table in _tables(writer, "*.cp"):
        scale = writer.places.evaluation.tables[assessment_id].scale
        absent = f"LEN({table.cell(table.high)})=0"
        for place, step in enumerate(scale.levels, 1):
            label = _("清洁生产达到{level}及以上").format(level=translate(step.name))
            found = tests.setdefault(f"cp_{step.id}", (label, [], [], []))
            found[1].append(f"OR({absent},{_at_least(table.cell(table.low), place)})")
            found[2].append(f"OR({absent},{_at_least(table.cell(table.high), place)})")
            found[3].append(absent)
    return {
        name: (label, _all(lows), _all(highs), _all(away))
        for name, (label, lows, highs, away) in tests.items()
    }


def _all(tests: Sequence[str]) -> str:
    return f"AND({','.join(tests)})"


def _at_least(cell: str, place: int) -> str:
    return f"AND(ISNUMBER({cell}),N({cell})<={place})"


def _rows_reach(writer: ReadinessWriter, prefix: str) -> dict[str, Truth]:
    """As `core.methods.table_truths.rows_reach`."""
    tables = _tables(writer, f"*.{prefix}")
    if not tables:
        return {}
    scale = writer.places.evaluation.tables[tables[0][0]].scale
    found: dict[str, Truth] = {}
    for place, step in enumerate(scale.levels):
        met = [
            (one.column(one.grid.applies), one.column(one.grid.met[place])) for _id, one in tables
        ]
        unsure = "+".join(f'COUNTIFS({applies},1,{cells},"<>1")' for applies, cells in met)
        failed = "+".join(f"COUNTIFS({applies},1,{cells},0)" for applies, cells in met)
        none = "+".join(f"SUM({applies})" for applies, _cells in met)
        label = _("{kind}各行都达到{level}").format(kind=_kind(prefix), level=translate(step.name))
        found[f"{prefix}_{step.id}"] = (label, f"{unsure}=0", f"{failed}=0", f"{none}=0")
    return found


def _outlets(writer: ReadinessWriter) -> dict[str, Truth]:
    """As `all_advanced` and `none_exceeded` of `core.methods.table_truths`."""
    airs = [one for _id, one in _tables(writer, "*.limits")]
    waters = [one for _id, one in _tables(writer, "*.water_limits")]
    pairs = [(one.column(one.grid.applies), one.column(one.grid.keeps)) for one in airs]
    count = "+".join(f"SUM({applies})" for applies, _keeps in pairs) or "0"
    kept = "+".join(f"COUNTIFS({a},1,{k},1)" for a, k in pairs) or "0"
    short = "+".join(f"COUNTIFS({a},1,{k},0)" for a, k in pairs) or "0"
    both = [(one.column(one.grid.applies), one.column(one.grid.over)) for one in (*airs, *waters)]
    rows = "+".join(f"SUM({applies})" for applies, _over in both) or "0"
    over = "+".join(f"COUNTIFS({a},1,{o},1)" for a, o in both) or "0"
    may = "+".join(f"COUNTIFS({a},1,{o},{MAY_EXCEED})" for a, o in both) or "0"
    return {
        "limits_advanced": (
            _("排放口全部达到先进线"), f"({kept})=({count})", f"({short})=0", f"({count})=0"
        ),
        "limits_kept": (
            _("没有排放口超过一般限值或许可限值"),
            f"({over}+{may})=0", f"({over})=0", f"({rows})=0",
        ),
    }  # fmt: skip


def _tables(writer: ReadinessWriter, pattern: str) -> Sequence[tuple[str, TableSpots]]:
    spots = writer.named(pattern)
    return [(key, one) for key, one in writer.tables.items() if one in spots]
