"""Reading a recalculated workbook back and comparing it with the evaluation it came from."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from desktop_app.core.consistency.declared import rule_records
from desktop_app.core.evaluate import Evaluation
from desktop_app.core.methods import METHODS
from desktop_app.core.methods.readiness import Table
from desktop_app.core.methods.rows import Row
from desktop_app.core.value import Value
from desktop_app.reports.workbook.checks_sheet import state_of
from desktop_app.reports.workbook.grid import Grid, make_grid
from desktop_app.reports.workbook.live import CODES
from desktop_app.reports.workbook.sheet import level_word

CLOSE = Decimal("1e-9")
DASH = "—"


def rows_by_id(sheet: Worksheet, column: str = "A") -> dict[str, int]:
    """The first row of each id in a column."""
    found: dict[str, int] = {}
    for cell in sheet[column]:
        if cell.value is not None:
            found.setdefault(str(cell.value), int(cell.row))
    return found


def same(got: Any, wanted: Decimal | bool | str | None) -> bool:  # noqa: ANN401 - any cell
    """Whether a cell shows a value; numbers to one part in a thousand million."""
    if isinstance(wanted, bool):
        return got in ("是" if wanted else "否", wanted)
    if isinstance(wanted, Decimal):
        if isinstance(got, bool) or not isinstance(got, int | float):
            return False
        return abs(Decimal(got) - wanted) <= CLOSE * max(abs(wanted), CLOSE)
    return (got or "") == (wanted or "")


def differences(evaluation: Evaluation, book: Workbook, *, changed: bool = False) -> list[str]:
    """Everything in which the workbook says something else than the evaluation.

    In a workbook that was `changed`, marks of change are right; errors never are.
    """
    found = [*of_data(evaluation, book["数据"]), *of_figures(evaluation, book["计算"])]
    for table in evaluation.tables.values():
        found += of_table(evaluation, table, sheet_of(book, table))
    if evaluation.readiness is not None:
        found += of_readiness(evaluation, book["双近零"])
    found += of_checks(evaluation, book["检查"])
    found += errors(book) if changed else [*errors(book), *marks(book)]
    return found


def of_checks(evaluation: Evaluation, sheet: Worksheet) -> Iterator[str]:
    """Rules of packs whose live word is another than ours."""
    work, rows = evaluation.workings(), rows_by_id(sheet, "J")
    for pack in evaluation.model.packs:
        for rule in pack.rules:
            for record in rule_records(work, rule):
                wanted = state_of(work.value(rule.when, record))
                got = sheet[f"D{rows[f'{rule.id}[{record}]' if record else rule.id]}"].value
                if got != wanted:
                    yield f"{rule.id} {record}: {got} for {wanted}"


def sheet_of(book: Workbook, table: Table) -> Worksheet:
    """The sheet of a table."""
    return next(one for one in book.worksheets if one.title[:20] == table.assessment.name[:20])


def shown(value: Value) -> Decimal | bool | str | None:
    """What a value cell must show."""
    if value.state.value == "n.a.":
        return DASH
    if not value.known:
        return ""
    return value.number if value.number is not None else value.truth


def of_data(evaluation: Evaluation, sheet: Worksheet) -> Iterator[str]:
    places = {
        (str(row[0].value), str(row[1].value or "")): int(row[0].row)
        for row in sheet.iter_rows(min_row=5, max_col=2)
        if row[0].value is not None
    }
    for (key, record), row in places.items():
        value = evaluation.values[f"{key}[{record}]" if record else key]
        state, got = sheet[f"S{row}"].value, sheet[f"R{row}"].value
        if state != CODES[value.state]:
            yield f"{key} {record}: state {state} for {value.state}"
        if value.text is not None and sheet[f"T{row}"].value != value.text:
            yield f"{key} {record}: option {sheet[f'T{row}'].value} for {value.text}"
        if value.text is None and not same(got, shown(value)):
            yield f"{key} {record}: {got!r} for {shown(value)!r}"


def of_figures(evaluation: Evaluation, sheet: Worksheet) -> Iterator[str]:
    rows = rows_by_id(sheet)
    for result in evaluation.results.values():
        if result.kind.value != "quantity":
            continue
        value, row = evaluation.values[result.id], rows[result.id]
        if sheet[f"K{row}"].value != CODES[value.state]:
            yield f"{result.id}: state {sheet[f'K{row}'].value} for {value.state}"
        if not same(sheet[f"D{row}"].value, shown(value)):
            yield f"{result.id}: {sheet[f'D{row}'].value!r} for {shown(value)!r}"


def of_table(evaluation: Evaluation, table: Table, sheet: Worksheet) -> Iterator[str]:
    grid, rows = make_grid(len(table.scale.levels)), rows_by_id(sheet)
    below = table.scale.below
    for row in table.rows:
        line, where = rows[row.id], f"{table.assessment.id}.{row.id}"
        wanted: list[Any] = [None if cell is None else int(cell) for cell in row.met]
        if not row.applies:
            wanted = [None] * len(row.met)
        got = [sheet[f"{letter}{line}"].value or None for letter in grid.met]
        got = [
            0 if sheet[f"{letter}{line}"].value == 0 else cell
            for letter, cell in zip(grid.met, got, strict=True)
        ]
        if got != wanted:
            yield f"{where}: met {got} for {wanted}"
        if sheet[f"{grid.applies}{line}"].value != int(row.applies):
            yield f"{where}: applies {sheet[f'{grid.applies}{line}'].value}"
        if sheet[f"{grid.open}{line}"].value != int(row.applies and row.open_by_blank):
            yield f"{where}: open {sheet[f'{grid.open}{line}'].value} for {row.status}"
        if (
            row.value is not None
            and row.applies
            and not same(sheet[f"{grid.value}{line}"].value, row.value)
        ):
            yield f"{where}: value {sheet[f'{grid.value}{line}'].value} for {row.value}"
        yield from of_bound(row, sheet, grid, line, where)
        settled = METHODS[table.assessment.method].settled(row, table.scale)
        level = table.scale.level(settled) if row.applies else None
        word = level_word(level.sign, level.name) if level else (DASH if not row.applies else "")
        if (sheet[f"{grid.level}{line}"].value or "") != word:
            yield f"{where}: level {sheet[f'{grid.level}{line}'].value} for {word}"
    yield from of_verdict(table, sheet, grid, below.id)


def of_bound(row: Row, sheet: Worksheet, grid: Grid, line: int, where: str) -> Iterator[str]:
    figures = ((grid.bound, row.bound), (grid.headroom, row.headroom)) if row.applies else ()
    for letter, figure in figures:
        got = sheet[f"{letter}{line}"].value
        if not same(got, figure):
            yield f"{where}: bound or headroom {got} for {figure}"


def of_verdict(table: Table, sheet: Worksheet, grid: Grid, below: str) -> Iterator[str]:
    verdict, labels = table.verdict, rows_by_id(sheet, grid.name)
    order = [*(level.id for level in table.scale.levels), below]
    ends = {
        "按已填（级别序号）": verdict.level_low,
        "补全后最好": verdict.level_high,
        "可以认定的级别序号": verdict.level,
    }
    for label, wanted in ends.items():
        got = sheet[f"{grid.value}{labels[label]}"].value or ""
        place = order.index(wanted) + 1 if wanted else ""
        if got != place:
            yield f"{table.assessment.id}: {label} {got!r} for {place!r}"
    if "P" in verdict.figures.values:
        yield from of_sums(table, sheet, grid)
    for place, level in enumerate(table.scale.levels, 1):
        if f"YⅠ—YⅢ：{level.name}" not in labels or not verdict.figures.values:
            continue
        line = labels[f"YⅠ—YⅢ：{level.name}"]
        pairs = (
            (grid.value, verdict.figures.values.get(f"Y{place}")),
            (grid.limits[0], verdict.figures.best.get(f"Y{place}")),
        )
        for letter, figure in pairs:
            if not same(sheet[f"{letter}{line}"].value, figure):
                got = sheet[f"{letter}{line}"].value
                yield f"{table.assessment.id} Y{place}: {got} for {figure}"


def of_sums(table: Table, sheet: Worksheet, grid: Grid) -> Iterator[str]:
    """P, P1 and P2 of a table that adds up scores; the one a table lacks is nought."""
    figures, labels = table.verdict.figures, rows_by_id(sheet, grid.name)
    for name, word in (("P", "P"), ("P1", "定量 P1"), ("P2", "定性 P2")):
        for label, found in (("按已填", figures.values), ("补全后最高", figures.best)):
            got = sheet[f"{grid.value}{labels[f'{word}（{label}）']}"].value
            if not same(got, found.get(name, Decimal(0))):
                yield f"{table.assessment.id} {name}: {got} for {found.get(name)}"


def of_readiness(evaluation: Evaluation, sheet: Worksheet) -> Iterator[str]:
    verdict, rows = evaluation.readiness, rows_by_id(sheet, "B")
    assert verdict is not None
    for name, score in {**verdict.sub_indices, **verdict.axes}.items():
        for letter, figure in (("K", score.low), ("L", score.high)):
            got = sheet[f"{letter}{rows[name]}"].value
            if not same(got, DASH if figure is None else figure):
                yield f"{name}: {got} for {figure}"
    for letter, figure in (("K", verdict.index), ("L", verdict.index_high)):
        got = sheet[f"{letter}{rows['D']}"].value
        if not same(got, DASH if figure is None else figure):
            yield f"D: {got} for {figure}"
    words = {True: "● 通过", False: "✕ 未通过", None: "○ 待确认"}
    for state in verdict.gates:
        got = sheet[f"M{rows[state.gate.id]}"].value
        if got != words[state.passed]:
            yield f"{state.gate.id}: {got} for {state.passed}"
    labels = rows_by_id(sheet, "C")
    for letter, grade in (("K", verdict.grade), ("L", verdict.grade_high)):
        got = sheet[f"{letter}{labels['等级']}"].value
        if got != f"{grade.id} {grade.name}":
            yield f"grade: {got} for {grade.id}"


def errors(book: Workbook) -> Iterator[str]:
    """Cells that could not be worked out."""
    for where, value in cells_of(book):
        if value.startswith(("#", "Err:")):
            yield f"{where}: {value}"


def marks(book: Workbook) -> Iterator[str]:
    """Marks of change."""
    return (f"{where}: {value}" for where, value in cells_of(book) if value == "已更改")


def cells_of(book: Workbook) -> Iterator[tuple[str, str]]:
    """All texts with their places."""
    for sheet in book.worksheets:
        for line in sheet.iter_rows():
            for cell in line:
                if isinstance(cell.value, str):
                    yield f"{sheet.title}!{cell.coordinate}", cell.value
