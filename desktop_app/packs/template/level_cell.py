"""One cell of a printed level table: "≥95", "0.4~0.6", 无要求, —, or a requirement in words.

A pure reading of text: it says what stands there and decides nothing that other cells of the row
must decide (which way is better, what a dash means).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Final

from desktop_app.core.numbers import NumberText, read_number
from desktop_app.core.problems import Problem, problem
from desktop_app.core.units import Unit, parse_unit


class Says(StrEnum):
    """What a cell says."""

    BLANK = "blank"
    NUMBER = "number"
    RANGE = "range"
    TEXT = "text"
    FREE = "free"
    ABSENT = "absent"
    UNKNOWN = "unknown"
    DASH = "dash"
    SAME = "same"


@dataclass(frozen=True, slots=True)
class LevelCell:
    """A read cell: its `text` as typed, and for numbers the `sign` ("", "<", "<=", ">", ">=", "=").

    A number stands in `high`, a range has both ends, `unit` is what follows them. `like` is the
    level (0 first) another one is said to be the same as; -1 is the one to the left.
    """

    says: Says
    text: str = ""
    sign: str = ""
    low: Decimal | None = None
    high: Decimal | None = None
    unit: str = ""
    like: int = -1


_FREE: Final = frozenset(
    {"无要求", "无此要求", "无此项要求", "不要求", "不作要求", "不做要求", "没有要求", "不作规定"}
)
_ABSENT: Final = frozenset({"不设", "不设此级", "不设该级", "标准不设该级", "无此级", "无此等级"})
_UNKNOWN: Final = frozenset({"未知", "不详", "待查", "不知道", "?", "？", "??", "？？"})
_DASHES: Final = frozenset({*"-—–―－−_/／\\", "--", "——", "－－", "---", "//", "无"})
_SAME: Final = frozenset(
    {"同左", "同左边", "同前", "同前级", "同前一级", "同上级", "同上一级", "〃"}
)
_LIKE: Final = re.compile(r"[同与](?P<level>Ⅰ|Ⅱ|Ⅲ|I{1,3}|[123一二三])级(?:要求|相同|一致)*")
_LEVELS: Final = {
    **dict.fromkeys(("Ⅰ", "I", "1", "一"), 0),
    **dict.fromkeys(("Ⅱ", "II", "2", "二"), 1),
    **dict.fromkeys(("Ⅲ", "III", "3", "三"), 2),
}
_BLANKS: Final = re.compile(r"[\s\u3000\u200b\ufeff]+")
_BETWEEN: Final = re.compile(r"\s*(?:[~～〜∼至到]|[-—–－]+)\s*(?=[0-9０-９.．])")
_AFTER: Final = re.compile(r"\s*(?P<word>及以上|以上|及以下|以下|以内)$")
_AFTERS: Final = {"及以上": ">=", "以上": ">=", "及以下": "<=", "以下": "<=", "以内": "<="}
"""以上、以下、以内 include the number itself (民法典 1259)."""
_LIKE_NUMBER: Final = re.compile(r"[0-9０-９.．<>≤≥≦≧⩽⩾＜＞=＝≈+＋]")
_FORMULA: Final = re.compile(r"[<>≤≥=]*[\d.]+%?[-+*×/][\d.]*[*×]?[a-zA-Z]\)?")
_WORDY: Final = re.compile(r"[\u3400-\u9fff]")
_MEANT_FOR_ANSWERS: Final = frozenset({"number.range", "number.unreadable", "number.too_long"})
"""Problems of numbers whose advice is for who answers, not for who writes a limit."""
_MOST: Final = 200


def read_level(text: str, unit: str = "") -> LevelCell | Problem:
    """What a cell says; a problem where it looks like a number and cannot be read as one.

    `unit` is what the row has as its unit, which may be repeated behind the number.
    """
    plain = _BLANKS.sub(" ", text).strip()
    bare = plain.replace(" ", "").rstrip("。.；;")
    word = _word(bare or plain)
    if word is not None:
        return LevelCell(word, plain)
    like = _LIKE.fullmatch(bare)
    if like is not None:
        return LevelCell(Says.SAME, plain, like=_LEVELS[like["level"]])
    if bare in ("同上", "同上行"):
        return problem("template.same_above")
    if _FORMULA.fullmatch(bare):
        return problem("template.level_formula", value=plain[:40])
    found = None if len(plain) > _MOST else _range(plain, unit) or _number(plain, unit)
    if isinstance(found, LevelCell):
        return found
    if not _LIKE_NUMBER.match(plain) or _WORDY.search(plain) or len(plain) > _MOST:
        return LevelCell(Says.TEXT, text.strip())
    if found is None or found.code in _MEANT_FOR_ANSWERS:
        return problem("template.level_unread", value=plain[:40])
    return found


def _word(bare: str) -> Says | None:
    """What a cell of a single word says."""
    if not bare:
        return Says.BLANK
    for words, says in (
        (_FREE, Says.FREE),
        (_ABSENT, Says.ABSENT),
        (_UNKNOWN, Says.UNKNOWN),
        (_DASHES, Says.DASH),
        (_SAME, Says.SAME),
    ):
        if bare in words:
            return says
    return None


def _range(plain: str, unit: str) -> LevelCell | Problem | None:
    """Two numbers with a sign of a range between them."""
    for between in _BETWEEN.finditer(plain):
        first, last = plain[: between.start()], plain[between.end() :]
        low, high = read_number(first), read_number(last)
        if not isinstance(low, NumberText) or not isinstance(high, NumberText):
            continue
        if low.value is None or high.value is None or low.qualifier or high.qualifier:
            continue
        units = [one for one in (low.unit_text, high.unit_text) if one]
        if not all(is_unit(one, unit) for one in units) or len(set(units)) > 1:
            continue
        if low.value > high.value:
            return problem("template.range_order", low=low.value, high=high.value)
        return LevelCell(Says.RANGE, plain, "", low.value, high.value, units[0] if units else "")
    return None


def _number(plain: str, unit: str) -> LevelCell | Problem | None:
    """One number with the sign before it, or 以上 or 以下 behind it; None where words follow."""
    equal = plain.startswith(("=", "＝"))
    after = _AFTER.search(plain)
    body = plain[: after.start()] if after else plain
    read = read_number(body[1:] if equal else body)
    if isinstance(read, Problem):
        return read
    if read.value is None or read.qualifier == "≈" or not is_unit(read.unit_text, unit):
        return None
    if after and (equal or read.qualifier):
        return None
    sign = "=" if equal else _AFTERS[after["word"]] if after else read.qualifier
    return LevelCell(Says.NUMBER, plain, sign, None, read.value, read.unit_text)


def is_unit(text: str, unit: str) -> bool:
    """Whether what stands behind a number is a unit: any, or the very words of the row's own."""
    if not text or _BLANKS.sub("", text) == _BLANKS.sub("", unit):
        return True
    return isinstance(parse_unit(text), Unit)
