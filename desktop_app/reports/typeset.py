"""Chinese text setting: rich text in, measured lines of runs out.

What a word processor does for Chinese and reportlab does not: no forbidden sign begins or ends
a line, neighbouring full-width signs share their blank halves, Han and Latin stand a little
apart, and both margins are even without stretching words.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from desktop_app.reports.blocks import RichText, Span, spans_of
from desktop_app.reports.fonts import MISSING_MARK, Face, FontSet, drawable
from desktop_app.reports.linebreak import (
    HALF_EMPTY_AT_END,
    HALF_EMPTY_AT_START,
    break_lines,
    is_han,
    is_wide,
)
from desktop_app.reports.style import SMALL, TextStyle

#: Space between Han and Latin letters or digits, in ems.
_HAN_LATIN_GAP: Final = 0.125
_SCRIPT_SIZE: Final = 0.68
_RISE: Final = {"": 0.0, "sub": -0.16, "sup": 0.34}
#: A line is made even only when that widens no gap by more than this, in ems.
_MOST_STRETCH: Final = 0.35
_EM: Final = 1000


@dataclass(frozen=True, slots=True)
class Ink:
    """The manner of a run: face, size, colour token, rise above the baseline, link target."""

    font: str
    size: float
    colour: str
    rise: float = 0
    link: str = ""
    slanted: bool = False
    typed: bool = False


@dataclass(frozen=True, slots=True)
class Run:
    """Characters drawn in one go at `x` from the left of the text; `spacing` after each."""

    x: float
    text: str
    ink: Ink
    width: float
    spacing: float = 0


@dataclass(frozen=True, slots=True)
class TextLine:
    """One line: its runs from left to right, and where its ink ends."""

    runs: tuple[Run, ...]
    right: float

    @property
    def text(self) -> str:
        """The characters of the line."""
        return "".join(run.text for run in self.runs)


@dataclass(slots=True)
class _Glyphs:
    """The characters of a text with, for each, its manner and widths (parallel lists).

    `natural` is the width the font gives, `advance` the one after sharing blank halves and
    parting Han from Latin, `hanging` what may stand in the margin at the end of a line.
    `shift` moves an opening sign left into its own blank half.
    """

    chars: list[str]
    inks: list[Ink]
    natural: list[float]
    advance: list[float]
    hanging: list[float]
    shift: list[float]


class Typesetter:
    """Sets text in the given fonts and remembers the characters none of them has."""

    def __init__(self, fonts: FontSet) -> None:
        self._fonts = fonts
        self.missing: set[str] = set()

    def lines(self, text: RichText, style: TextStyle, width: float) -> tuple[TextLine, ...]:
        """The lines of `text` no wider than `width`; an empty text is one empty line."""
        glyphs = self._glyphs(text, style)
        ranges = break_lines("".join(glyphs.chars), glyphs.advance, glyphs.hanging, width)
        return tuple(
            _line(glyphs, start, end, style, width, last=_ends_paragraph(glyphs, end))
            for start, end in ranges
        )

    def width(self, text: RichText, style: TextStyle) -> float:
        """The width of `text` on one line."""
        return sum(self._glyphs(text, style).advance)

    def _glyphs(self, text: RichText, style: TextStyle) -> _Glyphs:
        glyphs = _Glyphs([], [], [], [], [], [])
        for span in spans_of(text):
            self._append(glyphs, span, style)
        _space(glyphs)
        return glyphs

    def _append(self, glyphs: _Glyphs, span: Span, style: TextStyle) -> None:
        bold = span.bold or style.bold
        inks: dict[str, Ink] = {}
        for char in drawable(span.text):
            drawn, face = self._glyph(char, bold=bold)
            ink = inks.get(face.name)
            if ink is None:
                ink = inks[face.name] = _ink(span, style, face)
            glyphs.chars.append(drawn)
            glyphs.inks.append(ink)
            width = 0.0 if char == "\n" else face.widths[ord(drawn)] * ink.size / _EM
            glyphs.natural.append(width)

    def _glyph(self, char: str, *, bold: bool) -> tuple[str, Face]:
        if char == "\n":
            return char, self._fonts.regular
        found = self._fonts.glyph_for(char, bold=bold)
        if found is None:
            self.missing.add(char)
            return MISSING_MARK, self._fonts.regular
        return found


def _ink(span: Span, style: TextStyle, face: Face) -> Ink:
    size = min(style.size, SMALL.size) if span.small else style.size
    colour = span.colour or ("accent" if span.link else "muted" if span.small else style.colour)
    rise = _RISE[span.script] * size
    if span.script:
        size *= _SCRIPT_SIZE
    slanted = span.slanted or style.slanted
    return Ink(face.name, size, colour, rise, span.link, slanted, span.typed)


def _space(glyphs: _Glyphs) -> None:
    """Work out advances: blank halves shared between signs, a gap between Han and Latin."""
    glyphs.advance = list(glyphs.natural)
    glyphs.shift = [0.0] * len(glyphs.chars)
    glyphs.hanging = [0.0] * len(glyphs.chars)
    for index, (before, after) in enumerate(pairwise(glyphs.chars)):
        em = glyphs.inks[index].size
        if before in HALF_EMPTY_AT_END and (
            after in HALF_EMPTY_AT_END or after in HALF_EMPTY_AT_START
        ):
            glyphs.advance[index] -= em / 2
        elif before in HALF_EMPTY_AT_START and after in HALF_EMPTY_AT_START:
            glyphs.shift[index + 1] = -em / 2
            glyphs.advance[index + 1] -= em / 2
        elif (_is_latin(before) and is_han(after)) or (is_han(before) and _is_latin(after)):
            glyphs.advance[index] += em * _HAN_LATIN_GAP
            glyphs.hanging[index] = em * _HAN_LATIN_GAP
    for index, char in enumerate(glyphs.chars):
        if char in HALF_EMPTY_AT_END:
            blank = glyphs.inks[index].size / 2
            glyphs.hanging[index] = max(0.0, glyphs.advance[index] - blank)


def _is_latin(char: str) -> bool:
    return char.isalnum() and not is_wide(char) and not "Ⅰ" <= char <= "ⅿ"


def _ends_paragraph(glyphs: _Glyphs, end: int) -> bool:
    return end >= len(glyphs.chars) or glyphs.chars[end] == "\n"


def _line(
    glyphs: _Glyphs, start: int, end: int, style: TextStyle, width: float, *, last: bool
) -> TextLine:
    used = sum(glyphs.advance[start:end])
    if end > start:
        used -= glyphs.hanging[end - 1]
    spacing = _stretch(glyphs, start, end, width - used) if style.align == "justify" else 0.0
    left = {"right": width - used, "middle": (width - used) / 2}.get(style.align, 0.0)
    runs = _runs(glyphs, start, end, left, 0.0 if last else spacing)
    return TextLine(runs, left + used)


def _stretch(glyphs: _Glyphs, start: int, end: int, spare: float) -> float:
    """What to add after every wide character so that the line fills its width; 0 when too much."""
    gaps = sum(1 for char in glyphs.chars[start : end - 1] if is_wide(char))
    if not gaps or spare <= 0:
        return 0.0
    each = spare / gaps
    return each if each <= _MOST_STRETCH * glyphs.inks[start].size else 0.0


def _runs(glyphs: _Glyphs, start: int, end: int, left: float, spacing: float) -> tuple[Run, ...]:
    """Group characters that one drawing command can place: same ink, natural widths."""
    runs: list[Run] = []
    x = left
    first = start
    for index in range(start, end):
        following = index + 1
        if following < end and _continues(glyphs, index):
            continue
        extra = spacing if is_wide(glyphs.chars[first]) else 0.0
        runs.append(_run(glyphs, first, following, x, extra))
        x += sum(glyphs.advance[first:following]) + extra * (following - first)
        first = following
    return tuple(runs)


def _continues(glyphs: _Glyphs, index: int) -> bool:
    """Whether the next character can be drawn in the same run as this one."""
    return (
        glyphs.inks[index] is glyphs.inks[index + 1]
        and glyphs.advance[index] == glyphs.natural[index]
        and glyphs.shift[index + 1] == 0
        and is_wide(glyphs.chars[index]) == is_wide(glyphs.chars[index + 1])
    )


def _run(glyphs: _Glyphs, first: int, end: int, x: float, spacing: float) -> Run:
    text = "".join(glyphs.chars[first:end])
    width = sum(glyphs.natural[first:end]) + spacing * (end - first)
    return Run(x + glyphs.shift[first], text, glyphs.inks[first], width, spacing)
