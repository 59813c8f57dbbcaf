"""The XML parts of a workbook, read as a stream: bounded in memory and time, DTDs refused."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal, InvalidOperation
from io import BytesIO
from typing import Final, TypeAlias
from xml.sax import SAXException
from xml.sax.handler import ContentHandler
from xml.sax.xmlreader import AttributesImpl

from defusedxml import DefusedXmlException
from defusedxml.sax import parse

from desktop_app.packs.workbook.cells import (
    MAX_COLUMNS,
    MAX_ROWS,
    Cell,
    Merged,
    Value,
    read_place,
)

MAX_ELEMENTS: Final = 600_000
MAX_CELLS: Final = 400_000
MAX_MERGED: Final = 20_000
_ESCAPED: Final = re.compile(r"_x([0-9A-Fa-f]{4})_")
MAX_TEXT: Final = 40_000
_DIGITS: Final = 15
_EPOCH: Final = date(1899, 12, 30)
_EPOCH_1904: Final = date(1904, 1, 1)
_LAST_DAY: Final = 2_958_465
_DATES: Final = frozenset({*range(14, 18), 22, *range(27, 37), *range(50, 59)})
_BUILT_IN: Final = {1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%"}
_UNSAID: Final = re.compile(r'"[^"]*"|\[[^\]]*\]|\\.|_.')

Attributes: TypeAlias = "AttributesImpl[str]"


class TooMuchError(Exception):
    """A part goes on beyond what a pack or a standard's table could need."""


class BadPartError(Exception):
    """A part is not what Excel would have written; `where` names the place inside it."""

    def __init__(self, code: str, where: str = "") -> None:
        super().__init__(code)
        self.code = code
        self.where = where


@dataclass(frozen=True, slots=True)
class Style:
    """What a number format says: least decimals, whether days, whether percent."""

    decimals: int = 0
    day: bool = False
    percent: bool = False


class _Part(ContentHandler):
    """Counts elements and speaks of names without their prefix."""

    def __init__(self) -> None:
        super().__init__()
        self.count = 0

    def startElement(self, name: str, attrs: Attributes) -> None:  # noqa: N802 - of SAX
        """Hand on the start of an element."""
        self.count += 1
        if self.count > MAX_ELEMENTS:
            raise TooMuchError
        self.start(name.rpartition(":")[2], attrs)

    def endElement(self, name: str) -> None:  # noqa: N802 - of SAX
        """Hand on the end of an element."""
        self.end(name.rpartition(":")[2])

    def start(self, name: str, attrs: Attributes) -> None:
        """An element begins."""

    def end(self, name: str) -> None:
        """An element ends."""


def run(part: _Part, data: bytes) -> None:
    """Read a part; BadPartError for broken XML and for any DTD."""
    try:
        parse(BytesIO(data), part, forbid_dtd=True, forbid_entities=True, forbid_external=True)
    except DefusedXmlException:
        raise BadPartError("book.dtd") from None
    except (SAXException, ValueError, LookupError):
        raise BadPartError("book.part_broken") from None


class Relations(_Part):
    """A .rels part: `found` lists identity, type (last word), target and whether it is outside."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, str, str, bool]] = []

    def start(self, name: str, attrs: Attributes) -> None:
        """Take a relationship."""
        if name == "Relationship":
            kind = attrs.get("Type", "").rpartition("/")[2]
            outside = attrs.get("TargetMode", "") == "External"
            self.found.append((attrs.get("Id", ""), kind, attrs.get("Target", ""), outside))


class Contents(_Part):
    """The content types of the parts."""

    def __init__(self) -> None:
        super().__init__()
        self.types: set[str] = set()

    def start(self, name: str, attrs: Attributes) -> None:
        """Take a type."""
        if name in ("Override", "Default"):
            self.types.add(attrs.get("ContentType", ""))


class SheetNames(_Part):
    """The workbook part: names of sheets with their relationship, and how days are counted."""

    def __init__(self) -> None:
        super().__init__()
        self.sheets: list[tuple[str, str]] = []
        self.epoch = _EPOCH

    def start(self, name: str, attrs: Attributes) -> None:
        """Take a sheet."""
        if name == "sheet":
            related = next((attrs[key] for key in attrs.keys() if key.endswith(":id")), "")  # noqa: SIM118
            self.sheets.append((attrs.get("name", ""), related))
        elif name == "workbookPr" and attrs.get("date1904", "0") in ("1", "true"):
            self.epoch = _EPOCH_1904


class Styles(_Part):
    """The styles part: what the number format of each cell style says."""

    def __init__(self) -> None:
        super().__init__()
        self.formats: dict[str, str] = {}
        self.styles: list[Style] = []
        self._within = False

    def start(self, name: str, attrs: Attributes) -> None:
        """Take a number format or a cell style."""
        if name == "numFmt":
            self.formats[attrs.get("numFmtId", "")] = attrs.get("formatCode", "")[:200]
        elif name == "cellXfs":
            self._within = True
        elif name == "xf" and self._within:
            number = attrs.get("numFmtId", "0")
            self.styles.append(_style(number, self.formats.get(number, "")))

    def end(self, name: str) -> None:
        """Leave the cell styles."""
        if name == "cellXfs":
            self._within = False


def _style(number: str, code: str) -> Style:
    known = int(number) if number.isdigit() and len(number) < 6 else 0
    code = _UNSAID.sub("", code or _BUILT_IN.get(known, "")).split(";")[0]
    day = known in _DATES or bool(re.search("[yYdD年]", code))
    decimals = re.search(r"\.(0+)", code)
    return Style(0 if decimals is None or day else len(decimals[1]), day, "%" in code)


class Strings(_Part):
    """The shared strings, rich text put together, without phonetic hints."""

    def __init__(self) -> None:
        super().__init__()
        self.strings: list[str] = []
        self._text: list[str] = []
        self._open = False
        self._hint = 0

    def start(self, name: str, _attrs: Attributes) -> None:
        """Begin a string or a piece of one."""
        if name == "si":
            self._text = []
        elif name == "rPh":
            self._hint += 1
        elif name == "t":
            self._open = not self._hint

    def characters(self, content: str) -> None:
        """Take text."""
        if self._open:
            self._text.append(content)

    def end(self, name: str) -> None:
        """End a string or a piece of one."""
        if name == "t":
            self._open = False
        elif name == "rPh":
            self._hint -= 1
        elif name == "si":
            self.strings.append(_unescaped(_bounded("".join(self._text))))


class Cells(_Part):
    """A sheet: its filled cells and merged blocks."""

    def __init__(self, strings: list[str], styles: list[Style], epoch: date) -> None:
        super().__init__()
        self.cells: dict[tuple[int, int], Cell] = {}
        self.merged: list[Merged] = []
        self._strings, self._styles, self._epoch = strings, styles, epoch
        self._row = self._column = 0
        self._kind, self._style, self._formula = "", "", False
        self._text: list[str] = []
        self._open = False
        self._hint = 0

    def start(self, name: str, attrs: Attributes) -> None:
        """Begin a row, a cell, or what is in it."""
        if name == "row":
            number = attrs.get("r", "")
            self._row = int(number) if number.isdigit() and len(number) < 9 else self._row + 1
            self._column = 0
        elif name == "c":
            self._begin(attrs)
        elif name == "f":
            self._formula = True
        elif name == "rPh":
            self._hint += 1
        elif name in ("v", "t"):
            self._open = not self._hint
        elif name == "mergeCell":
            self._merge(attrs.get("ref", ""))

    def _begin(self, attrs: Attributes) -> None:
        reference = attrs.get("r", "")
        at = read_place(reference) if reference else (self._row, self._column + 1)
        if at is None:
            raise BadPartError("book.bad_reference", reference[:40])
        self._row, self._column = at
        self._kind, self._style = attrs.get("t", "n"), attrs.get("s", "")
        self._text, self._formula = [], False

    def _merge(self, reference: str) -> None:
        first, _colon, last = reference.partition(":")
        start, stop = read_place(first), read_place(last or first)
        if start is None or stop is None:
            raise BadPartError("book.bad_reference", reference[:40])
        if len(self.merged) >= MAX_MERGED:
            raise TooMuchError
        self.merged.append(Merged(*start, *stop))

    def characters(self, content: str) -> None:
        """Take text."""
        if self._open:
            self._text.append(content)

    def end(self, name: str) -> None:
        """End a cell or what is in it."""
        if name in ("v", "t"):
            self._open = False
        elif name == "rPh":
            self._hint -= 1
        elif name == "c":
            self._finish(_bounded("".join(self._text)))

    def _finish(self, text: str) -> None:
        cell = self._cell(text)
        if cell is None:
            return
        far = self._row > MAX_ROWS or self._column > MAX_COLUMNS
        if far or len(self.cells) >= MAX_CELLS:
            raise TooMuchError
        self.cells[self._row, self._column] = cell

    def _cell(self, text: str) -> Cell | None:
        """The cell with this content; None for an empty one."""
        if self._kind == "s":
            index = int(text) if text.isdigit() and len(text) < 9 else -1
            if not 0 <= index < len(self._strings):
                return None
            text = self._strings[index]
        elif self._kind in ("str", "inlineStr"):
            text = _unescaped(text)
        if not text:
            return Cell("", formula=True) if self._formula else None
        if self._kind == "e":
            return Cell(text, formula=self._formula, error=True)
        style = self._style_of()
        value = self._value(text, style)
        number = isinstance(value, (int, Decimal)) and not isinstance(value, bool)
        return Cell(value, self._formula, percent=style.percent and number)

    def _style_of(self) -> Style:
        index = int(self._style) if self._style.isdigit() and len(self._style) < 7 else 0
        return self._styles[index] if index < len(self._styles) else Style()

    def _value(self, text: str, style: Style) -> Value:
        if self._kind == "b":
            return text.strip() in ("1", "true")
        if self._kind == "d":
            return _iso_day(text)
        if self._kind != "n":
            return text
        number = _number(text, style.decimals)
        if number is None:
            return text
        return _day(number, self._epoch) if style.day else number


def _number(text: str, decimals: int) -> int | Decimal | None:
    """A number as Excel shows it: fifteen digits, and the decimals its format has at least."""
    try:
        value = Decimal(text.strip()) if len(text) <= 60 else Decimal("NaN")
    except InvalidOperation:
        return None
    if not value.is_finite() or abs(value.adjusted()) > 300:
        return None
    digits = len(value.as_tuple().digits)
    if digits > _DIGITS:
        value = round(value, _DIGITS - 1 - value.adjusted())
    whole = value == value.to_integral_value()
    if whole and not decimals:
        return int(value) if value.adjusted() < _DIGITS + 5 else value
    written = format(value, "f").rstrip("0") if not whole else f"{int(value)}."
    missing = decimals - len(written.partition(".")[2])
    return Decimal(written + "0" * max(0, missing))


def _day(number: int | Decimal, epoch: date) -> Value:
    if number != int(number) or not 1 <= number <= _LAST_DAY:
        return number
    try:
        return epoch + timedelta(days=int(number))
    except OverflowError:
        return number


def _iso_day(text: str) -> Value:
    try:
        return date.fromisoformat(text.partition("T")[0])
    except ValueError:
        return text


def _bounded(text: str) -> str:
    """A text no longer than Excel lets a cell be, with some room."""
    if len(text) > MAX_TEXT:
        raise TooMuchError
    return text


def _unescaped(text: str) -> str:
    """Text in which Excel wrote characters XML cannot hold as _x000D_."""
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text) if "_x" in text else text
