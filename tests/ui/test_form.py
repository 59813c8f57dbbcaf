"""Forms and records as a user fills them, on a real library."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import cast

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QMenu, QRadioButton, QWidget
from pytestqt.qtbot import QtBot

from desktop_app.core.data import Record, State
from desktop_app.core.entry import Entry
from desktop_app.core.pack import Item, ItemKind, Limb
from desktop_app.ui.bridge import Bridge
from desktop_app.ui.components.choice_edit import ChoiceEdit
from desktop_app.ui.components.empty_state import EmptyState
from desktop_app.ui.components.item_picker import ItemPicker
from desktop_app.ui.components.note_popover import NotePopover
from desktop_app.ui.components.number_edit import NumberEdit
from desktop_app.ui.components.reason_popover import ReasonPopover
from desktop_app.ui.components.segmented_control import SegmentedControl
from desktop_app.ui.components.select import Select
from desktop_app.ui.data_page import DataPage
from desktop_app.ui.form.editors import EDITORS, CommittingLine
from desktop_app.ui.form.field import ItemField
from desktop_app.ui.form.page import FormPage
from desktop_app.ui.form.record_list import natural
from desktop_app.ui.form.records import RecordsPage, next_number
from desktop_app.ui.overview.readings import limb_reading
from tests.ui.driving import children, click, press, typed, typed_by_input_method
from tests.ui.opened import key_of, open_bridge, stored
from tests.ui.worked import ELECTRIC_FURNACE, enter, open_worked

Key = Qt.Key


@pytest.fixture
def bridge(tmp_path: Path) -> Bridge:
    return open_bridge(tmp_path)


def shown(qtbot: QtBot, page: FormPage | RecordsPage) -> None:
    qtbot.addWidget(page)
    page.resize(1100, 800)
    page.show()


def form(qtbot: QtBot, bridge: Bridge, section: str) -> FormPage:
    page = FormPage(bridge, section=section)
    shown(qtbot, page)
    return page


def number(field: ItemField) -> NumberEdit:
    assert isinstance(field.editor, NumberEdit)
    return field.editor


def menu_texts(field: ItemField) -> list[str]:
    field.open_menu()
    menu = children(field, QMenu)[-1]
    texts = [action.text() for action in menu.actions() if action.text()]
    menu.close()
    return texts


# --- one part after the other ------------------------------------------------------------------


def test_enter_alone_leads_from_part_to_part(qtbot: QtBot, bridge: Bridge) -> None:
    page = DataPage(bridge)
    qtbot.addWidget(page)
    page.resize(1100, 800)
    page.show()
    qtbot.waitUntil(page.isActiveWindow)
    titles = {line.id: line.title for line in page.lines}
    ids = list(titles)
    at = next(
        place
        for place, one in enumerate(ids[:-1])
        if bridge.model.sections[one].layout == "form" and len(_fields(page, one)) > 1
    )
    page.show_section(ids[at])
    page.begin()
    fields, here = _fields(page, ids[at]), cast("FormPage", page.shown)
    assert fields[0].editor.hasFocus() or fields[0].editor.isAncestorOf(_focus())
    for _field in fields:
        press(_focus(), Key.Key_Return)
    assert here.onward.hasFocus()
    assert titles[ids[at + 1]] in here.onward.text()
    press(here.onward, Key.Key_Return)
    assert page.section == ids[at + 1]
    assert page.shown is not None
    assert page.shown.isAncestorOf(_focus())
    page.show_section(ids[-1])
    last = page.shown
    assert not (isinstance(last, FormPage | RecordsPage) and last.onward.isVisible())


def _fields(page: DataPage, section: str) -> list[ItemField]:
    page.show_section(section)
    return list(page.shown.list.fields.values()) if isinstance(page.shown, FormPage) else []


def _focus() -> QWidget:
    held: QWidget | None = QApplication.focusWidget()
    assert held is not None
    return held


# --- amounts ---------------------------------------------------------------------------------


def test_an_amount_is_stored_when_it_is_left(qtbot: QtBot, bridge: Bridge) -> None:
    field = form(qtbot, bridge, "output").list.fields["output.value"]
    typed_by_input_method(field.editor, "８８．５万")
    press(field.editor, Key.Key_Return)
    found = stored(bridge, "output.value@2023")
    assert found is not None
    assert (found.value, found.unit) == (Decimal(885000), "万元")
    assert number(field).raw_text == "885,000"
    bridge.undo()
    assert number(field).raw_text == ""


def test_enter_goes_on_to_the_next_field_but_not_from_one_that_was_not_understood(
    qtbot: QtBot, bridge: Bridge
) -> None:
    page = form(qtbot, bridge, "output")
    page.list.add("output.added")
    first, second = (page.list.fields[key] for key in ("output.value", "output.added"))
    page.window().activateWindow()
    first.editor.setFocus()
    qtbot.waitUntil(first.editor.hasFocus)
    typed(first.editor, "1,23")
    press(first.editor, Key.Key_Return)
    assert first.editor.hasFocus()
    number(first).clear()
    typed(first.editor, "88")
    press(first.editor, Key.Key_Return)
    assert stored(bridge, "output.value@2023") is not None
    assert second.editor.hasFocus()
    press(second.editor, Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    assert first.editor.hasFocus()


def test_every_digit_stays(qtbot: QtBot, bridge: Bridge) -> None:
    field = form(qtbot, bridge, "output").list.fields["output.value"]
    typed(field.editor, "1234567.123456789")
    press(field.editor, Key.Key_Return)
    assert number(field).raw_text == "1,234,567.123456789"


def test_a_problem_stands_under_the_field_and_the_text_stays(qtbot: QtBot, bridge: Bridge) -> None:
    page = form(qtbot, bridge, "output")
    field = page.list.fields["output.value"]
    typed(field.editor, "100")
    press(field.editor, Key.Key_Return)
    number(field).setText("1,23")
    number(field).commit()
    assert field.problem
    assert number(field).raw_text == "1,23"
    found = stored(bridge, "output.value@2023")
    assert found is not None
    assert found.value == Decimal(100)
    page.refresh(None)
    assert number(page.list.fields["output.value"]).raw_text == "1,23"
    bridge.undo()
    field = page.list.fields["output.value"]
    assert not field.problem
    assert number(field).raw_text == "100"
    bridge.undo()
    assert number(page.list.fields["output.value"]).raw_text == ""


def test_the_unit_is_offered_as_it_is_printed(qtbot: QtBot, bridge: Bridge) -> None:
    page = form(qtbot, bridge, "waste")
    field = next(iter(page.list.fields.values()))
    assert number(field).unit == "t"
    typed(field.editor, "5")
    number(field).set_units(["t", "万t"], "万t")
    number(field).commit()
    found = bridge.case.data[field.key]
    assert (found.value, found.unit) == (Decimal(5), "万t")


def test_another_unit_shows_the_same_amount_and_is_remembered(qtbot: QtBot, bridge: Bridge) -> None:
    page = form(qtbot, bridge, "waste")
    field = next(iter(page.list.fields.values()))
    key = str(field.key)
    number(field).setFocus()
    typed(number(field), "1234")
    press(number(field), Qt.Key.Key_Return)
    before = stored(bridge, key)
    assert before is not None
    told: list[tuple[str, str]] = []
    bridge.unit_chosen.connect(lambda item, unit: told.append((item, unit)))
    number(field)._choose_unit("kg")
    assert (number(field).raw_text, number(field).unit) == ("1,234,000", "kg")
    assert stored(bridge, key) == before
    assert told == [(field.item.key, "kg")]
    page.refresh(None)
    assert number(page.list.fields[field.item.key]).raw_text == "1,234,000"
    # What is typed now is meant in the unit shown.
    number(field).setText("500")
    press(number(field), Qt.Key.Key_Return)
    after = stored(bridge, key)
    assert after is not None
    assert (after.value, after.unit) == (Decimal(500), "kg")


def test_last_year_is_beside_the_hint(qtbot: QtBot, tmp_path: Path) -> None:
    bridge = open_bridge(tmp_path, last_year=[("output.value@2022", "812345.6")])
    field = form(qtbot, bridge, "output").list.fields["output.value"]
    assert "上年 812,345.6 万元" in field.editor.accessibleDescription()


def test_estimated_and_note_from_the_menu(qtbot: QtBot, bridge: Bridge) -> None:
    field = form(qtbot, bridge, "output").list.fields["output.value"]
    typed(field.editor, "5")
    press(field.editor, Key.Key_Return)
    field.toggle_estimated()
    field.ask_note()
    popover = children(field.window(), NotePopover)[0]
    popover.edit.setPlainText("按月报加总")
    popover.given.emit("按月报加总")
    found = stored(bridge, "output.value@2023")
    assert found is not None
    assert (found.state, found.note) == (State.ESTIMATED, "按月报加总")
    assert "按月报加总" in field.editor.accessibleDescription()
    popover.close_up()


def test_not_applicable_with_a_reason_and_back(qtbot: QtBot, bridge: Bridge) -> None:
    field = form(qtbot, bridge, "output").list.fields["output.value"]
    assert "不适用…" in menu_texts(field)
    field.ask_not_applicable()
    popover = children(field.window(), ReasonPopover)[0]
    line = children(popover, QLineEdit)[0]
    line.setText("只做来料加工")
    press(line, Key.Key_Return)
    found = stored(bridge, "output.value@2023")
    assert found is not None
    assert (found.state, found.reason) == (State.NA, "只做来料加工")
    assert not field.editor.isEnabled()
    assert "恢复适用" in menu_texts(field)
    field.clear()
    assert field.editor.isEnabled()
    assert stored(bridge, "output.value@2023") is None


# --- choices, yes and no, texts, dates -------------------------------------------------------


def test_levels_are_chosen_by_their_requirement(qtbot: QtBot, bridge: Bridge) -> None:
    field = form(qtbot, bridge, "steel.cp").list.fields["steel.cp.coke_oven"]
    edit = field.editor
    assert isinstance(edit, ChoiceEdit)
    cards = [card.accessibleName() for card in children(edit, QRadioButton)]
    assert any("Ⅱ级" in name and "6m" in name for name in cards)
    edit.chosen.emit("L2")
    found = stored(bridge, "steel.cp.coke_oven@2023")
    assert found is not None
    assert found.text == "L2"
    assert edit.key == "L2"
    bridge.undo()
    assert edit.key == ""


def test_many_options_stand_in_a_list(qtbot: QtBot, bridge: Bridge) -> None:
    bridge.put_record(Record("waste", "W001", "渣"), "登记")
    page = RecordsPage(bridge, section="waste_kind")
    shown(qtbot, page)
    edit = page.list.fields["solid.kind"].editor
    assert isinstance(edit, Select)
    assert edit.key == ""
    edit.setCurrentIndex(edit.findData("red_mud"))
    edit.activated.emit(edit.currentIndex())
    found = stored(bridge, "solid.kind[W001]@2023")
    assert found is not None
    assert found.text == "red_mud"
    bridge.undo()
    assert edit.key == ""


def test_yes_and_no(qtbot: QtBot, bridge: Bridge) -> None:
    field = form(qtbot, bridge, "steel_process").list.fields["steel.has.coking"]
    control = children(field, SegmentedControl)[0]
    press(control, Key.Key_Right)
    found = stored(bridge, "steel.has.coking@2023")
    assert found is not None
    assert found.text == "no"
    bridge.undo()
    assert control.key == ""


def test_every_kind_has_an_editor(qtbot: QtBot, bridge: Bridge) -> None:
    assert set(EDITORS) == set(ItemKind)
    said: list[tuple[str, str]] = []
    for kind in (ItemKind.TEXT, ItemKind.DATE):
        item = Item("x", "名称", "s", kind)
        editor = EDITORS[kind](bridge, item, lambda text, unit: said.append((text, unit)))
        line = editor.widget
        qtbot.addWidget(line)
        assert isinstance(line, CommittingLine)
        editor.show(None)
        typed(line, "2023-06-30")
        press(line, Key.Key_Return)
        press(line, Key.Key_Return)
        typed(line, "x")
        press(line, Key.Key_Escape)
        assert line.text() == "2023-06-30"
    assert said == [("2023-06-30", "")] * 2


# --- the list of fields ----------------------------------------------------------------------


def test_listed_items_are_added_and_removed(qtbot: QtBot, bridge: Bridge) -> None:
    page = form(qtbot, bridge, "carbonate")
    empty = children(page, EmptyState)[0]
    assert empty.isVisible()
    click(empty.button)
    picker = children(page, ItemPicker)[0]
    press(picker.search, Key.Key_Return)
    (key,) = page.list.fields
    assert not empty.isVisible()
    picker.close_up()
    typed(page.list.fields[key].editor, "12")
    press(page.list.fields[key].editor, Key.Key_Return)
    assert bridge.case.data
    page.list.remove(key)
    assert not bridge.case.data
    assert empty.isVisible()
    bridge.undo()
    assert list(page.list.fields) == [key]


def test_emptying_a_field_leaves_it_on_the_form(qtbot: QtBot, bridge: Bridge) -> None:
    page = form(qtbot, bridge, "carbonate")
    key = page.list.items[0].key
    bridge.enter([Entry(key_of(f"{key}@2023"), "5")], "")
    assert list(page.list.fields) == [key]
    page.list.fields[key].clear()
    assert list(page.list.fields) == [key]


def test_reveal_adds_and_focuses(qtbot: QtBot, bridge: Bridge) -> None:
    page = form(qtbot, bridge, "fuel_measured")
    assert page.reveal("lhv.lng@2023")
    qtbot.waitUntil(page.list.fields["lhv.lng"].editor.hasFocus)
    assert not page.reveal("energy.lng@2023-01")


# --- records ---------------------------------------------------------------------------------


@pytest.fixture
def outlets(qtbot: QtBot, bridge: Bridge) -> RecordsPage:
    page = RecordsPage(bridge, section="outlet")
    shown(qtbot, page)
    return page


def test_the_first_outlet(outlets: RecordsPage, bridge: Bridge) -> None:
    empty = children(outlets, EmptyState)[0]
    assert empty.isVisible()
    click(empty.button)
    assert outlets.current is not None
    assert outlets.current.id == "DA001"
    assert outlets.about.name.hasFocus()
    outlets.about.name.clear()
    typed_by_input_method(outlets.about.name, "烧结机头烟囱")
    press(outlets.about.name, Key.Key_Return)
    assert bridge.case.of_kind("outlet")[0].name == "烧结机头烟囱"
    assert outlets.records.item(0).text() == "DA001  烧结机头烟囱"


def test_fields_of_a_record_are_kept(outlets: RecordsPage, bridge: Bridge) -> None:
    fields = {"medium": "air", "old_field": "由旧版规则包写入"}
    bridge.put_record(Record("outlet", "DA001", "烟囱", fields), "")
    source = outlets.about.editors["source"]
    source.chosen.emit("sinter_head") if not isinstance(source, CommittingLine) else None
    permit = outlets.about.editors["permit_no"]
    assert isinstance(permit, CommittingLine)
    typed(permit, "DA017")
    press(permit, Key.Key_Return)
    kept = bridge.case.of_kind("outlet")[0].fields
    assert kept == {**fields, "permit_no": "DA017"}


def test_data_belong_to_the_record_shown(outlets: RecordsPage, bridge: Bridge) -> None:
    for number_, name in (("DA001", "甲"), ("DA002", "乙")):
        bridge.put_record(Record("outlet", number_, name), "")
    assert outlets.reveal("air.nox[DA002]@2023")
    assert outlets.current is not None
    assert outlets.current.id == "DA002"
    editor = outlets.list.fields["air.nox"].editor
    typed(editor, "35.5")
    press(editor, Key.Key_Return)
    found = stored(bridge, "air.nox[DA002]@2023")
    assert found is not None
    assert found.value == Decimal("35.5")
    outlets.records.setCurrentRow(0)
    assert "air.nox" not in outlets.list.fields


def test_what_limits_ask_of_an_outlet_stands_on_its_form(
    outlets: RecordsPage, bridge: Bridge
) -> None:
    bridge.put_record(Record("outlet", "DA001", "机头", {"source": "sinter_head"}), "")
    assert {"air.pm", "air.so2", "air.nox"} <= outlets.list.fields.keys()
    assert "从本表移除" not in menu_texts(outlets.list.fields["air.so2"])
    bridge.put_record(Record("outlet", "DA001", "机头", {"source": "other"}), "")
    assert "air.so2" not in outlets.list.fields


def test_removing_a_record_takes_its_data_and_undo_brings_them_back(
    outlets: RecordsPage, bridge: Bridge
) -> None:
    bridge.put_record(Record("outlet", "DA001", "甲"), "")
    bridge.enter([Entry(key_of("air.nox[DA001]@2023"), "35")], "")
    outlets.remove_record()
    assert not bridge.case.records
    assert not bridge.case.data
    bridge.undo()
    assert outlets.records.count() == 1
    assert "air.nox" in outlets.list.fields


def test_many_records_are_searched_and_put_in_order(outlets: RecordsPage, bridge: Bridge) -> None:
    named = ("烧结机头", "破碎", "竖炉", "转炉", "高炉", "筛分", "仓顶")
    for at, name in enumerate(named):
        fields = {"medium": "air" if at % 2 else "water"}
        bridge.put_record(Record("outlet", f"DA{at + 4}", name, fields), "")
    assert not outlets.side.search.isVisible()
    bridge.put_record(Record("outlet", "DA010", "总排口", {"medium": "air"}), "")
    assert outlets.side.search.isVisible()

    def listed() -> list[str]:
        return [outlets.records.item(row).text()[-2:] for row in range(outlets.records.count())]

    assert listed()[:2] == ["机头", "破碎"]
    for order, first in (("#number", "机头"), ("#name", "仓顶"), ("medium", "破碎")):
        outlets.side.order.choose(order)
        outlets.side.order.chosen.emit(order)
        assert listed()[0] == first
    outlets.side.order.choose("#number")
    outlets.side.order.chosen.emit("#number")
    assert listed()[-2:] == ["仓顶", "排口"]
    for text, found in (("sjjt", ["机头"]), ("da10", ["仓顶"]), ("废水", 4), ("zzz", 0)):
        outlets.side.search.setText(text)
        press(outlets.side.search, Key.Key_Return)
        assert listed() == found if isinstance(found, list) else len(listed()) == found
    assert not outlets.side.current
    assert not outlets.about.isVisible()
    assert outlets.reveal("air.nox[DA5]@2023")
    assert outlets.current is not None
    assert outlets.current.name == "破碎"
    assert len(listed()) == 8


def test_another_of_the_same_sort_takes_what_was_chosen(
    outlets: RecordsPage, bridge: Bridge
) -> None:
    fields = {"medium": "air", "source": "sinter_head", "permit_no": "DA017"}
    bridge.put_record(Record("outlet", "DA001", "机头", fields), "")
    bridge.enter([Entry(key_of("air.nox[DA001]@2023"), "35")], "")
    outlets.again_button.click()
    made = outlets.current
    assert made is not None
    assert (made.id, made.fields) == ("DA002", {"medium": "air", "source": "sinter_head"})
    assert stored(bridge, "air.nox[DA002]@2023") is None
    assert outlets.about.name.hasFocus()
    bridge.undo()
    assert [one.id for one in bridge.case.of_kind("outlet")] == ["DA001"]


def test_numbers_stand_in_their_order() -> None:
    assert sorted(["DA10", "DA2", "DW1", "K", "7"], key=natural) == ["7", "DA2", "DA10", "DW1", "K"]


def test_numbers_of_records_are_free() -> None:
    assert next_number({"DA001", "DA003"}, "outlet") == "DA002"
    assert next_number(set(), "product") == "CP001"
    assert next_number({"GX001"}, "process") == "GX002"
    assert next_number(set(), "recovery") == "R001"


# --- sections --------------------------------------------------------------------------------


def test_a_section_that_asks_nothing_says_so(qtbot: QtBot, bridge: Bridge) -> None:
    page = DataPage(bridge)
    qtbot.addWidget(page)
    counts = {line.id: line.count for line in page.lines}
    assert counts["output"] == "0/1"
    assert counts["energy_stock"] == "按需填"
    page.show_section("output")
    assert page._count.text() == "已填 0/1"
    page.show_section("energy_stock")
    assert page._count.text() == "按需填"


def test_a_heating_value_is_asked_of_those_who_burn_the_fuel(qtbot: QtBot, bridge: Bridge) -> None:
    measured = form(qtbot, bridge, "fuel_measured")
    assert not measured.list.fields
    bridge.enter([Entry(key_of("energy.coke_oven_gas@2023"), "10", "万m3")], "")
    measured.refresh(None)
    assert set(measured.list.fields) == {"lhv.coke_oven_gas"}


def test_a_table_that_is_not_for_the_enterprise_says_so_where_it_would_be_filled_in(
    qtbot: QtBot, tmp_path: Path
) -> None:
    bridge = open_worked(tmp_path, ELECTRIC_FURNACE)
    page = FormPage(bridge, section="steel.cp")
    qtbot.addWidget(page)
    assert page._page._subtitle.text().startswith("这张表不适用于本企业，不用填。只用于有高炉炼铁")
    reading = limb_reading(bridge.evaluation, Limb.CLEAN_PRODUCTION)
    assert reading.line == "只用于有高炉炼铁的长流程企业。"
    enter(bridge, "steel.has.ironmaking@2026", "是")
    assert "不适用于本企业" not in page._page._subtitle.text()
