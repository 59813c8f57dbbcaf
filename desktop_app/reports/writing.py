"""Writing a document: told how far it is, stopped on request, on disk as a whole or not at all."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TypeAlias

from desktop_app.core import whole_file
from desktop_app.core.problems import Problem, problem

#: Is told the share done (0-1); False asks to stop.
Progress: TypeAlias = Callable[[float], bool]


class Cancelled(Exception):  # noqa: N818 - not an error: the user asked to stop
    """The progress callback returned False."""


def stepper(progress: Progress | None) -> Callable[[float], None]:
    """Tells `progress` the share done; what it makes raises Cancelled when asked to stop."""

    def step(share: float) -> None:
        if progress is not None and not progress(share):
            raise Cancelled

    return step


def write_whole(path: Path, data: bytes) -> Problem | None:
    """Write a document whole or not at all; an older file stays as it was when that fails.

    A write error is the problem `report.cannot_write`.
    """
    try:
        whole_file.write_whole(path, data)
    except OSError as error:
        detail = error.strerror or type(error).__name__
        return problem("report.cannot_write", str(path), detail=detail)
    return None
