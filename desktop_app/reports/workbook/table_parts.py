"""The components of a table row, live: value, requirement per level, and whether it meets it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from desktop_app.core.expr import Expr
from desktop_app.core.expr.ast import Kind, Literal, Name
from desktop_app.core.expr.excel import MAX_LENGTH
from desktop_app.core.methods.readiness import Table
from desktop_app.core.methods.rows import Row
from desktop_app.core.pack import Direction, Met, Part, Scale, Threshold
from desktop_app.core.result import Status
from desktop_app.core.units import show_unit
from desktop_app.core.value import Value, ValueState
from desktop_app.i18n import _, translate
from desktop_app.reports.workbook import look
from desktop_app.reports.workbook.bounds import write_bound
from desktop_app.reports.workbook.grid import Grid
from desktop_app.reports.workbook.live import StaticCell, Statics, put_live, put_static
from desktop_app.reports.workbook.places import DASH, Places, Scope
from desktop_app.reports.workbook.sheet import (
    Sheet,
    dress,
    put_formula,
    put_number,
    put_text,
)
from desktop_app.reports.workbook.states import KNOWN, NOT_APPLICABLE, OPEN, PARTIAL

EXACT: Final = "0.000000000001"
_LONGEST_STATE: Final = 1000
"""States of limits are written several times into one formula."""

_STATES: Final = {
    Status.GIVEN: ValueState.GIVEN,
    Status.ESTIMATED: ValueState.ESTIMATED,
    Status.PARTIAL: ValueState.PARTIAL,
    Status.NA: ValueState.NA,
    Status.BLANK: ValueState.BLANK,
    Status.INVALID: ValueState.INVALID,
}


@dataclass(frozen=True, slots=True)
class TableWriter:
    """Everything one table sheet is written with; `scored` are the kinds of points it feeds."""

    sheet: Sheet
    places: Places
    statics: Statics
    table: Table
    grid: Grid
    scored: frozenset[str]

    def across(self, columns: Sequence[str], row: int) -> str:
        """Neighbouring cells of one row."""
        return f"{columns[0]}{row}:{columns[-1]}{row}"


def write_part(writer: TableWriter, row: Row, part: Part, line: int, place: int) -> None:
    """Write a component of a row on a line: its value, its limits, and which of them it meets."""
    sheet, grid = writer.sheet, writer.grid
    if place:
        put_text(sheet[f"{grid.name}{line}"], f"　{translate(part.name)}", look.MUTED)
        dress(sheet[f"{grid.no}{line}"], look.MUTED)
    put_text(sheet[f"{grid.unit}{line}"], show_unit(part.unit), look.MUTED)
    scope = Scope(writer.places, sheet.title, row.record)
    ours = Value(row.value, state=_STATES[row.status]) if not place else Value.blank()
    if part.direction is Direction.CHOICE:
        _chosen(writer, scope, row, part, line)
    else:
        cells = (f"{grid.value}{line}", f"{grid.state}{line}")
        about = f"{translate(row.indicator.name)} {translate(part.name)}".strip()
        put_live(sheet, cells, scope, part.value, part.unit, ours, writer.statics, about=about)
        sheet[f"{grid.value}{line}"].number_format = look.number_format(ours.number)
    opens: list[str] = []
    limits: list[str] = []
    over = "" if place else _beyond(grid, part, line)
    for level, step in enumerate(part.thresholds):
        ours_limit = row.limits[level] if not place else None
        limits.append(_limit(writer, scope, part, level, line, ours_limit))
        states = [limits[-1]]
        if step.low is not None and (step.low.names or step.low.wildcards):
            states.append(scope.state(step.low) or "")
        unsure = [state for state in states if state]
        _part_met(writer, part, level, line, unsure, over)
        opens += unsure
    if not place:
        write_bound(sheet, writer.places.evaluation, writer.table, grid, row, limits)
    tests = [f"{text}={code}" for text in dict.fromkeys(opens) for code in (PARTIAL, OPEN)]
    text = f"N(OR({','.join(tests)}))" if tests else "0"
    put_formula(sheet[f"{grid.limits_open}{line}"], text, look.HELPER)


def _chosen(writer: TableWriter, scope: Scope, row: Row, part: Part, line: int) -> None:
    """The description that fits: its place on the scale, and the words for it."""
    sheet, grid, scale = writer.sheet, writer.grid, writer.table.scale
    root = part.value.root
    place, state = f"{grid.place}{line}", f"{grid.state}{line}"
    below = len(scale.levels) + 1
    if isinstance(root, Name) and scope.kind(root.name) is Kind.TEXT:
        option = scope.text_ref(root.name)
        text = str(below)
        for number, level in reversed(list(enumerate(scale.levels, 1))):
            text = f'IF({option}="{level.id}",{number},{text})'
        put_formula(sheet[place], f'IF(LEN({option})=0,"",{text})', look.HELPER)
        put_formula(sheet[state], scope.state_ref(root.name), look.HELPER)
    elif _is_truth(scope, part.value):
        _asked(writer, scope, row, part, line)
    else:
        value = Value(text=row.text or None, state=_STATES[row.status])
        put_static(sheet, (place, state), value, writer.statics, translate(row.indicator.name))
        order = [level.id for level in scale.levels]
        chosen = order.index(row.text) + 1 if row.text in order else below
        put_number(sheet[place], chosen if row.text else None, look.HELPER)
    listed = ",".join(f'"{word}"' for word in _answers(row, scale))
    away = f'IF({state}={NOT_APPLICABLE},"{DASH}","")'
    put_formula(sheet[f"{grid.value}{line}"], f'IF({place}="",{away},CHOOSE({place},{listed}))')


def _is_truth(scope: Scope, value: Expr) -> bool:
    return scope.places.kind_of(value.root) is Kind.TRUTH


def _asked(writer: TableWriter, scope: Scope, row: Row, part: Part, line: int) -> None:
    """A row that asks yes or no: the place on the scale is the first for yes, past it for no."""
    sheet, grid = writer.sheet, writer.grid
    cells = place, state = f"{grid.place}{line}", f"{grid.state}{line}"
    below = len(writer.table.scale.levels) + 1
    text, states = scope.finished(part.value), scope.state(part.value)
    if text is None or states is None or 2 * len(text) > MAX_LENGTH:
        about = translate(row.indicator.name)
        put_static(sheet, cells, Value(state=_STATES[row.status]), writer.statics, about)
        known = row.truth is not None
        put_number(sheet[place], (1 if row.truth else below) if known else None, look.HELPER)
        return
    put_formula(sheet[state], states, look.HELPER)
    chosen = f'IF({text}=TRUE,1,IF({text}=FALSE,{below},""))'
    put_formula(sheet[place], f'IF({state}={KNOWN},{chosen},"")', look.HELPER)


def _answers(row: Row, scale: Scale) -> tuple[str, ...]:
    """The words for each place on the scale: descriptions of levels, or yes and no."""
    if row.truth is not None:
        return (_("是"), _("否"))
    if len(scale.levels) == 1:
        return (translate(scale.levels[0].name), translate(scale.below.name))
    words = (_("符合{level}描述").format(level=translate(level.name)) for level in scale.levels)
    return (*words, _("均不符合"))


def _limit(
    writer: TableWriter,
    scope: Scope,
    part: Part,
    level: int,
    line: int,
    ours: Decimal | None,
) -> str:
    """Write the requirement of a level; gives the formula of its state where that can be open.

    `ours` is the limit as judged, written where the formula is too long for a cell.
    """
    step = part.thresholds[level]
    sheet, grid = writer.sheet, writer.grid
    cell = sheet[f"{grid.limits[level]}{line}"]
    if step.met is not Met.LIMIT or step.limit is None:
        put_text(cell, requirement_text(step), look.MUTED)
        return ""
    low = _low(writer, scope, part, step, level, line)
    literal = step.limit.root if isinstance(step.limit.root, Literal) else None
    scale = writer.places.model.scale_to(step.limit, part.unit)
    if literal is not None and scale == 1:
        put_number(cell, literal.value)
        cell.number_format = _limit_format(part, low, look.number_format(literal.value))
        return ""
    text, state = scope.finished(step.limit, part.unit), scope.state(step.limit)
    if text is None or state is None or len(state) > _LONGEST_STATE:
        put_number(cell, ours, look.STATIC)
        writer.statics.found.append(StaticCell(sheet.title, cell.coordinate, translate(part.name)))
        return ""
    put_formula(cell, text)
    shown = look.number_format(literal.value if literal else None)
    cell.number_format = _limit_format(part, low, shown)
    return "" if state == str(KNOWN) else state


def requirement_text(step: Threshold) -> str:
    """What a level asks for, where it is not a number."""
    if step.met is Met.FREE:
        return translate(step.text) or _("不要求")
    if step.met is Met.ABSENT:
        return translate(step.text) or DASH
    return translate(step.text) or _("未查到")


def _low(
    writer: TableWriter, scope: Scope, part: Part, step: Threshold, level: int, line: int
) -> Expr | None:
    """Write the lower end of a range into its hidden cell."""
    if part.direction is not Direction.RANGE or step.low is None:
        return None
    text = scope.finished(step.low, part.unit)
    put_formula(writer.sheet[f"{writer.grid.lows[level]}{line}"], text or '""', look.HELPER)
    return step.low


def _limit_format(part: Part, low: Expr | None, plain: str) -> str:
    """A number format that shows which way the limit goes."""
    if part.direction is Direction.RANGE:
        shown = low.source if low is not None and isinstance(low.root, Literal) else "…"
        return f'"{shown} – "{plain}'
    sign = f"{part.sign} " if part.sign else ""
    return f'"{sign}"{plain};"{sign}"-{plain}'


def _part_met(
    writer: TableWriter, part: Part, level: int, line: int, unsure: Sequence[str], over: str
) -> None:
    """Whether one component meets a level: 1, 0, or "" while open or n.a.

    `unsure` are the states of limits that may rest on blanks; `over` is the test of the permit.
    """
    grid, step = writer.grid, part.thresholds[level]
    if part.direction is Direction.CHOICE:
        text = _choice_met(f"{grid.place}{line}", step, level)
    elif step.met is Met.FREE:
        text = "1"
    elif step.met is Met.ABSENT:
        text = "0"
    elif step.met is not Met.LIMIT or step.limit is None:
        text = '""'
    else:
        text = _number_met(grid, part, level, line, unsure)
    away = f"{grid.state}{line}={NOT_APPLICABLE}"
    text = f"IF({over},0,{text})" if over else text
    put_formula(writer.sheet[f"{grid.part_met[level]}{line}"], f'IF({away},"",{text})', look.HELPER)


def _beyond(grid: Grid, part: Part, line: int) -> str:
    """As `core.methods.binding.Bound.exceeded`; "" where nothing can be exceeded."""
    value, bound, state = (f"{one}{line}" for one in (grid.value, grid.bound, grid.state))
    slack = f"ABS(N({bound}))*{EXACT}"
    match part.direction:
        case Direction.LOWER:
            beyond = f"{value}>N({bound})+{slack}"
        case Direction.HIGHER:
            beyond = f"{value}<N({bound})-{slack}"
        case _:
            return ""
    return f"AND(ISNUMBER({bound}),{state}={KNOWN},{beyond})"


def _choice_met(place: str, step: Threshold, level: int) -> str:
    if step.met is Met.FREE:
        return "1"
    open_as = "0" if step.met is Met.ABSENT else '""'
    missed = '""' if step.met is Met.UNKNOWN else "0"
    return f'IF({place}="",{open_as},IF({place}<={level + 1},1,{missed}))'


def _number_met(grid: Grid, part: Part, level: int, line: int, unsure: Sequence[str]) -> str:
    """Equal up to the last digits of a binary number counts as equal, as decimals would be.

    So what must be below a limit must be below it by more than those digits.
    """
    value, limit = f"{grid.value}{line}", f"{grid.limits[level]}{line}"
    state, low = f"{grid.state}{line}", f"{grid.lows[level]}{line}"
    slack = f"ABS({limit})*{EXACT}"
    known = [f"{state}={KNOWN}", f"ISNUMBER({limit})"]
    known += [f"{text}={KNOWN}" for text in dict.fromkeys(unsure)]
    match part.direction:
        case Direction.LOWER:
            holds = f"{value}<{limit}-{slack}" if part.strict else f"{value}<={limit}+{slack}"
        case Direction.HIGHER:
            holds = f"{value}>{limit}+{slack}" if part.strict else f"{value}>={limit}-{slack}"
        case _:
            known.append(f"ISNUMBER({low})")
            holds = f"AND({value}>={low}-ABS({low})*{EXACT},{value}<={limit}+{slack})"
    return f'IF(AND({",".join(known)}),N({holds}),"")'
