"""Blocks to slices: how each kind of block is set and where it may break across pages."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType
from typing import Any, Final

from desktop_app.reports.blocks import (
    Block,
    Bullets,
    Callout,
    Cards,
    Cover,
    Figure,
    Heading,
    KeyValues,
    Leaf,
    Listing,
    PageBreak,
    Paragraph,
    Picture,
    SignaturePanel,
    Spacer,
    Table,
    Toc,
)
from desktop_app.reports.front import cover_slices, toc_slices
from desktop_app.reports.leaf import leaf_slices
from desktop_app.reports.panels import (
    callout_slices,
    cards_slices,
    figure_slices,
    key_values_slices,
    listing_slices,
    picture_slices,
    signature_slices,
)
from desktop_app.reports.pen import Pen
from desktop_app.reports.slices import Mark, Slice
from desktop_app.reports.style import (
    BLOCK_BEFORE,
    BODY,
    FRAME_WIDTH,
    HEADING_AFTER,
    HEADING_BEFORE,
    HEADING_NEEDS,
    HEADINGS,
    PARAGRAPH_BEFORE,
    PARAGRAPHS,
    TextStyle,
)
from desktop_app.reports.tables import table_slices
from desktop_app.reports.typeset import TextLine, Typesetter

_BULLET_INDENT = 14.0
_ITEM_BEFORE = 4.0
_BELOW_HEADING = 5.0
#: Blocks that text keeps a distance from.
_STANDING_APART = (Callout, Cards, Figure, KeyValues, Listing, Picture, Table)


def slices_of(
    setter: Typesetter, blocks: Sequence[Block], step: Callable[[float], None]
) -> tuple[Slice, ...]:
    """The slices of all blocks; `step` is told the share of blocks done."""
    headings = [block for block in blocks if isinstance(block, Heading)]
    slices: list[Slice] = []
    fresh = False
    for index, block in enumerate(blocks):
        step(index / len(blocks))
        if isinstance(block, PageBreak):
            fresh = True
            continue
        if isinstance(block, Toc):
            pieces = list(toc_slices(setter, block, headings))
        else:
            pieces = list(_MAKERS[type(block)](setter, block))
        if pieces:
            starts = pieces[0].fresh_page or fresh
            before = _distance(blocks[index - 1] if index else None, pieces[0].before)
            pieces[0] = replace(pieces[0], fresh_page=starts, before=before)
            fresh = False
        slices.extend(pieces)
    return tuple(slices)


def _distance(previous: Block | None, wanted: float) -> float:
    """The space above a block: little below a heading, enough below a table or figure."""
    if isinstance(previous, Heading):
        return min(wanted, _BELOW_HEADING)
    return max(wanted, BLOCK_BEFORE) if isinstance(previous, _STANDING_APART) else wanted


def _heading(setter: Typesetter, heading: Heading) -> Iterator[Slice]:
    style = HEADINGS[heading.level]
    lines = setter.lines(heading.text, style, FRAME_WIDTH)
    yield Slice(
        len(lines) * style.leading + HEADING_AFTER[heading.level],
        _draw_lines(lines, style),
        before=HEADING_BEFORE[heading.level],
        keep_next=True,
        needs=HEADING_NEEDS[heading.level],
        mark=Mark(heading.level, heading.text, heading.anchor),
    )


def _paragraph(setter: Typesetter, paragraph: Paragraph) -> Iterator[Slice]:
    style = PARAGRAPHS[paragraph.style].aligned(paragraph.align)
    lines = setter.lines(paragraph.text, style, FRAME_WIDTH)
    yield from _line_slices(lines, style, PARAGRAPH_BEFORE, 0)


def _bullets(setter: Typesetter, bullets: Bullets) -> Iterator[Slice]:
    style = BODY.aligned("justify")
    for number, item in enumerate(bullets.items, 1):
        lines = setter.lines(item, style, FRAME_WIDTH - _BULLET_INDENT)
        first, *others = _line_slices(lines, style, _ITEM_BEFORE, _BULLET_INDENT)
        sign = setter.lines(f"{number}.", BODY, _BULLET_INDENT) if bullets.ordered else ()
        yield replace(first, draw=_with_sign(first.draw, sign))
        yield from others


def _with_sign(
    item: Callable[[Pen, float, float], None], sign: tuple[TextLine, ...]
) -> Callable[[Pen, float, float], None]:
    """The first line of a list item behind its number, or behind a small square."""

    def draw(pen: Pen, x: float, y: float) -> None:
        if sign:
            pen.text(sign, x, y, BODY.size, BODY.leading)
        else:
            pen.area(x + 3, y - BODY.leading / 2 + 1.5, 3, 3, "accent")
        item(pen, x, y)

    return draw


def _line_slices(
    lines: tuple[TextLine, ...], style: TextStyle, before: float, indent: float
) -> Iterator[Slice]:
    """One slice per line; the first two and the last two lines stay together."""
    last = len(lines) - 1
    for index, line in enumerate(lines):
        yield Slice(
            style.leading,
            _draw_lines((line,), style, indent),
            before=before if index == 0 else 0,
            keep_next=index < last and index in (0, last - 1),
        )


def _draw_lines(
    lines: tuple[TextLine, ...], style: TextStyle, indent: float = 0
) -> Callable[[Pen, float, float], None]:
    def draw(pen: Pen, x: float, y: float) -> None:
        pen.text(lines, x + indent, y, style.size, style.leading)

    return draw


def _spacer(_setter: Typesetter, spacer: Spacer) -> Iterator[Slice]:
    yield Slice(0, _draw_nothing, before=spacer.height)


def _draw_nothing(_pen: Pen, _x: float, _y: float) -> None:
    """A spacer leaves no ink."""


#: How each kind of block becomes slices.
_MAKERS: Final[Mapping[type, Callable[[Typesetter, Any], Iterator[Slice]]]] = MappingProxyType(
    {
        Heading: _heading,
        Paragraph: _paragraph,
        Bullets: _bullets,
        KeyValues: key_values_slices,
        Table: table_slices,
        Figure: figure_slices,
        Picture: picture_slices,
        Cards: cards_slices,
        Callout: callout_slices,
        Listing: listing_slices,
        SignaturePanel: signature_slices,
        Cover: cover_slices,
        Leaf: leaf_slices,
        Spacer: _spacer,
    }
)
