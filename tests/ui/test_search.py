"""Search: everything is found by part of its name, and Enter goes there."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop_app.ui.case_pages import ASSESS, LEDGER, PACKS, READINESS
from desktop_app.ui.main_window import MainWindow
from desktop_app.ui.manual.window import ManualWindow
from desktop_app.ui.search import Entry, SearchPanel, entries, find, find_nearly
from desktop_app.ui.theme import ThemeControl
from desktop_app.ui.trace_view import TraceView
from tests.ui.driving import children, composed, press, typed_by_input_method
from tests.ui.starting import PATIENCE, open_example, start


@pytest.fixture
def window(qtbot: QtBot, odd_path: Path, control: ThemeControl) -> MainWindow:
    return start(qtbot, odd_path, control)


@pytest.fixture
def example(qtbot: QtBot, window: MainWindow) -> MainWindow:
    open_example(qtbot, window)
    return window


def opened(window: MainWindow) -> SearchPanel:
    window.search_action.trigger()
    return next(panel for panel in children(window, SearchPanel) if panel.isVisible())


def marked(panel: SearchPanel) -> str:
    found = panel.list.currentItem().data(Qt.ItemDataRole.UserRole)
    assert isinstance(found, Entry)
    return found.text


def search(panel: SearchPanel, text: str) -> None:
    panel.field.clear()
    typed_by_input_method(panel.field, text)


def test_an_item_is_found_by_part_of_its_name_and_shown(example: MainWindow) -> None:
    panel = opened(example)
    assert panel.field.hasFocus()
    search(panel, "原煤")
    assert marked(panel) == "原煤"
    press(panel.field, Qt.Key.Key_Return)
    assert not panel.isVisible()
    assert example.page == LEDGER


@pytest.mark.parametrize(("typed", "name"), [("yuanmei", "原煤"), ("ym", "原煤"), ("jc", "检查")])
def test_names_are_found_by_pinyin(example: MainWindow, typed: str, name: str) -> None:
    panel = opened(example)
    search(panel, typed)
    assert marked(panel) == name


def test_cases_and_commands_are_found_by_pinyin(example: MainWindow) -> None:
    assert example.bridge is not None
    listed = list(entries(example))
    assert "导出工作簿" in [entry.text for entry in find(listed, "dcgzb")]
    assert "西王特钢有限公司" in [entry.text for entry in find(listed, "xwtg")]


def test_the_keyboard_goes_on_in_the_page_one_came_to(example: MainWindow) -> None:
    panel = opened(example)
    search(panel, "能源库存")
    press(panel.field, Qt.Key.Key_Return)
    page, now = example.page_widget(LEDGER), QApplication.focusWidget()
    assert now is not None
    assert now is page or page.isAncestorOf(now)


def test_pages_sections_results_and_commands_are_found(example: MainWindow) -> None:
    listed = list(entries(example))
    kinds = {entry.kind for entry in listed}
    assert {"页面", "填报部分", "指标", "计算结果", "门槛"} <= kinds
    assert find(listed, "规则包")[0].text == "规则包"
    assert find(listed, "设置")[0].kind == "Ctrl+,"


def test_a_result_of_an_outlet_names_it(example: MainWindow) -> None:
    assert example.bridge is not None
    named = [record.name for record in example.bridge.case.of_kind("outlet")]
    found = [one.text for one in entries(example)]
    assert len(named) > 1
    for name in named:
        assert found.count(f"颗粒物年排放量（{name}）") == 1


def test_an_indicator_leads_to_its_list(example: MainWindow) -> None:
    found = [entry for entry in entries(example) if entry.kind == "指标"]
    gates = [entry for entry in entries(example) if entry.kind == "门槛"]
    for entry in (found[0], found[-1]):
        example.show_page(PACKS)
        entry.run()
        assert example.page == ASSESS, entry
    gates[0].run()
    assert example.page == READINESS


def test_a_figure_that_is_in_no_list_is_explained(example: MainWindow) -> None:
    inner = next(entry for entry in entries(example) if "net.coke" in entry.words)
    inner.run()
    view = next(one for one in children(example, TraceView) if one.isVisible())
    view.close_up()


def test_cases_are_found_by_name_and_year(qtbot: QtBot, example: MainWindow) -> None:
    first = example.bridge
    panel = opened(example)
    search(panel, "西王 2019")
    press(panel.field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: example.bridge is not first, timeout=PATIENCE)
    assert example.bridge is not None
    assert example.bridge.case.year == 2019


def test_without_a_case_there_are_pages_and_commands_alone(window: MainWindow) -> None:
    texts = {entry.text for entry in entries(window)}
    assert {"开始", "规则包", "新建企业"} <= texts
    assert not {"总览", "台账", "导出 PDF 报告"} & texts
    panel = opened(window)
    search(panel, "规则包")
    press(panel.field, Qt.Key.Key_Return)
    assert window.page == PACKS


def test_arrows_move_and_nothing_found_is_said(example: MainWindow) -> None:
    panel = opened(example)
    first = marked(panel)
    press(panel.field, Qt.Key.Key_Down)
    assert marked(panel) != first
    press(panel.field, Qt.Key.Key_Up)
    assert marked(panel) == first
    search(panel, "火星上的项目")
    assert "没有找到" in panel._remark.text()
    assert panel._remark.geometry().bottom() <= panel.contentsRect().bottom()
    assert panel._remark.geometry().top() > panel.list.geometry().bottom()
    assert marked(panel) == "在手册里查找“火星上的项目”"
    press(panel.field, Qt.Key.Key_Return)
    (manual,) = children(example, ManualWindow)
    assert manual.search.text() == "火星上的项目"
    assert manual.nothing.isVisible()
    manual.close()


def test_what_is_being_composed_neither_searches_nor_goes_anywhere(example: MainWindow) -> None:
    panel = opened(example)
    first, page = marked(panel), example.page
    composed(panel.field, "yuan'mei")
    for key in (Qt.Key.Key_Down, Qt.Key.Key_PageDown, Qt.Key.Key_Return, Qt.Key.Key_Escape):
        press(panel.field, key)
    assert panel.isVisible()
    assert (marked(panel), example.page, panel.field.text()) == (first, page, "")
    typed_by_input_method(panel.field, "原煤")
    assert marked(panel) == "原煤"
    press(panel.field, Qt.Key.Key_Down)
    assert marked(panel) != "原煤"
    panel.close_up()


def test_a_long_list_says_what_it_leaves_out(example: MainWindow) -> None:
    panel = opened(example)
    panel._entries = [Entry("factory", f"黔{one}厂", "2024 年", print) for one in range(75)]
    search(panel, "q")
    assert panel.list.count() == 61  # and the way into the manual
    assert "前 60 条，共 75 条" in panel._remark.text()
    search(panel, "黔74")
    assert "共" not in panel._remark.text()
    panel.close_up()


@pytest.mark.parametrize("typed", ["圆煤", "yuanmie", "zhonghenenhao", "综能耗", "ＳＯ２　浓度"])
def test_a_slip_and_full_width_signs_find_what_was_meant(example: MainWindow, typed: str) -> None:
    wanted = {"综能耗": "综合能耗", "zhonghenenhao": "综合能耗", "ＳＯ２　浓度": "浓度"}.get(
        typed, "原煤"
    )
    listed = list(entries(example))
    found = find(listed, typed) or find_nearly(listed, typed)
    assert any(wanted in one.text for one in found[:3])


def test_a_short_or_strange_word_is_near_to_nothing(example: MainWindow) -> None:
    listed = list(entries(example))
    for typed in ("zzx", "()[]*", "\\", "𠮷龘", "yuanmei" * 4000):
        assert find_nearly(listed, typed) == []


def test_what_begins_with_the_words_comes_first() -> None:
    def entry(text: str, words: str = "") -> Entry:
        return Entry("sheet", text, "项", print, words)

    listed = [entry("自产原煤量"), entry("燃料", "raw_coal 原煤"), entry("原煤单价"), entry("原煤")]
    assert [one.text for one in find(listed, "原煤")] == ["原煤", "原煤单价", "自产原煤量", "燃料"]
    assert [one.text for one in find(listed, "单价 原煤")] == ["原煤单价"]
    assert find(listed, "电") == []
