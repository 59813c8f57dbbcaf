"""Which names feed which results, what "ce.*" stands for, and the order of working out.

Wildcards: "ce.*" stands for every name made of "ce." and one more segment. Where the part before
".*" is itself repeated per record ("air.pm.mass" of outlets), it stands for that one name over
all records.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from desktop_app.core.expr import Expr
from desktop_app.core.methods.options import NEW_BUILD
from desktop_app.core.pack import (
    Assessment,
    Indicator,
    Limb,
    Quantity,
    Readiness,
    ScorePart,
    SubIndex,
)

Names = frozenset[str]
NONE: Names = frozenset()

TRUTHS: Final = ("*.cp", "*.benchmark", "*.limits", "*.water_limits")
"""The tables gates and grade rules may ask about by truths (cp_L2, limits_advanced)."""


def tables_asked(name: str, tables: Sequence[Assessment]) -> Names:
    """The tables a name of a condition is a truth about; none for all other names."""
    about = [named for named in TRUTHS if name.startswith(f"{named[2:].rpartition('_')[2]}_")]
    return frozenset(table.id for named in about for table in tables_named(named, tables))


def result_id(owner: str, own: str) -> str:
    """The id of a result inside a table or model: "steel.cp.water", "near_zero.P1"."""
    return f"{owner}.{own}"


def expand_wildcards(
    patterns: Iterable[str], names: Iterable[str], repeated: Names
) -> dict[str, tuple[str, ...]]:
    """Every pattern with the names it stands for, in the order of `names`."""
    patterns = tuple(patterns)
    if not patterns:  # most formulas have none, and there are thousands of names
        return {}
    inside: dict[str, list[str]] = defaultdict(list)
    for name in names:
        stem, dot, _last = name.rpartition(".")
        if dot:
            inside[stem].append(name)
    table: dict[str, tuple[str, ...]] = {}
    for pattern in patterns:
        stem = pattern.removesuffix(".*")
        table[pattern] = (stem,) if stem in repeated else tuple(inside[stem])
    return table


def formulas_of_indicator(indicator: Indicator) -> Iterator[Expr]:
    """All formulas a row reads: values, limits, condition, weighting, permit."""
    for part in indicator.parts:
        yield part.value
        for threshold in part.thresholds:
            yield from (one for one in (threshold.limit, threshold.low) if one is not None)
    optional = (indicator.applies, indicator.weight_by, indicator.permit)
    yield from (one for one in optional if one is not None)


def formulas_of_part(part: ScorePart) -> Iterator[Expr]:
    """All formulas a component of a sub-index reads."""
    if part.value is not None:
        yield part.value
    yield from part.anchors.values()


def formulas_of_sub_index(sub_index: SubIndex) -> Iterator[Expr]:
    """All formulas a sub-index reads."""
    if sub_index.applies is not None:
        yield sub_index.applies
    for part in sub_index.parts:
        yield from formulas_of_part(part)


def reads(formulas: Iterable[Expr], wildcards: Mapping[str, Sequence[str]]) -> Names:
    """The names formulas read, wildcards written out."""
    found: set[str] = set()
    for formula in formulas:
        found.update(formula.names)
        for pattern in formula.wildcards:
            found.update(wildcards.get(pattern, ()))
    return frozenset(found)


def reads_of_quantity(quantity: Quantity, wildcards: Mapping[str, Sequence[str]]) -> Names:
    """The names a derived figure reads, with the confirmation it needs."""
    needed = {quantity.needs} if quantity.needs else NONE
    return reads((quantity.formula,), wildcards) | needed


def tables_named(pattern: str, tables: Sequence[Assessment]) -> tuple[Assessment, ...]:
    """The tables whose id is `pattern`, or ends with the rest of "*.cp"."""
    if pattern.startswith("*"):
        return tuple(table for table in tables if table.id.endswith(pattern[1:]))
    return tuple(table for table in tables if table.id == pattern)


def feeds(
    quantities: Iterable[Quantity],
    tables: Sequence[Assessment],
    readiness: Readiness | None,
    wildcards: Mapping[str, Sequence[str]],
) -> dict[str, Names]:
    """For each result the names and results it reads directly.

    Quantities appear under their own name, rows as <table>.<row>, tables under their id, parts
    of the readiness model as <model>.<sub-index or gate> and the model under its id.
    """
    found = {one.id: reads_of_quantity(one, wildcards) for one in quantities}
    for table in tables:
        rows = [(result_id(table.id, row.id), row) for row in table.indicators]
        inside = {name: _reads_of_row(table, row, tables, wildcards) for name, row in rows}
        for name, read in inside.items():
            found[name] = found.get(name, NONE) | read
        asked = {table.options[NEW_BUILD]} if NEW_BUILD in table.options else NONE
        found[table.id] = frozenset(inside).union(asked, *inside.values())
    if readiness is not None:
        found |= _readiness_feeds(readiness, tables, wildcards)
    return found


def _reads_of_row(
    table: Assessment,
    row: Indicator,
    tables: Sequence[Assessment],
    wildcards: Mapping[str, Sequence[str]],
) -> Names:
    """The names a row reads, and the tables that those of a policy table are truths about."""
    names = reads(formulas_of_indicator(row), wildcards)
    if table.limb is not Limb.POLICY:
        return names
    return names.union(*(tables_asked(name, tables) for name in names))


def _readiness_feeds(
    model: Readiness, tables: Sequence[Assessment], wildcards: Mapping[str, Sequence[str]]
) -> dict[str, Names]:
    found: dict[str, Names] = {}
    for sub_index in model.sub_indices:
        judged = {
            table.id for part in sub_index.parts for table in tables_named(part.assessment, tables)
        }
        asked = {item for part in sub_index.parts for item in part.items}
        read = reads(formulas_of_sub_index(sub_index), wildcards)
        found[result_id(model.id, sub_index.id)] = read | judged | asked
    judged = {table.id for named in TRUTHS for table in tables_named(named, tables)}
    for gate in model.gates:
        conditions = [one for one in (gate.condition, gate.contradiction) if one is not None]
        names = reads(conditions, wildcards)
        about = NONE.union(*(tables_asked(name, tables) for name in names))
        found[result_id(model.id, gate.id)] = names | about
    rules = reads((grade.rule for grade in model.grades), wildcards)
    found[model.id] = rules | judged | found.keys()
    return found


def dependents(fed: Mapping[str, Names]) -> dict[str, tuple[str, ...]]:
    """For each name or result, the results that read it directly: `feeds` turned round."""
    readers: dict[str, list[str]] = defaultdict(list)
    for reader, names in fed.items():
        for name in names:
            readers[name].append(reader)
    return {name: tuple(found) for name, found in readers.items()}


def working_order(fed: Mapping[str, Names]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The names so that each comes after those it reads, and one circle if there is any.

    `fed` maps each derived name to all it reads; names that are not derived do not matter.
    Names on a circle, and those behind it, are left out of the order.
    """
    waiting = {name: len(read & fed.keys()) for name, read in fed.items()}
    readers: dict[str, list[str]] = defaultdict(list)
    for name, read in fed.items():
        for other in sorted(read & fed.keys()):
            readers[other].append(name)
    ready = [name for name, count in waiting.items() if not count]
    order: list[str] = []
    for name in ready:
        order.append(name)
        for reader in readers[name]:
            waiting[reader] -= 1
            if not waiting[reader]:
                ready.append(reader)
    stuck = {name for name, count in waiting.items() if count}
    return tuple(order), _circle(fed, stuck)


def _circle(fed: Mapping[str, Names], stuck: set[str]) -> tuple[str, ...]:
    """One circle among names that all wait for one another, closed: (a, b, a)."""
    if not stuck:
        return ()
    path: list[str] = []
    place: dict[str, int] = {}
    name = min(stuck)
    while name not in place:
        place[name] = len(path)
        path.append(name)
        name = min(fed[name] & stuck)
    return (*path[place[name] :], name)
