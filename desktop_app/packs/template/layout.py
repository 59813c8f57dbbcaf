"""What the template asks: the fields of the sheet 标准, the columns of the sheet 指标表.

Columns are known by their heads, so that they may be moved, and a printed head may be pasted in.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import Final

from desktop_app.packs.workbook.coding import Words
from desktop_app.packs.workbook.words import CONFIDENCE

STANDARD: Final = "标准"
TABLE: Final = "指标表"
EXAMPLE: Final = "示例"
GUIDE: Final = "说明"
LISTS: Final = "词表"
LEVELS: Final = ("level_1", "level_2", "level_3")
MAX_LINES: Final = 600
"""Rows of a table that are read; the longest printed ones have about a hundred."""

INDEX: Final = "综合指数：限定性指标 + 权重"
ITEM_BY_ITEM: Final = "逐项对照：没有权重"
KINDS: Final = Words({"level_index.v1": INDEX, "item_by_item.v1": ITEM_BY_ITEM})
YES_NO: Final = Words({"yes": "是", "no": "否"})
MINIMUM: Final = ("85", "85", "100")
"""The index of each level the method of the program asks for (编制通则)."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A field of the sheet 标准; `filled` is what the blank template already says."""

    field: str
    head: str
    note: str
    required: bool = False
    words: Words | None = None
    filled: str = ""


FIELDS: Final = (
    Asked("title", "标准名称", "全称，例如 某某行业清洁生产评价指标体系。", required=True),
    Asked("number", "文号或标准号", "例如 2015年第25号公告、HJ/T 126-2003。", required=True),
    Asked("issuer", "发布机关", "可空。"),
    Asked("valid_from", "施行日期", "写成 2015-10-28。空着即各年度都用这张表。"),
    Asked("valid_to", "废止日期", "已被新标准代替的才写。"),
    Asked(
        "industry",
        "适用行业",
        "从列表选；列表里没有的直接写 GB/T 4754 代码，例如 C3360。几个行业用“、”分开。",
        required=True,
    ),
    Asked("kind", "判定方法", "有权重和限定性指标的选综合指数。", required=True, words=KINDS),
    Asked(
        "confidence",
        "怎样得到的数",
        "对照原文填的选“单一来源”；另有一处互相印证的才选“已核实”。结果会带着这个标记。",
        required=True,
        words=CONFIDENCE,
    ),
    Asked("evidence", "出处", "书名页码、网址，一行一个。可空。"),
    Asked("minimum_1", "Ⅰ级综合指数不小于", "只用于综合指数。", filled=MINIMUM[0]),
    Asked("minimum_2", "Ⅱ级综合指数不小于", "同上。", filled=MINIMUM[1]),
    Asked("minimum_3", "Ⅲ级综合指数等于", "同上。", filled=MINIMUM[2]),
    Asked(
        "others",
        "Ⅰ级另要求其余指标达到Ⅱ级",
        "定级条件里写有“非限定性指标全部满足Ⅱ级及以上”的选“是”。",
        words=YES_NO,
        filled="否",
    ),
    Asked("id", "规则包编号", "可空，自动编。小写字母、数字和下划线，例如 my_plating。"),
)


@dataclass(frozen=True, slots=True)
class Head:
    """A column of the sheet 指标表."""

    field: str
    head: str
    note: str
    width: int


HEADS: Final = (
    Head("no", "序号", "可空。", 6),
    Head("group", "一级指标", "每组写一次即可：可合并，也可只写在第一行。", 16),
    Head("group_weight", "一级指标权重", "每组写一次。没有权重的标准空着。", 10),
    Head(
        "name",
        "二级指标",
        "限定性指标在名称前后加 ★ 或 *。分 a) b) 的：先写总名称一行（各级空着），下面每项一行。",
        34,
    ),
    Head("unit", "单位", "照印，例如 t/t 产品。文字要求的空着。", 13),
    Head("weight", "二级指标权重", "组内合计 1 或 100；按全表合计 100 分给的也可。", 10),
    Head("level_1", "Ⅰ级", "照印：≥95、≤0.30、0.4~0.6、100%、无要求、文字要求。", 24),
    Head("level_2", "Ⅱ级", "与左边相同的可合并单元格，或写“同左”。", 24),
    Head("level_3", "Ⅲ级", "没有要求写“无要求”；标准不设该级写“不设”；不知道写“未知”。", 24),
    Head("limiting", "限定性", "名称前后已有 ★ 的可空。", 8),
    Head("hint", "怎么填、数据来源", "可空。填报时显示在该项下面。", 28),
)
_BLANKS: Final = re.compile(r"\s+")
_LEVEL: Final = re.compile(r"(?P<level>III|II|I|[123一二三])级(?!指标)")
_NUMBER_OF: Final = {"I": 1, "1": 1, "一": 1, "II": 2, "2": 2, "二": 2, "III": 3, "3": 3, "三": 3}
_TITLES: Final = (
    ("no", "序号"),
    ("group", "一级指标"),
    ("name", "二级指标"),
    ("name", "指标项"),
    ("unit", "单位"),
    ("limiting", "限定性"),
    ("hint", "怎么填"),
    ("hint", "数据来源"),
    ("hint", "备注"),
)


def fields_of(heads: dict[int, str]) -> dict[str, int]:
    """The column of each field, from the texts of a head row by column; the first one counts.

    Of two columns 序号 the first is often that of the groups: the one nearest to the names counts.
    """
    found: dict[str, int] = {}
    for column, text in sorted(heads.items()):
        name = _field_of(_BLANKS.sub("", unicodedata.normalize("NFKC", text)), found)
        if name == "no" and "name" not in found:
            found[name] = column
        elif name:
            found.setdefault(name, column)
    return found


def is_table(found: dict[str, int]) -> bool:
    """Whether a head row has what a table cannot do without."""
    return "name" in found and all(level in found for level in LEVELS)


def _field_of(text: str, found: dict[str, int]) -> str:
    if "权重" in text or "权值" in text:
        if "二级" in text or "分权重" in text:
            return "weight"
        first = "一级" in text or ("name" not in found and "group" in found)
        return "group_weight" if first else "weight"
    level = _LEVEL.match(text)
    if level:
        return f"level_{_NUMBER_OF[level['level']]}"
    return next((name for name, word in _TITLES if word in text), "")
