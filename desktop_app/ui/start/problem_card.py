"""What stands in the way of opening a library or a case, and what can be done about it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from desktop_app.core.problems import Problem
from desktop_app.i18n import _, translate
from desktop_app.ui import theme
from desktop_app.ui.components.buttons import QuietButton
from desktop_app.ui.components.labels import label
from desktop_app.ui.components.painted import Painted
from desktop_app.ui.icons import draw_icon

_MOST = 6


class _Sign(Painted):
    def wanted(self) -> QSize:
        side = theme.current().px(20)
        return QSize(side, side)

    def paintEvent(self, event: QPaintEvent) -> None:
        colour = theme.current().hex("level_below")
        draw_icon(QPainter(self), QRectF(self.rect()), "triangle-alert", colour)


class ProblemCard(QFrame):
    """Each problem with its place and remedy, and the ways out.

    Signals:
        retry_requested(): try again, after the cause was removed.
        other_requested(): use a library file in another place.
        safety_requested(): look for backups, or save what can be read.
        folder_requested(str): show the folder in which the file of that path lies.
    """

    retry_requested = Signal()
    other_requested = Signal()
    folder_requested = Signal(str)
    safety_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        worn = theme.current()
        self._lines = QVBoxLayout()
        self._lines.setSpacing(worn.px(10))
        row = QHBoxLayout()
        row.setSpacing(worn.px(8))
        self.retry = QuietButton(_("重试"), "rotate-ccw")
        self.other = QuietButton(_("换一个企业库文件…"), "folder-open")
        self.folder = QuietButton(_("打开所在文件夹"), "external-link")
        self.safety = QuietButton(_("备份与修复…"), "file-archive")
        self.safety.clicked.connect(self.safety_requested)
        self._file = ""
        self.retry.clicked.connect(self.retry_requested)
        self.other.clicked.connect(self.other_requested)
        self.folder.clicked.connect(lambda: self.folder_requested.emit(self._file))
        for button in (self.retry, self.safety, self.other, self.folder):
            row.addWidget(button)
        row.addStretch(1)
        column = QVBoxLayout(self)
        pad = worn.px(16)
        column.setContentsMargins(pad, pad, pad, pad)
        column.setSpacing(worn.px(16))
        column.addLayout(self._lines)
        column.addLayout(row)
        self.hide()

    @property
    def text(self) -> str:
        """All that is said, line by line."""
        return self.accessibleDescription()

    def show_problems(self, problems: Sequence[Problem]) -> None:
        """Say what is wrong; without problems the card is gone."""
        while self._lines.count():
            self._lines.takeAt(0).widget().deleteLater()
        for found in problems[:_MOST]:
            self._lines.addWidget(_line(found))
        if len(problems) > _MOST:
            more = _("另有 {count} 个问题，见“规则包”页。").format(count=len(problems) - _MOST)
            self._lines.addWidget(label(more, "caption"))
        files = [one.where.document for one in problems if one.code.startswith("library.")]
        self._file = next(iter(files), "")
        self.other.setVisible(bool(files))
        self.safety.setVisible(bool(files))
        self.folder.setVisible(bool(self._file))
        self.setAccessibleName(_("打不开"))
        self.setAccessibleDescription("\n".join(found.sentence(translate) for found in problems))
        self.setVisible(bool(problems))


def _line(found: Problem) -> QWidget:
    made = QWidget()
    words = QVBoxLayout()
    words.setSpacing(4)
    words.addWidget(label(found.message(translate), "strong", wrap=True))
    remedy = found.remedy(translate)
    if remedy:
        words.addWidget(label(remedy, wrap=True))
    place = str(found.where)
    if place:
        words.addWidget(label(place, "caption", wrap=True))
    row = QHBoxLayout(made)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(theme.current().px(12))
    row.addWidget(_Sign(), 0, Qt.AlignmentFlag.AlignTop)
    row.addLayout(words, 1)
    return made
