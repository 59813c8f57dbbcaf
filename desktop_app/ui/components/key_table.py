"""The keyboard shortcuts at a glance (F1), read from the commands themselves."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from desktop_app.ui.components.labels import label


def key_caps(sequence: QKeySequence) -> tuple[str, ...]:
    """The keys of a shortcut one by one: Ctrl+Shift+Z gives Ctrl, Shift and Z."""
    text = sequence.toString(QKeySequence.SequenceFormat.NativeText)
    if text.endswith("++"):
        return (*text[:-2].split("+"), "+")
    return tuple(text.split("+")) if text else ()


class KeyTable(QWidget):
    """Groups of commands with their keys; a command without a shortcut is left out."""

    def __init__(
        self, groups: Sequence[tuple[str, Iterable[QAction]]], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(16)
        for title, actions in groups:
            shown = [action for action in actions if not action.shortcut().isEmpty()]
            if shown:
                self._column.addWidget(label(title, "strong"))
                self._column.addLayout(self._grid(shown))

    def _grid(self, actions: Sequence[QAction]) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(32)
        grid.setVerticalSpacing(6)
        grid.setColumnStretch(0, 1)
        for line, action in enumerate(actions):
            grid.addWidget(label(action.text().replace("&", "")), line, 0)
            grid.addLayout(self._caps(action.shortcut()), line, 1)
        return grid

    def _caps(self, sequence: QKeySequence) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(4)
        row.addStretch(1)
        for text in key_caps(sequence):
            row.addWidget(_cap(text))
        return row


def _cap(text: str) -> QLabel:
    cap = label(text, "key")
    cap.setAlignment(Qt.AlignmentFlag.AlignCenter)
    return cap
