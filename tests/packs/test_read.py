"""Good packs: every element read, citations handed down, direct questions made, all exact."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from desktop_app.core.pack import Confidence, Direction, ItemKind, Met, Pack
from desktop_app.packs.read import Library, pack_folders, read_library, read_pack
from tests.packs.samples import BASE, MILL, write_pack, write_samples


@pytest.fixture
def library(tmp_path: Path) -> Library:
    return read_library(write_samples(tmp_path))


@pytest.fixture
def base(library: Library) -> Pack:
    return library.packs["base"]


@pytest.fixture
def mill(library: Library) -> Pack:
    return library.packs["mill"]


def test_good_packs_have_no_problems(library: Library) -> None:
    assert library.problems == ()
    assert list(library.packs) == ["base", "mill", "ready"]


def test_header(mill: Pack) -> None:
    assert (mill.id, mill.version, mill.kind) == ("mill", "2026.11.2", "industry")
    assert mill.requires == ("base",)
    assert mill.industries == ("C3130",)
    assert mill.plan == ("钢铁长流程",)


def test_source_dates_and_confidence(base: Pack) -> None:
    source = base.sources[0]
    assert source.issued == date(2020, 9, 29)
    assert source.confidence is Confidence.CONFIRMED
    assert source.citation == "GB/T 2589-2020《综合能耗计算通则》"


def test_numbers_are_exact(base: Pack) -> None:
    values = {(parameter.key, parameter.member): parameter.value for parameter in base.parameters}
    assert values["k.coal", ""] == Decimal("0.7143")
    assert values["k.coke", ""] == Decimal("0.9714")
    assert values["cf.coke.cc", "mee"] == Decimal("3.666666666666666666666666666666667")


def test_families_take_rows_in_order_and_their_citations(base: Pack) -> None:
    carriers = [item.key for item in base.items if item.key.startswith("energy.c")]
    assert carriers == ["energy.coal", "energy.coke"]
    by_key = {parameter.key: parameter for parameter in base.parameters}
    assert by_key["k.coal"].cited.confidence is Confidence.CONFIRMED
    assert by_key["k.coke"].cited.confidence is Confidence.RECALLED
    assert by_key["k.coke"].cited.source == "gbt2589"


def test_indicators_take_over_the_source_of_their_table(mill: Pack) -> None:
    cited = mill.assessments[0].indicators[0].cited
    assert (cited.source, cited.clause) == ("mill.cp", "表1")
    assert cited.confidence is Confidence.SINGLE


def test_thresholds(mill: Pack) -> None:
    energy, _furnace, ph, dust = mill.assessments[0].indicators
    assert [step.limit.source for step in energy.parts[0].thresholds if step.limit] == [
        "50",
        "60",
        "70 + 0",
    ]
    lows = [step.low.source for step in ph.parts[0].thresholds if step.low]
    assert lows == ["6.5", "6", "6"]
    assert [step.met for step in ph.parts[1].thresholds] == [Met.LIMIT, Met.FREE, Met.UNKNOWN]
    assert dust.match == {"source": ("kiln",)}
    assert dust.weight_by is not None
    assert dust.permit is not None


def test_levels_a_standard_does_not_have(tmp_path: Path) -> None:
    text = MILL.replace('[95, "free", "unknown"]', '[95, 90, "absent"]')
    folders = [write_pack(tmp_path, "base"), write_pack(tmp_path, "mill", pack=text)]
    part = read_library(folders).packs["mill"].assessments[0].indicators[2].parts[1]
    assert [step.met for step in part.thresholds] == [Met.LIMIT, Met.LIMIT, Met.ABSENT]


def test_direct_choice_offers_equal_texts_once(mill: Pack) -> None:
    item = next(item for item in mill.items if item.key == "mill.cp.furnace")
    assert item.kind is ItemKind.CHOICE
    assert [(option.id, option.text) for option in item.options] == [
        ("L1", "蓄热式"),
        ("L2", "换热式"),
        ("below", "未达Ⅲ级"),
    ]
    assert item.hint == "按主要炉型选。"
    assert item.section == "mill.cp"
    assert mill.assessments[0].indicators[1].parts[0].value.source == "mill.cp.furnace"


def test_parts_are_asked_one_by_one(mill: Pack) -> None:
    items = {item.key: item for item in mill.items}
    assert items["mill.cp.ph.1"].name == "水质：酸碱度"
    assert (items["mill.cp.ph.2"].unit, items["mill.cp.ph.2"].hint) == ("%", "按全厂。")
    row = mill.assessments[0].indicators[2]
    assert [part.name for part in row.parts] == ["酸碱度", "回用率"]
    assert row.parts[0].direction is Direction.RANGE


def test_direct_rows_of_records_stand_in_a_list_of_records(tmp_path: Path) -> None:
    text = MILL.replace('value = "air.pm"\n', "")
    folders = [write_pack(tmp_path, "base"), write_pack(tmp_path, "mill", pack=text)]
    pack = read_library(folders).packs["mill"]
    section = next(section for section in pack.sections if section.id == "mill.cp.outlet")
    assert (section.layout, section.record) == ("records", "outlet")
    assert next(item for item in pack.items if item.key == "mill.cp.dust").record == "outlet"


def test_minimum_none_allows_negative_values(tmp_path: Path) -> None:
    text = BASE.replace('unit = "万元"\n', 'unit = "万元"\nminimum = "none"\nmaximum = 1e5\n')
    pack = read_pack(write_pack(tmp_path, "base", pack=text)).pack
    assert pack is not None
    item = next(item for item in pack.items if item.key == "output.value")
    assert item.minimum is None
    assert item.maximum == 100000


def test_readiness(library: Library) -> None:
    model = library.packs["ready"].readiness
    assert model is not None
    assert model.official is False
    assert model.axes == {"P": "近零污染指数", "C": "近零碳指数"}
    assert model.sub_indices[0].parts[0].points["L1_95"] == 100
    assert list(model.sub_indices[1].parts[0].anchors) == ["worst", "base", "advanced", "near_zero"]
    assert model.gates[0].cited.source == "own"


def test_settings_of_a_table_keep_their_text(tmp_path: Path) -> None:
    settings = '[assessment.options]\nweights = "missing"\nstrict = true\nlimit = 1.50\n'
    text = MILL.replace("[[assessment.group]]", settings + "[[assessment.group]]", 1)
    folders = [write_pack(tmp_path, "base"), write_pack(tmp_path, "mill", pack=text)]
    table = read_library(folders).packs["mill"].assessments[0]
    assert table.options == {"weights": "missing", "strict": "true", "limit": "1.50"}


def test_lists_of_several_files_are_joined_in_file_order(tmp_path: Path) -> None:
    head, _mark, rest = BASE.partition("[[source]]")
    extra = '[[section]]\nid = "first"\ntitle = "先"\n'
    folder = write_pack(tmp_path, "base", b_main="[[source]]" + rest, a_head=head + extra)
    pack = read_pack(folder).pack
    assert pack is not None
    assert [section.id for section in pack.sections] == ["first", "energy", "outlets"]


def test_digest_follows_names_and_bytes_but_not_cases(tmp_path: Path) -> None:
    def digest(folder: Path) -> str:
        pack = read_pack(folder).pack
        assert pack is not None
        return pack.digest

    folder = write_pack(tmp_path, "base")
    first = digest(folder)
    (folder / "cases" / "other.toml").write_text("x = 1", encoding="utf-8")
    (folder / "README.md").write_text("read me", encoding="utf-8")
    assert digest(folder) == first
    (folder / "pack.toml").rename(folder / "other.toml")
    renamed = digest(folder)
    assert renamed != first
    with (folder / "other.toml").open("a", encoding="utf-8") as stream:
        stream.write("\n")
    assert digest(folder) != renamed


def test_a_pack_alone_knows_no_scale_of_another(tmp_path: Path) -> None:
    read = read_pack(write_pack(tmp_path, "mill"))
    assert read.pack is None
    assert [(found.code, found.where.path) for found in read.problems] == [
        ("pack.scale_unknown", "assessment[0].scale")
    ]


def test_of_two_packs_with_one_id_the_first_is_kept(tmp_path: Path) -> None:
    own = write_pack(tmp_path / "own", "base", pack=BASE.replace('"通用"', '"自用"'))
    library = read_library([own, write_pack(tmp_path / "built_in", "base")])
    assert library.packs["base"].name == "自用"
    assert [found.code for found in library.problems] == ["pack.installed_twice"]


def test_pack_folders_are_those_with_a_header(tmp_path: Path) -> None:
    write_samples(tmp_path)
    shared = tmp_path / "shared"
    shared.mkdir()
    (shared / "regions.toml").write_text("provinces = []", encoding="utf-8")
    (tmp_path / "notes.txt").write_text("[pack]", encoding="utf-8")
    broken = write_pack(tmp_path, "broken", pack="[pack]\nid = ")
    assert [folder.name for folder in pack_folders(tmp_path)] == ["base", "broken", "mill", "ready"]
    assert pack_folders(tmp_path / "nowhere") == ()
    (broken / "pack.toml").unlink()
    (broken / "pack.toml").mkdir()
    assert "broken" not in [folder.name for folder in pack_folders(tmp_path)]


def test_a_pack_can_carry_what_somebody_checked(tmp_path: Path) -> None:
    text = """
[[confirmation]]
path = "parameter[k.coal]"
digest = "0123456789abcdef"
who = "张工"
on = 2026-11-03
document = "GB/T 2589-2020"
page = "第 9 页"
"""
    folder = write_pack(tmp_path, "base", pack=BASE + text)
    found = read_pack(folder)
    assert found.pack is not None, found.problems
    (one,) = found.pack.confirmations
    assert (one.pack, one.path, one.digest) == ("base", "parameter[k.coal]", "0123456789abcdef")
    assert (one.checked.who, one.checked.on) == ("张工", date(2026, 11, 3))
    undated = text.replace("on = 2026-11-03\n", "")
    broken = write_pack(tmp_path / "b", "base", pack=BASE + undated)
    assert [each.code for each in read_pack(broken).problems] == ["pack.field_missing"]
