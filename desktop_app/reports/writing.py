"""Writing a document: told how far it is, stopped on request, on disk as a whole or not at all."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Callable
from pathlib import Path
from typing import TypeAlias

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
    """Write beside the target, make it durable, then put it in place in one step.

    A write error is the problem `report.cannot_write`; an older file stays as it was.
    """
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        with part.open("wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        part.replace(path)
    except OSError as error:
        _forget(part)
        detail = error.strerror or type(error).__name__
        return problem("report.cannot_write", str(path), detail=detail)
    except BaseException:
        _forget(part)
        raise
    return None


def _forget(part: Path) -> None:
    with contextlib.suppress(OSError):
        part.unlink()
