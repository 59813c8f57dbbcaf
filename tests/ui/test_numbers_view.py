"""The numbers of a pack in the window: searched, filtered, confirmed one by one or together."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QItemSelectionModel, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop_app.app.workspace import Workspace
from desktop_app.core.entries import entries
from desktop_app.ui.packs_page.desk import Desk
from desktop_app.ui.packs_page.numbers_table import FIRM, Firm
from desktop_app.ui.packs_page.numbers_view import NumbersView
from desktop_app.ui.tasks import Tasks
from tests.ui.starting import paths_below


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    opened = Workspace.open(paths_below(tmp_path))
    opened.who = "张工"
    return opened


@pytest.fixture
def view(qtbot: QtBot, qapp: QApplication, workspace: Workspace) -> NumbersView:
    pack = workspace.catalog.library.packs["steel"]
    made = NumbersView(Desk(workspace, Tasks(qapp)), pack)
    qtbot.addWidget(made)
    made.resize(1000, 640)
    with qtbot.waitExposed(made):
        made.show()
    return made


def to_verify(view: NumbersView) -> None:
    view.chips.choose(frozenset({Firm.TO_VERIFY.value}))
    view.chips.changed.emit(view.chips.chosen)


def test_every_entry_is_there_and_found(view: NumbersView, workspace: Workspace) -> None:
    steel = workspace.catalog.library.packs["steel"]
    assert view.model.rowCount() == len(entries(steel))
    view.search.setText("GB 21256")
    QTest.keyClick(view.search, Qt.Key.Key_Return)
    assert 0 < view.model.rowCount() < len(entries(steel))
    view.kinds.choose("indicator")
    view.kinds.chosen.emit("indicator")
    assert {row.entry.kind for row in view.model.rows} == {"indicator"}


def test_one_number_is_confirmed_and_taken_back(view: NumbersView, workspace: Workspace) -> None:
    to_verify(view)
    first = view.model.rows[0].entry
    view.table.selectRow(0)
    assert first.name in view.form.title.text()
    assert view.form.lines["who"].text() == "张工"
    assert view.form.lines["document"].text()
    view.form.lines["page"].setText("第 9 页")
    QTest.mouseClick(view.form.button, Qt.MouseButton.LeftButton)
    assert workspace.library is not None
    (kept,) = workspace.library.confirmations()
    assert (kept.path, kept.checked.page) == (first.path, "第 9 页")
    assert all(row.entry.path != first.path for row in view.model.rows)
    assert view.reveal(first.path)
    row = view.table.selectionModel().selectedRows()[0].row()
    assert "张工" in str(view.model.data(view.model.index(row, FIRM)))
    QTest.mouseClick(view.form.back_button, Qt.MouseButton.LeftButton)
    assert workspace.library.confirmations() == ()


def test_several_are_confirmed_together(view: NumbersView, workspace: Workspace) -> None:
    to_verify(view)
    flags = QItemSelectionModel.SelectionFlag
    for row in range(3):
        index = view.model.index(row, 0)
        view.table.selectionModel().select(index, flags.Select | flags.Rows)
    assert "3" in view.form.title.text()
    view.form.lines["document"].setText("汇编")
    QTest.keyClick(view.form.lines["page"], Qt.Key.Key_Return)
    assert workspace.library is not None
    assert len(workspace.library.confirmations()) == 3


def test_what_is_missing_is_said_and_nothing_kept(view: NumbersView, workspace: Workspace) -> None:
    to_verify(view)
    view.table.selectRow(0)
    view.form.lines["who"].clear()
    view.form.button.click()
    assert "核实人" in view.form.problem.text()
    view.form.lines["who"].setText("张工")
    view.form.lines["on"].setText("昨天")
    view.form.button.click()
    assert "2026-11-03" in view.form.problem.text()
    assert workspace.library is not None
    assert workspace.library.confirmations() == ()


def test_nothing_chosen_nothing_to_confirm(view: NumbersView) -> None:
    assert not view.form.button.isEnabled()
    assert not view.reveal("no such entry")
