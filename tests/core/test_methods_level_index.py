"""`level_index.v1` against the rule of the 通则, and against a reference written from its text."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from itertools import product

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from desktop_app.core.methods.level_index import judge
from desktop_app.core.methods.rows import Row, cumulative
from desktop_app.core.methods.verdict import Verdict
from desktop_app.core.methods.weights import effective_weights
from desktop_app.core.pack import Assessment, Confidence
from desktop_app.core.result import Status
from tests.core.rows_for_tests import REACHED, SCALE, row, table

ONE_GROUP = table({"g": "1"})
ORDER = ["L1", "L2", "L3", "below"]


def verdict(rows: Sequence[Row], assessment: Assessment = ONE_GROUP) -> Verdict:
    return judge(assessment, SCALE, rows)


def index(found: Verdict, name: str) -> Fraction:
    value = found.figures.values[name]
    assert value is not None
    return Fraction(value)


def code(found: Verdict) -> str:
    return found.note.code if found.note else ""


# --- membership and weights ------------------------------------------------------------------


def test_a_better_level_counts_for_the_worse_ones_too() -> None:
    found = verdict([row("a", "L1"), row("b", "L2"), row("c", "L3"), row("d", "below")])
    assert [index(found, f"Y{n}") for n in (1, 2, 3)] == [25, 50, 75]
    assert found.level == "below"


def test_what_is_met_is_met_at_all_worse_levels() -> None:
    assert cumulative((False, True, False)) == (False, True, True)
    assert cumulative((None, True, None)) == (None, True, True)
    assert cumulative((False, None, False)) == (False, False, False)
    assert cumulative((None, None, False)) == (False, False, False)
    assert cumulative((False, None, None)) == (False, None, None)


def test_weights_have_two_layers() -> None:
    rows = [
        row("a", "L1", "energy", "0.25"),
        row("b", "below", "energy", "0.75"),
        row("c", "L1", "water", "1"),
    ]
    found = verdict(rows, table({"energy": "0.6", "water": "0.4"}))
    assert index(found, "Y1") == Fraction(55)  # 0.6 x 0.25 + 0.4 x 1


def test_weights_inside_a_group_may_be_shares_of_the_whole_table() -> None:
    """Some systems print second-level weights that add up to the weight of their group."""
    rows = [row("a", "L1", "energy", "0.15"), row("b", "below", "energy", "0.45")]
    found = verdict(
        [*rows, row("c", "L1", "water", "0.4")], table({"energy": "0.6", "water": "0.4"})
    )
    assert index(found, "Y1") == Fraction(55)


def test_a_pool_shares_its_weight_equally_among_those_that_apply() -> None:
    rows = [
        row("a", "L1", weight="0.8", pool="p"),
        row("b", "below", weight="0.8", pool="p"),
        row("c", "n.a.", weight="0.8", pool="p"),
        row("d", "below", weight="0.2"),
    ]
    weights = effective_weights(ONE_GROUP, [one for one in rows if one.applies])
    assert weights == {"a": Fraction(2, 5), "b": Fraction(2, 5), "d": Fraction(1, 5)}


def test_rows_of_one_indicator_share_its_weight_by_output() -> None:
    first = row("a", "L1", weight="0.6", record="1", weight_by="300")
    second = replace(first, record="2", weight_by=Decimal(100), met=REACHED["below"])
    weights = effective_weights(ONE_GROUP, [first, second, row("b", "below", weight="0.4")])
    assert weights == {
        "a[1]": Fraction(6, 10) * Fraction(3, 4),
        "a[2]": Fraction(6, 10) * Fraction(1, 4),
        "b": Fraction(4, 10),
    }


@pytest.mark.parametrize("output", [None, Decimal(0)])
def test_without_outputs_there_is_no_index_only_what_holds_for_any_weights(
    output: Decimal | None,
) -> None:
    first = row("a", "L1", record="1", weight_by="0")
    second = replace(first, record="2", weight_by=output, met=REACHED["below"])
    assert effective_weights(ONE_GROUP, [first, second]) is None


def test_rows_of_one_indicator_without_output_share_equally() -> None:
    first = row("a", "L1", weight="0.6", record="1")
    rows = [first, replace(first, record="2"), row("b", "below", weight="0.4")]
    weights = effective_weights(ONE_GROUP, rows)
    assert weights == {"a[1]": Fraction(3, 10), "a[2]": Fraction(3, 10), "b": Fraction(4, 10)}


def test_one_record_needs_no_output() -> None:
    rows = [row("a", "L1", record="1", shares_output=True), row("b", "below")]
    assert effective_weights(ONE_GROUP, rows) == {"a[1]": Fraction(1, 2), "b": Fraction(1, 2)}


# --- not applicable and blank ----------------------------------------------------------------


def test_not_applicable_hands_its_weight_on_inside_its_group() -> None:
    rows = [
        row("a", "L1", "energy", "0.5"),
        row("b", "n.a.", "energy", "0.5"),
        row("c", "below", "water", "1"),
    ]
    assert index(verdict(rows, table({"energy": "0.6", "water": "0.4"})), "Y1") == Fraction(60)


def test_a_group_wholly_not_applicable_hands_its_weight_to_the_others() -> None:
    rows = [
        row("a", "L1", "energy"),
        row("b", "n.a.", "water"),
        row("c", "below", "waste"),
    ]
    found = verdict(rows, table({"energy": "0.3", "water": "0.6", "waste": "0.1"}))
    assert index(found, "Y1") == Fraction(75)


def test_blank_counts_as_not_met_and_opens_the_interval() -> None:
    found = verdict([row("a", "L1", weight="0.9"), row("b", "open", weight="0.1")])
    assert index(found, "Y1") == Fraction(90)
    assert found.figures.best["Y1"] == 100
    assert (found.level, found.level_low, found.level_high) == ("L1", "L1", "L1")
    assert found.status is Status.PARTIAL
    assert found.missing == ("item.b",)


def test_nothing_applies() -> None:
    found = verdict([row("a", "n.a."), row("b", "n.a.")])
    assert (found.status, found.level, code(found)) == (
        Status.NA, "", "verdict.nothing_applies",
    )  # fmt: skip


def test_everything_blank() -> None:
    found = verdict([row("a", "open", limiting=True), row("b", "open")])
    assert found.status is Status.BLANK
    assert (found.level, found.level_low, found.level_high) == ("", "below", "L1")
    assert (found.low, found.high) == (Decimal(0), Decimal(100))
    assert code(found) == "verdict.limiting_open"


def test_estimates_show() -> None:
    rows = [row("a", "L1", status=Status.ESTIMATED), row("b", "L1")]
    assert verdict(rows).status is Status.ESTIMATED
    assert verdict([row("a", "L1")]).status is Status.GIVEN


# --- the three steps -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("others", "level"), [("0.85", "L1"), ("0.849999999999999999", "L2"), ("0.86", "L1")]
)
def test_level_one_needs_85(others: str, level: str) -> None:
    rest = str(1 - Decimal(others))
    found = verdict([row("a", "L1", weight=others), row("b", "L2", weight=rest)])
    assert found.level == level


@pytest.mark.parametrize(("others", "level"), [("0.85", "L2"), ("0.849999999999999999", "below")])
def test_level_two_needs_85(others: str, level: str) -> None:
    rest = str(1 - Decimal(others))
    found = verdict([row("a", "L2", weight=others), row("b", "below", weight=rest)])
    assert found.level == level


def test_level_three_needs_exactly_100() -> None:
    thirds = [row(name, "L3") for name in "abc"]  # 1/3 each: no decimal adds them up to 1
    assert verdict(thirds).level == "L3"
    tiny = row("d", "below", weight="0.000000000000000000000000000001")
    assert verdict([*thirds, tiny]).level == "below"


def test_thirds_add_up_to_85_exactly() -> None:
    """17/20 = 85 %, made of weights that have no finite decimals."""
    groups = table({"a": "1", "b": "1", "c": "1"})
    rows = [
        *(row(f"{key}{n}", "L1", key, "0.17") for key in "abc" for n in range(5)),
        *(row(f"{key}x", "L2", key, "0.15") for key in "abc"),
    ]
    found = verdict(rows, groups)
    assert index(found, "Y1") == 85
    assert found.level == "L1"


def test_limiting_rows_are_a_gate() -> None:
    rows = [row("a", "L1", weight="0.99"), row("b", "L2", weight="0.01", limiting=True)]
    assert verdict(rows).level == "L2"
    rows[1] = row("b", "L3", weight="0.01", limiting=True)
    assert verdict(rows).level == "L3"
    rows[1] = row("b", "below", weight="0.01", limiting=True)
    assert verdict(rows).level == "below"


def test_without_limiting_rows_the_index_decides_and_it_is_said() -> None:
    found = verdict([row("a", "L1")])
    assert (found.level, code(found)) == ("L1", "verdict.no_limiting")
    assert code(verdict([row("a", "L1", limiting=True)])) == ""


def test_one_row_below_level_three_still_leaves_level_two() -> None:
    """The corollary of the rule: not Ⅲ for Y_Ⅲ < 100, but Ⅱ for Y_Ⅱ >= 85."""
    rows = [row("a", "L2", weight="0.9", limiting=True), row("b", "below", weight="0.1")]
    found = verdict(rows)
    assert found.level == "L2"
    assert index(found, "Y3") == 90


def test_the_strict_option_asks_level_two_of_all_others() -> None:
    strict = table({"g": "1"}, options={"level1_others": "L2"})
    rows = [row("a", "L1", weight="0.9", limiting=True), row("b", "L3", weight="0.1")]
    assert verdict(rows).level == "L1"
    assert verdict(rows, strict).level == "L2"
    rows[1] = row("b", "L2", weight="0.1")
    assert verdict(rows, strict).level == "L1"


def test_no_level_while_a_limiting_row_is_open() -> None:
    rows = [row("a", "L1", weight="0.9"), row("b", "open", weight="0.1", limiting=True)]
    found = verdict(rows)
    assert (found.level, found.level_low, found.level_high) == ("", "below", "L1")
    assert code(found) == "verdict.limiting_open"
    settled = row("b", "open", weight="0.1", limiting=True, met=(False, False, True))
    assert verdict([rows[0], settled]).level == ""


def test_below_is_said_only_when_no_answer_can_change_it() -> None:
    rows = [row("a", "below", limiting=True), row("b", "open")]
    assert verdict(rows).level == "below"
    rows = [row("a", "below"), row("b", "open", weight="99")]
    found = verdict(rows)
    assert (found.level, code(found)) == ("", "verdict.incomplete")


def test_the_index_shown_is_that_of_the_level() -> None:
    rows = [row("a", "L1", weight="0.5"), row("b", "L2", weight="0.5")]
    found = verdict(rows)
    assert found.level == "L2"
    assert found.value == found.low == found.high == 100
    assert verdict([row("a", "L3"), row("b", "below")]).value == 50


def test_a_hole_in_the_table_is_no_blank() -> None:
    hole = row("a", "L1", met=(None, True, True), status=Status.GIVEN)
    found = verdict([hole])
    assert (found.level, found.level_high, found.status) == ("L2", "L1", Status.GIVEN)
    assert found.deciding == ()


# --- weights missing -------------------------------------------------------------------------

NO_WEIGHTS = table({"g": None})


@pytest.mark.parametrize(
    ("levels", "low", "high"),
    [
        (("L1", "L1"), "L1", "L1"),
        (("L2", "L1"), "L2", "L1"),
        (("L3", "L2"), "L3", "L2"),
        (("L3", "L3"), "L3", "L3"),
        (("below", "L3"), "below", "below"),
        (("below", "L2"), "below", "L2"),
        (("below", "open"), "below", "L1"),
        (("open", "L3"), "below", "L1"),
    ],
)
def test_without_weights_only_what_holds_for_every_weighting(
    levels: tuple[str, str], low: str, high: str
) -> None:
    found = verdict([row(str(n), level) for n, level in enumerate(levels)], NO_WEIGHTS)
    assert (found.level_low, found.level_high) == (low, high)
    assert found.value is None
    assert "Y1" not in found.figures.values
    assert found.figures.values["rows"] == 2
    assert code(found) == ("verdict.no_weights_settled" if low == high else "verdict.no_weights")


@pytest.mark.parametrize("missing", ["group", "row", "zero"])
def test_one_missing_weight_is_enough(missing: str) -> None:
    groups = table({"g": "1", "h": None if missing == "group" else "1"})
    weight = {"group": "1", "row": None, "zero": "0"}[missing]
    rows = [row("a", "L1", "g"), row("b", "L2", "h", weight)]
    assert effective_weights(groups, rows) is None
    assert effective_weights(groups, rows[:1]) == {"a": Fraction(1)}


def test_without_weights_the_gate_and_the_strict_option_hold() -> None:
    limited = [row("a", "L2", limiting=True), row("b", "L1")]
    assert verdict(limited, NO_WEIGHTS).level_high == "L2"
    strict = table({"g": None}, options={"level1_others": "L2"})
    rows = [row("a", "L1"), row("b", "L3")]
    assert verdict(rows, NO_WEIGHTS).level_high == "L1"
    assert verdict(rows, strict).level_high == "L2"


# --- confidence ------------------------------------------------------------------------------

WEAK = Confidence.RECALLED


def test_a_weak_number_that_cannot_change_the_level_does_not_taint_it() -> None:
    rows = [row("a", "L2", weight="0.95"), row("b", "L2", weight="0.05", confidence=WEAK)]
    found = verdict(rows)
    assert (found.level, found.confidence) == ("L2", Confidence.CONFIRMED)


def test_a_weak_number_that_decides_taints() -> None:
    limiting = [row("a", "L1"), row("b", "L1", limiting=True, confidence=WEAK)]
    assert verdict(limiting).confidence is WEAK
    heavy = [row("a", "L1", weight="0.8"), row("b", "L1", weight="0.2", confidence=WEAK)]
    assert verdict(heavy).confidence is WEAK


def test_a_weak_number_beside_blanks_taints_only_what_it_can_change() -> None:
    rows = [
        row("a", "L2", weight="0.9", limiting=True),
        row("b", "L2", weight="0.05", confidence=WEAK),
        row("c", "open", weight="0.05"),
    ]
    found = verdict(rows)
    assert (found.level, found.confidence) == ("L2", Confidence.CONFIRMED)


def test_weak_weights_taint_unless_any_weights_would_do() -> None:
    weak = table({"g": "0.4", "h": "0.6"}, confidence=WEAK)
    mixed = [row("a", "L1", "g"), row("b", "below", "h")]
    assert verdict(mixed, weak).confidence is WEAK
    same = [row("a", "L2", "g"), row("b", "L2", "h", limiting=True)]
    assert verdict(same, weak).confidence is Confidence.CONFIRMED


def test_an_open_level_has_the_confidence_of_what_is_judged() -> None:
    rows = [row("a", "L1", confidence=WEAK), row("b", "open", limiting=True)]
    assert verdict(rows).confidence is WEAK
    blank = row("b", "open", confidence=Confidence.UNSURE)
    assert verdict([row("a", "L1", weight="9"), blank]).confidence is Confidence.CONFIRMED


def test_single_source_is_the_least_where_only_weak_numbers_agree() -> None:
    rows = [row("a", "below", weight="0.1", confidence=WEAK)]
    rows += [row("b", "below", limiting=True, weight="0.9", confidence=Confidence.SINGLE)]
    found = verdict(rows)
    assert (found.level, found.confidence) == ("below", Confidence.SINGLE)


def test_limiting_blanks_are_filled_first_then_the_heavier() -> None:
    rows = [
        row("a", "open", weight="0.1"),
        row("b", "open", weight="0.4"),
        row("c", "open", weight="0.2", limiting=True),
        row("d", "L1", weight="0.3"),
    ]
    assert verdict(rows).deciding == ("c", "b", "a")


# --- against a reference, and what must hold for all tables ----------------------------------


@dataclass(frozen=True)
class Plain:
    """A row as the reference sees it."""

    reached: str
    group: str
    weight: Fraction
    limiting: bool
    pool: str = ""


def reference(rows: Sequence[Plain], groups: Mapping[str, Fraction], *, strict: bool) -> str:
    """The level of a fully answered table, straight from the text of the rule."""
    rows = [one for one in rows if one.reached != "n.a."]
    place = {name: number for number, name in enumerate(ORDER)}
    used = {name: weight for name, weight in groups.items() if any(r.group == name for r in rows)}
    for number, name in enumerate(ORDER[:3]):
        if any(r.limiting and place[r.reached] > number for r in rows):
            continue
        if strict and number == 0 and any(place[r.reached] > 1 for r in rows):
            continue
        whole = Fraction(0)
        for group, group_weight in used.items():
            inside = [r for r in rows if r.group == group]
            own = [
                r.weight / sum(o.pool == r.pool for o in inside) if r.pool else r.weight
                for r in inside
            ]
            got = sum(w for w, r in zip(own, inside, strict=True) if place[r.reached] <= number)
            whole += group_weight / sum(used.values()) * got / sum(own)
        if 100 * whole >= (85, 85, 100)[number]:
            return name
    return "below"


def as_row(number: int, one: Plain) -> Row:
    weight = str(Decimal(one.weight.numerator) / Decimal(one.weight.denominator))
    return row(f"r{number}", one.reached, one.group, weight, limiting=one.limiting, pool=one.pool)


weights = st.sampled_from([Fraction(n, 20) for n in (1, 2, 3, 5, 8, 17)])


@st.composite
def tables(
    draw: st.DrawFn, answers: Sequence[str] = (*ORDER, "open", "n.a.")
) -> tuple[list[Plain], dict[str, Fraction], bool]:
    groups = {f"g{n}": draw(weights) for n in range(draw(st.integers(1, 3)))}
    rows = [
        Plain(
            reached=draw(st.sampled_from(answers)),
            group=draw(st.sampled_from(sorted(groups))),
            weight=draw(weights),
            limiting=draw(st.integers(0, 3)) == 0,
        )
        for _ in range(draw(st.integers(1, 6)))
    ]
    if draw(st.booleans()):
        shared = draw(weights)
        pooled = draw(st.integers(0, len(rows)))
        rows[:pooled] = [replace(r, pool=f"pool_{r.group}", weight=shared) for r in rows[:pooled]]
    return rows, groups, draw(st.booleans())


def judged(rows: Sequence[Plain], groups: Mapping[str, Fraction], *, strict: bool) -> Verdict:
    options = {"level1_others": "L2"} if strict else {}
    weighed = {
        key: str(Decimal(weight.numerator) / Decimal(weight.denominator))
        for key, weight in groups.items()
    }
    return judge(
        table(weighed, options=options), SCALE, [as_row(*pair) for pair in enumerate(rows)]
    )


Drawn = tuple[list[Plain], dict[str, Fraction], bool]


@given(tables((*ORDER, "n.a.")))
def test_answered_tables_have_the_level_of_the_reference(drawn: Drawn) -> None:
    rows, groups, strict = drawn
    assume(any(one.reached != "n.a." for one in rows))
    found = judged(rows, groups, strict=strict)
    expected = reference(rows, groups, strict=strict)
    assert (found.level, found.level_low, found.level_high) == (expected,) * 3


@given(tables())
def test_the_interval_is_what_all_fillings_reach(drawn: Drawn) -> None:
    rows, groups, strict = drawn
    assume(any(one.reached != "n.a." for one in rows))
    found = judged(rows, groups, strict=strict)
    blanks = [number for number, one in enumerate(rows) if one.reached == "open"]
    reached = set()
    for answers in product((*ORDER, "n.a."), repeat=min(len(blanks), 3)):
        filled = [replace(r, reached="below") if r.reached == "open" else r for r in rows]
        for number, answer in zip(blanks[:3], answers, strict=True):
            filled[number] = replace(rows[number], reached=answer)
        if any(one.reached != "n.a." for one in filled):
            reached.add(ORDER.index(reference(filled, groups, strict=strict)))
    low, high = ORDER.index(found.level_low), ORDER.index(found.level_high)
    assert max(reached) == low
    assert min(reached) >= high
    if len(blanks) <= 3:
        assert min(reached) == high


def figures(found: Verdict) -> tuple[list[Fraction], list[Fraction]]:
    low = [Fraction(found.figures.values[f"Y{n}"] or 0) for n in (1, 2, 3)]
    return low, [Fraction(found.figures.best[f"Y{n}"] or 0) for n in (1, 2, 3)]


TINY = Fraction(1, 10**20)
"""Far below any weight, far above the rounding of a printed index."""


@given(tables(), st.data())
def test_filling_a_blank_never_leaves_the_interval(drawn: Drawn, data: st.DataObject) -> None:
    rows, groups, strict = drawn
    blanks = [number for number, one in enumerate(rows) if one.reached == "open"]
    assume(blanks)
    number = data.draw(st.sampled_from(blanks))
    before = judged(rows, groups, strict=strict)
    rows[number] = replace(rows[number], reached=data.draw(st.sampled_from((*ORDER, "n.a."))))
    assume(any(one.reached != "n.a." for one in rows))
    after = judged(rows, groups, strict=strict)
    assert ORDER.index(after.level_low) <= ORDER.index(before.level_low)
    assert ORDER.index(after.level_high) >= ORDER.index(before.level_high)
    (low, high), (new_low, new_high) = figures(before), figures(after)
    assert all(new >= old - TINY for new, old in zip(new_low, low, strict=True))
    assert all(new <= old + TINY for new, old in zip(new_high, high, strict=True))


@given(tables(ORDER), st.data())
def test_improving_a_row_never_lowers_anything(drawn: Drawn, data: st.DataObject) -> None:
    rows, groups, strict = drawn
    number = data.draw(st.integers(0, len(rows) - 1))
    place = ORDER.index(rows[number].reached)
    assume(place > 0)
    before = judged(rows, groups, strict=strict)
    rows[number] = replace(rows[number], reached=ORDER[data.draw(st.integers(0, place - 1))])
    after = judged(rows, groups, strict=strict)
    assert ORDER.index(after.level) <= ORDER.index(before.level)
    assert all(new >= old for new, old in zip(figures(after)[0], figures(before)[0], strict=True))


def said(found: Verdict) -> list[str]:
    return [note.code for note in found.notes]


@given(tables())
def test_not_applicable_equals_a_table_without_the_row(drawn: Drawn) -> None:
    rows, groups, strict = drawn
    whole = judged(rows, groups, strict=strict)
    kept = [one for one in rows if one.reached != "n.a."]
    names = {
        f"r{new}": f"r{old}"
        for new, old in enumerate(n for n, one in enumerate(rows) if one.reached != "n.a.")
    }
    without = judged(kept, groups, strict=strict)
    assert whole.deciding == tuple(names[name] for name in without.deciding)
    assert [one for one in said(whole) if one != "verdict.group_handed_on"] == said(without)
    same = replace(whole, brings=(), missing=(), notes=())
    assert same == replace(without, brings=(), missing=(), notes=())


@given(tables(), st.randoms(use_true_random=False))
def test_the_order_of_rows_does_not_matter(drawn: Drawn, random: object) -> None:
    rows, groups, strict = drawn
    made = [as_row(*pair) for pair in enumerate(rows)]
    weighed = {key: str(Decimal(w.numerator) / Decimal(w.denominator)) for key, w in groups.items()}
    options = {"level1_others": "L2"} if strict else {}
    first = judge(table(weighed, options=options), SCALE, made)
    random.shuffle(made)  # type: ignore[attr-defined]
    again = judge(table(weighed, options=options), SCALE, made)
    assert sorted(first.deciding) == sorted(again.deciding)
    assert sorted(first.missing) == sorted(again.missing)
    assert replace(first, brings=(), missing=()) == replace(again, brings=(), missing=())


@given(tables())
def test_levels_without_weights_hold_for_the_weights_drawn(drawn: Drawn) -> None:
    rows, groups, strict = drawn
    assume(any(one.reached != "n.a." for one in rows))
    options = {"level1_others": "L2"} if strict else {}
    unknown = table(dict.fromkeys(groups), options=options)
    wide = judge(unknown, SCALE, [as_row(*pair) for pair in enumerate(rows)])
    narrow = judged(rows, groups, strict=strict)
    assert ORDER.index(wide.level_low) >= ORDER.index(narrow.level_low)
    assert ORDER.index(wide.level_high) <= ORDER.index(narrow.level_high)
