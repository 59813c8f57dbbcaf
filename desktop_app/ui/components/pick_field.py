"""A field whose value is picked from a long list by searching: industry, region."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from desktop_app.ui import theme
from desktop_app.ui.components.buttons import Button
from desktop_app.ui.components.item_picker import ItemPicker, Pick, Unlisted, nothing_else
from desktop_app.ui.components.labels import set_role
from desktop_app.ui.icons import draw_icon


class PickField(Button):
    """Shows what was picked; a click, Enter or typing opens the search.

    `nothing` is what the search says when it finds nothing, `unlisted` what it offers then.

    Signals:
        picked(str): the key of what the user picked.
    """

    kind = "pick"
    picked = Signal(str)

    def __init__(
        self,
        name: str,
        placeholder: str,
        nothing: str = "",
        unlisted: Unlisted = nothing_else,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__("", name=name, parent=parent)
        self._nothing, self._unlisted = nothing, unlisted
        self._name, self._placeholder = name, placeholder
        self._picks: Sequence[Pick] = ()
        self.key = ""
        self.clicked.connect(lambda _on: self.open())
        self._show()

    def set_picks(self, picks: Sequence[Pick]) -> None:
        """Offer these."""
        self._picks = picks
        self._show()

    def choose(self, key: str) -> None:
        """Show what is behind a key, without telling; an unknown key shows the placeholder."""
        self.key = key
        self._show()

    def open(self, typed: str = "") -> ItemPicker:
        """Open the search, with what was typed already."""
        picker = ItemPicker(
            self, self._name, self._picks, nothing=self._nothing, unlisted=self._unlisted
        )
        picker.picked.connect(lambda key: self._take(key, picker))
        picker.closed.connect(picker.deleteLater)
        picker.open()
        if typed:
            picker.search.setText(typed)
        return picker

    def _take(self, key: str, picker: ItemPicker) -> None:
        picker.close_up()
        self.setFocus(Qt.FocusReason.TabFocusReason)
        self.choose(key)
        self.picked.emit(key)

    def _show(self) -> None:
        listed = (pick for pick in self._picks if pick.key == self.key)
        found = next(listed, None) or self._unlisted(self.key)
        words = found.name if found is not None else self._placeholder
        metrics = QFontMetricsF(self.font())
        room = max(0, self.width() - theme.current().px(44))
        self.setText(metrics.elidedText(words, Qt.TextElideMode.ElideRight, room))
        self.setAccessibleDescription(found.name if found is not None else "")
        set_role(self, "empty", found is None)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Cut the words where the field ends."""
        super().resizeEvent(event)
        self._show()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open the search by Enter, the down key, or by typing the first word."""
        typed = event.text()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Down):
            self.open()
        elif typed.strip() and typed.isprintable():
            self.open(typed)
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the arrow at the right end."""
        super().paintEvent(event)
        worn = theme.current()
        side = worn.px(14)
        left = self.width() - side - worn.px(8)
        box = QRectF(left, (self.height() - side) / 2, side, side)
        draw_icon(QPainter(self), box, "chevron-down", worn.hex("muted"))
