"""What can be seen in a file, as texts to compare: cells, paragraphs, pages.

Other programs write the same things differently when they save a file: a sheet name in quotes or
not, a number with fifteen digits instead of seventeen, a text cut into other runs. Such ways of
writing come to one text here, and nothing else does.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator
from decimal import ROUND_HALF_UP, Context, Decimal, InvalidOperation
from functools import lru_cache
from typing import Final
from xml.etree.ElementTree import Element

from desktop_app.core.case_marks import SHORT

_TOKEN: Final = re.compile(
    r"""
    "(?:[^"]|"")*"                                      # a text, which stays as it is
    | '(?P<sheet>(?:[^']|'')*)'!                        # the name of a sheet in quotes
    | (?<![\w.$])(?P<number>\d+\.?\d*(?:[eE][+-]?\d+)?)(?![\w.(!:])
    | (?P<truth>TRUE|FALSE)\(\)
    | (?P<union>~)
    | (?P<prefix>_xlfn\.)
    """,
    re.VERBOSE,
)
_FIFTEEN: Final = Context(prec=15, rounding=ROUND_HALF_UP)
_FAR: Final = 400
"""The exponent beyond which no spreadsheet has numbers."""
_BLANKS: Final = re.compile(r"\s+")

_WORD: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_BLIP: Final = "{http://schemas.openxmlformats.org/drawingml/2006/main}blip"
_LISTED: Final = re.compile(r"TOC ?(?:\d|Heading)", re.IGNORECASE)


def formula_text(formula: str) -> str:
    """A formula as it is compared, without its "=": no needless quotes, numbers in one form."""
    return _TOKEN.sub(_plain, formula.removeprefix("="))


def _plain(found: re.Match[str]) -> str:
    """One token of a formula in the one way of writing it."""
    match found.lastgroup:
        case "number":
            return _known_literal(found["number"])
        case "sheet":
            return f"{found['sheet']}!"
        case "truth":
            return found["truth"]
        case "union":
            return ","
        case "prefix":
            return ""
    return found[0]


@lru_cache(maxsize=4096)
def _known_literal(digits: str) -> str:
    return number_text(Decimal(digits))


def number_text(value: Decimal) -> str:
    """A number with the fifteen digits every spreadsheet keeps, halves rounded up as they do."""
    if not value.is_finite() or abs(value.adjusted()) > _FAR:
        return str(value)
    return f"{_FIFTEEN.plus(value).normalize(_FIFTEEN):f}"


def cell_text(kind: str, value: object) -> str:
    """What stands in a cell; `kind` is openpyxl's type of data, "" comes of an empty cell.

    Of a formula the formula counts, not what was worked out the last time.
    """
    if value is None or value == "":
        return ""
    if kind == "f":
        return f"={formula_text(str(getattr(value, 'text', value)))}"
    if isinstance(value, bool):
        return f"b{value:d}"
    if kind == "n" and not isinstance(value, str):
        try:
            return f"n{number_text(Decimal(str(value)))}"
        except InvalidOperation:
            return f"d{value}"
    return f"s{_lines(str(value))}"


def without_blanks(text: str) -> str:
    """The text of a page without what readers of PDF files put between words and lines."""
    return _BLANKS.sub("", text)


def paragraph_texts(body: Element, pictures: dict[str, str]) -> list[str]:
    """The paragraphs of a Word document in order, empty ones and the list of contents left out.

    What a field shows is left out, since Word works it out anew. `pictures` gives the digest of a
    picture by the id of its relation.
    """
    found: list[str] = []
    for paragraph in _paragraphs(body):
        text = "".join(_runs(paragraph, pictures)).strip()
        if text:
            found.append(text)
    return found


def _paragraphs(element: Element) -> Iterator[Element]:
    """All paragraphs but those of the list of contents, nested ones within tables included."""
    for child in element:
        if child.tag == f"{_WORD}p":
            if not _is_listing(child):
                yield child
        elif child.tag != f"{_WORD}sdt" or not _is_contents(child):
            yield from _paragraphs(child)


def _is_contents(block: Element) -> bool:
    gallery = block.find(f"{_WORD}sdtPr/{_WORD}docPartObj/{_WORD}docPartGallery")
    return gallery is not None and gallery.get(f"{_WORD}val") == "Table of Contents"


def _is_listing(paragraph: Element) -> bool:
    style = paragraph.find(f"{_WORD}pPr/{_WORD}pStyle")
    return style is not None and bool(_LISTED.match(style.get(f"{_WORD}val", "")))


def _runs(paragraph: Element, pictures: dict[str, str]) -> Iterator[str]:
    """The texts of a paragraph; from the separator of a field to its end nothing is read."""
    shown = 0
    for element in paragraph.iter():
        if element.tag == f"{_WORD}fldChar":
            kind = element.get(f"{_WORD}fldCharType")
            shown += (kind == "separate") - (kind == "end" and shown > 0)
        elif element.tag == _BLIP:
            yield f"\x1c{pictures.get(_embedded(element), '')}"
        elif not shown and element.tag == f"{_WORD}t":
            yield element.text or ""
        elif not shown and element.tag in (f"{_WORD}tab", f"{_WORD}br") and _is_sign(element):
            yield " "


def _is_sign(element: Element) -> bool:
    """Whether a tab or break stands in the text; tab stops of the format bear a position."""
    return element.get(f"{_WORD}pos") is None


def _embedded(blip: Element) -> str:
    space = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
    return blip.get(f"{space}embed", "")


def _lines(text: str) -> str:
    return text.replace("_x000D_", "").replace("\r\n", "\n").replace("\r", "\n")


def picture_digest(data: bytes) -> str:
    """A picture as it is compared: by the bytes of its file."""
    return hashlib.sha256(data).hexdigest()[:SHORT]


def parts_digest(parts: Iterable[tuple[str, bytes]]) -> str:
    """The digest of the parts of an Office file, however they are packed and in any order."""
    summed = hashlib.sha256()
    for name, digest in sorted((name, hashlib.sha256(data).hexdigest()) for name, data in parts):
        summed.update(f"{name}\0{digest}\n".encode())
    return summed.hexdigest()
