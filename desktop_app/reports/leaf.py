"""A page that shows a page or picture of something else as large as there is room.

Wide ones get a page on its side. Our line stands below, so that every sheet of a binder says what
it is when it is taken out.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from typing import Final

from reportlab.lib.utils import ImageReader

from desktop_app.reports.blocks import Leaf
from desktop_app.reports.pen import Pen
from desktop_app.reports.slices import Slice
from desktop_app.reports.style import FRAME_HEIGHT, FURNITURE, MM, PAGE_HEIGHT, PAGE_WIDTH
from desktop_app.reports.typeset import Typesetter

SIDE: Final = 10 * MM
BELOW: Final = 17 * MM
LINE: Final = 8 * MM
_LARGEST: Final = 1.5
"""How far a small picture is enlarged at most, in points to the pixel or point."""


@dataclass(frozen=True, slots=True)
class Box:
    """Where something is put on a page: its lower left corner, its size, the scale it comes to."""

    x: float
    y: float
    width: float
    height: float
    scale: float


def page_size(width: float, height: float) -> tuple[float, float]:
    """The page something of that size gets: upright, or on its side."""
    return (PAGE_HEIGHT, PAGE_WIDTH) if width > height else (PAGE_WIDTH, PAGE_HEIGHT)


def box_of(width: float, height: float) -> Box:
    """Where something of that size goes: in the middle of its page, above our line."""
    wide, high = page_size(width, height)
    room_x, room_y = wide - 2 * SIDE, high - SIDE - BELOW
    scale = min(room_x / width, room_y / height, _LARGEST)
    x = SIDE + (room_x - width * scale) / 2
    y = BELOW + (room_y - height * scale) / 2
    return Box(x, y, width * scale, height * scale, scale)


def sheet_text(label: str, number: int, pages: int) -> str:
    """The line below a sheet: the number of the document, and which of its pages it is."""
    return f"{label}    {number} / {pages}"


def leaf_slices(setter: Typesetter, leaf: Leaf) -> Iterator[Slice]:
    """The one slice that is the page."""

    def draw(pen: Pen, _x: float, _y: float) -> None:
        wide, high = page_size(leaf.width, leaf.height)
        pen.canvas.setPageSize((wide, high))
        if leaf.picture is not None:
            _draw_picture(pen, leaf, leaf.picture())
        room = wide - 2 * SIDE
        counted = f"{pen.canvas.getPageNumber()} / {pen.total}"
        right = setter.lines(counted, FURNITURE.aligned("right"), room)[0]
        left = setter.lines(leaf.text, FURNITURE, room / 2)[0]
        pen.line(left, SIDE, LINE)
        pen.line(right, SIDE, LINE)

    yield Slice(FRAME_HEIGHT, draw, fresh_page=True, bare=True)


def _draw_picture(pen: Pen, leaf: Leaf, data: bytes) -> None:
    """The picture in its box, turned and mirrored about the middle of it."""
    box, canvas = box_of(leaf.width, leaf.height), pen.canvas
    wide, high = (box.height, box.width) if leaf.turn % 180 else (box.width, box.height)
    canvas.saveState()
    canvas.translate(box.x + box.width / 2, box.y + box.height / 2)
    canvas.rotate(-leaf.turn)
    if leaf.mirrored:
        canvas.scale(-1, 1)
    canvas.drawImage(ImageReader(BytesIO(data)), -wide / 2, -high / 2, wide, high, mask="auto")
    canvas.restoreState()
