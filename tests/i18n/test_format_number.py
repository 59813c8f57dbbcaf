"""Figures for display: every figure there can be is written, and none but zero looks like zero."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.i18n import format_number

FIGURES = st.decimals(min_value=Decimal("-1E+306"), max_value=Decimal("1E+306"), places=None)


@pytest.mark.parametrize(
    ("value", "places", "shown"),
    [
        (None, None, "—"),
        ("0", None, "0"),
        ("0E+5", None, "0"),
        ("1234567.891", None, "1,234,568"),
        ("-1234567.891", 2, "-1,234,567.89"),
        ("12.50", None, "12.5"),
        ("0.1234567", None, "0.123457"),
        ("0.0000005", None, "0.0000005"),
        ("0.0000123456", None, "0.0000123"),
        ("1E+40", None, "10" + ",000" * 13),
        ("1E+40", 2, "10" + ",000" * 13 + ".00"),
    ],
)
def test_figures_as_shown(value: str | None, places: int | None, shown: str) -> None:
    assert format_number(None if value is None else Decimal(value), places) == shown


def test_reports_use_thin_spaces() -> None:
    assert format_number(Decimal(1234567), thin=True) == "1\u2009234\u2009567"


@given(FIGURES)
def test_any_figure_is_shown_close_to_what_it_is(value: Decimal) -> None:
    shown = Decimal(format_number(value).replace(",", ""))
    assert abs(shown - value) <= max(abs(value) / 100, Decimal("1E-20"))
