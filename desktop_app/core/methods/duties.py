"""`duties.v1`: what a policy plan asks, item by item; there is no index.

The groups of the table tell how far a row binds. `duty` (约束性要求): the enterprise has to do it.
`target` (全省目标): the plan sets it for the province; the enterprise sees where it stands, and is
never failed by it. `encouraged` (鼓励方向): technologies and incentives, of which the same holds.
Only duties that are due decide: the table is met when every one of them is, not met when one
surely is not, open in between. A row whose deadline is after the year judged is not yet due.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Final

from desktop_app.core.methods.rows import Row, best_level
from desktop_app.core.methods.tally import judge_rows
from desktop_app.core.methods.verdict import Verdict, completeness, nothing_applies
from desktop_app.core.pack import Assessment, Scale
from desktop_app.core.problems import Problem, problem
from desktop_app.core.result import Figures

DUTY: Final = "duty"
TARGET: Final = "target"
ENCOURAGED: Final = "encouraged"
KINDS: Final = (DUTY, TARGET, ENCOURAGED)
"""How far a row binds, as the id of its group."""

STATES: Final = ("met", "unmet", "open", "later")
"""What a row can be, as the figures of a table count it."""

SHORT: Final = "short"
IDLE: Final = "idle"
LATER: Final = "later"
MARKS: Final = (SHORT, IDLE, LATER)
"""Marks of the scale for rows that are not met and yet no failure, as `unmet_step` gives them."""


def unmet_step(row: Row, scale: Scale) -> str:
    """What a row is called that is not met: below the scale only where a duty is due."""
    if row.later:
        return LATER
    return {TARGET: SHORT, ENCOURAGED: IDLE}.get(row.indicator.group, scale.below.id)


def settled_step(row: Row, scale: Scale) -> str:
    """The step or mark of a row; "" while it is open."""
    found = best_level(row.met, scale)
    return unmet_step(row, scale) if found == scale.below.id else found


def judge_duties(
    _assessment: Assessment, scale: Scale, rows: Sequence[Row], _new_build: bool | None = False
) -> Verdict:
    """Whether the duties that are due are met; targets and what is encouraged are only counted.

    Figures per kind of row: `<kind>_met`, `<kind>_unmet`, `<kind>_open`, `<kind>_later`.
    """
    taking_part = [row for row in rows if row.applies]
    if not taking_part:
        return nothing_applies()
    due = [row for row in taking_part if row.indicator.group == DUTY and not _later(row)]
    verdict = judge_rows(scale, due) if due else nothing_applies()
    figures = counts(taking_part)
    notes = [*_told(figures), *verdict.notes] if due else [*_told(figures)]
    return replace(
        verdict,
        status=completeness(taking_part),
        figures=Figures({name: Decimal(count) for name, count in figures.items()}),
        missing=tuple(dict.fromkeys(name for row in taking_part for name in row.missing)),
        notes=tuple(notes),
    )


def _later(row: Row) -> bool:
    """Whether a row is not met, or open, and need not be met yet."""
    return row.later and True not in row.met


def counts(rows: Sequence[Row]) -> dict[str, int]:
    """How many rows of each kind are met, not met, open, and not yet due."""
    found = {f"{kind}_{state}": 0 for kind in KINDS for state in STATES}
    for row in rows:
        found[f"{row.indicator.group}_{_state(row)}"] += 1
    return found


def _state(row: Row) -> str:
    if row.open_by_blank or any(cell is None for cell in row.met):
        return "open"
    if any(row.met):
        return "met"
    return "later" if row.later else "unmet"


def _told(figures: dict[str, int]) -> Iterator[Problem]:
    """The counts of every kind there is, as a sentence each."""
    for kind in KINDS:
        met, unmet, still, later = (figures[f"{kind}_{state}"] for state in STATES)
        whole = met + unmet + still + later
        if whole:
            yield problem(
                f"verdict.{kind}", count=whole, met=met, unmet=unmet, open=still, later=later
            )
