"""Which backups to keep: all of the last hour, then hourly, daily, weekly, monthly.

Hourly for a day, daily for a week, weekly for a month, monthly after that.

Of every such span the newest one stays, so that thinning often keeps the same as once. Ages are
counted in days on which there was a backup: no wrong clock thins them out (decision 0021).
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Final

HOUR: Final = timedelta(hours=1)
DAY: Final = timedelta(days=1)
WEEK: Final = timedelta(days=7)
MONTH: Final = timedelta(days=31)


def kept(moments: Iterable[datetime], now: datetime) -> frozenset[datetime]:
    """The moments to keep, as seen from `now`; the newest is always among them."""
    stay = frozenset(moments)
    while True:
        # With fewer days to count, what is left can be younger: until nothing more goes.
        fewer = _kept_once(stay, now)
        if fewer == stay:
            return stay
        stay = fewer


def _kept_once(moments: frozenset[datetime], now: datetime) -> frozenset[datetime]:
    days = sorted({moment.toordinal() for moment in moments})
    newest: dict[tuple[int, ...], datetime] = {}
    for moment in moments:
        span = _span(moment.astimezone(UTC), _age(moment, now, days))
        newest[span] = max(moment, newest.get(span, moment))
    return frozenset(newest.values())


def _age(moment: datetime, now: datetime, days: Sequence[int]) -> timedelta:
    """How old a moment is by the clock, but no older than the days with backups since then.

    A clock that jumps ahead, or a holiday, makes nothing older than the program has seen it grow:
    otherwise a wrong date would leave one backup a month of the last weeks.
    """
    by_clock = max(now - moment, timedelta(0))
    since = len(days) - bisect_right(days, moment.toordinal())
    return min(by_clock, max(since, 1) * DAY)


def fitting(sizes: Mapping[datetime, int], room: int, now: datetime) -> frozenset[datetime]:
    """The moments to keep when all together may take `room` bytes; the newest stays in any case.

    What goes first leaves the smallest gap for its age.
    """
    stay = sorted(sizes)
    total = sum(sizes.values())
    while total > room and len(stay) > 1:
        gaps = {
            one: (later - earlier) / (max(now - one, timedelta(0)) + HOUR)
            for earlier, one, later in zip([stay[0], *stay], stay, stay[1:], strict=False)
        }
        # The oldest has no neighbour before it: it goes last.
        gaps[stay[0]] = float("inf")
        least = min(gaps, key=lambda one: gaps[one])
        stay.remove(least)
        total -= sizes[least]
    return frozenset(stay)


def _span(moment: datetime, age: timedelta) -> tuple[int, ...]:
    """The calendar hour, day, week or month that a backup of this age stands for."""
    if age <= HOUR:
        return (0, round(moment.timestamp()))
    if age <= DAY:
        return (1, moment.toordinal(), moment.hour)
    if age <= WEEK:
        return (2, moment.toordinal())
    if age <= MONTH:
        return (3, *moment.isocalendar()[:2])
    return (4, moment.year, moment.month)
