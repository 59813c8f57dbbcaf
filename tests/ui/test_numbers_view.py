"""The numbers of a pack in the window: searched, filtered, confirmed one by one or together."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QItemSelectionModel, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog
from pytestqt.qtbot import QtBot

from desktop_app.app.confirming import is_hole, take_over
from desktop_app.app.workspace import Workspace
from desktop_app.core.entries import entries
from desktop_app.core.pack import Checked, Confirmation
from desktop_app.ui.packs_page.desk import Desk
from desktop_app.ui.packs_page.numbers_table import FIRM, Firm
from desktop_app.ui.packs_page.numbers_view import NumbersView
from desktop_app.ui.tasks import Tasks
from tests.ui.driving import click, press, typed
from tests.ui.starting import paths_below

CHECKED = Checked("李工", date(2026, 11, 3), "GB 21256-2013", "第 9 页")


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
    assert {row.entry.kind for row in view.model.lines} == {"indicator"}


def test_one_number_is_confirmed_and_taken_back(view: NumbersView, workspace: Workspace) -> None:
    to_verify(view)
    first = view.model.lines[0].entry
    view.table.selectRow(0)
    assert first.name in view.form.title.text()
    assert view.form.lines["who"].text() == "张工"
    assert view.form.lines["document"].text()
    view.form.lines["page"].setText("第 9 页")
    QTest.mouseClick(view.form.button, Qt.MouseButton.LeftButton)
    assert workspace.library is not None
    (kept,) = workspace.library.confirmations()
    assert (kept.path, kept.checked.page) == (first.path, "第 9 页")
    assert all(row.entry.path != first.path for row in view.model.lines)
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


def test_the_next_number_is_chosen_after_one_went_out_of_sight(
    view: NumbersView, workspace: Workspace
) -> None:
    """Somebody works down the list of what is to be verified with Enter alone."""
    to_verify(view)
    count, second = view.model.rowCount(), view.model.lines[1].entry.path
    view.table.selectRow(0)
    press(view.table, Qt.Key.Key_Return)
    assert view.form.lines["page"].hasFocus()
    typed(view.form.lines["page"], "9")
    press(view.form.lines["page"], Qt.Key.Key_Return)
    assert view.model.rowCount() == count - 1
    assert [one.entry.path for one in view.table.marked] == [second]
    assert view.table.hasFocus()
    assert view.form.lines["page"].text() == ""


def test_what_lapsed_or_is_gone_is_said_and_can_be_withdrawn(
    view: NumbersView, workspace: Workspace
) -> None:
    steel = workspace.catalog.library.packs["steel"]
    entry = next(one for one in entries(steel) if one.cited.confidence.to_verify)
    old = [
        Confirmation("steel", entry.path, "0" * 16, CHECKED),
        Confirmation("steel", "parameter[no.more]", "0" * 16, CHECKED),
    ]
    take_over(workspace, tuple(old))
    view.reload()
    assert view.reveal(entry.path)
    assert "须重新核实" in view.form.remark.text()
    assert CHECKED.told in view.form.remark.text()
    assert "核实已失效" in firm_words(view)
    click(view.form.back_button)
    assert "核实已失效" not in firm_words(view)
    assert view.reveal("parameter[no.more]")
    assert not view.form.button.isEnabled()
    assert "已没有这一条" in view.form.remark.text()
    click(view.form.back_button)
    assert not view.reveal("parameter[no.more]")
    assert workspace.library is not None
    assert workspace.library.confirmations() == ()


def firm_words(view: NumbersView) -> str:
    row = view.table.selectionModel().selectedRows()[0].row()
    return str(view.model.data(view.model.index(row, FIRM)))


def test_a_hole_cannot_be_confirmed(qtbot: QtBot, qapp: QApplication, workspace: Workspace) -> None:
    pack, hole = next(
        (pack, one) for pack in workspace.catalog.packs for one in entries(pack) if is_hole(one)
    )
    made = NumbersView(Desk(workspace, Tasks(qapp)), pack)
    qtbot.addWidget(made)
    assert made.reveal(hole.path)
    assert not made.form.button.isEnabled()
    assert "空缺" in made.form.remark.text()
    assert "导出 Excel…" in made.form.advice.text()


def test_confirmations_go_to_a_file_and_into_another_library(
    view: NumbersView,
    workspace: Workspace,
    qtbot: QtBot,
    qapp: QApplication,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert not view.files.export_button.isEnabled()
    to_verify(view)
    view.table.selectRow(0)
    chosen = view.model.lines[0].entry.path
    view.form.button.click()
    target = tmp_path / "给同事的核实记录"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_given: (str(target), ""))
    view.files.export_button.click()
    written = tmp_path / "给同事的核实记录.toml"
    assert chosen in written.read_text(encoding="utf-8")
    other = Workspace.open(paths_below(tmp_path / "同事"))
    colleague = NumbersView(Desk(other, Tasks(qapp)), other.catalog.library.packs["steel"])
    qtbot.addWidget(colleague)
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_given: (str(written), ""))
    colleague.files.import_button.click()
    (row,) = [one for one in colleague.model.lines if one.entry.cited.checked is not None]
    assert (row.entry.path, row.own) == (chosen, True)
    other.close()
