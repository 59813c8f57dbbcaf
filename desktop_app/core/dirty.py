"""What an edit touches: names everywhere, and names at single records only.

A figure typed at one outlet touches the figures of that outlet and whatever adds outlets up, but
not the figures of the other outlets - unless those read all outlets at once, as shares do.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from desktop_app.core.dependencies import Names
from desktop_app.core.inputs import Slot
from desktop_app.core.model import Model

NOWHERE: Names = frozenset()


@dataclass(frozen=True, slots=True)
class Dirty:
    """Names and results to be worked out anew.

    `somewhere` holds all of them, `everywhere` those touched at each record they repeat for,
    `at` by record id those touched there alone.
    """

    somewhere: Names
    everywhere: Names
    at: Mapping[str, Names]

    def at_record(self, record: str) -> Names:
        """All that is touched at a record."""
        return self.everywhere | self.at.get(record, NOWHERE)

    def holds(self, name: str, record: str = "") -> bool:
        """Whether a name is touched at a record; without one, whether it is touched at all."""
        if not record:
            return name in self.somewhere
        return name in self.everywhere or name in self.at.get(record, NOWHERE)


def dirty_names(model: Model, slots: Iterable[Slot], further: Iterable[str] = ()) -> Dirty:
    """What changes when the items of `slots` do; `further` names are touched beside them."""
    by_record: dict[str, set[str]] = {}
    plain = set(further)
    for item, record in slots:
        if record:
            by_record.setdefault(record, set()).add(item)
        else:
            plain.add(item)
    at = {record: model.closure(items) for record, items in by_record.items()}
    somewhere = model.closure(plain).union(*at.values())
    whole = model.closure(name for name in somewhere if model.spreads(name))
    return Dirty(somewhere, whole, at)
