"""What was acknowledged is on disk, whenever the process is killed."""

from __future__ import annotations

from pathlib import Path

from tests.torture.kills import Torment


def test_a_killed_process_loses_nothing_it_acknowledged(odd_path: Path) -> None:
    torment = Torment(odd_path / "企业库.nzl", seed=20261122)
    deaths = [torment.kill_once() for _ in range(5)]
    assert deaths[-1].stored > 0
