"""The ways of packs into the window and out of it, for tests: chosen, dropped, waited for."""

from __future__ import annotations

from pathlib import Path
from typing import TypeVar, cast

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QFileDialog, QWidget
from pytestqt.qtbot import QtBot

from desktop_app.ui.case_pages import PACKS
from desktop_app.ui.main_window import MainWindow
from desktop_app.ui.packs_page.job_card import JobCard
from desktop_app.ui.packs_page.page import PacksPage
from tests.ui.starting import PATIENCE

C = TypeVar("C", bound=JobCard)


def card_of(page: PacksPage, kind: type[C]) -> C:
    found = page.card
    assert isinstance(found, kind)
    return found


def quiet(qtbot: QtBot, card: JobCard) -> None:
    """Wait until nothing runs."""
    qtbot.waitUntil(
        lambda: card.progress.isHidden() and "正在" not in card.title.text(), timeout=PATIENCE
    )


def chosen(monkeypatch: pytest.MonkeyPatch, target: Path) -> None:
    """The answer to every question for a place or for files."""
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_given: (str(target), ""))
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_given: ([str(target)], ""))
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_given: (str(target), ""))


def offered(qtbot: QtBot, window: MainWindow, *paths: Path) -> PacksPage:
    """Drop files on the window and wait until the page of packs takes them up."""
    page = cast("PacksPage", window.page_widget(PACKS))
    before = page.card
    assert dropped(window, *paths)
    qtbot.waitUntil(lambda: page.card is not None and page.card is not before, timeout=PATIENCE)
    assert window.page == PACKS
    return page


def dropped(window: QWidget, *paths: Path) -> bool:
    """Drag files over a window or a part of it and drop them; whether anybody wanted them."""
    held = QMimeData()
    held.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    held.setText("\n".join(map(str, paths)))  # as the file managers of Linux add
    action, left = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
    none = Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(QPoint(50, 50), action, held, left, none)
    enter.ignore()
    QApplication.sendEvent(window, enter)
    if enter.isAccepted():
        QApplication.sendEvent(window, QDropEvent(QPointF(50, 50), action, held, left, none))
    return enter.isAccepted()
