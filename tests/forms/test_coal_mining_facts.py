"""The coal mining pack against its sources, typed in independently."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from desktop_app.core.pack import Confidence, Direction, Met
from tests.forms.industry import Industry

MINING = Industry("coal_mining", "B0610")
WASHING = {
    "coal_mining.kind": "underground", "coal_mining.wash_coal": "coking",
    "coal_mining.process": "dense_float", "coal_mining.wash_power": "7000000",
    "coal_mining.washed_in": "830000",
}  # fmt: skip


def test_the_pack_has_no_errors() -> None:
    assert MINING.errors() == []


def test_weights_of_the_groups() -> None:
    weights = {group.id: group.weight for group in MINING.table("coal_mining.cp").groups}
    assert weights == {
        "equipment": Decimal("0.25"), "resource": Decimal("0.2"), "recycle": Decimal("0.15"),
        "ecology": Decimal("0.15"), "management": Decimal("0.25"),
    }  # fmt: skip


def test_39_numbers_some_with_alternatives() -> None:
    numbers = {row.no for row in MINING.table("coal_mining.cp").indicators}
    wanted = {str(no) for no in range(1, 40)} - {"8", "10", "18", "21"}
    assert numbers == wanted | {"8a", "8b", "10a", "10b", "18a", "18b", "21a", "21b", "21c"}


def test_limiting_indicators() -> None:
    limiting = [row.no for row in MINING.table("coal_mining.cp").indicators if row.limiting]
    assert limiting == ["14", "15", "20", "21a", "21b", "21c", "26", "28", "30", "37"]


@pytest.mark.parametrize(
    ("own_id", "weight", "wanted"),
    [
        ("heading", "0.08", ["90", "85", "80"]),
        ("longwall", "0.08", ["95", "90", "85"]),
        ("washed", "0.1", ["100", "90", "80"]),
        ("power", "0.15", ["18", "22", "25"]),
        ("water", "0.15", ["0.1", "0.2", "0.3"]),
        ("gangue", "0.3", ["85", "80", "75"]),
        ("sewage", "0.2", ["100", "95", "90"]),
        ("gas_use", "0.2", ["85", "70", "60"]),
        ("safe_disposal", "0.15", ["100", "100", "100"]),
        ("gangue_cover", "0.15", ["100", "90", "80"]),
        ("emission_total", "0.2", ["100", "100", "100"]),
        ("reclaim", "0.2", ["80", "75", "70"]),
        ("green", "0.15", ["30", "25", "20"]),
    ],
)
def test_levels_and_weights(own_id: str, weight: str, wanted: list[str]) -> None:
    assert MINING.row("coal_mining.cp", own_id).weight == Decimal(weight)
    assert MINING.cells("coal_mining.cp", own_id) == wanted


@pytest.mark.parametrize(
    ("own_id", "wanted"),
    [
        ("mine_water_scarce", ["95", "90", "85"]),
        ("mine_water_general", ["85", "75", "70"]),
        ("mine_water_rich", ["70", "65", "60"]),
    ],
)
def test_mine_water_by_area_shares_one_weight(own_id: str, wanted: list[str]) -> None:
    row = MINING.row("coal_mining.cp", own_id)
    assert (row.pool, row.pool_weight) == ("mine_water", Decimal("0.3"))
    assert MINING.cells("coal_mining.cp", own_id) == wanted


def test_nothing_is_firm_and_no_uncertain_number_is_judged() -> None:
    rows = MINING.table("coal_mining.cp").indicators
    assert {row.cited.confidence for row in rows} == {Confidence.RECALLED, Confidence.UNSURE}
    uncertain = [row for row in rows if row.cited.confidence is Confidence.UNSURE]
    assert not any(row.limiting for row in uncertain)
    numbers = [row for row in uncertain if row.parts[0].direction is not Direction.CHOICE]
    assert [row.id for row in numbers] == ["subsidence"]
    assert {cell.met for cell in numbers[0].parts[0].thresholds} == {Met.UNKNOWN}


def test_an_open_pit_is_not_judged_by_the_table_of_underground_mines() -> None:
    results = MINING.judge(2024, {"coal_mining.kind": "open_pit"}).results
    assert results["coal_mining.cp"].status == "n.a."


@pytest.mark.parametrize(
    ("own_id", "wanted", "begins"),
    [
        ("underground", ["2.5", "6.2", "10.8"], date(2026, 8, 1)),
        ("open_pit", ["3.0", "5.4", "8.0"], date(2026, 8, 1)),
        ("coking", ["5.0", "7.0", "8.5"], date(2020, 7, 1)),
        ("steam", ["2.0", "3.0", "4.5"], date(2020, 7, 1)),
    ],
)
def test_quotas(own_id: str, wanted: list[str], begins: date) -> None:
    assert MINING.cells("coal_mining.quota", own_id) == wanted
    assert MINING.row("coal_mining.quota", own_id).valid_from == begins


@pytest.mark.parametrize(
    ("coal", "process", "wanted"),
    [
        ("coking", "jig", "1.26"), ("coking", "jig_float", "1.0"), ("coking", "dense", "1.12"),
        ("coking", "dense_float", "0.83"), ("coking", "dense_jig_float", "0.78"),
        ("steam", "dry", "1.04"), ("steam", "jig", "0.94"), ("steam", "jig_float", "0.8"),
        ("steam", "jig_dense", "0.85"), ("steam", "dense", "0.89"),
        ("steam", "dense_float", "0.76"), ("steam", "dense_jig_float", "0.72"),
    ],
)  # fmt: skip
def test_the_factor_of_a_washing_process(coal: str, process: str, wanted: str) -> None:
    """10 kWh/t as measured, so the comparable figure is ten times the factor."""
    results = MINING.judge(
        2024,
        {
            "coal_mining.wash_coal": coal, "coal_mining.process": process,
            "coal_mining.wash_power": "10000", "coal_mining.washed_in": "1000",
        },
    ).results  # fmt: skip
    assert results[f"coal_mining.quota.{coal}"].value == 10 * Decimal(wanted)


def test_a_figure_on_the_limit_meets_it_and_one_above_by_a_hair_does_not() -> None:
    assert MINING.judge(2024, WASHING).results["coal_mining.quota.coking"].level == "Q2"
    more = WASHING | {"coal_mining.wash_power": "7000000.01"}
    assert MINING.judge(2024, more).results["coal_mining.quota.coking"].level == "Q3"


@pytest.mark.parametrize("process", ["dry", "jig_dense", "other"])
def test_coking_coal_by_a_process_outside_annex_a_gets_no_level(process: str) -> None:
    found = MINING.judge(2024, WASHING | {"coal_mining.process": process})
    assert found.results["coal_mining.quota.coking"].status == "n.a."


def test_no_power_or_no_coal_gets_no_level() -> None:
    for name in ("wash_power", "washed_in"):
        found = MINING.judge(2024, WASHING | {f"coal_mining.{name}": "0"})
        assert found.results["coal_mining.quota.coking"].status == "n.a."


def test_a_blank_process_leaves_the_row_open() -> None:
    answers = {key: text for key, text in WASHING.items() if key != "coal_mining.process"}
    result = MINING.judge(2024, answers).results["coal_mining.quota.coking"]
    assert (result.status, result.level) == ("blank", "")


def test_mining_is_not_judged_before_the_new_standard_nor_without_the_converted_figure() -> None:
    answers = {"coal_mining.kind": "underground", "coal_mining.rate": "6.2"}
    assert "coal_mining.quota.underground" not in MINING.judge(2025, answers).results
    assert MINING.judge(2026, answers).results["coal_mining.quota.underground"].level == "Q2"
    del answers["coal_mining.rate"]
    open_still = MINING.judge(2026, answers).results["coal_mining.quota.underground"]
    assert open_still.level == ""


def test_factors_of_methane() -> None:
    found = {
        key: MINING.parameter(2024, key)
        for key in (
            "coal_mining.ef.post_high", "coal_mining.ef.post_low", "coal_mining.ef.surface",
            "const.ch4_density", "gwp.ch4",
        )
    }  # fmt: skip
    assert list(found.values()) == [
        Decimal("2.01"), Decimal("0.6"), Decimal("1.34"), Decimal("7.17"), Decimal(21)
    ]  # fmt: skip


def test_an_open_pit_has_no_default_for_what_follows_mining() -> None:
    answers = {"coal_mining.kind": "open_pit", "output.raw_coal_mined": "1000000"}
    results = MINING.judge(2024, answers).results
    assert results["coal_mining.ch4.mine"].value == 1340
    assert results["coal_mining.ch4.post"].status == "n.a."


@pytest.mark.parametrize(
    ("own_id", "wanted"),
    [
        ("new_ss", "50"), ("new_cod", "50"), ("new_oil", "5"), ("new_fe", "6"), ("new_mn", "4"),
        ("old_ss", "70"), ("old_cod", "70"), ("old_oil", "10"), ("old_fe", "7"), ("old_mn", "4"),
        ("wash_ss", "70"), ("wash_cod", "70"), ("wash_oil", "5"),
        ("toxic_hg", "0.05"), ("toxic_cd", "0.1"), ("toxic_cr", "1.5"), ("toxic_cr6", "0.5"),
        ("toxic_pb", "0.5"), ("toxic_as", "0.5"), ("toxic_zn", "2.0"), ("toxic_f", "10"),
    ],
)  # fmt: skip
def test_water_limits(own_id: str, wanted: str) -> None:
    assert MINING.cells("coal_mining.water_limits", own_id) == ["absent", "absent", wanted]


def test_dust_limit() -> None:
    assert MINING.cells("coal_mining.limits", "dust_pm") == ["absent", "absent", "80"]


def test_gangue_that_is_not_accounted_for_is_found() -> None:
    amounts = {
        "coal_mining.gangue.generated": "1000", "coal_mining.gangue.used": "700",
        "coal_mining.gangue.stored": "300",
    }  # fmt: skip
    assert MINING.judge(2024, amounts).results["coal_mining.gangue_left"].value == 0
    assert MINING.judge(2024, amounts).results["coal_mining.policy.gangue"].level == "MET"
