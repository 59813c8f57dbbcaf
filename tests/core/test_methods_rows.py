"""Rows against their thresholds, and the methods that judge row by row without an index."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

import pytest

from desktop_app.core.data import Datum, Key, Period, State
from desktop_app.core.evaluate import Evaluation
from desktop_app.core.methods import METHODS
from desktop_app.core.methods.rows import Membership
from desktop_app.core.methods.verdict import Verdict
from desktop_app.core.pack import Confidence
from desktop_app.core.result import Result, Status
from tests.core.packs_for_tests import YEAR, Answer, item, judged, parameter, quantity
from tests.core.rows_for_tests import SCALE, row, table

ITEMS = item("x", "t", minimum="-1000") + item("y", "t")


def table_of(method: str, row_fields: str) -> str:
    """A table of one row."""
    return f"""
[[assessment]]
id = "t"
name = "表"
limb = "energy"
method = "{method}"
scale = "cp"
source = "std"
clause = "表1"
[[assessment.group]]
id = "g"
name = "组"
weight = 1
[[assessment.indicator]]
id = "a"
name = "甲"
group = "g"
confidence = "confirmed"
weight = 1
{row_fields}
"""


def pack(
    method: str, levels: str, direction: str = "lower", value: str = "x", more: str = ""
) -> str:
    """A table of one row in t that reads a value, by default the item `x`."""
    fields = f'unit = "t"\ndirection = "{direction}"\nlevels = {levels}\nvalue = "{value}"\n'
    return ITEMS + table_of(method, fields + more)


def result(text: str, answers: Mapping[str, Answer]) -> Result:
    return judged(text, answers).results["t.a"]


def met(text: str, x: str) -> Membership:
    standing = result(text, {"x": Decimal(x)}).standing
    assert standing is not None
    return standing.met


# --- thresholds ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("direction", "x", "expected"),
    [
        ("lower", "10", (True, True, True)),
        ("lower", "10.0000000000000000000000000001", (False, True, True)),
        ("lower", "30.1", (False, False, False)),
        ("higher", "30", (True, True, True)),
        ("higher", "29.99", (False, True, True)),
        ("higher", "9.99", (False, False, False)),
    ],
)
def test_reaching_a_limit_meets_it(direction: str, x: str, expected: Membership) -> None:
    levels = "[10, 20, 30]" if direction == "lower" else "[30, 20, 10]"
    assert met(pack("band.v1", levels, direction), x) == expected


@pytest.mark.parametrize(
    ("x", "expected"),
    [("6.5", (True,) * 3), ("8", (True,) * 3), ("8.4", (False, True, True)), ("5.9", (False,) * 3)],
)
def test_a_range_includes_both_ends(x: str, expected: Membership) -> None:
    assert met(pack("band.v1", "[[6.5, 8], [6, 8.5], [6, 9]]", "range"), x) == expected


def test_a_figure_worked_out_to_its_limit_reaches_it() -> None:
    """A third three times is not the whole in decimals, yet it is not above it."""
    assert met(pack("band.v1", "[100, 200, 300]", value="x / 3 * 3"), "100") == (True, True, True)
    higher = pack("band.v1", "[100, 50, 10]", "higher", value="x / 7 * 7")
    assert met(higher, "100") == (True, True, True)


@pytest.mark.parametrize(
    ("direction", "levels", "x", "expected"),
    [
        ("lower", "[10, 20, 30]", "10", (False, True, True)),
        ("lower", "[10, 20, 30]", "9.99", (True, True, True)),
        ("lower", "[10, 20, 30]", "30", (False, False, False)),
        ("higher", "[30, 20, 10]", "30", (False, True, True)),
        ("higher", "[30, 20, 10]", "30.01", (True, True, True)),
        ("higher", "[30, 20, 10]", "10", (False, False, False)),
    ],
)
def test_a_strict_limit_is_not_met_by_itself(
    direction: str, levels: str, x: str, expected: Membership
) -> None:
    text = pack("band.v1", levels, direction, more="strict = true\n")
    assert met(text, x) == expected
    found = result(text, {"x": Decimal(x)}).standing
    assert found is not None
    assert found.limits[0] == ("< 10" if direction == "lower" else "> 30")


def test_a_figure_worked_out_to_a_strict_limit_is_not_beyond_it() -> None:
    text = pack("band.v1", "[100, 200, 300]", value="x / 3 * 3", more="strict = true\n")
    assert met(text, "100") == (False, True, True)


@pytest.mark.parametrize(
    ("levels", "x", "expected", "level"),
    [
        ('["absent", 20, 30]', "5", (False, True, True), "L2"),
        ('["unknown", 20, 30]', "5", (None, True, True), "L2"),
        ('["unknown", 20, 30]', "50", (False, False, False), "below"),
        ('[10, 20, "free"]', "50", (False, False, True), "L3"),
        ('[10, "unknown", "unknown"]', "50", (False, None, None), ""),
    ],
)
def test_free_absent_and_unknown_cells(
    levels: str, x: str, expected: Membership, level: str
) -> None:
    found = result(pack("band.v1", levels), {"x": Decimal(x)})
    assert found.standing is not None
    assert (found.standing.met, found.level) == (expected, level)


def test_a_blank_leaves_all_but_free_and_absent_cells_open() -> None:
    text = pack("band.v1", '["absent", 20, "free"]')
    found = result(text, {})
    assert found.standing is not None
    assert found.standing.met == (False, None, True)
    assert (found.status, found.missing) == (Status.BLANK, ("x",))
    assert (found.level_low, found.level_high) == ("L3", "L2")


def choice(levels: str) -> str:
    return table_of("level_index.v1", f'direction = "choice"\nlevels = {levels}\n')


@pytest.mark.parametrize(
    ("levels", "chosen", "expected"),
    [
        ('["甲", "乙", "丙"]', "L2", (False, True, True)),
        ('["甲", "乙", "乙"]', "L2", (False, True, True)),
        ('["甲", "unknown", "丙"]', "L3", (False, None, True)),
        ('["甲", "乙", "free"]', "below", (False, False, True)),
        ('["absent", "乙", "丙"]', "L2", (False, True, True)),
        ('["甲", "乙", "丙"]', "below", (False, False, False)),
    ],
)
def test_choices_stand_for_levels(levels: str, chosen: str, expected: Membership) -> None:
    found = result(choice(levels), {"t.a": chosen})
    assert found.standing is not None
    assert found.standing.met == expected


def test_an_open_choice() -> None:
    found = result(choice('["甲", "absent", "free"]'), {})
    assert found.standing is not None
    assert found.standing.met == (None, False, True)


TWO_PARTS = ITEMS + table_of(
    "band.v1",
    """
[[assessment.indicator.part]]
name = "一"
direction = "lower"
unit = "t"
value = "x"
levels = [10, 20, 30]
[[assessment.indicator.part]]
name = "二"
direction = "higher"
unit = "t"
value = "y"
levels = [3, 2, 1]
""",
)


def test_all_components_must_reach_a_level() -> None:
    both = result(TWO_PARTS, {"x": Decimal(15), "y": Decimal(5)})
    assert (both.level, both.value) == ("L2", Decimal(15))
    assert result(TWO_PARTS, {"x": Decimal(15), "y": Decimal("0.5")}).level == "below"
    failed = result(TWO_PARTS, {"x": Decimal(40)})
    assert (failed.level, failed.status) == ("below", Status.BLANK)
    assert result(TWO_PARTS, {"x": Decimal(5)}).level == ""


def test_a_component_that_does_not_apply_drops_out() -> None:
    found = result(TWO_PARTS, {"x": None, "y": Decimal(2)})
    assert (found.level, found.status) == ("L2", Status.GIVEN)
    assert result(TWO_PARTS, {"x": None, "y": None}).status is Status.NA


# --- limits that are worked out --------------------------------------------------------------

CORRECTED = pack("quota.v1", '["10 + fix", "20 + fix", "30 + fix"]') + quantity("fix", "y / 2", "t")


def test_a_corrected_limit_decides() -> None:
    found = result(CORRECTED, {"x": Decimal("14"), "y": Decimal(10)})
    assert (found.level, found.status) == ("L1", Status.GIVEN)
    assert found.standing is not None
    assert found.standing.limits == ("15", "25", "35")


def test_a_worked_out_limit_is_printed_to_a_few_digits_and_compared_whole() -> None:
    thirds = pack("quota.v1", '["fix", "20 + fix", "40"]') + quantity("fix", "y / 3", "t")
    found = result(thirds, {"x": Decimal("3.33333"), "y": Decimal(10)})
    assert found.standing is not None
    assert found.standing.limits == ("3.33333", "23.3333", "40")
    assert found.level == "L1"
    assert result(thirds, {"x": Decimal("3.33334"), "y": Decimal(10)}).level == "L2"


def test_a_blank_correction_leaves_the_row_partial_and_is_named() -> None:
    found = result(CORRECTED, {"x": Decimal(14)})
    assert (found.level, found.status, found.missing) == ("", Status.PARTIAL, ("y",))
    assert found.value == 14


def test_a_correction_that_still_rests_on_blanks_decides_nothing() -> None:
    text = CORRECTED.replace('"y / 2"', '"sum(y, z)"') + item("z", "t")
    found = result(text, {"x": Decimal(14), "y": Decimal(10)})
    assert (found.level, found.status, found.missing) == ("", Status.PARTIAL, ("z",))


def test_the_lower_end_of_a_range_may_be_open_too() -> None:
    text = pack("band.v1", '[["y", 50], ["y", 60], ["y", 70]]', "range")
    found = result(text, {"x": Decimal(14)})
    assert (found.level, found.status, found.missing) == ("", Status.PARTIAL, ("y",))
    assert result(text, {"x": Decimal(14), "y": Decimal(10)}).level == "L1"


def test_a_figure_too_large_for_its_unit_is_invalid() -> None:
    """10^305 t still has a number, 10^308 kg has none."""
    text = ITEMS + parameter("big", "1" + "0" * 25)
    text += quantity("huge", "x * big ^ 4 * big ^ 4 * big ^ 4", "kg")
    assert judged(text, {"x": Decimal(10) ** 4}).results["huge"].status is Status.GIVEN
    assert judged(text, {"x": Decimal(10) ** 5}).results["huge"].status is Status.INVALID


# --- the way to the next level ---------------------------------------------------------------


@pytest.mark.parametrize(
    ("levels", "direction", "x", "gap", "towards"),
    [
        ("[10, 20, 30]", "lower", "25", "5", "L2"),
        ("[10, 20, 30]", "lower", "31.5", "1.5", "L3"),
        ("[10, 20, 30]", "lower", "10", None, ""),
        ("[30, 20, 10]", "higher", "25", "5", "L1"),
        ('["absent", 20, 30]', "lower", "15", None, ""),
        ('[10, "unknown", 30]', "lower", "35", "5", "L3"),
        ("[[6.5, 8], [6, 8.5], [6, 9]]", "range", "5", None, "L3"),
    ],
)
def test_the_gap_to_the_next_level(
    levels: str, direction: str, x: str, gap: str | None, towards: str
) -> None:
    standing = result(pack("band.v1", levels, direction), {"x": Decimal(x)}).standing
    assert standing is not None
    assert standing.gap == (None if gap is None else Decimal(gap))
    assert standing.next_level == towards


def test_no_gap_leads_to_a_worse_level() -> None:
    """Level 1 passed, level 2 not: there is nothing better to reach."""
    standing = result(pack("quota.v1", "[20, 10, 30]"), {"x": Decimal(15)}).standing
    assert standing is not None
    assert (standing.level, standing.gap, standing.next_level) == ("L1", None, "")


def test_an_unread_value_has_no_gap() -> None:
    standing = result(pack("band.v1", "[10, 20, 30]"), {}).standing
    assert standing is not None
    assert (standing.gap, standing.next_level) == (None, "")


# --- methods without an index ----------------------------------------------------------------


def tally(method: str, *levels: str) -> Verdict:
    rows = [row(str(number), level) for number, level in enumerate(levels)]
    return METHODS[method].judge(table({"g": "1"}, method), SCALE, rows, False)


@pytest.mark.parametrize("method", ["band.v1", "quota.v1", "limits.v1", "item_by_item.v1"])
def test_the_worst_row_speaks_for_the_table(method: str) -> None:
    assert tally(method, "L1", "L3", "n.a.", "L2").level == "L3"
    assert tally(method, "L1", "below").level == "below"
    assert tally(method, "n.a.").status is Status.NA
    assert tally(method, "L1").status is Status.GIVEN
    assert METHODS[method].levels is None


def test_a_blank_row_leaves_the_verdict_open() -> None:
    found = tally("limits.v1", "L1", "open")
    assert (found.level, found.level_low, found.level_high) == ("", "below", "L1")
    assert (found.status, found.missing, found.deciding) == (Status.PARTIAL, ("item.1",), ("1",))
    assert found.note is not None
    assert (found.note.code, found.note.args["count"]) == ("verdict.incomplete", "1")
    assert tally("limits.v1", "open").status is Status.BLANK
    assert tally("limits.v1", "below", "open").level == "below"


def test_counts_are_reported() -> None:
    found = tally("item_by_item.v1", "L1", "L3", "L3", "open", "n.a.")
    assert found.figures.values == {
        "at_L1": 1, "at_L2": 0, "at_L3": 2, "at_below": 0, "rows": 4, "open": 1,
        "met1": 1, "met2": 1, "met3": 3,
    }  # fmt: skip


def test_estimates_and_the_weakest_number_show() -> None:
    rows = [
        row("a", "L1", status=Status.ESTIMATED),
        row("b", "L1", confidence=Confidence.SINGLE),
        row("c", "open", confidence=Confidence.UNSURE),
    ]
    judge = METHODS["band.v1"].judge
    found = judge(table({}), SCALE, rows[:2], False)
    assert (found.status, found.confidence) == (Status.ESTIMATED, Confidence.SINGLE)
    assert judge(table({}), SCALE, rows, False).confidence is Confidence.SINGLE
    assert judge(table({}), SCALE, rows[2:], False).confidence is Confidence.CONFIRMED


def test_quota_levels_are_passed_or_failed_each_on_its_own() -> None:
    """Limits of some standards are not monotonic: 1 passed, 2 failed, 3 passed."""
    found = result(pack("quota.v1", "[20, 10, 30]"), {"x": Decimal(15)})
    assert found.standing is not None
    assert found.standing.met == (True, False, True)
    assert found.level == "L1"
    cumulative = result(pack("band.v1", "[20, 10, 30]"), {"x": Decimal(15)})
    assert cumulative.standing is not None
    assert cumulative.standing.met == (True, True, True)
    second = result(pack("quota.v1", "[10, 30, 20]"), {"x": Decimal(25)})
    assert second.standing is not None
    assert (second.level, second.standing.met) == ("L2", (False, True, False))


# --- whether a row applies -------------------------------------------------------------------

CONDITIONED = pack("band.v1", "[10, 20, 30]", more='applies = "has"') + item("has", kind='"yesno"')


def test_a_row_applies_by_its_condition() -> None:
    assert result(CONDITIONED, {"has": True, "x": Decimal(15)}).level == "L2"
    assert result(CONDITIONED, {"has": False, "x": Decimal(15)}).status is Status.NA
    assert result(CONDITIONED, {"has": None, "x": Decimal(15)}).status is Status.NA


def test_while_it_is_unknown_whether_it_applies_the_row_is_open() -> None:
    found = result(CONDITIONED, {"x": Decimal(15)})
    assert (found.status, found.missing) == (Status.BLANK, ("has",))
    assert found.value == 15
    assert found.standing is not None
    assert found.standing.met == (None, None, None)


def test_estimated_values_make_estimated_rows() -> None:
    key = Key("x", Period(YEAR))
    estimated: Evaluation = judged(
        pack("band.v1", "[10, 20, 30]"),
        {"x": Datum(key, State.ESTIMATED, Decimal(15), "t")},
    )
    assert estimated.results["t.a"].status is Status.ESTIMATED
    assert estimated.results["t"].status is Status.ESTIMATED


# --- the enterprise's own permit -------------------------------------------------------------

PERMITTED = pack("limits.v1", "[10, 20, 30]", more='permit = "y"')


@pytest.mark.parametrize(
    ("x", "permit", "level", "gap"),
    [
        ("25", None, "L3", "5"),
        ("25", "40", "L3", "5"),
        ("25", "25", "L3", "5"),
        ("25", "22", "below", None),
    ],
)
def test_a_figure_above_its_own_permit_meets_no_limit(
    x: str, permit: str | None, level: str, gap: str | None
) -> None:
    answers: dict[str, Answer] = {"x": Decimal(x)}
    if permit is not None:
        answers["y"] = Decimal(permit)
    found = result(PERMITTED, answers)
    assert found.level == level
    assert found.status is Status.GIVEN
    assert found.standing is not None
    if gap is not None:
        assert found.standing.gap == Decimal(gap)


def test_a_permit_says_nothing_about_a_blank() -> None:
    found = result(PERMITTED, {"y": Decimal(5)})
    assert (found.level, found.status, found.level_high) == ("", Status.BLANK, "L1")
