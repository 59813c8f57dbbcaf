"""What is told when a library is opened: killed before, open elsewhere, on a share, missing."""

from __future__ import annotations

import errno
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from desktop_app.app.paths import Paths, find_paths
from desktop_app.app.session import CaseSession
from desktop_app.app.workspace import Workspace
from desktop_app.core.data import Enterprise, Key, Period
from desktop_app.core.entry import Entry
from desktop_app.store import volume
from desktop_app.store.mark import mark_of

ROOT = Path(__file__).resolve().parents[2]
OTHER = """
import sys, time
from pathlib import Path
from desktop_app.app.paths import Paths, find_paths
from desktop_app.app.workspace import Workspace
space = Workspace.open(Paths(find_paths().root, Path(sys.argv[1])), stays=True)
print("open", flush=True)
time.sleep(600)
"""


@pytest.fixture
def paths(odd_path: Path) -> Paths:
    return Paths(find_paths().root, odd_path)


@contextmanager
def another_window(paths: Paths) -> Iterator[None]:
    """A process that has the library open, killed at the end."""
    command = [sys.executable, "-c", OTHER, str(paths.user)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, encoding="utf-8") as other:
        assert other.stdout is not None
        assert other.stdout.readline() == "open\n"
        try:
            yield
        finally:
            other.kill()


def codes(space: Workspace) -> list[str]:
    return [one.code for one in space.notices]


def fill(space: Workspace) -> None:
    made = space.create(Enterprise("贵州某厂"), 2023, ("general",))
    assert isinstance(made, CaseSession)
    entry = Entry(Key("energy.electricity", Period(2023, 3)), "5", "MWh")
    assert not made.enter([entry], "填写“电力”").problems


def test_a_window_that_closed_properly_leaves_nothing_to_tell(paths: Paths) -> None:
    for _start in range(2):
        space = Workspace.open(paths, stays=True)
        assert mark_of(paths.library).exists()
        assert codes(space) == []
        space.close()
        assert not mark_of(paths.library).exists()


def test_after_a_kill_it_is_said_what_is_there(paths: Paths) -> None:
    space = Workspace.open(paths)
    fill(space)
    space.close()
    with another_window(paths):
        pass
    space = Workspace.open(paths, stays=True)
    (told,) = space.notices
    assert told.code == "library.recovered"
    assert "贵州某厂，2023 年，填写“电力”" in told.message()
    space.close()
    assert codes(Workspace.open(paths)) == []


def test_a_second_window_on_this_machine_is_told_and_may_edit(paths: Paths) -> None:
    with another_window(paths):
        space = Workspace.open(paths, stays=True)
        assert codes(space) == ["library.open_elsewhere"]
        fill(space)
        space.close()
        assert mark_of(paths.library).exists()
    time.sleep(0.1)
    space = Workspace.open(paths, stays=True)
    assert codes(space) == ["library.recovered"]
    space.close()


@pytest.mark.skipif(sys.platform == "win32", reason="drives are known by their kind there")
def test_a_second_window_on_a_share_only_looks(
    paths: Paths, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    table = tmp_path / "mounts"
    place = str(paths.user).replace(" ", "\\040")
    table.write_text(f"/dev/x / ext4 rw 0 0\n//server/x {place} cifs rw 0 0\n", encoding="utf-8")
    monkeypatch.setattr(volume, "_MOUNTS", table)
    first = Workspace.open(paths, stays=True)
    assert codes(first) == ["library.on_network"]
    fill(first)
    second = Workspace.open(paths, stays=True)
    assert codes(second) == ["library.taken"]
    assert len(second.cases()) == 1
    opened = second.open_case(second.cases()[0].id)
    assert isinstance(opened, CaseSession)
    entry = Entry(Key("energy.electricity", Period(2023, 4)), "6", "MWh")
    refused = opened.enter([entry], "填写").problems
    assert [one.code for one in refused] == ["library.read_only"]
    second.close()
    first.close()
    third = Workspace.open(paths, stays=True)
    assert codes(third) == ["library.on_network"]
    third.close()


def test_a_named_library_that_is_missing_is_not_made_anew(paths: Paths, tmp_path: Path) -> None:
    gone = tmp_path / "没插的盘" / "库.nzl"
    space = Workspace.open(paths, str(gone), stays=True)
    assert [one.code for one in space.problems] == ["library.missing"]
    assert not gone.parent.exists()
    assert space.library_path == gone


def test_a_mark_that_cannot_be_taken_away_does_not_keep_the_window_open(
    paths: Paths, monkeypatch: pytest.MonkeyPatch
) -> None:
    def pulled_out(_path: Path, missing_ok: bool = False) -> None:
        raise OSError(errno.EIO, f"missing_ok={missing_ok}")

    space = Workspace.open(paths, stays=True)
    with monkeypatch.context() as patch:
        patch.setattr(Path, "unlink", pulled_out)
        space.close()
    again = Workspace.open(paths, stays=True)
    assert [one.code for one in again.notices] == ["library.recovered_empty"]
    again.close()


def test_a_mark_nobody_can_read_is_no_obstacle(paths: Paths) -> None:
    mark_of(paths.library).write_bytes(b"\xff not json")
    space = Workspace.open(paths, stays=True)
    assert codes(space) == []
    space.close()
