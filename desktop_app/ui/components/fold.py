"""A part that is put away until it is asked for: a button, and what it shows below."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop_app.ui import theme
from desktop_app.ui.components.buttons import BareButton


class Fold(QWidget):
    """Shows `inside` below a button with the words `closed`; open it says `opened`."""

    def __init__(self, closed: str, opened: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = {False: closed, True: opened}
        self.button = BareButton("", "chevron-down")
        self.button.clicked.connect(self.toggle)
        self.inside = QVBoxLayout()
        self.inside.setSpacing(theme.current().px(12))
        self.inside.setContentsMargins(0, 0, 0, 0)
        self._holder = QWidget()
        self._holder.setLayout(self.inside)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.button, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self._holder)
        self.set_open(False)

    @property
    def is_open(self) -> bool:
        """Whether what is inside is shown."""
        return not self._holder.isHidden()

    def set_open(self, shown: bool) -> None:
        """Show what is inside, or put it away."""
        self._holder.setVisible(shown)
        self.button.set_text(self._words[shown])
        self.button.set_icon("chevron-up" if shown else "chevron-down")

    def toggle(self) -> None:
        """Show what is put away, put away what is shown."""
        self.set_open(not self.is_open)
