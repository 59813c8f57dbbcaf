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

from tests.walkthrough.desk import Desk, desk, missing, running

ROOT = Path(__file__).resolve().parents[1]
FROZEN = ROOT / "out" / "build" / "linux" / "frozen" / "near-zero" / "near-zero"
DIST = ROOT / "out" / "dist"
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


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=7)
    given = parser.parse_args()
    for path in sorted(DIST.glob("near-zero*")):
        if path.suffix != ".sha256":
            print(f"{path.name}: {path.stat().st_size / 1e6:.1f} MB")
    if not FROZEN.exists() or missing():
        print(f"nothing to measure: {FROZEN.name} is not built, or missing: {missing()}")
        return
    commands = {"source": [sys.executable, "-m", "desktop_app"], "frozen": [str(FROZEN)]}
    times: dict[str, list[float]] = {what: [] for what in commands}
    with tempfile.TemporaryDirectory() as name, desk(Path(name) / "pictures") as at:
        for command in commands.values():
            seconds(at, command, Path(name) / "user")  # fills the caches of the disk
        for _run in range(given.runs):
            for what, command in commands.items():
                times[what].append(seconds(at, command, Path(name) / "user"))
    ratios = [a / b for a, b in zip(times["frozen"], times["source"], strict=True)]
    print(
        f"window of the built program after {statistics.median(ratios):.2f} times that of the"
        f" source (median of {given.runs} pairs; {min(ratios):.2f}-{max(ratios):.2f})"
    )


if __name__ == "__main__":
    main()
