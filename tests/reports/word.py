"""Reading Word files back with a library that had no hand in writing them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from io import BytesIO
from typing import Any

import docx
from docx.document import Document as Word
from docx.oxml.ns import qn

from desktop_app.app.pdf_pictures import pdf_pictures
from desktop_app.charts.scene import Scene
from desktop_app.reports.blocks import Block, Document
from desktop_app.reports.docx.write import render_docx
from tests.conftest import FONTS
from tests.reports.sample import sample_document

#: Fields that hold no text a reader sees.
UNSEEN = {"style", "align", "anchor", "tone", "level", "colour", "link", "script", "kind"}


def document(*blocks: Block) -> Document:
    """The sample with other blocks."""
    return replace(sample_document(), blocks=blocks)


def rendered(report: Document) -> bytes:
    return render_docx(report, FONTS, pdf_pictures)


def opened(data: bytes) -> Word:
    return docx.Document(BytesIO(data))


def word(*blocks: Block) -> Word:
    """These blocks as a Word file, read back."""
    return opened(rendered(document(*blocks)))


def elements(file: Word, name: str) -> list[Any]:
    """All elements of the body with a name such as w:tr, in order."""
    return list(file.element.body.iter(qn(name)))


def attribute(element: Any, name: str) -> str:  # noqa: ANN401 - an element of lxml
    return str(element.get(qn(name)))


def lines(file: Word) -> list[str]:
    """The text of every paragraph wherever it stands, cut at line breaks."""
    found: list[str] = []
    for paragraph in elements(file, "w:p"):
        text = ""
        for part in paragraph.iter(qn("w:t"), qn("w:br"), qn("w:tab")):
            text += (part.text or "") if part.tag == qn("w:t") else "\n"
        found += text.split("\n")
    return found


def text_of(*blocks: Block) -> str:
    return "\n".join(lines(word(*blocks)))


def texts_in(thing: object) -> Iterator[str]:
    """Every text a reader of these blocks sees, without what is inside drawings."""
    if isinstance(thing, str):
        yield from (line for line in thing.split("\n") if line.strip())
    elif isinstance(thing, tuple):
        for one in thing:
            yield from texts_in(one)
    elif is_dataclass(thing) and not isinstance(thing, Scene):
        for field in fields(thing):
            printed = field.name != "empty" or not getattr(thing, "rows", ())
            if printed and field.name not in UNSEEN:
                yield from texts_in(getattr(thing, field.name))


def missing(report: Document, file: Word) -> dict[str, int]:
    """Texts of the blocks that stand in the file less often than in the blocks."""
    whole = "\n".join(lines(file))
    wanted = Counter(texts_in(report.blocks))
    return {text: count for text, count in wanted.items() if whole.count(text) < count}
