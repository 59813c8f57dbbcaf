"""The page of findings in the real window: it follows edits, leads to fields, sets aside."""

from __future__ import annotations

from pathlib import Path
from typing import cast

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from desktop_app.core.consistency.finding import Finding
from desktop_app.core.entry import Entry
from desktop_app.ui.bridge import Bridge
from desktop_app.ui.case_pages import CHECKS, LEDGER, PROFILE, READINESS
from desktop_app.ui.checks.card import STEP
from desktop_app.ui.checks.page import ChecksPage
from desktop_app.ui.checks.readings import pressing
from desktop_app.ui.checks.row import FindingRow
from desktop_app.ui.checks.watch import PAUSE, FindingsWatch
from desktop_app.ui.components.buttons import PrimaryButton
from desktop_app.ui.components.reason_popover import ReasonPopover
from desktop_app.ui.live_panel import LivePanel
from desktop_app.ui.main_window import MainWindow
from desktop_app.ui.profile.page import ProfilePage
from desktop_app.ui.theme import ThemeControl
from tests.ui.driving import child, children, click, press, typed
from tests.ui.opened import key_of
from tests.ui.starting import PATIENCE, open_example, start


@pytest.fixture
def window(qtbot: QtBot, odd_path: Path, control: ThemeControl) -> MainWindow:
    made = start(qtbot, odd_path, control)
    open_example(qtbot, made)
    settled(qtbot, made)
    return made


def bridge_of(window: MainWindow) -> Bridge:
    assert window.bridge is not None
    return window.bridge


def settled(qtbot: QtBot, window: MainWindow) -> None:
    """Wait until the rules have spoken about the case as it is."""
    qtbot.waitUntil(lambda: bridge_of(window).findings is not None, timeout=PATIENCE)


def page_of(window: MainWindow) -> ChecksPage:
    return cast("ChecksPage", window.show_page(CHECKS))


def enter(qtbot: QtBot, window: MainWindow, *answers: tuple[str, str]) -> None:
    """Type answers, and wait for what the rules say then."""
    bridge = bridge_of(window)
    with qtbot.waitSignal(bridge.found, timeout=PATIENCE):
        assert not bridge.enter([Entry(key_of(key), text) for key, text in answers], "").problems


def found(window: MainWindow, rule: str) -> Finding:
    (one,) = [one for one in bridge_of(window).findings or () if one.rule == rule]
    return one


def row_of(window: MainWindow, rule: str) -> FindingRow:
    page = page_of(window)
    assert page.reveal(f"checks:{rule}")
    shown = [row for card in page.cards.values() for row in card.rows]
    return next(row for row in shown if row.finding is not None and row.finding.rule == rule)


def year_of(window: MainWindow) -> int:
    return bridge_of(window).case.year


def contradiction(window: MainWindow) -> tuple[tuple[str, str], ...]:
    year = year_of(window)
    return ((f"transport.total@{year}", "100"), (f"transport.clean@{year}", "200"))


RULE = "transport.clean_above"


def test_an_edit_is_checked_and_the_rail_counts(qtbot: QtBot, window: MainWindow) -> None:
    page = page_of(window)
    before = pressing(bridge_of(window).findings or ())
    enter(qtbot, window, *contradiction(window))
    hit = found(window, RULE)
    assert pressing(bridge_of(window).findings or ()) == before + 1
    assert window.rail._entries[CHECKS]._count == before + 1
    first = page.cards["error"].rows[0]
    assert first.finding == hit
    assert first.text == "清洁方式运输 200 t，多于运输总量 100 t。"
    assert first.remark == "前者是后者的一部分，请核对单位。"
    with qtbot.waitSignal(bridge_of(window).found, timeout=PATIENCE):
        bridge_of(window).undo()
    assert all(one.rule != RULE for one in bridge_of(window).findings or ())
    assert window.rail._entries[CHECKS]._count == before


def test_enter_and_click_lead_to_the_field(qtbot: QtBot, window: MainWindow) -> None:
    enter(qtbot, window, *contradiction(window))
    row = row_of(window, RULE)
    qtbot.waitUntil(row.hasFocus)
    press(row, Qt.Key.Key_Return)
    assert window.page == LEDGER
    click(row_of(window, RULE))
    assert window.page == LEDGER


def test_findings_without_a_datum_lead_to_their_page(qtbot: QtBot, window: MainWindow) -> None:
    bridge = bridge_of(window)
    with qtbot.waitSignal(bridge.found, timeout=PATIENCE):
        bridge.set_profile({"uscc": "91520100"}, "改代码")
    click(row_of(window, "enterprise.uscc_length"))
    assert window.page == PROFILE
    profile = cast("ProfilePage", window.page_widget(PROFILE))
    assert profile.lines["uscc"].hasFocus()
    assert not bridge.case.enterprise.region
    click(row_of(window, "finding.region_missing"))
    assert profile.region.hasFocus()
    enter(qtbot, window, (f"gate.ets@{year_of(window)}", "否"))
    enter(qtbot, window, (f"gate.ets_surrendered@{year_of(window)}", "是"))
    click(row_of(window, "gate.ets_unlisted"))
    assert window.page in (LEDGER, READINESS)


def test_setting_aside_needs_a_reason_and_can_be_undone(qtbot: QtBot, window: MainWindow) -> None:
    enter(qtbot, window, *contradiction(window))
    before = window.rail._entries[CHECKS]._count
    page = page_of(window)
    click(row_of(window, RULE).aside)
    (popover,) = children(window, ReasonPopover)
    assert not child(popover, PrimaryButton, "搁置").isEnabled()
    typed(children(popover, QLineEdit)[0], "short haul")
    with qtbot.waitSignal(bridge_of(window).found, timeout=PATIENCE):
        click(child(popover, PrimaryButton, "搁置"))
    assert found(window, RULE).set_aside == "short haul"
    assert window.rail._entries[CHECKS]._count == before - 1
    assert page.cards["aside"].rows[0].remark == "已搁置：short haul"
    assert page.cards["aside"].rows[0].aside.text() == "恢复"
    with qtbot.waitSignal(bridge_of(window).found, timeout=PATIENCE):
        click(page.cards["aside"].rows[0].aside)
    assert not found(window, RULE).set_aside
    with qtbot.waitSignal(bridge_of(window).found, timeout=PATIENCE):
        bridge_of(window).undo()
    assert found(window, RULE).set_aside == "short haul"


def test_a_finding_set_aside_is_back_when_its_figures_change(
    qtbot: QtBot, window: MainWindow
) -> None:
    enter(qtbot, window, *contradiction(window))
    bridge = bridge_of(window)
    with qtbot.waitSignal(bridge.found, timeout=PATIENCE):
        bridge.set_aside(found(window, RULE), "属实", "搁置")
    assert found(window, RULE).set_aside
    enter(qtbot, window, (f"transport.clean@{year_of(window)}", "300"))
    assert not found(window, RULE).set_aside


def test_filters_and_order(qtbot: QtBot, window: MainWindow) -> None:
    enter(qtbot, window, *contradiction(window))
    page = page_of(window)
    page.severities.choose(frozenset({"error"}))
    page.severities.changed.emit(page.severities.chosen)
    assert [key for key, card in page.cards.items() if not card.isHidden()] == ["error"]
    page.sections.choose(frozenset({"output"}))
    page.sections.changed.emit(page.sections.chosen)
    assert page.calm.isVisible()
    page.severities.clear()
    page.sections.choose(frozenset({"transport"}))
    page.order.choose("section")
    page.order.changed.emit("section")
    shown = [card for card in page.cards.values() if not card.isHidden()]
    assert [card.key for card in shown] == ["transport"]
    assert shown[0].rows[0].finding == found(window, RULE)


def test_long_lists_show_their_beginning_and_more_on_request(window: MainWindow) -> None:
    page = page_of(window)
    card = page.cards["info"]
    known = [one for one in bridge_of(window).findings or () if one.severity.value == "info"]
    assert len(known) > STEP, "the example has many blanks"
    assert len(card.rows) == STEP
    card.more.click()
    assert len(card.rows) == min(len(known), 4 * STEP)


def test_up_and_down_move_between_findings(qtbot: QtBot, window: MainWindow) -> None:
    page = page_of(window)
    rows = page.cards["info"].rows
    rows[0].setFocus()
    qtbot.waitUntil(rows[0].hasFocus)
    press(rows[0], Qt.Key.Key_Down)
    assert not rows[0].hasFocus()


def test_the_live_panel_counts_and_leads_here(qtbot: QtBot, window: MainWindow) -> None:
    enter(qtbot, window, *contradiction(window))
    panel = cast("LivePanel", window.live_panel)
    assert "1 处错误" in panel.problems.text()
    assert "清洁方式运输" in panel.problems.toolTip()
    click(panel.problems)
    assert window.page == CHECKS


def test_nothing_found_says_so(qtbot: QtBot, window: MainWindow) -> None:
    page = page_of(window)
    bridge_of(window).take_findings(())
    assert page.calm.isVisible()
    assert page.calm.accessibleName() == "没有发现问题。"
    assert not page.severities.isVisible()


def test_another_case_starts_without_findings(qtbot: QtBot, window: MainWindow) -> None:
    window.close_case()
    assert window.rail._entries[CHECKS]._count == 0
    assert not window.rail._entries[CHECKS].isEnabled()


def test_the_page_names_findings_it_does_not_have(window: MainWindow) -> None:
    page = page_of(window)
    assert page.reveal(CHECKS)
    assert not page.reveal("checks:no.such")
    assert not page.reveal("transport.total")


def test_edits_in_a_row_ask_the_rules_once(window: MainWindow) -> None:
    """After the first asking, too: each edit would otherwise be painted beside a job."""
    bridge = bridge_of(window)
    watch = cast("FindingsWatch", bridge.findChild(FindingsWatch))
    timer = cast("QTimer", watch.findChild(QTimer))
    bridge.enter([Entry(key_of(f"gate.ets@{year_of(window)}"), "否")], "")
    assert timer.isActive()
    assert timer.interval() == PAUSE
