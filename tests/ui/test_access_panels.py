"""Access to what opens over the pages: every popover and dialog is opened, named and walked.

A class that is new and not opened here fails `test_every_panel_is_opened`, so none is forgotten.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable, Iterator
from decimal import Decimal
from pathlib import Path
from typing import Final, cast

from PySide6.QtCore import QSize, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from desktop_app import ui
from desktop_app.app.enterprise_columns import columns
from desktop_app.core.data import Key, Period
from desktop_app.core.evidence import Subject as EvidenceSubject
from desktop_app.core.evidence import SubjectKind
from desktop_app.core.log import Place
from desktop_app.ui import theme
from desktop_app.ui.bridge import Bridge
from desktop_app.ui.components.item_picker import ItemPicker, Pick
from desktop_app.ui.components.note_popover import NotePopover
from desktop_app.ui.components.password_dialog import PasswordDialog
from desktop_app.ui.components.popover import Popover
from desktop_app.ui.components.reason_popover import ReasonPopover
from desktop_app.ui.components.shadow import SHADOW_ROOM
from desktop_app.ui.crash import Crash
from desktop_app.ui.crash_dialog import CrashDialog
from desktop_app.ui.data_page import DataPage
from desktop_app.ui.enterprises.panels import ColumnsPanel, CopyPanel, ReportsPanel
from desktop_app.ui.evidence.popover import EvidencePopover
from desktop_app.ui.history.naming import MomentPopover
from desktop_app.ui.history.page import HistoryPage
from desktop_app.ui.history.place_popover import PlacePopover
from desktop_app.ui.history.subject import HistorySubject
from desktop_app.ui.ledger.page import LedgerPage
from desktop_app.ui.ledger.paste_preview import PastePreview
from desktop_app.ui.ledger.spread_popover import SpreadPopover
from desktop_app.ui.ledger.spreading import Spreading
from desktop_app.ui.ledger_import.dialog import ImportDialog
from desktop_app.ui.ledger_import.returned_dialog import ReturnedDialog
from desktop_app.ui.main_window import MainWindow
from desktop_app.ui.manual.window import ManualWindow, open_manual
from desktop_app.ui.outgoing.signing_popover import SigningPopover
from desktop_app.ui.report_page.form_dialog import FormDialog
from desktop_app.ui.report_page.template_dialog import TemplateDialog
from desktop_app.ui.safety.recovery_dialog import RecoveryDialog
from desktop_app.ui.search import SearchPanel
from desktop_app.ui.settings_panel import SettingsPanel
from desktop_app.ui.start.year_panel import YearPanel
from desktop_app.ui.theme import ThemeControl
from desktop_app.ui.trace_view import TraceView
from tests.ui.starting import PATIENCE, open_example, start
from tests.ui.test_access import announced, reached, where
from tests.ui.test_ledger_import import own_file
from tests.ui.test_returned_workbook import returned

SMALL_SCREEN: Final = QSize(1024, 700)
POWER: Final = "energy.electricity"
MOST: Final = 120
"""More stops than any panel has."""


def bridge_of(window: MainWindow) -> Bridge:
    assert window.bridge is not None
    return window.bridge


def floating(make: Callable[[MainWindow, QWidget], Popover]) -> Callable[..., QWidget]:
    """A popover that is made for an anchor and opened."""

    def opened(window: MainWindow, _qtbot: QtBot, _folder: Path) -> QWidget:
        panel = make(window, window.header.search)
        panel.open()
        return panel

    return opened


def shown(make: Callable[[MainWindow], QDialog]) -> Callable[..., QWidget]:
    """A dialog that is made for the window and opened."""

    def opened(window: MainWindow, _qtbot: QtBot, _folder: Path) -> QWidget:
        dialog = make(window)
        dialog.open()
        return dialog

    return opened


def result_of(window: MainWindow) -> str:
    return next(one.id for one in bridge_of(window).evaluation.results.values() if one.id)


def preview(window: MainWindow, _qtbot: QtBot, _folder: Path) -> QWidget:
    """A block pasted into the ledger."""
    window.jump("energy")
    page = cast("DataPage", window.page_widget("ledger")).shown
    assert isinstance(page, LedgerPage)
    QApplication.clipboard().setText("电力\t1\t2\n柴油\t3\t4")
    page.commands.paste()
    assert page.commands.preview is not None
    return page.commands.preview


def importing(window: MainWindow, qtbot: QtBot, folder: Path) -> QWidget:
    """A ledger file that is being mapped."""
    files = cast("DataPage", window.show_page("ledger")).files
    assert files is not None
    files.take(own_file(folder / "台账.xlsx"), "energy")
    dialog = files.dialog
    assert dialog is not None
    qtbot.waitUntil(lambda: bool(dialog.mapping.plans), timeout=PATIENCE)
    return dialog


def came_back(window: MainWindow, qtbot: QtBot, folder: Path) -> QWidget:
    """A workbook of the case that somebody edited."""
    files = cast("DataPage", window.show_page("ledger")).files
    assert files is not None
    files.take(returned(window, folder, 9), "energy")
    qtbot.waitUntil(lambda: files.returned is not None, timeout=PATIENCE)
    assert files.returned is not None
    return files.returned


def moment(window: MainWindow, anchor: QWidget) -> Popover:
    return MomentPopover(cast("HistoryPage", window.show_page("history"))._desk, anchor)


def place(window: MainWindow, anchor: QWidget) -> Popover:
    at = Place.of_datum(Key(POWER, Period(bridge_of(window).case.year)))
    return PlacePopover(bridge_of(window), HistorySubject((at,), "电力", anchor))


def evidence(window: MainWindow, anchor: QWidget) -> Popover:
    subject = EvidenceSubject(SubjectKind.DATUM, POWER, period="2023")
    return EvidencePopover(bridge_of(window), anchor, [subject], "电力")


def spread(_window: MainWindow, anchor: QWidget) -> Popover:
    found = Spreading(Decimal(12), Decimal(12), "t", tuple(range(1, 13)))
    return SpreadPopover(anchor, "电力", found)


def templates(window: MainWindow) -> QDialog:
    catalog = bridge_of(window).session.catalog
    return TemplateDialog(window.paths, catalog, window.tasks, "full", window)


def forms(window: MainWindow) -> QDialog:
    catalog = bridge_of(window).session.catalog
    return FormDialog(window.paths, catalog, window.tasks, "energy_use", window)


CRASH: Final = Crash("坏了", "细节", Path("x.log"))
PICKS: Final = [Pick("a", "电力", "能源"), Pick("b", "柴油", "能源")]

PANELS: Final[dict[type[QWidget], Callable[[MainWindow, QtBot, Path], QWidget]]] = {
    TraceView: floating(
        lambda window, anchor: TraceView(anchor, bridge_of(window), result_of(window))
    ),
    NotePopover: floating(lambda _window, anchor: NotePopover(anchor, "停产检修")),
    ReasonPopover: floating(lambda _window, anchor: ReasonPopover(anchor, ("没有这道工序",))),
    ItemPicker: floating(lambda _window, anchor: ItemPicker(anchor, "选择数据项", PICKS)),
    MomentPopover: floating(moment),
    PlacePopover: floating(place),
    SettingsPanel: floating(
        lambda window, anchor: SettingsPanel(window.settings, window._control, anchor)
    ),
    SearchPanel: floating(lambda window, _anchor: SearchPanel(window)),
    YearPanel: floating(lambda _window, anchor: YearPanel(anchor, 2023, (2023,))),
    SpreadPopover: floating(spread),
    ColumnsPanel: floating(lambda _window, anchor: ColumnsPanel(anchor, columns(), ("year",))),
    CopyPanel: floating(lambda _window, anchor: CopyPanel(anchor, "甲厂", 2023, (2023,))),
    ReportsPanel: floating(lambda _window, anchor: ReportsPanel(anchor, 3)),
    EvidencePopover: floating(evidence),
    SigningPopover: floating(lambda _window, anchor: SigningPopover(anchor, "甲厂", "")),
    CrashDialog: shown(lambda window: CrashDialog(CRASH, parent=window)),
    TemplateDialog: shown(templates),
    FormDialog: shown(forms),
    PasswordDialog: shown(
        lambda window: PasswordDialog(
            "改口令",
            "先给出现在的口令。",
            "改",
            window,
            present="现在的口令",
            new=True,
            understood="我知道",
        )
    ),
    RecoveryDialog: shown(lambda window: RecoveryDialog("AAAA-BBBB", Path("x.nzl"), window)),
    ManualWindow: lambda window, _qtbot, _folder: open_manual(window),
    PastePreview: preview,
    ImportDialog: importing,
    ReturnedDialog: came_back,
}


def below(kind: type[QWidget]) -> Iterator[type[QWidget]]:
    for one in kind.__subclasses__():
        yield one
        yield from below(one)


def walked(panel: QWidget) -> dict[QWidget, bool]:
    """What the Tab key comes to, each with whether its picture changes when the focus leaves."""
    seen: dict[QWidget, bool] = {}
    now: QWidget = QApplication.focusWidget() or panel
    for _stop in range(MOST):
        lit = now.grab().toImage()
        QTest.keyClick(now, Qt.Key.Key_Tab)
        after: QWidget | None = QApplication.focusWidget()
        if now in seen:
            seen[now] = after is now or now.grab().toImage() != lit
        if after is None or after in seen:
            break
        seen[after] = False
        now = after
    return seen


def test_every_panel_is_opened() -> None:
    for found in pkgutil.walk_packages(ui.__path__, "desktop_app.ui."):
        importlib.import_module(found.name)
    made = {
        one
        for kind in (Popover, QDialog)
        for one in below(kind)
        if one.__module__.startswith("desktop_app.ui.")
    }
    assert made <= set(PANELS)


def test_panels_are_named_walked_and_lit(
    qtbot: QtBot, odd_path: Path, control: ThemeControl
) -> None:
    window = start(qtbot, odd_path, control)
    open_example(qtbot, window)
    window.resize(window.minimumSize())
    faults: list[str] = []
    for kind, opener in PANELS.items():
        window.setFocus()
        panel = opener(window, qtbot, odd_path)
        assert isinstance(panel, kind)
        qtbot.waitUntil(panel.isVisible, timeout=PATIENCE)
        qtbot.wait(20)
        name = kind.__name__
        # A dialog can be made smaller by hand, a popover cannot.
        room = theme.current().px(2 * SHADOW_ROOM)
        least = panel.size() - QSize(room, room)
        around = window.size()
        if isinstance(panel, QDialog):
            least, around = panel.minimumSizeHint(), SMALL_SCREEN
        if least.boundedTo(around) != least:
            faults.append(f"{name} does not fit into {around}: {least}")
        if not announced(panel).strip():
            faults.append(f"{name} has no name")
        held = QApplication.focusWidget()
        if held is None or not (held is panel or panel.isAncestorOf(held)):
            faults.append(f"{name} does not take the keyboard: {held}")
        stops = [one for one in reached(panel) if one.isVisible() and one.isEnabled()]
        nameless = [one for one in stops if not announced(one).strip()]
        faults += [f"{name} nameless: {where(one, panel)}" for one in nameless]
        seen = walked(panel)
        missed = [one for one in stops if one not in seen]
        faults += [f"{name} not reached: {where(one, panel)}" for one in missed]
        dark = [one for one, lit in seen.items() if not lit and one is not panel]
        faults += [f"{name} not lit: {where(one, panel)}" for one in dark]
        outside = [one for one in seen if not panel.isAncestorOf(one) and one is not panel]
        faults += [f"{name} leaves: {where(one, panel)}" for one in outside]
        QTest.keyClick(QApplication.focusWidget() or panel, Qt.Key.Key_Escape)
        qtbot.waitUntil(lambda panel=panel: gone(panel), timeout=PATIENCE)  # type: ignore[misc]
    assert not faults, "\n".join(faults)


def gone(panel: QWidget) -> bool:
    return not isValid(panel) or not panel.isVisible()
