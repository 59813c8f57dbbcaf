"""The built program against the source: time until its window is on a virtual screen, and sizes.

Prints only the ratio of times, and the sizes of what is handed out. Without a built program
(python3 dev.py build deb) or without a virtual screen it says so and measures nothing.

    python -m benchmarks.bench_frozen [--runs 7]
"""

from __future__ import annotations

import argparse
import statistics
import sys
import tempfile
import time
from pathlib import Path

from installer.budgets import LARGEST_INSTALLED, LARGEST_INSTALLER, SLOWEST_START
from installer.steps import DIST, PROGRAM, WORK, folder_size
from tests.walkthrough.desk import Desk, desk, missing, running

FROZEN = WORK / "linux" / "frozen" / PROGRAM / PROGRAM
TITLE = "双近零"
LIMIT = 60.0


def seconds(at: Desk, command: list[str], user: Path) -> float:
    """From the start of the process until its window is in sight."""
    started = time.monotonic()
    with running([*command, "--user", str(user)], at.environ):
        while not any(TITLE in title for title in at.titles()):
            if time.monotonic() - started > LIMIT:
                raise TimeoutError(command[0])
            time.sleep(0.005)
        taken = time.monotonic() - started
    while any(TITLE in title for title in at.titles()):
        time.sleep(0.05)
    return taken


def start_ratios(program: Path, runs: int) -> list[float]:
    """How many times as long as from source it takes until the window of a build is in sight.

    One number for every pair of starts, in turn, after one of each that fills the disk's caches.
    """
    source, built = [sys.executable, "-m", "desktop_app"], [str(program)]
    with tempfile.TemporaryDirectory() as name, desk(Path(name) / "pictures") as at:
        user = Path(name) / "user"
        for command in (source, built):
            seconds(at, command, user)
        return [seconds(at, built, user) / seconds(at, source, user) for _run in range(runs)]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=7)
    given = parser.parse_args()
    for path in sorted(DIST.glob(f"{PROGRAM}*")):
        if path.suffix != ".sha256":
            print(f"{path.name}: {path.stat().st_size / 1e6:.1f} MB, at most {LARGEST_INSTALLER}")
    if not FROZEN.exists():
        print("no built program to start here: python3 dev.py build deb makes one")
        return
    print(f"built program: {folder_size(FROZEN.parent) / 1e6:.0f} MB, at most {LARGEST_INSTALLED}")
    if lacking := missing():
        print(f"no virtual screen here: {', '.join(lacking)}")
        return
    ratios = start_ratios(FROZEN, given.runs)
    print(
        f"window of the built program after {statistics.median(ratios):.2f} times that of the"
        f" source, at most {SLOWEST_START} (median of {given.runs} pairs;"
        f" {min(ratios):.2f}-{max(ratios):.2f})"
    )


if __name__ == "__main__":
    main()
