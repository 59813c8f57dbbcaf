"""Problems one below the other, each with its sign and its place, and all of them to copy."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QGuiApplication, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from desktop_app.core.problems import Problem, Severity
from desktop_app.i18n import _, translate
from desktop_app.ui import theme
from desktop_app.ui.checks.readings import ICONS, severity_word
from desktop_app.ui.components.buttons import BareButton
from desktop_app.ui.components.labels import label
from desktop_app.ui.components.page import TallArea
from desktop_app.ui.components.painted import Painted
from desktop_app.ui.icons import draw_icon

_MOST: Final = 200
"""More lines than this nobody reads in a window; all of them can be copied."""
_TALL: Final = {True: 208, False: 116}
"""How tall the list may get before it scrolls, with something grave in it and without."""
_TOKENS: Final = {
    Severity.ERROR: "level_below",
    Severity.WARNING: "level_3",
    Severity.INFO: "carbon",
}
_ORDER: Final = tuple(Severity)


class _Sign(Painted):
    """How grave a sentence is."""

    def __init__(self, severity: Severity) -> None:
        super().__init__()
        self._severity = severity
        self.setAccessibleName(severity_word(severity))

    def wanted(self) -> QSize:
        """A square."""
        side = theme.current().px(18)
        return QSize(side, side)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint it."""
        colour = theme.current().hex(_TOKENS[self._severity])
        draw_icon(QPainter(self), QRectF(self.rect()), ICONS[self._severity], colour)


class ProblemList(QWidget):
    """Errors first; `grave` may take a problem for graver or lighter than its code says."""

    def __init__(
        self,
        grave: Callable[[Problem], Severity] = lambda one: one.severity,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._grave = grave
        self.shown: tuple[Problem, ...] = ()
        self.copy_button = BareButton(_("复制全部"), "copy")
        self.copy_button.clicked.connect(self.copy)
        self._lines = QVBoxLayout()
        self._area = TallArea()
        self._arrange()
        self.hide()

    def _arrange(self) -> None:
        worn = theme.current()
        holder = QWidget()
        holder.setProperty("role", "canvas")
        holder.setLayout(self._lines)
        self._lines.setContentsMargins(0, 0, worn.px(8), 0)
        self._lines.setSpacing(worn.px(8))
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setProperty("role", "stop")
        self._area.setWidgetResizable(True)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setAccessibleName(_("问题"))
        self._area.setWidget(holder)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(worn.px(4))
        column.addWidget(self._area)
        column.addWidget(self.copy_button, 0, Qt.AlignmentFlag.AlignLeft)

    def show_problems(self, problems: Sequence[Problem]) -> None:
        """Show these problems; without any the list is not there."""
        self.shown = tuple(sorted(problems, key=lambda one: _ORDER.index(self._grave(one))))
        while self._lines.count():
            gone = self._lines.takeAt(0).widget()
            gone.hide()
            gone.deleteLater()
        for found in self.shown[:_MOST]:
            line = self._line(found)
            self._lines.addWidget(line)
            line.show()  # A layout measures nothing of what would be shown only later.
        if len(self.shown) > _MOST:
            more = _("另有 {count} 处，“复制全部”里都有。").format(count=len(self.shown) - _MOST)
            self._lines.addWidget(label(more, "caption", wrap=True))
        self.copy_button.set_text(_("复制全部"))
        self.copy_button.set_icon("copy")
        self.setVisible(bool(self.shown))
        self._measure()

    def _line(self, found: Problem) -> QWidget:
        made = QWidget()
        row = QHBoxLayout(made)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.current().px(10))
        row.addWidget(_Sign(self._grave(found)), 0, Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        words.setSpacing(2)
        for text, role in ((found.told(translate), ""), (str(found.where), "caption")):
            if text:
                said = label(text, role, wrap=True)
                said.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
                words.addWidget(said)
        words.addStretch(1)
        row.addLayout(words, 1)
        return made

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Measure again in another width."""
        super().resizeEvent(event)
        self._measure()

    def _measure(self) -> None:
        """As tall as the lines are, up to a bound beyond which they scroll."""
        if not self._lines.count():
            return
        room = max(self._area.viewport().width(), theme.current().px(320))
        tall = self._lines.totalHeightForWidth(room)
        grave = self._grave(self.shown[0]) is not Severity.INFO
        self._area.setFixedHeight(min(tall, theme.current().px(_TALL[grave])))

    @property
    def text(self) -> str:
        """All of them, one a line: how grave, where, what, and what to do."""
        lines = (
            f"{severity_word(self._grave(one))} {one.sentence(translate)}" for one in self.shown
        )
        return "\n".join(lines)

    def copy(self) -> None:
        """Put all of them on the clipboard."""
        QGuiApplication.clipboard().setText(self.text)
        self.copy_button.set_text(_("已复制"))
        self.copy_button.set_icon("check")
