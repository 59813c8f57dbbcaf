"""Driving a window in tests: mouse, keys, input methods, and finding what is in it."""

from __future__ import annotations

from typing import TypeVar, cast

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

W = TypeVar("W", bound=QWidget)


def children(widget: QWidget, kind: type[W]) -> list[W]:
    """All widgets of a kind below a widget."""
    return cast("list[W]", list(widget.findChildren(kind)))


def child(widget: QWidget, kind: type[W], name: str) -> W:
    """The one widget of a kind whose text, accessible or object name is `name`."""
    found = [
        each
        for each in children(widget, kind)
        if name in (getattr(each, "text", str)(), each.accessibleName(), each.objectName())
    ]
    assert len(found) == 1, f"{len(found)} widgets are called {name}"
    return found[0]


def click(widget: QWidget, place: QPoint | None = None) -> None:
    """A click with the left button, in the middle unless a place is given."""
    where = widget.rect().center() if place is None else place
    QTest.mouseClick(widget, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, where)


def press(
    widget: QWidget,
    key: Qt.Key,
    modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier,
) -> None:
    """One key, pressed and released."""
    QTest.keyClick(widget, key, modifier)


def typed(widget: QWidget, text: str) -> None:
    """Plain ASCII text, key by key."""
    QTest.keyClicks(widget, text)


def composed(widget: QWidget, text: str) -> None:
    """What an input method shows while somebody is still choosing."""
    QApplication.sendEvent(widget, QInputMethodEvent(text, []))


def pasted(widget: QWidget, text: str) -> None:
    """A text from the clipboard, by its keys."""
    QApplication.clipboard().setText(text)
    QTest.keyClick(widget, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)


def typed_by_input_method(widget: QWidget, text: str) -> None:
    """Text as Chinese input methods hand it over, in one piece."""
    event = QInputMethodEvent()
    event.setCommitString(text)
    QApplication.sendEvent(widget, event)
