"""The methods that read tables, by their versioned names.

A corrected algorithm gets a new name, so that old cases keep being judged the old way.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from desktop_app.core.methods import level_index, tally
from desktop_app.core.methods.rows import Row
from desktop_app.core.methods.verdict import Verdict
from desktop_app.core.pack import Assessment, Scale

Judge = Callable[[Assessment, Scale, Sequence[Row]], Verdict]


@dataclass(frozen=True, slots=True)
class Method:
    """A method: how it judges, and whether meeting a level meets the worse ones too."""

    judge: Judge
    cumulative: bool
    levels: int | None = None


METHODS: Final[Mapping[str, Method]] = {
    "level_index.v1": Method(level_index.judge, cumulative=True, levels=3),
    "item_by_item.v1": Method(tally.judge_items, cumulative=True),
    "band.v1": Method(tally.judge_worst, cumulative=True),
    "quota.v1": Method(tally.judge_worst, cumulative=False),
    "limits.v1": Method(tally.judge_worst, cumulative=True),
}
