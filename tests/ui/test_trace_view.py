"""The trace of a result: what it says, how it is copied, and that every input leads back."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel, QMainWindow, QPushButton
from pytestqt.qtbot import QtBot

from desktop_app.core.result import Trace
from desktop_app.ui.bridge import Bridge
from desktop_app.ui.components.buttons import Button
from desktop_app.ui.trace_view import TraceView, open_trace, opened_levels, origin_words
from tests.ui.driving import child, children, click, press
from tests.ui.worked import STEEL_WORKS, open_worked

ENERGY = "steel.cp.energy_ironmaking"


@pytest.fixture
def bridge(tmp_path: Path) -> Bridge:
    return open_worked(tmp_path, STEEL_WORKS)


@pytest.fixture
def anchor(qtbot: QtBot) -> Iterator[QPushButton]:
    window = QMainWindow()
    button = QPushButton("为什么")
    window.setCentralWidget(button)
    qtbot.addWidget(window)
    window.resize(1000, 760)
    window.show()
    qtbot.waitExposed(window)
    yield button
    window.hide()


def find(view: TraceView, label: str) -> QModelIndex:
    """The line of that label, wherever it is in the tree."""
    view.tree.expandAll()
    model = view.tree.model()
    waiting = [model.index(0, 0)]
    while waiting:
        index = waiting.pop()
        if index.data() == label:
            return index
        waiting += [model.index(row, 0, index) for row in range(model.rowCount(index))]
    raise AssertionError(label)


def said(view: TraceView) -> str:
    return "\n".join(each.text() for each in children(view, QLabel) if each.isVisible())


def test_a_row_says_what_each_level_asks(bridge: Bridge, anchor: QPushButton) -> None:
    view = open_trace(anchor, bridge, ENERGY)
    words = said(view)
    assert "炼铁工序能耗：392 kgce/t" in words
    assert "各级要求\n390 / 417 / 446" in words
    assert "《钢铁行业清洁生产评价指标体系》 第23项" in words
    assert "判定用未修约的数" in words


def test_a_line_shows_its_formula_in_names_and_in_numbers(
    bridge: Bridge, anchor: QPushButton
) -> None:
    view = open_trace(anchor, bridge, ENERGY)
    view.tree.setCurrentIndex(find(view, "炼铁工序能耗（净耗能除以产量）"))
    words = said(view)
    assert "高炉炼铁工序全年净耗能 ÷ 生铁产量" in words
    assert "372400 ÷ 950000" in words


def test_a_sum_names_the_terms_it_has(bridge: Bridge, anchor: QPushButton) -> None:
    view = open_trace(anchor, bridge, "carbon.process_total")
    words = said(view)
    assert "石灰石排放" in words
    assert "35200" in words
    assert ".*" not in words


def test_a_factor_says_its_document_and_how_firm_it_is(bridge: Bridge, anchor: QPushButton) -> None:
    view = open_trace(anchor, bridge, "carbon.process_total")
    view.tree.setCurrentIndex(find(view, "粗钢固碳因子"))
    words = said(view)
    assert "《企业温室气体排放核算与报告指南 钢铁行业》" in words
    assert "单一来源" in words
    assert not view.jump_button.isVisible()


def test_an_input_leads_to_where_it_is_filled_in(bridge: Bridge, anchor: QPushButton) -> None:
    found: list[str] = []
    bridge.jump_requested.connect(found.append)
    view = open_trace(anchor, bridge, ENERGY)
    view.tree.setCurrentIndex(find(view, "生铁产量"))
    assert view.jump_button.isVisible()
    press(view.tree, Qt.Key.Key_Return)
    assert found == ["output.pig_iron@2024"]
    assert view.isHidden()
    again = open_trace(anchor, bridge, ENERGY)
    again.tree.setCurrentIndex(find(again, "高炉炼铁工序全年净耗能"))
    click(again.jump_button)
    assert found[1:] == ["steel.net.ironmaking@2024"]


def test_ctrl_c_copies_the_whole_as_text(qtbot: QtBot, bridge: Bridge, anchor: QPushButton) -> None:
    view = open_trace(anchor, bridge, ENERGY)
    anchor.window().activateWindow()
    qtbot.waitUntil(view.tree.hasFocus)
    press(view.tree, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    lines = QGuiApplication.clipboard().text().splitlines()
    assert lines[0] == "炼铁工序能耗 = 392 kgce/t"
    assert "            高炉炼铁工序全年净耗能 = 372,400 tce" in lines
    assert any(line.strip() == "代入：372400 ÷ 950000" for line in lines)
    assert view.copy_button.text() == "已复制"


def test_as_much_of_the_tree_is_open_as_fits() -> None:
    leaf = Trace("item", "x", "x")
    three = replace(leaf, children=(leaf,) * 3)
    deep = replace(leaf, children=(replace(leaf, children=(replace(leaf, children=(three,)),)),))
    assert opened_levels(deep, 7) == 4
    assert opened_levels(deep, 6) == 3
    assert opened_levels(deep, 1) == 2
    assert opened_levels(leaf, 7) == 0


def test_escape_closes_and_gives_the_focus_back(
    qtbot: QtBot, bridge: Bridge, anchor: QPushButton
) -> None:
    view = open_trace(anchor, bridge, ENERGY)
    qtbot.waitUntil(view.tree.hasFocus)
    press(view.tree, Qt.Key.Key_Escape)
    assert view.isHidden()
    assert anchor.hasFocus()


def test_the_button_closes_too(bridge: Bridge, anchor: QPushButton) -> None:
    view = open_trace(anchor, bridge, ENERGY)
    click(child(view, Button, "关闭"))
    assert view.isHidden()


@pytest.mark.parametrize("result", ["near_zero", "near_zero.G1", "near_zero.P5", "steel.cp"])
def test_composite_results_open_too(bridge: Bridge, anchor: QPushButton, result: str) -> None:
    view = open_trace(anchor, bridge, result)
    assert view.trace.id == result
    assert view.trace.label in said(view)


@pytest.mark.parametrize("size", [(1000, 760), (760, 560)])
def test_it_stays_inside_the_window(
    bridge: Bridge, anchor: QPushButton, size: tuple[int, int]
) -> None:
    window = anchor.window()
    window.resize(*size)
    view = open_trace(anchor, bridge, "carbon.process_total")
    view.tree.setCurrentIndex(find(view, "粗钢固碳因子"))
    # Around what is seen lies the room of the shadow.
    seen = view.geometry().adjusted(16, 16, -16, -16)
    assert window.rect().contains(seen)


def test_what_moves_a_figure_most_leads_to_where_it_is_filled_in(
    bridge: Bridge, anchor: QPushButton
) -> None:
    view = open_trace(anchor, bridge, "carbon.total")
    assert "影响最大的输入" in view.movers.words
    lines = view.movers.links.lines
    assert lines
    assert all(line.mark.endswith("%") for line in lines)
    asked: list[str] = []
    bridge.jump_requested.connect(asked.append)
    target = lines[0].target
    lines[0].opened.emit(target)
    assert asked == [target]


def test_a_gate_says_its_state_in_words(bridge: Bridge, anchor: QPushButton) -> None:
    view = open_trace(anchor, bridge, "near_zero.G5")
    assert any(word in said(view) for word in ("通过", "未通过", "待确认"))
    assert not any(word in said(view) for word in ("passed", "failed", "open"))
    assert find(view, "有适用的能效基准表").isValid()


def test_an_input_says_how_it_came_in(bridge: Bridge, anchor: QPushButton) -> None:
    assert origin_words("typed+pasted") == "手工填写、粘贴"
    assert origin_words("") == ""
    view = open_trace(anchor, bridge, "carbon.total")
    inputs = [node for node in view.trace.walk() if node.kind == "item" and node.value]
    assert inputs
    assert all(node.origin for node in inputs)
