"""A data file is judged beside the file of the year before it names; a wrong one is told."""

from __future__ import annotations

from pathlib import Path

import pytest

from desktop_app.app.case_file import read_case_file
from desktop_app.app.catalog import Catalog
from desktop_app.app.file_before import JudgedFile, judge_file
from desktop_app.app.paths import find_paths
from desktop_app.core.problems import Problem, Severity

STEEL = find_paths().forms / "steel" / "cases"


@pytest.fixture(scope="module")
def catalog(tmp_path_factory: pytest.TempPathFactory) -> Catalog:
    return Catalog(find_paths(tmp_path_factory.mktemp("user")))


def plant(folder: Path, name: str, year: int, *, who: str = "某电镀厂", more: str = "") -> Path:
    path = folder / name
    path.write_text(
        f'[case]\nyear = {year}\npacks = ["electroplating"]\n{more}\n'
        f'[enterprise]\nname = "{who}"\nregion = "520100"\n'
        f'[[data]]\nkey = "energy.bituminous"\nvalue = "{year}"\nunit = "t"\n',
        encoding="utf-8",
    )
    return path


def judged(path: Path, catalog: Catalog) -> JudgedFile:
    return judge_file(path, read_case_file(path, catalog), catalog)


def errors(found: JudgedFile) -> list[Problem]:
    return [one for one in found.problems if one.severity is Severity.ERROR]


def test_the_year_before_is_judged_and_its_figures_are_carried(catalog: Catalog) -> None:
    found = judged(STEEL / "demo_2023.toml", catalog)
    assert found.problems == ()
    assert found.evaluation is not None
    assert found.last is not None
    assert found.last.case.year == 2022
    carried = found.evaluation.values["co.last.co2"]
    assert carried.number == found.last.values["carbon.total"].number


def test_a_file_without_a_year_before_is_judged_alone(odd_path: Path, catalog: Catalog) -> None:
    found = judged(plant(odd_path, "今年.toml", 2024), catalog)
    assert found.evaluation is not None
    assert found.last is None


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("没有.toml", "file.missing"),
        ("../去年.toml", "case.previous_elsewhere"),
        ("..", "case.previous_elsewhere"),
        ("C:去年.toml", "case.previous_elsewhere"),
        ("前年.toml", "case.previous_year"),
        ("别家.toml", "case.previous_other"),
        ("今年.toml", "case.previous_year"),
        ("坏的.toml", "file.not_toml"),
    ],
)
def test_what_is_no_year_before_is_told_and_not_used(
    odd_path: Path, catalog: Catalog, name: str, code: str
) -> None:
    plant(odd_path, "前年.toml", 2022)
    plant(odd_path, "别家.toml", 2023, who="另一家")
    (odd_path / "坏的.toml").write_text("[case", encoding="utf-8")
    found = judged(plant(odd_path, "今年.toml", 2024, more=f'previous = "{name}"'), catalog)
    assert [one.code for one in errors(found)] == [code]
    assert found.evaluation is not None
    assert found.last is None


def test_an_enterprise_that_changed_its_name_is_known_by_its_code(
    odd_path: Path, catalog: Catalog
) -> None:
    code = 'uscc = "91520900MA6DLXQE4W"\nregion'
    for name, year, who, more in (
        ("去年.toml", 2023, "旧名厂", ""),
        ("今年.toml", 2024, "新名厂", 'previous = "去年.toml"'),
    ):
        path = plant(odd_path, name, year, who=who, more=more)
        path.write_text(path.read_text("utf-8").replace("region", code), encoding="utf-8")
    found = judged(odd_path / "今年.toml", catalog)
    assert found.last is not None
    assert found.last.case.enterprise.name == "旧名厂"
