"""The numbers of the general and readiness packs against their standards, typed here anew.

The figures stand in the documents named beside them; nothing here is read from the packs twice.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from desktop_app.core.data import Case, Datum, Enterprise, Key, Period, State
from desktop_app.core.evaluate import Evaluation, evaluate
from desktop_app.core.model import Model, build_model
from desktop_app.core.pack import Binding, Confidence, Pack, Parameter
from desktop_app.packs.read import Library, pack_folders, read_library

FORMS = Path(__file__).resolve().parents[2] / "forms"
GUIZHOU = "520300"
SETS = ("ndrc_2013_batch1", "ndrc_2015_batch3", "gbt_32151_2015", "mee_2022_2024")


@pytest.fixture(scope="module")
def library() -> Library:
    own = {"general", "readiness"}
    return read_library([folder for folder in pack_folders(FORMS) if folder.name in own])


@pytest.fixture(scope="module")
def general(library: Library) -> Pack:
    return library.packs["general"]


def model_of(pack: Pack, year: int, region: str = GUIZHOU) -> Model:
    built = build_model([pack], year, region)
    assert built.model is not None, built.problems
    return built.model


def bound_to(pack: Pack, member: str) -> Pack:
    """The pack with its fuel factors bound to another guide."""
    kept = tuple(one for one in pack.bindings if one.family != "fuel_factors")
    return replace(pack, bindings=(*kept, Binding("fuel_factors", member)))


def judged(pack: Pack, year: int, answers: Mapping[str, str]) -> Evaluation:
    """A case of amounts in the items' own units; "是" answers a yes/no, a word a choice."""
    data = {}
    for name, text in answers.items():
        key = Key(name, Period(year))
        number = Decimal(text) if re.fullmatch(r"-?[\d.]+", text) else None
        data[key] = Datum(key, State.GIVEN, number, text="" if number is not None else text)
    case = Case(Enterprise("示例厂", region=GUIZHOU), year, (pack.id,), data)
    return evaluate(model_of(pack, year), case)


def offers(pack: Pack, key: str) -> list[Parameter]:
    return [one for one in pack.parameters if one.key == key]


def member_of(pack: Pack, key: str, member: str) -> Parameter | None:
    found = [one for one in offers(pack, key) if one.member == member]
    return found[0] if found else None


def test_the_packs_read_without_errors(library: Library) -> None:
    assert set(library.packs) == {"general", "readiness"}
    assert [one.code for one in library.problems] == []


# --- GB/T 2589-2020 --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("carrier", "value", "unit", "confidence"),
    [
        ("raw_coal", "0.7143", "kgce/kg", Confidence.CONFIRMED),
        ("washed_coal", "0.9", "kgce/kg", Confidence.CONFIRMED),
        ("coke", "0.9714", "kgce/kg", Confidence.CONFIRMED),
        ("diesel", "1.4571", "kgce/kg", Confidence.CONFIRMED),
        ("kerosene", "1.4714", "kgce/kg", Confidence.RECALLED),
        ("lpg", "1.7143", "kgce/kg", Confidence.RECALLED),
        ("natural_gas", "1.33", "kgce/m3", Confidence.SINGLE),
        ("bf_gas", "0.1286", "kgce/m3", Confidence.CONFIRMED),
        ("methanol", "0.6794", "kgce/kg", Confidence.CONFIRMED),
        ("electricity", "0.1229", "kgce/kWh", Confidence.CONFIRMED),
        ("heat", "0.03412", "kgce/MJ", Confidence.CONFIRMED),
        ("fresh_water_medium", "0.2571", "kgce/t", Confidence.CONFIRMED),
        ("compressed_air", "0.04", "kgce/m3", Confidence.RECALLED),
        ("anthracite", "0.9428", "kgce/kg", Confidence.RECALLED),
        ("bof_gas", "0.2714", "kgce/m3", Confidence.RECALLED),
    ],
)
def test_coal_coefficients(
    general: Pack, carrier: str, value: str, unit: str, confidence: Confidence
) -> None:
    (found,) = offers(general, f"k.{carrier}")
    assert (found.value, found.unit) == (Decimal(value), unit)
    assert found.cited.confidence is confidence


@pytest.mark.parametrize(
    ("carrier", "low", "high"),
    [
        ("slurry", "0.2857", "0.4286"),
        ("coke_oven_gas", "0.5714", "0.6143"),
        ("biogas", "0.7143", "0.8286"),
    ],
)
def test_a_range_is_no_default(general: Pack, carrier: str, low: str, high: str) -> None:
    values = {one.member: one.value for one in offers(general, f"k.{carrier}")}
    assert values == {"low": Decimal(low), "high": Decimal(high)}
    assert f"k.{carrier}" not in model_of(general, 2024).parameters

    without = judged(general, 2024, {f"energy.{carrier}": "100"}).values[f"ce.{carrier}"]
    assert without.number is None
    assert f"lhv.{carrier}" in without.missing

    measured = {f"energy.{carrier}": "100", f"lhv.{carrier}": "29.3076"}
    with_heat = judged(general, 2024, measured).values[f"ce.{carrier}"]
    assert with_heat.number == Decimal(100)  # 100 x 29.3076 GJ = 100 tce, whatever the unit


def test_a_measured_heating_value_wins_over_the_coefficient(general: Pack) -> None:
    plain = judged(general, 2024, {"energy.natural_gas": "1"}).results["ce.natural_gas"]
    assert (plain.value, plain.confidence) == (Decimal("13.3"), Confidence.SINGLE)
    answers = {"energy.natural_gas": "1", "lhv.natural_gas": "293.076"}
    assert judged(general, 2024, answers).results["ce.natural_gas"].value == Decimal(10)


# --- fuel factors of the guides --------------------------------------------------------------


@pytest.mark.parametrize(
    ("member", "key", "value"),
    [
        ("ndrc_2013_batch1", "cf.anthracite.ncv", "20.304"),
        ("ndrc_2015_batch3", "cf.anthracite.ncv", "24.515"),
        ("gbt_32151_2015", "cf.anthracite.ncv", "26.7"),
        ("mee_2022_2024", "cf.anthracite.ncv", "22.867"),
        ("ndrc_2013_batch1", "cf.washed_coal.of", "0.90"),
        ("ndrc_2015_batch3", "cf.washed_coal.of", "0.93"),
        ("ndrc_2013_batch1", "cf.natural_gas.cc", "0.0153"),
        ("mee_2022_2024", "cf.natural_gas.cc", "0.01532"),
        ("ndrc_2015_batch3", "cf.coke_oven_gas.ncv", "173.854"),
        ("gbt_32151_2015", "cf.coke_oven_gas.ncv", "179.81"),
        ("mee_2022_2024", "cf.lng.ncv", "51.498"),
    ],
)
def test_fuel_factors(general: Pack, member: str, key: str, value: str) -> None:
    found = member_of(general, key, member)
    assert found is not None
    assert found.value == Decimal(value)


@pytest.mark.parametrize(
    ("member", "key"),
    [
        ("ndrc_2013_batch1", "cf.lng.cc"),
        ("gbt_32151_2015", "cf.lng.ncv"),
        ("gbt_32151_2015", "cf.washed_coal.ncv"),
        ("mee_2022_2024", "cf.bituminous.cc"),
        ("mee_2022_2024", "cf.coke.of"),
        ("ndrc_2013_batch1", "cf.gangue.ncv"),
    ],
)
def test_holes_stay_holes(general: Pack, member: str, key: str) -> None:
    assert member_of(general, key, member) is None
    assert key not in model_of(bound_to(general, member), 2024).parameters


@pytest.mark.parametrize("member", SETS)
def test_factor_sets_are_never_mixed(general: Pack, member: str) -> None:
    values = model_of(bound_to(general, member), 2024).parameters
    taken = {one.member for key, one in values.items() if key.startswith("cf.")}
    assert taken == {member}


def test_without_a_guide_of_its_own_the_third_batch_is_used(general: Pack) -> None:
    (binding,) = [one for one in general.bindings if one.family == "fuel_factors"]
    assert binding.member == "ndrc_2015_batch3"
    assert (binding.valid_from, binding.valid_to) == (None, None)
    result = judged(general, 2024, {"energy.bituminous": "1"}).results["carbon.fuel.bituminous"]
    by_hand = Decimal("23.204") * Decimal("0.02618") * Decimal("0.93") * 44 / 12
    assert result.value == pytest.approx(by_hand, rel=Decimal("1e-20"))


def test_raw_coal_needs_its_rank(general: Pack) -> None:
    answers = {"energy.raw_coal": "10"}
    open_ = judged(general, 2024, answers).values["carbon.fuel.raw_coal"]
    assert open_.number is None
    assert "energy.raw_coal_rank" in open_.missing
    ranked = judged(general, 2024, answers | {"energy.raw_coal_rank": "lignite"})
    by_hand = 10 * Decimal("14.449") * Decimal("0.028") * Decimal("0.96") * 44 / 12
    found = ranked.results["carbon.fuel.raw_coal"].value
    assert found == pytest.approx(by_hand, rel=Decimal("1e-20"))


def test_a_carrier_nobody_uses_keeps_nothing_open(general: Pack) -> None:
    answers = {"energy.diesel": "1", "energy.list_complete": "yes"}
    results = judged(general, 2024, answers).results
    assert results["energy.total"].value == Decimal("1.4571")
    assert results["carbon.direct"].status == "given"
    assert results["carbon.fuel.gangue"].status == "n.a."


def test_an_empty_ledger_is_open_and_not_exempt(general: Pack) -> None:
    """An enterprise that lists no fuel must not be judged as one that burns none."""
    empty = judged(general, 2024, {"output.value": "100"}).results
    assert empty["energy.total"].status == "blank"
    assert empty["carbon.total"].missing == ("energy.list_complete",)
    settled = judged(general, 2024, {"energy.list_complete": "yes"}).results
    assert settled["energy.total"].status == "n.a."


# --- electricity and heat --------------------------------------------------------------------


@pytest.mark.parametrize(
    ("year", "region", "value"),
    [
        (2021, "520300", "0.5182"),
        (2022, "520300", "0.4989"),
        (2023, "520300", "0.5683"),
        (2023, "530100", "0.1333"),
        (2022, "110000", "0.5580"),
        (2026, "520300", "0.5683"),
    ],
)
def test_provincial_grid_factors(general: Pack, year: int, region: str, value: str) -> None:
    model = model_of(general, year, region)
    assert model.parameters["grid.province"].value == Decimal(value)
    carried = [one.code for one in model.parameter_notices.get("grid.province", ())]
    assert carried == (["judge.factor_carried"] if year > 2023 else [])


def test_tibet_and_the_years_before_have_no_provincial_factor(general: Pack) -> None:
    assert "grid.province" not in model_of(general, 2023, "540100").parameters
    assert "grid.province" not in model_of(general, 2019).parameters


@pytest.mark.parametrize(
    ("year", "value", "confidence"),
    [
        (2019, "0.6101", Confidence.RECALLED),
        (2021, "0.5810", Confidence.RECALLED),
        (2022, "0.5703", Confidence.CONFIRMED),
        (2023, "0.5703", Confidence.SINGLE),
        (2024, "0.5366", Confidence.SINGLE),
    ],
)
def test_national_reporting_factor(
    general: Pack, year: int, value: str, confidence: Confidence
) -> None:
    found = model_of(general, year).parameters["grid.national"]
    assert (found.value, found.cited.confidence) == (Decimal(value), confidence)


def test_total_takes_the_provincial_figure_and_leaves_certificates_alone(general: Pack) -> None:
    answers = {
        "energy.electricity": "100",  # 万kWh
        "energy.list_complete": "yes",
        "power.green_direct": "200",  # MWh
        "power.green_certificate": "300",
    }
    results = judged(general, 2023, answers).results
    assert results["carbon.total"].value == 800 * Decimal("0.5683")
    assert results["carbon.electricity.national"].value == 800 * Decimal("0.5703")
    assert results["carbon.electricity.green_avoided"].value == 300 * Decimal("0.5683")


def test_constants(general: Pack) -> None:
    values = model_of(general, 2024).parameters
    assert values["heat.co2"].value == Decimal("0.11")
    assert values["const.co2_per_c"].value == pytest.approx(Decimal(44) / 12, rel=Decimal("1e-25"))
    # The 24 guides of 2013-2015 use the second assessment report.
    assert values["gwp.ch4"].value == Decimal(21)
    assert values["gwp.n2o"].value == Decimal(310)


# --- pollutant equivalents -------------------------------------------------------------------


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("eq_air.so2", "0.95"),
        ("eq_air.nox", "0.95"),
        ("eq_air.smoke", "2.18"),
        ("eq_air.dust", "4"),
        ("eq_air.hg", "0.0001"),
        ("eq_air.bap", "0.000002"),
        ("eq_water.cod", "1"),
        ("eq_water.nh3n", "0.8"),
        ("eq_water.tp", "0.25"),
        ("eq_water.mn", "0.2"),
        ("eq_water.cr6", "0.02"),
    ],
)
def test_pollutant_equivalents(general: Pack, key: str, value: str) -> None:
    (found,) = offers(general, key)
    assert found.value == Decimal(value)
    assert found.cited.confidence is Confidence.CONFIRMED


# --- honesty ---------------------------------------------------------------------------------


def test_unsure_numbers_are_for_reference_only(library: Library) -> None:
    for pack in library.packs.values():
        unsure = {one.key for one in pack.parameters if one.cited.confidence is Confidence.UNSURE}
        assert all(key.startswith("reference.") for key in unsure)
        read = {name for one in pack.quantities for name in one.formula.names}
        assert not unsure & read


def test_every_number_names_a_known_source(library: Library) -> None:
    known = {one.id for pack in library.packs.values() for one in pack.sources}
    numbers = [one for pack in library.packs.values() for one in pack.parameters]
    assert {one.cited.source for one in numbers} <= known


def test_confirmed_numbers_show_their_evidence(general: Pack) -> None:
    bare = {
        one.key
        for one in general.parameters
        if one.cited.confidence is Confidence.CONFIRMED and not one.cited.evidence
    }
    assert not bare


# --- the readiness model ---------------------------------------------------------------------


def test_readiness_is_declared_as_ours(library: Library) -> None:
    model = library.packs["readiness"].readiness
    assert model is not None
    assert not model.official
    assert "非官方认定" in model.statement


def test_readiness_weights_and_gates(library: Library) -> None:
    model = library.packs["readiness"].readiness
    assert model is not None
    weights = {one.id: int(one.weight) for one in model.sub_indices}
    assert weights == {
        "P1": 30, "P2": 10, "P3": 15, "P4": 20, "P5": 15, "P6": 10,
        "C1": 25, "C2": 20, "C3": 20, "C4": 15, "C5": 10, "C6": 10,
    }  # fmt: skip
    caps = {one.id: one.cap for one in model.gates}
    assert caps == {
        "G1": "D0", "G2": "D1", "G3": "D2", "G4": "D0", "G5": "D2", "G6": "D1", "G7": "D4",
    }  # fmt: skip
    assert [one.id for one in model.grades] == ["D0", "D1", "D2", "D3", "D4", "D5-", "D5"]


# --- the code tables -------------------------------------------------------------------------


def test_guizhou_is_whole() -> None:
    table = tomllib.loads((FORMS / "shared" / "regions.toml").read_text(encoding="utf-8"))
    counties = {row["code"]: row for row in table["counties"]}
    prefectures = {row["code"] for row in table["prefectures"]}
    assert (len(counties), len(prefectures), len(table["provinces"])) == (88, 9, 31)
    assert {row["prefecture"] for row in counties.values()} == prefectures
    assert counties["520382"]["name"] == "仁怀市"
    assert "520522" not in counties
    assert table["renamed"][0]["now"] in counties


def test_industry_codes_are_well_formed() -> None:
    table = tomllib.loads((FORMS / "shared" / "industries.toml").read_text(encoding="utf-8"))
    codes = [row["code"] for row in table["industries"]]
    assert len(set(codes)) == len(codes)
    assert all(re.fullmatch(r"[A-T]\d{4}", code) for code in codes)
    names = {row["code"]: row["name"] for row in table["industries"]}
    assert names["C3140"] == "铁合金冶炼"
