"""The way of ledger files in and out of the window: choosing, dropping, importing, templates.

What reads and writes workbooks comes with the first of them: the ledgers are shown without it.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QWidget
from shiboken6 import isValid

from desktop_app.core.entry import Entry
from desktop_app.core.problems import Problem
from desktop_app.i18n import _, translate
from desktop_app.ui.bridge import Bridge
from desktop_app.ui.components.toast import ToastAction
from desktop_app.ui.folders import usual_folder
from desktop_app.ui.ledger.desk import LedgerDesk
from desktop_app.ui.packs_page.files import as_workbook
from desktop_app.ui.tasks import Progress

if TYPE_CHECKING:
    from desktop_app.app.returned_workbooks import ReturnedBook
    from desktop_app.ui.ledger_import.dialog import ImportDialog
    from desktop_app.ui.ledger_import.returned_dialog import ReturnedDialog


class LedgerFiles(QObject):
    """Imports and exports for the pages of an open case.

    Attributes:
        dialog: the import that is open now, None while there is none.
        returned: the same for a workbook of ours that came back edited.
    """

    def __init__(self, bridge: Bridge, desk: LedgerDesk, window: QWidget) -> None:
        super().__init__(window)
        self._bridge, self._desk, self._window = bridge, desk, window
        self._folder: Path | None = None
        self.dialog: ImportDialog | None = None
        self.returned: ReturnedDialog | None = None

    # --- in -------------------------------------------------------------------------------------

    def choose(self, section: str) -> None:
        """Ask for a file and take it in; `section` is the ledger it is most likely for."""
        kinds = _("Excel 工作簿 (*.xlsx);;所有文件 (*)")
        title = _("导入 Excel 文件")
        chosen, _kind = QFileDialog.getOpenFileName(self._window, title, str(self._usual), kinds)
        if chosen:
            self.take(Path(chosen), section)

    def take(self, path: Path, section: str) -> None:
        """Take in a file."""
        from desktop_app.ui.ledger_import.dialog import ImportDialog

        self._folder = path.parent
        dialog = ImportDialog(self._bridge, self._desk, path, section, self._window)
        dialog.confirmed.connect(lambda entries: self._store(entries, path.name))
        dialog.came_back.connect(lambda book: self._take_back(book, path.name))
        dialog.finished.connect(self._closed)
        self.dialog = dialog
        dialog.open()

    def _take_back(self, book: ReturnedBook, file: str) -> None:
        """Show what an edited workbook of ours changes."""
        from desktop_app.ui.ledger_import.returned_dialog import ReturnedDialog

        dialog = ReturnedDialog(self._bridge, book, self._window)
        dialog.confirmed.connect(lambda entries: self._store(entries, file))
        dialog.finished.connect(self._looked)
        self.returned = dialog
        dialog.open()

    def _looked(self) -> None:
        if self.returned is not None:
            self.returned.deleteLater()
        self.returned = None

    def _closed(self) -> None:
        if self.dialog is not None:
            self.dialog.deleteLater()
        self.dialog = None

    def _store(self, entries: Sequence[Entry], file: str) -> None:
        """One step; what could not be read stands in its cell and can be put right there."""
        label = _("导入“{file}”").format(file=file)
        outcome = self._bridge.enter(entries, label)
        refused = len(outcome.problems)
        said = _("已导入 {count} 格，可一次撤销。").format(count=len(entries) - refused)
        if refused:
            said += _("另有 {count} 格看不懂，标红待改。").format(count=refused)
        undo = ToastAction(_("撤销"), self._bridge.undo)
        self._desk.toasts.show(said, "problem" if refused else "done", undo)

    # --- out ------------------------------------------------------------------------------------

    def export(self, *, filled: bool) -> None:
        """Ask where to, and write a template there."""
        case = self._bridge.case
        kind = _("台账") if filled else _("空白台账")
        name = f"{kind} {case.enterprise.name} {case.year}.xlsx"
        proposed = self._usual / "".join("_" if one in '\\/:*?"<>|' else one for one in name)
        kinds = _("Excel 工作簿 (*.xlsx)")
        title = _("导出台账模板")
        chosen, _kind = QFileDialog.getSaveFileName(self._window, title, str(proposed), kinds)
        if chosen:
            self.export_to(as_workbook(Path(chosen)), filled=filled)

    def export_to(self, target: Path, *, filled: bool) -> None:
        """Write a template to a file, in the background."""
        self._folder = target.parent
        case, model, units = self._bridge.case, self._bridge.model, dict(self._bridge.units)

        def job(progress: Progress) -> Problem | None:
            from desktop_app.app.ledger_template import write_ledgers
            from desktop_app.ui.packs_page.job_card import watched

            step = watched(progress)
            return write_ledgers(case, model, units, target, filled=filled, step=step)

        self._desk.tasks.run(job, lambda failed: self._exported(target, failed), _raise)

    def _exported(self, target: Path, failed: Problem | None) -> None:
        if not isValid(self):
            return
        if failed is not None:
            self._desk.toasts.show(failed.told(translate), "problem")
            return
        url = QUrl.fromLocalFile(str(target.parent))
        show = ToastAction(_("打开所在文件夹"), lambda: QDesktopServices.openUrl(url))
        said = _("已导出 {file}").format(file=target.name)
        self._desk.toasts.show(said, "done", show)

    @property
    def _usual(self) -> Path:
        """The folder of the last file, at first that of the user's documents."""
        return usual_folder(self._folder)


def _raise(error: Exception) -> None:
    raise error
