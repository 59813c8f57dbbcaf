"""What a verb on an open case came to; it knows nothing of the library, which comes late."""

from __future__ import annotations

from dataclasses import dataclass

from desktop_app.core.changes import Changes
from desktop_app.core.problems import Problem


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a verb did: the changes, and a problem for each entry that was not taken."""

    changes: Changes = Changes()
    problems: tuple[Problem, ...] = ()
