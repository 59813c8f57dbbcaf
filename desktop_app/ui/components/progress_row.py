"""What is running, how far it is, and a way to stop it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop_app.i18n import _
from desktop_app.ui import theme
from desktop_app.ui.components.buttons import BareButton
from desktop_app.ui.components.labels import label
from desktop_app.ui.components.progress_bar import ThinBar


class ProgressRow(QWidget):
    """One running task.

    Signals:
        cancelled(): the user asked it to stop.
    """

    cancelled = Signal()

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._text = label(text)
        self._share = label("", "caption")
        self._bar = ThinBar()
        self._bar.setMinimumWidth(theme.current().px(160))
        self.cancel_button = BareButton(_("取消"), "x")
        self.cancel_button.clicked.connect(self._cancel)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.current().px(12))
        row.addWidget(self._text)
        row.addWidget(self._bar, 1)
        row.addWidget(self._share)
        row.addWidget(self.cancel_button)
        self._share.setMinimumWidth(theme.current().px(36))
        self.show_progress(0, text)

    def show_progress(self, fraction: float, text: str = "") -> None:
        """Show how far the task is (0 to 1) and what it does now; an empty text stays."""
        self._bar.set_share(fraction)
        self._share.setText(f"{min(1.0, max(0.0, fraction)):.0%}")
        if text:
            self._text.setText(text)
            self.setAccessibleName(text)

    def _cancel(self) -> None:
        self.cancel_button.setEnabled(False)
        self._text.setText(_("正在停止…"))
        self.cancelled.emit()
