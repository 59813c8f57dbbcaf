"""Problems of meaning are placed in the file their element is written in."""

from __future__ import annotations

import shutil
from pathlib import Path

from desktop_app.packs.checking import check_library
from desktop_app.packs.read import read_library
from tests.packs.samples import BASE, MILL, write_pack, write_samples


def places(folders: list[Path]) -> list[tuple[str, str, str]]:
    found = check_library(read_library(folders))
    return [(one.code, one.where.document.rpartition("/")[2], one.where.path) for one in found]


def test_good_packs_have_nothing_to_tell(tmp_path: Path) -> None:
    assert places(write_samples(tmp_path)) == []


def test_problems_name_file_and_element(tmp_path: Path) -> None:
    head, mark, rest = MILL.partition("[[item]]")
    rest = rest.replace('section = "mill"', 'section = "mil"').replace("weight = 1\n", "")
    more = '[[source]]\nid = "x"\ntitle = "又"\n[[source]]\nid = "x"\ntitle = "又"\n'
    mill = write_pack(tmp_path, "mill", a_head=head, b_items=mark + rest, c_more=more)
    assert places([write_pack(tmp_path, "base"), mill]) == [
        ("pack.duplicate_id", "c_more.toml", "source[x]"),
        ("pack.section_unknown", "b_items.toml", "item[output.steel].section"),
        ("pack.section_unknown", "b_items.toml", "item[mill.has.kiln].section"),
        ("pack.weights_partial", "b_items.toml", "assessment[mill.cp].indicator"),
    ]


def test_elements_of_families_are_in_the_file_of_their_template(tmp_path: Path) -> None:
    text = BASE.replace("energy.{x} * k.{x}", "energy.{x}")
    found = places([write_pack(tmp_path, "base", pack=text)])
    assert ("pack.unit_mismatch", "pack.toml", "quantity[ce.coal].formula") in found


def test_readiness_is_in_its_file(tmp_path: Path) -> None:
    folders = write_samples(tmp_path)
    text = (folders[2] / "pack.toml").read_text(encoding="utf-8")
    (folders[2] / "pack.toml").write_text(
        text.replace('cap = "D0"', 'cap = "D9"'), encoding="utf-8"
    )
    assert places(folders) == [("pack.cap_unknown", "pack.toml", "readiness.gate[G1].cap")]


def test_problems_of_the_header_are_in_its_file(tmp_path: Path) -> None:
    folder = write_pack(tmp_path, "mill", pack=MILL.replace('scale = "cp"', 'scale = "own"'))
    with (folder / "pack.toml").open("a", encoding="utf-8") as stream:
        scale = BASE.partition("[[scale]]")[2].replace('id = "cp"', 'id = "own"')
        stream.write("[[scale]]" + scale)
    assert places([folder]) == [("pack.requires_missing", "pack.toml", "pack.requires")]


def test_a_pack_without_example_is_warned_about(tmp_path: Path) -> None:
    folder = write_pack(tmp_path, "base")
    shutil.rmtree(folder / "cases")
    assert places([folder]) == [("pack.case_missing", "base", "")]
    (folder / "cases").mkdir()
    assert places([folder]) == [("pack.case_missing", "base", "")]


def test_a_broken_pack_is_not_called_missing(tmp_path: Path) -> None:
    base = write_pack(tmp_path, "base", pack=BASE + "[[scale]]\n")
    mill = write_pack(tmp_path, "mill")
    assert ("pack.requires_broken", "pack.toml", "pack.requires") in places([base, mill])


def test_one_folder_among_others(tmp_path: Path) -> None:
    library = read_library(write_samples(tmp_path))
    text = BASE.replace("[[scale]]", "[[scales]]")
    broken = read_library([write_pack(tmp_path / "other", "base", pack=text), tmp_path / "mill"])
    assert check_library(library, ["mill"]) == ()
    assert {one.code for one in check_library(broken, ["mill"])} == {"pack.scale_unknown"}


def test_a_shadowed_pack_is_not_checked(tmp_path: Path) -> None:
    shadowed = write_pack(tmp_path / "2", "base", pack=BASE.replace('k.{x}"\nlimb', 'k.x"\nlimb'))
    assert places([write_pack(tmp_path / "1", "base"), shadowed]) == [
        ("pack.installed_twice", "base", "")
    ]
