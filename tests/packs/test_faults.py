"""Broken packs: everything wrong is told at once, each with file and path, and nothing raises."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop_app.core.problems import Severity
from desktop_app.packs.build import PackRead
from desktop_app.packs.files import MAX_FILES, read_contents
from desktop_app.packs.read import pack_folders, read_pack
from tests.packs.samples import BASE, READY, write_pack

BROKEN = """
[pack]
id = "other"
name = ""
version = "1.0"
kind = "company"
industries = ["steel"]
completeness = 3
sumary = "x"

[[source]]
id = "s1"
title = "标准"
issued = "2020-01-01"
confidence = "certain"

[[section]]
id = "bad id"
title = "栏目"
order = true
layout = "grid"

[[record_kind]]
id = "outlet"
name = "排放口"
field = "source"

[[item]]
key = "Energy.Coal"
name = "原煤"
section = "energy"
uint = "t"

[[item]]
key = "sum"
name = "选择"
section = "energy"
kind = "choice"

[[item]]
key = "a__b"
name = "标识\\u0007"
section = "energy"
listed = 1

[[parameter]]
key = "k.coal"
name = "系数"
value = true
unit = "tce/t"

[[parameter]]
key = "k.coke"
name = "系数"
value = "1/0"
source = "s1"
family = "f"
evidence = ["页面", 3]

[[parameter]]
key = "k.gas"
name = "系数"
value = 1e999
source = "s1"
valid_from = 2020-01-01T00:00:00

[[quantity]]
id = "ce.coal"
name = "折标煤"
formula = "energy.coal * "
limb = "enrgy"

[[quantity]]
id = "ce.coke"
name = "折标煤"
limb = "energy"
formula = true

[[scale]]
id = "cp"
name = "水平"

[[assessment]]
id = "cp"
name = "水平"
limb = "energy"
method = "levelindex"
scale = "cpp"
options = {deep = {x = 1}}
[[assessment.group]]
id = "g"
name = "组"
weight = "很大"
[[assessment.indicator]]
id = "Upper"
name = "直接填报"
group = "g"
direction = "lower"
levels = 3
[[assessment.indicator]]
id = "range"
name = "区间"
group = "g"
direction = "range"
value = "1"
levels = [[1, 2], [1, 2, 3], [[1], 2]]
[[assessment.indicator]]
id = "choice"
name = "选择"
group = "g"
direction = "choice"
value = "1"
levels = ["好", 2, " "]
[[assessment.indicator]]
id = "parts"
name = "多项"
group = "g"
unit = "t"
parts = 2
[[assessment.indicator.part]]
name = "其一"
direction = "lower"
value = "1"
levels = [[1, 2], {a = 1}]

[[assessment]]
id = "empty"
name = "空表"
limb = "energy"
method = "band.v1"
scale = "cp"

[[measure]]
id = "m"
name = "措施"
kind = "节能"
effect = "少用煤"
serves = "ce.coal"

[quantitys]
x = 1

[zzz]
x = 1
"""

EXPECTED = [
    ("pack.bad_id", "section[0].id"),
    ("pack.bad_industry", "pack.industries[0]"),
    ("pack.bad_name", "assessment[0].indicator[0].id"),
    ("pack.bad_name", "item[0].key"),
    ("pack.bad_name", "item[1].key"),
    ("pack.bad_name", "item[2].key"),
    ("pack.bad_version", "pack.version"),
    ("pack.control_character", "item[2].name"),
    ("pack.family_without_member", "parameter[1]"),
    ("pack.field_misspelt", "assessment[0].indicator[3].parts"),
    ("pack.field_misspelt", "item[0].uint"),
    ("pack.field_misspelt", "pack.sumary"),
    ("pack.field_misspelt", "quantitys"),
    ("pack.field_missing", "assessment[1].indicator"),
    ("pack.field_missing", "scale[0].below"),
    ("pack.field_missing", "scale[0].level"),
    ("pack.field_unknown", "zzz"),
    ("pack.folder_name", "pack.id"),
    ("pack.not_date", "parameter[2].valid_from"),
    ("pack.not_date", "source[0].issued"),
    ("pack.not_flag", "item[2].listed"),
    ("pack.not_limit", "assessment[0].indicator[3].part[0].levels[0]"),
    ("pack.not_limit", "assessment[0].indicator[3].part[0].levels[1]"),
    ("pack.not_list", "assessment[0].indicator[0].levels"),
    ("pack.not_list", "measure[0].serves"),
    ("pack.not_list", "record_kind[0].field"),
    ("pack.not_number", "assessment[0].group[0].weight"),
    ("pack.not_number", "assessment[0].indicator[1].levels[2][0]"),
    ("pack.not_number", "parameter[0].value"),
    ("pack.not_number", "quantity[1].formula"),
    ("pack.not_range", "assessment[0].indicator[1].levels[1]"),
    ("pack.not_text", "assessment[0].indicator[2].levels[1]"),
    ("pack.not_text", "assessment[0].indicator[2].levels[2]"),
    ("pack.not_text", "assessment[0].options.deep"),
    ("pack.not_text", "pack.completeness"),
    ("pack.not_text", "parameter[1].evidence[1]"),
    ("pack.not_whole", "section[0].order"),
    ("pack.number_range", "parameter[1].value"),
    ("pack.number_range", "parameter[2].value"),
    ("pack.options_missing", "item[1].option"),
    ("pack.part_and_field", "assessment[0].indicator[3].unit"),
    ("pack.scale_unknown", "assessment[0].scale"),
    ("pack.source_missing", "assessment[0].indicator[0]"),
    ("pack.source_missing", "assessment[0].indicator[1]"),
    ("pack.source_missing", "assessment[0].indicator[2]"),
    ("pack.source_missing", "assessment[0].indicator[3]"),
    ("pack.source_missing", "parameter[0]"),
    ("pack.text_empty", "pack.name"),
    ("pack.word_misspelt", "assessment[0].method"),
    ("pack.word_misspelt", "quantity[0].limb"),
    ("pack.word_unknown", "pack.kind"),
    ("pack.word_unknown", "source[0].confidence"),
]


def found_in(read: PackRead) -> list[tuple[str, str]]:
    return sorted((found.code, found.where.path) for found in read.problems)


def codes(folder: Path) -> list[str]:
    return [found.code for found in read_pack(folder).problems]


def test_all_faults_of_a_pack_are_told_at_once(tmp_path: Path) -> None:
    read = read_pack(write_pack(tmp_path, "broken", pack=BROKEN))
    assert read.pack is None
    assert found_in(read) == sorted([*EXPECTED, ("formula.ends_early", "quantity[0].formula")])


def test_every_fault_names_its_file_and_says_what_to_do(tmp_path: Path) -> None:
    for found in read_pack(write_pack(tmp_path, "broken", pack=BROKEN)).problems:
        assert found.where.document == f"{tmp_path.name}/broken/pack.toml"
        assert found.severity is Severity.ERROR
        assert "{" not in found.message().replace("{...}", "")
        assert found.remedy()


def test_misspelt_fields_come_with_the_name_meant(tmp_path: Path) -> None:
    read = read_pack(write_pack(tmp_path, "broken", pack=BROKEN))
    meant = {
        found.args["field"]: found.args["suggestion"]
        for found in read.problems
        if found.code == "pack.field_misspelt"
    }
    assert meant == {"sumary": "summary", "uint": "unit", "parts": "part", "quantitys": "quantity"}


def test_readiness_faults(tmp_path: Path) -> None:
    text = READY.replace('statement = "企业自评参考，非官方认定。"', "official = 1")
    text = text.replace('axes = {P = "近零污染指数", C = "近零碳指数"}', 'axis = "P"')
    text = text.replace('value = "energy.total / output.value"\n', "")
    text = text.replace("near_zero = 0.5", "near_zero = 0.5, best = 1")
    text = text.partition("[[readiness.gate]]")[0].replace("weight = 0.3\n", "")
    text += '[[readiness.sub_index]]\nid = "X"\nname = "空"\naxis = "P"\nweight = 0\n'
    text += '[[readiness.gate]]\nid = "G1"\nname = "门槛"\naxis = "P"\ncap = "D0"\n'
    part = "readiness.sub_index[1].part[0]"
    assert found_in(read_pack(write_pack(tmp_path, "ready", pack=text))) == [
        ("pack.field_missing", "readiness.axes"),
        ("pack.field_missing", "readiness.gate[0].condition"),
        ("pack.field_missing", "readiness.grade"),
        ("pack.field_missing", "readiness.statement"),
        ("pack.field_missing", f"{part}.value"),
        ("pack.field_missing", "readiness.sub_index[1].part[1].weight"),
        ("pack.field_missing", "readiness.sub_index[2].part"),
        ("pack.field_misspelt", "readiness.axis"),
        ("pack.field_unknown", f"{part}.anchors.best"),
        ("pack.not_flag", "readiness.official"),
    ]


def test_only_one_header_and_one_readiness_table(tmp_path: Path) -> None:
    folder = write_pack(tmp_path, "ready", a=READY, b="[pack]\nx = 1\n[readiness]\ny = 1\n")
    places = [
        (found.code, found.where.document, found.where.path) for found in read_pack(folder).problems
    ]
    name = f"{tmp_path.name}/ready/b.toml"
    assert places == [
        ("pack.header_twice", name, "pack"),
        ("pack.readiness_twice", name, "readiness"),
    ]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("pack = 3", "pack.not_table"),
        ("readiness = 3", "pack.not_table"),
        ("", "pack.header_missing"),
        ("item = [3]", "pack.not_table"),
    ],
)
def test_tables_that_are_none(tmp_path: Path, text: str, code: str) -> None:
    assert code in codes(write_pack(tmp_path, "odd", pack=text))


@pytest.mark.parametrize(
    ("text", "place", "line"),
    [
        ('[pack]\nid = "x"\nname "y"\n', "3:6", 'name "y"'),
        ("a = 1\r\na = 2\r\n", "2:6", "a = 2"),
    ],
)
def test_a_syntax_error_shows_its_line(tmp_path: Path, text: str, place: str, line: str) -> None:
    found = read_pack(write_pack(tmp_path, "odd", pack=text)).problems[0]
    assert (found.code, found.where.path, found.args["text"]) == ("pack.not_toml", place, line)
    assert line in found.sentence()


def test_an_unfinished_file_has_no_line_to_show(tmp_path: Path) -> None:
    assert codes(write_pack(tmp_path, "odd", pack="x = [1,")) == ["pack.not_toml_file"]


def test_folders_without_packs(tmp_path: Path) -> None:
    empty = tmp_path / "empty"
    empty.mkdir()
    assert codes(empty) == ["pack.empty"]
    assert codes(tmp_path / "nowhere") == ["pack.folder_unreadable"]


def test_a_folder_of_many_files_is_refused(tmp_path: Path) -> None:
    names = {f"f{number}": "" for number in range(MAX_FILES + 1)}
    assert codes(write_pack(tmp_path, "many", **names)) == ["pack.too_many_files"]


@pytest.mark.skipif(os.name == "nt", reason="links need rights on Windows")
def test_examples_behind_a_linked_folder_stay_outside(tmp_path: Path) -> None:
    elsewhere, folder = tmp_path / "elsewhere", tmp_path / "mine"
    elsewhere.mkdir()
    (elsewhere / "a.toml").write_text("[case]\n", encoding="utf-8")
    folder.mkdir()
    (folder / "pack.toml").write_text("[pack]\n", encoding="utf-8")
    (folder / "cases").symlink_to(elsewhere)
    read = read_contents(folder, cases=True)
    assert list(read.files) == ["pack.toml"]
    assert [one.code for one in read.problems] == ["pack.link_outside"]


@pytest.mark.skipif(os.name == "nt", reason="links need rights on Windows")
def test_links_lead_nowhere_outside(tmp_path: Path) -> None:
    outside = tmp_path / "secret.toml"
    outside.write_text("[pack]", encoding="utf-8")
    folder = write_pack(tmp_path, "base")
    (folder / "own.toml").symlink_to(folder / "pack.toml")
    (folder / "out.toml").symlink_to(outside)
    (folder / "loop.toml").symlink_to(folder / "loop.toml")
    read = read_pack(folder)
    found = {(one.code, one.where.document.rpartition("/")[2]) for one in read.problems}
    assert ("pack.link_outside", "out.toml") in found
    assert ("pack.not_a_file", "loop.toml") in found
    assert ("pack.header_twice", "pack.toml") in found
    assert read.pack is None


def test_files_that_cannot_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = write_pack(tmp_path, "base")

    def refuse(*_args: object, **_more: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", refuse)
    found = read_pack(folder).problems
    assert (found[0].code, found[0].args["detail"]) == ("pack.file_unreadable", "Permission denied")
    assert pack_folders(tmp_path) == ()


def test_examples_that_cannot_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = write_pack(tmp_path, "base")
    listed = list(folder.iterdir())

    def refuse(path: Path) -> Iterator[Path]:
        if path.name == "cases":
            raise PermissionError(13, "Permission denied")
        return iter(listed)

    monkeypatch.setattr(Path, "iterdir", refuse)
    assert read_pack(folder).has_cases is False


def test_a_folder_in_place_of_a_file(tmp_path: Path) -> None:
    folder = write_pack(tmp_path, "base")
    (folder / "more.toml").mkdir()
    assert codes(folder) == ["pack.not_a_file"]


HOSTILE = {
    "pack.too_deep": [
        b"x = " + b"[" * 50_000,
        b"x = " + b"{a = " * 50_000,
        b"a." * 500_000 + b"b = 1",
        b"x = " + b"[" * 20 + b"]" * 20,
        b"[" + b'"a".' * 30 + b"b]",
    ],
    "pack.not_utf8": [b"x = '\xff\xfe'", "[pack]".encode("utf-16")],
    "pack.file_too_large": [b"# " + b"x" * 10_000_000],
    "pack.not_toml": [b"x = 1\x00", b"\xef\xbb\xbf[pack]", b"x = 'a\nb'"],
    "pack.not_toml_file": [b"x = " + b"9" * 10_000],
    "pack.not_text": [b"[pack]\nid = 0x" + b"f" * 10_000],
    "pack.bad_name": [
        b"[[item]]\nkey = '__class__'",
        b"[[item]]\nkey = 'a.__class__.b'",
        b"[[item]]\nkey = '" + b"a" * 100_000 + b"'",
        "[[item]]\nkey = 'еnergy'".encode(),
    ],
    "formula.bad_name": [b"[[quantity]]\nformula = 'x.__class__'"],
    "formula.too_long": [b"[[quantity]]\nformula = '" + b"1+" * 100_000 + b"1'"],
    "formula.too_deep": [b"[[quantity]]\nformula = '" + b"(" * 900 + b"1" + b")" * 900 + b"'"],
    "pack.number_range": [
        b"[[parameter]]\nvalue = 1e999999999",
        b"[[parameter]]\nvalue = 1e99999999999999999999999",
        b"[[parameter]]\nvalue = nan",
        b"[[parameter]]\nvalue = -inf",
        b"[[parameter]]\nvalue = 0x" + b"f" * 10_000,
        b"[[parameter]]\nvalue = 0." + b"1" * 100_000,
        b"[[section]]\norder = 99999999999999999999",
    ],
    "pack.not_number": [
        b"[[parameter]]\nvalue = '__import__(\"os\")'",
        b"[[parameter]]\nvalue = '1e9999999999'",
        b"[[parameter]]\nvalue = '" + b"1" * 200 + b"/3'",
        b"[[item]]\nmaximum = '44/12'",
    ],
    "pack.text_too_long": [b"[pack]\nname = '" + b"x" * 10_000 + b"'"],
    "pack.control_character": ["[pack]\nname = 'a\\u0000b'".replace("'", '"').encode()],
    "pack.too_many_problems": [b"".join(b"a%d = 1\n" % number for number in range(50_000))],
}


@pytest.mark.parametrize(
    ("code", "data"),
    [(code, data) for code, many in HOSTILE.items() for data in many],
    ids=lambda value: value if isinstance(value, str) else repr(value[:30]),
)
def test_hostile_files_end_as_problems(tmp_path: Path, code: str, data: bytes) -> None:
    folder = write_pack(tmp_path, "hostile")
    (folder / "pack.toml").write_bytes(data)
    read = read_pack(folder)
    assert read.pack is None
    assert code in [found.code for found in read.problems]
    assert all(len(found.sentence()) < 1000 for found in read.problems)


def test_a_pack_is_not_read_beyond_what_anyone_would_mend(tmp_path: Path) -> None:
    many = "".join(f"[[item]]\nwrong{number} = 1\n" for number in range(3000))
    found = codes(write_pack(tmp_path, "many", pack=many))
    assert len(found) < 1010
    assert found.count("pack.too_many_problems") == 1


def test_an_industry_the_plan_does_not_name_is_told_with_the_one_meant(tmp_path: Path) -> None:
    """A pack of tomorrow may name an industry of tomorrow, so it is read all the same."""
    written = BASE.replace('kind = "base"', 'kind = "base"\nplan = ["钢铁长流成", "造纸"]', 1)
    read = read_pack(write_pack(tmp_path, "base", pack=written))
    assert read.pack is not None
    told = [(one.code, one.where.path, one.severity) for one in read.problems]
    assert told == [
        ("pack.plan_unknown", "pack.plan[0]", Severity.WARNING),
        ("pack.plan_unknown", "pack.plan[1]", Severity.WARNING),
    ]
    assert read.problems[0].args["suggestion"] == "钢铁长流程"
