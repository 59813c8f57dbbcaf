"""Keeps what the plan of the open case would bring up to date, in the background.

An empty plan brings nothing and is not worked through by a job.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QTimer
from shiboken6 import isValid

from desktop_app.ui.bridge import Bridge
from desktop_app.ui.tasks import Cancel, CancelledError, Progress, Tasks

if TYPE_CHECKING:
    from desktop_app.core.improve.effect import Forecast

#: Milliseconds an edit waits for the next one.
PAUSE: Final = 80


class PlanWatch(QObject):
    """Works the plan of a bridge through, once at the start and after every change."""

    def __init__(self, bridge: Bridge, tasks: Tasks) -> None:
        super().__init__(bridge)
        self._bridge, self._tasks = bridge, tasks
        self._running: Cancel | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(PAUSE)
        self._timer.timeout.connect(self._ask)
        bridge.changed.connect(self._timer.start)
        QTimer.singleShot(0, self, self._ask)  # start(0) would take the pause away for good

    def _ask(self) -> None:
        """Work the plan through; what was still running for an older one is stopped."""
        from desktop_app.core.improve.effect import forecast  # the page of a start goes first

        if self._running is not None:
            self._running.request()
            self._running = None
        evaluation = self._bridge.evaluation
        plan = evaluation.case.plan
        if not plan:
            self._bridge.take_forecast(forecast(evaluation, ()))
            return

        def job(progress: Progress) -> Forecast:
            return forecast(evaluation, plan, lambda _done, _all: progress.check())

        token = Cancel()
        self._running = token
        self._tasks.run(
            job,
            lambda found: self._take(token, found),
            lambda e: self._broke(token, e),
            None,
            token,
        )

    def _take(self, token: Cancel, found: Forecast) -> None:
        if isValid(self) and token is self._running:
            self._running = None
            self._bridge.take_forecast(found)

    def _broke(self, token: Cancel, error: Exception) -> None:
        if isValid(self) and token is self._running:
            self._running = None
        if not isinstance(error, CancelledError):
            raise error
