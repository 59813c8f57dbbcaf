"""The keyboard alone: Tab comes to every control of every page, and one sees where it is."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from desktop_app.ui.case_pages import page_entries
from desktop_app.ui.main_window import MainWindow
from desktop_app.ui.theme import ThemeControl
from tests.ui.starting import open_example, start
from tests.ui.test_access import reached, where

MOST = 600
"""More stops than any page has."""


def walked(window: MainWindow) -> dict[QWidget, bool]:
    """What the Tab key comes to, from the page's own start until it comes round.

    With each whether its picture changes when the focus leaves it.
    """
    window.page_widget(window.page).setFocus()
    seen: dict[QWidget, bool] = {}
    now: QWidget = window.page_widget(window.page)
    for _stop in range(MOST):
        lit = now.grab().toImage()
        QTest.keyClick(now, Qt.Key.Key_Tab)
        after: QWidget | None = QApplication.focusWidget()
        if now in seen:
            seen[now] = now.grab().toImage() != lit
        if after is None or after in seen:
            break
        seen[after] = False
        now = after
    return seen


def named(page: str, one: QWidget, window: MainWindow) -> str:
    """A control as a developer finds it."""
    return f"{page}: {where(one, window)} {one.accessibleName()[:30]}"


def test_tab_comes_to_every_control_and_lights_it(
    qtbot: QtBot, odd_path: Path, control: ThemeControl
) -> None:
    window = start(qtbot, odd_path, control)
    open_example(qtbot, window)
    missed: list[str] = []
    dark: list[str] = []
    for entry in page_entries():
        window.show_page(entry.id)
        qtbot.wait(100)
        seen = walked(window)
        stops = [one for one in reached(window) if one.isVisible() and one.isEnabled()]
        missed += [named(entry.id, one, window) for one in stops if one not in seen]
        dark += [named(entry.id, one, window) for one, lit in seen.items() if not lit]
    assert not missed, "\n".join(missed)
    assert not dark, "\n".join(dark)
