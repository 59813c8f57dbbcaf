"""What a reader cannot read: texts whose widget is too small for them and that do not say so.

Dots at the end of a text, or a tip with the whole of it, say so.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, TypeVar

from PySide6.QtCore import QPoint
from PySide6.QtGui import QFontMetricsF
from PySide6.QtWidgets import (
    QAbstractButton,
    QComboBox,
    QLabel,
    QLineEdit,
    QScrollArea,
    QStyle,
    QStyleOptionComboBox,
    QWidget,
)

from desktop_app.ui import theme

SLACK: Final = 1
"""Pixels by which a size may be rounded."""

W = TypeVar("W", bound=QWidget)


def cut_texts(window: QWidget) -> list[str]:
    """Everything of a window, as it is now, that is cut off or pushed out of sight."""
    found = (*_labels(window), *_buttons(window), *_fields(window), *_pages(window))
    return list(dict.fromkeys(found))


def _in_sight(window: QWidget, kind: type[W]) -> Iterator[W]:
    every: list[W] = list(window.findChildren(kind))
    # A dialog is a child, too, and looked at by itself.
    shown = (one for one in every if one.isVisible() and one.width() > 0)
    return (one for one in shown if one.window() is window)


def _labels(window: QWidget) -> Iterator[str]:
    for one in _in_sight(window, QLabel):
        if not one.text():
            continue
        if one.wordWrap():
            short = one.heightForWidth(one.width()) > one.height() + SLACK
        else:
            short = one.sizeHint().width() > one.width() + SLACK
        if short and not one.toolTip():
            yield _told(one, window, one.text())


def _buttons(window: QWidget) -> Iterator[str]:
    """Those that are narrower than they ask for, or reach out of the window."""
    for one in _in_sight(window, QAbstractButton):
        if not one.text():
            continue
        short = one.sizeHint().width() > one.width() + SLACK
        right = one.mapTo(window, QPoint(one.width(), 0)).x()
        # A tip with the keys of a command says nothing of its words.
        cut = short and one.text() not in one.toolTip() and one.text()[-1] != "…"
        if cut or right > window.width():
            yield _told(one, window, one.text())


def _fields(window: QWidget) -> Iterator[str]:
    """Lists that cut their choice, and fields that cut the example they show."""
    for one in _in_sight(window, QComboBox):
        needed = one.fontMetrics().horizontalAdvance(one.currentText())
        if needed > _room(one) + SLACK and not one.toolTip():
            yield _told(one, window, one.currentText())
    for field in _in_sight(window, QLineEdit):
        words = "" if field.text() else field.placeholderText()
        margins = field.textMargins()
        room = field.width() - margins.left() - margins.right() - theme.current().px(18)
        needed = round(QFontMetricsF(field.font()).horizontalAdvance(words))
        if needed > room + SLACK and not field.toolTip():
            yield _told(field, window, words)


def _room(box: QComboBox) -> int:
    """The pixels a drop-down list has for its choice."""
    option = QStyleOptionComboBox()
    box.initStyleOption(option)
    style = QStyle.ComplexControl.CC_ComboBox, option, QStyle.SubControl.SC_ComboBoxEditField, box
    return box.style().subControlRect(*style).width()


def _pages(window: QWidget) -> Iterator[str]:
    """Pages that are wider than the window: nobody scrolls sideways to read."""
    for one in _in_sight(window, QScrollArea):
        bar = one.horizontalScrollBar()
        if one.widgetResizable() and bar.maximum() > 0 and bar.isVisible():
            yield _told(one, window, f"+{bar.maximum()} px")


def _told(widget: QWidget, window: QWidget, text: str) -> str:
    """The text, and the classes from the page down to its widget, to find it in the code."""
    names: list[str] = []
    at: QWidget | None = widget
    while at is not None and at is not window:
        names.append(type(at).__name__)
        at = at.parentWidget()
    return f"{' < '.join(names[:4])}: {text[:40]}"
