"""Typed reading of one TOML table: every field asked for once, every fault noted with its place.

Nothing is coerced: true is not 1 and a date is not a text. A wrong field yields a harmless
stand-in so that reading goes on and all faults of a pack are found in one go; a pack with an
error is never handed on, so no stand-in ever reaches a result.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from datetime import date
from decimal import Decimal
from difflib import get_close_matches
from typing import Final

from desktop_app.core.expr import Expr
from desktop_app.core.expr.ast import FUNCTIONS
from desktop_app.core.expr.parse import parse
from desktop_app.core.numbers import CONTEXT, MAX_DIGITS
from desktop_app.core.printable import printable
from desktop_app.core.problems import Problem, problem

NAME: Final = re.compile(r"[a-z][a-z0-9_]*(\.[a-z0-9_]+)*")
ID: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.+-]*")
MAX_NAME: Final = 120
MAX_TEXT: Final = 5000
MAX_PROBLEMS: Final = 1000
_RATIO: Final = re.compile(r"\s*(-?\d+(?:\.\d+)?)\s*/\s*(\d+(?:\.\d+)?)\s*")
_PLAIN: Final = re.compile(r"\s*-?\d+(?:\.\d+)?(?:[eE][+-]?\d{1,3})?\s*")
_WRONG_TYPE: Final = {
    str: "pack.not_text",
    bool: "pack.not_flag",
    int: "pack.not_whole",
    Decimal: "pack.not_number",
    date: "pack.not_date",
    list: "pack.not_list",
    dict: "pack.not_table",
}
_STAND_IN: Final = "0"
_RESERVED: Final = frozenset({*FUNCTIONS, "and", "or", "not"})
_MAX_PATH: Final = 300


def closest(word: str, choices: Collection[str]) -> str:
    """The choice most like `word`, or "" when none is near."""
    return next(iter(get_close_matches(word, choices, 1, 0.6)), "")


def shown(value: object) -> str:
    """A value as quoted in a problem: short, whatever it is."""
    if isinstance(value, list):
        return "[...]"
    if isinstance(value, dict):
        return "{...}"
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, int) and value.bit_length() > 200:
        return f"{hex(value)[:20]}..."
    text = str(value)
    return text if len(text) <= 80 else f"{text[:77]}..."


class Fields:
    """One table of a pack file while it is being read."""

    def __init__(
        self,
        values: Mapping[str, object],
        document: str,
        path: str,
        label: str,
        found: list[Problem],
    ) -> None:
        self.values = values
        self.document = document
        self.path = path
        self.label = label
        self.found = found
        self._asked: set[str] = set()

    def note(self, code: str, name: str = "", /, **args: object) -> None:
        """Record a problem at the field `name`, or at the table itself."""
        if self.full():
            return
        path = ".".join(part for part in (self.path, name) if part)[:_MAX_PATH]
        place = f"{path} ({self.label})" if self.label else path
        self.found.append(problem(code, self.document, place, **args))
        if self.full():
            self.found.append(problem("pack.too_many_problems", limit=MAX_PROBLEMS))

    def full(self) -> bool:
        """Whether so much is wrong that nobody would read on."""
        return len(self.found) >= MAX_PROBLEMS

    def has(self, name: str) -> bool:
        """Whether the field is written at all."""
        return name in self.values

    def take(self, name: str) -> object | None:
        """The raw value; the field counts as known from now on."""
        self._asked.add(name)
        return self.values.get(name)

    def finish(self) -> None:
        """Report the fields nobody asked for, with the name probably meant."""
        free = self._asked - set(self.values)
        for name in self.values:
            if name in self._asked or self.full():
                continue
            meant = closest(name, free) or closest(name, self._asked)
            if meant:
                self.note("pack.field_misspelt", name, field=shown(name), suggestion=meant)
            else:
                self.note("pack.field_unknown", name, field=shown(name))

    def _typed(self, name: str, wanted: type, *, required: bool) -> object | None:
        value = self.take(name)
        if value is None:
            if required:
                self.note("pack.field_missing", name, field=name)
            return None
        if type(value) is wanted:
            return value
        self.wrong_type(name, value, wanted)
        return None

    def wrong_type(self, name: str, value: object, wanted: type) -> None:
        """Record that a field holds another kind of value than it should."""
        self.note(_WRONG_TYPE[wanted], name, field=name, value=shown(value))

    def text(self, name: str, *, required: bool = False, default: str = "") -> str:
        """A text without surrounding blanks; a required one may not be empty."""
        value = self._typed(name, str, required=required)
        if not isinstance(value, str):
            return default
        if required and not value.strip():
            self.note("pack.text_empty", name, field=name)
        return self._printable(name, value.strip())

    def _printable(self, name: str, text: str) -> str:
        """The text, when every report can print it."""
        if len(text) > MAX_TEXT:
            self.note("pack.text_too_long", name, count=len(text), limit=MAX_TEXT)
        elif not printable(text):
            self.note("pack.control_character", name, field=name)
        return text

    def name(self, field: str, *, required: bool = True) -> str:
        """A dotted lower-case name of the shared namespace (energy.raw_coal)."""
        text = self._matching(field, NAME, "pack.bad_name", required=required)
        if text in _RESERVED or "__" in text:
            self.note("pack.bad_name", field, name=shown(text))
        return text

    def id(self, field: str = "id", *, required: bool = True) -> str:
        """An identifier: letters, digits and _ . + - only."""
        return self._matching(field, ID, "pack.bad_id", required=required)

    def _matching(self, field: str, shape: re.Pattern[str], code: str, *, required: bool) -> str:
        text = self.text(field, required=required)
        if text and (len(text) > MAX_NAME or not shape.fullmatch(text)):
            self.note(code, field, name=shown(text))
        return text

    def word(self, name: str, words: Collection[str], default: str = "") -> str:
        """One word of a fixed set; required when there is no default."""
        text = self.text(name, required=not default, default=default)
        if not text or text in words:
            return text or next(iter(words))
        meant = closest(text, words)
        code = "pack.word_misspelt" if meant else "pack.word_unknown"
        self.note(code, name, value=shown(text), choices="、".join(words), suggestion=meant)
        return default or next(iter(words))

    def flag(self, name: str) -> bool:
        """True or false; false when absent."""
        return self._typed(name, bool, required=False) is True

    def day(self, name: str) -> date | None:
        """A TOML date, written without quotes."""
        value = self._typed(name, date, required=False)
        return value if isinstance(value, date) else None

    def whole(self, name: str, default: int) -> int:
        """A whole number."""
        value = self._typed(name, int, required=False)
        if not isinstance(value, int):
            return default
        if value.bit_length() > 31:
            self.note("pack.number_range", name, value=shown(value))
            return default
        return value

    def number(self, name: str, *, required: bool = False, ratio: bool = False) -> Decimal | None:
        """A number as TOML number or text; `ratio` also allows "44/12"."""
        value = self.take(name)
        if value is None:
            if required:
                self.note("pack.field_missing", name, field=name)
            return None
        return self.as_number(name, value, ratio=ratio)

    def as_number(self, name: str, value: object, *, ratio: bool = False) -> Decimal | None:
        """The number in a value already taken, or None with a problem noted."""
        found = _number(value, ratio=ratio)
        if found is None:
            self.wrong_type(name, value, Decimal)
        elif not found.is_finite() or _too_long(found):
            self.note("pack.number_range", name, value=shown(value))
            return None
        return found

    def texts(self, name: str) -> tuple[str, ...]:
        """A list of non-empty texts."""
        kept: list[str] = []
        for place, value in self._entries(name):
            if isinstance(value, str) and value.strip():
                kept.append(self._printable(place, value.strip()))
            else:
                self.wrong_type(place, value, str)
        return tuple(kept)

    def _entries(self, name: str) -> Iterator[tuple[str, object]]:
        values = self._typed(name, list, required=False)
        for index, value in enumerate(values if isinstance(values, list) else ()):
            yield f"{name}[{index}]", value

    def formula(self, name: str, *, required: bool = False) -> Expr | None:
        """A formula, or a plain number standing for itself."""
        value = self.take(name)
        if value is None:
            if required:
                self.note("pack.field_missing", name, field=name)
            return None
        return self.as_formula(name, value)

    def must_formula(self, name: str) -> Expr:
        """A formula that has to be there."""
        return self.formula(name, required=True) or stand_in()

    def as_formula(self, name: str, value: object) -> Expr | None:
        """The formula in a value already taken, or None with its problems noted."""
        source = value
        if not isinstance(value, str):
            number = self.as_number(name, value)
            if number is None:
                return None
            source = format(number, "f")
        read = parse(str(source))
        if isinstance(read, Expr):
            return read
        for fault in read:
            self.note(fault.code, name, **fault.args)
        return None

    def table(self, name: str) -> Fields | None:
        """A sub-table."""
        value = self._typed(name, dict, required=False)
        return self._inner(name, value) if isinstance(value, dict) else None

    def tables(self, name: str) -> list[Fields]:
        """A list of tables, in file order."""
        rows: list[Fields] = []
        for place, value in self._entries(name):
            if isinstance(value, dict):
                rows.append(self._inner(place, value))
            else:
                self.wrong_type(place, value, dict)
        return rows

    def _inner(self, name: str, values: Mapping[str, object]) -> Fields:
        path = ".".join(part for part in (self.path, name) if part)
        return Fields(values, self.document, path, self.label, self.found)


def stand_in() -> Expr:
    """What replaces an unreadable formula while the rest of its pack is read."""
    read = parse(_STAND_IN)
    assert isinstance(read, Expr)  # noqa: S101
    return read


def _number(value: object, *, ratio: bool) -> Decimal | None:
    if isinstance(value, bool):
        return None
    if isinstance(value, Decimal):
        return value
    if isinstance(value, int):
        return Decimal(value) if value.bit_length() < 200 else Decimal("NaN")
    if not isinstance(value, str):
        return None
    if _PLAIN.fullmatch(value):
        return Decimal(value.strip())
    parts = _RATIO.fullmatch(value) if ratio else None
    if not parts or len(value) > 2 * MAX_DIGITS:
        return None
    below = Decimal(parts[2])
    return CONTEXT.divide(Decimal(parts[1]), below) if below else Decimal("NaN")


def _too_long(number: Decimal) -> bool:
    """Whether the number has more digits than figures are worked out with."""
    digits = len(number.as_tuple().digits)
    return digits > CONTEXT.prec or abs(number.adjusted()) > MAX_DIGITS
