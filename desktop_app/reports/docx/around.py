"""What surrounds the body: the page, its running head and foot, settings, fonts, properties."""

from __future__ import annotations

import re
from typing import Final

from desktop_app.charts.scene import shorten, text_width
from desktop_app.i18n import _
from desktop_app.reports.blocks import Cover, Document
from desktop_app.reports.docx.paragraphs import Format, paragraph
from desktop_app.reports.docx.runs import EAST_ASIAN, LATIN, SIGNS, field, plain_run
from desktop_app.reports.docx.styles import language_tag
from desktop_app.reports.docx.xml import WORD, chars, clean, el, root, twips
from desktop_app.reports.style import (
    FOOT_BASELINE,
    FRAME_WIDTH,
    FURNITURE,
    HEAD_BASELINE,
    MARGIN_BOTTOM,
    MARGIN_SIDE,
    MARGIN_TOP,
    PAGE_HEIGHT,
    PAGE_WIDTH,
)

_PROGRAM: Final = "near-zero"
#: The format of Word 2013 and later, without the quirks of older ones.
_FORMAT: Final = 15
_PLACES: Final = re.compile(r"\{(page|pages)\}")
_NUMBERS: Final = {"page": "PAGE", "pages": "NUMPAGES"}
_TAB: Final = el("w:r", el("w:tab"))


def section(document: Document, head: str, foot: str) -> str:
    """The page: A4, its margins, head and foot by the ids of their relations.

    A cover bears neither: the first page has a head and foot of its own, which are empty.
    """
    bare = bool(document.blocks) and isinstance(document.blocks[0], Cover)
    above = PAGE_HEIGHT - HEAD_BASELINE - FURNITURE.size
    below = FOOT_BASELINE - (FURNITURE.leading - FURNITURE.size)
    margins = {"top": MARGIN_TOP, "right": MARGIN_SIDE, "bottom": MARGIN_BOTTOM}
    margins |= {"left": MARGIN_SIDE, "header": above, "footer": below, "gutter": 0}
    return el(
        "w:sectPr",
        el("w:headerReference", type="default", r_id=head),
        el("w:footerReference", type="default", r_id=foot),
        el("w:pgSz", w=twips(PAGE_WIDTH), h=twips(PAGE_HEIGHT)),
        el("w:pgMar", **{name: twips(points) for name, points in margins.items()}),
        el("w:titlePg") if bare else "",
    )


def head_part(document: Document) -> bytes:
    """The running head: enterprise, and at the right what the document is and its year."""
    year = _("{year} 年").format(year=document.year) if document.year else ""
    right = "　".join(part for part in (document.running_head, year) if part)
    room = FRAME_WIDTH - text_width(right, FURNITURE.size) - 2 * FURNITURE.size
    left = shorten(clean(document.enterprise).replace("\n", " "), FURNITURE.size, room)
    line = paragraph(Format("Header"), plain_run(left), _TAB, plain_run(right))
    return root("w:hdr", WORD, line)


def foot_part(document: Document) -> bytes:
    """The running foot: the statement, and at the right page and number of pages."""
    pages = _("第 {page} 页 / 共 {pages} 页")
    counted = _PLACES.split(f"{document.mark}　{pages}" if document.mark else pages)
    numbers = [
        field(_NUMBERS[piece], "1") if place % 2 else plain_run(piece)
        for place, piece in enumerate(counted)
    ]
    return root(
        "w:ftr", WORD, paragraph(Format("Footer"), plain_run(document.footer_note), _TAB, *numbers)
    )


def settings_part() -> bytes:
    """Fields are worked out on opening; lines that a break ends are not stretched."""
    uri = "http://schemas.microsoft.com/office/word"
    return root(
        "w:settings",
        WORD,
        el("w:zoom", percent=100),
        el("w:defaultTabStop", val=twips(21)),
        el("w:characterSpacingControl", val="compressPunctuation"),
        el("w:updateFields", val=1),
        el(
            "w:compat",
            el("w:doNotExpandShiftReturn"),
            el("w:compatSetting", name="compatibilityMode", uri=uri, val=_FORMAT),
        ),
        el("w:themeFontLang", val="en-US", eastAsia="zh-CN"),
        el("w:decimalSymbol", val="."),
        el("w:listSeparator", val=","),
    )


def fonts_part() -> bytes:
    """What the fonts are like, for a reader that has to put others in their place."""
    return root(
        "w:fonts",
        WORD,
        _font(EAST_ASIAN, "微软雅黑", "86"),
        _font(LATIN, "", "00"),
        _font(SIGNS, "", "00"),
    )


def _font(name: str, other: str, charset: str) -> str:
    return el(
        "w:font",
        el("w:altName", val=other) if other else "",
        el("w:charset", val=charset),
        el("w:family", val="swiss"),
        el("w:pitch", val="variable"),
        name=name,
    )


_CORE: Final = {
    "xmlns:cp": "http://schemas.openxmlformats.org/package/2006/metadata/core-properties",
    "xmlns:dc": "http://purl.org/dc/elements/1.1/",
    "xmlns:dcterms": "http://purl.org/dc/terms/",
    "xmlns:xsi": "http://www.w3.org/2001/XMLSchema-instance",
}
_EXTENDED: Final = "http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"


def core_part(document: Document) -> bytes:
    """The properties of the document, dated by the report and not by the clock."""
    date = re.fullmatch(r"\d{4}-\d{2}-\d{2}", document.created)
    dates = [
        el(f"dcterms:{name}", f"{document.created}T00:00:00Z", xsi_type="dcterms:W3CDTF")
        for name in ("created", "modified")
        if date
    ]
    return root(
        "cp:coreProperties",
        _CORE,
        el("dc:title", _line(document.title)),
        el("dc:subject", _line(document.subject)),
        el("dc:creator", _line(document.author)),
        el("cp:keywords", _line("; ".join(document.keywords))),
        el("dc:description", _line(document.footer_note)),
        el("cp:lastModifiedBy", _line(document.author)),
        *dates,
        el("dc:language", language_tag()),
    )


def app_part(document: Document) -> bytes:
    """The properties Word keeps beside those."""
    return root(
        "Properties",
        {"xmlns": _EXTENDED},
        el("Application", _PROGRAM),
        el("Company", _line(document.enterprise)),
    )


def _line(text: str) -> str:
    return chars(text).replace("\n", " ")
