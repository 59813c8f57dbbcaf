"""Every field a pack file may have stands in a column with a head, and in no column besides."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

import pytest

from desktop_app.core.methods import METHODS
from desktop_app.packs.build import build, shared
from desktop_app.packs.expand import TEMPLATES
from desktop_app.packs.fields import Fields
from desktop_app.packs.files import Contents, parse, parsed
from desktop_app.packs.workbook import kinds
from desktop_app.packs.workbook.coding import is_literal, same
from desktop_app.packs.workbook.columns import METHOD_OPTIONS
from desktop_app.packs.workbook.kinds import Kind
from desktop_app.packs.workbook.plan import plan_book
from tests.packs.books import FOLDERS, exported, files_of, imported

# What no pack that comes with the program says, and what is newest in the model.
RARE = """
[pack]
id = "rare"
name = "少见的写法"
version = "2026.1.1"
kind = "industry"
completeness = "测试用。"
plan = ["电镀"]

[[source]]
id = "law"
title = "某标准"
area = "52"

[[parameter]]
key = "rare.factor"
name = "系数"
value = 1.5
source = "law"
valid_from = 2020-01-01
after_gap = "2018 年的文件只管到 2018 年底，2019 年没有文件。"

[[confirmation]]
path = "parameter[rare.factor]"
digest = "0012e4"
who = "张工"
on = 2026-11-03
document = "某标准"
page = "第 9 页"
note = "扫描件"

[[scale]]
id = "rare"
name = "三级"
level = [
  { id = "L1", name = "Ⅰ级", sign = "Ⅰ", tone = "level_1" },
  { id = "L2", name = "Ⅱ级", sign = "Ⅱ", tone = "level_2" },
  { id = "L3", name = "Ⅲ级", sign = "Ⅲ", tone = "level_3" },
]
below = { id = "below", name = "未达Ⅲ级", sign = "×", tone = "level_below" }
mark = [{ id = "aim", name = "可再努力", sign = "○", tone = "muted" }]

[[assessment]]
id = "rare.cp"
name = "某行业清洁生产"
limb = "clean_production"
method = "level_index.v1"
scale = "rare"
source = "law"
options = { weights = "partial" }
group = [{ id = "g", name = "资源", weight = 0.6 }, { id = "b", name = "加分", bonus = true }]

[[assessment.indicator]]
id = "row"
no = "1"
name = "两部分的指标"
group = "g"
weight = 0.4
valid_from = 2020-01-01
after_gap = "前一版已废止。"
part = [
  { name = "甲", unit = "t", direction = "lower", strict = true, levels = [1, 2, 3], hint = "填" },
  { name = "乙", direction = "range", levels = [[6, 9], [5, 10], "unknown"] },
]
"""


@pytest.fixture(scope="module")
def asked() -> dict[str, set[str]]:
    """The fields the readers of packs ask for, by the path of their table without numbers."""
    found: dict[str, set[str]] = defaultdict(set)
    take = Fields.take

    def noting(self: Fields, name: str) -> object | None:
        found[re.sub(r"\[\d*\]", "", self.path)].add(name)
        return take(self, name)

    folders = [
        parsed(Contents(f"forms/{one.name}", files_of(one), has_cases=True)) for one in FOLDERS
    ]
    folders.append(parsed(Contents("rare", {"pack.toml": RARE.encode()}, has_cases=True)))
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(Fields, "take", noting)
        known = shared(folders)
        reads = [build(folder, known) for folder in folders]
    assert [one.name for one in reads if one.pack is None] == []
    return found


def path_of(kind: Kind) -> str:
    return "assessment.indicator" if kind is kinds.INDICATOR else kind.path


def held_apart(kind: Kind) -> set[str]:
    """Fields of an element that have sheets, rows or columns of their own."""
    held = {name for name, _word in kind.children}
    if kind is kinds.ASSESSMENT:
        held |= {"indicator"}
    if kind is kinds.INDICATOR:
        held |= {"levels"}
    if kind is kinds.EACH:
        held |= set(TEMPLATES)
    inner = (one.path.partition(".") for one in kinds.LISTS)
    return held | {name for top, _dot, name in inner if name and top == kind.path}


def readers_of(kind: Kind, asked: dict[str, set[str]]) -> Iterator[tuple[str, set[str]]]:
    """The tables that have a row on a sheet, with the fields their readers ask for."""
    path = path_of(kind)
    for one in (path, *(f"{path}.{name}" for name, _word in kind.children)):
        yield one, asked[one]


@pytest.mark.parametrize("kind", [*kinds.LISTS, *kinds.SINGLES], ids=lambda kind: str(kind.path))
def test_every_field_has_a_column_and_every_column_a_field(
    kind: Kind, asked: dict[str, set[str]]
) -> None:
    columns = {column.field for column in kind.columns if "{" not in column.field}
    wanted: set[str] = set()
    for path, fields in readers_of(kind, asked):
        assert fields, f"nothing is read at {path}"
        wanted |= fields - held_apart(kind)
    assert wanted - columns == set()
    assert columns - wanted == set()


def test_every_list_of_a_pack_has_a_sheet(asked: dict[str, set[str]]) -> None:
    sheets = {kind.path.partition(".")[0] for kind in (*kinds.LISTS, *kinds.SINGLES)}
    assert asked[""] - sheets == {"table"}
    model = {kind.path.partition(".")[2] for kind in kinds.LISTS if "readiness." in kind.path}
    known = {column.field for column in kinds.MODEL.columns}
    assert asked["readiness"] - known == model
    options = {path: names for path, names in asked.items() if path.endswith(".option")}
    assert options
    assert all(names == {"id", "text"} for names in options.values())


def test_what_is_rare_has_cells_one_can_read() -> None:
    files = {"pack.toml": RARE.encode()}
    document = parse(files["pack.toml"], "pack.toml")
    assert isinstance(document, dict)
    plan = plan_book({"pack.toml": document}, {}, {})
    assert kinds.REST_MARK not in {sheet.mark for sheet in plan.sheets}
    for sheet in plan.sheets:
        heads = {column.field for column in sheet.columns if column.head == column.field}
        assert heads == set()
        cells = [cell for line in sheet.lines for cell in line.cells.values()]
        assert not [cell for cell in cells if is_literal(cell)]
    back = imported(exported(files))
    assert not back.problems
    assert same(parse(back.files["pack.toml"], ""), document)


def test_every_option_of_a_method_is_explained_at_its_column() -> None:
    for method in METHODS.values():
        for name, option in method.options.items():
            assert name in METHOD_OPTIONS
            words = set(option.words) - {"true", "false"}
            if name != "thresholds_confidence":  # its words are those of the column beside it
                assert all(f'"{word}"' in METHOD_OPTIONS for word in words)
