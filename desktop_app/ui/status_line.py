"""The line at the bottom: there only while something runs, with its progress and a way to stop."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from desktop_app.i18n import _
from desktop_app.ui import theme
from desktop_app.ui.components.progress_row import ProgressRow


class StatusLine(QFrame):
    """One row per running task; without a task the line is not there."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "status")
        self.setAccessibleName(_("正在进行"))
        self._rows: list[ProgressRow] = []
        self._column = QVBoxLayout(self)
        worn = theme.current()
        self._column.setContentsMargins(worn.px(16), worn.px(4), worn.px(16), worn.px(4))
        self._column.setSpacing(worn.px(4))
        self.hide()

    @property
    def rows(self) -> tuple[ProgressRow, ...]:
        """The rows shown now."""
        return tuple(self._rows)

    def begin(self, text: str, cancel: Callable[[], object] | None = None) -> ProgressRow:
        """Show a task; without `cancel` it cannot be stopped. Feed the row, then `end` it."""
        row = ProgressRow(text)
        row.cancel_button.setVisible(cancel is not None)
        if cancel is not None:
            row.cancelled.connect(cancel)
        self._rows.append(row)
        self._column.addWidget(row)
        self.show()
        return row

    def end(self, row: ProgressRow) -> None:
        """Take a task away; ending it twice is harmless."""
        if row in self._rows:
            self._rows.remove(row)
            self._column.removeWidget(row)
            row.hide()
            row.deleteLater()
            self.setVisible(bool(self._rows))
