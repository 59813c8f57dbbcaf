"""Which backups to keep: all of the last hour, then hourly, daily, weekly, monthly.

Hourly for a day, daily for a week, weekly for a month, monthly after that.

Of every such span the newest one stays, so that thinning often keeps the same as once.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime, timedelta
from typing import Final

HOUR: Final = timedelta(hours=1)
DAY: Final = timedelta(days=1)
WEEK: Final = timedelta(days=7)
MONTH: Final = timedelta(days=31)


def kept(moments: Iterable[datetime], now: datetime) -> frozenset[datetime]:
    """The moments to keep, as seen from `now`; the newest is always among them."""
    newest: dict[tuple[int, ...], datetime] = {}
    for moment in moments:
        span = _span(moment.astimezone(UTC), now)
        newest[span] = max(moment, newest.get(span, moment))
    return frozenset(newest.values())


def fitting(sizes: Mapping[datetime, int], room: int, now: datetime) -> frozenset[datetime]:
    """The moments to keep when all together may take `room` bytes; the newest stays in any case.

    What goes first leaves the smallest gap for its age.
    """
    stay = sorted(sizes)
    total = sum(sizes.values())
    while total > room and len(stay) > 1:
        gaps = {
            one: (later - earlier) / (now - one + HOUR)
            for earlier, one, later in zip([stay[0], *stay], stay, stay[1:], strict=False)
        }
        # The oldest has no neighbour before it: it goes last.
        gaps[stay[0]] = float("inf")
        least = min(gaps, key=lambda one: gaps[one])
        stay.remove(least)
        total -= sizes[least]
    return frozenset(stay)


def _span(moment: datetime, now: datetime) -> tuple[int, ...]:
    """The calendar hour, day, week or month that a backup of this age stands for."""
    age = now - moment
    if age <= HOUR:
        return (0, round(moment.timestamp()))
    if age <= DAY:
        return (1, moment.toordinal(), moment.hour)
    if age <= WEEK:
        return (2, moment.toordinal())
    if age <= MONTH:
        return (3, *moment.isocalendar()[:2])
    return (4, moment.year, moment.month)
