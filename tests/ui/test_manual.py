"""The manual beside the window: the right chapter, found words, links, keys, and a PDF of it."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel
from pytestqt.qtbot import QtBot

from desktop_app.ui.case_pages import LEDGER, PACKS
from desktop_app.ui.main_window import MainWindow
from desktop_app.ui.manual.window import ManualWindow
from desktop_app.ui.theme import Mode, ThemeControl
from tests.ui.driving import children, press
from tests.ui.starting import PATIENCE, open_example, start


@pytest.fixture
def window(qtbot: QtBot, odd_path: Path, control: ThemeControl) -> MainWindow:
    return start(qtbot, odd_path, control)


def opened(window: MainWindow) -> ManualWindow:
    active = QApplication.activeWindow()
    assert active is not None
    press(active, Qt.Key.Key_F1)
    (manual,) = children(window, ManualWindow)
    return manual


def title(manual: ManualWindow) -> str:
    return manual.reader.toPlainText().splitlines()[0]


def listed(manual: ManualWindow) -> list[str]:
    return [manual.list.item(row).text() for row in range(manual.list.count())]


def test_f1_opens_the_chapter_of_the_page_shown(qtbot: QtBot, window: MainWindow) -> None:
    assert title(opened(window)) == "快速上手"
    open_example(qtbot, window)
    window.show_page(LEDGER)
    manual = opened(window)
    assert manual.isVisible()
    assert not manual.isModal()
    assert title(manual) == "填台账"
    assert not manual.reader.loadResource(2, QUrl("pictures/ledger.png")).isNull()
    window.show_page(PACKS)
    assert title(opened(window)) == "规则包"


def test_words_are_found_and_links_followed(qtbot: QtBot, window: MainWindow) -> None:
    manual = opened(window)
    manual.search.setText("等价值")
    press(manual.search, Qt.Key.Key_Return)
    assert "术语" in listed(manual)
    assert "填台账" not in listed(manual)
    assert title(manual) == "术语"
    assert manual.reader.textCursor().selectedText() == "等价值"
    manual.search.setText("不会有的词")
    press(manual.search, Qt.Key.Key_Return)
    assert manual.nothing.isVisible()
    manual.reader.anchorClicked.emit(QUrl("method.md"))
    assert title(manual) == "方法和它的界限"
    assert "填台账" in listed(manual)


def test_the_keys_stand_at_the_end_of_the_list(window: MainWindow, control: ThemeControl) -> None:
    manual = opened(window)
    manual.show_chapter("keys")
    texts = {one.text() for one in children(manual, QLabel) if one.isVisible()}
    assert {"搜索", "总览", "Ctrl", "K", "F6"} <= texts
    control.apply(Mode.DARK)
    assert manual.list.currentItem().text() == "键盘快捷键"


def test_nothing_but_its_pictures_is_loaded(window: MainWindow) -> None:
    manual = opened(window)
    assert manual.reader.loadResource(3, QUrl("style.css")) is None
    assert manual.reader.loadResource(2, QUrl("/etc/../resources/icons/x.svg")).isNull()


def test_it_is_saved_as_a_pdf(
    qtbot: QtBot, window: MainWindow, odd_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = odd_path / "手册"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_args: (str(target), ""))
    opened(window).pdf_button.click()
    made = target.with_suffix(".pdf")
    qtbot.waitUntil(lambda: made.exists() and not window.tasks.busy, timeout=PATIENCE)
    assert made.read_bytes().startswith(b"%PDF")
