"""What a verb on an open case came to; it knows nothing of the library, which comes late."""

from __future__ import annotations

from dataclasses import dataclass

from desktop_app.app.profile_words import profile_titles
from desktop_app.core.changes import Changes
from desktop_app.core.problems import Problem, problem
from desktop_app.i18n import _


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a verb did: the changes, and a problem for each entry that was not taken."""

    changes: Changes = Changes()
    problems: tuple[Problem, ...] = ()


def spared(changes: Changes) -> tuple[Problem, ...]:
    """What is told of fields of the profile that undoing left alone."""
    fields = [title for name, title in profile_titles().items() if name in changes.spared]
    if not fields:
        return ()
    return (problem("history.profile_spared", fields=_("、").join(fields)),)
