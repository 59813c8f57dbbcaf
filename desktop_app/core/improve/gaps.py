"""The gaps of a case across its limbs, and the measures of its packs that serve each of them.

A gap stands in the unit of its row; where the formulas allow it is also told for the year, in the
unit of the figure the row is a ratio of (tce, tCO2, t ...), or as what the enterprise's figures
would lose if the one datum behind the row just met the limit.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Final

from desktop_app.core import summary
from desktop_app.core.evaluate import Evaluation
from desktop_app.core.expr import Expr
from desktop_app.core.expr.ast import Binary, Call, Name, Node, Wildcard, children
from desktop_app.core.expr.check import infer
from desktop_app.core.expr.evaluate import compile_node
from desktop_app.core.formula_units import unit_lookup
from desktop_app.core.improve.scenario import what_if
from desktop_app.core.methods.rows import Row
from desktop_app.core.methods.scores import Table
from desktop_app.core.model import Model
from desktop_app.core.numbers import CONTEXT
from desktop_app.core.pack import Direction, ItemKind, Level, Measure, Met
from desktop_app.core.planned import DataChange, How, PlannedMeasure
from desktop_app.core.result import Kind, Result, Status
from desktop_app.core.units import Unit
from desktop_app.core.workings import split_name

PERMIT: Final = "permit"
_YEARLY: Final = ("tce", "tCO2", "t")
_SHOWN_PARTS: Final = 3


class Wanted(StrEnum):
    """Which level a gap is measured to: the next better one, or the best."""

    NEXT = "next"
    BEST = "best"


@dataclass(frozen=True, slots=True)
class Part:
    """What closing a gap is worth in a year: the figure it is of ("" unnamed), amount, unit."""

    figure: str
    amount: Decimal
    unit: str


@dataclass(frozen=True, slots=True)
class Gap:
    """A row below the level that is wanted.

    `amount` is what is missing in the row's own unit, positive; None where the row is judged by a
    text or a range. `level` is None where the permit alone is exceeded. `limit` is the figure to
    reach.
    """

    result: Result
    level: Level | None
    amount: Decimal | None
    limit: Decimal | None
    yearly: tuple[Part, ...] = ()

    @property
    def id(self) -> str:
        """The id of the result that falls short."""
        return self.result.id


class Fit(StrEnum):
    """Whether a measure can be done here: nothing against it, its condition to check, not."""

    OPEN = "open"
    CHECK = "check"
    NOT = "not"


class Way(StrEnum):
    """How a measure serves a row: for it alone, through a figure behind it, for its whole table."""

    ROW = "row"
    FIGURE = "figure"
    TABLE = "table"


@dataclass(frozen=True, slots=True)
class Match:
    """A measure that serves a gap, through which id of a row, figure or table."""

    measure: Measure
    fit: Fit
    via: str
    way: Way


def gaps(evaluation: Evaluation, wanted: Wanted = Wanted.NEXT) -> tuple[Gap, ...]:
    """All gaps of a case, limiting rows first; what a plan sets for the province is none."""
    found = [_gap(evaluation, result, wanted) for result in summary.gaps(evaluation)]
    known = {one.id for one in found}
    return (*found, *(one for one in _permits(evaluation) if one.id not in known))


def _gap(evaluation: Evaluation, result: Result, wanted: Wanted) -> Gap:
    table, row = row_of(evaluation, result)
    standing = result.standing
    scale = table.scale
    level = scale.level(standing.next_level) if standing else None
    amount = standing.gap if standing else None
    if wanted is Wanted.BEST:
        place = next((i for i, cell in enumerate(row.met) if cell is False and _is_set(row, i)), 0)
        level = scale.levels[place]
        amount = _to_limit(row, row.limits[place])
    limit = None
    if amount is not None and result.value is not None:
        lower = row.indicator.parts[0].direction is Direction.LOWER
        limit = result.value - amount if lower else result.value + amount
    return Gap(result, level, amount, limit, yearly(evaluation, row, amount))


def _is_set(row: Row, place: int) -> bool:
    return row.indicator.parts[0].thresholds[place].met is not Met.ABSENT


def _to_limit(row: Row, limit: Decimal | None) -> Decimal | None:
    part = row.indicator.parts[0]
    if row.value is None or limit is None or len(row.indicator.parts) != 1:
        return None
    if part.direction not in (Direction.LOWER, Direction.HIGHER):
        return None
    lower = part.direction is Direction.LOWER
    gap = row.value - limit if lower else limit - row.value
    return gap if gap > 0 else None


def _permits(evaluation: Evaluation) -> Iterator[Gap]:
    """Rows beyond what binds them although they meet every level."""
    for result in evaluation.results.values():
        standing = result.standing
        if standing is None or standing.headroom is None or standing.headroom >= 0:
            continue
        _table, row = row_of(evaluation, result)
        amount = -standing.headroom
        yield Gap(result, None, amount, standing.bound, yearly(evaluation, row, amount))


def row_of(evaluation: Evaluation, result: Result) -> tuple[Table, Row]:
    """The table and row behind the result of a row."""
    table = evaluation.tables[result.parent]
    row = table.row(result.id.removeprefix(f"{result.parent}."))
    assert row is not None  # noqa: S101 - results of rows are made from the rows of their table
    return table, row


# --- what a gap is in a year ----------------------------------------------------------------------


def yearly_gap(evaluation: Evaluation, result: Result) -> tuple[Part, ...]:
    """What the gap of a row to its next better level is in a year; empty where nothing tells."""
    if result.standing is None or result.standing.gap is None or result.parent == "":
        return ()
    _table, row = row_of(evaluation, result)
    return yearly(evaluation, row, result.standing.gap)


def yearly(evaluation: Evaluation, row: Row, amount: Decimal | None) -> tuple[Part, ...]:
    """A gap over the whole year; empty where no formula tells."""
    if amount is None or not row.value or len(row.indicator.parts) != 1:
        return ()
    share = CONTEXT.divide(amount, abs(row.value))
    expr = row.indicator.parts[0].value
    root = _resolved(evaluation, expr.root, row.record)
    if isinstance(root, Name):
        return _of_item(evaluation, root.name, row, share)
    return _of_ratio(evaluation, root, row.record, share)


def _resolved(evaluation: Evaluation, node: Node, record: str) -> Node:
    """What a formula comes to: through names of figures, roundings and first-known choices."""
    scope = evaluation.workings().scope(record)
    figures = evaluation.model.quantity_by_id
    for _step in figures:
        if isinstance(node, Name) and node.name in figures:
            node = figures[node.name].formula.root
        elif isinstance(node, Call) and node.function == "round":
            node = node.args[0]
        elif isinstance(node, Call) and node.function == "first":
            known = (one for one in node.args if compile_node(one)(scope).known)
            node = next(known, node.args[-1])
        else:
            break
    return node


def _of_item(evaluation: Evaluation, item: str, row: Row, share: Decimal) -> tuple[Part, ...]:
    """What the figures of the year lose when the datum of a row just meets the limit."""
    if row.indicator.parts[0].direction is not Direction.LOWER:
        return ()
    model = evaluation.model
    if item not in model.items or model.items[item].kind is not ItemKind.AMOUNT:
        return ()
    record = row.record if model.repeats(item) else ""
    change = DataChange(item, How.PERCENT, -share * 100, record=record)
    after = what_if(evaluation, [PlannedMeasure("", "", changes=(change,))]).evaluation
    found = []
    for name, result in evaluation.results.items():
        if result.kind is not Kind.QUANTITY or not result.headline or result.unit not in _YEARLY:
            continue
        now, then = result.value, after.results[name].value
        if now is not None and then is not None and now != then and now > then:
            found.append(Part(name, now - then, result.unit))
    order = {unit: place for place, unit in enumerate(_YEARLY)}
    found.sort(key=lambda part: order[part.unit])
    return tuple(found[:_SHOWN_PARTS])


def _of_ratio(evaluation: Evaluation, root: Node, record: str, share: Decimal) -> tuple[Part, ...]:
    """The same share of what stands above the line, as long as what is below it stays."""
    above = _above(root)
    if above is None:
        return ()
    number = compile_node(above)(evaluation.workings().scope(record)).number
    model = evaluation.model
    unit_of = unit_lookup(model.items, model.quantity_by_id, model.declared_parameters)
    unit = infer(_formula_of(above), unit_of, model.expand)
    if not number or not isinstance(unit, Unit):
        return ()
    name = above.name if isinstance(above, Name) else ""
    return (Part(name, abs(number) * share, unit.symbol),)


def _formula_of(node: Node) -> Expr:
    """A part of a formula as a formula of its own."""
    below = [node]
    for one in below:
        below.extend(children(one))
    names = frozenset(one.name for one in below if isinstance(one, Name))
    patterns = frozenset(one.pattern for one in below if isinstance(one, Wildcard))
    return Expr("", node, names, patterns)


def _above(root: Node) -> Node | None:
    if isinstance(root, Binary) and root.op == "/":
        return root.left
    if isinstance(root, Call) and root.function == "ratio":
        return root.args[0]
    return None


# --- which measures serve a gap -------------------------------------------------------------------


def matches(evaluation: Evaluation, gap: Gap) -> tuple[Match, ...]:
    """The measures of the packs that serve a gap, those for the row alone first."""
    _table, row = row_of(evaluation, gap.result)
    ways = {
        Way.ROW: frozenset({gap.id, split_name(gap.id)[0]}),
        Way.FIGURE: behind_row(evaluation.model, row),
        Way.TABLE: frozenset({gap.result.parent}),
    }
    found = []
    for measure in evaluation.model.measures:
        served = ((way, one) for way, ids in ways.items() for one in measure.serves if one in ids)
        way, via = next(served, (None, ""))
        if way is not None:
            found.append(Match(measure, fit(evaluation, measure), via, way))
    order = tuple(Way)
    return tuple(sorted(found, key=lambda one: (one.fit is Fit.NOT, order.index(one.way))))


def others(evaluation: Evaluation, found: Iterable[Gap]) -> tuple[Match, ...]:
    """The measures that serve none of these gaps, through the first figure of theirs there is."""
    taken = {each.measure.id for gap in found for each in matches(evaluation, gap)}
    rest = [one for one in evaluation.model.measures if one.id not in taken]
    shown = [Match(one, fit(evaluation, one), _first(evaluation, one), Way.FIGURE) for one in rest]
    return tuple(sorted(shown, key=lambda one: one.fit is Fit.NOT))


def _first(evaluation: Evaluation, measure: Measure) -> str:
    known = evaluation.results
    return next((one for one in measure.serves if one in known), measure.serves[0])


def fit(evaluation: Evaluation, measure: Measure) -> Fit:
    """Whether a measure can be done here, as far as the case tells."""
    served = [one for each in measure.serves for one in _results(evaluation, each)]
    if served and all(one.status is Status.NA for one in served):
        return Fit.NOT
    return Fit.CHECK if measure.condition else Fit.OPEN


def _results(evaluation: Evaluation, served: str) -> list[Result]:
    own = evaluation.results.get(served)
    if own is not None:
        return [own]
    at_records = f"{served}["
    return [one for name, one in evaluation.results.items() if name.startswith(at_records)]


def behind_row(model: Model, row: Row) -> frozenset[str]:
    """The figures the values of a row are worked out from, directly or through others."""
    waiting = [name for part in row.indicator.parts for name in _names(model, part.value)]
    found: set[str] = set()
    while waiting:
        name = waiting.pop()
        if name not in found:
            found.add(name)
            waiting.extend(model.reads(name))
    return frozenset(found)


def _names(model: Model, expr: Expr) -> Iterator[str]:
    yield from expr.names
    for pattern in expr.wildcards:
        yield from model.expand(pattern)


def data_behind(evaluation: Evaluation, served: Iterable[str]) -> frozenset[str]:
    """The items that what a measure serves is worked out from: figures, rows, rows of tables."""
    model = evaluation.model
    wanted = frozenset(served)
    found: set[str] = set()
    for own_id, table in evaluation.tables.items():
        for row in table.rows:
            if own_id in wanted or f"{own_id}.{row.indicator.id}" in wanted:
                found |= behind_row(model, row)
    waiting = [name for name in wanted if name in model.quantity_by_id]
    while waiting:
        name = waiting.pop()
        if name not in found:
            found.add(name)
            waiting.extend(model.reads(name))
    return frozenset(name for name in found if name in model.items)
