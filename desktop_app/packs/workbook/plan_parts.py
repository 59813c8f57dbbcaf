"""Small questions asked while a pack is laid out on sheets: what can be a row, what names it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final, TypeGuard

from desktop_app.packs.toml_text import dumps
from desktop_app.packs.workbook import kinds
from desktop_app.packs.workbook.coding import Form
from desktop_app.packs.workbook.columns import Column

Table = Mapping[str, object]
Documents = Mapping[str, Table]

BARE: Final = re.compile(r"[A-Za-z0-9_-]{1,60}")
MAX_LEVELS: Final = 20


def rows_of(value: object) -> list[Table]:
    """A list of tables that can be rows; empty for everything else."""
    if not isinstance(value, list):
        return []
    rows: list[Table] = [row for row in value if isinstance(row, Mapping) and row]
    sound = len(rows) == len(value) and all(BARE.fullmatch(str(key)) for row in rows for key in row)
    return rows if sound else []


def level_column(number: int, name: str) -> Column:
    """The column of a level."""
    note = (
        "限值写数值或公式，区间写“下限~上限”，文字要求照写；"
        "没有要求写“无要求”，标准不设该级写“—”，不知道写“未知”。"
    )
    return Column(kinds.level_field(number), name, Form.LEVEL, note, width=20)


def group_labels(groups: object) -> dict[str, str]:
    """What rows call their group: its name, where no other group of the table has it too."""
    found: dict[str, str] = {}
    for row in rows_of(groups):
        own_id, name = row.get("id"), row.get("name")
        if isinstance(own_id, str) and isinstance(name, str) and name.strip():
            found.setdefault(own_id, name.strip())
    names = list(found.values())
    return {
        key: name for key, name in found.items() if names.count(name) == 1 and name not in found
    }


def group_lines(element: Table, start: int) -> dict[str, int]:
    """The line of 评价表 in which each group of an assessment stands, by label."""
    labels = group_labels(element.get("group"))
    rows = rows_of(element.get("group"))
    return {
        labels[str(row["id"])]: start + number
        for number, row in enumerate(rows, 1)
        if str(row.get("id")) in labels
    }


def is_levels(value: object) -> TypeGuard[list[object]]:
    """Whether the levels of a row have a column each."""
    return isinstance(value, list) and 0 < len(value) <= MAX_LEVELS


def with_template(values: Table) -> dict[str, object]:
    """An [[each]] with its templates as the text of one cell."""
    own = {name: values[name] for name in ("table", "where") if name in values}
    rest = {name: value for name, value in values.items() if name not in own}
    return {**own, "{template}": dumps(rest)} if rest else own


def own_scales(files: Documents) -> dict[str, int]:
    """How many levels the scales of a pack have, by id."""
    found: dict[str, int] = {}
    for document in files.values():
        for row in rows_of(document.get("scale")):
            found[str(row.get("id", ""))] = len(rows_of(row.get("level")))
    return found
