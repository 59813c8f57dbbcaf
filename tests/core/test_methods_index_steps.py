"""Variants of `level_index.v1`: bonus groups, new projects, products, what is said and asked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.core.evaluate import Evaluation
from desktop_app.core.methods.level_index import judge
from desktop_app.core.methods.rows import Row
from desktop_app.core.methods.thresholds import can_tip
from desktop_app.core.methods.verdict import Verdict
from desktop_app.core.methods.weights import effective_weights
from desktop_app.core.pack import Assessment, Confidence
from desktop_app.core.result import Status
from tests.core.packs_for_tests import Answer, item, judged
from tests.core.rows_for_tests import SCALE, row, table

ONE_GROUP = table({"g": "1"})
BONUS = table({"g": "1", "extra": "0.1"}, bonus={"extra"})


def verdict(
    rows: Sequence[Row], assessment: Assessment = ONE_GROUP, new_build: bool | None = False
) -> Verdict:
    return judge(assessment, SCALE, rows, new_build)


def codes(found: Verdict) -> list[str]:
    return [note.code for note in found.notes]


# --- bonus groups ----------------------------------------------------------------------------


def test_a_bonus_adds_to_the_index_outside_the_weights_of_one() -> None:
    rows = [row("a", "L1", weight="0.8"), row("b", "L3", weight="0.2"), row("x", "L1", "extra")]
    found = verdict(rows, BONUS)
    # 100 x 0.8 + 100 x 0.1 = 90 at Ⅰ and Ⅱ; 100 + 10, ended at 100, at Ⅲ
    assert [found.figures.values[f"Y{n}"] for n in (1, 2, 3)] == [90, 90, 100]
    assert found.level == "L1"
    assert "verdict.bonus" in codes(found)


def test_a_bonus_that_is_missed_or_not_applicable_costs_nothing() -> None:
    base = [row("a", "L2", weight="0.9", limiting=True), row("b", "L3", weight="0.1")]
    plain = verdict(base, table({"g": "1"}))
    for reached in ("below", "n.a."):
        found = verdict([*base, row("x", reached, "extra")], BONUS)
        assert (found.level, found.value) == (plain.level, plain.value)
        assert "verdict.group_handed_on" not in codes(found)


def test_a_bonus_may_make_up_for_a_row_below_level_three() -> None:
    rows = [row("a", "L3", weight="0.95"), row("b", "below", weight="0.05")]
    assert verdict(rows).level == "below"
    rows.append(row("x", "L3", "extra"))
    assert verdict(rows, BONUS).level == "L3"  # 95 + 10, ended at 100


def test_the_strict_option_asks_nothing_of_bonus_rows() -> None:
    strict = table({"g": "1", "extra": "0.1"}, options={"level1_others": "L2"}, bonus={"extra"})
    assert verdict([row("a", "L1"), row("x", "below", "extra")], strict).level == "L1"


def test_a_blank_bonus_opens_the_interval_upwards_only() -> None:
    rows = [row("a", "L1", weight="0.8"), row("b", "below", weight="0.2")]
    found = verdict([*rows, row("x", "open", "extra")], BONUS)
    assert (found.level_low, found.level_high) == ("below", "L1")  # 80, or 80 + 10
    assert found.deciding == ("x",)
    assert found.brings[0].gain == 10


def test_only_a_bonus_applies() -> None:
    found = verdict([row("a", "n.a."), row("x", "L1", "extra")], BONUS)
    assert (found.status, codes(found)) == (Status.NA, ["verdict.nothing_applies"])


@pytest.mark.parametrize(
    ("base", "extra", "low", "high"),
    [
        (("L1", "L1"), "below", "L1", "L1"),
        (("L3", "below"), "L3", "below", "L3"),  # the bonus may weigh what `below` weighs
        (("L3", "below"), "below", "below", "below"),
        (("below", "below"), "L2", "below", "L2"),
    ],
)
def test_a_bonus_without_weights(base: tuple[str, str], extra: str, low: str, high: str) -> None:
    unknown = table({"g": None, "extra": None}, bonus={"extra"})
    rows = [row("a", base[0]), row("b", base[1]), row("x", extra, "extra")]
    found = verdict(rows, unknown)
    assert (found.level_low, found.level_high) == (low, high)


# --- new, rebuilt and extended projects -------------------------------------------------------

ASKS = table({"g": "1"}, options={"new_build": "is.new"})


@pytest.mark.parametrize(
    ("reached", "existing", "new"),
    [("L1", "L1", "L1"), ("L2", "L2", "L2"), ("L3", "L3", "below"), ("below", "below", "below")],
)
def test_a_new_project_is_never_given_level_three(reached: str, existing: str, new: str) -> None:
    rows = [row("a", reached, limiting=True)]
    assert verdict(rows, ASKS, new_build=False).level == existing
    assert verdict(rows, ASKS, new_build=True).level == new


def test_a_level_refused_to_a_new_project_is_to_be_verified() -> None:
    """The clause that step 3 is for existing enterprises is known from memory only."""
    rows = [row("a", "L3", limiting=True)]
    assert verdict(rows, ASKS, new_build=False).confidence is Confidence.CONFIRMED
    assert verdict(rows, ASKS, new_build=True).confidence is Confidence.RECALLED
    better = [row("a", "L2", limiting=True)]
    assert verdict(better, ASKS, new_build=True).confidence is Confidence.CONFIRMED
    assert "verdict.new_build" in codes(verdict(better, ASKS, new_build=True))


def test_while_nobody_says_whether_it_is_new_level_three_stays_open() -> None:
    found = verdict([row("a", "L3", limiting=True)], ASKS, new_build=None)
    assert (found.level, found.level_low, found.level_high) == ("", "below", "L3")
    assert (found.status, found.missing) == (Status.PARTIAL, ("is.new",))
    assert "verdict.new_build_open" in codes(found)
    assert verdict([row("a", "L2", limiting=True)], ASKS, new_build=None).level == "L2"


def test_without_weights_a_new_project_has_no_level_three_either() -> None:
    unknown = table({"g": None}, options={"new_build": "is.new"})
    found = verdict([row("a", "L3"), row("b", "L3")], unknown, new_build=True)
    assert (found.level_low, found.level_high) == ("below", "below")


# --- products weighted by output --------------------------------------------------------------


def test_products_of_a_pool_share_its_weight_by_output() -> None:
    rows = [
        row("soda", "L1", weight="0.6", pool="use", weight_by="300"),
        row("ammonia", "below", weight="0.6", pool="use", weight_by="100"),
        row("other", "below", weight="0.4"),
    ]
    assert effective_weights(ONE_GROUP, rows) == {
        "soda": Fraction(45, 100), "ammonia": Fraction(15, 100), "other": Fraction(40, 100),
    }  # fmt: skip


def test_a_pool_of_products_over_records_shares_by_output() -> None:
    rows = [
        row("a", "L1", pool="p", record="1", weight_by="1"),
        row("a", "L1", pool="p", record="2", weight_by="2"),
        row("b", "L1", pool="p", record="1", weight_by="5"),
    ]
    weights = effective_weights(ONE_GROUP, rows)
    assert weights == {"a[1]": Fraction(1, 8), "a[2]": Fraction(2, 8), "b[1]": Fraction(5, 8)}


PRODUCTS = (
    item("x", "t")
    + item("y", "t")
    + item("made.x", "t")
    + item("made.y", "t", listed="true")
    + """
[[assessment]]
id = "t"
name = "表"
limb = "clean_production"
method = "level_index.v1"
scale = "cp"
source = "std"
clause = "表1"
confidence = "confirmed"
[[assessment.group]]
id = "g"
name = "组"
weight = 1
"""
    + "".join(
        f"""
[[assessment.indicator]]
id = "{name}"
name = "{name}"
group = "g"
unit = "t"
direction = "lower"
levels = [10, 20, 30]
value = "{name}"
pool = "p"
pool_weight = 1
weight_by = "made.{name}"
"""
        for name in "xy"
    )
)


def products(answers: Mapping[str, Answer]) -> Evaluation:
    return judged(PRODUCTS, answers)


MADE: Mapping[str, Answer] = {
    "x": Decimal(5), "y": Decimal(50), "made.x": Decimal(300), "made.y": Decimal(100),
}  # fmt: skip


def test_the_output_weighs_the_products() -> None:
    found = products(MADE).tables["t"].verdict
    assert found.figures.values["Y1"] == 75  # 300 of 400 t at Ⅰ


@pytest.mark.parametrize("nothing", [Decimal(0), None])
def test_a_product_not_made_takes_no_part(nothing: Decimal | None) -> None:
    found = products({**MADE, "made.y": nothing})
    assert found.results["t.y"].status is Status.NA
    assert found.results["t"].level == "L1"


def test_a_product_not_listed_takes_no_part() -> None:
    answers = {key: one for key, one in MADE.items() if key != "made.y"}
    assert products(answers).results["t.y"].status is Status.NA


def test_an_output_left_blank_leaves_its_product_open() -> None:
    """It may yet turn out that the product is not made, or how much it weighs."""
    answers = {key: one for key, one in MADE.items() if key != "made.x"}
    found = products(answers)
    result = found.results["t"]
    assert (result.level_low, result.level_high, result.value) == ("below", "L1", None)
    assert found.results["t.x"].missing == ("made.x",)
    assert result.notes[0].code == "verdict.no_output"
    assert result.brings[0].item == "made.x"


# --- what is said -----------------------------------------------------------------------------


def test_a_group_wholly_not_applicable_is_said_for_somebody_to_confirm() -> None:
    groups = table({"g": "0.6", "h": "0.4"})
    found = verdict([row("a", "L1", limiting=True), row("b", "n.a.", "h")], groups)
    assert codes(found) == ["verdict.group_handed_on"]
    assert found.notes[0].args["name"] == "h"


def test_no_limiting_rows_is_said_also_where_weights_are_missing() -> None:
    found = verdict([row("a", "L1"), row("b", "L1")], table({"g": None}))
    assert codes(found) == ["verdict.no_weights_settled", "verdict.no_limiting"]


def test_a_limiting_row_that_failed_settles_a_table_without_weights() -> None:
    unknown = table({"g": None})
    rows = [row("a", "below", limiting=True), row("b", "open"), row("c", "L1")]
    found = verdict(rows, unknown)
    assert (found.level, codes(found)) == ("below", ["verdict.no_weights_settled"])
    rows[0] = row("a", "L3", limiting=True)
    assert (verdict(rows, unknown).level_low, verdict(rows, unknown).level_high) == ("below", "L3")


# --- what to fill first -----------------------------------------------------------------------


def test_a_blank_that_cannot_change_the_level_is_not_asked_first() -> None:
    rows = [row("a", "L1", weight="0.9", limiting=True), row("b", "open", weight="0.1")]
    assert verdict(rows).deciding == ()  # 90 already, 100 at most: Ⅰ either way


def test_a_blank_too_light_to_tip_the_index_is_not_asked_first() -> None:
    rows = [
        row("a", "L2", weight="0.7", limiting=True),
        row("b", "open", weight="0.25"),
        row("c", "open", weight="0.05"),
    ]
    # 70 + 25 reaches 85 without c; 70 + 5 does not without b. Ⅲ and Ⅰ: Ⅰ is out of reach, and Ⅲ
    # needs both - so c only decides where b is below Ⅱ and yet at Ⅲ.
    assert verdict(rows).deciding == ("b", "c")
    rows[0] = row("a", "L2", weight="0.7", met=(False, True, False))
    assert verdict(rows).deciding == ("b",)


def test_what_each_blank_can_bring() -> None:
    rows = [
        row("a", "L1", weight="0.5", limiting=True),
        row("b", "open", weight="0.4"),
        row("c", "open", weight="0.1", limiting=True),
    ]
    first, second = verdict(rows).brings
    assert (first.row, first.gate, first.certain, first.at_most, first.gain) == (
        "c", True, "below", "below", Decimal(10),
    )  # fmt: skip
    assert (second.row, second.gate, second.certain, second.at_most, second.gain) == (
        "b", False, "below", "below", Decimal(40),
    )  # fmt: skip
    rows[2] = row("c", "L1", weight="0.1", limiting=True)
    (only,) = verdict(rows).brings
    assert (only.certain, only.at_most) == ("L1", "below")


@given(st.integers(1, 9), st.lists(st.integers(1, 9), max_size=6), st.integers(-5, 60))
def test_tipping_is_what_some_subset_does(own: int, others: list[int], goal: int) -> None:
    sums = [sum(n for n, used in zip(others, picked, strict=True) if used)
            for picked in product((False, True), repeat=len(others))]  # fmt: skip
    assert can_tip(own, others, goal) == (goal > 0 and any(s < goal <= s + own for s in sums))


def test_very_many_different_sums_count_as_able_to_tip() -> None:
    """Powers of two above `own`: no sum lies near, but nobody tries two to the thirtieth."""
    assert can_tip(1, [2**n for n in range(2, 32)], 2**31 + 2)
