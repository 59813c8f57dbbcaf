"""Points of a single row: an outlet against its limits, a product against its benchmark."""

from __future__ import annotations

from decimal import Decimal
from typing import Final

from desktop_app.core.methods.interpolate import Anchors, points
from desktop_app.core.methods.rows import Row

_ZERO: Final = Decimal(0)


def limit_points(row: Row) -> Decimal | None:
    """The points of an outlet row; 0 above the legal or permitted limit, None while open."""
    legal = row.limits[-1] if row.permit is None else _stricter(row.permit, row.limits[-1])
    better = [limit for limit in row.limits[:-1] if limit is not None]
    if row.value is None or legal is None:
        return None
    if row.value > legal:
        return _ZERO
    advanced = min([*better, legal]) if better else legal / 2
    # A permit as strict as the best tier leaves no span between base and advanced.
    base = legal if advanced < legal else legal * 2
    return points(row.value, Anchors(base, advanced, advanced / 2))


def _stricter(permit: Decimal, limit: Decimal | None) -> Decimal:
    return permit if limit is None else min(permit, limit)


def band_points(row: Row) -> Decimal | None:
    """The points of a benchmark row; None while the value or a level is unknown."""
    benchmark, baseline = row.limits[0], row.limits[-1]
    if row.value is None or benchmark is None or baseline is None:
        return None
    better = benchmark - abs(benchmark) / 10
    return points(row.value, Anchors(baseline, benchmark, better))
