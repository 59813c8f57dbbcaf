"""Consistency rules of packs: read with everything they say, and checked for what they name."""

from __future__ import annotations

from pathlib import Path

import pytest

from desktop_app.core.check import check_pack
from desktop_app.core.pack import Confidence
from desktop_app.core.problems import Severity
from desktop_app.packs.read import Library, read_library
from tests.packs.samples import BASE, write_pack

RULE = """
[[check]]
id = "coal_against_value"
name = "煤多产值少"
severity = "warning"
when = "energy.coal > 1000 and output.value < 1"
message = "烧煤 {energy.coal}，产值只有 {output.value}。"
remedy = "请核对 {output.value} 的单位。"
jump = "output.value"
group = "产值"
source = "gbt2589"
clause = "第4章"

[[check]]
id = "outlet_without_mass"
name = "有浓度没有排放量"
severity = "info"
when = "air.pm > 0 and air.pm.mass == 0"
message = "颗粒物浓度 {air.pm}，年排放量为 0。"
remedy = "请补上。"
jump = "air.pm.mass"
group = "排放口"
record = "outlet"
match = { source = ["kiln"] }

[[each]]
table = "carrier"
[[each.check]]
id = "large_{x}"
name = "{name}太多"
severity = "error"
when = "energy.{x} > 5000000"
message = "{name} {energy.{x}}。"
remedy = "请核对。"
jump = "energy.{x}"
group = "能源"
"""


def library_of(root: Path, text: str = BASE + RULE) -> Library:
    return read_library([write_pack(root, "base", pack=text)])


def faults(root: Path, *changes: tuple[str, str]) -> list[tuple[str, str]]:
    text = RULE
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new, 1)
    library = library_of(root, BASE + text)
    assert library.problems == ()
    found = check_pack(library.packs["base"], library.packs)
    return [(one.code, one.where.path) for one in found]


def test_rules_are_read_with_all_they_say(tmp_path: Path) -> None:
    library = library_of(tmp_path)
    assert library.problems == ()
    rules = {rule.id: rule for rule in library.packs["base"].rules}
    assert set(rules) == {"coal_against_value", "outlet_without_mass", "large_coal", "large_coke"}
    first = rules["coal_against_value"]
    assert (first.severity, first.jump, first.group) == (Severity.WARNING, "output.value", "产值")
    assert first.when.names == {"energy.coal", "output.value"}
    assert (first.cited.source, first.cited.clause) == ("gbt2589", "第4章")
    assert rules["outlet_without_mass"].match == {"source": ("kiln",)}
    coke = rules["large_coke"]
    assert (coke.message, coke.jump) == ("焦炭 {energy.coke}。", "energy.coke")
    assert coke.cited.confidence is Confidence.RECALLED


def test_good_rules_have_nothing_to_tell(tmp_path: Path) -> None:
    assert faults(tmp_path) == []


@pytest.mark.parametrize(
    ("change", "code", "path"),
    [
        (
            ('id = "outlet_without_mass"', 'id = "coal_against_value"'),
            "pack.duplicate_id",
            "check[coal_against_value]",
        ),
        (
            ("energy.coal > 1000", "energy.col > 1000"),
            "pack.name_unknown",
            "check[coal_against_value].when",
        ),
        (
            ("energy.coal > 1000 and output.value < 1", "energy.coal + energy.coke"),
            "pack.not_truth",
            "check[coal_against_value].when",
        ),
        (
            ("energy.coal > 1000", "energy.coal > output.value"),
            "formula.different_dimension",
            "check[coal_against_value].when",
        ),
        (
            ("{energy.coal}，", "{energy.cool}，"),
            "pack.sentence_name",
            "check[coal_against_value].message",
        ),
        (
            ("请核对 {output.value} 的", "请核对 output.value} 的"),
            "pack.stray_brace",
            "check[coal_against_value].remedy",
        ),
        (
            ("烧煤 {energy.coal}", "烧煤 {air.pm}"),
            "pack.record_mismatch",
            "check[coal_against_value].message",
        ),
        (
            ('jump = "output.value"', 'jump = "output.valu"'),
            "pack.item_unknown",
            "check[coal_against_value].jump",
        ),
        (
            ('jump = "output.value"', 'jump = "air.pm"'),
            "pack.jump_record",
            "check[coal_against_value].jump",
        ),
        (
            ('source = ["kiln"]', 'sorce = ["kiln"]'),
            "pack.match_unknown",
            "check[outlet_without_mass].match.sorce",
        ),
        (
            ('source = ["kiln"]', 'source = ["kill"]'),
            "pack.match_option",
            "check[outlet_without_mass].match.source",
        ),
        (
            ('source = "gbt2589"', 'source = "gbt2588"'),
            "pack.source_unknown",
            "check[coal_against_value].source",
        ),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_wrong_rule_is_told(
    tmp_path: Path, change: tuple[str, str], code: str, path: str
) -> None:
    assert faults(tmp_path, change) == [(code, path)]


def test_a_rule_of_an_unknown_record_is_told(tmp_path: Path) -> None:
    found = faults(
        tmp_path,
        ('record = "outlet"', 'record = "outlt"'),
        ('match = { source = ["kiln"] }\n', ""),
        ('jump = "air.pm.mass"', 'jump = "output.value"'),
    )
    assert ("pack.record_unknown", "check[outlet_without_mass].record") in found


@pytest.mark.parametrize(
    ("old", "new", "code", "suggestion"),
    [
        ('severity = "warning"', 'severity = "warnng"', "pack.word_misspelt", "warning"),
        ("remedy =", "remdy =", "pack.field_misspelt", "remedy"),
        ("[[check]]", "[[chek]]", "pack.field_misspelt", "check"),
    ],
)
def test_misspelt_words_are_suggested(
    tmp_path: Path, old: str, new: str, code: str, suggestion: str
) -> None:
    found = library_of(tmp_path, BASE + RULE.replace(old, new, 1)).problems
    assert suggestion in [one.args.get("suggestion") for one in found if one.code == code]
