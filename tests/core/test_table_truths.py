"""The truths about tables that grade rules read, as filled and at best."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from desktop_app.core.expr import Expr
from desktop_app.core.expr.parse import parse
from desktop_app.core.methods.readiness import Table
from desktop_app.core.methods.rows import Row
from desktop_app.core.methods.table_truths import (
    all_advanced,
    levels_reached,
    none_exceeded,
    rows_reach,
)
from desktop_app.core.methods.verdict import Verdict
from desktop_app.core.pack import (
    Assessment,
    Cited,
    Confidence,
    Direction,
    Indicator,
    Level,
    Limb,
    Met,
    Part,
    Scale,
    Threshold,
)
from desktop_app.core.result import Status

BELOW = Level("below", "未达", "✕", "below")
LEVELS = tuple(Level(f"L{number}", f"{number}级", "●", "level1") for number in (1, 2, 3))
SCALE = Scale("levels", "等级", LEVELS, BELOW)


def expr(text: str) -> Expr:
    read = parse(text)
    assert isinstance(read, Expr)
    return read


def row(
    met: tuple[bool | None, ...],
    value: str | None = "1",
    applies: bool = True,
    limits: Confidence = Confidence.CONFIRMED,
) -> Row:
    steps = tuple(Threshold(Met.LIMIT, expr(limit)) for limit in ("10", "20", "30"))
    parts = (Part("甲", expr("energy.total"), "mg/m3", Direction.LOWER, steps),)
    indicator = Indicator("a", "1", "甲", "g", parts, cited=Cited(confidence=limits))
    state = Status.BLANK if value is None else Status.GIVEN
    return Row(
        indicator=indicator,
        record="",
        status=state if applies else Status.NA,
        value=None if value is None else Decimal(value),
        text="",
        met=met,
        limits=(Decimal(10), Decimal(20), Decimal(30)),
        confidence=Confidence.CONFIRMED,
    )


def table(low: str = "", high: str = "", rows: tuple[Row, ...] = ()) -> Table:
    level = low if low == high else ""
    verdict = Verdict(Status.GIVEN, Confidence.CONFIRMED, level, level_low=low, level_high=high)
    assessment = Assessment("x", "表", Limb.ENERGY, "band.v1", "levels", (), ())
    return Table(assessment, SCALE, rows, verdict)


def test_every_table_must_reach_the_level() -> None:
    tables = [table("L1", "L1"), table("L2", "L1")]
    low = {key: value.truth for key, value in levels_reached("cp", tables, best=False).items()}
    assert low == {"cp_L1": False, "cp_L2": True, "cp_L3": True}
    high = {key: value.truth for key, value in levels_reached("cp", tables, best=True).items()}
    assert high == {"cp_L1": True, "cp_L2": True, "cp_L3": True}


def test_a_table_without_a_level_reaches_none_as_filled() -> None:
    found = levels_reached("cp", [table("below", "L2")], best=False)
    assert [value.truth for value in found.values()] == [False, False, False]
    assert levels_reached("cp", [], best=False) == {}


def test_a_level_that_is_certain_is_reached_though_a_better_one_is_open() -> None:
    found = levels_reached("cp", [table("L2", "L1")], best=False)
    assert [value.truth for value in found.values()] == [False, True, True]


def test_open_rows_count_only_at_best() -> None:
    rows = (row((True, True, True)), row((None, True, True)), row((False,) * 3, applies=False))
    low = rows_reach("benchmark", [table(rows=rows)], best=False)
    high = rows_reach("benchmark", [table(rows=rows)], best=True)
    assert low["benchmark_L1"].truth is False
    assert low["benchmark_L2"].truth is True
    assert high["benchmark_L1"].truth is True


def test_no_row_claims_nothing() -> None:
    assert rows_reach("benchmark", [table()], best=False)["benchmark_L1"].truth is None
    assert all_advanced([table()], best=False).truth is None


def test_outlets_keep_to_the_best_tier() -> None:
    clean = row((True, True, True), "9")
    assert all_advanced([table(rows=(clean,))], best=False).truth is True
    assert all_advanced([table(rows=(clean, row((False,) * 3, "11")))], best=True).truth is False
    blank = row((None,) * 3, None)
    assert all_advanced([table(rows=(clean, blank))], best=False).truth is False
    assert all_advanced([table(rows=(clean, blank))], best=True).truth is True


@pytest.mark.parametrize(
    ("rows", "kept"),
    [
        ([row((False, False, True), "30")], (True, True)),
        ([row((False,) * 3, "31")], (False, False)),
        ([row((False, False, True), "30"), row((None,) * 3, None)], (False, True)),
        ([row((None,) * 3, None, limits=Confidence.UNSURE)], (True, True)),
        (
            [replace(row((None,) * 3, None, limits=Confidence.UNSURE), permit=Decimal(9))],
            (False, True),
        ),
        ([row((None,) * 3, None, applies=False)], (None, None)),
    ],
    ids=["at its limit", "above it", "one blank", "no firm limit", "a permit", "n.a."],
)
def test_an_open_outlet_is_not_taken_to_keep_its_limit(
    rows: list[Row], kept: tuple[bool | None, bool | None]
) -> None:
    tables = [table(rows=tuple(rows))]
    assert kept == tuple(none_exceeded(tables, best=best).truth for best in (False, True))
