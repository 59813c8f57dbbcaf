"""The figures behind what a spreadsheet shows: a copied block loses no digit its format hides.

The plain text of a copied range is what stands on the screen: "1,235" for 1234.5678, "####" where a
column was too narrow. Beside it spreadsheets leave the figures themselves: LibreOffice and WPS in
the HTML, Excel as XML Spreadsheet 2003. Only a figure that rounds to what is shown is taken, so
that a table shown in thousands or a date stays as it stands.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from decimal import ROUND_HALF_EVEN, Context, Decimal, InvalidOperation
from typing import TYPE_CHECKING, Final

from desktop_app.core.numbers import NumberText, plain, read_number

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

Grid = Sequence[Sequence[str]]
Figures = Mapping[tuple[int, int], Decimal]

XML_FORMAT: Final = 'application/x-qt-windows-mime;value="XML Spreadsheet"'
"""Under which name Qt hands on what Excel leaves on the clipboard of Windows."""

_LARGEST: Final = 24_000_000
"""Characters; a block of as many cells as may be pasted has less."""
_WIDEST: Final = 20_000
"""Cells a merged one may cover in one direction; more than a sheet has columns."""

_DIGITS: Final = Context(prec=15, rounding=ROUND_HALF_EVEN)
"""Digits a spreadsheet computes with; those beyond are noise of its binary arithmetic."""

_NS: Final = "{urn:schemas-microsoft-com:office:spreadsheet}"
_EXPONENT: Final = re.compile(r"[eE]([+-]?[0-9]{1,3})$")
_PERCENT: Final = frozenset("%％")


def exact_cells(grid: Grid, html: str = "", xml: bytes = b"") -> tuple[tuple[str, ...], ...]:
    """The block with every figure in full that its format shows shortened; else as it is.

    `html` and `xml` are what the clipboard carries beside the text; where they are of another
    shape than `grid`, or cannot be read, nothing is taken from them.
    """
    height, width = len(grid), max((len(row) for row in grid), default=0)
    figures = _from_xml(xml) or _from_html(html, width)
    if any(row >= height or column >= width for row, column in figures):
        figures = {}
    return tuple(
        tuple(
            _in_full(text, figures[r, c]) if (r, c) in figures else text
            for c, text in enumerate(row)
        )
        for r, row in enumerate(grid)
    )


def _in_full(text: str, figure: Decimal) -> str:
    """`figure` written as `text` is; `text` when it shows another one, or all of it."""
    if text and not text.strip("#"):
        return plain(figure)
    if text.replace(",", "") == plain(figure):
        return text
    percent = text[-1:] in _PERCENT
    shown = read_number(text[:-1] if percent else text)
    if not isinstance(shown, NumberText) or shown.value is None or shown.qualifier:
        return text
    exact = figure * 100 if percent else figure
    if exact == shown.value or abs(exact - shown.value) > _half_step(text, shown.value):
        return text
    return plain(exact) + ("%" if percent else shown.unit_text)


def _half_step(text: str, shown: Decimal) -> Decimal:
    """How far a figure may be from what is shown of it: half of the last digit shown."""
    exponent = shown.as_tuple().exponent
    places = exponent if isinstance(exponent, int) else 0
    found = _EXPONENT.search(text)
    if found:
        digits = text[: found.start()].partition(".")[2]
        places = int(found[1]) - len(digits)
    return Decimal(5).scaleb(places - 1)


def _number(text: str | None) -> Decimal | None:
    try:
        found = Decimal(text or "")
    except InvalidOperation:
        return None
    # Written out, so that it has no exponent wherever it is shown.
    sound = found.is_finite() and -30 < found.adjusted() < 30
    return Decimal(f"{_DIGITS.plus(found):f}") if sound else None


# --- HTML --------------------------------------------------------------------------------------

# By patterns: fifty thousand cells go through here while the user waits. A tag that another begins
# in is none, or a text of nothing but beginnings would be read to its end from each of them.
_TAG: Final = re.compile(
    r"""<(?P<end>/?)(?P<tag>table|tr|td|th)\b(?P<said>(?:"[^"]*"|'[^']*'|[^<>"'])*)>""",
    re.IGNORECASE,
)
_SAID: Final = re.compile(
    r"""\b(?P<name>sdval|x:num|colspan|rowspan)\b(?:\s*=\s*["']?(?P<text>[^"'\s>]*))?""",
    re.IGNORECASE,
)


def _from_html(html: str, width: int) -> Figures:
    """Figures of the first table by row and column; merged cells take the room they cover.

    Beyond `width`, the columns of the text, nothing needs to be known of that room.
    """
    found: dict[tuple[int, int], Decimal] = {}
    # By column the first row that no merged cell from above covers.
    free: dict[int, int] = {}
    row, column = -1, 0
    for part in _TAG.finditer(html) if len(html) <= _LARGEST else ():
        tag = part["tag"].lower()
        if part["end"]:
            if tag == "table":
                break
        elif tag == "tr":
            row, column = row + 1, 0
        elif tag != "table" and row >= 0:
            while free.get(column, 0) > row:
                column += 1
            said = {each["name"].lower(): each["text"] for each in _SAID.finditer(part["said"])}
            figure = _figure(said, html, part.end())
            if figure is not None:
                found[row, column] = figure
            across, down = max(1, _count(said.get("colspan"))), _count(said.get("rowspan"))
            if down > 1:
                covered = range(column, min(column + across, width))
                free.update(dict.fromkeys(covered, row + down))
            column += across
    return found


def _figure(said: Mapping[str, str | None], html: str, behind: int) -> Decimal | None:
    """What a cell says of its figure; a bare `x:num` means that its text is the figure."""
    if "x:num" in said and not said["x:num"]:
        return _number(html[behind : behind + 40].partition("<")[0].strip())
    return _number(said.get("sdval") or said.get("x:num"))


def _count(text: str | None) -> int:
    """A count in an attribute, 0 where it says nothing sensible."""
    digits = (text or "").strip()
    return min(int(digits), _WIDEST) if digits.isdecimal() and len(digits) < 7 else 0


# --- XML Spreadsheet 2003 ----------------------------------------------------------------------


def _from_xml(data: bytes) -> Figures:
    """The figures of the first sheet; rows and cells may say where they stand."""
    if not data or len(data) > _LARGEST:
        return {}
    root = _tree(data)
    table = root.find(f".//{_NS}Table") if root is not None else None
    found: dict[tuple[int, int], Decimal] = {}
    row = -1
    for line in table.iterfind(f"{_NS}Row") if table is not None else ():
        row = _place(line, row + 1)
        column = -1
        for cell in line.iterfind(f"{_NS}Cell"):
            column = _place(cell, column + 1)
            held = cell.find(f"{_NS}Data")
            if held is not None and held.get(f"{_NS}Type") == "Number":
                figure = _number(held.text)
                if figure is not None:
                    found[row, column] = figure
            column += _count(cell.get(f"{_NS}MergeAcross"))
        row += _count(line.get(f"{_NS}Span"))
    return found


def _place(part: Element, following: int) -> int:
    """Where a row or cell stands, from 0: where it says, else behind the one before."""
    said = _count(part.get(f"{_NS}Index"))
    return said - 1 if said else following


def _tree(data: bytes) -> Element | None:
    from xml.etree.ElementTree import ParseError

    from defusedxml import DefusedXmlException
    from defusedxml.ElementTree import fromstring

    try:
        root: Element = fromstring(data.rstrip(b"\0"), forbid_dtd=True)
    except (ParseError, DefusedXmlException, ValueError, LookupError):
        return None
    return root
