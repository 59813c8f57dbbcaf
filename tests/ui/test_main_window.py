"""The main window from the first start to a verdict, and back again after it was closed."""

from __future__ import annotations

import subprocess
import sys
from decimal import Decimal
from pathlib import Path
from typing import cast

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from desktop_app.core.data import Key, Period
from desktop_app.core.entry import Entry
from desktop_app.core.planned import PlannedMeasure, Progress
from desktop_app.core.summary import next_steps
from desktop_app.ui.case_pages import ASSESS, LEDGER, OVERVIEW, PACKS, PROFILE, READINESS, START
from desktop_app.ui.crash import Crash, CrashGuard
from desktop_app.ui.crash_dialog import CrashDialog
from desktop_app.ui.data_page import DataPage
from desktop_app.ui.ledger.delegate import CellEditor
from desktop_app.ui.ledger.page import LedgerPage
from desktop_app.ui.main_window import MainWindow
from desktop_app.ui.overview.page import OverviewPage
from desktop_app.ui.settings_panel import SettingsPanel
from desktop_app.ui.start.year_panel import YearPanel
from desktop_app.ui.theme import ThemeControl
from tests.ui.driving import children, press, typed
from tests.ui.starting import PATIENCE, open_example, start

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def window(qtbot: QtBot, odd_path: Path, control: ThemeControl) -> MainWindow:
    return start(qtbot, odd_path, control)


@pytest.fixture
def example(qtbot: QtBot, window: MainWindow) -> MainWindow:
    open_example(qtbot, window)
    return window


def energy(window: MainWindow) -> LedgerPage:
    """The month grid of the energy ledger, shown."""
    assert window.jump("energy")
    page = cast("DataPage", window.page_widget(LEDGER))
    assert isinstance(page.shown, LedgerPage)
    return page.shown


def type_cell(page: LedgerPage, text: str) -> None:
    """Type into the current cell and leave it by Enter."""
    typed(page.view, text[0])
    editor = next(one for one in children(page.view, CellEditor) if one.isVisible())
    typed(editor, text[1:])
    press(editor, Qt.Key.Key_Return)


def test_first_start_shows_both_doors_and_nothing_that_needs_a_case(window: MainWindow) -> None:
    assert window.page == START
    assert window.bridge is None
    assert window.start_page.recent is None
    assert window.start_page.example.button.isVisible()
    assert window.start_page.new.button.isVisible()
    assert not window.header.enterprise.isVisible()
    assert not window.actions_by_id["export_pdf"].isEnabled()
    assert not window._page_actions[OVERVIEW].isEnabled()


def test_from_the_first_start_to_the_overview_of_the_example(example: MainWindow) -> None:
    assert example.page == OVERVIEW
    assert isinstance(example.page_widget(OVERVIEW), OverviewPage)
    assert "西王特钢" in example.windowTitle()
    assert example.header.enterprise.isVisible()
    assert example.live_panel is not None
    assert example.live_panel.isVisible()
    assert example.settings.current.last_case


@pytest.mark.parametrize("page", [OVERVIEW, PROFILE, LEDGER, ASSESS, READINESS, PACKS, START])
def test_every_page_can_be_shown_and_says_what_it_is(example: MainWindow, page: str) -> None:
    widget = example.show_page(page)
    assert widget.isVisible()
    assert widget.accessibleName()
    assert example.live_panel is not None
    assert example.live_panel.isVisible() == (page not in (START, PACKS))


def test_no_key_means_two_things_on_a_page(example: MainWindow) -> None:
    for page in example.pages:
        example.show_page(page)
        actions = [one for _name, group in example.shortcut_groups() for one in group]
        keys = [keys.toString() for one in actions for keys in one.shortcuts()]
        twice = {key for key in keys if keys.count(key) > 1}
        assert not twice, page


class _Strays(QObject):
    """Notes every widget that opens as a window of its own."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: list[QWidget] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        if not isinstance(watched, QWidget) or isinstance(watched, MainWindow):
            return False
        if event.type() == QEvent.Type.Show and watched.isWindow():
            self.seen.append(watched)
        return False


def test_no_part_flashes_up_as_a_window_of_its_own(example: MainWindow, qapp: QApplication) -> None:
    strays = _Strays()
    qapp.installEventFilter(strays)
    for page in (OVERVIEW, PROFILE, LEDGER, ASSESS, READINESS, PACKS, START):
        example.show_page(page)
    data = cast("DataPage", example.show_page(LEDGER))
    for line in data.lines:
        data.show_section(line.id)
    example.actions_by_id["new_enterprise"].trigger()
    qapp.removeEventFilter(strays)
    assert not strays.seen


def test_a_number_typed_moves_the_live_panel_and_undo_takes_it_back(
    qtbot: QtBot, example: MainWindow
) -> None:
    bridge = example.bridge
    assert bridge is not None
    grid = energy(example)
    assert grid.reveal("energy.raw_coal@2020-01")
    before = bridge.evaluation
    type_cell(grid, "12000")
    key = Key("energy.raw_coal", Period(2020, 1))
    qtbot.waitUntil(lambda: key in bridge.case.data)
    assert bridge.case.data[key].value == Decimal(12000)
    assert bridge.evaluation is not before
    example.undo_action.trigger()
    assert key not in bridge.case.data
    assert example.toasts.toasts[-1].accessibleName().startswith("已撤销")
    assert example.redo_action.isEnabled()
    example.redo_action.trigger()
    assert key in bridge.case.data


def test_pages_out_of_sight_follow_when_they_are_shown(example: MainWindow) -> None:
    bridge = example.bridge
    assert bridge is not None
    overview = cast("OverviewPage", example.show_page(OVERVIEW))
    answered = overview.ring.accessibleName(), overview.ring.accessibleDescription()
    example.show_page(LEDGER)
    assert OVERVIEW not in example._stale
    bridge.enter([Entry(Key("energy.raw_coal", Period(2020, 2)), "500", "t")], "填写")
    assert OVERVIEW in example._stale
    assert LEDGER not in example._stale
    example.show_page(OVERVIEW)
    assert OVERVIEW not in example._stale
    assert answered == (overview.ring.accessibleName(), overview.ring.accessibleDescription())


def test_undo_and_redo_name_their_step_and_their_keys(example: MainWindow) -> None:
    bridge = example.bridge
    assert bridge is not None
    bridge.enter([Entry(Key("energy.raw_coal", Period(2020, 3)), "7", "t")], "填写 原煤 3月")
    tips = [button.toolTip() for button in example.header._buttons.values()]
    assert any(tip.startswith("撤销：填写 原煤 3月") and "Ctrl+Z" in tip for tip in tips)


def test_a_next_step_leads_to_the_place_where_it_is_done(example: MainWindow) -> None:
    bridge = example.bridge
    assert bridge is not None
    steps = next_steps(bridge.evaluation)
    assert steps
    for step in steps:
        example.show_page(OVERVIEW)
        assert example.jump(step.item or step.result), step
        assert example.page != OVERVIEW
    assert not example.jump("no.such.thing")


def test_a_datum_key_leads_to_its_cell(example: MainWindow) -> None:
    bridge = example.bridge
    assert bridge is not None
    bridge.jump("energy.raw_coal@2020-05")
    grid = cast("DataPage", example.page_widget(LEDGER)).shown
    assert isinstance(grid, LedgerPage)
    index = grid.view.currentIndex()
    assert grid.model.items[0].section == "energy"
    assert (grid.model.row_of("energy.raw_coal"), 4) == (index.row(), index.column())


def test_a_problem_without_a_field_is_told_and_the_header_says_not_saved(
    example: MainWindow,
) -> None:
    bridge = example.bridge
    assert bridge is not None
    library = bridge.session.library
    with library._engine.begin() as connection:
        connection.exec_driver_sql(
            "CREATE TRIGGER full BEFORE INSERT ON datum BEGIN SELECT RAISE(ABORT, 'disk full'); END"
        )
    bridge.enter([Entry(Key("energy.raw_coal", Period(2020, 6)), "7", "t")], "填写")
    assert example.toasts.toasts
    assert "未保存" in example.toasts.toasts[-1].accessibleName()


def test_a_text_that_is_no_number_is_told_at_its_field_alone(example: MainWindow) -> None:
    bridge = example.bridge
    assert bridge is not None
    bridge.enter([Entry(Key("energy.raw_coal", Period(2020, 6)), "很多", "t")], "填写")
    assert bridge.pending
    assert not example.toasts.toasts


def test_reopening_restores_case_page_and_section(
    qtbot: QtBot, odd_path: Path, control: ThemeControl
) -> None:
    first = start(qtbot, odd_path, control)
    open_example(qtbot, first)
    energy(first)
    first.resize(900, 640)
    first.panel_action.setChecked(False)
    first.close()
    second = start(qtbot, odd_path, control)
    qtbot.waitUntil(lambda: second.bridge is not None, timeout=PATIENCE)
    assert second.page == LEDGER
    assert cast("DataPage", second.page_widget(LEDGER)).section == "energy"
    assert not second.panel_action.isChecked()
    assert second.height() == 640


def test_what_is_asked_for_while_loading_is_done_afterwards(
    qtbot: QtBot, odd_path: Path, control: ThemeControl
) -> None:
    window = start(qtbot, odd_path, control)
    window.load()
    window.actions_by_id["example"].trigger()
    qtbot.waitUntil(lambda: window.bridge is not None, timeout=PATIENCE)
    assert window.page == OVERVIEW


def test_closing_the_case_leads_back_to_the_start(example: MainWindow) -> None:
    example.show_page(LEDGER)
    example.actions_by_id["close_case"].trigger()
    assert example.page == START
    assert example.bridge is None
    assert not example.header.enterprise.isVisible()
    assert example.settings.current.last_case == ""
    assert example.start_page.recent is not None


def test_another_year_is_made_by_the_same_packs(qtbot: QtBot, example: MainWindow) -> None:
    old = example.bridge
    assert old is not None
    packs = old.case.packs
    example.actions_by_id["next_year"].trigger()
    panel = children(example, YearPanel)[0]
    assert panel.year.key == "2021"
    assert not panel.plan.isVisible()
    panel.make.click()
    qtbot.waitUntil(lambda: example.bridge is not old, timeout=PATIENCE)
    assert example.bridge is not None
    assert example.bridge.case.year == 2021
    assert example.bridge.case.packs == packs
    assert example.page == LEDGER
    texts = [example.header.year.itemText(row) for row in range(example.header.year.count())]
    assert texts[:2] == ["2021 年", "2020 年"]


def test_the_plan_goes_on_in_another_year(qtbot: QtBot, example: MainWindow) -> None:
    old = example.bridge
    assert old is not None
    done = PlannedMeasure("1", "做完的", progress=Progress.DONE)
    old.plan([PlannedMeasure("2", "风机变频"), done], "方案")
    example.actions_by_id["next_year"].trigger()
    panel = children(example, YearPanel)[0]
    assert panel.plan.isVisible()
    assert "1 项" in panel.plan.text()
    panel.make.click()
    qtbot.waitUntil(lambda: example.bridge is not old, timeout=PATIENCE)
    assert example.bridge is not None
    assert [one.name for one in example.bridge.case.plan] == ["风机变频"]


def test_the_keys_of_all_groups_are_told(example: MainWindow) -> None:
    shown = {group for group, _actions in example.shortcut_groups()}
    assert {"自评和企业", "常用", "窗口", "页面", "本页"} <= shown


def test_no_two_commands_share_their_keys(example: MainWindow) -> None:
    for page in (OVERVIEW, LEDGER, ASSESS, READINESS):
        example.show_page(page)
        keys = [
            action.shortcut().toString()
            for _group, actions in example.shortcut_groups()
            for action in actions
            if not action.shortcut().isEmpty()
        ]
        assert len(keys) == len(set(keys)), page


def test_the_grid_shares_no_keys_with_the_window_and_lists_its_own(example: MainWindow) -> None:
    example.show_page(LEDGER)
    data = children(example, DataPage)[0]
    grids = [one for one in data.lines if data._bridge.model.sections[one.id].layout == "grid"]
    assert grids
    data.show_section(grids[0].id)
    actions = [each for _group, some in example.shortcut_groups() for each in some]
    keys = [each.shortcut().toString() for each in actions if not each.shortcut().isEmpty()]
    assert len(keys) == len(set(keys))
    assert {"向下填充", "上一部分"} <= {each.text() for each in actions}


def test_what_breaks_is_shown_and_the_window_lives_on(example: MainWindow, tmp_path: Path) -> None:
    guard = CrashGuard(tmp_path / "logs")
    example.aid.watch(guard)
    guard.crashed.emit(Crash("ValueError: 例", "Traceback", guard.log))
    dialog = children(example, CrashDialog)[0]
    assert dialog.isVisible()
    dialog.accept()
    assert example.show_page(OVERVIEW).isVisible()


def test_settings_take_effect_at_once_and_are_kept(
    example: MainWindow, control: ThemeControl
) -> None:
    example.actions_by_id["settings"].trigger()
    panel = children(example, SettingsPanel)[0]
    panel.scheme.changed.emit("dark")
    panel.text_size.changed.emit("1.3")
    panel.who.setText("张工")
    panel.who.editingFinished.emit()
    kept = example.settings.current
    assert (kept.theme, kept.font_scale, kept.user_name) == ("dark", 1.3, "张工")
    assert control.apply().scheme == "dark"
    panel.close_up()


def test_the_window_needs_neither_store_nor_report_libraries() -> None:
    code = (
        "import sys, desktop_app.ui.application\n"
        "slow = {'sqlalchemy', 'alembic', 'reportlab', 'openpyxl', 'pypdfium2'}\n"
        "print(*(slow & set(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout.split() == []
