"""The measures of a report page: one small system of sizes, in points."""

from __future__ import annotations

from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Final

MM: Final = 72 / 25.4
PAGE_WIDTH: Final = 210 * MM
PAGE_HEIGHT: Final = 297 * MM
MARGIN_TOP: Final = 26 * MM
MARGIN_BOTTOM: Final = 22 * MM
MARGIN_SIDE: Final = 20 * MM
FRAME_WIDTH: Final = PAGE_WIDTH - 2 * MARGIN_SIDE
FRAME_HEIGHT: Final = PAGE_HEIGHT - MARGIN_TOP - MARGIN_BOTTOM
HEAD_BASELINE: Final = PAGE_HEIGHT - 17 * MM
FOOT_BASELINE: Final = 13 * MM
HAIRLINE: Final = 0.5
RULE: Final = 1.0


@dataclass(frozen=True, slots=True)
class TextStyle:
    """How a text is set: size and line height in points, colour token, alignment.

    `align` is left, right, middle or justify.
    """

    size: float
    leading: float
    colour: str = "text"
    bold: bool = False
    align: str = "left"
    slanted: bool = False

    def aligned(self, align: str) -> TextStyle:
        """The same style set left, right, middle or justified."""
        return replace(self, align=align) if align != self.align else self


BODY: Final = TextStyle(10.5, 15.75)
SMALL: Final = TextStyle(8.5, 12.75, "muted")
LEAD: Final = TextStyle(12.5, 20)
PARAGRAPHS: Final = MappingProxyType({"body": BODY, "small": SMALL, "lead": LEAD})
HEADINGS: Final = MappingProxyType(
    {
        1: TextStyle(18, 26, "accent", bold=True),
        2: TextStyle(13.5, 20, bold=True),
        3: TextStyle(11.5, 17.5, bold=True),
        4: TextStyle(10.5, 15.75, bold=True),
    }
)
#: Space above a heading, and how much room must be left on the page for it to begin there.
HEADING_BEFORE: Final = MappingProxyType({1: 30.0, 2: 22.0, 3: 16.0, 4: 12.0})
HEADING_NEEDS: Final = MappingProxyType({1: 190.0, 2: 110.0, 3: 70.0, 4: 50.0})
HEADING_AFTER: Final = MappingProxyType({1: 12.0, 2: 5.0, 3: 3.0, 4: 2.0})
PARAGRAPH_BEFORE: Final = 7.0
BLOCK_BEFORE: Final = 12.0

CELL: Final = TextStyle(9, 13.5)
CELL_HEAD: Final = TextStyle(8.5, 12, "muted", bold=True)
CELL_UNIT: Final = TextStyle(7.5, 10.5, "muted")
CAPTION: Final = TextStyle(9, 13.5, bold=True)
NOTE: Final = TextStyle(8, 12, "muted")
LISTING: Final = TextStyle(8.5, 12)
CELL_PAD_X: Final = 5.0
CELL_PAD_Y: Final = 4.25

CARD_TITLE: Final = TextStyle(9, 13, "muted")
CARD_FIGURE: Final = TextStyle(24, 30, bold=True)
CARD_UNIT: Final = TextStyle(9, 13, "muted")
CARD_NOTE: Final = TextStyle(8, 12, "muted")
CARD_PAD: Final = 11.0
CARD_GAP: Final = 10.0
CARDS_IN_ROW: Final = 4
CORNER: Final = 4.0

COVER_TITLE: Final = TextStyle(30, 42, bold=True)
COVER_SUBTITLE: Final = TextStyle(14, 22, "muted")
COVER_ISSUER: Final = TextStyle(11, 16)
COVER_LABEL: Final = TextStyle(10, 16, "muted")
COVER_VALUE: Final = TextStyle(11, 16)
#: The box a logo is fitted into, the side of the sign of the house in its place, and how dark the
#: four steps of that sign are.
LOGO_WIDTH: Final = 200.0
LOGO_HEIGHT: Final = 44.0
HOUSE_SIDE: Final = 30.0
HOUSE_SIGN: Final = (0.18, 0.4, 0.7, 1.0)
FURNITURE: Final = TextStyle(8, 12, "muted")
TOC_TITLE: Final = HEADINGS[1]
TOC_PART: Final = TextStyle(8.5, 15, "muted", bold=True)
TOC_LINES: Final = MappingProxyType(
    {1: TextStyle(10.5, 18, bold=True), 2: TextStyle(9.5, 14.5), 3: TextStyle(9, 15, "muted")}
)
