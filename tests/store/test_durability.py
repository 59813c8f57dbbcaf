"""Disks as they are: full, read-only, pulled out, on a network share, shared with others."""

from __future__ import annotations

import contextlib
import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from desktop_app.core.problems import Problem
from desktop_app.store import volume
from desktop_app.store.library import Library
from desktop_app.store.reading import read_contents
from desktop_app.store.volume import kind_of, on_network
from tests.store.samples import filled, put

ROOT = Path(__file__).resolve().parents[2]


def code(found: object) -> str:
    assert isinstance(found, Problem), found
    return found.code


def opened(path: Path) -> Library:
    library = Library.open(path)
    assert isinstance(library, Library), library
    return library


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of four megabytes; only root can mount one."""
    place = tmp_path / "小 盘"
    place.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", "size=4m", "tmpfs", str(place)]
    if sys.platform != "linux" or subprocess.run(command, check=False).returncode != 0:
        pytest.skip("no file system can be mounted here")
    yield place
    subprocess.run(["umount", "--lazy", str(place)], check=True)


def fill_up(ballast: Path) -> None:
    with ballast.open("wb", buffering=0) as file, contextlib.suppress(OSError):
        while file.write(b"x" * 4096):
            pass


def test_a_full_disk_takes_nothing_by_halves_and_goes_on_when_there_is_room(
    small_disk: Path,
) -> None:
    library = filled(small_disk / "库.nzl", enterprises=1)
    case = library.cases()[0].id
    ballast = small_disk / "别的文件"
    fill_up(ballast)
    held, edits = library.load(case), library.stacks(case).edits
    found: object = None
    for number in range(1, 400):
        found = put(library, case, str(number))
        if isinstance(found, Problem):
            break
        held, edits = library.load(case), library.stacks(case).edits
    assert code(found) == "library.disk_full"
    assert library.load(case) == held
    assert library.stacks(case).edits == edits
    ballast.unlink()
    assert not isinstance(put(library, case, "99999"), Problem)
    library.close()
    again = opened(library.path)
    assert again.stacks(case).edits == edits + 1
    again.close()


def test_a_limit_on_the_size_of_the_file_is_a_full_disk_too(odd_path: Path) -> None:
    library = filled(odd_path / "库.nzl", enterprises=1)
    case = library.cases()[0].id
    with library._engine.connect() as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar()
        connection.exec_driver_sql(f"PRAGMA max_page_count={pages}")
    codes = {getattr(put(library, case, "9" * 3000 + str(n)), "code", "") for n in range(4)}
    assert codes <= {"", "library.disk_full"}
    assert "library.disk_full" in codes
    library.close()


def test_a_library_on_a_full_disk_is_opened_for_looking(small_disk: Path) -> None:
    path = small_disk / "库.nzl"
    filled(path, enterprises=1).close()
    ballast = small_disk / "别的文件"
    fill_up(ballast)
    library = opened(path)
    assert library.read_only is not None
    assert library.read_only.code == "library.full_read_only"
    case = library.cases()[0].id
    assert library.load(case).data
    refused = put(library, case, "1")
    assert isinstance(refused, Problem)
    assert "磁盘已满" in refused.message()
    library.close()
    ballast.unlink()
    library = opened(path)
    assert library.read_only is None
    assert not isinstance(put(library, case, "1"), Problem)
    library.close()


def test_a_read_only_disk_is_opened_for_looking(small_disk: Path) -> None:
    path = small_disk / "库.nzl"
    filled(path, enterprises=1).close()
    subprocess.run(["mount", "-o", "remount,ro", str(small_disk)], check=True)
    try:
        library = opened(path)
        assert library.read_only is not None
        assert library.read_only.code == "library.place_read_only"
        case = library.cases()[0].id
        assert library.load(case).data
        refused = put(library, case, "1")
        assert code(refused) == "library.read_only"
        assert isinstance(refused, Problem)
        assert "不能写入" in refused.message()
        library.close()
        assert [one.name for one in small_disk.iterdir()] == [path.name]
    finally:
        subprocess.run(["mount", "-o", "remount,rw", str(small_disk)], check=True)


def test_an_old_library_on_a_read_only_disk_says_what_to_do(small_disk: Path) -> None:
    path = small_disk / "旧.nzl"
    shutil.copyfile(ROOT / "tests" / "data" / "libraries" / "0001.nzl", path)
    subprocess.run(["mount", "-o", "remount,ro", str(small_disk)], check=True)
    try:
        assert code(Library.open(path)) == "library.old_read_only"
    finally:
        subprocess.run(["mount", "-o", "remount,rw", str(small_disk)], check=True)


@pytest.mark.skipif(
    sys.platform == "win32" or os.geteuid() == 0, reason="root may write to what is read-only"
)
def test_a_read_only_file_is_opened_for_looking(odd_path: Path) -> None:
    path = odd_path / "库.nzl"
    filled(path, enterprises=1).close()
    path.chmod(0o444)
    library = opened(path)
    assert library.read_only is not None
    assert library.cases()
    library.close()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows does not delete what is open")
def test_nothing_is_written_into_a_file_that_was_deleted(odd_path: Path) -> None:
    folder = odd_path / "U 盘"
    library = filled(folder / "库.nzl", enterprises=1)
    case = library.cases()[0].id
    elsewhere = odd_path / "拔出"
    folder.rename(elsewhere)
    assert code(put(library, case, "1")) == "library.gone"
    shutil.copytree(elsewhere, folder)
    assert not isinstance(put(library, case, "2"), Problem)
    library.close()
    again = opened(folder / "库.nzl")
    assert again.stacks(case).undo[-1][1] == "再填"
    again.close()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows does not delete what is open")
def test_reading_what_is_gone_is_a_problem(odd_path: Path) -> None:
    library = filled(odd_path / "盘" / "库.nzl", enterprises=1)
    case = library.cases()[0].id
    library.close()
    shutil.rmtree(odd_path / "盘")
    assert code(library.attempt(Library.cases)) == "library.gone"
    assert code(library.try_load(case)) == "library.gone"
    assert not (odd_path / "盘").exists()


def test_a_case_that_is_not_in_the_file_that_came_back(odd_path: Path) -> None:
    library = filled(odd_path / "库.nzl", enterprises=1)
    case = library.cases()[0].id
    library.close()
    other = filled(odd_path / "别的.nzl", enterprises=1)
    other.close()
    library.path.unlink()
    other.path.rename(library.path)
    assert code(put(library, case, "1")) == "library.case_gone"
    assert code(library.try_load(case)) == "library.case_gone"
    library.close()


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE datum SET state='gixen'",
        "UPDATE datum SET period=replace(period, '-', 'x')",
        "UPDATE datum SET value='12..5' WHERE value IS NOT NULL",
        'UPDATE "case" SET pins=\'{"general"\'',
        "UPDATE record SET fields='[1]'",
    ],
)
def test_a_case_that_cannot_be_understood_is_a_problem(odd_path: Path, change: str) -> None:
    library = filled(odd_path / "库.nzl", enterprises=1)
    case = library.cases()[0].id
    with closing(sqlite3.connect(library.path)) as raw:
        raw.execute(change)
        raw.commit()
    assert code(library.try_load(case)) == "library.case_unreadable"
    library.close()


MOUNTS = """\
/dev/vda / ext4 rw 0 0
server:/home /mnt/nfs nfs4 rw 0 0
//server/公用 /mnt/公用\\040盘 cifs rw 0 0
tmpfs /mnt/nfs/local tmpfs rw 0 0
broken line
"""


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/somewhere/library.nzl", "ext4"),
        ("/mnt/nfs/a/library.nzl", "nfs4"),
        ("/mnt/nfsx/library.nzl", "ext4"),
        ("/mnt/公用 盘/library.nzl", "cifs"),
        ("/mnt/nfs/local/library.nzl", "tmpfs"),
    ],
)
@pytest.mark.skipif(sys.platform == "win32", reason="paths of another system")
def test_the_volume_is_found_by_its_mount(path: str, kind: str) -> None:
    assert kind_of(Path(path), MOUNTS) == kind


@pytest.mark.skipif(sys.platform == "win32", reason="drives are known by their kind there")
def test_on_a_network_share_there_is_no_write_ahead_log(
    odd_path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    local = odd_path / "本机.nzl"
    filled(local, enterprises=1).close()
    share = tmp_path / "share"
    share.mkdir()
    table = tmp_path / "mounts"
    table.write_text(f"/dev/x / ext4 rw 0 0\n//server/x {share} cifs rw 0 0\n", encoding="utf-8")
    monkeypatch.setattr(volume, "_MOUNTS", table)
    assert not on_network(local)
    assert on_network(share / "库.nzl")
    shutil.copyfile(local, share / "库.nzl")
    before = read_contents(share / "库.nzl")
    library = opened(share / "库.nzl")
    assert library.on_network
    with library._engine.connect() as connection:
        assert connection.exec_driver_sql("PRAGMA journal_mode").scalar() == "truncate"
        assert connection.exec_driver_sql("PRAGMA synchronous").scalar() == 2
    assert read_contents(library.path) == before
    case = library.cases()[0].id
    assert not isinstance(put(library, case, "1"), Problem)
    assert not Path(f"{library.path}-wal").exists()
    library.close()
    fresh = opened(share / "新.nzl")
    assert not isinstance(fresh, Problem)
    fresh.close()
    with closing(sqlite3.connect(share / "新.nzl")) as raw:
        assert raw.execute("PRAGMA journal_mode").fetchone() == ("delete",)
