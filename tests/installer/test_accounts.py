"""What a build asks for, takes and carries: tools, wheels, an interpreter, parts with an owner."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest

import dev
from installer import linux_packages, needs, owners, steps, wheels, windows_python
from installer.steps import BuildError

posix_only = pytest.mark.skipif(os.name != "posix", reason="installers are made on Linux")
AMD64, ARM64 = 0x8664, 0xAA64


def library(machine: int = AMD64, inside: bytes = b"") -> bytes:
    """The beginning of a Windows library for a processor."""
    head = b"MZ".ljust(0x3C, b"\0") + (0x80).to_bytes(4, "little")
    return head.ljust(0x80, b"\0") + b"PE\0\0" + machine.to_bytes(2, "little") + inside


def embeddable(path: Path, machine: int = AMD64) -> Path:
    """A zip laid out as the embeddable package of python.org."""
    with zipfile.ZipFile(path, "w") as packed:
        for name in ("python311.dll", "python3.dll", "vcruntime140.dll", "sqlite3.dll"):
            packed.writestr(name, library(machine))
        for name in ("_bz2.pyd", "_ssl.pyd", "libssl-3.dll", "python.exe", "python.cat"):
            packed.writestr(name, library(machine))
        packed.writestr("python311.zip", b"the standard library")
        packed.writestr("python311._pth", "python311.zip\n.\n")
        packed.writestr("LICENSE.txt", "PSF")
    return path


def test_an_interpreter_of_python_org_takes_its_place(odd_path: Path) -> None:
    tree = odd_path / "program"
    windows_python.put_python(tree, odd_path, embeddable(odd_path / "embed.zip"))
    found = {path.relative_to(tree).as_posix() for path in tree.rglob("*") if path.is_file()}
    beside = {"python311.dll", "python3.dll", "vcruntime140.dll", "python311.zip", "LICENSE.txt"}
    assert found == {*beside, "python311._pth", "DLLs/_bz2.pyd", "DLLs/sqlite3.dll"}
    assert (tree / "python311._pth").read_text(encoding="utf-8").split()[-2:] == ["lib", "."]


def test_another_interpreter_is_refused_and_named(odd_path: Path) -> None:
    torn = odd_path / "torn.zip"
    torn.write_bytes(embeddable(odd_path / "whole.zip").read_bytes()[:200])
    other = embeddable(odd_path / "arm64.zip", ARM64)
    with zipfile.ZipFile(odd_path / "foreign.zip", "w") as packed:
        packed.writestr("python312.dll", library())
    for path, words in (
        (odd_path / "none.zip", "没有这个文件"),
        (torn, "读不出来"),
        (other, "embed-amd64"),
        (odd_path / "foreign.zip", "embed-amd64"),
    ):
        with pytest.raises(BuildError, match=words):
            windows_python.put_python(odd_path / "tree" / path.stem, odd_path, path)


def test_wheels_of_an_earlier_lock_do_not_go_in(
    odd_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lock, folder = odd_path / "a.lock", odd_path / "wheels"
    asked: list[str] = []

    def download(command: Sequence[str | Path], **_given: object) -> str:
        name = lock.read_text(encoding="utf-8")
        asked.append(name)
        (Path(command[-1]) / f"{name}.whl").write_bytes(b"")
        return ""

    monkeypatch.setattr(wheels, "run", download)
    lock.write_text("a-1", encoding="utf-8")
    assert [one.name for one in wheels.fetch(lock, wheels.LINUX, folder)] == ["a-1.whl"]
    assert [one.name for one in wheels.fetch(lock, wheels.LINUX, folder)] == ["a-1.whl"]
    lock.write_text("a-2", encoding="utf-8")
    assert [one.name for one in wheels.fetch(lock, wheels.LINUX, folder)] == ["a-2.whl"]
    assert asked == ["a-1", "a-2"]


def test_a_download_that_fails_speaks_of_the_network_first() -> None:
    with pytest.raises(BuildError, match=r"\A没有取到 别处的东西。这一步要联网"):  # noqa: SIM117
        with steps.fetching("别处的东西", "别处"):
            raise BuildError("exit code 1")


def test_every_binary_has_an_owner_or_is_named(odd_path: Path) -> None:
    program = odd_path / "near-zero"
    inside = program / "_internal"
    (inside / "a-1.dist-info").mkdir(parents=True)
    (inside / "a-1.dist-info" / "RECORD").write_text("a/x.so,sha256=1,1\na.libs/libz.so,,\n")
    held: Mapping[str, bytes] = {
        "near-zero": b"\x7fELF",
        "_internal/a/x.so": b"\x7fELF\0OpenSSL 3.6.0 1 Oct 2025\0",
        "_internal/libz.so": b"\x7fELF",
        "_internal/libdeb.so.1": b"\x7fELF OpenSSL 1.1.1w  11 Sep 2023",
        "_internal/python3.11/lib-dynload/_csv.so": b"\x7fELF",
        "_internal/libpython3.11.so.1.0": b"\x7fELF",
        "_internal/text.so": b"no binary",
        "_internal/b/nobody.so": library(),
    }
    for name, data in held.items():
        (program / name).parent.mkdir(parents=True, exist_ok=True)
        (program / name).write_bytes(data)
    system = frozenset({"libdeb.so.1"})
    assert owners.strangers(program, inside, system) == ["_internal/b/nobody.so"]
    assert owners.linked_openssl(program, inside, system) == {"a": "3.6.0"}


@posix_only
def test_what_a_target_needs_is_said_before_it_begins(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    with pytest.raises(BuildError, match="root 用户"):
        needs.provide("deb")
    monkeypatch.setattr(needs, "PYTHON", "3.99")
    with pytest.raises(BuildError, match=r"3\.99"):
        needs.provide("windows")
    monkeypatch.setattr(needs, "PYTHON", ".".join(map(str, sys.version_info[:2])))
    monkeypatch.setattr(
        needs,
        "read_groups",
        lambda _path: {"build-windows": dev.PackageGroup(("nsis",), ("no-nsis",))},
    )
    monkeypatch.setattr(dev, "is_root", lambda: False)
    with pytest.raises(BuildError, match=r"no-nsis(.|\n)*nsis"):
        needs.provide("windows")


@posix_only
def test_every_group_a_target_names_is_there() -> None:
    groups = dev.read_groups(dev.SYSTEM_PACKAGES)
    assert {one for names in needs.GROUPS.values() for one in names} <= set(groups)


@posix_only
def test_the_package_asks_for_room_before_anything_is_unpacked(odd_path: Path) -> None:
    text = (linux_packages.LINUX / "debian" / "preinst").read_text(encoding="utf-8")
    script = odd_path / "preinst"
    script.write_text(text.replace("@SIZE@", "170000").replace("@VERSION@", "1"), encoding="utf-8")
    df = odd_path / "df"
    environ = {**os.environ, "PATH": f"{odd_path}:{os.environ['PATH']}"}
    for room, code in (("169999", 1), ("170000", 0)):
        df.write_text(f"#!/bin/sh\necho head\necho disk 1 1 {room} 1% /opt\n", encoding="utf-8")
        df.chmod(0o755)
        done = subprocess.run(
            ["sh", script, "install"], env=environ, capture_output=True, text=True, check=False
        )
        assert done.returncode == code, done.stderr
        assert ("磁盘空间不足" in done.stderr) is bool(code)
