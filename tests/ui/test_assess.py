"""The evaluation lists as a user works them: rows, filters, answers in place, keys, sources."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from time import process_time

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QLabel,
    QLineEdit,
    QMenu,
    QRadioButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from desktop_app.core.data import Record, State
from desktop_app.core.pack import Limb
from desktop_app.ui.answer_edit import AnswerEdit
from desktop_app.ui.assess.detail import RowDetail
from desktop_app.ui.assess.page import AssessPage
from desktop_app.ui.assess.readings import bound_texts
from desktop_app.ui.assess.row_view import RowView
from desktop_app.ui.assess.table_view import TableBlock
from desktop_app.ui.bridge import Bridge
from desktop_app.ui.components.buttons import Button
from desktop_app.ui.components.reason_popover import ReasonPopover
from desktop_app.ui.components.state_chip import ChipState
from desktop_app.ui.theme import ThemeControl
from desktop_app.ui.trace_view import TraceView
from tests.core.test_methods_tally import outlet
from tests.ui.driving import child, children, click, press, typed
from tests.ui.opened import open_bridge, stored
from tests.ui.worked import FORMS, OXYGEN, PLATING, PLATING_BLANKS, STEEL_WORKS, enter, open_worked

Key = Qt.Key
LINES = "electroplating.cp.lines"
WASH = "electroplating.cp.wash_water"
DUST = "steel.limits.hot_stove_pm[DA002]"
CEMENT = FORMS / "cement" / "cases" / "ordinary_2024.toml"


def show(qtbot: QtBot, bridge: Bridge, limb: Limb = Limb.CLEAN_PRODUCTION) -> AssessPage:
    page = AssessPage(bridge)
    qtbot.addWidget(page)
    page.resize(900, 700)
    page.show()
    qtbot.waitExposed(page)
    bridge.changed.connect(page.refresh)
    page.show_limb(limb)
    return page


@pytest.fixture
def plating(qtbot: QtBot, tmp_path: Path) -> AssessPage:
    return show(qtbot, open_worked(tmp_path, PLATING))


@pytest.fixture
def blanks(qtbot: QtBot, tmp_path: Path) -> AssessPage:
    return show(qtbot, open_worked(tmp_path, PLATING_BLANKS))


@pytest.fixture
def outlets(qtbot: QtBot, tmp_path: Path) -> AssessPage:
    return show(qtbot, open_worked(tmp_path, STEEL_WORKS), Limb.POLLUTANTS)


def row(page: AssessPage, key: str) -> RowView:
    return page.view.rows[key]


def table(page: AssessPage) -> TableBlock:
    block = page.view.blocks[0]
    assert isinstance(block, TableBlock)
    return block


def detail(page: AssessPage) -> RowDetail:
    found = [block.detail for block in page.view.blocks if block.detail is not None]
    assert len(found) == 1
    return found[0]


def edit(page: AssessPage) -> AnswerEdit:
    return detail(page).edits[0]


def visible(page: AssessPage) -> list[str]:
    return [key for key, each in page.view.rows.items() if not each.isHidden()]


def popover(page: QWidget) -> ReasonPopover:
    found = [each for each in children(page.window(), ReasonPopover) if each.isVisible()]
    assert len(found) == 1
    return found[0]


def jumps(page: AssessPage) -> list[str]:
    found: list[str] = []
    page._bridge.jump_requested.connect(found.append)
    return found


# --- what is shown ---------------------------------------------------------------------------


def test_the_head_says_conclusion_index_and_completeness(plating: AssessPage) -> None:
    head = table(plating).header
    assert "电镀清洁生产水平（综合电镀，2015）" in head.words
    assert "适用 20 项，达到Ⅰ级 11 项，达到Ⅱ级 19 项，达到Ⅲ级 20 项" in head.words
    assert "综合电镀表 25 项齐全" in head.words
    assert [(bar.name, bar.words()) for bar in head.bars.bars] == [
        ("YⅠ", "44.8，需 85"),
        ("YⅡ", "98.4，需 85"),
        ("YⅢ", "100，需 100"),
    ]


def test_blanks_open_an_interval_and_are_said(blanks: AssessPage) -> None:
    head = table(blanks).header
    assert "补全后可能在“未达Ⅲ级”到“Ⅱ级”之间" in head.words
    assert "还有 2 项未填；未填按未达到计，区间是补全后可能的结果。" in head.words
    third = head.bars.bars[2]
    assert (third.low, third.high) == (Decimal("81.85"), Decimal(100))


def test_a_row_says_value_level_and_gap(plating: AssessPage) -> None:
    shown = row(plating, WASH).reading
    assert (shown.no, shown.name, shown.limiting) == ("5", "单位产品每次清洗取水量", True)
    assert (shown.value, shown.unit) == ("18", "L/m²")
    assert shown.level is not None
    assert (shown.level.text, shown.level.sign) == ("Ⅱ级", "◐")
    assert (shown.gap, shown.gap_level) == ("10 L/m²", "Ⅰ级")
    assert shown.band is not None
    assert [label for label, _limit, _tone in shown.band.limits] == ["Ⅰ", "Ⅱ", "Ⅲ"]
    said = row(plating, WASH).accessibleDescription()
    assert said == "限定性指标，18 L/m²，Ⅱ级，距Ⅰ级还差 10 L/m²"


def test_a_choice_shows_the_description_chosen(plating: AssessPage) -> None:
    assert row(plating, LINES).reading.answer == "采用节能措施，50%生产线自动化或半自动化"


def test_what_does_not_apply_and_what_is_to_be_verified_is_marked(plating: AssessPage) -> None:
    copper = row(plating, "electroplating.cp.use_cu").reading
    assert (copper.state, copper.state_text) == (ChipState.NA, "不适用")
    assert row(plating, "electroplating.cp.ems").reading.to_verify
    assert not row(plating, LINES).reading.to_verify


def test_other_limbs_have_their_tables_and_figures(outlets: AssessPage) -> None:
    shown = row(outlets, DUST).reading
    assert shown.name == "热风炉 颗粒物（热风炉）"
    assert (shown.gap, shown.gap_level) == ("2 mg/m³", "超低排放")
    assert "water.reuse_rate" in outlets.view.rows
    outlets.limbs.choose(Limb.CLEAN_PRODUCTION)
    click(child(outlets.limbs, Button, "碳排放"))
    assert outlets.view.limb is Limb.CARBON
    total = row(outlets, "carbon.total").reading
    assert (total.value, total.unit, total.state_text) == ("11,320", "tCO₂", "不完整")
    assert total.limits == "缺 1 项，只是下限"


def test_every_limb_of_an_empty_case_has_its_rows(qtbot: QtBot, tmp_path: Path) -> None:
    page = show(qtbot, open_bridge(tmp_path))
    for limb in (Limb.ENERGY, Limb.CARBON, Limb.POLLUTANTS):
        assert page.show_limb(limb).rows


# --- filters ---------------------------------------------------------------------------------


def test_filters_count_and_combine(blanks: AssessPage) -> None:
    assert blanks.count.text() == "全部 25 项"
    click(child(blanks.chips, Button, "未填  2"))
    assert visible(blanks) == ["electroplating.cp.process", LINES]
    assert blanks.count.text() == "2 / 25 项"
    click(child(blanks.chips, Button, "限定性  9"))
    assert visible(blanks) == []
    assert "没有符合筛选的行。" in [each.text() for each in children(blanks.view, QLabel)]
    click(child(blanks.chips, Button, "清除筛选"))
    assert len(visible(blanks)) == 25


def test_whoever_finds_no_row_sees_nothing_else_and_is_led_back(blanks: AssessPage) -> None:
    view = blanks.view
    assert view.charts.isVisibleTo(view)
    blanks.search.setText("没有这一行")
    blanks.search.searched.emit("没有这一行")
    assert view.none.isVisibleTo(view)
    assert not any(block.isVisibleTo(view) for block in view.blocks)
    view.refresh(None)
    assert not view.charts.isVisibleTo(view)
    click(view.none.button)
    assert len(visible(blanks)) == 25
    assert blanks.search.text() == ""
    assert view.charts.isVisibleTo(view)
    assert not view.none.isVisibleTo(view)


def test_a_group_without_rows_disappears(blanks: AssessPage) -> None:
    click(child(blanks.chips, Button, "未填  2"))
    strips = [(keys, strip.isHidden()) for strip, keys in table(blanks)._groups]
    assert [hidden for keys, hidden in strips] == [LINES not in keys for keys, _hidden in strips]


def test_text_is_looked_for_in_names_and_answers(qtbot: QtBot, plating: AssessPage) -> None:
    plating.search.setText("自动化")
    press(plating.search, Key.Key_Return)
    assert visible(plating) == [LINES]
    plating.search.setText("qxqsl")
    press(plating.search, Key.Key_Return)
    assert visible(plating) == [WASH]
    press(plating.search, Key.Key_Escape)
    assert len(visible(plating)) == 25


def test_ctrl_f_goes_to_the_search(qtbot: QtBot, plating: AssessPage) -> None:
    plating.activateWindow()
    plating.view.focus_row(LINES)
    qtbot.waitUntil(row(plating, LINES).hasFocus)
    press(row(plating, LINES), Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert plating.search.hasFocus()


def test_an_answered_row_stays_until_the_filter_changes(blanks: AssessPage) -> None:
    click(child(blanks.chips, Button, "未填  2"))
    enter(blanks._bridge, f"{LINES}@2024", "L1")
    assert LINES in visible(blanks)
    assert child(blanks.chips, Button, "未填  1").isChecked()


# --- answering in place ----------------------------------------------------------------------


def test_a_choice_is_made_in_the_row_and_judged_at_once(blanks: AssessPage) -> None:
    click(row(blanks, LINES), QPoint(150, 20))
    cards = children(edit(blanks), QRadioButton)
    assert [each.text() for each in cards] == ["Ⅰ级", "Ⅱ级", "Ⅲ级", "未达Ⅲ级"]
    click(cards[1])
    found = stored(blanks._bridge, f"{LINES}@2024")
    assert found is not None
    assert found.text == "L2"
    shown = row(blanks, LINES).reading
    assert shown.level is not None
    assert shown.level.text == "Ⅱ级"
    assert "未填 1 项" in table(blanks).header.words
    assert detail(blanks).edits[0].choice is not None, "the open row is still open"


def test_undo_takes_the_choice_back_in_the_open_row(blanks: AssessPage) -> None:
    click(row(blanks, LINES), QPoint(150, 20))
    click(children(edit(blanks), QRadioButton)[0])
    choice = edit(blanks).choice
    assert choice is not None
    assert choice.key == "L1"
    blanks._bridge.undo()
    assert choice.key == ""
    assert row(blanks, LINES).reading.state_text == "未填"


def test_a_figure_is_typed_in_the_row_of_an_outlet(qtbot: QtBot, outlets: AssessPage) -> None:
    outlets.view.reveal_row(DUST)
    field = edit(outlets).number
    assert field is not None
    assert field.raw_text == "12"
    field.selectAll()
    typed(field, "9")
    press(field, Key.Key_Return)
    found = stored(outlets._bridge, "air.pm[DA002]@2024")
    assert found is not None
    assert found.value == 9
    shown = row(outlets, DUST).reading
    assert shown.level is not None
    assert (shown.value, shown.level.text, shown.gap) == ("9", "超低排放", "")
    assert detail(outlets).requirement_texts == ("≤ 10 mg/m³", "规则包缺这一级的要求", "≤ 20 mg/m³")


def test_a_converted_figure_names_what_it_was_made_from(qtbot: QtBot, tmp_path: Path) -> None:
    page = show(qtbot, open_worked(tmp_path, OXYGEN), Limb.POLLUTANTS)
    page.view.reveal_row("steel.limits.power_coal_pm[DA001]")
    assert not detail(page).edits
    assert {"air_raw.pm[DA001]", "outlet.o2[DA001]"} <= set(detail(page)._sources)
    page.view.reveal_row("steel.limits.power_coal_nox[DA001]")
    assert edit(page).item.key == "air.nox", "what is typed goes before what could be converted"


def test_what_cannot_be_read_stays_and_is_explained(outlets: AssessPage) -> None:
    outlets.view.reveal_row(DUST)
    field = edit(outlets).number
    assert field is not None
    field.selectAll()
    typed(field, "10-20")
    press(field, Key.Key_Return)
    assert field.raw_text == "10-20"
    assert "10-20" in edit(outlets).note
    assert field.property("problem") == "true"
    found = stored(outlets._bridge, "air.pm[DA002]@2024")
    assert found is not None
    assert found.value == 12, "what was stored before is untouched"


def test_n_asks_for_a_reason_and_n_again_takes_it_back(qtbot: QtBot, plating: AssessPage) -> None:
    plating.view.focus_row(LINES)
    press(row(plating, LINES), Key.Key_N)
    asked = popover(plating)
    child(asked, QLineEdit, "为什么不适用？").setText("全部外协加工")
    click(child(asked, Button, "确定不适用"))
    found = stored(plating._bridge, f"{LINES}@2024")
    assert found is not None
    assert (found.state, found.reason) == (State.NA, "全部外协加工")
    assert row(plating, LINES).reading.state is ChipState.NA
    assert "不适用：全部外协加工" in [each.text() for each in children(edit(plating), QLabel)]
    press(row(plating, LINES), Key.Key_N)
    assert stored(plating._bridge, f"{LINES}@2024") is None


def test_a_figure_can_be_said_not_to_apply(outlets: AssessPage) -> None:
    outlets.view.reveal_row(DUST)
    click(child(edit(outlets), Button, "不适用…"))
    asked = popover(outlets)
    click(child(asked, Button, "本企业没有该工序"))
    click(child(asked, Button, "确定不适用"))
    assert edit(outlets).note == "不适用：本企业没有该工序"
    assert row(outlets, DUST).reading.state is ChipState.NA


# --- sources and traces ----------------------------------------------------------------------


def test_a_derived_row_says_where_its_data_come_from(plating: AssessPage) -> None:
    found = jumps(plating)
    plating.view.reveal_row(WASH)
    inside = detail(plating)
    assert not inside.edits
    assert ("全年清洗取水量", "6,480 m³") in [
        (line.text, line.remark) for line in inside.sources.lines
    ]
    assert inside.requirement_texts == ("≤ 8 L/m²", "≤ 24 L/m²", "≤ 40 L/m²")
    first = inside.sources.lines[0]
    click(first)
    assert found == [first.target]
    assert first.target.endswith("@2024")


def test_the_source_and_its_confidence_stand_beside(plating: AssessPage) -> None:
    plating.view.reveal_row("electroplating.cp.ems")
    said = [each.text() for each in children(detail(plating), QLabel)]
    assert any("表1 第20项" in text and "待核实（凭记忆）" in text for text in said)


def test_each_part_of_a_row_has_its_tip(plating: AssessPage) -> None:
    line = row(plating, WASH)
    at = line._columns()
    tips = []
    for part in (at.no, at.name, at.band, at.why):
        QTest.mouseMove(line, part.center().toPoint())
        QApplication.processEvents()
        tips.append(line.toolTip())
    assert tips == [
        "限定性指标：达不到就不能评为该级",
        "单位产品每次清洗取水量",
        "18 L/m²\nⅠ级 ≤ 8 L/m²\nⅡ级 ≤ 24 L/m²\nⅢ级 ≤ 40 L/m²",
        "查看计算过程（W）",
    ]


def test_rows_grow_with_the_font(plating: AssessPage, control: ThemeControl) -> None:
    line = row(plating, WASH)
    before = line.height()
    control.apply(factor=1.5)
    QApplication.processEvents()
    assert line.height() > before


def test_why_opens_the_trace_by_key_and_by_mouse(plating: AssessPage) -> None:
    press(row(plating, WASH), Key.Key_W)
    opened = [each for each in children(plating.window(), TraceView) if each.isVisible()]
    assert [each.trace.id for each in opened] == [WASH]
    press(opened[0], Key.Key_Escape)
    line = row(plating, LINES)
    click(line, QPoint(line.width() - 24, line.height() // 2))
    opened = [each for each in children(plating.window(), TraceView) if each.isVisible()]
    assert [each.trace.id for each in opened] == [LINES]
    assert table(plating).detail is None, "asking why does not open the row"


# --- keyboard --------------------------------------------------------------------------------


def test_the_names_of_the_columns_stay_while_rows_pass(qtbot: QtBot, outlets: AssessPage) -> None:
    view, sticky = outlets.view, outlets.view.sticky
    assert not sticky.isVisible()
    first, *_rest, figures = view.blocks
    heads = first.heads
    assert heads is not None
    view.verticalScrollBar().setValue(first.y() + heads.y() + 60)
    assert sticky.isVisible()
    assert (sticky.y(), sticky.width()) == (0, heads.width())
    assert sticky.strips[True].isVisible()
    outlets.resize(1000, 700)
    qtbot.waitUntil(lambda: sticky.width() == heads.width() > 0)
    view.verticalScrollBar().setValue(figures.y() + 140)
    assert sticky.strips[False].isVisible()
    assert not sticky.strips[True].isVisible()
    view.verticalScrollBar().setValue(0)
    assert not sticky.isVisible()
    # A row the keyboard comes to from below is not under it.
    view.verticalScrollBar().setValue(view.verticalScrollBar().maximum())
    key = list(first.rows)[2]
    view.focus_row(key)
    assert view.rows[key].mapTo(view.viewport(), QPoint(0, 0)).y() >= sticky.height()


def test_a_row_and_a_whole_table_are_copied_as_text(plating: AssessPage) -> None:
    shown = row(plating, WASH)
    press(shown, Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    line = QApplication.clipboard().text()
    assert line.split("\t") == [
        "5（限定性）",
        "单位产品每次清洗取水量",
        "18",
        "L/m²",
        "Ⅰ级 ≤ 8 L/m²；Ⅱ级 ≤ 24 L/m²；Ⅲ级 ≤ 40 L/m²",
        "Ⅱ级",
        "距Ⅰ级还差 10 L/m²",
        "",
    ]
    click(child(plating.chips, Button, "限定性  9"))
    shown.customContextMenuRequested.emit(shown.rect().center())
    [menu] = [one for one in children(plating, QMenu) if one.isVisible()]
    next(one for one in menu.actions() if one.text() == "复制整张表，9 行").trigger()
    lines = QApplication.clipboard().text().splitlines()
    assert lines[0].split("\t")[1:4] == ["指标", "企业值", "单位"]
    assert line in lines
    assert len(lines) == 10


def test_arrows_move_over_rows_in_sight(qtbot: QtBot, blanks: AssessPage) -> None:
    click(child(blanks.chips, Button, "未填  2"))
    blanks.view.focus_row("electroplating.cp.process")
    press(row(blanks, "electroplating.cp.process"), Key.Key_Down)
    assert row(blanks, LINES).hasFocus()
    press(row(blanks, LINES), Key.Key_Down)
    assert row(blanks, LINES).hasFocus(), "the last row is the last"
    press(row(blanks, LINES), Key.Key_Home)
    assert row(blanks, "electroplating.cp.process").hasFocus()


def test_enter_opens_and_escape_comes_back(qtbot: QtBot, blanks: AssessPage) -> None:
    blanks.view.focus_row(LINES)
    press(row(blanks, LINES), Key.Key_Return)
    assert detail(blanks).result_id == LINES
    detail(blanks).take_focus()
    focus = blanks.focusWidget()
    assert isinstance(focus, QRadioButton)
    press(focus, Key.Key_Escape)
    assert table(blanks).detail is None
    assert row(blanks, LINES).hasFocus()


def test_what_a_click_opens_is_in_sight_and_next_for_the_tab_key(
    qtbot: QtBot, blanks: AssessPage
) -> None:
    view = blanks.view
    last = [key for key, one in view.rows.items() if one.y() < view.viewport().height()][-1]
    click(row(blanks, last))
    block = view.block_of(last)
    assert block is not None
    detail = block.detail
    assert detail is not None

    def seen() -> bool:
        top = detail.mapTo(view.viewport(), QPoint(0, 0)).y()
        return top > 0 and top + detail.height() <= view.viewport().height()

    qtbot.waitUntil(seen)
    press(row(blanks, last), Key.Key_Tab)
    now = QApplication.focusWidget()
    assert now is not None
    assert detail.isAncestorOf(now)


def test_escape_from_the_inside_of_a_row_leaves_the_list_where_it_is(
    qtbot: QtBot, blanks: AssessPage
) -> None:
    click(row(blanks, LINES), QPoint(150, 20))
    card = children(edit(blanks), QRadioButton)[0]
    qtbot.waitUntil(card.isVisible)
    card.setFocus()
    bar = blanks.view.verticalScrollBar()
    before = bar.value()
    press(card, Key.Key_Escape)
    assert row(blanks, LINES).hasFocus()
    assert table(blanks).detail is None
    assert bar.value() <= before


def test_one_row_is_open_at_a_time(blanks: AssessPage) -> None:
    click(row(blanks, LINES), QPoint(150, 20))
    click(row(blanks, WASH), QPoint(150, 20))
    assert detail(blanks).result_id == WASH
    click(row(blanks, WASH), QPoint(150, 20))
    assert table(blanks).detail is None


def test_the_list_is_one_stop_of_the_tab_key(blanks: AssessPage) -> None:
    def stops() -> list[str]:
        tab = Qt.FocusPolicy.TabFocus
        return [key for key, each in blanks.view.rows.items() if each.focusPolicy() & tab]

    assert stops() == ["electroplating.cp.process"]
    blanks.view.focus_row(WASH)
    assert stops() == [WASH]


def test_keys_are_listed_for_the_key_table(blanks: AssessPage) -> None:
    keys = {action.text(): action.shortcut().toString() for action in blanks.actions()}
    assert keys["为什么"] == "W"
    assert keys["不适用"] == "N"


# --- window ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("target", "limb", "opened"),
    [
        ("steel.limits.hot_stove_pm[DA002]", Limb.POLLUTANTS, True),
        ("assess:carbon.total", Limb.CARBON, True),
        ("steel.cp.ems@2024", Limb.CLEAN_PRODUCTION, True),
        ("assess:steel.benchmark", Limb.ENERGY, False),
        ("assess:energy", Limb.ENERGY, False),
    ],
)
def test_it_reveals_rows_tables_and_limbs(
    outlets: AssessPage, target: str, limb: Limb, opened: bool
) -> None:
    outlets.show_limb(Limb.CARBON)
    assert outlets.reveal(target)
    assert outlets.view.limb is limb
    assert any(block.detail is not None for block in outlets.view.blocks) is opened


@pytest.mark.parametrize("target", ["near_zero", "energy.raw_coal@2024", "nothing", "gate.permit"])
def test_other_targets_are_left_to_other_pages(outlets: AssessPage, target: str) -> None:
    assert not outlets.reveal(target)


def test_a_hidden_row_is_shown_when_it_is_asked_for(blanks: AssessPage) -> None:
    click(child(blanks.chips, Button, "未填  2"))
    assert blanks.reveal(WASH)
    assert WASH in visible(blanks)
    assert blanks.count.text() == "全部 25 项"


def test_an_edit_changes_only_the_rows_it_concerns(
    outlets: AssessPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    real = RowView.show_reading

    def spy(self: RowView, reading: object) -> bool:
        asked.append(self.reading.id)
        return real(self, reading)  # type: ignore[arg-type]

    monkeypatch.setattr(RowView, "show_reading", spy)
    rows = dict(outlets.view.rows)
    enter(outlets._bridge, "air.pm[DA002]@2024", "11")
    assert asked == [DUST]
    assert outlets.view.rows == rows, "no row was made anew"


def test_an_open_row_survives_being_shown_again(outlets: AssessPage) -> None:
    outlets.view.reveal_row(DUST)
    inside = detail(outlets)
    outlets.refresh(None)
    assert detail(outlets) is inside


def test_a_new_outlet_brings_its_rows(outlets: AssessPage) -> None:
    record = Record("outlet", "DA003", "热风炉二", {"medium": "air", "source": "hot_stove"})
    outlets._bridge.put_record(record, "添加排放口")
    assert "steel.limits.hot_stove_pm[DA003]" in outlets.view.rows
    assert outlets.view.limb is Limb.POLLUTANTS


def test_a_list_opens_at_once(qtbot: QtBot, tmp_path: Path) -> None:
    bridge = open_worked(tmp_path, STEEL_WORKS)
    show(qtbot, bridge).close()
    times, rows = [], 0
    for _round in range(3):
        start = process_time()
        page = AssessPage(bridge)
        times.append(process_time() - start)
        rows = len(page.view.rows)
        qtbot.addWidget(page)
    assert rows > 45
    assert min(times) < 0.1


def test_the_strictest_limit_and_the_room_below_it_are_said() -> None:
    """Under 要求: what the outlet is held to, and how far the figure is below or beyond."""
    found = outlet("[10, 20, 30]", "15", executes="L2")
    table = found.tables["t"]
    (row,) = table.rows
    assert bound_texts(table.scale, row) == ("最严适用限值 20 t（Ⅱ级）", "余量 5 t，为限值的 25%")
    permitted = outlet("[10, 20, 30]", "15", permit="12")
    (row,) = permitted.tables["t"].rows
    assert bound_texts(table.scale, row) == (
        "排污许可限值 12 t，是最严的适用限值", "超出 3 t，为限值的 25%",
    )  # fmt: skip
    (row,) = outlet("[10, 20, 30]", None).tables["t"].rows
    assert bound_texts(table.scale, row) == ("最严适用限值 30 t（Ⅲ级）",)


def test_rows_of_the_plan_say_what_is_asked_and_are_no_failures_where_nothing_is_owed(
    qtbot: QtBot, tmp_path: Path
) -> None:
    case = STEEL_WORKS.parents[2] / "general/cases/policy_2025.toml"
    page = show(qtbot, open_worked(tmp_path, case), Limb.POLICY)
    rows = page.view.rows
    audit = rows["general.policy.audit"].reading
    assert audit.answer == "本轮审核已评估验收：否"
    assert audit.unmet
    gypsum = rows["general.policy.solid_kind[W2]"].reading
    assert gypsum.level is not None
    assert (gypsum.level.text, gypsum.unmet, gypsum.gap) == ("低于目标", False, "30 %")
    assert page.view.counts()["unmet"] == 2


def test_an_opened_row_tells_its_gap_in_its_unit_and_over_the_year(
    qtbot: QtBot, tmp_path: Path
) -> None:
    bridge = open_worked(tmp_path, CEMENT)
    page = show(qtbot, bridge, Limb.ENERGY)
    coal = page.view.reveal_row("cement.quota.clinker_coal")
    assert coal is not None
    assert coal.gap.text() == "距2级还差 2 kgce/t；全年约合熟料全年用煤净折标量 3,000 tce"
    enter(bridge, f"cement.net.clinker_coal@{bridge.case.year}", "145500", "tce")
    assert coal.gap.text().startswith("距1级还差")
