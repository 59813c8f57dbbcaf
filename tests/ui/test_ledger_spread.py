"""A year's figure spread over the months: asked how, shown first, stored in one step."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from desktop_app.core.data import State
from desktop_app.core.entry import Entry
from desktop_app.ui.bridge import Bridge
from desktop_app.ui.components.buttons import Button
from desktop_app.ui.ledger.cells import YEAR_COLUMN
from desktop_app.ui.ledger.page import LedgerPage
from desktop_app.ui.ledger.spread_popover import SpreadPopover
from tests.ui.driving import child, children, click, press
from tests.ui.opened import key_of, open_bridge, stored

COAL = "energy.raw_coal"
HELD = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def bridge(tmp_path: Path) -> Bridge:
    last = [(f"{COAL}@2022-{month:02d}", "100") for month in range(1, 13)]
    last[0] = (last[0][0], "300")
    return open_bridge(tmp_path, last_year=last)


@pytest.fixture
def page(qtbot: QtBot, bridge: Bridge) -> LedgerPage:
    made = LedgerPage(bridge, section="energy")
    qtbot.addWidget(made)
    made.resize(1200, 700)
    made.show()
    made.model.add([COAL, "energy.diesel"])
    made.reveal(f"{COAL}@2023-01")
    qtbot.waitUntil(made.view.hasFocus)
    return made


def ask(page: LedgerPage) -> SpreadPopover:
    press(page.view, Qt.Key.Key_M, HELD)
    return children(page.window(), SpreadPopover)[-1]


def test_a_year_goes_over_the_months_as_last_year_did(page: LedgerPage, bridge: Bridge) -> None:
    page.model.type_into(0, YEAR_COLUMN, "2800")
    popover = ask(page)
    assert popover.ways.key == "last"
    assert "1月 600" in popover.preview.text()
    click(popover.confirm)
    found = stored(bridge, f"{COAL}@2023-01")
    assert found is not None
    assert (found.value, found.state) == (Decimal(600), State.ESTIMATED)
    assert "按上年各月的比例" in found.note
    assert stored(bridge, f"{COAL}@2023") is None
    assert page.model.number(0, YEAR_COLUMN) == 2800
    bridge.undo()
    assert stored(bridge, f"{COAL}@2023-01") is None
    whole = stored(bridge, f"{COAL}@2023")
    assert whole is not None
    assert whole.value == 2800


def test_evenly_over_the_months_that_are_empty_in_the_unit_shown(
    page: LedgerPage, bridge: Bridge
) -> None:
    page.model.type_into(0, YEAR_COLUMN, "12")
    bridge.enter([Entry(key_of(f"{COAL}@2023-01"), "1000", "kg")], "填写")
    page.model.set_unit(0, "kg")
    popover = ask(page)
    click(child(popover.ways, Button, "按月平均"))
    assert popover.preview.text().startswith("2月 1,000")
    click(popover.confirm)
    assert page.model.number(0, 5) == 1000
    assert page.model.number(0, YEAR_COLUMN) == 12000
    kept = stored(bridge, f"{COAL}@2023-01")
    assert kept is not None
    assert kept.state is State.GIVEN


def test_it_says_what_is_missing(page: LedgerPage, bridge: Bridge) -> None:
    page.view.go_to(1, 0)
    popover = ask(page)
    assert not popover.confirm.isEnabled()
    assert "全年合计" in popover.preview.text()
    popover.close_up()
    bridge.enter([Entry(key_of("energy.diesel@2023"), "10", "t")], "填写")
    popover = ask(page)
    assert popover.ways.key == "even"
    assert popover.confirm.isEnabled()
    click(child(popover.ways, Button, "按上年各月的比例"))
    assert not popover.confirm.isEnabled()
    popover.close_up()
    bridge.enter([Entry(key_of("energy.diesel@2023-01"), "11", "t")], "填写")
    assert "超过" in ask(page).preview.text()
