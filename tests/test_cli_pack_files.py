"""Pack files on the command line: made, signed, looked through, installed, listed, removed."""

from __future__ import annotations

from pathlib import Path

from desktop_app.app.catalog import Catalog
from desktop_app.app.paths import find_paths
from tests.packs.pack_files import file_of, own_files
from tests.test_cli import Ran


def test_a_pack_travels_from_one_user_to_another(odd_path: Path) -> None:
    one, other, key = odd_path / "甲", odd_path / "乙", odd_path / "key.pem"
    made = Ran(one, "packs", "key", "new", "--out", key, "--json").json
    assert Ran(one, "packs", "key", "new", "--out", key).code == 1
    packed = Ran(
        one, "packs", "pack", "electroplating", "--out", odd_path, "--key", key,
        "--publisher", "某设计院", "--json",
    ).json  # fmt: skip
    assert packed["fingerprint"] == made["fingerprint"]
    file = Path(packed["file"])
    assert file.parent == odd_path
    verified = Ran(other, "packs", "verify", file, "--json").json
    assert (verified["id"], verified["publisher"]) == ("electroplating", "某设计院")
    assert (verified["ok"], verified["trusted"]) == (True, False)
    assert "packs install --trust" in Ran(other, "packs", "verify", file).out
    refused = Ran(other, "packs", "install", file)
    assert refused.code == 1
    assert made["fingerprint"] in refused.complaints
    installed = Ran(other, "packs", "install", file, "--trust", "--json").json
    assert installed["installed"] == [file.name]
    assert Ran(other, "packs", "verify", file).out.endswith("文件完好，可以安装。\n")
    listed = Ran(other, "packs", "list", "--all", "--json").json["packs"]
    mine = [row for row in listed if row["id"] == "electroplating"]
    assert [(row["origin"], row["in_use"], row["trusted"]) for row in mine] == [
        ("installed", True, True),
        ("built_in", False, False),
    ]
    known = Ran(other, "packs", "publishers", "--json").json["publishers"]
    assert [row["fingerprint"] for row in known] == [made["fingerprint"]]
    assert Ran(other, "packs", "publishers", "--forget", "0000").code == 1
    print_of = made["fingerprint"].lower()
    assert (
        Ran(other, "packs", "publishers", "--forget", print_of, "--json").json["publishers"] == []
    )
    assert Ran(other, "packs", "remove", "electroplating").code == 0
    assert Ran(other, "packs", "remove", "electroplating").code == 1
    data = bytearray(file.read_bytes())
    data[len(data) // 2] ^= 1
    file.write_bytes(bytes(data))
    broken = Ran(other, "packs", "verify", file)
    assert broken.code == 1
    assert "不能安装" in broken.out


def test_versions_of_a_library_are_listed_with_the_others(odd_path: Path) -> None:
    made = Ran(odd_path, "example", "--out", odd_path / "out")
    assert made.code == 0, made.complaints
    library = odd_path / "out" / "example.nzl"
    listed = Ran(odd_path, "packs", "list", "--library", library, "--json").json["packs"]
    assert {row["id"] for row in listed if row["in_use"]} == set(
        Catalog(find_paths(odd_path)).newest
    )
    assert Ran(odd_path, "packs", "list", "--library", odd_path / "none.nzl").code == 1


def test_a_pack_of_other_content_is_told_apart_in_the_list(odd_path: Path) -> None:
    packs = odd_path / "packs"
    packs.mkdir()
    for version in ("2026.1.1", "2026.1.2"):
        file = file_of(own_files(version))
        (packs / file.file_name).write_bytes(file.data)
    ran = Ran(odd_path, "packs", "list", "--all")
    lines = [line for line in ran.out.splitlines() if " own " in line]
    assert [line.split()[0] for line in lines] == ["*", "own"]
