"""Writing the files of a pack: TOML laid out as authors write it, read back to the same values."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Final

import tomli_w

_BARE: Final = re.compile(r"[A-Za-z0-9_-]+")
_WIDTH: Final = 100
_ROWS: Final = "table"


def dumps(document: Mapping[str, object]) -> str:
    """The text of a pack file; tables of rows have one line per row."""
    plain = [name for name, value in document.items() if not _is_block(value)]
    lines = [f"{_key(name)} = {literal(document[name])}" for name in plain]
    for name, value in document.items():
        if isinstance(value, Mapping) and name == _ROWS:
            lines += ["", *_rows(value)]
        elif _is_block(value):
            lines += _blocks(_key(name), value)
    return "\n".join(lines).strip("\n") + "\n" if lines else ""


def literal(value: object) -> str:
    """A value on one line."""
    if isinstance(value, Mapping):
        inner = ", ".join(f"{_key(str(name))} = {literal(one)}" for name, one in value.items())
        return f"{{ {inner} }}" if inner else "{}"
    if isinstance(value, list):
        return f"[{', '.join(map(literal, value))}]"
    if isinstance(value, Decimal) and value.is_finite():
        # A number without a point would come back as a whole number: 8e0 stays a decimal one.
        text = str(value)
        return text if set(text) & set(".eE") else f"{text}e0"
    return tomli_w.dumps({"v": value}).removeprefix("v = ").removesuffix("\n")


def _key(name: str) -> str:
    return name if _BARE.fullmatch(name) else literal(name)


def _is_block(value: object) -> bool:
    return isinstance(value, Mapping) or _is_list_of_tables(value)


def _is_list_of_tables(value: object) -> bool:
    return isinstance(value, list) and bool(value) and all(isinstance(v, Mapping) for v in value)


def _blocks(path: str, value: object) -> Iterator[str]:
    """A table or a list of tables under its head."""
    if isinstance(value, Mapping):
        yield from ("", f"[{path}]")
        yield from _inside(path, value)
    elif isinstance(value, list):
        for one in value:
            yield from ("", f"[[{path}]]")
            yield from _inside(path, one)


def _inside(path: str, table: Mapping[str, object]) -> Iterator[str]:
    blocks: list[str] = []
    for name, value in table.items():
        line = f"{_key(name)} = {literal(value)}"
        nested = isinstance(value, Mapping) and not any(map(_is_block, value.values()))
        if _is_list_of_tables(value) or (_is_block(value) and not (nested and len(line) <= _WIDTH)):
            blocks.append(name)
        else:
            yield line
    for name in blocks:
        yield from _blocks(f"{path}.{_key(name)}", table[name])


def _rows(tables: Mapping[str, object]) -> Iterator[str]:
    """[table]: each named list with one row per line."""
    yield f"[{_ROWS}]"
    blocks: list[str] = []
    for name, value in tables.items():
        if _is_list_of_tables(value) and isinstance(value, list):
            yield from (f"{_key(name)} = [", *(f"  {literal(row)}," for row in value), "]")
        elif isinstance(value, Mapping):
            blocks.append(name)
        else:
            yield f"{_key(name)} = {literal(value)}"
    for name in blocks:
        yield from _blocks(f"{_ROWS}.{_key(name)}", tables[name])
