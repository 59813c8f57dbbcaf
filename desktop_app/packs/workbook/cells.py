"""What a workbook holds, as far as packs care: sheets with typed cells, and where cells are."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Final, TypeAlias

Value: TypeAlias = "str | bool | int | Decimal | date"
MAX_ROWS: Final = 20_000
MAX_COLUMNS: Final = 256
_REFERENCE: Final = re.compile(r"\$?([A-Za-z]{1,3})\$?([0-9]{1,7})")


@dataclass(frozen=True, slots=True)
class Cell:
    """One filled cell.

    Numbers come without exponent and with the decimals their format shows at least; `formula`
    tells that Excel works the value out, `error` that it could not, `percent` that it is shown
    as a percentage.
    """

    value: Value
    formula: bool = False
    error: bool = False
    percent: bool = False

    @property
    def text(self) -> str:
        """The value as a person would type it."""
        return shown(self.value)


@dataclass(frozen=True, slots=True)
class Merged:
    """A block of merged cells; its value stands in the first of them."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(frozen=True, slots=True)
class Sheet:
    """The filled cells of a sheet by row and column, both counted from 1."""

    name: str
    cells: Mapping[tuple[int, int], Cell]
    merged: tuple[Merged, ...] = ()
    by_row: Mapping[int, Mapping[int, Cell]] = field(default_factory=dict)

    def rows(self, start: int) -> Iterator[tuple[int, Mapping[int, Cell]]]:
        """The rows from `start` on that hold anything, with their cells by column."""
        for number in sorted(self.by_row):
            if number >= start:
                yield number, self.by_row[number]


@dataclass(frozen=True, slots=True)
class Book:
    """The sheets of a workbook, in order."""

    name: str
    sheets: tuple[Sheet, ...]


def sheet_of(
    name: str, cells: Mapping[tuple[int, int], Cell], merged: tuple[Merged, ...] = ()
) -> Sheet:
    """A sheet with its cells also by row."""
    rows: dict[int, dict[int, Cell]] = {}
    for row, column in sorted(cells):
        rows.setdefault(row, {})[column] = cells[row, column]
    return Sheet(name, cells, merged, rows)


def shown(value: Value) -> str:
    """A value as a person would type it."""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, Decimal):
        return format(value, "f") if abs(value.adjusted()) < 40 else str(value)
    return str(value)


def place(row: int, column: int) -> str:
    """Write the address of a cell: row 7 of column 2 is B7."""
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return f"{letters}{row}"


def read_place(text: str) -> tuple[int, int] | None:
    """Row and column of an address; None for what is none of Excel's."""
    found = _REFERENCE.fullmatch(text)
    if found is None:
        return None
    column = 0
    for letter in found[1].upper():
        column = column * 26 + ord(letter) - 64
    row = int(found[2])
    return (row, column) if 1 <= row <= 1_048_576 and column <= 16_384 else None
