"""A window to take pictures of, and what every screen needs: waiting, closing what lies over it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from PySide6.QtCore import QDeadlineTimer, QEvent
from PySide6.QtWidgets import QApplication, QDialog, QMenu, QScrollArea, QWidget

from desktop_app.ui.bridge import Bridge
from desktop_app.ui.components.popover import Popover
from desktop_app.ui.main_window import MainWindow

_PATIENCE: Final = 120_000


@dataclass(frozen=True, slots=True)
class Stage:
    """A window, and a folder for the files its screens need."""

    window: MainWindow
    folder: Path

    @property
    def bridge(self) -> Bridge:
        """The open case; a window without one is a bug of the screen."""
        if self.window.bridge is None:
            raise ValueError("no case is open")
        return self.window.bridge

    def wait(self, ready: Callable[[], object]) -> None:
        """Run the window until `ready()` says so.

        Raises:
            TimeoutError: it does not within two minutes.
        """
        deadline = QDeadlineTimer(_PATIENCE)
        while not ready():
            if deadline.hasExpired():
                raise TimeoutError(self.window.page)
            QApplication.processEvents()

    def settle(self) -> None:
        """Let layouts, deletions and paints that are due happen."""
        for _turn in range(4):
            QApplication.processEvents()
            QApplication.sendPostedEvents()

    def rest(self) -> None:
        """Wait until nothing runs in the background."""
        self.wait(lambda: not self.window.tasks.busy)
        self.settle()

    def scroll(self, share: float) -> None:
        """Scroll the page shown, from 0 at its top to 1 at its end."""
        self.settle()
        areas: list[QScrollArea] = list(self.window.findChildren(QScrollArea))
        for area in areas:
            bar = area.verticalScrollBar()
            if area.isVisible() and area.width() > self.window.width() // 3:
                bar.setValue(round(bar.maximum() * share))

    def over(self) -> list[QWidget]:
        """The dialogs and menus that lie over the window now, the lowest first."""
        return [
            one
            for one in QApplication.topLevelWidgets()
            if one is not self.window and one.isVisible()
        ]

    def clear(self) -> None:
        """Close what lies over the pages, and take the keyboard out of every field."""
        popovers: list[Popover] = list(self.window.findChildren(Popover))
        for popover in popovers:
            popover.close_up(give_focus_back=False)
        while (popup := QApplication.activePopupWidget()) is not None:
            popup.close()
        for one in self.over():
            if isinstance(one, QDialog):
                one.reject()
            elif isinstance(one, QMenu):
                one.close()
        for toast in self.window.toasts.toasts:
            toast.gone.emit()
        self.window.setFocus()
        self.settle()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


@dataclass(frozen=True, slots=True)
class Screen:
    """A state of a window one can look at; `show` brings it about."""

    id: str
    show: Callable[[Stage], object]
