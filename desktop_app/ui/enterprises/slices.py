"""Long work in short jobs: other work of the window gets its turn in between."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Final

from desktop_app.ui.status_line import StatusLine
from desktop_app.ui.tasks import Cancel, CancelledError, Progress, Tasks

_SLICE: Final = 0.25
"""Seconds of a job; opening a case waits no longer than this and the step that is running."""


class Sliced:
    """Runs `step` until `left` is none, a quarter of a second at a time.

    The status line shows how far it is, and a way to stop. `on_slice` is called after each job,
    `on_end` once: with whether it was stopped. All of them run in the thread of the window, `step`
    in a worker.
    """

    def __init__(
        self,
        tasks: Tasks,
        status: StatusLine,
        step: Callable[[Progress], object],
        left: Callable[[], int],
        words: Callable[[], str],
        on_slice: Callable[[], object],
        on_end: Callable[[bool], object],
    ) -> None:
        self._tasks, self._status = tasks, status
        self._step, self._left, self._words = step, left, words
        self._on_slice, self._on_end = on_slice, on_end
        self._count = max(1, left())
        self._cancel = Cancel()
        self._row = status.begin(words(), self.stop)
        self._next()

    @property
    def running(self) -> bool:
        """Whether it still goes on."""
        return self._row in self._status.rows

    def stop(self) -> None:
        """Ask it to stop; what is done stays done."""
        self._cancel.request()

    def _next(self) -> None:
        if self._cancel.requested or not self._left():
            self._end(stopped=self._cancel.requested)
            return
        self._tasks.run(self._slice, lambda _done: self._told(), self._failed, cancel=self._cancel)

    def _slice(self, progress: Progress) -> None:
        until = time.monotonic() + _SLICE
        while self._left() and not progress.cancelled:
            self._step(progress)
            if time.monotonic() > until:
                return

    def _told(self) -> None:
        self._row.show_progress((self._count - self._left()) / self._count, self._words())
        self._on_slice()
        self._next()

    def _failed(self, error: Exception) -> None:
        stopped = isinstance(error, CancelledError) or self._cancel.requested
        self._end(stopped=stopped)
        if not stopped:
            raise error

    def _end(self, *, stopped: bool) -> None:
        self._status.end(self._row)
        self._on_end(stopped)
