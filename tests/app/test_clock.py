"""Moments from any file, on a clock that may not know them."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest

from desktop_app.app.clock import local, moment
from desktop_app.app.enterprise_words import moment as listed


@pytest.mark.parametrize(
    "text", ["", "::::", "昨天", "0001-01-01T00:00:00+23:59", "9999-12-31T23:59:59-23:59"]
)
def test_a_moment_no_clock_can_show_stays_as_it_is(text: str) -> None:
    assert local(text) is None
    assert moment(text) == text
    assert listed(text) == ""


def test_a_moment_is_shown_where_the_user_is() -> None:
    at = local("2026-03-01T08:15:00.250+00:00")
    assert at is not None
    assert at.tzinfo is not None
    assert at - datetime.fromisoformat("2026-03-01T08:15:00+00:00") == timedelta(milliseconds=250)
    assert abs(at.date() - date(2026, 3, 1)) <= timedelta(days=1)
    assert moment("2026-03-01T08:15:00.250+00:00") == f"{at:%Y-%m-%d %H:%M}"
