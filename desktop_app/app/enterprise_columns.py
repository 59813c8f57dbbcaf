"""The columns a list of cases can have: what stands in each, and what it is ordered by."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any, Final

from desktop_app.app.enterprise_words import (
    NOTHING,
    figure_words,
    grade_words,
    mark_words,
    moment,
    packs_words,
    span_words,
    standing_words,
)
from desktop_app.app.enterprises import CaseLine, Standing
from desktop_app.app.limb_words import limb_title
from desktop_app.core.case_summary import Mark, MarkState
from desktop_app.core.pack import Limb
from desktop_app.core.problems import Severity
from desktop_app.core.summary import LIMBS
from desktop_app.i18n import _

NAME: Final = "name"
_PLACE: Final = {MarkState.LEVEL: 0, MarkState.FIGURE: 1, MarkState.OPEN: 2, MarkState.NA: 3}


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its words, width at 100 %, whether it stands to the right, and what is in it.

    `key` gives what lines are ordered by, None for a line that has nothing there. `limb` is set for
    a column that shows how a case stands in a limb. `offered` columns are shown at first. `by_name`
    columns are ordered as names are read.
    """

    id: str
    title: str
    width: int
    text: Callable[[CaseLine], str]
    key: Callable[[CaseLine], Any]
    right: bool = False
    limb: Limb | None = None
    offered: bool = True
    by_name: bool = False


def columns() -> tuple[Column, ...]:
    """All columns, in the order they are shown."""
    return (*_who(), *_verdict(), *map(limb_column, LIMBS), *_figures(), *_place(), *_origin())


def heat_columns() -> tuple[Column, ...]:
    """The columns of the heat map: who it is, the grade, and one per limb."""
    named = {column.id: column for column in columns()}
    return (named[NAME], named["year"], named["grade"], *(named[limb.value] for limb in LIMBS))


def _who() -> tuple[Column, ...]:
    return (
        Column(
            NAME, _("企业"), 204, lambda x: x.enterprise.name, lambda x: x.enterprise.name,
            by_name=True,
        ),
        Column("year", _("年度"), 58, lambda x: str(x.facts.year), lambda x: x.facts.year),
        Column(
            "industry", _("行业"), 106, lambda x: x.industry or NOTHING,
            lambda x: x.enterprise.industry or None,
        ),
    )  # fmt: skip


def _place() -> tuple[Column, ...]:
    return (
        Column(
            "region", _("地区"), 150, lambda x: x.region or NOTHING,
            lambda x: x.enterprise.region or None,
        ),
        Column(
            "uscc", _("信用代码"), 176, lambda x: x.enterprise.uscc or NOTHING,
            lambda x: x.enterprise.uscc or None, offered=False,
        ),
        Column("packs", _("规则包"), 150, packs_words, lambda x: x.facts.packs, offered=False),
    )  # fmt: skip


def _verdict() -> tuple[Column, ...]:
    return (
        Column(
            "grade", _("双近零等级"), 112, lambda x: grade_words(x.shown),
            lambda x: x.shown.grade or None,
        ),
        Column(
            "p", _("近零污染 P"), 92, lambda x: span_words(x.shown.pollution_axis),
            lambda x: x.shown.pollution_axis.low, right=True,
        ),
        Column(
            "c", _("近零碳 C"), 92, lambda x: span_words(x.shown.carbon_axis),
            lambda x: x.shown.carbon_axis.low, right=True,
        ),
        Column(
            "filled", _("完成度"), 66, filled_words,
            lambda x: x.shown.share if _judged(x) else None, right=True,
        ),
    )  # fmt: skip


def limb_column(limb: Limb) -> Column:
    """How cases stand in a limb; figures are ordered among figures."""
    return Column(
        limb.value,
        limb_title(limb),
        116,
        partial(_mark_text, limb),
        partial(_mark_key, limb),
        limb=limb,
    )


def _figures() -> tuple[Column, ...]:
    return (
        Column(
            "tce", _("综合能耗 tce"), 112, lambda x: figure_words(x.shown.energy),
            lambda x: x.shown.energy.value, right=True,
        ),
        Column(
            "co2", _("二氧化碳 tCO₂"), 120, lambda x: figure_words(x.shown.carbon),
            lambda x: x.shown.carbon.value, right=True,
        ),
        Column("errors", _("错误"), 60, partial(_count, Severity.ERROR),
               partial(_count_key, Severity.ERROR), right=True),
        Column("warnings", _("提醒"), 60, partial(_count, Severity.WARNING),
               partial(_count_key, Severity.WARNING), right=True),
    )  # fmt: skip


def _origin() -> tuple[Column, ...]:
    return (
        Column(
            "changed", _("最近修改"), 136, lambda x: moment(x.facts.changed) or NOTHING,
            lambda x: x.facts.changed or None,
        ),
        Column(
            "standing", _("判定"), 100, standing_words, lambda x: list(Standing).index(x.standing)
        ),
    )  # fmt: skip


def filled_words(line: CaseLine) -> str:
    """The answered share, never rounded up to all of it."""
    share = line.shown.share if _judged(line) else None
    if share is None:
        return NOTHING
    whole = int(share * 100)
    return f"{whole}%" if line.shown.complete else f"{min(whole, 99)}%"


def _judged(line: CaseLine) -> bool:
    return bool(line.shown.packs)


def _mark_text(limb: Limb, line: CaseLine) -> str:
    words = mark_words(line.shown.marks.get(limb), limb)
    return f"{words.sign} {words.text}".strip()


def _mark_key(limb: Limb, line: CaseLine) -> Any:  # noqa: ANN401 - whatever orders marks
    mark: Mark | None = line.shown.marks.get(limb)
    if mark is None or mark.state is MarkState.NONE:
        return None
    return (_PLACE[mark.state], mark.place, mark.value or 0)


def _count(severity: Severity, line: CaseLine) -> str:
    count = _count_key(severity, line)
    return NOTHING if count is None else f"{count:,}"


def _count_key(severity: Severity, line: CaseLine) -> int | None:
    return line.shown.findings.get(severity)
