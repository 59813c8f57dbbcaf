"""What packs mean, checked: each change to a good pack gives exactly its own problem."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from desktop_app.core.check import check_pack
from desktop_app.core.checks.places import formulas
from desktop_app.core.checks.references import extra_names
from desktop_app.core.checks.scope import scope_of
from desktop_app.core.problems import Severity
from desktop_app.packs.read import Library, read_library
from tests.packs.samples import SAMPLES, write_pack

Change = tuple[str, str]
Place = tuple[str, str]


def library_with(root: Path, pack_id: str, *changes: Change) -> Library:
    """The sample packs, one of them changed in places; each place must exist."""
    folders = []
    for name, text in SAMPLES.items():
        for old, new in changes if name == pack_id else ():
            assert old in text, old
            text = text.replace(old, new, 1)  # noqa: PLW2901
        folders.append(write_pack(root, name, pack=text))
    library = read_library(folders)
    assert library.problems == ()
    return library


def faults(root: Path, pack_id: str, *changes: Change) -> list[Place]:
    """The problems of one sample pack after the changes; the document is its id."""
    library = library_with(root, pack_id, *changes)
    found = check_pack(library.packs[pack_id], library.packs)
    assert {one.where.document for one in found} <= {pack_id}
    return [(one.code, one.where.path) for one in found]


@pytest.mark.parametrize("pack_id", SAMPLES)
def test_good_packs_pass(tmp_path: Path, pack_id: str) -> None:
    assert faults(tmp_path, pack_id) == []


ROW = "assessment[mill.cp].indicator"
PART = "readiness.sub_index[C1].part"

REFERENCES = [
    (
        "mill",
        ('section = "mill"', 'section = "mil"'),
        "pack.section_unknown",
        "item[output.steel].section",
    ),
    (
        "mill",
        ('source = "mill.cp"', 'source = "mil.cp"'),
        "pack.source_unknown",
        "assessment[mill.cp].source",
    ),
    (
        "mill",
        ('group = "energy"', 'group = "enrgy"'),
        "pack.group_unknown",
        f"{ROW}[energy_use].group",
    ),
    (
        "mill",
        ('record = "outlet"', 'record = "outlets"'),
        "pack.record_unknown",
        f"{ROW}[dust].record",
    ),
    (
        "mill",
        ("match = {source", "match = {sources"),
        "pack.match_unknown",
        f"{ROW}[dust].match.sources",
    ),
    ("mill", ('["kiln"]', '["oven"]'), "pack.match_option", f"{ROW}[dust].match.source"),
    (
        "mill",
        ('family = "fuel_factors"', 'family = "fuel"'),
        "pack.family_unknown",
        "binding[fuel]",
    ),
    (
        "mill",
        ('member = "ndrc"', 'member = "nrdc"'),
        "pack.member_unknown",
        "binding[fuel_factors]",
    ),
    (
        "mill",
        ('"mill.cp.energy_use", "e', '"mill.energy_use", "e'),
        "pack.serves_unknown",
        "measure[m1].serves",
    ),
    ("mill", ('"30"', '"air.pm.permit"'), "pack.name_unknown", f"{ROW}[dust].permit"),
    (
        "mill",
        ('id = "craft"', 'id = "energy"'),
        "pack.duplicate_id",
        "assessment[mill.cp].group[energy]",
    ),
    (
        "base",
        ('needs = "energy.list_complete"', 'needs = "energy.list"'),
        "pack.item_unknown",
        "quantity[energy.total].needs",
    ),
    (
        "base",
        ('needs = "energy.list_complete"', 'needs = "energy.coal"'),
        "pack.item_not_yesno",
        "quantity[energy.total].needs",
    ),
    ("base", ("sum(ce.*)", "sum(cee.*)"), "pack.wildcard_empty", "quantity[energy.total].formula"),
    (
        "base",
        ("sum(air.pm.mass.*)", "air.pm.mass"),
        "pack.record_mismatch",
        "quantity[air.pm.total].formula",
    ),
    (
        "base",
        ('section = "energy"\nunit = "万元"', 'section = "outlets"\nunit = "万元"'),
        "pack.section_record",
        "item[output.value].record",
    ),
    (
        "base",
        ('unit = "万元"', 'unit = "万元"\nmaximum = -1'),
        "pack.range_order",
        "item[output.value].maximum",
    ),
    ("base", ('id = "L2"', 'id = "L1"'), "pack.duplicate_id", "scale[cp].level[L1]"),
    (
        "base",
        ('unit = "万元"', 'unit = "万元"\ncarry = "output.vale"'),
        "pack.name_unknown",
        "item[output.value].carry",
    ),
    (
        "base",
        ('unit = "万元"', 'unit = "万元"\ncarry = "energy.total"'),
        "pack.carry_misfit",
        "item[output.value].carry",
    ),
    (
        "base",
        ('unit = "万元"', 'unit = "万元"\ncarry = "air.pm"'),
        "pack.carry_misfit",
        "item[output.value].carry",
    ),
    (
        "base",
        ('unit = "万元"', 'unit = "万元"\nbeside = "output.vale"'),
        "pack.item_unknown",
        "item[output.value].beside",
    ),
    (
        "base",
        ('unit = "万元"', 'unit = "万元"\nbeside = "energy.coal"'),
        "pack.beside_misfit",
        "item[output.value].beside",
    ),
    (
        "base",
        ('id = "boiler"', 'id = "kiln"'),
        "pack.duplicate_id",
        "record_kind[outlet].field[source].option[kiln]",
    ),
    (
        "ready",
        ('items = ["ready.plan"]', 'items = ["output.value"]'),
        "pack.item_not_yesno",
        f"{PART}[1].items",
    ),
    ("ready", ('id = "gates"', 'id = "energy"'), "pack.duplicate_id", "section[energy]"),
    ("ready", ('id = "C1"', 'id = "P1"'), "pack.duplicate_id", "readiness.sub_index[P1]"),
    (
        "ready",
        ('assessment = "*.cp"', 'assessment = "x.cp"'),
        "pack.assessment_unknown",
        "readiness.sub_index[P1].part[0].assessment",
    ),
]

ADDED = """
[[field_options]]
kind = "outlet"
field = "source"
[[field_options.option]]
id = "mill"
text = "磨机"

[[item]]"""

ADDED_OPTIONS = [
    ((), None),
    ((('"outlet"', '"outlets"'),), ("pack.record_unknown", "field_options[outlets.source].kind")),
    ((('"source"', '"sorce"'),), ("pack.match_unknown", "field_options[outlet.sorce].field")),
    (
        (('"mill"', '"kiln"'),),
        ("pack.option_taken", "field_options[outlet.source].option[kiln]"),
    ),
    ((('"mill"', '"kiln"'), ('"磨机"', '"窑"')), None),
]


@pytest.mark.parametrize(("changes", "expected"), ADDED_OPTIONS)
def test_choices_added_to_a_record_kind_of_another_pack(
    tmp_path: Path, changes: tuple[Change, ...], expected: Place | None
) -> None:
    added = ADDED
    for old, new in changes:
        added = added.replace(old, new)
    assert faults(tmp_path, "mill", ("[[item]]", added)) == ([expected] if expected else [])


TABLES = [
    ("levels = [50, 60,", "levels = [50,", "pack.levels_count", f"{ROW}[energy_use].levels"),
    (
        "levels = [50, 60,",
        "levels = [65, 60,",
        "pack.thresholds_order",
        f"{ROW}[energy_use].levels",
    ),
    (
        "levels = [10, 20, 30]",
        'levels = [10, "unknown", 5]',
        "pack.thresholds_order",
        f"{ROW}[dust].levels",
    ),
    (
        '[95, "free", "unknown"]',
        '[95, 96, "unknown"]',
        "pack.thresholds_order",
        f"{ROW}[ph].part[1].levels",
    ),
    ("[6, 8.5]", "[7, 8.5]", "pack.thresholds_order", f"{ROW}[ph].part[0].levels"),
    ("[6.5, 8]", "[6.5, 9]", "pack.thresholds_order", f"{ROW}[ph].part[0].levels"),
    ("[6.5, 8]", "[8.5, 8]", "pack.range_order", f"{ROW}[ph].part[0].levels[0]"),
    ("weight = 0.6", "weight = 0.5", "pack.group_weights", "assessment[mill.cp].group"),
    ("weight = 0.6", "", "pack.weights_partial", "assessment[mill.cp].group"),
    ("weight = 1\n", "weight = 0.9\n", "pack.weights", f"{ROW}"),
    ("weight = 1\n", "", "pack.weights_partial", f"{ROW}"),
    ("weight = 0.2\n", "weight = 0.2\nvalid_to = 2024-12-31\n", "pack.weights", f"{ROW}"),
    ("deadline = 2025", "deadline = 2015", "pack.dates_order", f"{ROW}[dust].deadline"),
    (
        "valid_to = 2023-12-31",
        "valid_to = 2023-12-31\nvalid_from = 2024-01-01",
        "pack.dates_order",
        "binding[fuel_factors].valid_to",
    ),
    (
        'confidence = "single-source"',
        'confidence = "recalled"',
        "pack.confidence_low",
        f"{ROW}[energy_use]",
    ),
]

FORMULAS = [
    (
        "mill",
        ("/ output.steel", "/ output.value"),
        "pack.unit_mismatch",
        f"{ROW}[energy_use].value",
    ),
    ("mill", ('"70 + 0"', '"output.steel"'), "pack.unit_mismatch", f"{ROW}[energy_use].levels[2]"),
    (
        "mill",
        ('unit = "kgce/t"', 'unit = "kgcee/t"'),
        "unit.unknown_similar",
        f"{ROW}[energy_use].unit",
    ),
    (
        "mill",
        ('"mill.has.kiln"\nhint', '"output.steel"\nhint'),
        "pack.not_truth",
        f"{ROW}[furnace].applies",
    ),
    (
        "mill",
        ('"mill.has.kiln"\nhint', '"mill.has.kiln and output.steel"\nhint'),
        "pack.name_not_truth",
        f"{ROW}[furnace].applies",
    ),
    (
        "mill",
        ('"mill.has.kiln"\nhint', '"not output.steel"\nhint'),
        "pack.name_not_truth",
        f"{ROW}[furnace].applies",
    ),
    (
        "mill",
        ('"mill.has.kiln"\nhint', '"any(output.steel)"\nhint'),
        "pack.name_not_truth",
        f"{ROW}[furnace].applies",
    ),
    (
        "mill",
        ('"mill.has.kiln"\nhint', "\"choice(mill.cp.furnace, 'L3')\"\nhint"),
        "pack.option_unknown",
        f"{ROW}[furnace].applies",
    ),
    (
        "mill",
        ('"mill.has.kiln"\nhint', "\"choice(mill.has.kiln, 'L3')\"\nhint"),
        "pack.name_not_choice",
        f"{ROW}[furnace].applies",
    ),
    (
        "mill",
        ('weight_by = "output.steel"', 'weight_by = "mill.has.kiln"'),
        "pack.not_amount",
        f"{ROW}[dust].weight_by",
    ),
    (
        "mill",
        ('applies = "mill.has.kiln"', 'value = "mill.has.kiln"'),
        "pack.not_choice",
        f"{ROW}[furnace].value",
    ),
    (
        "base",
        ("energy.{x} * k.{x}", "energy.{x} + k.{x}"),
        "formula.different_dimension",
        "quantity[ce.coal].formula",
    ),
    (
        "base",
        ('unit = "kg"\nformula', 'unit = "kWh"\nformula'),
        "pack.unit_mismatch",
        "quantity[air.pm.total].formula",
    ),
    ("base", ('unit = "万元"', 'unit = "万圆"'), "unit.unknown", "item[output.value].unit"),
    (
        "base",
        ('unit = "tCO2/MWh"', 'unit = "tCO2/MWH2"'),
        "unit.unknown_similar",
        "parameter[grid.factor].unit",
    ),
    (
        "ready",
        ('condition = "gate.permit"', 'condition = "output.value"'),
        "pack.not_truth",
        "readiness.gate[G1].condition",
    ),
    (
        "ready",
        ('rule = "not G1"', 'rule = "not G2"'),
        "pack.name_unknown",
        "readiness.grade[D0].rule",
    ),
    ("ready", ('rule = "not G1"', 'rule = "P"'), "pack.not_truth", "readiness.grade[D0].rule"),
    (
        "ready",
        ('rule = "not G1"', 'rule = "not output.value"'),
        "pack.name_not_truth",
        "readiness.grade[D0].rule",
    ),
    (
        "ready",
        ('advanced = "1"', 'advanced = "energy.total"'),
        "pack.unit_mismatch",
        f"{PART}[0].anchors.advanced",
    ),
]

READINESS = [
    ('axis = "P"', 'axis = "Q"', "pack.axis_unknown", "readiness.sub_index[P1].axis"),
    ('cap = "D0"', 'cap = "D9"', "pack.cap_unknown", "readiness.gate[G1].cap"),
    (
        'cap = "D0"',
        'cap = "D0"\nconfidence = "unsure"',
        "pack.confidence_low",
        "readiness.gate[G1]",
    ),
    ("base = 2,", "base = 4,", "pack.anchors_order", f"{PART}[0].anchors"),
    ("base = 2,", "", "pack.anchors_missing", f"{PART}[0].anchors"),
    ("weight = 0.3", "weight = 0.4", "pack.part_weights", PART),
    ('items = ["ready.plan"]', "items = []", "pack.field_missing", f"{PART}[1].items"),
    ("L2 = 75", "L9 = 75", "pack.points_level", "readiness.sub_index[P1].part[0].points.L9"),
    ('assessment = "*.cp"', "", "pack.field_missing", "readiness.sub_index[P1].part[0].assessment"),
    (
        "points = {L1_95 = 100, L1 = 90, L2 = 75, L3 = 60, below = 0}",
        "",
        "pack.field_missing",
        "readiness.sub_index[P1].part[0].points",
    ),
]


@pytest.mark.parametrize(("pack_id", "change", "code", "path"), [*REFERENCES, *FORMULAS])
def test_references_and_formulas(
    tmp_path: Path, pack_id: str, change: Change, code: str, path: str
) -> None:
    assert (code, path) in faults(tmp_path, pack_id, change)


@pytest.mark.parametrize(("old", "new", "code", "path"), TABLES)
def test_tables(tmp_path: Path, old: str, new: str, code: str, path: str) -> None:
    assert faults(tmp_path, "mill", (old, new)) == [(code, path)]


@pytest.mark.parametrize(("old", "new", "code", "path"), READINESS)
def test_readiness(tmp_path: Path, old: str, new: str, code: str, path: str) -> None:
    assert (code, path) in faults(tmp_path, "ready", (old, new))


def test_parts_read_off_outlets_need_no_points(tmp_path: Path) -> None:
    change = ('kind = "levels"\nassessment = "*.cp"', 'kind = "limits"\nassessment = "*.limits"')
    assert faults(tmp_path, "ready", change) == []


def test_sub_indices_of_an_axis_share_one_whole(tmp_path: Path) -> None:
    found = faults(tmp_path, "ready", ("weight = 100", "weight = 90"))
    assert found == [("pack.axis_weights", "readiness.sub_index")]


def test_a_table_may_say_that_its_limits_are_not_monotonic(tmp_path: Path) -> None:
    changes = [
        ("levels = [50, 60,", "levels = [65, 60,"),
        (
            "valid_from = 2020-01-01\n",
            "valid_from = 2020-01-01\noptions = {non_monotonic = true}\n",
        ),
    ]
    assert faults(tmp_path, "mill", *changes) == []


def test_choices_without_requirements(tmp_path: Path) -> None:
    change = ('levels = ["蓄热式", "换热式", "换热式"]', 'levels = ["free", "unknown", "unknown"]')
    found = faults(tmp_path, "mill", change)
    assert found == [("pack.choice_without_text", f"{ROW}[furnace].levels")]


@pytest.mark.parametrize(
    ("old", "new", "code", "path"),
    [
        (
            "pool_weight = 0.8\n",
            "pool_weight = 0.7\n",
            "pack.pool_conflict",
            "assessment[mill.cp].group[craft]",
        ),
        ("pool_weight = 0.8\n", "", "pack.pool_missing", f"{ROW}[furnace].pool"),
        ("weight = 1\n", "weight = 100\n", "pack.weight_range", f"{ROW}[energy_use].weight"),
    ],
)
def test_weights_and_pools(tmp_path: Path, old: str, new: str, code: str, path: str) -> None:
    assert (code, path) in faults(tmp_path, "mill", (old, new))


def test_a_table_without_any_weight_passes(tmp_path: Path) -> None:
    changes = [
        (line, "")
        for line in ("weight = 0.6\n", "weight = 0.4\n", "weight = 1\n", "weight = 0.2\n")
    ]
    pool = 'pool = "craft"\npool_weight = 0.8\n'
    assert faults(tmp_path, "mill", *changes, (pool, ""), (pool, "")) == []


def test_rows_may_be_shares_of_the_whole_index(tmp_path: Path) -> None:
    whole, wrong = ("weight = 1\n", "weight = 0.6\n"), ("weight = 1\n", "weight = 0.4\n")
    assert faults(tmp_path / "whole", "mill", whole) == []
    assert ("pack.weights", ROW) in faults(tmp_path / "wrong", "mill", wrong)


def test_unweighted_methods_ask_for_no_weights(tmp_path: Path) -> None:
    changes = [
        ('"level_index.v1"', '"item_by_item.v1"'),
        ("weight = 0.6", ""),
        ("weight = 1\n", ""),
    ]
    assert faults(tmp_path, "mill", *changes) == []


PARAMETER = """
[[parameter]]
key = "grid.factor"
name = "电网排放因子"
value = 0.5
unit = "{unit}"
source = "gbt2589"
valid_from = 2022-01-01
valid_to = {end}-12-31
"""


@pytest.mark.parametrize(
    ("unit", "end", "codes"),
    [
        ("tCO2/MWh", 2022, ["pack.duplicate_parameter"]),
        ("tCO2/MWh", 2023, ["pack.editions_overlap"]),
        ("kgCO2/kWh", 2023, ["pack.parameter_unit", "pack.editions_overlap"]),
        ("tCO2/MWh", 2021, ["pack.dates_order"]),
    ],
)
def test_values_of_one_parameter(tmp_path: Path, unit: str, end: int, codes: list[str]) -> None:
    more = PARAMETER.format(unit=unit, end=end)
    found = faults(tmp_path, "base", ("[[scale]]", f"{more}\n[[scale]]"))
    assert [code for code, _path in found] == codes


def test_a_source_in_force_before_it_was_issued(tmp_path: Path) -> None:
    found = faults(tmp_path, "base", ("effective = 2021", "effective = 2019"))
    assert found == [("pack.effective_early", "source[gbt2589].effective")]


QUANTITY = """
[[quantity]]
id = "{name}"
name = "导出量"
unit = "tce"
formula = "{formula}"
limb = "energy"
"""


def with_quantity(root: Path, pack_id: str, name: str, formula: str) -> list[Place]:
    text = QUANTITY.format(name=name, formula=formula)
    return faults(root, pack_id, ("[[source]]", f"{text}\n[[source]]"))


def test_circles_are_told_where_they_close(tmp_path: Path) -> None:
    found = with_quantity(tmp_path, "mill", "ce.more", "energy.total * 2")
    assert found == [("pack.cycle", "quantity[ce.more].formula")]


def test_a_formula_of_itself(tmp_path: Path) -> None:
    found = with_quantity(tmp_path, "base", "x.y", "x.y + x.y")
    assert found == [("pack.cycle", "quantity[x.y].formula")]


def test_names_are_taken_once(tmp_path: Path) -> None:
    assert with_quantity(tmp_path / "1", "mill", "energy.total", "ce.coal") == [
        ("pack.duplicate_name", "quantity[energy.total]")
    ]
    found = with_quantity(tmp_path / "2", "base", "energy.coal", "ce.coke")
    assert ("pack.duplicate_name", "quantity[energy.coal]") in found
    twice = (
        "[[item]]",
        '[[item]]\nkey = "output.value"\nname = "又"\nsection = "energy"\n[[item]]',
    )
    found = faults(tmp_path / "3", "base", twice)
    assert found == [("pack.duplicate_name", "item[output.value]")]


def test_a_quantity_may_be_a_yes_or_no(tmp_path: Path) -> None:
    name = QUANTITY.replace('unit = "tce"', "").format(name="big", formula="energy.total > 10000")
    use = ('applies = "mill.has.kiln"', 'applies = "if(given(output.steel), big, mill.has.kiln)"')
    assert faults(tmp_path, "mill", ("[[source]]", f"{name}\n[[source]]"), use) == []


def test_a_condition_on_an_option_that_exists(tmp_path: Path) -> None:
    applies = "\"choice(mill.cp.furnace, 'below') or not mill.has.kiln\""
    change = ('applies = "mill.has.kiln"', f"applies = {applies}")
    assert faults(tmp_path, "mill", change) == []


def test_missing_packs_alone_are_told(tmp_path: Path) -> None:
    library = library_with(tmp_path, "mill", ('section = "mill"', 'section = "nowhere"'))
    mill = library.packs["mill"]
    found = check_pack(mill, {"mill": mill})
    assert [(one.code, one.args["pack"]) for one in found] == [("pack.requires_missing", "base")]


def test_packs_that_require_one_another_do_not_hang(tmp_path: Path) -> None:
    change = ('kind = "base"', 'kind = "base"\nrequires = ["mill", "base"]')
    assert faults(tmp_path, "base", change) == []


def test_documents_described_in_two_ways(tmp_path: Path) -> None:
    change = ('id = "mill.cp"\ntitle', 'id = "gbt2589"\ntitle')
    found = faults(tmp_path, "mill", change, ('source = "mill.cp"', 'source = "gbt2589"'))
    assert found == [("pack.source_conflict", "source[gbt2589]")]


def test_rules_of_grades_belong_to_readiness_packs(tmp_path: Path) -> None:
    library = library_with(tmp_path, "ready")
    base = scope_of(library.packs["base"], library.packs)
    assert {extra_names(base, placed) for placed in formulas(base.pack)} == {frozenset()}
    ready = scope_of(library.packs["ready"], library.packs)
    names = {placed.path: extra_names(ready, placed) for placed in formulas(ready.pack)}
    rule = next(found for path, found in names.items() if path.endswith("].rule"))
    gate = next(found for path, found in names.items() if path.endswith("].condition"))
    truths = {"cp_L1", "benchmark_L1", "limits_advanced", "limits_kept"}
    assert {"P", "C", "P1", "C1", "G1", *truths} <= rule
    assert truths <= gate
    assert not {"P", "P1", "G1"} & gate


def test_a_sum_over_no_names_fits_any_unit(tmp_path: Path) -> None:
    found = with_quantity(tmp_path, "base", "x.y", "sum(none.*)")
    assert found == [("pack.wildcard_empty", "quantity[x.y].formula")]


@pytest.mark.parametrize(
    "limit",
    ["abs(-70)", "min(70, 80)", "first(70, 80)", "round(70.4, 0)", "if(mill.has.kiln, 70, 75)"],
)
def test_a_limit_made_of_literals_is_in_the_unit_of_its_row(tmp_path: Path, limit: str) -> None:
    assert faults(tmp_path, "mill", ('"70 + 0"', f'"{limit}"')) == []


def test_severities(tmp_path: Path) -> None:
    library = library_with(
        tmp_path,
        "mill",
        ("levels = [50, 60,", "levels = [65, 60,"),
        ('confidence = "single-source"', 'confidence = "recalled"'),
        ("weight = 0.6", "weight = 0.5"),
    )
    found = check_pack(library.packs["mill"], library.packs)
    assert {one.code: one.severity for one in found} == {
        "pack.thresholds_order": Severity.WARNING,
        "pack.confidence_low": Severity.INFO,
        "pack.group_weights": Severity.ERROR,
    }
    assert all("{" not in one.sentence() for one in found)


def test_how_firm_a_number_is_is_said_in_the_word_people_know(tmp_path: Path) -> None:
    library = library_with(
        tmp_path, "mill", ('confidence = "single-source"', 'confidence = "recalled"')
    )
    told = [found.told() for found in check_pack(library.packs["mill"], library.packs)]
    assert len(told) == 1
    assert "凭记忆" in told[0]
    assert not re.search("[a-z]{3}", told[0])
