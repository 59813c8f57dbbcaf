"""The views of the page 规则包 that compare packs and count what they cover."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop_app.app.catalog import Catalog
from desktop_app.app.workspace import Workspace
from desktop_app.core.coverage import Column
from desktop_app.core.pack_diff import Fate
from desktop_app.core.plan import PLAN_INDUSTRIES
from desktop_app.ui.packs_page.compare_view import PACKS, YEARS, CompareView
from desktop_app.ui.packs_page.coverage_view import CoverageView
from desktop_app.ui.packs_page.desk import Desk
from desktop_app.ui.packs_page.page import PacksPage
from desktop_app.ui.tasks import Tasks
from tests.ui.starting import PATIENCE, paths_below

Show = Callable[[], PacksPage]


@pytest.fixture
def show(qtbot: QtBot, qapp: QApplication, tmp_path: Path) -> Show:
    """Shows the page of all installed packs."""

    def shown() -> PacksPage:
        paths = paths_below(tmp_path)
        page = PacksPage(Desk(Workspace(paths, Catalog(paths), None), Tasks(qapp)))
        qtbot.addWidget(page)
        page.resize(1280, 800)
        with qtbot.waitExposed(page):
            page.show()
        return page

    return shown


def compared(page: PacksPage, pack_id: str, qtbot: QtBot) -> CompareView:
    """The comparison of a pack, once it is done."""
    page.show_pack(pack_id)
    page.show_view("compare")
    view = page.view
    assert isinstance(view, CompareView)
    done(view, qtbot)
    return view


def done(view: CompareView, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: "正在" not in view.verdict.text(), timeout=PATIENCE)


def covered(page: PacksPage, qtbot: QtBot) -> CoverageView:
    page.show_pack("")
    page.show_view("coverage")
    view = page.view
    assert isinstance(view, CoverageView)
    qtbot.waitUntil(lambda: bool(view.model.lines), timeout=PATIENCE)
    return view


def cells(view: CompareView) -> list[tuple[str, ...]]:
    model = view.model
    return [
        tuple(str(model.index(row, column).data()) for column in range(model.columnCount()))
        for row in range(model.rowCount())
    ]


def test_two_years_of_a_pack_stand_side_by_side(qtbot: QtBot, show: Show) -> None:
    view = compared(show(), "ferroalloy", qtbot)
    assert view.modes.key == YEARS
    assert view.first.key == "2022"
    told = cells(view)
    assert ("≠ 变了", "指标", "硅铁", "数值", "≤ 1770 / 1900", "≤ 1770 / 1850") in told
    assert view.verdict.text().startswith("变了 2，新增 ")
    # The line gone to is told in full, with what it stands in for.
    assert (view.old.text(), view.new.text()) == ("≤ 1770 / 1900", "≤ 1770 / 1850")
    assert "替代 assessment[ferroalloy.benchmark].indicator[fesi_2021]" in view.about.text()
    view.table.setFocus()
    QTest.keyClick(view.table, Qt.Key.Key_Down)
    assert view.old.text() == "硅铁（2021年版）"


def test_filters_and_search_narrow_the_lines(qtbot: QtBot, show: Show) -> None:
    view = compared(show(), "ferroalloy", qtbot)
    whole = len(view.model.lines)
    view.chips.choose(frozenset({"new"}))
    view.chips.changed.emit(view.chips.chosen)
    assert {line.change.fate for line in view.model.lines} == {Fate.NEW}
    view.chips.choose(frozenset({"dates"}))
    view.chips.changed.emit(view.chips.chosen)
    assert {line.what for line in view.model.lines} == {"期限"}
    view.chips.clear()
    assert len(view.model.lines) == whole
    view.search.setText("1900")
    QTest.keyClick(view.search, Qt.Key.Key_Return)
    assert {line.change.thing.name for line in view.model.lines} == {"硅铁"}
    QTest.keyClick(view.search, Qt.Key.Key_Escape)
    assert len(view.model.lines) == whole


def test_two_packs_are_compared_and_a_folder_too(qtbot: QtBot, show: Show, tmp_path: Path) -> None:
    page = show()
    view = compared(page, "silicon", qtbot)
    view.compare_with("ferroalloy")
    assert view.modes.key == PACKS
    done(view, qtbot)
    assert {line.change.fate for line in view.model.lines} == set(Fate)
    folder = tmp_path / "before" / "silicon"
    shutil.copytree(paths_below(tmp_path).forms / "silicon", folder)
    rows = folder / "limits.toml"
    text = rows.read_text(encoding="utf-8").replace('confidence = "recalled"', "", 1)
    rows.write_text(text, encoding="utf-8")
    view.compare_with(str(folder))
    done(view, qtbot)
    assert {line.what for line in view.model.lines} <= {"把握程度", "来源"}
    view.compare_with(str(tmp_path / "nowhere"))
    done(view, qtbot)
    assert "没有规则包" in view.verdict.text()
    assert view.model.lines == []


def test_a_pack_without_dates_starts_with_versions(qtbot: QtBot, show: Show) -> None:
    view = compared(show(), "smelting", qtbot)
    assert view.modes.key == PACKS
    assert view.other.isVisible()
    assert not view.first.isVisible()


def test_the_coverage_says_every_cell_in_words(qtbot: QtBot, show: Show) -> None:
    page = show()
    view = covered(page, qtbot)
    assert [line.industry for line in view.model.lines] == list(PLAN_INDUSTRIES)
    assert view.model.columnCount() == len(Column) + 2
    for row in range(view.model.rowCount()):
        for column in range(view.model.columnCount()):
            index = view.model.index(row, column)
            assert index.data()
            assert index.data(Qt.ItemDataRole.ToolTipRole)
    plating = view.model.index(PLAN_INDUSTRIES.index("电镀"), 1)
    assert plating.data() == "完整　25 项"


def test_a_cell_leads_to_its_pack_by_keyboard(qtbot: QtBot, show: Show) -> None:
    page = show()
    view = covered(page, qtbot)
    view.search.setText("平板玻璃")
    QTest.keyClick(view.search, Qt.Key.Key_Return)
    assert len(view.model.lines) == 1
    view.table.setFocus()
    QTest.keyClick(view.table, Qt.Key.Key_Return)
    assert page.chosen is not None
    assert page.chosen.id == "flat_glass"
