"""What leaves the window and comes back: signed exports, binders, files that are verified."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import cast

import pypdfium2
import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent, QGuiApplication
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from desktop_app.ui.case_pages import EVIDENCE, REPORT
from desktop_app.ui.evidence.page import EvidencePage
from desktop_app.ui.main_window import MainWindow
from desktop_app.ui.outgoing.outgoing import Outgoing
from desktop_app.ui.outgoing.signing_popover import SigningPopover
from desktop_app.ui.report_page import making
from desktop_app.ui.report_page.page import ReportPage
from desktop_app.ui.theme import ThemeControl
from tests.app.evidence_files import pdf_bytes, put, workbook_bytes
from tests.ui.starting import PATIENCE, open_example, start


@pytest.fixture
def window(qtbot: QtBot, odd_path: Path, control: ThemeControl) -> MainWindow:
    made = start(qtbot, odd_path / "用户", control)
    open_example(qtbot, made)
    return made


def outgoing(window: MainWindow) -> Outgoing:
    assert window.bridge is not None
    assert window.bridge.outgoing is not None
    return window.bridge.outgoing


def report_page(window: MainWindow) -> ReportPage:
    return cast("ReportPage", window.show_page(REPORT))


def told(window: MainWindow) -> list[str]:
    return [one.accessibleName() for one in window.toasts.toasts]


def answering(monkeypatch: pytest.MonkeyPatch, name: str, path: Path) -> None:
    monkeypatch.setattr(QFileDialog, name, lambda *_given: (str(path), ""))


def commands(menu: object) -> dict[str, Callable[[], None]]:
    return {one.text(): one.trigger for one in menu.actions() if one.text()}  # type: ignore[attr-defined]


def drop(page: ReportPage, path: Path) -> None:
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path))])
    event = QDropEvent(
        QPointF(20, 20),
        Qt.DropAction.CopyAction,
        mime,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    assert page.beside.eventFilter(page, event)


def test_a_signed_report_comes_back_and_is_told_from_an_altered_one(
    qtbot: QtBot, window: MainWindow, odd_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = report_page(window)
    key, target = odd_path / "私钥.pem", odd_path / "报告.pdf"
    popover = SigningPopover(page.beside.menu_button, "", "")
    popover.given.connect(outgoing(window).sign_as)
    popover.open()
    popover.keep_button.click()
    assert popover.told.text()
    answering(monkeypatch, "getSaveFileName", key)
    popover.new_button.click()
    assert key.exists()
    popover.name.setText("某某咨询公司")
    popover.keep_button.click()
    assert popover.isHidden()
    assert outgoing(window).signer == "某某咨询公司"
    page.export_to(target, making.export_pdf)
    qtbot.waitUntil(target.exists, timeout=PATIENCE)
    drop(page, target)
    panel = page.beside.panel
    qtbot.waitUntil(panel.isVisible, timeout=PATIENCE)
    assert panel.verdict.text() == "✓ 与写出时一致"
    assert "某某咨询公司" in panel.signature.text()
    assert "编号相同" in panel.case.text()
    panel.trust_button.click()
    assert not panel.trust_button.isVisible()
    assert "已信任" in panel.signature.text()
    with pypdfium2.PdfDocument(target) as pdf:
        del pdf[4]
        pdf.save(odd_path / "改过.pdf")
    answering(monkeypatch, "getOpenFileName", odd_path / "改过.pdf")
    commands(page.beside.menu())["核对文件…"]()
    qtbot.waitUntil(lambda: panel.file.text() == "改过.pdf", timeout=PATIENCE)
    assert panel.verdict.text() == "✕ 内容有改动"
    assert "原第 5 页 已被删去" in panel.places.text()
    panel.copy_button.click()
    assert "原第 5 页" in QGuiApplication.clipboard().text()
    panel.close_button.click()
    assert panel.isHidden()
    key.unlink()
    page.export_to(odd_path / "没有.pdf", making.export_pdf)
    assert "没有导出" in told(window)[-1]
    outgoing(window).sign_as("", "")
    assert outgoing(window).signer == ""


def test_binder_and_report_are_made_together(
    qtbot: QtBot, window: MainWindow, odd_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = report_page(window)
    menu = page.beside.menu()
    assert [one.isEnabled() for one in menu.actions()[:2]] == [False, False]
    menu.close()
    assert window.bridge is not None
    assert window.bridge.desk is not None
    paths = [put(odd_path, "发票.pdf", pdf_bytes()), put(odd_path, "台账.xlsx", workbook_bytes())]
    window.bridge.desk.take(paths, [])
    bridge = window.bridge
    qtbot.waitUntil(lambda: len(bridge.case.evidence) == 2, timeout=PATIENCE)
    report = odd_path / "报告 一.pdf"
    answering(monkeypatch, "getSaveFileName", report)
    commands(page.beside.menu())["PDF 报告与佐证册…"]()
    qtbot.waitUntil(report.exists, timeout=PATIENCE)
    binder = odd_path / "西王特钢有限公司_2020_佐证册.pdf"
    with pypdfium2.PdfDocument(report) as pdf:
        text = "".join("".join(one.get_textpage().get_text_bounded().split()) for one in pdf)
    assert "佐证册第3页" in text
    with pypdfium2.PdfDocument(binder) as pdf:
        assert "P-001" in pdf[2].get_textpage().get_text_bounded()
    qtbot.waitUntil(lambda: any("没有收全" in one for one in told(window)), timeout=PATIENCE)
    shown = cast("EvidencePage", window.show_page(EVIDENCE))
    alone = odd_path / "单独.pdf"
    answering(monkeypatch, "getSaveFileName", alone)
    shown._bind()
    qtbot.waitUntil(alone.exists, timeout=PATIENCE)


def test_what_is_no_file_of_ours_is_told(qtbot: QtBot, window: MainWindow, odd_path: Path) -> None:
    page = report_page(window)
    drop(page, put(odd_path, "图.pdf", b"nothing"))
    qtbot.waitUntil(lambda: any("图.pdf" in one for one in told(window)), timeout=PATIENCE)
    drop(page, put(odd_path, "别家.pdf", pdf_bytes()))
    qtbot.waitUntil(page.beside.panel.isVisible, timeout=PATIENCE)
    assert page.beside.panel.verdict.text() == "○ 无法核对：没有出处信息"
    assert page.beside.panel.case.isHidden()
