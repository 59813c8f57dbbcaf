"""A pack through Excel in the window: exported, edited, dropped, taken over or refused."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import cast

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication
from pytestqt.qtbot import QtBot

from desktop_app.app.pack_workbooks import export_workbook
from desktop_app.packs.signing import new_key
from desktop_app.ui.case_pages import PACKS, START
from desktop_app.ui.main_window import MainWindow
from desktop_app.ui.packs_page.compare_view import CompareView
from desktop_app.ui.packs_page.export_card import ExportCard
from desktop_app.ui.packs_page.install_card import InstallCard
from desktop_app.ui.packs_page.numbers_view import NumbersView
from desktop_app.ui.packs_page.page import PacksPage
from desktop_app.ui.packs_page.workbook_card import WorkbookCard
from desktop_app.ui.theme import ThemeControl
from tests.packs.books import column_of, row_of
from tests.packs.pack_files import file_of, own_files
from tests.ui.driving import click, press
from tests.ui.pack_doors import card_of, chosen, offered, quiet
from tests.ui.starting import PATIENCE, start

PLATING = "electroplating"
TABLE = "电镀清洁生产水平（综合电镀，2015）"
ROW = f"assessment[{PLATING}.cp].indicator[wash_water]"


@pytest.fixture
def window(qtbot: QtBot, odd_path: Path, control: ThemeControl) -> MainWindow:
    return start(qtbot, odd_path, control)


@pytest.fixture
def page(window: MainWindow) -> PacksPage:
    return cast("PacksPage", window.show_page(PACKS))


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """What the system is asked to open."""
    found: list[Path] = []

    def note(url: QUrl) -> bool:
        found.append(Path(url.toLocalFile()))
        return True

    monkeypatch.setattr(QDesktopServices, "openUrl", note)
    return found


def exported(window: MainWindow, folder: Path) -> Path:
    """The workbook of the plating pack, as the program writes it."""
    assert window.workspace is not None
    book = folder / "电镀 2026.xlsx"
    assert export_workbook(window.workspace.catalog, PLATING, book) == ()
    return book


def edit(path: Path, change: Callable[[Workbook], None]) -> Path:
    book = load_workbook(path)
    change(book)
    book.save(path)
    return path


def sheet(book: Workbook, name: str) -> Worksheet:
    found = book[name]
    assert isinstance(found, Worksheet)
    return found


def stricter(book: Workbook) -> None:
    """One number, and the next version."""
    head, table = sheet(book, "规则包"), sheet(book, TABLE)
    row = next(row for row in range(3, 20) if head.cell(row, 1).value == "version")
    head.cell(row, 3).value = "2099.1.1"
    at = row_of(table, "id", "wash_water")
    table.cell(at, column_of(table, "levels.1")).value = 7.5


def misspelt(book: Workbook) -> None:
    stricter(book)
    table = sheet(book, TABLE)
    at = row_of(table, "id", "wash_water")
    table.cell(at, column_of(table, "value")).value = f"{PLATING}.wash_water_rat"


def state(window: MainWindow) -> dict[str, bytes]:
    assert window.workspace is not None
    folder = window.workspace.paths.user_packs
    return {path.name: path.read_bytes() for path in sorted(folder.glob("*"))}


def version(window: MainWindow) -> str:
    assert window.workspace is not None
    return window.workspace.catalog.newest[PLATING].version


def test_a_pack_goes_out_is_edited_and_comes_back_with_the_new_number(
    qtbot: QtBot,
    window: MainWindow,
    page: PacksPage,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    opened: list[Path],
) -> None:
    assert not page.export_button.isEnabled()
    page.show_pack(PLATING)
    assert page.export_button.isEnabled()
    book = tmp_path / "给 同事 2026.11"
    chosen(monkeypatch, book)
    click(page.export_button)
    book = tmp_path / "给 同事 2026.11.xlsx"
    out = card_of(page, ExportCard)
    quiet(qtbot, out)
    assert str(book) in out.note.text()
    assert book.is_file()
    click(out.open_button)
    click(out.folder_button)
    assert opened == [book, tmp_path]

    chosen(monkeypatch, edit(book, stricter))
    click(page.import_button)
    card = card_of(page, WorkbookCard)
    quiet(qtbot, card)
    assert "2099.1.1" in card.title.text()
    assert "变了 " in card.note.text()
    changed = {(line.old, line.new) for line in card.model.lines}
    assert ("≤ 8 / 24 / 40", "≤ 7.5 / 24 / 40") in changed
    assert state(window) == {}
    assert version(window) != "2099.1.1"
    qtbot.waitUntil(card.install_button.hasFocus)
    press(card.install_button, Qt.Key.Key_Space)
    quiet(qtbot, card)
    file = f"{PLATING}-2099.1.1.nzpack"
    assert list(state(window)) == [file]
    assert "已导入" in card.title.text()
    assert file in card.note.text()
    assert version(window) == "2099.1.1"
    assert page.chosen is not None
    assert page.chosen.version == "2099.1.1"
    assert any("2099.1.1" in page.packs.item(row).toolTip() for row in range(page.packs.count()))
    click(card.folder_button)
    assert window.workspace is not None
    assert opened[-1] == window.workspace.paths.user_packs
    click(card.numbers_button)
    assert page.card is None
    view = page.view
    assert isinstance(view, NumbersView)
    assert view.reveal(ROW)
    (row,) = view.table.marked
    assert row.entry.value.startswith("≤ 7.5")


def test_a_faulty_workbook_is_told_by_cell_and_nothing_is_installed_until_it_is_right(
    qtbot: QtBot, window: MainWindow, tmp_path: Path
) -> None:
    book = edit(exported(window, tmp_path), misspelt)
    window.show_page(START)
    page = offered(qtbot, window, book)
    card = card_of(page, WorkbookCard)
    quiet(qtbot, card)
    assert "没有导入" in card.title.text()
    letter = column_letter(book, "value")
    told = [one for one in card.problems.shown if one.code == "pack.name_unknown"]
    assert [str(one.where) for one in told] == [f"{book.name}/{TABLE}: {letter}"]
    assert card.problems.isVisible()
    assert not card.install_button.isVisible()
    assert card.open_button.isVisible()
    qtbot.waitUntil(card.again_button.hasFocus)
    click(card.problems.copy_button)
    copied = QGuiApplication.clipboard().text()
    first = copied.splitlines()[0]
    assert first.startswith("错误 ")
    assert f"{TABLE}: {letter}" in first
    assert f"{PLATING}.wash_water_rate" in first
    assert state(window) == {}

    def right(opened_book: Workbook) -> None:
        table = sheet(opened_book, TABLE)
        at = row_of(table, "id", "wash_water")
        table.cell(at, column_of(table, "value")).value = f"{PLATING}.wash_water_rate"

    edit(book, right)
    press(card.again_button, Qt.Key.Key_Space)
    quiet(qtbot, card)
    assert card.install_button.isVisible()
    click(card.close_button)
    assert page.card is None
    assert state(window) == {}


def column_letter(book: Path, field: str) -> str:
    table = sheet(load_workbook(book), TABLE)
    at = row_of(table, "id", "wash_water")
    return table.cell(at, column_of(table, field)).coordinate


def test_what_runs_can_be_stopped_and_leaves_nothing(
    qtbot: QtBot, window: MainWindow, page: PacksPage, tmp_path: Path
) -> None:
    book = exported(window, tmp_path)
    assert page.door is not None
    page.show_pack("general")
    pack = page.chosen
    assert pack is not None
    page.door.export_to(pack, tmp_path / "通用.xlsx")
    out = card_of(page, ExportCard)
    qtbot.waitUntil(out.progress.cancel_button.isVisible)
    click(out.progress.cancel_button)
    quiet(qtbot, out)
    assert "已停止" in out.title.text()
    assert [path.name for path in tmp_path.glob("*.xlsx")] == [book.name]

    page.offer_files([book])
    card = card_of(page, WorkbookCard)
    click(card.progress.cancel_button)
    quiet(qtbot, card)
    assert "已停止" in card.title.text()
    assert card.read is None
    assert not card.install_button.isVisible()
    click(card.again_button)
    quiet(qtbot, card)
    assert "没有不同" in card.note.text()
    assert state(window) == {}


def test_a_signed_pack_is_replaced_only_by_consent(
    qtbot: QtBot, window: MainWindow, tmp_path: Path
) -> None:
    made = file_of(own_files(), key=new_key(), publisher="某设计院")
    given = tmp_path / made.file_name
    given.write_bytes(made.data)
    page = offered(qtbot, window, given)
    signed = card_of(page, InstallCard)
    quiet(qtbot, signed)
    click(signed.install_button)
    qtbot.waitUntil(lambda: page.card is None, timeout=PATIENCE)
    before = state(window)
    assert list(before) == ["own-2026.1.1.nzpack"]

    assert window.workspace is not None
    book = tmp_path / "own.xlsx"
    assert export_workbook(window.workspace.catalog, "own", book) == ()

    def change(opened_book: Workbook) -> None:
        table = sheet(opened_book, "计算式")
        at = row_of(table, "id", "own.double")
        table.cell(at, column_of(table, "formula")).value = "own.rolls * 3"

    page = offered(qtbot, window, edit(book, change))
    card = card_of(page, WorkbookCard)
    quiet(qtbot, card)
    assert "pack_file.signer_changed" in {one.code for one in card.problems.shown}
    assert "已核对来历" in card.install_button.text()
    assert state(window) == before
    click(card.install_button)
    quiet(qtbot, card)
    assert "已导入" in card.title.text()
    assert state(window) != before


def test_several_files_are_decided_one_after_the_other(
    qtbot: QtBot, window: MainWindow, tmp_path: Path
) -> None:
    made = file_of(own_files())
    given = tmp_path / made.file_name
    given.write_bytes(made.data)
    old = tmp_path / "旧版.xls"
    old.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600))
    window.show_page(PACKS)
    page = offered(qtbot, window, old, given)
    first = card_of(page, InstallCard)
    quiet(qtbot, first)
    click(first.close_button)
    second = card_of(page, WorkbookCard)
    quiet(qtbot, second)
    assert [one.code for one in second.problems.shown] == ["zip.old_office"]
    click(second.close_button)
    assert page.card is None


def test_a_pack_is_compared_with_an_edited_workbook(
    qtbot: QtBot,
    window: MainWindow,
    page: PacksPage,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    chosen(monkeypatch, edit(exported(window, tmp_path), stricter))
    page.show_pack(PLATING)
    page.show_view("compare")
    view = page.view
    assert isinstance(view, CompareView)
    view.modes.choose("packs")
    view.modes.changed.emit("packs")
    click(view.file_button)
    qtbot.waitUntil(lambda: "正在" not in view.verdict.text(), timeout=PATIENCE)
    assert ("≤ 7.5 / 24 / 40", "≤ 8 / 24 / 40") in {
        (line.old, line.new) for line in view.model.lines
    }
