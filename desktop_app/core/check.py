"""What a rule pack means, checked: weights, units, thresholds, dates, references. Pure.

Reading (packs) has made sure of the shape of every field; here the elements are seen together,
with the packs they build on. Places name elements by id: `quantity[energy.total].formula`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from desktop_app.core.checks.additive import check_additive
from desktop_app.core.checks.confirmations import check_confirmations
from desktop_app.core.checks.dates import check_dates
from desktop_app.core.checks.editions import check_editions
from desktop_app.core.checks.formulas import check_formulas
from desktop_app.core.checks.options import check_options
from desktop_app.core.checks.readiness import check_readiness
from desktop_app.core.checks.references import check_references
from desktop_app.core.checks.rules import check_rules
from desktop_app.core.checks.scope import Scope, nearest, scope_of
from desktop_app.core.checks.tables import check_tables
from desktop_app.core.checks.weights import check_weights
from desktop_app.core.dependencies import expand_wildcards, reads_of_quantity, working_order
from desktop_app.core.names import name_clashes, repeated_declarations, source_clashes
from desktop_app.core.pack import Pack
from desktop_app.core.problems import Problem


def check_pack(pack: Pack, installed: Mapping[str, Pack]) -> tuple[Problem, ...]:
    """Everything wrong with the meaning of `pack`, seen with the installed packs it requires.

    When a required pack is not there, that alone is reported: half of the rest would follow.
    """
    scope = scope_of(pack, installed)
    missing = tuple(_missing_packs(scope, installed))
    return missing or tuple(_all_checks(scope))


def _missing_packs(scope: Scope, installed: Mapping[str, Pack]) -> Iterator[Problem]:
    for each in scope.packs:
        for name in each.requires:
            if name not in installed:
                yield scope.fault(
                    "pack.requires_missing", "pack.requires", pack=name,
                    suggestion=nearest(name, installed), installed="、".join(installed) or "—",
                )  # fmt: skip


def _all_checks(scope: Scope) -> Iterator[Problem]:
    yield from repeated_declarations(scope.pack)
    clashes = (*name_clashes(scope.packs), *source_clashes(scope.packs))
    yield from (clash for clash in clashes if clash.where.document == scope.pack.id)
    yield from check_references(scope)
    yield from check_rules(scope)
    yield from check_dates(scope)
    yield from check_editions(scope)
    yield from check_tables(scope)
    yield from check_confirmations(scope)
    yield from check_options(scope)
    yield from check_additive(scope)
    yield from check_weights(scope)
    yield from check_readiness(scope)
    yield from check_formulas(scope)
    yield from _cycles(scope)


def _cycles(scope: Scope) -> Iterator[Problem]:
    """A circle of formulas, reported with the pack that closes it."""
    patterns = [name for one in scope.quantities.values() for name in one.formula.wildcards]
    wildcards = expand_wildcards(dict.fromkeys(patterns), scope.names, scope.repeated)
    fed = {name: reads_of_quantity(one, wildcards) for name, one in scope.quantities.items()}
    _order, circle = working_order(fed)
    own = {one.id for one in scope.pack.quantities}
    if own.intersection(circle):
        first = next(name for name in circle if name in own)
        path = f"quantity[{first}].formula"
        yield scope.fault("pack.cycle", path, cycle=" → ".join(circle))
