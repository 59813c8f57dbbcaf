"""Points of an outlet row: straight lines between the limits, whatever the permit says."""

from __future__ import annotations

from decimal import Decimal

import pytest

from desktop_app.core.expr.ast import Expr
from desktop_app.core.expr.parse import parse
from desktop_app.core.methods.row_points import limit_points
from desktop_app.core.methods.rows import Row
from desktop_app.core.pack import Confidence, Direction, Indicator, Part
from desktop_app.core.result import Status


def outlet(value: str | None, limits: tuple[str | None, ...], permit: str | None = None) -> Row:
    read = parse("air.pm")
    assert isinstance(read, Expr)
    part = Part("颗粒物", read, "mg/m3", Direction.LOWER, ())
    return Row(
        indicator=Indicator("pm", "1", "颗粒物", "kiln", (part,)),
        record="DA001",
        status=Status.GIVEN if value else Status.BLANK,
        value=Decimal(value) if value else None,
        text="",
        met=(None,) * len(limits),
        limits=tuple(Decimal(one) if one else None for one in limits),
        confidence=Confidence.CONFIRMED,
        permit=Decimal(permit) if permit else None,
    )


@pytest.mark.parametrize(
    ("value", "points"),
    [("31", "0"), ("30", "60"), ("20", "72.5"), ("10", "85"), ("7.5", "92.5"), ("5", "100")],
)
def test_between_the_limits(value: str, points: str) -> None:
    assert limit_points(outlet(value, ("10", None, "30"))) == Decimal(points)


def test_a_stricter_permit_is_the_legal_limit() -> None:
    assert limit_points(outlet("25", ("10", None, "30"), permit="20")) == Decimal(0)
    assert limit_points(outlet("20", ("10", None, "30"), permit="20")) == Decimal(60)


@pytest.mark.parametrize("permit", ["10", "8"])
def test_a_permit_as_strict_as_the_best_tier_costs_no_points(permit: str) -> None:
    kept = limit_points(outlet(permit, ("10", None, "30"), permit=permit))
    assert kept == Decimal(85)
    assert limit_points(outlet("4", ("10", None, "30"), permit=permit)) == Decimal(100)


def test_a_blank_stays_open() -> None:
    assert limit_points(outlet(None, ("10", None, "30"))) is None
    assert limit_points(outlet("5", ("10", None, None))) is None
