"""Access to what opens over the pages: every popover and dialog is opened, named and walked.

A class that is new and not opened here fails `test_every_panel_is_opened`, so none is forgotten.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from PySide6.QtCore import QSize, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from desktop_app import ui
from desktop_app.ui import theme
from desktop_app.ui.components.popover import Popover
from desktop_app.ui.components.shadow import SHADOW_ROOM
from desktop_app.ui.theme import ThemeControl
from installer.screens.panels import PANELS
from installer.screens.stage import Stage
from tests.ui.starting import PATIENCE, open_example, start
from tests.ui.test_access import announced, reached, where

SMALL_SCREEN: Final = QSize(1024, 700)
MOST: Final = 120
"""More stops than any panel has."""


def below(kind: type[QWidget]) -> Iterator[type[QWidget]]:
    for one in kind.__subclasses__():
        yield one
        yield from below(one)


def walked(panel: QWidget) -> dict[QWidget, bool]:
    """What the Tab key comes to, each with whether its picture changes when the focus leaves."""
    seen: dict[QWidget, bool] = {}
    now: QWidget = QApplication.focusWidget() or panel
    for _stop in range(MOST):
        lit = now.grab().toImage()
        QTest.keyClick(now, Qt.Key.Key_Tab)
        after: QWidget | None = QApplication.focusWidget()
        if now in seen:
            seen[now] = after is now or now.grab().toImage() != lit
        if after is now:  # the only stop, or from one link of a text to the next
            seen[now] = True
            continue
        if after is None or after in seen:
            break
        seen[after] = False
        now = after
    return seen


def test_every_panel_is_opened() -> None:
    for found in pkgutil.walk_packages(ui.__path__, "desktop_app.ui."):
        importlib.import_module(found.name)
    made = {
        one
        for kind in (Popover, QDialog)
        for one in below(kind)
        if one.__module__.startswith("desktop_app.ui.")
    }
    assert made <= set(PANELS)


def test_panels_are_named_walked_and_lit(
    qtbot: QtBot, odd_path: Path, control: ThemeControl
) -> None:
    window = start(qtbot, odd_path, control)
    open_example(qtbot, window)
    window.resize(window.minimumSize())
    faults: list[str] = []
    for kind, opener in PANELS.items():
        window.setFocus()
        panel = opener(Stage(window, odd_path))
        assert isinstance(panel, kind)
        qtbot.waitUntil(panel.isVisible, timeout=PATIENCE)
        qtbot.wait(20)
        name = kind.__name__
        # A dialog can be made smaller by hand, a popover cannot.
        room = theme.current().px(2 * SHADOW_ROOM)
        least = panel.size() - QSize(room, room)
        around = window.size()
        if isinstance(panel, QDialog):
            least, around = panel.minimumSizeHint(), SMALL_SCREEN
        if least.boundedTo(around) != least:
            faults.append(f"{name} does not fit into {around}: {least}")
        if not announced(panel).strip():
            faults.append(f"{name} has no name")
        held = QApplication.focusWidget()
        if held is None or not (held is panel or panel.isAncestorOf(held)):
            faults.append(f"{name} does not take the keyboard: {held}")
        stops = [one for one in reached(panel) if one.isVisible() and one.isEnabled()]
        nameless = [one for one in stops if not announced(one).strip()]
        faults += [f"{name} nameless: {where(one, panel)}" for one in nameless]
        seen = walked(panel)
        missed = [one for one in stops if one not in seen]
        faults += [f"{name} not reached: {where(one, panel)}" for one in missed]
        dark = [one for one, lit in seen.items() if not lit and one is not panel]
        faults += [f"{name} not lit: {where(one, panel)}" for one in dark]
        outside = [one for one in seen if not panel.isAncestorOf(one) and one is not panel]
        faults += [f"{name} leaves: {where(one, panel)}" for one in outside]
        QTest.keyClick(QApplication.focusWidget() or panel, Qt.Key.Key_Escape)
        qtbot.waitUntil(lambda panel=panel: gone(panel), timeout=PATIENCE)  # type: ignore[misc]
    assert not faults, "\n".join(faults)


def gone(panel: QWidget) -> bool:
    return not isValid(panel) or not panel.isVisible()
