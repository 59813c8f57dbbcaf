"""Lists: one way of bulleting, and numbers that begin at 1 in every numbered list."""

from __future__ import annotations

from typing import Final

from desktop_app.reports.docx.paragraphs import Indent
from desktop_app.reports.docx.xml import WORD, colour, el, root

#: The list all bulleted items belong to; numbered lists follow it.
BULLETS: Final = 1
_BULLETED, _NUMBERED = 1, 2
_INDENT: Final = 14.0


def numbering_part(numbered: int) -> bytes:
    """The part word/numbering.xml for so many numbered lists."""
    ways = (_way(_BULLETED, "bullet", "•", _BULLET_LOOK), _way(_NUMBERED, "decimal", "%1.", ""))
    again = el("w:lvlOverride", el("w:startOverride", val=1), ilvl=0)
    lists = [_list(BULLETS, _BULLETED)]
    lists += [_list(number_of(place), _NUMBERED, again) for place in range(1, numbered + 1)]
    return root("w:numbering", WORD, *ways, *lists)


def number_of(place: int) -> int:
    """The id of a numbered list by its place in the document, counted from 1."""
    return BULLETS + place


_BULLET_LOOK: Final = el(
    "w:rPr",
    el("w:rFonts", ascii="Arial", hAnsi="Arial", cs="Arial"),
    el("w:color", val=colour("accent")),
)


def _way(way: int, form: str, text: str, look: str) -> str:
    indent = el("w:pPr", Indent(_INDENT, 0, _INDENT).xml())
    level = el(
        "w:lvl",
        el("w:start", val=1),
        el("w:numFmt", val=form),
        el("w:lvlText", val=text),
        el("w:lvlJc", val="left"),
        indent,
        look,
        ilvl=0,
    )
    return el("w:abstractNum", el("w:multiLevelType", val="singleLevel"), level, abstractNumId=way)


def _list(number: int, way: int, override: str = "") -> str:
    return el("w:num", el("w:abstractNumId", val=way), override, numId=number)
