"""Formulas that are nothing but a number, or the name of one that never changes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal, InvalidOperation

from desktop_app.core.expr import Expr
from desktop_app.core.expr.ast import Name
from desktop_app.core.pack import Pack


def literal(formula: Expr | None) -> Decimal | None:
    """The number a formula is, when it is nothing but a number."""
    if formula is None or formula.names or formula.wildcards:
        return None
    try:
        return Decimal(formula.source.replace(" ", ""))
    except InvalidOperation:
        return None


def settled(formula: Expr | None, parameters: Mapping[str, Decimal]) -> Decimal | None:
    """The number a formula is: written out, or the value of the one parameter it names."""
    if formula is not None and isinstance(formula.root, Name):
        return parameters.get(formula.root.name)
    return literal(formula)


def single_values(packs: Iterable[Pack]) -> dict[str, Decimal]:
    """The parameters that have one value whatever the year, the place and the factor set."""
    found: dict[str, set[Decimal]] = {}
    for pack in packs:
        for one in pack.parameters:
            found.setdefault(one.key, set()).add(one.value)
    return {name: next(iter(values)) for name, values in found.items() if len(values) == 1}


def literals(formulas: Sequence[Expr]) -> list[Decimal]:
    """The numbers among formulas that are nothing but numbers."""
    return [number for one in formulas if (number := literal(one)) is not None]
