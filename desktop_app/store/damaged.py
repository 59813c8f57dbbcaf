"""Reading rows out of a damaged library: by its tables, or by its pages where they break off.

Works on a copy: reading a log back already writes.
"""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from desktop_app.store.driver import create
from desktop_app.store.foreign import foreign_parts
from desktop_app.store.pages import Pages, RawRow, Value
from desktop_app.store.reading import has_log, quoted
from desktop_app.store.secret import Secret

Row = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table as it lies in the file; `kind` is text, json, number, bytes.

    An `alias` is the number of the row itself, and lies in the file as nothing.
    """

    name: str
    kind: str
    needed: bool
    alias: bool = False


class Damaged:
    """An open copy of a damaged library. `tables` are the columns of all tables in their order."""

    def __init__(
        self, path: Path, tables: Mapping[str, Sequence[Column]], secret: Secret | None = None
    ) -> None:
        self._path, self._secret = path, secret
        self._database = self._opened()
        self._replaced = self._that_are_none()
        self._tables = {name: self._there(name, columns) for name, columns in tables.items()}

    def _opened(self) -> sqlite3.Connection:
        made = create(self._path, self._secret)
        made.text_factory = bytes
        with contextlib.suppress(sqlite3.Error, UnicodeDecodeError):
            made.execute("PRAGMA cell_size_check=ON")
            made.execute("PRAGMA journal_mode=DELETE")
        return made

    def _that_are_none(self) -> frozenset[str]:
        """Tables in whose place something else stands: reading it might never come to an end."""
        self._database.text_factory = str
        try:
            return frozenset(foreign_parts(self._database).replaced)
        except (sqlite3.Error, UnicodeDecodeError):
            return frozenset()
        finally:
            self._database.text_factory = bytes

    def _open_anew(self) -> None:
        """After a page that fails its check, SQLCipher refuses all others until it is opened."""
        if self._secret is not None:
            self._database.close()
            self._database = self._opened()

    def _there(self, table: str, columns: Sequence[Column]) -> Sequence[Column]:
        """Those columns the file has; all where it does not tell. Older revisions have fewer."""
        names: set[str] = set()
        with contextlib.suppress(sqlite3.Error, UnicodeDecodeError):
            rows = self._database.execute(f"PRAGMA table_info({quoted(table)})").fetchall()
            names = {row[1].decode("utf-8") for row in rows}
        return [column for column in columns if column.name in names] if names else columns

    def close(self) -> None:
        """Let go of the file."""
        self._database.close()

    def walk(self, table: str) -> Iterator[Row | None]:
        """The rows of a table in order; None for each that makes no sense.

        Raises sqlite3.Error where the walk breaks off.
        """
        self._open_anew()
        if table in self._replaced:
            raise sqlite3.DatabaseError(table)
        columns = self._tables[table]
        listed = ", ".join(quoted(column.name) for column in columns)
        for found in self._database.execute(f"SELECT {listed} FROM {quoted(table)}"):  # noqa: S608
            yield _understood(found, columns)

    def scan(self) -> Iterator[tuple[str, Row] | None]:
        """Rows of all tables from the pages, told apart by what is in them; None for the rest."""
        with Pages(self._path, self._secret) as pages:
            for raw in pages.rows():
                yield None if raw is None else self._told_apart(raw)

    def _told_apart(self, raw: RawRow) -> tuple[str, Row] | None:
        for table, columns in self._tables.items():
            if len(raw.values) == len(columns) and _fits(raw, columns):
                values = [
                    raw.number if column.alias else value
                    for column, value in zip(columns, raw.values, strict=True)
                ]
                row = _understood(values, columns)
                if row is not None:
                    return table, row
        return None

    def keys(self, table: str, names: Sequence[str]) -> Iterator[tuple[str, ...]]:
        """The keys of a table's rows by its index, which may know of rows that are lost."""
        listed = ", ".join(quoted(name) for name in names)
        index = quoted(f"sqlite_autoindex_{table}_1")
        query = f"SELECT {listed} FROM {quoted(table)} INDEXED BY {index}"  # noqa: S608
        self._open_anew()
        with contextlib.suppress(sqlite3.Error, UnicodeDecodeError):
            for row in self._database.execute(query):
                yield tuple(
                    part.decode("utf-8") if isinstance(part, bytes) else str(part) for part in row
                )


def working_copy(source: Path, folder: Path, secret: Secret | None = None) -> Path:
    """A copy of a damaged library and its log in `folder`, encrypted as it is. Raises OSError.

    A last page that is cut off goes: SQLite would read what is missing as zeros.
    """
    copy = folder / "damaged.nzl"
    shutil.copyfile(source, copy)
    if secret is not None:
        with copy.open("rb+") as file:
            file.write(secret.head)  # which may be what is damaged
    with Pages(copy, secret) as pages:
        whole = pages.count * pages.size
    os.truncate(copy, whole)
    if has_log(source):
        shutil.copyfile(f"{source}-wal", f"{copy}-wal")
    return copy


def _fits(raw: RawRow, columns: Sequence[Column]) -> bool:
    return all(
        _of_kind(value, column, is_text=is_text)
        for value, column, is_text in zip(raw.values, columns, raw.texts, strict=True)
    )


def _of_kind(value: Value, column: Column, *, is_text: bool) -> bool:
    if value is None:
        return column.alias or not column.needed
    if column.alias:
        return False
    if isinstance(value, int):
        return column.kind == "number"
    return isinstance(value, bytes) and is_text == (column.kind in ("text", "json"))


def _understood(found: Sequence[object], columns: Sequence[Column]) -> Row | None:
    """The values as the tables take them; None when one of them is not of its kind."""
    row: dict[str, object] = {}
    for column, value in zip(columns, found, strict=True):
        if value is None:
            if column.needed:
                return None
            row[column.name] = None
            continue
        if not isinstance(value, int if column.kind == "number" else bytes):
            return None
        row[column.name] = value
        if isinstance(value, bytes) and column.kind != "bytes":
            try:
                text = value.decode("utf-8")
                if column.kind == "json":
                    json.loads(text)
            except ValueError:
                return None
            row[column.name] = text
    return row
