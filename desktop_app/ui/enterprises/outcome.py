"""What came of a batch: how many reports were made, and why others were not."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from PySide6.QtCore import Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QHBoxLayout, QListWidget, QWidget

from desktop_app.app.batch_reports import ReportRun
from desktop_app.i18n import _, translate
from desktop_app.ui import theme
from desktop_app.ui.components.buttons import BareButton, IconButton, QuietButton
from desktop_app.ui.components.card import Card
from desktop_app.ui.components.labels import label

_MOST_LINES: Final = 4
_ROW: Final = 28


class OutcomeCard(Card):
    """The result of a run, until it is put away.

    Signals:
        again(list[str]): the cases that failed, to be tried once more.
        put_away(): the card is no longer wanted.
    """

    again = Signal(object)
    put_away = Signal()

    def __init__(
        self, run: ReportRun, folder: Path, *, stopped: bool, parent: QWidget | None = None
    ) -> None:
        super().__init__("", parent=parent)
        self._folder = folder
        self._failed = [one.case.id for one in run.failed]
        self.words = label(_words(run, stopped=stopped), "strong", wrap=True)
        self.failures = QListWidget()
        self.failures.setAccessibleName(_("没有做成的自评"))
        self.failures.setWordWrap(False)
        for one in run.failed:
            name = f"{one.case.enterprise.name}　{one.case.year}"
            why = " ".join(fault.told(translate) for fault in one.problems)
            self.failures.addItem(f"{name}：{why}")
            self.failures.item(self.failures.count() - 1).setToolTip(why)
        self._arrange_outcome()

    def _arrange_outcome(self) -> None:
        worn = theme.current()
        row = QHBoxLayout()
        row.addWidget(self.words, 1)
        self.folder_button = QuietButton(_("打开文件夹"), "folder-open")
        self.folder_button.clicked.connect(self._open_folder)
        row.addWidget(self.folder_button)
        self.again_button = BareButton(_("再试失败的"), "rotate-ccw")
        self.again_button.clicked.connect(lambda: self.again.emit(self._failed))
        row.addWidget(self.again_button)
        self.close_button = IconButton("x", _("收起"))
        self.close_button.clicked.connect(self.put_away)
        row.addWidget(self.close_button, 0, Qt.AlignmentFlag.AlignTop)
        self.body.addLayout(row)
        self.body.addWidget(self.failures)
        shown = min(_MOST_LINES, len(self._failed))
        self.failures.setFixedHeight(worn.px(_ROW) * shown + worn.px(6))
        self.failures.setVisible(bool(self._failed))
        self.again_button.setVisible(bool(self._failed))

    def _open_folder(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._folder)))


def _words(run: ReportRun, *, stopped: bool) -> str:
    made, failed = len(run.done) - len(run.failed), len(run.failed)
    told = [_("{count} 个自评的报告已生成").format(count=made)]
    if failed:
        told.append(_("{count} 个没有做成").format(count=failed))
    if stopped:
        left = run.count - len(run.done)
        told.append(_("已停止，还有 {count} 个没有做").format(count=left))
    return _("；").join(told)
