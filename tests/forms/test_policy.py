"""The plan of Guizhou as policy tables: where it is in force, how rows bind, what is compared."""

from __future__ import annotations

import tomllib
from datetime import date

import pytest

from desktop_app.app.case_file import read_case_file
from desktop_app.core.duties import Tally, duties_of
from desktop_app.core.evaluate import Evaluation, evaluate
from desktop_app.core.methods.duties import DUTY, ENCOURAGED, TARGET
from desktop_app.core.model import Model
from desktop_app.core.pack import Limb
from tests.forms.industry import ROOT, catalog

PLAN = "gz_plan"
PILOTS = (
    "开阳", "播州", "关岭", "镇宁", "盘州", "钟山", "镇远", "长顺", "兴义", "望谟", "威宁", "黔西",
    "松桃",
)  # fmt: skip


def model(region: str, year: int = 2025) -> Model:
    found = catalog().model(("general",), year, region)
    assert isinstance(found, Model)
    return found


def worked(name: str) -> Evaluation:
    read = read_case_file(ROOT / "forms" / "general" / "cases" / name, catalog())
    assert read.case is not None
    assert read.model is not None
    return evaluate(read.model, read.case)


def test_every_policy_table_is_judged_by_duties_and_cites_its_clause() -> None:
    tables = [
        table for pack in catalog().packs for table in pack.assessments if table.limb is Limb.POLICY
    ]
    assert tables
    for table in tables:
        assert (table.method, table.scale) == ("duties.v1", "policy"), table.id
        assert table.cited.source != PLAN or table.id.endswith(".policy")
        for row in table.indicators:
            if row.cited.source == PLAN:
                assert row.cited.clause, f"{table.id}.{row.id}"


def test_there_is_one_source_for_the_plan() -> None:
    title = "贵州省减污降碳协同增效实施方案"
    named = [
        (pack.id, one.id) for pack in catalog().packs for one in pack.sources if one.title == title
    ]
    assert named == [("general", PLAN)]


@pytest.mark.parametrize(("region", "there"), [("520201", True), ("", True), ("320200", False)])
def test_the_plan_is_in_force_in_guizhou(region: str, there: bool) -> None:
    assert any(one.id == "general.policy" for one in model(region).assessments) is there


def test_the_plan_is_in_force_from_its_year() -> None:
    assert all(one.id != "general.policy" for one in model("520201", 2022).assessments)
    assert any(one.id == "general.policy" for one in model("520201", 2023).assessments)


def test_the_pilot_counties_are_those_of_the_plan() -> None:
    rows = tomllib.loads((ROOT / "forms/shared/regions.toml").read_text(encoding="utf-8"))
    names = {
        one["code"]: one["name"]
        for table in rows.values()
        if isinstance(table, list)
        for one in table
        if "prefecture" in one
    }
    assert len(names) == 88
    pilots = [
        name for code, name in names.items() if model(code).parameters["policy.pv_pilot"].value == 1
    ]
    assert sorted(one for one in PILOTS if any(p.startswith(one) for p in pilots)) == sorted(PILOTS)
    assert len(pilots) == len(PILOTS)


@pytest.mark.parametrize(
    ("region", "wanted"),
    [("522601", 1), ("520502", 1), ("520628", 1), ("520201", 0), ("520121", 0)],
)
def test_heavy_metals_are_treated_where_the_plan_says(region: str, wanted: int) -> None:
    assert model(region).parameters["policy.metal_region"].value == wanted


def test_how_far_rows_bind() -> None:
    table = next(one for one in model("520201").assessments if one.id == "general.policy")
    kinds = {row.id: row.group for row in table.indicators}
    assert kinds["audit"] == kinds["permit"] == kinds["entry_clean"] == DUTY
    assert kinds["solid"] == kinds["solid_kind"] == kinds["benchmark"] == TARGET
    assert kinds["rooftop"] == kinds["transport"] == kinds["entry_energy"] == ENCOURAGED
    due = {row.id: row.deadline for row in table.indicators if row.deadline}
    assert due == dict.fromkeys(("solid", "solid_kind", "benchmark"), date(2025, 12, 31))


def test_counts_of_the_worked_case_of_2025() -> None:
    found = duties_of(worked("policy_2025.toml"))
    assert found.duty == Tally(met=5, unmet=2, open=1, later=0)
    assert found.target == Tally(met=2, unmet=1, open=0, later=0)
    assert found.encouraged == Tally(met=4, unmet=3, open=0, later=0)


def test_counts_of_the_worked_case_of_2024() -> None:
    found = duties_of(worked("policy_2024.toml"))
    assert found.duty == Tally(met=4, unmet=1, open=0, later=0)
    assert found.target == Tally(met=0, unmet=0, open=0, later=1)
