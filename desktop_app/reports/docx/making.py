"""What grows while a document is written: pictures, numbered lists, bookmarks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from desktop_app.reports.blocks import Block, Heading
from desktop_app.reports.docx.pictures import Pictures


@dataclass(slots=True)
class Making:
    """The state of one document.

    By the anchor of a heading `marks` gives its number and `pages` the page it has in the PDF.
    """

    marks: Mapping[str, int]
    pages: Mapping[str, int]
    headings: tuple[Heading, ...] = ()
    pictures: Pictures = field(default_factory=Pictures)
    numbered_lists: int = 0


def begin(blocks: Sequence[Block], pages: Mapping[str, int]) -> Making:
    """The state before the first block; all headings are known, for links ahead."""
    headings = tuple(block for block in blocks if isinstance(block, Heading))
    marks = {heading.anchor: number for number, heading in enumerate(headings, 1)}
    return Making(marks, pages, headings)
