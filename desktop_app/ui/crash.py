"""When something breaks: it is written down, the window lives on, and the user is told the truth.

Caught are errors nobody caught (in slots and in threads), Qt's own complaints, and crashes of the
process itself, whose trace is found and shown at the next start. Written down is where it broke,
never what was being worked on (app.traces).
"""

from __future__ import annotations

import faulthandler
import logging
import platform
import sys
import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import IO, Final

from PySide6.QtCore import (
    QMessageLogContext,
    QObject,
    Qt,
    QtMsgType,
    Signal,
    qInstallMessageHandler,
    qVersion,
)

from desktop_app.app.traces import short_paths, summary_of, trace_of

CRASH_LOG: Final = "crash.log"
FAULT_LOG: Final = "fault.log"
_LARGEST_LOG: Final = 1_000_000
_QT_LOG: Final = logging.getLogger("qt")
_LEVELS: Final = {
    QtMsgType.QtDebugMsg: logging.DEBUG,
    QtMsgType.QtInfoMsg: logging.INFO,
    QtMsgType.QtWarningMsg: logging.WARNING,
    QtMsgType.QtCriticalMsg: logging.ERROR,
    QtMsgType.QtFatalMsg: logging.CRITICAL,
}


@dataclass(frozen=True, slots=True)
class Crash:
    """One thing that broke: what to call it, all that is known, and the file that keeps it."""

    summary: str
    details: str
    log: Path


class CrashGuard(QObject):
    """Catches what nobody caught, writes it below `folder`, and tells.

    Signals:
        crashed(Crash): in the window's thread, whichever thread broke.
    """

    crashed = Signal(object)
    _caught = Signal(object)

    def __init__(self, folder: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._folder = folder
        self._fault_file: IO[str] | None = None
        self._before: tuple[Callable[..., object], Callable[..., object]] | None = None
        # Queued even from the window's own thread: a dialog must not open inside a paint event.
        self._caught.connect(self.crashed, Qt.ConnectionType.QueuedConnection)

    @property
    def log(self) -> Path:
        """The file that keeps what broke."""
        return self._folder / CRASH_LOG

    def install(self) -> None:
        """Catch from now on; a folder that cannot be written leaves the crash trace unwritten."""
        self._before = (sys.excepthook, threading.excepthook)
        sys.excepthook = self.handle
        threading.excepthook = self._handle_thread
        qInstallMessageHandler(_log_qt)
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            self._fault_file = (self._folder / FAULT_LOG).open("w", encoding="utf-8")
        except OSError:
            return
        faulthandler.enable(self._fault_file)

    def uninstall(self) -> None:
        """Catch no longer; leaves an empty trace, which means that the run ended well."""
        if self._before is not None:
            sys.excepthook, threading.excepthook = self._before
            self._before = None
            qInstallMessageHandler(None)
        if self._fault_file is not None:
            faulthandler.disable()
            self._fault_file.close()
            self._fault_file = None

    def earlier_fault(self) -> Crash | None:
        """What the process of the last run died of, if it did; ask before `install`."""
        path = self._folder / FAULT_LOG
        try:
            found = short_paths(path.read_text(encoding="utf-8", errors="replace").strip())
        except OSError:
            return None
        if not found:
            return None
        crash = Crash(found.splitlines()[0], found, self.log)
        self._write(crash)
        return crash

    def handle(
        self,
        kind: type[BaseException],
        error: BaseException,
        trace: TracebackType | None,
    ) -> None:
        """Take an error nobody caught; Ctrl+C in a terminal still ends the program."""
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
            return
        crash = Crash(summary_of(error), trace_of(error.with_traceback(trace)), self.log)
        self._write(crash)
        self._caught.emit(crash)

    def _handle_thread(self, failed: threading.ExceptHookArgs) -> None:
        if failed.exc_value is not None:
            self.handle(failed.exc_type, failed.exc_value, failed.exc_traceback)

    def _write(self, crash: Crash) -> None:
        head = f"--- {datetime.now(UTC).isoformat(timespec='seconds')} {_about_this_run()}"
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            if self.log.exists() and self.log.stat().st_size > _LARGEST_LOG:
                self.log.replace(self.log.with_suffix(".old.log"))
            with self.log.open("a", encoding="utf-8") as file:
                file.write(f"{head}\n{crash.details.rstrip()}\n")
        except OSError:
            logging.getLogger(__name__).exception("the crash log cannot be written")


def _about_this_run() -> str:
    return f"Python {platform.python_version()}, Qt {qVersion()}, {platform.platform()}"


def _log_qt(kind: QtMsgType, _context: QMessageLogContext, text: str) -> None:
    """Pass what Qt says on to the log, where it is kept and tests can see it."""
    _QT_LOG.log(_LEVELS[kind], "%s", text)
