"""The start page: a new enterprise typed in, cases by keyboard, and what cannot be opened."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import datetime
from pathlib import Path
from typing import cast

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from desktop_app.ui.case_pages import LEDGER, PACKS, START
from desktop_app.ui.components.fold import Fold
from desktop_app.ui.components.item_picker import ItemPicker
from desktop_app.ui.data_page import DataPage
from desktop_app.ui.main_window import MainWindow
from desktop_app.ui.start.case_list import CaseLine, CaseList, when
from desktop_app.ui.start.new_enterprise import NewEnterprisePage
from desktop_app.ui.theme import ThemeControl
from tests.ui.driving import child, children, pasted, press, typed, typed_by_input_method
from tests.ui.starting import PATIENCE, open_example, paths_below, start

GOOD_CODE = "91520100MA6DXXXX14"
WIDE = {digit: digit + 0xFEE0 for digit in range(ord("0"), ord("9") + 1)}


@pytest.fixture
def window(qtbot: QtBot, odd_path: Path, control: ThemeControl) -> MainWindow:
    return start(qtbot, odd_path, control)


@pytest.fixture
def form(window: MainWindow) -> NewEnterprisePage:
    window.actions_by_id["new_enterprise"].trigger()
    return window.start_page.form


def pick(qtbot: QtBot, field: QWidget, text: str) -> None:
    """Type into a field with a search behind it and take the first thing found."""
    typed(field, text[0])
    picker = next(one for one in children(field.window(), ItemPicker) if one.isVisible())
    typed(picker.search, text[1:])
    press(picker.search, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not picker.isVisible())


def test_a_new_enterprise_from_its_name_to_its_ledger(
    qtbot: QtBot, window: MainWindow, form: NewEnterprisePage
) -> None:
    assert form.isVisible()
    typed_by_input_method(form.name, "贵州𫖯山水泥有限公司")
    typed(form.uscc, GOOD_CODE.lower())
    pick(qtbot, form.industry, "3011")
    pick(qtbot, form.region, "520181")
    form.year.choose("2024")
    assert form.packs.boxes["cement"].isChecked()
    assert not form.packs.boxes["electroplating"].isChecked()
    form.create_button.click()
    qtbot.waitUntil(lambda: window.bridge is not None, timeout=PATIENCE)
    assert window.bridge is not None
    case = window.bridge.case
    assert (case.enterprise.name, case.year) == ("贵州𫖯山水泥有限公司", 2024)
    assert case.enterprise.uscc == GOOD_CODE
    assert (case.enterprise.industry, case.enterprise.region) == ("C3011", "520181")
    assert "cement" in case.packs
    assert window.page == LEDGER
    page = cast("DataPage", window.page_widget(LEDGER)).shown
    assert page is not None
    qtbot.waitUntil(lambda: page.isAncestorOf(window.focusWidget()))  # typing can begin


def test_the_name_is_the_one_thing_asked_for(
    qtbot: QtBot, window: MainWindow, form: NewEnterprisePage
) -> None:
    form.create_button.click()
    assert "企业名称" in form.name_row.problem
    assert form.name.hasFocus()
    typed_by_input_method(form.name, "贵阳某厂")
    assert not form.name_row.problem
    form.create_button.click()
    qtbot.waitUntil(lambda: window.bridge is not None, timeout=PATIENCE)
    assert window.bridge is not None
    assert set(window.bridge.case.packs) == {"general", "readiness"}


def test_a_credit_code_is_checked_as_it_is_typed(form: NewEnterprisePage) -> None:
    form.uscc.setFocus()
    typed(form.uscc, GOOD_CODE[:10])
    assert not form.uscc_row.problem
    form.uscc.clear()
    typed(form.uscc, "9152O")
    assert "第 5 位" in form.uscc_row.problem
    form.uscc.clear()
    wrong_end = "5" if GOOD_CODE[-1] != "5" else "6"
    typed(form.uscc, GOOD_CODE[:-1] + wrong_end)
    assert "校验位" in form.uscc_row.problem
    assert form.uscc.text().endswith(wrong_end)


def test_what_is_pasted_is_tidied_and_codes_are_taken_as_people_write_them(
    qtbot: QtBot, window: MainWindow, form: NewEnterprisePage
) -> None:
    pasted(form.name, "\u200b  贵州𠮷龘😀\r\n （集团）有限公司\t\n")
    pasted(form.uscc, f"{GOOD_CODE[:6].translate(WIDE)}　{GOOD_CODE[6:].lower()}\r\n")
    assert not form.uscc_row.problem
    press(form.name, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: window.bridge is not None, timeout=PATIENCE)
    assert window.bridge is not None
    stored = window.bridge.case.enterprise
    assert (stored.name, stored.uscc) == ("贵州𠮷龘😀 （集团）有限公司", GOOD_CODE)


def test_a_long_problem_has_its_lines_and_ctrl_enter_sends_the_form(
    qtbot: QtBot, window: MainWindow, form: NewEnterprisePage
) -> None:
    typed(form.uscc, GOOD_CODE[:-1] + ("0" if GOOD_CODE[-1] != "0" else "1"))
    note = child(form.uscc_row, QLabel, form.uscc_row.problem)
    qtbot.waitUntil(lambda: note.height() >= note.heightForWidth(note.width()))
    assert note.geometry().top() >= form.uscc.geometry().bottom()
    typed(form.name, "Plant")
    press(form.name, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: window.bridge is not None, timeout=PATIENCE)


@pytest.mark.parametrize(
    ("words", "code"), [("shuini", "C3011"), ("sn", "C3011"), ("huangl", "C2619")]
)
def test_an_industry_is_found_by_pinyin_of_its_name_or_of_what_it_is_known_as(
    qtbot: QtBot, form: NewEnterprisePage, words: str, code: str
) -> None:
    pick(qtbot, form.industry, words)
    assert form.industry.key == code
    pick(qtbot, form.region, "qz")
    assert form.region.key == "520181"


def test_an_industry_without_a_pack_is_told_so(qtbot: QtBot, form: NewEnterprisePage) -> None:
    pick(qtbot, form.industry, "0820")
    assert not form.packs.boxes["steel"].isChecked()
    assert "还没有这个行业的规则包" in form.packs._note.text()
    pick(qtbot, form.industry, "1789")  # in no list, but typed out
    assert form.industry.key == "C1789"
    assert "C1789" in form.industry.accessibleDescription()
    pick(qtbot, form.industry, "0690")  # not everything is manufactured
    assert form.industry.key == "B0690"
    assert "还没有这个行业的规则包" in form.packs._note.text()


def test_where_several_packs_fit_the_user_says_which(qtbot: QtBot, form: NewEnterprisePage) -> None:
    pick(qtbot, form.industry, "3216")
    boxes = form.packs.boxes
    qtbot.waitUntil(lambda: boxes["aluminium"].isVisible() and boxes["alumina"].isVisible())
    assert not boxes["aluminium"].isChecked()
    assert not boxes["alumina"].isChecked()
    assert "几种工艺" in form.packs._note.text()


def test_packs_of_other_industries_are_put_away_and_shared_ones_not_offered(
    qtbot: QtBot, form: NewEnterprisePage
) -> None:
    pick(qtbot, form.industry, "3011")
    boxes = form.packs.boxes
    qtbot.waitUntil(boxes["cement"].isVisible)
    assert not boxes["electroplating"].isVisible()
    assert "smelting" not in boxes
    cast("Fold", form.packs.findChild(Fold)).button.click()
    qtbot.waitUntil(boxes["electroplating"].isVisible)
    boxes["electroplating"].click()
    assert "electroplating" in form.packs.chosen


def test_going_back_makes_nothing(window: MainWindow, form: NewEnterprisePage) -> None:
    typed_by_input_method(form.name, "贵阳某厂")
    form.back_button.click()
    assert window.start_page.home.isVisible()
    assert window.workspace is not None
    assert window.workspace.cases() == ()


def test_new_enterprise_asked_for_before_anything_is_loaded(
    qtbot: QtBot, odd_path: Path, control: ThemeControl
) -> None:
    window = start(qtbot, odd_path, control)
    fresh = window.start_page
    fresh._workspace = None
    fresh.start_new()
    assert fresh.home.isVisible()
    assert window.workspace is not None
    fresh.show_workspace(window.workspace)
    assert fresh.form.isVisible()


def test_recent_cases_are_opened_by_keyboard(qtbot: QtBot, window: MainWindow) -> None:
    open_example(qtbot, window)
    first = window.bridge
    assert first is not None
    window.show_page(START)
    recent = window.start_page.recent
    assert recent is not None
    recent.list.setFocus()
    assert recent.list.marked == first.session.case_id
    press(recent.list, Qt.Key.Key_Down)
    other = recent.list.marked
    assert other != first.session.case_id
    press(recent.list, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window.bridge is not first, timeout=PATIENCE)
    assert window.bridge is not None
    assert window.bridge.session.case_id == other


def test_many_cases_can_be_narrowed(qtbot: QtBot) -> None:
    listed = CaseList()
    qtbot.addWidget(listed)
    lines = [CaseLine(str(n), f"企业 {n:04}", 2020 + n % 5, n, "") for n in range(10_000)]
    listed.show_cases(lines)
    assert listed.model().rowCount() == 10_000
    listed.narrow("企业 0042")
    assert [listed.model().rowCount(), listed.marked] == [1, "42"]
    listed.narrow("没有这家")
    assert listed.marked == ""


@pytest.mark.parametrize(
    ("opened", "told"),
    [
        ("2026-11-22T09:05:00+08:00", "今天 09:05"),
        ("2026-11-21T23:59:00+08:00", "昨天 23:59"),
        ("2026-01-05T08:00:00+08:00", "2026-01-05"),
        ("", ""),
    ],
)
def test_when_a_case_was_opened(opened: str, told: str) -> None:
    now = datetime.fromisoformat("2026-11-22T12:00:00+08:00")
    assert when(opened, now) == told


def test_a_damaged_library_is_shown_with_its_remedy(
    qtbot: QtBot, odd_path: Path, control: ThemeControl
) -> None:
    paths = paths_below(odd_path)
    paths.library.write_bytes(b"SQLite format 3\x00" + b"\xff" * 5000)
    window = start(qtbot, odd_path, control)
    card = window.start_page.problems
    assert card is not None
    assert card.isVisible()
    assert "已损坏" in card.text
    assert "备份" in card.text
    assert str(paths.library) in card.text
    window.actions_by_id["example"].trigger()
    qtbot.waitUntil(lambda: not window.opener._running, timeout=PATIENCE)
    assert not window.start_page.example.isEnabled()
    assert not window.start_page.new.isEnabled()
    assert window.bridge is None
    assert window.show_page(PACKS).isVisible()


def test_a_library_put_right_opens_on_retry(
    qtbot: QtBot, odd_path: Path, control: ThemeControl
) -> None:
    paths = paths_below(odd_path)
    paths.library.write_bytes(b"not a database at all" * 100)
    window = start(qtbot, odd_path, control)
    card = window.start_page.problems
    assert card is not None
    paths.library.unlink()
    card.retry.click()
    qtbot.waitUntil(
        lambda: window.workspace is not None and window.workspace.library is not None,
        timeout=PATIENCE,
    )
    assert not card.isVisible()
    open_example(qtbot, window)


def test_a_library_of_a_newer_program_is_left_alone(
    qtbot: QtBot, odd_path: Path, control: ThemeControl
) -> None:
    first = start(qtbot, odd_path, control)
    open_example(qtbot, first)
    first.close()
    library = paths_below(odd_path).library
    with closing(sqlite3.connect(library)) as database:
        database.execute("UPDATE alembic_version SET version_num = 'r9999'")
        database.commit()
        database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    before = library.read_bytes()
    window = start(qtbot, odd_path, control)
    card = window.start_page.problems
    assert card is not None
    assert "升级软件" in card.text
    window.close()
    assert library.read_bytes() == before


def test_a_case_whose_pack_is_gone_is_told_on_the_start_page(
    qtbot: QtBot, odd_path: Path, control: ThemeControl
) -> None:
    first = start(qtbot, odd_path, control)
    open_example(qtbot, first)
    first.close()
    with closing(sqlite3.connect(paths_below(odd_path).library)) as database:
        database.execute("""UPDATE "case" SET packs = '["general", "gone"]'""")
        database.commit()
    window = start(qtbot, odd_path, control)
    card = window.start_page.problems
    assert card is not None
    assert "gone" in card.text
    assert window.page == START
    assert window.bridge is None
