"""Reading a workbook of ours that somebody edited: which input cells there are and what they say.

Rows are known by the hidden ids in them and columns by their heads, so that rows may be sorted and
both inserted; the sheet of data is known by its heads, whatever it is called now. What the cells
said at the export stands in a hidden sheet; a workbook of an older version has none.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from desktop_app.core.cell_texts import alike
from desktop_app.core.problems import Problem, problem
from desktop_app.exchange.clipboard_table import LeftOut
from desktop_app.exchange.sheet_map import address

MARK: Final = "near-zero-workbook"
KNOWN_FORMAT: Final = 1
MARK_MONTH: Final = -1
"""The place of the mark 估算 among the cells of a row."""

_MONTHS: Final = tuple(str(month) for month in range(13))
_LOOKED_AT: Final = 40
_FEWEST: Final = 10
"""So many heads of months must be found for a sheet to be that of the data."""

Place = tuple[str, str, int]
"""Item, record, and the month of the column: 0 for the year. An answer stands in the first."""


@dataclass(frozen=True, slots=True)
class Exported:
    """What a workbook tells of its export: whose it is, its words, its heads, its cells.

    `heads` are by role: item, record, unit, mark, why, and the months as numbers. `known` tells
    whether there is a record of the cells at all.
    """

    enterprise: str = ""
    uscc: str = ""
    year: int = 0
    words: Mapping[str, str] = field(default_factory=dict)
    heads: Mapping[str, str] = field(default_factory=dict)
    options: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    cells: Mapping[Place, str] = field(default_factory=dict)
    known: bool = True


@dataclass(frozen=True, slots=True)
class ReturnedSheet:
    """A sheet as texts from A1 on; Excel works `formulas` out, but kept nothing for `empty`."""

    name: str
    grid: Sequence[Sequence[str]]
    formulas: frozenset[tuple[int, int]] = frozenset()
    empty: frozenset[tuple[int, int]] = frozenset()


@dataclass(frozen=True, slots=True)
class ReturnedCell:
    """An input cell as it is now; row and column count from 0."""

    place: Place
    text: str
    unit: str
    why: str
    sheet: str
    row: int
    column: int
    formula: bool = False

    @property
    def address(self) -> str:
        """The address in the sheet, such as E7."""
        return address(self.row, self.column)


@dataclass(frozen=True, slots=True)
class Returned:
    """The input cells of a workbook, and what of it is left out; `gone` rows are not there."""

    cells: tuple[ReturnedCell, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    gone: int = 0


def exported_in(grids: Sequence[Sequence[Sequence[str]]]) -> Exported | Problem | None:
    """What the workbook carries; None when it has no such sheet.

    Problems: `returned.newer`, `returned.damaged`.
    """
    for grid in grids:
        if grid and grid[0] and grid[0][0] == MARK:
            return _exported(grid)
    return None


def _exported(grid: Sequence[Sequence[str]]) -> Exported | Problem:
    version = grid[0][1] if len(grid[0]) > 1 else ""
    if not version.isdigit() or not version.isascii() or len(version) > 6:
        return problem("returned.damaged")
    if int(version) > KNOWN_FORMAT:
        return problem("returned.newer", format=version, known=KNOWN_FORMAT)
    words: dict[str, str] = {}
    heads: dict[str, str] = {}
    options: dict[str, dict[str, str]] = {}
    cells: dict[Place, str] = {}
    found = Exported()
    for row in grid[1:]:
        kind, one, two, three, four = [*row, "", "", "", "", ""][:5]
        match kind:
            case "case":
                year = int(three) if three.isascii() and three.isdigit() and len(three) == 4 else 0
                found = Exported(one, two, year)
            case "word":
                words[one] = two
            case "head":
                heads[one] = two
            case "option":
                options.setdefault(one, {})[two] = three
            case "cell" if three in (*_MONTHS, str(MARK_MONTH)):
                cells[one, two, int(three)] = four
    if not found.year or "item" not in heads:
        return problem("returned.damaged")
    return replace(found, words=words, heads=heads, options=options, cells=cells)


def read_returned(sheets: Sequence[ReturnedSheet], exported: Exported) -> Returned:
    """All input cells of the sheets that hold data.

    Problems: `returned.no_data_sheet`, `returned.column_gone`, `returned.row_twice`,
    `returned.row_without_id`, `import.formula_empty`.
    """
    cells: list[ReturnedCell] = []
    left_out: list[LeftOut] = []
    found_any = False
    seen: dict[tuple[str, str], dict[int, str]] = {}
    for sheet in sheets:
        at, columns = _head(sheet.grid, exported.heads)
        if at < 0:
            continue
        found_any = True
        left_out += _columns_gone(sheet, at, columns, exported.heads)
        reader = _Rows(sheet, columns, exported, seen, left_out)
        for number in range(at + 1, len(sheet.grid)):
            cells += reader.row(number)
        reader.finish()
    if not found_any:
        return Returned(left_out=(LeftOut(0, 0, problem("returned.no_data_sheet")),))
    rows = {(item, record) for item, record, _month in exported.cells}
    return Returned(tuple(cells), tuple(left_out), len(rows - seen.keys()))


def _head(grid: Sequence[Sequence[str]], heads: Mapping[str, str]) -> tuple[int, dict[str, int]]:
    """The row of the heads and the column of each role; -1 where a sheet has none."""
    roles = {text: role for role, text in heads.items()}
    for number, row in enumerate(grid[:_LOOKED_AT]):
        columns: dict[str, int] = {}
        for at, text in enumerate(row):
            role = roles.get(text.strip())
            if role is not None:
                columns.setdefault(role, at)
        months = sum(role in columns for role in _MONTHS)
        if "item" in columns and months >= _FEWEST:
            return number, columns
    return -1, {}


def _columns_gone(
    sheet: ReturnedSheet, at: int, columns: Mapping[str, int], heads: Mapping[str, str]
) -> list[LeftOut]:
    """A month whose column was deleted or whose head was renamed."""
    return [
        LeftOut(at, 0, problem("returned.column_gone", name=heads[role]), sheet.name)
        for role in _MONTHS
        if role in heads and role not in columns
    ]


class _Rows:
    """Reads the rows of one sheet of data."""

    def __init__(
        self,
        sheet: ReturnedSheet,
        columns: Mapping[str, int],
        exported: Exported,
        seen: dict[tuple[str, str], dict[int, str]],
        left_out: list[LeftOut],
    ) -> None:
        self._sheet, self._columns, self._exported = sheet, columns, exported
        self._seen, self._left_out = seen, left_out
        self._without_id: list[int] = []
        self._empty = 0
        self._inputs = {int(role): at for role, at in columns.items() if role in _MONTHS}
        if "mark" in columns:
            self._inputs[MARK_MONTH] = columns["mark"]

    def row(self, number: int) -> list[ReturnedCell]:
        """The input cells of a row; a row without id or a second one of the same id gives none."""
        row = self._sheet.grid[number]
        item, record = self._at(row, "item"), self._at(row, "record")
        texts = {month: self._text(row, at) for month, at in self._inputs.items()}
        if not item:
            months = (month for month in texts if month >= 1)
            if sum(_figure(texts[month]) for month in months) > 0:
                self._without_id.append(number)
            return []
        first = self._seen.setdefault((item, record), texts)
        if first is not texts:
            if any(not alike(first[month], text) for month, text in texts.items()):
                self._leave(number, problem("returned.row_twice", name=self._name(row, item)))
            return []
        cells = []
        for month, at in self._inputs.items():
            if (number, at) in self._sheet.empty:
                self._empty += 1
                continue
            made = (number, at) in self._sheet.formulas
            place = (item, record, month)
            unit, why = self._at(row, "unit"), self._at(row, "why")
            cells.append(
                ReturnedCell(
                    place, texts[month], unit, why, self._sheet.name, number, at, formula=made
                )
            )
        return cells

    def finish(self) -> None:
        """Tell of rows without an id and of formulas without a result, once each."""
        if self._without_id:
            first = self._without_id[0]
            self._leave(first, problem("returned.row_without_id", count=len(self._without_id)))
        if self._empty:
            self._leave(0, problem("import.formula_empty", count=self._empty))

    def _leave(self, number: int, found: Problem) -> None:
        self._left_out.append(LeftOut(number, 0, found, self._sheet.name))

    def _name(self, row: Sequence[str], item: str) -> str:
        return self._at(row, "name") or item

    def _at(self, row: Sequence[str], role: str) -> str:
        at = self._columns.get(role, -1)
        return self._text(row, at) if at >= 0 else ""

    def _text(self, row: Sequence[str], at: int) -> str:
        return row[at].strip() if at < len(row) else ""


def _figure(text: str) -> bool:
    return any(char.isdigit() for char in text)
