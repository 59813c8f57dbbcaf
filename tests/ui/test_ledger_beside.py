"""Last year beside this year: every month with its change, and the reason where it is large."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from desktop_app.app.settings import SettingsFile
from desktop_app.core.consistency.findings import findings
from desktop_app.core.entry import Entry
from desktop_app.ui.bridge import Bridge
from desktop_app.ui.components.buttons import PrimaryButton
from desktop_app.ui.components.note_popover import NotePopover
from desktop_app.ui.components.reason_popover import ReasonPopover
from desktop_app.ui.ledger.cells import DEVIATION_COLUMN, Look
from desktop_app.ui.ledger.memory import LedgerMemory
from desktop_app.ui.ledger.page import LedgerPage
from tests.ui.driving import child, children, click, press, typed
from tests.ui.opened import key_of, open_bridge, stored

COAL = "energy.raw_coal"
COKE = "energy.coke"
MONTHS = range(1, 13)


@pytest.fixture
def bridge(tmp_path: Path) -> Bridge:
    last = [(f"{COAL}@2022-{month:02d}", "100") for month in MONTHS]
    last += [(f"{COKE}@2022-{month:02d}", "8") for month in MONTHS]
    made = open_bridge(tmp_path, last_year=last)
    figures = [(f"{COAL}@2023-{month:02d}", "180" if month > 1 else "104") for month in MONTHS]
    made.enter([Entry(key_of(key), text, "t") for key, text in figures], "填写")
    return made


@pytest.fixture
def page(qtbot: QtBot, bridge: Bridge) -> LedgerPage:
    made = LedgerPage(bridge, section="energy")
    qtbot.addWidget(made)
    made.resize(1200, 600)
    made.show()
    made.reveal(f"{COAL}@2023-01")
    qtbot.waitUntil(made.view.hasFocus)
    return made


def ask_rules(bridge: Bridge) -> None:
    bridge.take_findings(findings(bridge.evaluation, bridge.last_evaluation))


def test_a_box_puts_last_year_under_every_month(page: LedgerPage) -> None:
    height = page.view.rowHeight(0)
    assert page.model.cell(0, 0).last == ""
    assert page.model.row_of(COKE) < 0
    click(page.beside_box)
    cell = page.model.cell(page.model.row_of(COAL), 0)
    assert (cell.text, cell.last, cell.change, cell.notable) == ("104", "100", "+4.0%", False)
    assert page.view.rowHeight(0) > height
    assert page.view.cell() == (page.model.row_of(COAL), 0)
    # What was used last year has its row, ready to be filled.
    empty = page.model.cell(page.model.row_of(COKE), 3)
    assert (empty.look, empty.last, empty.change) == (Look.BLANK, "8", "")
    click(page.beside_box)
    assert page.model.row_of(COKE) < 0
    assert page.view.rowHeight(0) == height


def test_last_year_follows_the_unit_of_the_row(page: LedgerPage) -> None:
    click(page.beside_box)
    row = page.model.row_of(COAL)
    page.model.set_unit(row, "kg")
    cell = page.model.cell(row, 0)
    assert (cell.text, cell.last, cell.change) == ("104,000", "100,000", "+4.0%")


def test_a_month_far_from_last_year_asks_for_a_note(page: LedgerPage, bridge: Bridge) -> None:
    click(page.beside_box)
    row = page.model.row_of(COAL)
    page.view.go_to(row, 0)
    assert not page.foot.reason_button.isVisible()
    page.view.go_to(row, 1)
    assert page.model.cell(row, 1).asks
    assert "+80.0%" in page.foot.words.text()
    click(page.foot.reason_button)
    popover = children(page.window(), NotePopover)[-1]
    popover.edit.setPlainText("新炉投产")
    click(child(popover, PrimaryButton, "保存备注"))
    found = stored(bridge, f"{COAL}@2023-02")
    assert found is not None
    assert found.note == "新炉投产"
    cell = page.model.cell(row, 1)
    assert cell.note
    assert not cell.asks


def test_a_year_far_from_the_last_asks_for_a_reason_the_report_prints(
    page: LedgerPage, bridge: Bridge
) -> None:
    ask_rules(bridge)
    row = page.model.row_of(COAL)
    page.view.go_to(row, DEVIATION_COLUMN)
    assert page.model.cell(row, DEVIATION_COLUMN).asks
    press(page.view, Qt.Key.Key_F2, Qt.KeyboardModifier.ShiftModifier)
    popover = children(page.window(), ReasonPopover)[-1]
    line = children(popover, QLineEdit)[0]
    typed(line, "x")
    press(line, Qt.Key.Key_Return)
    ask_rules(bridge)
    cell = page.model.cell(row, DEVIATION_COLUMN)
    assert cell.note
    assert not cell.asks
    assert "x" in page.foot.words.text()
    kept = [one for one in findings(bridge.evaluation, bridge.last_evaluation) if one.set_aside]
    assert [(one.rule, one.set_aside) for one in kept] == [("finding.year_jump", "x")]
    bridge.undo()
    ask_rules(bridge)
    assert page.model.cell(row, DEVIATION_COLUMN).asks


def test_without_a_year_before_there_is_nothing_to_show(qtbot: QtBot, tmp_path: Path) -> None:
    made = LedgerPage(open_bridge(tmp_path), section="energy")
    qtbot.addWidget(made)
    memory = LedgerMemory(SettingsFile(tmp_path / "settings.json"))
    memory.put_beside(beside=True)
    made.remember(memory)
    assert not made.beside_box.isEnabled()
    assert not made.model.beside


def test_the_box_is_remembered(qtbot: QtBot, page: LedgerPage, tmp_path: Path) -> None:
    settings = tmp_path / "settings.json"
    page.remember(LedgerMemory(SettingsFile(settings)))
    click(page.beside_box)
    again = LedgerPage(page._bridge, section="energy")
    qtbot.addWidget(again)
    again.remember(LedgerMemory(SettingsFile(settings)))
    assert again.model.beside
