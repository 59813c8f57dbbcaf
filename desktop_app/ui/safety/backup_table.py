"""The backups as a table: when, how large, where."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

from PySide6.QtCore import QObject, Qt

from desktop_app.app.backups import Backup
from desktop_app.i18n import _
from desktop_app.ui.components.row_table import RIGHT, Index, LinesModel
from desktop_app.ui.safety.readings import about_backup, moment_text, size_text

WIDTHS: Final = (170, 110, 220)
_ALIGN: Final = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_SIZE: Final = 1
_GAP: Final = "\u3000"
"""Keeps figures at the right off the texts at the left of the next column."""


class BackupModel(LinesModel[Backup]):
    """One backup a line, the newest first."""

    right = (_SIZE,)

    def __init__(self, library: Path, parent: QObject | None = None) -> None:
        super().__init__((_("时间"), f"{_('大小')}{_GAP}", _("位置"), _("文件")), parent)
        self._library = library

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401
        """What stands in a cell."""
        one = self.lines[index.row()]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return RIGHT if index.column() in self.right else _ALIGN
        if role == Qt.ItemDataRole.ToolTipRole:
            return str(one.path)
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        texts = (
            moment_text(one.at),
            f"{size_text(one.size)}{_GAP}",
            about_backup(one, self._library),
            one.path.name,
        )
        return texts[index.column()]
