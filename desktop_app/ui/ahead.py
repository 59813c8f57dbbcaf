"""What other pages need is imported ahead, while the user looks at the first one.

One module at a time, in the background, and only while nothing else runs there and the user does
not edit: a page shown for the first time then only has to be made.
"""

from __future__ import annotations

import sys
from collections import deque
from collections.abc import Iterable
from importlib import import_module
from typing import Final

from PySide6.QtCore import QObject, QTimer
from shiboken6 import isValid

from desktop_app.ui.tasks import Tasks

#: Milliseconds between two modules, so that the window is never slow for long.
_PAUSE: Final = 40
#: Milliseconds after an edit, which another one often follows.
_AFTER_EDIT: Final = 800


class Ahead(QObject):
    """Imports modules one by one; those that are there already cost nothing."""

    def __init__(self, tasks: Tasks, modules: Iterable[str], parent: QObject) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self._left = deque(modules)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._next)

    def begin(self) -> None:
        """Begin, or go on."""
        self._timer.start(_PAUSE)

    def give_way(self) -> None:
        """Wait a while: an edit was made."""
        if self._timer.isActive():
            self._timer.start(_AFTER_EDIT)

    def _next(self) -> None:
        while self._left and self._left[0] in sys.modules:
            self._left.popleft()
        if not self._left:
            return
        if self._tasks.busy:
            self._timer.start(_PAUSE)
            return
        name = self._left.popleft()
        self._tasks.run(lambda _progress: import_module(name), self._go_on, self._broke)

    def _go_on(self, _module: object) -> None:
        if isValid(self):
            self._timer.start(_PAUSE)

    def _broke(self, error: Exception) -> None:
        raise error
