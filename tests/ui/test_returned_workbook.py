"""An exported workbook edited elsewhere and dropped on the ledgers: looked at, decided, stored."""

from __future__ import annotations

from pathlib import Path
from typing import cast

import pytest
from openpyxl import Workbook, load_workbook
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from desktop_app.core.data import Key, Period
from desktop_app.core.entry import Entry
from desktop_app.ui.data_page import DataPage
from desktop_app.ui.ledger_import.files import LedgerFiles
from desktop_app.ui.ledger_import.returned_dialog import ReturnedDialog
from desktop_app.ui.main_window import MainWindow
from desktop_app.ui.theme import ThemeControl
from tests.ui.driving import press
from tests.ui.opened import open_bridge
from tests.ui.starting import PATIENCE, start

HEADS = ("编号", "记录", "数据项", "单位", *(f"{month}月" for month in range(1, 13)), "全年填报")


@pytest.fixture
def window(qtbot: QtBot, odd_path: Path, control: ThemeControl) -> MainWindow:
    """The window with a steel case open on its energy ledger."""
    made = start(qtbot, odd_path, control)
    folder = odd_path / "case"
    folder.mkdir()
    made.open_session(open_bridge(folder).session, "ledger")
    made.jump("energy")
    return made


def files(window: MainWindow) -> LedgerFiles:
    found = cast("DataPage", window.page_widget("ledger")).files
    assert found is not None
    return found


def returned(window: MainWindow, folder: Path, january: float, carried: str = "") -> Path:
    """A workbook as exported, small: a row of electricity, and what it carries."""
    assert window.bridge is not None
    case = window.bridge.case
    book = Workbook()
    book.remove(book.worksheets[0])
    data, hidden = book.create_sheet("数据"), book.create_sheet("导出时的值")
    data.append(HEADS)
    data.append(("energy.electricity", None, "电力", "万kWh", january, 7))
    data.append((None, None, "自己加的", None, 3))
    hidden.append(("near-zero-workbook", "1"))
    hidden.append(("case", case.enterprise.name, case.enterprise.uscc, str(case.year)))
    roles = ("item", "record", "name", "unit", *map(str, range(1, 13)), "0")
    for role, head in zip(roles, HEADS, strict=True):
        hidden.append(("head", role, head))
    hidden.append(("cell", "energy.electricity", None, "1", carried or "5"))
    target = folder / "改 过.xlsx"
    book.save(target)
    return target


def looked_at(qtbot: QtBot, window: MainWindow, path: Path) -> ReturnedDialog:
    files(window).take(path, "energy")
    qtbot.waitUntil(lambda: files(window).returned is not None, timeout=PATIENCE)
    found = files(window).returned
    assert found is not None
    return found


def key(window: MainWindow, month: int) -> Key:
    assert window.bridge is not None
    return Key("energy.electricity", Period(window.bridge.case.year, month))


def test_the_changes_are_shown_decided_and_stored_as_one_step(
    qtbot: QtBot, window: MainWindow, odd_path: Path
) -> None:
    bridge = window.bridge
    assert bridge is not None
    bridge.enter([Entry(key(window, 1), "6"), Entry(key(window, 2), "")], "填写")
    dialog = looked_at(qtbot, window, returned(window, odd_path, 9))
    assert "改动了 2 处" in dialog.summary.text()
    assert "1 处自评在导出以后也改过" in dialog.summary.text()
    assert [one.where.endswith("01") for one in dialog.changes.lines] == [True, False]
    assert [one.code for one in dialog.problems.shown] == ["returned.row_without_id"]
    assert dialog.confirm.text() == "导入 1 处"
    assert dialog.table is not None
    dialog.table.setCurrentIndex(dialog.changes.index(0, 3))
    press(dialog.table, Qt.Key.Key_Space)
    assert dialog.confirm.text() == "导入 2 处"
    dialog.clashes.setChecked(True)
    dialog.clashes.setChecked(False)
    assert dialog.confirm.text() == "导入 1 处"
    dialog.clashes.setChecked(True)
    dialog.confirm.click()
    values = [bridge.case.data[key(window, month)].value for month in (1, 2)]
    assert values == [9, 7]
    bridge.undo()
    assert bridge.case.data[key(window, 1)].value == 6
    assert files(window).returned is None


def test_a_workbook_of_another_enterprise_needs_a_second_word(
    qtbot: QtBot, window: MainWindow, odd_path: Path
) -> None:
    path = returned(window, odd_path, 9)
    book = load_workbook(path)
    book["导出时的值"]["B2"], book["导出时的值"]["C2"] = "乙厂", None
    book.save(path)
    dialog = looked_at(qtbot, window, path)
    assert not dialog.confirm.isVisible()
    assert "乙厂" in dialog.problems.text
    dialog.anyway.click()
    assert dialog.confirm.isVisible()
    dialog.reject()


def test_a_workbook_of_another_year_is_refused_for_good(
    qtbot: QtBot, window: MainWindow, odd_path: Path
) -> None:
    path = returned(window, odd_path, 9)
    book = load_workbook(path)
    book["导出时的值"]["D2"] = "1999"
    book.save(path)
    dialog = looked_at(qtbot, window, path)
    assert not dialog.confirm.isVisible()
    assert not dialog.anyway.isVisible()
    assert "1999" in dialog.problems.text
    dialog.reject()


def test_a_newer_workbook_says_so_instead_of_asking_for_a_mapping(
    qtbot: QtBot, window: MainWindow, odd_path: Path
) -> None:
    path = returned(window, odd_path, 9)
    book = load_workbook(path)
    book["导出时的值"]["B1"] = "9"
    book.save(path)
    files(window).take(path, "energy")
    dialog = files(window).dialog
    assert dialog is not None
    qtbot.waitUntil(lambda: bool(dialog.problems.shown), timeout=PATIENCE)
    assert [one.code for one in dialog.problems.shown] == ["returned.newer"]
    dialog.reject()
