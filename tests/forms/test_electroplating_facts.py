"""The electroplating pack against its table, typed in independently, and its worked cases."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from desktop_app.app.case_file import CaseFile, read_case_file
from desktop_app.app.catalog import Catalog
from desktop_app.app.paths import Paths
from desktop_app.core.check import check_pack
from desktop_app.core.evaluate import Evaluation, evaluate
from desktop_app.core.pack import Assessment, Confidence, Indicator, Met, Pack

ROOT = Path(__file__).resolve().parents[2]
CASES = ROOT / "forms" / "electroplating" / "cases"


@pytest.fixture(scope="module")
def catalog(tmp_path_factory: pytest.TempPathFactory) -> Catalog:
    return Catalog(Paths(ROOT, tmp_path_factory.mktemp("user")))


@pytest.fixture(scope="module")
def pack(catalog: Catalog) -> Pack:
    return catalog.library.packs["electroplating"]


@pytest.fixture(scope="module")
def table(pack: Pack) -> Assessment:
    (found,) = pack.assessments
    return found


def judged(catalog: Catalog, name: str) -> tuple[CaseFile, Evaluation]:
    read = read_case_file(CASES / f"{name}.toml", catalog)
    assert not read.problems
    assert read.case is not None
    assert read.model is not None
    return read, evaluate(read.model, read.case)


def row(table: Assessment, no: str) -> Indicator:
    (found,) = (one for one in table.indicators if one.no == no)
    return found


def limits(indicator: Indicator) -> list[str]:
    (part,) = indicator.parts
    return [cell.limit.source if cell.limit else cell.met.value for cell in part.thresholds]


def test_the_pack_has_no_errors(catalog: Catalog, pack: Pack) -> None:
    found = check_pack(pack, catalog.library.packs)
    assert [one for one in found if one.severity == "error"] == []
    assert {one.code for one in found} <= {"pack.confidence_low"}


def test_all_25_indicators_are_there(table: Assessment) -> None:
    assert [one.no for one in table.indicators] == [str(no) for no in range(1, 26)]


@pytest.mark.parametrize(
    ("no", "wanted"),
    [
        ("5", ["8", "24", "40"]),
        ("6", ["82", "80", "75"]),
        ("7", ["90", "80", "75"]),
        ("8", ["95", "85", "80"]),
        ("9", ["60", "24", "20"]),
        ("10", ["90", "80", "70"]),
        ("11", ["98", "95", "90"]),
        ("12", ["98", "95", "90"]),
        ("13", ["60", "40", "30"]),
        ("14", ["100", "100", "100"]),
        ("15", ["4", "3", "3"]),
    ],
)
def test_levels(table: Assessment, no: str, wanted: list[str]) -> None:
    assert limits(row(table, no)) == wanted


def test_groups_weigh_one(table: Assessment) -> None:
    weights = [group.weight or Decimal(0) for group in table.groups]
    assert weights == [Decimal(text) for text in ("0.33", "0.1", "0.18", "0.16", "0.07", "0.16")]
    assert sum(weights) == 1


def test_rows_weigh_one_in_each_group(table: Assessment) -> None:
    for group in table.groups:
        members = [one for one in table.indicators if one.group == group.id]
        pools = {one.pool: one.pool_weight for one in members if one.pool}
        own = sum(one.weight for one in members if one.weight is not None)
        assert own + sum(weight or 0 for weight in pools.values()) == 1


def test_seven_metals_share_four_fifths(table: Assessment) -> None:
    pooled = [one for one in table.indicators if one.pool]
    assert [one.no for one in pooled] == ["6", "7", "8", "9", "10", "11", "12"]
    assert {one.pool_weight for one in pooled} == {Decimal("0.8")}
    assert all(one.applies is not None for one in pooled)


def test_limiting_indicators(table: Assessment) -> None:
    limiting = [one.no for one in table.indicators if one.limiting]
    assert limiting == ["5", "14", "15", "16", "18", "19", "21", "23", "25"]


def test_what_is_only_remembered_says_so(table: Assessment) -> None:
    firm = [one.no for one in table.indicators if one.cited.confidence is Confidence.CONFIRMED]
    assert firm == [str(no) for no in range(1, 13)]
    remembered = [one for one in table.indicators if one.cited.confidence is Confidence.RECALLED]
    assert all(one.cited.evidence == () for one in remembered)


def test_merged_cells_are_offered_once(pack: Pack) -> None:
    (item,) = (one for one in pack.items if one.key == "electroplating.cp.process")
    assert [option.id for option in item.options] == ["L1", "L2", "below"]


def test_texts_leave_no_reference_to_another_cell(table: Assessment) -> None:
    texts = [
        cell.text
        for one in table.indicators
        for cell in one.parts[0].thresholds
        if cell.met is Met.TEXT
    ]
    assert texts
    assert not [text for text in texts if "同Ⅰ级" in text or "同Ⅱ级" in text]


def test_what_is_missing_is_named(catalog: Catalog) -> None:
    _read, evaluation = judged(catalog, "blanks")
    missing = evaluation.results["electroplating.cp"].missing
    assert missing == ("electroplating.cp.process", "electroplating.cp.lines")


def test_a_plated_metal_without_figures_stays_blank(catalog: Catalog) -> None:
    """A metal said to be plated may not drop out by leaving its optional figures unlisted."""
    read, _evaluation = judged(catalog, "blanks")
    assert read.case is not None
    assert read.model is not None
    kept = {
        key: datum for key, datum in read.case.data.items() if key.item != "electroplating.rate.zn"
    }
    case = type(read.case)(read.case.enterprise, read.case.year, read.case.packs, kept)
    zinc = evaluate(read.model, case).results["electroplating.cp.use_zn"]
    assert zinc.status == "blank"
    assert "electroplating.rate.zn" in zinc.missing
