"""Plain labels in one of the type roles of the style sheet."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QLabel, QSizePolicy, QWidget


def label(text: str = "", role: str = "", *, wrap: bool = False) -> QLabel:
    """A label showing `text` literally, never as markup.

    `role` is one of title, section, figure, strong, muted, caption, problem, key; empty is body
    text. `wrap` lets long text take several lines instead of widening its surroundings.
    """
    made = QLabel(text)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setProperty("role", role)
    made.setWordWrap(wrap)
    if wrap:
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        made.setSizePolicy(policy)
    return made


def rule(parent: QWidget | None = None) -> QFrame:
    """A horizontal hairline."""
    line = QFrame(parent)
    line.setProperty("role", "rule")
    return line


def set_role(widget: QWidget, name: str, value: object) -> None:
    """Set a property the style sheet looks at, and let the style sheet look again."""
    if widget.property(name) == value:
        return
    widget.setProperty(name, value)
    widget.style().unpolish(widget)
    widget.style().polish(widget)
