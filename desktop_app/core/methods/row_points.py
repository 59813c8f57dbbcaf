"""Points of a single row: an outlet against its limits, a product against its benchmark."""

from __future__ import annotations

from decimal import Decimal
from typing import Final

from desktop_app.core.expr.combine import order
from desktop_app.core.methods.interpolate import BASE, Anchors, above_advanced, points
from desktop_app.core.methods.rows import Row
from desktop_app.core.pack import Confidence, Met

_ZERO: Final = Decimal(0)


def limit_points(row: Row, tier: int = 0) -> Decimal | None:
    """The points of an outlet row; None while open.

    Base is the general limit of the national standard, advanced the strictest tier known, counted
    from place `tier` of the scale on; near-zero is half of that. A figure above the limit that
    binds (the national or the permitted one) has none. An anchor that is not known leaves its
    segment out: without an advanced line there is nothing above the points of the base.
    """
    last = row.limits[-1]
    legal = _stricter(row.permit, last)
    advanced = advanced_line(row, tier)
    if row.value is None:
        return None
    if legal is not None and order(row.value, legal) > 0:
        return _ZERO
    if advanced is not None and order(row.value, advanced) <= 0:
        return above_advanced(-min(row.value, advanced), -advanced, -advanced / 2)
    if legal is None:
        return None
    if advanced is None:
        return BASE
    base = legal if last is None else last
    return points(row.value, Anchors(base, advanced, advanced / 2))


def advanced_line(row: Row, tier: int = 0) -> Decimal | None:
    """The limit that counts as advanced: the strictest known from place `tier` on, but the last.

    Where none is known from there on, the strictest of all; None where the table has none.
    """
    better = [limit for limit in row.limits[tier:-1] if limit is not None]
    every = [limit for limit in row.limits[:-1] if limit is not None]
    return min(better or every, default=None)


def exceeded(row: Row) -> bool:
    """Whether a figure is for certain above the general limit or the permitted one.

    A limit nobody is sure of is for reference only: a figure does not break it.
    """
    legal = _stricter(row.permit, row.limits[-1] if _sure(row) else None)
    if not row.applies or row.open_by_blank or row.value is None or legal is None:
        return False
    return order(row.value, legal) > 0


def may_exceed(row: Row) -> bool:
    """Whether a row that is still open has a limit, now or once it is filled in, to break."""
    if not row.applies or not row.open_by_blank:
        return False
    return row.permit is not None or general_limit_binds(row)


def general_limit_binds(row: Row) -> bool:
    """Whether the standard sets a general limit that a figure can break."""
    return _sure(row) and row.indicator.parts[0].thresholds[-1].met is Met.LIMIT


def _sure(row: Row) -> bool:
    return row.indicator.cited.confidence > Confidence.UNSURE


def _stricter(permit: Decimal | None, limit: Decimal | None) -> Decimal | None:
    known = [one for one in (permit, limit) if one is not None]
    return min(known, default=None)


def band_points(row: Row) -> Decimal | None:
    """The points of a benchmark row; None while the value or a level is unknown."""
    benchmark, baseline = row.limits[0], row.limits[-1]
    if row.value is None or benchmark is None or baseline is None:
        return None
    better = benchmark - abs(benchmark) / 10
    return points(row.value, Anchors(baseline, benchmark, better))
