"""What gates and grade rules ask of judged tables, as truths by name.

`cp_judged`, `benchmark_judged`: a table of that kind has a row that applies (always known).
`cp_<level>`: every table of that kind reaches the level; `benchmark_<level>`: every row of such
tables does; `limits_advanced`: every outlet keeps to the advanced line, where there is one;
`limits_kept`: none is above the general limit or the permitted one. These are n.a. where no table
or row applies.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Final

from desktop_app.core.expr import Expr
from desktop_app.core.expr.combine import order
from desktop_app.core.methods.row_points import advanced_line, exceeded, may_exceed
from desktop_app.core.methods.rows import Row
from desktop_app.core.methods.scores import AS_JUDGED, Context, Reading, Table, gathered
from desktop_app.core.pack import Scale
from desktop_app.core.readiness_texts import TRUTHS
from desktop_app.core.result import Status
from desktop_app.core.value import Value, ValueState

TABLE_LEVELS: Final = ("cp",)
ROW_LEVELS: Final = ("benchmark",)
PREFIXES: Final = tuple(f"{one}_" for one in (*TABLE_LEVELS, *ROW_LEVELS))
"""How the names of truths about levels begin."""

JUDGED: Final = "_judged"
OUTLETS: Final = "*.limits"
WATERS: Final = "*.water_limits"
Find = Callable[[str], Sequence[Table]]


def truths_asked(rules: Iterable[Expr]) -> frozenset[str]:
    """The truths about levels that rules ask for; where no such table is judged, they are n.a."""
    names = frozenset(name for rule in rules for name in rule.names)
    return frozenset(name for name in names if name.startswith(PREFIXES))


def is_table_truth(name: str) -> bool:
    """Whether a name of a condition is a truth about judged tables."""
    return name.startswith(PREFIXES) or name in ("limits_advanced", "limits_kept")


def truth_label(name: str, scales: Iterable[Scale]) -> str:
    """A truth about judged tables in words (Chinese source), with the name of its level."""
    if name in TRUTHS:
        return TRUTHS[name]
    prefix, _bar, level = name.partition("_")
    found = next((one.level(level) for one in scales if one.level(level)), None)
    return f"{TRUTHS[prefix + _bar]}{found.name if found else level}"


def table_truths(context: Context, *, best: bool, reading: Reading = AS_JUDGED) -> dict[str, Value]:
    """All truths as filled, or at best: what is open counts as not reached, or as reached."""

    def find(pattern: str) -> list[Table]:
        return [_read(table, reading) for table in context.tables(pattern)]

    names: dict[str, Value] = {}
    for prefix in TABLE_LEVELS:
        names |= levels_reached(prefix, find(f"*.{prefix}"), best=best, reading=reading)
    for prefix in ROW_LEVELS:
        names |= rows_reach(prefix, find(f"*.{prefix}"), best=best, reading=reading)
    for prefix in (*TABLE_LEVELS, *ROW_LEVELS):
        judged = any(row.applies for table in find(f"*.{prefix}") for row in table.rows)
        names[f"{prefix}{JUDGED}"] = Value.of_truth(judged)
    names["limits_advanced"] = all_advanced(find(OUTLETS), best=best, reading=reading)
    both = [*find(OUTLETS), *find(WATERS)]
    names["limits_kept"] = none_exceeded(both, best=best, reading=reading)
    return names


def settled_truths(context: Context, reading: Reading = AS_JUDGED) -> dict[str, Value]:
    """The truths a gate reads: blank while they may go both ways, with what they wait for."""
    low = table_truths(context, best=False, reading=reading)
    high = table_truths(context, best=True, reading=reading)
    return {
        name: value if value == high[name] else _waiting(name, context)
        for name, value in low.items()
    }


def _waiting(name: str, context: Context) -> Value:
    tables = tables_of(name, context.tables)
    return Value(
        state=ValueState.BLANK,
        missing=frozenset(gathered([table.verdict.missing for table in tables])),
    )


def tables_of(name: str, find: Find) -> list[Table]:
    """The tables a truth is about."""
    if name == "limits_kept":
        return [*find(OUTLETS), *find(WATERS)]
    return list(find(f"*.{name.partition('_')[0]}"))


def _read(table: Table, reading: Reading) -> Table:
    """A table as a reading takes it: whole, or without the rows whose limits are to verify."""
    if not reading.firm_anchors:
        return table
    rows = [row for row in table.rows if not row.indicator.cited.confidence.to_verify]
    return Table(table.assessment, table.scale, tuple(rows), table.verdict)


def _pinned(row: Row, reading: Reading) -> bool | None:
    """What a reading takes a row for that rests on a number to verify; None: for what it is."""
    if reading.pinned is None or row.open_by_blank or not row.confidence.to_verify:
        return None
    return reading.pinned > 0


def levels_reached(
    prefix: str, tables: Sequence[Table], *, best: bool, reading: Reading = AS_JUDGED
) -> dict[str, Value]:
    """Whether all tables that apply reach each level of their scale; n.a. where none applies."""
    names: dict[str, Value] = {
        f"{prefix}_{step.id}": Value.na() for table in tables for step in table.scale.levels
    }
    for table in tables:
        if table.verdict.status is Status.NA:
            continue
        levels = [step.id for step in table.scale.levels]
        place = _place(table, levels, best=best, reading=reading)
        for index, step in enumerate(levels):
            name = f"{prefix}_{step}"
            names[name] = Value.of_truth(names[name].truth is not False and place <= index)
    return names


def _place(table: Table, levels: Sequence[str], *, best: bool, reading: Reading) -> int:
    """The place of the level certain (or possible) on the scale, past the end for none."""
    if reading.pinned is not None and table.verdict.confidence.to_verify:
        return 0 if reading.pinned else len(levels)
    level = table.verdict.level_high if best else table.verdict.level_low
    return levels.index(level) if level in levels else len(levels)


def rows_reach(
    prefix: str, tables: Sequence[Table], *, best: bool, reading: Reading = AS_JUDGED
) -> dict[str, Value]:
    """Whether all rows that apply reach each level; open cells count as reached at best."""
    names: dict[str, Value] = {}
    rows = [row for table in tables for row in table.rows if row.applies]
    for index, step in enumerate(tables[0].scale.levels if tables else ()):
        met = [_first(_pinned(row, reading), row.met[index]) for row in rows]
        reached = all(cell is True or (best and cell is None) for cell in met)
        names[f"{prefix}_{step.id}"] = Value.of_truth(reached) if met else Value.na()
    return names


def _first(pinned: bool | None, cell: bool | None) -> bool | None:
    return cell if pinned is None else pinned


def all_advanced(tables: Sequence[Table], *, best: bool, reading: Reading = AS_JUDGED) -> Value:
    """Whether every outlet row keeps to the advanced line.

    A row for which no advanced line is known has nothing to keep to but its limit.
    """
    found = [
        _first(_pinned(row, reading), _keeps(row, tier_place(table, reading), best=best))
        for table in tables
        for row in table.rows
        if row.applies
    ]
    return Value.of_truth(all(found)) if found else Value.na()


def _keeps(row: Row, tier: int, *, best: bool) -> bool:
    if row.open_by_blank:
        return best
    line = advanced_line(row, tier)
    if line is None or row.value is None:
        return not exceeded(row)
    return order(row.value, line) <= 0 and not exceeded(row)


def none_exceeded(tables: Sequence[Table], *, best: bool, reading: Reading = AS_JUDGED) -> Value:
    """Whether no outlet row is above its limit; one still open counts as kept only at best."""
    rows = [row for table in tables for row in table.rows if row.applies]
    if not rows:
        return Value.na()
    kept = [_first(_pinned(row, reading), _within(row, best=best)) for row in rows]
    return Value.of_truth(all(kept))


def _within(row: Row, *, best: bool) -> bool:
    return best if may_exceed(row) else not exceeded(row)


def tier_place(table: Table, reading: Reading) -> int:
    """The place of the tier a reading takes for the advanced line; 0 where the scale has none."""
    ids = [step.id for step in table.scale.levels]
    return ids.index(reading.tier) if reading.tier in ids else 0
