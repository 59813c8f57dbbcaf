"""How the ledgers were shown last: units, widths and the section outlive the window."""

from __future__ import annotations

from pathlib import Path

from pytestqt.qtbot import QtBot

from desktop_app.app.settings import SettingsFile
from desktop_app.core.entry import Entry
from desktop_app.ui.bridge import Bridge
from desktop_app.ui.components.toast import ToastStack
from desktop_app.ui.data_page import DataPage
from desktop_app.ui.ledger.desk import LedgerDesk
from desktop_app.ui.ledger.memory import LedgerMemory
from desktop_app.ui.ledger.page import LedgerPage
from desktop_app.ui.tasks import Tasks
from tests.ui.opened import key_of, open_bridge, stored

COAL = "energy.raw_coal"


def ledger(qtbot: QtBot, bridge: Bridge, settings: Path) -> LedgerPage:
    page = DataPage(bridge)
    qtbot.addWidget(page)
    tasks, toasts = Tasks(page), ToastStack(page)
    memory = LedgerMemory(SettingsFile(settings))
    page.settle(LedgerDesk(memory, tasks, toasts, settings.with_name("imports.json")))
    shown = page.shown
    if not isinstance(shown, LedgerPage) or page.section != "energy":
        page.show_section("energy")
        shown = page.shown
    assert isinstance(shown, LedgerPage)
    shown.model.add([COAL])
    return shown


def test_units_and_widths_are_remembered_by_item_and_section(qtbot: QtBot, tmp_path: Path) -> None:
    bridge = open_bridge(tmp_path)
    bridge.enter([Entry(key_of(f"{COAL}@2023-01"), "1234", "t")], "填写")
    first = ledger(qtbot, bridge, tmp_path / "settings.json")
    first.model.set_unit(first.model.row_of(COAL), "kg")
    first.view.setColumnWidth(3, 150)
    again = ledger(qtbot, Bridge(bridge.session), tmp_path / "settings.json")
    row = again.model.row_of(COAL)
    assert again.model.unit(row) == "kg"
    assert again.model.cell(row, 0).text == "1,234,000"
    assert again.view.columnWidth(3) == 150
    found = stored(bridge, f"{COAL}@2023-01")
    assert found is not None
    assert (str(found.value), found.unit) == ("1234", "t")


def test_a_remembered_unit_no_pack_knows_any_more_is_nothing(qtbot: QtBot, tmp_path: Path) -> None:
    settings = SettingsFile(tmp_path / "settings.json")
    LedgerMemory(settings).put_unit(COAL, "斗")
    page = ledger(qtbot, open_bridge(tmp_path), tmp_path / "settings.json")
    assert page.model.unit(page.model.row_of(COAL)) == "t"


def test_settings_somebody_spoilt_are_no_obstacle(tmp_path: Path) -> None:
    settings = SettingsFile(tmp_path / "settings.json")
    settings.put("ledger.units", "[1]")
    settings.put("ledger.widths.energy", "{broken")
    memory = LedgerMemory(settings)
    assert memory.units == {}
    assert memory.widths("energy") == {}
