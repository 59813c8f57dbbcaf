"""The coverage table: counted from what packs contain, so that no pack can claim more."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from desktop_app.app.coverage_words import cell_text, covered_text, markdown, percents, share_known
from desktop_app.app.paths import find_paths
from desktop_app.core.coverage import Cell, Column, Extent, Line, coverage
from desktop_app.core.pack import Confidence, Limb, Met, Pack, Threshold
from desktop_app.core.plan import ANY_INDUSTRY, PLAN_INDUSTRIES
from desktop_app.packs.read import pack_folders, read_library

PACKS = dict(read_library(pack_folders(find_paths().forms)).packs)
LINES = {line.industry: line for line in coverage(PACKS)}


def cell(industry: str, column: Column) -> Cell:
    return next(one for one in LINES[industry].cells if one.column is column)


def test_there_is_a_line_for_every_industry_in_the_plan_s_order() -> None:
    assert tuple(LINES) == PLAN_INDUSTRIES
    assert len(PLAN_INDUSTRIES) == 30
    assert all([one.column for one in line.cells] == list(Column) for line in LINES.values())


def test_a_pack_for_an_industry_beyond_the_plan_has_a_line_of_its_own() -> None:
    own = replace(PACKS["electroplating"], id="own_c1511", name="酒精", plan=())
    lines = coverage({**PACKS, own.id: own})
    assert [line.industry for line in lines] == [*PLAN_INDUSTRIES, "酒精"]
    assert lines[-1].packs == ("own_c1511",)
    assert not lines[-1].planned
    assert lines[-1].cells[0].extent is Extent.WHOLE
    assert covered_text(lines) == ("30 / 30 个行业有规则包。另有方案没有点名的行业的规则包 1 个。")
    assert covered_text(lines[:-1]) == "30 / 30 个行业有规则包。"
    assert covered_text(coverage({own.id: own})).startswith("0 / 30")


def test_a_table_with_weights_and_all_levels_is_whole() -> None:
    """电镀（2015）: 25 rows, weighted, no hole."""
    found = cell("电镀", Column.CLEAN_PRODUCTION)
    assert (found.extent, found.figures["rows"], found.figures["weights"]) == (Extent.WHOLE, 25, 1)
    assert cell_text(found) == "完整（25 项）"


def table_of(pack: Pack) -> dict[str, Pack]:
    return {**PACKS, pack.id: pack}


def plated(pack: Pack) -> Cell:
    """The clean-production cell of electroplating with that pack in place of its own."""
    line = next(one for one in coverage(table_of(pack)) if one.industry == "电镀")
    return line.cells[0]


def changed(pack: Pack, step: Threshold | None = None, weight: Decimal | None = None) -> Pack:
    """The pack with another best level in its first row, or another weight there."""
    table, *tables = pack.assessments
    row, *rows = table.indicators
    part = row.parts[0]
    if step is not None:
        part = replace(part, thresholds=(step, *part.thresholds[1:]))
    row = replace(row, parts=(part, *row.parts[1:]), weight=weight)
    return replace(pack, assessments=(replace(table, indicators=(row, *rows)), *tables))


def test_a_hole_a_missing_weight_or_a_word_for_the_level_is_told() -> None:
    pack = PACKS["electroplating"]
    weight = pack.assessments[0].indicators[0].weight
    hole = plated(changed(pack, Threshold(Met.UNKNOWN), weight))
    assert (hole.extent, hole.figures["known"]) == (Extent.PARTIAL, hole.figures["cells"] - 1)
    assert share_known(hole) == 98  # 74 of 75, rounded down
    assert cell_text(hole) == "部分（25 项，已知 98%，有权重）"
    word = plated(changed(pack, Threshold(Met.TEXT, text="达到标准原文的Ⅰ级"), weight))
    assert word.extent is Extent.PARTIAL
    bare = plated(changed(pack))
    assert (bare.extent, cell_text(bare)) == (Extent.LEVELS, "缺部分权重（25 项）")
    table, *tables = pack.assessments
    rows = tuple(replace(row, weight=None, pool_weight=None) for row in table.indicators)
    none = plated(replace(pack, assessments=(replace(table, indicators=rows), *tables)))
    assert (none.extent, cell_text(none)) == (Extent.LEVELS, "有级无权重（25 项）")


def test_what_only_asks_for_a_finding_or_the_original_is_no_table() -> None:
    assert cell_text(cell("工业硅", Column.CLEAN_PRODUCTION)) == "仅登记结论（1 项）"
    assert cell_text(cell("氧化铝", Column.CLEAN_PRODUCTION)) == "仅登记结论（1 项）"
    assert cell_text(cell("水泥(熟料, 粉磨站)", Column.CLEAN_PRODUCTION)) == "按原文自评（6 项）"
    assert cell("黄磷", Column.CLEAN_PRODUCTION).extent is Extent.NONE


def test_energy_tells_benchmarks_quotas_and_earlier_editions_apart() -> None:
    """铁合金: five benchmark rows, two of them of 2021, and eighteen of GB 21341-2022."""
    found = cell("铁合金", Column.ENERGY)
    told = {name: found.figures[name] for name in ("benchmark", "quota", "earlier", "documents")}
    assert told == {"benchmark": 5, "quota": 18, "earlier": 2, "documents": 3}
    assert found.extent is Extent.PARTIAL
    assert cell("火电(燃煤发电)", Column.ENERGY).figures["other"] == 2


def test_what_a_pack_stands_on_counts_but_for_general() -> None:
    """Reductants and electrodes are in smelting, which ferroalloy requires."""
    assert cell("铁合金", Column.CARBON).extent is Extent.OWN
    assert cell("电镀", Column.CARBON).extent is Extent.SHARED
    assert cell(ANY_INDUSTRY, Column.CARBON).extent is Extent.OWN
    assert cell("电镀", Column.MEASURES).extent is Extent.SHARED
    policy = cell("钢铁长流程", Column.POLICY)
    assert policy.extent in (Extent.OWN, Extent.SHARED)
    assert policy.figures["rows"] > 0
    assert cell_text(cell("电镀", Column.CARBON)) == "用通用"


def test_limits_without_a_number_leave_the_permit() -> None:
    assert cell_text(cell("烧碱/PVC", Column.POLLUTANTS)) == "只对照许可证（13 行）"
    assert cell("煤矿(井工)与选煤", Column.POLLUTANTS).extent is Extent.WHOLE


def test_an_industry_without_a_pack_has_nothing() -> None:
    without = {name: pack for name, pack in PACKS.items() if "平板玻璃" not in pack.plan}
    line = next(one for one in coverage(without) if one.industry == "平板玻璃")
    assert line.packs == ()
    assert {one.extent for one in line.cells} == {Extent.NONE}
    assert percents(line.shares) == {}


def test_shares_count_the_numbers_of_a_limb() -> None:
    found = cell("电镀", Column.CLEAN_PRODUCTION)
    pack = PACKS["electroplating"]
    (table,) = [one for one in pack.assessments if one.limb is Limb.CLEAN_PRODUCTION]
    assert sum(found.shares.values()) >= len(table.indicators) + len(table.groups)
    line = LINES["电镀"]
    assert sum(line.shares.values()) == sum(sum(one.shares.values()) for one in line.cells)


def test_per_cents_add_up() -> None:
    thirds = dict.fromkeys((Confidence.CONFIRMED, Confidence.SINGLE, Confidence.RECALLED), 1)
    assert sorted(percents(thirds).values()) == [0, 33, 33, 34]
    assert percents({Confidence.UNSURE: 7})[Confidence.UNSURE] == 100


def test_the_markdown_has_a_line_per_industry() -> None:
    lines = markdown([LINES["电镀"], Line("白酒", (), LINES["电镀"].cells, {})]).splitlines()
    assert len(lines) == 4
    assert all(line.count("|") == 10 for line in lines)
    assert lines[2].startswith("| 电镀 | `electroplating` | 完整（25 项） |")
    assert lines[3].endswith("| — |")
