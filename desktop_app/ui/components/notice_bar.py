"""A bar above the pages: a sentence or two, one thing to do about it, and a way to put it aside."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from desktop_app.i18n import _
from desktop_app.ui import theme
from desktop_app.ui.components.buttons import IconButton, QuietButton
from desktop_app.ui.components.labels import label
from desktop_app.ui.components.painted import Painted
from desktop_app.ui.icons import draw_icon


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


class NoticeBar(QFrame):
    """Hidden until there is something to tell.

    Signals:
        wanted(): the user wants to do what the bar offers.
    """

    wanted = Signal()

    def __init__(self, name: str, offer: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "notice")
        self.setAccessibleName(name)
        worn = theme.current()
        self._sign = _Sign()
        self.words = label("", wrap=True)
        self.look_button = QuietButton(offer)
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

    def tell(self, text: str, tip: str = "", *, grave: bool = False, offers: bool = True) -> None:
        """Show a text; an empty one hides the bar. `offers` shows the button, too."""
        self.words.setText(text)
        self.words.setToolTip(tip)
        self.setAccessibleDescription(text)
        self._sign.grave = grave
        self._sign.update()
        self.look_button.setVisible(offers)
        self.setVisible(bool(text))
