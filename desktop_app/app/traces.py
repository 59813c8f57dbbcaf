"""What may be written down of an error: where in the program it arose, never what it was about.

The message of an error often repeats what somebody typed, the path of a file, or a whole row of the
library; a log leaves the house with those who help. So a trace here holds files of the program,
lines, names of functions and the kind of the error. A message is kept only where the interpreter
itself worded it from the code alone.
"""

from __future__ import annotations

import os
import re
import traceback
from collections.abc import Iterator
from pathlib import Path
from typing import Final

_WORDED_BY_THE_INTERPRETER: Final = frozenset(
    {AttributeError, IndexError, MemoryError, NameError, RecursionError, TypeError,
     UnboundLocalError, ZeroDivisionError}
)  # fmt: skip
"""Kinds whose messages speak of types and names in the code."""

_LONGEST: Final = 200
_DEEPEST: Final = 20
_ROOT: Final = Path(__file__).resolve().parents[2]
_INSTALLED: Final = re.compile(r'[^"\s]*[/\\](?:site|dist)-packages[/\\]')
_HOME: Final = str(Path.home())


def trace_of(error: BaseException) -> str:
    """The whole trace of an error and of those it came from, the first one first."""
    return "\n".join(_told(error, set(), 0))


def summary_of(error: BaseException) -> str:
    """The kind of an error and the innermost place of this program that it passed, on one line."""
    ours = [frame for frame in traceback.extract_tb(error.__traceback__) if _is_ours(frame)]
    head = _head(error)
    if not ours:
        return head
    return f"{head} ({short_paths(ours[-1].filename)}:{ours[-1].lineno} {ours[-1].name})"


def short_paths(text: str) -> str:
    """A text in which paths of the program and of libraries begin there, and the home is `~`."""
    text = text.replace(f"{_ROOT}{os.sep}", "")
    text = _INSTALLED.sub("", text)
    return text.replace(_HOME, "~") if len(_HOME) > 1 else text


def _told(error: BaseException, seen: set[int], depth: int) -> Iterator[str]:
    seen.add(id(error))
    before = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    if before is not None and id(before) not in seen and depth < _DEEPEST:
        yield from _told(before, seen, depth + 1)
        yield "-- then"
    frames = traceback.StackSummary.from_list(
        [
            traceback.FrameSummary(
                short_paths(one.filename), one.lineno, one.name, lookup_line=False, line=one.line
            )
            for one in traceback.extract_tb(error.__traceback__)
        ]
    )
    yield from (line.rstrip("\n") for line in frames.format())
    yield _head(error)
    if isinstance(error, BaseExceptionGroup) and depth < _DEEPEST:
        for one in error.exceptions:
            yield "-- one of several"
            yield from _told(one, seen, depth + 1)


def _head(error: BaseException) -> str:
    said = _message(error)
    name = f"{type(error).__module__}.{type(error).__qualname__}".removeprefix("builtins.")
    return f"{name}: {said}" if said else name


def _message(error: BaseException) -> str:
    """What may be repeated of the message; "" when it may hold anything."""
    if isinstance(error, OSError):
        return f"[Errno {error.errno}] {os.strerror(error.errno)}" if error.errno else ""
    code = getattr(error, "sqlite_errorname", None)
    if isinstance(code, str):
        return code
    if type(error) not in _WORDED_BY_THE_INTERPRETER:
        return ""
    said = str(error)
    return said if said.isascii() and said.isprintable() and len(said) <= _LONGEST else ""


def _is_ours(frame: traceback.FrameSummary) -> bool:
    name = frame.filename
    return name.startswith(str(_ROOT)) and "site-packages" not in name
