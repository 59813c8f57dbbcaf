"""Tables as Word has them: grid, rows and cells of finished paragraphs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from desktop_app.reports.docx.paragraphs import border
from desktop_app.reports.docx.xml import colour, el, twips


@dataclass(frozen=True, slots=True)
class GridCell:
    """A cell: paragraphs, the grid columns it covers, and its look.

    `ground` is a finished shading, `borders` finished sides (top, left, bottom, right in this
    order), `pad` the padding left and right in points where it is not that of the table.
    """

    content: str
    span: int = 1
    ground: str = ""
    borders: str = ""
    pad: tuple[float, float] | None = None
    upright: str = ""


@dataclass(frozen=True, slots=True)
class GridRow:
    """A row; a head is repeated on every page, a whole row is not broken across two."""

    cells: tuple[GridCell, ...]
    head: bool = False
    whole: bool = True
    height: float = 0

    def xml(self, widths: Sequence[int]) -> str:
        """The element, for a grid of these widths in twips."""
        properties = (
            el("w:cantSplit") if self.whole else "",
            el("w:trHeight", val=twips(self.height), hRule="atLeast") if self.height else "",
            el("w:tblHeader") if self.head else "",
        )
        cells = []
        at = 0
        for cell in self.cells:
            cells.append(_cell(cell, sum(widths[at : at + cell.span])))
            at += cell.span
        inner = "".join(properties)
        return el("w:tr", el("w:trPr", inner) if inner else "", *cells)


def grid(style: str, widths: Sequence[float], rows: Sequence[GridRow]) -> str:
    """A table with columns of fixed widths in points."""
    columns = _whole_twips(widths)
    properties = el(
        "w:tblPr",
        el("w:tblStyle", val=style),
        el("w:tblW", w=sum(columns), type="dxa"),
        el("w:tblInd", w=0, type="dxa"),
        el("w:tblLayout", type="fixed"),
        _look(any(row.head for row in rows)),
    )
    written = el("w:tblGrid", *(el("w:gridCol", w=width) for width in columns))
    return el("w:tbl", properties, written, *(row.xml(columns) for row in rows))


def ground(token: str, opacity: float) -> str:
    """A shading in a colour token, mixed with the paper."""
    return el("w:shd", val="clear", color="auto", fill=colour(token, opacity))


def side(name: str, width: float, token: str) -> str:
    """One side of a cell."""
    return border(name, width, colour(token))


def _look(head: bool) -> str:
    first = int(head)
    value = "0420" if head else "0400"
    return el(
        "w:tblLook",
        val=value,
        firstRow=first,
        lastRow=0,
        firstColumn=0,
        lastColumn=0,
        noHBand=0,
        noVBand=1,
    )


def _whole_twips(widths: Sequence[float]) -> list[int]:
    """Widths in twips whose sum is that of the widths, so that tables end at one margin."""
    edges = [0]
    total = 0.0
    for width in widths:
        total += width
        edges.append(max(twips(total), edges[-1] + 1))
    return [right - left for left, right in pairwise(edges)]


def _cell(cell: GridCell, width: int) -> str:
    properties = (
        el("w:tcW", w=width, type="dxa"),
        el("w:gridSpan", val=cell.span) if cell.span > 1 else "",
        el("w:tcBorders", cell.borders) if cell.borders else "",
        cell.ground,
        _pad(cell.pad) if cell.pad else "",
        el("w:vAlign", val=cell.upright) if cell.upright else "",
    )
    return el("w:tc", el("w:tcPr", *properties), cell.content)


def _pad(pad: tuple[float, float]) -> str:
    left, right = (twips(width) for width in pad)
    return el("w:tcMar", el("w:left", w=left, type="dxa"), el("w:right", w=right, type="dxa"))
