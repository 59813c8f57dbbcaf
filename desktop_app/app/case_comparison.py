"""Two states of cases side by side: what differs in their data, and what each of them comes to.

Past states are led back from the log in memory; both are judged anew by the packs they were pinned
to. Nothing in the library changes.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from desktop_app.app.catalog import Catalog
from desktop_app.app.change_words import ChangeLine, Words
from desktop_app.app.enterprise_words import (
    NOTHING,
    figure_words,
    grade_words,
    mark_words,
    span_words,
)
from desktop_app.app.judged_cases import Judged, judge
from desktop_app.app.limb_words import limb_title
from desktop_app.core.case_diff import beside, case_diff
from desktop_app.core.case_summary import CaseSummary, Figure, summarize
from desktop_app.core.data import Case
from desktop_app.core.log import Step
from desktop_app.core.model import Model
from desktop_app.core.problems import Problem
from desktop_app.core.summary import LIMBS
from desktop_app.core.units import show_unit
from desktop_app.i18n import _, format_number, translate
from desktop_app.store.library import Library
from desktop_app.store.past import Past


@dataclass(frozen=True, slots=True)
class Side:
    """A state to compare: a case now, or as it was after the edit `position`; `name` for people."""

    case_id: str
    position: int | None = None
    name: str = ""


@dataclass(frozen=True, slots=True)
class Judgement:
    """A state as judged; `summary` has faults when no packs could judge it."""

    side: Side
    case: Case
    summary: CaseSummary
    model: Model | None = None


@dataclass(frozen=True, slots=True)
class VerdictLine:
    """One thing that was judged, on both sides; texts to show."""

    name: str
    old: str
    new: str

    @property
    def differs(self) -> bool:
        """Whether the sides say something else."""
        return self.old != self.new


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two states of cases: what differs, in words and as steps, and what they come to."""

    old: Judgement
    new: Judgement
    lines: tuple[ChangeLine, ...]
    verdict: tuple[VerdictLine, ...]

    @property
    def steps(self) -> tuple[Step, ...]:
        """What differs, as steps from the old to the new."""
        return tuple(line.step for line in self.lines)

    @property
    def of_one_case(self) -> bool:
        """Whether both are states of the same case."""
        return self.old.side.case_id == self.new.side.case_id


def compare(library: Library, catalog: Catalog, old: Side, new: Side) -> Comparison | Problem:
    """Compare two states; a Problem when one of them cannot be read."""
    before, after = (_past(library, side) for side in (old, new))
    if isinstance(before, Problem):
        return before
    if isinstance(after, Problem):
        return after
    judged = [
        _judged(library, catalog, side, past.case) for side, past in ((old, before), (new, after))
    ]
    state = before.state
    if old.case_id != new.case_id:
        state = beside(state, before.case.year, after.case.year)
        steps = case_diff(state, beside(after.state, after.case.year, after.case.year))
    else:
        steps = case_diff(state, after.state)
    words = Words(judged[1].model or judged[0].model, after.case, before.case)
    return Comparison(
        judged[0],
        judged[1],
        tuple(words.lines(steps)),
        tuple(_verdict(judged[0].summary, judged[1].summary)),
    )


def _past(library: Library, side: Side) -> Past | Problem:
    return library.try_read(lambda one: one.history.past(side.case_id, side.position))


def _judged(library: Library, catalog: Catalog, side: Side, case: Case) -> Judgement:
    found = judge(library, catalog, side.case_id, case)
    if isinstance(found, Judged):
        evaluation = found.evaluation
        return Judgement(side, case, summarize(evaluation, ()), evaluation.model)
    return Judgement(side, case, CaseSummary(faults=found))


def _verdict(old: CaseSummary, new: CaseSummary) -> Iterator[VerdictLine]:
    """Grade, axes, limbs and figures; of what could not be judged, why."""
    if old.faults or new.faults:
        yield VerdictLine(_("判定"), _fault(old), _fault(new))
    yield VerdictLine(_("双近零等级"), grade_words(old), grade_words(new))
    yield VerdictLine(
        _("近零污染 P"), span_words(old.pollution_axis), span_words(new.pollution_axis)
    )
    yield VerdictLine(_("近零碳 C"), span_words(old.carbon_axis), span_words(new.carbon_axis))
    for limb in LIMBS:
        marks = [mark_words(one.marks.get(limb), limb) for one in (old, new)]
        was, now = (f"{mark.sign} {mark.text}".strip() for mark in marks)
        yield VerdictLine(limb_title(limb), was, now)
    yield VerdictLine(_("综合能耗"), _amount(old.energy), _amount(new.energy))
    yield VerdictLine(_("二氧化碳排放量"), _amount(old.carbon), _amount(new.carbon))
    yield VerdictLine(_("完成度"), _share(old.share), _share(new.share))
    for pack in {**old.packs, **new.packs}:
        was, now = (one.packs.get(pack, NOTHING) for one in (old, new))
        if was != now and old.packs and new.packs:
            yield VerdictLine(_("规则包 {pack}").format(pack=pack), was, now)


def _fault(summary: CaseSummary) -> str:
    told = [one.told(translate) for one in summary.faults]
    return "".join(told) or _("已判定")


def _amount(figure: Figure) -> str:
    if figure.value is None:
        return NOTHING
    return f"{figure_words(figure)} {show_unit(figure.unit)}".strip()


def _share(share: Decimal | None) -> str:
    return NOTHING if share is None else f"{format_number(share * 100, 0)}%"
