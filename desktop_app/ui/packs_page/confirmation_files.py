"""Carrying confirmations from library to library: the buttons beside the numbers of a pack."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QWidget
from shiboken6 import isValid

from desktop_app.app.confirming import Standing, export_to, read_file, take_over
from desktop_app.core.problems import Problem, has_errors
from desktop_app.i18n import _, translate
from desktop_app.ui import theme
from desktop_app.ui.components.buttons import BareButton
from desktop_app.ui.packs_page.desk import Desk

_MOST = 3


class ConfirmationFiles(QWidget):
    """The confirmations of a library out to a file and in from one.

    Signals:
        taken(): confirmations were taken over from a file.
    """

    taken = Signal()

    def __init__(self, desk: Desk, pack_id: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk, self._pack_id = desk, pack_id
        self.export_button = BareButton(_("导出核实记录…"), "download")
        self.import_button = BareButton(_("导入核实记录…"), "upload")
        self.export_button.clicked.connect(self.export)
        self.import_button.clicked.connect(self.take_in)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.current().px(8))
        row.addWidget(self.export_button)
        row.addWidget(self.import_button)

    def follow(self, rows: Sequence[Standing]) -> None:
        """Only what is confirmed in this library can be exported."""
        self.export_button.setEnabled(any(one.own or one.lapsed for one in rows))

    def export(self) -> None:
        """Write the library's confirmations of the pack to a file the user names."""
        proposal = f"{self._pack_id}-{_('核实记录')}.toml"
        target, _kind = QFileDialog.getSaveFileName(
            self, _("导出核实记录"), proposal, _("核实记录（*.toml）")
        )
        if not target:
            return
        path = Path(target) if Path(target).suffix else Path(f"{target}.toml")
        failed = export_to(self._desk.workspace, self._pack_id, path)
        if failed is None:
            self._tell(_("已导出到 {file}").format(file=path), "done")
        else:
            self._tell(failed.told(translate), "problem")

    def take_in(self) -> None:
        """Take over the confirmations of a file, of whatever packs they are."""
        source, _kind = QFileDialog.getOpenFileName(
            self, _("导入核实记录"), "", _("核实记录（*.toml）")
        )
        if not source:
            return
        read = read_file(Path(source))
        found = self._desk.keep(lambda: take_over(self._desk.workspace, read), self._taken_later)
        if has_errors(found):
            self._tell(_told(found), "problem")
            return
        self.taken.emit()
        words = _("已导入 {count} 条核实记录。").format(count=len(read))
        self._tell("\n".join(part for part in (words, _told(found)) if part), "done")

    def _taken_later(self) -> None:
        """They had to wait for the library; the page may be gone by now."""
        if isValid(self):
            self.taken.emit()

    def _tell(self, words: str, kind: str) -> None:
        if self._desk.toasts is not None:
            self._desk.toasts.show(words, kind)


def _told(found: Sequence[Problem]) -> str:
    """The first problems in full; how many more there are."""
    lines = [one.told(translate) for one in found[:_MOST]]
    if len(found) > _MOST:
        lines.append(_("另有 {count} 条。").format(count=len(found) - _MOST))
    return "\n".join(lines)
