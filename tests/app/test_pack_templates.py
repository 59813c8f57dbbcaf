"""A pack made of a filled template judges as the pack whose printed table was filled in."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path

import pytest

from desktop_app.app.case_file import read_case_file
from desktop_app.app.catalog import Catalog
from desktop_app.app.pack_checking import check_packs
from desktop_app.app.pack_files import pack_up
from desktop_app.app.pack_templates import MadePack, new_pack, write_template
from desktop_app.app.paths import Paths, find_paths
from desktop_app.core.evaluate import Evaluation, evaluate
from desktop_app.core.numbers import significant
from desktop_app.core.pack import Assessment, Direction, Indicator, Met, Part, Threshold
from desktop_app.core.problems import has_errors
from desktop_app.core.result import Status
from desktop_app.packs.pack_file import PackFile
from desktop_app.packs.toml_text import dumps
from desktop_app.packs.workbook.opening import read_book
from tests.packs.templates import Row, filled, row, written

DAY = date(2026, 11, 30)
SIGNS = {
    (Direction.HIGHER, False): "≥",
    (Direction.HIGHER, True): ">",
    (Direction.LOWER, False): "≤",
    (Direction.LOWER, True): "<",
}


@pytest.fixture(scope="module")
def shipped() -> Catalog:
    return Catalog(find_paths())


@pytest.fixture
def paths(odd_path: Path) -> Paths:
    return find_paths(odd_path / "user")


def printed(cell: Threshold, part: Part) -> str:
    """A level as a standard prints it."""
    if cell.met is Met.LIMIT:
        assert cell.limit is not None
        return f"{SIGNS[part.direction, part.strict]}{cell.limit.source}"
    return {Met.FREE: "无要求", Met.ABSENT: "不设", Met.UNKNOWN: "未知"}.get(cell.met, cell.text)


def weight_of(indicator: Indicator) -> str:
    if indicator.pool:
        return f"{indicator.pool_weight}/n"
    return "" if indicator.weight is None else str(indicator.weight)


def rows_of(table: Assessment) -> Iterator[Row]:
    """The rows of a table as printed, the group and its weight in the first row of each."""
    for group in table.groups:
        first = True
        for one in (each for each in table.indicators if each.group == group.id):
            (part,) = one.parts
            levels = [printed(cell, part) for cell in part.thresholds]
            head = {"group": group.name, "group_weight": group.weight} if first else {}
            star = "★" if one.limiting else ""
            cells = {"no": one.no, "unit": part.unit, "weight": weight_of(one)}
            yield row(f"{star}{one.name}", *levels, **cells, **head)
            first = False


def answered(found: Evaluation, table: Assessment, made: str) -> Iterator[Mapping[str, object]]:
    """What an enterprise would answer the new pack, from the rows the other pack has judged."""
    for number, one in enumerate(table.indicators, 1):
        result = found.results[f"{table.id}.{one.id}"]
        key = f"{made}.r{number:02}"
        if result.status is Status.NA:
            yield {"key": key, "state": "n.a.", "reason": "没有这种工艺"}
        elif one.parts[0].direction is Direction.CHOICE:
            if result.level:
                yield {"key": key, "text": result.level}
        elif result.value is not None:
            yield {
                "key": key,
                "value": f"{significant(result.value, 20):f}",
                "unit": one.parts[0].unit,
            }


def judged(made: MadePack, catalog: Catalog, folder: Path, data: Sequence[object]) -> Evaluation:
    case = {
        "case": {"year": 2024, "packs": ["general", made.id]},
        "enterprise": {"name": "示例", "region": "520100", "industry": "C3360"},
        "data": list(data),
    }
    path = folder / "case.toml"
    path.write_text(dumps(case), encoding="utf-8")
    read = read_case_file(path, catalog)
    assert not has_errors(read.problems), read.problems
    assert read.case is not None
    assert read.model is not None
    return evaluate(read.model, read.case)


CASES = [
    ("electroplating", "level_two", "electroplating.cp", {}),
    ("electroplating", "not_applicable", "electroplating.cp", {}),
    ("electroplating", "blanks", "electroplating.cp", {}),
    ("calcium_carbide", "plant_whole_2025", "calcium_carbide.cp", {"kind": "逐项对照：没有权重"}),
    ("hazardous_waste", "plant_2024", "hazardous_waste.cp", {}),
    ("coal_mining", "plant_whole_2026", "coal_mining.cp", {}),
    ("coking", "plant_whole_2026", "coking.cp", {"kind": "逐项对照：没有权重"}),
]


@pytest.mark.parametrize(("pack", "case", "table_id", "standard"), CASES)
def test_the_table_of_a_pack_typed_in_judges_alike(
    pack: str,
    case: str,
    table_id: str,
    standard: Mapping[str, str],
    shipped: Catalog,
    paths: Paths,
    odd_path: Path,
) -> None:
    file = paths.forms / pack / "cases" / f"{case}.toml"
    before = read_case_file(file, shipped)
    assert before.model is not None
    assert before.case is not None
    table = next(one for one in before.model.assessments if one.id == table_id)
    source = written(odd_path / "填好.xlsx", filled(rows_of(table), standard))
    catalog = Catalog(paths)
    made = new_pack(paths, catalog, source, today=DAY)
    asked = {one.code for one in made.doubts}
    assert asked <= {"template.unit_blank", "template.all_unknown"}
    assert made.folder == paths.user_forms / made.id
    assert made.rows == len(table.indicators)
    assert made.limiting == sum(one.limiting for one in table.indicators)
    assert made.id in {pack.id for pack in catalog.packs}
    old = evaluate(before.model, before.case)
    data = list(answered(old, table, f"{made.id}.cp"))
    new = judged(made, catalog, odd_path, data)
    first, second = old.results[table_id], new.results[f"{made.id}.cp"]
    assert first.figures is not None
    assert second.figures is not None
    assert (second.level, second.level_low, second.level_high) == (
        first.level,
        first.level_low,
        first.level_high,
    )
    assert (second.value, second.low, second.high) == (first.value, first.low, first.high)
    for number, one in enumerate(table.indicators, 1):
        mine = new.results[f"{made.id}.cp.r{number:02}"]
        assert (one.id, mine.level) == (one.id, old.results[f"{table_id}.{one.id}"].level)
    assert second.figures.values == first.figures.values
    assert not has_errors(check_packs(paths, [made.folder]))


def test_the_worked_example_is_the_best_level(paths: Paths, odd_path: Path) -> None:
    rows = [
        row("★能耗", "≤10", "≤12", "≤15", group="消耗", group_weight="0.4", weight="1", unit="t/t"),
        row(
            "回用率", ">90", ">80", ">70", group="回用", group_weight="0.6", weight="0.5", unit="%"
        ),
        row("a 制度", "有认证", "有制度", "同左", weight="0.5"),
    ]
    source = written(odd_path / "a.xlsx", filled(rows))
    made = new_pack(paths, Catalog(paths), source, today=DAY)
    assert made.folder is not None, made.problems
    case = tomllib.loads((made.folder / "cases" / "level_one.toml").read_text("utf-8"))
    assert case["expect"][0] == {"id": f"{made.id}.cp", "level": "L1", "Y1": "100"}
    assert [one.get("value", one.get("text")) for one in case["data"]] == ["10", "90.1", "L1"]


def test_made_anew_the_rows_keep_their_ids(paths: Paths, odd_path: Path) -> None:
    first = row("能耗", "≤10", "≤12", "≤15", group="消耗", group_weight="1", weight="1", unit="t/t")
    water = row("水耗", "≤1", "≤2", "≤3", weight="0.5", unit="m3/t")
    source = written(odd_path / "a.xlsx", filled([first]))
    catalog = Catalog(paths)
    made = new_pack(paths, catalog, source, today=DAY)
    again = new_pack(paths, catalog, source, today=DAY)
    assert again.refused
    assert {one.code for one in again.doubts} == {"template.exists", "template.no_limiting"}
    longer = [{**water, "group": "消耗", "group_weight": "1"}, {**first, "weight": "0.5"}]
    written(source, filled(longer))
    newer = new_pack(paths, catalog, source, replacing=True, today=DAY)
    assert (made.version, newer.version) == ("2026.11.1", "2026.11.2")
    pack = catalog.library.packs[made.id]
    names = {one.name: one.id for one in pack.assessments[0].indicators}
    assert names == {"水耗": "r02", "能耗": "r01"}
    assert list((paths.user / "removed").iterdir())


def test_an_id_of_another_pack_is_refused(paths: Paths, odd_path: Path) -> None:
    one = row("能耗", "≤10", "≤12", "≤15", group="消耗", group_weight="1", weight="1", unit="t/t")
    source = written(odd_path / "a.xlsx", filled([one], {"id": "steel"}))
    made = new_pack(paths, Catalog(paths), source, today=DAY)
    assert made.refused
    assert "template.id_taken" in {found.code for found in made.problems}
    assert not paths.user_forms.exists()
    source = written(odd_path / "b.xlsx", filled([one], {"id": "own_mill"}))
    assert new_pack(paths, Catalog(paths), source, today=DAY).id == "own_mill"


def test_a_second_table_of_an_industry_gets_another_id(paths: Paths, odd_path: Path) -> None:
    one = row("能耗", "≤10", "≤12", "≤15", group="消耗", group_weight="1", weight="1", unit="t/t")
    catalog = Catalog(paths)
    ids = [
        new_pack(
            paths, catalog, written(odd_path / "a.xlsx", filled([one], {"title": name})), today=DAY
        ).id
        for name in ("甲表", "乙表")
    ]
    assert ids == ["own_c3360", "own_c3360_2"]


def test_limits_below_zero_take_answers_below_zero(paths: Paths, odd_path: Path) -> None:
    one = row("炉能耗", "≤-20", "≤-8", "≤0", group="消耗", unit="kgce/t")
    source = written(odd_path / "a.xlsx", filled([one], {"kind": "逐项对照：没有权重"}))
    catalog = Catalog(paths)
    made = new_pack(paths, catalog, source, today=DAY)
    assert not made.refused, made.problems
    data = [{"key": f"{made.id}.cp.r01", "value": "-9", "unit": "kgce/t"}]
    assert judged(made, catalog, odd_path, data).results[f"{made.id}.cp"].level == "L2"


def test_a_file_of_that_id_that_was_installed_is_left_alone(paths: Paths, odd_path: Path) -> None:
    one = row("能耗", "≤10", "≤12", "≤15", group="消耗", group_weight="1", weight="1", unit="t/t")
    source = written(odd_path / "a.xlsx", filled([one]))
    made = new_pack(paths, Catalog(paths), source, odd_path / "own_c3360", today=DAY)
    assert made.folder is not None
    file = pack_up(Catalog(paths), str(made.folder))
    assert isinstance(file, PackFile)
    paths.user_packs.mkdir(parents=True)
    (paths.user_packs / file.file_name).write_bytes(file.data)
    assert new_pack(paths, Catalog(paths), source, today=DAY).id == "own_c3360_2"


def test_what_was_left_unfinished_is_no_pack_and_is_cleared(paths: Paths, odd_path: Path) -> None:
    one = row("能耗", "≤10", "≤12", "≤15", group="消耗", group_weight="1", weight="1", unit="t/t")
    source = written(odd_path / "a.xlsx", filled([one]))
    left = paths.user_forms / ".own_c3360.new"
    (left / "cases").mkdir(parents=True)
    (left / "pack.toml").write_text('[pack]\nid = "own_c3360"\n', encoding="utf-8")
    (left / "old.toml").write_text("", encoding="utf-8")
    catalog = Catalog(paths)
    assert "own_c3360" not in catalog.newest
    made = new_pack(paths, catalog, source, today=DAY)
    assert made.folder is not None
    assert sorted(path.name for path in made.folder.glob("*.toml")) == [
        "clean_production.toml",
        "pack.toml",
    ]
    assert not left.exists()


def test_a_folder_of_ones_choice(paths: Paths, odd_path: Path) -> None:
    one = row("能耗", "≤10", "≤12", "≤15", group="消耗", group_weight="1", weight="1", unit="t/t")
    source = written(odd_path / "a.xlsx", filled([one]))
    catalog = Catalog(paths)
    out = odd_path / "my_table"
    made = new_pack(paths, catalog, source, out, today=DAY)
    assert (made.id, made.folder) == ("my_table", out)
    used = new_pack(paths, catalog, source, out, today=DAY)
    assert "template.folder_used" in {found.code for found in used.problems}
    other = written(odd_path / "b.xlsx", filled([one], {"id": "own_mill"}))
    named = new_pack(paths, catalog, other, odd_path / "elsewhere", today=DAY)
    assert "template.folder_name" in {found.code for found in named.problems}
    assert not (odd_path / "elsewhere").exists()


def test_the_blank_template_asks_for_everything(paths: Paths, odd_path: Path) -> None:
    target = odd_path / "空白 模板.xlsx"
    assert write_template(paths, target) == ()
    made = new_pack(paths, Catalog(paths), target, today=DAY)
    assert made.refused
    asked = [
        found.args.get("name") for found in made.doubts if found.code == "template.field_blank"
    ]
    assert asked == ["标准名称", "文号或标准号", "适用行业", "判定方法", "怎样得到的数"]
    assert "template.empty" in {found.code for found in made.doubts}


def test_a_folder_that_cannot_be_written(paths: Paths, odd_path: Path) -> None:
    one = row("能耗", "≤10", "≤12", "≤15", group="消耗", group_weight="1", weight="1", unit="t/t")
    source = written(odd_path / "a.xlsx", filled([one]))
    paths.user.mkdir(parents=True)
    paths.user_forms.write_text("a file, where a folder should be", encoding="utf-8")
    made = new_pack(paths, Catalog(paths), source, today=DAY)
    assert made.refused
    assert "pack_file.cannot_write" in {found.code for found in made.problems}
    assert (
        read_book(odd_path / "no.xlsx")
        == new_pack(paths, Catalog(paths), odd_path / "no.xlsx", today=DAY).problems
    )
