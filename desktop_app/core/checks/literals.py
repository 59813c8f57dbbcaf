"""Formulas that are nothing but a number."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal, InvalidOperation

from desktop_app.core.expr import Expr


def literal(formula: Expr | None) -> Decimal | None:
    """The number a formula is, when it is nothing but a number."""
    if formula is None or formula.names or formula.wildcards:
        return None
    try:
        return Decimal(formula.source.replace(" ", ""))
    except InvalidOperation:
        return None


def literals(formulas: Sequence[Expr]) -> list[Decimal]:
    """The numbers among formulas that are nothing but numbers."""
    return [number for one in formulas if (number := literal(one)) is not None]
