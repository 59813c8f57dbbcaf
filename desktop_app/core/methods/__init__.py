"""The methods that read tables, by their versioned names.

A corrected algorithm gets a new name, so that old cases keep being judged the old way.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Final

from desktop_app.core.methods import additive, duties, level_index, tally
from desktop_app.core.methods.options import (
    DOCUMENT,
    EVERYWHERE,
    NEW_BUILD,
    TEXT,
    YES_NO_ITEM,
    Option,
    firm,
    number,
    one_of,
)
from desktop_app.core.methods.partial_weights import PARTIAL
from desktop_app.core.methods.rows import Row, best_level
from desktop_app.core.methods.verdict import Judge
from desktop_app.core.pack import Scale


def _settled(row: Row, scale: Scale) -> str:
    return best_level(row.met, scale)


def _below(_row: Row, scale: Scale) -> str:
    return scale.below.id


@dataclass(frozen=True, slots=True)
class Method:
    """A method: how it judges, and whether meeting a level meets the worse ones too.

    `levels` is how many levels its scale must have (None: any). `weighed` methods share weights
    among products by output, so that a product not made takes no part. The levels of `binding`
    ones are limits of which an outlet executes some. Only rows of `graded_rows` methods have
    levels of their own; those of others have one base value. `options` are those a pack may give.
    `groups` are the only ids its groups may have (none: any), `marks` those its scale must have.
    `settled` gives the step or mark of a row, "" while it is open, `unmet` that of a row not met.
    """

    judge: Judge
    cumulative: bool
    levels: int | None = None
    weighed: bool = False
    binding: bool = False
    graded_rows: bool = True
    options: Mapping[str, Option] = field(default_factory=lambda: EVERYWHERE)
    groups: tuple[str, ...] = ()
    marks: tuple[str, ...] = ()
    settled: Callable[[Row, Scale], str] = field(default=_settled)
    unmet: Callable[[Row, Scale], str] = field(default=_below)


METHODS: Final[Mapping[str, Method]] = {
    "level_index.v1": Method(
        level_index.judge,
        cumulative=True,
        levels=3,
        weighed=True,
        options={
            **EVERYWHERE,
            "level1_others": one_of("L2"),
            "weights": one_of("missing", PARTIAL),
            NEW_BUILD: YES_NO_ITEM,
        },
    ),
    "additive.v1": Method(
        additive.judge,
        cumulative=True,
        levels=2,
        graded_rows=False,
        options={
            "cap": number("1", "10"),
            "share_quantitative": number("0", "1"),
            "share_qualitative": number("0", "1"),
            "minimum_1": number("0", "100"),
            "minimum_2": number("0", "100"),
            "thresholds_source": DOCUMENT,
            "thresholds_clause": TEXT,
            "thresholds_confidence": firm(),
        },
    ),
    "item_by_item.v1": Method(tally.judge_items, cumulative=True),
    "band.v1": Method(tally.judge_worst, cumulative=True),
    "quota.v1": Method(
        tally.judge_quota, cumulative=False, options={**EVERYWHERE, NEW_BUILD: YES_NO_ITEM}
    ),
    "limits.v1": Method(tally.judge_limits, cumulative=True, binding=True),
    "duties.v1": Method(
        duties.judge_duties,
        cumulative=True,
        levels=1,
        groups=duties.KINDS,
        marks=duties.MARKS,
        settled=duties.settled_step,
        unmet=duties.unmet_step,
    ),
}
