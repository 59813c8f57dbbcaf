"""The only place with threads: a job runs in the pool, its news arrive in the thread of the window.

A job is a plain function of a `Progress`; it works on what it was given when it was made and
touches neither widgets nor the open case.
"""

from __future__ import annotations

import sys
import threading
import time
from collections.abc import Callable
from typing import Final, TypeVar

from PySide6.QtCore import QObject, Qt, QThread, QThreadPool, Signal

T = TypeVar("T")
#: Seconds between two pieces of news: more would keep the window busy drawing them.
_PAUSE: Final = 0.04
#: Seconds after which a job makes way for the window. Each part of a picture waits that long for
#: its turn: at Python's own 5 ms a window with a hundred parts stutters beside every job.
_TURN: Final = 0.001


class CancelledError(Exception):
    """Raised by `Progress.check` inside a job that should stop."""


class Cancel:
    """A request to stop, shared by the window and a job."""

    def __init__(self) -> None:
        self._event = threading.Event()

    @property
    def requested(self) -> bool:
        """Whether somebody asked the job to stop."""
        return self._event.is_set()

    def request(self) -> None:
        """Ask the job to stop; it does so at its next look."""
        self._event.set()


class Progress:
    """What a job reports through, and where it looks whether to go on."""

    def __init__(self, tell: Callable[[float, str], None], cancel: Cancel) -> None:
        self._tell = tell
        self._cancel = cancel
        self._next = 0.0

    @property
    def cancelled(self) -> bool:
        """Whether the job should stop."""
        return self._cancel.requested

    def report(self, fraction: float, text: str = "") -> None:
        """Say how far the job is, from 0 to 1, and what it does now; may be said at any rate."""
        now = time.monotonic()
        if now >= self._next or fraction >= 1:
            self._next = now + _PAUSE
            self._tell(fraction, text)

    def check(self) -> None:
        """Leave the job by CancelledError when it should stop."""
        if self.cancelled:
            raise CancelledError


class Tasks(QObject):
    """Runs jobs; make one per application, in the thread of the window."""

    _news = Signal(object, object)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        sys.setswitchinterval(_TURN)
        self._pool = QThreadPool(self)
        # One core stays free for the window.
        self._pool.setMaxThreadCount(max(1, QThread.idealThreadCount() - 1))
        self._news.connect(self._tell, Qt.ConnectionType.QueuedConnection)
        self._running: set[Cancel] = set()

    def run(
        self,
        job: Callable[[Progress], T],
        on_done: Callable[[T], object],
        on_error: Callable[[Exception], object],
        on_progress: Callable[[float, str], object] | None = None,
        cancel: Cancel | None = None,
    ) -> Cancel:
        """Run a job; exactly one of `on_done` and `on_error` is called, in the window's thread.

        A job that stops on request ends in `on_error` with CancelledError. Returns the token
        that asks it to stop.
        """
        token = cancel or Cancel()
        self._running.add(token)

        def tell(fraction: float, text: str) -> None:
            if on_progress is not None:
                self._news.emit(None, lambda: on_progress(fraction, text))

        def body() -> None:
            try:
                result = job(Progress(tell, token))
            except Exception as error:  # noqa: BLE001 - whatever a job raises goes to its caller
                self._news.emit(token, lambda error=error: on_error(error))
            else:
                self._news.emit(token, lambda: on_done(result))

        self._pool.start(body)
        return token

    def aside(self, job: Callable[[Progress], object]) -> Cancel:
        """Run a job nobody waits for; what it raises is raised in the window's thread."""
        return self.run(job, _unheard, _raised)

    @property
    def busy(self) -> bool:
        """Whether a job is running."""
        return bool(self._running)

    def stop(self, patience: int = 3000) -> bool:
        """Ask all jobs to stop and wait up to `patience` milliseconds; False: some still run."""
        for token in self._running:
            token.request()
        return self._pool.waitForDone(patience)

    def _tell(self, ended: Cancel | None, news: Callable[[], object]) -> None:
        if ended is not None:
            self._running.discard(ended)
        news()


def _unheard(_result: object) -> None:
    """What comes of a job nobody waits for."""


def _raised(error: Exception) -> None:
    raise error
