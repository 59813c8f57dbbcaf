"""Short messages that come and go without stopping anybody, with an optional way back (撤销)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QEvent, QObject, QPoint, QRectF, QSize, QTimer, Signal
from PySide6.QtGui import QAccessible, QAccessibleEvent, QEnterEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop_app.i18n import _
from desktop_app.ui import theme
from desktop_app.ui.components.buttons import BareButton, IconButton
from desktop_app.ui.components.labels import label
from desktop_app.ui.components.painted import Painted
from desktop_app.ui.components.shadow import SHADOW_ROOM, floating_ground
from desktop_app.ui.icons import draw_icon

_SHOWN_FOR: Final = 6000
_MOST: Final = 4
_WIDEST: Final = 440
_ICONS: Final = {
    "info": ("info", "carbon"),
    "done": ("circle-check", "accent"),
    "warning": ("triangle-alert", "level_3"),
    "problem": ("circle-alert", "level_below"),
}


class _Sign(Painted):
    def __init__(self, kind: str) -> None:
        super().__init__()
        self._icon, self._token = _ICONS[kind]

    def wanted(self) -> QSize:
        side = theme.current().px(18)
        return QSize(side, side)

    def paintEvent(self, event: QPaintEvent) -> None:
        colour = theme.current().hex(self._token)
        draw_icon(QPainter(self), QRectF(self.rect()), self._icon, colour)


@dataclass(frozen=True, slots=True)
class ToastAction:
    """What a toast offers to do, such as taking the last change back."""

    text: str
    run: Callable[[], object]


class Toast(QWidget):
    """One message of a `ToastStack`. It waits while the mouse or the keyboard is on it.

    Signals:
        gone(): its time is over, or it was dismissed.
    """

    gone = Signal()

    def __init__(
        self, parent: QWidget, text: str, kind: str = "info", action: ToastAction | None = None
    ) -> None:
        super().__init__(parent)
        self.setAccessibleName(text)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_SHOWN_FOR)
        self._timer.timeout.connect(self.gone)
        row = QHBoxLayout(self)
        worn = theme.current()
        room = worn.px(SHADOW_ROOM)
        row.setContentsMargins(room + worn.px(12), room + 6, room + 6, room + 6)
        row.setSpacing(worn.px(8))
        row.addWidget(_Sign(kind))
        words = label(text)
        widest = worn.px(_WIDEST)
        if words.sizeHint().width() > widest:
            # Left alone, a wrapped label is as narrow as it is high.
            words.setWordWrap(True)
            words.setFixedWidth(widest)
        row.addWidget(words)
        row.addSpacing(worn.px(4))
        if action is not None:
            self.action = BareButton(action.text)
            self.action.clicked.connect(lambda: self._act(action))
            row.addWidget(self.action)
        dismiss = IconButton("x", _("关闭"))
        dismiss.clicked.connect(self.gone)
        row.addWidget(dismiss)

    def start(self) -> None:
        """Show the message and let its time run; screen readers are told."""
        self.show()
        self.raise_()
        self._timer.start()
        QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.Alert))

    def wait(self) -> None:
        """Go out of sight and keep what time is left."""
        self._timer.stop()
        self.hide()

    def _act(self, action: ToastAction) -> None:
        self.gone.emit()
        action.run()

    def enterEvent(self, event: QEnterEvent) -> None:
        """Wait while the mouse is on it."""
        self._timer.stop()
        super().enterEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        """Let the time run again."""
        self._timer.start()
        super().leaveEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the shadow and the surface."""
        floating_ground(QPainter(self), QRectF(self.rect()), theme.current())


class ToastStack(QObject):
    """The toasts of a window, the newest at the bottom; the oldest goes when there are too many.

    They lie over the lower end of `place`, a part of the window; without one, of the window.
    """

    def __init__(self, window: QWidget, place: QWidget | None = None) -> None:
        super().__init__(window)
        self._window = window
        self._area = place or window
        self._toasts: list[Toast] = []
        self._veiled = False
        self._area.installEventFilter(self)

    @property
    def toasts(self) -> tuple[Toast, ...]:
        """The toasts shown now, oldest first."""
        return tuple(self._toasts)

    def show(self, text: str, kind: str = "info", action: ToastAction | None = None) -> Toast:
        """Show a message; `kind` is info, done, warning or problem."""
        toast = Toast(self._window, text, kind, action)
        toast.gone.connect(lambda: self._remove(toast))
        self._toasts.append(toast)
        for old in self._toasts[:-_MOST]:
            self._remove(old)
        toast.adjustSize()
        if not self._veiled:
            toast.start()
        self._place()
        return toast

    def veil(self, *, veiled: bool) -> None:
        """Show no message until the veil is lifted; what was said meanwhile is shown then."""
        self._veiled = veiled
        for toast in self._toasts:
            if veiled:
                toast.wait()
            else:
                toast.start()

    def _remove(self, toast: Toast) -> None:
        if toast in self._toasts:
            self._toasts.remove(toast)
            toast.hide()
            toast.deleteLater()
            self._place()

    def _place(self) -> None:
        room = theme.current().px(SHADOW_ROOM)
        corner = self._area.mapTo(self._window, QPoint(0, 0))
        bottom = corner.y() + self._area.height() - 8
        for toast in reversed(self._toasts):
            top = bottom - toast.height() + room
            toast.move(corner.x() + (self._area.width() - toast.width()) // 2, top)
            bottom = top + room - 8

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keep the toasts in their place when the window changes its size."""
        if event.type() == QEvent.Type.Resize:
            self._place()
        return super().eventFilter(watched, event)
