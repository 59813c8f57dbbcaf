"""Reading the rows of a pack workbook: cells decoded by the hidden ids of their columns."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from desktop_app.core.problems import Problem, problem
from desktop_app.packs.fields import shown
from desktop_app.packs.workbook import kinds
from desktop_app.packs.workbook.cells import Book, Cell, Sheet, place
from desktop_app.packs.workbook.coding import (
    LONG,
    NO_WORDS,
    Fault,
    Form,
    Longs,
    Words,
    decode,
    nearest,
)
from desktop_app.packs.workbook.columns import Column
from desktop_app.packs.workbook.kinds import FIRST_ROW, Kind
from desktop_app.packs.workbook.places import Places, Spot, spot_of

DEFAULT_FILE: Final = "pack.toml"
_UNSAFE: Final = re.compile(r'[/\\:*?"<>|\x00-\x1f\x7f]')
_DEVICES: Final = frozenset({"CON", "PRN", "AUX", "NUL", *(f"COM{n}" for n in range(10))})


@dataclass(frozen=True, slots=True)
class Collected:
    """What a workbook holds: files by name, worked cases as text, places, problems."""

    book: str
    places: Places
    files: dict[str, dict[str, object]] = field(default_factory=dict)
    cases: dict[str, str] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Row:
    """One read row: which line of an element it is ("" for the element itself), file, values."""

    number: int
    line: str
    file: str
    values: dict[str, object]
    spot: Spot


class RowReader:
    """Reads rows of one workbook, noting what is wrong with their cells."""

    def __init__(self, book: Book) -> None:
        self.book = book
        self.found = Collected(book.name, Places(book.name))
        self.longs = Longs()
        self.home = DEFAULT_FILE

    def fault(self, sheet: str, cell: str, code: str, /, **args: object) -> None:
        """Note a problem at a cell."""
        where = f"{self.book.name}/{sheet}"
        self.found.problems.append(problem(code, where, cell, **args))

    def columns(self, sheet: Sheet) -> dict[str, int]:
        """The columns of a sheet by field."""
        found: dict[str, int] = {}
        for number, cell in sorted(sheet.by_row.get(1, {}).items()):
            if number == kinds.FILE_COLUMN:
                continue
            name = cell.text.strip()
            if name in found:
                self.fault(sheet.name, place(1, number), "book.column_twice", name=shown(name))
            found.setdefault(name, number)
        used = {number for _row, cells in sheet.rows(FIRST_ROW) for number in cells}
        for number in sorted(used - set(found.values()) - {kinds.FILE_COLUMN}):
            self.fault(sheet.name, place(2, number), "book.column_unknown")
        return found

    def rows(
        self,
        sheet: Sheet,
        known_columns: tuple[Column, ...],
        kind: Kind | None = None,
        words: Mapping[str, Words] | None = None,
    ) -> Iterator[Row]:
        """The rows of a sheet, decoded; faulty cells are noted and left out."""
        known = {column.field: column for column in known_columns}
        at = self.columns(sheet)
        file = ""
        for number, cells in sheet.rows(FIRST_ROW):
            own = cells.get(kinds.FILE_COLUMN)
            file = own.text.strip() if own else file
            filled = {name: cells[column] for name, column in at.items() if column in cells}
            filled = {
                name: cell for name, cell in filled.items() if cell.formula or cell.text.strip()
            }
            line = filled.pop(kinds.LINE, None)
            filled.pop("{group_weight}", None)
            if not filled and line is None:
                continue
            spot = spot_of(sheet.name, number, at, "id" if "id" in filled else "key")
            values: dict[str, object] = {}
            for name, cell in filled.items():
                column = known.get(name) or levels_or_raw(name)
                chosen = (words or {}).get(name, column.words)
                value = self.value(cell, column.form, chosen)
                if isinstance(value, Fault):
                    self.fault(sheet.name, place(number, at[name]), value.code, **value.args)
                    # A stand-in keeps the other levels in their places; the pack is refused.
                    value = "unknown" if kinds.level_number(name) else None
                if value is None:
                    continue
                values[name] = value
            which = self._line(sheet, number, line, at, kind)
            yield Row(number, which, file, values, spot)

    def value(self, cell: Cell, form: Form, words: Words = NO_WORDS) -> object:
        """What a cell says, or the Fault that keeps it from saying it."""
        if isinstance(cell.value, str) and cell.value.startswith(LONG) and not cell.formula:
            text = self.longs.text(cell.value)
            if text is None:
                return Fault("book.long_missing", {"number": shown(cell.value.removeprefix(LONG))})
            cell = Cell(text)
        return decode(cell, form, words)

    def _line(
        self, sheet: Sheet, number: int, cell: Cell | None, at: Mapping[str, int], kind: Kind | None
    ) -> str:
        """Which line of an element a row is: the field of a child, "" for the element."""
        if kind is None or not kind.children or cell is None:
            return ""
        word = cell.text.strip()
        if word in kind.words:
            return kind.words[word]
        self.fault(
            sheet.name,
            place(number, at[kinds.LINE]),
            "book.line_unknown",
            value=shown(word),
            suggestion=nearest(word, kind.words) or kind.word,
            choices="、".join(kind.words),
        )
        return ""

    def file(self, row: Row, sheet: str) -> dict[str, object]:
        """The file a row belongs to; rows that name none follow those above them."""
        name = row.file or self.home
        if name not in self.found.files and not is_file_name(name):
            self.fault(sheet, place(row.number, 1), "book.file_name", name=shown(name))
            name = self.home
        return self.found.files.setdefault(name, {})

    def with_levels(self, sheet: Sheet, row: Row) -> dict[str, object]:
        """The values of a row with the columns of levels as one list."""
        values = {name: one for name, one in row.values.items() if not kinds.level_number(name)}
        numbers = sorted(number for name in row.values if (number := kinds.level_number(name)))
        if not numbers:
            return values
        levels: list[object] = []
        for number in range(1, numbers[-1] + 1):
            name = kinds.level_field(number)
            if name not in row.values:
                cell = row.spot.fields.get(name, row.spot.cell)
                self.fault(sheet.name, cell, "book.level_gap")
            levels.append(row.values.get(name, "unknown"))
        return {**values, "levels": levels}


def levels_or_raw(name: str) -> Column:
    """The column of a field that is not among those a sheet explains."""
    if kinds.level_number(name):
        return Column(name, "", Form.LEVEL)
    return kinds.raw_column(name)


def is_file_name(name: str) -> bool:
    """Whether a file of a pack folder may be called so, on every system."""
    stem = name.removesuffix(".toml")
    safe = (
        not _UNSAFE.search(name)
        and stem.strip(". ") == stem
        and stem.split(".")[0].upper() not in _DEVICES
    )
    return stem != name and bool(stem) and safe and len(name) <= 100
