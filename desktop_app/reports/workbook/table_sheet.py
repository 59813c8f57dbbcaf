"""A sheet per table: every row with its live value, its limits, and the levels it meets."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from desktop_app.core.expr import Expr
from desktop_app.core.expr.ast import Kind, Literal, Name
from desktop_app.core.methods import METHODS
from desktop_app.core.methods.readiness import Table
from desktop_app.core.methods.rows import Row, best_level
from desktop_app.core.pack import Direction, Indicator, Met, Part, Threshold
from desktop_app.core.result import Status
from desktop_app.core.units import show_unit
from desktop_app.core.value import Value, ValueState
from desktop_app.i18n import _
from desktop_app.reports.words import confidence_word
from desktop_app.reports.workbook import look
from desktop_app.reports.workbook.grid import TOP_ROW, Grid, TableSpots, grid_columns, make_grid
from desktop_app.reports.workbook.live import StaticCell, Statics, put_live, put_static
from desktop_app.reports.workbook.places import DASH, Places, Scope
from desktop_app.reports.workbook.row_points import write_points
from desktop_app.reports.workbook.sheet import (
    Sheet,
    dress,
    level_word,
    put_formula,
    put_number,
    put_text,
)
from desktop_app.reports.workbook.states import INVALID, KNOWN, NOT_APPLICABLE, OPEN, PARTIAL
from desktop_app.reports.workbook.table_verdict import write_conclusion

EXACT: Final = "0.000000000001"
_SIGNS: Final = {Direction.LOWER: "≤ ", Direction.HIGHER: "≥ "}
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

    def at(self, letter: str, row: int) -> str:
        """A cell of the sheet."""
        return f"{letter}{row}"

    def across(self, columns: Sequence[str], row: int) -> str:
        """Neighbouring cells of one row."""
        return f"{columns[0]}{row}:{columns[-1]}{row}"


def write_table(
    sheet: Sheet, places: Places, statics: Statics, table: Table, scored: frozenset[str]
) -> TableSpots:
    """Fill the sheet of a table and say where its conclusion stands."""
    grid = make_grid(len(table.scale.levels))
    writer = TableWriter(sheet, places, statics, table, grid, scored)
    weighted = any(row.weight or row.pool_weight for row in table.assessment.indicators)
    sheet.lay_out(grid_columns(grid, table.scale, weighted=weighted))
    sheet.heading(_(table.assessment.name))
    conclusion = sheet.line("", look.LEAD, 20)
    sheet.remark(_(table.assessment.completeness))
    sheet.head(frozen=grid.unit)
    groups = {group.id: group.name for group in table.assessment.groups}
    group = None
    for row in table.rows:
        if row.indicator.group != group:
            group = row.indicator.group
            if groups.get(group):
                sheet.band(_(groups[group]))
        _row(writer, row)
    last = max(sheet.row - 1, TOP_ROW)
    for letters in (grid.level, grid.judged):
        sheet.colour_words(f"{letters}{TOP_ROW}:{letters}{last}", table.scale)
    sheet.colour_when(
        f"{grid.met[0]}{TOP_ROW}:{grid.met[-1]}{last}",
        f"AND(ISNUMBER({grid.met[0]}{TOP_ROW}),{grid.met[0]}{TOP_ROW}=0)",
        "level_below",
    )
    return write_conclusion(sheet, table, grid, (TOP_ROW, last), conclusion)


def _row(writer: TableWriter, row: Row) -> None:
    """The lines of a row: the first carries the verdict, further ones its other parts."""
    sheet, grid = writer.sheet, writer.grid
    first = sheet.row
    _words(writer, row)
    for place, part in enumerate(row.indicator.parts):
        _part(writer, row, part, first + place, place)
    last = first + len(row.indicator.parts) - 1
    _applies(writer, row, (first, last))
    _met(writer, (first, last), cumulative=METHODS[writer.table.assessment.method].cumulative)
    _indices(writer, first)
    _result(writer, row, first)
    put_text(sheet[f"{grid.group}{first}"], row.indicator.group, look.HELPER)
    put_text(sheet[f"{grid.pool}{first}"], sharing_key(row.indicator), look.HELPER)
    write_points(sheet, writer.places, writer.statics, row, grid, writer.scored)
    sheet.row = last + 1


def sharing_key(indicator: Indicator) -> str:
    """What rows that share one weight have in common: their pool, or the indicator they repeat."""
    return f"pool {indicator.pool}" if indicator.pool else f"row {indicator.id}"


def _words(writer: TableWriter, row: Row) -> None:
    sheet, grid, first = writer.sheet, writer.grid, writer.sheet.row
    indicator = row.indicator
    name = f"{row.record} {_(indicator.name)}" if row.record else _(indicator.name)
    put_text(sheet[f"A{first}"], row.id, look.HELPER)
    put_text(sheet[f"{grid.no}{first}"], indicator.no, look.MUTED)
    put_text(sheet[f"{grid.name}{first}"], name)
    put_text(sheet[f"{grid.limiting}{first}"], "●" if indicator.limiting else "", look.MIDDLE)
    put_text(sheet[f"{grid.basis}{first}"], confidence_word(row.confidence.word), look.MUTED)
    weight = indicator.pool_weight if indicator.pool else indicator.weight
    put_number(sheet[f"{grid.weight}{first}"], weight)


# parts


def _part(writer: TableWriter, row: Row, part: Part, line: int, place: int) -> None:
    sheet, grid = writer.sheet, writer.grid
    if place:
        put_text(sheet[f"{grid.name}{line}"], f"　{_(part.name)}", look.MUTED)
        dress(sheet[f"{grid.no}{line}"], look.MUTED)
    elif part.name and len(row.indicator.parts) > 1:
        sheet[f"{grid.name}{line}"].value = f"{sheet[f'{grid.name}{line}'].value}：{_(part.name)}"
        sheet[f"{grid.name}{line}"].data_type = "s"
    put_text(sheet[f"{grid.unit}{line}"], show_unit(part.unit), look.MUTED)
    scope = Scope(writer.places, sheet.title, row.record)
    ours = Value(row.value, state=_STATES[row.status]) if not place else Value.blank()
    if part.direction is Direction.CHOICE:
        _chosen(writer, scope, row, part, line)
    else:
        cells = (f"{grid.value}{line}", f"{grid.state}{line}")
        about = f"{_(row.indicator.name)} {_(part.name)}".strip()
        put_live(sheet, cells, scope, part.value, part.unit, ours, writer.statics, about=about)
        sheet[f"{grid.value}{line}"].number_format = look.number_format(ours.number)
    opens: list[str] = []
    for level, step in enumerate(part.thresholds):
        ours_limit = row.limits[level] if not place else None
        states = [_limit(writer, scope, part, level, line, ours_limit)]
        if step.low is not None and (step.low.names or step.low.wildcards):
            states.append(scope.state(step.low) or "")
        unsure = [state for state in states if state]
        over = "" if place or row.indicator.permit is None else _over_permit(grid, part, line)
        _part_met(writer, part, level, line, unsure, over)
        opens += unsure
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
    else:
        value = Value(text=row.text or None, state=_STATES[row.status])
        put_static(sheet, (place, state), value, writer.statics, _(row.indicator.name))
        order = [level.id for level in scale.levels]
        chosen = order.index(row.text) + 1 if row.text in order else below
        put_number(sheet[place], chosen if row.text else None, look.HELPER)
    words = [_("符合{level}描述").format(level=_(level.name)) for level in scale.levels]
    listed = ",".join(f'"{word}"' for word in (*words, _("均不符合")))
    away = f'IF({state}={NOT_APPLICABLE},"{DASH}","")'
    put_formula(sheet[f"{grid.value}{line}"], f'IF({place}="",{away},CHOOSE({place},{listed}))')


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
    if text is None or state is None:
        put_number(cell, ours, look.STATIC)
        writer.statics.found.append(StaticCell(sheet.title, cell.coordinate, _(part.name)))
        return ""
    put_formula(cell, text)
    shown = look.number_format(literal.value if literal else None)
    cell.number_format = _limit_format(part, low, shown)
    return "" if state == str(KNOWN) else state


def requirement_text(step: Threshold) -> str:
    """What a level asks for, where it is not a number."""
    if step.met is Met.FREE:
        return _(step.text) or _("不要求")
    if step.met is Met.ABSENT:
        return _(step.text) or DASH
    return _(step.text) or _("未查到")


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
    sign = _SIGNS.get(part.direction, "")
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


def _over_permit(grid: Grid, part: Part, line: int) -> str:
    """As `core.methods.rows.over_permit`; "" where no permit can be exceeded."""
    if part.direction is not Direction.LOWER:
        return ""
    value, permit, state = (f"{one}{line}" for one in (grid.value, grid.permit, grid.state))
    over = f"{value}>N({permit})+ABS(N({permit}))*{EXACT}"
    return f"AND(ISNUMBER({permit}),{state}={KNOWN},{over})"


def _choice_met(place: str, step: Threshold, level: int) -> str:
    if step.met is Met.FREE:
        return "1"
    open_as = "0" if step.met is Met.ABSENT else '""'
    missed = '""' if step.met is Met.UNKNOWN else "0"
    return f'IF({place}="",{open_as},IF({place}<={level + 1},1,{missed}))'


def _number_met(grid: Grid, part: Part, level: int, line: int, unsure: Sequence[str]) -> str:
    """Equal up to the last digits of a binary number counts as equal, as decimals would be."""
    value, limit = f"{grid.value}{line}", f"{grid.limits[level]}{line}"
    state, low = f"{grid.state}{line}", f"{grid.lows[level]}{line}"
    slack = f"ABS({limit})*{EXACT}"
    known = [f"{state}={KNOWN}", f"ISNUMBER({limit})"]
    known += [f"{text}={KNOWN}" for text in dict.fromkeys(unsure)]
    match part.direction:
        case Direction.LOWER:
            holds = f"{value}<={limit}+{slack}"
        case Direction.HIGHER:
            holds = f"{value}>={limit}-{slack}"
        case _:
            known.append(f"ISNUMBER({low})")
            holds = f"AND({value}>={low}-ABS({low})*{EXACT},{value}<={limit}+{slack})"
    return f'IF(AND({",".join(known)}),N({holds}),"")'


# the row as a whole


def _applies(writer: TableWriter, row: Row, lines: tuple[int, int]) -> None:
    """Whether the row takes part, and whether filling something in could still change it."""
    sheet, grid, (first, last) = writer.sheet, writer.grid, lines
    put_formula(sheet[f"{grid.condition}{first}"], _condition(writer, row), look.HELPER)
    states = f"{grid.state}{first}:{grid.state}{last}"
    condition, applies = f"{grid.condition}{first}", f"{grid.applies}{first}"
    parts = last - first + 1
    away = f"COUNTIF({states},{NOT_APPLICABLE})"
    hindered = "+".join(f"COUNTIF({states},{code})" for code in (PARTIAL, OPEN, INVALID))
    own = f"IF({away}={parts},0,1)"
    put_formula(sheet[applies], f'IF({condition}="",1,IF({condition}=0,0,{own}))', look.HELPER)
    waiting = f"SUM({grid.limits_open}{first}:{grid.limits_open}{last})>0"
    holes = f"COUNT({writer.across(grid.met, first)})<{len(grid.met)}"
    is_open = f'OR({condition}="",{hindered}>0,AND({waiting},{holes}))'
    put_formula(sheet[f"{grid.open}{first}"], f"IF({applies}=1,N({is_open}),0)", look.HELPER)


def _condition(writer: TableWriter, row: Row) -> str:
    """1 where the row applies, 0 where not, "" while nobody answered."""
    expr = row.indicator.applies
    if expr is None:
        return "1"
    scope = Scope(writer.places, writer.sheet.title, row.record)
    text, state = scope.finished(expr), scope.state(expr)
    if text is None or state is None:
        return str(int(row.applies))
    known = f'IF({text}=TRUE,1,IF({text}=FALSE,0,""))'
    return f"IF({state}={NOT_APPLICABLE},0,{known})"


def _met(writer: TableWriter, lines: tuple[int, int], *, cumulative: bool) -> None:
    """All components must reach a level; meeting a better one meets the worse ones too."""
    sheet, grid, (first, last) = writer.sheet, writer.grid, lines
    shown = f'OR({grid.condition}{first}="",{grid.applies}{first}=0)'
    for level, letter in enumerate(grid.met):
        part = grid.part_met[level]
        area = f"{part}{first}:{part}{last}"
        both = f"{part}{first}"
        if last > first:
            states = f"{grid.state}{first}:{grid.state}{last}"
            count = f"{last - first + 1}-COUNTIF({states},{NOT_APPLICABLE})"
            both = f'IF(COUNTIF({area},0)>0,0,IF(COUNT({area})<{count},"",1))'
        text = both
        if cumulative and level:
            better = ",".join(f"{grid.met[place]}{first}=1" for place in range(level))
            text = f"IF(OR({better}),1,{both})"
        put_formula(sheet[f"{letter}{first}"], f'IF({shown},"",{text})', look.MIDDLE, look.TICK)


def _indices(writer: TableWriter, first: int) -> None:
    """Places on the scale: the best level met, at worst, and at best."""
    sheet, grid = writer.sheet, writer.grid
    below = len(grid.met) + 1
    applies, best = f"{grid.applies}{first}", f"{grid.best}{first}"
    none = f'IF(COUNTIF({writer.across(grid.met, first)},0)={below - 1},{below},"")'
    sure, possible = none, str(below)
    for number, letter in reversed(list(enumerate(grid.met, 1))):
        sure = f"IF({letter}{first}=1,{number},{sure})"
        possible = f"IF(N({letter}{first}=0),{possible},{number})"
    put_formula(sheet[best], f'IF({applies}=1,{sure},"")', look.HELPER)
    low = f'IF({best}="",{below},{best})'
    put_formula(sheet[f"{grid.low}{first}"], f'IF({applies}=1,{low},"")', look.HELPER)
    put_formula(sheet[f"{grid.high}{first}"], f'IF({applies}=1,{possible},"")', look.HELPER)


def _result(writer: TableWriter, row: Row, first: int) -> None:
    sheet, grid, scale = writer.sheet, writer.grid, writer.table.scale
    best, applies = f"{grid.best}{first}", f"{grid.applies}{first}"
    words = level_words(writer.table)
    shown = f'IF({best}="","",CHOOSE({best},{words}))'
    level, word = sheet[f"{grid.level}{first}"], sheet[f"{grid.word}{first}"]
    put_formula(level, f'IF({applies}=0,"{DASH}",{shown})', look.STRONG)
    waiting = f'IF({grid.open}{first}=1,"{_("待补")}","{_("已判")}")'
    put_formula(word, f'IF({applies}=0,"{_("不适用")}",{waiting})', look.MUTED)
    ours = scale.level(best_level(row.met, scale)) if row.applies else None
    text = level_word(ours.sign, _(ours.name)) if ours else ("" if row.applies else DASH)
    judged = f"{grid.judged}{first}"
    put_text(sheet[judged], text, look.STRONG)
    same = f'{grid.level}{first}={judged}&""'
    put_formula(sheet[f"{grid.check}{first}"], f'IF({same},"✓","{_("已更改")}")', look.MUTED)


def level_words(table: Table) -> str:
    """The words of all levels as arguments of CHOOSE."""
    steps = (*table.scale.levels, table.scale.below)
    quoted = (level_word(step.sign, _(step.name)).replace('"', '""') for step in steps)
    return ",".join(f'"{word}"' for word in quoted)
