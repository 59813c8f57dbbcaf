"""Starting the real main window on a folder of its own, as a user would."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop_app.app.paths import Paths, find_paths
from desktop_app.app.settings import SettingsFile
from desktop_app.ui.case_pages import START
from desktop_app.ui.main_window import MainWindow
from desktop_app.ui.tasks import Tasks
from desktop_app.ui.theme import ThemeControl

PATIENCE = 30_000
SIZE = QSize(1366, 768)


def paths_below(user: Path) -> Paths:
    """The program's own resources, and a user's folder."""
    return Paths(find_paths().root, user)


def start(qtbot: QtBot, user: Path, control: ThemeControl) -> MainWindow:
    """The window as it is after a start, with everything loaded that a start loads."""
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    paths = paths_below(user)
    settings = SettingsFile(paths.settings)
    window = MainWindow(paths, settings, Tasks(application), control)
    qtbot.addWidget(window)
    if not settings.get("frame.geometry"):
        window.resize(SIZE)
    window.load_when_seen()
    with qtbot.waitExposed(window):
        window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    qtbot.waitUntil(lambda: window.workspace is not None, timeout=PATIENCE)
    return window


def open_example(qtbot: QtBot, window: MainWindow) -> None:
    """Open the example by its door on the start page."""
    window.show_page(START)
    window.start_page.example.button.click()
    qtbot.waitUntil(lambda: window.bridge is not None, timeout=PATIENCE)
