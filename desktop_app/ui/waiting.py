"""Edits a library could not take - its disk is full, its drive pulled out - until it can.

The window has it before any case: what an edit comes to is imported with the first one.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from desktop_app.core.library_texts import NOT_WRITTEN
from desktop_app.core.problems import Problem

if TYPE_CHECKING:
    from desktop_app.app.outcome import Outcome

Edit = Callable[[], "Outcome"]
HOPELESS: Final = frozenset({"library.read_only"})
"""Nothing waits for a library that is open for looking."""


class Waiting:
    """Edits in the order they were made: none overtakes one before it."""

    def __init__(self) -> None:
        self._edits: deque[Edit] = deque()
        self.why: Problem | None = None

    def __len__(self) -> int:
        """How many edits wait."""
        return len(self._edits)

    def do(self, edit: Edit, told: Callable[[Outcome], object]) -> Outcome:
        """Make an edit after those that wait; one that cannot be written waits with them.

        `told` is given what came of those before it.
        """
        from desktop_app.app.outcome import Outcome

        if self._edits and not self.again(told) and self.why is not None:
            self._edits.append(edit)
            return Outcome(problems=(self.why,))
        outcome = edit()
        found = unwritten(outcome)
        if found is not None and found.code not in HOPELESS:
            self._edits.append(edit)
            self.why = found
        return outcome

    def again(self, told: Callable[[Outcome], object]) -> bool:
        """Make the edits that wait; whether all of them are on disk now."""
        while self._edits:
            outcome = self._edits[0]()
            found = unwritten(outcome)
            if found is not None:
                self.why = found
                return False
            self._edits.popleft()
            told(outcome)
        self.why = None
        return True

    def drop(self) -> None:
        """Give up what waits."""
        self._edits.clear()
        self.why = None


def unwritten(outcome: Outcome) -> Problem | None:
    """Why nothing of an edit is on disk; None when that is not so."""
    return next((found for found in outcome.problems if found.code in NOT_WRITTEN), None)
