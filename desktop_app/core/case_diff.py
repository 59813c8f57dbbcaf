"""Two states of cases compared: which places say something else, are new, or are gone.

The states may be of one case at two moments, of two years of an enterprise, or of two enterprises;
then months are laid beside months, documents beside those of the same content.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any, Final

from desktop_app.core.data import Key, Period
from desktop_app.core.log import (
    DATUM,
    EVIDENCE,
    LINK,
    PLANNED,
    Place,
    State,
    Step,
    key_from,
    key_text,
    steps_between,
)
from desktop_app.core.pack_diff import Fate

_TELLING: Final = ("state", "unit", "text", "reason", "note")


def fate_of(step: Step) -> Fate:
    """What became of the place of a step."""
    if step.old is None:
        return Fate.NEW
    return Fate.DROPPED if step.new is None else Fate.CHANGED


def case_diff(old: State, new: State) -> tuple[Step, ...]:
    """What differs between two states of one case, as steps from the old to the new.

    The same answer typed another way (1.0 for 1, pasted for typed) is no difference.
    """
    return tuple(step for step in steps_between(old, new) if _tells(step))


def _tells(step: Step) -> bool:
    if step.kind != DATUM or step.old is None or step.new is None:
        return True
    same = all(step.old[name] == step.new[name] for name in _TELLING)
    if same and step.old["value"] is None and step.new["value"] is None:
        return bool(step.old["raw"] != step.new["raw"] and not step.new["text"])
    return not (same and _number(step.old) == _number(step.new))


def _number(content: Mapping[str, Any]) -> Decimal | None:
    value = content["value"]
    return None if value is None else Decimal(value)


def beside(state: State, year: int, other: int) -> dict[Place, Any]:
    """The state of a case of `year`, laid beside one of the year `other` or of somebody else.

    Documents go by their content and measures by their name, their own ids being of one case only.
    Notes, what a document is linked to, and where a record stands among its kind are left out: they
    tell of one case, and would hide what differs.
    """
    laid: dict[Place, Any] = {}
    for place, content in state.items():
        match place.kind:
            case "datum":
                key = key_from(place.target)
                period = Period(key.period.year + other - year, key.period.month)
                moved = Key(key.item, period, key.record)
                laid[Place(DATUM, key_text(moved))] = {**content, "note": ""}
            case "evidence":
                laid[Place(EVIDENCE, content["digest"])] = {**content, "added": "", "who": ""}
            case "planned":
                laid[Place(PLANNED, content["name"])] = {**content, "position": 0}
            case "record":
                laid[place] = {**content, "position": 0}
            case kind if kind != LINK:
                laid[place] = content
    return laid


def counts(steps: tuple[Step, ...]) -> dict[Fate, int]:
    """How many places changed, are new, are gone."""
    fates = [fate_of(step) for step in steps]
    return {fate: fates.count(fate) for fate in Fate}
