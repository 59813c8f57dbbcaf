"""Access: whoever hears the window instead of seeing it meets no control without a name.

The names are asked the way a screen reader asks, over every page of the rail, so a new page is
looked at without anybody thinking of it.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from desktop_app.ui.case_pages import page_entries
from desktop_app.ui.main_window import MainWindow
from desktop_app.ui.theme import ThemeControl
from tests.ui.starting import open_example, start

QUIET = frozenset({"qt_scrollarea_viewport", "qt_spinbox_lineedit"})
"""Parts Qt makes inside a control; the control around them is what is announced."""


def reached(window: QWidget) -> list[QWidget]:
    """What the Tab key or a click can bring the focus to, as far as it is in sight."""
    controls: list[QWidget] = list(window.findChildren(QWidget))
    return [
        one
        for one in controls
        if one.isVisibleTo(window)
        and one.focusPolicy() & Qt.FocusPolicy.TabFocus
        and one.objectName() not in QUIET
    ]


def announced(widget: QWidget) -> str:
    """What a screen reader would say the control is called."""
    return QAccessible.queryAccessibleInterface(widget).text(QAccessible.Text.Name)


def where(widget: QWidget, window: QWidget) -> str:
    """The classes from the page down to the control, to find it in the code."""
    names: list[str] = []
    at: QWidget | None = widget
    while at is not None and at is not window:
        names.append(type(at).__name__)
        at = at.parentWidget()
    return " < ".join(names[:5])


@pytest.fixture
def window(qtbot: QtBot, odd_path: Path, control: ThemeControl) -> MainWindow:
    return start(qtbot, odd_path, control)


def test_every_control_of_every_page_has_a_name(qtbot: QtBot, window: MainWindow) -> None:
    open_example(qtbot, window)
    nameless: set[str] = set()
    heard = 0
    for entry in page_entries():
        window.show_page(entry.id)
        qtbot.wait(50)
        for widget in reached(window):
            heard += 1
            if not announced(widget).strip():
                nameless.add(f"{entry.id}: {where(widget, window)}")
    assert heard > 10 * len(page_entries())
    assert not nameless, "\n".join(sorted(nameless))
