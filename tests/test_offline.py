"""The program never uses the network: the whole job is done where no socket can be opened."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.offline.guard import SOCKET_EVENT

ROOT = Path(__file__).resolve().parents[1]
UNWATCHED = 77


def offline(what: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "tests.offline.whole_job", what]
    environ = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONUTF8": "1"}
    return subprocess.run(
        command, cwd=ROOT, env=environ, capture_output=True, encoding="utf-8", check=False
    )


def test_the_whole_job_is_done_without_a_socket(odd_path: Path) -> None:
    done = offline(str(odd_path))
    assert done.returncode == 0, done.stderr
    made = [Path(line) for line in done.stdout.splitlines()]
    kinds = [path.suffix for path in made]
    assert kinds[:3] == [".pdf", ".docx", ".xlsx"]
    assert kinds[3:]
    assert set(kinds[3:]) == {".nzl"}
    assert all(path.stat().st_size > 1000 for path in made)


def test_a_socket_of_python_would_be_seen() -> None:
    assert offline("python").returncode == SOCKET_EVENT


def test_a_socket_of_a_library_would_be_seen() -> None:
    code = offline("native").returncode
    if code == UNWATCHED:
        pytest.skip("the kernel of this system does not watch sockets for us")
    assert code == -signal.SIGSYS
