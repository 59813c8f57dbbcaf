"""How a case stands against the policy tables of all its packs together 政策要求."""

from __future__ import annotations

from dataclasses import dataclass

from desktop_app.core.evaluate import Evaluation
from desktop_app.core.methods.duties import DUTY, ENCOURAGED, STATES, TARGET, counts
from desktop_app.core.methods.rows import Row
from desktop_app.core.pack import Limb


@dataclass(frozen=True, slots=True)
class Tally:
    """How many rows of one kind are met, not met, open, and not yet due."""

    met: int
    unmet: int
    open: int
    later: int

    @property
    def whole(self) -> int:
        """All rows of the kind that apply."""
        return self.met + self.unmet + self.open + self.later


@dataclass(frozen=True, slots=True)
class Duties:
    """The rows of all policy tables by how far they bind."""

    duty: Tally
    target: Tally
    encouraged: Tally

    @property
    def level(self) -> str:
        """MET or below, as the duties that are due decide; "" while open or without any."""
        if self.duty.unmet:
            return "below"
        return "MET" if self.duty.met and not self.duty.open else ""


def duties_of(evaluation: Evaluation) -> Duties:
    """The counts over all policy tables."""
    found = counts(policy_rows(evaluation))
    kinds = (
        Tally(*(found[f"{kind}_{state}"] for state in STATES))
        for kind in (DUTY, TARGET, ENCOURAGED)
    )
    return Duties(*kinds)


def policy_rows(evaluation: Evaluation) -> tuple[Row, ...]:
    """The rows of all policy tables that apply."""
    return tuple(
        row
        for table in evaluation.tables.values()
        if table.assessment.limb is Limb.POLICY
        for row in table.rows
        if row.applies
    )
