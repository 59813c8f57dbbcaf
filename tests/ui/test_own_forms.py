"""A regulator form of one's own in the window: copied, broken, mended, chosen and moved away."""

from __future__ import annotations

from pathlib import Path
from typing import cast

from pytestqt.qtbot import QtBot

from desktop_app.ui.case_pages import REPORT as REPORT_PAGE
from desktop_app.ui.report_page.form_dialog import FormDialog
from desktop_app.ui.report_page.making import WHOLE
from desktop_app.ui.report_page.page import ReportPage
from desktop_app.ui.theme import ThemeControl
from tests.ui.starting import PATIENCE, open_example, start


def test_a_form_is_copied_broken_mended_and_moved_away(
    qtbot: QtBot, odd_path: Path, control: ThemeControl
) -> None:
    window = start(qtbot, odd_path, control)
    open_example(qtbot, window)
    page = cast("ReportPage", window.show_page(REPORT_PAGE))

    def settled() -> None:
        qtbot.waitUntil(lambda: not page.stale and page._making is None, timeout=PATIENCE)

    def choose(what: str) -> None:
        page.what.choose(what)
        page.what.chosen.emit(what)

    settled()
    choose("carbon_report")
    settled()
    page.templates_button.click()
    dialog = page.dialog
    assert isinstance(dialog, FormDialog)
    assert dialog.form == "carbon_report"
    assert not dialog.remove_button.isVisible()
    dialog.copy_button.click()
    qtbot.waitUntil(lambda: dialog.form == "my_carbon_report", timeout=PATIENCE)
    qtbot.waitUntil(lambda: dialog.state.text() == "没有问题", timeout=PATIENCE)
    settled()
    assert page.what.key == "my_carbon_report"
    assert page.view.pages > 2

    file = dialog._entries["my_carbon_report"].path
    sound = file.read_text(encoding="utf-8")
    file.write_text(sound.replace('value = "carbon.total"', 'value = "carbon.totl"'), "utf-8")
    dialog.look_again()
    qtbot.waitUntil(lambda: "carbon.total" in page.failed.accessibleName(), timeout=PATIENCE)
    qtbot.waitUntil(lambda: dialog.state.text().startswith("问题"), timeout=PATIENCE)
    choose("energy_use")
    settled()

    file.write_text("[form", encoding="utf-8")
    dialog.look_again()
    assert "my_carbon_report.toml（不能用）" in [
        page.what.itemText(at) for at in range(page.what.count())
    ]
    choose(WHOLE)
    settled()
    assert page.view.pages > 5

    file.write_text(sound, encoding="utf-8")
    dialog.look_again()
    choose("my_carbon_report")
    dialog._list("my_carbon_report")
    dialog.remove_button.click()
    assert not file.exists()
    assert list(file.parent.glob(".forms-*/my_carbon_report.toml"))
    dialog.accept()
    settled()
