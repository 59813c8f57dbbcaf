"""The page 企业库 with ten thousand cases: listed, scrolled, narrowed by what is typed.

Beside it, in the same run, a plain QTableView over Qt's sorting and filtering proxy with the same
texts. Told is the time to the painted picture, as frames of a 60 Hz screen and as a ratio.

    python -m benchmarks.bench_list [--rows 10000] [--frames 120]
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QSortFilterProxyModel, Qt
from PySide6.QtWidgets import QAbstractItemView, QApplication, QTableView

from benchmarks.bench_ledger import scrolled, told
from benchmarks.bench_library import Plain, judged, many
from desktop_app.app.arranging import Arranger
from desktop_app.app.paths import find_paths
from desktop_app.app.pinyin import pinyin
from desktop_app.app.settings import SettingsFile
from desktop_app.ui.application import dress
from desktop_app.ui.enterprises.list_view import ListView
from desktop_app.ui.enterprises.memory import ListMemory

_TYPED = ("贵州", "", "铝", "", "2024", "")


def painted(view: QTableView, change: Callable[[], object]) -> float:
    """Seconds from a change until the view shows it."""
    begun = time.perf_counter()
    change()
    QApplication.processEvents()
    view.viewport().repaint()
    return time.perf_counter() - begun


def plain_view(model: Plain) -> tuple[QTableView, QSortFilterProxyModel]:
    """What one gets from Qt without further work."""
    proxy = QSortFilterProxyModel()
    proxy.setSourceModel(model)
    proxy.setFilterKeyColumn(-1)
    view = QTableView()
    view.setModel(proxy)
    view.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    view.verticalHeader().hide()
    view.setSortingEnabled(True)
    view.sortByColumn(0, Qt.SortOrder.AscendingOrder)
    return view, proxy


def compare(ours: ListView, arranger: Arranger, plain: Plain, frames: int) -> None:
    """Measure both in turns and print."""
    view, proxy = plain_view(plain)
    for each in (ours, view):
        each.resize(1160, 700)
        each.show()
    QApplication.processEvents()
    listed = told("listed", [painted(ours.table, lambda: ours.show_lines(arranger))])
    theirs = told("plain view, listed", [painted(view, proxy.invalidate)])
    print(f"{'ratio, listed':28} {listed / theirs:5.2f}")
    for name, step in (("wheel (84 px)", lambda _at: 84), ("leaps", lambda _at: 4_997)):
        mine = scrolled(ours.table, frames, step)
        other = scrolled(view, frames, step)
        ratio = told(f"list, {name}", mine) / told(f"plain view, {name}", other)
        print(f"{'ratio, ' + name:28} {ratio:5.2f}")
    mine, other = [], []
    for text in _TYPED:
        mine.append(painted(ours.table, lambda text=text: typed(ours, text)))  # type: ignore[misc]
        other.append(painted(view, lambda text=text: proxy.setFilterFixedString(text)))  # type: ignore[misc]
    ratio = told("narrowed by a text", mine) / told("plain view, narrowed", other)
    print(f"{'ratio, narrowed':28} {ratio:5.2f}")
    print(f"slowest to narrow {max(mine) * 1000:.0f} ms, plain view {max(other) * 1000:.0f} ms")


def typed(ours: ListView, text: str) -> None:
    """What happens when the typing rests."""
    ours.filters.search.setText(text)
    ours.arrange()


def main() -> int:
    """Make the lines and measure."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=10_000)
    parser.add_argument("--frames", type=int, default=120)
    given = parser.parse_args()
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    application = QApplication(sys.argv[:1])
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as user:
        paths = find_paths(Path(user))
        settings = SettingsFile(paths.settings)
        dress(application, paths, settings)
        lines, _each = judged(paths, 12)
        rows = list(many(lines, given.rows))
        arranger = Arranger(rows, pinyin(paths))
        compare(ListView(ListMemory(settings)), arranger, Plain(rows), given.frames)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
