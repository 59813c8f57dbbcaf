"""A year's figure of a row spread over the months nobody has filled: what it would store. No Qt."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Final

from desktop_app.core.data import Key, Period, State
from desktop_app.core.distribute import MONTHS, rest_of, spread
from desktop_app.core.entry import Entry
from desktop_app.core.numbers import exact_text, plain
from desktop_app.core.units import show_unit
from desktop_app.i18n import _
from desktop_app.ui.ledger.cells import YEAR_COLUMN, value_of
from desktop_app.ui.ledger.model import LedgerModel

EVEN: Final = "even"
LAST: Final = "last"
_ADDING: Final = frozenset({"sum", "mean"})


@dataclass(frozen=True, slots=True)
class Spreading:
    """What can be spread in a row: all figures in the unit of the row.

    `months` are those still empty, `shape` last year's figures of them, where all are known.
    """

    year: Decimal
    rest: Decimal
    unit: str
    months: tuple[int, ...]
    shape: Mapping[int, Decimal] = field(default_factory=dict)

    def parts(self, how: str) -> Mapping[int, Decimal]:
        """The figures of the months; empty where it cannot be done."""
        if self.rest < 0:
            return {}
        return spread(self.rest, self.months, self.shape if how == LAST else None)

    @property
    def words(self) -> str:
        """The year's figure with its unit."""
        return f"{exact_text(self.year)} {show_unit(self.unit)}".strip()


def spreading(model: LedgerModel, row: int) -> Spreading | None:
    """What can be spread in a row; None without a figure for the year beside empty months."""
    item, unit = model.item(row), model.unit(row)
    typed = model.datum(row, YEAR_COLUMN)
    year = value_of(typed, item, unit) if typed is not None else None
    if year is None or item.cadence != "month" or item.aggregate not in _ADDING:
        return None
    held = {month: datum for month in MONTHS if (datum := model.datum(row, month - 1)) is not None}
    known = {month: value_of(datum, item, unit) for month, datum in held.items()}
    filled = {month: value for month, value in known.items() if value is not None}
    empty = tuple(month for month in MONTHS if month not in held)
    if not empty:
        return None
    shape = model.months_before(row)
    fits = {month: shape[month] for month in empty if month in shape}
    whole = len(fits) == len(empty) and any(fits.values())
    rest = rest_of(year, filled, item.aggregate)
    return Spreading(year, rest, unit, empty, fits if whole else {})


def spread_entries(model: LedgerModel, row: int, found: Spreading, how: str) -> tuple[Entry, ...]:
    """What spreading stores: estimates with a note for the months, and the year made from them."""
    said = {
        EVEN: _("全年 {year} 按月平均分摊"),
        LAST: _("全年 {year} 按上年各月的比例分摊"),
    }
    note = said[how].format(year=found.words)
    months = [
        replace(model.entry(row, month - 1, plain(part)), state=State.ESTIMATED, note=note)
        for month, part in found.parts(how).items()
    ]
    if not months:
        return ()
    return (*months, Entry(Key(model.rows[row], Period(model.year)), ""))
