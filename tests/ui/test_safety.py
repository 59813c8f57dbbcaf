"""The window keeps data safe by itself, and the page 数据安全 does what it says."""

from __future__ import annotations

import sqlite3
import sys
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import cast

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop_app.app.backups import backups_of, list_all
from desktop_app.core.data import Key, Period
from desktop_app.core.entry import Entry
from desktop_app.store.backup_names import BackupName
from desktop_app.store.mark import Holder, mark_of, take_mark
from desktop_app.ui.case_pages import OVERVIEW, SAFETY, START
from desktop_app.ui.main_window import MainWindow
from desktop_app.ui.safety.page import SafetyPage
from desktop_app.ui.settings_panel import SettingsPanel
from desktop_app.ui.theme import ThemeControl
from tests.ui.driving import children
from tests.ui.starting import PATIENCE, open_example, paths_below, start

POWER = Key("energy.electricity", Period(2020, 3))


@pytest.fixture
def window(qtbot: QtBot, odd_path: Path, control: ThemeControl) -> Iterator[MainWindow]:
    made = start(qtbot, odd_path, control)
    open_example(qtbot, made)
    yield made
    if made.bridge is not None:
        made.bridge.waiting.drop()


def library_of(window: MainWindow) -> Path:
    assert window.workspace is not None
    return window.workspace.library_path


def enter(window: MainWindow, text: str) -> None:
    assert window.bridge is not None
    window.bridge.enter([Entry(POWER, text, "MWh")], "填写“电力”")


def stored(window: MainWindow) -> str:
    """The figure on disk, read by another reader."""
    with closing(sqlite3.connect(library_of(window))) as raw:
        row = raw.execute(
            "SELECT value FROM datum WHERE item=? AND period='2020-03'", (POWER.item,)
        ).fetchone()
    return "" if row is None else str(row[0])


def page_of(window: MainWindow) -> SafetyPage:
    window.actions_by_id["safety"].trigger()
    assert window.page == SAFETY
    return cast("SafetyPage", window.page_widget(SAFETY))


def toasts(window: MainWindow) -> str:
    return "\n".join(toast.accessibleName() for toast in window.toasts.toasts)


def wait_for_backup(qtbot: QtBot, window: MainWindow, count: int) -> None:
    qtbot.waitUntil(lambda: not window.safety._busy, timeout=PATIENCE)
    qtbot.waitUntil(lambda: len(backups_of(library_of(window))) == count, timeout=PATIENCE)


def test_a_library_nobody_used_is_not_backed_up(
    qtbot: QtBot, odd_path: Path, control: ThemeControl
) -> None:
    fresh = start(qtbot, odd_path, control)
    wait_for_backup(qtbot, fresh, 0)


def test_a_backup_is_made_when_an_hour_went_by_and_at_the_end(
    qtbot: QtBot, window: MainWindow
) -> None:
    window.safety.back_up_if_due()
    wait_for_backup(qtbot, window, 1)
    enter(window, "5")
    window.safety.back_up_if_due()
    wait_for_backup(qtbot, window, 1)
    (young,) = backups_of(library_of(window))
    late = datetime.now(UTC) - timedelta(minutes=61)
    young.path.rename(young.path.with_name(BackupName("library", late).file))
    window.safety.back_up_if_due()
    wait_for_backup(qtbot, window, 2)
    enter(window, "6")
    window.close()
    window.safety.back_up_at_end()
    assert len(backups_of(library_of(window))) == 3
    window.safety.back_up_at_end()
    assert len(backups_of(library_of(window))) == 3


@pytest.mark.skipif(sys.platform == "win32", reason="Windows does not move what is open")
def test_what_cannot_be_stored_stays_in_sight_until_it_can(
    qtbot: QtBot, window: MainWindow, odd_path: Path
) -> None:
    bridge = window.bridge
    assert bridge is not None
    enter(window, "5")
    away = odd_path.with_name("拔出的盘")
    odd_path.rename(away)
    enter(window, "6")
    assert bridge.pending[POWER].text == "6"
    assert "不在了" in bridge.pending[POWER].problem.message()
    bridge.set_profile({"contact": "张工"}, "修改联系人")
    assert len(bridge.waiting) == 2
    assert "不在了" in toasts(window)
    assert not window.close()
    assert window.isVisible()
    assert "还有 2 次修改没有写进企业库" in toasts(window)
    window.actions_by_id["close_case"].trigger()
    assert window.bridge is bridge
    away.rename(odd_path)
    qtbot.waitUntil(lambda: not len(bridge.waiting), timeout=PATIENCE)
    assert "2 次修改现已写入" in toasts(window)
    assert stored(window) == "6"
    assert bridge.case.enterprise.contact == "张工"
    assert POWER not in bridge.pending
    assert window.close()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows does not move what is open")
def test_edits_that_wait_can_be_given_up(window: MainWindow, odd_path: Path) -> None:
    away = odd_path.with_name("拔出的盘")
    odd_path.rename(away)
    enter(window, "6")
    window.actions_by_id["close_case"].trigger()
    kept = window.bridge
    window.toasts.toasts[-1].action.click()
    assert (kept is None, window.bridge is None) == (False, True)
    assert window.page == START
    assert window.close()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows does not move what is open")
def test_a_later_edit_does_not_overtake_one_that_waits(window: MainWindow, odd_path: Path) -> None:
    bridge = window.bridge
    assert bridge is not None
    away = odd_path.with_name("拔出的盘")
    odd_path.rename(away)
    enter(window, "6")
    away.rename(odd_path)
    enter(window, "7")
    assert stored(window) == "7"
    assert not len(bridge.waiting)
    assert [label for _id, label in bridge.session.stacks.undo][-2:] == ["填写“电力”"] * 2


@pytest.mark.skipif(sys.platform == "win32", reason="Windows does not move what is open")
def test_the_start_page_says_when_the_library_is_gone(qtbot: QtBot, window: MainWindow) -> None:
    library = library_of(window)
    away = library.rename(library.with_suffix(".away"))
    window.show_page(START)
    card = window.start_page.problems
    assert card is not None
    assert "不在了" in card.text
    away.rename(library)
    card.retry.click()
    qtbot.waitUntil(lambda: window.page != START, timeout=PATIENCE)
    assert window.workspace is not None
    assert len(window.workspace.cases()) == 2


def test_after_a_kill_the_bar_says_what_is_there(
    qtbot: QtBot, odd_path: Path, control: ThemeControl
) -> None:
    first = start(qtbot, odd_path, control)
    open_example(qtbot, first)
    enter(first, "5")
    first.close()
    paths = paths_below(odd_path)
    mark_of(paths.library).write_text('{"who": "a@b", "since": "2026-11-30T08:00", "pid": 1}')
    again = start(qtbot, odd_path, control)
    assert again.safety.notice.isVisible()
    assert "没有正常退出" in again.safety.notice.words.text()
    assert "填写“电力”" in again.safety.notice.words.text()
    again.safety.notice.look_button.click()
    assert again.page == SAFETY
    again.close()
    assert not mark_of(paths.library).exists()


def test_a_library_open_elsewhere_is_told(
    qtbot: QtBot, odd_path: Path, control: ThemeControl
) -> None:
    other = take_mark(paths_below(odd_path).library, Holder("李工@别的电脑", "2026-11-30T08:00"))
    window = start(qtbot, odd_path, control)
    assert "李工@别的电脑" in window.safety.notice.words.text()
    other.release()


def test_the_page_backs_up_previews_and_restores(qtbot: QtBot, window: MainWindow) -> None:
    before = library_of(window)
    enter(window, "5")
    page = page_of(window)
    assert "还没有备份" in page.backups.last.text()
    page.backups.now_button.click()
    qtbot.waitUntil(lambda: len(page.backups.model.lines) == 1, timeout=PATIENCE)
    assert "已备份并核对" in toasts(window)
    enter(window, "6")
    page.backups.table.selectRow(0)
    qtbot.waitUntil(lambda: "1 家企业" in page.preview.words.text(), timeout=PATIENCE)
    assert "填写“电力”" in page.preview.words.text()
    page.preview.verify_button.click()
    qtbot.waitUntil(lambda: "备份完好" in page.preview.checked.text(), timeout=PATIENCE)
    page.preview.open_button.click()
    qtbot.waitUntil(lambda: library_of(window) != before, timeout=PATIENCE)
    assert "恢复" in library_of(window).name
    assert stored(window) == "5"
    assert window.settings.current.library == str(library_of(window))
    with closing(sqlite3.connect(before)) as raw:
        assert raw.execute(
            "SELECT value FROM datum WHERE item=? AND period='2020-03'", (POWER.item,)
        ).fetchone() == ("6",)
    assert len(backups_of(before)) == 2
    action = window.toasts.toasts[-1].action
    action.click()
    qtbot.waitUntil(lambda: library_of(window) == before, timeout=PATIENCE)
    assert stored(window) == "6"


def test_a_backup_saved_elsewhere_never_overwrites(
    qtbot: QtBot, window: MainWindow, tmp_path: Path
) -> None:
    page = page_of(window)
    page.backups.back_up()
    qtbot.waitUntil(lambda: len(page.backups.model.lines) == 1, timeout=PATIENCE)
    page.backups.table.selectRow(0)
    target = tmp_path / "另存.nzl"
    page.preview.save_copy(target)
    qtbot.waitUntil(target.is_file, timeout=PATIENCE)
    qtbot.waitUntil(lambda: "已另存为" in toasts(window), timeout=PATIENCE)
    content = target.read_bytes()
    page.preview.save_copy(target)
    qtbot.waitUntil(lambda: "已经存在" in toasts(window), timeout=PATIENCE)
    assert target.read_bytes() == content


def test_a_second_place_is_used_at_once_and_missed_once(
    qtbot: QtBot, window: MainWindow, tmp_path: Path
) -> None:
    stick = tmp_path / "U 盘"
    stick.mkdir()
    page = page_of(window)
    page.backups.use_place(str(stick))
    qtbot.waitUntil(lambda: bool(list(stick.rglob("*.nzl"))), timeout=PATIENCE)
    qtbot.waitUntil(page.backups.now_button.isEnabled, timeout=PATIENCE)
    assert len(list_all(library_of(window), str(stick))) == 1
    stick.rename(tmp_path / "拔了")
    page.refresh()
    assert "现在用不了" in page.backups.place.text()
    for _hour in range(2):
        for one in backups_of(library_of(window)):
            late = datetime.now(UTC) - timedelta(minutes=61)
            one.path.rename(one.path.with_name(BackupName("library", late).file))
        window.safety.back_up_if_due()
        qtbot.waitUntil(lambda: not window.safety._busy, timeout=PATIENCE)
    assert toasts(window).count("第二备份位置现在用不了") == 1
    page.backups.use_place("")
    assert "没有设置" in page.backups.place.text()


def test_a_deep_check_says_that_all_is_well_or_what_is_not(
    qtbot: QtBot, window: MainWindow
) -> None:
    enter(window, "5")
    page = page_of(window)
    page.library.check_button.click()
    qtbot.waitUntil(lambda: "企业库完好" in page.library.result.text(), timeout=PATIENCE)
    with closing(sqlite3.connect(library_of(window))) as raw:
        raw.execute("UPDATE datum SET value='13' WHERE item=?", (POWER.item,))
        raw.commit()
    page.library.check_button.click()
    qtbot.waitUntil(lambda: "检查发现问题" in page.library.result.text(), timeout=PATIENCE)
    assert "energy.electricity/2020-03" in page.library.problems.text


def test_a_damaged_library_is_salvaged_and_opened(
    qtbot: QtBot, odd_path: Path, control: ThemeControl
) -> None:
    first = start(qtbot, odd_path, control)
    open_example(qtbot, first)
    enter(first, "5")
    first.close()
    path = paths_below(odd_path).library
    data = bytearray(path.read_bytes())
    data[:4096] = bytes(4096)
    path.write_bytes(bytes(data))
    window = start(qtbot, odd_path, control)
    card = window.start_page.problems
    assert card is not None
    assert not window.start_page.new.isEnabled()
    assert not window.start_page.example.isEnabled()
    window.opener.busy.emit(False)
    assert not window.start_page.new.isEnabled()
    card.safety.click()
    page = cast("SafetyPage", window.page_widget(SAFETY))
    assert window.page == SAFETY
    assert page.library.salvage_button.isVisible()
    assert not page.backups.now_button.isEnabled()
    target = odd_path / "救回来的.nzl"
    page.library.salvage(target)
    qtbot.waitUntil(lambda: "已抢救到" in page.library.result.text(), timeout=PATIENCE)
    window.toasts.toasts[-1].action.click()
    qtbot.waitUntil(lambda: library_of(window) == target, timeout=PATIENCE)
    qtbot.waitUntil(window.start_page.new.isEnabled, timeout=PATIENCE)
    assert stored(window) == "5"
    assert path.read_bytes() == bytes(data)


def test_settings_and_start_page_lead_to_the_page(window: MainWindow) -> None:
    window.show_page(START)
    window.start_page.safety.click()
    assert window.page == SAFETY
    window.show_page(OVERVIEW)
    window._show_settings()
    (panel,) = children(window, SettingsPanel)
    panel.safety.click()
    assert window.page == SAFETY


def test_the_lines_of_a_card_stay_together_in_a_tall_window(window: MainWindow) -> None:
    window.resize(1366, 1200)
    page = page_of(window)
    QApplication.processEvents()
    for card in (page.library, page.backups):
        assert card.height() <= card.heightForWidth(card.width()) + 8


def test_a_damaged_library_that_can_be_read_is_looked_at_and_saved(
    qtbot: QtBot, odd_path: Path, control: ThemeControl
) -> None:
    first = start(qtbot, odd_path, control)
    open_example(qtbot, first)
    enter(first, "5")
    first.close()
    path = paths_below(odd_path).library
    with closing(sqlite3.connect(path)) as raw:
        (page,) = raw.execute("SELECT rootpage FROM sqlite_master WHERE name='change'").fetchone()
    data = bytearray(path.read_bytes())
    data[(page - 1) * 4096 : page * 4096] = b"\xff" * 4096
    path.write_bytes(bytes(data))
    window = start(qtbot, odd_path, control)
    qtbot.waitUntil(lambda: window.bridge is not None, timeout=PATIENCE)
    notice = window.safety.notice
    assert notice.isVisible()
    assert "已损坏" in notice.words.text()
    assert "能看能导出" in notice.words.text()
    assert window.header.saved.accessibleName() == "只读"
    assert "已损坏" in window.header.saved.toolTip()
    assert stored(window) == "5"
    enter(window, "6")
    assert window.bridge is not None
    assert not len(window.bridge.waiting)
    assert "只读打开的（文件已损坏）" in toasts(window)
    window.show_page(START)
    for door in (window.start_page.new, window.start_page.example):
        assert not door.isEnabled()
        assert "只能查看" in door.accessibleDescription()
    window.actions_by_id["new_enterprise"].trigger()
    assert window.start_page._stack.currentWidget() is window.start_page.home
    notice.look_button.click()
    page_shown = page_of(window)
    assert page_shown.library.salvage_button.isVisible()
    assert not page_shown.backups.now_button.isEnabled()
    target = odd_path / "救回来的.nzl"
    page_shown.library.salvage(target)
    qtbot.waitUntil(lambda: "已抢救到" in page_shown.library.result.text(), timeout=PATIENCE)
    window.toasts.toasts[-1].action.click()
    qtbot.waitUntil(lambda: library_of(window) == target, timeout=PATIENCE)
    qtbot.waitUntil(window.start_page.new.isEnabled, timeout=PATIENCE)
    assert stored(window) == "5"
    assert not notice.isVisible()
    assert path.read_bytes() == bytes(data)
