"""The sheets of a pack workbook: which list of the pack files each holds, with what columns."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from desktop_app.packs.workbook import columns as c
from desktop_app.packs.workbook.coding import Form
from desktop_app.packs.workbook.columns import Column

MARK: Final = "near-zero:"
FIRST_ROW: Final = 3
"""Row 1 holds the hidden ids of the columns, row 2 their heads."""
FILE_COLUMN: Final = 1
"""The hidden column with the file of each line."""
FIELD_COLUMN: Final = 2


@dataclass(frozen=True, slots=True)
class Kind:
    """One list of a pack file as a sheet.

    `path` is where the list stands in the file ("readiness.gate"); `children` are lists inside
    an element that become lines of their own below it, with the word of such a line.
    """

    path: str
    title: str
    columns: tuple[Column, ...]
    word: str = ""
    children: tuple[tuple[str, str], ...] = ()
    tab: str = "list"

    @property
    def mark(self) -> str:
        """What the hidden first cell of the sheet says."""
        return f"{MARK}{self.path}"

    @property
    def words(self) -> dict[str, str]:
        """The field of a line by the word that says which line it is; "" for the element."""
        return {self.word: "", **{word: field for field, word in self.children}}


ASSESSMENT: Final = Kind(
    "assessment", "评价表", c.ASSESSMENT, "评价", (("group", "一级指标"),), "table"
)
INDICATOR: Final = Kind(
    "indicator", "指标", (*c.INDICATOR, *c.AFTER_LEVELS), "指标", (("part", "分项"),), "table"
)
EACH: Final = Kind("each", "模板", c.EACH, tab="model")
SUB_INDEX: Final = Kind(
    "readiness.sub_index", "子指数", c.SUB_INDEX, "子指数", (("part", "组成"),), "model"
)

BEFORE_TABLES: Final = (
    Kind("source", "出处", c.SOURCE),
    Kind("section", "栏目", c.SECTION),
    Kind("record_kind", "记录类型", c.RECORD_KIND, "类型", (("field", "字段"),)),
    Kind("field_options", "字段选项", c.FIELD_OPTIONS),
    Kind("item", "数据项", c.ITEM),
    Kind("parameter", "系数", c.PARAMETER),
    Kind("binding", "系数族的选用", c.BINDING),
    Kind("quantity", "计算式", c.QUANTITY),
    Kind(
        "scale",
        "等级尺度",
        c.SCALE,
        "尺度",
        (("level", "等级"), ("below", "末级以下"), ("mark", "其他标记")),
    ),
    ASSESSMENT,
)
AFTER_TABLES: Final = (
    Kind("measure", "改进措施", c.MEASURE),
    Kind("check", "检查规则", c.CHECK),
    SUB_INDEX,
    Kind("readiness.gate", "门槛", c.GATE, tab="model"),
    Kind("readiness.grade", "双近零等级", c.GRADE, tab="model"),
    Kind("readiness.variant", "敏感性口径", c.VARIANT, tab="model"),
    Kind("confirmation", "核实记录", c.CONFIRMATION),
    EACH,
)
LISTS: Final = (*BEFORE_TABLES, INDICATOR, *AFTER_TABLES)
BY_PATH: Final = {kind.path: kind for kind in LISTS}

PACK: Final = Kind("pack", "规则包", c.HEADER, tab="head")
MODEL: Final = Kind("readiness", "双近零模型", c.MODEL, tab="model")
SINGLES: Final = (PACK, MODEL)

TABLE_MARK: Final = f"{MARK}table:"
FILES_MARK: Final = f"{MARK}files"
CASES_MARK: Final = f"{MARK}cases"
REST_MARK: Final = f"{MARK}rest"
LONG_MARK: Final = f"{MARK}long"
AIDS_MARK: Final = f"{MARK}aids"
"""Sheets that help the reader and hold nothing of the pack: the guide, the lists of words."""
FIXED_MARKS: Final = (FILES_MARK, CASES_MARK, REST_MARK, LONG_MARK, AIDS_MARK)

LINE: Final = "{line}"
"""The column that says which line of an element a row is."""


def level_field(number: int) -> str:
    """The column of a level, counted from 1."""
    return f"levels.{number}"


def level_number(field: str) -> int:
    """The number of the level a column is for; 0 for other columns."""
    number = field.removeprefix("levels.")
    return int(number) if field != number and number.isdigit() and len(number) < 3 else 0


_SHARED: Final = {column.field: column for column in (*c.CITED, c.UNIT)}


def raw_column(field: str) -> Column:
    """The column of a field no sheet explains: rows of templates may cite, else their own."""
    return _SHARED.get(field) or Column(field, field, Form.ANY, width=16)
