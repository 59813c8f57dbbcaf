"""The front of a report: cover and list of contents."""

from __future__ import annotations

from math import ceil
from typing import Final

from desktop_app.charts.scene import Line, Rect, Scene, text_width
from desktop_app.reports.blocks import Cover, Heading, Toc
from desktop_app.reports.docx.grid import GridCell, GridRow, grid, side
from desktop_app.reports.docx.making import Making
from desktop_app.reports.docx.paragraphs import Format, Spacing, border, paragraph
from desktop_app.reports.docx.runs import field, plain_run
from desktop_app.reports.docx.styles import PLAIN_TABLE, SUBTITLE_BEFORE, TITLE_BEFORE
from desktop_app.reports.docx.xml import chars, colour, el
from desktop_app.reports.style import (
    CELL_PAD_Y,
    COVER_ISSUER,
    COVER_LABEL,
    COVER_SUBTITLE,
    COVER_TITLE,
    COVER_VALUE,
    FRAME_HEIGHT,
    FRAME_WIDTH,
    HAIRLINE,
    HOUSE_SIDE,
    HOUSE_SIGN,
    LOGO_HEIGHT,
    LOGO_WIDTH,
    NOTE,
    TOC_LINES,
    TextStyle,
)

_MARK_GAP: Final = 14.0
_FOOTNOTE_ROOM: Final = 18.0
#: What is kept free below the facts: what a reader sets wider must not open another page.
_SLACK: Final = 30.0
_ROW_PAD: Final = 2 * CELL_PAD_Y + HAIRLINE


def cover_block(making: Making, cover: Cover) -> str:
    """A whole page: title in the upper third, facts and footnote at the bottom."""
    drawn = _head(making, cover)
    title = paragraph(Format("Title"), plain_run(cover.title))
    subtitle = paragraph(Format("Subtitle"), plain_run(cover.subtitle)) if cover.subtitle else ""
    room = max(6.0, FRAME_HEIGHT - _height(cover) - _SLACK)
    between = paragraph(Format("Gap", spacing=Spacing(0, 0, room, exact=True)))
    return drawn + title + subtitle + between + _fields(cover)


def _head(making: Making, cover: Cover) -> str:
    """The logo above a rule, or the sign of the house; who issued the report below it."""
    issuer = ""
    if cover.issuer:
        ink = plain_run(cover.issuer, size=COVER_ISSUER.size)
        issuer = paragraph(Format("Normal", align="right"), ink)
    if cover.logo is None:
        return paragraph(Format("Normal"), making.pictures.place(_sign(), 1)) + issuer
    width, height = cover.logo.fitted(LOGO_WIDTH, LOGO_HEIGHT)
    rule = el("w:pBdr", border("bottom", 1, colour("accent"), space=_MARK_GAP))
    line = Format("Normal", borders=rule)
    return paragraph(line, making.pictures.place_image(cover.logo, width, height, "logo")) + issuer


def _height(cover: Cover) -> float:
    """About how high everything on the cover is but the room between title and facts."""
    own = _label_width(cover)
    columns = ((own, COVER_LABEL), (FRAME_WIDTH - own, COVER_VALUE))
    rows = (
        max(_lines(text, style, width) for text, (width, style) in zip(pair, columns, strict=True))
        for pair in cover.fields
    )
    return (
        ((LOGO_HEIGHT if cover.logo else HOUSE_SIDE) + _MARK_GAP + 2)
        + (_lines(cover.issuer, COVER_ISSUER, FRAME_WIDTH) if cover.issuer else 0.0)
        + (TITLE_BEFORE + _lines(cover.title, COVER_TITLE, FRAME_WIDTH))
        + (SUBTITLE_BEFORE + _lines(cover.subtitle, COVER_SUBTITLE, FRAME_WIDTH))
        + sum(height + _ROW_PAD for height in rows)
        + (_FOOTNOTE_ROOM + _lines(cover.footnote, NOTE, FRAME_WIDTH) + _ROW_PAD)
    )


def _lines(text: str, style: TextStyle, width: float) -> float:
    """About how high a text is when set in a width."""
    parts = text.split("\n")
    return style.leading * sum(max(1, ceil(text_width(p, style.size) / width)) for p in parts)


def _label_width(cover: Cover) -> float:
    widest = max((text_width(label, COVER_LABEL.size) for label, _v in cover.fields), default=0.0)
    return min(widest, FRAME_WIDTH / 3) + 24


def _sign() -> Scene:
    """The steps of the quadrant, small, as the sign of the house; a rule across the page."""
    steps = []
    for step, opacity in enumerate(HOUSE_SIGN):
        inset = HOUSE_SIDE * step / 4
        side_length = HOUSE_SIDE - inset
        steps.append(Rect(inset, 0, side_length, side_length, "accent", opacity=opacity))
    low = HOUSE_SIDE + _MARK_GAP
    rule = Line(0, low, FRAME_WIDTH, low, "accent", 1)
    return Scene(FRAME_WIDTH, low + 1, (*steps, rule))


def _fields(cover: Cover) -> str:
    """Label and value of each field and the footnote, as one table."""
    label_width = _label_width(cover)
    line = side("bottom", HAIRLINE, "border")
    rows = [
        GridRow(
            (
                GridCell(paragraph(Format("CoverLabel"), plain_run(label)), borders=line),
                GridCell(paragraph(Format("CoverValue"), plain_run(value)), borders=line),
            ),
        )
        for label, value in cover.fields
    ]
    if cover.footnote:
        room = paragraph(Format("Gap")) * round(_FOOTNOTE_ROOM / 6)
        note = paragraph(Format("CoverNote"), plain_run(cover.footnote))
        rows.append(GridRow((GridCell(room + note, 2),)))
    if not rows:
        return ""
    return grid(PLAIN_TABLE, [label_width, FRAME_WIDTH - label_width], rows)


def toc_block(making: Making, toc: Toc) -> str:
    """A field Word works out on opening; until then the headings with their pages in the PDF."""
    entries = [heading for heading in making.headings if heading.level <= toc.depth]
    head = paragraph(Format("TOCHeading"), plain_run(toc.title))
    begin, end = _field_begin(toc.depth), el("w:r", el("w:fldChar", fldCharType="end"))
    body = [
        _entry(making, heading, begin if place == 0 else "")
        for place, heading in enumerate(entries)
    ]
    closing = paragraph(Format("Gap"), end if entries else begin + end)
    gallery = el("w:docPartGallery", val="Table of Contents")
    about = el("w:sdtPr", el("w:docPartObj", gallery, el("w:docPartUnique")))
    return el("w:sdt", about, el("w:sdtContent", head, *body, closing))


def _field_begin(depth: int) -> str:
    code = el("w:instrText", f' TOC \\o "1-{depth}" \\h \\z \\u ', xml_space="preserve")
    parts = (el("w:fldChar", fldCharType="begin", dirty=1), code)
    return "".join(el("w:r", p) for p in (*parts, el("w:fldChar", fldCharType="separate")))


def _entry(making: Making, heading: Heading, before: str) -> str:
    """A heading with a field for its page, which leads there."""
    mark = toc_mark(making.marks[heading.anchor])
    shown = (
        el("w:r", el("w:t", chars(heading.text), xml_space="preserve")),
        _DOTS,
        _page_of(mark, str(making.pages.get(heading.anchor, ""))),
    )
    level = min(heading.level, len(TOC_LINES))
    return paragraph(
        Format(f"TOC{level}"), before, el("w:hyperlink", *shown, anchor=mark, history=1)
    )


def _page_of(mark: str, page: str) -> str:
    """The field of the page on which a bookmark stands."""
    return field(f"PAGEREF {mark} \\h", page)


#: The tab to the page number draws its dots in the manner of its run.
_DOTS: Final = el(
    "w:r", el("w:rPr", el("w:b", val=0), el("w:color", val=colour("border"))), el("w:tab")
)


def toc_mark(number: int) -> str:
    """The bookmark of a heading by its number, as Word names those of a list of contents."""
    return f"_Toc{number:08d}"
