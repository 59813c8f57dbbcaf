"""Taking in a ledger file: read it, map its sheets where that is needed, look at what changes.

Everything that takes time runs in the background and can be stopped; nothing is stored before the
preview is confirmed, and then in one step that can be undone.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget
from shiboken6 import isValid

from desktop_app.app.import_memory import ImportMemory
from desktop_app.app.ledger_files import (
    Found,
    LedgerBook,
    SheetPlan,
    decisions,
    found_in,
    found_in_template,
    plan_book,
    plan_sheet,
    read_ledger_book,
)
from desktop_app.app.returned_workbooks import ReturnedBook, recognised
from desktop_app.core.entry import Entry
from desktop_app.core.problems import Problem
from desktop_app.i18n import _
from desktop_app.ui import theme
from desktop_app.ui.bridge import Bridge
from desktop_app.ui.components.buttons import PrimaryButton, QuietButton
from desktop_app.ui.components.labels import label
from desktop_app.ui.components.progress_row import ProgressRow
from desktop_app.ui.ledger.desk import LedgerDesk
from desktop_app.ui.ledger.paste_preview import PastePreview
from desktop_app.ui.ledger.paste_table import PreviewRow, preview_rows
from desktop_app.ui.ledger_import.case_ledgers import CaseLedgers
from desktop_app.ui.ledger_import.mapping import MappingView
from desktop_app.ui.manual.explained import explain
from desktop_app.ui.packs_page.job_card import watched
from desktop_app.ui.packs_page.problem_list import ProblemList
from desktop_app.ui.tasks import Cancel, CancelledError, Progress

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class _Read:
    """A file that was read: its sheets and how they are mapped; no plans for a template."""

    book: LedgerBook
    plans: tuple[SheetPlan, ...]
    returned: ReturnedBook | None = None


@dataclass(frozen=True, slots=True)
class _Proposed:
    """What would be stored, ready to be looked at."""

    rows: tuple[PreviewRow, ...]
    found: Found


class ImportDialog(QDialog):
    """One file on its way in.

    Signals:
        confirmed(tuple[Entry, ...]): what is to be stored.
        came_back(ReturnedBook): it is a workbook of ours that was edited; this way ends here.
    """

    confirmed = Signal(object)
    came_back = Signal(object)

    def __init__(
        self, bridge: Bridge, desk: LedgerDesk, path: Path, section: str, parent: QWidget
    ) -> None:
        super().__init__(parent)
        explain(self, "ledger_import")
        self.setWindowTitle(_("导入 {file}").format(file=path.name))
        self._desk, self._path, self._section = desk, path, section
        self._case, self._model = bridge.case, bridge.model
        self._ledgers = CaseLedgers(bridge.case, bridge.model, bridge.units)
        self._memory = ImportMemory(desk.imports)
        self._running: Cancel | None = None
        self.book: LedgerBook | None = None
        self.preview: PastePreview | None = None
        self.progress = ProgressRow()
        self.problems = ProblemList()
        self.mapping = MappingView(self._model)
        self.refusal = label("", "strong", wrap=True)
        self.next = PrimaryButton(_("核对改动…"))
        self._close = QuietButton(_("取消"))
        self._stack = QStackedWidget()
        self._arrange()
        self._wire()
        self._read()

    def _arrange(self) -> None:
        worn = theme.current()
        waiting, refused = QWidget(), QWidget()
        for page, parts in ((waiting, (self.progress,)), (refused, (self.refusal, self.problems))):
            inner = QVBoxLayout(page)
            inner.setContentsMargins(0, worn.px(12), 0, 0)
            inner.setSpacing(worn.px(12))
            for part in parts:
                inner.addWidget(part)
            inner.addStretch(1)
        self._waiting, self._refused = waiting, refused
        for page in (waiting, refused, self.mapping):
            self._stack.addWidget(page)
        column = QVBoxLayout(self)
        column.setContentsMargins(*(worn.px(24),) * 4)
        column.setSpacing(worn.px(12))
        column.addWidget(label(self.windowTitle(), "title"))
        column.addWidget(self._stack, 1)
        row = QHBoxLayout()
        row.addWidget(label(_("核对并确认之前什么都不会写入。"), "caption"))
        row.addStretch(1)
        row.addWidget(self._close)
        row.addWidget(self.next)
        column.addLayout(row)
        self.next.hide()
        self.resize(worn.px(1040), worn.px(640))

    def _wire(self) -> None:
        self.progress.cancelled.connect(self._stop)
        self._close.clicked.connect(self.reject)
        self.next.clicked.connect(self._propose)
        self.mapping.changed.connect(self._show_ready)
        self.mapping.replan_wanted.connect(self._replan)

    # --- steps ----------------------------------------------------------------------------------

    def _read(self) -> None:
        path, model, year = self._path, self._model, self._case.year
        section, memory = self._section, self._memory

        def job(progress: Progress) -> _Read | tuple[Problem, ...]:
            step = watched(progress)
            book = read_ledger_book(path, lambda share: step(share / 2))
            if not isinstance(book, LedgerBook):
                return book
            if book.is_template:
                return _Read(book, ())
            returned = recognised(book)
            if returned is not None:
                return _Read(book, (), returned) if isinstance(returned, ReturnedBook) else returned
            later = partial(_second_half, step)
            return _Read(book, plan_book(book, model, year, section, memory, later))

        self._run(_("正在读取文件…"), job, self._take)

    def _take(self, read: _Read | tuple[Problem, ...]) -> None:
        if not isinstance(read, _Read):
            self.refuse(_("这个文件不能导入。"), read)
            return
        if read.returned is not None:
            self.accept()
            self.came_back.emit(read.returned)
            return
        self.book = read.book
        if read.book.is_template:
            self._propose()
            return
        if not read.book.sheets:
            self.refuse(_("这个文件里没有数据。"), ())
            return
        self.mapping.show_book(read.book, read.plans)
        self._show_mapping()

    def _show_mapping(self) -> None:
        self._stack.setCurrentWidget(self.mapping)
        self.next.show()
        self._show_ready()
        self.mapping.table.setFocus()

    def _show_ready(self) -> None:
        self.next.setEnabled(self.mapping.ready)

    def _replan(self, sheet: int, section: str) -> None:
        """Suggest a map of a sheet for another ledger."""
        if self.book is None:
            return
        grid, model, year, memory = (
            self.book.sheets[sheet], self._model, self._case.year, self._memory,
        )  # fmt: skip

        def job(_progress: Progress) -> SheetPlan:
            return plan_sheet(grid, model, year, section, memory)

        self._run("", job, lambda plan: self.mapping.take_plan(sheet, plan))

    def _propose(self) -> None:
        """Work out what the file would change, then show it."""
        if self.book is None:
            return
        book, plans, case, model = self.book, self.mapping.plans, self._case, self._model
        ledgers = self._ledgers

        def job(progress: Progress) -> _Proposed:
            progress.check()
            if book.is_template:
                found = found_in_template(book, case, model, ledgers.unit_of)
            else:
                found = found_in(book, plans, case, model, ledgers.unit_of)
            progress.check()
            return _Proposed(preview_rows(ledgers, found.entries), found)

        self._run(_("正在核对改动…"), job, self._look)

    def _look(self, proposed: _Proposed) -> None:
        if self.book is not None and not self.book.is_template:
            self._show_mapping()
        elif not proposed.rows:
            self.refuse(_("没有可以导入的数。"), [one.problem for one in proposed.found.left_out])
            return
        self.preview = PastePreview(
            proposed.rows,
            self._case.year,
            proposed.found.left_out,
            self,
            title=_("核对后导入"),
            button=_("确认导入"),
        )
        self.preview.confirmed.connect(self._confirmed)
        self.preview.rejected.connect(self._looked)
        self.preview.open()

    def _looked(self) -> None:
        """Back to the mapping; a template has none to go back to."""
        if self.book is not None and self.book.is_template:
            self.reject()

    def _confirmed(self, entries: Sequence[Entry]) -> None:
        if self.book is not None and self.mapping.plans:
            self._memory.keep(decisions(self.book, self.mapping.plans))
        self.accept()
        self.confirmed.emit(entries)

    def refuse(self, words: str, problems: Sequence[Problem]) -> None:
        """Say why nothing comes of it."""
        self.refusal.setText(words)
        self.problems.show_problems(problems)
        self._stack.setCurrentWidget(self._refused)
        self.next.hide()
        self._close.set_text(_("关闭"))

    # --- work in the background -----------------------------------------------------------------

    def _run(self, words: str, job: Callable[[Progress], T], done: Callable[[T], object]) -> None:
        """Run a job behind the dialog; without `words` the present page stays in sight."""
        self._stop()
        if words:
            self.progress.cancel_button.setEnabled(True)
            self.progress.show_progress(0, words)
            self._stack.setCurrentWidget(self._waiting)
            self.next.hide()
        token = Cancel()
        self._running = token

        def ended(result: T) -> None:
            if isValid(self) and self._running is token:
                self._running = None
                done(result)

        def failed(error: Exception) -> None:
            stopped = isinstance(error, CancelledError)
            if isValid(self) and self._running is token:
                self._running = None
                self.refuse(_("已停止。") if stopped else _("没有完成：程序遇到了问题。"), ())
            if not stopped:
                raise error

        self._desk.tasks.run(job, ended, failed, self._show_progress, token)

    def _show_progress(self, share: float, _text: str) -> None:
        if isValid(self):
            self.progress.show_progress(share)

    def _stop(self) -> None:
        if self._running is not None:
            self._running.request()

    def reject(self) -> None:
        """Stop what runs and close."""
        self._stop()
        super().reject()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Stop what runs."""
        self._stop()
        super().closeEvent(event)


def _second_half(step: Callable[[float], None], share: float) -> None:
    step(0.5 + share / 2)
