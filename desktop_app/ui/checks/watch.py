"""Keeps the findings of the open case up to date, in the background, a moment after each edit."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QObject, QTimer
from shiboken6 import isValid

from desktop_app.core.consistency.finding import Finding
from desktop_app.ui.bridge import Bridge
from desktop_app.ui.checks.readings import pressing
from desktop_app.ui.tasks import Progress, Tasks

#: Milliseconds an edit waits for the next one: typing does not ask the rules key by key.
PAUSE: Final = 120


class FindingsWatch(QObject):
    """Asks the rules about the case of a bridge, once at the start and after every change.

    `count` is told how many errors and warnings are open.
    """

    def __init__(self, bridge: Bridge, tasks: Tasks, count: Callable[[int], object]) -> None:
        super().__init__(bridge)
        self._bridge, self._tasks, self._count = bridge, tasks, count
        self._running = self._due = False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(PAUSE)
        self._timer.timeout.connect(self._ask)
        bridge.changed.connect(self._timer.start)
        QTimer.singleShot(0, self, self._ask)  # start(0) would take the pause away for good

    def _ask(self) -> None:
        """Ask the rules; while they are busy, remember to ask again."""
        if self._running:
            self._due = True
            return
        self._running = True
        evaluation, last = self._bridge.evaluation, self._bridge.last_evaluation

        def job(_progress: Progress) -> tuple[Finding, ...]:
            from desktop_app.core.consistency.findings import findings  # no page waits for it

            return findings(evaluation, last)

        self._tasks.run(job, self._take, self._broke)

    def _take(self, found: tuple[Finding, ...]) -> None:
        if not isValid(self):
            return
        self._running = False
        if self._due:
            self._due = False
            self._ask()
            return
        self._bridge.take_findings(found)
        self._count(pressing(found))

    def _broke(self, error: Exception) -> None:
        if isValid(self):
            self._running = False
        raise error
