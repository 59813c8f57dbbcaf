"""Layouts with every text doubled, and in English: no label, button or heading of any page is cut.

What is looked at is what a reader sees: a text whose widget is smaller than the text needs, and
that says nothing about it (no dots at its end, no tip with the whole).
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QAbstractButton, QLabel, QWidget
from pytestqt.qtbot import QtBot

from desktop_app.app.paths import find_paths
from desktop_app.i18n import set_language
from desktop_app.ui.case_pages import page_entries
from desktop_app.ui.main_window import MainWindow
from desktop_app.ui.theme import ThemeControl
from tests.ui.driving import children
from tests.ui.starting import open_example, start
from tests.ui.test_access import where

SLACK = 1
"""Pixels by which a size may be rounded."""


@pytest.fixture(params=[("zh_CN", True), ("en", False)], ids=["doubled", "en"])
def language(request: pytest.FixtureRequest) -> Iterator[str]:
    key, doubled = request.param
    yield set_language(key, find_paths().i18n, doubled=doubled)
    set_language("zh_CN")


def cut_labels(window: QWidget) -> Iterator[str]:
    """The labels in sight that show less than their text."""
    for one in children(window, QLabel):
        if not one.isVisible() or not one.text() or one.width() <= 0:
            continue
        if one.wordWrap():
            short = one.heightForWidth(one.width()) > one.height() + SLACK
        else:
            short = one.sizeHint().width() > one.width() + SLACK
        if short and not one.toolTip():
            yield f"{where(one, window)}: {one.text()[:40]}"


def cut_buttons(window: QWidget) -> Iterator[str]:
    """The buttons in sight that are narrower than they ask for, or reach out of the window."""
    for one in children(window, QAbstractButton):
        if not one.isVisible() or not one.text():
            continue
        short = one.sizeHint().width() > one.width() + SLACK
        right = one.mapTo(window, QPoint(one.width(), 0)).x()
        if (short and not one.toolTip() and one.text()[-1] != "…") or right > window.width():
            yield f"{where(one, window)}: {one.text()[:40]}"


def test_no_text_of_any_page_is_cut(
    qtbot: QtBot, odd_path: Path, control: ThemeControl, language: str
) -> None:
    window: MainWindow = start(qtbot, odd_path, control)
    open_example(qtbot, window)
    cut: list[str] = []
    seen = 0
    for entry in page_entries():
        window.show_page(entry.id)
        qtbot.wait(150)
        seen += sum(one.isVisible() for one in children(window, QLabel))
        cut += [f"{entry.id}: {one}" for one in (*cut_labels(window), *cut_buttons(window))]
    assert seen > 10 * len(page_entries())
    assert not cut, "\n".join(dict.fromkeys(cut))
