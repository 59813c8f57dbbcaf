"""The window about the program: its parts, versions of it that are dropped, files it opens."""

from __future__ import annotations

import hashlib
import shutil
import sys
from pathlib import Path
from typing import cast

import pytest
from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot
from shiboken6 import delete

from desktop_app.app.paths import Paths, find_paths
from desktop_app.ui.case_pages import ABOUT, UPDATE
from desktop_app.ui.main_window import MainWindow
from desktop_app.ui.program.about_page import AboutPage
from desktop_app.ui.program.update_page import UpdatePage
from desktop_app.ui.screens import open_bare_window
from desktop_app.ui.settings_panel import SettingsPanel
from desktop_app.ui.theme import ThemeControl
from tests.app.releases import deb, setup
from tests.ui.driving import children
from tests.ui.pack_doors import dropped
from tests.ui.starting import PATIENCE, start
from tests.ui.test_access import announced, reached

LIBRARIES = Path(__file__).resolve().parents[1] / "data" / "libraries"


@pytest.fixture
def window(qtbot: QtBot, odd_path: Path, control: ThemeControl) -> MainWindow:
    return start(qtbot, odd_path, control)


def fitting(path: Path, version: str) -> Path:
    """A version for the system the test runs on."""
    if sys.platform == "win32":
        return setup(path.with_suffix(".exe"), version)
    return deb(path.with_suffix(".deb"), version)


def looked(qtbot: QtBot, window: MainWindow) -> UpdatePage:
    qtbot.waitUntil(lambda: window.page == UPDATE, timeout=PATIENCE)
    page = cast("UpdatePage", window.page_widget(UPDATE))
    qtbot.waitUntil(lambda: "正在核对" not in page.verdict.text(), timeout=PATIENCE)
    return page


def test_a_newer_version_that_is_dropped_is_explained_and_opened_only_on_request(
    qtbot: QtBot, window: MainWindow, odd_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[QUrl] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", opened.append)
    path = fitting(odd_path / "near-zero new", "99.0.0")
    assert dropped(window, path)
    page = looked(qtbot, window)
    assert window.page == UPDATE
    assert "较新的版本" in page.verdict.text()
    assert any("99.0.0" in words.text() for words in page.words)
    assert opened == []
    assert page.open_button.isEnabled()
    page.open_button.click()
    assert [Path(url.toLocalFile()) for url in opened] == [path]
    assert not window.isVisible()


def test_a_damaged_version_cannot_be_opened(
    qtbot: QtBot, window: MainWindow, odd_path: Path
) -> None:
    path = fitting(odd_path / "near-zero new", "99.0.0")
    digest = hashlib.sha256(b"the whole file").hexdigest()
    path.with_name(path.name + ".sha256").write_text(f"{digest}  x\n", encoding="utf-8")
    assert dropped(window, path)
    page = looked(qtbot, window)
    assert "不要安装" in page.verdict.text()
    assert not page.open_button.isEnabled()


def test_somebody_elses_program_is_refused(
    qtbot: QtBot, window: MainWindow, odd_path: Path
) -> None:
    assert dropped(window, deb(odd_path / "other.deb", "1.0", "other"))
    page = looked(qtbot, window)
    assert "不是本软件的安装包" in page.verdict.text()
    assert page.card.isHidden()
    assert not page.open_button.isEnabled()


def test_the_settings_lead_to_the_parts_and_their_licences(
    qtbot: QtBot, window: MainWindow
) -> None:
    window.actions_by_id["settings"].trigger()
    children(window, SettingsPanel)[-1].about.click()
    assert window.page == ABOUT
    page = cast("AboutPage", window.page_widget(ABOUT))
    qtbot.waitUntil(lambda: bool(page.model.lines), timeout=PATIENCE)
    assert "LESSER GENERAL PUBLIC LICENSE" in page.licence.toPlainText()
    names = [part.name for part in page.model.lines]
    page.table.selectRow(names.index("Noto Sans SC"))
    assert "SIL OPEN FONT LICENSE" in page.licence.toPlainText()
    assert not page.portable_button.isEnabled()
    assert [one for one in reached(page) if not announced(one)] == []
    page.back_button.click()
    assert window.page != ABOUT


def test_a_library_that_is_dropped_is_opened(
    qtbot: QtBot, window: MainWindow, odd_path: Path
) -> None:
    path = odd_path / "另一个 库.nzl"
    shutil.copy(max(LIBRARIES.glob("*.nzl")), path)
    assert dropped(window, path)

    def is_open() -> bool:
        return window.workspace is not None and window.workspace.library_path == path

    qtbot.waitUntil(is_open, timeout=PATIENCE)
    assert window.settings.current.library == str(path)


@pytest.mark.skipif(sys.platform == "win32", reason="there Qt remembers in the registry")
@pytest.mark.usefixtures("qtbot")
def test_what_dialogs_of_qt_remember_stays_with_everything_of_the_user(odd_path: Path) -> None:
    paths = Paths(find_paths().root, odd_path / "用户 a")
    with open_bare_window(paths):
        dialog = QFileDialog()
        dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
        dialog.setDirectory(str(odd_path))
        delete(dialog)
    assert (paths.user / "QtProject.conf").is_file()
