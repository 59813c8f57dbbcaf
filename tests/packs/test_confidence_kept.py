"""No entry loses its confidence or its source between the file and the pack.

The files are read a second time here, plainly, and counted against the entries: what is written at
an element, at its row of a table, at the table around it or at its source, in that order.
"""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from desktop_app.core.entries import entries
from desktop_app.packs.editions import Edition, Origin, in_folders, of_file
from desktop_app.packs.read import pack_folders, read_library
from desktop_app.packs.shelf import Reader

ROOT = Path(__file__).resolve().parents[2]
FOLDERS = {folder.name: folder for folder in pack_folders(ROOT / "forms")}
PACKS = read_library(list(FOLDERS.values())).packs
KEYS = {"parameter": "key", "quantity": "id", "measure": "id", "check": "id"}

Table = Mapping[str, Any]
Told = tuple[str, str, str, str]
"""Kind, key, source, confidence."""


def documents(name: str) -> list[Table]:
    return [
        tomllib.loads(path.read_text(encoding="utf-8"))
        for path in sorted(FOLDERS[name].glob("*.toml"))
    ]


ALL = {name: documents(name) for name in FOLDERS}
OF_SOURCES = {
    row["id"]: row.get("confidence", "recalled")
    for name in FOLDERS
    for document in ALL[name]
    for row in document.get("source", ())
}


def told(element: Table, outer: tuple[str, str] = ("", "recalled")) -> tuple[str, str]:
    """Source and confidence of an element inside a table that has its own."""
    own = str(element.get("source", "")).strip()
    source = own or outer[0]
    fallback = OF_SOURCES.get(own, "recalled") if own else outer[1]
    return source, str(element.get("confidence", fallback))


def filled(text: object, row: Table) -> str:
    written = str(text)
    for name, value in row.items():
        written = written.replace("{" + name + "}", str(value))
    return written


def expanded(document: Table, tables: Mapping[str, list[Table]]) -> Iterator[Told]:
    """What the templates of a file make of the rows of tables."""
    for each in document.get("each", ()):
        for kind, key in KEYS.items():
            for template in each.get(kind, ()):
                for row in tables[each["table"]]:
                    if not _chosen(each.get("where", {}), row) or _lacks(template, row):
                        continue
                    given = {one: row[one] for one in ("source", "confidence") if one in row}
                    written = {
                        name: filled(template[name], row)
                        for name in ("source", "confidence")
                        if name in template
                    }
                    yield kind, filled(template[key], row), *told({**given, **written})


def _chosen(where: Table, row: Table) -> bool:
    return all(
        row.get(name) in (value if isinstance(value, list) else [value])
        for name, value in where.items()
    )


def _lacks(template: object, row: Table) -> bool:
    """Whether a template names a field the row has not."""
    if isinstance(template, dict):
        return any(_lacks(inner, row) for inner in template.values())
    if isinstance(template, list):
        return any(_lacks(inner, row) for inner in template)
    if not isinstance(template, str):
        return False
    names = [part.partition("}")[0] for part in template.split("{")[1:] if "}" in part]
    return any(name.isidentifier() and name.islower() and name not in row for name in names)


def written(name: str) -> Counter[Told]:
    """Everything a pack's files say, plainly read."""
    found: Counter[Told] = Counter()
    tables: dict[str, list[Table]] = {}
    for document in ALL[name]:
        for table, rows in document.get("table", {}).items():
            tables.setdefault(table, []).extend(rows)
    for document in ALL[name]:
        for kind, key in KEYS.items():
            found.update((kind, row[key], *told(row)) for row in document.get(kind, ()))
        for table in document.get("assessment", ()):
            outer = told(table)
            for row in table.get("indicator", ()):
                found["indicator", f"{table['id']}.{row['id']}", *told(row, outer)] += 1
        found.update(expanded(document, tables))
    return found


def read(name: str) -> Counter[Told]:
    """The same of the pack as it was read."""
    pack = PACKS[name]
    found: Counter[Told] = Counter()
    kinds = {
        "parameter": [(one.key, one.cited) for one in pack.parameters],
        "quantity": [(one.id, one.cited) for one in pack.quantities],
        "measure": [(one.id, one.cited) for one in pack.measures],
        "check": [(one.id, one.cited) for one in pack.rules],
        "indicator": [
            (f"{table.id}.{row.id}", row.cited)
            for table in pack.assessments
            for row in table.indicators
        ],
    }
    for kind, held in kinds.items():
        found.update((kind, key, one.source, one.confidence.word) for key, one in held)
    return found


@pytest.mark.parametrize("name", sorted(FOLDERS))
def test_every_number_keeps_its_source_and_confidence(name: str) -> None:
    lost, added = written(name) - read(name), read(name) - written(name)
    assert (dict(lost), dict(added)) == ({}, {})


@pytest.mark.parametrize("name", sorted(FOLDERS))
def test_every_number_has_a_source_that_is_there(name: str) -> None:
    known = {source.id for pack in PACKS.values() for source in pack.sources}
    bare = [
        entry.path
        for entry in entries(PACKS[name])
        if entry.kind in ("parameter", "indicator") and entry.cited.source not in known
    ]
    assert bare == []


def test_the_second_reading_can_tell() -> None:
    """A reader that forgot the rows of tables would be found out."""
    kinds = Counter(kind for kind, _key, _source, _confidence in written("general").elements())
    made = Counter(
        kind for document in ALL["general"] for kind in KEYS for _row in document.get(kind, ())
    )
    assert kinds["parameter"] > made["parameter"] > 0
    assert kinds["quantity"] > made["quantity"] > 0


@pytest.mark.parametrize("name", sorted(FOLDERS))
def test_nothing_is_lost_on_the_way_through_a_pack_file(name: str) -> None:
    """Written as one file and read again beside the others: the same entries, to the last word."""
    newest = {one.id: one for one in in_folders(ROOT / "forms", Origin.BUILT_IN)}
    back = of_file(newest[name].as_file("0.1.0"), f"{name}.nzpack", Origin.INSTALLED)
    assert isinstance(back, Edition)
    read = Reader().read(back, {**newest, name: back}).pack
    assert read is not None
    assert entries(read) == entries(PACKS[name])
