"""Pack files: the same pack gives the same bytes, and a hostile file is refused whole."""

from __future__ import annotations

import base64
import json
import struct
import time
import tracemalloc
import warnings
import zipfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from hypothesis import given, settings
from hypothesis import strategies as some

from desktop_app.core.problems import has_errors
from desktop_app.packs import stored_zip
from desktop_app.packs.files import read_folder
from desktop_app.packs.manifest import MANIFEST, SIGNATURE
from desktop_app.packs.pack_file import MAX_FILE, PackFile, from_bytes, read_file
from desktop_app.packs.read import pack_folders
from desktop_app.packs.signing import fingerprint, new_key, public_key
from tests.packs.pack_files import (
    file_of,
    folder_file,
    forged,
    other_zip,
    own_files,
    tampered_manifest,
)

FORMS = Path(__file__).resolve().parents[2] / "forms"
SOUND = file_of(own_files())


def reasons(data: bytes) -> list[str]:
    """The codes of all reasons against a file, in order."""
    found = from_bytes(data, "x.nzpack")
    assert not isinstance(found, PackFile)
    assert has_errors(found)
    assert all(one.message() and "{" not in one.message() for one in found), found
    return [one.code for one in found]


@pytest.mark.parametrize("folder", pack_folders(FORMS), ids=lambda folder: folder.name)
def test_every_pack_travels_and_comes_back_the_same(folder: Path, tmp_path: Path) -> None:
    made = folder_file(folder)
    path = tmp_path / made.file_name
    path.write_bytes(made.data)
    back = read_file(path)
    assert isinstance(back, PackFile)
    assert back.manifest.digest == read_folder(folder).digest
    inside = {p.relative_to(folder).as_posix(): p for p in folder.rglob("*.toml")}
    assert {name: path.read_bytes() for name, path in inside.items()} == dict(back.contents.files)
    assert folder_file(folder).data == made.data


def test_other_programs_can_unpack_it() -> None:
    with zipfile.ZipFile(BytesIO(SOUND.data)) as opened:
        assert opened.testzip() is None
        assert opened.namelist() == [MANIFEST, "cases/own.toml", "pack.toml"]
        assert opened.read("pack.toml") == own_files()["pack.toml"]


def test_the_order_of_the_files_makes_no_difference() -> None:
    assert file_of(dict(reversed(own_files().items()))).data == SOUND.data


def test_a_signature_is_that_of_rfc_8032_over_the_manifest() -> None:
    key = new_key()
    signed = file_of(own_files(), key=key, publisher="某设计院")
    assert signed.signer == public_key(key, "key")
    assert file_of(own_files(), key=key, publisher="某设计院").data == signed.data
    files = stored_zip.read(signed.data, "x")
    assert isinstance(files, dict)
    held = json.loads(files[SIGNATURE])
    public = Ed25519PublicKey.from_public_bytes(base64.b64decode(held["key"]))
    public.verify(base64.b64decode(held["signature"]), files[MANIFEST])
    shown = fingerprint(signed.signer)
    assert len(shown) == 39
    assert shown != fingerprint(file_of(own_files(), key=new_key()).signer)


def signed_then(change: Callable[[dict[str, bytes]], None]) -> bytes:
    files = stored_zip.read(file_of(own_files(), key=new_key()).data, "x")
    assert isinstance(files, dict)
    change(files)
    return stored_zip.write(files)


def test_a_wrong_signature_is_refused() -> None:
    other = stored_zip.read(file_of(own_files("2026.1.2"), key=new_key()).data, "x")
    assert isinstance(other, dict)
    swapped = signed_then(lambda files: files.update({SIGNATURE: other[SIGNATURE]}))
    assert reasons(swapped) == ["pack_file.bad_signature"]
    broken = signed_then(lambda files: files.update({SIGNATURE: b"{}\n"}))
    assert reasons(broken) == ["pack_file.bad_signature"]
    garbled = signed_then(lambda files: files.update({SIGNATURE: b"\xff"}))
    assert reasons(garbled) == ["pack_file.bad_json"]


def test_what_was_signed_cannot_be_changed_afterwards() -> None:
    signed = file_of(own_files(), key=new_key(), publisher="某设计院").data
    assert reasons(tampered_manifest(signed, publisher="另一家")) == ["pack_file.bad_signature"]


@pytest.mark.parametrize(
    ("data", "word"),
    [
        (b"", "空文件"),
        (b"%PDF-1.7\n", "PDF"),
        (b"SQLite format 3\x00" + bytes(84), "SQLite"),
        (b'[pack]\nid = "own"\n', "文本文件"),
        ("随便写的".encode() * 2000, "文本文件"),
        (bytes(range(256)) * 20, "二进制"),
        (b"-----BEGIN PRIVATE KEY-----", "密钥"),
    ],
)
def test_what_is_no_pack_file_is_told_what_it_seems_to_be(data: bytes, word: str) -> None:
    found = from_bytes(data, "x.nzpack")
    assert isinstance(found, tuple)
    assert [one.code for one in found] == ["pack_file.not_zip"]
    assert word in found[0].message()


def test_a_workbook_is_called_a_workbook(tmp_path: Path) -> None:
    found = from_bytes(other_zip({"xl/workbook.xml": b"<a/>"}), "x.xlsx")
    assert isinstance(found, tuple)
    assert "Excel" in found[0].message()


def one_entry(name: str, *, mode: int = 0o100644, data: bytes = b"x") -> bytes:
    """A zip whose only entry has this name, written as stored."""
    held = BytesIO()
    with zipfile.ZipFile(held, "w") as target:
        info = zipfile.ZipInfo("0" * len(name))
        info.external_attr = mode << 16
        target.writestr(info, data)
    return held.getvalue().replace(b"0" * len(name), name.encode())


def encrypted(data: bytes) -> bytes:
    """The same zip with the mark of encryption at every entry."""
    changed = bytearray(data)
    for sign, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        place = changed.find(sign)
        while place >= 0:
            changed[place + at] |= 1
            place = changed.find(sign, place + 1)
    return bytes(changed)


def twice() -> bytes:
    held = BytesIO()
    with warnings.catch_warnings(), zipfile.ZipFile(held, "w") as target:
        warnings.simplefilter("ignore")
        for name in ("pack.toml", "PACK.toml", "pack.toml"):
            target.writestr(name, b"x")
    return held.getvalue()


HOSTILE = {
    "a bomb": (other_zip({"pack.toml": bytes(50_000_000)}), "pack_file.compressed"),
    "traversal": (one_entry("../../up.toml"), "pack_file.outside"),
    "traversal on Windows": (one_entry("..\\..\\up.toml"), "pack_file.outside"),
    "absolute": (one_entry("/etc/passwd"), "pack_file.absolute"),
    "a drive": (one_entry("C:/x.toml"), "pack_file.absolute"),
    "a link": (one_entry("pack.toml", mode=0o120777, data=b"/etc/passwd"), "pack_file.link"),
    "names that differ in case": (twice(), "pack_file.twice"),
    "encrypted": (encrypted(SOUND.data), "pack_file.encrypted"),
    "cut short": (SOUND.data[:-30], "pack_file.truncated"),
    "cut in the middle": (SOUND.data[: len(SOUND.data) // 2], "pack_file.truncated"),
    "cut to its first bytes": (SOUND.data[:10], "pack_file.truncated"),
    "something before it": (b"PK" + SOUND.data, "pack_file.truncated"),
    "something behind it": (SOUND.data + b"hidden", "pack_file.not_canonical"),
    "a zip without manifest": (stored_zip.write({"pack.toml": b"x"}), "pack_file.no_manifest"),
    "an extra file": (
        forged(own_files(), extra={"run.toml": b"x = 1"}),
        "pack_file.file_extra",
    ),
    "a program inside": (forged(own_files(), extra={"run.exe": b"MZ"}), "pack_file.file_extra"),
    "a digest that lies": (forged(own_files(), digest="0" * 64), "pack_file.wrong_digest"),
    "a version that lies": (forged(own_files(), version="2030.1.1"), "pack_file.header_differs"),
    "a newer format": (tampered_manifest(SOUND.data, format=2), "pack_file.newer"),
    "a field nobody knows": (tampered_manifest(SOUND.data, run="x"), "pack_file.bad_field"),
    "a number beyond all bounds": (
        tampered_manifest(SOUND.data, format=10**4000),
        "pack_file.bad_field",
    ),
    "no name": (tampered_manifest(SOUND.data, name=""), "pack_file.bad_field"),
    "an id that is a path": (tampered_manifest(SOUND.data, pack="../own"), "pack.bad_id"),
    "a control character": (tampered_manifest(SOUND.data, name="a\x1b[2J"), "pack_file.bad_field"),
    "files that are none": (tampered_manifest(SOUND.data, files=[]), "pack_file.bad_field"),
    "a file it does not have": (
        tampered_manifest(SOUND.data, files={"pack.toml": "0" * 64, "x.toml": "0" * 64}),
        "pack_file.file_missing",
    ),
    "deep JSON": (stored_zip.write({MANIFEST: b"[" * 150_000}), "pack_file.bad_json"),
    "JSON with a huge number": (
        stored_zip.write({MANIFEST: b'{"format": ' + b"9" * 100_000 + b"}"}),
        "pack_file.bad_json",
    ),
    "too much JSON": (stored_zip.write({MANIFEST: b" " * 300_000}), "pack_file.json_too_large"),
    "a large file inside": (
        forged({**own_files(), "big.toml": b"#" * 3_000_000}),
        "pack.file_too_large",
    ),
    "too many entries": (
        stored_zip.write({f"{number}.toml": b"" for number in range(600)}),
        "pack_file.too_many",
    ),
    "broken TOML": (forged({"pack.toml": b"[pack"}), "pack.not_toml_file"),
}


@pytest.mark.parametrize("what", HOSTILE)
def test_hostile_files_are_refused_with_the_reason(what: str) -> None:
    data, code = HOSTILE[what]
    assert code in reasons(data)


def test_all_reasons_are_told_in_one_go() -> None:
    held = BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as target:
        link = zipfile.ZipInfo("link.toml")
        link.external_attr = 0o120777 << 16
        target.writestr(link, b"/etc")
        target.writestr("../out.toml", b"x" * 1000)
        target.writestr("/abs.toml", b"x")
    found = reasons(held.getvalue())
    assert {"pack_file.link", "pack_file.outside", "pack_file.absolute"} <= set(found)
    assert "pack_file.compressed" in found


def test_a_directory_that_points_at_one_entry_many_times_is_refused() -> None:
    """The trick behind bombs of a few kilobytes: many names for one stretch of data."""
    kernel = stored_zip.write({"0.toml": b"#" * 1_000_000})
    start = struct.unpack_from("<I", kernel, len(kernel) - 6)[0]
    record = kernel[start : len(kernel) - 22]
    many = b"".join(record.replace(b"0.toml", b"%d.toml" % number) for number in range(10))
    end = struct.pack("<4s4H2IH", b"PK\x05\x06", 0, 0, 10, 10, len(many), start, 0)
    assert reasons(kernel[:start] + many + end) == ["pack_file.not_canonical"]


def test_refusing_takes_little_time_and_memory() -> None:
    tracemalloc.start()
    started = time.process_time()
    for data, _code in HOSTILE.values():
        from_bytes(data, "x.nzpack")
    spent, peak = time.process_time() - started, tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert spent < 20
    assert peak < 40_000_000


def test_a_file_too_large_is_not_even_read(tmp_path: Path) -> None:
    path = tmp_path / "big.nzpack"
    with path.open("wb") as stream:
        stream.truncate(MAX_FILE * 1000)
    found = read_file(path)
    assert isinstance(found, tuple)
    assert [one.code for one in found] == ["pack_file.too_large"]


def test_what_is_not_there_and_what_is_no_file_are_told(tmp_path: Path) -> None:
    for path in (tmp_path / "none.nzpack", tmp_path):
        found = read_file(path)
        assert isinstance(found, tuple)
        assert [one.code for one in found] == ["pack_file.missing"]


@settings(max_examples=300)
@given(place=some.integers(0, len(SOUND.data) - 1), value=some.integers(0, 255))
def test_no_byte_can_be_changed_unnoticed(place: int, value: int) -> None:
    changed = bytearray(SOUND.data)
    changed[place] = value
    read = from_bytes(bytes(changed), "x.nzpack")
    assert isinstance(read, PackFile) == (bytes(changed) == SOUND.data)


@settings(max_examples=200)
@given(cut=some.integers(0, len(SOUND.data) - 1))
def test_no_piece_of_a_file_passes_for_the_whole(cut: int) -> None:
    assert not isinstance(from_bytes(SOUND.data[:cut], "x.nzpack"), PackFile)
