"""From the sheets of a workbook back to the files of a pack, with the place of everything."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from desktop_app.core.problems import Problem, problem
from desktop_app.packs.fields import closest, shown
from desktop_app.packs.files import parse
from desktop_app.packs.workbook import kinds
from desktop_app.packs.workbook.cells import Book, Sheet, place
from desktop_app.packs.workbook.coding import Words
from desktop_app.packs.workbook.kinds import Kind
from desktop_app.packs.workbook.other_sheets import (
    read_cases,
    read_files,
    read_long,
    read_rest,
    read_single,
    read_table,
)
from desktop_app.packs.workbook.places import Spot
from desktop_app.packs.workbook.plan_parts import group_labels
from desktop_app.packs.workbook.rows import Collected, Row, RowReader

_IDS: Final = ("id", "key")


def collect(book: Book) -> Collected:
    """Everything the sheets say of a pack."""
    collector = _Collector(book)
    collector.run()
    return collector.found


@dataclass(frozen=True, slots=True)
class _Element:
    """An element with the rows of its children, by field and number."""

    row: Row
    values: dict[str, object]
    children: list[tuple[str, int, str, Spot]] = field(default_factory=list)


class _Collector(RowReader):
    """Reads the sheets of one workbook."""

    def __init__(self, book: Book) -> None:
        super().__init__(book)
        self.marked: dict[str, list[Sheet]] = {}

    def run(self) -> None:
        """Read all sheets in the order in which they depend on one another."""
        self._sort()
        if not self.marked:
            self.found.problems.append(problem("book.no_marks", self.book.name))
            return
        for sheet in self._sheets(kinds.LONG_MARK):
            read_long(self, sheet)
        for sheet in self._sheets(kinds.FILES_MARK):
            read_files(self, sheet)
        for kind in kinds.SINGLES:
            for sheet in self._sheets(kind.mark):
                read_single(self, sheet, kind)
        self._lists()
        for mark, sheets in self.marked.items():
            if mark.startswith(kinds.TABLE_MARK):
                read_table(self, sheets[0], mark.removeprefix(kinds.TABLE_MARK))
        for sheet in self._sheets(kinds.REST_MARK):
            read_rest(self, sheet)
        for sheet in self._sheets(kinds.CASES_MARK):
            read_cases(self, sheet)

    def _lists(self) -> None:
        for kind in kinds.LISTS:
            for sheet in self._sheets(kind.mark):
                if kind is kinds.ASSESSMENT:
                    self._assessments(sheet)
                elif kind is not kinds.INDICATOR:
                    for element in self._elements(sheet, kind):
                        self._append(sheet, kind, element)
        if not self._sheets(kinds.ASSESSMENT.mark):
            self._unused({sheet.name for sheet in self.marked.get(kinds.INDICATOR.mark, [])})

    def _sort(self) -> None:
        """The sheets by what their hidden first cell says."""
        known = {kind.mark for kind in (*kinds.LISTS, *kinds.SINGLES)} | set(kinds.FIXED_MARKS)
        for sheet in self.book.sheets:
            first = sheet.cells.get((1, 1))
            mark = first.text.strip() if first else ""
            if mark in known or mark.startswith(kinds.TABLE_MARK):
                self.marked.setdefault(mark, []).append(sheet)
            elif mark.startswith(kinds.MARK):
                near = closest(mark, known) or kinds.BY_PATH["item"].mark
                self.fault(sheet.name, "A1", "book.mark_unknown", mark=shown(mark), suggestion=near)
            elif sheet.cells:
                self.fault(sheet.name, "A1", "book.sheet_unknown", name=sheet.name)
        for mark, sheets in self.marked.items():
            several = mark in (kinds.AIDS_MARK, kinds.INDICATOR.mark)
            for other in () if several else sheets[1:]:
                first_name = sheets[0].name
                args = {"name": mark.removeprefix(kinds.MARK), "first": first_name}
                self.fault(other.name, "A1", "book.sheet_twice", **args)

    def _sheets(self, mark: str) -> list[Sheet]:
        return self.marked.get(mark, [])[:1]

    # --- lists -------------------------------------------------------------------------------

    def _elements(
        self, sheet: Sheet, kind: Kind, words: Mapping[str, Words] | None = None
    ) -> Iterator[_Element]:
        """The elements of a sheet, each with the lines below it."""
        current: _Element | None = None
        for row in self.rows(sheet, kind.columns, kind, words):
            values = self.with_levels(sheet, row)
            if not row.line:
                if current is not None:
                    yield current
                current = _Element(row, values)
            elif current is None:
                args = {"parent": kind.word}
                self.fault(sheet.name, place(row.number, 2), "book.line_orphan", **args)
            else:
                _add_child(current, row, values)
        if current is not None:
            yield current

    def _append(self, sheet: Sheet, kind: Kind, element: _Element) -> str:
        """Put an element into its file; its path there."""
        top, _dot, inner = kind.path.partition(".")
        holder: dict[str, object] = self.file(element.row, sheet.name)
        if inner:
            held = holder.setdefault(top, {})
            holder = held if isinstance(held, dict) else {}
        rows = holder.setdefault(inner or top, [])
        if not isinstance(rows, list):
            return ""
        values = element.values
        if kind is kinds.EACH:
            values = self._with_template(sheet, element.row, values)
        rows.append(values)
        path = f"{kind.path}[{len(rows) - 1}]"
        self.note_element(element, path, f"{kind.path}[{_own_id(values)}]")
        return path

    def note_element(self, element: _Element, path: str, alias: str, file: str = "") -> None:
        """Remember where an element and its children stand."""
        file = file or element.row.file or self.home
        places = self.found.places
        places.note(file, path, element.row.spot)
        places.note("", alias, element.row.spot)
        for name, number, own_id, spot in element.children:
            places.note(file, f"{path}.{name}[{number}]", spot)
            places.note("", f"{alias}.{name}[{number}]", spot)
            places.note("", f"{alias}.{name}[{own_id}]", spot)
            places.note(file, f"{path}.{name}", spot)

    def _with_template(
        self, sheet: Sheet, row: Row, element: dict[str, object]
    ) -> dict[str, object]:
        """A template whose elements are written as TOML in one cell."""
        text = element.pop("{template}", "")
        cell = row.spot.fields.get("{template}", row.spot.cell)
        read = parse(str(text).encode("utf-8", "replace"), "")
        if isinstance(read, Problem):
            self.fault(sheet.name, cell, read.code, **read.args)
            return element
        for name, rows in read.items():
            for inner in rows if isinstance(rows, list) else ():
                own_id = _own_id(inner) if isinstance(inner, dict) else ""
                if own_id:
                    self.found.places.note_template(name, own_id, Spot(sheet.name, cell, {}))
        return {**element, **read}

    # --- assessments -------------------------------------------------------------------------

    def _assessments(self, overview: Sheet) -> None:
        kind = kinds.ASSESSMENT
        taken: dict[str, int] = {}
        titles = {sheet.name: sheet for sheet in self.marked.get(kinds.INDICATOR.mark, [])}
        for element in self._elements(overview, kind):
            title = str(element.values.pop("{sheet}", "")).strip()
            path = self._append(overview, kind, element)
            if not title:
                continue
            cell = element.row.spot.fields["{sheet}"]
            if title not in titles:
                near = closest(title, titles) or "、".join(titles) or "—"
                args = {"name": shown(title), "suggestion": near}
                self.fault(overview.name, cell, "book.table_sheet_unknown", **args)
            elif title in taken:
                args = {"name": title, "row": str(taken[title])}
                self.fault(overview.name, cell, "book.table_sheet_twice", **args)
            else:
                taken[title] = element.row.number
                self._indicators(titles[title], element, path)
        self._unused(titles.keys() - taken.keys())

    def _unused(self, titles: Iterable[str]) -> None:
        for title in sorted(titles):
            self.fault(title, "A1", "book.table_sheet_unused", name=title)

    def _indicators(self, sheet: Sheet, table: _Element, path: str) -> None:
        kind = kinds.INDICATOR
        words = {"group": Words(group_labels(table.values.get("group")), closed=False)}
        own_id = _own_id(table.values)
        found: list[dict[str, object]] = []
        for element in self._elements(sheet, kind, words):
            if "id" not in element.values:
                element.values["id"] = _new_id(element.values, found)
            found.append(element.values)
            row_id = _own_id(element.values)
            alias = f"assessment[{own_id}].indicator[{row_id}]"
            file = table.row.file or self.home
            self.note_element(element, f"{path}.indicator[{len(found) - 1}]", alias, file)
            # The items made for rows that are answered directly are named after the rows.
            places = self.found.places
            places.note("", f"item[{own_id}.{row_id}]", element.row.spot)
            for _name, number, _own, spot in element.children:
                places.note("", f"item[{own_id}.{row_id}.{number + 1}]", spot)
        if found:
            table.values["indicator"] = found


def _add_child(parent: _Element, row: Row, values: dict[str, object]) -> None:
    """Put a line into the element above it."""
    if row.line == "below":
        parent.values[row.line] = values
        parent.children.append((row.line, 0, "", row.spot))
        return
    rows = parent.values.setdefault(row.line, [])
    if isinstance(rows, list):
        rows.append(values)
        parent.children.append((row.line, len(rows) - 1, _own_id(values), row.spot))


def _own_id(element: Mapping[str, object]) -> str:
    """What places call an element: its id or key; field options by record kind and field."""
    if "kind" in element and "field" in element and "id" not in element:
        return f"{element['kind']}.{element['field']}"
    return str(element.get(_id_field(element), ""))


def _id_field(element: Mapping[str, object]) -> str:
    return next((name for name in _IDS if name in element), "id")


def _new_id(element: Mapping[str, object], found: list[dict[str, object]]) -> str:
    """An id for a row somebody added without one."""
    taken = {str(one.get("id")) for one in found}
    number = str(element.get("no", ""))
    wanted = f"row{number}" if number.isdigit() and len(number) < 5 else f"row_{len(found) + 1}"
    while wanted in taken:
        wanted += "b"
    return wanted
