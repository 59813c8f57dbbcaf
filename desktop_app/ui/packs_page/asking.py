"""Asking for files that carry packs; each question starts in the folder of the last answer."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from desktop_app.i18n import _
from desktop_app.ui.folders import usual_folder
from desktop_app.ui.packs_page.files import as_workbook


class Asking:
    """The questions of one page; the first starts in the folder of the user's documents."""

    def __init__(self, page: QWidget) -> None:
        self._page = page
        self._folder = usual_folder()

    def packs(self) -> list[Path]:
        """Files to import; none when the user thinks better of it."""
        title = _("导入规则包：工作簿或规则包文件")
        kinds = _("规则包 (*.xlsx *.nzpack);;所有文件 (*)")
        chosen, _kind = QFileDialog.getOpenFileNames(self._page, title, str(self._folder), kinds)
        return [self._noted(one) for one in chosen]

    def workbook(self, title: str) -> Path | None:
        """A workbook to read."""
        kinds = _("Excel 工作簿 (*.xlsx);;所有文件 (*)")
        chosen, _kind = QFileDialog.getOpenFileName(self._page, title, str(self._folder), kinds)
        return self._noted(chosen) if chosen else None

    def target(self, title: str, name: str) -> Path | None:
        """Where to write a workbook."""
        kinds = _("Excel 工作簿 (*.xlsx)")
        proposed = str(self._folder / name)
        chosen, _kind = QFileDialog.getSaveFileName(self._page, title, proposed, kinds)
        return as_workbook(self._noted(chosen)) if chosen else None

    def _noted(self, chosen: str) -> Path:
        found = Path(chosen)
        self._folder = found.parent
        return found
