"""Habits of people who live in spreadsheets: blocks, the handle, Enter inside a selection."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from desktop_app.core.changes import PutDatum
from desktop_app.core.data import Datum, State
from desktop_app.ui.bridge import Bridge
from desktop_app.ui.ledger.delegate import CellEditor
from desktop_app.ui.ledger.page import LedgerPage
from tests.ui.driving import children, press, typed
from tests.ui.opened import open_bridge, open_ledger, stored

Key = Qt.Key
SHIFT = Qt.KeyboardModifier.ShiftModifier
CTRL = Qt.KeyboardModifier.ControlModifier
LEFT = Qt.MouseButton.LeftButton
NONE = Qt.KeyboardModifier.NoModifier


@pytest.fixture
def bridge(tmp_path: Path) -> Bridge:
    return open_bridge(tmp_path)


@pytest.fixture
def page(qtbot: QtBot, bridge: Bridge) -> LedgerPage:
    return open_ledger(qtbot, bridge)


def editor(page: LedgerPage) -> CellEditor:
    return next(one for one in children(page.view, CellEditor) if one.isVisible())


def value(bridge: Bridge, key: str) -> Decimal | None:
    found = stored(bridge, key)
    return None if found is None else found.value


def type_cell(page: LedgerPage, text: str, end: Qt.Key = Key.Key_Return) -> None:
    typed(page.view, text[0])
    typed(editor(page), text[1:])
    press(editor(page), end)


def copied_outside(text: str, html: str) -> None:
    mime = QMimeData()
    mime.setText(text)
    mime.setHtml(html)
    QGuiApplication.clipboard().setMimeData(mime)


def test_a_selection_grows_from_the_current_cell_and_enter_goes_through_it(
    page: LedgerPage, bridge: Bridge
) -> None:
    press(page.view, Key.Key_Right, SHIFT)
    press(page.view, Key.Key_Down, SHIFT)
    assert page.view.cell() == (0, 0)
    block = [(0, 0), (0, 1), (1, 0), (1, 1)]
    for text in ("1", "2", "3", "4"):
        type_cell(page, text)
        assert page.view.selected() == block
    assert page.view.cell() == (0, 0)
    found = [
        value(bridge, f"energy.{item}@2023-0{month}")
        for month in (1, 2)
        for item in ("raw_coal", "diesel")
    ]
    assert found == [Decimal(1), Decimal(2), Decimal(3), Decimal(4)]
    press(page.view, Key.Key_Tab)
    assert (page.view.cell(), page.view.selected()) == ((0, 1), block)
    press(page.view, Key.Key_Return, SHIFT)
    assert page.view.cell() == (1, 0)
    press(page.view, Key.Key_Right)
    assert page.view.selected() == [(1, 1)]


def test_a_block_drawn_by_the_mouse_is_typed_into_from_where_it_began(page: LedgerPage) -> None:
    port = page.view.viewport()
    first, last = (page.view.cell_box(*cell).center() for cell in ((0, 1), (2, 3)))
    QTest.mousePress(port, LEFT, NONE, first)
    for spot in (first + QPoint(30, 8), last - QPoint(4, 4), last):
        QTest.mouseMove(port, spot)
    QTest.mouseRelease(port, LEFT, NONE, last)
    assert page.view.cell() == (0, 1)
    assert len(page.view.selected()) == 9
    press(page.view, Key.Key_Right, SHIFT)
    assert len(page.view.selected()) == 12


def test_tab_goes_from_cell_to_cell_without_an_editor(page: LedgerPage) -> None:
    press(page.view, Key.Key_Tab)
    press(page.view, Key.Key_Tab)
    assert page.view.cell() == (0, 2)
    press(page.view, Key.Key_Tab, SHIFT)
    press(page.view, Key.Key_Return)
    assert page.view.cell() == (1, 0)
    assert page.view.hasFocus()
    press(page.view, Key.Key_Tab, CTRL)
    assert not page.view.hasFocus()


def test_backspace_begins_a_cell_anew(page: LedgerPage, bridge: Bridge) -> None:
    type_cell(page, "12")
    page.view.go_to(0, 0)
    press(page.view, Key.Key_Backspace)
    assert editor(page).text() == ""
    press(editor(page), Key.Key_Escape)
    assert value(bridge, "energy.raw_coal@2023-01") == Decimal(12)
    press(page.view, Key.Key_Backspace)
    press(editor(page), Key.Key_Return)
    assert bridge.case.data == {} or value(bridge, "energy.raw_coal@2023-01") is None


def test_the_handle_repeats_a_block_over_other_cells_in_one_step(
    page: LedgerPage, bridge: Bridge
) -> None:
    type_cell(page, "5", Key.Key_Tab)
    bridge.enter([page.model.entry(0, 1, "未检出")], "")
    page.view.go_to(0, 0)
    page.view.picking.extend_to(0, 1)
    port, box = page.view.viewport(), page.view.handle.box
    end = page.view.cell_box(0, 4).center()
    QTest.mousePress(port, LEFT, NONE, box.center())
    QTest.mouseMove(port, page.view.cell_box(0, 2).center())
    QTest.mouseMove(port, end)
    page.grab()
    QTest.mouseRelease(port, LEFT, NONE, end)
    assert value(bridge, "energy.raw_coal@2023-03") == Decimal(5)
    assert value(bridge, "energy.raw_coal@2023-05") == Decimal(5)
    filled = stored(bridge, "energy.raw_coal@2023-04")
    assert filled is not None
    assert (filled.state, filled.note) == (State.ESTIMATED, "未检出，按 0 计")
    assert page.view.selected() == [(0, column) for column in range(5)]
    bridge.undo()
    assert value(bridge, "energy.raw_coal@2023-03") is None
    assert value(bridge, "energy.raw_coal@2023-01") == Decimal(5)


def test_a_block_fills_a_larger_selection(page: LedgerPage, bridge: Bridge) -> None:
    page.view.picking.extend_to(2, 3)
    copied_outside("1\t2", "")
    page.commands.paste()
    assert page.commands.preview is not None
    page.commands.preview.confirm.click()
    for item in ("raw_coal", "diesel", "electricity"):
        found = [value(bridge, f"energy.{item}@2023-0{month}") for month in (1, 2, 3, 4)]
        assert found == [Decimal(1), Decimal(2), Decimal(1), Decimal(2)]
    # What does not go into it without rest is pasted once, as it is; the same from within.
    page.view.picking.block([(0, 0), (0, 1)])
    page.commands.copy()
    page.view.go_to(0, 6)
    page.view.picking.extend_to(1, 8)
    page.commands.paste()
    assert page.commands.preview is not None
    page.commands.preview.confirm.click()
    assert value(bridge, "energy.raw_coal@2023-08") == Decimal(2)
    assert value(bridge, "energy.raw_coal@2023-09") is None
    assert value(bridge, "energy.diesel@2023-07") is None


def test_a_paste_keeps_the_digits_the_sheet_does_not_show(page: LedgerPage, bridge: Bridge) -> None:
    html = '<table><tr><td sdval="1234.5678" sdnum="1033;0;#,##0">1,235</td></tr></table>'
    copied_outside("1,235\r\n", html)
    page.commands.paste()
    assert value(bridge, "energy.raw_coal@2023-01") == Decimal("1234.5678")


def test_a_preview_of_few_rows_leaves_room_to_what_was_not_understood(
    page: LedgerPage, qtbot: QtBot
) -> None:
    lines = "\n".join(f"某物{at}\tt\t1" for at in range(9))
    copied_outside(f'品种\t单位\t1月\t2月\n原煤\tt\t1\t"上半\n月"\n{lines}', "")
    page.commands.paste()
    shown = page.commands.preview
    assert shown is not None
    qtbot.waitUntil(lambda: shown.notes.height() > 2 * shown.table.height())
    assert shown.table.viewport().height() >= shown.table.rowHeight(0)
    assert shown.rows.rows[0].changes[2].new == "上半 月"
    assert all("\n" not in shown.notes.item(at).text() for at in range(shown.notes.count()))
    shown.confirm.click()
    assert page.model.cell(0, 1).text == "上半 月"


def test_what_is_copied_is_a_table_to_programs_that_ask_for_one(page: LedgerPage) -> None:
    type_cell(page, "1234.5", Key.Key_Tab)
    type_cell(page, "a<b", Key.Key_Tab)
    page.view.go_to(0, 0)
    page.view.picking.extend_to(0, 1)
    page.commands.copy()
    mime = QGuiApplication.clipboard().mimeData()
    assert mime.text() == "1234.5\ta<b"
    assert "<table><tr><td>1234.5</td><td>a&lt;b</td></tr></table>" in mime.html()


def test_a_program_that_ends_with_something_copied_ends_well() -> None:
    """Qt holds what is on the clipboard longer than Python lives."""
    lines = (
        "from PySide6.QtCore import QMimeData",
        "from PySide6.QtWidgets import QApplication",
        "from desktop_app.ui.copied import copy_out, leave_copied",
        "application, copied = QApplication([]), QMimeData()",
        "copied.setText('1')",
        "copy_out(copied)",
        "leave_copied()",
        "assert QApplication.clipboard().text() == '1'",
    )
    ended = subprocess.run(
        [sys.executable, "-c", "\n".join(lines)],
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        cwd=Path(__file__).resolve().parents[2],
        check=False,
    )
    assert ended.returncode == 0


def test_a_ledger_is_searched_by_name_sound_figure_and_note(
    page: LedgerPage, bridge: Bridge
) -> None:
    noted = replace(page.model.entry(0, 2, "7"), note="检修，停产三天")
    bridge.enter([page.model.entry(1, 3, "1234.5"), page.model.entry(2, 0, "约1234"), noted], "")
    press(page.view, Key.Key_F, CTRL)
    field = page.finder.field
    assert field.hasFocus()
    for text, places in (
        ("dianli", [(2, 0)]),
        ("柴", [(1, 0)]),
        ("1,234", [(1, 3), (2, 0)]),
        ("填写为", [(2, 0)]),
        ("检修，停", [(0, 2)]),
    ):
        field.setText(text)
        for place in (*places, places[0]):
            press(field, Key.Key_Return)
            assert page.view.cell() == place
            assert page.finder.count.text() == f"{places.index(place) + 1} / {len(places)}"
    field.setText("氢气")
    press(field, Key.Key_Return)
    assert page.finder.count.text() == "没有找到"
    press(field, Key.Key_Escape)
    assert page.view.hasFocus()


def test_a_sum_typed_into_a_cell_is_worked_out_and_can_be_edited(
    page: LedgerPage, bridge: Bridge
) -> None:
    type_cell(page, "=120+30.5")
    assert value(bridge, "energy.raw_coal@2023-01") == Decimal("150.5")
    assert page.model.cell(0, 0).text == "150.5"
    page.view.go_to(0, 0)
    press(page.view, Key.Key_F2)
    assert editor(page).text() == "=120+30.5"
    typed(editor(page), "+1")
    press(editor(page), Key.Key_Return)
    assert value(bridge, "energy.raw_coal@2023-01") == Decimal("151.5")
    # A figure that is not the result of its sum, as a file may bring it, is edited as it is.
    key = page.model.key(0, 4)
    assert key is not None
    brought = Datum(key, State.GIVEN, Decimal(7), "t", raw="=1+1")
    bridge.session.apply("", [PutDatum(brought)])
    assert page.model.edit_text(0, 4) == "7"
    page.view.go_to(0, 0)
    page.commands.copy()
    assert QGuiApplication.clipboard().text() == "151.5"
    page.model.set_unit(0, "kg")
    assert page.model.edit_text(0, 0) == "151500"
    page.view.go_to(0, 1)
    type_cell(page, "=1/0")
    assert "算不出来" in page.model.cell(0, 1).problem


def test_the_foot_tells_the_year_of_a_row_beside_a_single_cell(page: LedgerPage) -> None:
    assert page.foot.sums.text() == ""
    type_cell(page, "1200", Key.Key_Tab)
    type_cell(page, "300.5", Key.Key_Tab)
    assert page.foot.sums.text() == "全年 1,500.5 t（2 个月）"
    page.view.go_to(0, 12)
    assert page.foot.sums.text() == "全年 1,500.5 t（2 个月）"
    page.view.go_to(1, 0)
    assert page.foot.sums.text() == ""


def test_the_foot_tells_a_figure_whole_where_the_cell_rounds_it(page: LedgerPage) -> None:
    type_cell(page, "0.0000012345", Key.Key_Up)
    assert page.model.cell(0, 0).text == "0.000001234"
    assert page.foot.words.text() == "完整的数：0.0000012345 t"
    type_cell(page, "1.5", Key.Key_Up)
    assert "完整的数" not in page.foot.words.text()
