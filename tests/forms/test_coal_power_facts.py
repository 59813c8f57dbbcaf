"""The coal power pack against its sources, typed in independently, and where it ends."""

from __future__ import annotations

from decimal import Decimal

import pytest

from desktop_app.core.data import Case, Datum, Enterprise, Key, Period, Record, State
from desktop_app.core.evaluate import Evaluation, evaluate
from desktop_app.core.pack import Confidence, Met
from desktop_app.core.result import Result
from tests.forms.industry import Industry

POWER = Industry("coal_power", "D4411", outlets={"B1": "coal_boiler_new"})
PURE = {"coal_power.heat": "0", "coal_power.heat_ratio": "0"}
PLANT = {"coal_power.new_build"}
CLASSES = ("usc1000", "usc600", "sc600", "sc300", "sub600", "sub300", "hp200")


def judge_unit(year: int, kind: str, answers: dict[str, str], plant: str = "") -> Evaluation:
    """One generating unit of a class; numbers in the units of the items, words are answers."""
    data: dict[Key, Datum] = {}
    for name, text in answers.items():
        key = Key(name, Period(year), "" if name in PLANT or name.startswith("energy") else "U1")
        number = text.replace(".", "").isdigit()
        data[key] = (
            Datum(key, State.GIVEN, Decimal(text)) if number else Datum(key, State.GIVEN, text=text)
        )
    unit = Record("power_unit", "U1", plant or "1 号机组", {"class": kind})
    forged = Enterprise("虚构", region="520200", industry="D4411")
    return evaluate(POWER.model(year), Case(forged, year, ("coal_power",), data, (unit,)))


def limits(result: Result) -> tuple[Decimal | None, ...]:
    assert result.standing
    return tuple(_number(text) for text in result.standing.limits)


def _number(text: str) -> Decimal | None:
    return Decimal(text) if text[:1].isdigit() else None


def test_the_pack_has_no_errors() -> None:
    assert POWER.errors() == []


@pytest.mark.parametrize(
    ("kind", "wanted"),
    [
        ("usc1000", ("268", "276", "283")),
        ("usc600", ("275", "282", "291")),
        ("sc600", ("286", "285", "299")),
        ("sc300", ("290", "285", "308")),
        ("sub600", ("303", "285", "312")),
        ("sub300", ("309", "285", "321")),
        ("hp200", (None, None, "352")),
    ],
)
def test_base_quotas_of_power(kind: str, wanted: tuple[str | None, ...]) -> None:
    found = [POWER.parameter(2025, f"coal_power.q.{kind}.l{level}") for level in (1, 2, 3)]
    assert found == [None if text is None else Decimal(text) for text in wanted]


@pytest.mark.parametrize("kind", CLASSES[:-1])
def test_base_quotas_of_heat(kind: str) -> None:
    third = "42.5" if kind.startswith("sub") else "42"
    found = [POWER.parameter(2025, f"coal_power.h.{kind}.l{level}") for level in (1, 2, 3)]
    assert found == [Decimal("40"), Decimal("40.5"), Decimal(third)]


def test_the_smallest_class_has_one_level_and_no_heat_row() -> None:
    steps = POWER.row("coal_power.quota", "hp200").parts[0].thresholds
    assert [step.met for step in steps] == [Met.ABSENT, Met.ABSENT, Met.LIMIT]
    rows = {row.id for row in POWER.table("coal_power.quota").indicators}
    assert rows == {*CLASSES, *(f"{kind}_heat" for kind in CLASSES[:-1])}


def test_multiplied_first_then_added_and_never_to_level_2() -> None:
    """limit_1 = 286 x 1.05 + 8 = 308.3; limit_2 = 285 x 1.05 = 299.25; limit_3 = 321.95."""
    answers = PURE | {"coal_power.f_total": "1.05", "coal_power.add": "8"}
    answers |= {"coal_power.power_rate": "300"}
    result = judge_unit(2025, "sc600", answers).results["coal_power.quota.sc600[U1]"]
    assert limits(result) == (Decimal("308.3"), Decimal("299.25"), Decimal("321.95"))
    assert result.standing
    assert result.standing.met == (True, False, True)


def test_heat_takes_the_factor_but_not_the_addition() -> None:
    answers = {"coal_power.heat": "5", "coal_power.heat_ratio": "1", "coal_power.heat_rate": "41"}
    answers |= {"coal_power.f_total": "1.1", "coal_power.add": "9"}
    result = judge_unit(2025, "sub300", answers).results["coal_power.quota.sub300_heat[U1]"]
    assert limits(result) == (Decimal("44"), Decimal("44.55"), Decimal("46.75"))


@pytest.mark.parametrize("left_out", ["coal_power.f_total", "coal_power.add"])
def test_a_correction_left_out_is_neither_one_nor_zero(left_out: str) -> None:
    answers = PURE | {"coal_power.f_total": "1", "coal_power.add": "0"}
    answers |= {"coal_power.power_rate": "250"}
    del answers[left_out]
    result = judge_unit(2025, "usc600", answers).results["coal_power.quota.usc600[U1]"]
    assert result.missing == (f"{left_out}[U1]",)
    assert result.standing
    assert result.standing.met[0] is None


def test_quotas_begin_with_2025() -> None:
    answers = PURE | {"coal_power.f_total": "1", "coal_power.add": "0"}
    answers |= {"coal_power.power_rate": "250"}
    assert "coal_power.quota" not in judge_unit(2024, "usc600", answers).results
    assert judge_unit(2025, "usc600", answers).results["coal_power.quota"].level == "Q1"


@pytest.mark.parametrize(
    ("load", "wanted"),
    [
        ("100", "1"), ("85", "1"), ("84.9", "1.00014"), ("80", "1.007"), ("79.9", "1.00716"),
        ("75", "1.015"),
    ],
)  # fmt: skip
def test_load_correction_of_2019_to_2022(load: str, wanted: str) -> None:
    answers = PURE | {"coal_power.load": load, "coal_power.ets_class": "large"}
    found = judge_unit(2022, "sc600", answers).results["coal_power.ff[U1]"]
    assert found.value == Decimal(wanted)
    assert found.confidence is Confidence.RECALLED


def test_below_75_percent_the_correction_is_a_power() -> None:
    """At 50 % the exponent is 16 - 20 x 0.5 = 6, and 1.015^6 = 1.093443263942640625."""
    answers = PURE | {"coal_power.load": "50", "coal_power.ets_class": "small"}
    found = judge_unit(2022, "sub300", answers).results["coal_power.ff[U1]"].value
    assert found is not None
    assert round(found, 18) == Decimal("1.093443263942640625")


@pytest.mark.parametrize(
    ("year", "be", "bh"),
    [
        (2019, ("0.877", "0.979", "1.146"), "0.126"),
        (2021, ("0.8218", "0.8773", "0.935"), "0.1111"),
        (2022, ("0.8177", "0.8729", "0.9303"), "0.1105"),
        (2023, ("0.795", "0.809", "0.8285"), "0.1038"),
        (2024, ("0.791", "0.8049", "0.8244"), "0.1033"),
    ],
)
def test_benchmarks_by_year(year: int, be: tuple[str, str, str], bh: str) -> None:
    for kind, wanted in zip(("large", "small", "other"), be, strict=True):
        found = judge_unit(year, "sub300", {"coal_power.ets_class": kind}).results
        assert found["coal_power.be[U1]"].value == Decimal(wanted)
        assert found["coal_power.bh[U1]"].value == Decimal(bh)


def test_allowances_follow_supply_to_2022_and_generation_after() -> None:
    answers = PURE | {
        "coal_power.generation": "1000", "coal_power.own_use": "100", "coal_power.load": "90",
        "coal_power.ets_class": "large", "coal_power.cooling": "wet", "coal_power.peak_factor": "1",
    }  # fmt: skip
    assert _allowance(2022, answers) == Decimal("735.93")
    assert _allowance(2023, answers) == Decimal("795")
    assert _allowance(2024, answers) == Decimal("791")
    assert _allowance(2025, answers) is None


def _allowance(year: int, answers: dict[str, str]) -> Decimal | None:
    return judge_unit(year, "sc600", answers).results["coal_power.allowance_total"].value


def test_the_peak_factor_is_not_one_by_default() -> None:
    answers = PURE | {"coal_power.generation": "1000", "coal_power.ets_class": "large"}
    found = judge_unit(2024, "sc600", answers).results["coal_power.allowance[U1]"]
    assert found.status == "blank"
    assert "coal_power.peak_factor[U1]" in found.missing


def test_sold_electricity_does_not_lower_the_facility_emission() -> None:
    answers = {"energy.bituminous": "1000", "energy_out.electricity": "500"}
    found = judge_unit(2024, "sc600", answers).results["coal_power.ets_emission"].value
    # 1000 x 26.7 x 0.03085 x 0.99 x 44/12
    assert found == Decimal("2990.01285")


@pytest.mark.parametrize("year", [2021, 2024])
def test_sold_power_and_heat_lower_the_energy_but_not_the_carbon(year: int) -> None:
    bought = {"energy.bituminous": "1000", "energy.electricity": "10"}
    sold = {"energy_out.electricity": "500", "energy_out.heat": "900"}
    without = judge_unit(year, "sc600", bought).results
    with_it = judge_unit(year, "sc600", bought | sold).results
    for name in ("carbon.total", "carbon.total_national", "carbon.total_market"):
        assert with_it[name].value == without[name].value
    assert with_it["carbon.per_energy"].value == without["carbon.per_energy"].value
    # 500 x 10^4 kWh x 0.1229 kgce/kWh + 900 GJ x 34.12 kgce/GJ
    spared = Decimal("614.5") + Decimal("30.708")
    energy = without["energy.total"].value
    assert energy is not None
    assert with_it["energy.total"].value == energy - spared


@pytest.mark.parametrize(
    ("year", "wanted"), [(2021, ("19.57", "0.02618", "0.93")), (2022, ("26.7", "0.03085", "0.99"))]
)
def test_one_guide_a_year(year: int, wanted: tuple[str, str, str]) -> None:
    found = [POWER.parameter(year, f"cf.bituminous.{part}") for part in ("ncv", "cc", "of")]
    assert found == [Decimal(text) for text in wanted]


def test_low_grade_fuel_has_a_carbon_default_but_no_heating_value() -> None:
    for fuel in ("gangue", "slurry"):
        assert POWER.parameter(2024, f"cf.{fuel}.cc") == Decimal("0.02858")
        assert POWER.parameter(2024, f"cf.{fuel}.ncv") is None
        assert POWER.parameter(2024, f"cf.{fuel}.of") == Decimal("0.99")


def test_desulphurisation() -> None:
    found = POWER.judge(2024, {"coal_power.sorbent": "100"}).results
    assert found["carbon.process.desulphurisation"].value == Decimal("39.573")
    measured = {"coal_power.sorbent": "100", "coal_power.sorbent_purity": "100"}
    whole = POWER.judge(2024, measured).results["carbon.process.desulphurisation"]
    assert whole.value == Decimal("43.97")


@pytest.mark.parametrize(
    ("row", "wanted"),
    [
        ("new_pm", ["10", "20", "30"]),
        ("new_so2", ["35", "50", "coal_power.limit.new_so2"]),
        ("new_nox", ["50", "100", "100"]),
        ("new_w_nox", ["unknown", "100", "coal_power.limit.w_nox"]),
        ("old_pm", ["10", "20", "unknown"]),
        ("old_so2", ["35", "50", "coal_power.limit.old_so2"]),
        ("old_nox", ["50", "100", "unknown"]),
        ("old_w_nox", ["unknown", "100", "coal_power.limit.w_nox"]),
        ("new_hg", ["unknown", "coal_power.limit.hg", "coal_power.limit.hg"]),
        ("gas_boiler_pm", ["unknown", "unknown", "5"]),
        ("gas_boiler_so2", ["unknown", "unknown", "35"]),
        ("gas_boiler_nox", ["unknown", "unknown", "100"]),
        ("gas_turbine_nox", ["unknown", "unknown", "50"]),
    ],
)
def test_emission_limits(row: str, wanted: list[str]) -> None:
    assert POWER.cells("coal_power.limits", row) == wanted


@pytest.mark.parametrize(
    ("region", "new", "old"),
    [("130200", "100", "200"), ("520200", "200", "400"), ("500100", "200", "400")],
)
def test_high_sulphur_provinces_are_allowed_more(region: str, new: str, old: str) -> None:
    there = Industry("coal_power", "D4411", region=region)
    assert there.parameter(2024, "coal_power.limit.new_so2") == Decimal(new)
    assert there.parameter(2024, "coal_power.limit.old_so2") == Decimal(old)
    assert there.parameter(2024, "coal_power.limit.w_nox") == 200
    assert there.parameter(2024, "coal_power.limit.hg") == Decimal("0.03")


@pytest.mark.parametrize(
    ("row", "wanted"),
    [
        ("water_recirc", ["1.49", "1.56", "1.68"]),
        ("water_once", ["0.29", "0.31", "0.33"]),
        ("water_air", ["0.31", "0.34", "0.37"]),
        ("ash", ["90", "80", "70"]),
        ("gypsum", ["90", "80", "70"]),
        ("dust", ["0.06", "0.09", "0.13"]),
        ("so2", ["0.15", "0.22", "0.43"]),
    ],
)
def test_recalled_levels_of_clean_production(row: str, wanted: list[str]) -> None:
    assert POWER.cells("coal_power.cp", row) == wanted
    assert POWER.row("coal_power.cp", row).cited.confidence is Confidence.RECALLED


def test_unsure_levels_are_left_to_the_original_text() -> None:
    for row in ("coal_rate", "water_smaller", "waste_water_reuse", "other_pollutants"):
        steps = POWER.row("coal_power.cp", row).parts[0].thresholds
        assert {step.met for step in steps} == {Met.TEXT}
    assert not any(row.limiting for row in POWER.table("coal_power.cp").indicators)


def test_unsure_numbers_judge_nothing() -> None:
    unsure = {one.key for one in POWER.pack.parameters if one.cited.confidence is Confidence.UNSURE}
    assert len(unsure) == 25
    assert all(key.startswith("reference.") for key in unsure)
    assert not any(row.id == "coal_power.benchmark" for row in POWER.pack.assessments)


def test_entry_of_new_units() -> None:
    assert POWER.cells("coal_power.entry", "wet") == ["285"]
    assert POWER.cells("coal_power.entry", "air") == ["300"]
    old = {"coal_power.new": "no", "coal_power.cooling": "wet", "coal_power.power_rate": "330"}
    assert judge_unit(2024, "sub300", old).results["coal_power.entry"].status == "n.a."


@pytest.mark.parametrize(("new", "compliant"), [("no", 1), ("yes", 0)])
def test_a_new_project_is_held_to_level_2_though_level_1_is_laxer(new: str, compliant: int) -> None:
    answers = PURE | {"coal_power.f_total": "1", "coal_power.add": "0"}
    answers |= {"coal_power.power_rate": "285.5", "coal_power.new_build": new}
    result = judge_unit(2025, "sc600", answers).results["coal_power.quota"]
    assert result.level == "Q1"
    assert result.figures
    assert result.figures.values["compliant"] == compliant
