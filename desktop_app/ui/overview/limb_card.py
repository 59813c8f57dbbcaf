"""The card of one limb: its level, its one number, the way to the next level."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop_app.core.units import show_unit
from desktop_app.i18n import _
from desktop_app.ui import theme
from desktop_app.ui.components.card import Card
from desktop_app.ui.components.figure import Figure
from desktop_app.ui.components.flow import FlowRow
from desktop_app.ui.components.labels import label
from desktop_app.ui.components.level_badge import LevelBadge
from desktop_app.ui.components.state_chip import ChipState, StateChip
from desktop_app.ui.overview.readings import LimbReading
from desktop_app.ui.theme import Type


class LimbCard(Card):
    """Opens the limb's evaluation list when clicked."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(clickable=True, parent=parent)
        self.reading: LimbReading | None = None
        self._name = label("", "strong")
        self._level = LevelBadge()
        self._verify = StateChip(ChipState.TO_VERIFY)
        self._number = Figure("", "", Type.TITLE)
        self._number_name = label("", "caption", wrap=True)
        self._number_name.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop)
        self._line = label("", "caption", wrap=True)
        self._fill()
        self._keep_height()

    def _fill(self) -> None:
        title = FlowRow()
        title.add(self._name, self._level, self._verify)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(title, 1)
        head.addWidget(self._number, 0, Qt.AlignmentFlag.AlignTop)
        words = QHBoxLayout()
        words.setSpacing(16)
        words.addWidget(self._line, 3)
        words.addWidget(self._number_name, 2)
        column = QVBoxLayout()
        column.setSpacing(6)
        column.addLayout(head)
        column.addLayout(words)
        self.body.addLayout(column)

    def _keep_height(self) -> None:
        """A figure without text is lower than one with: the head keeps its height."""
        self._name.setMinimumHeight(theme.current().px(28))

    def show_limb(self, reading: LimbReading) -> None:
        """Show another reading; the same one costs nothing."""
        if reading == self.reading:
            return
        self.reading = reading
        self._name.setText(reading.title)
        level = reading.level
        self._level.setVisible(level is not None)
        if level is not None:
            self._level.set_level(level.tone, level.text, level.sign)
        self._verify.setVisible(reading.to_verify)
        self._number.set_figure(reading.figure, show_unit(reading.unit))
        self._number.setVisible(bool(reading.figure))
        self._number_name.setText(reading.figure_name)
        self._number_name.setVisible(bool(reading.figure_name))
        self._line.setText(reading.line)
        said = (level.text if level else "", reading.figure, reading.unit, reading.line)
        self.setAccessibleName(reading.title)
        self.setAccessibleDescription(_("，").join(part for part in said if part))

    def changeEvent(self, event: QEvent) -> None:
        """Keep the height of the head in another font size."""
        super().changeEvent(event)
        if theme.is_theme_change(event):
            self._keep_height()
