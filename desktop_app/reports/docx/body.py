"""Blocks to the body of a document: running text here, the rest by the modules beside it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
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
    PageBreak,
    Paragraph,
    Picture,
    SignaturePanel,
    Spacer,
    Table,
    Toc,
)
from desktop_app.reports.docx.front import cover_block, toc_block, toc_mark
from desktop_app.reports.docx.making import Making
from desktop_app.reports.docx.numbering import BULLETS, number_of
from desktop_app.reports.docx.panels import (
    callout_block,
    cards_block,
    figure_block,
    key_values_block,
    picture_block,
    signature_block,
)
from desktop_app.reports.docx.paragraphs import NEW_PAGE, Format, Spacing, paragraph
from desktop_app.reports.docx.runs import bookmark, plain_run, runs
from desktop_app.reports.docx.tables import table_block
from desktop_app.reports.docx.xml import el
from desktop_app.reports.style import FRAME_HEIGHT

#: Word would join two remarks that touch into one.
_PARTING: Final = paragraph(Format("Gap", spacing=Spacing(0, 0, 1, exact=True)))
_STYLES: Final = {"body": "BodyText", "small": "Small", "lead": "Lead"}


def body_of(making: Making, blocks: Sequence[Block], step: Callable[[float], None]) -> str:
    """The blocks as the children of the body; `step` is told the share of blocks done."""
    written: list[str] = []
    previous: Block | None = None
    for index, block in enumerate(blocks):
        step(index / len(blocks))
        if isinstance(previous, PageBreak) and isinstance(block, Heading):
            written[-1] = _heading(making, block, fresh=True)
        else:
            touch = isinstance(previous, Callout) and isinstance(block, Callout)
            written.append((_PARTING if touch else "") + _MAKERS[type(block)](making, block))
        previous = block
    return "".join(written)


def _heading(making: Making, heading: Heading, *, fresh: bool = False) -> str:
    """A heading between the bookmarks of the list of contents and of the links to it.

    A fresh one stands at the top of a page of its own.
    """
    top = Spacing(before=0) if fresh else None
    form = Format(f"Heading{heading.level}", new_page=fresh, spacing=top)
    number = making.marks[heading.anchor]
    names = (toc_mark(number), bookmark(number))
    ids = (2 * number, 2 * number + 1)
    starts = (el("w:bookmarkStart", id=i, name=n) for i, n in zip(ids, names, strict=True))
    ends = (el("w:bookmarkEnd", id=i) for i in ids)
    return paragraph(form, *starts, plain_run(heading.text), *ends)


def _paragraph(making: Making, text: Paragraph) -> str:
    return paragraph(Format(_STYLES[text.style], align=text.align), runs(text.text, making.marks))


def _bullets(making: Making, bullets: Bullets) -> str:
    """A list; its first two items stay together, and its last two."""
    form = Format("ListBullet", list_id=BULLETS)
    if bullets.ordered and bullets.items:
        making.numbered_lists += 1
        form = Format("ListNumber", list_id=number_of(making.numbered_lists))
    last = len(bullets.items) - 1
    return "".join(
        paragraph(
            replace(form, keep_next=place < last and place in (0, last - 1)),
            runs(item, making.marks),
        )
        for place, item in enumerate(bullets.items)
    )


def _spacer(_making: Making, spacer: Spacer) -> str:
    height = min(spacer.height, FRAME_HEIGHT)
    return paragraph(Format("Gap", spacing=Spacing(0, 0, height, exact=True)))


def _page_break(_making: Making, _block: PageBreak) -> str:
    return NEW_PAGE


#: How each kind of block is written.
_MAKERS: Final[Mapping[type, Callable[[Making, Any], str]]] = MappingProxyType(
    {
        Heading: _heading,
        Paragraph: _paragraph,
        Bullets: _bullets,
        KeyValues: key_values_block,
        Table: table_block,
        Figure: figure_block,
        Picture: picture_block,
        Cards: cards_block,
        Callout: callout_block,
        SignaturePanel: signature_block,
        Cover: cover_block,
        Toc: toc_block,
        Spacer: _spacer,
        PageBreak: _page_break,
    }
)
