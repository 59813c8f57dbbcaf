"""The window there is: made at the start, and made anew when another language is chosen.

Every text of a window is written when its part is made, so another language is another window:
the old one commits what is being typed and lets go of the library, the new one opens the same
case on the same page.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication

from desktop_app.app.paths import Paths
from desktop_app.app.settings import SettingsFile
from desktop_app.i18n import _, current_language, set_language
from desktop_app.ui.icons import icon
from desktop_app.ui.main_window import MainWindow
from desktop_app.ui.qt_texts import translate_qt
from desktop_app.ui.tasks import Tasks
from desktop_app.ui.theme import ThemeControl

_LOOK_AGAIN: Final = 200
"""Milliseconds between two looks whether the work in the background is done."""


class WindowKeeper(QObject):
    """Holds the one window of the program.

    Attributes:
        window: the window there is now.
    """

    def __init__(
        self,
        application: QApplication,
        paths: Paths,
        settings: SettingsFile,
        control: ThemeControl,
        dressed: Callable[[MainWindow], object] = lambda _window: None,
    ) -> None:
        """`dressed` is told of every window before it is shown."""
        super().__init__(application)
        self._application, self._paths, self._settings = application, paths, settings
        self._control, self._dressed = control, dressed
        self._wanted = current_language()
        self._waiting = QTimer(self, interval=_LOOK_AGAIN)
        self._waiting.timeout.connect(self._change)
        self.window = self._make()

    def _make(self) -> MainWindow:
        translate_qt(self._application)
        self._tasks = Tasks(self)
        window = MainWindow(self._paths, self._settings, self._tasks, self._control)
        window.setWindowIcon(icon("near-zero", size=64))
        # Not at once: what asked for it is part of the window that goes.
        window.language_wanted.connect(lambda key: QTimer.singleShot(0, lambda: self.speak(key)))
        self._dressed(window)
        window.load_when_seen()
        return window

    def speak(self, language: str) -> None:
        """Show the window in another language, as soon as no work runs in the background.

        The language chosen last counts.
        """
        self._wanted = language
        self._change()
        if self._tasks.busy and language != current_language():
            self._waiting.start()
            self.window.toasts.show(_("后台任务完成后换用所选的语言。"))

    def _change(self) -> None:
        if self._tasks.busy:
            return
        self._waiting.stop()
        language = self._wanted
        if language == current_language():
            return
        last = self._application.quitOnLastWindowClosed()
        self._application.setQuitOnLastWindowClosed(False)
        old = self.window
        if not old.close():  # it has edits that are not on disk yet
            self._application.setQuitOnLastWindowClosed(last)
            return
        set_language(language, self._paths.i18n)
        self.window = self._make()
        self.window.show()
        old.deleteLater()
        self._application.setQuitOnLastWindowClosed(last)
