"""Where keys lead in a grid, as in spreadsheets: pure, so that it can be tried without a window."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import Qt

Filled = Callable[[int, int], bool]
Place = tuple[int, int]

_ARROWS: Final = {
    Qt.Key.Key_Up: (-1, 0),
    Qt.Key.Key_Down: (1, 0),
    Qt.Key.Key_Left: (0, -1),
    Qt.Key.Key_Right: (0, 1),
}


@dataclass(frozen=True, slots=True)
class Ground:
    """What moving needs to know of a grid: its size, rows per page, which cells hold something."""

    rows: int
    columns: int
    page: int
    filled: Filled


def aim(key: Qt.Key, *, ctrl: bool, here: Place, ground: Ground) -> Place | None:
    """The cell a key leads to from `here`; None for keys that do not move."""
    row, column = here
    step = _ARROWS.get(key)
    if step is not None and ctrl:
        return _jump(here, step, ground)
    if step is not None:
        return _inside(row + step[0], column + step[1], ground)
    if key == Qt.Key.Key_Home:
        return (0 if ctrl else row, 0)
    if key == Qt.Key.Key_End:
        return (ground.rows - 1 if ctrl else row, ground.columns - 1)
    if key in (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown):
        down = ground.page if key == Qt.Key.Key_PageDown else -ground.page
        return _inside(row + down, column, ground)
    return None


def _inside(row: int, column: int, ground: Ground) -> Place:
    return min(max(row, 0), ground.rows - 1), min(max(column, 0), ground.columns - 1)


def _jump(here: Place, step: Place, ground: Ground) -> Place:
    row, column = here
    if step[0]:
        line = [ground.filled(at, column) for at in range(ground.rows)]
        return edge(line, row, step[0]), column
    line = [ground.filled(row, at) for at in range(ground.columns)]
    return row, edge(line, column, step[1])


def edge(line: Sequence[bool], here: int, step: int) -> int:
    """The end of the run of filled cells one stands in, else the next filled cell, else the end."""
    last = len(line) - 1 if step > 0 else 0
    if here == last:
        return here
    at = here + step
    if line[here] and line[at]:
        while at != last and line[at + step]:
            at += step
        return at
    while at != last and not line[at]:
        at += step
    return at
