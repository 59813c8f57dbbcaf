"""Pack files somebody wants to install: what they are, what speaks against it, and the decision.

They are looked through in the background; nothing is installed before the button is pressed.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget
from shiboken6 import isValid

from desktop_app.app.pack_files import CONSENT, Looked, install, look_at
from desktop_app.core.problems import Problem, Severity, has_errors
from desktop_app.i18n import _, translate
from desktop_app.ui import theme
from desktop_app.ui.components.buttons import PrimaryButton, QuietButton
from desktop_app.ui.components.labels import label
from desktop_app.ui.components.painted import Painted
from desktop_app.ui.icons import draw_icon
from desktop_app.ui.packs_page.desk import Desk
from desktop_app.ui.tasks import Progress

_MOST: Final = 6
_SIGNS: Final = {
    Severity.ERROR: ("circle-alert", "level_below"),
    Severity.WARNING: ("triangle-alert", "level_3"),
    Severity.INFO: ("info", "carbon"),
}


class _Sign(Painted):
    """How grave a sentence is."""

    def __init__(self, severity: Severity) -> None:
        super().__init__()
        self._icon, self._token = _SIGNS[severity]

    def wanted(self) -> QSize:
        """A square."""
        side = theme.current().px(18)
        return QSize(side, side)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint it."""
        colour = theme.current().hex(self._token)
        draw_icon(QPainter(self), QRectF(self.rect()), self._icon, colour)


class InstallCard(QFrame):
    """The files at hand and the way on: install, trust and install, or put away.

    Signals:
        installed(str): they are installed; the id of the first of them.
        decided(): the card can go.
    """

    installed = Signal(str)
    decided = Signal()

    def __init__(self, desk: Desk, files: Sequence[Path], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self.setAccessibleName(_("安装规则包"))
        self._desk, self._files = desk, tuple(files)
        self.looked: Looked | None = None
        self.title = label("", "strong", wrap=True)
        self._lines = QVBoxLayout()
        self.install_button = PrimaryButton(_("安装"), "check")
        self.close_button = QuietButton(_("取消"))
        self._arrange()
        self.install_button.clicked.connect(self.install)
        self.close_button.clicked.connect(self.decided)
        self._look()

    def _arrange(self) -> None:
        worn = theme.current()
        self._lines.setSpacing(worn.px(8))
        buttons = QHBoxLayout()
        buttons.setSpacing(worn.px(8))
        buttons.addWidget(self.install_button)
        buttons.addWidget(self.close_button)
        buttons.addStretch(1)
        column = QVBoxLayout(self)
        pad = worn.px(16)
        column.setContentsMargins(pad, pad, pad, pad)
        column.setSpacing(worn.px(12))
        column.addWidget(self.title)
        column.addLayout(self._lines)
        column.addLayout(buttons)

    def _look(self) -> None:
        paths, catalog, files = (
            self._desk.workspace.paths,
            self._desk.workspace.catalog,
            self._files,
        )
        self.install_button.setEnabled(False)
        self.title.setText(_("正在查验规则包文件…"))
        self._desk.tasks.run(lambda _progress: look_at(paths, catalog, files), self._show, _raise)

    def _show(self, looked: Looked) -> None:
        if not isValid(self):
            return
        self.looked = looked
        self._list(looked.problems)
        names = [f"{translate(one.manifest.name)} {one.manifest.version}" for one in looked.files]
        what = _("、").join(names) or _("、").join(path.name for path in self._files)
        if looked.refused:
            self.title.setText(_("不能安装：{what}").format(what=what))
            self.close_button.set_text(_("关闭"))
        else:
            self.title.setText(_("安装规则包：{what}").format(what=what))
        waits = looked.waits_for_trust
        self.install_button.set_text(_("已核对指纹，信任并安装") if waits else _("安装"))
        self.install_button.setVisible(not looked.refused)
        self.install_button.setEnabled(not looked.refused)

    def _list(self, problems: Sequence[Problem]) -> None:
        while self._lines.count():
            self._lines.takeAt(0).widget().deleteLater()
        for found in problems[:_MOST]:
            self._lines.addWidget(_line(found))
        if len(problems) > _MOST:
            more = _("另有 {count} 处问题。").format(count=len(problems) - _MOST)
            self._lines.addWidget(label(more, "caption"))
        told = "\n".join(found.sentence(translate) for found in problems)
        self.setAccessibleDescription(told)

    def install(self) -> None:
        """Install the files; that the button says so is the consent it needs."""
        looked = self.looked
        if looked is None:
            return
        paths, catalog, files = (
            self._desk.workspace.paths,
            self._desk.workspace.catalog,
            self._files,
        )
        trusting, now = looked.waits_for_trust, datetime.now(UTC).isoformat()
        self.install_button.setEnabled(False)

        def job(_progress: Progress) -> Looked:
            return install(paths, catalog, files, trusting=trusting, now=now)

        self._desk.tasks.run(job, self._done, _raise)

    def _done(self, done: Looked) -> None:
        if has_errors(done.problems):
            self._show(done)
            return
        self._desk.changed()
        if self._desk.toasts is not None:
            names = (f"{translate(one.manifest.name)} {one.manifest.version}" for one in done.files)
            self._desk.toasts.show(_("已安装：{what}").format(what=_("、").join(names)), "done")
        if isValid(self):
            self.installed.emit(done.files[0].manifest.pack if done.files else "")
            self.decided.emit()


def _raise(error: Exception) -> None:
    raise error


def _line(found: Problem) -> QWidget:
    made = QWidget()
    severity = Severity.WARNING if found.code in CONSENT else found.severity
    row = QHBoxLayout(made)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(theme.current().px(10))
    row.addWidget(_Sign(severity), 0, Qt.AlignmentFlag.AlignTop)
    words = QVBoxLayout()
    words.setSpacing(2)
    words.addWidget(label(found.told(translate), wrap=True))
    place = str(found.where)
    if place:
        words.addWidget(label(place, "caption", wrap=True))
    row.addLayout(words, 1)
    return made
