"""Reports of many cases into one folder, one after the other; what fails is told at the end."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from desktop_app.app.formats import FORMATS
from desktop_app.app.judged_cases import Judged, judge_case
from desktop_app.app.logged import with_log
from desktop_app.app.moments import keep_at_report
from desktop_app.app.report_templates import FULL
from desktop_app.app.reporting import (
    Made,
    MadeOf,
    Progress,
    document_name,
    edition_of,
    make_document,
)
from desktop_app.app.stamping import Along
from desktop_app.app.workspace import Workspace
from desktop_app.core.data import Case
from desktop_app.core.problems import Problem, problem
from desktop_app.store.edits import Stamp
from desktop_app.store.listing import CaseFacts

_LOG = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Reported:
    """What became of one case: the files made, and why others were not."""

    case: CaseFacts
    files: tuple[Path, ...] = ()
    problems: tuple[Problem, ...] = ()


class ReportRun:
    """Makes the reports of cases, one case at each `step`.

    `kinds` are some of FORMATS, `template` is the id of a report template. Files of an earlier run
    are replaced; two cases of one name and year get files of their own.
    """

    def __init__(
        self,
        workspace: Workspace,
        cases: Sequence[CaseFacts],
        folder: Path,
        kinds: Sequence[str],
        template: str = FULL,
    ) -> None:
        self._workspace = workspace
        self._waiting = list(reversed(cases))
        self.folder, self.kinds = folder, tuple(kinds)
        self.template, self._edition = template, edition_of(workspace.paths, template)
        self._created = datetime.now().astimezone().date().isoformat()
        self._names: set[str] = set()
        self.count = len(self._waiting)
        self.done: list[Reported] = []

    @property
    def left(self) -> int:
        """How many cases are still to be reported."""
        return len(self._waiting)

    @property
    def next(self) -> CaseFacts | None:
        """The case whose turn it is."""
        return self._waiting[-1] if self._waiting else None

    @property
    def failed(self) -> tuple[Reported, ...]:
        """The cases of which not everything could be made."""
        return tuple(one for one in self.done if one.problems)

    def step(self, progress: Progress | None = None) -> Reported:
        """Make the reports of the next case; `progress` may stop it, which leaves no half file.

        Whatever stops a case that was asked to stop is raised and counts for nothing.
        """
        case, stopped = self._waiting.pop(), False

        def asked(share: float) -> bool:
            nonlocal stopped
            stopped = progress is not None and not progress(share)
            return not stopped

        try:
            found = self._reported(case, asked)
        except Exception as error:
            if stopped:
                raise
            _LOG.exception("reports of case %s", case.id)
            found = Reported(case, (), (problem("batch.broke", detail=repr(error)),))
        self.done.append(found)
        return found

    def _reported(self, case: CaseFacts, progress: Progress) -> Reported:
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            detail = error.strerror or error
            return Reported(case, (), (problem("report.cannot_write", detail=detail),))
        workspace = self._workspace
        if workspace.library is None:
            return Reported(case, (), workspace.problems)
        library = workspace.library
        judged = judge_case(library, workspace.catalog, case.id)
        if isinstance(judged, tuple):
            return Reported(case, (), judged)
        files: list[Path] = []
        problems: list[Problem] = []
        along = with_log(library, case.id)
        for made in self._make(judged, along, progress):
            if isinstance(made, Made):
                files.append(made.path)
            else:
                problems.extend(made)
        if files:
            keep_at_report(library, case.id, Stamp(workspace.now(), workspace.who))
        return Reported(case, tuple(files), tuple(problems))

    def _make(
        self, judged: Judged, along: Along, progress: Progress
    ) -> Iterator[Made | tuple[Problem, ...]]:
        evaluation, paths = judged.evaluation, self._workspace.paths
        of = MadeOf(paths, evaluation, self._created, judged.last, self.template, along)
        for kind in (one for one in FORMATS if one in self.kinds):
            yield make_document(kind, of, self._target(kind, evaluation.case), progress)

    def _target(self, kind: str, case: Case) -> Path:
        """A file no other case of this run has; names that differ in capitals only count as one."""
        wanted = Path(document_name(kind, case, self._edition))
        for candidate in _numbered(wanted):
            if candidate.casefold() not in self._names:
                self._names.add(candidate.casefold())
                return self.folder / candidate
        raise AssertionError(wanted)  # the numbers never end


def _numbered(wanted: Path) -> Iterable[str]:
    yield wanted.name
    number = 2
    while True:
        yield f"{wanted.stem} ({number}){wanted.suffix}"
        number += 1
