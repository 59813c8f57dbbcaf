"""A card at the head of the page 规则包: something that runs, what came of it, and the ways on."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final, TypeVar

from PySide6.QtCore import Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget
from shiboken6 import isValid

from desktop_app.app.pack_files import CONSENT
from desktop_app.core.problems import Problem, Severity
from desktop_app.i18n import _, translate
from desktop_app.ui import theme
from desktop_app.ui.components.buttons import Button, QuietButton
from desktop_app.ui.components.labels import label
from desktop_app.ui.components.progress_row import ProgressRow
from desktop_app.ui.packs_page.desk import Desk
from desktop_app.ui.packs_page.problem_list import ProblemList
from desktop_app.ui.tasks import Cancel, CancelledError, Progress

T = TypeVar("T")
EXISTS: Final = "template.exists"
WAITING: Final = CONSENT | {EXISTS}
"""What stands in the way only until the user says so by a button."""


class JobCard(QFrame):
    """Title, note, progress, problems, and below them whatever can be done next.

    Signals:
        decided(): the card can go.
    """

    decided = Signal()

    def __init__(self, desk: Desk, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self.setAccessibleName(name)
        self._desk = desk
        self._running: Cancel | None = None
        self._file: Path | None = None
        self._lead: Button | None = None
        self.title = label("", "strong", wrap=True)
        self.note = label("", "caption", wrap=True)
        self.note.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.progress = ProgressRow()
        self.progress.cancelled.connect(self.stop)
        self.problems = ProblemList(_grave)
        self.open_button = QuietButton(_("打开工作簿"), "file-spreadsheet")
        self.folder_button = QuietButton(_("打开所在文件夹"), "folder-open")
        self.close_button = QuietButton(_("关闭"))
        self._arrange()
        self.open_button.clicked.connect(lambda: self._open(lambda file: file))
        self.folder_button.clicked.connect(lambda: self._open(lambda file: file.parent))
        self.close_button.clicked.connect(self.decided)

    def _arrange(self) -> None:
        worn = theme.current()
        self.more = QVBoxLayout()
        self._ways = QHBoxLayout()
        self._ways.setSpacing(worn.px(8))
        for button in (self.open_button, self.folder_button, self.close_button):
            self._ways.addWidget(button)
        self._ways.addStretch(1)
        column = QVBoxLayout(self)
        pad = worn.px(16)
        column.setContentsMargins(pad, pad, pad, pad)
        column.setSpacing(worn.px(8))
        for words in (self.title, self.note):
            column.addWidget(words)
        column.addWidget(self.progress)
        column.addLayout(self.more)
        column.addWidget(self.problems)
        column.addLayout(self._ways)
        for part in (self.note, self.progress, self.open_button, self.folder_button):
            part.hide()

    def add_way(self, *buttons: Button) -> None:
        """Offer more than to close the card; the first one given comes first."""
        for place, button in enumerate(buttons):
            self._ways.insertWidget(place, button)
            button.hide()

    def lead_to(self, button: Button) -> None:
        """Let Enter and Space press this button, at once or as soon as the card is seen."""
        self._lead = button
        button.setFocus(Qt.FocusReason.OtherFocusReason)

    def showEvent(self, event: QShowEvent) -> None:
        """Take the keyboard along to what comes next."""
        super().showEvent(event)
        if self._lead is not None:
            self._lead.setFocus(Qt.FocusReason.OtherFocusReason)

    def say(self, title: str, note: str = "", problems: Sequence[Problem] = ()) -> None:
        """Say how it is: in a sentence, in a few more words, and problem by problem."""
        self.title.setText(title)
        self.note.setText(note)
        self.note.setVisible(bool(note))
        self.problems.show_problems(problems)
        told = [note, *(one.sentence(translate) for one in problems)]
        self.setAccessibleDescription("\n".join(text for text in (title, *told) if text))

    def offer_file(self, file: Path | None, *, opens: bool = False) -> None:
        """Offer the folder of a file, and where it `opens` the file itself."""
        self._file = file
        self.folder_button.setVisible(file is not None)
        self.open_button.setVisible(file is not None and opens)

    # --- work in the background ---------------------------------------------------------------

    def run(
        self,
        words: str,
        job: Callable[[Progress], T],
        done: Callable[[T], object],
        *,
        always: Callable[[T], object] | None = None,
        stops: bool = True,
    ) -> None:
        """Run a job; `done` is told what came of it unless the card is gone by then.

        `always` is told in any case. A job that `stops` shows its progress and can be cancelled;
        then `stopped` says so.
        """
        self.say(words)
        self._lead = None
        self.offer_file(None)
        self.close_button.setVisible(not stops)
        self.progress.setVisible(stops)
        self.progress.cancel_button.setEnabled(True)
        self.progress.show_progress(0, words)
        self.title.setVisible(not stops)

        def ended(result: T) -> None:
            if always is not None:
                always(result)
            if isValid(self):
                self._settle()
                done(result)

        def failed(error: Exception) -> None:
            wanted = isinstance(error, CancelledError)
            if isValid(self):
                self._settle()
                self.stopped() if wanted else self.say(_("没有完成：程序遇到了问题。"))
            if not wanted:
                raise error

        self._running = self._desk.tasks.run(job, ended, failed, self._show_progress)

    def _show_progress(self, share: float, _text: str) -> None:
        if isValid(self):
            self.progress.show_progress(share)

    def _settle(self) -> None:
        self._running = None
        self.progress.hide()
        self.title.show()
        self.close_button.show()

    def stop(self) -> None:
        """Ask what runs to stop."""
        if self._running is not None:
            self._running.request()

    def stopped(self) -> None:
        """Say that the job ended because somebody asked it to."""
        self.say(_("已停止。"))

    def _open(self, what: Callable[[Path], Path]) -> None:
        if self._file is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(what(self._file))))


def watched(progress: Progress) -> Callable[[float], None]:
    """Progress as the writers and readers of workbooks tell it."""

    def step(share: float) -> None:
        progress.check()
        progress.report(share)

    return step


def _grave(found: Problem) -> Severity:
    """What only waits for consent is no error: the button beside it gives it."""
    return Severity.WARNING if found.code in WAITING else found.severity
