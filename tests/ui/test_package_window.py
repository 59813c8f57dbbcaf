"""Case packages in the window: dropped, unlocked, merged by keys, undone, exported."""

from __future__ import annotations

import shutil
from decimal import Decimal
from pathlib import Path
from typing import cast

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from desktop_app.core.changes import DropRecord
from desktop_app.core.data import Key, Period
from desktop_app.exchange.package import sealed
from desktop_app.ui.case_pages import CHECKS, PACKAGE, PACKAGE_EXPORT, START
from desktop_app.ui.components.buttons import Button
from desktop_app.ui.main_window import MainWindow
from desktop_app.ui.package.export_page import ExportPage
from desktop_app.ui.package.page import PackagePage
from desktop_app.ui.theme import ThemeControl
from tests.app.package_desks import POWER, YEAR, desk, parted, reopen
from tests.ui.driving import child, click, press, typed
from tests.ui.pack_doors import chosen, dropped
from tests.ui.starting import PATIENCE, start
from tests.ui.test_access import announced, reached

PASSWORD = "guiyang-26"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The plant's library, and what the consultant sends: a conflict in June, an outlet removed."""
    folder = tmp_path_factory.mktemp("两处")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sealed, "COST", sealed.COSTS[0])
        parted(folder)
        plant, other = reopen(folder)
        plant.type(6, "610")
        plant.do("移除", DropRecord("outlet", "DA002"))
        other.type(3, "300")
        other.type(6, "620")
        other.outlet("DA002", "机尾除尘")
        other.send(folder / "顾问稿.nzcase")
        other.send(folder / "密.nzcase", PASSWORD)
        for one in (plant, other):
            one.workspace.close()
    return folder


@pytest.fixture
def folder(made: Path, odd_path: Path) -> Path:
    shutil.copytree(made, odd_path, dirs_exist_ok=True)
    return odd_path


@pytest.fixture
def window(qtbot: QtBot, folder: Path, control: ThemeControl) -> MainWindow:
    return start(qtbot, folder / "厂里", control)


def page_of(qtbot: QtBot, window: MainWindow) -> PackagePage:
    """The page of a package, once it is read or refused."""
    page = cast("PackagePage", window.page_widget(PACKAGE))
    assert window.page == PACKAGE
    qtbot.waitUntil(lambda: "正在" not in page.news.text(), timeout=PATIENCE)
    return page


def test_a_dropped_package_is_merged_by_keys_and_undone_in_one_step(
    qtbot: QtBot, window: MainWindow, folder: Path
) -> None:
    assert window.workspace is not None
    assert window.workspace.library is not None
    newest = window.workspace.library.history.newest()
    assert dropped(window, folder / "顾问稿.nzcase")
    qtbot.waitUntil(lambda: window.page == PACKAGE, timeout=PATIENCE)
    page = page_of(qtbot, window)
    assert page.merge is not None
    names = [one.name for one in page.merge.model.lines]
    assert names == ["排放口 DA002 机尾除尘", "电力 2023 年 6 月"]
    assert not page.merge_button.isEnabled()
    assert not [one for one in reached(window) if not announced(one).strip()]
    table = page.merge.table
    press(table, Qt.Key.Key_2)
    press(table, Qt.Key.Key_Down)
    assert "王工" in page.merge.detail.text()
    assert "李工" in page.merge.detail.text()
    press(table, Qt.Key.Key_1)
    assert page.merge.left == 0
    assert window.workspace.library.history.newest() == newest
    click(page.merge_button)
    qtbot.waitUntil(lambda: window.bridge is not None, timeout=PATIENCE)
    assert window.bridge is not None
    case = window.bridge.case
    values = {key.period.month: datum.value for key, datum in case.data.items()}
    assert values[3] == Decimal(300)
    assert values[6] == Decimal(610)
    assert {one.id for one in case.records} == {"DA001", "DA002"}
    window.undo_action.trigger()
    assert {one.id for one in window.bridge.case.records} == {"DA001"}
    assert Key(POWER, Period(YEAR, 3)) not in window.bridge.case.data


def test_a_merge_into_the_open_case_shows_at_once(
    qtbot: QtBot, window: MainWindow, folder: Path
) -> None:
    assert window.workspace is not None
    window.open_case(window.workspace.cases()[0].id)
    qtbot.waitUntil(lambda: window.bridge is not None, timeout=PATIENCE)
    bridge = window.bridge
    window.packages.open(folder / "顾问稿.nzcase")
    page = page_of(qtbot, window)
    assert page.merge is not None
    click(page.merge.theirs_button)
    click(page.merge_button)
    june = Key(POWER, Period(YEAR, 6))
    qtbot.waitUntil(lambda: window.page != PACKAGE, timeout=PATIENCE)
    assert window.bridge is bridge
    assert bridge is not None
    assert bridge.case.data[june].value == 620
    window.packages.open(folder / "顾问稿.nzcase")
    page = page_of(qtbot, window)
    assert "都有了" in page.news.text()
    assert page.merge is None
    assert not page.merge_button.isVisibleTo(page)
    click(page.leave_button)
    assert window.page != PACKAGE


def test_lines_are_filtered_by_kind_and_words(
    qtbot: QtBot, window: MainWindow, folder: Path
) -> None:
    window.packages.open(folder / "顾问稿.nzcase")
    view = page_of(qtbot, window).merge
    assert view is not None
    click(child(view.views, Button, "采用包里的 1"))
    assert [one.name for one in view.model.lines] == ["电力 2023 年 3 月"]
    typed(view.search, "MWh")
    qtbot.waitUntil(lambda: len(view.model.lines) == 1)
    typed(view.search, "zzz")
    qtbot.waitUntil(lambda: not view.model.lines)
    assert "没有" in view.detail.text()


def test_a_password_is_asked_for_until_it_is_right(
    qtbot: QtBot, folder: Path, control: ThemeControl
) -> None:
    window = start(qtbot, folder / "新来的", control)
    window.packages.open(folder / "密.nzcase")
    page = page_of(qtbot, window)
    assert page.password.isVisibleTo(window)
    page.password.setText("wrong")
    press(page.password, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "口令不对" in page.news.text(), timeout=PATIENCE)
    page.password.setText(PASSWORD)
    click(page.unlock_button)
    qtbot.waitUntil(lambda: page.read is not None, timeout=PATIENCE)
    assert not page.password.isVisibleTo(window)
    click(page.take_button)
    qtbot.waitUntil(lambda: window.bridge is not None, timeout=PATIENCE)
    assert window.bridge is not None
    assert len(window.bridge.case.data) == 3


def test_what_is_no_package_is_named(qtbot: QtBot, window: MainWindow, folder: Path) -> None:
    path = folder / "照片.nzcase"
    path.write_bytes(b"\xff\xd8\xff\xe0" + b"x" * 500)
    window.packages.open(path)
    page = page_of(qtbot, window)
    assert "JPEG" in page.news.text()
    assert page.leave_button.isVisibleTo(page)
    assert not page.take_button.isVisibleTo(page)


def test_a_package_given_at_the_start_is_shown_when_the_library_is_there(
    qtbot: QtBot, folder: Path, control: ThemeControl
) -> None:
    window = start(qtbot, folder / "厂里", control)
    window.opener.workspace = None
    window.packages.open(folder / "顾问稿.nzcase")
    assert window.page != PACKAGE
    window.load()
    qtbot.waitUntil(lambda: window.page == PACKAGE, timeout=PATIENCE)
    assert page_of(qtbot, window).read is not None


def test_the_open_case_is_exported_with_a_password(
    qtbot: QtBot, window: MainWindow, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sealed, "COST", sealed.COSTS[0])
    assert window.workspace is not None
    window.open_case(window.workspace.cases()[0].id)
    qtbot.waitUntil(lambda: window.bridge is not None, timeout=PATIENCE)
    window.show_page(CHECKS)
    window.actions_by_id["export_package"].trigger()
    page = cast("ExportPage", window.page_widget(PACKAGE_EXPORT))
    assert page.save_button.isEnabled()
    page.password.setText("abc")
    assert "容易猜出" in page.first_row.editor.accessibleDescription()
    assert not page.save_button.isEnabled()
    page.again.setText("abd")
    assert page.again_row.problem
    page.again.setText("abc")
    assert page.save_button.isEnabled()
    target = folder / "发出"
    chosen(monkeypatch, target)
    click(page.save_button)
    qtbot.waitUntil(lambda: window.page == CHECKS, timeout=PATIENCE)
    other = desk(folder / "对方", "王工")
    assert other.look(target.with_suffix(".nzcase"), "abc").manifest.documents == 1
    other.workspace.close()


def test_the_start_page_leads_to_a_package(
    qtbot: QtBot, window: MainWindow, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    chosen(monkeypatch, folder / "顾问稿.nzcase")
    window.show_page(START)
    click(window.start_page.package)
    assert page_of(qtbot, window).read is not None
