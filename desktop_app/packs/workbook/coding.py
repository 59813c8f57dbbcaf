"""Values of pack files as cells and back; what a cell cannot say plainly is said as TOML in it.

Whatever is written reads back as the very same value: each coding is tried, and where it would
not come back the cell holds `toml: v = ...` instead.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from difflib import get_close_matches
from enum import StrEnum
from typing import Final

from desktop_app.core.problems import Problem
from desktop_app.packs.fields import shown
from desktop_app.packs.files import parse
from desktop_app.packs.toml_text import dumps, literal
from desktop_app.packs.workbook.cells import Cell, Value

LITERAL: Final = "toml: "
LONG: Final = "长文: "
EMPTY: Final = "（空）"
MAX_CELL: Final = 30_000
_DIGITS: Final = 15
UNFIT: Final = re.compile("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
"""Characters no part of a workbook can hold."""
_ESCAPED: Final = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_END: Final = r"\s*[0-9A-Za-z_.+*/() -]*[0-9A-Za-z_.)]\s*"
_RANGE: Final = re.compile(rf"({_END})[~～]({_END})")
_WHOLE: Final = re.compile(r"-?(0|[1-9]\d{0,17})")
_DECIMAL: Final = re.compile(r"-?(0|[1-9]\d{0,17})\.\d{1,20}")
_DAY: Final = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?")
_LEVEL_WORDS: Final = {"free": "无要求", "absent": "—", "unknown": "未知"}
_LEVEL_IDS: Final = {label: word for word, label in _LEVEL_WORDS.items()}
FIRST_DAY: Final = date(1901, 1, 1)


class Form(StrEnum):
    """How a column writes its values."""

    TEXT = "text"
    NUMBER = "number"
    SHARE = "share"
    FORMULA = "formula"
    FLAG = "flag"
    DAY = "day"
    LINES = "lines"
    WORD = "word"
    FIELDS = "fields"
    OPTIONS = "options"
    LEVEL = "level"
    ANY = "any"


@dataclass(frozen=True, slots=True)
class Fault:
    """Why a cell cannot be read: the code of a problem and its arguments."""

    code: str
    args: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Words:
    """The labels of the words of a column; unless `closed`, other texts are names themselves."""

    labels: Mapping[str, str] = field(default_factory=dict)
    closed: bool = True


NO_WORDS: Final = Words()


class Longs:
    """Texts longer than a cell holds, kept in pieces on a sheet of their own."""

    def __init__(self) -> None:
        self.texts: list[str] = []

    def reference(self, text: str) -> str:
        """What the cell says instead of the text."""
        self.texts.append(text)
        return f"{LONG}{len(self.texts)}"

    def text(self, reference: str) -> str | None:
        """The text a cell stands for."""
        number = reference.removeprefix(LONG).strip()
        index = int(number) if number.isdigit() and len(number) < 8 else 0
        return self.texts[index - 1] if 1 <= index <= len(self.texts) else None


def same(first: object, second: object) -> bool:
    """Whether two values of pack files are the same, down to type and digits."""
    if type(first) is not type(second):
        return False
    if isinstance(first, Mapping) and isinstance(second, Mapping):
        return first.keys() == second.keys() and all(same(first[key], second[key]) for key in first)
    if isinstance(first, list) and isinstance(second, list):
        return len(first) == len(second) and all(map(same, first, second))
    if isinstance(first, Decimal) and isinstance(second, Decimal):
        return first.as_tuple() == second.as_tuple()
    return first == second


def encode(value: object, form: Form, words: Words = NO_WORDS) -> Value:
    """The cell that says a value."""
    found = _ENCODERS[form](value, words)
    if found is not None and fits(found) and not is_literal(found):
        back = _DECODERS[form](Cell(found), words)
        if not isinstance(back, Fault) and same(back, value):
            return found
    return as_literal(value)


def nearest(word: str, choices: Iterable[str]) -> str:
    """The choice most like a word, "" when none is: two Chinese characters with one wrong count."""
    return next(iter(get_close_matches(word, list(choices), 1, 0.5)), "")


def as_literal(value: object) -> str:
    """A value as TOML, with characters a workbook cannot hold escaped."""
    text = f"{LITERAL}{dumps({'v': value}) if _deep(value) else f'v = {literal(value)}'}"
    text = UNFIT.sub(lambda found: f"\\u{ord(found[0]):04X}", text)
    return _ESCAPED.sub(r"\\u005F", text)


def decode(cell: Cell, form: Form, words: Words = NO_WORDS) -> object:
    """The value a cell says, or the Fault that keeps it from saying one."""
    if cell.formula:
        return Fault("book.formula")
    if cell.error:
        return Fault("book.error_value", {"value": shown(cell.value)})
    if isinstance(cell.value, str) and cell.value.startswith(LITERAL):
        return _literal(cell.value.removeprefix(LITERAL))
    if cell.percent and form in (Form.NUMBER, Form.FORMULA, Form.LEVEL):
        return Fault("book.percent", {"value": cell.text})
    return _DECODERS[form](cell, words)


def fits(value: Value) -> bool:
    """Whether a cell can hold the value unchanged."""
    if isinstance(value, Decimal):
        return value.is_finite() and _exact(value)
    if isinstance(value, bool):
        return True
    if isinstance(value, int):
        return abs(value) < 10**_DIGITS
    if isinstance(value, date):
        return type(value) is date and value >= FIRST_DAY
    return bool(value.strip()) and not UNFIT.search(value) and not _ESCAPED.search(value)


def decimals(value: Value) -> int:
    """How many decimals the number format of a cell has at least."""
    return max(0, -int(value.as_tuple().exponent)) if isinstance(value, Decimal) else 0


def is_literal(value: Value) -> bool:
    """Whether a cell says its value as TOML, here or on the sheet of long texts."""
    return isinstance(value, str) and value.startswith((LITERAL, LONG))


def _exact(value: Decimal) -> bool:
    """Whether the reader gets back these digits: it keeps fifteen and the decimals shown."""
    sign, digits, exponent = value.as_tuple()
    places = -int(exponent)
    zero_with_sign = not value and bool(sign)
    return 0 < places <= _DIGITS and max(len(digits), places) <= _DIGITS and not zero_with_sign


def _deep(value: object) -> bool:
    inner = value if isinstance(value, list) else [value]
    return any(isinstance(one, Mapping) for one in inner)


def _literal(text: str) -> object:
    read = _toml(text)
    if not isinstance(read, str) and read.keys() == {"v"}:
        return read["v"]
    detail = read if isinstance(read, str) else "v = …"
    return Fault("book.not_literal", {"value": shown(text), "detail": detail})


def _toml(text: str) -> Mapping[str, object] | str:
    """The content of a piece of TOML, or what is wrong with it."""
    read = parse(text.encode("utf-8", "replace"), "")
    return str(read.args.get("detail", read.code)) if isinstance(read, Problem) else read


# --- one coding per form ---------------------------------------------------------------------


def _plain(value: object, _words: Words) -> Value | None:
    return value if isinstance(value, (str, bool, int, Decimal, date)) else None


def _text_cell(value: object, words: Words) -> Value | None:
    return EMPTY if value == "" else _plain(value, words)


def _flag_cell(value: object, _words: Words) -> Value | None:
    return ("是" if value else "否") if isinstance(value, bool) else None


def _lines_cell(value: object, _words: Words) -> Value | None:
    if isinstance(value, list) and all(isinstance(one, str) for one in value):
        return "\n".join(value) if value else EMPTY
    return None


def _word_cell(value: object, words: Words) -> Value | None:
    return words.labels.get(value, value) if isinstance(value, str) else None


def _fields_cell(value: object, _words: Words) -> Value | None:
    if not isinstance(value, Mapping) or _deep(list(value.values())):
        return None
    return dumps(value).rstrip("\n")


def _options_cell(value: object, _words: Words) -> Value | None:
    rows = value if isinstance(value, list) else []
    if not rows or any(
        not isinstance(row, Mapping) or row.keys() != {"id", "text"} for row in rows
    ):
        return None
    return "\n".join(f"{row['id']} | {row['text']}" for row in rows)


def _level_cell(value: object, words: Words) -> Value | None:
    if isinstance(value, list) and len(value) == 2:
        return "~".join(format(x, "f") if isinstance(x, Decimal) else str(x) for x in value)
    if isinstance(value, str):
        return _LEVEL_WORDS.get(value, value)
    return _plain(value, words)


def _text(cell: Cell, _words: Words) -> object:
    if isinstance(cell.value, bool):
        return Fault("book.not_text", {"value": cell.text})
    return "" if cell.value == EMPTY else cell.text


def _number(cell: Cell, _words: Words) -> object:
    if isinstance(cell.value, date):
        return Fault("book.number_as_date", {"value": cell.text})
    return cell.value


def _any(cell: Cell, _words: Words) -> object:
    return cell.value


def _flag(cell: Cell, _words: Words) -> object:
    if isinstance(cell.value, bool):
        return cell.value
    if cell.value in ("是", "否"):
        return cell.value == "是"
    return Fault("book.not_flag", {"value": shown(cell.text)})


def _day(cell: Cell, _words: Words) -> object:
    if isinstance(cell.value, date):
        return cell.value
    found = _DAY.fullmatch(cell.text.strip())
    try:
        return date(*map(int, found.groups())) if found else _no_day(cell)
    except ValueError:
        return _no_day(cell)


def _no_day(cell: Cell) -> Fault:
    return Fault("book.not_day", {"value": shown(cell.text)})


def _lines(cell: Cell, _words: Words) -> object:
    lines = [line for line in cell.text.split("\n") if line.strip()]
    return [] if lines == [EMPTY] else lines


def _word(cell: Cell, words: Words) -> object:
    text = cell.text.strip()
    found = next((word for word, label in words.labels.items() if label == text), None)
    if found is not None or text in words.labels or not words.closed:
        return found or text
    near = nearest(text, [*words.labels.values(), *words.labels])
    code = "book.word_misspelt" if near else "book.word_unknown"
    choices = "、".join(words.labels.values())
    return Fault(code, {"value": shown(text), "suggestion": near, "choices": choices})


def _fields(cell: Cell, _words: Words) -> object:
    read = _toml(cell.text)
    if isinstance(read, str):
        return Fault("book.not_fields", {"value": shown(cell.text), "detail": read})
    return read


def _options(cell: Cell, _words: Words) -> object:
    rows: list[dict[str, str]] = []
    for line in cell.text.split("\n"):
        own_id, bar, text = line.partition("|")
        if not bar and line.strip():
            return Fault("book.not_options", {"value": shown(line)})
        if line.strip():
            rows.append({"id": own_id.strip(), "text": text.strip()})
    return rows


def _level(cell: Cell, words: Words) -> object:
    if not isinstance(cell.value, str):
        return _number(cell, words)
    text = cell.value.strip()
    word = _LEVEL_IDS.get(text)
    found = _RANGE.fullmatch(text)
    if found and not word:
        return [_range_end(found[1].strip()), _range_end(found[2].strip())]
    return word or cell.value


def _range_end(text: str) -> object:
    if _WHOLE.fullmatch(text):
        return int(text)
    return Decimal(text) if _DECIMAL.fullmatch(text) else text


_ENCODERS: Final[Mapping[Form, Callable[[object, Words], Value | None]]] = {
    **dict.fromkeys(Form, _plain),
    Form.TEXT: _text_cell,
    Form.FLAG: _flag_cell,
    Form.LINES: _lines_cell,
    Form.WORD: _word_cell,
    Form.FIELDS: _fields_cell,
    Form.OPTIONS: _options_cell,
    Form.LEVEL: _level_cell,
}
_DECODERS: Final[Mapping[Form, Callable[[Cell, Words], object]]] = {
    Form.TEXT: _text,
    Form.NUMBER: _number,
    Form.SHARE: _number,
    Form.FORMULA: _number,
    Form.FLAG: _flag,
    Form.DAY: _day,
    Form.LINES: _lines,
    Form.WORD: _word,
    Form.FIELDS: _fields,
    Form.OPTIONS: _options,
    Form.LEVEL: _level,
    Form.ANY: _any,
}
