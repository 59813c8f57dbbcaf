"""The open case and the versions of its packs: told in a bar, compared on a page, moved, undone."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path
from typing import cast

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from desktop_app.app.paths import Paths
from desktop_app.core.data import Enterprise, Key, Period
from desktop_app.core.entry import Entry
from desktop_app.store.library import Library
from desktop_app.ui.case_pages import MOVE, OVERVIEW, PACKS, START
from desktop_app.ui.main_window import MainWindow
from desktop_app.ui.pack_move.page import PACKS as OF_PACKS
from desktop_app.ui.pack_move.page import PackMovePage
from desktop_app.ui.packs_page.install_card import InstallCard
from desktop_app.ui.packs_page.page import PacksPage
from desktop_app.ui.packs_page.versions_card import VersionsCard
from desktop_app.ui.theme import ThemeControl
from tests.packs.pack_files import file_of, own_files
from tests.ui.driving import children, click, press
from tests.ui.pack_doors import offered
from tests.ui.starting import PATIENCE, paths_below, start

NOW = "2026-11-22T08:00:00+00:00"
ROLLS = Key("own.rolls", Period(2023))


def put(paths: Paths, files: Mapping[str, bytes]) -> None:
    made = file_of(files)
    paths.user_packs.mkdir(parents=True, exist_ok=True)
    (paths.user_packs / made.file_name).write_bytes(made.data)


@pytest.fixture
def paths(odd_path: Path) -> Paths:
    """A user with a case that was judged by the first version of a pack, and now has two."""
    paths = paths_below(odd_path)
    put(paths, own_files("2026.1.1"))
    library = Library.open(paths.library)
    assert isinstance(library, Library)
    enterprise = library.add_enterprise(Enterprise("甲厂", region="520100"), NOW)
    assert isinstance(enterprise, str)
    assert isinstance(library.add_case(enterprise, 2023, ("own",), NOW), str)
    library.close()
    return paths


def opened(qtbot: QtBot, paths: Paths, control: ThemeControl) -> MainWindow:
    window = start(qtbot, paths.user, control)
    assert window.workspace is not None
    if window.bridge is None:  # else the case of the last time was opened by the start
        window.open_case(window.workspace.cases()[0].id)
    qtbot.waitUntil(lambda: window.bridge is not None, timeout=PATIENCE)
    return window


@pytest.fixture
def window(qtbot: QtBot, paths: Paths, control: ThemeControl) -> MainWindow:
    """The case filled in, closed, and opened again after the second version was installed."""
    first = opened(qtbot, paths, control)
    assert first.bridge is not None
    first.bridge.enter([Entry(ROLLS, "7")], "填写")
    assert first._pack_watch.notice.isHidden()
    first.close()
    put(paths, own_files("2026.1.2", "own.rolls * 3"))
    return opened(qtbot, paths, control)


def value(window: MainWindow) -> object:
    assert window.bridge is not None
    return window.bridge.evaluation.results["own.double"].value


def page_of(qtbot: QtBot, window: MainWindow) -> PackMovePage:
    """The page of the move, with everything worked out."""
    button = window._pack_watch.notice.look_button
    qtbot.waitUntil(button.isVisible, timeout=PATIENCE)
    click(button)
    assert window.page == MOVE
    page = window.page_widget(MOVE)
    assert isinstance(page, PackMovePage)
    qtbot.waitUntil(lambda: page.preview is not None, timeout=PATIENCE)
    return page


def cells(page: PackMovePage) -> list[list[str]]:
    rows = page.results
    return [
        [rows.item(row, column).text() for column in range(3)] for row in range(rows.rowCount())
    ]


def test_the_bar_tells_by_which_version_the_case_is_judged(window: MainWindow) -> None:
    notice = window._pack_watch.notice
    assert notice.isVisible()
    assert "2026.1.1" in notice.words.text()
    assert "2026.1.2" in notice.words.text()
    assert value(window) == 14
    click(notice.close_button)
    assert notice.isHidden()
    assert window.bridge is not None
    window.bridge.enter([Entry(ROLLS, "8")], "填写")
    assert notice.isHidden()


def test_what_would_change_is_shown_before_anything_is_stored(
    qtbot: QtBot, window: MainWindow, paths: Paths
) -> None:
    page = page_of(qtbot, window)
    assert "2026.1.1 → 2026.1.2" in page.packs.text()
    assert ["两倍轧辊数", "14", "21 个 ↑"] in cells(page)
    page.views.choose(OF_PACKS)
    page.views.changed.emit(OF_PACKS)
    assert page.lines_table.isVisible()
    assert any("own.rolls * 3" in line.new for line in page.lines.lines)
    with closing(sqlite3.connect(paths.library)) as raw:
        pins = raw.execute('SELECT pins FROM "case"').fetchone()[0]
    assert "2026.1.1" in pins
    click(page.later_button)
    assert window.page == OVERVIEW
    assert value(window) == 14
    assert window._pack_watch.notice.isVisible()


def test_moving_is_one_step_that_can_be_undone(qtbot: QtBot, window: MainWindow) -> None:
    page = page_of(qtbot, window)
    qtbot.waitUntil(page.move_button.isEnabled)
    click(page.move_button)
    assert window.page == OVERVIEW
    assert value(window) == 21
    assert window._pack_watch.notice.isHidden()
    assert "规则包" in window.undo_action.text()
    window.undo_action.trigger()
    assert value(window) == 14
    assert window._pack_watch.notice.isVisible()
    window.redo_action.trigger()
    assert value(window) == 21
    assert window._pack_watch.notice.isHidden()


def test_an_edit_while_the_page_is_shown_is_compared_anew(qtbot: QtBot, window: MainWindow) -> None:
    page = page_of(qtbot, window)
    assert window.bridge is not None
    window.bridge.enter([Entry(ROLLS, "10")], "填写")
    qtbot.waitUntil(lambda: ["两倍轧辊数", "20", "30 个 ↑"] in cells(page), timeout=PATIENCE)
    window.undo_action.trigger()
    qtbot.waitUntil(lambda: ["两倍轧辊数", "14", "21 个 ↑"] in cells(page), timeout=PATIENCE)


def test_closing_the_case_takes_the_bar_away(qtbot: QtBot, window: MainWindow) -> None:
    page_of(qtbot, window)
    window.close_case()
    assert window.page == START
    assert window._pack_watch.notice.isHidden()
    assert MOVE not in window.pages


def test_the_keyboard_reaches_the_way_to_the_changes(qtbot: QtBot, window: MainWindow) -> None:
    notice = window._pack_watch.notice
    notice.look_button.setFocus()
    press(notice.look_button, Qt.Key.Key_Space)
    assert window.page == MOVE
    window.go_back()
    assert window.page == OVERVIEW


def packs_page(window: MainWindow) -> PacksPage:
    return cast("PacksPage", window.page_widget(PACKS))


def looked(qtbot: QtBot, page: PacksPage) -> str:
    """Wait until the files that are offered have been looked through; what is said of them."""
    card = page.card
    assert isinstance(card, InstallCard)
    qtbot.waitUntil(lambda: card.looked is not None, timeout=PATIENCE)
    return card.accessibleDescription()


def test_a_pack_file_dropped_on_the_window_is_installed_once_confirmed(
    qtbot: QtBot, window: MainWindow, tmp_path: Path
) -> None:
    made = file_of(own_files("2026.1.3", "own.rolls * 4"))
    path = tmp_path / made.file_name
    path.write_bytes(made.data)
    page = offered(qtbot, window, path)
    assert "没有签名" in looked(qtbot, page)
    assert window.workspace is not None
    assert window.workspace.catalog.newest["own"].version == "2026.1.2"
    card = page.card
    assert isinstance(card, InstallCard)
    click(card.install_button)
    qtbot.waitUntil(lambda: page.card is None, timeout=PATIENCE)
    assert window.workspace.catalog.newest["own"].version == "2026.1.3"
    assert page.chosen is not None
    assert page.chosen.version == "2026.1.3"
    assert value(window) == 14
    assert "2026.1.3" in window._pack_watch.notice.words.text()


def test_a_hostile_file_is_refused_with_reasons_and_no_way_on(
    qtbot: QtBot, window: MainWindow, tmp_path: Path
) -> None:
    path = tmp_path / "x.nzpack"
    path.write_bytes(b"%PDF-1.7")
    page = offered(qtbot, window, path)
    assert "PDF" in looked(qtbot, page)
    card = page.card
    assert isinstance(card, InstallCard)
    assert not card.install_button.isVisible()
    click(card.close_button)
    assert page.card is None


def test_of_several_files_one_that_is_refused_names_itself(
    qtbot: QtBot, window: MainWindow, tmp_path: Path
) -> None:
    good, bad = file_of(own_files("2026.1.3", "own.rolls * 4")), tmp_path / "坏 文件.nzpack"
    (tmp_path / good.file_name).write_bytes(good.data)
    bad.write_bytes(b"%PDF-1.7")
    page = cast("PacksPage", window.show_page(PACKS))
    assert page.door is not None
    page.door.offer([tmp_path / good.file_name, bad])
    said = looked(qtbot, page)
    assert "没有安装" in said
    assert good.file_name in said
    assert "去掉它可以再试" in said
    assert "坏 文件.nzpack" in said.split("再试")[1]


def test_versions_are_listed_exported_and_removed(
    qtbot: QtBot, window: MainWindow, tmp_path: Path
) -> None:
    page = cast("PacksPage", window.show_page(PACKS))
    page.show_pack("own")
    page.show_view("about")
    (card,) = children(page.view, VersionsCard)
    qtbot.waitUntil(lambda: len(card.rows) == 2, timeout=PATIENCE)
    assert [(row.version, row.in_use) for row in card.rows] == [
        ("2026.1.2", True),
        ("2026.1.1", False),
    ]
    target = tmp_path / "导出.nzpack"
    card.export(card.rows[1], target)
    qtbot.waitUntil(target.exists, timeout=PATIENCE)
    assert target.read_bytes() == file_of(own_files("2026.1.1")).data
    click(card.remove_buttons["2026.1.2 installed"])
    assert window.workspace is not None
    assert window.workspace.catalog.newest["own"].version == "2026.1.1"
    assert window._pack_watch.notice.isHidden()
