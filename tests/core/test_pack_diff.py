"""Comparing packs: all that is declared by its path, moves said but not guessed, editions."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from desktop_app.app.paths import find_paths
from desktop_app.core.declared import declared
from desktop_app.core.editions import editions, first_year, last_year
from desktop_app.core.entries import entries
from desktop_app.core.pack import Confidence, FieldOptions, Option, Pack
from desktop_app.core.pack_diff import Aspect, Change, Fate, PackDiff, pack_diff
from desktop_app.packs.read import pack_folders, read_library
from tests.core.packs_for_tests import read_small

PACKS = read_library(pack_folders(find_paths().forms)).packs


def only(found: PackDiff) -> Change:
    """The one change there is."""
    (change,) = found.changes
    return change


def told(change: Change) -> dict[str, tuple[str, str]]:
    return {one.field: (one.old, one.new) for one in change.differences}


@pytest.mark.parametrize("name", sorted(PACKS))
def test_all_that_is_declared_has_a_path_of_its_own(name: str) -> None:
    pack = PACKS[name]
    paths = [one.path for one in declared(pack)]
    assert len(paths) == len(set(paths))
    assert {entry.path for entry in entries(pack)} <= set(paths)
    for kind, count in {
        "item": len(pack.items),
        "section": len(pack.sections),
        "record_kind": len(pack.record_kinds),
        "scale": len(pack.scales),
        "table": len(pack.assessments),
        "binding": len(pack.bindings),
    }.items():
        assert sum(one.kind == kind for one in declared(pack)) == count, kind


@pytest.mark.parametrize("name", sorted(PACKS))
def test_a_pack_does_not_differ_from_itself(name: str) -> None:
    assert pack_diff(PACKS[name], PACKS[name]).changes == ()


def test_a_number_of_a_parameter() -> None:
    pack = PACKS["general"]
    first, *rest = pack.parameters
    now = replace(first, value=first.value + 1, cited=replace(first.cited, clause="附录 Z"))
    change = only(pack_diff(pack, replace(pack, parameters=(now, *rest))))
    assert (change.fate, change.thing.kind, change.thing.name) == (
        Fate.CHANGED, "parameter", first.name,
    )  # fmt: skip
    assert told(change)["value"] == (f"{first.value.normalize():f}", f"{now.value.normalize():f}")
    assert told(change)["clause"] == (first.cited.clause, "附录 Z")
    assert change.aspects == {Aspect.VALUE, Aspect.SOURCE}


def _row(pack: Pack, **changed: Any) -> Pack:  # noqa: ANN401 - any field of a row
    table, *tables = pack.assessments
    row, *rows = table.indicators
    return replace(
        pack,
        assessments=(replace(table, indicators=(replace(row, **changed), *rows)), *tables),
    )


@pytest.mark.parametrize(
    ("changed", "field", "aspect"),
    [
        ({"valid_to": date(2030, 12, 31)}, "valid_to", Aspect.DATES),
        ({"deadline": date(2031, 12, 31)}, "deadline", Aspect.DATES),
        ({"name": "另一个名字"}, "name", Aspect.WORDING),
        ({"limiting": True}, "limiting", Aspect.VALUE),
        ({"weight": Decimal("0.5")}, "weight", Aspect.VALUE),
    ],
)
def test_a_field_of_a_row(changed: dict[str, Any], field: str, aspect: Aspect) -> None:
    pack = PACKS["coking"]
    row = pack.assessments[0].indicators[0]
    pack = _row(pack, deadline=None, valid_to=None, limiting=False, weight=None)
    change = only(pack_diff(pack, _row(pack, **changed)))
    assert change.thing.path == f"assessment[{pack.assessments[0].id}].indicator[{row.id}]"
    assert [(one.field, one.aspect) for one in change.differences] == [(field, aspect)]


def test_how_firm_a_row_is_and_what_its_level_is() -> None:
    pack = PACKS["steel"]
    table = next(one for one in pack.assessments if one.id == "steel.benchmark")
    pack = replace(pack, assessments=(table,))
    row = table.indicators[0]
    part = row.parts[0]
    steps = (part.thresholds[1], *part.thresholds[1:])
    firm = replace(row.cited, confidence=Confidence.UNSURE)
    new = _row(pack, parts=(replace(part, thresholds=steps),), cited=firm)
    change = only(pack_diff(pack, new))
    assert told(change) == {
        "value": ("≤ 110 / 135", "≤ 135 / 135"),
        "confidence": (row.cited.confidence.word, "unsure"),
    }
    assert change.aspects == {Aspect.VALUE, Aspect.CONFIDENCE}


def test_structure_is_compared_too() -> None:
    pack = PACKS["steel"]
    table, *tables = pack.assessments
    section, *sections = pack.sections
    added = FieldOptions("outlet", "source", (Option("zz", "新炉"),))
    new = replace(
        pack,
        version="2027.1.1",
        requires=("general", "smelting"),
        sections=(replace(section, title="另一节"), *sections),
        field_options=(*pack.field_options, added),
        assessments=(replace(table, options={**table.options, "x": "1"}), *tables),
        bindings=pack.bindings[1:],
    )
    found = {one.thing.path: one for one in pack_diff(pack, new).changes}
    assert told(found["pack"]) == {
        "version": (pack.version, "2027.1.1"), "requires": ("general", "general, smelting"),
    }  # fmt: skip
    assert told(found[f"section[{section.id}]"]) == {"title": (section.title, "另一节")}
    assert found["field_options[outlet.source].option[zz]"].fate is Fate.NEW
    assert told(found[f"assessment[{table.id}]"]) == {"options.x": ("", "1")}
    gone = [one for one in found.values() if one.fate is Fate.DROPPED]
    assert [one.thing.kind for one in gone] == ["binding"]
    assert len(found) == 5


@pytest.mark.parametrize("name", sorted(PACKS))
def test_people_are_told_factor_sets_by_name(name: str) -> None:
    for one in declared(PACKS[name]):
        if one.kind == "binding":
            assert not one.name.isascii(), one.path
            assert not one.says["member"].isascii(), one.path


def test_another_factor_set_is_told_by_its_name_and_id() -> None:
    pack = PACKS["steel"]
    first, second, *rest = pack.bindings
    now = replace(first, member=second.member, member_name=second.member_name)
    change = only(pack_diff(pack, replace(pack, bindings=(now, second, *rest))))
    assert change.thing.name == "燃料排放因子"
    assert told(change) == {
        "member": (
            "2013 年第一批指南（ndrc_2013_batch1）",
            "生态环境部 2022—2024 年指南（mee_2022_2024）",
        )
    }


def test_a_renamed_thing_is_dropped_and_new_and_the_move_is_said() -> None:
    pack = PACKS["general"]
    first, *rest = pack.quantities
    new = replace(pack, quantities=(replace(first, id="renamed.figure"), *rest))
    found = {one.fate: one for one in pack_diff(pack, new).changes}
    assert set(found) == {Fate.NEW, Fate.DROPPED}
    assert found[Fate.NEW].likely == f"quantity[{first.id}]"
    assert found[Fate.DROPPED].likely == "quantity[renamed.figure]"


def test_no_move_is_said_where_several_fit() -> None:
    pack = PACKS["general"]
    first, *rest = pack.quantities
    twins = (replace(first, id="twin.a"), replace(first, id="twin.b"))
    found = pack_diff(pack, replace(pack, quantities=(*twins, *rest)))
    assert [one.likely for one in found.changes] == ["", "", ""]
    assert len(found.of(Fate.NEW)) == 2


TWO_EDITIONS = """
[[item]]
key = "made.rate"
name = "单耗"
section = "all"
unit = "kgce/t"

[[parameter]]
key = "k.a"
name = "甲"
value = "1"
unit = "t"
source = "std"
confidence = "confirmed"
valid_to = 2023-12-31
[[parameter]]
key = "k.a"
name = "甲"
value = "2"
unit = "t"
source = "std"
confidence = "confirmed"
valid_from = 2024-01-01

[[parameter]]
key = "k.same"
name = "乙"
value = "5"
unit = "t"
source = "std"
confidence = "confirmed"
valid_to = 2023-12-31
[[parameter]]
key = "k.same"
name = "乙"
value = "5"
unit = "t"
source = "std"
confidence = "confirmed"
valid_from = 2024-01-01

[[binding]]
family = "f"
member = "old"
valid_to = 2023-12-31
[[binding]]
family = "f"
member = "next"
valid_from = 2024-01-01
[[parameter]]
key = "k.f"
name = "丙"
value = "7"
unit = "t"
source = "std"
confidence = "confirmed"
family = "f"
member = "old"
[[parameter]]
key = "k.f"
name = "丙"
value = "8"
unit = "t"
source = "std"
confidence = "confirmed"
family = "f"
member = "next"

[[assessment]]
id = "small.cp"
name = "表"
limb = "energy"
method = "item_by_item.v1"
scale = "cp"
source = "std"
confidence = "confirmed"
[[assessment.group]]
id = "g"
name = "组"
[[assessment.indicator]]
id = "rate_2021"
name = "单耗（2021年版）"
group = "g"
unit = "kgce/t"
direction = "lower"
value = "made.rate"
levels = [10, 20, 30]
valid_to = 2024-06-30
[[assessment.indicator]]
id = "rate"
name = "单耗"
group = "g"
unit = "kgce/t"
direction = "lower"
value = "made.rate"
levels = [9, 20, 30]
valid_from = 2024-07-01
"""


def two_editions() -> Pack:
    return read_small(TWO_EDITIONS)[0]


def test_editions_are_what_replaces_what_by_date() -> None:
    found = editions(two_editions(), (), 2023, 2024)
    by_name = {one.thing.name: one for one in found.changes}
    assert set(by_name) == {"甲", "丙", "f", "单耗"}
    assert all(one.fate is Fate.CHANGED for one in found.changes)
    assert told(by_name["甲"])["value"] == ("1", "2")
    assert told(by_name["丙"])["value"] == ("7", "8")
    assert told(by_name["f"]) == {"member": ("old", "next")}
    row = by_name["单耗"]
    assert told(row)["value"] == ("≤ 10 / 20 / 30", "≤ 9 / 20 / 30")
    assert row.likely == "assessment[small.cp].indicator[rate_2021]"


def test_within_an_edition_nothing_differs() -> None:
    assert editions(two_editions(), (), 2020, 2023).changes == ()
    assert editions(two_editions(), (), 2024, 2030).changes == ()


def test_the_years_worth_comparing() -> None:
    assert (first_year(two_editions()), last_year(two_editions())) == (2023, 2024)
    bare = replace(PACKS["readiness"], parameters=(), bindings=(), assessments=())
    assert (first_year(bare), last_year(bare)) == (None, None)


def test_the_benchmarks_of_2021_give_way_to_those_of_2023() -> None:
    """发改产业〔2023〕723号 tightened ferrosilicon's 基准 from 1900 to 1850 kgce/t."""
    pack = PACKS["ferroalloy"]
    found = editions(pack, [PACKS[name] for name in pack.requires], 2022, 2023)
    fesi = next(one for one in found.changes if one.thing.path.endswith("indicator[fesi]"))
    assert told(fesi)["value"] == ("≤ 1770 / 1900", "≤ 1770 / 1850")
    assert fesi.likely.endswith("indicator[fesi_2021]")


def test_what_is_not_yet_in_force_is_new() -> None:
    """GB 21256-2025 takes effect on 2026-07-01; the edition before it is not in the pack."""
    pack = PACKS["steel"]
    found = editions(pack, [PACKS[name] for name in pack.requires], 2025, 2026)
    come = {one.thing.path for one in found.of(Fate.NEW)}
    assert {
        "assessment[steel.quota].indicator[sinter]",
        "assessment[steel.quota].indicator[bof]",
    } <= come
    assert found.of(Fate.DROPPED) == ()
