"""The manual beside the window: the right chapter, found words, links, keys, and a PDF of it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel, QWidget
from pytestqt.qtbot import QtBot

from desktop_app.app.manual import manual_pages
from desktop_app.app.paths import find_paths
from desktop_app.ui import manual as manual_ui
from desktop_app.ui.case_pages import LEDGER, PACKS
from desktop_app.ui.components.password_dialog import PasswordDialog
from desktop_app.ui.ledger.paste_preview import PastePreview
from desktop_app.ui.main_window import MainWindow
from desktop_app.ui.manual.picture_view import PictureView
from desktop_app.ui.manual.window import KEYS, ManualWindow
from desktop_app.ui.report_page.template_dialog import TemplateDialog
from desktop_app.ui.settings_panel import SettingsPanel
from desktop_app.ui.theme import Mode, ThemeControl
from desktop_app.ui.trace_view import TraceView
from installer.screens.panels import PANELS
from installer.screens.stage import Stage
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
    manual.search.setText("耗能工质")
    press(manual.search, Qt.Key.Key_Return)
    assert "术语" in listed(manual)
    assert "填台账" not in listed(manual)
    assert title(manual) == "术语"
    assert gone_to(manual).endswith("耗能工质")
    manual.search.setText("不会有的词")
    press(manual.search, Qt.Key.Key_Return)
    assert manual.nothing.isVisible()
    manual.reader.anchorClicked.emit(QUrl("method.md"))
    assert title(manual) == "方法和它的界限"
    assert "填台账" in listed(manual)


def test_enter_goes_on_to_the_next_place_and_round(window: MainWindow) -> None:
    manual = opened(window)
    manual.search.setText("自评包 口令")
    press(manual.search, Qt.Key.Key_Return)
    QApplication.processEvents()
    listed_now = [one for one in manual.list.chapters if one != KEYS]
    assert 1 < len(listed_now) < 10
    seen: list[str] = []
    for _step in range(200):
        press(manual.search, Qt.Key.Key_Return)
        if manual.list.marked == listed_now[0] and seen and seen[-1] != listed_now[0]:
            break
        seen.append(manual.list.marked)
        assert gone_to(manual).endswith("自评包")
    assert list(dict.fromkeys(seen)) == listed_now
    manual.reader._redraw()
    assert gone_to(manual).endswith("自评包")


def gone_to(manual: ManualWindow) -> str:
    """The text up to the place the search went to."""
    return manual.reader.document().toPlainText()[: manual.reader.textCursor().position()]


def test_one_comes_back_to_the_chapter_before(qtbot: QtBot, window: MainWindow) -> None:
    manual = opened(window)
    qtbot.waitUntil(manual.isActiveWindow, timeout=PATIENCE)
    manual.reader.anchorClicked.emit(QUrl("method.md"))
    manual.reader.anchorClicked.emit(QUrl("readiness.md"))
    for expected in ("方法和它的界限", "快速上手", "快速上手"):
        press(manual.list, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
        assert title(manual) == expected


def test_a_picture_is_seen_in_full(qtbot: QtBot, window: MainWindow) -> None:
    manual = opened(window)
    manual.show_chapter("ledger")
    manual.reader.anchorClicked.emit(QUrl("pictures/paste.png"))
    (view,) = children(manual, PictureView)
    assert view.windowTitle() == "粘贴之前的核对表"
    shown = view.area.widget()
    assert isinstance(shown, QLabel)
    kept = QImage(str(window.paths.manual / "pictures" / "paste.png"))
    assert shown.pixmap().size() == kept.size()
    press(view, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: not children(manual, PictureView), timeout=PATIENCE)
    manual.reader.anchorClicked.emit(QUrl("pictures/../../icons/x.svg"))
    assert not children(manual, PictureView)


def test_panels_and_dialogs_have_their_own_chapters(
    qtbot: QtBot, window: MainWindow, odd_path: Path
) -> None:
    open_example(qtbot, window)
    for kind, chapter in (
        (SettingsPanel, "窗口与键盘"),
        (TraceView, "评价"),
        (PastePreview, "填台账"),
        (TemplateDialog, "报告与导出"),
        (PasswordDialog, "口令与锁定"),
    ):
        panel = PANELS[kind](Stage(window, odd_path))
        qtbot.waitUntil(panel.isVisible, timeout=PATIENCE)
        qtbot.waitUntil(lambda panel=panel: within(panel), timeout=PATIENCE)  # type: ignore[misc]
        press(QApplication.focusWidget() or panel, Qt.Key.Key_F1)
        owner = panel if panel.isWindow() else window
        (manual,) = children(owner, ManualWindow)
        assert title(manual) == chapter
        assert manual.isEnabled()
        manual.close()
        panel.close()


def within(panel: QWidget) -> bool:
    held = QApplication.focusWidget()
    return held is not None and (held is panel or panel.isAncestorOf(held))


def test_every_dialog_says_what_explains_it(odd_path: Path) -> None:
    explained = {one for page in manual_pages(find_paths(odd_path)) for one in page.screens}
    called = {
        name
        for path in (Path(manual_ui.__file__).parents[1]).rglob("*.py")
        for name in re.findall(r'explain\(self, "(\w+)"\)', path.read_text(encoding="utf-8"))
    }
    assert len(called) > 12
    assert called <= explained


def test_the_keys_stand_at_the_end_of_the_list(window: MainWindow, control: ThemeControl) -> None:
    manual = opened(window)
    manual.show_chapter("keys")
    texts = {one.text() for one in children(manual, QLabel) if one.isVisible()}
    assert {"搜索", "总览", "Ctrl", "K", "F6"} <= texts
    control.apply(Mode.DARK)
    assert manual.list.currentItem().text() == "键盘快捷键"


def test_it_fits_the_screen_with_large_letters(window: MainWindow, control: ThemeControl) -> None:
    control.apply(factor=1.5)
    manual = opened(window)
    room = manual.screen().availableSize()
    assert manual.size().boundedTo(room) == manual.size()


def test_a_narrow_window_has_narrow_pictures(window: MainWindow) -> None:
    manual = opened(window)
    manual.reader.setMinimumWidth(0)
    manual.reader.resize(40, 200)  # Qt would warn of a picture of no width
    image = manual.reader.loadResource(2, QUrl("pictures/ledger.png"))
    assert isinstance(image, QImage)
    assert image.width() >= 1


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
