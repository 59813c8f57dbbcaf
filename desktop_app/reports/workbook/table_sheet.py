"""A sheet per table: every row with its live value, its limits, and the levels it meets."""

from __future__ import annotations

from collections.abc import Sequence

from desktop_app.core.expr import Expr
from desktop_app.core.expr.excel import MAX_LENGTH
from desktop_app.core.methods import METHODS
from desktop_app.core.methods.readiness import Table
from desktop_app.core.methods.rows import Row, absent_levels
from desktop_app.core.methods.weights import bonus_groups
from desktop_app.core.pack import Indicator
from desktop_app.i18n import _, translate
from desktop_app.reports.words import basis
from desktop_app.reports.workbook import look
from desktop_app.reports.workbook.grid import (
    TOP_ROW,
    Grid,
    Shown,
    TableSpots,
    grid_columns,
    make_grid,
)
from desktop_app.reports.workbook.live import StaticCell, Statics
from desktop_app.reports.workbook.places import DASH, Places, Scope
from desktop_app.reports.workbook.row_points import write_points
from desktop_app.reports.workbook.sheet import (
    Sheet,
    level_word,
    put_formula,
    put_number,
    put_text,
)
from desktop_app.reports.workbook.states import INVALID, KNOWN, NOT_APPLICABLE, OPEN, PARTIAL
from desktop_app.reports.workbook.table_parts import TableWriter, write_part
from desktop_app.reports.workbook.table_verdict import write_conclusion


def write_table(
    sheet: Sheet, places: Places, statics: Statics, table: Table, scored: frozenset[str]
) -> TableSpots:
    """Fill the sheet of a table and say where its conclusion stands."""
    grid = make_grid(len(table.scale.levels))
    writer = TableWriter(sheet, places, statics, table, grid, scored)
    weighted = any(row.weight or row.pool_weight for row in table.assessment.indicators)
    method = METHODS[table.assessment.method]
    shown = Shown(weighted, method.binding, method.graded_rows)
    sheet.lay_out(grid_columns(grid, table.scale, shown))
    sheet.heading(translate(table.assessment.name))
    conclusion = sheet.line("", look.LEAD, 20)
    sheet.remark(translate(table.assessment.completeness))
    sheet.head(frozen=grid.unit)
    groups = {group.id: group.name for group in table.assessment.groups}
    group = None
    for row in table.rows:
        if row.indicator.group != group:
            group = row.indicator.group
            if groups.get(group):
                sheet.band(translate(groups[group]))
        _row(writer, row)
    last = max(sheet.row - 1, TOP_ROW)
    for letters in (grid.level, grid.judged):
        sheet.colour_words(f"{letters}{TOP_ROW}:{letters}{last}", table.scale)
    sheet.colour_when(
        f"{grid.met[0]}{TOP_ROW}:{grid.met[-1]}{last}",
        f"AND(ISNUMBER({grid.met[0]}{TOP_ROW}),{grid.met[0]}{TOP_ROW}=0)",
        "level_below",
    )
    return write_conclusion(writer, (TOP_ROW, last), conclusion)


def _row(writer: TableWriter, row: Row) -> None:
    """The lines of a row: the first carries the verdict, further ones its other parts."""
    sheet, grid = writer.sheet, writer.grid
    first = sheet.row
    _words(writer, row)
    for place, part in enumerate(row.indicator.parts):
        write_part(writer, row, part, first + place, place)
    last = first + len(row.indicator.parts) - 1
    _applies(writer, row, (first, last))
    _met(writer, row, (first, last), cumulative=METHODS[writer.table.assessment.method].cumulative)
    _indices(writer, first)
    _result(writer, row, first)
    put_text(sheet[f"{grid.group}{first}"], row.indicator.group, look.HELPER)
    put_text(sheet[f"{grid.pool}{first}"], sharing_key(row.indicator), look.HELPER)
    bonus = row.indicator.group in bonus_groups(writer.table.assessment)
    put_number(sheet[f"{grid.bonus}{first}"], int(bonus), look.HELPER)
    put_number(sheet[f"{grid.later}{first}"], int(row.later), look.HELPER)
    write_points(sheet, writer.places, writer.statics, row, grid, writer.scored)
    sheet.row = last + 1


def sharing_key(indicator: Indicator) -> str:
    """What rows that share one weight have in common: their pool, or the indicator they repeat."""
    return f"pool {indicator.pool}" if indicator.pool else f"row {indicator.id}"


def _words(writer: TableWriter, row: Row) -> None:
    sheet, grid, first = writer.sheet, writer.grid, writer.sheet.row
    indicator = row.indicator
    name = f"{row.record} {translate(indicator.name)}" if row.record else translate(indicator.name)
    first_part = translate(indicator.parts[0].name)
    if first_part and len(indicator.parts) > 1:
        name = _("{indicator}：{part}").format(indicator=name, part=first_part)
    put_text(sheet[f"A{first}"], row.id, look.HELPER)
    put_text(sheet[f"{grid.no}{first}"], indicator.no, look.MUTED)
    put_text(sheet[f"{grid.name}{first}"], name)
    put_text(sheet[f"{grid.limiting}{first}"], "●" if indicator.limiting else "", look.MIDDLE)
    put_text(sheet[f"{grid.basis}{first}"], basis(row.confidence, indicator.cited), look.MUTED)
    weight = indicator.pool_weight if indicator.pool else indicator.weight
    put_number(sheet[f"{grid.weight}{first}"], weight)


# the row as a whole


def _applies(writer: TableWriter, row: Row, lines: tuple[int, int]) -> None:
    """Whether the row takes part, and whether filling something in could still change it."""
    sheet, grid, (first, last) = writer.sheet, writer.grid, lines
    put_formula(sheet[f"{grid.made}{first}"], _made(writer, row), look.HELPER)
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
    made = f"{writer.grid.made}{writer.sheet.row}"
    if row.indicator.applies is None:
        return f'IF({made}="","",{made})'
    own = _truth(writer, row, row.indicator.applies)
    if 2 * len(own) > MAX_LENGTH:
        return _static(writer, row, translate(row.indicator.name))
    return f'IF({made}=0,0,IF({made}=1,{own},IF({own}=0,0,"")))'


def _truth(writer: TableWriter, row: Row, expr: Expr) -> str:
    """1 where a condition holds, 0 where it does not or is n.a., "" while nobody answered."""
    scope = Scope(writer.places, writer.sheet.title, row.record)
    text, state = scope.finished(expr), scope.state(expr)
    if text is None or state is None or 2 * len(text) + len(state) > MAX_LENGTH:
        return _static(writer, row, translate(row.indicator.name))
    known = f'IF({text}=TRUE,1,IF({text}=FALSE,0,""))'
    return f"IF({state}={NOT_APPLICABLE},0,{known})"


def _made(writer: TableWriter, row: Row) -> str:
    """As `core.table_rows`: 1 where the product is made, 0 where not, "" while it is open."""
    expr = row.indicator.weight_by
    if expr is None or not METHODS[writer.table.assessment.method].weighed:
        return "1"
    scope = Scope(writer.places, writer.sheet.title, row.record)
    text, state = scope.finished(expr), scope.state(expr)
    if text is None or state is None or len(text) + 2 * len(state) > MAX_LENGTH:
        return _static(writer, row, _("产量"))
    return f'IF({state}={NOT_APPLICABLE},0,IF({state}={KNOWN},N({text}>0),""))'


def _static(writer: TableWriter, row: Row, about: str) -> str:
    """Our own finding, where the formula is too long for a cell; said on the first sheet."""
    cell = f"{writer.grid.applies}{writer.sheet.row}"
    writer.statics.found.append(StaticCell(writer.sheet.title, cell, about))
    return str(int(row.applies))


def _met(writer: TableWriter, row: Row, lines: tuple[int, int], *, cumulative: bool) -> None:
    """All components must reach a level; meeting a better one meets the worse ones too."""
    sheet, grid, (first, _last) = writer.sheet, writer.grid, lines
    shown = f'OR({grid.condition}{first}="",{grid.applies}{first}=0)'
    own = [_all_parts(grid, place, lines) for place in range(len(grid.met))]
    absent = absent_levels(row.indicator.parts)
    for level, letter in enumerate(grid.met):
        text = own[level]
        if cumulative:
            worse = [own[place] for place in range(level + 1, len(own)) if place not in absent]
            text = f'IF({text}="",{_failed(worse)},{text})' if worse else text
        if cumulative and level:
            better = ",".join(f"{grid.met[place]}{first}=1" for place in range(level))
            text = f"IF(OR({better}),1,{text})"
        put_formula(sheet[f"{letter}{first}"], f'IF({shown},"",{text})', look.MIDDLE, look.TICK)


def _all_parts(grid: Grid, level: int, lines: tuple[int, int]) -> str:
    """1 where all components reach a level, 0 where one misses it, "" while that is open."""
    first, last = lines
    part = grid.part_met[level]
    if first == last:
        return f"{part}{first}"
    area = f"{part}{first}:{part}{last}"
    states = f"{grid.state}{first}:{grid.state}{last}"
    count = f"{last - first + 1}-COUNTIF({states},{NOT_APPLICABLE})"
    return f'IF(COUNTIF({area},0)>0,0,IF(COUNT({area})<{count},"",1))'


def _failed(worse: Sequence[str]) -> str:
    """0 where one of the worse levels is missed, though the table has a hole here; else ""."""
    text = '""'
    for one in reversed(worse):
        text = f'IF({one}="",{text},IF({one}=1,"",0))'
    return text


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
    words = level_words(writer.table, row)
    shown = f'IF({best}="","",CHOOSE({best},{words}))'
    level, word = sheet[f"{grid.level}{first}"], sheet[f"{grid.word}{first}"]
    put_formula(level, f'IF({applies}=0,"{DASH}",{shown})', look.STRONG)
    waiting = f'IF({grid.open}{first}=1,"{_("待补")}","{_("已判")}")'
    put_formula(word, f'IF({applies}=0,"{_("不适用")}",{waiting})', look.MUTED)
    settled = METHODS[writer.table.assessment.method].settled
    ours = scale.level(settled(row, scale)) if row.applies else None
    text = level_word(ours.sign, translate(ours.name)) if ours else ("" if row.applies else DASH)
    judged = f"{grid.judged}{first}"
    put_text(sheet[judged], text, look.STRONG)
    same = f'{grid.level}{first}={judged}&""'
    put_formula(sheet[f"{grid.check}{first}"], f'IF({same},"✓","{_("已更改")}")', look.MUTED)


def level_words(table: Table, row: Row) -> str:
    """The words of all levels of a row, and of meeting none, as arguments of CHOOSE."""
    scale = table.scale
    unmet = scale.level(METHODS[table.assessment.method].unmet(row, scale)) or scale.below
    steps = (*scale.levels, unmet)
    quoted = (level_word(step.sign, translate(step.name)).replace('"', '""') for step in steps)
    return ",".join(f'"{word}"' for word in quoted)
