"""A filled template as it stands in its workbook: the fields of 标准, the lines of 指标表.

Merged cells are undone here: what is merged down holds for every row of the block, a requirement
merged across for every level of it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Final

from desktop_app.core.problems import Problem, problem
from desktop_app.packs.template import layout
from desktop_app.packs.workbook.cells import Book, Cell, Merged, Sheet, place

_FIRST_ROWS: Final = 30
_DOWN: Final = frozenset({"no", "group", "group_weight", "name", "unit", "weight", "limiting"})
_MOST_COVERED: Final = 50_000
_WIDE: Final = r"[\u3000-\u303f\u3400-\u9fff\uff00-\uffef]"
_BROKEN: Final = re.compile(rf"\s*\n\s*(?={_WIDE})|(?<={_WIDE})\s*\n\s*")


@dataclass(frozen=True, slots=True)
class Line:
    """A row of the table: its texts by field, and their places.

    `own` are the fields written in this very row; the others are merged from above.
    """

    row: int
    texts: Mapping[str, str]
    places: Mapping[str, str]
    own: frozenset[str]

    def text(self, name: str) -> str:
        """The text of a field, "" where there is none."""
        return self.texts.get(name, "")

    def joined(self, name: str) -> bool:
        """Whether the field is merged with the row above."""
        return name in self.texts and name not in self.own


@dataclass(frozen=True, slots=True)
class Filled:
    """What a workbook holds of a template; `fields` and `places` are those of 标准."""

    book: str
    fields: Mapping[str, str]
    places: Mapping[str, str]
    days: Mapping[str, date]
    lines: tuple[Line, ...]
    heads: Mapping[str, str] = field(default_factory=dict)
    standard: str = layout.STANDARD
    table: str = layout.TABLE
    problems: tuple[Problem, ...] = ()

    def at_standard(self, name: str, code: str, /, **args: object) -> Problem:
        """A problem at a field of 标准."""
        return problem(code, f"{self.book}/{self.standard}", self.places.get(name, ""), **args)

    def at_line(self, line: Line, name: str, found: Problem) -> Problem:
        """A problem at a cell of a row."""
        at = line.places.get(name) or line.places.get("name", "")
        return Problem(found.code, found.where, found.args).at(f"{self.book}/{self.table}", at)


def read_filled(book: Book) -> Filled | tuple[Problem, ...]:
    """What a workbook says; the reason where it is no filled template."""
    standard, table = _named(book, layout.STANDARD), _named(book, layout.TABLE)
    if standard is None or table is None:
        missing = layout.STANDARD if standard is None else layout.TABLE
        return (problem("template.sheet_missing", book.name, name=missing),)
    found: list[Problem] = [*_unread(book, (standard, table))]
    heads = _heads(table)
    if heads is None:
        return (problem("template.no_heads", f"{book.name}/{table.name}"),)
    first, columns = heads
    fields, places, days = _standard(book.name, standard, found)
    lines = tuple(_Table(book.name, table, first, columns, found).lines())
    addresses = {name: place(first - 1, column) for name, column in columns.items()}
    return Filled(
        book.name, fields, places, days, lines, addresses, standard.name, table.name, tuple(found)
    )


def is_template(book: Book) -> bool:
    """Whether a workbook has the sheets of a template, filled or not."""
    return all(_named(book, title) is not None for title in (layout.STANDARD, layout.TABLE))


def _named(book: Book, title: str) -> Sheet | None:
    """The sheet of that title, else the first whose title begins with it."""
    exact = [sheet for sheet in book.sheets if sheet.name.strip() == title]
    return next(iter([*exact, *(s for s in book.sheets if s.name.strip().startswith(title))]), None)


def _unread(book: Book, used: tuple[Sheet, Sheet]) -> Iterator[Problem]:
    """Filled sheets that nobody reads."""
    known = (layout.EXAMPLE, layout.GUIDE, layout.LISTS)
    for sheet in book.sheets:
        if sheet not in used and sheet.cells and not sheet.name.strip().startswith(known):
            yield problem("template.sheet_unread", f"{book.name}/{sheet.name}", name=sheet.name)


def _heads(sheet: Sheet) -> tuple[int, dict[str, int]] | None:
    """The row after the heads of the table, and the column of each field.

    The levels may stand in a second row below a head they share.
    """
    for row in range(1, _FIRST_ROWS + 1):
        texts = {column: cell.text for column, cell in sheet.by_row.get(row, {}).items()}
        found = layout.fields_of(texts)
        if layout.is_table(found):
            return row + 1, found
        below = {column: cell.text for column, cell in sheet.by_row.get(row + 1, {}).items()}
        both = layout.fields_of(below | texts | _levels_only(below))
        if "name" in found and layout.is_table(both):
            return row + 2, both
    return None


def _levels_only(texts: Mapping[int, str]) -> dict[int, str]:
    found = layout.fields_of(dict(texts))
    return {found[level]: texts[found[level]] for level in layout.LEVELS if level in found}


def _standard(
    book: str, sheet: Sheet, found: list[Problem]
) -> tuple[dict[str, str], dict[str, str], dict[str, date]]:
    """The fields by their heads: the content stands in the first filled cell to the right."""
    names = {one.head: one.field for one in layout.FIELDS}
    texts: dict[str, str] = {}
    places: dict[str, str] = {}
    days: dict[str, date] = {}
    for row, cells in sheet.rows(1):
        for column, cell in cells.items():
            name = names.get(cell.text.strip().rstrip("*＊ "))
            if name is None or name in places:
                continue
            places[name] = place(row, column + 1)
            content = cells.get(column + 1)
            if content is None:
                continue
            wrong = _unsayable(content, day=name.startswith("valid_"))
            if wrong is not None:
                found.append(wrong.at(f"{book}/{sheet.name}", places[name]))
            elif isinstance(content.value, date):
                days[name] = content.value
                texts[name] = content.text
            else:
                texts[name] = visible(content.text)
    return texts, places, days


class _Table:
    """Reads the lines of a table below its heads."""

    def __init__(
        self, book: str, sheet: Sheet, first: int, columns: Mapping[str, int], found: list[Problem]
    ) -> None:
        self.sheet, self.first, self.columns = sheet, first, columns
        self.where, self.found = f"{book}/{sheet.name}", found
        self.fields = {column: name for name, column in columns.items()}
        self.levels = {columns[name] for name in layout.LEVELS}
        rows = [number for number, _cells in sheet.rows(first)]
        if len(rows) > layout.MAX_LINES:
            self.found.append(
                problem("template.too_long", self.where, count=len(rows), limit=layout.MAX_LINES)
            )
            rows = rows[: layout.MAX_LINES]
        self.rows = rows
        self.source = self._covered()

    def _covered(self) -> dict[tuple[int, int], tuple[int, int]]:
        """For cells inside merged blocks the cell that speaks for them."""
        found: dict[tuple[int, int], tuple[int, int]] = {}
        rows = set(self.rows)
        for block in self.sheet.merged:
            if len(found) > _MOST_COVERED:
                self.found.append(problem("template.merged_too_much", self.where))
                break
            for row in range(
                max(block.top, self.first), min(block.bottom, max(rows, default=0)) + 1
            ):
                if row in rows:
                    for column in self._spoken_for(block):
                        found[row, column] = (block.top, block.left)
        return found

    def _spoken_for(self, block: Merged) -> Iterator[int]:
        """The columns of a merged block that its first cell speaks for."""
        name = self.fields.get(block.left, "")
        if block.left in self.levels:
            yield from (column for column in self.levels if block.left <= column <= block.right)
        elif name in _DOWN:
            yield block.left

    def lines(self) -> Iterator[Line]:
        for row in self.rows:
            texts: dict[str, str] = {}
            places: dict[str, str] = {}
            own: set[str] = set()
            for name, column in self.columns.items():
                places[name] = place(row, column)
                at = self.source.get((row, column), (row, column))
                cell = self.sheet.cells.get(at)
                if cell is None:
                    continue
                text = self._text(cell, row, column, at)
                if text:
                    texts[name] = text
                    own |= {name} if at[0] == row else set()
            if texts:
                yield Line(row, texts, places, frozenset(own))

    def _text(self, cell: Cell, row: int, column: int, at: tuple[int, int]) -> str:
        """The text of a cell as Excel shows it; problems of a merged one are told once."""
        wrong = _unsayable(cell, day=False)
        if wrong is None:
            return visible(percent_text(cell) if cell.percent else cell.text)
        if at == (row, column):
            self.found.append(wrong.at(self.where, place(row, column)))
        return ""


def visible(text: str) -> str:
    """A text without signs that are not seen, such as those that turn its direction."""
    return "".join(one for one in text if unicodedata.category(one) != "Cf").strip()


def in_one_line(text: str) -> str:
    """A title that was broken to fit its column; a blank is left only beside Latin letters."""
    return " ".join(_BROKEN.sub("", text).split())


def percent_text(cell: Cell) -> str:
    """A cell with the format of a percentage, as it is shown: 0.95 is 95%."""
    if isinstance(cell.value, bool) or not isinstance(cell.value, (int, Decimal)):
        return cell.text.strip()
    shown = f"{Decimal(cell.value).scaleb(2):f}"
    return f"{shown.rstrip('0').rstrip('.') if '.' in shown else shown}%"


def _unsayable(cell: Cell, *, day: bool) -> Problem | None:
    """Why a cell cannot be taken as it stands."""
    if cell.formula:
        return problem("book.formula")
    if cell.error:
        return problem("book.error_value", value=cell.text[:40])
    if isinstance(cell.value, date) and not day:
        return problem("template.became_date", value=cell.text)
    return None
