"""Buttons: primary (one per screen), quiet, bare and icon-only, with a ring for the keyboard."""

from __future__ import annotations

from typing import ClassVar, Final

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QPushButton, QWidget

from desktop_app.ui import theme
from desktop_app.ui.components.drawing import focus_ring
from desktop_app.ui.icons import icon

_BY_KEYBOARD: Final = frozenset(
    {
        Qt.FocusReason.TabFocusReason,
        Qt.FocusReason.BacktabFocusReason,
        Qt.FocusReason.ShortcutFocusReason,
        Qt.FocusReason.OtherFocusReason,
    }
)
_ENTER: Final = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})
_HELD: Final = (
    Qt.KeyboardModifier.ShiftModifier
    | Qt.KeyboardModifier.ControlModifier
    | Qt.KeyboardModifier.AltModifier
)
_ARROWS: Final = frozenset({Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down})


class Button(QPushButton):
    """The base of all buttons: an icon that follows the theme, and a ring on keyboard focus.

    A click with the mouse gives focus too, so that a field being typed in commits, but draws no
    ring. `text` is the accessible name; an icon-only button gives its name through `name`.
    """

    kind: ClassVar[str] = ""
    icon_token: ClassVar[str] = "text"
    icon_gap: ClassVar[int] = 3
    ring_token: ClassVar[str] = "accent"
    ring_inset: ClassVar[float] = 0
    arrows_leave: ClassVar[bool] = False
    enter_leaves: ClassVar[bool] = False

    def __init__(
        self,
        text: str = "",
        icon_name: str = "",
        *,
        name: str = "",
        tip: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(text, parent)
        self._icon_name = icon_name
        self._ringed = False
        self.setProperty("kind", self.kind)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAutoDefault(False)
        self.setAccessibleName(name or text)
        self.setToolTip(tip)
        self._tint()

    def set_icon(self, icon_name: str) -> None:
        """Show another icon; an empty name shows none."""
        self._icon_name = icon_name
        self._tint()

    def set_text(self, text: str) -> None:
        """Change the words, and the accessible name with them."""
        self.setText(text)
        self.setAccessibleName(text)
        self._tint()

    def _tint(self) -> None:
        if self._icon_name:
            worn = theme.current()
            gap = self.icon_gap if self.text() else 0
            self.setIconSize(QSize(worn.px(16) + worn.px(gap), worn.px(16)))
            self.setIcon(icon(self._icon_name, self.icon_token, gap=gap))

    def changeEvent(self, event: QEvent) -> None:
        """Take the icon's new colour when the theme changes."""
        super().changeEvent(event)
        if theme.is_theme_change(event):
            self._tint()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Press by Enter as by the space bar; leave to the control a button is part of its keys.

        Those are the arrows if `arrows_leave`, and Enter if `enter_leaves`.
        """
        if self.arrows_leave and event.key() in _ARROWS:
            event.ignore()
        elif event.key() in _ENTER and not self.enter_leaves and not event.modifiers() & _HELD:
            if not event.isAutoRepeat():
                self.click()
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Remember whether the keyboard brought the focus."""
        self._ringed = event.reason() in _BY_KEYBOARD
        super().focusInEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the button, and the ring above it."""
        super().paintEvent(event)
        if self.hasFocus() and self._ringed:
            painter = QPainter(self)
            worn = theme.current()
            focus_ring(
                painter, QRectF(self.rect()), worn, token=self.ring_token, inset=self.ring_inset
            )


class PrimaryButton(Button):
    """The one thing to do next; at most one on a screen."""

    kind = "primary"
    icon_token = "on_accent"
    ring_token = "on_accent"
    ring_inset = 2


class QuietButton(Button):
    """An ordinary command with an outline."""

    kind = "quiet"


class BareButton(Button):
    """A command without an outline, for tool rows and places that must stay calm."""

    kind = "bare"
    icon_token = "muted"


class IconButton(Button):
    """A square button with an icon alone; `name` is read out and shown as its tip."""

    kind = "icon"
    icon_token = "muted"

    def __init__(self, icon_name: str, name: str, *, parent: QWidget | None = None) -> None:
        super().__init__("", icon_name, name=name, tip=name, parent=parent)
