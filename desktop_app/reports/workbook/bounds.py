"""The strictest limit a row is held to, and the room below it, live."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from desktop_app.core.evaluate import Evaluation
from desktop_app.core.methods import METHODS
from desktop_app.core.methods.binding import executed_place
from desktop_app.core.methods.readiness import Table
from desktop_app.core.methods.rows import Row
from desktop_app.core.pack import Direction, Met
from desktop_app.reports.workbook import look
from desktop_app.reports.workbook.grid import Grid
from desktop_app.reports.workbook.sheet import Sheet, put_formula
from desktop_app.reports.workbook.states import KNOWN

_NOTHING: Final = "1E+300"


def write_bound(
    sheet: Sheet, evaluation: Evaluation, table: Table, grid: Grid, row: Row, states: Sequence[str]
) -> None:
    """Write the bound and the headroom of a row on the next free line.

    As `core.methods.binding`; `states` are the formulas of the states of limits that may be open.
    Which limits an outlet executes stands in its record and does not change with the cells.
    """
    part, line = row.indicator.parts[0], sheet.row
    if part.direction not in (Direction.LOWER, Direction.HIGHER):
        return
    lower = part.direction is Direction.LOWER
    cells = [f"{grid.permit}{line}"] if lower and row.indicator.permit is not None else []
    if METHODS[table.assessment.method].binding:
        cells += _limits(evaluation, table, grid, row, line, states)
    if not cells:
        return
    bound, listed = f"{grid.bound}{line}", ",".join(cells)
    found = f"{'MIN' if lower else 'MAX'}({listed})"
    there = f"AND(COUNT({listed})>0,ABS({found})<{_NOTHING})"
    style = look.number_format(row.bound)
    put_formula(sheet[bound], f'IF({there},{found},"")', look.COMPARED, style)
    value, state = f"{grid.value}{line}", f"{grid.state}{line}"
    room = f"{bound}-{value}" if lower else f"{value}-{bound}"
    known = f"AND({state}={KNOWN},ISNUMBER({bound}))"
    put_formula(sheet[f"{grid.headroom}{line}"], f'IF({known},{room},"")', look.COMPARED, style)


def _limits(
    evaluation: Evaluation, table: Table, grid: Grid, row: Row, line: int, states: Sequence[str]
) -> list[str]:
    """The cells of the limits executed; one that is open counts as no limit."""
    records = evaluation.case.of_kind(row.indicator.record)
    record = next((one for one in records if one.id == row.record), None)
    place = executed_place(table.scale, record.fields if record else {})
    part = row.indicator.parts[0]
    away = _NOTHING if part.direction is Direction.LOWER else f"-{_NOTHING}"
    found = []
    for level, step in enumerate(part.thresholds):
        if level >= place and step.met is Met.LIMIT:
            cell, state = f"{grid.limits[level]}{line}", states[level]
            found.append(f"IF({state}={KNOWN},{cell},{away})" if state else cell)
    return found
