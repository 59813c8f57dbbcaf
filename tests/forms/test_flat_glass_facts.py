"""The flat glass pack against its sources, typed in independently, and where it ends."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from desktop_app.core.data import Case, Datum, Enterprise, Key, Period, Record, State
from desktop_app.core.evaluate import Evaluation, evaluate
from desktop_app.core.pack import Confidence, Met
from tests.forms.industry import Industry

GLASS = Industry("flat_glass", "C3041", region="520100")
PLAIN = {"glass.a": "none", "glass.b": "1", "glass.c": "1", "glass.d": "no"}


def judge_line(year: int, product: str, answers: dict[str, str]) -> Evaluation:
    """One production line of a product; numbers in the units of the items, words are answers."""
    data: dict[Key, Datum] = {}
    for name, text in answers.items():
        key = Key(name, Period(year), "" if name.startswith("glass.new_") else "L1")
        number = text.replace(".", "").isdigit()
        data[key] = (
            Datum(key, State.GIVEN, Decimal(text)) if number else Datum(key, State.GIVEN, text=text)
        )
    line = Record("glass_line", "L1", "一线", {"product": product})
    forged = Enterprise("虚构", region="520100", industry="C3041")
    return evaluate(GLASS.model(year), Case(forged, year, ("flat_glass",), data, (line,)))


def test_the_pack_has_no_errors() -> None:
    assert GLASS.errors() == []


@pytest.mark.parametrize(
    ("row", "wanted"),
    [
        ("flat_small", (None, None, "14")),
        ("flat_mid", ("9.5", "11.5", "13.5")),
        ("flat_large", ("8", "10", "12")),
    ],
)
def test_base_quotas_of_flat_glass(row: str, wanted: tuple[str | None, ...]) -> None:
    found = [GLASS.parameter(2024, f"glass.q.{row}.l{level}") for level in (1, 2, 3)]
    assert found == [None if text is None else Decimal(text) for text in wanted]


def test_small_lines_have_no_first_and_second_level() -> None:
    steps = GLASS.row("flat_glass.quota", "flat_small").parts[0].thresholds
    assert [step.met for step in steps] == [Met.ABSENT, Met.ABSENT, Met.LIMIT]


@pytest.mark.parametrize(
    ("row", "wanted"),
    [
        ("pv_small", ["300", "300", "400"]),
        ("pv_large", ["260", "260", "370"]),
        ("cast_stone", ["540", "700", "800"]),
        ("tempered_plane_3", ["2.2", "2.75", "3.46"]),
        ("tempered_plane_5", ["2.64", "3.3", "3.98"]),
        ("tempered_plane_8", ["4", "5", "5.95"]),
        ("tempered_plane_19", ["10.38", "12.97", "14.22"]),
        ("tempered_plane_low_e_4", ["2.85", "3.56", "4.44"]),
        ("tempered_plane_low_e_10", ["6.67", "8.35", "9.21"]),
        ("tempered_plane_low_e_15", ["8.9", "11.14", "12.41"]),
        ("tempered_curved_3", ["2.88", "3.6", "4.53"]),
        ("tempered_curved_12", ["7.83", "9.8", "11.15"]),
        ("tempered_curved_19", ["13.6", "16.99", "18.63"]),
        ("tempered_curved_low_e_6", ["5.22", "6.51", "7.11"]),
        ("tempered_curved_low_e_8", ["6.48", "8.1", "9.64"]),
        ("tempered_curved_low_e_19", ["16.82", "21.01", "23.04"]),
    ],
)
def test_quotas_without_correction(row: str, wanted: list[str]) -> None:
    assert GLASS.cells("flat_glass.quota", row) == wanted


def test_all_42_rows() -> None:
    rows = GLASS.table("flat_glass.quota").indicators
    assert len(rows) == 42
    assert len([row for row in rows if row.record == "glass_tempered"]) == 36


@pytest.mark.parametrize(
    ("capacity", "quota", "band"),
    [
        ("499", "flat_small", ""),
        ("500", "flat_small", "mid"),
        ("500.1", "flat_mid", "mid"),
        ("800", "flat_mid", "mid"),
        ("800.1", "flat_large", "large"),
    ],
)
def test_tiers_end_where_each_document_says(capacity: str, quota: str, band: str) -> None:
    """500 t/d is in the lowest tier of GB 21340 and in the middle one of the benchmark list."""
    found = judge_line(
        2024, "flat", PLAIN | {"glass.capacity": capacity, "glass.rate": "9"}
    ).results
    rows = ("flat_small", "flat_mid", "flat_large", "pv_small", "pv_large", "cast_stone")
    there = {row for row in rows if _applies(found, f"flat_glass.quota.{row}[L1]")}
    bands = {row for row in ("mid", "large") if _applies(found, f"flat_glass.benchmark.{row}[L1]")}
    assert there == {quota}
    assert bands == ({band} if band else set())


def _applies(found: object, own_id: str) -> bool:
    assert isinstance(found, dict)
    return own_id in found and found[own_id].status != "n.a."


@pytest.mark.parametrize(
    ("answers", "wanted"),
    [
        ({}, "1"),
        ({"glass.a": "raised"}, "1.1"),
        ({"glass.d": "yes"}, "1.1"),
        ({"glass.a": "raised", "glass.d": "yes"}, "1.21"),
        ({"glass.b": "1.05", "glass.c": "0.98"}, "1.029"),
    ],
)
def test_corrections_multiply(answers: dict[str, str], wanted: str) -> None:
    found = judge_line(2024, "flat", PLAIN | answers).results["glass.vc[L1]"]
    assert found.value == Decimal(wanted)


@pytest.mark.parametrize("left_out", sorted(PLAIN))
def test_a_correction_left_out_keeps_the_row_open(left_out: str) -> None:
    answers = {name: text for name, text in PLAIN.items() if name != left_out}
    answers |= {"glass.capacity": "600", "glass.rate": "1"}
    result = judge_line(2024, "flat", answers).results["flat_glass.quota.flat_mid[L1]"]
    assert result.level == ""
    assert result.missing == (f"{left_out}[L1]",)


def test_rolled_glass_needs_no_correction() -> None:
    answers = {"glass.capacity": "300", "glass.rate": "15"}
    result = judge_line(2024, "pv", answers).results["flat_glass.quota.pv_small[L1]"]
    assert result.value == 300
    assert result.level == "Q1"


def test_quotas_begin_with_2020() -> None:
    answers = PLAIN | {"glass.capacity": "900", "glass.rate": "8"}
    assert "flat_glass.quota" not in judge_line(2019, "flat", answers).results
    assert judge_line(2020, "flat", answers).results["flat_glass.quota"].level == "Q1"


@pytest.mark.parametrize(("row", "wanted"), [("mid", ["9.5", "13.5"]), ("large", ["8", "12"])])
def test_benchmarks_are_recalled(row: str, wanted: list[str]) -> None:
    found = GLASS.row("flat_glass.benchmark", row)
    assert GLASS.cells("flat_glass.benchmark", row) == wanted
    assert found.deadline == date(2025, 12, 31)
    assert found.cited.confidence is Confidence.RECALLED


@pytest.mark.parametrize(
    ("row", "limit"),
    [
        ("furnace_pm", "50"), ("furnace_so2", "400"), ("furnace_nox", "700"),
        ("furnace_hcl", "30"), ("furnace_f", "5"), ("coating_pm", "30"), ("coating_hcl", "30"),
        ("coating_f", "5"), ("coating_sn", "5"), ("ventilation_pm", "30"),
    ],
)  # fmt: skip
def test_limits_of_2011_and_holes_of_2022(row: str, limit: str) -> None:
    assert GLASS.cells("flat_glass.limits", row) == ["unknown", "unknown", limit]
    assert GLASS.cells("flat_glass.limits", f"{row}_2022") == ["unknown"] * 3


@pytest.mark.parametrize(
    ("year", "edition"), [(2022, "e2011"), (2024, "e2011"), (2023, "e2022"), (2024, "e2022")]
)
def test_the_permit_says_which_edition_and_no_date_does(year: int, edition: str) -> None:
    furnace = Industry("flat_glass", "C3041", outlets={"F": "glass_furnace"})
    found = furnace.judge(year, {"glass.edition": edition, "air.nox@F": "701"}).results
    old = _applies(found, "flat_glass.limits.furnace_nox[F]")
    recent = _applies(found, "flat_glass.limits.furnace_nox_2022[F]")
    assert (old, recent) == (edition == "e2011", edition == "e2022")
    if old:
        assert found["flat_glass.limits.furnace_nox[F]"].level == "below"


@pytest.mark.parametrize("year", [2022, 2023, 2024])
def test_without_an_edition_nothing_is_broken_and_nothing_kept(year: int) -> None:
    furnace = Industry("flat_glass", "C3041", outlets={"F": "glass_furnace"})
    found = furnace.judge(year, {"air.nox@F": "701"}).results
    for name in ("furnace_nox", "furnace_nox_2022"):
        result = found[f"flat_glass.limits.{name}[F]"]
        assert (result.status, result.level) == ("blank", "")
        assert "glass.edition" in result.missing


@pytest.mark.parametrize(
    ("used", "wanted"),
    [
        ("na2co3", "41.49"), ("caco3", "43.97"), ("dolomite", "47.73"), ("mgco3", "52.2"),
        ("k2co3", "31.84"), ("li2co3", "59.55"), ("baco3", "22.3"), ("srco3", "29.8"),
        ("nahco3", "52.37"), ("feco3", "37.99"), ("mnco3", "38.29"),
    ],
)  # fmt: skip
def test_carbonates(used: str, wanted: str) -> None:
    """100 t of pure carbonate; wholly calcined unless measured."""
    whole = GLASS.judge(2024, {f"glass.carbonate.{used}": "100"}).results
    assert whole[f"carbon.process.glass_{used}"].value == Decimal(wanted)
    part = {f"glass.carbonate.{used}": "100", f"glass.calcined.{used}": "50"}
    half = GLASS.judge(2024, part).results[f"carbon.process.glass_{used}"]
    assert half.value == Decimal(wanted) / 2


def test_carbon_powder() -> None:
    whole = GLASS.judge(2024, {"glass.carbon_powder": "3"}).results
    assert whole["carbon.process.glass_carbon"].value == 11
    measured = GLASS.judge(2024, {"glass.carbon_powder": "3", "glass.carbon_content": "90"}).results
    value = measured["carbon.process.glass_carbon"].value
    assert value is not None
    assert round(value, 20) == Decimal("9.9")


def test_one_fuel_table_in_all_years() -> None:
    for year in (2020, 2023, 2026):
        model = GLASS.model(year)
        assert model.parameters["cf.anthracite.ncv"].value == Decimal("20.304")


@pytest.mark.parametrize(("new", "compliant"), [("no", 1), ("yes", 0)])
def test_a_new_project_is_held_to_level_2(new: str, compliant: int) -> None:
    answers = PLAIN | {"glass.capacity": "600", "glass.rate": "12", "glass.new_build": new}
    result = judge_line(2024, "flat", answers).results["flat_glass.quota"]
    assert result.level == "Q3"
    assert result.figures
    assert result.figures.values["compliant"] == compliant
