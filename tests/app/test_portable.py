"""Portable copies: made whole or not at all, and kept apart from the user's own folder."""

from __future__ import annotations

from pathlib import Path

import pytest

from desktop_app.app.paths import BILL, Paths, find_paths
from desktop_app.app.portable import make_portable, standing
from desktop_app.core.problems import Problem


@pytest.fixture
def built(odd_path: Path) -> Paths:
    """A program as a build leaves it, in small."""
    program = odd_path / "程序 files"
    root = program / "_internal"
    (root / "forms").mkdir(parents=True)
    (program / "near-zero").write_bytes(b"program")
    (program / "near-zero").chmod(0o755)
    (root / BILL).write_text("{}", encoding="utf-8")
    (root / "forms" / "a.toml").write_text("a = 1", encoding="utf-8")
    return Paths(root, odd_path / "user")


def code(found: object) -> str:
    assert isinstance(found, Problem)
    return found.code


def test_the_copy_keeps_its_data_in_itself(
    built: Paths, odd_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = make_portable(built, odd_path / "U 盘" / "自评")
    assert made == odd_path / "U 盘" / "自评"
    copy = Paths(made / "_internal", made)
    assert copy.is_portable
    assert not built.is_portable
    assert (made / "near-zero").read_bytes() == b"program"
    assert (copy.forms / "a.toml").is_file()
    assert standing(copy) is None
    monkeypatch.setattr("sys._MEIPASS", str(copy.root), raising=False)
    assert find_paths().user == made / "数据"
    assert find_paths(odd_path).user == odd_path
    monkeypatch.setattr("sys._MEIPASS", str(built.root), raising=False)
    assert find_paths().user != built.portable_data


def test_a_copy_of_a_copy_does_not_take_the_data_along(built: Paths, odd_path: Path) -> None:
    made = make_portable(built, odd_path / "one")
    assert isinstance(made, Path)
    (made / "数据" / "library.nzl").write_bytes(b"of a client")
    again = make_portable(Paths(made / "_internal", made), odd_path / "two")
    assert isinstance(again, Path)
    assert list((again / "数据").iterdir()) == []


def test_nothing_is_overwritten(built: Paths, odd_path: Path) -> None:
    (odd_path / "taken").mkdir()
    (odd_path / "taken" / "file").write_bytes(b"of somebody")
    assert code(make_portable(built, odd_path / "taken")) == "portable.in_use"
    assert code(make_portable(built, odd_path / "taken" / "file")) == "portable.in_use"
    assert code(make_portable(built, built.program / "inside")) == "portable.inside"
    assert [path.name for path in (odd_path / "taken").iterdir()] == ["file"]


def test_from_source_there_is_nothing_to_copy(odd_path: Path) -> None:
    assert code(make_portable(find_paths(odd_path), odd_path / "copy")) == "portable.not_built"


def test_a_copy_that_fails_leaves_nothing(
    built: Paths, odd_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_given: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("desktop_app.app.portable.shutil.copy2", full)
    found = make_portable(built, odd_path / "copy")
    assert code(found) == "portable.cannot_write"
    assert sorted(path.name for path in odd_path.iterdir()) == ["程序 files"]


def test_a_copy_that_is_stopped_leaves_nothing(built: Paths, odd_path: Path) -> None:
    def stop(_share: float, _name: str) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        make_portable(built, odd_path / "copy", stop)
    assert sorted(path.name for path in odd_path.iterdir()) == ["程序 files"]


def test_a_stick_that_cannot_be_written_is_told(
    built: Paths, odd_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = make_portable(built, odd_path / "stick")
    assert isinstance(made, Path)
    monkeypatch.setattr("desktop_app.app.portable._can_write", lambda _paths: False)
    assert code(standing(Paths(made / "_internal", made))) == "portable.read_only"
