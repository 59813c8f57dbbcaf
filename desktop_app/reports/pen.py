"""The drawing hand: a reportlab canvas that knows colour tokens, set lines and links."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from io import BytesIO

from reportlab.lib.colors import Color, HexColor
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from desktop_app.charts.palette import PALETTES
from desktop_app.reports.blocks import Image
from desktop_app.reports.typeset import Ink, TextLine

#: Ascent and descent of Noto Sans SC, as shares of the size.
_ASCENT = 0.88
_SLANT = 0.2
_TINT = 0.07
#: Runs of a line closer than this share of their size stand on one tint.
_TOGETHER = 0.2


@dataclass(frozen=True, slots=True)
class Pen:
    """Draws on the current page; `pages` tells the page number of every anchor.

    `total` is the number of pages.
    """

    canvas: Canvas
    pages: Mapping[str, int] = field(default_factory=dict)
    palette: Mapping[str, str] = field(default_factory=lambda: PALETTES["light"])
    total: int = 0

    def colour(self, token: str, opacity: float = 1) -> Color:
        """The colour of a token, mixed with the surface: paper needs no transparency."""
        return _mixed(self.palette[token], self.palette["surface"], opacity)

    def text(
        self, lines: Iterable[TextLine], x: float, y: float, size: float, leading: float
    ) -> None:
        """Draw lines below one another; `y` is the top of the first line's box."""
        for index, line in enumerate(lines):
            self.line(line, x, y - index * leading - (leading - size) / 2 - _ASCENT * size)

    def line(self, line: TextLine, x: float, baseline: float) -> None:
        """Draw one line of text on a baseline, and the links in it."""
        self._tint(line, x, baseline)
        drawn = self.canvas.beginText()
        before: Ink | None = None
        spacing = 0.0
        for run in line.runs:
            if run.ink is not before:
                drawn.setFont(run.ink.font, run.ink.size)
                drawn.setFillColor(self.colour(run.ink.colour))
                before = run.ink
            if run.spacing != spacing:
                drawn.setCharSpace(run.spacing)
                spacing = run.spacing
            slant = _SLANT if run.ink.slanted else 0
            drawn.setTextTransform(1, 0, slant, 1, x + run.x, baseline + run.ink.rise)
            drawn.textOut(run.text)
            if run.ink.link in self.pages:
                rect = (x + run.x, baseline - 2, x + run.x + run.width, baseline + run.ink.size)
                self.link(run.ink.link, *rect)
        if spacing:
            drawn.setCharSpace(0)
        self.canvas.drawText(drawn)

    def _tint(self, line: TextLine, x: float, baseline: float) -> None:
        """The tint below what is to be typed: one box for runs that stand together."""
        boxes: list[tuple[float, float, float]] = []
        for run in (one for one in line.runs if one.ink.typed):
            start, end, size = x + run.x, x + run.x + run.width, run.ink.size
            if boxes and start - boxes[-1][1] < size * _TOGETHER:
                start = boxes.pop()[0]
            boxes.append((start, end, size))
        self.canvas.setFillColor(self.colour("text", _TINT))
        for start, end, size in boxes:
            low, height = baseline - size * 0.26, size * 1.24
            self.canvas.roundRect(start - 1.5, low, end - start + 3, height, 2, stroke=0, fill=1)

    def link(self, anchor: str, x1: float, y1: float, x2: float, y2: float) -> None:
        """Make a rectangle of the page lead to an anchor."""
        self.canvas.linkRect("", anchor, (x1, y1, x2, y2), relative=0, thickness=0)

    def rule(self, x1: float, y: float, x2: float, ink: str = "border", width: float = 0.5) -> None:
        """A level line."""
        self.canvas.setStrokeColor(self.colour(ink))
        self.canvas.setLineWidth(width)
        self.canvas.setDash()
        self.canvas.line(x1, y, x2, y)

    def area(
        self, x: float, y: float, width: float, height: float, token: str, opacity: float = 1
    ) -> None:
        """A filled rectangle whose top left corner is (x, y)."""
        self.canvas.setFillColor(self.colour(token, opacity))
        self.canvas.rect(x, y - height, width, height, stroke=0, fill=1)

    def image(self, image: Image, x: float, y: float, width: float, height: float) -> None:
        """A picture in a box whose top left corner is (x, y); what is see-through stays so."""
        picture = ImageReader(BytesIO(image.data))
        self.canvas.drawImage(picture, x, y - height, width, height, mask="auto")

    def frame(self, x: float, y: float, width: float, height: float, radius: float) -> None:
        """A hairline box with rounded corners whose top left corner is (x, y)."""
        self.canvas.setStrokeColor(self.colour("border"))
        self.canvas.setLineWidth(0.75)
        self.canvas.setDash()
        self.canvas.roundRect(x, y - height, width, height, radius, stroke=1, fill=0)


@lru_cache(maxsize=256)
def _mixed(ink: str, paper: str, opacity: float) -> Color:
    parts = zip(HexColor(ink).rgb(), HexColor(paper).rgb(), strict=True)
    return Color(*(below + (above - below) * opacity for above, below in parts))
