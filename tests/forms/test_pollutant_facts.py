"""Pollutants, tax and co-control of the general pack against law and textbook, typed here anew.

Environmental-protection tax law: art. 9 (first three, first five), art. 13 (reductions), schedule
one (rates of solid waste); GB 4915-2013 and others for the reference oxygen content. Figures are
worked out here with fractions.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop_app.core.data import Carried, Case, Datum, Enterprise, Key, Period, Record, State
from desktop_app.core.evaluate import Evaluation, evaluate
from desktop_app.core.model import Model, build_model
from desktop_app.core.pack import Confidence, Pack
from desktop_app.core.result import Result, Status
from desktop_app.packs.read import pack_folders, read_library

FORMS = Path(__file__).resolve().parents[2] / "forms"
GUIZHOU = "520300"
SICHUAN = "510100"
BEIJING = "110000"
YEAR = 2024

Answers = Mapping[str, str]


@pytest.fixture(scope="module")
def packs() -> Mapping[str, Pack]:
    own = {"general", "readiness"}
    return read_library([one for one in pack_folders(FORMS) if one.name in own]).packs


@pytest.fixture(scope="module")
def models(packs: Mapping[str, Pack]) -> Mapping[str, Model]:
    found = {}
    for region in (GUIZHOU, SICHUAN, BEIJING):
        built = build_model([packs["general"], packs["readiness"]], YEAR, region)
        assert built.model is not None, built.problems
        found[region] = built.model
    return found


def judged(model: Model, answers: Answers, *records: Record) -> Evaluation:
    """A case with amounts in the items' own units, "name@record" at a record, words as choices."""
    case = Case(Enterprise("示例厂"), YEAR, ("general", "readiness"), data(answers), records)
    return evaluate(model, case)


def data(answers: Answers) -> dict[Key, Datum]:
    found = {}
    for name, text in answers.items():
        item, _at, record = name.partition("@")
        key = Key(item, Period(YEAR), record)
        number = Decimal(text) if text.replace(".", "", 1).isdecimal() else None
        word = "" if number is not None else text
        found[key] = Datum(key, State.GIVEN, number, text=word)
    return found


def outlet(name: str) -> Record:
    return Record("outlet", name, name)


def number(result: Result) -> Decimal:
    assert result.value is not None, (result.status, result.missing)
    return result.value


def close(result: Result, expected: Fraction | Decimal | int) -> bool:
    """Equal to a part in 10^24."""
    exact = Fraction(expected)
    return abs(Fraction(number(result)) - exact) <= abs(exact) / 10**24


# --- reference oxygen --------------------------------------------------------------------------


@given(
    measured=st.decimals("0.1", "2000", places=1),
    oxygen=st.decimals("0", "20.9", places=1),
    reference=st.decimals("0", "20.9", places=1),
)
@settings(max_examples=40, deadline=None)
def test_conversion_to_the_reference_oxygen(
    models: Mapping[str, Model], measured: Decimal, oxygen: Decimal, reference: Decimal
) -> None:
    answers = {
        "outlet.o2@A": str(oxygen),
        "outlet.o2_ref@A": str(reference),
        "air_raw.so2@A": str(measured),
    }
    found = judged(models[GUIZHOU], answers, outlet("A")).results["air_ref.so2[A]"]
    expected = Fraction(measured) * (21 - Fraction(reference)) / (21 - Fraction(oxygen))
    assert close(found, expected)


@pytest.mark.parametrize("oxygen", ["21", "23"])
def test_nothing_is_converted_from_pure_air(models: Mapping[str, Model], oxygen: str) -> None:
    answers = {"outlet.o2@A": oxygen, "outlet.o2_ref@A": "6", "air_raw.pm@A": "5"}
    found = judged(models[GUIZHOU], answers, outlet("A")).results["air_ref.pm[A]"]
    assert found.status is Status.INVALID
    assert found.value is None


def test_a_converted_figure_is_turned_back_for_the_mass(models: Mapping[str, Model]) -> None:
    common = {"outlet.o2_ref@A": "6", "outlet.flow@A": "1000000", "outlet.hours@A": "1000"}
    known = judged(models[GUIZHOU], common | {"outlet.o2@A": "11", "air.nox@A": "60"}, outlet("A"))
    assert number(known.results["air_mass.nox[A]"]) == 40
    unknown = judged(models[GUIZHOU], common | {"air.nox@A": "60"}, outlet("A"))
    assert unknown.results["air_mass.nox[A]"].status is Status.NA


# --- annual mass -------------------------------------------------------------------------------

SOURCES = (
    ({"air.so2.mass@A": "1"}, "1"),
    ({"air.so2.cems@A": "2"}, "2"),
    ({"air.so2@A": "30", "outlet.flow@A": "100000", "outlet.hours@A": "1000"}, "3"),
    ({"outlet.sulfur_in@A": "20", "air.so2.removal@A": "90"}, "4"),
    ({"outlet.activity@A": "50000", "air.so2.coefficient@A": "1"}, "50"),
)


@pytest.mark.parametrize("first", range(len(SOURCES)))
def test_the_better_source_is_used(models: Mapping[str, Model], first: int) -> None:
    answers: dict[str, str] = {}
    for more, _mass in SOURCES[first:]:
        answers |= more
    found = judged(models[GUIZHOU], answers, outlet("A")).results["air_mass.so2[A]"]
    assert number(found) == Decimal(SOURCES[first][1])


def test_the_plant_is_the_sum_unless_it_is_typed(models: Mapping[str, Model]) -> None:
    answers = {"air.so2.mass@A": "1", "air.so2.cems@B": "2"}
    outlets = (outlet("A"), outlet("B"), outlet("C"))
    summed = judged(models[GUIZHOU], answers, *outlets).results["emission_total.so2"]
    assert number(summed) == 3
    typed = judged(models[GUIZHOU], answers | {"emission.so2": "5"}, *outlets).results
    assert number(typed["emission_total.so2"]) == 5


# --- hours within limits -----------------------------------------------------------------------


def test_the_worst_outlet_speaks_for_the_plant(models: Mapping[str, Model]) -> None:
    answers = {
        "outlet.hours_valid@A": "8000",
        "outlet.hours_advanced@A": "7600",
        "outlet.hours_valid@B": "4000",
        "outlet.hours_advanced@B": "3600",
    }
    outlets = (outlet("A"), outlet("B"), outlet("C"))
    found = judged(models[GUIZHOU], answers, *outlets).results
    assert number(found["compliance.worst_advanced"]) == 90
    assert number(found["readiness.advanced_share"]) == 90
    typed = judged(models[GUIZHOU], answers | {"readiness.advanced_hours": "93"}, *outlets).results
    assert number(typed["readiness.advanced_share"]) == 93
    nothing = judged(models[GUIZHOU], {}, *outlets).results["readiness.advanced_share"]
    assert nothing.status is Status.BLANK


# --- tax ---------------------------------------------------------------------------------------

RATES = (
    (GUIZHOU, "2.4", "2.8", Confidence.RECALLED),
    (SICHUAN, "3.9", "2.8", Confidence.CONFIRMED),
)


@pytest.mark.parametrize(("region", "air", "water", "firm"), RATES)
def test_rates_by_province(
    models: Mapping[str, Model], region: str, air: str, water: str, firm: Confidence
) -> None:
    found = judged(models[region], {}).results
    assert number(found["tax_rate.air"]) == Decimal(air)
    assert number(found["tax_rate.water"]) == Decimal(water)
    assert found["tax_rate.air"].confidence is firm


def test_without_a_known_rate_there_is_no_tax_until_one_is_typed(
    models: Mapping[str, Model],
) -> None:
    answers = {"air.so2.mass@A": "0.95"}
    blank = judged(models[BEIJING], answers, outlet("A")).results
    assert blank["tax.total"].status is Status.BLANK
    own = judged(models[BEIJING], answers | {"tax.own_air_rate": "12"}, outlet("A")).results
    assert number(own["tax.air"]) == 12000
    assert not own["tax.air"].confidence.to_verify


REDUCTIONS = (
    ("70.1", "100", Fraction(1)),
    ("70", "100", Fraction(3, 4)),
    ("50.1", "100", Fraction(3, 4)),
    ("50", "100", Fraction(1, 2)),
    ("0", "100", Fraction(1, 2)),
    ("10", "", Fraction(1)),
    ("", "100", Fraction(1)),
)


@pytest.mark.parametrize(("concentration", "permit", "share"), REDUCTIONS)
def test_reductions_below_the_limit(
    models: Mapping[str, Model], concentration: str, permit: str, share: Fraction
) -> None:
    answers = {"air.so2.mass@A": "0.95", "water_out.ss.mass@A": "4"}
    if concentration:
        answers |= {"air.so2@A": concentration, "water_out.ss@A": concentration}
    if permit:
        answers |= {"air.so2.permit@A": permit, "water_out.ss.permit@A": permit}
    found = judged(models[GUIZHOU], answers, outlet("A")).results
    assert close(found["tax_due.air.so2[A]"], 1000 * share)
    assert close(found["tax_due.water.ss[A]"], 1000 * share)


def test_a_measured_figure_is_converted_before_it_is_held_against_the_limit(
    models: Mapping[str, Model],
) -> None:
    answers = {
        "air.pm.mass@A": "2.18",
        "air_raw.pm@A": "8",
        "air.pm.permit@A": "20",
        "outlet.o2@A": "11",
        "outlet.o2_ref@A": "6",
    }
    found = judged(models[GUIZHOU], answers, outlet("A")).results["tax_due.air.pm[A]"]
    assert close(found, 750)


MASSES = {"so2": "0.95", "nox": "1.9", "hg": "0.0003", "co": "66.8", "f": "0.435"}
"""1000, 2000, 3000, 4000 and 500 equivalents."""


@pytest.mark.parametrize("count", range(1, len(MASSES) + 1))
def test_the_first_three_of_an_outlet(models: Mapping[str, Model], count: int) -> None:
    chosen = dict(list(MASSES.items())[:count])
    answers = {f"air.{name}.mass@A": mass for name, mass in chosen.items()}
    found = judged(models[GUIZHOU], answers, outlet("A")).results
    sizes = sorted([1000, 2000, 3000, 4000, 500][:count], reverse=True)
    assert close(found["tax_outlet.air[A]"], Fraction(12, 5) * sum(sizes[:3]))
    plant = {f"emission.{name}": mass for name, mass in chosen.items()}
    whole = judged(models[GUIZHOU], plant).results
    assert close(whole["tax.air"], Fraction(12, 5) * sum(sizes[:3]))


@pytest.mark.parametrize(
    ("cod", "bod5", "due"),
    [("2", "0.5", 2000), ("0.5", "1", 2000), ("1", "0.5", 1000), ("3", "", 3000), ("", "3", 6000)],
)
def test_only_one_of_cod_and_bod5(
    models: Mapping[str, Model], cod: str, bod5: str, due: int
) -> None:
    typed = {"water_out.cod.mass@A": cod, "water_out.bod5.mass@A": bod5}
    answers = {name: mass for name, mass in typed.items() if mass}
    found = judged(models[GUIZHOU], answers, outlet("A")).results["tax_outlet.water[A]"]
    assert close(found, Fraction(28, 10) * due)


@pytest.mark.parametrize(
    ("kind", "rate"),
    [("gangue", 5), ("tailings", 15), ("red_mud", 25), ("fly_ash", 25), ("phosphogypsum", 25)],
)
def test_rates_of_solid_waste(models: Mapping[str, Model], kind: str, rate: int) -> None:
    answers = {
        "solid.kind@W": kind,
        "solid.generated@W": "100",
        "solid.used@W": "0",
        "solid.disposed@W": "0",
        "solid.stored@W": "0",
    }
    found = judged(models[GUIZHOU], answers, Record("waste", "W", "W")).results
    assert number(found["tax_solid.waste[W]"]) == 100 * rate


# --- co-control --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("air", "co2", "quadrant"),
    [("1100", "600", 1), ("900", "600", 2), ("900", "500", 3), ("1100", "500", 4)],
)
def test_quadrants(models: Mapping[str, Model], air: str, co2: str, quadrant: int) -> None:
    answers = {
        "energy.list_complete": "yes",
        "energy.heat": "5000",
        "emission.so2": "0.95",
        "co.last.air": air,
        "co.last.co2": co2,
    }
    found = judged(models[GUIZHOU], answers).results
    assert number(found["carbon.total"]) == 550
    assert number(found["co.quadrant"]) == quadrant
    assert (number(found["co.elasticity"]) > 0) == (quadrant in {1, 3})


DEGREES = (
    ("0.9", "K10"), ("0.8", "K9"), ("0.7", "K8"), ("0.6", "K7"), ("0.5", "K6"),
    ("0.4", "K5"), ("0.3", "K4"), ("0.2", "K3"), ("0.1", "K2"), ("0.09", "below"),
)  # fmt: skip


@pytest.mark.parametrize(("degree", "level"), DEGREES)
def test_grades_of_coordination(models: Mapping[str, Model], degree: str, level: str) -> None:
    """With U1 = U2 = u: C = 1, T = u, D = √u; each grade begins at its lower bound."""
    share = Decimal(degree) ** 2
    answers = {
        "energy.list_complete": "yes",
        "energy.heat": "5000",
        "emission.so2": "0.95",
        "co.air_best": str(1000 * share),
        "co.air_worst": str(1000 * share + 1000),
        "co.co2_best": str(450 + 100 * share),
        "co.co2_worst": str(550 + 100 * share),
    }
    found = judged(models[GUIZHOU], answers).results
    assert abs(number(found["co.coupling_coordination"]) - Decimal(degree)) < Decimal("1e-20")
    assert found["general.coordination"].level == level


def test_last_year_stands_in_for_what_nobody_typed(models: Mapping[str, Model]) -> None:
    key = Key("co.last.air", Period(YEAR))
    before = Carried(Datum(key, State.GIVEN, Decimal(2000)), Confidence.CONFIRMED)
    case = Case(
        Enterprise("示例厂"),
        YEAR,
        ("general", "readiness"),
        data({"emission.so2": "0.95"}),
        carried={"co.last.air": before},
    )
    found = evaluate(models[GUIZHOU], case).results
    assert number(found["co.rate.air"]) == 50
    assert found["co.rate.co2"].status is Status.BLANK
