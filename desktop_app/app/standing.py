"""How a library stands when a window opens it: where it lies, who else has it, how it was left.

On a disk of this machine two windows may edit one library (decision 0002). On a network share only
one may: the others look.
"""

from __future__ import annotations

import contextlib
import getpass
import os
import platform
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from desktop_app.app.clock import moment
from desktop_app.core.problems import Problem, problem
from desktop_app.i18n import _
from desktop_app.store.library import Library
from desktop_app.store.mark import Holder, Mark, take_mark
from desktop_app.store.volume import on_network


@dataclass(frozen=True, slots=True)
class Standing:
    """The mark of a window at its library; `reason` says why the library may only be read."""

    path: Path
    mark: Mark
    reason: Problem | None = None

    def leave(self) -> None:
        """The window closes the library."""
        self.mark.release()

    def notices(self, library: Library) -> tuple[Problem, ...]:
        """What to tell the user about the library that was opened."""
        return tuple(self._notices(library))

    def _notices(self, library: Library) -> Iterator[Problem]:
        place = str(self.path)
        if library.read_only is not None:
            yield library.read_only
        elif library.on_network:
            yield problem("library.on_network", place)
        if self.mark.other is not None and self.reason is None:
            yield problem("library.open_elsewhere", place, **_told(self.mark.other))
        if self.mark.left is not None:
            yield _recovered(library, self.mark.left)


def stand_at(path: Path, now: str) -> Standing:
    """Mark a library as open in this window, or find out who has it."""
    with contextlib.suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
    mark = take_mark(path, Holder(_who(), now, os.getpid()))
    reason = None
    if mark.other is not None and on_network(path):
        reason = problem("library.taken", str(path), **_told(mark.other))
    return Standing(path, mark, reason)


def _recovered(library: Library, left: Holder) -> Problem:
    last = library.attempt(Library.last_edit)
    since = moment(left.since)
    if last is None or isinstance(last, Problem):
        return problem("library.recovered_empty", str(library.path), since=since)
    words = _("{enterprise}，{year} 年，{label}")
    what = words.format(enterprise=last.enterprise, year=last.year, label=last.label)
    return problem(
        "library.recovered", str(library.path), since=since, last=moment(last.at), what=what
    )


def _told(holder: Holder) -> dict[str, str]:
    return {"who": holder.who or _("不知名的用户"), "since": moment(holder.since)}


def _who() -> str:
    """The user and the machine, as far as the system tells."""
    try:
        user = getpass.getuser()
    except (OSError, KeyError, ImportError):
        user = ""
    return "@".join(part for part in (user, platform.node()) if part)
