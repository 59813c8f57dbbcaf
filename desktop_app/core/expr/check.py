"""Dimensions of a formula: which unit its result has, and where units do not go together.

Nothing is scaled while a formula is worked out: t times GJ/万m3 gives numbers in t·GJ/万m3. The
unit found here says what those numbers mean; `scale` leads to the unit a quantity declares.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction
from typing import Final, NamedTuple

from desktop_app.core.expr.ast import (
    Binary,
    Call,
    Compare,
    Expr,
    Kind,
    Literal,
    Logic,
    Name,
    Node,
    Unary,
    Wildcard,
)
from desktop_app.core.expr.kinds import branches, is_bare, is_zero, kind_of
from desktop_app.core.expr.tokens import fault
from desktop_app.core.problems import Problem
from desktop_app.core.units import (
    UNITLESS_ONE,
    Unit,
    divide,
    equal_scale,
    multiply,
    raise_to,
    root,
    same_dimension,
    scale,
)

__all__ = ["ANY_UNIT", "infer", "scale"]

ANY_UNIT: Final = Unit("0", (), Fraction(1), Fraction(0), ())
"""What `infer` finds for a sum over no names: nothing, and so nothing in whatever unit."""

UnitOf = Callable[[str], Unit | None]
Expand = Callable[[str], Sequence[str]]


def infer(expr: Expr, unit_of: UnitOf, expand: Expand | None = None) -> Unit | tuple[Problem, ...]:
    """The unit of a formula's result, or all places where units do not fit (`formula.*`).

    `unit_of` gives the unit of a name, None for one that has none. With `expand`, every name a
    wildcard stands for is checked; without, `unit_of` is asked about the pattern "ce.*" itself.
    A condition has the unit 1. A literal alone takes on the unit of what it is compared with or
    chosen against (comparisons, min, max, if, first), and 0 fits everywhere.
    """
    checker = _Checker(expr.source, unit_of, expand)
    unit = checker.any(expr.root)
    if checker.problems:
        return tuple(checker.problems)
    return unit or UNITLESS_ONE


class _Measured(NamedTuple):
    """A node and its unit; None when a problem below makes it unknown."""

    node: Node
    unit: Unit | None


class _Checker:
    """Walks one formula; problems collect, and what they make unknown raises no further ones."""

    def __init__(self, source: str, unit_of: UnitOf, expand: Expand | None) -> None:
        self.source = source
        self.unit_of = unit_of
        self.expand = expand
        self.problems: list[Problem] = []

    def any(self, node: Node) -> Unit | None:
        if kind_of(node) is Kind.TRUTH:
            self.truth(node)
            return UNITLESS_ONE
        return self.number(node)

    def truth(self, node: Node) -> None:
        """Check a condition; names standing for yes or no need no unit."""
        match node:
            case Compare(_, left, right):
                self.agree(node.at, self.measured((left, right)), adopt=True)
            case Logic(_, left, right):
                self.truth(left)
                self.truth(right)
            case Unary(_, operand):
                self.truth(operand)
            case Call():
                self.truth_call(node)
            case _:
                pass

    def truth_call(self, call: Call) -> None:
        match call.function:
            case "between":
                self.agree(call.at, self.measured(call.args), adopt=True)
            case "given":
                self.mentioned(call.args)
            case "choice":
                pass
            case _:
                for arg in call.args:
                    self.truth(arg)

    def mentioned(self, nodes: Sequence[Node]) -> None:
        """Check what is only asked for its being there; a plain name needs no unit then."""
        for node in nodes:
            if not isinstance(node, Name | Wildcard):
                self.any(node)

    def number(self, node: Node) -> Unit | None:
        match node:
            case Literal():
                return UNITLESS_ONE
            case Name(name):
                return self.named(name, node.at)
            case Wildcard(pattern):
                return self.many(pattern, node.at)
            case Unary(_, operand):
                return self.number(operand)
            case Binary():
                return self.arithmetic(node)
            case Call():
                return self.number_call(node)
            case _:
                raise AssertionError("the parser keeps conditions out of arithmetic")

    def named(self, name: str, at: int) -> Unit | None:
        unit = self.unit_of(name)
        if unit is None:
            self.report("formula.name_without_unit", at, name=name)
        return unit

    def many(self, pattern: str, at: int) -> Unit | None:
        if self.expand is None:
            return self.named(pattern, at)
        names = [Name(name, at) for name in self.expand(pattern)]
        return self.agree(at, self.measured(names)) if names else ANY_UNIT

    def arithmetic(self, node: Binary) -> Unit | None:
        if node.op in {"+", "-"}:
            return self.agree(node.at, self.measured((node.left, node.right)))
        if node.op == "/":
            return self.quotient(node.left, node.right)
        left = self.number(node.left)
        right = self.number(node.right)
        if left is None or right is None:
            return None
        if ANY_UNIT in (left, right):
            return ANY_UNIT
        if node.op == "^":
            exponent = node.right.value if isinstance(node.right, Literal) else 1
            return raise_to(left, int(exponent))
        return multiply(left, right)

    def quotient(self, part: Node, whole: Node) -> Unit | None:
        left, right = self.number(part), self.number(whole)
        if left is None or right is None:
            return None
        return ANY_UNIT if ANY_UNIT in (left, right) else divide(left, right)

    def number_call(self, call: Call) -> Unit | None:
        match call.function, call.args:
            case "abs" | "round", (number, *_):
                return self.number(number)
            case "sqrt", _:
                return self.root(call)
            case "power", _:
                return self.power(call)
            case "ratio", (part, whole):
                return self.quotient(part, whole)
            case _:
                return self.many_call(call)

    def many_call(self, call: Call) -> Unit | None:
        """Functions whose arguments are alike."""
        match call.function:
            case "largest":
                return self.agree(call.at, self.measured(call.args[1:]))
            case "count":
                self.mentioned(call.args)
                return UNITLESS_ONE
            case "if":
                self.truth(call.args[0])
                return self.agree(call.at, self.measured(branches(call)), adopt=True)
            case "min" | "max" | "first":
                return self.agree(call.at, self.measured(call.args), adopt=True)
            case _:
                return self.agree(call.at, self.measured(call.args))

    def root(self, call: Call) -> Unit | None:
        inside = self.number(call.args[0])
        if inside is None or inside is ANY_UNIT:
            return inside
        found = root(inside)
        if found is None:
            self.report("formula.root_unit", call.at, unit=inside.symbol)
        return found

    def power(self, call: Call) -> Unit | None:
        """A fraction of a unit means nothing, so base and exponent are plain numbers."""
        for part in self.measured(call.args):
            if part.unit not in (None, ANY_UNIT) and part.unit != UNITLESS_ONE:
                self.report("formula.power_unit", call.at, unit=part.unit.symbol)
        return UNITLESS_ONE

    def measured(self, nodes: Sequence[Node]) -> list[_Measured]:
        return [_Measured(node, self.number(node)) for node in nodes]

    def agree(self, at: int, parts: Sequence[_Measured], adopt: bool = False) -> Unit | None:
        """The one unit of all parts; literals that may fit any unit do not count."""
        fits = is_bare if adopt else is_zero
        bound = [part.unit for part in parts if part.unit != ANY_UNIT and not fits(part.node)]
        if not bound:
            return next((part.unit for part in parts if part.unit == ANY_UNIT), parts[0].unit)
        first = bound[0]
        if first is None or None in bound:
            return None
        for unit in bound[1:]:
            if unit is not None and not equal_scale(first, unit):
                self.report(_MISFIT[same_dimension(first, unit)], at, **_symbols(first, unit))
                return None
        return first

    def report(self, code: str, at: int, **args: object) -> None:
        self.problems.append(fault(code, self.source, at, **args))


_MISFIT: Final = {True: "formula.different_scale", False: "formula.different_dimension"}


def _symbols(left: Unit, right: Unit) -> dict[str, str]:
    return {"left": left.symbol, "right": right.symbol}
