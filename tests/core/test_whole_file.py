"""Files written whole: on a disk that is full the older one survives and nothing is left over."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from desktop_app.core.whole_file import sweep, write_whole

FULL = """
import resource, signal, sys
from pathlib import Path
from desktop_app.core.whole_file import write_whole
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))
try:
    write_whole(Path(sys.argv[1]), b"new" * 1000)
except OSError:
    sys.exit(7)
"""


def test_a_file_takes_the_place_of_another(odd_path: Path) -> None:
    path = odd_path / "报告 一.pdf"
    write_whole(path, b"old")
    write_whole(path, b"new")
    assert path.read_bytes() == b"new"
    assert list(odd_path.iterdir()) == [path]


@pytest.mark.skipif(sys.platform == "win32", reason="limits the size of files as POSIX does")
def test_on_a_full_disk_the_older_file_survives(odd_path: Path) -> None:
    path = odd_path / "报告 一.pdf"
    path.write_bytes(b"old")
    done = subprocess.run([sys.executable, "-c", FULL, str(path)], check=False)
    assert done.returncode == 7
    assert path.read_bytes() == b"old"
    assert list(odd_path.iterdir()) == [path]


def test_what_is_in_the_way_stays_and_nothing_is_left(odd_path: Path) -> None:
    path = odd_path / "报告"
    path.mkdir()
    with pytest.raises(OSError, match="报告"):
        write_whole(path, b"new")
    assert list(odd_path.iterdir()) == [path]


def test_what_was_left_unfinished_is_swept(odd_path: Path) -> None:
    path = odd_path / "a.toml"
    (odd_path / ".a.toml.99.part").write_bytes(b"half")
    (odd_path / ".b.toml.99.part").write_bytes(b"of another")
    sweep(path)
    assert [one.name for one in odd_path.iterdir()] == [".b.toml.99.part"]


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX modes")
def test_a_private_file_is_read_by_nobody_else(odd_path: Path) -> None:
    path = odd_path / "key"
    write_whole(path, b"secret", private=True)
    assert path.stat().st_mode & 0o077 == 0
