"""Rich text as runs: manner, links, and the fonts by which Word shows Chinese and signs well."""

from __future__ import annotations

import re
from collections.abc import Collection
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
_SCRIPTS: Final = {"sub": "subscript", "sup": "superscript"}


def run_properties(style: TextStyle) -> str:
    """The manner of a text style, as a style of Word states it (no element around it)."""
    bold = el("w:b") if style.bold else ""
    slanted = el("w:i") if style.slanted else ""
    size = half_points(style.size)
    ink = el("w:color", val=colour(style.colour))
    return f"{bold}{slanted}{ink}{el('w:sz', val=size)}{el('w:szCs', val=size)}"


def runs(text: RichText, anchors: Collection[str] = (), slanted: bool = False) -> str:
    """The runs of a text; a link to one of `anchors` leads there."""
    return "".join(_span(span, anchors, slanted) for span in spans_of(text))


def plain_run(text: str, *, bold: bool = False, ink: str = "", size: float = 0) -> str:
    """A run in the manner of its paragraph but for what is given; size in points."""
    half = half_points(size)
    sized = el("w:sz", val=half) + el("w:szCs", val=half) if size else ""
    tinted = el("w:color", val=colour(ink)) if ink else ""
    return _pieces(text, (el("w:b") if bold else "") + tinted + sized)


def bookmark(anchor: str) -> str:
    """The name Word knows an anchor by: letters, digits and at most 40 characters."""
    return f"_Ref_{''.join(char if char.isalnum() else '_' for char in anchor)}"[:40]


def field(code: str, shown: str) -> str:
    """A field Word works out, with what stands there until it does."""
    parts = (el("w:fldChar", fldCharType="begin"), _code(code), *_shown(shown))
    return "".join(el("w:r", part) for part in (*parts, el("w:fldChar", fldCharType="end")))


def _code(code: str) -> str:
    return el("w:instrText", chars(f" {code} "), xml_space="preserve")


def _shown(shown: str) -> tuple[str, ...]:
    text = el("w:t", chars(shown), xml_space="preserve")
    return (el("w:fldChar", fldCharType="separate"), text) if shown else ()


def _span(span: Span, anchors: Collection[str], slanted: bool) -> str:
    linked = span.link in anchors
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
    return el("w:hyperlink", written, anchor=bookmark(span.link), history=1) if linked else written


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
