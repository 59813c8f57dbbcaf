"""Judging cases of a library one after the other without opening them, and remembering verdicts.

What comes out is what opening the case would show; nothing in the library changes.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from desktop_app.app.case_keys import CaseKeys
from desktop_app.app.case_packs import judging
from desktop_app.app.catalog import Catalog
from desktop_app.app.last_year import case_before, with_last_year
from desktop_app.app.session import Clock
from desktop_app.core.case_summary import CaseSummary, from_json, summarize, to_json
from desktop_app.core.consistency.findings import findings
from desktop_app.core.data import Case
from desktop_app.core.evaluate import Evaluation, evaluate
from desktop_app.core.problems import Problem, problem
from desktop_app.store.library import Library
from desktop_app.store.listing import CaseFacts
from desktop_app.store.remembered import Entry, beside, forget, recall, remember

_LOG = logging.getLogger(__name__)
_KEEP_EVERY = 20
_PASSING = ("library.", "batch.")
"""Problems of the moment: the disk was busy, the drive was out. They are not remembered."""


@dataclass(frozen=True, slots=True)
class Judged:
    """A case as judged, the year before it, and whether each by the packs it is pinned to."""

    evaluation: Evaluation
    last: Evaluation | None
    as_pinned: bool


def judge_case(library: Library, catalog: Catalog, case_id: str) -> Judged | tuple[Problem, ...]:
    """Judge a case of the library as it would be judged when opened."""
    case = library.try_load(case_id)
    return (case,) if isinstance(case, Problem) else judge(library, catalog, case_id, case)


def judge(
    library: Library, catalog: Catalog, case_id: str, case: Case
) -> Judged | tuple[Problem, ...]:
    """Judge a case as given, beside the year before as the library has it now."""
    pinned = case.pins
    found = judging(catalog, library, case)
    if isinstance(found, tuple):
        return found
    before = case_before(library, case_id)
    last, as_pinned = (None, True) if before is None else _last(library, catalog, before)
    case = with_last_year(found.model, replace(case, pins=found.pins), lambda: last)
    as_pinned = as_pinned and found.pins == pinned
    return Judged(evaluate(found.model, case), last, as_pinned)


def _last(library: Library, catalog: Catalog, case: Case) -> tuple[Evaluation | None, bool]:
    """The year before, and whether it was judged by the packs it is pinned to."""
    found = judging(catalog, library, case)
    if isinstance(found, tuple):
        return None, False
    return evaluate(found.model, case), found.pins == case.pins


@dataclass(frozen=True, slots=True)
class Verdict:
    """A summary as remembered: what it is kept under, and when it was made."""

    summary: CaseSummary
    key: str
    at: str


def remembered_verdicts(library: Library) -> Mapping[str, Verdict]:
    """The verdicts remembered beside a library by case; whether they are current is not asked."""
    found: dict[str, Verdict] = {}
    for case_id, entry in recall(beside(library.path)).items():
        try:
            found[case_id] = Verdict(from_json(json.loads(entry.text)), entry.key, entry.at)
        except (ValueError, KeyError, TypeError, ArithmeticError):
            continue
    return found


def forget_verdicts(library: Library, case_ids: Iterable[str]) -> None:
    """Drop what is remembered of cases that are gone."""
    forget(beside(library.path), case_ids)


class JudgeRun:
    """Judges the cases it is given, one at each `step`; verdicts are kept now and then.

    `keys` are made before: what is edited meanwhile makes its verdict stale, never wrong.

    Cases judged by the same model come one after the other: making a model costs more than using
    it. A case that breaks is told of in its summary, and the others go on.
    """

    def __init__(
        self,
        library: Library,
        catalog: Catalog,
        cases: Iterable[CaseFacts],
        keys: CaseKeys,
        clock: Clock,
    ) -> None:
        self._library, self._catalog, self._keys, self._clock = library, catalog, keys, clock
        self._waiting = sorted(cases, key=_model_of, reverse=True)
        self._fresh: list[Entry] = []
        self.count = len(self._waiting)
        self.done: dict[str, Verdict] = {}

    @property
    def left(self) -> int:
        """How many cases are still to be judged."""
        return len(self._waiting)

    def step(self) -> str:
        """Judge the next case; gives its id."""
        case = self._waiting.pop()
        key, now = self._keys.of(case), self._clock()
        as_pinned, summary = self._summary(case)
        verdict = Verdict(summary, key.pinned if as_pinned else key.whole, now)
        self.done[case.id] = verdict
        if not any(fault.code.startswith(_PASSING) for fault in summary.faults):
            self._fresh.append(_entry(case.id, verdict))
        if len(self._fresh) >= _KEEP_EVERY or not self._waiting:
            self.keep()
        return case.id

    def keep(self) -> None:
        """Remember what was judged since the last time; a file that refuses is no obstacle."""
        if self._fresh:
            remember(beside(self._library.path), self._fresh)
            self._fresh.clear()

    def _summary(self, case: CaseFacts) -> tuple[bool, CaseSummary]:
        try:
            judged = judge_case(self._library, self._catalog, case.id)
            if isinstance(judged, tuple):
                return False, CaseSummary(faults=judged)
            found = findings(judged.evaluation, judged.last)
            return judged.as_pinned, summarize(judged.evaluation, found)
        except Exception as error:  # noqa: BLE001 - the other cases go on
            _LOG.exception("judging case %s", case.id)
            broke = problem("batch.broke", case.id, detail=repr(error))
            return False, CaseSummary(faults=(broke,))


def _entry(case_id: str, verdict: Verdict) -> Entry:
    text = json.dumps(to_json(verdict.summary), ensure_ascii=False, separators=(",", ":"))
    return Entry(case_id, verdict.key, text, verdict.at)


def _model_of(case: CaseFacts) -> tuple[object, ...]:
    """What decides which model a case is judged by."""
    enterprise = case.enterprise
    pins = tuple(sorted(case.pins.items()))
    return (enterprise.region, case.year, enterprise.industry, case.packs, pins)
