"""Whole ledger files in the real window: dropped, mapped, looked at, taken in, undone."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import cast

import pytest
from openpyxl import Workbook
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from desktop_app.app.session import CaseSession
from desktop_app.ui.components.item_picker import ItemPicker
from desktop_app.ui.data_page import DataPage
from desktop_app.ui.ledger.page import LedgerPage
from desktop_app.ui.ledger.paste_preview import PastePreview
from desktop_app.ui.ledger.paste_table import Effect
from desktop_app.ui.ledger_import.dialog import ImportDialog
from desktop_app.ui.ledger_import.files import LedgerFiles
from desktop_app.ui.main_window import MainWindow
from desktop_app.ui.theme import ThemeControl
from tests.ui.driving import children, click, press
from tests.ui.opened import open_bridge, stored
from tests.ui.pack_doors import dropped
from tests.ui.starting import PATIENCE, start

Key = Qt.Key
SHIFT = Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def window(qtbot: QtBot, odd_path: Path, control: ThemeControl) -> MainWindow:
    """The window with a steel case open on its energy ledger."""
    made = start(qtbot, odd_path, control)
    folder = odd_path / "case"
    folder.mkdir()
    session = open_bridge(folder).session
    assert isinstance(session, CaseSession)
    made.open_session(session, "ledger")
    made.jump("energy")
    return made


def ledger(window: MainWindow) -> DataPage:
    return cast("DataPage", window.page_widget("ledger"))


def files(window: MainWindow) -> LedgerFiles:
    found = ledger(window).files
    assert found is not None
    return found


def own_file(path: Path) -> Path:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "能源"
    for row in (
        ["2023年能源消耗"],
        ["名称", "单位", "1月", "2月", "本年"],
        ["原煤", "吨", 100, "１２０", 220],
        ["锅炉用油", "公斤", 7000, "约8000", 15000],
        ["电力", "万千瓦时", 5, "五", 10],
    ):
        sheet.append(row)
    book.save(path)
    return path


def taking(qtbot: QtBot, window: MainWindow, path: Path) -> ImportDialog:
    """The dialog once the file is read."""
    files(window).take(path, "energy")
    dialog = files(window).dialog
    assert dialog is not None
    qtbot.waitUntil(lambda: dialog._running is None, timeout=PATIENCE)
    return dialog


def looked_at(qtbot: QtBot, dialog: ImportDialog) -> PastePreview:
    qtbot.waitUntil(lambda: dialog.preview is not None, timeout=PATIENCE)
    assert dialog.preview is not None
    return dialog.preview


def test_a_plants_file_is_mapped_looked_at_and_taken_in(
    qtbot: QtBot, window: MainWindow, tmp_path: Path
) -> None:
    bridge = window.bridge
    assert bridge is not None
    path = own_file(tmp_path / "我厂的台账.xlsx")
    dialog = taking(qtbot, window, path)
    table = dialog.mapping.table
    assert set(table.sheet.map.items.values()) == {"energy.raw_coal", "energy.electricity"}
    assert "1 行有数但没有对上品种" in dialog.mapping.words.text()
    # The line nobody recognised is chosen by keyboard: F2, a few letters, Enter.
    table.setCurrentIndex(table.sheet.index(3, 0))
    table.setFocus()
    press(table, Key.Key_F2)
    picker = children(dialog, ItemPicker)[-1]
    picker.search.setText("柴油")
    press(picker.search, Key.Key_Return)
    assert table.sheet.map.items[3] == "energy.diesel"
    assert "没有对上" not in dialog.mapping.words.text()
    click(dialog.next)
    preview = looked_at(qtbot, dialog)
    rows = {row.item: row for row in preview.rows.rows}
    assert rows["energy.diesel"].changes[1].new == "7"
    assert rows["energy.diesel"].changes[2].new == "≈ 8"
    assert rows["energy.electricity"].changes[2].effect is Effect.REFUSED
    assert not bridge.case.data
    click(preview.confirm)
    found = stored(bridge, "energy.diesel@2023-01")
    assert found is not None
    assert (found.value, found.unit, found.origin.value) == (Decimal(7000), "kg", "imported")
    assert bridge.session.stacks.undo[-1][1] == "导入“我厂的台账.xlsx”"
    assert [key.item for key in bridge.pending] == ["energy.electricity"]
    qtbot.waitUntil(lambda: files(window).dialog is None)
    # The same making of file needs no help the second time.
    again = taking(qtbot, window, own_file(tmp_path / "下个月.xlsx"))
    assert again.mapping.table.sheet.map.items[3] == "energy.diesel"
    again.reject()
    bridge.undo()
    assert not bridge.case.data


def test_columns_sheets_and_only_empty_cells(
    qtbot: QtBot, window: MainWindow, tmp_path: Path
) -> None:
    bridge = window.bridge
    assert bridge is not None
    page = cast("LedgerPage", ledger(window).shown)
    page.model.add(["energy.raw_coal"])
    page.model.type_into(page.model.row_of("energy.raw_coal"), 0, "90")
    dialog = taking(qtbot, window, own_file(tmp_path / "台账.xlsx"))
    table = dialog.mapping.table
    table.setCurrentIndex(table.sheet.index(2, 3))
    table.setFocus()
    press(table, Key.Key_F2, SHIFT)
    menu = children(table, QMenu)[-1]
    next(one for one in menu.actions() if one.text() == "3月").trigger()
    click(dialog.next)
    preview = looked_at(qtbot, dialog)
    coal = preview.rows.rows[0].changes
    assert (coal[1].effect, coal[1].old, coal[1].new) == (Effect.CHANGE, "90", "100")
    assert coal[3].new == "120"
    click(preview.only_fill)
    assert preview.rows.count(Effect.CHANGE) == 0
    click(preview.confirm)
    kept = stored(bridge, "energy.raw_coal@2023-01")
    assert kept is not None
    assert kept.value == 90
    assert stored(bridge, "energy.raw_coal@2023-03") is not None


def test_a_file_of_another_year_says_so(qtbot: QtBot, window: MainWindow, tmp_path: Path) -> None:
    book = Workbook()
    for row in (["名称", "单位", "2021年1月", "2021年2月", "备注"],
                ["原煤", "吨", 1, 2, "由二号炉燃烧，数据取自地磅"]):  # fmt: skip
        book.worksheets[0].append(row)
    book.save(tmp_path / "前年.xlsx")
    dialog = taking(qtbot, window, tmp_path / "前年.xlsx")
    assert "表里是 2021 年的数" in dialog.mapping.words.text()
    table = dialog.mapping.table
    assert table.columnWidth(4) > table.columnWidth(2)
    table.take_month(2, 1)
    assert "2021" not in dialog.mapping.words.text()
    dialog.reject()


def test_a_template_goes_out_and_comes_back_without_mapping(
    qtbot: QtBot, window: MainWindow, tmp_path: Path
) -> None:
    bridge = window.bridge
    assert bridge is not None
    page = cast("LedgerPage", ledger(window).shown)
    page.model.add(["energy.raw_coal"])
    row = page.model.row_of("energy.raw_coal")
    page.model.type_into(row, 0, "90")
    target = tmp_path / "给车间 的台账.xlsx"
    files(window).export_to(target, filled=True)
    qtbot.waitUntil(lambda: bool(window.toasts.toasts), timeout=PATIENCE)
    assert target.exists()
    page.model.type_into(row, 0, "95")
    dialog = taking(qtbot, window, target)
    preview = looked_at(qtbot, dialog)
    assert preview.rows.rows[0].changes[1].old == "95"
    click(preview.confirm)
    found = stored(bridge, "energy.raw_coal@2023-01")
    assert found is not None
    assert found.value == 90


def test_a_file_that_is_no_workbook_is_refused_with_the_reason(
    qtbot: QtBot, window: MainWindow, tmp_path: Path
) -> None:
    path = tmp_path / "坏.xlsx"
    path.write_bytes(b"not a workbook")
    dialog = taking(qtbot, window, path)
    assert [one.code for one in dialog.problems.shown] == ["zip.no_zip"]
    assert not dialog.next.isVisible()
    press(dialog, Key.Key_Escape)
    qtbot.waitUntil(lambda: files(window).dialog is None)


def test_reading_can_be_stopped(qtbot: QtBot, window: MainWindow, tmp_path: Path) -> None:
    files(window).take(own_file(tmp_path / "台账.xlsx"), "energy")
    dialog = files(window).dialog
    assert dialog is not None
    click(dialog.progress.cancel_button)
    qtbot.waitUntil(lambda: dialog._running is None, timeout=PATIENCE)
    assert not dialog.mapping.plans or dialog.next.isVisible()
    dialog.reject()


def test_a_workbook_dropped_on_the_window_is_taken_in(
    qtbot: QtBot, window: MainWindow, tmp_path: Path
) -> None:
    ledger(window)
    assert dropped(window, own_file(tmp_path / "拖进来 的.xlsx"))
    qtbot.waitUntil(lambda: files(window).dialog is not None, timeout=PATIENCE)
    dialog = files(window).dialog
    assert dialog is not None
    assert "拖进来 的.xlsx" in dialog.windowTitle()
    dialog.reject()
    assert window.page == "ledger"


def test_the_menu_offers_files(window: MainWindow) -> None:
    page = cast("LedgerPage", ledger(window).shown)
    click(page.excel_button)
    assert page.excel_menu.isVisible()
    page.excel_menu.close()
    texts = [action.text() for action in page.excel_menu.actions()]
    assert "导入 Excel 文件…" in texts
    assert "导出空白模板…" in texts
