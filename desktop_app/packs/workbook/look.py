"""How pack workbooks look: fonts, fills, widths and heights."""

from __future__ import annotations

import unicodedata
from typing import Final

from openpyxl.styles import Alignment, Border, Font, PatternFill, Side

FONT: Final = "Microsoft YaHei"
ACCENT: Final = "1B7358"
TEXT: Final = "1B2421"
MUTED: Final = "56645E"
WARN: Final = "96610A"
BAD: Final = "B23A2A"
BAND: Final = "E9F2EE"
INPUT: Final = "FFF8E1"
TABS: Final = {
    "head": ACCENT,
    "list": "2B6CB0",
    "table": ACCENT,
    "model": "7A4B9A",
    "cases": "96610A",
    "hidden": "999999",
}
_LINE_POINTS: Final = 15
_MOST_LINES: Final = 8

_HAIR: Final = Side("thin", "D5DDD9")
_RULE: Final = Side("medium", ACCENT)
BOX: Final = Border(left=_HAIR, right=_HAIR, top=_HAIR, bottom=_HAIR)
RULED: Final = Border(left=_HAIR, right=_HAIR, top=_RULE, bottom=_HAIR)
HEAD_FONT: Final = Font(name=FONT, size=10, bold=True, color="FFFFFF")
HEAD_FILL: Final = PatternFill("solid", start_color=ACCENT, end_color=ACCENT)
HEAD_ALIGN: Final = Alignment(horizontal="center", vertical="center", wrap_text=True)
PLAIN: Final = Font(name=FONT, size=10, color=TEXT)
STRONG: Final = Font(name=FONT, size=10, color=TEXT, bold=True)
FAINT: Final = Font(name=FONT, size=9, color=MUTED)
CODE: Final = Font(name="Consolas", size=9, color=TEXT)
TITLE: Final = Font(name=FONT, size=16, color=ACCENT, bold=True)
LEAD: Final = Font(name=FONT, size=11, color=TEXT, bold=True)
BAND_FILL: Final = PatternFill("solid", start_color=BAND, end_color=BAND)
INPUT_FILL: Final = PatternFill("solid", start_color=INPUT, end_color=INPUT)
LEFT: Final = Alignment(horizontal="left", vertical="center", wrap_text=True, indent=1)
MIDDLE: Final = Alignment(horizontal="center", vertical="center", wrap_text=True)
RIGHT: Final = Alignment(horizontal="right", vertical="center")
TOP: Final = Alignment(horizontal="left", vertical="top", wrap_text=True)


def width_of(text: str) -> int:
    """The width of a line of text in characters of half width."""
    return sum(2 if unicodedata.east_asian_width(one) in "WF" else 1 for one in text)


def lines_of(text: str, width: int) -> int:
    """How many lines a text takes in a column of this width."""
    room = max(4, width - 2)
    return sum(max(1, -(-width_of(line) // room)) for line in text.split("\n"))


def height_of(lines: int) -> int:
    """The height of a row, in points, that shows so many lines, up to a bound."""
    return 5 + _LINE_POINTS * min(max(1, lines), _MOST_LINES)
