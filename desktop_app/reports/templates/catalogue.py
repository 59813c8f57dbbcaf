"""The chapters a template may choose from, the parts of each, and the facts of a cover."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from desktop_app.i18n import _

OWN_TEXT: Final = "text"
"""A chapter the template writes itself; the only one that may stand several times."""

_LIMB: Final = ("tables", "figures", "charts")
_ONE: Final[tuple[str, ...]] = ()

#: By id of a chapter its parts, in the order they are printed; all of them unless some are named.
CHAPTERS: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        "verdict": ("position", "limbs", "steps"),
        "glance": _ONE,
        "clean_production": _LIMB,
        "energy": _LIMB,
        "carbon": _LIMB,
        "pollutants": _LIMB,
        "policy": _LIMB,
        "readiness": ("gates", "scores", "remarks", "variants", "residual", "grades"),
        "checks": ("pressing", "aside", "remarks"),
        "gaps": ("gaps", "measures", "missing"),
        "priorities": ("gaps", "steps"),
        "plan": ("opening", "measures", "before_after", "charts"),
        "last_year": ("results", "levels", "causes", "filled"),
        "uncertain": ("missing", "unsure", "findings"),
        "data": _ONE,
        "calculation": _ONE,
        "sources": ("packs", "factors", "documents"),
        "basis": _ONE,
        "evidence": _ONE,
        OWN_TEXT: _ONE,
        "sign": _ONE,
    }
)

#: Chapters that are numbered as appendices, in whatever order they stand.
APPENDICES: Final = ("data", "calculation", "sources", "evidence")

#: Chapters that list the first few of many; the most a template may ask for.
LISTS: Final = ("priorities", "uncertain", "basis")
MOST: Final = 50

COVER_FIELDS: Final = ("name", "uscc", "region", "industry", "permit", "year", "created", "packs")


def chapter_names() -> dict[str, str]:
    """What every chapter is called where one chooses; most are headed so in the report too."""
    return {
        "verdict": _("自评结论"),
        "glance": _("各维度一览"),
        "clean_production": _("清洁生产水平"),
        "energy": _("能源与能效"),
        "carbon": _("碳排放"),
        "pollutants": _("污染物"),
        "policy": _("政策要求"),
        "readiness": _("双近零位置"),
        "checks": _("一致性检查"),
        "gaps": _("差距与改进"),
        "priorities": _("主要差距与下一步"),
        "plan": _("改进方案与行动计划"),
        "last_year": _("与上年对照"),
        "uncertain": _("还缺什么，哪些不确定"),
        "data": _("数据"),
        "calculation": _("计算过程"),
        "sources": _("规则包、系数与来源"),
        "basis": _("判定依据（简表）"),
        "evidence": _("佐证材料"),
        OWN_TEXT: _("自写一章"),
        "sign": _("声明与签章"),
    }


def appendix_number(number: int) -> str:
    """The head of an appendix by its place, counted from 1; there are no more than these."""
    return (_("附录一"), _("附录二"), _("附录三"), _("附录四"))[number - 1]
