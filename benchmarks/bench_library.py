"""The list of ten thousand cases: finding and sorting, beside Qt's own way, and judging.

Both sides narrow and order the same rows; Qt's is a QSortFilterProxyModel over a model with the
same texts, sorting keys and fields to search in, as one would write it. Times are those of the
processor, so that what else the machine does counts little.

    python -m benchmarks.bench_library [--rows 10000] [--judge 40]
"""

from __future__ import annotations

import argparse
import os
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from decimal import Decimal
from itertools import count
from pathlib import Path

from PySide6.QtCore import (
    QAbstractTableModel,
    QCoreApplication,
    QModelIndex,
    QPersistentModelIndex,
    QSortFilterProxyModel,
    Qt,
)

from benchmarks.many_cases import fill, invented
from desktop_app.app.arranging import Arranger, Order, Wanted
from desktop_app.app.enterprise_columns import columns
from desktop_app.app.enterprises import CaseLine, case_lines, judge_run
from desktop_app.app.paths import Paths, find_paths
from desktop_app.app.pinyin import pinyin
from desktop_app.app.workspace import Workspace
from desktop_app.core.problems import Problem

_NOWHERE = QModelIndex()
_SORTED = ("tce", "name", "clean_production", "year")
_TYPED = ("贵州", "贵阳", "铝", "2024", "公司")
Index = QModelIndex | QPersistentModelIndex


class Plain(QAbstractTableModel):
    """The same rows for Qt's proxy: texts to show and search, values to sort by."""

    def __init__(self, lines: list[CaseLine]) -> None:
        super().__init__()
        self._lines, self._columns = lines, columns()

    def rowCount(self, parent: Index = _NOWHERE) -> int:  # noqa: N802 - Qt's name
        """How many rows there are."""
        return 0 if parent.isValid() else len(self._lines)

    def columnCount(self, parent: Index = _NOWHERE) -> int:  # noqa: N802 - Qt's name
        """How many columns there are."""
        return 0 if parent.isValid() else len(self._columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The text of a cell, or what it is sorted by."""
        line, column = self._lines[index.row()], self._columns[index.column()]
        if role == Qt.ItemDataRole.DisplayRole:
            return column.text(line)
        if role == Qt.ItemDataRole.UserRole:
            value = column.key(line)
            return float(value) if isinstance(value, Decimal) else str(value)
        return None


def measured(work: Callable[[], object]) -> float:
    """Milliseconds of the processor."""
    begun = time.process_time()
    work()
    return (time.process_time() - begun) * 1000


def many(lines: list[CaseLine], rows: int) -> Iterator[CaseLine]:
    """So many lines with figures and names of their own."""
    numbers = count()
    while True:
        for line in lines:
            number = next(numbers)
            if number >= rows:
                return
            facts = line.facts
            name = f"{facts.enterprise.name}{number}"
            energy = line.summary.energy if line.summary else None
            summary = line.summary
            if summary is not None and energy is not None and energy.value is not None:
                figure = replace(energy, value=energy.value + number % 977)
                summary = replace(summary, energy=figure)
            who = replace(facts.enterprise, name=name)
            yield replace(
                line, facts=replace(facts, id=f"{number}", enterprise=who), summary=summary
            )


def judged(paths: Paths, cases: int) -> tuple[list[CaseLine], float]:
    """A real library, judged; the lines, and milliseconds of the processor per case."""
    workspace = Workspace.open(paths)
    assert workspace.library is not None
    fill(workspace.library, invented(paths, cases))
    lines = case_lines(workspace)
    assert not isinstance(lines, Problem)
    run = judge_run(workspace, lines)
    assert not isinstance(run, Problem)
    run.step()

    def rest() -> None:
        while run.left:
            run.step()

    each = measured(rest) / max(1, cases - 1)
    found = case_lines(workspace)
    assert not isinstance(found, Problem)
    workspace.close()
    return list(found), each


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=10_000)
    parser.add_argument("--judge", type=int, default=40)
    given = parser.parse_args()
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    application = QCoreApplication([])
    with tempfile.TemporaryDirectory() as user:
        paths = find_paths(Path(user))
        lines, each = judged(paths, given.judge)
    print(f"judging a case, read and remembered   {each:8.1f} ms")
    rows = list(many(lines, given.rows))
    made: list[Arranger] = []
    prepared = measured(lambda: made.append(Arranger(rows, pinyin(find_paths()))))
    print(f"preparing {given.rows} lines, in a worker    {prepared:8.1f} ms")
    _compare(made[0], rows)
    del application
    return 0


def _compare(arranger: Arranger, rows: list[CaseLine]) -> None:
    named = {column.id: column for column in columns()}
    proxy = QSortFilterProxyModel()
    proxy.setSourceModel(Plain(rows))
    proxy.setSortRole(Qt.ItemDataRole.UserRole)
    proxy.setFilterKeyColumn(-1)
    places = {column_id: place for place, column_id in enumerate(named)}
    for what, ours, theirs in (
        (
            "sorting",
            [
                measured(lambda name=name, back=back: arranger.shown(  # type: ignore[misc]
                    Wanted(), Order(named[name], back)))
                for name in _SORTED for back in (False, True)
            ],
            [
                measured(lambda name=name, way=way: proxy.sort(places[name], way))  # type: ignore[misc]
                for name in _SORTED
                for way in (Qt.SortOrder.AscendingOrder, Qt.SortOrder.DescendingOrder)
            ],
        ),
        (
            "finding",
            [
                measured(lambda text=text: arranger.shown(  # type: ignore[misc]
                    Wanted(text), Order(named["tce"])))
                for text in _TYPED
            ],
            [
                measured(lambda text=text: proxy.setFilterFixedString(text))  # type: ignore[misc]
                for text in _TYPED
            ],
        ),
    ):  # fmt: skip
        mine, other = statistics.median(ours), statistics.median(theirs)
        told = f"{mine:8.1f} ms (slowest {max(ours):.1f}), Qt's proxy {other:8.1f} ms"
        print(f"{what} {len(rows)} lines   {told}, ratio {mine / other:.3f}")


if __name__ == "__main__":
    raise SystemExit(main())
