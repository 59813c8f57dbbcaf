"""The main window: pages made late, rail, header, panel, status line, keys, and its memory."""

from __future__ import annotations

import subprocess
import sys
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from desktop_app.ui.components.number_edit import NumberEdit
from desktop_app.ui.components.saved_state import Saved
from desktop_app.ui.frame import FOLD_BELOW, PANEL_WIDTH, Frame
from desktop_app.ui.rail import NARROW, WIDE, RailButton
from desktop_app.ui.theme import Mode, ThemeControl
from tests.ui.driving import child, children, click, press, typed
from tests.ui.starting import SIZE

ROOT = Path(__file__).resolve().parents[2]
ENTRIES = (
    ("start", "house", "开始"),
    ("overview", "layout-dashboard", "总览"),
    ("ledger", "sheet", "台账"),
)
CONTROL = Qt.KeyboardModifier.ControlModifier


class Remembered:
    """A memory that lives as long as the test."""

    def __init__(self, **values: str) -> None:
        self.values = dict(values)

    def get(self, key: str, default: str = "") -> str:
        return self.values.get(key, default)

    def put(self, key: str, value: str) -> None:
        self.values[key] = value


class Pages:
    """Makes the pages, and counts how often."""

    def __init__(self) -> None:
        self.made: list[str] = []

    def make(self, page_id: str) -> QWidget:
        self.made.append(page_id)
        page = QLineEdit(page_id)
        page.setAccessibleName(page_id)
        return page


def built(memory: Remembered, pages: Pages, entries: tuple[tuple[str, str, str], ...]) -> Frame:
    frame = Frame(memory)
    if "frame.geometry" not in memory.values:
        frame.resize(SIZE)
    for page_id, icon_name, text in entries:
        frame.add_page(page_id, icon_name, text, partial(pages.make, page_id))
    return frame


@pytest.fixture
def memory() -> Remembered:
    return Remembered()


@pytest.fixture
def pages() -> Pages:
    return Pages()


@pytest.fixture
def frame(qtbot: QtBot, memory: Remembered, pages: Pages) -> Frame:
    made = built(memory, pages, ENTRIES)
    qtbot.addWidget(made)
    with qtbot.waitExposed(made):
        made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    return made


# --- pages -----------------------------------------------------------------------------------


def test_a_page_is_made_when_it_is_first_shown_and_only_once(frame: Frame, pages: Pages) -> None:
    assert pages.made == []
    first = frame.show_page("overview")
    frame.show_page("ledger")
    assert frame.show_page("overview") is first
    assert pages.made == ["overview", "ledger"]
    assert first.isVisible()


def test_only_added_pages_are_in_the_rail_and_the_open_one_is_marked(
    qtbot: QtBot, frame: Frame
) -> None:
    entries = [each for each in children(frame.rail, RailButton) if each.isCheckable()]
    assert {each.text() for each in entries} == {"开始", "总览", "台账"}
    with qtbot.waitSignal(frame.page_changed) as told:
        click(child(frame.rail, RailButton, "台账"))
    assert told.args == ["ledger"]
    assert [each.text() for each in entries if each.isChecked()] == ["台账"]


def test_an_unknown_page_is_a_bug(frame: Frame) -> None:
    with pytest.raises(KeyError):
        frame.show_page("nowhere")


def test_pages_answer_to_digits_and_back_leads_back(frame: Frame) -> None:
    press(frame, Qt.Key.Key_1, CONTROL)
    press(frame, Qt.Key.Key_3, CONTROL)
    assert frame.page == "ledger"
    press(frame, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert frame.page == "start"
    frame.go_back()
    assert frame.page == "start"


def test_back_leads_to_the_page_before_also_when_pages_were_dropped(frame: Frame) -> None:
    frame.show_page("start")
    frame.drop_pages("ledger")
    assert frame.page == "ledger"
    frame.go_back()
    assert frame.page == "start"
    frame.drop_pages("start")
    frame.go_back()
    assert frame.page == "start"


def test_dropped_pages_are_made_anew(frame: Frame, pages: Pages) -> None:
    old = frame.show_page("overview")
    frame.show_page("start")
    frame.drop_pages()
    assert pages.made == ["overview", "start", "start"]
    assert frame.page == "start"
    assert frame.show_page("overview") is not old


# --- rail and panel --------------------------------------------------------------------------


def test_the_rail_folds_below_1366_by_itself(frame: Frame) -> None:
    frame.resize(FOLD_BELOW, 768)
    assert frame.rail.width() == WIDE
    frame.resize(FOLD_BELOW - 1, 768)
    QApplication.processEvents()
    assert frame.rail.width() == NARROW
    entry = child(frame.rail, RailButton, "台账")
    assert entry.toolTip() == "台账"
    frame.resize(FOLD_BELOW, 768)
    QApplication.processEvents()
    assert frame.rail.width() == WIDE


def test_what_the_user_folded_stays_folded(frame: Frame, memory: Remembered) -> None:
    frame.resize(1600, 900)
    click(child(frame.rail, RailButton, "收起导航"))
    assert frame.rail.narrow
    frame.resize(1800, 900)
    assert frame.rail.narrow
    assert memory.values["frame.rail"] == "narrow"
    press(frame, Qt.Key.Key_B, CONTROL)
    frame.resize(1000, 700)
    assert not frame.rail.narrow


def test_arrow_keys_move_in_the_rail(frame: Frame) -> None:
    first = child(frame.rail, RailButton, "开始")
    first.setFocus()
    press(first, Qt.Key.Key_Down)
    second = child(frame.rail, RailButton, "总览")
    assert second.hasFocus()
    press(second, Qt.Key.Key_Up)
    press(first, Qt.Key.Key_Up)
    assert child(frame.rail, RailButton, "收起导航").hasFocus()


def test_a_count_is_read_out(frame: Frame) -> None:
    entry = child(frame.rail, RailButton, "台账")
    frame.rail.set_count("ledger", 7)
    assert entry.accessibleName() == "台账，7 项"
    frame.rail.set_count("ledger", 0)
    assert entry.accessibleName() == "台账"


def test_a_tool_runs_its_command(frame: Frame) -> None:
    run: list[str] = []
    tool = frame.rail.add_tool("settings", "设置", lambda: run.append("设置"))
    click(tool)
    assert run == ["设置"]


def test_the_panel_is_hidden_and_shown_and_remembered(frame: Frame, memory: Remembered) -> None:
    shown = QLabel("当前级别")
    frame.set_live_panel(shown)
    QApplication.processEvents()
    assert shown.isVisible()
    assert frame._panel.width() == PANEL_WIDTH
    press(frame, Qt.Key.Key_L, CONTROL)
    assert not shown.isVisible()
    assert memory.values["frame.panel"] == "hidden"
    press(frame, Qt.Key.Key_L, CONTROL)
    click(frame._panel.close_button)
    assert not frame.panel_action.isChecked()
    other = QLineEdit("别的")
    frame.set_live_panel(other)
    assert frame._panel.content.count() == 1
    frame.show_page("overview")
    press(frame, Qt.Key.Key_L, CONTROL)
    other.setFocus()
    frame.panel_action.trigger()
    assert frame.page_widget(frame.page).hasFocus()


def test_a_click_that_makes_room_leaves_the_cursor_where_one_types(frame: Frame) -> None:
    field = frame.show_page("overview")
    field.setFocus()
    fold = child(frame.rail, RailButton, "收起导航")
    toggle = child(frame.header, QPushButton, "实时结果")
    for part in (fold, fold, toggle, toggle, frame._panel.close_button):
        click(part)
        assert field.hasFocus()


def test_redo_has_the_keys_of_both_habits(frame: Frame, qtbot: QtBot) -> None:
    frame.redo_action.setEnabled(True)
    both = CONTROL | Qt.KeyboardModifier.ShiftModifier
    for key, held in ((Qt.Key.Key_Y, CONTROL), (Qt.Key.Key_Z, both)):
        with qtbot.waitSignal(frame.redo_action.triggered):
            press(frame, key, held)


# --- header and status line ------------------------------------------------------------------


def test_the_header_shows_the_case(qtbot: QtBot, frame: Frame) -> None:
    assert not frame.header.enterprise.isVisible()
    frame.header.set_case("贵州某水泥有限公司", [("2023", "2023 年"), ("2022", "2022 年")], "2023")
    assert frame.header.enterprise.text() == "贵州某水泥有限公司"
    assert frame.header.year.key == "2023"
    frame.header.year.setFocus()
    with qtbot.waitSignal(frame.header.year_chosen) as told:
        press(frame.header.year, Qt.Key.Key_Down)
    assert told.args == ["2022"]
    with qtbot.waitSignal(frame.header.enterprise_clicked):
        click(frame.header.enterprise)
    frame.header.clear_case()
    assert not frame.header.year.isVisible()


def test_a_very_long_name_leaves_room_for_the_rest(frame: Frame) -> None:
    name = "贵州省黔南布依族苗族自治州某某新型建筑材料与资源综合利用有限责任公司福泉分公司" * 2
    frame.resize(1000, 700)
    frame.header.set_case(name, [("2023", "2023 年")], "2023")
    QApplication.processEvents()
    assert frame.width() == 1000
    assert frame.header.enterprise.toolTip() == name
    assert name in frame.header.enterprise.accessibleName()
    assert "…" in frame.header.enterprise.text()
    assert frame.header.search.geometry().right() <= frame.header.width()


def test_undo_buttons_follow_their_actions(qtbot: QtBot, frame: Frame) -> None:
    button = frame.header._buttons[frame.undo_action]
    assert not button.isEnabled()
    frame.undo_action.setEnabled(True)
    frame.undo_action.setText("撤销：原煤消耗量")
    assert button.isEnabled()
    assert button.accessibleName() == "撤销：原煤消耗量"
    with qtbot.waitSignal(frame.undo_action.triggered):
        click(button)
    with qtbot.waitSignal(frame.undo_action.triggered):
        press(frame, Qt.Key.Key_Z, CONTROL)


def test_search_is_asked_for_by_button_and_key(qtbot: QtBot, frame: Frame) -> None:
    with qtbot.waitSignal(frame.search_requested):
        click(frame.header.search)
    with qtbot.waitSignal(frame.search_requested):
        press(frame, Qt.Key.Key_K, CONTROL)


def test_the_header_says_when_something_could_not_be_saved(frame: Frame) -> None:
    frame.header.set_saved(Saved.FAILED, "磁盘已满")
    assert frame.header.saved.accessibleName() == "未能保存"


def test_the_status_line_is_there_only_while_something_runs(frame: Frame) -> None:
    stopped: list[str] = []
    line = frame.status_line
    assert not line.isVisible()
    first = line.begin("正在导出", lambda: stopped.append("导出"))
    second = line.begin("正在备份")
    assert line.isVisible()
    assert not second.cancel_button.isVisible()
    click(first.cancel_button)
    assert stopped == ["导出"]
    line.end(first)
    line.end(first)
    assert line.rows == (second,)
    line.end(second)
    assert not line.isVisible()


# --- keyboard --------------------------------------------------------------------------------


def test_f1_and_the_button_ask_for_help(frame: Frame, qtbot: QtBot) -> None:
    frame.show_page("start")
    with qtbot.waitSignal(frame.help_requested):
        press(frame, Qt.Key.Key_F1)


def test_f6_goes_round_the_regions(frame: Frame) -> None:
    page = frame.show_page("start")
    page.setFocus()
    visited = []
    for _ in range(4):
        press(frame, Qt.Key.Key_F6)
        focus = QApplication.focusWidget()
        assert focus is not None
        regions = {"rail": frame.rail, "header": frame.header, "panel": frame._panel}
        name = next((key for key, each in regions.items() if each.isAncestorOf(focus)), "page")
        visited.append(name)
    assert visited == ["panel", "rail", "header", "page"]


def test_no_two_commands_share_a_key(frame: Frame) -> None:
    keys = [
        action.shortcut().toString()
        for _title, actions in frame.shortcut_groups()
        for action in actions
        if action.shortcut() != QKeySequence()
    ]
    assert len(keys) == len(set(keys)) >= 11


# --- memory and sizes ------------------------------------------------------------------------


def test_a_first_window_fits_the_screen(qtbot: QtBot) -> None:
    frame = Frame(Remembered())
    qtbot.addWidget(frame)
    room = frame.screen().availableSize()
    assert room.width() < 1366, "the screen of tests is small"
    smallest = frame.minimumSize()
    assert frame.width() == max(room.width(), smallest.width())
    assert smallest.height() <= frame.height() < room.height()


def test_the_window_comes_back_as_it_was_left(
    qtbot: QtBot, frame: Frame, memory: Remembered, pages: Pages
) -> None:
    frame.resize(1000, 666)
    frame.show_page("ledger")
    frame.panel_action.setChecked(False)
    frame.close()
    again = built(memory, pages, ENTRIES)
    qtbot.addWidget(again)
    with qtbot.waitExposed(again):
        again.show()
    # The offscreen screen is narrower than the window, so Qt brings the width in.
    assert again.height() == 666
    assert not again.panel_action.isChecked()
    assert memory.values["frame.page"] == "ledger"


def test_a_damaged_memory_is_no_obstacle(qtbot: QtBot, pages: Pages) -> None:
    odd = {"frame.geometry": "坏", "frame.rail": "?", "frame.panel": "?"}
    frame = built(Remembered(**odd), pages, ENTRIES)
    qtbot.addWidget(frame)
    with qtbot.waitExposed(frame):
        frame.show()
    assert frame.width() >= frame.minimumWidth()


def test_closing_commits_what_is_being_typed(qtbot: QtBot, frame: Frame) -> None:
    edit = NumberEdit("原煤", ["t"])
    frame.add_page("form", "factory", "表单", lambda: edit)
    frame.show_page("form")
    edit.setFocus()
    typed(edit, "128")
    order: list[str] = []
    edit.committed.connect(lambda text, _unit: order.append(text))
    frame.closing.connect(lambda: order.append("closing"))
    frame.close()
    assert order == ["128", "closing"]


@pytest.mark.parametrize("factor", [0.9, 1.5])
def test_rail_header_and_panel_grow_with_the_font(
    frame: Frame, control: ThemeControl, factor: float
) -> None:
    frame.resize(2400, 900)
    control.apply(Mode.DARK, factor)
    QApplication.processEvents()
    assert frame.rail.width() == round(WIDE * factor)
    assert frame.header.height() == round(48 * factor)
    assert frame._panel.width() == round(PANEL_WIDTH * factor)


def test_every_control_of_the_frame_has_a_name(frame: Frame) -> None:
    frame.header.set_case("企业", [("2023", "2023 年")], "2023")
    controls = [
        each
        for each in children(frame, QWidget)
        if each.focusPolicy() & Qt.FocusPolicy.TabFocus and each.isVisible()
    ]
    assert len(controls) >= 10
    assert [each for each in controls if not each.accessibleName()] == []


def test_the_frame_starts_without_the_slow_libraries() -> None:
    """The window is there before databases, spreadsheets and PDF are even loaded."""
    code = (
        "import sys; import desktop_app.ui.frame, desktop_app.ui.theme, desktop_app.ui.fonts;"
        "slow = {'sqlalchemy', 'alembic', 'openpyxl', 'reportlab', 'PIL', 'pypdfium2',"
        " 'PySide6.QtPrintSupport', 'PySide6.QtNetwork'};"
        "sys.exit(repr(slow & set(sys.modules)) if slow & set(sys.modules) else 0)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
