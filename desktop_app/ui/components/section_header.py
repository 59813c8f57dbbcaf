"""The heading of a section: its name, a muted remark, and what can be done with the section."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop_app.ui.components.labels import label


class SectionHeader(QWidget):
    """A heading in section type; commands are added at its right end."""

    def __init__(self, text: str, remark: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._text = label(text, "section")
        self._remark = label(remark, "caption")
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(8)
        self._row.addWidget(self._text)
        self._row.addWidget(self._remark)
        self._row.addStretch(1)
        self.setAccessibleName(text)

    def set_text(self, text: str) -> None:
        """Change the heading."""
        self._text.setText(text)
        self.setAccessibleName(text)

    def set_remark(self, remark: str) -> None:
        """Change the remark behind the heading."""
        self._remark.setText(remark)

    def add_action(self, widget: QWidget) -> None:
        """Put a control at the right end."""
        self._row.addWidget(widget)
