"""Folders for a while leave nothing behind, whatever becomes of those who made them."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pytest

from desktop_app.app.scratch import Scratch, sweep

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(autouse=True)
def temporary(odd_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(tempfile, "tempdir", str(odd_path))
    return odd_path


def test_a_folder_goes_with_what_is_in_it() -> None:
    with Scratch() as folder:
        (folder / "报告.pdf").write_bytes(b"%PDF")
        (folder / "报告.pdf").chmod(0o400)
        assert folder.stat().st_mode & 0o077 == 0 or os.name != "posix"
    assert not folder.exists()


def test_what_a_killed_program_left_goes_at_the_next_start(temporary: Path) -> None:
    code = (
        "import sys\nfrom desktop_app.app.scratch import Scratch\n"
        "made = Scratch()\n(made.path / '发票.pdf').write_bytes(b'%PDF')\n"
        "print(made.path, flush=True)\nsys.stdin.read()"
    )
    environ = {**os.environ, "TMPDIR": str(temporary), "TEMP": str(temporary)}
    with subprocess.Popen(
        [sys.executable, "-c", code], cwd=ROOT, env=environ, encoding="utf-8",
        stdin=subprocess.PIPE, stdout=subprocess.PIPE,
    ) as owner:  # fmt: skip
        assert owner.stdout is not None
        folder = Path(owner.stdout.readline().rstrip("\n"))
        assert folder.parent == temporary
        sweep()
        assert (folder / "发票.pdf").exists()  # its owner lives
        owner.kill()
    sweep()
    assert not folder.exists()


def test_nothing_else_is_touched(temporary: Path) -> None:
    old, fresh, other = (
        temporary / name for name in ("near-zero-old", "near-zero-new", "somebody-else")
    )
    for folder in (old, fresh, other):
        folder.mkdir()
    for folder in (old, other):
        os.utime(folder, (time.time() - 2 * 86400,) * 2)
    with Scratch() as mine:
        sweep()
        assert mine.exists()
    assert [one.exists() for one in (old, fresh, other)] == [False, True, True]
