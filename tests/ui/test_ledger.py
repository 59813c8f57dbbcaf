"""The ledger as a user works it: keys, editors, clipboard, preview, states - on a real library."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication, QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QMenu
from pytestqt.qtbot import QtBot

from desktop_app.app.case_packs import Judging
from desktop_app.app.session import CaseSession
from desktop_app.core.data import State
from desktop_app.core.entry import Entry
from desktop_app.core.model import build_model
from desktop_app.core.pack import Item, Pack, Section
from desktop_app.ui.bridge import Bridge
from desktop_app.ui.components.empty_state import EmptyState
from desktop_app.ui.components.item_picker import ItemPicker
from desktop_app.ui.components.note_popover import NotePopover
from desktop_app.ui.components.reason_popover import ReasonPopover
from desktop_app.ui.ledger.cells import DEVIATION_COLUMN, LAST_COLUMN, YEAR_COLUMN, Cell, Look
from desktop_app.ui.ledger.delegate import CellEditor
from desktop_app.ui.ledger.page import LedgerPage
from desktop_app.ui.ledger.paste_preview import PastePreview
from desktop_app.ui.ledger.paste_table import Effect
from tests.ui.driving import child, children, press, typed, typed_by_input_method
from tests.ui.opened import key_of, open_bridge, open_ledger, stored

Key = Qt.Key
SHIFT = Qt.KeyboardModifier.ShiftModifier
CTRL = Qt.KeyboardModifier.ControlModifier
NONE = Qt.KeyboardModifier.NoModifier


@pytest.fixture
def bridge(tmp_path: Path) -> Bridge:
    return open_bridge(tmp_path)


@pytest.fixture
def page(qtbot: QtBot, bridge: Bridge) -> LedgerPage:
    return open_ledger(qtbot, bridge)


def editor(page: LedgerPage) -> CellEditor:
    found = [one for one in children(page.view, CellEditor) if one.isVisible()]
    assert len(found) == 1
    return found[0]


def editing(page: LedgerPage) -> bool:
    return any(one.isVisible() for one in children(page.view, CellEditor))


def type_cell(page: LedgerPage, text: str, end: Qt.Key = Key.Key_Return) -> None:
    """Type into the current cell and leave it."""
    typed(page.view, text[0])
    typed(editor(page), text[1:])
    press(editor(page), end)


def value(bridge: Bridge, key: str) -> Decimal | None:
    found = stored(bridge, key)
    return None if found is None else found.value


def cell_text(page: LedgerPage, key: str, column: int) -> str:
    return page.model.cell(page.model.row_of(key), column).text


# --- typing ----------------------------------------------------------------------------------


def test_typing_stores_at_once_and_enter_moves_down(page: LedgerPage, bridge: Bridge) -> None:
    type_cell(page, "1234.5")
    assert value(bridge, "energy.raw_coal@2023-01") == Decimal("1234.5")
    assert page.view.cell() == (1, 0)
    assert cell_text(page, "energy.raw_coal", 0) == "1,234.5"


def test_shift_enter_moves_up_and_tab_moves_right(page: LedgerPage) -> None:
    press(page.view, Key.Key_Down)
    typed(page.view, "1")
    press(editor(page), Key.Key_Return, SHIFT)
    assert page.view.cell() == (0, 0)
    type_cell(page, "2", Key.Key_Tab)
    assert page.view.cell() == (0, 1)
    typed(page.view, "3")
    press(editor(page), Key.Key_Tab, SHIFT)
    assert page.view.cell() == (0, 0)


def test_enter_after_tabs_returns_to_the_first_column(page: LedgerPage, bridge: Bridge) -> None:
    for text in ("1", "2"):
        type_cell(page, text, Key.Key_Tab)
    type_cell(page, "3")
    assert page.view.cell() == (1, 0)
    assert value(bridge, "energy.raw_coal@2023-03") == Decimal(3)


def test_tab_goes_past_cells_that_cannot_be_typed_into(page: LedgerPage) -> None:
    page.view.go_to(0, 11)
    type_cell(page, "5", Key.Key_Tab)
    # The year is made from the months now, so the next cell is in the next row.
    assert page.view.cell() == (1, 0)


def test_tab_at_the_end_leaves_the_grid(page: LedgerPage) -> None:
    page.view.go_to(page.model.rowCount() - 1, YEAR_COLUMN)
    press(page.view, Key.Key_Tab)
    assert not page.view.hasFocus()


def test_arrows_leave_a_cell_typed_over_but_not_one_edited(
    page: LedgerPage, bridge: Bridge
) -> None:
    typed(page.view, "7")
    press(editor(page), Key.Key_Right)
    assert not editing(page)
    assert page.view.cell() == (0, 1)
    page.view.go_to(0, 0)
    press(page.view, Key.Key_F2)
    assert editor(page).text() == "7"
    assert not editor(page).hasSelectedText()
    press(editor(page), Key.Key_Left)
    typed(editor(page), "1")
    press(editor(page), Key.Key_Return)
    assert value(bridge, "energy.raw_coal@2023-01") == Decimal(17)


def test_typing_replaces_and_escape_brings_back(page: LedgerPage, bridge: Bridge) -> None:
    type_cell(page, "12")
    page.view.go_to(0, 0)
    type_cell(page, "99", Key.Key_Escape)
    assert value(bridge, "energy.raw_coal@2023-01") == Decimal(12)
    page.view.go_to(0, 0)
    type_cell(page, "34")
    assert value(bridge, "energy.raw_coal@2023-01") == Decimal(34)


def test_leaving_with_the_mouse_commits(page: LedgerPage, bridge: Bridge) -> None:
    typed(page.view, "8")
    box = page.view.cell_box(1, 3)
    QTest.mouseClick(page.view.viewport(), Qt.MouseButton.LeftButton, NONE, box.center())
    assert value(bridge, "energy.raw_coal@2023-01") == Decimal(8)


def test_double_click_edits_what_is_there(page: LedgerPage) -> None:
    type_cell(page, "1234.5")
    spot = page.view.cell_box(0, 0).center()
    QTest.mouseClick(page.view.viewport(), Qt.MouseButton.LeftButton, NONE, spot)
    QTest.mouseDClick(page.view.viewport(), Qt.MouseButton.LeftButton, NONE, spot)
    assert editor(page).text() == "1234.5"
    assert not editor(page).hasSelectedText()


def test_full_width_digits_and_units_are_understood(page: LedgerPage, bridge: Bridge) -> None:
    typed_by_input_method(page.view, "３.２万")
    press(editor(page), Key.Key_Return)
    found = stored(bridge, "energy.raw_coal@2023-01")
    assert found is not None
    assert (found.value, found.unit, found.raw) == (Decimal(32000), "t", "３.２万")


def test_an_input_method_composes_inside_the_cell(page: LedgerPage, bridge: Bridge) -> None:
    """Pinyin is shown while it is composed, and only what is committed is stored."""
    assert page.view.testAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled)
    QApplication.sendEvent(page.view, QInputMethodEvent("wei'jian", []))
    assert editing(page)
    assert value(bridge, "energy.raw_coal@2023-01") is None
    event = QInputMethodEvent("", [])
    event.setCommitString("未检出")
    QApplication.sendEvent(editor(page), event)
    assert editor(page).text() == "未检出"
    press(editor(page), Key.Key_Return)
    found = stored(bridge, "energy.raw_coal@2023-01")
    assert found is not None
    assert (found.value, found.state) == (Decimal(0), State.ESTIMATED)


def test_what_cannot_be_read_stays_as_typed(page: LedgerPage, bridge: Bridge) -> None:
    type_cell(page, "100")
    page.view.go_to(0, 0)
    type_cell(page, "1,23")
    cell = page.model.cell(0, 0)
    assert (cell.look, cell.text) == (Look.REFUSED, "1,23")
    assert cell.problem
    assert value(bridge, "energy.raw_coal@2023-01") == Decimal(100)
    page.view.go_to(0, 0)
    assert page.foot.words.text() == f"{cell.problem}；{cell.remark}"
    assert "100" in cell.remark
    press(page.view, Key.Key_F2)
    assert editor(page).text() == "1,23"
    press(editor(page), Key.Key_Escape)
    type_cell(page, "123")
    assert page.model.cell(0, 0).look is Look.GIVEN
    assert value(bridge, "energy.raw_coal@2023-01") == Decimal(123)


def test_a_refused_text_survives_another_page(
    page: LedgerPage, bridge: Bridge, qtbot: QtBot
) -> None:
    type_cell(page, "abc")
    again = LedgerPage(Bridge(bridge.session), section="energy")
    qtbot.addWidget(again)
    assert cell_text(again, "energy.raw_coal", 0) == "abc"
    press(page.view, Key.Key_Z, CTRL)
    assert page.model.cell(0, 0) == Cell(Look.BLANK)


def test_delete_and_undo(page: LedgerPage, bridge: Bridge) -> None:
    for text in ("1", "2", "3"):
        type_cell(page, text, Key.Key_Tab)
    page.view.picking.block([(0, 0), (0, 1), (0, 2)])
    press(page.view, Key.Key_Delete)
    assert value(bridge, "energy.raw_coal@2023-02") is None
    press(page.view, Key.Key_Z, CTRL)
    assert value(bridge, "energy.raw_coal@2023-02") == Decimal(2)
    assert cell_text(page, "energy.raw_coal", 1) == "2"
    press(page.view, Key.Key_Y, CTRL)
    assert value(bridge, "energy.raw_coal@2023-03") is None


# --- figures beside the months ---------------------------------------------------------------


def test_months_add_up_and_missing_ones_are_said(page: LedgerPage) -> None:
    for text in ("1", "2", "3.5"):
        type_cell(page, text, Key.Key_Tab)
    year = page.model.cell(0, YEAR_COLUMN)
    assert (year.look, year.text, year.months) == (Look.TOTAL, "6.5", 3)
    assert not page.model.editable(0, YEAR_COLUMN)


def test_a_year_can_be_typed_where_no_month_is_known(page: LedgerPage, bridge: Bridge) -> None:
    page.view.go_to(0, YEAR_COLUMN)
    type_cell(page, "150000")
    assert value(bridge, "energy.raw_coal@2023") == Decimal(150000)
    assert page.model.cell(0, 3).look is Look.OPEN
    assert page.model.cell(1, 3).look is Look.BLANK


def test_year_and_months_together_are_a_problem(page: LedgerPage) -> None:
    page.view.go_to(0, YEAR_COLUMN)
    type_cell(page, "150000")
    page.view.go_to(0, 0)
    type_cell(page, "10")
    assert "全年值" in page.model.cell(0, YEAR_COLUMN).problem
    page.view.go_to(0, YEAR_COLUMN)
    press(page.view, Key.Key_Delete)
    assert not page.model.cell(0, YEAR_COLUMN).problem


def test_last_year_and_deviation(qtbot: QtBot, tmp_path: Path) -> None:
    last = [(f"energy.raw_coal@2022-{month:02d}", "100") for month in range(1, 13)]
    bridge = open_bridge(tmp_path, last_year=last)
    page = LedgerPage(bridge, section="energy")
    qtbot.addWidget(page)
    page.model.add(["energy.raw_coal"])
    page.model.type_into(0, 0, "150")
    page.model.type_into(0, 1, "90")
    assert cell_text(page, "energy.raw_coal", LAST_COLUMN) == "1,200"
    # Two months against the same two months: 240 to 200.
    cell = page.model.cell(0, DEVIATION_COLUMN)
    assert (cell.text, cell.look) == ("+20.0%", Look.DEVIATION)
    page.model.type_into(0, 0, "1500")
    assert page.model.cell(0, DEVIATION_COLUMN).look is Look.NOTABLE


def test_sums_of_the_selection(page: LedgerPage) -> None:
    for text in ("10", "20", "60"):
        type_cell(page, text, Key.Key_Tab)
    page.view.picking.block([(0, 0), (0, 1), (0, 2), (0, 3)])
    assert page.foot.sums.text().split() == ["合计", "90", "t", "平均", "30", "计数", "3"]
    page.model.type_into(2, 0, "5")
    page.view.picking.block([(0, 0), (2, 0)])
    assert "单位不同" in page.foot.sums.text()


# --- units -----------------------------------------------------------------------------------


def test_a_unit_changes_what_is_shown_and_typed_but_not_what_is_stored(
    page: LedgerPage, bridge: Bridge
) -> None:
    type_cell(page, "32000")
    page.model.set_unit(0, "万t")
    assert cell_text(page, "energy.raw_coal", 0) == "3.2"
    before = stored(bridge, "energy.raw_coal@2023-01")
    assert before is not None
    assert (before.value, before.unit) == (Decimal(32000), "t")
    page.view.go_to(0, 1)
    type_cell(page, "1.5")
    after = stored(bridge, "energy.raw_coal@2023-02")
    assert after is not None
    assert (after.value, after.unit) == (Decimal("1.5"), "万t")
    assert cell_text(page, "energy.raw_coal", YEAR_COLUMN) == "4.7"


def test_the_unit_menu_opens_from_the_keyboard(page: LedgerPage, qtbot: QtBot) -> None:
    press(page.view, Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    menu = children(page.view, QMenu)[0]
    assert [action.text() for action in menu.actions()] == ["kg", "t", "万t"]
    menu.actions()[2].trigger()
    assert page.model.unit(0) == "万t"
    menu.close()


def test_the_stored_unit_is_the_one_shown_next_time(
    page: LedgerPage, bridge: Bridge, qtbot: QtBot
) -> None:
    page.model.type_into(2, 0, "1.5亿kWh")
    bridge.units.clear()
    again = LedgerPage(bridge, section="energy")
    qtbot.addWidget(again)
    assert again.model.unit(again.model.row_of("energy.electricity")) == "kWh"


# --- states ----------------------------------------------------------------------------------


def test_estimated_by_key(page: LedgerPage, bridge: Bridge) -> None:
    type_cell(page, "10", Key.Key_Tab)
    page.view.go_to(0, 0)
    press(page.view, Key.Key_E, CTRL | SHIFT)
    found = stored(bridge, "energy.raw_coal@2023-01")
    assert found is not None
    assert (found.state, found.value) == (State.ESTIMATED, Decimal(10))
    press(page.view, Key.Key_E, CTRL | SHIFT)
    found = stored(bridge, "energy.raw_coal@2023-01")
    assert found is not None
    assert found.state is State.GIVEN


def test_not_applicable_asks_for_a_reason(page: LedgerPage, bridge: Bridge) -> None:
    page.view.picking.block([(0, 5), (0, 6)])
    press(page.view, Key.Key_A, CTRL | SHIFT)
    popover = children(page, ReasonPopover)[0]
    field = children(popover, QLineEdit)[0]
    press(field, Key.Key_Return)
    assert popover.isVisible()
    field.setText("当月停产")
    press(field, Key.Key_Return)
    found = stored(bridge, "energy.raw_coal@2023-07")
    assert found is not None
    assert (found.state, found.reason) == (State.NA, "当月停产")
    cell = page.model.cell(0, 5)
    assert (cell.look, cell.text) == (Look.NA, "—")
    assert "当月停产" in cell.remark
    bridge.undo()
    assert stored(bridge, "energy.raw_coal@2023-06") is None


def test_a_note_is_kept_with_the_figure(page: LedgerPage, bridge: Bridge) -> None:
    press(page.view, Key.Key_F2, SHIFT)
    assert not children(page, NotePopover)
    type_cell(page, "10")
    page.view.go_to(0, 0)
    press(page.view, Key.Key_F2, SHIFT)
    popover = children(page, NotePopover)[0]
    popover.edit.setPlainText("皮带秤检定")
    press(child(popover, type(popover.edit), "备注"), Key.Key_Tab)
    popover.given.emit("皮带秤检定")
    assert page.model.cell(0, 0).note
    type_cell(page, "11")
    found = stored(bridge, "energy.raw_coal@2023-01")
    assert found is not None
    assert (found.value, found.note) == (Decimal(11), "皮带秤检定")


# --- rows ------------------------------------------------------------------------------------


def test_items_are_found_and_added(page: LedgerPage, qtbot: QtBot) -> None:
    page.add_button.click()
    picker = children(page, ItemPicker)[0]
    typed_by_input_method(picker.search, "天然")
    press(picker.search, Key.Key_Return)
    assert page.model.row_of("energy.natural_gas") == 1
    assert picker.isVisible()
    press(picker.search, Key.Key_Escape)
    press(picker.search, Key.Key_Escape)
    assert not picker.isVisible()


def test_an_empty_ledger_says_what_to_do(qtbot: QtBot, bridge: Bridge) -> None:
    page = LedgerPage(bridge, section="energy_out")
    qtbot.addWidget(page)
    page.show()
    empty = children(page, EmptyState)[0]
    assert empty.isVisible()
    empty.button.click()
    assert children(page, ItemPicker)[0].isVisible()
    page.model.add(["energy_out.heat"])
    assert not empty.isVisible()


def test_removing_a_row_drops_its_data_and_undo_brings_both_back(
    page: LedgerPage, bridge: Bridge
) -> None:
    type_cell(page, "10")
    page.model.remove(0)
    assert page.model.row_of("energy.raw_coal") == -1
    assert stored(bridge, "energy.raw_coal@2023-01") is None
    bridge.undo()
    assert page.model.row_of("energy.raw_coal") == 0
    assert cell_text(page, "energy.raw_coal", 0) == "10"


def test_emptying_a_row_does_not_remove_it(page: LedgerPage, bridge: Bridge) -> None:
    bridge.enter([Entry(key_of("energy.coke@2023-05"), "9")], "")
    row = page.model.row_of("energy.coke")
    assert row >= 0
    page.model.clear([(row, 4)], "")
    assert page.model.row_of("energy.coke") == row


def test_what_always_applies_has_its_rows(qtbot: QtBot, bridge: Bridge) -> None:
    page = LedgerPage(bridge, section="water")
    qtbot.addWidget(page)
    always = [item.key for item in page.model.items if not item.listed]
    assert [page.model.item(row).key for row in range(page.model.rowCount())] == always
    assert len(always) < len(page.model.items)
    assert page.add_button.isVisibleTo(page)


# --- clipboard -------------------------------------------------------------------------------


def clipboard_text() -> str:
    return QGuiApplication.clipboard().text()


def test_copy_keeps_every_digit(page: LedgerPage) -> None:
    type_cell(page, "1234.56789", Key.Key_Tab)
    type_cell(page, "2", Key.Key_Tab)
    page.view.go_to(1, 0)
    type_cell(page, "3")
    page.view.picking.block([(0, 0), (0, 1), (1, 0), (1, 1)])
    press(page.view, Key.Key_C, CTRL)
    assert clipboard_text() == "1234.56789\t2\n3\t"
    assert cell_text(page, "energy.raw_coal", 0) == "1,234.5679"


def test_copying_with_heads_says_what_the_figures_are(page: LedgerPage, bridge: Bridge) -> None:
    page.model.type_into(0, 0, "1234.5")
    page.model.type_into(1, 1, "7")
    page.view.picking.block([(0, 0), (0, 1), (1, 0), (1, 1)])
    press(page.view, Key.Key_C, CTRL | SHIFT)
    text = QGuiApplication.clipboard().text()
    assert text == "品种\t单位\t1月\t2月\n原煤\tt\t1234.5\t\n柴油\tt\t\t7"
    # It comes back by its heads, wherever the cursor is.
    page.view.go_to(2, 5)
    press(page.view, Key.Key_V, CTRL)
    preview = page.commands.preview
    assert preview is not None
    assert preview.rows.count(Effect.SAME) == 2


def test_copying_within_keeps_state_reason_and_note(page: LedgerPage, bridge: Bridge) -> None:
    keys = ("energy.raw_coal@2023-01", "energy.raw_coal@2023-02")
    bridge.enter(
        [
            Entry(key_of(keys[0]), "5", state=State.ESTIMATED, note="皮带秤"),
            Entry(key_of(keys[1]), "", state=State.NA, reason="停产"),
        ],
        "",
    )
    page.view.picking.block([(0, 0), (0, 1)])
    press(page.view, Key.Key_C, CTRL)
    page.view.go_to(1, 3)
    press(page.view, Key.Key_V, CTRL)
    confirm(page)
    first, second = stored(bridge, "energy.diesel@2023-04"), stored(bridge, "energy.diesel@2023-05")
    assert first is not None
    assert second is not None
    assert (first.value, first.state, first.note) == (Decimal(5), State.ESTIMATED, "皮带秤")
    assert (second.state, second.reason) == (State.NA, "停产")


def test_cut_moves(page: LedgerPage, bridge: Bridge) -> None:
    type_cell(page, "5")
    page.view.go_to(0, 0)
    press(page.view, Key.Key_X, CTRL)
    assert stored(bridge, "energy.raw_coal@2023-01") is None
    page.view.go_to(0, 6)
    press(page.view, Key.Key_V, CTRL)
    assert value(bridge, "energy.raw_coal@2023-07") == Decimal(5)


def test_fill_down_and_right(page: LedgerPage, bridge: Bridge) -> None:
    type_cell(page, "5")
    page.view.picking.block([(0, 0), (0, 1), (0, 2)])
    press(page.view, Key.Key_R, CTRL)
    assert value(bridge, "energy.raw_coal@2023-03") == Decimal(5)
    page.view.picking.block([(0, 1), (1, 1)])
    press(page.view, Key.Key_D, CTRL)
    assert value(bridge, "energy.diesel@2023-02") == Decimal(5)
    # A single cell takes the one above it, as in Excel.
    page.view.go_to(1, 2)
    press(page.view, Key.Key_D, CTRL)
    assert value(bridge, "energy.diesel@2023-03") == Decimal(5)
    bridge.undo()
    assert value(bridge, "energy.diesel@2023-03") is None


def test_one_cell_is_pasted_without_asking(page: LedgerPage, bridge: Bridge) -> None:
    QGuiApplication.clipboard().setText("1,234.5\n")
    press(page.view, Key.Key_V, CTRL)
    assert page.commands.preview is None
    assert value(bridge, "energy.raw_coal@2023-01") == Decimal("1234.5")


def preview_of(page: LedgerPage) -> PastePreview:
    assert page.commands.preview is not None
    return page.commands.preview


def confirm(page: LedgerPage) -> None:
    """Press the one button of the preview."""
    preview_of(page).confirm.click()


def test_a_block_is_shown_before_it_is_stored(page: LedgerPage, bridge: Bridge) -> None:
    type_cell(page, "7")
    QGuiApplication.clipboard().setText("1\t2\n3\t4\n")
    page.view.go_to(0, 0)
    press(page.view, Key.Key_V, CTRL)
    preview = preview_of(page)
    assert value(bridge, "energy.raw_coal@2023-01") == Decimal(7)
    first = preview.rows.rows[0].changes[1]
    assert (first.old, first.new, first.effect) == ("7", "1", Effect.CHANGE)
    assert preview.summary.text() == "新填 3 格；改动 1 格"
    confirm(page)
    assert value(bridge, "energy.diesel@2023-02") == Decimal(4)
    assert page.commands.preview is None
    bridge.undo()
    assert value(bridge, "energy.raw_coal@2023-01") == Decimal(7)
    assert value(bridge, "energy.diesel@2023-02") is None


def test_nothing_is_stored_on_cancel(page: LedgerPage, bridge: Bridge) -> None:
    QGuiApplication.clipboard().setText("1\t2\n3\t4\n")
    press(page.view, Key.Key_V, CTRL)
    press(preview_of(page), Key.Key_Escape)
    assert page.commands.preview is None
    assert not bridge.case.data
    assert not bridge.session.stacks.undo


def test_an_unticked_row_is_left_alone(page: LedgerPage, bridge: Bridge) -> None:
    QGuiApplication.clipboard().setText("1\t2\n3\t4\n")
    press(page.view, Key.Key_V, CTRL)
    preview = preview_of(page)
    preview.table.setCurrentIndex(preview.rows.index(0, 0))
    press(preview.table, Key.Key_Space)
    assert preview.summary.text() == "新填 2 格"
    confirm(page)
    assert value(bridge, "energy.raw_coal@2023-01") is None
    assert value(bridge, "energy.diesel@2023-01") == Decimal(3)


def test_names_and_months_decide_where_it_goes(page: LedgerPage, bridge: Bridge) -> None:
    text = "\t单位\t2月\t1月\t合计\n电力\tkWh\t20000\t10000\t30000\n天然气\t万m³\t3\t未检出\t3\n"
    QGuiApplication.clipboard().setText(text)
    page.view.go_to(0, 7)
    press(page.view, Key.Key_V, CTRL)
    preview = preview_of(page)
    assert [row.added for row in preview.rows.rows] == [True, False]
    notes = [preview.notes.item(at).text() for at in range(preview.notes.count())]
    assert sum("合计" in note for note in notes) == 2
    confirm(page)
    power = stored(bridge, "energy.electricity@2023-01")
    assert power is not None
    assert (power.value, power.unit) == (Decimal(10000), "kWh")
    assert stored(bridge, "energy.electricity@2023") is None
    assert page.model.row_of("energy.natural_gas") == 1


def test_what_a_paste_could_not_read_stays_to_be_corrected(
    page: LedgerPage, bridge: Bridge
) -> None:
    QGuiApplication.clipboard().setText("1\t三千\n")
    press(page.view, Key.Key_V, CTRL)
    preview = preview_of(page)
    assert "看不懂" in preview.summary.text()
    assert "三千" in preview.notes.item(0).text()
    confirm(page)
    assert value(bridge, "energy.raw_coal@2023-01") == Decimal(1)
    assert page.model.cell(0, 1).look is Look.REFUSED


def test_a_block_with_nothing_to_store_says_so(page: LedgerPage) -> None:
    QGuiApplication.clipboard().setText("不认识的品种\t1月\t2月\n某某\t1\t2")
    press(page.view, Key.Key_V, CTRL)
    preview = preview_of(page)
    assert not preview.confirm.isEnabled()
    assert "某某" in preview.notes.item(0).text()
    preview.reject()


# --- the rest --------------------------------------------------------------------------------


def test_reveal(page: LedgerPage) -> None:
    assert page.reveal("energy.lng@2023-04")
    assert page.view.cell() == (page.model.row_of("energy.lng"), 3)
    assert page.reveal("energy.coke")
    assert not page.reveal("water.fresh@2023-01")
    assert not page.reveal("steel.cp")


def test_changes_from_elsewhere_are_shown(page: LedgerPage, bridge: Bridge) -> None:
    bridge.enter([Entry(key_of("energy.raw_coal@2023-01"), "42")], "")
    assert cell_text(page, "energy.raw_coal", 0) == "42"


def test_every_cell_can_be_read_out(page: LedgerPage) -> None:
    type_cell(page, "12")
    role = Qt.ItemDataRole.AccessibleTextRole
    assert page.model.data(page.model.index(0, 0), role) == "原煤 1月 12 t"
    assert page.model.data(page.model.index(0, 1), role) == "原煤 2月 未填"


def test_the_context_menu_offers_the_commands(page: LedgerPage) -> None:
    box = page.view.cell_box(0, 2)
    page.view.customContextMenuRequested.emit(box.center())
    menu = children(page.view, QMenu)[0]
    texts = [action.text() for action in menu.actions()]
    assert {"复制", "粘贴", "标为估算", "不适用…", "移除这个品种"} <= set(texts)
    assert page.view.cell() == (0, 2)
    menu.close()


def test_a_click_on_a_unit_offers_others(page: LedgerPage) -> None:
    spot = QPoint(page.view.rows.width() - 12, 10)
    QTest.mouseClick(page.view.rows.viewport(), Qt.MouseButton.LeftButton, NONE, spot)
    menu = children(page.view.rows, QMenu)[0]
    assert menu.isVisible()
    menu.close()


def test_the_cursor_survives_a_new_reading(page: LedgerPage) -> None:
    page.view.go_to(1, 4)
    page.refresh(None)
    assert page.view.cell() == (1, 4)


def test_only_what_is_seen_is_worked_out(
    qtbot: QtBot, bridge: Bridge, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Thousands of rows: neither opening nor scrolling touches those out of sight."""
    items = tuple(
        Item(f"many.i{number}", f"品种 {number}", "many", unit="t", cadence="month")
        for number in range(5000)
    )
    pack = Pack(
        "many",
        "很多",
        "2026.1.1",
        "base",
        "d",
        sections=(Section("many", "大表", "grid"),),
        items=items,
    )
    built = build_model([pack], 2023)
    assert built.model is not None
    old = bridge.session
    judged_by = Judging(built.model, {})
    session = CaseSession(old.library, old.case_id, old.catalog, old.case, judged_by)
    page = LedgerPage(Bridge(session), section="many")
    qtbot.addWidget(page)
    page.resize(1200, 700)
    made: set[int] = set()
    real = page.model.cell

    def watched(row: int, column: int) -> Cell:
        made.add(row)
        return real(row, column)

    monkeypatch.setattr(page.model, "cell", watched)
    with qtbot.waitExposed(page):
        page.show()
    page.view.scrollTo(page.model.index(3000, 0))
    page.view.viewport().repaint()
    assert page.model.rowCount() == 5000
    assert 3000 in made
    assert len(made) < 100


# --- moving and selecting --------------------------------------------------------------------


def test_ctrl_arrows_jump_over_blocks(page: LedgerPage) -> None:
    for text in ("1", "2", "3"):
        type_cell(page, text, Key.Key_Tab)
    page.view.go_to(0, 0)
    press(page.view, Key.Key_Right, CTRL)
    assert page.view.cell() == (0, 2)
    press(page.view, Key.Key_Right, CTRL)
    assert page.view.cell() == (0, YEAR_COLUMN)
    press(page.view, Key.Key_Left, CTRL)
    assert page.view.cell() == (0, 2)
    press(page.view, Key.Key_Down, CTRL)
    assert page.view.cell() == (page.model.rowCount() - 1, 2)
    press(page.view, Key.Key_Home, CTRL)
    assert page.view.cell() == (0, 0)


def test_shift_selects_from_where_the_last_entry_ended(page: LedgerPage) -> None:
    type_cell(page, "5")
    press(page.view, Key.Key_Right, SHIFT)
    press(page.view, Key.Key_Right, SHIFT)
    assert page.view.selected() == [(1, 0), (1, 1), (1, 2)]
    press(page.view, Key.Key_Left, SHIFT)
    press(page.view, Key.Key_Up, SHIFT)
    assert page.view.selected() == [(0, 0), (0, 1), (1, 0), (1, 1)]
    press(page.view, Key.Key_Left)
    assert len(page.view.selected()) == 1


def test_shift_click_selects_up_to_there(page: LedgerPage) -> None:
    type_cell(page, "5")
    spot = page.view.cell_box(2, 1).center()
    QTest.mouseClick(page.view.viewport(), Qt.MouseButton.LeftButton, SHIFT, spot)
    assert page.view.selected() == [(1, 0), (1, 1), (2, 0), (2, 1)]


def test_space_with_shift_and_ctrl_selects_lines(page: LedgerPage) -> None:
    press(page.view, Key.Key_Space, SHIFT)
    assert {row for row, _column in page.view.selected()} == {0}
    assert len(page.view.selected()) == DEVIATION_COLUMN + 1
    page.view.go_to(1, 4)
    press(page.view, Key.Key_Space, CTRL)
    assert page.view.selected() == [(row, 4) for row in range(page.model.rowCount())]


def test_ctrl_enter_fills_the_selection_in_one_step(page: LedgerPage, bridge: Bridge) -> None:
    page.view.picking.block([(0, 0), (0, 1), (1, 0), (1, 1)])
    typed(page.view, "7")
    press(editor(page), Key.Key_Return, CTRL)
    assert not editing(page)
    assert value(bridge, "energy.diesel@2023-02") == Decimal(7)
    assert value(bridge, "energy.raw_coal@2023-01") == Decimal(7)
    bridge.undo()
    assert not bridge.case.data


def test_widths_drawn_by_hand_stay(page: LedgerPage) -> None:
    page.view.setColumnWidth(2, 140)
    page.view.widths.fit()
    assert page.view.columnWidth(2) == 140
    assert page.view.widths.own == {2: 140}
    page.view.horizontalHeader().sectionHandleDoubleClicked.emit(2)
    assert page.view.columnWidth(2) < 140


def test_a_ledger_filled_by_the_year_shows_the_year(qtbot: QtBot, tmp_path: Path) -> None:
    bridge = open_bridge(tmp_path)
    enter = [Entry(key_of("energy.electricity@2023"), "900")]
    assert not bridge.enter(enter, "").problems
    page = LedgerPage(bridge, section="energy")
    qtbot.addWidget(page)
    page.resize(760, 600)
    page.show()

    def in_sight() -> bool:
        box = page.view.cell_box(page.model.row_of("energy.electricity"), YEAR_COLUMN)
        return page.view.viewport().rect().contains(box.center())

    qtbot.waitUntil(in_sight)
    assert page.view.cell() is None or page.view.cell() == (0, 0)
    page.hide()
    page.view.horizontalScrollBar().setValue(0)
    page.show()
    qtbot.wait(50)
    assert page.view.horizontalScrollBar().value() == 0  # where the user went counts from then on


def test_a_ledger_with_months_begins_with_january(qtbot: QtBot, tmp_path: Path) -> None:
    bridge = open_bridge(tmp_path)
    enter = [
        Entry(key_of("energy.electricity@2023"), "900"),
        Entry(key_of("energy.diesel@2023-02"), "3"),
    ]
    assert not bridge.enter(enter, "").problems
    page = LedgerPage(bridge, section="energy")
    qtbot.addWidget(page)
    page.resize(760, 600)
    page.show()
    qtbot.wait(50)
    assert page.view.horizontalScrollBar().value() == 0
