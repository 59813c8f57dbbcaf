"""The live panel: what it shows, what an edit changes in it, and how quickly."""

from __future__ import annotations

from pathlib import Path
from time import process_time

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from desktop_app.core.pack import Limb
from desktop_app.ui.bridge import Bridge
from desktop_app.ui.live_panel import LivePanel
from tests.ui.driving import children, click, press
from tests.ui.opened import key_of, open_bridge
from tests.ui.worked import PLATING_BLANKS, STEEL_WORKS, enter, open_worked

WIDTH = 274  # the panel's 300 pixels without its margins


def show(qtbot: QtBot, bridge: Bridge) -> LivePanel:
    panel = LivePanel(bridge)
    qtbot.addWidget(panel)
    panel.resize(WIDTH, 690)
    panel.show()
    qtbot.waitExposed(panel)
    bridge.changed.connect(panel.refresh)
    return panel


@pytest.fixture
def bridge(tmp_path: Path) -> Bridge:
    return open_worked(tmp_path, STEEL_WORKS)


@pytest.fixture
def panel(qtbot: QtBot, bridge: Bridge) -> LivePanel:
    return show(qtbot, bridge)


def said(panel: LivePanel) -> str:
    return "\n".join(each.text() for each in children(panel, QLabel) if each.isVisible())


def test_it_shows_position_and_limbs(panel: LivePanel) -> None:
    words = said(panel)
    assert "暂不评级" in words
    assert "近零污染指数 P  22.9–" in words
    assert "企业自评参考，非官方认定" in words
    assert [line.words for line in panel.limbs.values()] == [
        "Ⅲ级",
        "基准水平",
        "11,320 tCO₂ · 不完整",
        "未定级",
        "2 / 13",
    ]
    bar = panel._axis_bars["P"].span
    assert bar is not None
    assert bar[0] < bar[1]


def test_a_level_that_moves_is_marked(qtbot: QtBot, tmp_path: Path) -> None:
    bridge = open_worked(tmp_path, PLATING_BLANKS)
    panel = show(qtbot, bridge)
    enter(bridge, "electroplating.cp.process@2024", "L2")
    line = panel.limbs[Limb.CLEAN_PRODUCTION]
    assert line.words == "Ⅱ级"
    found = {each.id: each for each in panel.shown_differences}
    table = found["electroplating.cp"]
    assert (table.before, table.after) == ("81.8–100", "Ⅱ级")
    assert "填写" in said(panel)
    assert line.accessibleName() == "清洁生产 Ⅱ级 ↑"
    enter(bridge, "electroplating.cp.law@2024", "below")
    assert line.words == "未达Ⅲ级"
    assert line.accessibleName() == "清洁生产 未达Ⅲ级 ↓"


def test_a_figure_says_from_what_to_what(panel: LivePanel, bridge: Bridge) -> None:
    enter(bridge, "steel.used.limestone@2024", "90000", "t")
    found = {each.id: each for each in panel.shown_differences}
    total = found["carbon.total"]
    assert (total.before, total.after, total.trend) == ("11,320", "15,720 tCO₂", "↑")
    assert "二氧化碳排放总量  11,320 → 15,720 tCO₂\u00a0↑" in said(panel)
    assert panel.limbs[Limb.CARBON].accessibleName() == "碳排放 15,720 tCO₂ · 不完整 ↑"
    bridge.undo()
    assert panel.limbs[Limb.CARBON].accessibleName() == "碳排放 11,320 tCO₂ · 不完整 ↓"


def test_a_gate_that_is_passed_is_told(panel: LivePanel, bridge: Bridge) -> None:
    enter(bridge, "gate.no_obsolete@2024", "是")
    assert [(each.name, each.before, each.after) for each in panel.shown_differences] == [
        ("G6 没有淘汰类工艺装备", "待确认", "通过"),
        ("产业结构调整：淘汰类工艺装备", "—", "符合"),
    ]


def test_an_edit_without_effect_says_so(panel: LivePanel, bridge: Bridge) -> None:
    bridge.annotate(key_of("output.pig_iron@2024"), "磅单合计", "备注")
    assert "备注：结果没有变化" in said(panel)
    assert not panel.shown_differences


def test_lines_lead_to_their_lists(panel: LivePanel, bridge: Bridge) -> None:
    found: list[str] = []
    bridge.jump_requested.connect(found.append)
    click(panel.limbs[Limb.ENERGY])
    press(panel.limbs[Limb.CARBON], Qt.Key.Key_Return)
    assert found == ["assess:steel.benchmark", "assess:carbon.total"]


def test_problems_of_the_data_are_counted_and_lead_there(panel: LivePanel, bridge: Bridge) -> None:
    assert panel.problems.text() == "没有发现问题"
    assert not panel.problems.isEnabled()
    found: list[str] = []
    bridge.jump_requested.connect(found.append)
    for month in (1, 2):
        enter(bridge, f"energy.diesel@2024-{month:02d}", "10", "t")
    assert panel.problems.text() == "1 处提醒"
    assert "柴油" in panel.problems.toolTip()
    click(panel.problems)
    assert found == ["energy.diesel"]


def test_an_empty_case_is_shown_too(qtbot: QtBot, tmp_path: Path) -> None:
    panel = show(qtbot, open_bridge(tmp_path))
    assert "修改任何数据，结果的变化会显示在这里。" in said(panel)
    assert panel.limbs[Limb.CARBON].words == "—"


def test_nothing_is_made_anew_and_nothing_is_cut_off(panel: LivePanel, bridge: Bridge) -> None:
    before: list[QWidget] = children(panel, QWidget)
    enter(bridge, "steel.used.limestone@2024", "90000", "t")
    assert children(panel, QWidget) == before
    assert panel.minimumSizeHint().width() <= WIDTH


def test_it_follows_an_edit_within_a_frame(panel: LivePanel, bridge: Bridge) -> None:
    bridge.changed.disconnect(panel.refresh)
    times = []
    for amount in range(90000, 90008):
        heard: list[object] = []
        bridge.changed.connect(heard.append)
        enter(bridge, "steel.used.limestone@2024", str(amount), "t")
        bridge.changed.disconnect(heard.append)
        start = process_time()
        panel.refresh(heard[0])  # type: ignore[arg-type]
        times.append(process_time() - start)
    assert min(times) < 0.005
