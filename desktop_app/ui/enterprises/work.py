"""What the page 企业库 does in the background: list, judge, report, roll up, put away, bring back.

It belongs to the window and outlives the page: opening a case makes the pages anew, and what runs
goes on.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from desktop_app.app.arranging import Arranger
from desktop_app.app.batch_reports import ReportRun
from desktop_app.app.case_copy import copy_to_year
from desktop_app.app.enterprises import (
    CaseLine,
    Standing,
    TrashLine,
    case_lines,
    clear,
    judge_run,
    put_away,
    restore,
    trash_lines,
)
from desktop_app.app.judged_cases import JudgeRun
from desktop_app.app.pinyin import pinyin
from desktop_app.app.workspace import Opened, Workspace
from desktop_app.core.problems import Problem
from desktop_app.i18n import _
from desktop_app.ui.enterprises.slices import Sliced
from desktop_app.ui.status_line import StatusLine
from desktop_app.ui.tasks import Progress, Tasks

Listed = tuple[Arranger, tuple[TrashLine, ...]]


class LibraryWork(QObject):
    """The list of one library and what is done to it.

    Attributes:
        arranger: the list; None before it was read.
        trash: what is in the trash.

    Signals:
        listed(): the list was read anew.
        renewed(list[CaseLine]): these lines have verdicts now.
        judging(bool): cases are being judged, or no longer.
        reported(ReportRun, bool): reports were made; True: they were stopped on the way.
        rolled_up(Path): the workbook is there.
        refused(tuple[Problem, ...]): something could not be done.
        changed(): cases were put away, brought back or cleared.
        copied(CaseSession): the copy of a case is there and open.
    """

    listed = Signal()
    renewed = Signal(object)
    judging = Signal(bool)
    reported = Signal(object, bool)
    rolled_up = Signal(object)
    refused = Signal(object)
    changed = Signal()
    copied = Signal(object)

    def __init__(
        self, workspace: Workspace, tasks: Tasks, status: StatusLine, parent: QObject
    ) -> None:
        super().__init__(parent)
        self.workspace = workspace
        self._tasks, self._status = tasks, status
        self.arranger: Arranger | None = None
        self.trash: tuple[TrashLine, ...] = ()
        self._judging: Sliced | None = None
        self._reports: Sliced | None = None
        self._reading = False
        self._read_again = False
        self._asked_to_stop = False
        self._closed = False

    # --- the list -----------------------------------------------------------------------------

    def read(self) -> None:
        """Read the list anew, and judge what has no current verdict unless that was stopped."""
        if self._reading:
            self._read_again = True
            return
        self._reading = True
        workspace = self.workspace

        def job(_progress: Progress) -> Listed | Problem:
            trash = trash_lines(workspace)
            if isinstance(trash, Problem):
                return trash
            lines = case_lines(workspace)
            if isinstance(lines, Problem):
                return lines
            return Arranger(lines, pinyin(workspace.paths)), trash

        self._tasks.run(job, self._take, self._broke)

    def _take(self, found: Listed | Problem) -> None:
        self._reading = False
        if self._closed:
            return
        if isinstance(found, Problem):
            self.refused.emit((found,))
            return
        self.arranger, self.trash = found
        self.listed.emit()
        if self._read_again:
            self._read_again = False
            self.read()
        elif not self._asked_to_stop:
            self.judge()

    def _broke(self, error: Exception) -> None:
        self._reading = False
        raise error

    # --- judging ------------------------------------------------------------------------------

    @property
    def is_judging(self) -> bool:
        """Whether cases are being judged."""
        return self._judging is not None

    @property
    def waiting(self) -> list[CaseLine]:
        """The lines without a current verdict."""
        lines = self.arranger.lines if self.arranger is not None else []
        return [line for line in lines if line.standing is not Standing.CURRENT]

    def judge(self, then: Callable[[], object] | None = None) -> None:
        """Judge what has no current verdict; `then` is done when all of it is judged."""
        waiting = self.waiting
        if self._judging is not None or self._closed:
            return
        if not waiting:
            if then is not None:
                then()
            return
        workspace = self.workspace
        self._tasks.run(
            lambda _progress: judge_run(workspace, waiting),
            lambda run: self._judge(run, then),
            self._broke,
        )

    def _judge(self, run: JudgeRun | Problem, then: Callable[[], object] | None) -> None:
        if isinstance(run, Problem):
            self.refused.emit((run,))
            return
        if self._judging is not None or self._closed:
            return
        told: set[str] = set()

        def ended(stopped: bool) -> None:
            self._judging, self._asked_to_stop = None, stopped
            run.keep()
            self.judging.emit(False)
            if then is not None and not stopped:
                then()

        self._asked_to_stop = False
        self._judging = Sliced(
            self._tasks,
            self._status,
            lambda _progress: run.step(),
            lambda: run.left,
            lambda: _("正在判定：{done} / {count}").format(done=len(run.done), count=run.count),
            lambda: self._renew(run, told),
            ended,
        )
        self.judging.emit(True)

    def _renew(self, run: JudgeRun, told: set[str]) -> None:
        if self.arranger is None:
            return
        fresh: list[CaseLine] = []
        for case_id in [one for one in run.done if one not in told]:
            told.add(case_id)
            line = self.arranger.line(case_id)
            if line is not None:
                fresh.append(line.judged_as(run.done[case_id]))
                self.arranger.renew(fresh[-1])
        self.renewed.emit(fresh)

    # --- documents ----------------------------------------------------------------------------

    @property
    def is_reporting(self) -> bool:
        """Whether reports are being made."""
        return self._reports is not None

    def report(self, lines: Sequence[CaseLine], folder: Path, kinds: Sequence[str]) -> None:
        """Make the reports of these cases in a folder."""
        if self._reports is not None or self._closed:
            return
        run = ReportRun(self.workspace, [line.facts for line in lines], folder, kinds)

        def step(progress: Progress) -> None:
            run.step(lambda _share: not progress.cancelled)

        def words() -> str:
            case = run.next
            name = case.enterprise.name if case is not None else ""
            told = _("正在生成报告：{done} / {count}　{name}")
            return told.format(done=len(run.done), count=run.count, name=name)

        def ended(stopped: bool) -> None:
            self._reports = None
            self.reported.emit(run, stopped)

        self._reports = Sliced(
            self._tasks, self._status, step, lambda: run.left, words, lambda: None, ended
        )

    def stop_reports(self) -> None:
        """Stop making reports; those that are made stay."""
        if self._reports is not None:
            self._reports.stop()

    def roll_up(self, ids: Sequence[str], target: Path) -> None:
        """Write the roll-up workbook of these cases, after judging what has no current verdict."""
        self.judge(lambda: self._roll_up(ids, target))

    def _roll_up(self, ids: Sequence[str], target: Path) -> None:
        from desktop_app.app.rolling_up import write_rolled_up  # openpyxl takes long to load

        if self.arranger is None or self._closed:
            return
        found = (self.arranger.line(one) for one in ids)
        lines = [line for line in found if line is not None]
        row = self._status.begin(_("正在写汇总工作簿…"))

        def job(progress: Progress) -> Problem | None:
            def going(share: float) -> bool:
                progress.report(share)
                return not progress.cancelled

            return write_rolled_up(lines, target, going)

        def done(problem: Problem | None) -> None:
            self._status.end(row)
            if problem is None:
                self.rolled_up.emit(target)
            else:
                self.refused.emit((problem,))

        def failed(error: Exception) -> None:
            self._status.end(row)
            if not self._closed:
                raise error

        self._tasks.run(job, done, failed, lambda share, _text: row.show_progress(share))

    # --- verbs --------------------------------------------------------------------------------

    def put_away(self, ids: Sequence[str], then: Callable[[], object]) -> None:
        """Put cases into the trash."""
        self._verb(lambda: put_away(self.workspace, ids), then)

    def restore(self, ids: Sequence[str]) -> None:
        """Take cases out of the trash."""
        self._verb(lambda: restore(self.workspace, ids), lambda: None)

    def clear(self, ids: Sequence[str]) -> None:
        """Delete cases of the trash for good."""
        self._verb(lambda: clear(self.workspace, ids), lambda: None)

    def _verb(self, verb: Callable[[], tuple[Problem, ...]], then: Callable[[], object]) -> None:
        def done(problems: tuple[Problem, ...]) -> None:
            if problems:
                self.refused.emit(problems)
                return
            then()
            self.changed.emit()
            self.read()

        self._tasks.run(lambda _progress: verb(), done, self._broke)

    def copy(self, case_id: str, year: int, *, figures: bool, plan: bool) -> None:
        """Copy a case to another year and open the copy."""

        def done(opened: Opened) -> None:
            if isinstance(opened, tuple):
                self.refused.emit(opened)
            else:
                self.copied.emit(opened)

        self._tasks.run(
            lambda _progress: copy_to_year(
                self.workspace, case_id, year, figures=figures, plan=plan
            ),
            done,
            self._broke,
        )

    def close(self) -> None:
        """Begin nothing any more: the window closes, or another library is open."""
        self._closed = True
        for one in (self._judging, self._reports):
            if one is not None:
                one.stop()
