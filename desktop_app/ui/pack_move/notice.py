"""The bar above the pages that tells by which versions of packs the open case is judged."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from desktop_app.core.problems import Problem, Severity
from desktop_app.i18n import _, translate
from desktop_app.ui import theme
from desktop_app.ui.components.buttons import IconButton, QuietButton
from desktop_app.ui.components.labels import label
from desktop_app.ui.components.painted import Painted
from desktop_app.ui.icons import draw_icon

_MOST: Final = 2


class _Sign(Painted):
    """What kind of news it is."""

    def __init__(self) -> None:
        super().__init__()
        self.grave = False

    def wanted(self) -> QSize:
        """A square."""
        side = theme.current().px(18)
        return QSize(side, side)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint it."""
        name, token = ("triangle-alert", "level_3") if self.grave else ("info", "carbon")
        draw_icon(QPainter(self), QRectF(self.rect()), name, theme.current().hex(token))


class PackNotice(QFrame):
    """One or two sentences, the way to what would change, and a way to put it aside.

    Signals:
        wanted(): the user wants to see what newer packs would change.
    """

    wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "notice")
        self.setAccessibleName(_("规则包的版本"))
        worn = theme.current()
        self._sign = _Sign()
        self.words = label("", wrap=True)
        self.look_button = QuietButton(_("看看有什么变化…"))
        self.close_button = IconButton("x", _("关闭"))
        row = QHBoxLayout(self)
        row.setContentsMargins(worn.px(24), worn.px(6), worn.px(16), worn.px(6))
        row.setSpacing(worn.px(10))
        row.addWidget(self._sign, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self.words, 1)
        row.addWidget(self.look_button)
        row.addWidget(self.close_button)
        self.look_button.clicked.connect(self.wanted)
        self.close_button.clicked.connect(self.hide)
        self.hide()

    def show_notices(self, notices: Sequence[Problem], *, newer: bool) -> None:
        """Tell these; `newer` says that the case can be moved. Nothing to tell hides the bar."""
        ordered = sorted(notices, key=lambda one: one.severity is not Severity.WARNING)
        lines = [one.message(translate) for one in ordered[:_MOST]]
        if len(ordered) > _MOST:
            lines.append(_("另有 {count} 个规则包也是这样。").format(count=len(ordered) - _MOST))
        self.words.setText(" ".join(lines))
        self.words.setToolTip("\n".join(one.told(translate) for one in ordered))
        self._sign.grave = any(one.severity is Severity.WARNING for one in ordered)
        self._sign.update()
        self.look_button.setVisible(newer)
        self.setVisible(bool(ordered))
