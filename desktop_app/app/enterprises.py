"""企业库: all cases of the library with what is known of each, and what is done to several at once.

Listing reads no datum and judges nothing: verdicts come from those remembered, each marked as
current or stale.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from desktop_app.app.case_keys import CaseKeys
from desktop_app.app.due_cases import DueCases
from desktop_app.app.judged_cases import JudgeRun, Verdict, forget_verdicts, remembered_verdicts
from desktop_app.app.paths import Paths
from desktop_app.app.places import industries, region_name
from desktop_app.app.workspace import Workspace
from desktop_app.core.case_summary import CaseSummary
from desktop_app.core.data import Enterprise
from desktop_app.core.problems import Problem, problem
from desktop_app.store.library import Library
from desktop_app.store.listing import CaseFacts

TRASH_DAYS: Final = 30
"""How long a case stays in the trash at least before it is cleared."""


class Standing(StrEnum):
    """Whether the verdict of a line holds for the case as it is now."""

    CURRENT = "current"
    STALE = "stale"
    UNJUDGED = "unjudged"


@dataclass(frozen=True, slots=True)
class CaseLine:
    """One line of the list: a case, where its enterprise is and what it makes, what it came to.

    `summary` is None while the case was never judged; a stale one was judged as it was before.
    """

    facts: CaseFacts
    region: str
    industry: str
    standing: Standing
    summary: CaseSummary | None = None
    judged: str = ""

    @property
    def id(self) -> str:
        """The id of the case."""
        return self.facts.id

    @property
    def enterprise(self) -> Enterprise:
        """The profile of the enterprise."""
        return self.facts.enterprise

    @property
    def shown(self) -> CaseSummary:
        """What may be shown as the verdict: nothing unless it is current."""
        current = self.standing is Standing.CURRENT and self.summary is not None
        return self.summary if current and self.summary is not None else CaseSummary()

    def judged_as(self, verdict: Verdict) -> CaseLine:
        """The line with a verdict just reached."""
        return CaseLine(
            self.facts, self.region, self.industry, Standing.CURRENT, verdict.summary, verdict.at
        )


@dataclass(frozen=True, slots=True)
class TrashLine:
    """A case in the trash, since when, and how many days it stays there."""

    facts: CaseFacts
    days_left: int


class Places:
    """Names of regions and industries by code, each looked up once for a whole list."""

    def __init__(self, paths: Paths) -> None:
        self._paths = paths
        self._industries = {one.code: one.name for one in industries(paths)}
        self._regions: dict[str, str] = {}

    def region(self, code: str) -> str:
        """Province, city and county of a code; the code itself when it is not listed."""
        if code not in self._regions:
            self._regions[code] = region_name(self._paths, code) or code
        return self._regions[code]

    def industry(self, code: str) -> str:
        """The name of an industry class; its code when it is not listed."""
        return self._industries.get(code, code)


def case_lines(workspace: Workspace) -> tuple[CaseLine, ...] | Problem:
    """All cases in use, the enterprise changed last first; none without a library.

    A Problem when the library cannot be read any more.
    """
    library = workspace.library
    return () if library is None else library.attempt(lambda one: _lines(workspace, one))


def _lines(workspace: Workspace, library: Library) -> tuple[CaseLine, ...]:
    facts = library.facts()
    keys, places = CaseKeys(library, workspace.catalog, facts), Places(workspace.paths)
    verdicts = remembered_verdicts(library)
    lines = [_line(one, keys, places, verdicts.get(one.id)) for one in facts]
    return tuple(sorted(lines, key=lambda line: line.facts.changed, reverse=True))


def _line(facts: CaseFacts, keys: CaseKeys, places: Places, verdict: Verdict | None) -> CaseLine:
    profile = facts.enterprise
    region, industry = places.region(profile.region), places.industry(profile.industry)
    if verdict is None:
        return CaseLine(facts, region, industry, Standing.UNJUDGED)
    current = keys.of(facts).fits(verdict.key)
    standing = Standing.CURRENT if current else Standing.STALE
    return CaseLine(facts, region, industry, standing, verdict.summary, verdict.at)


def judge_run(workspace: Workspace, lines: Iterable[CaseLine]) -> JudgeRun | Problem:
    """A run that judges cases of the open library anew; a Problem when it cannot be read."""
    library = workspace.library
    if library is None:
        return next(iter(workspace.problems), problem("library.case_gone"))
    listed = [line.facts for line in lines]
    keys = library.attempt(lambda one: CaseKeys(one, workspace.catalog, one.facts()))
    if isinstance(keys, Problem):
        return keys
    return JudgeRun(library, workspace.catalog, listed, keys, workspace.now)


# --- the trash -------------------------------------------------------------------------------


def put_away(workspace: Workspace, case_ids: Sequence[str]) -> tuple[Problem, ...]:
    """Put cases into the trash, from which they can be restored for `TRASH_DAYS` days."""
    if workspace.library is None:
        return workspace.problems
    return _told(workspace.library.trash.put_away(case_ids, workspace.now()))


def restore(workspace: Workspace, case_ids: Sequence[str]) -> tuple[Problem, ...]:
    """Take cases out of the trash as they were."""
    if workspace.library is None:
        return workspace.problems
    return _told(workspace.library.trash.bring_back(case_ids))


def clear(workspace: Workspace, case_ids: Sequence[str]) -> tuple[Problem, ...]:
    """Delete cases of the trash for good; those in use are left alone."""
    library = workspace.library
    if library is None:
        return workspace.problems
    listed = library.attempt(lambda one: one.facts(in_trash=True))
    if isinstance(listed, Problem):
        return (listed,)
    away = {one.id for one in listed}
    gone = [case_id for case_id in case_ids if case_id in away]
    refused = library.trash.clear(gone)
    if refused is None:
        forget_verdicts(library, gone)
    return _told(refused)


def trash_lines(workspace: Workspace) -> tuple[TrashLine, ...] | Problem:
    """What is in the trash, put away last first; what has been there too long is cleared first.

    It must have been found so on several days: the clock may be wrong (`due_cases`).
    A Problem when the library cannot be read any more.
    """
    library = workspace.library
    if library is None:
        return ()
    listed = library.attempt(lambda one: one.facts(in_trash=True))
    if isinstance(listed, Problem):
        return listed
    now = datetime.fromisoformat(workspace.now())
    lines = [TrashLine(one, _days_left(one, now)) for one in listed]
    due = [line.facts.id for line in lines if line.days_left < 0]
    left = DueCases(workspace.paths.due_cases).look(due, now.astimezone().date())
    expired = [one for one in due if not left[one]]
    if expired:
        clear(workspace, expired)
    kept = (
        replace(line, days_left=max(line.days_left, left.get(line.facts.id, 0) - 1))
        for line in lines
        if line.facts.id not in expired
    )
    return tuple(sorted(kept, key=lambda line: line.facts.deleted, reverse=True))


def _days_left(facts: CaseFacts, now: datetime) -> int:
    """Whole days until a case is cleared, negative once it is time; an unreadable date stays."""
    try:
        since = datetime.fromisoformat(facts.deleted)
        return (since + timedelta(days=TRASH_DAYS) - now).days
    except (ValueError, TypeError, OverflowError):
        return TRASH_DAYS


def _told(refused: Problem | None) -> tuple[Problem, ...]:
    return () if refused is None else (refused,)
