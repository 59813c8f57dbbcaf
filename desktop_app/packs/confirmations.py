"""Confirmations as TOML: carried by hand from one library to another, or inside a pack."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from itertools import count
from typing import Final

import tomli_w

from desktop_app.core.pack import Confirmation
from desktop_app.core.problems import Problem, problem
from desktop_app.packs.elements import read_confirmation
from desktop_app.packs.fields import Fields
from desktop_app.packs.files import Contents, parse

MAX_BYTES: Final = 5_000_000


def confirmation_row(one: Confirmation) -> dict[str, str | date]:
    """A confirmation as a [[confirmation]] of a pack file; empty texts are left out."""
    checked = one.checked
    row: dict[str, str | date] = {
        "path": one.path,
        "digest": one.digest,
        "who": checked.who,
        "on": checked.on,
        "document": checked.document,
        "page": checked.page,
        "note": checked.note,
    }
    return {name: value for name, value in row.items() if value}


def with_rows(contents: Contents, confirmations: Iterable[Confirmation]) -> Contents:
    """The files of a pack with these confirmations of it in one more file."""
    rows = tomli_w.dumps({"confirmation": [confirmation_row(one) for one in confirmations]})
    names = (f"confirmed_{number}.toml" for number in count(1))
    name = next(one for one in names if one not in contents.files)
    return replace(contents, files={**contents.files, name: rows.encode()})


def written(confirmations: Iterable[Confirmation]) -> str:
    """Confirmations of any packs as TOML: [[confirmation]] with the pack's id."""
    rows = [{"pack": one.pack, **confirmation_row(one)} for one in confirmations]
    return tomli_w.dumps({"confirmation": rows})


def read_written(text: str, name: str) -> tuple[Confirmation, ...] | tuple[Problem, ...]:
    """The confirmations in such a text, or everything wrong with it."""
    if len(text) > MAX_BYTES:
        return (problem("confirm.unreadable", name, detail=f"> {MAX_BYTES // 1_000_000} MB"),)
    content = parse(text.encode("utf-8", "replace"), name)
    if isinstance(content, Problem):
        return (content,)
    found: list[Problem] = []
    top = Fields(content, name, "", "", found)
    read = [_read(row) for row in top.tables("confirmation")]
    top.finish()
    if not read and not found:
        found.append(problem("confirm.unreadable", name, detail="[[confirmation]]"))
    return tuple(found) or tuple(read)


def _read(row: Fields) -> Confirmation:
    pack = row.id("pack")
    return replace(read_confirmation(row), pack=pack)
