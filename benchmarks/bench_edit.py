"""One number typed into the ledger of a full steel case, until the live panel is painted again.

Steel is the largest industry pack, and the case fills nearly all of it. Printed are only ratios:
how many frames of a 60 Hz screen half of the edits, and 95 in 100, stay below. Split into storing
(the synced transaction), judging, and refreshing and painting the window. Told last: how many times
as long the whole window takes to be painted while a job computes in the background.

    python -m benchmarks.bench_edit [--edits 60]
"""

from __future__ import annotations

import argparse
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, cast

from PySide6.QtWidgets import QApplication

from desktop_app.app import session as session_module
from desktop_app.app.catalog import Catalog
from desktop_app.app.example import fresh_example
from desktop_app.app.paths import Paths, find_paths
from desktop_app.app.session import CaseSession
from desktop_app.core.data import Key, Period
from desktop_app.core.entry import Entry
from desktop_app.store.library import Library
from desktop_app.ui.data_page import DataPage
from desktop_app.ui.main_window import MainWindow
from desktop_app.ui.screens import open_window
from desktop_app.ui.tasks import Progress

CASE = "steel-demo-2023"
FRAME = 1 / 60
PARTS = ("store", "judge", "refresh and paint", "whole")


class Stopwatch:
    """Adds up the time spent in some functions since it was last read."""

    def __init__(self) -> None:
        self.spent: dict[str, float] = {}

    def around(self, part: str, function: Callable[..., Any]) -> Callable[..., Any]:
        def timed(*given: object, **named: object) -> object:
            begun = time.perf_counter()
            try:
                return function(*given, **named)
            finally:
                taken = time.perf_counter() - begun
                self.spent[part] = self.spent.get(part, 0) + taken

        return timed


@contextmanager
def watched() -> Iterator[Stopwatch]:
    """Times what stores and what judges while it is open."""
    watch = Stopwatch()
    storing = ("apply", "data", "stacks")
    old = {name: getattr(Library, name) for name in storing}
    judging = {name: getattr(session_module, name) for name in ("reevaluate", "changed_results")}
    for name, function in old.items():
        setattr(Library, name, watch.around("store", function))
    for name, function in judging.items():
        setattr(session_module, name, watch.around("judge", function))
    try:
        yield watch
    finally:
        for name, function in old.items():
            setattr(Library, name, function)
        for name, function in judging.items():
            setattr(session_module, name, function)


def one_edit(window: MainWindow, watch: Stopwatch, number: int) -> dict[str, float]:
    """Seconds by part of one edit, from the committed text to the painted panel."""
    bridge, panel = window.bridge, window.live_panel
    assert bridge is not None
    assert panel is not None
    month = Period(bridge.case.year, number % 12 + 1)
    entry = Entry(Key("energy.raw_coal", month), str(10_000 + number), "t")
    watch.spent.clear()
    begun = time.perf_counter()
    bridge.enter([entry], "填写")
    for _round in range(2):  # laying out asks for another picture
        QApplication.processEvents()
    whole = time.perf_counter() - begun
    store, judge = (watch.spent.get(part, 0.0) for part in ("store", "judge"))
    return dict(zip(PARTS, (store, judge, whole - store - judge, whole), strict=True))


def pictures(window: MainWindow, count: int = 15) -> float:
    """The median of the seconds the whole window takes to be painted."""
    taken = []
    for _picture in range(count):
        begun = time.perf_counter()
        window.repaint()
        taken.append(time.perf_counter() - begun)
    return statistics.median(taken)


def beside_a_job(window: MainWindow) -> float:
    """How many times as long the window takes to be painted beside a job that never pauses."""

    def job(progress: Progress) -> None:
        while not progress.cancelled:
            sum(range(100))

    alone = pictures(window)
    token = window.tasks.run(job, lambda _none: None, lambda _error: None)
    beside = pictures(window)
    token.request()
    return beside / alone


def measure(paths: Paths, session: CaseSession, edits: int) -> tuple[list[dict[str, float]], float]:
    """The parts of each edit, after a few that are not counted; the window beside a job."""
    with open_window(paths, session) as (window, _control), watched() as watch:
        window.jump("energy")
        data = cast("DataPage", window.page_widget("ledger"))
        assert data.section == "energy"
        found = [one_edit(window, watch, number) for number in range(edits + 5)]
        return found[5:], beside_a_job(window)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--edits", type=int, default=60)
    given = parser.parse_args()
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        paths = Paths(find_paths().root, Path(folder))
        session = fresh_example(paths, Catalog(paths), Path(folder), CASE)
        if not isinstance(session, CaseSession):
            sys.exit(1)
        found, beside = measure(paths, session, given.edits)
        session.library.close()
    for part in PARTS:
        taken = sorted(edit[part] for edit in found)
        median, late = statistics.median(taken), taken[int(len(taken) * 0.95)]
        print(
            f"{part:18} p50 {median / FRAME:5.2f} frames of 60 Hz   p95 {late / FRAME:5.2f} frames"
        )
    print(f"the window beside a job   {beside:5.2f} times as long as alone")


if __name__ == "__main__":
    main()
