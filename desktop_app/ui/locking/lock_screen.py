"""What lies over a locked window: why it is locked, and the field for the password."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDragEnterEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from desktop_app.i18n import _
from desktop_app.ui import theme
from desktop_app.ui.components.buttons import BareButton, PrimaryButton
from desktop_app.ui.components.emblem import Emblem
from desktop_app.ui.components.labels import label
from desktop_app.ui.components.password_field import PasswordField
from desktop_app.ui.components.progress_row import ProgressRow

_WIDTH = 460


class LockScreen(QWidget):
    """A card in the middle of an otherwise empty window.

    Signals:
        given(str): a password, or a recovery key, was entered.
        other_wanted(): use another library file.
        quit_wanted(): end the program.
    """

    given = Signal(str)
    other_wanted = Signal()
    quit_wanted = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAutoFillBackground(True)
        self.setAcceptDrops(True)  # so that the window below gets none
        self.title = label("", "title")
        self.words = label("", wrap=True)
        self.field = PasswordField(_("口令或恢复密钥"))
        self.field.edit.setPlaceholderText(_("口令或恢复密钥"))
        self.open_button = PrimaryButton(_("打开"))
        self.told = label("", "problem", wrap=True)
        self.progress = ProgressRow()
        self.other_button = BareButton(_("换一个企业库文件…"), "folder-open")
        self.quit_button = BareButton(_("退出"), "x")
        self._asking = QWidget()
        self._arrange()
        self.hide()
        self.open_button.clicked.connect(self._give)
        self.field.entered.connect(self._give)
        self.field.changed.connect(lambda _text: self.told.hide())
        self.other_button.clicked.connect(self.other_wanted)
        self.quit_button.clicked.connect(self.quit_wanted)

    def _arrange(self) -> None:
        worn = theme.current()
        entry = QHBoxLayout()
        entry.setSpacing(worn.px(8))
        entry.addWidget(self.field, 1)
        entry.addWidget(self.open_button)
        ways = QHBoxLayout()
        ways.addWidget(self.other_button)
        ways.addStretch(1)
        ways.addWidget(self.quit_button)
        asking = QVBoxLayout(self._asking)
        asking.setContentsMargins(0, 0, 0, 0)
        asking.setSpacing(worn.px(12))
        asking.addLayout(entry)
        asking.addWidget(self.told)
        asking.addLayout(ways)
        card = QFrame()
        card.setProperty("role", "card")
        card.setFixedWidth(worn.px(_WIDTH))
        column = QVBoxLayout(card)
        pad = worn.px(32)
        column.setContentsMargins(pad, pad, pad, worn.px(16))
        column.setSpacing(worn.px(12))
        column.addWidget(Emblem("lock", 48), 0, Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(self.title, 0, Qt.AlignmentFlag.AlignHCenter)
        for part in (self.words, self._asking, self.progress):
            column.addWidget(part)
        # Between stretches, not aligned: aligned, it would not grow with lines that wrap.
        middle = QHBoxLayout()
        middle.addStretch(1)
        middle.addWidget(card)
        middle.addStretch(1)
        whole = QVBoxLayout(self)
        whole.addStretch(2)
        whole.addLayout(middle)
        whole.addStretch(3)

    def ask(self, title: str, words: str, button: str, *, other: bool) -> None:
        """Ask for the password; `other` offers to use another library instead."""
        self._say(title, words)
        self.open_button.set_text(button)
        self.other_button.setVisible(other)
        self.told.hide()
        self.field.clear()
        self._asking.show()
        self.progress.hide()
        self.set_busy(busy=False)

    def work(self, title: str, words: str) -> None:
        """Show that something is being done that nobody may disturb."""
        self._say(title, words)
        self._asking.hide()
        self.progress.cancel_button.setEnabled(True)
        self.progress.show_progress(0)
        self.progress.setAccessibleName(title)
        self.progress.show()

    def refuse(self, words: str) -> None:
        """Say why it was not opened; the text can be corrected."""
        self.set_busy(busy=False)
        self.told.setText(words)
        self.told.show()
        self.field.edit.selectAll()
        self.field.edit.setFocus(Qt.FocusReason.OtherFocusReason)

    def set_busy(self, *, busy: bool) -> None:
        """While a password is tried, no other can be."""
        for part in (self.field, self.open_button, self.other_button):
            part.setEnabled(not busy)

    def _say(self, title: str, words: str) -> None:
        self.title.setText(title)
        self.words.setText(words)
        self.setAccessibleName(title)
        self.setAccessibleDescription(words)

    def _give(self) -> None:
        words = self.field.text()
        if not words:
            self.refuse(_("请输入口令。"))
        elif self.open_button.isEnabled():
            self.set_busy(busy=True)
            self.given.emit(words)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Nothing can be dropped on a locked window."""
        event.ignore()
