"""The double near-zero page: position, sub-indices, gates answered in place, gains, ladder."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QLabel, QScrollArea
from pytestqt.qtbot import QtBot

from desktop_app.core.pack import Readiness
from desktop_app.ui.bridge import Bridge
from desktop_app.ui.components.buttons import Button
from desktop_app.ui.readiness.gates_card import QuestionRow
from desktop_app.ui.readiness.page import ReadinessPage
from desktop_app.ui.readiness.readings import gains, rule_text
from desktop_app.ui.trace_view import TraceView
from tests.ui.driving import child, children, click, press
from tests.ui.opened import stored
from tests.ui.worked import STEEL_WORKS, enter, open_worked


@pytest.fixture
def bridge(tmp_path: Path) -> Bridge:
    return open_worked(tmp_path, STEEL_WORKS)


@pytest.fixture
def page(qtbot: QtBot, bridge: Bridge) -> ReadinessPage:
    made = ReadinessPage(bridge)
    qtbot.addWidget(made)
    made.resize(900, 700)
    made.show()
    qtbot.waitExposed(made)
    bridge.changed.connect(made.refresh)
    return made


def model_of(bridge: Bridge) -> Readiness:
    assert bridge.model.readiness is not None
    return bridge.model.readiness


def question(page: ReadinessPage, item: str) -> QuestionRow:
    found = page.gates.question(item)
    assert found is not None
    return found


def test_the_head_says_the_grade_and_that_it_is_not_official(
    page: ReadinessPage, bridge: Bridge
) -> None:
    words = page.head.words
    verdict = bridge.evaluation.readiness
    assert verdict is not None
    best = verdict.grade_high
    assert best.id != "D0"
    assert "暂不评级" in words
    assert f"补全后最高 {best.id} {best.name}" in words
    assert "双近零指数 D = √(P×C) = " in words
    assert "企业自评参考，非官方认定，不代表任何主管部门的评价。" in words


def test_sub_indices_show_what_is_filled_and_what_is_possible(page: ReadinessPage) -> None:
    rows = {key: row for card in page.axes for key, row in card.rows.items()}
    assert list(rows) == [f"P{n}" for n in range(1, 7)] + [f"C{n}" for n in range(1, 7)]
    band = rows["C1"].reading
    assert band is not None
    assert (band.shown, band.low) == ("74.8", band.high)
    assert band.why == "标杆与基准是官方的两个点；近零点取优于标杆 10%，是本软件的选择。"
    open_one = rows["P2"].reading
    assert open_one is not None
    assert open_one.shown == "0–100"
    assert rows["P2"].remark == "权重 10，缺 1 项"
    away = rows["C3"].reading
    assert away is not None
    assert (away.shown, away.weight) == ("不适用", "权重分给其余各项")


def test_why_opens_the_trace_of_a_sub_index(page: ReadinessPage) -> None:
    click(page.axes[0].rows["P1"].why)
    opened = [each for each in children(page.window(), TraceView) if each.isVisible()]
    assert [each.trace.id for each in opened] == ["near_zero.P1"]


def test_a_gate_is_answered_right_there(page: ReadinessPage, bridge: Bridge) -> None:
    gate = page.gates.gates["G1"]
    assert gate.words == "待确认"
    assert [q.item.name for q in gate.questions] == [
        "排污许可证在有效期内",
        "按期提交了年度执行报告",
    ]
    for asked in gate.questions:
        click(child(asked.answer, Button, f"{asked.item.name} 是"))
    found = stored(bridge, "gate.permit_report@2024")
    assert found is not None
    assert found.text == "yes"
    assert gate.words == "通过"
    click(child(gate.questions[0].answer, Button, "排污许可证在有效期内 否"))
    assert gate.words == "未通过"


def test_an_answer_is_taken_back_by_hand_and_by_undo(page: ReadinessPage, bridge: Bridge) -> None:
    asked = question(page, "gate.no_obsolete")
    click(child(asked.answer, Button, "没有淘汰类工艺装备 是"))
    assert page.gates.gates["G6"].words == "通过"
    click(child(asked.answer, Button, "没有淘汰类工艺装备 未答"))
    assert stored(bridge, "gate.no_obsolete@2024") is None
    assert page.gates.gates["G6"].words == "待确认"
    bridge.undo()
    assert asked.answer.key == "yes"
    bridge.undo()
    assert asked.answer.key == "blank"


def test_gates_are_answered_by_keyboard(qtbot: QtBot, page: ReadinessPage, bridge: Bridge) -> None:
    asked = question(page, "gate.monitoring")
    button = child(asked.answer, Button, f"{asked.item.name} 未答")
    button.setFocus()
    qtbot.waitUntil(button.hasFocus)
    press(button, Qt.Key.Key_Right)
    found = stored(bridge, "gate.monitoring@2024")
    assert found is not None
    assert found.text == "yes"


def test_what_is_missing_is_sorted_by_what_it_can_bring(
    page: ReadinessPage, bridge: Bridge
) -> None:
    found = gains(bridge.evaluation)
    points = [gain.points for gain in found]
    assert points == sorted(points, reverse=True)
    verdict = bridge.evaluation.readiness
    assert verdict is not None
    axis = verdict.axes["C"]
    assert axis.high is not None
    assert axis.low is not None
    whole = sum((gain.points for gain in found if gain.axis == "C"), Decimal(0))
    assert abs(whole - (axis.high - axis.low)) < Decimal("0.000001")
    assert page.missing.lines[0].text == found[0].text


def test_missing_data_lead_to_where_they_are_filled_in(page: ReadinessPage, bridge: Bridge) -> None:
    found: list[str] = []
    bridge.jump_requested.connect(found.append)
    line = page.missing.lines[0]
    assert line.remark.startswith("缺 ")
    click(line)
    assert found == [line.target]
    assert found[0].endswith("@2024") or found[0].startswith("record:")


def test_the_ladder_marks_where_the_case_stands(page: ReadinessPage, bridge: Bridge) -> None:
    verdict = bridge.evaluation.readiness
    assert verdict is not None
    best = verdict.grade_high.id
    marks = {grade: row.mark for grade, row in page.ladder.rows.items()}
    assert marks["D0"] == "目前"
    assert marks[best] == "补全后可能"
    assert [grade for grade, mark in marks.items() if mark] == [best, "D0"]
    assert next(iter(marks)) == "D5"


def test_rules_are_said_in_words(bridge: Bridge) -> None:
    model = model_of(bridge)
    rules = {grade.id: rule_text(bridge.evaluation, model, grade) for grade in model.grades}
    assert rules["D2"] == "取小(P, C) ≥ 60"
    assert rules["D3"] == ("取小(P, C) ≥ 70 且 G1 且 G2 且 G3 且 G4 且 G5 且 G6 且 清洁生产达到Ⅱ级")
    assert "各排放口都达到先进线" in rules["D4"]
    assert not any(name in rules["D5"] for name in ("transport.", "readiness.", "waste."))


def test_an_edit_moves_bars_and_grade(page: ReadinessPage, bridge: Bridge) -> None:
    before = page.axes[0].rows["P5"].reading
    enter(bridge, "waste.solid.generated@2024", "1000")
    enter(bridge, "waste.solid.used@2024", "960")
    after = page.axes[0].rows["P5"].reading
    assert before is not None
    assert after is not None
    assert after.missing < before.missing


def test_an_edit_of_something_else_leaves_the_page_alone(
    page: ReadinessPage, bridge: Bridge, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[int] = []
    monkeypatch.setattr(page, "refresh_all", lambda: asked.append(1))
    enter(bridge, "steel.cp.sewage@2024", "L3")
    assert not asked
    enter(bridge, "gate.no_incident@2024", "是")
    assert asked


@pytest.mark.parametrize(
    "target",
    ["readiness", "near_zero", "near_zero.P5", "near_zero.G6", "readiness:gate.no_obsolete@2024"],
)
def test_it_reveals_its_parts(page: ReadinessPage, target: str) -> None:
    assert page.reveal(target)


def test_a_gate_is_scrolled_into_sight(qtbot: QtBot, page: ReadinessPage) -> None:
    area = children(page.page, QScrollArea)[0]
    assert page.reveal("readiness:near_zero.G6")
    gate = page.gates.gates["G6"]

    def in_sight() -> bool:
        top = gate.mapTo(area.viewport(), QPoint(0, 0)).y()
        return 0 <= top < area.viewport().height()

    qtbot.waitUntil(in_sight)


@pytest.mark.parametrize("target", ["carbon.total", "near_zero.X9", "overview"])
def test_other_targets_are_left_to_other_pages(page: ReadinessPage, target: str) -> None:
    assert not page.reveal(target)


@pytest.mark.parametrize("widths", [(), (700, 968), (968, 700)])
def test_nothing_is_higher_than_it_needs_to_be(
    page: ReadinessPage, widths: tuple[int, ...]
) -> None:
    for width in widths:
        page.resize(width, 700)
        QApplication.processEvents()
    words = [each for each in children(page.head, QLabel) if each.isVisible()]
    lowest = max(each.mapTo(page.head, QPoint(0, each.height())).y() for each in words)
    assert page.head.height() - lowest < 40


def test_other_ways_of_judging_stand_below_the_axes(page: ReadinessPage, bridge: Bridge) -> None:
    lines = [line[0].text() for line in page.variants.lines]
    model = model_of(bridge)
    assert lines == ["本次判定", *(one.name for one in model.variants)]
    assert page.variants.lines[0][3].text().startswith("D")


def test_residual_emissions_stand_side_by_side(page: ReadinessPage) -> None:
    names = [one.name.text() for one in page.residual.numbers if not one.isHidden()]
    assert names[:3] == ["残余排放（抵销前）", "清除与抵销量", "残余排放（抵销后）"]


def test_an_answer_against_the_tables_is_said_at_its_gate(
    page: ReadinessPage, bridge: Bridge
) -> None:
    gate = page.gates.gates["G5"]
    assert gate.conflict == ""
    enter(bridge, "gate.benchmark_listed@2024", "否")
    assert "矛盾" in gate.conflict
