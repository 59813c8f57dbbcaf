"""历史: the log read as one scrolls, older values put back, moments, comparing and going back."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import cast

import pytest
from openpyxl import load_workbook
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from desktop_app.core.changes import DropDatum, PutDatum
from desktop_app.core.data import Datum, Key, Period, State
from desktop_app.core.entry import Entry
from desktop_app.core.log import Reason, Wanted
from desktop_app.core.planned import PlannedMeasure
from desktop_app.store.edits import Stamp
from desktop_app.ui.assess.page import AssessPage
from desktop_app.ui.bridge import Bridge
from desktop_app.ui.case_pages import ASSESS, HISTORY, IMPROVE, LEDGER, PROFILE
from desktop_app.ui.data_page import DataPage
from desktop_app.ui.form.field import ItemField
from desktop_app.ui.history import log_model
from desktop_app.ui.history.log_model import Day, LogModel
from desktop_app.ui.history.naming import MomentPopover
from desktop_app.ui.history.page import COMPARE, LOG, MOMENTS, HistoryPage
from desktop_app.ui.improve.page import ImprovePage
from desktop_app.ui.ledger.view import LedgerView
from desktop_app.ui.main_window import MainWindow
from desktop_app.ui.profile.page import ProfilePage
from desktop_app.ui.theme import ThemeControl
from tests.ui.driving import children, press
from tests.ui.opened import NOW, open_bridge
from tests.ui.starting import PATIENCE, open_example, start
from tests.ui.test_access import announced, reached

NOX = Key("steel.direct.nox", Period(2020))
POWER = Key("energy.electricity", Period(2020, 3))


@pytest.fixture
def window(qtbot: QtBot, odd_path: Path, control: ThemeControl) -> MainWindow:
    made = start(qtbot, odd_path, control)
    open_example(qtbot, made)
    return made


def bridge_of(window: MainWindow) -> Bridge:
    assert window.bridge is not None
    return window.bridge


def page_of(window: MainWindow) -> HistoryPage:
    window.actions_by_id["history"].trigger()
    assert window.page == HISTORY
    return cast("HistoryPage", window.page_widget(HISTORY))


def power(window: MainWindow, text: str) -> None:
    bridge_of(window).enter([Entry(POWER, text, "MWh")], "填写“电力”")


def figure(window: MainWindow, key: Key) -> Decimal | None:
    datum = bridge_of(window).case.data.get(key)
    return datum.value if datum is not None else None


def named(popover: MomentPopover, name: str) -> None:
    popover.name.setText(name)
    press(popover.name, Qt.Key.Key_Return)


def toasts(window: MainWindow) -> str:
    return "\n".join(toast.accessibleName() for toast in window.toasts.toasts)


def test_edits_are_found_opened_and_put_back(qtbot: QtBot, window: MainWindow) -> None:
    power(window, "100")
    power(window, "200")
    bridge_of(window).set_profile({"contact": "李工"}, "修改“联系人”")
    log = page_of(window).log
    assert isinstance(log.model.rows[0], Day)
    assert log.edit is not None
    assert log.edit.label == "修改“联系人”"
    assert QApplication.focusWidget() is log.table
    press(log.table, Qt.Key.Key_Down)
    assert [line.new for line in log.changes.lines] == ["200 MWh"]
    log.search.setText("电力")
    press(log.search, Qt.Key.Key_Return)
    labels = [one.label for row in range(len(log.model.rows)) if (one := log.model.edit(row))]
    assert labels == ["填写“电力”", "填写“电力”"]
    log.table.setCurrentIndex(log.model.index(1, 0))
    log.back_button.click()
    assert figure(window, POWER) == 100
    assert "已放回" in toasts(window)
    newest = log.model.edit(1)
    assert newest is not None
    assert newest.label.startswith("放回")
    window.undo_action.trigger()
    assert figure(window, POWER) == 200
    press(log.change_table, Qt.Key.Key_Return)
    assert window.page == LEDGER
    for view in (LOG, MOMENTS, COMPARE):
        page = page_of(window)
        page.show_view(view)
        assert [one for one in reached(page) if not announced(one).strip()] == []


def test_a_moment_is_kept_compared_and_gone_back_to(
    qtbot: QtBot, window: MainWindow, tmp_path: Path
) -> None:
    power(window, "100")
    window.actions_by_id["keep_moment"].trigger()
    page = cast("HistoryPage", window.page_widget(HISTORY))
    named(children(window, MomentPopover)[0], "报送前")
    view = page.moments
    assert [one.name for one in view.model.lines] == ["报送前"]
    again = page.keep_moment()
    named(again, "报送前")
    assert again.problem.isVisible()
    again.close_up()
    power(window, "300")
    page_of(window).show_view(MOMENTS)
    view = cast("HistoryPage", window.page_widget(HISTORY)).moments
    press(view.table, Qt.Key.Key_Return)
    compared = cast("HistoryPage", window.page_widget(HISTORY)).comparison
    qtbot.waitUntil(lambda: compared.found is not None, timeout=PATIENCE)
    assert [(one.old, one.new) for one in compared.model.lines] == [("100 MWh", "300 MWh")]
    assert compared.model.lines[0].change == "+200.0%"
    assert compared.verdict.isVisible()
    target = tmp_path / "对比.xlsx"
    compared.export_to(target)
    qtbot.waitUntil(lambda: "已导出" in toasts(window), timeout=PATIENCE)
    assert load_workbook(target).sheetnames == ["结论对比", "数据变化"]
    compared.back_button.click()
    assert figure(window, POWER) == 100
    qtbot.waitUntil(
        lambda: compared.found is not None and not compared.found.lines, timeout=PATIENCE
    )
    window.undo_action.trigger()
    assert figure(window, POWER) == 300
    page_of(window).show_view(MOMENTS)
    view = cast("HistoryPage", window.page_widget(HISTORY)).moments
    kept = view.moment
    press(view.table, Qt.Key.Key_Delete)
    assert view.model.lines == []
    assert view.empty.isVisible()
    session = bridge_of(window).session
    assert session.library.history.moments(session.case_id) == ()
    assert kept is not None
    assert kept.reason is Reason.HAND


def opened(window: MainWindow, at: QWidget) -> list[tuple[str, str]]:
    """What the command shows when the keyboard is at a control, as old and new."""
    at.setFocus(Qt.FocusReason.OtherFocusReason)
    window.actions_by_id["place_history"].trigger()
    popover = window.history.popover
    assert popover is not None
    assert popover.isVisible()
    return [(line.change.old, line.change.new) for line in popover.model.lines]


def test_every_field_tells_its_history_and_takes_an_older_value(
    qtbot: QtBot, window: MainWindow
) -> None:
    power(window, "100")
    power(window, "200")
    data = cast("DataPage", window.show_page(LEDGER))
    data.show_section("energy")
    (view,) = children(data, LedgerView)
    view.go_to(view._ledger.row_of(POWER.item), 2)
    assert opened(window, view) == [("100 MWh", "200 MWh"), ("未填", "100 MWh")]
    popover = window.history.popover
    assert popover is not None
    press(popover.table, Qt.Key.Key_Down)
    popover.back_button.click()
    assert figure(window, POWER) == 100
    view.go_to(view._ledger.row_of(POWER.item), 12)
    assert len(opened(window, view)) == 3
    assert window.history.popover is not None
    window.history.popover.close_up()
    bridge_of(window).set_profile({"contact": "李工"}, "修改“联系人”")
    profile = cast("ProfilePage", window.show_page(PROFILE))
    assert opened(window, profile.lines["contact"]) == [("—", "李工")]
    assert window.history.popover is not None
    window.history.popover.close_up()
    bridge_of(window).jump(str(NOX))
    field = next(one for one in children(window, ItemField) if one.key == NOX)
    assert opened(window, field.menu_button)[-1] == (
        "未填",
        "0.16 kg/t；备注 报告第 31 页，单一来源",
    )
    assert window.history.popover is not None
    window.history.popover.close_up()
    bridge_of(window).plan([PlannedMeasure("m", "风机变频")], "加入方案")
    bridge_of(window).jump("improve:m")
    improve = cast("ImprovePage", window.page_widget(IMPROVE))
    assert opened(window, improve.editor.texts["name"])[0][1].startswith("风机变频")
    assert window.history.popover is not None
    window.history.popover.close_up()
    assess = cast("AssessPage", window.show_page(ASSESS))
    row = next(one for one in assess.view.rows.values() if not one.isHidden())
    window.history._at = None
    row.setFocus(Qt.FocusReason.OtherFocusReason)
    assert window.history._at is row


def test_the_log_is_read_a_page_at_a_time(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = 20
    monkeypatch.setattr(log_model, "PAGE", page)
    bridge = open_bridge(tmp_path)
    session = bridge.session
    key = Key("energy.raw_coal", Period(2023))
    for number in range(page + 30):
        datum = Datum(key, State.GIVEN, Decimal(number + 1), "t")
        day = f"2024-03-{1 + number // 12:02}T08:00:00.000+00:00"
        session.library.apply(session.case_id, f"第 {number}", [PutDatum(datum)], Stamp(day))
    session.library.apply(session.case_id, "清除", [DropDatum(key)], Stamp(NOW, "王工"))
    model = LogModel(session)
    model.show_edits()
    assert sum(not isinstance(one, Day) for one in model.rows) == page
    assert model.canFetchMore(QModelIndex())
    while model.canFetchMore(QModelIndex()):
        model.fetchMore(QModelIndex())
    assert not model.canFetchMore(QModelIndex())
    edits = [one for one in model.rows if not isinstance(one, Day)]
    assert [one.position for one in edits] == sorted({one.position for one in edits}, reverse=True)
    assert len(edits) == page + 31
    days = [one.day for one in model.rows if isinstance(one, Day)]
    assert len(days) == 6
    model.show_edits(Wanted(who="王工"))
    assert [model.edit(row) is not None for row in range(model.rowCount())] == [False, True]
