"""The number that brings the result of a formula to the unit it is declared in."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from typing import Final

from desktop_app.core.expr import Expr
from desktop_app.core.expr.ast import Call, Node
from desktop_app.core.expr.check import ANY_UNIT, infer, scale
from desktop_app.core.expr.kinds import branches, is_bare
from desktop_app.core.pack import Item, ItemKind, Parameter, Quantity
from desktop_app.core.problems import Problem, problem
from desktop_app.core.units import Unit, parse_unit

Expand = Callable[[str], Sequence[str]]
UnitOf = Callable[[str], Unit | None]
SAME: Final = Decimal(1)


def factor_to(
    formula: Expr, declared: str, unit_of: UnitOf, expand: Expand, *, loose: bool = False
) -> Decimal | tuple[Problem, ...]:
    """What to multiply the result of `formula` by so that it is in the unit `declared`.

    A formula whose outcome is made of literals alone (12.5, if(x, 90, 95)), or a sum over no
    names, is in the declared unit already. With `loose` - limits and anchors - so is any pure
    number.
    """
    target = parse_unit(declared)
    if isinstance(target, Problem):
        return (target,)
    found = infer(formula, unit_of, expand)
    if not isinstance(found, Unit):
        return found
    loosely = loose and found.unitless and not target.unitless
    if loosely or found == ANY_UNIT or adopts(formula.root):
        return SAME
    factor = scale(found, target)
    if isinstance(factor, Problem):
        return (problem("pack.unit_mismatch", found=found.symbol, declared=declared),)
    return factor


def adopts(node: Node) -> bool:
    """Whether the outcome is one of the literals written, so that it has the unit around it."""
    if not isinstance(node, Call):
        return is_bare(node)
    if node.function in ("if", "first", "min", "max"):
        return all(adopts(branch) for branch in branches(node))
    return node.function in ("abs", "round") and adopts(node.args[0])


def unit_lookup(
    items: Mapping[str, Item],
    quantities: Mapping[str, Quantity],
    parameters: Mapping[str, Parameter],
) -> UnitOf:
    """The unit of a name; None for answers that are no amounts, and for units unread."""

    def unit_of(name: str) -> Unit | None:
        item = items.get(name)
        if item is not None and item.kind is not ItemKind.AMOUNT:
            return None
        holder = item or quantities.get(name) or parameters.get(name)
        unit = parse_unit(holder.unit) if holder else None
        return unit if isinstance(unit, Unit) else None

    return unit_of
