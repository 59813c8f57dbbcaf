"""A plant's own workbook, copied in Excel and pasted into the window."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from desktop_app.core.data import Origin, State
from desktop_app.ui.ledger.cells import YEAR_COLUMN, Look
from desktop_app.ui.ledger.page import LedgerPage
from desktop_app.ui.ledger.paste_table import Effect
from tests.exchange.excel import MESSY, copied
from tests.ui.driving import press
from tests.ui.opened import open_bridge, stored

CTRL = Qt.KeyboardModifier.ControlModifier


def test_a_messy_sheet_ends_up_where_it_belongs(qtbot: QtBot, tmp_path: Path) -> None:
    bridge = open_bridge(tmp_path)
    page = LedgerPage(bridge, section="energy")
    qtbot.addWidget(page)
    page.resize(1300, 700)
    page.show()
    QGuiApplication.clipboard().setText(copied(MESSY, "能源"))
    page.excel_menu.actions()[0].trigger()
    preview = page.commands.preview
    assert preview is not None

    rows = {row.item: row for row in preview.rows.rows}
    assert list(rows) == [
        "energy.anthracite",
        "energy.washed_coal",
        "energy.natural_gas",
        "energy.diesel",
        "energy.electricity",
    ]
    assert all(row.added for row in rows.values())
    assert rows["energy.washed_coal"].changes[1].new == "123,456"
    assert rows["energy.washed_coal"].changes[9].new == "≈ 119,500"
    assert rows["energy.natural_gas"].changes[3].effect is Effect.REFUSED
    assert preview.rows.count(Effect.FILL) == 57
    notes = [preview.notes.item(at).text() for at in range(preview.notes.count())]
    assert any("八十五" in note for note in notes)
    assert any("333070" in note and "303070" in note for note in notes)
    assert any("蒸汽" in note for note in notes)
    assert not bridge.case.data

    preview.confirm.click()
    assert sum(datum.filled for datum in bridge.case.data.values()) == 57
    assert len(bridge.session.stacks.undo) == 1

    coal = stored(bridge, "energy.washed_coal@2023-04")
    assert coal is not None
    assert (coal.value, coal.unit, coal.raw, coal.origin) == (
        Decimal(120300),
        "t",
        "12.03万",
        Origin.PASTED,
    )
    diesel = stored(bridge, "energy.diesel@2023-04")
    assert diesel is not None
    assert (diesel.value, diesel.unit) == (Decimal("30.4"), "t")
    gas = stored(bridge, "energy.natural_gas@2023-07")
    assert gas is not None
    assert (gas.value, gas.state) == (Decimal(0), State.ESTIMATED)
    power = stored(bridge, "energy.electricity@2023-03")
    assert power is not None
    assert (power.value, power.unit) == (Decimal("4105.4"), "万kWh")

    # Two months of anthracite are missing: neither stored nor counted as zero.
    assert stored(bridge, "energy.anthracite@2023-04") is None
    row = page.model.row_of("energy.anthracite")
    assert page.model.cell(row, YEAR_COLUMN).months == 10
    refused = page.model.cell(page.model.row_of("energy.natural_gas"), 2)
    assert (refused.look, refused.text) == (Look.REFUSED, "八十五")

    press(page.view, Qt.Key.Key_Z, CTRL)
    assert not bridge.case.data
