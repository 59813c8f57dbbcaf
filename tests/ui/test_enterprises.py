"""The page 企业库 in the real window: find, sort, open, report, roll up, put away, bring back."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import cast

import pytest
from openpyxl import load_workbook
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from benchmarks.many_cases import fill, invented
from desktop_app.app.enterprises import CaseLine, Standing, case_lines, judge_run
from desktop_app.app.formats import PDF, WORKBOOK
from desktop_app.app.judged_cases import JudgeRun
from desktop_app.app.paths import Paths, find_paths
from desktop_app.app.workspace import Workspace
from desktop_app.core.data import Enterprise
from desktop_app.core.pack import Limb
from desktop_app.store.remembered import beside
from desktop_app.ui.case_pages import ENTERPRISES, OVERVIEW, PROFILE
from desktop_app.ui.components.toast import Toast
from desktop_app.ui.enterprises.page import HEAT, LIST, TRASH, EnterprisesPage
from desktop_app.ui.enterprises.panels import ColumnsPanel, CopyPanel, ReportsPanel
from desktop_app.ui.main_window import MainWindow
from desktop_app.ui.theme import ThemeControl
from tests.ui.driving import child, children, click, press, typed
from tests.ui.starting import PATIENCE, start

WORKED = ("electroplating/cases/level_two.toml", "cement/cases/ordinary_2024.toml")
COUNT = 31
MARS = "火星钢铁有限公司"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A user's folder with a judged library; one case has packs that nobody has."""
    user = tmp_path_factory.mktemp("用户 一")
    space = Workspace.open(Paths(find_paths().root, user))
    assert space.library is not None
    fill(space.library, invented(space.paths, COUNT - 1, WORKED))
    owner = space.library.add_enterprise(Enterprise(MARS, region="520100"), space.now())
    assert isinstance(owner, str)
    space.library.add_case(owner, 2024, ("steel_of_mars",), space.now())
    lines = case_lines(space)
    assert isinstance(lines, tuple)
    run = judge_run(space, lines)
    assert isinstance(run, JudgeRun)
    while run.left:
        run.step()
    space.close()
    return user


@pytest.fixture
def user(made: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(made, tmp_path / "用户 二"))


@pytest.fixture
def window(qtbot: QtBot, user: Path, control: ThemeControl) -> Iterator[MainWindow]:
    window = start(qtbot, user, control)
    yield window
    window.close()


@pytest.fixture
def page(qtbot: QtBot, window: MainWindow) -> EnterprisesPage:
    return shown(qtbot, window)


def shown(qtbot: QtBot, window: MainWindow) -> EnterprisesPage:
    """The page with its list read."""
    page = cast("EnterprisesPage", window.show_page(ENTERPRISES))
    qtbot.waitUntil(lambda: bool(page.list.model.lines), timeout=PATIENCE)
    return page


def names(page: EnterprisesPage) -> list[str]:
    return [line.enterprise.name for line in page.list.model.lines]


def marked(page: EnterprisesPage, *wanted: str) -> list[CaseLine]:
    """Choose the first line of each name."""
    found = [next(x for x in page.list.model.lines if x.enterprise.name == one) for one in wanted]
    page.list.table.mark_all({line.id for line in found})
    return page.list.table.marked


def column(page: EnterprisesPage, column_id: str) -> int:
    return next(n for n, one in enumerate(page.list.model.columns) if one.id == column_id)


def toasts(window: MainWindow) -> list[Toast]:
    return list(window.toasts.toasts)


# --- finding and sorting ---------------------------------------------------------------------


def test_the_whole_library_is_listed_without_an_open_case(
    window: MainWindow, page: EnterprisesPage
) -> None:
    assert window.bridge is None
    assert len(page.list.model.lines) == COUNT
    assert {line.standing for line in page.list.model.lines} == {Standing.CURRENT}
    assert page.list.count.text() == f"共 {COUNT} 个自评"


def test_names_are_found_by_pinyin_as_they_are_typed(page: EnterprisesPage, qtbot: QtBot) -> None:
    typed(page.list.filters.search, "hxgt")
    qtbot.waitUntil(lambda: names(page) == [MARS])
    assert page.list.count.text() == f"显示 1 个，共 {COUNT} 个自评"
    press(page.list.filters.search, Qt.Key.Key_Escape)
    assert len(names(page)) == COUNT


def test_nothing_found_says_so_and_leads_back(page: EnterprisesPage, qtbot: QtBot) -> None:
    typed(page.list.filters.search, "nosuchname")
    qtbot.waitUntil(lambda: not page.list.model.lines)
    assert page.list.nothing.isVisible()
    click(page.list.nothing.button)
    assert len(names(page)) == COUNT


def test_filters_narrow_together(page: EnterprisesPage) -> None:
    filters = page.list.filters
    region = page.list.model.lines[0].region
    filters.region.choose(region)
    filters.region.chosen.emit(region)
    assert {line.region for line in page.list.model.lines} == {region}
    chip = child(filters.chips, type(filters.chips._clear), "清除筛选")
    assert chip.isHidden()
    level = next(
        line.shown.marks[Limb.CLEAN_PRODUCTION].level
        for line in page.list._arranger.lines  # type: ignore[union-attr]
        if line.shown.packs and line.shown.marks[Limb.CLEAN_PRODUCTION].level
    )
    filters.clear()
    key = f"clean_production:{level}"
    filters.level.choose(key)
    filters.level.chosen.emit(key)
    assert page.list.model.lines
    for line in page.list.model.lines:
        assert line.shown.marks[Limb.CLEAN_PRODUCTION].level == level


def test_a_click_on_a_head_sorts_and_a_second_one_turns_round(page: EnterprisesPage) -> None:
    table = page.list.table
    header = table.horizontalHeader()
    place = header.sectionViewportPosition(column(page, "p")) + 20

    def figures() -> list[object]:
        values = [line.shown.pollution_axis.low for line in page.list.model.lines]
        return [value for value in values if value is not None]

    click(header.viewport(), QPoint(place, header.height() // 2))
    first = figures()
    assert first == sorted(first, reverse=True)  # type: ignore[type-var]
    click(header.viewport(), QPoint(place, header.height() // 2))
    assert figures() == sorted(first)  # type: ignore[type-var]
    # The case that could not be judged comes last either way.
    assert names(page)[-1] == MARS


def test_the_keyboard_sorts_by_the_column_it_is_in(page: EnterprisesPage) -> None:
    table = page.list.table
    table.setFocus()
    table.setCurrentIndex(page.list.model.index(0, column(page, "name")))
    press(
        table, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    )
    found = names(page)
    assert found[-1].startswith(("遵义", "重庆", "云南", "“", "  "))
    assert page.list._memory.order.column.id == "name"


def test_what_is_chosen_stays_chosen_through_sorting_and_filters(page: EnterprisesPage) -> None:
    before = {line.id for line in marked(page, MARS, names(page)[3])}
    page.list.sort_by("name")
    assert {line.id for line in page.list.table.marked} == before
    page.list.filters.search.setText("火星")
    page.list.filters.changed.emit()
    assert [line.enterprise.name for line in page.list.table.marked] == [MARS]


def test_columns_widths_and_order_are_remembered(
    qtbot: QtBot, window: MainWindow, page: EnterprisesPage, user: Path, control: ThemeControl
) -> None:
    page.list.choose_columns()
    panel = children(window, ColumnsPanel)[0]
    panel.boxes["uscc"].click()
    panel.boxes["p"].click()
    press(panel, Qt.Key.Key_Escape)
    shown_now = [one.id for one in page.list.model.columns]
    assert "uscc" in shown_now
    assert "p" not in shown_now
    page.list.table.setColumnWidth(column(page, "uscc"), 222)
    page.list.sort_by("uscc")
    window.close()
    again = start(qtbot, user, control)
    later = shown(qtbot, again)
    assert [one.id for one in later.list.model.columns] == shown_now
    assert later.list.table.columnWidth(column(later, "uscc")) == 222
    codes = [line.enterprise.uscc for line in later.list.model.lines if line.enterprise.uscc]
    assert codes == sorted(codes)
    again.close()


# --- the heat map ----------------------------------------------------------------------------


def test_the_heat_map_says_every_level_with_sign_and_word(page: EnterprisesPage) -> None:
    page.show_view(HEAT)
    heads = [one.title for one in page.list.model.columns]
    assert heads == [
        "企业",
        "年度",
        "双近零等级",
        "清洁生产",
        "能效",
        "碳排放",
        "污染物",
        "政策要求",
    ]
    limb = column(page, Limb.CLEAN_PRODUCTION.value)
    told = {
        str(
            page.list.model.data(
                page.list.model.index(row, limb), Qt.ItemDataRole.AccessibleTextRole
            )
        )
        for row in range(len(page.list.model.lines))
    }
    assert any(text.startswith("清洁生产 ") and text[-2:] in ("Ⅰ级", "Ⅱ级", "Ⅲ级") for text in told)
    assert page.list.table.grab().toImage().isNull() is False
    page.show_view(LIST)
    assert len(page.list.model.columns) > len(heads)


def test_levels_are_painted_in_their_colours(page: EnterprisesPage) -> None:
    """The heat map differs from the list in the ground of its cells."""
    page.show_view(HEAT)
    limb = column(page, Limb.CLEAN_PRODUCTION.value)
    row = next(
        n
        for n, line in enumerate(page.list.model.lines)
        if line.shown.packs and line.shown.marks[Limb.CLEAN_PRODUCTION].level
    )
    table = page.list.table
    table.scrollTo(page.list.model.index(row, limb))
    table.clearSelection()
    area = table.visualRect(page.list.model.index(row, limb))
    corner = table.viewport().grab().toImage().pixelColor(area.right() - 8, area.center().y())
    table.show_heat(on=False)
    plain = table.viewport().grab().toImage().pixelColor(area.right() - 8, area.center().y())
    assert corner != plain


# --- opening ---------------------------------------------------------------------------------


def test_enter_opens_a_case_and_its_change_makes_the_verdict_stale(
    qtbot: QtBot, window: MainWindow, page: EnterprisesPage
) -> None:
    line = marked(page, next(name for name in names(page) if name != MARS))[0]
    page.list.table.setFocus()
    press(page.list.table, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window.bridge is not None, timeout=PATIENCE)
    assert window.bridge is not None
    assert window.bridge.session.case_id == line.id
    assert window.page == OVERVIEW
    window.bridge.set_profile({"contact": "李工"}, "改")
    later = shown(qtbot, window)
    seen: list[Standing] = []
    work = later._desk.work  # type: ignore[union-attr]

    def standing() -> Standing:
        found = work.arranger.line(line.id) if work.arranger is not None else None
        assert found is not None
        seen.append(found.standing)
        return found.standing

    qtbot.waitUntil(lambda: standing() is not Standing.CURRENT, timeout=PATIENCE)
    qtbot.waitUntil(lambda: standing() is Standing.CURRENT, timeout=PATIENCE)
    assert Standing.STALE in seen


def test_a_double_click_opens_and_f2_leads_to_the_profile(
    qtbot: QtBot, window: MainWindow, page: EnterprisesPage
) -> None:
    marked(page, next(name for name in names(page) if name != MARS))
    page.list.table.setFocus()
    press(page.list.table, Qt.Key.Key_F2)
    qtbot.waitUntil(lambda: window.bridge is not None, timeout=PATIENCE)
    assert window.bridge is not None
    assert window.page == PROFILE
    later = shown(qtbot, window)
    row = next(
        n
        for n, line in enumerate(later.list.model.lines)
        if line.shown.packs and line.id != window.bridge.session.case_id
    )
    other = later.list.model.lines[row].id
    at = later.list.table.visualRect(later.list.model.index(row, 0)).center()
    viewport = later.list.table.viewport()
    QTest.mouseClick(viewport, Qt.MouseButton.LeftButton, pos=at)
    QTest.mouseDClick(viewport, Qt.MouseButton.LeftButton, pos=at)
    qtbot.waitUntil(
        lambda: window.bridge is not None and window.bridge.session.case_id == other,
        timeout=PATIENCE,
    )
    assert window.page == OVERVIEW


def test_a_case_that_cannot_be_opened_says_why(
    qtbot: QtBot, window: MainWindow, page: EnterprisesPage
) -> None:
    marked(page, MARS)
    page.list.table.setFocus()
    press(page.list.table, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window.start_page.problems is not None, timeout=PATIENCE)
    assert window.bridge is None


# --- judging ---------------------------------------------------------------------------------


def test_an_unjudged_library_is_judged_in_the_background_and_can_be_stopped(
    qtbot: QtBot, user: Path, control: ThemeControl
) -> None:
    beside(user / "library.nzl").unlink()
    window = start(qtbot, user, control)
    page = shown(qtbot, window)
    work = page._desk.work  # type: ignore[union-attr]
    qtbot.waitUntil(lambda: work.is_judging, timeout=PATIENCE)
    qtbot.waitUntil(lambda: len(work.waiting) < COUNT, timeout=PATIENCE)
    click(window.status_line.rows[0].cancel_button)
    qtbot.waitUntil(lambda: not work.is_judging, timeout=PATIENCE)
    left = len(work.waiting)
    assert 0 < left < COUNT
    # Stopped means stopped: looking again does not begin anew, asking does.
    page.show_view(TRASH)
    window.show_page("start")
    shown(qtbot, window)
    qtbot.wait(300)
    assert not work.is_judging
    assert len(work.waiting) == left
    assert not window.status_line.rows
    page.show_view(LIST)
    assert page.list.judge_button.text() == f"判定 {left} 个待判定的"
    click(page.list.judge_button)
    qtbot.waitUntil(lambda: not work.waiting, timeout=PATIENCE)
    assert page.list.judge_button.isHidden()
    window.close()


# --- reports ---------------------------------------------------------------------------------


def test_reports_of_three_cases_one_of_which_fails(
    qtbot: QtBot,
    window: MainWindow,
    page: EnterprisesPage,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    folder = tmp_path / "报告 三份"
    folder.mkdir()
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_given: str(folder))
    good = [line.enterprise.name for line in page.list.model.lines if line.shown.packs][:2]
    assert len(marked(page, good[0], MARS, good[1])) == 3
    click(page.reports_button)
    panel = children(window, ReportsPanel)[0]
    panel.docx.click()
    panel.workbook.click()
    click(panel.make)
    qtbot.waitUntil(lambda: bool(window.status_line.rows), timeout=PATIENCE)
    assert not page.reports_button.isEnabled()
    qtbot.waitUntil(lambda: page.outcome is not None, timeout=PATIENCE)
    assert page.outcome is not None
    assert page.outcome.words.text() == "2 个自评的报告已生成；1 个没有做成"
    assert page.outcome.failures.count() == 1
    told = page.outcome.failures.item(0).text()
    assert told.startswith(f"{MARS}　2024：")
    assert "steel_of_mars" in told
    assert sorted({path.suffix for path in folder.iterdir()}) == [".docx", ".pdf", ".xlsx"]
    assert len(list(folder.iterdir())) == 6
    click(page.outcome.again_button)
    qtbot.waitUntil(
        lambda: page.outcome is not None and page.outcome.words.text().startswith("0 个"),
        timeout=PATIENCE,
    )
    assert page.outcome is not None
    click(page.outcome.close_button)
    assert page.outcome is None


def test_reports_can_be_stopped_and_what_is_done_stays(
    qtbot: QtBot, window: MainWindow, page: EnterprisesPage, tmp_path: Path
) -> None:
    lines = [line for line in page.list.model.lines if line.shown.packs]
    page.make_reports(lines, tmp_path / "多份", [PDF, WORKBOOK])
    folder = tmp_path / "多份"
    qtbot.waitUntil(lambda: folder.exists() and bool(list(folder.iterdir())), timeout=PATIENCE)
    click(window.status_line.rows[0].cancel_button)
    qtbot.waitUntil(lambda: page.outcome is not None, timeout=PATIENCE)
    assert page.outcome is not None
    assert "已停止" in page.outcome.words.text()
    assert not [path for path in folder.iterdir() if path.suffix not in (".pdf", ".xlsx")]
    assert not window.status_line.rows


def test_a_case_can_be_opened_while_reports_are_made(
    qtbot: QtBot, window: MainWindow, page: EnterprisesPage, tmp_path: Path
) -> None:
    lines = [line for line in page.list.model.lines if line.shown.packs][:6]
    page.make_reports(lines, tmp_path / "后台", [PDF])
    page.list.opened.emit(lines[0].id)
    qtbot.waitUntil(lambda: window.bridge is not None, timeout=PATIENCE)
    assert window.status_line.rows
    later = shown(qtbot, window)
    qtbot.waitUntil(lambda: later.outcome is not None, timeout=PATIENCE)
    assert len(list((tmp_path / "后台").iterdir())) == 6


def test_the_roll_up_holds_what_is_shown(
    qtbot: QtBot, window: MainWindow, page: EnterprisesPage, tmp_path: Path
) -> None:
    page.list.filters.year.choose("2024")
    page.list.filters.year.chosen.emit("2024")
    count = len(page.list.model.lines)
    target = tmp_path / "汇总 一"
    page.make_roll_up(target)
    qtbot.waitUntil(lambda: bool(toasts(window)), timeout=PATIENCE)
    sheet = load_workbook(target.with_suffix(".xlsx"))["汇总"]
    assert sheet.max_row == 4 + count


# --- the trash and copies --------------------------------------------------------------------


def test_delete_can_be_taken_back_from_the_toast(
    qtbot: QtBot, window: MainWindow, page: EnterprisesPage
) -> None:
    marked(page, MARS)
    page.list.table.setFocus()
    press(page.list.table, Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: MARS not in names(page), timeout=PATIENCE)
    assert len(names(page)) == COUNT - 1
    button = next(b for toast in toasts(window) for b in children(toast, QPushButton) if b.text())
    click(button)
    qtbot.waitUntil(lambda: MARS in names(page), timeout=PATIENCE)


def test_the_trash_gives_back_and_clears_only_when_sure(
    qtbot: QtBot, page: EnterprisesPage
) -> None:
    gone = [line.id for line in marked(page, MARS, names(page)[2])]
    page.list.table.setFocus()
    press(page.list.table, Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: len(page.trash.model.lines) == 2, timeout=PATIENCE)
    page.show_view(TRASH)
    page.trash.table.selectRow(0)
    back = page.trash.marked
    click(page.trash.restore_button)
    qtbot.waitUntil(lambda: len(page.trash.model.lines) == 1, timeout=PATIENCE)
    click(page.trash.clear_button)
    assert page.trash.sure_button.isVisible()
    assert len(page.trash.model.lines) == 1
    click(page.trash.sure_button)
    qtbot.waitUntil(lambda: not page.trash.model.lines, timeout=PATIENCE)
    assert page.trash.empty.isVisible()
    page.show_view(LIST)
    left = {line.id for line in page.list.model.lines}
    assert left & set(gone) == set(back)


def test_the_open_case_is_closed_before_it_is_put_away(
    qtbot: QtBot, window: MainWindow, page: EnterprisesPage
) -> None:
    name = next(name for name in names(page) if name != MARS)
    line = marked(page, name)[0]
    page.list.opened.emit(line.id)
    qtbot.waitUntil(lambda: window.bridge is not None, timeout=PATIENCE)
    later = shown(qtbot, window)
    later.list.table.mark_all({line.id})
    later.list.table.setFocus()
    press(later.list.table, Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: window.bridge is None, timeout=PATIENCE)
    assert window.page == ENTERPRISES
    last = shown(qtbot, window)
    qtbot.waitUntil(lambda: len(last.list.model.lines) == COUNT - 1, timeout=PATIENCE)
    assert line.id not in {one.id for one in last.list.model.lines}


def test_a_case_is_copied_to_another_year(
    qtbot: QtBot, window: MainWindow, page: EnterprisesPage
) -> None:
    line = next(x for x in page.list.model.lines if x.shown.packs and x.shown.answered > 5)
    page.list.table.mark_all({line.id})
    page.list.table.setFocus()
    press(page.list.table, Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)
    panel = children(window, CopyPanel)[0]
    assert panel.year.findData(str(line.facts.year)) == -1
    click(panel.make)
    qtbot.waitUntil(lambda: window.bridge is not None, timeout=PATIENCE)
    assert window.bridge is not None
    assert window.bridge.session.case.year == line.facts.year + 1
    later = shown(qtbot, window)
    qtbot.waitUntil(lambda: len(later.list.model.lines) == COUNT + 1, timeout=PATIENCE)


# --- empty and apart -------------------------------------------------------------------------


def test_an_empty_library_leads_to_a_new_enterprise(
    qtbot: QtBot, tmp_path: Path, control: ThemeControl
) -> None:
    window = start(qtbot, tmp_path, control)
    page = cast("EnterprisesPage", window.show_page(ENTERPRISES))
    qtbot.waitUntil(page.empty.isVisible, timeout=PATIENCE)
    assert not page.roll_up_button.isEnabled()
    click(page.empty.button)
    assert window.page == "start"
    window.close()


def test_every_control_has_a_name(page: EnterprisesPage) -> None:
    for view in (LIST, HEAT, TRASH):
        page.show_view(view)
        nameless = [
            each
            for each in children(page, QWidget)
            if each.focusPolicy() & Qt.FocusPolicy.TabFocus
            and each.isVisible()
            and not each.accessibleName()
            and not getattr(each, "text", str)()
        ]
        assert not nameless


def test_tab_leaves_the_table(page: EnterprisesPage) -> None:
    page.list.table.setFocus()
    press(page.list.table, Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is not page.list.table


def test_the_keys_of_the_page_are_listed(window: MainWindow, page: EnterprisesPage) -> None:
    groups = dict(window.shortcut_groups())
    assert "移到回收站" in [action.text() for action in groups["本页"]]
