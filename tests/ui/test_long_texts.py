"""Layouts with every text doubled, and in English: no label, button or heading of any page is cut.

What is looked at is what a reader sees: a text whose widget is smaller than the text needs, and
that says nothing about it (no dots at its end, no tip with the whole).
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from desktop_app.app.paths import find_paths
from desktop_app.i18n import set_language
from desktop_app.ui.case_pages import page_entries
from desktop_app.ui.main_window import MainWindow
from desktop_app.ui.theme import ThemeControl
from installer.screens.cut import cut_texts
from installer.screens.pages import PACK, case_screens
from installer.screens.stage import Stage
from tests.ui.driving import children
from tests.ui.starting import open_example, start

STATES = (
    "ledger-last-year", "assess-row", "evidence-needs", f"packs-{PACK}-compare",
    f"packs-{PACK}-numbers", "enterprises-heat", "history-compare", "about", "safety",
)  # fmt: skip
"""Screens besides the pages as they come up that are soon there and have much text in a row."""


@pytest.fixture(params=[("zh_CN", True), ("en", False)], ids=["doubled", "en"])
def language(request: pytest.FixtureRequest) -> Iterator[str]:
    key, doubled = request.param
    yield set_language(key, find_paths().i18n, doubled=doubled)
    set_language("zh_CN")


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
        cut += [f"{entry.id}: {one}" for one in cut_texts(window)]
    stage = Stage(window, odd_path)
    for screen in case_screens():
        if screen.id in STATES:
            screen.show(stage)
            cut += [f"{screen.id}: {one}" for one in cut_texts(window)]
    assert seen > 10 * len(page_entries())
    assert not cut, "\n".join(dict.fromkeys(cut))
