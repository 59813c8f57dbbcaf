"""The log of the program: what it did and what went wrong, in codes, kinds and counts.

It holds no answers and no names of enterprises, so that it can be handed to whoever helps. What a
logger of ours is given must be free of them; of errors only their traces are written (`traces`).
"""

from __future__ import annotations

import logging
from collections.abc import Iterable
from logging.handlers import RotatingFileHandler
from pathlib import Path
from typing import Final

from desktop_app.app.about import VERSION
from desktop_app.app.traces import short_paths, trace_of
from desktop_app.core.problems import Problem

LOG: Final = "near-zero.log"
LOGGERS: Final = ("desktop_app", "qt")
"""The loggers that are written down: ours, and what Qt says. Others may repeat what they handle."""

_LARGEST: Final = 500_000
_OLDER: Final = 3
_LONGEST: Final = 2_000
_OURS: Final = logging.getLogger("desktop_app")


class _Formatter(logging.Formatter):
    """A record on one line, and the trace of an error below it."""

    def __init__(self) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s: %(message)s")

    def format(self, record: logging.LogRecord) -> str:
        """The record; what another handler made of the error is not repeated."""
        record.message = record.getMessage().replace("\n", " ")[:_LONGEST]
        record.asctime = self.formatTime(record)
        line = short_paths(self.formatMessage(record))
        error = record.exc_info[1] if record.exc_info else None
        return line if error is None else f"{line}\n{trace_of(error)}"


class Logbook:
    """Writes the log below a folder until it is closed; a log that cannot be written is none."""

    def __init__(self, folder: Path) -> None:
        self._handler: RotatingFileHandler | None = None
        try:
            folder.mkdir(parents=True, exist_ok=True)
            self._handler = RotatingFileHandler(
                folder / LOG, maxBytes=_LARGEST, backupCount=_OLDER, encoding="utf-8", delay=True
            )
        except OSError:
            return
        self._handler.setFormatter(_Formatter())
        # A disk that is full or gone must not make noise at every line.
        self._handler.handleError = lambda record: None  # type: ignore[method-assign]  # noqa: ARG005
        for name in LOGGERS:
            logger = logging.getLogger(name)
            logger.addHandler(self._handler)
            logger.setLevel(logging.INFO)

    def begin(self, versions: Iterable[tuple[str, str]]) -> None:
        """Note a start: the program, and the versions of what it runs on."""
        told = ", ".join(f"{name} {version}" for name, version in versions)
        _OURS.info("start: near-zero %s, %s", VERSION, told)

    def close(self) -> None:
        """Write no longer."""
        if self._handler is not None:
            for name in LOGGERS:
                logging.getLogger(name).removeHandler(self._handler)
            self._handler.close()
            self._handler = None


def note_problems(what: str, problems: Iterable[Problem]) -> None:
    """Note which problems there were, by their codes alone."""
    codes = sorted({one.code for one in problems})
    if codes:
        _OURS.info("%s: %s", what, ", ".join(codes))


def note(text: str, *counts: object) -> None:
    """Note what happened; `counts` fill the text and hold nothing anybody typed."""
    _OURS.info(text, *counts)
