"""What two states come to, side by side: grade, axes, limbs, figures; what differs stands out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QVBoxLayout, QWidget

from desktop_app.app.case_comparison import VerdictLine
from desktop_app.i18n import _
from desktop_app.ui import theme
from desktop_app.ui.components.labels import label

_ACROSS: Final = 6


class VerdictStrip(QFrame):
    """A cell for each thing judged: its name, and the old and the new where they differ."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self.setAccessibleName(_("结论对比"))
        self.cells: list[QLabel] = []
        self._grid = QGridLayout(self)
        self._pad()
        self.hide()

    def _pad(self) -> None:
        worn = theme.current()
        self._grid.setContentsMargins(worn.px(16), worn.px(10), worn.px(16), worn.px(10))
        self._grid.setHorizontalSpacing(worn.px(16))
        self._grid.setVerticalSpacing(worn.px(8))

    def show_lines(self, lines: Sequence[VerdictLine]) -> None:
        """Show other lines; none hides the strip."""
        while self._grid.count():
            widget = self._grid.takeAt(0).widget()
            widget.hide()
            widget.deleteLater()
        self.cells = []
        for at, line in enumerate(lines):
            self._grid.addWidget(self._cell(line), at // _ACROSS, at % _ACROSS)
        for column in range(_ACROSS):
            self._grid.setColumnStretch(column, 1)
        self.setVisible(bool(lines))
        told = [self._words(line) for line in lines if line.differs]
        self.setAccessibleDescription(_("；").join(told) or _("结论没有变化"))

    def _cell(self, line: VerdictLine) -> QWidget:
        cell = QWidget()
        cell.setProperty("role", "canvas")
        column = QVBoxLayout(cell)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(label(line.name, "caption"))
        old, new = line.old, line.new
        unit = new.rpartition(" ")[2]
        if unit and old.endswith(f" {unit}") and not unit[0].isdecimal():
            old = old.removesuffix(f" {unit}")
        words = _("{before} → {after}").format(before=old, after=new)
        value = label(words if line.differs else line.new, "strong" if line.differs else "muted")
        value.setWordWrap(True)
        value.setToolTip(self._words(line))
        self.cells.append(value)
        column.addWidget(value)
        column.addStretch(1)
        return cell

    def _words(self, line: VerdictLine) -> str:
        change = _("{before} → {after}").format(before=line.old, after=line.new)
        return _("{name}：{value}").format(name=line.name, value=change)

    def changeEvent(self, event: QEvent) -> None:
        """Keep the room in another font size."""
        super().changeEvent(event)
        if theme.is_theme_change(event):
            self._pad()
