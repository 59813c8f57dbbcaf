"""Editions and templates in the window: choose one, copy it, change what it prints, mend it."""

from __future__ import annotations

from pathlib import Path
from typing import cast

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from desktop_app.ui.case_pages import REPORT as REPORT_PAGE
from desktop_app.ui.main_window import MainWindow
from desktop_app.ui.report_page.making import REPORT, WHOLE
from desktop_app.ui.report_page.page import ReportPage
from desktop_app.ui.report_page.template_dialog import TemplateDialog
from desktop_app.ui.theme import ThemeControl
from tests.reports.test_templates import png
from tests.ui.driving import press
from tests.ui.starting import PATIENCE, open_example, start


@pytest.fixture
def page(qtbot: QtBot, odd_path: Path, control: ThemeControl) -> ReportPage:
    window: MainWindow = start(qtbot, odd_path, control)
    open_example(qtbot, window)
    shown = cast("ReportPage", window.show_page(REPORT_PAGE))
    qtbot.waitUntil(lambda: not shown.stale, timeout=PATIENCE)
    return shown


def opened(page: ReportPage) -> TemplateDialog:
    page.templates_button.click()
    assert isinstance(page.dialog, TemplateDialog)
    return page.dialog


def text_of(page: ReportPage) -> str:
    document = page.view._document
    assert document is not None
    return "".join(document.text(index) for index in range(page.view.pages))


def copied(qtbot: QtBot, page: ReportPage) -> TemplateDialog:
    """A copy of the short edition, in the dialog."""
    dialog = opened(page)
    dialog.which.choose("short")
    dialog.which.chosen.emit("short")
    assert not dialog.save_button.isVisible()
    dialog.copy_button.click()
    qtbot.waitUntil(lambda: dialog.template == "my-short", timeout=PATIENCE)
    return dialog


def saved(qtbot: QtBot, page: ReportPage, dialog: TemplateDialog) -> None:
    with qtbot.waitSignal(dialog.changed, timeout=PATIENCE):
        dialog.save_button.click()
    qtbot.waitUntil(lambda: not page.stale and page._making is None, timeout=PATIENCE)


def test_the_short_edition_is_shown_then_a_copy_of_it_changed_and_printed(
    qtbot: QtBot, page: ReportPage, tmp_path: Path
) -> None:
    assert page.what.key == WHOLE
    page.what.choose(f"{REPORT}short")
    page.what.chosen.emit(page.what.key)
    qtbot.waitUntil(lambda: not page.stale, timeout=PATIENCE)
    assert 4 <= page.view.pages <= 6
    assert "各维度一览" in text_of(page)
    assert page._name("pdf").endswith("双近零企业自评报告_简版（4—6 页）.pdf")
    assert "简版" not in page._name("xlsx")
    _copy_is_changed_and_printed(qtbot, page, tmp_path)


def _copy_is_changed_and_printed(qtbot: QtBot, page: ReportPage, tmp_path: Path) -> None:
    dialog = copied(qtbot, page)
    dialog.lines["name"].setText("某咨询")
    dialog.lines["title"].setText("{name}自评")
    dialog.lines["organisation"].setText("某某咨询有限公司")
    picture = tmp_path / "标志.png"
    picture.write_bytes(png())
    dialog.take_logo(picture)
    dialog.chapters.list.setCurrentRow(0)
    press(dialog.chapters.list, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    names = [line.plan.id for line in dialog.chapters.wanted]
    assert names[:2] == ["glance", "verdict"]
    sign = dialog.chapters.list.item(len(names) - 1)
    sign.setCheckState(Qt.CheckState.Unchecked)
    saved(qtbot, page, dialog)
    assert page.what.key == f"{REPORT}my-short"
    text = text_of(page)
    assert "西王特钢有限公司自评" in text
    assert "某某咨询有限公司" in text
    assert "声明与签章" not in text
    assert text.index("各维度一览") < text.index("自评结论")
    assert dialog.logo.text() == "logo.png"
    assert not dialog.problems.shown
    dialog.no_logo.click()
    saved(qtbot, page, dialog)
    assert dialog.logo.text() == "没有"


def test_what_is_wrong_with_a_template_is_told_and_stops_no_other(
    qtbot: QtBot, page: ReportPage
) -> None:
    dialog = copied(qtbot, page)
    dialog.lines["title"].setText("{nmae}报告")
    dialog.save_button.click()
    qtbot.waitUntil(lambda: bool(dialog.problems.shown), timeout=PATIENCE)
    assert [one.code for one in dialog.problems.shown] == ["report_template.field"]
    assert dialog.lines["title"].text() == "{nmae}报告"
    assert "是否指“name”" in dialog.problems.text
    dialog.close_button.click()
    folder = page._paths.user_templates / "坏"
    folder.mkdir(parents=True)
    (folder / "template.toml").write_text("[template", encoding="utf-8")
    dialog = opened(page)
    listed = [dialog.which.itemData(row) for row in range(dialog.which.count())]
    assert listed == ["full", "short", "my-short", "坏"]
    dialog.which.choose("坏")
    dialog.which.chosen.emit("坏")
    assert dialog.problems.shown
    assert not dialog.copy_button.isVisible()
    dialog.remove_button.click()
    assert dialog.which.findData("坏") == -1
    assert page.what.key == WHOLE
    qtbot.waitUntil(lambda: page._making is None, timeout=PATIENCE)
