"""What people type into fields, and the problem shown under a field."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.core.data import Datum, Key, Origin, Period, State, read_period
from desktop_app.core.entry import Entry, kept_note, read_entry
from desktop_app.core.inputs import read_item
from desktop_app.core.pack import Item, ItemKind, Option
from desktop_app.core.problems import Problem
from desktop_app.core.units import alternatives, convert, parse_unit

YEAR = Key("energy.coal", Period(2024))
MARCH = Key("energy.coal", Period(2024, 3))
COAL = Item("energy.coal", "原煤", "energy", unit="t", cadence="month")
SHARE = Item("share", "比例", "energy", unit="%", maximum=Decimal(100))
HEAT = Item("heat", "温度", "energy", unit="℃", minimum=Decimal("-50"))
OVEN = Item(
    "oven", "焦炉", "energy", kind=ItemKind.CHOICE,
    options=(Option("top", "顶装"), Option("stamp", "捣固")),
)  # fmt: skip
LISTED = Item("list", "已列全", "energy", kind=ItemKind.YESNO)
DAY = Item("day", "日期", "energy", kind=ItemKind.DATE)
NOTE = Item("note", "说明", "energy", kind=ItemKind.TEXT)


def typed(
    text: str,
    item: Item = COAL,
    key: Key = YEAR,
    unit: str = "",
    state: State = State.GIVEN,
    reason: str = "",
    note: str = "",
    origin: Origin = Origin.TYPED,
) -> Datum:
    found = read_entry(item, Entry(key, text, unit, state, reason, note, origin))
    assert isinstance(found, Datum), found.sentence()
    return found


def refused(text: str, item: Item = COAL, key: Key = YEAR, unit: str = "") -> Problem:
    found = read_entry(item, Entry(key, text, unit))
    assert isinstance(found, Problem)
    assert (found.where.document, found.where.path) == ("case", str(key))
    assert found.remedy()
    return found


# --- amounts ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("1234.50", "1234.50", "t"),
        ("  12 ", "12", "t"),
        ("1,234,567.8", "1234567.8", "t"),
        ("１２３．４", "123.4", "t"),
        ("3.2万吨", "32000", "t"),
        ("3.2 万t", "32000", "t"),
        ("2500 kg", "2500", "kg"),
        ("1.2e3", "1200", "t"),
        ("0", "0", "t"),
    ],
)
def test_amounts_as_people_write_them(text: str, value: str, unit: str) -> None:
    found = typed(text)
    assert (found.state, found.unit, found.raw) == (State.GIVEN, unit, text)
    assert found.value == Decimal(value)


def test_the_unit_beside_the_field_counts_unless_one_is_typed() -> None:
    assert typed("5", unit="kg").unit == "kg"
    assert typed("5 t", unit="kg").unit == "t"


def test_a_month_of_a_monthly_item() -> None:
    assert typed("5", key=MARCH).key == MARCH


@pytest.mark.parametrize("text", ["", "   ", "—", "/", "-", "无"])
def test_empty_texts_and_dashes_are_blank(text: str) -> None:
    found = typed(text)
    assert (found.state, found.value, found.raw) == (State.BLANK, None, text)


@pytest.mark.parametrize("text", ["未检出", "ND", "<检出限"])
def test_not_detected_is_an_estimated_zero(text: str) -> None:
    found = typed(text)
    assert (found.state, found.value, found.note) == (
        State.ESTIMATED, Decimal(0), "未检出，按 0 计",
    )  # fmt: skip
    assert typed(text, note="低于检出限").note == "低于检出限"


@pytest.mark.parametrize(("text", "value"), [("≥100", "100"), ("约3", "3"), ("<0.05", "0.05")])
def test_a_bound_is_a_figure_somebody_chose(text: str, value: str) -> None:
    found = typed(text)
    assert (found.state, found.note) == (State.ESTIMATED, f"填写为“{text}”")
    assert found.value == Decimal(value)


def test_estimated_stays_estimated() -> None:
    assert typed("5", state=State.ESTIMATED).state is State.ESTIMATED
    found = read_entry(COAL, Entry(YEAR, "", state=State.ESTIMATED))
    assert isinstance(found, Problem)
    assert found.code == "data.value_missing"


def test_a_blank_entry_is_blank_whatever_it_says() -> None:
    assert typed("5", state=State.BLANK).state is State.BLANK
    assert typed("5", state=State.BLANK).value is None


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("十二", "number.chinese_numerals"),
        ("abc", "number.unreadable"),
        ("10-20", "number.range"),
        ("1,23", "number.ambiguous_comma"),
        ("-5", "data.negative"),
        ("（5）", "data.negative"),
        ("5 GJ", "data.bad_unit"),
        ("5 顿", "data.bad_unit"),
    ],
)
def test_what_cannot_be_an_amount(text: str, code: str) -> None:
    assert refused(text).code == code


def test_a_wrong_unit_names_those_that_fit() -> None:
    found = refused("5 GJ")
    assert "GJ" in found.message()
    assert "万t" in found.remedy()
    assert "kg" in found.remedy()


def test_an_item_without_unit_takes_none() -> None:
    plain = Item("output", "产量", "energy", unit="")
    assert typed("5", plain).value == 5
    found = refused("5 t", plain)
    assert found.code == "data.no_unit"


def test_an_unheard_unit_of_an_item_is_taken_only_as_written() -> None:
    odd = Item("odd", "怪", "energy", unit="箩筐")
    assert typed("5", odd).unit == "箩筐"
    assert refused("5 t", odd).code == "data.bad_unit"


@pytest.mark.parametrize(
    ("item", "text", "code"),
    [
        (SHARE, "101", "data.above_maximum"),
        (SHARE, "1.01 1", "number.several"),
        (SHARE, "1001‰", "data.above_maximum"),
        (HEAT, "-60", "data.below_minimum"),
    ],
)
def test_amounts_out_of_range(item: Item, text: str, code: str) -> None:
    assert refused(text, item).code == code


def test_limits_hold_in_the_unit_of_the_item() -> None:
    assert typed("1000‰", SHARE).unit == "‰"
    assert typed("-60", Item("x", "差", "energy", unit="t", minimum=None)).value == -60


def test_a_month_of_a_yearly_item_is_refused() -> None:
    found = refused("5", SHARE, MARCH)
    assert (found.code, found.args["year"]) == ("data.period_not_monthly", "2024")


# --- not applicable --------------------------------------------------------------------------


@pytest.mark.parametrize("text", ["不适用", "N.A.", "n/a", "NA"])
def test_not_applicable_needs_a_reason(text: str) -> None:
    assert refused(text).code == "data.reason_missing"
    found = typed(text, reason=" 不烧煤 ")
    assert (found.state, found.reason, found.raw) == (State.NA, "不烧煤", text)


def test_the_state_says_so_too() -> None:
    found = typed("", LISTED, state=State.NA, reason="没有")
    assert (found.state, found.text) == (State.NA, "")


# --- other kinds -----------------------------------------------------------------------------


@pytest.mark.parametrize("text", ["是", "有", "√", "YES", "y", "1", " 是 "])
def test_yes(text: str) -> None:
    assert typed(text, LISTED).text == "yes"


@pytest.mark.parametrize("text", ["否", "无", "×", "No", "0", "没有"])
def test_no(text: str) -> None:
    assert typed(text, LISTED).text == "no"


def test_neither_yes_nor_no() -> None:
    found = refused("也许", LISTED)
    assert (found.code, found.args["choices"]) == ("data.bad_choice", "是、否")


def test_choices_by_id_or_text() -> None:
    assert typed("stamp", OVEN).text == "stamp"
    assert typed("捣固", OVEN).text == "stamp"
    found = refused("侧装", OVEN)
    assert found.code == "data.bad_choice"
    assert "stamp（捣固）" in found.remedy()


@pytest.mark.parametrize(
    "text", ["2024-06-30", "2024/6/30", "2024.6.30", "2024年6月30日", "２０２４－０６－３０"]
)
def test_dates_as_people_write_them(text: str) -> None:
    assert typed(text, DAY).text == "2024-06-30"


@pytest.mark.parametrize("text", ["2024-02-30", "六月", "2024-06", "20240630", "2024-W26-5"])
def test_what_is_no_date(text: str) -> None:
    assert refused(text, DAY).code == "data.bad_date"


def test_texts_are_kept_without_blanks_around() -> None:
    found = typed("  某 厂 ", NOTE)
    assert (found.text, found.raw) == ("某 厂", "  某 厂 ")


def test_an_entry_keeps_note_and_origin() -> None:
    found = typed("5", note="发票", origin=Origin.PASTED)
    assert (found.note, found.origin) == ("发票", Origin.PASTED)


# --- periods -----------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "period"),
    [("2024", Period(2024)), (" 2024-03 ", Period(2024, 3)), ("2024-12", Period(2024, 12))],
)
def test_periods(text: str, period: Period) -> None:
    assert read_period(text) == period
    assert read_period(str(period)) == period


@pytest.mark.parametrize("text", ["2024-13", "2024-00", "2024-3", "24", "2024/03", "", "2024-"])
def test_what_is_no_period(text: str) -> None:
    found = read_period(text)
    assert isinstance(found, Problem)
    assert found.code == "data.bad_period"


def test_keys_are_written_with_their_record() -> None:
    assert str(Key("air.pm", Period(2024, 3), "DA001")) == "air.pm[DA001]@2024-03"


# --- what holds for everything ---------------------------------------------------------------


@given(st.sampled_from([COAL, SHARE, HEAT, OVEN, LISTED, DAY, NOTE]), st.text(max_size=30))
def test_any_text_is_a_datum_or_a_problem_with_a_remedy(item: Item, text: str) -> None:
    found = read_entry(item, Entry(Key(item.key, Period(2024)), text))
    if isinstance(found, Problem):
        assert found.message()
        assert found.remedy()
    else:
        assert found.raw == text


numbers = st.decimals(0, 10**9, places=3, allow_nan=False, allow_infinity=False)


@given(numbers, st.sampled_from(["t", "kg", "万t", "Mt"]), st.booleans())
def test_typing_a_unit_or_choosing_it_is_the_same(value: Decimal, unit: str, beside: bool) -> None:
    text = format(value, "f")
    found = typed(text, unit=unit) if beside else typed(f"{text} {unit}")
    year = read_item(COAL, "energy.coal", [found])
    assert year.value.number == convert(value, unit, "t")


@given(numbers, st.sampled_from(alternatives("t")))
def test_a_typed_text_reads_back_the_same(value: Decimal, unit: str) -> None:
    first = typed(f"{value:f} {unit}")
    assert first.value is not None
    again = typed(f"{first.value:f}", unit=first.unit)
    assert (again.value, again.unit) == (first.value, first.unit)
    assert not isinstance(parse_unit(first.unit), Problem)


@pytest.mark.parametrize("text", ["约12.5万", "≥ 3", "未检出"])
def test_a_note_on_how_a_figure_was_typed_goes_with_the_figure(text: str) -> None:
    assert kept_note(typed(text)) == ""


def test_a_note_somebody_wrote_stays() -> None:
    said = read_entry(COAL, Entry(YEAR, "约12.5万", note="按仓单估"))
    assert isinstance(said, Datum)
    assert kept_note(said) == "按仓单估"
    assert kept_note(None) == ""
