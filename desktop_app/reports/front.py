"""The front of a report: cover and list of contents."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from desktop_app.reports.blocks import Cover, Heading, Toc
from desktop_app.reports.pen import Pen
from desktop_app.reports.slices import Slice
from desktop_app.reports.style import (
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
    TOC_PART,
    TOC_TITLE,
    TextStyle,
)
from desktop_app.reports.typeset import TextLine, Typesetter

_TITLE_TOP = 150.0
_FIELD_PAD = 6.0
_INDENT = 16.0
_LEADER_GAP = 8.0
_FOOTNOTE_ROOM = 30.0


def cover_slices(setter: Typesetter, cover: Cover) -> Iterator[Slice]:
    """A whole page: title in the upper third, facts and footnote at the bottom."""
    title = setter.lines(cover.title, COVER_TITLE, FRAME_WIDTH)
    subtitle = setter.lines(cover.subtitle, COVER_SUBTITLE, FRAME_WIDTH)
    footnote = setter.lines(cover.footnote, NOTE, FRAME_WIDTH)
    issuer = setter.lines(cover.issuer, COVER_ISSUER.aligned("right"), FRAME_WIDTH / 2)
    fields = _fields(setter, cover)

    def draw(pen: Pen, x: float, y: float) -> None:
        side = _mark(pen, x, y, cover)
        if cover.issuer:
            above = y - side + len(issuer) * COVER_ISSUER.leading
            pen.text(issuer, x + FRAME_WIDTH / 2, above, COVER_ISSUER.size, COVER_ISSUER.leading)
        top = y - _TITLE_TOP
        pen.text(title, x, top, COVER_TITLE.size, COVER_TITLE.leading)
        top -= len(title) * COVER_TITLE.leading + 8
        pen.text(subtitle, x, top, COVER_SUBTITLE.size, COVER_SUBTITLE.leading)
        bottom = y - FRAME_HEIGHT
        above = bottom + len(footnote) * NOTE.leading
        pen.text(footnote, x, above, NOTE.size, NOTE.leading)
        _draw_fields(pen, fields, x, above + _FOOTNOTE_ROOM)

    yield Slice(FRAME_HEIGHT, draw, fresh_page=True, bare=True)


_Field = tuple[tuple[TextLine, ...], tuple[TextLine, ...]]


def _fields(setter: Typesetter, cover: Cover) -> tuple[tuple[float, float, _Field], ...]:
    """Label and value of each field, with the width of the labels and the height of the row."""
    label_width = max((setter.width(label, COVER_LABEL) for label, _v in cover.fields), default=0.0)
    label_width = min(label_width, FRAME_WIDTH / 3) + 24
    rows = []
    for label, value in cover.fields:
        labels = setter.lines(label, COVER_LABEL, label_width)
        values = setter.lines(value, COVER_VALUE, FRAME_WIDTH - label_width)
        height = max(len(labels), len(values)) * COVER_VALUE.leading + 2 * _FIELD_PAD
        rows.append((label_width, height, (labels, values)))
    return tuple(rows)


def _draw_fields(
    pen: Pen, fields: Sequence[tuple[float, float, _Field]], x: float, bottom: float
) -> None:
    """Draw the fields so that the last one ends at `bottom`."""
    top = bottom + sum(height for _w, height, _f in fields)
    for label_width, height, (label, value) in fields:
        pen.text(label, x, top - _FIELD_PAD, COVER_LABEL.size, COVER_LABEL.leading)
        pen.text(value, x + label_width, top - _FIELD_PAD, COVER_VALUE.size, COVER_VALUE.leading)
        top -= height
        pen.rule(x, top, x + FRAME_WIDTH, "border", HAIRLINE)


def _mark(pen: Pen, x: float, y: float, cover: Cover) -> float:
    """The logo or, as the sign of the house, the steps of the quadrant; a rule across the page.

    Gives the height above the rule.
    """
    side = HOUSE_SIDE
    if cover.logo is not None:
        side = LOGO_HEIGHT
        width, height = cover.logo.fitted(LOGO_WIDTH, LOGO_HEIGHT)
        pen.image(cover.logo, x, y - (side - height), width, height)
    else:
        for step, opacity in enumerate(HOUSE_SIGN):
            inset = side * step / 4
            pen.area(x + inset, y, side - inset, side - inset, "accent", opacity)
    pen.rule(x, y - side - 14, x + FRAME_WIDTH, "accent", 1)
    return side


def toc_slices(setter: Typesetter, toc: Toc, headings: Sequence[Heading]) -> Iterator[Slice]:
    """The title and one line per heading; page numbers are looked up when drawing."""
    title = setter.lines(toc.title, TOC_TITLE, FRAME_WIDTH)

    def draw(pen: Pen, x: float, y: float) -> None:
        pen.text(title, x, y, TOC_TITLE.size, TOC_TITLE.leading)

    yield Slice(len(title) * TOC_TITLE.leading + 14, draw, keep_next=True)
    parts = dict(toc.parts)
    for heading in headings:
        if heading.anchor in parts:
            yield _part(setter, parts[heading.anchor])
        if heading.level <= toc.depth:
            yield _entry(setter, heading)


def _part(setter: Typesetter, title: str) -> Slice:
    """The name of a part above its first chapter, with a rule below."""
    lines = setter.lines(title, TOC_PART, FRAME_WIDTH)
    height = len(lines) * TOC_PART.leading

    def draw(pen: Pen, x: float, y: float) -> None:
        pen.text(lines, x, y, TOC_PART.size, TOC_PART.leading)
        pen.rule(x, y - height, x + FRAME_WIDTH)

    return Slice(height, draw, before=14, keep_next=True)


def _entry(setter: Typesetter, heading: Heading) -> Slice:
    style = TOC_LINES[min(heading.level, len(TOC_LINES))]
    indent = (heading.level - 1) * _INDENT
    lines = setter.lines(heading.text, style, FRAME_WIDTH - indent - 40)
    height = len(lines) * style.leading

    def draw(pen: Pen, x: float, y: float) -> None:
        pen.text(lines, x + indent, y, style.size, style.leading)
        number = setter.lines(str(pen.pages[heading.anchor]), style.aligned("right"), FRAME_WIDTH)
        top = y - height + style.leading
        pen.text(number, x, top, style.size, style.leading)
        _leader(pen, x, top, style, indent + lines[-1].right, number[0].runs[0].x)
        pen.link(heading.anchor, x, y - height, x + FRAME_WIDTH, y)

    before = 6.0 if heading.level == 1 else 0.0
    return Slice(height, draw, before=before, keep_next=heading.level == 1)


def _leader(pen: Pen, x: float, top: float, style: TextStyle, start: float, end: float) -> None:
    """Dots from the end of the text to the page number."""
    if end - start < 3 * _LEADER_GAP:
        return
    canvas = pen.canvas
    canvas.saveState()
    canvas.setStrokeColor(pen.colour("border"))
    canvas.setLineWidth(0.75)
    canvas.setDash([0.75, 3], 0)
    y = top - style.leading / 2 - style.size * 0.34
    canvas.line(x + start + _LEADER_GAP, y, x + end - _LEADER_GAP, y)
    canvas.restoreState()
