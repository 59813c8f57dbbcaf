"""A table of the report: caption above, head repeated on every page, note below."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import ceil
from typing import Final

from desktop_app.charts.scene import text_width
from desktop_app.i18n import _
from desktop_app.reports.blocks import Cell, Column, Row, Span, Table, plain_text
from desktop_app.reports.docx.grid import GridCell, GridRow, grid, ground, side
from desktop_app.reports.docx.making import Making
from desktop_app.reports.docx.paragraphs import GAP, HELD_GAP, Format, paragraph
from desktop_app.reports.docx.runs import plain_run, runs
from desktop_app.reports.docx.styles import TABLE
from desktop_app.reports.docx.xml import colour, el
from desktop_app.reports.signs import cell_spans
from desktop_app.reports.style import CELL, CELL_PAD_X, FRAME_HEIGHT, FRAME_WIDTH, RULE

_FIGURES_AFTER: Final = 9.0
#: A row higher than this may break across pages.
_TALLEST_WHOLE_ROW: Final = FRAME_HEIGHT / 2
_HATCH: Final = el("w:shd", val="thinDiagStripe", color=colour("muted", 0.35), fill="auto")


@dataclass(frozen=True, slots=True)
class _Lane:
    """A column as laid out: its width, and its padding at the left."""

    width: float
    left: float
    align: str


def table_block(making: Making, table: Table) -> str:
    """Caption, table and note; a paragraph always parts it from what follows."""
    lanes = _lanes(table.columns)
    rows = _rows(table)
    held = _held(rows, has_note=bool(table.note))
    written = [_head(table.columns, lanes)]
    written += [_row(making, row, lanes, kept) for row, kept in zip(rows, held, strict=True)]
    caption = paragraph(Format("Caption"), runs(table.caption)) if table.caption else HELD_GAP
    note = paragraph(Format("TableNote"), runs(table.note, making.marks)) if table.note else GAP
    return caption + grid(TABLE, [lane.width for lane in lanes], written) + note


def _rows(table: Table) -> tuple[Row, ...]:
    if table.rows:
        return table.rows
    empty = table.empty or _("无数据")
    return (Row((Cell(empty, tone="muted", align="middle", span=len(table.columns)),)),)


def _held(rows: Sequence[Row], *, has_note: bool) -> list[bool]:
    """Which rows stay with the next one: group titles, the last but one, the last with a note."""
    last = len(rows) - 1
    return [
        row.kind == "group" or (place == last - 1 and last > 1) or (place == last and has_note)
        for place, row in enumerate(rows)
    ]


def _lanes(columns: Sequence[Column]) -> tuple[_Lane, ...]:
    """Columns side by side; left-aligned text keeps a distance from figures before it."""
    total = sum(column.share for column in columns)
    lanes = []
    before = ""
    for column in columns:
        gap = _FIGURES_AFTER if (before, column.align) == ("right", "left") else 0.0
        width = FRAME_WIDTH * column.share / total
        lanes.append(_Lane(width, CELL_PAD_X + gap, column.align))
        before = column.align
    return tuple(lanes)


def _head(columns: Sequence[Column], lanes: Sequence[_Lane]) -> GridRow:
    """Titles stand on the rule, units in smaller type below them."""
    cells = []
    for column, lane in zip(columns, lanes, strict=True):
        form = Format("TableHead", keep_next=True, align=column.align)
        content = paragraph(form, plain_run(column.title))
        if column.unit:
            content += paragraph(replace(form, style="TableUnit"), plain_run(column.unit))
        rule = side("bottom", RULE, "accent")
        cells.append(GridCell(content, 1, "", rule, (lane.left, CELL_PAD_X), "bottom"))
    return GridRow(tuple(cells), head=True)


def _row(making: Making, row: Row, lanes: Sequence[_Lane], kept: bool) -> GridRow:
    cells: list[GridCell] = []
    at, height = 0, 0.0
    for cell in _filled(row, len(lanes)):
        covered = lanes[at : at + cell.span]
        inner = sum(lane.width for lane in covered) - covered[0].left - CELL_PAD_X
        own = replace(cell, align=cell.align or covered[0].align)
        cells.append(_cell(making, own, row.kind, kept, (covered[0].left, max(inner, 1.0))))
        height = max(height, _height(own, max(inner, 1.0)))
        at += cell.span
    return GridRow(tuple(cells), whole=height <= _TALLEST_WHOLE_ROW)


def _filled(row: Row, columns: int) -> list[Cell]:
    """The cells of a row so that they cover all columns, none beyond the last."""
    cells = list(row.cells)
    if row.kind == "group" and len(cells) == 1:
        cells = [replace(cells[0], span=columns)]
    found: list[Cell] = []
    left = columns
    for cell in cells:
        if left:
            found.append(replace(cell, span=min(cell.span, left)))
            left -= found[-1].span
    return [*found, *(Cell() for _place in range(left))]


def _cell(making: Making, cell: Cell, kind: str, kept: bool, room: tuple[float, float]) -> GridCell:
    left, inner = room
    form = Format("TableText", keep_next=kept, align=cell.align)
    spans = _worded(cell, kind)
    content = ""
    if cell.scene is not None:
        scale = min(1.0, inner / cell.scene.width)
        content = paragraph(form, making.pictures.place(cell.scene, scale))
    if not content or any(span.text for span in spans):
        slanted = cell.tone == "estimated"
        content += paragraph(form, runs(spans, making.marks, slanted))
    shade = ground("accent", 0.06) if kind == "group" else _HATCH if cell.tone == "blank" else ""
    above = side("top", 0.75, "muted") if kind == "total" else ""
    return GridCell(
        content, cell.span, shade, above, (left, CELL_PAD_X), "center" * bool(cell.scene)
    )


def _worded(cell: Cell, kind: str) -> tuple[Span, ...]:
    """The spans in the manner of cell and row; an unfilled cell says so, hatched or not."""
    spans = cell_spans(cell)
    if cell.tone == "blank" and not any(span.text for span in spans):
        spans = (Span(_("未填")),)
    if cell.tone in ("muted", "na", "blank"):
        return tuple(replace(span, colour=span.colour or "muted") for span in spans)
    if kind in ("group", "total") or cell.tone == "strong":
        return tuple(replace(span, bold=True) for span in spans)
    return spans


def _height(cell: Cell, width: float) -> float:
    """About how high a cell will be; only its order of magnitude matters."""
    lines = plain_text(cell.text).split("\n")
    count = sum(max(1, ceil(text_width(line, CELL.size) / width)) for line in lines)
    drawn = cell.scene.height if cell.scene else 0.0
    return count * CELL.leading + drawn
