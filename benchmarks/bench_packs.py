"""Reading packs: headers of all, the packs of one case, and all of them, in processor time.

Prints medians and their ratios to reading everything; the ratios say what a start is spared, and
how little it grows with every further pack.

    python -m benchmarks.bench_packs [--runs 7]
"""

from __future__ import annotations

import argparse
import statistics
import time
from collections.abc import Callable
from pathlib import Path

from desktop_app.packs.editions import Origin, in_folders, newest
from desktop_app.packs.read import pack_folders, read_library
from desktop_app.packs.shelf import Reader, Shelf

FORMS = Path(__file__).resolve().parents[1] / "forms"
CASE = ("general", "steel", "readiness")


def headers() -> None:
    """What a start does for the lists of packs."""
    newest(in_folders(FORMS, Origin.BUILT_IN))


def one_case() -> None:
    """What opening a steel case reads, headers included."""
    shelf = Shelf(Reader(), newest(in_folders(FORMS, Origin.BUILT_IN)))
    for pack_id in CASE:
        assert shelf[pack_id].id == pack_id


def everything() -> None:
    """What the page of rule packs reads."""
    assert read_library(pack_folders(FORMS)).packs


def seconds(job: Callable[[], None]) -> float:
    started = time.process_time()
    job()
    return time.process_time() - started


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=7)
    given = parser.parse_args()
    jobs = {"headers": headers, "one case": one_case, "everything": everything}
    times: dict[str, list[float]] = {name: [] for name in jobs}
    for job in jobs.values():
        job()  # fills the caches of the disk and of the formula parser
    for _run in range(given.runs):
        for name, job in jobs.items():
            times[name].append(seconds(job))
    whole = statistics.median(times["everything"])
    print(f"{len(pack_folders(FORMS))} packs, {given.runs} runs")
    for name, found in times.items():
        median = statistics.median(found)
        print(f"{name:10} {median * 1000:6.0f} ms   {median / whole:.2f} of reading everything")


if __name__ == "__main__":
    main()
