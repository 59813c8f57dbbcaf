"""A new user of each kind of industry in the real window: from an empty library to the PDF.

What is walked, and what the PDF has to say, stands in tests/data/three_kinds.toml.
"""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any, cast

import pypdfium2
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog, QLabel, QLineEdit, QRadioButton, QWidget
from pytestqt.qtbot import QtBot

from desktop_app.core.data import State
from desktop_app.core.pack import Limb
from desktop_app.ui.assess.page import AssessPage
from desktop_app.ui.case_pages import ASSESS, CHECKS, LEDGER, PACKS, PROFILE, READINESS, REPORT
from desktop_app.ui.checks.row import FindingRow
from desktop_app.ui.components.buttons import Button
from desktop_app.ui.components.item_picker import ItemPicker
from desktop_app.ui.components.reason_popover import ReasonPopover
from desktop_app.ui.data_page import DataPage
from desktop_app.ui.ledger.page import LedgerPage
from desktop_app.ui.main_window import MainWindow
from desktop_app.ui.packs_page.page import PacksPage
from desktop_app.ui.profile.page import ProfilePage
from desktop_app.ui.readiness.page import ReadinessPage
from desktop_app.ui.report_page.page import ReportPage
from desktop_app.ui.theme import ThemeControl
from desktop_app.ui.trace_view import TraceView
from tests.ui.driving import W, child, children, click, press, typed_by_input_method
from tests.ui.starting import PATIENCE, start

Kind = dict[str, Any]

WALKS: list[Kind] = tomllib.loads(
    (Path(__file__).resolve().parents[1] / "data" / "three_kinds.toml").read_text(encoding="utf-8")
)["kind"]

#: As it is copied from a plant's own sheet: full-width digits, blanks around, a dash, a sum.
BLOCK = (
    "能源\t单位\t1月\t2月\t3月\t合计\n"
    "电力\t万kWh\t１０．２\t 9.8 \t约 10.5\t30.5\n"
    "柴油\tt\t3\t—\t未检出\t3\n"
)


def seen(window: QWidget, kind: type[W]) -> W:
    """The one widget of a kind that is in sight."""
    found = [one for one in children(window, kind) if one.isVisible()]
    assert len(found) == 1, kind
    return found[0]


def pick(qtbot: QtBot, field: QWidget, words: str) -> None:
    click(field)
    picker = seen(field.window(), ItemPicker)
    typed_by_input_method(picker.search, words)
    press(picker.search, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not picker.isVisible())


def found_enterprise(qtbot: QtBot, window: MainWindow, kind: Kind) -> None:
    """Found an enterprise by what people call its trade; its pack is chosen and says why."""
    window.start_page.new.button.click()
    form = window.start_page.form
    typed_by_input_method(form.name, kind["enterprise"])
    pick(qtbot, form.industry, kind["trade"])
    assert form.industry.key == kind["industry"]
    pick(qtbot, form.region, "清镇")
    form.year.choose("2024")
    assert form.packs.boxes[kind["pack"]].isChecked()
    assert any(one.text().startswith("适用于所选行业") for one in form.packs._reasons)
    form.create_button.click()
    qtbot.waitUntil(lambda: window.bridge is not None, timeout=PATIENCE)
    assert window.page == LEDGER


def fill(window: MainWindow) -> None:
    """Type into the profile, and paste a messy block into the energy ledger."""
    assert window.bridge is not None
    profile = cast("ProfilePage", window.show_page(PROFILE))
    typed_by_input_method(profile.lines["address"], "工业园区 １ 号")
    press(profile.lines["address"], Qt.Key.Key_Return)
    assert window.bridge.case.enterprise.address == "工业园区 １ 号"
    data = cast("DataPage", window.show_page(LEDGER))
    data.show_section("energy")
    ledger = cast("LedgerPage", data.shown)
    QGuiApplication.clipboard().setText(BLOCK)
    ledger.excel_menu.actions()[0].trigger()
    assert ledger.commands.preview is not None
    ledger.commands.preview.confirm.click()
    states = {str(key): datum.state for key, datum in window.bridge.case.data.items()}
    assert states == {
        "energy.electricity@2024-01": State.GIVEN,
        "energy.electricity@2024-02": State.GIVEN,
        "energy.electricity@2024-03": State.ESTIMATED,
        "energy.diesel@2024-01": State.GIVEN,
        "energy.diesel@2024-03": State.ESTIMATED,
    }


def evaluate(qtbot: QtBot, window: MainWindow, kind: Kind) -> None:
    """Choose levels with the mouse, say that a row does not apply, and ask why."""
    page = cast("AssessPage", window.show_page(ASSESS))
    for key, level in kind["answers"].items():
        detail = page.view.reveal_row(key)
        assert detail is not None
        card = child(detail.edits[0], QRadioButton, level)
        qtbot.waitUntil(card.isVisible)
        click(card)
        reading = page.view.rows[key].reading
        assert reading.level is not None
        assert reading.level.text == level
    if kind["na"]["row"]:
        row = page.view.rows[kind["na"]["row"]]
        row.setFocus()
        press(row, Qt.Key.Key_N)
        asked = seen(window, ReasonPopover)
        child(asked, QLineEdit, "为什么不适用？").setText(kind["na"]["reason"])
        click(child(asked, Button, "确定不适用"))
        assert row.reading.state_text == "不适用"
    else:
        assert not page.view.rows
        assert child(page.view, QLabel, "所选规则包没有这一维度的内容。").isVisible()
    page.show_limb(Limb.CARBON)
    total = page.view.rows["carbon.total"]
    click(total, QPoint(total.width() - 24, total.height() // 2))
    trace = seen(window, TraceView)
    assert trace.trace.id == "carbon.total"
    press(trace, Qt.Key.Key_Escape)


def look_round(qtbot: QtBot, window: MainWindow, kind: Kind) -> None:
    """The pages that tell: position, findings, packs."""
    assert window.bridge is not None
    readiness = window.show_page(READINESS)
    assert isinstance(readiness, ReadinessPage)
    bridge = window.bridge
    qtbot.waitUntil(lambda: bridge.findings is not None, timeout=PATIENCE)
    checks = window.show_page(CHECKS)
    shown = [one.finding for one in children(checks, FindingRow) if one.isVisible()]
    told = [one.message() for one in shown if one is not None]
    assert any("没有填" in one for one in told)
    packs = cast("PacksPage", window.show_page(PACKS))
    packs.show_pack(kind["pack"])
    assert packs.chosen is not None
    assert packs.chosen.id == kind["pack"]


def export(qtbot: QtBot, window: MainWindow, target: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """Export the PDF by its command and read it back, without the breaks of lines."""
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_args: (str(target), ""))
    window.actions_by_id["export_pdf"].trigger()
    report = cast("ReportPage", window.page_widget(REPORT))
    qtbot.waitUntil(report.folder_button.isVisible, timeout=PATIENCE)
    document = pypdfium2.PdfDocument(target)
    pages = [document[at].get_textpage().get_text_bounded() for at in range(len(document))]
    document.close()
    return re.sub(r"\s+", "", "".join(pages))


@pytest.mark.parametrize("kind", WALKS, ids=[one["pack"] for one in WALKS])
def test_from_an_empty_library_to_the_printed_verdict(
    qtbot: QtBot,
    odd_path: Path,
    control: ThemeControl,
    kind: Kind,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    window = start(qtbot, odd_path, control)
    found_enterprise(qtbot, window, kind)
    fill(window)
    evaluate(qtbot, window, kind)
    look_round(qtbot, window, kind)
    printed = export(qtbot, window, odd_path / "报告.pdf", monkeypatch)
    assert kind["enterprise"] in printed
    assert "双近零等级D0暂不评级" in printed
    for verdict in kind["verdicts"]:
        assert verdict.replace(" ", "") in printed
