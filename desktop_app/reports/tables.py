"""Tables as slices: a rule below the head, hairlines between rows, nothing else."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from desktop_app.charts.scene import Hatch, Scene
from desktop_app.i18n import _
from desktop_app.reports.blocks import Cell, Column, Row, Table
from desktop_app.reports.draw import draw_scene
from desktop_app.reports.pen import Pen
from desktop_app.reports.signs import cell_spans
from desktop_app.reports.slices import Slice
from desktop_app.reports.style import (
    BLOCK_BEFORE,
    CAPTION,
    CELL,
    CELL_HEAD,
    CELL_PAD_X,
    CELL_PAD_Y,
    CELL_UNIT,
    FRAME_HEIGHT,
    FRAME_WIDTH,
    HAIRLINE,
    NOTE,
    RULE,
    TextStyle,
)
from desktop_app.reports.typeset import TextLine, Typesetter

_CAPTION_AFTER = 4.0
_NOTE_BEFORE = 4.0
_FIGURES_AFTER = 9.0
#: A row higher than this may break across pages.
_TALLEST_WHOLE_ROW = FRAME_HEIGHT / 2
#: Lines of a broken row that stay together at either end.
_KEPT_LINES = 2


@dataclass(frozen=True, slots=True)
class _Box:
    """A cell set in its place: lines, left edge and width of the text, tone."""

    lines: tuple[TextLine, ...]
    x: float
    width: float
    tone: str
    scene: Scene | None = None

    @property
    def scale(self) -> float:
        """How much the drawing is shrunk to fit."""
        return min(1.0, self.width / self.scene.width) if self.scene else 1.0

    @property
    def drawn(self) -> float:
        """The height of the drawing."""
        return self.scene.height * self.scale if self.scene else 0.0

    @property
    def height(self) -> float:
        """The height of drawing and text."""
        return self.drawn + len(self.lines) * CELL.leading


@dataclass(frozen=True, slots=True)
class _Lane:
    """The column as laid out: its left edge and width."""

    left: float
    width: float


def table_slices(setter: Typesetter, table: Table) -> Iterator[Slice]:
    """Caption, head, rows and note of a table, head and caption repeated on every page."""
    lanes = _lanes(table.columns)
    caption = _caption(setter, table.caption)
    head = _head(setter, table.columns, lanes)
    if caption is not None:
        yield replace(caption, before=BLOCK_BEFORE, keep_next=True)
    yield replace(head, before=0 if caption else BLOCK_BEFORE, keep_next=True)
    repeated = _stacked(_continued(setter, table.caption), head)
    rows = [_row_slices(setter, row, lanes, table.columns) for row in _rows(table)]
    yield from _bound(rows, repeated, has_note=bool(table.note))
    if table.note:
        yield _note(setter, table)


def _rows(table: Table) -> tuple[Row, ...]:
    if table.rows:
        return table.rows
    empty = table.empty or _("无数据")
    return (Row((Cell(empty, tone="muted", align="middle", span=len(table.columns)),)),)


def _bound(rows: Sequence[list[Slice]], head: Slice, *, has_note: bool) -> Iterator[Slice]:
    """Give every piece the repeated head, and bind rows that must not stand alone.

    A group title keeps its first row, the last row keeps the one above it and the note below.
    """
    last = len(rows) - 1
    for index, pieces in enumerate(rows):
        keeps = (index == last - 1 and len(rows) > 2) or (index == last and has_note)
        for position, piece in enumerate(pieces):
            ends_row = position == len(pieces) - 1
            keep = piece.keep_next or (ends_row and keeps)
            yield replace(piece, head=head, keep_next=keep)


def _lanes(columns: Sequence[Column]) -> tuple[_Lane, ...]:
    """Columns side by side; left-aligned text keeps a distance from figures before it."""
    total = sum(column.share for column in columns)
    widths = [FRAME_WIDTH * column.share / total for column in columns]
    lanes = []
    left, before = 0.0, ""
    for column, width in zip(columns, widths, strict=True):
        gap = _FIGURES_AFTER if (before, column.align) == ("right", "left") else 0.0
        lanes.append(_Lane(left + gap, width - gap))
        left, before = left + width, column.align
    return tuple(lanes)


def _caption(setter: Typesetter, caption: str) -> Slice | None:
    if not caption:
        return None
    return _text_slice(setter.lines(caption, CAPTION, FRAME_WIDTH), CAPTION, _CAPTION_AFTER)


def _continued(setter: Typesetter, caption: str) -> Slice | None:
    """The caption above the part of a table on a later page."""
    if not caption:
        return None
    style = NOTE
    lines = setter.lines(_("{caption}（续）").format(caption=caption), style, FRAME_WIDTH)
    return _text_slice(lines, style, _CAPTION_AFTER)


def _text_slice(lines: tuple[TextLine, ...], style: TextStyle, after: float) -> Slice:
    def draw(pen: Pen, x: float, y: float) -> None:
        pen.text(lines, x, y, style.size, style.leading)

    return Slice(len(lines) * style.leading + after, draw)


def _stacked(upper: Slice | None, lower: Slice) -> Slice:
    if upper is None:
        return lower
    first = upper

    def draw(pen: Pen, x: float, y: float) -> None:
        first.draw(pen, x, y)
        lower.draw(pen, x, y - first.height)

    return Slice(first.height + lower.height, draw)


def _head(setter: Typesetter, columns: Sequence[Column], lanes: Sequence[_Lane]) -> Slice:
    """Titles stand on the rule, units in smaller type below them."""
    titles = [
        setter.lines(column.title, CELL_HEAD.aligned(column.align), _inner(lane.width))
        for column, lane in zip(columns, lanes, strict=True)
    ]
    units = [
        setter.lines(column.unit, CELL_UNIT.aligned(column.align), _inner(lane.width))
        if column.unit
        else ()
        for column, lane in zip(columns, lanes, strict=True)
    ]
    heights = [
        len(title) * CELL_HEAD.leading + len(unit) * CELL_UNIT.leading
        for title, unit in zip(titles, units, strict=True)
    ]
    height = max(heights) + 2 * CELL_PAD_Y

    def draw(pen: Pen, x: float, y: float) -> None:
        for lane, title, unit, own in zip(lanes, titles, units, heights, strict=True):
            left, top = x + lane.left + CELL_PAD_X, y - height + CELL_PAD_Y + own
            pen.text(title, left, top, CELL_HEAD.size, CELL_HEAD.leading)
            below = top - len(title) * CELL_HEAD.leading
            pen.text(unit, left, below, CELL_UNIT.size, CELL_UNIT.leading)
        pen.rule(x, y - height, x + FRAME_WIDTH, "accent", RULE)

    return Slice(height, draw)


def _row_slices(
    setter: Typesetter, row: Row, lanes: Sequence[_Lane], columns: Sequence[Column]
) -> list[Slice]:
    boxes = _boxes(setter, row, lanes, columns)
    count = max(len(box.lines) for box in boxes)
    if max(box.height for box in boxes) <= _TALLEST_WHOLE_ROW:
        piece = _piece(setter, row.kind, boxes, 0, count, is_first=True, is_last=True)
        return [replace(piece, keep_next=row.kind == "group")]
    return [
        replace(
            _piece(setter, row.kind, boxes, at, at + 1, is_first=at == 0, is_last=at == count - 1),
            keep_next=at < _KEPT_LINES - 1 or count - _KEPT_LINES <= at < count - 1,
        )
        for at in range(count)
    ]


def _boxes(
    setter: Typesetter, row: Row, lanes: Sequence[_Lane], columns: Sequence[Column]
) -> tuple[_Box, ...]:
    boxes: list[_Box] = []
    at = 0
    cells = row.cells
    if row.kind == "group" and len(cells) == 1:
        cells = (replace(cells[0], span=len(columns)),)
    for cell in cells:
        end = min(at + cell.span, len(lanes))
        left, right = lanes[at].left, lanes[end - 1].left + lanes[end - 1].width
        width = _inner(right - left)
        style = _cell_style(cell, row.kind, columns[at].align)
        content = cell_spans(cell)
        bare = cell.scene is not None and not any(span.text for span in content)
        lines = () if bare else setter.lines(content, style, width)
        boxes.append(_Box(lines, left + CELL_PAD_X, width, cell.tone, cell.scene))
        at = end
    return tuple(boxes)


def _cell_style(cell: Cell, kind: str, column_align: str) -> TextStyle:
    style = CELL.aligned(cell.align or column_align)
    if cell.tone in ("muted", "na"):
        style = replace(style, colour="muted")
    elif kind in ("group", "total") or cell.tone == "strong":
        style = replace(style, bold=True)
    return replace(style, slanted=True) if cell.tone == "estimated" else style


def _piece(
    setter: Typesetter,
    kind: str,
    boxes: tuple[_Box, ...],
    start: int,
    end: int,
    *,
    is_first: bool,
    is_last: bool,
) -> Slice:
    """The lines from `start` to `end` of a row, with padding and hairline at its own ends."""
    above, below = (CELL_PAD_Y if is_first else 0.0), (CELL_PAD_Y if is_last else 0.0)
    drawn = [box.drawn if is_first else 0.0 for box in boxes]
    content = max(
        own + len(box.lines[start:end]) * CELL.leading
        for own, box in zip(drawn, boxes, strict=True)
    )
    content = max(content, CELL.leading)
    height = content + above + below
    centred = any(drawn)

    def draw(pen: Pen, x: float, y: float) -> None:
        if kind == "group":
            pen.area(x, y, FRAME_WIDTH, height, "accent", 0.06)
        if kind == "total" and is_first:
            pen.rule(x, y, x + FRAME_WIDTH, "muted", 0.75)
        for own, box in zip(drawn, boxes, strict=True):
            lines = box.lines[start:end]
            top = y - above
            if centred:
                top -= (content - own - len(lines) * CELL.leading) / 2
            if box.tone == "blank" and is_first:
                _hatch(pen, setter, x + box.x, top, box.width)
            if box.scene is not None and is_first:
                draw_scene(pen, setter, box.scene, x + box.x, top, box.scale)
            pen.text(lines, x + box.x, top - own, CELL.size, CELL.leading)
        if is_last:
            pen.rule(x, y - height, x + FRAME_WIDTH, "border", HAIRLINE)

    return Slice(height, draw)


def _hatch(pen: Pen, setter: Typesetter, x: float, top: float, width: float) -> None:
    """The sign of a value not filled in, as high as a line of text."""
    hatch = Hatch(0, 0, width, CELL.leading, "muted", 4, 0.45)
    draw_scene(pen, setter, Scene(width, CELL.leading, (hatch,)), x, top)


def _note(setter: Typesetter, table: Table) -> Slice:
    lines = setter.lines(table.note, NOTE, FRAME_WIDTH)

    def draw(pen: Pen, x: float, y: float) -> None:
        pen.text(lines, x, y - _NOTE_BEFORE, NOTE.size, NOTE.leading)

    return Slice(len(lines) * NOTE.leading + _NOTE_BEFORE, draw)


def _inner(width: float) -> float:
    return max(width - 2 * CELL_PAD_X, 1.0)
