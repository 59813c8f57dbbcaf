"""A pack laid out on sheets, before any workbook exists: every value of every file has its cell.

What does not fit a sheet - lists that are no tables, names nobody could put at the head of a
column - goes to the sheet 其他 as TOML, so that nothing is ever left behind.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from desktop_app.packs.workbook import kinds
from desktop_app.packs.workbook.cells import Value
from desktop_app.packs.workbook.coding import (
    MAX_CELL,
    UNFIT,
    Form,
    Longs,
    Words,
    as_literal,
    encode,
)
from desktop_app.packs.workbook.columns import Column
from desktop_app.packs.workbook.kinds import Kind
from desktop_app.packs.workbook.plan_parts import (
    BARE,
    Documents,
    Table,
    group_labels,
    group_lines,
    is_levels,
    level_column,
    own_scales,
    rows_of,
    with_template,
)

_TITLE: Final = re.compile(rf"[\[\]:*?/\\'\t\n]|{UNFIT.pattern}")
_TITLE_LENGTH: Final = 31
_ALWAYS: Final = frozenset(
    {"source", "section", "item", "parameter", "quantity", "assessment", "measure", "check"}
)


@dataclass(frozen=True, slots=True)
class Line:
    """One row of a sheet: the file it belongs to, which line of an element, its cells by field."""

    file: str
    word: str
    cells: Mapping[str, Value]


@dataclass(frozen=True, slots=True)
class SheetPlan:
    """One sheet: what the hidden first cell says, title, columns, rows.

    `upright` sheets have one field per row instead of one element per row.
    """

    mark: str
    title: str
    columns: tuple[Column, ...]
    lines: tuple[Line, ...]
    words: tuple[str, ...] = ()
    tab: str = "list"
    upright: bool = False


@dataclass(frozen=True, slots=True)
class BookPlan:
    """All sheets of a pack; `long` are the texts no cell holds, `groups` where weights stand.

    `groups` gives for each indicator sheet the line of 评价表 (from 0) of every group label.
    """

    name: str
    sheets: tuple[SheetPlan, ...]
    long: tuple[str, ...] = ()
    groups: Mapping[str, Mapping[str, int]] = field(default_factory=dict)


def plan_book(files: Documents, cases: Mapping[str, str], scales: Mapping[str, int]) -> BookPlan:
    """The sheets of a pack: its files by name, its worked cases as text.

    `scales` tells how many levels the scales of other packs have.
    """
    return _Planner(files, scales).book(cases)


class _Planner:
    """Lays one pack out, noting what has found no place."""

    def __init__(self, files: Documents, scales: Mapping[str, int]) -> None:
        self.files = files
        self.scales = {**scales, **own_scales(files)}
        self.longs = Longs()
        self.titles: set[str] = set()
        self.rest: list[Line] = []
        self.groups: dict[str, Mapping[str, int]] = {}

    def book(self, cases: Mapping[str, str]) -> BookPlan:
        sheets: list[SheetPlan] = []
        for kind in kinds.SINGLES[:1]:
            sheets += self._single(kind)
        for kind in kinds.BEFORE_TABLES:
            sheets += self._list(kind) if kind is not kinds.ASSESSMENT else self._assessments()
        sheets += self._single(kinds.MODEL)
        for kind in kinds.AFTER_TABLES:
            sheets += self._list(kind)
        sheets += self._tables()
        self._others()
        sheets += self._fixed(cases)
        header = self._whole("pack")
        name = str(header[1].get("name", "")) if header else ""
        return BookPlan(name, tuple(sheets), tuple(self.longs.texts), self.groups)

    def _title(self, wanted: str) -> str:
        """A title Excel accepts, not used before."""
        clean = _TITLE.sub(" ", wanted).strip() or "表"
        title, number = clean[:_TITLE_LENGTH].strip(), 1
        while title.casefold() in self.titles:
            number += 1
            tail = f" {number}"
            title = clean[: _TITLE_LENGTH - len(tail)].strip() + tail
        self.titles.add(title.casefold())
        return title

    def _cell(self, value: object, column: Column) -> Value:
        found = encode(value, column.form, column.words)
        if isinstance(found, str) and len(found) > MAX_CELL:
            return self.longs.reference(found)
        return found

    # --- lists -------------------------------------------------------------------------------

    def _elements(self, path: str) -> Iterator[tuple[str, Table]]:
        """The elements of a list over all files; lists that are no tables go to the rest."""
        top, _dot, inner = path.partition(".")
        for file, document in self.files.items():
            holder: object = document
            if inner:
                whole = self._whole(top)
                holder = whole[1] if whole and whole[0] == file else {}
            value = holder.get(inner or top) if isinstance(holder, Mapping) else None
            rows = rows_of(value)
            if rows:
                yield from ((file, row) for row in rows)
            elif value is not None:
                self._keep(file, top, inner or None, value)

    def _keep(self, file: str, top: str, inner: str | None, value: object) -> None:
        """Put a value on the sheet 其他; `inner` is its name inside the table `top`."""
        text = as_literal(value)
        if len(text) > MAX_CELL:
            text = self.longs.reference(text)
        cells: dict[str, Value] = {"top": encode(top, Form.TEXT), "value": text}
        if inner is not None:
            cells["inner"] = encode(inner, Form.TEXT)
        self.rest.append(Line(file, "", cells))

    def _list(self, kind: Kind) -> list[SheetPlan]:
        lines: list[Line] = []
        extra: dict[str, Column] = {}
        for file, element in self._elements(kind.path):
            lines += self._lines(kind, file, element, extra, {})
        if not lines and kind.path not in _ALWAYS:
            return []
        columns = (*kind.columns, *extra.values())
        words = tuple(kind.words) if kind.children else ()
        return [
            SheetPlan(kind.mark, self._title(kind.title), columns, tuple(lines), words, kind.tab)
        ]

    def _lines(
        self,
        kind: Kind,
        file: str,
        element: Table,
        extra: dict[str, Column],
        words: Mapping[str, Words],
    ) -> Iterator[Line]:
        """The line of an element and those of its children."""
        inner = {name: rows_of(element.get(name)) for name, _word in kind.children}
        below = element.get("below")
        if "below" in inner:
            inner["below"] = rows_of([below]) if isinstance(below, Mapping) else []
        own = {name: value for name, value in element.items() if not inner.get(name)}
        yield Line(file, kind.word, self._cells(kind, own, extra, words))
        for name, word in kind.children:
            for row in inner[name]:
                yield Line(file, word, self._cells(kind, row, extra, words))

    def _cells(
        self,
        kind: Kind,
        values: Table,
        extra: dict[str, Column],
        words: Mapping[str, Words],
    ) -> dict[str, Value]:
        known = {column.field: column for column in kind.columns}
        if kind is kinds.EACH:
            values = with_template(values)
        cells: dict[str, Value] = {}
        for name, value in values.items():
            if kind is kinds.INDICATOR and name == "levels" and is_levels(value):
                for number, one in enumerate(value, 1):
                    field_name = kinds.level_field(number)
                    cells[field_name] = self._cell(one, Column(field_name, "", Form.LEVEL))
                continue
            column = known.get(name) or extra.setdefault(name, kinds.raw_column(name))
            cells[name] = self._cell(value, replace(column, words=words.get(name, column.words)))
        return cells

    # --- assessments -------------------------------------------------------------------------

    def _assessments(self) -> list[SheetPlan]:
        kind = kinds.ASSESSMENT
        lines: list[Line] = []
        extra: dict[str, Column] = {}
        sheets: list[SheetPlan] = []
        overview = self._title(kind.title)
        for file, element in self._elements(kind.path):
            own = dict(element)
            if rows_of(own.get("indicator")):
                title = self._title(str(own.get("name", "")) or kinds.INDICATOR.title)
                sheets.append(self._indicators(file, own, title))
                self.groups[title] = group_lines(own, len(lines))
                own = {name: value for name, value in own.items() if name != "indicator"}
                own["{sheet}"] = title
            lines += self._lines(kind, file, own, extra, {})
        columns = (*kind.columns, *extra.values())
        first = SheetPlan(kind.mark, overview, columns, tuple(lines), tuple(kind.words), kind.tab)
        return [first, *sheets]

    def _indicators(self, file: str, element: Table, title: str) -> SheetPlan:
        kind = kinds.INDICATOR
        labels = group_labels(element.get("group"))
        words = {"group": Words(labels, closed=False)}
        lines: list[Line] = []
        extra: dict[str, Column] = {}
        for row in rows_of(element.get("indicator")):
            for line in self._lines(kind, file, row, extra, words):
                cells = dict(line.cells)
                if line.word == kind.word and cells.get("group") in labels.values():
                    cells["{group_weight}"] = cells["group"]
                lines.append(replace(line, cells=cells))
        count = max(
            self.scales.get(str(element.get("scale", "")), 0),
            *(kinds.level_number(name) for line in lines for name in line.cells),
        )
        levels = tuple(
            level_column(number, self._level_name(element, number))
            for number in range(1, count + 1)
        )
        place = next(i for i, one in enumerate(kind.columns) if one.field == "value")
        known = tuple(
            replace(one, words=words["group"]) if one.field == "group" else one
            for one in kind.columns
        )
        columns = (*known[:place], *levels, *known[place:], *extra.values())
        return SheetPlan(kind.mark, title, columns, tuple(lines), tuple(kind.words), kind.tab)

    def _level_name(self, element: Table, number: int) -> str:
        names = _OFFICIAL.get(str(element.get("scale", "")), ())
        return names[number - 1] if number <= len(names) else f"第{number}级"

    # --- single tables, named tables, the rest -----------------------------------------------

    def _whole(self, name: str) -> tuple[str, Table] | None:
        """The one table of this name and its file; None unless one file alone has a sound one."""
        holders = [(file, one[name]) for file, one in self.files.items() if name in one]
        if len(holders) != 1:
            return None
        file, value = holders[0]
        return (file, value) if isinstance(value, Mapping) and rows_of([value]) else None

    def _single(self, kind: Kind) -> list[SheetPlan]:
        whole = self._whole(kind.path)
        if whole is None:
            return []
        file, table = whole
        lists = {
            one.path.partition(".")[2]
            for one in kinds.LISTS
            if one.path.startswith(f"{kind.path}.")
        }
        own = {name: value for name, value in table.items() if name not in lists}
        extra: dict[str, Column] = {}
        cells = self._cells(kind, own, extra, {})
        line = Line(file, "", cells)
        columns = (*kind.columns, *extra.values())
        title = self._title(kind.title)
        return [SheetPlan(kind.mark, title, columns, (line,), (), kind.tab, upright=True)]

    def _tables(self) -> list[SheetPlan]:
        """The named tables of templates, one sheet each."""
        lines: dict[str, list[Line]] = {}
        columns: dict[str, dict[str, Column]] = {}
        for file, document in self.files.items():
            named = document.get("table")
            if not isinstance(named, Mapping) or not named:
                if named is not None:
                    self._keep(file, "table", None, named)
                continue
            for name, value in named.items():
                rows = rows_of(value)
                if not rows or not BARE.fullmatch(name):
                    self._keep(file, "table", name, value)
                    continue
                for row in rows:
                    heads = columns.setdefault(name, {})
                    for key in row:
                        heads.setdefault(key, kinds.raw_column(key))
                    cells = {key: self._cell(one, heads[key]) for key, one in row.items()}
                    lines.setdefault(name, []).append(Line(file, "", cells))
        return [
            SheetPlan(
                f"{kinds.TABLE_MARK}{name}",
                self._title(f"表 {name}"),
                tuple(columns[name].values()),
                tuple(rows),
                (),
                "model",
            )
            for name, rows in lines.items()
        ]

    def _others(self) -> None:
        """What no sheet has taken: unknown lists, a second [pack]."""
        known = {kind.path.partition(".")[0] for kind in kinds.LISTS} | {"table"}
        for file, document in self.files.items():
            for name, value in document.items():
                single = name in ("pack", "readiness")
                if (single and self._whole(name) is None) or (not single and name not in known):
                    self._keep(file, name, None, value)

    def _fixed(self, cases: Mapping[str, str]) -> Iterable[SheetPlan]:
        names = (Line(file, "", {"name": file}) for file in self.files)
        yield SheetPlan(kinds.FILES_MARK, self._title("文件"), FILES, tuple(names), tab="hidden")
        if cases:
            column = CASES[1]
            rows = (
                Line("", "", {"file": file, **({"text": self._cell(text, column)} if text else {})})
                for file, whole in cases.items()
                for text in whole.split("\n")
            )
            yield SheetPlan(kinds.CASES_MARK, self._title("算例"), CASES, tuple(rows), tab="cases")
        if self.rest:
            title = self._title("其他")
            yield SheetPlan(kinds.REST_MARK, title, REST, tuple(self.rest), tab="model")


FILES: Final = (Column("name", "文件", width=30),)
CASES: Final = (
    Column("file", "文件", width=26),
    Column("text", "算例（TOML，原样保留）", width=130),
)
REST: Final = (
    Column("top", "名称", width=24),
    Column("inner", "其中", width=24),
    Column("value", "内容（TOML）", width=100),
)
_OFFICIAL: Final[Mapping[str, Sequence[str]]] = {
    "clean_production": ("Ⅰ级", "Ⅱ级", "Ⅲ级"),
    "benchmark": ("标杆", "基准"),
}
