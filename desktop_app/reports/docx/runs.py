"""Rich text as runs: manner, links, and the fonts by which Word shows Chinese and signs well."""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from desktop_app.i18n import SOURCE_LANGUAGE, current_language
from desktop_app.reports.blocks import RichText, Span, spans_of
from desktop_app.reports.docx.xml import chars, clean, colour, el, half_points
from desktop_app.reports.style import SMALL, TextStyle

#: Every Windows since Vista has both; elsewhere the reader puts its own Chinese font in.
EAST_ASIAN: Final = "Microsoft YaHei"
LATIN: Final = "Segoe UI"
#: The level signs come from one face, so that they are of one size.
SIGNS: Final = "Segoe UI Symbol"
_SIGNED: Final = re.compile("([●◐○✕◌☑☐]+)")
_NO_MARKS: Final[Mapping[str, int]] = MappingProxyType({})
_SCRIPTS: Final = {"sub": "subscript", "sup": "superscript"}


def run_properties(style: TextStyle) -> str:
    """The manner of a text style, as a style of Word states it (no element around it)."""
    bold = el("w:b") if style.bold else ""
    slanted = el("w:i") if style.slanted else ""
    size = half_points(style.size)
    ink = el("w:color", val=colour(style.colour))
    return f"{bold}{slanted}{ink}{el('w:sz', val=size)}{el('w:szCs', val=size)}"


def runs(text: RichText, marks: Mapping[str, int] = _NO_MARKS, slanted: bool = False) -> str:
    """The runs of a text; a link to a heading among `marks` leads there."""
    return "".join(_span(span, marks, slanted) for span in spans_of(text))


def plain_run(text: str, *, bold: bool | None = None, ink: str = "", size: float = 0) -> str:
    """A run in the manner of its paragraph but for what is given; size in points."""
    half = half_points(size)
    sized = el("w:sz", val=half) + el("w:szCs", val=half) if size else ""
    weight = "" if bold is None else el("w:b", val=int(bold))
    tinted = el("w:color", val=colour(ink)) if ink else ""
    return _pieces(text, weight + tinted + sized)


def bookmark(number: int) -> str:
    """The name of the bookmark links to a heading lead to, by the number of the heading."""
    return f"_Ref{number:08d}"


def field(code: str, shown: str) -> str:
    """A field Word works out, with what stands there until it does."""
    parts = (el("w:fldChar", fldCharType="begin"), _code(code), *_shown(shown))
    return "".join(el("w:r", part) for part in (*parts, el("w:fldChar", fldCharType="end")))


def _code(code: str) -> str:
    return el("w:instrText", chars(f" {code} "), xml_space="preserve")


def _shown(shown: str) -> tuple[str, ...]:
    text = el("w:t", chars(shown), xml_space="preserve")
    return (el("w:fldChar", fldCharType="separate"), text) if shown else ()


def _span(span: Span, marks: Mapping[str, int], slanted: bool) -> str:
    token = span.colour or ("accent" if span.link else "muted" if span.small else "")
    size = half_points(SMALL.size)
    manner = (
        el("w:b") if span.bold else "",
        el("w:i") if span.slanted or slanted else "",
        el("w:color", val=colour(token)) if token else "",
        el("w:sz", val=size) + el("w:szCs", val=size) if span.small else "",
        el("w:vertAlign", val=_SCRIPTS[span.script]) if span.script else "",
    )
    written = _pieces(span.text, "".join(manner))
    number = marks.get(span.link)
    if number is None:
        return written
    return el("w:hyperlink", written, anchor=bookmark(number), history=1)


def _pieces(text: str, manner: str) -> str:
    """Runs of one manner, signs set in the font that has them all."""
    pieces = _SIGNED.split(clean(text))
    return "".join(
        _run(piece, (_SIGN_FONT if place % 2 else _hint()) + manner)
        for place, piece in enumerate(pieces)
        if piece
    )


def _run(text: str, properties: str) -> str:
    lines = el("w:br").join(
        el("w:t", chars(line), xml_space="preserve") if line else "" for line in text.split("\n")
    )
    return el("w:r", el("w:rPr", properties) if properties else "", lines)


_SIGN_FONT: Final = el("w:rFonts", ascii=SIGNS, hAnsi=SIGNS, eastAsia=SIGNS, cs=SIGNS)
_HINT: Final = el("w:rFonts", hint="eastAsia")


def _hint() -> str:
    """In Chinese, signs that both scripts share (“ ” — … ≤) are full-width ones."""
    return _HINT if current_language() == SOURCE_LANGUAGE else ""
