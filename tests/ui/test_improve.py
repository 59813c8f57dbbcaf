"""The page of measures in the real window: from a gap to a plan, its effect, the cheapest set."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import cast

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop_app.charts.scene import Circle
from desktop_app.core.entry import Entry
from desktop_app.core.improve.effect import money
from desktop_app.core.planned import DataChange, How, PlannedMeasure, Progress
from desktop_app.ui.bridge import Bridge
from desktop_app.ui.case_pages import ASSESS, IMPROVE, LEDGER, OVERVIEW
from desktop_app.ui.components.item_picker import ItemPicker
from desktop_app.ui.improve.gaps_card import GapBlock
from desktop_app.ui.improve.page import ImprovePage
from desktop_app.ui.improve.plan_card import PlanRow
from desktop_app.ui.improve.readings import sums_text
from desktop_app.ui.main_window import MainWindow
from desktop_app.ui.overview.page import OverviewPage
from desktop_app.ui.theme import ThemeControl
from tests.ui.driving import child, children, click, press, typed
from tests.ui.opened import key_of, open_bridge
from tests.ui.starting import PATIENCE, start
from tests.ui.worked import FORMS, add_worked

CEMENT = FORMS / "cement" / "cases" / "ordinary_2024.toml"
PLAN = Path(__file__).resolve().parents[1] / "data" / "plans" / "cement_2024.toml"
NOX = "cement.limits.kiln_nox[DA001]"
COAL = "cement.quota.clinker_coal"


def opened(qtbot: QtBot, folder: Path, control: ThemeControl, case: Path) -> MainWindow:
    window = start(qtbot, folder, control)
    assert window.workspace is not None
    assert window.workspace.library is not None
    window.open_session(add_worked(window.workspace.library, case).session)
    page = page_of(window)
    qtbot.waitUntil(lambda: bool(page.gaps.blocks), timeout=PATIENCE)
    foretold(qtbot, window)
    return window


@pytest.fixture
def window(qtbot: QtBot, odd_path: Path, control: ThemeControl) -> MainWindow:
    return opened(qtbot, odd_path, control, CEMENT)


@pytest.fixture
def planned(qtbot: QtBot, odd_path: Path, control: ThemeControl) -> MainWindow:
    return opened(qtbot, odd_path, control, PLAN)


def page_of(window: MainWindow) -> ImprovePage:
    return cast("ImprovePage", window.show_page(IMPROVE))


def bridge_of(window: MainWindow) -> Bridge:
    assert window.bridge is not None
    return window.bridge


def foretold(qtbot: QtBot, window: MainWindow) -> None:
    """Wait until what the plan brings is worked out for the case as it is."""

    def ready() -> bool:
        found = bridge_of(window).forecast
        return found is not None and found.before is bridge_of(window).evaluation

    qtbot.waitUntil(ready, timeout=PATIENCE)


def plan_of(window: MainWindow) -> tuple[PlannedMeasure, ...]:
    """The plan as another reader of the library finds it."""
    session = bridge_of(window).session
    return session.library.load(session.case_id).plan


def block_of(window: MainWindow, gap: str) -> GapBlock:
    block = page_of(window).gaps.reach(gap)
    assert block is not None
    return block


def row_of(window: MainWindow, place: int) -> PlanRow:
    return page_of(window).plan.rows[place]


def lines_of(window: MainWindow) -> dict[str, tuple[str, str, str]]:
    shown = page_of(window).effect.lines.lines
    return {line.target: (line.before, line.after, line.trend) for line in shown}


def picker_of(window: MainWindow) -> ItemPicker:
    (found,) = [each for each in children(window, ItemPicker) if each.isVisible()]
    return found


# --- from a gap to the plan -----------------------------------------------------------------------


def test_a_gap_says_how_far_it_is_and_leads_to_its_row(window: MainWindow) -> None:
    head = block_of(window, COAL).head
    assert "还差 2 kgce/t" in head.text
    assert "全年约合" in head.remark
    assert "3,000 tce" in head.remark
    press(head, Qt.Key.Key_Return)
    assert window.page == ASSESS


def test_one_key_puts_a_measure_in_the_plan(qtbot: QtBot, window: MainWindow) -> None:
    block = block_of(window, NOX)
    scr = next(row for row in block.rows if row.target == "cement.scr")
    assert scr.mark == "+"
    press(scr, Qt.Key.Key_Return)
    (one,) = plan_of(window)
    assert (one.measure, one.changes) == ("cement.scr", ())
    assert scr.mark == "✓"
    assert "还没有写明" in row_of(window, 0).remark
    window.undo_action.trigger()
    assert plan_of(window) == ()
    assert scr.mark == "+"


def test_a_measure_is_given_its_changes_by_keyboard_and_the_effect_follows(
    qtbot: QtBot, window: MainWindow
) -> None:
    page = page_of(window)
    page.take_up("cement.scr")
    press(row_of(window, 0), Qt.Key.Key_Return)
    editor = page.editor
    assert editor.isVisible()
    press(editor.add_button, Qt.Key.Key_Space)
    picker = picker_of(window)
    picker.search.setText("氮氧化物年均浓度（窑尾）")
    press(picker.search, Qt.Key.Key_Return)
    row = editor.rows[0]
    assert "180" in row.head.remark
    assert QApplication.focusWidget() is row.value
    row.how.choose(How.TO.value)
    row.how.chosen.emit(How.TO.value)
    typed(row.value, "45")
    press(row.value, Qt.Key.Key_Return)
    (one,) = plan_of(window)
    assert (one.changes[0].how, str(one.changes[0].value)) == (How.TO, "45")
    foretold(qtbot, window)
    assert "cement.limits" in lines_of(window)
    found = bridge_of(window).forecast
    assert found is not None
    assert found.together.evaluation.results[NOX].level == "ULTRA"
    press(editor, Qt.Key.Key_Escape)
    assert page.plan.isVisible()
    assert QApplication.focusWidget() is row_of(window, 0)


def test_what_cannot_be_read_is_told_and_nothing_is_stored(window: MainWindow) -> None:
    page = page_of(window)
    page.take_up("cement.cooler")
    page.edit(plan_of(window)[0].id)
    cost = page.editor.figures["investment"]
    cost.setFocus()
    typed(cost, "abc")
    press(cost, Qt.Key.Key_Return)
    assert page.editor.problem.isVisible()
    assert plan_of(window)[0].investment is None
    cost.setText("１，８００")
    press(cost, Qt.Key.Key_Return)
    assert not page.editor.problem.isVisible()
    assert plan_of(window)[0].investment == 1800
    due = page.editor.texts["due"]
    due.setText("2025-02-30")
    due.editingFinished.emit()
    assert "2025-02-30" in page.editor.problem.text()
    assert plan_of(window)[0].due == ""


# --- the plan -------------------------------------------------------------------------------------


def test_before_and_after_stand_side_by_side(planned: MainWindow) -> None:
    lines = lines_of(planned)
    assert lines["cement.quota"] == ("3级", "2级", "↑")
    assert lines["cement.limits"] == ("超限", "一般限值", "↑")
    before, after, trend = lines["carbon.total"]
    assert (before, trend) == ("1,255,185", "↓")
    assert after.endswith("tCO₂")
    assert "5,045 万元" in page_of(planned).plan.sums.text()
    assert page_of(planned).charts.isVisible()


def test_money_that_nobody_gave_is_not_nothing() -> None:
    given = PlannedMeasure("a", "甲", investment=Decimal(0))
    unknown = PlannedMeasure("b", "乙")
    assert sums_text(money([given])) == "投资合计 0 万元"
    assert sums_text(money([unknown])) == "1 项没有填投资"
    assert sums_text(money([given, unknown])) == "投资合计 0 万元，1 项没有填投资"
    assert sums_text(money([])) == "没有计入的措施"


def test_a_switch_changes_the_effect_and_is_undone(qtbot: QtBot, planned: MainWindow) -> None:
    press(row_of(planned, 3), Qt.Key.Key_Space)
    assert [one.on for one in plan_of(planned)] == [True, True, True, False, False]
    foretold(qtbot, planned)
    assert lines_of(planned)["cement.limits"][1] == "超限"
    planned.undo_action.trigger()
    foretold(qtbot, planned)
    assert lines_of(planned)["cement.limits"][1] == "一般限值"
    click(row_of(planned, 3).switch)
    assert not plan_of(planned)[3].on


def test_delete_takes_a_measure_out_and_the_focus_stays_in_the_list(planned: MainWindow) -> None:
    row_of(planned, 1).setFocus()
    press(row_of(planned, 1), Qt.Key.Key_Delete)
    assert len(plan_of(planned)) == 4
    assert QApplication.focusWidget() is row_of(planned, 1)


def test_an_edit_of_the_ledger_moves_the_effect(qtbot: QtBot, planned: MainWindow) -> None:
    bridge = bridge_of(planned)
    bridge.enter([Entry(key_of("air.pm[DA004]@2024"), "35")], "填写")
    foretold(qtbot, planned)
    assert lines_of(planned)["cement.limits"][1] == "超限"


def test_clashes_are_said_and_lead_to_the_measure(qtbot: QtBot, planned: MainWindow) -> None:
    page = page_of(planned)
    (line,) = [one for one in page.effect.problems.lines if "电力" in one.text]
    press(line, Qt.Key.Key_Return)
    assert page.editor.isVisible()
    assert page.editor.measure.id in (plan_of(planned)[0].id, plan_of(planned)[2].id)


def test_a_change_leads_to_its_cell_of_the_ledger(planned: MainWindow) -> None:
    page = page_of(planned)
    page.edit(plan_of(planned)[1].id)
    press(page.editor.rows[1].head, Qt.Key.Key_Return)
    assert planned.page == LEDGER


def test_an_own_measure_is_added_and_named(planned: MainWindow) -> None:
    page = page_of(planned)
    click(page.plan.add_button)
    name = page.editor.texts["name"]
    assert QApplication.focusWidget() is name
    typed(name, "steam")
    press(name, Qt.Key.Key_Return)
    assert plan_of(planned)[-1].name == "steam"
    assert plan_of(planned)[-1].measure == ""


# --- the search -----------------------------------------------------------------------------------


def test_the_cheapest_set_is_found_and_switched_on(qtbot: QtBot, planned: MainWindow) -> None:
    bridge = bridge_of(planned)
    dear = DataChange("cement.net.clinker_coal", How.PERCENT, Decimal(-12))
    other = PlannedMeasure("d" * 32, "更贵的办法", changes=(dear,), investment=Decimal(3200))
    bridge.plan([other], "加入")
    page = page_of(planned)
    press(page.plan.search_button, Qt.Key.Key_Space)
    search = page.search
    key = next(key for key in search.targets if key.endswith("cement.quota:Q2"))
    search.target.choose(key)
    search.target.picked.emit(key)
    press(search.start, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: search.found is not None, timeout=PATIENCE)
    assert search.found is not None
    assert search.found.exact
    assert "篦冷机改造" in search.outcome.text()
    assert "更贵的办法" not in search.outcome.text()
    click(search.apply)
    switched = {one.name: one.on for one in plan_of(planned)}
    assert switched["篦冷机改造（第四代）"]
    assert not switched["更贵的办法"]
    assert page.plan.isVisible()


def test_a_search_can_be_stopped(qtbot: QtBot, planned: MainWindow) -> None:
    bridge = bridge_of(planned)
    change = DataChange("energy.bituminous", How.PERCENT, Decimal(-1))
    many = [
        PlannedMeasure(f"{n:032}", f"办法{n}", changes=(change,), investment=Decimal(10))
        for n in range(12)
    ]
    bridge.plan(many, "加入")
    search = page_of(planned).search
    page_of(planned).show_search()
    key = next(key for key in search.targets if key.startswith("grade:") and key.endswith("D5"))
    search.target.choose(key)
    search.run()
    assert not search.start.isEnabled()
    assert search.progress.isVisible()
    press(search, Qt.Key.Key_Escape)
    assert not search.progress.isVisible()
    assert search.found is None
    assert search.start.isEnabled()
    assert planned.tasks.stop()


# --- the page -------------------------------------------------------------------------------------


def test_an_empty_case_is_led_to_its_ledger(
    qtbot: QtBot, odd_path: Path, control: ThemeControl
) -> None:
    window = start(qtbot, odd_path, control)
    window.open_session(open_bridge(odd_path).session)
    page = page_of(window)
    assert page.empty.isVisible()
    assert not page.plan.isVisible()
    click(page.empty.button)
    assert window.page == LEDGER


def test_the_page_is_reached_by_gap_and_by_measure(planned: MainWindow) -> None:
    planned.show_page(LEDGER)
    assert planned.jump(f"{IMPROVE}:{NOX}")
    assert planned.page == IMPROVE
    assert planned.jump(f"{IMPROVE}:{plan_of(planned)[0].id}")
    assert page_of(planned).editor.isVisible()
    assert not planned.jump(f"{IMPROVE}:nothing")


def test_everything_can_be_reached_by_keyboard_and_says_what_it_is(planned: MainWindow) -> None:
    page = page_of(planned)
    first = block_of(planned, NOX)
    press(first.head, Qt.Key.Key_Left)
    assert not first.rows[0].isVisible()
    press(first.head, Qt.Key.Key_Right)
    assert first.rows[0].isVisible()
    for place, one in enumerate(plan_of(planned)):
        row = row_of(planned, place)
        assert one.name in row.accessibleName()
        assert one.name in row.switch.accessibleName()
        assert one.name in row.remove.accessibleName()
    assert "%" in page.charts.plane.accessibleDescription()
    assert "元/tCO₂" in page.charts.curve.accessibleDescription()
    assert child(page, type(page.gaps.wanted), "差距算到").key == "next"


def test_dropped_measures_do_not_count(qtbot: QtBot, planned: MainWindow) -> None:
    page = page_of(planned)
    page.edit(plan_of(planned)[3].id)
    page.editor.progress.choose(Progress.DROPPED.value)
    page.editor.progress.chosen.emit(Progress.DROPPED.value)
    foretold(qtbot, planned)
    assert lines_of(planned)["cement.limits"][1] == "超限"
    assert not row_of(planned, 3).switch.isEnabled()


def test_the_overview_shows_where_the_plan_leads(qtbot: QtBot, planned: MainWindow) -> None:
    overview = cast("OverviewPage", planned.show_page(OVERVIEW))
    shapes = overview.position.quadrant.scene.shapes
    dots = [one for one in shapes if isinstance(one, Circle) and one.radius < 3]
    assert len(dots) == 4  # one station for each measure that counts
    bridge_of(planned).plan([], "移出", [one.id for one in plan_of(planned)])
    foretold(qtbot, planned)
    shapes = overview.position.quadrant.scene.shapes
    assert not [one for one in shapes if isinstance(one, Circle) and one.radius < 3]
