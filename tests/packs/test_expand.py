"""Families of elements: rows chosen, placeholders filled, faults told once and with their row."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from desktop_app.packs.build import PackRead
from desktop_app.packs.expand import MAX_ELEMENTS
from desktop_app.packs.read import read_pack
from tests.packs.samples import BASE, write_pack

HEAD = BASE.partition("[[section]]")[0]
TABLE = """
[[table.t]]
x = "a"
name = "甲"
v = 1.50
from = 2020-01-01
on = true
[[table.t]]
x = "b"
name = "乙"
v = 2
only = "b"
"""
PARAMETER = """
[[each.parameter]]
key = "p.{x}"
name = "{name}（{v}）"
value = "{v}"
source = "gbt2589"
"""


def read(tmp_path: Path, text: str) -> PackRead:
    return read_pack(write_pack(tmp_path, "base", pack=HEAD + TABLE + text))


def values(found: PackRead) -> dict[str, Decimal]:
    assert found.pack is not None, found.problems
    return {one.key: one.value for one in found.pack.parameters}


def faults(found: PackRead) -> list[tuple[str, str]]:
    return [(one.code, one.where.path) for one in found.problems]


def test_every_row_is_written_out(tmp_path: Path) -> None:
    found = read(tmp_path, '[[each]]\ntable = "t"\n' + PARAMETER)
    assert values(found) == {"p.a": Decimal("1.50"), "p.b": Decimal(2)}
    assert found.pack is not None
    assert [one.name for one in found.pack.parameters] == ["甲（1.50）", "乙（2）"]


def test_what_belongs_to_one_row_stays_together(tmp_path: Path) -> None:
    twice = PARAMETER + PARAMETER.replace("p.{x}", "q.{x}")
    found = read(tmp_path, '[[each]]\ntable = "t"\n' + twice)
    assert list(values(found)) == ["p.a", "q.a", "p.b", "q.b"]


@pytest.mark.parametrize(
    ("where", "keys"),
    [
        ('{x = "a"}', ["p.a"]),
        ('{x = ["b", "a"]}', ["p.a", "p.b"]),
        ("{on = true}", ["p.a"]),
        ('{x = "b", v = 2}', ["p.b"]),
    ],
)
def test_where_chooses_rows(tmp_path: Path, where: str, keys: list[str]) -> None:
    found = read(tmp_path, f'[[each]]\ntable = "t"\nwhere = {where}\n' + PARAMETER)
    assert list(values(found)) == keys


@pytest.mark.parametrize("where", ["{v = true}", '{v = "2"}', '{none = "a"}'])
def test_where_compares_like_with_like(tmp_path: Path, where: str) -> None:
    found = read(tmp_path, f'[[each]]\ntable = "t"\nwhere = {where}\n' + PARAMETER)
    assert faults(found) == [("pack.each_empty", "each[0]")]


def test_a_template_is_skipped_where_its_field_is_missing(tmp_path: Path) -> None:
    text = PARAMETER.replace("（{v}）", "{only}")
    assert list(values(read(tmp_path, '[[each]]\ntable = "t"\n' + text))) == ["p.b"]


def test_a_lone_placeholder_keeps_the_type_of_the_row(tmp_path: Path) -> None:
    text = PARAMETER + 'valid_from = "{from}"\ncarry_forward = "{on}"\nnote = "自 {from}：{on}"\n'
    found = read(tmp_path, '[[each]]\ntable = "t"\n' + text)
    assert found.pack is not None, found.problems
    parameter = found.pack.parameters[0]
    assert parameter.valid_from == date(2020, 1, 1)
    assert parameter.carry_forward is True
    assert parameter.cited.note == "自 2020-01-01：true"


def test_placeholders_reach_into_lists_and_tables(tmp_path: Path) -> None:
    section = '[[section]]\nid = "s"\ntitle = "栏目"\n'
    item = """
[[each.item]]
key = "q.{x}"
name = "{name}"
section = "s"
kind = "choice"
evidence = ["见{name}"]
[[each.item.option]]
id = "{x}"
text = "{name}"
"""
    found = read(tmp_path, section + '[[each]]\ntable = "t"\n' + item)
    assert found.pack is not None, found.problems
    first = found.pack.items[0]
    assert [(one.id, one.text) for one in first.options] == [("a", "甲")]
    assert first.cited.evidence == ("见甲",)


def test_rows_hand_down_their_citation_unless_the_template_has_its_own(tmp_path: Path) -> None:
    table = TABLE.replace('x = "b"', 'x = "b"\nconfidence = "unsure"\nclause = "表2"')
    text = HEAD + table + '[[each]]\ntable = "t"\n' + PARAMETER + 'clause = "表1"\n'
    found = read_pack(write_pack(tmp_path, "base", pack=text))
    assert found.pack is not None
    cited = [one.cited for one in found.pack.parameters]
    assert [(one.confidence.word, one.clause) for one in cited] == [
        ("confirmed", "表1"),
        ("unsure", "表1"),
    ]


def test_tables_may_stand_in_another_file(tmp_path: Path) -> None:
    each = '[[each]]\ntable = "t"\n' + PARAMETER
    extra = '[[table.t]]\nx = "c"\nname = "丙"\nv = 3\n'
    folder = write_pack(tmp_path, "base", a=each, b=HEAD + TABLE, c=extra)
    assert list(values(read_pack(folder))) == ["p.a", "p.b", "p.c"]


def test_a_fault_of_the_template_is_told_once_with_its_row(tmp_path: Path) -> None:
    text = PARAMETER.replace("[[each.parameter]]", '[[each.parameter]]\nunits = "t"')
    found = read(tmp_path, '[[each]]\ntable = "t"\n' + text)
    assert faults(found) == [("pack.field_misspelt", "each[0].parameter[0].units (a)")]


def test_a_fault_of_a_row_is_told_for_that_row(tmp_path: Path) -> None:
    text = PARAMETER.replace('"{v}"', '"{name}"')
    found = read(tmp_path, '[[each]]\ntable = "t"\n' + text)
    assert faults(found) == [
        ("pack.not_number", "each[0].parameter[0].value (a)"),
        ("pack.not_number", "each[0].parameter[0].value (b)"),
    ]


def test_rows_without_text_are_told_by_number(tmp_path: Path) -> None:
    text = '[[table.n]]\nv = 1\n[[each]]\ntable = "n"\n[[each.item]]\nkey = "n.x"\n'
    assert ("pack.field_missing", "each[0].item[0].name (0)") in faults(read(tmp_path, text))


@pytest.mark.parametrize(
    ("each", "fault"),
    [
        ('table = "tt"\n' + PARAMETER, ("pack.table_unknown", "each[0].table")),
        (PARAMETER, ("pack.field_missing", "each[0].table")),
        ('table = "t"\n', ("pack.each_without_template", "each[0]")),
        ('table = "t"\nwhen = 1\n' + PARAMETER, ("pack.field_misspelt", "each[0].when")),
        (
            'table = "t"\n' + PARAMETER.replace("{name}", "{nam}"),
            ("pack.placeholder_unknown", "each[0].parameter[0]"),
        ),
    ],
)
def test_faults_of_each(tmp_path: Path, each: str, fault: tuple[str, str]) -> None:
    assert faults(read(tmp_path, "[[each]]\n" + each)) == [fault]


def test_a_template_cannot_grow_without_bounds(tmp_path: Path) -> None:
    table = f'[[table.b]]\nx = "a"\nname = "{"长" * 20_000}"\nv = 1\n'
    text = '[[each]]\ntable = "b"\n' + PARAMETER.replace("{name}", "{name}" * 2000)
    found = read(tmp_path, table + text)
    assert faults(found) == [("pack.template_too_large", "each[0].parameter[0]")]


def test_tables_that_are_no_tables(tmp_path: Path) -> None:
    folder = write_pack(tmp_path, "base", a=HEAD, b="table = 3", c="[table]\nt = 4", d="each = 5")
    assert [found.code for found in read_pack(folder).problems] == [
        "pack.not_table",
        "pack.not_list",
        "pack.not_list",
    ]


def test_a_family_cannot_grow_without_end(tmp_path: Path) -> None:
    rows = "".join(f"[[table.m]]\nx = {number}\n" for number in range(MAX_ELEMENTS + 1))
    text = rows + '[[each]]\ntable = "m"\n[[each.item]]\nkey = "m.n{x}"\n'
    assert ("pack.too_many_elements", "each[0]") in faults(read(tmp_path, text))
