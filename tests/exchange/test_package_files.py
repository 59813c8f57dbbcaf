"""Package files from anywhere: what is not whole, not ours or not honest is told and refused."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop_app.core.problems import Problem
from desktop_app.exchange.package.manifest import (
    CASE,
    LOG,
    MANIFEST,
    RESULTS,
    as_json,
    content_digest,
)
from desktop_app.exchange.package.read import Package, open_package
from desktop_app.store.library import Library
from tests.app.package_desks import begun, catalog

Files = dict[str, bytes]


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("包")
    plant = begun(folder)
    sent = plant.send(folder / "某厂.nzcase")
    plant.workspace.close()
    return sent


@pytest.fixture(scope="module")
def files(sound: Path) -> Files:
    with zipfile.ZipFile(sound) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def refused(path: Path) -> str:
    """The code of the reason a file is not taken; what opens is read to its end."""
    found = open_package(path)
    if isinstance(found, Package):
        with found:
            wrong = found.verify()
        assert wrong is not None
        found = wrong
    assert found.message()
    return found.code


def packed(path: Path, files: Files, *, method: int = zipfile.ZIP_DEFLATED) -> Path:
    with zipfile.ZipFile(path, "w", method) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return path


def renamed(files: Files, change: Callable[[dict[str, Any]], object]) -> Files:
    """The files with a manifest that was changed."""
    manifest = json.loads(files[MANIFEST])
    change(manifest)
    return {**files, MANIFEST: json.dumps(manifest).encode()}


def honest(files: Files, name: str, data: bytes) -> Files:
    """The files with one of them changed, and a manifest that says so."""
    member = [len(data), sha256(data).hexdigest()]
    return renamed({**files, name: data}, lambda m: m["members"].__setitem__(name, member))


def test_a_sound_package_opens_and_verifies(sound: Path, tmp_path: Path, files: Files) -> None:
    package = open_package(sound)
    assert isinstance(package, Package)
    with package:
        assert package.verify() is None
        assert package.case().copy.head == package.manifest.head
    again = open_package(packed(tmp_path / "again.nzcase", files))
    assert isinstance(again, Package)
    again.close()


OTHERS: list[tuple[str, bytes, str]] = [
    ("空.nzcase", b"", "package.is_empty"),
    ("没下完.nzcase", b"\x00" * 5000, "package.is_partial"),
    ("照片.nzcase", b"\xff\xd8\xff\xe0" + b"x" * 100, "package.is_other"),
    ("报告.nzcase", b"%PDF-1.7 ...", "package.is_other"),
    ("说明.nzcase", "这是文字".encode(), "package.is_other"),
    ("旧.nzcase", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"x" * 100, "package.is_other"),
]


@pytest.mark.parametrize(("name", "data", "code"), OTHERS)
def test_another_kind_of_file_is_named(name: str, data: bytes, code: str, odd_path: Path) -> None:
    path = odd_path / name
    path.write_bytes(data)
    assert refused(path) == code


def test_files_of_our_own_kinds_are_told_apart(odd_path: Path, sound: Path) -> None:
    library = Library.open(odd_path / "库.nzcase")
    assert isinstance(library, Library)
    library.close()
    assert refused(odd_path / "库.nzcase") == "package.is_library"
    edition = catalog().newest["general"]
    (odd_path / "包.nzcase").write_bytes(edition.as_file("0"))
    assert refused(odd_path / "包.nzcase") == "package.is_pack"
    packed(odd_path / "台账.nzcase", {"[Content_Types].xml": b"", "xl/workbook.xml": b""})
    found = open_package(odd_path / "台账.nzcase")
    assert isinstance(found, Problem)
    assert "Excel" in found.message()
    partial = odd_path / "某厂.nzcase.crdownload"
    partial.write_bytes(sound.read_bytes())
    assert refused(partial) == "package.is_partial"
    assert refused(odd_path / "没有.nzcase") == "file.missing"
    assert refused(odd_path) == "file.unreadable"


@given(share=st.floats(0, 0.9999))
@settings(max_examples=15)
def test_a_file_cut_short_anywhere_is_told(sound: Path, share: float) -> None:
    data = sound.read_bytes()
    path = sound.with_name("短.nzcase")
    path.write_bytes(data[: int(len(data) * share)])
    assert refused(path) in {"package.is_partial", "package.is_empty", "package.is_other"}


@given(place=st.integers(0, 10**9), bit=st.integers(0, 7))
@settings(max_examples=40)
def test_a_flipped_bit_is_found_or_changes_nothing(sound: Path, place: int, bit: int) -> None:
    data = bytearray(sound.read_bytes())
    data[place % len(data)] ^= 1 << bit
    path = sound.with_name("改.nzcase")
    path.write_bytes(data)
    found = open_package(path)
    if isinstance(found, Package):
        with found, zipfile.ZipFile(sound) as archive:
            if found.verify() is None:
                assert {name: found.whole(name) for name in found.manifest.members} == {
                    name: archive.read(name) for name in archive.namelist() if name != MANIFEST
                }


def test_members_that_should_not_be_there_are_refused(files: Files, tmp_path: Path) -> None:
    for number, name in enumerate(("../外面", "/etc/passwd", "evidence/../../x", "C:\\x", "多余")):
        path = packed(tmp_path / f"{number}.nzcase", {**files, name: b"x"})
        assert refused(path) == "package.foreign_member"
    link = zipfile.ZipInfo("evidence/" + "a" * 64)
    link.external_attr = 0o120777 << 16
    path = packed(tmp_path / "链接.nzcase", files)
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr(link, "/etc/passwd")
    assert refused(path) == "package.foreign_member"
    path = packed(tmp_path / "两个.nzcase", files)
    with zipfile.ZipFile(path, "a") as archive, pytest.warns(UserWarning, match="Duplicate"):
        archive.writestr(CASE, files[CASE])
    assert refused(path) == "package.twice"


@pytest.mark.parametrize("name", [CASE, LOG, RESULTS])
def test_a_member_that_is_missing_or_changed_is_named(
    name: str, files: Files, tmp_path: Path
) -> None:
    fewer = {one: data for one, data in files.items() if one != name}
    assert refused(packed(tmp_path / "少.nzcase", fewer)) == "package.member_missing"
    data = bytearray(files[name])
    data[len(data) // 2] ^= 1
    changed = packed(tmp_path / "改.nzcase", {**files, name: bytes(data)})
    assert refused(changed) == "package.member_changed"


def test_what_unpacks_to_more_than_it_may_is_refused_unread(files: Files, tmp_path: Path) -> None:
    bomb = packed(tmp_path / "炸弹.nzcase", {**files, LOG: b"\n" * 30_000_000})
    assert bomb.stat().st_size < 2_000_000
    assert refused(bomb) == "package.member_too_large"
    # A manifest that promises less than there is.
    lies = renamed(files, lambda m: m["members"][LOG].__setitem__(0, 10))
    assert refused(packed(tmp_path / "说谎.nzcase", lies)) == "package.content"


def test_a_directory_that_is_larger_than_any_package_needs_is_not_read(tmp_path: Path) -> None:
    path = tmp_path / "目录.nzcase"
    end = b"PK\x05\x06" + b"\x00" * 4 + b"\xff\xff" * 2
    large = (0x7FFFFFFF).to_bytes(4, "little") + b"\x00" * 6
    path.write_bytes(b"PK\x03\x04" + b"\x00" * 200 + end + large)
    assert refused(path) == "package.is_other"
    # The sign of an end inside the end does not hide it.
    hidden = (0x7FFFFFFF).to_bytes(4, "little") + b"PK\x05\x06" + b"\x00\x00"
    path.write_bytes(b"PK\x03\x04" + b"\x00" * 200 + end + hidden)
    assert refused(path) == "package.is_other"


def test_a_newer_format_and_broken_manifests_are_told(files: Files, tmp_path: Path) -> None:
    cases: list[tuple[Callable[[dict[str, Any]], object], str]] = [
        (lambda m: m.__setitem__("format", 2), "package.newer_format"),
        (lambda m: m.__setitem__("kind", "x"), "package.content"),
        (lambda m: m.__setitem__("year", "2023"), "package.content"),
        (lambda m: m.__setitem__("enterprise", "\x00"), "package.content"),
        (lambda m: m.__setitem__("case", "../x"), "package.content"),
        (lambda m: m.pop("head"), "package.content"),
        (lambda m: m.__setitem__("head", "0" * 32), "package.content"),
        (lambda m: m.__setitem__("members", []), "package.content"),
        (lambda m: m.__setitem__("more", 1), "package.content"),
    ]
    for change, code in cases:
        path = packed(tmp_path / "清单.nzcase", renamed(files, change))
        assert refused(path) == code, code
    broken = {**files, MANIFEST: b"[" * 100_000}
    assert refused(packed(tmp_path / "深.nzcase", broken)) == "package.member_changed"


def rows(files: Files) -> dict[str, Any]:
    return json.loads(files[CASE])  # type: ignore[no-any-return]


def edited(files: Files, change: Callable[[list[Any]], object]) -> Files:
    """The files with a state that was changed, and all digests right."""
    head = rows(files)
    change(head["state"])
    made = honest(files, CASE, as_json(head))
    return renamed(made, lambda m: m.__setitem__("content", content_digest(head["state"])))


def place_of(state: list[Any], kind: str) -> Any:  # noqa: ANN401 - JSON
    return next(one for one in state if one[0] == kind)


STATES: list[Callable[[list[Any]], object]] = [
    lambda s: place_of(s, "datum")[2].__setitem__("value", "1e999999999"),
    lambda s: place_of(s, "datum")[2].__setitem__("value", 5),
    lambda s: place_of(s, "datum")[2].__setitem__("state", "maybe"),
    lambda s: place_of(s, "datum")[2].__setitem__("more", "x"),
    lambda s: place_of(s, "datum")[2].__setitem__("text", "\x1b[31m"),
    lambda s: place_of(s, "datum").__setitem__(1, "a\x1fb"),
    lambda s: place_of(s, "datum").__setitem__(1, "a\x1f\x1f2023-13"),
    lambda s: place_of(s, "record")[2].__setitem__("fields", {"x": 1}),
    lambda s: place_of(s, "record")[2].__setitem__("position", True),
    lambda s: place_of(s, "evidence")[2].__setitem__("digest", "../x"),
    lambda s: place_of(s, "planned")[2].__setitem__("changes", [{}]),
    lambda s: place_of(s, "enterprise").__setitem__(1, "id"),
    lambda s: place_of(s, "packs").__setitem__(2, [1]),
    lambda s: s.append(["table", "x", {}]),
    lambda s: s.append(s[0]),
    lambda s: s.pop(0),
    lambda s: s.remove(place_of(s, "datum")),
]


@pytest.mark.parametrize("change", STATES)
def test_content_the_program_would_not_write_is_refused(
    change: Callable[[list[Any]], object], files: Files, tmp_path: Path
) -> None:
    assert refused(packed(tmp_path / "内容.nzcase", edited(files, change))) == "package.content"


LINES: list[Callable[[list[list[Any]]], object]] = [
    lambda log: log[0].__setitem__(5, "undo"),
    lambda log: log[-1].__setitem__(6, "0" * 32),
    lambda log: log[-1].__setitem__(7, "0" * 32),
    lambda log: log.append(log[0]),
    lambda log: log[0].__setitem__(0, "x"),
    lambda log: log[0].__setitem__(1, 5),
    lambda log: log[0][8][0].__setitem__(3, None),
    lambda log: log.pop(0),
    lambda log: log[0].__setitem__(8, [["datum", "x", None, None]]),
]


@pytest.mark.parametrize("change", LINES)
def test_a_log_that_cannot_have_been_is_refused(
    change: Callable[[list[list[Any]]], object], files: Files, tmp_path: Path
) -> None:
    log = [json.loads(line) for line in files[LOG].splitlines()]
    change(log)
    data = b"".join(json.dumps(one).encode() + b"\n" for one in log)
    made = honest(files, LOG, data)
    made = renamed(made, lambda m: m.__setitem__("head", log[-1][0]))
    assert refused(packed(tmp_path / "记录.nzcase", made)) == "package.content"


@given(data=st.binary(max_size=3000), name=st.sampled_from([CASE, LOG, RESULTS]))
@settings(max_examples=15)
def test_whatever_stands_in_a_member_never_breaks_the_reader(
    sound: Path, files: Files, data: bytes, name: str
) -> None:
    path = packed(sound.with_name("任意.nzcase"), honest(files, name, data))
    found = open_package(path)
    assert isinstance(found, Package)
    with found:
        wrong = found.verify()
        assert (wrong is None) is (name == RESULTS)
