"""Every popover and dialog of the window, opened as its owner opens it."""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final, cast

from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from desktop_app.app.enterprise_columns import columns
from desktop_app.core.data import Key, Period
from desktop_app.core.evidence import Subject, SubjectKind
from desktop_app.core.log import Place
from desktop_app.i18n import _
from desktop_app.ui.components.item_picker import ItemPicker, Pick
from desktop_app.ui.components.note_popover import NotePopover
from desktop_app.ui.components.password_dialog import PasswordDialog
from desktop_app.ui.components.popover import Popover
from desktop_app.ui.components.reason_popover import ReasonPopover
from desktop_app.ui.crash import Crash
from desktop_app.ui.crash_dialog import CrashDialog
from desktop_app.ui.enterprises.panels import ColumnsPanel, CopyPanel, ReportsPanel
from desktop_app.ui.evidence.popover import EvidencePopover
from desktop_app.ui.history.naming import MomentPopover
from desktop_app.ui.history.place_popover import PlacePopover
from desktop_app.ui.history.subject import HistorySubject
from desktop_app.ui.ledger.page import LedgerPage
from desktop_app.ui.ledger.paste_preview import PastePreview
from desktop_app.ui.ledger.spread_popover import SpreadPopover
from desktop_app.ui.ledger.spreading import Spreading
from desktop_app.ui.ledger_import.dialog import ImportDialog
from desktop_app.ui.ledger_import.returned_dialog import ReturnedDialog
from desktop_app.ui.main_window import MainWindow
from desktop_app.ui.manual.picture_view import PictureView
from desktop_app.ui.manual.window import ManualWindow, open_manual
from desktop_app.ui.outgoing.signing_popover import SigningPopover
from desktop_app.ui.report_page.form_dialog import FormDialog
from desktop_app.ui.report_page.template_dialog import TemplateDialog
from desktop_app.ui.safety.recovery_dialog import RecoveryDialog
from desktop_app.ui.search import SearchPanel
from desktop_app.ui.settings_panel import SettingsPanel
from desktop_app.ui.start.year_panel import YearPanel
from desktop_app.ui.trace_view import TraceView
from installer.screens.files import POWER, ledger_file, returned_file
from installer.screens.stage import Screen, Stage

if TYPE_CHECKING:
    from desktop_app.ui.data_page import DataPage
    from desktop_app.ui.history.page import HistoryPage

Opener = Callable[[Stage], QWidget]


def _floating(make: Callable[[MainWindow, QWidget], Popover]) -> Opener:
    """A popover that is made for an anchor and opened."""

    def opened(stage: Stage) -> QWidget:
        panel = make(stage.window, stage.window.header.search)
        panel.open()
        return panel

    return opened


def _shown(make: Callable[[MainWindow], QDialog]) -> Opener:
    """A dialog that is made for the window and opened."""

    def opened(stage: Stage) -> QWidget:
        dialog = make(stage.window)
        dialog.open()
        return dialog

    return opened


def _traced(window: MainWindow, anchor: QWidget) -> Popover:
    """Of a result that was worked out, if there is one."""
    assert window.bridge is not None
    results = list(window.bridge.evaluation.results.values())
    told = next((one for one in results if one.headline and one.value is not None), results[0])
    return TraceView(anchor, window.bridge, told.id)


def _preview(stage: Stage) -> QWidget:
    """A block pasted into the ledger."""
    stage.window.jump("energy")
    page = cast("DataPage", stage.window.page_widget("ledger")).shown
    assert isinstance(page, LedgerPage)
    QApplication.clipboard().setText("电力\t1\t2\n柴油\t3\t4")
    page.commands.paste()
    assert page.commands.preview is not None
    return page.commands.preview


def _importing(stage: Stage) -> QWidget:
    """A ledger file that is being mapped."""
    files = cast("DataPage", stage.window.show_page("ledger")).files
    assert files is not None
    files.take(ledger_file(stage.folder), "energy")
    stage.wait(lambda: files.dialog is not None)
    dialog = files.dialog
    assert dialog is not None
    stage.wait(lambda: bool(dialog.mapping.plans))
    return dialog


def _came_back(stage: Stage) -> QWidget:
    """A workbook of the case that somebody edited."""
    files = cast("DataPage", stage.window.show_page("ledger")).files
    assert files is not None
    files.take(returned_file(stage.bridge.case, stage.folder), "energy")
    stage.wait(lambda: files.returned is not None)
    assert files.returned is not None
    return files.returned


def _moment(window: MainWindow, anchor: QWidget) -> Popover:
    return MomentPopover(cast("HistoryPage", window.show_page("history"))._desk, anchor)


def _place(window: MainWindow, anchor: QWidget) -> Popover:
    assert window.bridge is not None
    at = Place.of_datum(Key(POWER, Period(window.bridge.case.year, 6)))
    return PlacePopover(window.bridge, HistorySubject((at,), "电力", anchor))


def _evidence(window: MainWindow, anchor: QWidget) -> Popover:
    assert window.bridge is not None
    subject = Subject(SubjectKind.DATUM, POWER, period="2023")
    return EvidencePopover(window.bridge, anchor, [subject], "电力")


def _spread(_window: MainWindow, anchor: QWidget) -> Popover:
    found = Spreading(Decimal(1200), Decimal(1200), "t", tuple(range(1, 13)))
    return SpreadPopover(anchor, "电力", found)


def _templates(window: MainWindow) -> QDialog:
    assert window.bridge is not None
    catalog = window.bridge.session.catalog
    return TemplateDialog(window.paths, catalog, window.tasks, "full", window)


def _forms(window: MainWindow) -> QDialog:
    assert window.bridge is not None
    catalog = window.bridge.session.catalog
    return FormDialog(window.paths, catalog, window.tasks, "energy_use", window)


def _search(window: MainWindow, _anchor: QWidget) -> Popover:
    return SearchPanel(window)


def _password(window: MainWindow) -> QDialog:
    words = _("企业库用新口令重新加密，恢复密钥也换新的；以前的备份仍用以前的口令打开。")
    return PasswordDialog(
        _("换口令"),
        words,
        _("换口令"),
        window,
        present=_("现在的口令或恢复密钥"),
        new=True,
        understood=_("我知道：忘记口令且没有恢复密钥，数据无法找回"),
    )


_CRASH: Final = Crash(
    "ValueError: 虚构的问题", "Traceback …\nValueError: 虚构的问题", Path("x.log")
)
_PICKS: Final = [Pick("a", "电力", "能源"), Pick("b", "柴油", "能源")]


def _picture(window: MainWindow) -> PictureView:
    held = QPixmap(str(window.paths.manual / "pictures" / "paste.png"))
    held.setDevicePixelRatio(2)
    return PictureView(held, "粘贴之前的核对表", window)


PANELS: Final[dict[type[QWidget], Opener]] = {
    TraceView: _floating(_traced),
    NotePopover: _floating(lambda _window, anchor: NotePopover(anchor, "停产检修")),
    ReasonPopover: _floating(lambda _window, anchor: ReasonPopover(anchor, ("没有这道工序",))),
    ItemPicker: _floating(lambda _window, anchor: ItemPicker(anchor, _("选择数据项"), _PICKS)),
    MomentPopover: _floating(_moment),
    PlacePopover: _floating(_place),
    SettingsPanel: _floating(
        lambda window, anchor: SettingsPanel(window.settings, window._control, anchor)
    ),
    SearchPanel: _floating(_search),
    YearPanel: _floating(lambda _window, anchor: YearPanel(anchor, 2023, (2023,))),
    SpreadPopover: _floating(_spread),
    ColumnsPanel: _floating(lambda _window, anchor: ColumnsPanel(anchor, columns(), ("year",))),
    CopyPanel: _floating(lambda _window, anchor: CopyPanel(anchor, "甲厂", 2023, (2023,))),
    ReportsPanel: _floating(lambda _window, anchor: ReportsPanel(anchor, 3)),
    EvidencePopover: _floating(_evidence),
    SigningPopover: _floating(lambda _window, anchor: SigningPopover(anchor, "甲厂", "")),
    CrashDialog: _shown(lambda window: CrashDialog(_CRASH, lambda *_given: None, parent=window)),
    TemplateDialog: _shown(_templates),
    FormDialog: _shown(_forms),
    PasswordDialog: _shown(_password),
    RecoveryDialog: _shown(
        lambda window: RecoveryDialog("7K2M-9QXT-4RWD-HPCB", Path("企业库.nzl"), window)
    ),
    ManualWindow: lambda stage: open_manual(stage.window),
    PictureView: _shown(_picture),
    PastePreview: _preview,
    ImportDialog: _importing,
    ReturnedDialog: _came_back,
}
"""Each kind of panel, and how it is opened over a window with a case."""


def _found(stage: Stage) -> None:
    """The search, with something typed."""
    panel = PANELS[SearchPanel](stage)
    assert isinstance(panel, SearchPanel)
    panel.field.setText("电")
    panel.field.searched.emit("电")
    stage.settle()


def _over(kind: type[QWidget], stage: Stage) -> None:
    """A panel over the page it belongs to."""
    if stage.window.page != "overview":
        stage.window.show_page("overview")
    PANELS[kind](stage)
    stage.rest()


def _named(kind: type[QWidget]) -> str:
    words = re.findall(r"[A-Z][a-z]+", kind.__name__)
    return "panel-" + "-".join(words).lower()


def panel_screens() -> tuple[Screen, ...]:
    """Every panel as a screen."""
    each = (Screen(_named(kind), partial(_over, kind)) for kind in PANELS)
    return (*each, Screen("panel-search-found", _found))
