"""The steel pack against its sources, typed in independently, and its worked cases."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from desktop_app.app.case_file import CaseFile, read_case_file
from desktop_app.app.catalog import Catalog
from desktop_app.app.paths import Paths
from desktop_app.core.check import check_pack
from desktop_app.core.data import Case, Datum, Enterprise, Key, Period, State
from desktop_app.core.evaluate import Evaluation, evaluate
from desktop_app.core.model import Model
from desktop_app.core.pack import Assessment, Confidence, Indicator, Met, Pack

ROOT = Path(__file__).resolve().parents[2]
CASES = ROOT / "forms" / "steel" / "cases"
FORGED = Enterprise("虚构", region="520200", industry="C3120")


@pytest.fixture(scope="module")
def catalog(tmp_path_factory: pytest.TempPathFactory) -> Catalog:
    return Catalog(Paths(ROOT, tmp_path_factory.mktemp("user")))


@pytest.fixture(scope="module")
def pack(catalog: Catalog) -> Pack:
    return catalog.library.packs["steel"]


def model_of(catalog: Catalog, year: int, region: str = "520200") -> Model:
    found = catalog.model(("steel",), year, region, "C3120")
    assert isinstance(found, Model)
    return found


def judged(catalog: Catalog, name: str) -> tuple[CaseFile, Evaluation]:
    read = read_case_file(CASES / f"{name}.toml", catalog)
    assert not read.problems
    assert read.case is not None
    assert read.model is not None
    return read, evaluate(read.model, read.case)


def judge(catalog: Catalog, year: int, amounts: Mapping[str, str]) -> Evaluation:
    """A case of year figures in their own units; words are answers."""
    data = {}
    for name, text in amounts.items():
        key = Key(name, Period(year))
        number = text.lstrip("-").replace(".", "").isdigit()
        datum = (
            Datum(key, State.GIVEN, Decimal(text)) if number else Datum(key, State.GIVEN, text=text)
        )
        data[key] = datum
    model = model_of(catalog, year)
    return evaluate(model, Case(FORGED, year, ("steel",), data))


def table(pack: Pack, name: str) -> Assessment:
    (found,) = (one for one in pack.assessments if one.id == name)
    return found


def row(assessment: Assessment, own_id: str) -> Indicator:
    (found,) = (one for one in assessment.indicators if one.id == own_id)
    return found


def cells(indicator: Indicator, part: int = 0) -> list[str]:
    thresholds = indicator.parts[part].thresholds
    return [cell.limit.source if cell.limit else cell.met.value for cell in thresholds]


def test_the_pack_has_no_errors(catalog: Catalog, pack: Pack) -> None:
    found = check_pack(pack, catalog.library.packs)
    assert [(one.code, str(one.where)) for one in found if one.severity == "error"] == []


def test_48_indicators_of_which_one_has_three_depths(pack: Pack) -> None:
    numbers = [one.no for one in table(pack, "steel.cp").indicators]
    wanted = [str(no) for no in range(1, 49) if no != 30]
    assert sorted(numbers) == sorted([*wanted, "30a", "30b", "30c"])


def test_limiting_indicators(pack: Pack) -> None:
    limiting = [one.no for one in table(pack, "steel.cp").indicators if one.limiting]
    assert limiting == ["23", "28", "39", "40", "41", "42"]


def test_no_weight_is_invented(pack: Pack) -> None:
    found = table(pack, "steel.cp")
    assert found.options["weights"] == "missing"
    assert {group.weight for group in found.groups} == {None}
    assert {one.weight for one in found.indicators} == {None}


@pytest.mark.parametrize(
    ("own_id", "wanted"),
    [
        ("hot_metal_link", ["80", "100", "130"]),
        ("coal_moisture", ["60", "40", "free"]),
        ("sinter_heat", ["10", "8", "6"]),
        ("bfg_dry", ["100", "80", "50"]),
        ("energy_coking", ["115", "125", "155"]),
        ("energy_sintering", ["50", "53", "56"]),
        ("energy_pelletizing", ["21", "26", "36"]),
        ("energy_ironmaking", ["390", "417", "446"]),
        ("fuel_ratio", ["490", "520", "540"]),
        ("blast_temperature", ["1240", "1200", "1180"]),
        ("energy_bof", ["-20", "-8", "0"]),
        ("steel_charge", ["1080", "1090", "1100"]),
        ("fresh_water", ["3.5", "3.8", "4.1"]),
        ("secondary_power", ["45", "35", "25"]),
        ("yield_hot", ["99", "98", "97"]),
        ("yield_cold", ["98", "96", "94"]),
        ("yield_coated", ["96", "94", "92"]),
        ("waste_water", ["1.4", "1.6", "1.8"]),
        ("cod", ["0.06", "0.08", "0.1"]),
        ("nh3n", ["0.006", "0.01", "0.013"]),
        ("so2", ["0.8", "1.2", "1.6"]),
        ("nox", ["0.9", "1.2", "1.8"]),
        ("hazardous", ["80", "70", "50"]),
    ],
)
def test_clean_production_levels(pack: Pack, own_id: str, wanted: list[str]) -> None:
    assert cells(row(table(pack, "steel.cp"), own_id)) == wanted


def test_two_gases_make_one_indicator(pack: Pack) -> None:
    both = row(table(pack, "steel.cp"), "cog_desulf")
    assert [part.name for part in both.parts] == ["H2S", "HCN"]
    assert [cells(both, 0), cells(both, 1)] == [["150", "200", "250"], ["150", "180", "200"]]


def test_holes_stay_holes(pack: Pack) -> None:
    thresholds = row(table(pack, "steel.cp"), "hot_charging").parts[0].thresholds
    assert [cell.met for cell in thresholds] == [Met.TEXT, Met.UNKNOWN, Met.UNKNOWN]


@pytest.mark.parametrize(
    ("own_id", "wanted", "confidence"),
    [
        ("coke_top", ["110", "135"], Confidence.RECALLED),
        ("coke_stamp", ["110", "140"], Confidence.CONFIRMED),
        ("blast_furnace", ["361", "435"], Confidence.CONFIRMED),
        ("bof", ["-30", "-10"], Confidence.CONFIRMED),
        ("eaf_lt50", ["67", "86"], Confidence.RECALLED),
        ("eaf_ge50", ["61", "72"], Confidence.RECALLED),
    ],
)
def test_benchmark_and_baseline(
    pack: Pack, own_id: str, wanted: list[str], confidence: Confidence
) -> None:
    found = row(table(pack, "steel.benchmark"), own_id)
    assert cells(found) == wanted
    assert found.cited.confidence is confidence
    assert found.deadline == date(2025, 12, 31)


@pytest.mark.parametrize(
    ("process", "wanted"),
    [
        ("sinter", ("43", "46", "52")),
        ("pellet", ("15", "22", "33")),
        ("bf", ("361", "370", "415")),
        ("bof", ("-30", "-28", "-12")),
        ("eaf_ge70", ("61", "64", "72")),
        ("coke_top", ("110", "110", "135")),
        ("coke_stamp", ("115", "115", "140")),
    ],
)
def test_base_quotas(catalog: Catalog, process: str, wanted: tuple[str, str, str]) -> None:
    values = model_of(catalog, 2026).parameters
    found = tuple(values[f"steel.q.{process}.l{level}"].value for level in (1, 2, 3))
    assert found == tuple(Decimal(text) for text in wanted)


def test_small_arc_furnaces_have_no_second_level(pack: Pack) -> None:
    for own_id in ("eaf_lt50", "eaf_lt70"):
        thresholds = row(table(pack, "steel.quota"), own_id).parts[0].thresholds
        assert [cell.met for cell in thresholds] == [Met.LIMIT, Met.ABSENT, Met.LIMIT]


def test_quotas_begin_in_2026(pack: Pack) -> None:
    begins = {one.id: one.valid_from for one in table(pack, "steel.quota").indicators}
    assert begins.pop("coke_top") == begins.pop("coke_stamp") == date(2026, 5, 1)
    assert set(begins.values()) == {date(2026, 7, 1)}


def test_no_quota_is_judged_before_it_begins(catalog: Catalog) -> None:
    evaluation = judge(
        catalog, 2025, {"steel.has.ironmaking": "yes", "steel.rate.ironmaking": "400"}
    )
    assert evaluation.results["steel.quota"].status == "n.a."


def test_a_blank_correction_is_not_zero(catalog: Catalog) -> None:
    """361-415 kgce/t would be met at 400 without corrections, but they are not known yet."""
    known = {"steel.has.ironmaking": "yes", "steel.rate.ironmaking": "400"}
    result = judge(catalog, 2026, known).results["steel.quota.blast_furnace"]
    assert (result.level, result.level_high) == ("", "Q1")
    known |= {"steel.special_ore": "no", "steel.bf_grade": "62.5"}
    result = judge(catalog, 2026, known).results["steel.quota.blast_furnace"]
    assert result.level == "Q3"


@pytest.mark.parametrize(
    ("volatile", "wanted"),
    [
        ("21", "-8.3"), ("22", "-4.2"), ("23", "0"), ("24", "4.25"), ("25", "8.55"),
        ("26", "11"), ("27", "14.08"), ("28", "18.71"), ("23.5", "2.125"),
    ],
)  # fmt: skip
def test_volatile_matter_of_top_charged_coal(catalog: Catalog, volatile: str, wanted: str) -> None:
    evaluation = judge(catalog, 2026, {"steel.coke_volatile": volatile})
    assert evaluation.results["steel.coke_volatile_top"].value == Decimal(wanted)


@pytest.mark.parametrize(
    ("volatile", "wanted"),
    [
        ("25", "0"), ("26", "3.2"), ("27", "6.44"), ("28", "11.4"), ("29", "14.65"),
        ("30", "17.93"), ("31", "21.23"), ("32", "24.5"), ("27.5", "8.92"),
    ],
)  # fmt: skip
def test_volatile_matter_of_stamped_coal(catalog: Catalog, volatile: str, wanted: str) -> None:
    evaluation = judge(catalog, 2026, {"steel.coke_volatile": volatile})
    assert evaluation.results["steel.coke_volatile_stamp"].value == Decimal(wanted)


def test_volatile_matter_outside_the_table_is_not_extrapolated(catalog: Catalog) -> None:
    evaluation = judge(
        catalog,
        2026,
        {
            "steel.has.coking": "yes", "steel.oven": "top", "steel.rate.coking": "100",
            "steel.coke_volatile": "29",
        },
    )  # fmt: skip
    assert evaluation.results["steel.quota.coke_top"].status == "n.a."


def test_an_arc_furnace_quota(catalog: Catalog) -> None:
    """Stainless, 10 % hot metal: 61×1.1−8 = 59.1, 64×1.1−8 = 62.4, 72×1.1−8 = 71.2."""
    result = judge(
        catalog,
        2026,
        {
            "steel.has.eaf": "yes", "steel.eaf_capacity": "ge70", "steel.rate.eaf": "62",
            "steel.eaf_hot_metal": "10", "steel.eaf_grade": "stainless",
        },
    ).results["steel.quota.eaf_ge70"]  # fmt: skip
    assert result.standing is not None
    assert result.standing.limits == ("59.1", "62.4", "71.2")
    assert result.level == "Q2"


@pytest.mark.parametrize(
    ("name", "until_2023", "from_2024"),
    [
        ("limestone", "0.44", "0.44"),
        ("dolomite", "0.471", "0.471"),
        ("electrode", "3.663", "3.663"),
        ("pig_iron", "0.172", "0.172"),
        ("dri", "0.073", "0.073"),
        ("scrap", None, "0.037"),
        ("fecr", "0.275", None),
        ("hc_fecr", None, "0.348"),
        ("simn", None, "0.092"),
        ("fixed_steel", "0.0154", "0.037"),
        ("fixed_methanol", "1.375", None),
    ],
)
def test_factors_follow_the_guide_of_the_year(
    catalog: Catalog, name: str, until_2023: str | None, from_2024: str | None
) -> None:
    for year, wanted in ((2023, until_2023), (2024, from_2024)):
        found = model_of(catalog, year).parameters.get(f"ef.steel.{name}")
        assert (found.value if found else None) == (Decimal(wanted) if wanted else None)


def test_solid_fuels_burn_as_the_steel_guide_says(catalog: Catalog) -> None:
    assert model_of(catalog, 2023).parameters["cf.coke.of"].value == Decimal("0.93")
    assert model_of(catalog, 2024).parameters["cf.coke.of"].value == Decimal("0.98")


def test_a_measured_factor_closes_a_hole_of_the_guide(catalog: Catalog) -> None:
    used = {"steel.used.scrap": "1000"}
    assert judge(catalog, 2023, used).results["carbon.process.scrap"].status == "blank"
    used["steel.factor.scrap"] = "0.02"
    assert judge(catalog, 2023, used).results["carbon.process.scrap"].value == 20


@pytest.mark.parametrize(
    ("own_id", "wanted"),
    [
        ("sinter_head_pm", ["10", "40", "50"]),
        ("sinter_head_so2", ["35", "180", "200"]),
        ("sinter_head_nox", ["50", "300", "300"]),
        ("coke_oven_nox", ["150", "150", "500"]),
        ("hot_stove_so2", ["50", "unknown", "100"]),
        ("bof_primary_pm", ["unknown", "unknown", "50"]),
        ("lime_kiln_pm", ["10", "unknown", "unknown"]),
        ("power_gas_pm", ["5", "unknown", "unknown"]),
    ],
)
def test_emission_limits(pack: Pack, own_id: str, wanted: list[str]) -> None:
    assert cells(row(table(pack, "steel.limits"), own_id)) == wanted


def test_every_outlet_type_can_be_chosen(catalog: Catalog, pack: Pack) -> None:
    outlet = model_of(catalog, 2024).record_kinds["outlet"]
    (source,) = (field for field in outlet.fields if field.id == "source")
    offered = {option.id for option in source.options}
    used = {word for one in table(pack, "steel.limits").indicators for word in one.match["source"]}
    assert used <= offered


def test_sulphur_limit_of_coal_boilers_depends_on_the_province(catalog: Catalog) -> None:
    limits = {
        region: model_of(catalog, 2024, region).parameters["steel.limit.coal_so2"].value
        for region in ("130200", "520200")
    }
    assert limits == {"130200": 100, "520200": 200}


def test_without_weights_only_what_holds_for_all_is_said(catalog: Catalog) -> None:
    _read, evaluation = judged(catalog, "long_process_2024")
    result = evaluation.results["steel.cp"]
    assert result.value is None
    assert result.verdict is not None
    assert result.verdict.code == "verdict.no_weights"


def test_a_better_level_for_one_limit_does_not_imply_the_next(catalog: Catalog) -> None:
    """Old coke ovens: level 1 allows for age, level 2 does not."""
    _read, evaluation = judged(catalog, "quota_2026")
    standing = evaluation.results["steel.quota.coke_stamp"].standing
    assert standing is not None
    assert standing.limits == ("130.175", "127.675", "155.175")
    assert standing.met == (True, False, True)


def test_a_process_that_is_not_there_asks_for_nothing(catalog: Catalog) -> None:
    evaluation = judge(catalog, 2024, {"steel.has.coking": "no"})
    for own_id in ("coke_oven", "quenching", "cog_desulf", "coal_moisture", "energy_coking"):
        assert evaluation.results[f"steel.cp.{own_id}"].status == "n.a."


def test_an_unfilled_discharge_stays_blank(catalog: Catalog) -> None:
    result = judge(catalog, 2024, {"output.crude_steel": "1000000"}).results["steel.cp.so2"]
    assert result.status == "blank"


def test_arc_furnace_steel_is_not_counted_as_converter_steel(catalog: Catalog) -> None:
    amounts = {"output.crude_steel": "1000", "output.eaf_steel": "300", "steel.net.bof": "-14"}
    evaluation = judge(catalog, 2024, amounts)
    assert evaluation.results["steel.bof_output"].value == 700
    assert evaluation.results["steel.energy.bof"].value == -20
