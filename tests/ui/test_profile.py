"""The enterprise profile: checks while typing, pickers, and the packs that follow."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from desktop_app.core.codes import uscc_check_digit
from desktop_app.ui.bridge import Bridge
from desktop_app.ui.profile.page import ProfilePage
from tests.ui.driving import click, press, typed, typed_by_input_method
from tests.ui.opened import open_bridge

Key = Qt.Key
GOOD = "91520100745704587" + uscc_check_digit("91520100745704587")


@pytest.fixture
def bridge(tmp_path: Path) -> Bridge:
    return open_bridge(tmp_path)


@pytest.fixture
def page(qtbot: QtBot, bridge: Bridge) -> ProfilePage:
    made = ProfilePage(bridge)
    qtbot.addWidget(made)
    made.resize(1100, 900)
    made.show()
    qtbot.waitUntil(made.isActiveWindow)
    return made


def retype(page: ProfilePage, name: str, text: str, *, leave: bool = True) -> None:
    line = page.lines[name]
    line.setFocus()
    line.clear()
    if text.isascii():
        typed(line, text)
    else:
        typed_by_input_method(line, text)
    if leave:
        press(line, Key.Key_Return)


def test_a_field_is_stored_when_it_is_left(page: ProfilePage, bridge: Bridge) -> None:
    retype(page, "name", "贵州某某钢铁有限公司")
    case = bridge.session.library.load(bridge.session.case_id)
    assert case.enterprise.name == "贵州某某钢铁有限公司"
    bridge.undo()
    assert page.lines["name"].text() == "贵州某钢铁有限公司"


def test_an_empty_name_is_not_stored(page: ProfilePage, bridge: Bridge) -> None:
    retype(page, "name", "")
    assert page.rows["name"].problem
    assert bridge.case.enterprise.name == "贵州某钢铁有限公司"


def test_a_code_is_checked_while_it_is_typed(page: ProfilePage) -> None:
    row = page.rows["uscc"]
    retype(page, "uscc", GOOD[:10], leave=False)
    assert not row.problem
    retype(page, "uscc", "9152O", leave=False)
    assert "第 5 位" in row.problem
    wrong = GOOD[:17] + ("0" if GOOD[17] != "0" else "1")
    retype(page, "uscc", wrong, leave=False)
    assert GOOD[17] in row.problem
    retype(page, "uscc", GOOD)
    assert not row.problem
    retype(page, "uscc", GOOD[:10])
    assert "10 位" in row.problem


def test_a_code_is_kept_plain_however_it_is_typed(page: ProfilePage, bridge: Bridge) -> None:
    wide = GOOD.lower().translate({digit: digit + 0xFEE0 for digit in range(48, 58)})
    retype(page, "uscc", f" {wide[:8]} {wide[8:]} ")
    assert not page.rows["uscc"].problem
    assert bridge.case.enterprise.uscc == page.lines["uscc"].text() == GOOD
    steps = len(bridge.session.stacks.undo)
    retype(page, "uscc", f"{GOOD[:4]} {GOOD[4:]}")
    assert page.lines["uscc"].text() == GOOD
    assert len(bridge.session.stacks.undo) == steps


def test_undo_goes_to_the_window_once_a_text_is_stored(page: ProfilePage) -> None:
    line = page.lines["address"]
    assert not _takes_undo(line)
    typed(line, "1")
    assert _takes_undo(line)
    press(line, Key.Key_Return)
    assert not _takes_undo(line)


def test_a_text_that_is_cut_is_whole_in_the_tip(page: ProfilePage, bridge: Bridge) -> None:
    long = "香港联交所上市；统一社会信用代码与许可证编号在所见摘录中没有。" * 6
    bridge.set_profile({"note": long, "contact": "张工"}, "改")
    assert page.lines["note"].toolTip() == long
    assert page.lines["contact"].toolTip() == ""


def _takes_undo(line: QWidget) -> bool:
    kind, control = QEvent.Type.ShortcutOverride, Qt.KeyboardModifier.ControlModifier
    event = QKeyEvent(kind, Key.Key_Z, control)
    event.ignore()
    QApplication.sendEvent(line, event)
    return event.isAccepted()


def test_the_permit_must_belong_to_the_code(page: ProfilePage) -> None:
    retype(page, "uscc", GOOD)
    retype(page, "permit", f"{GOOD}001P")
    assert not page.rows["permit"].problem
    retype(page, "permit", "91520000214400000X001P"[:22])
    assert page.rows["permit"].problem


def test_a_code_with_a_problem_is_kept_as_typed(page: ProfilePage, bridge: Bridge) -> None:
    retype(page, "uscc", "915201")
    assert bridge.case.enterprise.uscc == "915201"


def test_region_and_industry_are_searched(page: ProfilePage, bridge: Bridge) -> None:
    click(page.region)
    picker = page.region.open("清镇")
    press(picker.search, Key.Key_Return)
    assert bridge.case.enterprise.region == "520181"
    assert page.region.accessibleDescription() == "贵州省贵阳市清镇市"
    picker = page.industry.open("水泥")
    press(picker.search, Key.Key_Return)
    assert bridge.case.enterprise.industry == "C3011"


def test_packs_say_why_they_apply(page: ProfilePage, bridge: Bridge) -> None:
    assert page.packs.boxes["steel"].isChecked()
    assert not page.packs.boxes["general"].isEnabled()
    assert not page.packs.boxes["electroplating"].isChecked()
    click(page.packs.boxes["steel"])
    assert "steel" not in bridge.case.packs
    assert "钢铁" in page.packs.note.text()
    assert "steel.cp" not in bridge.model.sections
    click(page.packs.boxes["steel"])
    assert "steel" in bridge.case.packs
    assert not page.packs.note.text()


def test_reveal(page: ProfilePage) -> None:
    assert page.reveal("enterprise.permit")
    assert page.lines["permit"].hasFocus()
    assert page.reveal("packs")
    assert not page.reveal("energy.raw_coal@2023-01")
