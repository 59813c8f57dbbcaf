"""Families of elements: [[each]] templates written out once per row of a [[table.NAME]].

A row may carry source, clause, confidence, evidence and note; they are handed to the element
unless the template states its own. A template that names a field the row has not is skipped for
that row - so one table can serve fuels with and without a measured heating value.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from operator import itemgetter
from typing import Final

from desktop_app.core.problems import Problem
from desktop_app.packs.fields import Fields, closest
from desktop_app.packs.files import Document

TEMPLATES: Final = ("item", "parameter", "quantity", "check")
CITED: Final = ("source", "clause", "confidence", "evidence", "note")
MAX_ELEMENTS: Final = 20_000
MAX_SIZE: Final = 20_000_000
_PLACEHOLDER: Final = re.compile(r"\{([a-z][a-z0-9_]*)\}")

Row = Mapping[str, object]
Elements = Mapping[str, Sequence[Fields]]


def expand(documents: Sequence[Document], found: list[Problem]) -> Elements:
    """Write out all [[each]] of a pack: the elements by kind, still to be read.

    Problems, also those met when the elements are read, go to `found`.
    """
    tables = _tables(documents, found)
    elements: dict[str, list[Fields]] = {kind: [] for kind in TEMPLATES}
    for document in documents:
        top = Fields(document.content, document.name, "", "", found)
        for each in top.tables("each"):
            for kind, element in _written_out(each, tables):
                if sum(map(len, elements.values())) >= MAX_ELEMENTS:
                    each.note("pack.too_many_elements", limit=MAX_ELEMENTS)
                    break
                elements[kind].append(element)
    return elements


def _tables(documents: Sequence[Document], found: list[Problem]) -> dict[str, list[Row]]:
    """The rows of every named table, over all files of the pack."""
    tables: dict[str, list[Row]] = {}
    for document in documents:
        named = Fields(document.content, document.name, "", "", found).table("table")
        for name in named.values if named else ():
            rows = tables.setdefault(name, [])
            rows += [row.values for row in named.tables(name)] if named else []
    return tables


def _written_out(each: Fields, tables: Mapping[str, Sequence[Row]]) -> Iterator[tuple[str, Fields]]:
    rows = _chosen_rows(each, tables)
    templates = [(kind, template) for kind in TEMPLATES for template in each.tables(kind)]
    each.finish()
    if not templates:
        each.note("pack.each_without_template", choices="、".join(TEMPLATES))
    longest = _longest(rows)
    written = [
        (place, kind, element)
        for kind, template in templates
        if rows and not _unusable(template, rows, longest)
        for place, element in _instances(template, rows)
    ]
    # What belongs to one row stays together, as a form shows it: all about SO2, then all about NOx.
    yield from ((kind, element) for _, kind, element in sorted(written, key=itemgetter(0)))


def _chosen_rows(each: Fields, tables: Mapping[str, Sequence[Row]]) -> list[tuple[str, Row]]:
    """The rows that meet `where`, each with the word that tells it apart."""
    name = each.text("table", required=True)
    where = each.table("where")
    if not name:
        return []
    if name not in tables:
        each.note("pack.table_unknown", "table", table=name, suggestion=closest(name, tables))
        return []
    wanted = where.values if where else {}
    rows = [
        (_label(row, index), row)
        for index, row in enumerate(tables[name])
        if all(_meets(row.get(field), value) for field, value in wanted.items())
    ]
    if not rows:
        each.note("pack.each_empty", table=name)
    return rows


def _meets(value: object, wanted: object) -> bool:
    choices = wanted if isinstance(wanted, list) else [wanted]
    return any(type(value) is type(choice) and value == choice for choice in choices)


def _label(row: Row, index: int) -> str:
    """The first text of a row, which authors write first: coke; otherwise its number."""
    return next((value for value in row.values() if isinstance(value, str)), str(index))[:40]


def _unusable(template: Fields, rows: Sequence[tuple[str, Row]], longest: int) -> bool:
    """Whether a template names a field no row of its table has, or grows beyond all bounds.

    `longest` is the length of the longest value of the rows.
    """
    if _size(template.values, longest) * len(rows) > MAX_SIZE:
        template.note("pack.template_too_large", limit=MAX_SIZE)
        return True
    fields = {name for _label_of_row, row in rows for name in row}
    unknown = sorted(set(_placeholders(template.values)) - fields)
    for name in unknown:
        template.note("pack.placeholder_unknown", field=name, suggestion=closest(name, fields))
    return bool(unknown)


def _longest(rows: Sequence[tuple[str, Row]]) -> int:
    """The length of the longest value any placeholder may be replaced by."""
    values = (value for _label_of_row, row in rows for value in row.values())
    return max((_size(value, 0) for value in values), default=0)


def _size(value: object, inserted: int) -> int:
    """About how many characters a template value takes once written out."""
    if isinstance(value, str):
        return len(value) + inserted * value.count("{")
    if isinstance(value, Mapping):
        return 1 + sum(_size(inner, inserted) for inner in value.values())
    if isinstance(value, list):
        return 1 + sum(_size(inner, inserted) for inner in value)
    return 10


def _placeholders(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield from _PLACEHOLDER.findall(value)
    elif isinstance(value, Mapping):
        for inner in value.values():
            yield from _placeholders(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _placeholders(inner)


def _instances(template: Fields, rows: Sequence[tuple[str, Row]]) -> Iterator[tuple[int, Fields]]:
    """The template once per row that has all its fields, with the place of the row.

    The instances share one list of problems that keeps a fault of the template itself to its
    first row: forty rows must not report one missing field forty times.
    """
    needed = set(_placeholders(template.values))
    found = _OncePerFault(template.found)
    for place, (label, row) in enumerate(rows):
        if not needed <= row.keys():
            continue
        values = {name: row[name] for name in CITED if name in row}
        values |= {name: _filled(value, row) for name, value in template.values.items()}
        yield place, Fields(values, template.document, template.path, label, found)


class _OncePerFault(list[Problem]):
    """A list of problems that passes each fault on once, whatever row it came from."""

    def __init__(self, target: list[Problem]) -> None:
        super().__init__()
        self._target = target
        self._seen: set[tuple[str, str, str]] = set()

    def append(self, found: Problem) -> None:
        """Pass the problem on unless an earlier row has had the same."""
        fault = (found.code, found.where.path.partition(" (")[0], str(sorted(found.args.items())))
        if fault not in self._seen:
            self._seen.add(fault)
            self._target.append(found)


def _filled(value: object, row: Row) -> object:
    """A template value with its placeholders replaced; a lone placeholder keeps the row's type."""
    if isinstance(value, str):
        if "{" not in value:
            return value
        lone = _PLACEHOLDER.fullmatch(value)
        if lone:
            return row[lone[1]]
        return _PLACEHOLDER.sub(lambda found: _written(row[found[1]]), value)
    if isinstance(value, Mapping):
        return {name: _filled(inner, row) for name, inner in value.items()}
    if isinstance(value, list):
        return [_filled(inner, row) for inner in value]
    return value


def _written(value: object) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, Decimal) and abs(value.adjusted()) <= 40:
        return format(value, "f")
    return str(value)
