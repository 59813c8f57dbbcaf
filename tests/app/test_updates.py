"""Versions of the program in files: recognised by content, checked, compared, explained."""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desktop_app.app.about import VERSION
from desktop_app.app.pack_files import Signed
from desktop_app.app.paths import Paths, find_paths
from desktop_app.app.release_words import how_to_install, release_lines
from desktop_app.app.updates import (
    Form,
    Match,
    Release,
    Standing,
    beside,
    may_be_release,
    read_release,
    sign_release,
)
from desktop_app.core.problems import Problem
from desktop_app.packs.publishers import Publisher, trust
from desktop_app.packs.signing import new_key, public_key
from tests.app.releases import bomb, deb, folder, setup

Make = Callable[[Path, str], Path]


@pytest.fixture
def paths(odd_path: Path) -> Paths:
    return find_paths(odd_path / "user")


def read(paths: Paths, path: Path) -> Release:
    found = read_release(paths, path)
    assert isinstance(found, Release), found
    return found


def code(paths: Paths, path: Path) -> str:
    found = read_release(paths, path)
    assert isinstance(found, Problem), found
    return found.code


@pytest.mark.parametrize(
    ("name", "make", "system", "form"),
    [
        ("a.deb", deb, "linux", Form.PACKAGE),
        ("a.exe", setup, "win32", Form.SETUP),
        ("a.tar.xz", lambda path, version: folder(path, version, "linux"), "linux", Form.FOLDER),
        ("a.zip", lambda path, version: folder(path, version, "windows"), "win32", Form.FOLDER),
    ],
)
def test_every_form_tells_what_it_is(
    paths: Paths,
    odd_path: Path,
    name: str,
    make: Callable[[Path, str], Path],
    system: str,
    form: Form,
) -> None:
    path = make(odd_path / name, "99.1.0")
    assert may_be_release(path)
    found = read(paths, path)
    assert (found.version, found.system, found.form) == ("99.1.0", system, form)
    assert found.standing is Standing.NEWER
    assert found.fits is (system == sys.platform)
    assert found.digest == hashlib.sha256(path.read_bytes()).hexdigest()
    assert found.match is Match.NONE
    lines = dict(release_lines(found))
    assert "99.1.0" in lines["版本"]
    assert found.digest in lines["完整性"]


@pytest.mark.parametrize(
    ("version", "standing"),
    [
        (VERSION, Standing.SAME),
        (f"{VERSION}.0", Standing.SAME),
        ("0.0.9", Standing.OLDER),
        ("0.10.0", Standing.NEWER),
    ],
)
def test_versions_are_compared_as_numbers(
    paths: Paths, odd_path: Path, version: str, standing: Standing
) -> None:
    assert read(paths, deb(odd_path / "a.deb", version)).standing is standing


def test_the_digest_beside_a_file_is_compared(paths: Paths, odd_path: Path) -> None:
    path = deb(odd_path / "a.deb", "99.0")
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    beside(path, ".sha256").write_text(f"{digest}  a.deb\n", encoding="utf-8")
    assert read(paths, path).match is Match.RIGHT
    path.write_bytes(path.read_bytes() + b"!")
    changed = read(paths, path)
    assert changed.match is Match.WRONG
    assert not changed.may_be_used
    assert how_to_install(changed) == ["不要在这台电脑上安装它。"]


def test_a_signature_tells_who_vouches(paths: Paths, odd_path: Path) -> None:
    path = deb(odd_path / "a.deb", "99.0")
    assert read(paths, path).signed == Signed()
    pem = new_key()
    assert sign_release(path, pem) is None
    unknown = read(paths, path).signed
    assert unknown.fingerprint
    assert not unknown.trusted
    key = public_key(pem, "key")
    assert isinstance(key, str)
    assert trust(paths.publishers, Publisher(key, "贵州某中心", "2026-01-01")) is None
    known = read(paths, path).signed
    assert (known.trusted, known.name) == (True, "贵州某中心")
    deb(path, "99.1")
    assert code(paths, path) == "update.bad_signature"


def test_what_is_not_ours_is_refused(paths: Paths, odd_path: Path) -> None:
    others = [
        deb(odd_path / "other.deb", "1.0", "other"),
        setup(odd_path / "other.exe", "1.0", "Other"),
        folder(odd_path / "other.zip", "1.0", "linux", "other"),
        deb(odd_path / "odd.deb", "1.0; rm -rf"),
        bomb(odd_path / "bomb.deb"),
    ]
    text = odd_path / "text.exe"
    text.write_text("MZ is how it begins", encoding="utf-8")
    for path in (*others, text):
        assert code(paths, path) == "update.not_ours"
    assert code(paths, odd_path / "missing.deb") == "update.unreadable"
    half = deb(odd_path / "half.deb", "99.0")
    half.write_bytes(half.read_bytes()[:150])
    assert code(paths, half) in {"update.unreadable", "update.not_ours"}


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    head=st.sampled_from([b"!<arch>\n", b"MZ", b"\xfd7zXZ\0", b"PK\x03\x04", b""]),
    rest=st.binary(max_size=400),
)
def test_any_bytes_get_an_answer(paths: Paths, odd_path: Path, head: bytes, rest: bytes) -> None:
    path = odd_path / "any.deb"
    path.write_bytes(head + rest)
    assert code(paths, path).startswith("update.")


def test_a_look_can_be_stopped(paths: Paths, odd_path: Path) -> None:
    path = deb(odd_path / "a.deb", "99.0")

    def stop(_share: float) -> None:
        raise InterruptedError

    found = read_release(paths, path, stop)
    assert isinstance(found, Problem)
