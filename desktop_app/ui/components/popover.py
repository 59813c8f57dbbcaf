"""A floating panel beside the control that opened it: never modal, gone with Esc or a click."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPoint, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from desktop_app.ui import theme
from desktop_app.ui.components.shadow import SHADOW_ROOM, floating_ground


class Popover(QWidget):
    """A panel laid over the window of `anchor`; fill `body`, then call `open`.

    It is part of the window rather than a window of its own, so that it needs no compositor and
    the keyboard stays in one focus chain. Focus goes in when it opens and back when it closes.

    Signals:
        closed(): it is no longer shown, for whatever reason.
    """

    closed = Signal()

    def __init__(self, anchor: QWidget, name: str = "") -> None:
        super().__init__(anchor.window())
        self._anchor = anchor
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        pad = theme.current().px(SHADOW_ROOM + 16)
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(pad, pad, pad, pad)
        self.body.setSpacing(theme.current().px(12))
        self.hide()

    @property
    def anchor(self) -> QWidget:
        """The control the panel belongs to."""
        return self._anchor

    def open(self) -> None:
        """Show the panel below its anchor, or above it where there is more room."""
        self.setParent(self._anchor.window())
        self._place()
        self.show()
        self.raise_()
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.installEventFilter(self)
            application.focusChanged.connect(self._focus_moved)
        # Without a control it takes the keyboard itself, or Esc would never reach it.
        (self._first_control() or self).setFocus(Qt.FocusReason.PopupFocusReason)

    def close_up(self, *, give_focus_back: bool = True) -> None:
        """Take the panel away; the focus returns to the anchor unless it went elsewhere."""
        if self.isHidden():
            return
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.removeEventFilter(self)
            application.focusChanged.disconnect(self._focus_moved)
        if give_focus_back:
            self._anchor.setFocus(Qt.FocusReason.PopupFocusReason)
        self.hide()
        self.closed.emit()

    def _place(self) -> None:
        """Below the anchor or above it, where it fits; on the roomier side it gives way."""
        window, anchor = self._anchor.window(), self._anchor
        shadow, gap = theme.current().px(SHADOW_ROOM), 4
        self.adjustSize()
        start = anchor.mapTo(window, QPoint(-shadow, 0))
        end = start.y() + anchor.height() + gap
        above, below = start.y() - gap + shadow, window.height() - end + shadow
        fits_below = self.height() <= below or (self.height() > above and below >= above)
        least = self.minimumSizeHint().height()
        height = max(least, min(self.height(), below if fits_below else above))
        self.resize(self.width(), height)
        top = end - shadow if fits_below else start.y() - gap - height + shadow
        left = min(start.x(), window.width() - self.width() + shadow)
        lowest = window.height() - height + shadow
        self.move(max(-shadow, left), max(-shadow, min(top, lowest)))

    def _first_control(self) -> QWidget | None:
        controls: list[QWidget] = list(self.findChildren(QWidget))
        return next(
            (
                each
                for each in controls
                if each.focusPolicy() & Qt.FocusPolicy.TabFocus
                and each.isEnabled()
                and not each.isHidden()
            ),
            None,
        )

    def _holds(self, widget: QObject | None) -> bool:
        return isinstance(widget, QWidget) and (widget is self or self.isAncestorOf(widget))

    def _focus_moved(self, _old: QWidget | None, new: QWidget | None) -> None:
        if new is not None and not self._holds(new) and not self._is_own_menu(new):
            self.close_up(give_focus_back=False)

    def _is_own_menu(self, widget: QWidget) -> bool:
        return widget.window() is not self.window()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Close on a click elsewhere in the window, and when the window changes its size."""
        if isinstance(watched, QWidget) and watched.window() is self.window():
            if event.type() == QEvent.Type.MouseButtonPress and isinstance(event, QMouseEvent):
                if not self._holds(watched):
                    self.close_up(give_focus_back=False)
            elif event.type() == QEvent.Type.Resize and watched is self.window():
                self._place()
        return super().eventFilter(watched, event)

    def _stops(self) -> list[QWidget]:
        """What the Tab key stops at, in its order."""
        found: list[QWidget] = []
        at = self.nextInFocusChain()
        while at is not None and at is not self:
            if self._holds(at) and at.isVisible() and at.isEnabled():
                found.append(at)
            at = at.nextInFocusChain()
        return [one for one in found if one.focusPolicy() & Qt.FocusPolicy.TabFocus]

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Keep the Tab key inside while the panel is open; Esc leads out."""
        stops, now = self._stops(), QApplication.focusWidget()
        if not stops:
            return True
        step = 1 if forward else -1
        at = stops.index(now) + step if now in stops else (0 if forward else -1)
        reason = Qt.FocusReason.TabFocusReason if forward else Qt.FocusReason.BacktabFocusReason
        stops[at % len(stops)].setFocus(reason)
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Close on Esc."""
        if event.key() == Qt.Key.Key_Escape:
            self.close_up()
            return
        super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Keep clicks on the panel's ground from reaching what lies below."""
        event.accept()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the shadow and the surface."""
        floating_ground(QPainter(self), QRectF(self.rect()), theme.current())
