"""Scrolling and searching a ledger of 5,000 rows, and pasting into it, beside a plain QTableView.

The plain view shows Qt's model of the same texts. Both are scrolled over the same distances in the
same run; told is the time of one frame, from the moved scroll bar to the painted picture, and how
many times that of the plain view ours takes. What is searched for is held against names, pinyin,
exact figures and notes; Qt's model is asked for the same words by its own `match`. Pasting is that
of a block of 2,000 cells, read, stored, judged and painted.

    python -m benchmarks.bench_ledger [--rows 5000] [--frames 150]
"""

from __future__ import annotations

import argparse
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from functools import partial
from pathlib import Path

from PySide6.QtCore import QAbstractItemModel, QEvent, Qt
from PySide6.QtGui import QKeyEvent, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QAbstractItemView, QApplication, QTableView

from desktop_app.app.case_packs import Judging
from desktop_app.app.catalog import Catalog
from desktop_app.app.paths import Paths, find_paths
from desktop_app.app.session import CaseSession
from desktop_app.app.settings import SettingsFile
from desktop_app.core.data import Datum, Enterprise, Key, Period, State
from desktop_app.core.entry import Entry
from desktop_app.core.model import build_model
from desktop_app.core.pack import Item, Pack, Section
from desktop_app.store.library import Library
from desktop_app.ui.application import dress
from desktop_app.ui.bridge import Bridge
from desktop_app.ui.ledger.cells import COLUMNS, column_title
from desktop_app.ui.ledger.model import LedgerModel
from desktop_app.ui.ledger.page import LedgerPage

FRAME = 1 / 60
YEAR = 2023
NOW = "2026-11-30T08:00:00+00:00"
_WORDS = ("品种 49", "4999", "zzz", "18503")


def plain_model(ledger: LedgerModel) -> QStandardItemModel:
    """The texts of a ledger, ready made, in Qt's own model: painting them runs no Python."""
    made = QStandardItemModel(ledger.rowCount(), COLUMNS)
    for row in range(ledger.rowCount()):
        made.setVerticalHeaderItem(row, QStandardItem(ledger.item(row).name))
        for column in range(COLUMNS):
            item = QStandardItem(ledger.cell(row, column).text)
            item.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            made.setItem(row, column, item)
    made.setHorizontalHeaderLabels([column_title(column, YEAR) for column in range(COLUMNS)])
    return made


def large_case(folder: Path, rows: int) -> Bridge:
    """A case with one ledger of so many items, three quarters of its months filled."""
    items = tuple(
        Item(f"many.i{number}", f"品种 {number}", "many", unit="t", cadence="month")
        for number in range(rows)
    )
    section = Section("many", "大表", "grid")
    pack = Pack("many", "很多", "2026.1.1", "base", "d", sections=(section,), items=items)
    built = build_model([pack], YEAR)
    library = Library.open(folder / "library.nzl")
    if built.model is None or not isinstance(library, Library):
        sys.exit(1)
    enterprise = library.add_enterprise(Enterprise("某厂"), NOW)
    case_id = library.add_case(str(enterprise), YEAR, (), NOW)
    data = {
        (key := Key(item.key, Period(YEAR, month))): Datum(
            key, State.GIVEN, Decimal(number * 37 + month * 11), "t"
        )
        for number, item in enumerate(items)
        for month in range(1, 13)
        if (number + month) % 4
    }
    case = replace(library.load(str(case_id)), data=data)
    catalog = Catalog(Paths(find_paths().root, folder))
    return Bridge(CaseSession(library, str(case_id), catalog, case, Judging(built.model, {})))


def plain_view(ledger: LedgerModel) -> QTableView:
    """A table as Qt makes it, with the same texts and row heights."""
    view = QTableView()
    model = plain_model(ledger)
    model.setParent(view)
    view.setModel(model)
    view.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    view.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    view.verticalHeader().setDefaultSectionSize(28)
    return view


def scrolled(view: QTableView, frames: int, step: Callable[[int], int]) -> list[float]:
    """Seconds of each frame while the view is scrolled by `step(frame)` pixels at a time."""
    bar = view.verticalScrollBar()
    bar.setValue(0)
    taken: list[float] = []
    for frame in range(frames):
        begun = time.perf_counter()
        bar.setValue((bar.value() + step(frame)) % max(1, bar.maximum()))
        view.viewport().repaint()
        view.verticalHeader().viewport().repaint()
        taken.append(time.perf_counter() - begun)
        QApplication.processEvents()
    return taken


def told(name: str, taken: list[float]) -> float:
    """Print the frames of a view; their median."""
    ordered = sorted(taken)
    median, late = statistics.median(ordered), ordered[int(len(ordered) * 0.95)]
    print(
        f"{name:28} median {median * 1000:6.2f} ms ({median / FRAME:4.2f} frames of 60 Hz)"
        f"   95th percentile {late * 1000:6.2f} ms"
    )
    return median


def measure(bridge: Bridge, frames: int) -> None:
    """Scroll both views, slowly and by leaps, and print the ratios."""
    begun = time.perf_counter()
    page = LedgerPage(bridge, section="many")
    page.resize(1366, 768)
    page.show()
    QApplication.processEvents()
    print(f"opening {page.model.rowCount()} rows {(time.perf_counter() - begun) * 1000:8.1f} ms")
    page.view.resize(1300, 640)
    plain = plain_view(page.model)
    plain.resize(page.view.size())
    plain.show()
    QApplication.processEvents()
    for name, step in (("wheel (84 px)", lambda _frame: 84), ("leaps", lambda _frame: 4_997)):
        # In turn, so that both meet the same machine.
        ours, theirs = scrolled(page.view, 10, step), scrolled(plain, 10, step)
        ours.clear()
        theirs.clear()
        for _turn in range(3):
            ours += scrolled(page.view, frames // 3, step)
            theirs += scrolled(plain, frames // 3, step)
        mine = told(f"ledger, {name}", ours)
        other = told(f"plain QTableView, {name}", theirs)
        print(f"{'ratio, ' + name:28} {mine / other:5.2f}")
    _search(page, plain.model())
    _paste(bridge)
    plain.close()
    page.close()


def _search(page: LedgerPage, plain: QAbstractItemModel) -> None:
    """The first look of all, looks for other words, and steps from place to place."""
    field = page.finder.field

    def enter() -> None:
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            key = QKeyEvent(kind, Qt.Key.Key_Return, Qt.KeyboardModifier.NoModifier)
            QApplication.sendEvent(field, key)
        QApplication.processEvents()

    looks, steps, theirs = [], [], []
    for word in _WORDS:
        field.setText(word)
        looks.append(_seconds(enter))
        steps += [_seconds(enter) for _step in range(5)]
        theirs.append(_seconds(partial(_matched, plain, word)))
    told("finding, the very first look", looks[:1])
    found, other = told("finding another word", looks[1:]), told("QAbstractItemModel.match", theirs)
    told("finding the next place", steps)
    print(f"{'ratio, another word':28} {found / other:5.2f}")


def _matched(model: QAbstractItemModel, word: str) -> None:
    """All cells that hold a word, as Qt's model finds them."""
    holds = Qt.MatchFlag.MatchContains
    for column in range(model.columnCount()):
        model.match(model.index(0, column), Qt.ItemDataRole.DisplayRole, word, -1, holds)


def _paste(bridge: Bridge) -> None:
    """Two hundred rows of ten months in one step."""
    keys = [Key(f"many.i{row}", Period(YEAR, at)) for row in range(200) for at in range(1, 11)]
    entries = [Entry(key, str(number), "t") for number, key in enumerate(keys)]

    def work() -> None:
        bridge.enter(entries, "粘贴")
        QApplication.processEvents()

    told(f"pasting {len(entries)} cells", [_seconds(work)])


def _seconds(work: Callable[[], object]) -> float:
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=5000)
    parser.add_argument("--frames", type=int, default=150)
    given = parser.parse_args()
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    application = QApplication(sys.argv[:1])
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        paths = Paths(find_paths().root, Path(folder))
        dress(application, paths, SettingsFile(paths.settings))
        bridge = large_case(Path(folder), given.rows)
        measure(bridge, given.frames)
        bridge.session.library.close()


if __name__ == "__main__":
    main()
