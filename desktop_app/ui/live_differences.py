"""What an edit did to the results, in a few phrases for the live panel."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from desktop_app.core.changes import Changes
from desktop_app.core.evaluate import Evaluation
from desktop_app.core.result import Kind, Result
from desktop_app.core.units import show_unit
from desktop_app.i18n import _, translate
from desktop_app.ui.result_words import gate_state, level_place, score_span, shown_value

MOST_CHANGES: Final = 5
UP: Final = "↑"
DOWN: Final = "↓"


@dataclass(frozen=True, slots=True)
class Difference:
    """What an edit did to one result; `trend` is "↑", "↓" or "" where there is no order."""

    id: str
    name: str
    before: str
    after: str
    trend: str


def differences(
    before: Evaluation, after: Evaluation, changes: Changes, most: int = MOST_CHANGES
) -> tuple[Difference, ...]:
    """What an edit changed, the most telling first: grade, axes, tables, figures, rows."""
    found = [
        (_rank(after.results[key]), key)
        for key in changes.results
        if key in before.results and key in after.results
    ]
    shown: list[Difference] = []
    for rank, key in sorted(found):
        if rank < len(_TELLING) and len(shown) < most:
            shown.extend(_difference(before, after, key))
    return tuple(shown[:most])


_TELLING: Final = (
    Kind.READINESS,
    Kind.SUB_INDEX,
    Kind.GATE,
    Kind.ASSESSMENT,
    Kind.QUANTITY,
    Kind.INDICATOR,
)


def _rank(result: Result) -> int:
    """The place among what is worth telling; sub-indices and inner figures are not."""
    inner_figure = result.kind is Kind.QUANTITY and not result.headline
    axis = result.kind is Kind.SUB_INDEX and result.id.endswith(f".{result.group}")
    if inner_figure or (result.kind is Kind.SUB_INDEX and not axis):
        return len(_TELLING)
    return _TELLING.index(result.kind)


def _difference(before: Evaluation, after: Evaluation, key: str) -> Iterator[Difference]:
    old, new = before.results[key], after.results[key]
    was, now = said(old), said(new)
    if was != now:
        unit = f" {show_unit(new.unit)}"
        if new.unit and was.endswith(unit) and now.endswith(unit):
            was = was.removesuffix(unit)
        name = translate(new.name)
        shown = f"{new.no} {name}" if new.kind is Kind.GATE else name
        yield Difference(key, shown, was, now, trend_of(after, old, new))


def said(result: Result) -> str:
    """A result in one phrase; a table without a level by its index, a gate by its state."""
    if result.kind is Kind.GATE:
        return gate_state(result.level).text
    if result.kind is Kind.ASSESSMENT and not result.level_name:
        return score_span(result.low, result.high)
    return shown_value(result)


def trend_of(evaluation: Evaluation, old: Result, new: Result) -> str:
    """Whether a level got better or a figure larger."""
    scale = evaluation.model.scales.get(new.scale)
    if scale is not None:
        was, now = (level_place(scale, each.level or each.level_low) for each in (old, new))
        if was != now:
            return UP if now < was else DOWN
    if old.value is None or new.value is None or old.value == new.value:
        return ""
    return UP if new.value > old.value else DOWN


def difference_words(each: Difference) -> str:
    """A difference on one line."""
    change = _("{before} → {after}").format(before=each.before, after=each.after)
    # A no-break space keeps the arrow on the line of the figure.
    return f"{each.name}  {change}\u00a0{each.trend}".rstrip()
