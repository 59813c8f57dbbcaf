"""Filters as chips: each can be on or off, each says how many things it would show."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop_app.i18n import _
from desktop_app.ui.components.buttons import Button
from desktop_app.ui.components.flow import FlowLayout


@dataclass(frozen=True, slots=True)
class Chip:
    """One filter: its key, its words, and how many things it matches (None: not counted)."""

    key: str
    text: str
    count: int | None = None


class _ChipButton(Button):
    kind = "chip"
    icon_token = "muted"


class _ClearButton(_ChipButton):
    kind = "clear"


class ChipBar(QWidget):
    """A row of filter chips that wraps; none chosen means everything is shown.

    Signals:
        changed(object): the frozenset of chosen keys, after the user changed it.
    """

    changed = Signal(object)

    def __init__(
        self, chips: Sequence[Chip] = (), name: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setAccessibleName(name or _("筛选"))
        self._buttons: dict[str, _ChipButton] = {}
        self._row = FlowLayout(self, spacing=6)
        self._clear = _ClearButton(_("清除筛选"), "x")
        self._clear.clicked.connect(self.clear)
        self._row.addWidget(self._clear)
        self.set_chips(chips)

    @property
    def chosen(self) -> frozenset[str]:
        """The keys of the chips that are on."""
        return frozenset(key for key, button in self._buttons.items() if button.isChecked())

    def set_chips(self, chips: Sequence[Chip]) -> None:
        """Show these chips; those that stay keep being on or off."""
        kept = self.chosen
        for button in self._buttons.values():
            self._row.removeWidget(button)
            button.hide()  # else it stands in the way of the new ones until it is deleted
            button.deleteLater()
        self._row.removeWidget(self._clear)
        self._buttons = {chip.key: self._button(chip, on=chip.key in kept) for chip in chips}
        for button in self._buttons.values():
            self._row.addWidget(button)
        self._row.addWidget(self._clear)
        self._show_clear()

    def choose(self, keys: frozenset[str]) -> None:
        """Turn on exactly these chips, without telling."""
        for key, button in self._buttons.items():
            button.setChecked(key in keys)
        self._show_clear()

    def clear(self) -> None:
        """Turn all chips off, as the user would."""
        self.choose(frozenset())
        self.changed.emit(self.chosen)

    def _button(self, chip: Chip, *, on: bool) -> _ChipButton:
        text = chip.text if chip.count is None else f"{chip.text}  {chip.count}"
        button = _ChipButton(text, parent=self)
        button.setCheckable(True)
        button.setChecked(on)
        button.clicked.connect(self._toggled)
        return button

    def _toggled(self) -> None:
        self._show_clear()
        self.changed.emit(self.chosen)

    def _show_clear(self) -> None:
        self._clear.setVisible(bool(self.chosen))
