"""Points of an outlet row: straight lines between the limits, whatever the permit says."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from desktop_app.core.expr.ast import Expr
from desktop_app.core.expr.parse import parse
from desktop_app.core.methods.row_points import exceeded, limit_points
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
    assert limit_points(outlet("20", ("10", None, "30"), permit="20")) == Decimal("72.5")
    assert limit_points(outlet("20", ("10", None, None), permit="20")) == Decimal(60)


@pytest.mark.parametrize("permit", ["10", "8"])
def test_a_permit_as_strict_as_the_best_tier_costs_no_points(permit: str) -> None:
    # 85 at the advanced line of 10, 100 at half of it: 85 + 15 x (10 - 8) / 5 = 91.
    kept = limit_points(outlet(permit, ("10", None, "30"), permit=permit))
    assert kept == {"10": Decimal(85), "8": Decimal(91)}[permit]
    assert limit_points(outlet("4", ("10", None, "30"), permit=permit)) == Decimal(100)


def test_a_blank_stays_open() -> None:
    assert limit_points(outlet(None, ("10", None, "30"))) is None
    assert limit_points(outlet("12", ("10", None, None))) is None


def test_an_anchor_nobody_knows_leaves_its_segment_out() -> None:
    # Within the advanced line the base does not matter; without an advanced line 60 is all.
    assert limit_points(outlet("7.5", ("10", None, None))) == Decimal("92.5")
    assert limit_points(outlet("29", (None, None, "30"))) == Decimal(60)
    assert limit_points(outlet("1", (None, None, "30"))) == Decimal(60)
    assert limit_points(outlet("31", (None, None, "30"))) == Decimal(0)


def test_another_tier_may_count_as_advanced() -> None:
    limits = ("10", "20", "30")
    assert limit_points(outlet("20", limits), 1) == Decimal(85)
    assert limit_points(outlet("15", limits), 1) == Decimal("92.5")
    assert limit_points(outlet("10", ("10", None, "30")), 1) == Decimal(85)


def test_what_exceeds_a_limit() -> None:
    assert exceeded(outlet("31", ("10", None, "30")))
    assert not exceeded(outlet("30", ("10", None, "30")))
    assert exceeded(outlet("21", ("10", None, "30"), permit="20"))
    assert not exceeded(outlet("21", ("10", None, None)))
    unsure = outlet("31", ("10", None, "30"))
    cited = replace(unsure.indicator.cited, confidence=Confidence.UNSURE)
    unsure = replace(unsure, indicator=replace(unsure.indicator, cited=cited))
    assert not exceeded(unsure)
    assert exceeded(replace(unsure, permit=Decimal(30)))
