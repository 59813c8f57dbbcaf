"""Packs merged into the one model a case is judged by: names, values in force, who reads what.

Building is pure; the caller keeps built models by pack digests, year, region and industry.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import TypeVar

from desktop_app.core.asked import Match, asked_items, fits
from desktop_app.core.checks.places import Wanted, formulas
from desktop_app.core.data import Record
from desktop_app.core.dependencies import (
    Names,
    dependents,
    expand_wildcards,
    feeds,
    formulas_of_indicator,
    reads_of_quantity,
    result_id,
    working_order,
)
from desktop_app.core.expr import Expr
from desktop_app.core.expr.evaluate import Run, compile_expr
from desktop_app.core.formula_units import SAME, UnitOf, factor_to, unit_lookup
from desktop_app.core.in_force import (
    assessments_in_force,
    assessments_to_come,
    resolve_parameters,
)
from desktop_app.core.names import (
    declared_names,
    name_clashes,
    repeated_declarations,
    repeated_names,
    source_clashes,
)
from desktop_app.core.pack import (
    Assessment,
    Item,
    Limb,
    Measure,
    Pack,
    Parameter,
    Quantity,
    Readiness,
    RecordKind,
    Scale,
    Section,
    Source,
)
from desktop_app.core.problems import Problem, has_errors, problem
from desktop_app.core.record_kinds import merged_kinds
from desktop_app.core.row_weights import with_weights

Declared = TypeVar("Declared", Source, Scale, Section)


@dataclass(frozen=True, slots=True, eq=False)
class Model:
    """All packs of a case as one, for one reporting year, region and industry.

    `parameters` holds the values in force by name; a name in `parameter_notices` but not there
    has no value. `quantities` come in an order in which each follows those it reads.
    `feeds`/`dependents` tell what a result reads and what reads a name, directly; `asked` which
    listed items rows ask of which records. `repeated` are the names and rows there are per record,
    `gathering` those of them that read all records at once, `runs` the compiled formulas of the
    derived figures. A model equals itself alone, so that what is worked out for it can be kept
    beside it.
    """

    packs: tuple[Pack, ...]
    year: int
    region: str
    industry: str
    items: Mapping[str, Item]
    sections: Mapping[str, Section]
    record_kinds: Mapping[str, RecordKind]
    sources: Mapping[str, Source]
    scales: Mapping[str, Scale]
    parameters: Mapping[str, Parameter]
    parameter_notices: Mapping[str, tuple[Problem, ...]]
    quantities: tuple[Quantity, ...]
    quantity_by_id: Mapping[str, Quantity]
    assessments: tuple[Assessment, ...]
    readiness: Readiness | None
    measures: tuple[Measure, ...]
    wildcards: Mapping[str, tuple[str, ...]]
    feeds: Mapping[str, Names]
    dependents: Mapping[str, tuple[str, ...]]
    asked: Mapping[str, tuple[Match, ...]]
    notices: tuple[Problem, ...]
    declared_parameters: Mapping[str, Parameter]
    factors: Mapping[tuple[str, str], Decimal]
    repeated: Names
    gathering: Names
    repeated_names: Mapping[str, Names]
    repeated_quantities: Mapping[str, tuple[str, ...]]
    runs: Mapping[str, Run]

    def quantity(self, name: str) -> Quantity | None:
        """The derived figure of that name."""
        return self.quantity_by_id.get(name)

    def record_kind(self, name: str) -> str:
        """The record kind a name repeats for; "" for names that stand alone."""
        holder = self.items.get(name) or self.quantity_by_id.get(name)
        return holder.record if holder else ""

    def unit_of(self, name: str) -> str:
        """The unit of a name; "" for unknown names and for those without unit."""
        holder = self._holder(name)
        return holder.unit if holder else ""

    def label_of(self, name: str) -> str:
        """The Chinese name of a name; the name itself when it is unknown."""
        holder = self._holder(name)
        return holder.name if holder else name

    def option_of(self, name: str, option: str) -> str:
        """The Chinese text of an option of an item; the option itself when it is unknown."""
        item = self.items.get(name)
        found = (one.text for one in item.options if one.id == option) if item else iter(())
        return next(found, option)

    def _holder(self, name: str) -> Item | Quantity | Parameter | None:
        return (
            self.items.get(name)
            or self.quantity_by_id.get(name)
            or self.declared_parameters.get(name)
        )

    def asks(self, item: str, record: Record) -> bool:
        """Whether a row of some table asks a record for a listed item."""
        return any(fits(record, match) for match in self.asked.get(item, ()))

    def scale_to(self, formula: Expr, unit: str) -> Decimal:
        """What a formula of the model is multiplied by to be in the unit of its place.

        Derived figures are in the unit they declare, values and limits of rows in that of
        their part, permits in that of the row, values and anchors of scores in that of the score.
        """
        return self.factors.get((formula.source, unit), SAME)

    def quantities_of(self, kind: str) -> tuple[str, ...]:
        """The derived figures there are once per record of a kind, in working order."""
        return self.repeated_quantities.get(kind, ())

    def spreads(self, name: str) -> bool:
        """Whether a change of it at one record can reach the others."""
        return name not in self.repeated or name in self.gathering

    def names_of(self, kind: str) -> Names:
        """The items and derived figures there are once per record of a kind."""
        return self.repeated_names.get(kind, frozenset())

    def repeats(self, name: str) -> bool:
        """Whether there is a name, or a row of a table, once per record."""
        return name in self.repeated

    def expand(self, pattern: str) -> tuple[str, ...]:
        """The names a wildcard of any formula of the model stands for."""
        return self.wildcards.get(pattern, ())

    def reads(self, result: str) -> Names:
        """The names and results a result reads directly."""
        return self.feeds.get(result, frozenset())

    def closure(self, names: Iterable[str]) -> Names:
        """These names and everything that reads them, directly or through others."""
        return _closure(self, frozenset(names))


@lru_cache(maxsize=512)
def _closure(model: Model, names: Names) -> Names:
    found = set(names)
    waiting = list(found)
    while waiting:
        for reader in model.dependents.get(waiting.pop(), ()):
            if reader not in found:
                found.add(reader)
                waiting.append(reader)
    return frozenset(found)


@dataclass(frozen=True, slots=True)
class Built:
    """The model, unless an error of the packs together stands in its way."""

    model: Model | None
    problems: tuple[Problem, ...]


def build_model(
    packs: Sequence[Pack],
    year: int,
    region: str = "",
    industry: str = "",
    like: Model | None = None,
) -> Built:
    """Merge `packs` for a reporting year, a GB/T 2260 region and a GB/T 4754 industry code.

    What depends on neither of these is taken over from a model `like` it, of the same packs.
    Errors (no model): names declared twice, circular formulas, ambiguous values or bindings.
    """
    resolved = resolve_parameters(packs, year, region, industry)
    readiness = next((pack.readiness for pack in reversed(packs) if pack.readiness), None)
    items = {item.key: item for pack in packs for item in pack.items}
    quantities = {one.id: one for pack in packs for one in pack.quantities}
    in_force = assessments_in_force(packs, year, region)
    tables = with_weights(_in_order(in_force), readiness, quantities)
    wildcards = _wildcards(packs) if like is None else like.wildcards
    own_feeds = {name: reads_of_quantity(one, wildcards) for name, one in quantities.items()}
    order, circle = working_order(own_feeds)
    found = (*_clashes(packs), *resolved.problems, *_circular(circle))
    if has_errors(found):
        return Built(None, found)
    ordered = {name: quantities[name] for name in order}
    declared = _declared_parameters(packs)
    fed = feeds(ordered.values(), tables, readiness, wildcards)
    unit_of = unit_lookup(items, ordered, declared)
    model = Model(
        packs=tuple(packs),
        year=year,
        region=region,
        industry=industry,
        items=items,
        sections=_by_id(pack.sections for pack in packs),
        record_kinds=merged_kinds(packs),
        sources=_by_id(pack.sources for pack in packs),
        scales=_by_id(pack.scales for pack in packs),
        parameters=resolved.values,
        parameter_notices=resolved.notices,
        quantities=tuple(ordered.values()),
        quantity_by_id=ordered,
        assessments=tables,
        readiness=readiness,
        measures=tuple(measure for pack in packs for measure in pack.measures),
        wildcards=wildcards,
        feeds=fed,
        dependents=dependents(fed | _pairs(items.values())),
        asked=asked_items(tables, items),
        notices=assessments_to_come(packs, year),
        declared_parameters=declared,
        repeated=repeated_names(packs) | _repeated_rows(tables),
        gathering=_gathering(ordered.values(), tables, wildcards, repeated_names(packs)),
        repeated_names=_names_by_kind([*items.values(), *ordered.values()]),
        repeated_quantities=_by_kind(ordered.values()),
        runs={name: compile_expr(one.formula) for name, one in ordered.items()},
        factors=like.factors if like else _factors(packs, unit_of, wildcards),
    )
    return Built(model, found)


def _clashes(packs: Sequence[Pack]) -> Iterator[Problem]:
    """What packs declare more than once, alone or together."""
    for pack in packs:
        yield from repeated_declarations(pack)
    yield from name_clashes(packs)
    yield from source_clashes(packs)


def _circular(circle: Sequence[str]) -> Iterator[Problem]:
    """The problem of formulas that read one another in a circle, if there is one."""
    if circle:
        path = f"quantity[{circle[0]}].formula"
        yield problem("pack.cycle", path=path, cycle=" → ".join(circle))


def _in_order(tables: Sequence[Assessment]) -> tuple[Assessment, ...]:
    """Policy tables after the others, which they may ask about."""
    return tuple(sorted(tables, key=lambda table: table.limb is Limb.POLICY))


def _pairs(items: Iterable[Item]) -> dict[str, Names]:
    """The items that are asked once another is answered: they change when that one does."""
    return {item.key: frozenset({item.beside}) for item in items if item.beside}


def _by_kind(holders: Iterable[Item | Quantity]) -> dict[str, tuple[str, ...]]:
    """The names of what repeats, by the record kind."""
    found: dict[str, list[str]] = {}
    for holder in holders:
        if holder.record:
            name = holder.key if isinstance(holder, Item) else holder.id
            found.setdefault(holder.record, []).append(name)
    return {kind: tuple(names) for kind, names in found.items()}


def _names_by_kind(holders: Iterable[Item | Quantity]) -> dict[str, Names]:
    return {kind: frozenset(names) for kind, names in _by_kind(holders).items()}


def _gathering(
    quantities: Iterable[Quantity],
    tables: Iterable[Assessment],
    wildcards: Mapping[str, Sequence[str]],
    repeated: Names,
) -> Names:
    """What repeats for records and yet reads all of them at once: a product's share of output."""
    patterns = {one for one, names in wildcards.items() if any(name in repeated for name in names)}
    rows = ((table.id, row) for table in tables for row in table.indicators if row.record)
    found = {one.id for one in quantities if one.record and one.formula.wildcards & patterns}
    return frozenset(
        found.union(
            result_id(table, row.id)
            for table, row in rows
            if any(formula.wildcards & patterns for formula in formulas_of_indicator(row))
        )
    )


def _repeated_rows(tables: Iterable[Assessment]) -> Names:
    rows = ((table.id, row) for table in tables for row in table.indicators)
    return frozenset(result_id(table, row.id) for table, row in rows if row.record)


def _by_id(groups: Iterable[Sequence[Declared]]) -> dict[str, Declared]:
    """Declarations by id; the first pack that declares one keeps it."""
    found: dict[str, Declared] = {}
    for group in groups:
        for one in group:
            found.setdefault(one.id, one)
    return found


def _declared_parameters(packs: Sequence[Pack]) -> dict[str, Parameter]:
    """Some value of every parameter, in force or not: its name and unit are those of all."""
    return {one.key: one for pack in reversed(packs) for one in reversed(pack.parameters)}


def _factors(
    packs: Sequence[Pack], unit_of: UnitOf, wildcards: Mapping[str, Sequence[str]]
) -> dict[tuple[str, str], Decimal]:
    """By formula and unit what leads from one to the other; misfits are the checker's matter."""
    factors: dict[tuple[str, str], Decimal] = {}
    for placed in (one for pack in packs for one in formulas(pack) if one.measured):
        loose = placed.wanted is Wanted.LIMIT
        expand = wildcards.__getitem__
        factor = factor_to(placed.formula, placed.unit, unit_of, expand, loose=loose)
        if isinstance(factor, Decimal) and factor != SAME:
            factors[placed.formula.source, placed.unit] = factor
    return factors


def _wildcards(packs: Sequence[Pack]) -> dict[str, tuple[str, ...]]:
    written = [placed.formula for pack in packs for placed in formulas(pack)]
    patterns = dict.fromkeys(pattern for one in written for pattern in sorted(one.wildcards))
    return expand_wildcards(patterns, declared_names(packs), repeated_names(packs))
