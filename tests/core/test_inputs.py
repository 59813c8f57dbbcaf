"""Data of the year to the value of an item: months, states, units."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.core.data import Case, Datum, Enterprise, Key, Period, State
from desktop_app.core.inputs import Input, aggregate, read_item, slots
from desktop_app.core.pack import Item, ItemKind
from desktop_app.core.units import alternatives, convert
from desktop_app.core.value import Value, ValueState
from tests.core.packs_for_tests import codes

YEAR = 2024
COAL = Item("coal", "原煤", "energy", unit="t", cadence="month")


def at(
    month: int, value: str | None, unit: str = "t", state: State = State.GIVEN, text: str = ""
) -> Datum:
    number = None if value is None else Decimal(value)
    return Datum(Key("coal", Period(YEAR, month)), state, number, unit, text=text)


def months(*values: str | None) -> list[Datum]:
    """January onwards; None is a month marked n.a."""
    return [
        at(month, value, state=State.NA if value is None else State.GIVEN)
        for month, value in enumerate(values, 1)
    ]


def read(data: Sequence[Datum], item: Item = COAL) -> Input:
    return read_item(item, item.key, data)


def test_nothing_answered_is_blank_or_not_listed() -> None:
    assert read([]).value == Value.blank("coal")
    listed = Item("coal", "原煤", "energy", unit="t", listed=True)
    assert read([], listed).value == Value.na()


def test_a_year_value() -> None:
    assert read([at(0, "1200")]).value == Value.given(Decimal(1200))
    assert read([at(0, "1200", state=State.ESTIMATED)]).value == Value.estimated(Decimal(1200))
    assert read([at(0, None, state=State.NA)]).value == Value.na()


@pytest.mark.parametrize(
    ("how", "expected"), [("sum", "78"), ("mean", "6.5"), ("last", "12"), ("max", "12")]
)
def test_twelve_months_make_a_year(how: str, expected: str) -> None:
    item = Item("coal", "原煤", "energy", unit="t", cadence="month", aggregate=how)
    found = read(months(*(str(month) for month in range(1, 13))), item)
    assert found.value == Value.given(Decimal(expected))
    assert found.problems == ()
    assert len(found.data) == 12


def test_missing_months_are_never_zero() -> None:
    found = read(months("10", "20"))
    assert found.value == Value.partial(Decimal(30), frozenset({"coal"}))
    assert codes(found.problems) == ["judge.partial_months"]
    assert found.problems[0].args["count"] == "2"


def test_a_stopped_month_counts_as_answered() -> None:
    eleven = months(*["10"] * 11, None)
    assert read(eleven).value == Value.given(Decimal(110))
    assert read(months("10", None)).value.state is ValueState.PARTIAL
    mean = Item("coal", "原煤", "energy", unit="t", cadence="month", aggregate="mean")
    assert read(eleven, mean).value == Value.given(Decimal(10))


def test_only_a_whole_year_of_stopped_months_is_not_applicable() -> None:
    assert read(months(*[None] * 12)).value == Value.na()
    found = read(months(None, None))
    assert found.value == Value.blank("coal")
    assert codes(found.problems) == ["judge.partial_months"]


def test_one_estimated_month_makes_an_estimated_year() -> None:
    data = [*months(*["10"] * 11), at(12, "10", state=State.ESTIMATED)]
    assert read(data).value == Value.estimated(Decimal(120))
    assert read(data[6:]).value.state is ValueState.PARTIAL


@pytest.mark.parametrize(("count", "used", "value"), [(12, "各月值", "120"), (11, "全年值", "500")])
def test_year_and_months_together_are_told(count: int, used: str, value: str) -> None:
    found = read([at(0, "500"), *months(*["10"] * count)])
    assert found.value == Value.given(Decimal(value))
    assert codes(found.problems) == ["data.year_and_months"]
    assert used in found.problems[0].message()
    assert found.problems[0].where.path == "coal@2024"


def test_every_month_is_converted_from_the_unit_it_was_typed_in() -> None:
    data = [at(month, "1", "万t") for month in range(1, 13)]
    assert read(data).value == Value.given(Decimal(120000))
    data[0] = at(1, "2500000", "kg")
    assert read(data).value == Value.given(Decimal(112500))


def test_a_unit_that_does_not_fit_is_told_and_nothing_is_guessed() -> None:
    found = read([at(0, "1", "GJ")])
    assert found.value == Value.blank("coal")
    assert codes(found.problems) == ["unit.different"]
    assert found.problems[0].where.path == "coal@2024"
    year = read([at(1, "1", "GJ"), *months(*["10"] * 12)[1:]])
    assert year.value.state is ValueState.PARTIAL
    assert codes(year.problems) == ["unit.different", "judge.partial_months"]


def test_an_amount_without_a_number_is_blank() -> None:
    assert read([at(0, None)]).value == Value.blank("coal")
    assert read([at(0, "5", unit="")]).value == Value.given(Decimal(5))


@pytest.mark.parametrize(
    ("kind", "state", "text", "expected"),
    [
        (ItemKind.YESNO, State.GIVEN, "yes", Value.of_truth(True)),
        (ItemKind.YESNO, State.GIVEN, "no", Value.of_truth(False)),
        (ItemKind.YESNO, State.ESTIMATED, "no", Value(truth=False, state=ValueState.ESTIMATED)),
        (ItemKind.YESNO, State.NA, "", Value.na()),
        (ItemKind.CHOICE, State.GIVEN, "hot", Value.of_text("hot")),
        (ItemKind.CHOICE, State.ESTIMATED, "hot", Value(text="hot", state=ValueState.ESTIMATED)),
        (ItemKind.DATE, State.GIVEN, "2024-06-30", Value.of_text("2024-06-30")),
        (ItemKind.TEXT, State.GIVEN, "", Value.blank("coal")),
        (ItemKind.YESNO, State.GIVEN, "", Value.blank("coal")),
    ],
)
def test_answers_other_than_amounts(
    kind: ItemKind, state: State, text: str, expected: Value
) -> None:
    item = Item("coal", "问题", "energy", kind=kind)
    assert read([at(0, None, "", state, text)], item).value == expected


def case(data: Iterable[Datum]) -> Case:
    return Case(Enterprise("某厂"), YEAR, (), {one.key: one for one in data})


def test_only_answers_of_the_year_count_in_period_order() -> None:
    old = Datum(Key("coal", Period(YEAR - 1, 3)), State.GIVEN, Decimal(1), "t")
    blank = Datum(Key("coal", Period(YEAR, 5)), State.BLANK)
    other = Datum(Key("oil", Period(YEAR), "r"), State.GIVEN, Decimal(1), "t")
    found = slots(case([at(12, "2"), at(0, "1"), at(3, "3"), old, blank, other]))
    assert [one.key.period.month for one in found["coal", ""]] == [0, 3, 12]
    assert set(found) == {("coal", ""), ("oil", "r")}
    assert set(slots(case([at(0, "1"), other]), {"oil"})) == {("oil", "r")}


@given(st.permutations(range(1, 13)), st.lists(st.integers(0, 10**9), min_size=12, max_size=12))
def test_the_order_of_the_data_does_not_matter(order: Sequence[int], values: list[int]) -> None:
    data = [at(month, str(values[month - 1])) for month in order]
    found = slots(case(data))["coal", ""]
    assert read(found).value == Value.given(Decimal(sum(values)))


@given(
    st.decimals(0, 10**9, places=4, allow_nan=False, allow_infinity=False),
    st.sampled_from(alternatives("t")),
    st.booleans(),
)
def test_the_unit_typed_never_changes_the_value(value: Decimal, unit: str, monthly: bool) -> None:
    typed = convert(value, "t", unit)
    assert isinstance(typed, Decimal)
    places = range(1, 13) if monthly else range(1)
    plain = read([Datum(Key("coal", Period(YEAR, m)), State.GIVEN, value, "t") for m in places])
    other = read([Datum(Key("coal", Period(YEAR, m)), State.GIVEN, typed, unit) for m in places])
    assert other.value == plain.value


def test_means_are_exact_to_34_digits() -> None:
    assert aggregate("mean", [Decimal(1), Decimal(0), Decimal(0)]) == Decimal("0." + "3" * 34)
