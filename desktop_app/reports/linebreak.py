"""Where a line of Chinese text may end (避头尾), and how to fill lines of a given width.

Pure: characters and their widths in, index ranges out. Latin words and numbers with their units
(`1,234.5 kgce/t`) stay whole unless one alone is longer than a line.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

#: Signs that may not begin a line.
CANNOT_START: Final = frozenset(
    "，。、；：？！”’》〉）】」』〕〗｝］％‰℃°·…—～,.;:?!)]}%'₂³²₃₄ー々〻ゝゞ→/"
)
#: Signs that may not end a line.
CANNOT_END: Final = frozenset("“‘《〈（【「『〔〖｛［([{￥¥$№§≥≤≈±#")
#: Signs whose right half is empty: at the end of a line that half may stand in the margin.
HALF_EMPTY_AT_END: Final = frozenset("，。、；：）》〉】」』〕〗”’")
#: Signs whose left half is empty.
HALF_EMPTY_AT_START: Final = frozenset("（《〈【「『〔〖“‘")
_PAIRED: Final = frozenset("—…")
_SPACES: Final = frozenset(" \t\u3000")
_WIDE_FROM: Final = 0x2E80
_FREE_SYMBOLS: Final = frozenset("●◐○✕☑☐→■□▲△")
_EPSILON: Final = 1e-6
#: A last line of so few characters borrows from the one above, if that has more than so many.
_RUNT: Final = 2
_RUNT_FROM: Final = 16


@dataclass(frozen=True, slots=True)
class _Measured:
    """A text with the widths of its characters and the places where lines may begin."""

    text: str
    advances: Sequence[float]
    hanging: Sequence[float]
    points: Sequence[bool]


def is_wide(char: str) -> bool:
    """Whether the character is Han, kana or a full-width sign, which lines may break around."""
    return ord(char) >= _WIDE_FROM or char in _FREE_SYMBOLS


def is_han(char: str) -> bool:
    """Whether the character is a Chinese one proper (no punctuation)."""
    code = ord(char)
    return 0x3400 <= code <= 0x9FFF or 0xF900 <= code <= 0xFAFF or code >= 0x20000


def may_break(before: str, after: str) -> bool:
    """Whether a line may end between two neighbouring characters."""
    if after in CANNOT_START or before in CANNOT_END:
        return False
    if before in _SPACES:
        return after not in _SPACES
    if after in _SPACES:
        return False
    if before in _PAIRED and after == before:
        return False
    if is_wide(before) or is_wide(after):
        return True
    return before in HALF_EMPTY_AT_END or after in HALF_EMPTY_AT_START or before in _PAIRED


def break_points(text: str) -> tuple[bool, ...]:
    """For every index whether a line may begin there; a number keeps its unit behind a space."""
    points = [False] * len(text)
    for index in range(1, len(text)):
        points[index] = may_break(text[index - 1], text[index]) and not _inside_quantity(
            text, index
        )
    return tuple(points)


def break_lines(
    text: str, advances: Sequence[float], hanging: Sequence[float], width: float
) -> tuple[tuple[int, int], ...]:
    """Ranges (start, end) of `text`, one per line, each no wider than `width`.

    `advances` are the widths of the characters, `hanging` the blank part of each that may stand
    in the margin when it ends a line. A newline ends a line. Spaces at the end of a line are
    left out of its range.
    """
    measured = _Measured(text, advances, hanging, break_points(text))
    lines: list[tuple[int, int]] = []
    start = 0
    while start < len(text):
        end, start_of_next = _fill(measured, start, width)
        lines.append((start, end))
        if start_of_next >= len(text) or text[start_of_next - 1] == "\n":
            _without_runt(measured, lines)
        start = start_of_next
    if not lines or text.endswith("\n"):
        lines.append((len(text), len(text)))
    return tuple(lines)


def _fill(measured: _Measured, start: int, room: float) -> tuple[int, int]:
    """The end of the line that begins at `start`, and where the next one begins."""
    text = measured.text
    used = 0.0
    best = start
    for index in range(start, len(text)):
        char = text[index]
        if char == "\n":
            return _trimmed(text, start, index), index + 1
        if index > start and measured.points[index]:
            best = index
        used += measured.advances[index]
        if char not in _SPACES and used - measured.hanging[index] > room + _EPSILON:
            end = best if best > start else _forced(text, start, index)
            return _trimmed(text, start, end), end
    return _trimmed(text, start, len(text)), len(text)


def _forced(text: str, start: int, index: int) -> int:
    """Where to cut a word longer than the line: before `index`, no sign left where it may not be.

    At least one character stays on the line; a row of nothing but signs is cut where it must.
    """
    for end in range(index, start, -1):
        if text[end] not in CANNOT_START and text[end - 1] not in CANNOT_END:
            return end
    return max(index, start + 1)


def _without_runt(measured: _Measured, lines: list[tuple[int, int]]) -> None:
    """Let the last line of a paragraph not be a single character (孤字): borrow one from above."""
    if len(lines) < 2:
        return
    (above, above_end), (start, end) = lines[-2:]
    text = measured.text
    wanting = end - start <= _RUNT and above_end - above > _RUNT_FROM
    if not wanting or "\n" in text[above_end:start]:
        return
    for earlier in range(start - 1, start - 1 - _RUNT, -1):
        if measured.points[earlier]:
            lines[-2:] = [(above, _trimmed(text, above, earlier)), (earlier, end)]
            return


def _trimmed(text: str, start: int, end: int) -> int:
    while end > start and text[end - 1] in _SPACES:
        end -= 1
    return end


def _inside_quantity(text: str, index: int) -> bool:
    """Whether the break would part a number from the Latin unit behind its space."""
    if index < 2 or text[index - 1] != " " or not text[index - 2].isdigit():
        return False
    return not is_wide(text[index]) and not text[index].isdigit()
