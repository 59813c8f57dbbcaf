"""The overview as a user sees it: position, limbs, steps, dates, completion, where they lead."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from desktop_app.charts.scene import Circle, Hatch, Scene
from desktop_app.core.pack import Limb
from desktop_app.store.library import Library
from desktop_app.ui.bridge import Bridge
from desktop_app.ui.components.flow import FlowLayout
from desktop_app.ui.overview.page import OverviewPage
from desktop_app.ui.theme import Mode, ThemeControl
from desktop_app.ui.trace_view import TraceView
from tests.ui.driving import children, click, press
from tests.ui.opened import open_bridge
from tests.ui.worked import (
    BENCHMARK_BELOW,
    PLATING,
    PLATING_BLANKS,
    STEEL_WORKS,
    add_worked,
    enter,
    open_text,
    open_worked,
)

# A window of 1366 x 768 leaves this much beside rail, header and live panel.
ROOM = (866, 720)


def show(qtbot: QtBot, bridge: Bridge, size: tuple[int, int] = ROOM) -> OverviewPage:
    page = OverviewPage(bridge)
    qtbot.addWidget(page)
    page.resize(*size)
    page.show()
    qtbot.waitExposed(page)
    bridge.changed.connect(page.refresh)
    return page


def said(widget: QWidget) -> str:
    """Everything the labels in sight say."""
    return "\n".join(each.text() for each in children(widget, QLabel) if each.isVisible())


def jumps(bridge: Bridge) -> list[str]:
    found: list[str] = []
    bridge.jump_requested.connect(found.append)
    return found


@pytest.fixture
def blanks(qtbot: QtBot, tmp_path: Path) -> OverviewPage:
    return show(qtbot, open_worked(tmp_path, PLATING_BLANKS))


def test_the_position_is_said_and_is_not_official(qtbot: QtBot, tmp_path: Path) -> None:
    page = show(qtbot, open_worked(tmp_path, PLATING))
    words = said(page.position)
    assert "暂不评级" in words
    assert "近零污染 P 10.7–" in words
    assert "补全后最高 D" in words
    assert "企业自评参考，非官方认定" in words
    assert page.position.accessibleName() == "D0 暂不评级"


def test_lines_that_wrap_lay_out_widgets_of_their_own(blanks: OverviewPage) -> None:
    """Nested in another layout they lost their items when the next case was opened."""
    found: list[FlowLayout] = list(blanks.findChildren(FlowLayout))
    assert found
    assert all(isinstance(one.parent(), QWidget) for one in found)


def test_the_quadrant_shows_gates_and_what_blanks_leave_open(blanks: OverviewPage) -> None:
    scene = blanks.position.quadrant.scene
    tips = {shape.tip for shape in scene.shapes if shape.tip}
    assert "没有淘汰类工艺装备" in tips
    assert "补全后可能到达的范围" in tips
    assert any(isinstance(shape, Hatch) for shape in scene.shapes)


def hollow(scene: Scene) -> list[Circle]:
    return [s for s in scene.shapes if isinstance(s, Circle) and s.tip == "上年"]


def test_last_year_is_a_hollow_point(qtbot: QtBot, tmp_path: Path) -> None:
    library = Library.open(tmp_path / "library.nzl")
    assert isinstance(library, Library)
    text = PLATING.read_text(encoding="utf-8").replace("year = 2024", "year = 2023")
    before = tmp_path / "2023.toml"
    before.write_text(text, encoding="utf-8")
    add_worked(library, before)
    page = show(qtbot, add_worked(library, PLATING))
    assert hollow(page.position.quadrant.scene)


def test_without_a_year_before_there_is_no_hollow_point(blanks: OverviewPage) -> None:
    assert not hollow(blanks.position.quadrant.scene)


def test_a_limb_says_level_index_and_what_is_missing(qtbot: QtBot, tmp_path: Path) -> None:
    page = show(qtbot, open_worked(tmp_path, PLATING))
    reading = page.limbs[Limb.CLEAN_PRODUCTION].reading
    assert reading is not None
    assert reading.level is not None
    assert (reading.level.tone, reading.level.text, reading.level.sign) == ("level_2", "Ⅱ级", "◐")
    assert (reading.figure, reading.figure_name) == ("98.4", "综合评价指数（Ⅱ级）")
    assert reading.line == "距Ⅰ级：指数 44.8，需 85，2 项限定性指标未达到"
    assert reading.to_verify
    carbon = page.limbs[Limb.CARBON].reading
    assert carbon is not None
    assert (carbon.figure, carbon.unit, carbon.level) == ("681.96", "tCO2", None)


def test_an_incomplete_table_says_what_is_still_possible(blanks: OverviewPage) -> None:
    reading = blanks.limbs[Limb.CLEAN_PRODUCTION].reading
    assert reading is not None
    assert reading.level is not None
    assert reading.level.text == "未定级"
    assert reading.figure == "81.8–100"
    assert reading.line == "补全后可能在“未达Ⅲ级”到“Ⅱ级”之间"


def test_a_benchmark_says_how_far_the_worst_row_is(qtbot: QtBot, tmp_path: Path) -> None:
    page = show(qtbot, open_worked(tmp_path, STEEL_WORKS))
    reading = page.limbs[Limb.ENERGY].reading
    assert reading is not None
    assert reading.line == "距标杆水平：“高炉工序”还差 31 kgce/t"
    assert (reading.figure, reading.figure_name) == ("0 / 2", "项达到标杆水平")


def test_a_card_leads_to_its_list_by_mouse_and_by_key(blanks: OverviewPage) -> None:
    found = jumps(blanks._bridge)
    click(blanks.limbs[Limb.CLEAN_PRODUCTION], QPoint(40, 20))
    press(blanks.limbs[Limb.CARBON], Qt.Key.Key_Return)
    assert found == ["assess:electroplating.cp", "assess:carbon.total"]


def test_steps_are_numbered_and_lead_to_where_they_are_done(blanks: OverviewPage) -> None:
    found = jumps(blanks._bridge)
    lines = blanks.steps.lines
    assert 1 < len(lines) <= 5
    assert "G1" in lines[0].text
    fill = next(line for line in lines if line.text == "补填“电镀生产线要求”。")
    assert fill.remark == "“电镀清洁生产水平（综合电镀，2015）”还有 2 项未填。"
    press(fill, Qt.Key.Key_Return)
    click(lines[0])
    assert found == ["assess:electroplating.cp.lines", "readiness:gate.permit@2024"]


def test_arrow_keys_go_from_step_to_step(qtbot: QtBot, blanks: OverviewPage) -> None:
    first, second = blanks.steps.lines[:2]
    first.setFocus()
    qtbot.waitUntil(first.hasFocus)
    press(first, Qt.Key.Key_Down)
    assert second.hasFocus()
    press(second, Qt.Key.Key_Up)
    assert first.hasFocus()


def test_a_section_leads_to_its_first_blank(blanks: OverviewPage) -> None:
    found = jumps(blanks._bridge)
    lines = blanks.sections.lines
    assert "outlet" not in lines, "a section that asks nothing is not listed"
    assert lines["electroplating.cp"].accessibleDescription() == "12 / 14"
    click(lines["electroplating.cp"])
    click(lines["waste"])
    assert found[0] == "electroplating.cp.process@2024"
    assert found[1].startswith("waste.")


def test_rows_below_the_last_level_have_dates(qtbot: QtBot, tmp_path: Path) -> None:
    bridge = open_text(tmp_path, BENCHMARK_BELOW)
    page = show(qtbot, bridge)
    found = jumps(bridge)
    first = page.dates.lines[0]
    assert first.text == "“高炉工序”低于基准"
    assert first.remark == "限期 2025-12-31"
    click(first)
    assert found == ["assess:steel.benchmark.blast_furnace"]
    assert page.dates.lines[-1].text.startswith("6 项门槛待确认：G1、G2")


def place(page: OverviewPage, part: QWidget) -> QPoint:
    return part.mapTo(page, QPoint(0, 0))


def test_an_empty_case_shows_where_to_begin(qtbot: QtBot, tmp_path: Path) -> None:
    bridge = open_bridge(tmp_path)
    page = show(qtbot, bridge)
    found = jumps(bridge)
    assert page.empty.isVisible()
    assert not page.page.isVisible()
    click(page.empty.button)
    assert found == ["ledger"]
    enter(bridge, "output.crude_steel@2023", "1000")
    assert page.page.isVisible()
    assert not page.empty.isVisible()


def test_an_edit_is_seen_at_once(blanks: OverviewPage) -> None:
    before = blanks.ring.sentence
    enter(blanks._bridge, "electroplating.cp.lines@2024", "L2")
    assert blanks.ring.sentence != before
    reading = blanks.limbs[Limb.CLEAN_PRODUCTION].reading
    assert reading is not None
    assert reading.figure != "81.8–100"


def test_why_opens_the_trace_of_the_grade(blanks: OverviewPage) -> None:
    click(blanks.position.why)
    opened = [each for each in children(blanks.window(), TraceView) if each.isVisible()]
    assert len(opened) == 1
    assert opened[0].trace.id == "near_zero"


@pytest.mark.parametrize("mode", [Mode.LIGHT, Mode.DARK])
def test_the_first_row_fits_a_small_screen(
    qtbot: QtBot, tmp_path: Path, control: ThemeControl, mode: Mode
) -> None:
    control.apply(mode)
    page = show(qtbot, open_worked(tmp_path, STEEL_WORKS))
    beside = [card for limb, card in page.limbs.items() if limb is not Limb.POLICY]
    for card in (page.position, page.ring, *beside):
        corner = card.mapTo(page, QPoint(card.width(), card.height()))
        assert corner.y() <= page.height(), card.accessibleName()
        assert corner.x() <= page.width(), card.accessibleName()
    assert abs(page.position.width() - page.ring.width()) <= 1, "both columns are equally wide"


def test_a_wide_screen_puts_the_steps_beside_the_limbs(qtbot: QtBot, tmp_path: Path) -> None:
    page = show(qtbot, open_worked(tmp_path, STEEL_WORKS), (1900, 1000))
    energy = page.limbs[Limb.ENERGY]
    assert place(page, page.steps_card).x() > place(page, energy).x()
    assert place(page, page.steps_card).y() == place(page, page.position).y()
    page.resize(*ROOM)
    qtbot.waitUntil(lambda: place(page, page.steps_card).x() < place(page, energy).x())
    assert place(page, page.steps_card).y() > place(page, energy).y()


def test_it_grows_with_the_font(blanks: OverviewPage, control: ThemeControl) -> None:
    before = blanks.limbs[Limb.CARBON].sizeHint().height()
    control.apply(factor=1.5)
    assert blanks.limbs[Limb.CARBON].sizeHint().height() > before


def test_it_answers_to_its_own_name_alone(blanks: OverviewPage) -> None:
    assert blanks.reveal("overview")
    assert not blanks.reveal("carbon.total")


def test_the_plan_is_told_in_counts(qtbot: QtBot, tmp_path: Path) -> None:
    bridge = open_worked(tmp_path, STEEL_WORKS.parents[2] / "general/cases/policy_2025.toml")
    page = show(qtbot, bridge)
    reading = page.limbs[Limb.POLICY].reading
    assert reading is not None
    assert reading.level is not None
    assert (reading.figure, reading.level.text) == ("5 / 8", "未符合 2")
    assert reading.line == "符合 5 · 未符合 2 · 未答 1；另有全省目标 3 项作对照"
    found = jumps(bridge)
    click(page.limbs[Limb.POLICY], QPoint(40, 20))
    assert found == ["assess:policy"]


def test_what_is_due_only_later_stands_behind_what_is_failed(qtbot: QtBot, tmp_path: Path) -> None:
    bridge = open_text(tmp_path, BENCHMARK_BELOW)
    texts = [line.text for line in show(qtbot, bridge).dates.lines]
    assert texts.index("“高炉工序”低于基准") < texts.index("“产品能耗不低于基准水平”尚未到期")
