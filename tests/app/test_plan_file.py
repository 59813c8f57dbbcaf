"""Plans in case files: what is expected with them comes out, and what is wrong is told by place."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from desktop_app.app.case_file import CaseFile, read_case_file
from desktop_app.app.catalog import Catalog
from desktop_app.app.example import store_case
from desktop_app.app.paths import find_paths
from desktop_app.app.session import CaseSession
from desktop_app.core.evaluate import Evaluation, evaluate
from desktop_app.core.improve.effect import forecast
from desktop_app.core.planned import Progress
from desktop_app.store.library import Library

PLAN = Path(__file__).resolve().parents[1] / "data" / "plans" / "cement_2024.toml"


@pytest.fixture(scope="module")
def catalog(tmp_path_factory: pytest.TempPathFactory) -> Catalog:
    return Catalog(find_paths(tmp_path_factory.mktemp("user")))


@pytest.fixture(scope="module")
def worked(catalog: Catalog) -> CaseFile:
    read = read_case_file(PLAN, catalog)
    assert not read.problems, [one.sentence() for one in read.problems]
    return read


def judged(read: CaseFile) -> Evaluation:
    assert read.model is not None
    assert read.case is not None
    return evaluate(read.model, read.case)


def test_the_worked_plan_brings_what_was_worked_out_by_hand(worked: CaseFile) -> None:
    evaluation = judged(worked)
    found = forecast(evaluation, evaluation.case.plan)
    after = found.together.evaluation.results
    for row in worked.expect_after:
        result = after[row["id"]]
        if "value" in row:
            assert result.value is not None
            assert abs(result.value - Decimal(row["value"])) < Decimal("0.0000001"), row
        if "level" in row:
            assert result.level == row["level"], row
    money = [one and int(one) for one in (found.money.investment, found.money.yearly)]
    assert money == [5045, 514]
    assert {one.code for one in found.together.problems} == {"plan.overlap"}


def test_names_of_measures_come_from_the_pack(worked: CaseFile) -> None:
    assert worked.case is not None
    plan = worked.case.plan
    assert [one.on for one in plan] == [True] * 4 + [False]
    assert plan[0].name.startswith("选择性催化还原脱硝")
    assert plan[2].progress is Progress.RUNNING
    assert plan[1].investment == 1800


def test_a_plan_is_stored_with_its_case(worked: CaseFile, catalog: Catalog, tmp_path: Path) -> None:
    library = Library.open(tmp_path / "企业 库.nzl")
    assert isinstance(library, Library)
    session = store_case(worked, library, catalog, "打开")
    assert isinstance(session, CaseSession)
    assert worked.case is not None
    assert session.case.plan == worked.case.plan
    assert library.load(session.case_id).plan == worked.case.plan


BROKEN = """
[case]
year = 2024
packs = ["general", "cement"]

[enterprise]
name = "某水泥厂"
region = "520300"
industry = "C3011"

[[plan]]
name = "措施"
investment = "很多"
years = "0"
progress = "someday"
colour = "green"
due = "2025-13-01"
changes = [
  { key = "energy.electricty", change = "-10%" },
  { key = "energy.electricity", change = "少一点" },
  { key = "energy.electricity", change = "-10%", month = 13 },
  { key = "energy.electricity", change = "-10%", year = 2024 },
]

[[plan]]
name = "另一项"
changes = "-10%"
"""


def test_everything_wrong_in_a_plan_is_told_with_its_place(
    catalog: Catalog, tmp_path: Path
) -> None:
    path = tmp_path / "方案.toml"
    path.write_text(BROKEN, encoding="utf-8")
    told = [
        (one.code, one.where.path)
        for one in read_case_file(path, catalog).problems
        if one.where.path.startswith("plan")
    ]
    assert sorted(told) == sorted(
        [
            ("file.field_unknown", "plan[0].colour"),
            ("data.unknown_key", "plan[0].changes[0]"),
            ("number.unreadable", "plan[0].changes[1]"),
            ("file.field_type", "plan[0].changes[2]"),
            ("file.field_unknown", "plan[0].changes[3].year"),
            ("plan.bad_money", "plan[0].investment"),
            ("file.field_type", "plan[0].progress"),
            ("plan.bad_years", "plan[0]"),
            ("plan.bad_date", "plan[0]"),
            ("file.field_type", "plan[1].changes"),
        ]
    )
