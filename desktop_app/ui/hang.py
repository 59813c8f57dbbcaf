"""The watch over a window that stops answering: where it hangs is written down while it hangs.

A timer in the thread of the window beats; a thread of its own looks whether it still does. Time is
counted while the machine is awake, and not while a dialog of the system stands over the window:
such a dialog may keep the timers of the window waiting without anything being wrong.
"""

from __future__ import annotations

import faulthandler
import logging
import os
import sys
import threading
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, Final

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget

HANG_LOG: Final = "hang.log"
LIMIT: Final = 8.0
"""Seconds without an answer that count as hanging."""

_BEAT: Final = 500
"""Milliseconds between two beats."""
_LOOK: Final = 1.0
"""Seconds between two looks."""
_LARGEST: Final = 1_000_000
_END: Final = "-- "
"""How the line begins that ends the story of one hang."""
_LOG: Final = logging.getLogger(__name__)


def awake_seconds() -> float:
    """Seconds on a clock that stands still while the machine sleeps."""
    if sys.platform == "win32":
        import ctypes

        ticks = ctypes.c_ulonglong()
        ctypes.windll.kernel32.QueryUnbiasedInterruptTime(ctypes.byref(ticks))
        return ticks.value / 10_000_000
    if sys.platform == "darwin":
        return time.clock_gettime(time.CLOCK_UPTIME_RAW)
    return time.monotonic()


class Pulse:
    """When the window answered last; may be asked from any thread. Times are seconds awake."""

    def __init__(self, limit: float, now: float) -> None:
        self._limit = limit
        self._last = now
        self._held = 0
        self._lock = threading.Lock()

    def beat(self, now: float) -> float:
        """The window answers: for how long it hung until now, 0 when it did not."""
        with self._lock:
            silent = 0.0 if self._held else now - self._last
            self._last = now
            return silent if silent >= self._limit else 0.0

    def hangs(self, now: float) -> bool:
        """Whether the window has not answered for too long."""
        with self._lock:
            return not self._held and now - self._last >= self._limit

    def hold(self) -> None:
        """Something may keep the window from answering that is no fault; count no time."""
        with self._lock:
            self._held += 1

    def go_on(self, now: float) -> None:
        """It is over; one `hold` each."""
        with self._lock:
            self._held = max(0, self._held - 1)
            self._last = now


class HangWatch(QObject):
    """Watches one window at a time, and writes below `folder` what all threads do when it hangs.

    Signals:
        came_back(int): the window answers again after so many seconds.
    """

    came_back = Signal(int)

    def __init__(self, folder: Path, limit: float = LIMIT, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._path = folder / HANG_LOG
        self._limit = limit
        self._pulse = Pulse(limit, awake_seconds())
        self._file: IO[str] | None = None
        self._size = 0
        self._told = False
        self._over = threading.Event()
        self._watcher: threading.Thread | None = None
        self._timer = QTimer(self)
        self._timer.setInterval(min(_BEAT, int(limit * 500)))
        self._timer.timeout.connect(self._beat)

    # --- from start to end ----------------------------------------------------------------------

    def start(self) -> None:
        """Watch from now on; where nothing can be written, there is nothing to watch for."""
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            if self._path.exists() and self._path.stat().st_size > _LARGEST:
                self._path.replace(self._path.with_suffix(".old.log"))
            self._file = self._path.open("a", encoding="utf-8")
        except OSError:
            return
        self._size = self._path.stat().st_size
        self._pulse.beat(awake_seconds())
        self._timer.start()
        self._watcher = threading.Thread(target=self._watch, name="hang watch", daemon=True)
        self._watcher.start()

    def stop(self) -> None:
        """Watch no longer."""
        self._timer.stop()
        self._over.set()
        if self._watcher is not None:
            self._watcher.join()
            self._watcher = None
        if self._file is not None:
            faulthandler.cancel_dump_traceback_later()
            self._file.close()
            self._file = None

    def follow(self, window: QWidget) -> None:
        """Know of the dialogs that stand over a window."""
        window.installEventFilter(self)

    def earlier_hang(self) -> bool:
        """Whether the last run was ended while its window hung; ask before `start`."""
        try:
            told = self._path.read_text(encoding="utf-8", errors="replace").strip()
            if not told or told.splitlines()[-1].startswith(_END):
                return False
            with self._path.open("a", encoding="utf-8") as file:
                file.write(f"\n{_END}the program was ended meanwhile\n")
        except OSError:
            return False
        _LOG.warning("the last run was ended while its window did not answer")
        return True

    # --- in the thread of the window --------------------------------------------------------------

    def _beat(self) -> None:
        silent = self._pulse.beat(awake_seconds())
        if silent:
            self._end(round(silent))
            _LOG.warning("the window did not answer for %d s", round(silent))
            self.came_back.emit(round(silent))

    def _end(self, seconds: int) -> None:
        """Close the story of a hang."""
        if self._file is not None:
            try:
                self._file.write(f"{_END}{_now()} answered again after {seconds} s\n")
                self._file.flush()
                self._size = self._path.stat().st_size
            except OSError:
                return
        self._told = False

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Hold while a modal dialog blocks the window: it may be one of the system."""
        if event.type() == QEvent.Type.WindowBlocked:
            self._pulse.hold()
        elif event.type() == QEvent.Type.WindowUnblocked:
            self._pulse.go_on(awake_seconds())
        return super().eventFilter(watched, event)

    # --- in the thread of the watch -------------------------------------------------------------

    def _watch(self) -> None:
        while not self._over.wait(min(_LOOK, self._limit / 2)):
            if self._pulse.hangs(awake_seconds()):
                self._write()
            else:
                self._arm()

    def _arm(self) -> None:
        """Have the traces written even if no Python runs any more: something holds the GIL.

        What such an alarm wrote although the window answers was written because the machine slept.
        """
        if self._file is None:
            return
        faulthandler.dump_traceback_later(self._limit + _LOOK, file=self._file)
        if not self._told:
            try:
                if self._path.stat().st_size > self._size:
                    os.truncate(self._path, self._size)
            except OSError:
                return

    def _write(self) -> None:
        if self._told or self._file is None:
            return
        self._told = True
        faulthandler.cancel_dump_traceback_later()
        try:
            self._file.write(f"{_now()} the window does not answer\n")
            self._file.flush()
            faulthandler.dump_traceback(self._file, all_threads=True)
        except OSError:
            return


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
