"""What the heads of a plant's table mean: months, totals, money, units, names of items.

Everything is compared after `flat`: half-width, without spaces and line breaks. What a head does
not clearly say it does not mean; nothing here guesses between two items.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import Final

from desktop_app.core.units import known_unit


class Span(StrEnum):
    """What stretch of time a head names; SUM is a total that is never a year's figure by itself."""

    MONTH = "month"
    YEAR = "year"
    SUM = "sum"


@dataclass(frozen=True, slots=True)
class Head:
    """A head that names a time.

    `year` is 0 when none is written; `rest` is what stands behind the month ("用电量(万kWh)").
    `weak` heads (202303) could be figures and count only beside others.
    """

    span: Span
    month: int = 0
    year: int = 0
    rest: str = ""
    weak: bool = False


@dataclass(frozen=True, slots=True)
class Target:
    """An item that a table may be pasted into, with the unit its form shows."""

    key: str
    name: str
    unit: str = ""
    monthly: bool = True


def flat(text: str) -> str:
    """Half-width text without any white space."""
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text))


_CHINESE_MONTHS: Final = {
    word: number
    for number, word in enumerate(
        ("一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二"), 1
    )
}
_ENGLISH: Final = (
    "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
)  # fmt: skip
_MONTH: Final = re.compile(r"^(?:(\d{4})[年./-]?)?(\d{1,2})月份?(.*)$")
_CHINESE_MONTH: Final = re.compile(r"^(?:(\d{4})年)?(十[一二]?|[一二三四五六七八九])月份?(.*)$")
_DASHED: Final = re.compile(r"^(\d{4})[-/年](\d{1,2})(?:[-/月]0?1日?)?$")
_DIGITS: Final = re.compile(r"^((?:19|20)\d{2})\.?(\d{2})$")
_ENGLISH_MONTH: Final = re.compile(rf"^({'|'.join(_ENGLISH)})[a-z]*\.?-?(\d{{2}}|\d{{4}})?$")
_YEAR: Final = re.compile(r"^(\d{4})年?(?:全年|年度|度)?(?:合计|总计|累计|总量|数据|消耗量|用量)?$")
_TOTALS: Final = re.compile(
    r"^(?:(?:全年|本年|年度|年|1[-~至]12月)?(?:合计|总计|累计)数?|全年(?:总量|数)?|年总量|1[-~至]12月)$"
)
_SUM: Final = re.compile(
    r"累计|小计|季度|半年|平均|均值|\d{1,2}[-~至]\d{1,2}月|同比|环比|去年|上年|增减"
)
_TOTAL_WORDS: Final = re.compile(r"^(?:其中)?[:：]?(?:合计|总计|小计|累计|共计|总和|综合能耗|折标)")
_MONEY_WORDS: Final = re.compile(r"金额|费用|单价|电费|水费|价格|成本|\(元\)|\(万元\)|元/")


@lru_cache(maxsize=4096)
def read_head(text: str) -> Head | None:
    """The time a head names, or None when it names none."""
    word = flat(text).rstrip(":")
    if not word or len(word) > 40:
        return None
    return _month(word) or _total(word)


def _month(word: str) -> Head | None:
    for pattern, weak in ((_MONTH, False), (_DASHED, False), (_DIGITS, True)):
        found = pattern.match(word)
        if found and 1 <= int(found[2]) <= 12:
            rest = found[3] if pattern is _MONTH else ""
            return _headed(int(found[2]), int(found[1] or 0), rest, weak)
    found = _CHINESE_MONTH.match(word)
    if found:
        return _headed(_CHINESE_MONTHS[found[2]], int(found[1] or 0), found[3], weak=False)
    found = _ENGLISH_MONTH.match(word.lower())
    if found:
        year = int(found[2] or 0)
        return _headed(_ENGLISH.index(found[1]) + 1, year + 2000 if 0 < year < 100 else year)
    return None


def _headed(month: int, year: int, rest: str = "", weak: bool = False) -> Head | None:
    if _SUM.search(rest):
        return Head(Span.SUM, 0, year)
    if re.match(r"\d", rest):
        return None
    return Head(Span.MONTH, month, year, rest, weak)


def _total(word: str) -> Head | None:
    bare = re.sub(r"\([^()]*\)$", "", word)
    year = re.match(r"^(\d{4})年", bare)
    number = int(year[1]) if year else 0
    rest = bare[5:] if year else bare
    if _TOTALS.match(rest):
        return Head(Span.YEAR, 0, number, word[len(bare) :])
    if _SUM.search(bare):
        return Head(Span.SUM, 0, number)
    whole = _YEAR.match(bare) if "年" in bare else None
    return Head(Span.YEAR, 0, int(whole[1]), word[len(bare) :]) if whole else None


def is_total(text: str) -> bool:
    """Whether the name of a row says that it adds up others."""
    return bool(_TOTAL_WORDS.match(flat(text)))


def is_part(text: str) -> bool:
    """Whether the name of a row says that it is contained in another (其中)."""
    return flat(text).startswith("其中")


def is_money(text: str) -> bool:
    """Whether a head or name is about money."""
    return bool(_MONEY_WORDS.search(flat(text)))


def title_year(text: str) -> int:
    """The year a title names, 0 when none."""
    found = re.search(r"(?<!\d)(20\d{2})年", flat(text))
    return int(found[1]) if found else 0


def title_unit(text: str) -> str:
    """The unit a title line states for the whole table ("单位：吨"), or ""."""
    found = re.search(r"(?:计量)?单位[:：]([^\s,，;；)]+)", flat(text))
    return found[1] if found and as_unit(found[1]) else ""


def title_item(text: str) -> str:
    """The name a title states for the whole table ("能源名称：原煤"), or ""."""
    found = re.search(r"(?:能源|品种|物料|产品|原料)名称[:：]([^\s,，;；:：]+)", flat(text))
    return found[1] if found else ""


def as_unit(text: str) -> str:
    """The text when it is a unit other than a bare number's, else ""."""
    word = text.strip()
    if not word or len(word) > 12 or re.match(r"[\d.\-—]", word):
        return ""
    found = known_unit(word)
    return word if found is not None and found.symbol != "1" else ""


_BRACKET: Final = re.compile(r"[(\[]([^()\[\]]*)[)\]]")


def split_unit(text: str) -> tuple[str, str]:
    """A head without its unit, and the unit: 电力（万kWh）, 用电量/万kWh, 煤(t), "用量 吨"."""
    word = unicodedata.normalize("NFKC", text).strip()
    for found in _BRACKET.finditer(word):
        unit = as_unit(re.sub(r"^(?:计量)?单位:?", "", flat(found[1])))
        if unit:
            return flat(word[: found.start()] + word[found.end() :]), unit
    for mark in ("/", ",", "\n", " "):
        name, _mark, last = word.rpartition(mark)
        unit = as_unit(last)
        if unit and flat(name):
            return flat(name), unit
    return flat(word), ""


# Names people use, to names packs use. An alias counts only where a form has the item.
_ALIASES: Final[Mapping[str, tuple[str, ...]]] = {
    "电": ("电力",),
    "用电": ("电力",),
    "电量": ("电力",),
    "电能": ("电力",),
    "煤": ("原煤",),
    "煤炭": ("原煤",),
    "管道气": ("天然气",),
    "轻柴油": ("柴油",),
    "重油": ("燃料油",),
    "液化气": ("液化石油气",),
    "LPG": ("液化石油气",),
    "LNG": ("液化天然气",),
    "水": ("新水", "取水量", "新鲜水", "自来水"),
    "自来水": ("新水", "新鲜水"),
    "新鲜水": ("新水", "取水量"),
    "精煤": ("洗精煤",),
    "高炉气": ("高炉煤气",),
    "焦炉气": ("焦炉煤气",),
    "转炉气": ("转炉煤气",),
    "BFG": ("高炉煤气",),
    "COG": ("焦炉煤气",),
    "LDG": ("转炉煤气",),
    "市电": ("电力",),
    "网电": ("电力",),
    "烟煤": ("一般烟煤",),
    "中煤": ("洗中煤",),
    "矸石": ("煤矸石",),
    "天燃气": ("天然气",),
    "管道天然气": ("天然气",),
    "CNG": ("天然气",),
    "压缩天然气": ("天然气",),
    "0#柴油": ("柴油",),
    "0号柴油": ("柴油",),
    "92#汽油": ("汽油",),
    "92号汽油": ("汽油",),
    "95#汽油": ("汽油",),
    "95号汽油": ("汽油",),
}
# Names that mean one thing here and another there: all of them are offered, none is taken.
_UNCLEAR: Final[Mapping[str, tuple[str, ...]]] = {
    "动力煤": ("原煤", "一般烟煤", "褐煤"),
    "炼焦煤": ("炼焦烟煤", "洗精煤"),
    "焦煤": ("炼焦烟煤", "洗精煤"),
    "喷吹煤": ("无烟煤", "一般烟煤"),
    "煤粉": ("无烟煤", "一般烟煤"),
    "洗煤": ("洗精煤", "洗中煤"),
    "煤气": ("焦炉煤气", "高炉煤气", "转炉煤气", "发生炉煤气"),
}
_NUMBERING: Final = re.compile(r"^(?:\(?[0-9一二三四五六七八九十]{1,3}[)、.]+|其中:?|[-—*·•]+)")
_BEFORE: Final = re.compile(r"^(?:全厂|外购|购入|本月|年度|生产|耗用|消耗|使用|合计|总)+")
_AFTER: Final = re.compile(
    r"(?:消耗量|消费量|使用量|购入量|购进量|耗用量|消耗|消费|用量|耗量|总量|合计|总计|数量|实物量|量)+$"
)


class Names:
    """The items of a form by the names people give them."""

    def __init__(self, targets: Iterable[Target]) -> None:
        self.targets = {target.key: target for target in targets}
        self._exact: dict[str, list[str]] = {}
        self._loose: dict[str, list[str]] = {}
        for target in self.targets.values():
            whole = flat(target.name)
            self._exact.setdefault(whole, []).append(target.key)
            for loose in dict.fromkeys((_bare(whole), _core(_bare(whole)))):
                self._loose.setdefault(loose, []).append(target.key)

    def find(self, text: str) -> tuple[str, ...]:
        """The items a name can mean: none, one, or several when it is not clear which."""
        name, _unit = split_unit(text)
        name = _NUMBERING.sub("", name)
        for word in dict.fromkeys((flat(text), name)):
            if word in self._exact:
                return tuple(self._exact[word])
        for word in dict.fromkeys((_bare(name), _core(_bare(name)))):
            if word and word in self._loose:
                return tuple(self._loose[word])
        return self._by_alias(_core(_bare(name)))

    def _by_alias(self, word: str) -> tuple[str, ...]:
        for name in _ALIASES.get(word.upper(), ()):
            if name in self._loose:
                return tuple(self._loose[name])
        meant = (self._loose.get(name, ()) for name in _UNCLEAR.get(word, ()))
        found = tuple(key for keys in meant for key in keys)
        return found if len(found) > 1 else ()


def _bare(word: str) -> str:
    """A name without what it says in brackets."""
    return _BRACKET.sub("", word)


def _core(word: str) -> str:
    """A name without 外购 before and 消耗量 behind; a word that is nothing else stays."""
    shorter = _AFTER.sub("", _BEFORE.sub("", word))
    return shorter or word
