"""The columns of a table sheet, and the cells other sheets read from it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields

from desktop_app.core.pack import Scale
from desktop_app.i18n import _, translate
from desktop_app.reports.workbook.places import quoted_sheet
from desktop_app.reports.workbook.sheet import Column, letters

TOP_ROW = 5
"""The first row below the head of a table sheet."""


@dataclass(frozen=True, slots=True)
class Grid:
    """Letters of the columns of a table: one limit and one verdict per level of its scale.

    From `state` on they are hidden: what the visible ones are made from.
    """

    name: str
    no: str
    unit: str
    value: str
    limits: tuple[str, ...]
    met: tuple[str, ...]
    level: str
    word: str
    limiting: str
    weight: str
    share: str
    score: str
    bound: str
    headroom: str
    judged: str
    check: str
    basis: str
    state: str
    place: str
    lows: tuple[str, ...]
    part_met: tuple[str, ...]
    limits_open: str
    condition: str
    applies: str
    open: str
    best: str
    low: str
    high: str
    group: str
    pool: str
    score_high: str
    raw: str
    unweighted: str
    bonus: str
    made: str
    weight_by: str
    permit: str
    base: str
    advanced: str
    outlet_points: str
    product_points: str
    keeps: str
    over: str
    later: str


def width(levels: int) -> int:
    """How many columns the grid of a scale with so many levels has, behind the first of the sheet.

    Four of its fields hold one column per level, the others one.
    """
    return len(fields(Grid)) - 4 + 4 * levels


def make_grid(levels: int) -> Grid:
    """The grid of a scale with so many levels."""
    free: Iterator[str] = iter(letters(2, width(levels)))

    def some() -> tuple[str, ...]:
        return tuple(next(free) for _level in range(levels))

    no, name, unit, value = (next(free) for _place in range(4))
    limits, met = some(), some()
    level, word, limiting, weight, share, score = (next(free) for _place in range(6))
    bound, headroom, judged, check, basis = (next(free) for _place in range(5))
    state, place = next(free), next(free)
    lows, part_met = some(), some()
    return Grid(
        name, no, unit, value, limits, met, level, word, limiting, weight, share, score, bound,
        headroom, judged, check, basis, state, place, lows, part_met, *free,
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Shown:
    """Which columns a method fills: weights, binding limits, levels of single rows."""

    weighted: bool
    binding: bool
    graded: bool


def grid_columns(grid: Grid, scale: Scale, method: Shown) -> tuple[Column, ...]:
    """The columns with heads; those the method does not fill are hidden."""
    graded = method.graded
    names = [translate(level.name) for level in scale.levels]
    asked = [_("{level}要求").format(level=name) if graded else _("评价基准值") for name in names]
    reached = [_("达到{level}").format(level=name) if graded else _("达到基准值") for name in names]
    own = _("组内权重") if graded else _("权重")
    shown = (
        Column(grid.no, _("序号"), 7),
        Column(grid.name, _("指标"), 36),
        Column(grid.unit, _("单位"), 9),
        Column(grid.value, _("企业值"), 15, "right"),
        *(
            Column(letter, name, 18, "right", hidden=place > 0 and not graded)
            for place, (letter, name) in enumerate(zip(grid.limits, asked, strict=True))
        ),
        *(
            Column(letter, name, 8, "center", hidden=place > 0 and not graded)
            for place, (letter, name) in enumerate(zip(grid.met, reached, strict=True))
        ),
        Column(grid.level, _("级别"), 13, hidden=not graded),
        Column(grid.word, _("状态"), 8),
        Column(grid.limiting, _("限定性"), 7, "center", hidden=not graded),
        Column(grid.weight, own, 9, "right", hidden=not method.weighted),
        Column(grid.share, _("折算权重"), 9, "right", hidden=not method.weighted),
        Column(grid.score, _("得分系数"), 9, "right", hidden=graded),
        Column(grid.bound, _("最严适用限值"), 12, "right", hidden=not method.binding),
        Column(grid.headroom, _("余量"), 10, "right", hidden=not method.binding),
        Column(grid.judged, _("软件判定"), 13, hidden=not graded),
        Column(grid.check, _("核对"), 8, hidden=not graded),
        Column(grid.basis, _("依据"), 13),
    )
    used = {column.letter for column in shown}
    rest = [letter for letter in letters(1, 1 + width(len(names))) if letter not in used]
    return (*shown, *(Column(letter, "", 8, hidden=True) for letter in rest))


@dataclass(frozen=True, slots=True)
class TableSpots:
    """What other sheets read of a table: its rows and the cells of its conclusion.

    `level`, `low`, `high` hold places on the scale from 1, "" where no level may be named; `y_low`
    and `y_high` the index of the best level, `index` the one index of a table that adds up
    scores; "" where the table has none.
    """

    sheet: str
    grid: Grid
    first: int
    last: int
    level: str
    low: str
    high: str
    word: str
    y_low: str = ""
    y_high: str = ""
    index: str = ""

    def cell(self, place: str, seen_from: str = "") -> str:
        """An absolute reference to a cell of the sheet."""
        column = place.rstrip("0123456789")
        absolute = f"${column}${place[len(column) :]}"
        return absolute if seen_from == self.sheet else f"{quoted_sheet(self.sheet)}!{absolute}"

    def column(self, letter: str, seen_from: str = "") -> str:
        """An absolute reference to a column of the rows."""
        area = f"${letter}${self.first}:${letter}${self.last}"
        return area if seen_from == self.sheet else f"{quoted_sheet(self.sheet)}!{area}"
