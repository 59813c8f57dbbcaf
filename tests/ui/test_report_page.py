"""The report page: the real PDF drawn in the window, renewed when data change, and exported."""

from __future__ import annotations

from pathlib import Path
from typing import cast

import docx
import pypdfium2
import pytest
from openpyxl import load_workbook
from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from desktop_app.app.reporting import report_name
from desktop_app.core.data import Key, Period
from desktop_app.core.entry import Entry
from desktop_app.ui.case_pages import OVERVIEW, PROFILE, REPORT
from desktop_app.ui.main_window import MainWindow
from desktop_app.ui.report_page import making
from desktop_app.ui.report_page.making import WHOLE
from desktop_app.ui.report_page.page import Export, ReportPage
from desktop_app.ui.report_page.pdf_document import PdfDocument
from desktop_app.ui.theme import ThemeControl
from tests.ui.driving import press, typed_by_input_method
from tests.ui.starting import PATIENCE, open_example, start


@pytest.fixture
def window(qtbot: QtBot, odd_path: Path, control: ThemeControl) -> MainWindow:
    made = start(qtbot, odd_path, control)
    open_example(qtbot, made)
    return made


@pytest.fixture
def page(qtbot: QtBot, window: MainWindow) -> ReportPage:
    shown = cast("ReportPage", window.show_page(REPORT))
    qtbot.waitUntil(lambda: shown.view.page in shown.view.drawn, timeout=PATIENCE)
    return shown


def edit(window: MainWindow, text: str) -> None:
    assert window.bridge is not None
    window.bridge.enter([Entry(Key("energy.raw_coal", Period(2020, 1)), text, "t")], "填写")


def document(page: ReportPage) -> PdfDocument:
    found = page.view._document
    assert found is not None
    return found


def ink(picture: QImage) -> bool:
    """Whether anything but white is on a picture."""
    white = QColor("#FFFFFF")
    small = picture.scaled(120, 170)
    return any(
        small.pixelColor(x, y) != white for x in range(small.width()) for y in range(small.height())
    )


def test_the_preview_shows_the_pages_of_the_real_pdf(page: ReportPage) -> None:
    assert page.view.pages > 5
    assert page.view.page == 1
    assert not page.stale
    first = page.view._pictures[0][1]
    assert ink(first)
    whole = "".join(document(page).text(index) for index in range(page.view.pages))
    assert "西王特钢有限公司" in whole
    assert "企业自评参考" in whole


def test_pages_are_drawn_when_they_come_into_sight(qtbot: QtBot, page: ReportPage) -> None:
    last = page.view.pages
    assert last not in page.view.drawn
    press(page.view, Qt.Key.Key_End)
    qtbot.waitUntil(lambda: last in page.view.drawn, timeout=PATIENCE)
    assert page.view.page >= last - 1


def test_keys_turn_pages_and_zoom(qtbot: QtBot, page: ReportPage) -> None:
    press(page.view, Qt.Key.Key_PageDown)
    assert page.view.page == 2
    press(page.view, Qt.Key.Key_PageDown)
    press(page.view, Qt.Key.Key_PageUp)
    assert page.view.page == 2
    press(page.view, Qt.Key.Key_Home)
    assert page.view.page == 1
    fitted = page.view.zoom
    press(page.view, Qt.Key.Key_Plus)
    assert page.view.zoom > fitted
    press(page.view, Qt.Key.Key_Minus)
    press(page.view, Qt.Key.Key_Minus)
    assert page.view.zoom < fitted
    press(page.view, Qt.Key.Key_0)
    assert page.view.zoom == fitted
    assert f"{fitted:.0%}" in page.reading.zoom.text()


def test_zoom_keeps_the_page_that_is_read(page: ReportPage) -> None:
    page.view.go_to(4)
    assert page.view.page == 4
    page.view.zoom_by(1)
    assert page.view.page == 4


def test_a_page_lies_on_whole_pixels_as_it_was_drawn(qtbot: QtBot, page: ReportPage) -> None:
    page.view.resize(page.view.width() - 1, page.view.height())  # the margins are halves now
    page.view.set_zoom(1.0)
    scale = page.view._scale()
    qtbot.waitUntil(lambda: page.view._pictures[0][0] == scale, timeout=PATIENCE)
    box = page.view._box(0)
    assert (box.left(), box.top()) == (round(box.left()), round(box.top()))
    shown = page.view.viewport().grab().toImage()
    drawn = page.view._pictures[0][1]
    wide, high = min(drawn.width(), shown.width()), 300
    place = QRect(round(box.left()) + 2, round(box.top()) + 2, wide - 40, high)
    there = drawn.copy(2, 2, place.width(), place.height())
    assert ink(there)
    assert shown.copy(place).convertToFormat(drawn.format()) == there


def test_words_are_found_in_the_report_and_gone_through(qtbot: QtBot, page: ReportPage) -> None:
    finding = page.reading.finding
    assert finding.isHidden()
    page.view.setFocus()
    press(page.view, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert finding.isVisible()
    assert finding.field.hasFocus()
    typed_by_input_method(finding.field, "双近零")
    finding.field.textEdited.emit(finding.field.text())
    qtbot.waitUntil(lambda: len(finding.found) > 3, timeout=PATIENCE)
    assert finding.count.text() == f"1 / {len(finding.found)}"
    assert all(one.marks for one in finding.found)
    size = document(page).sizes[finding.found[0].page]
    paper = QRectF(0, 0, *size)
    assert all(paper.contains(mark) for mark in finding.found[0].marks)
    last = finding.found[-1]
    press(finding.field, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    assert finding.at == len(finding.found) - 1
    place = page.view._placed(last.marks[0], page.view._box(last.page))
    assert page.view.viewport().rect().intersects(place.toAlignedRect())
    press(finding.field, Qt.Key.Key_Return)
    assert finding.at == 0
    finding.look("没有这样的字")
    qtbot.waitUntil(lambda: not finding.found, timeout=PATIENCE)
    assert not finding.after.isEnabled()
    press(finding.field, Qt.Key.Key_Escape)
    assert finding.isHidden()
    assert page.view.hasFocus()


def test_chapters_and_page_numbers_lead_to_pages(page: ReportPage) -> None:
    chapters = document(page).chapters()
    assert len(chapters) > 5
    assert chapters[-1].page <= page.view.pages
    panel = page.reading.open_contents()
    assert panel is not None
    typed_by_input_method(panel.search, chapters[-1].title)
    press(panel.search, Qt.Key.Key_Return)
    assert not panel.isVisible()
    assert page.view.page >= chapters[-1].page - 1
    again = page.reading.open_contents()
    assert again is not None
    again.search.setText("9" * 5000)  # no page, and nothing breaks
    for number, text in ((2, "2"), (3, "３")):
        again.search.setText(text)
        assert again.list.item(0).text() == f"第 {number} 页"
    again.search.setText("2")
    press(again.search, Qt.Key.Key_Return)
    assert page.view.page == 2
    assert "2" in page.reading.place.text()


def test_an_edit_elsewhere_makes_the_preview_stale_until_it_is_shown(
    qtbot: QtBot, window: MainWindow, page: ReportPage
) -> None:
    before = document(page)
    window.show_page(OVERVIEW)
    edit(window, "12000")
    assert page.stale
    assert document(page) is before
    window.show_page(REPORT)
    qtbot.waitUntil(lambda: not page.stale, timeout=PATIENCE)
    assert document(page) is not before


def test_export_writes_the_pdf_where_the_user_said(
    qtbot: QtBot, page: ReportPage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    def answer(_parent: object, _title: str, proposed: str, _kinds: str) -> tuple[str, str]:
        asked.append(proposed)
        return str(tmp_path / "给生态环境局"), ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", answer)
    page.pdf_button.click()
    target = tmp_path / "给生态环境局.pdf"
    qtbot.waitUntil(page.folder_button.isVisible, timeout=PATIENCE)
    assert Path(asked[0]).name == "西王特钢有限公司_2020_双近零企业自评报告.pdf"
    written = pypdfium2.PdfDocument(target)
    assert len(written) == page.view.pages
    written.close()


def test_export_writes_the_word_file_where_the_user_said(
    qtbot: QtBot,
    window: MainWindow,
    page: ReportPage,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked: list[str] = []

    def answer(_parent: object, _title: str, proposed: str, _kinds: str) -> tuple[str, str]:
        asked.append(proposed)
        return str(tmp_path / "给咨询顾问"), ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", answer)
    window.actions_by_id["export_docx"].trigger()
    qtbot.waitUntil(page.folder_button.isVisible, timeout=PATIENCE)
    page.docx_button.click()
    qtbot.waitUntil(lambda: not window.status_line.rows, timeout=PATIENCE)
    assert [Path(name).name for name in asked] == [
        "西王特钢有限公司_2020_双近零企业自评报告.docx"
    ] * 2
    headings = [one.text for one in docx.Document(str(tmp_path / "给咨询顾问.docx")).paragraphs]
    assert {"自评结论", "声明与签章"} <= set(headings)


def test_export_writes_the_workbook(qtbot: QtBot, page: ReportPage, tmp_path: Path) -> None:
    target = tmp_path / "工作簿.xlsx"
    page.export_to(target, making.export_workbook)
    qtbot.waitUntil(page.folder_button.isVisible, timeout=PATIENCE)
    book = load_workbook(target)
    assert len(book.sheetnames) > 3


def test_a_place_that_cannot_be_written_is_told_with_its_remedy(
    qtbot: QtBot, window: MainWindow, page: ReportPage, tmp_path: Path
) -> None:
    page.export_to(tmp_path / "没有这个文件夹" / "report.pdf", making.export_pdf)
    qtbot.waitUntil(lambda: bool(window.toasts.toasts), timeout=PATIENCE)
    assert "报告没有写成" in window.toasts.toasts[-1].accessibleName()
    assert not page.folder_button.isVisible()
    assert not window.status_line.rows


@pytest.mark.parametrize("export", [making.export_pdf, making.export_docx])
def test_an_export_can_be_stopped(
    qtbot: QtBot, window: MainWindow, page: ReportPage, tmp_path: Path, export: Export
) -> None:
    target = tmp_path / "report"
    page.export_to(target, export)
    window.status_line.rows[0].cancel_button.click()
    qtbot.waitUntil(lambda: bool(window.toasts.toasts), timeout=PATIENCE)
    assert "已停止导出" in window.toasts.toasts[-1].accessibleName()
    assert not target.exists()


def test_making_the_preview_can_be_stopped_and_begun_again(
    qtbot: QtBot, window: MainWindow
) -> None:
    page = cast("ReportPage", window.show_page(REPORT))
    page.progress.cancel_button.click()
    qtbot.waitUntil(page.failed.isVisible, timeout=PATIENCE)
    assert "已停止" in page.failed.accessibleName()
    page.failed.button.click()
    qtbot.waitUntil(lambda: page.view.page in page.view.drawn, timeout=PATIENCE)


def test_a_page_left_while_the_report_is_made_does_no_harm(
    qtbot: QtBot, window: MainWindow
) -> None:
    window.show_page(REPORT)
    window.close_case()
    assert window.tasks.stop(PATIENCE)
    qtbot.wait(50)
    open_example(qtbot, window)


@pytest.mark.parametrize("name", ["某厂/一车间", 'a:b*c?"d"<e>|f', "  贵阳 某厂. "])
def test_file_names_hold_nothing_a_file_system_refuses(window: MainWindow, name: str) -> None:
    assert window.bridge is not None
    window.bridge.set_profile({"name": name}, "改名")
    proposed = report_name(window.bridge.session.case)
    assert not set(proposed) & set('/\\:*?"<>|')
    assert proposed.endswith("_2020_双近零企业自评报告.pdf")
    assert proposed == proposed.strip()


def test_a_regulator_form_is_shown_with_what_it_lacks_and_leads_there(
    qtbot: QtBot, window: MainWindow, page: ReportPage, tmp_path: Path
) -> None:
    assert page.missing.isHidden()
    page.what.choose("energy_use")
    page.what.chosen.emit("energy_use")
    qtbot.waitUntil(lambda: not page.missing.isHidden(), timeout=PATIENCE)
    whole = "".join(document(page).text(index) for index in range(page.view.pages))
    assert "重点用能单位能源利用状况报告" in whole
    assert "非官方表样" in whole
    lines = {line.text: line.target for line in page.missing.list.lines}
    assert lines["详细地址"] == "enterprise.address"
    target = tmp_path / "表.xlsx"
    page.export_to(target, making.export_workbook)
    qtbot.waitUntil(target.exists, timeout=PATIENCE)
    assert "基本情况" in load_workbook(target).sheetnames
    first = next(line for line in page.missing.list.lines if line.text == "详细地址")
    press(first, Qt.Key.Key_Return)
    assert window.page == PROFILE
    window.show_page(REPORT)
    page.what.choose(WHOLE)
    page.what.chosen.emit("")
    qtbot.waitUntil(page.missing.isHidden, timeout=PATIENCE)
