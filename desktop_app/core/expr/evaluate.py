"""Working a formula out: compiled once to closures, then called with the values of a case.

How values with blanks, n.a. and estimates combine is said in `combine`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal, InvalidOperation
from functools import lru_cache, partial
from typing import Final, NamedTuple

from desktop_app.core.expr.ast import (
    Binary,
    Call,
    Compare,
    Expr,
    Literal,
    Logic,
    Name,
    Node,
    Text,
    Unary,
    Wildcard,
)
from desktop_app.core.expr.combine import (
    any_or_all,
    average,
    count_known,
    decide,
    hindrance,
    judged,
    known_as,
    order,
    quotient,
    ranked,
    strictly,
    tested,
    total,
)
from desktop_app.core.expr.kinds import places, rank
from desktop_app.core.numbers import CONTEXT, round_gbt8170
from desktop_app.core.value import Value, ValueState

Lookup = Callable[[str], Value]
Expand = Callable[[str], Sequence[str]]


class Scope(NamedTuple):
    """Where a formula gets values: `lookup` by name, `expand` from "ce.*" to names."""

    lookup: Lookup
    expand: Expand


Run = Callable[[Scope], Value]
Runs = Callable[[Scope], list[Value]]


def evaluate(expr: Expr, lookup: Lookup, expand: Expand) -> Value:
    """The value of a formula. Decimal to 34 digits; never raises for finite numbers looked up."""
    return compile_expr(expr)(Scope(lookup, expand))


@lru_cache(maxsize=8192)
def compile_expr(expr: Expr) -> Run:
    """The formula as a function of a scope; compiled once, since formulas outlive cases."""
    return _compile(expr.root)


def _compile(node: Node) -> Run:
    match node:
        case Literal(number):
            constant = Value.given(number)
            return lambda _: constant
        case Name(name):
            return _named(name)
        case Call():
            return _call(node)
        case Text() | Wildcard():
            raise AssertionError("the parser lets neither stand alone")
        case _:
            return _operation(node)


def _operation(node: Unary | Binary | Compare | Logic) -> Run:
    match node:
        case Unary(op, operand):
            run = _compile(operand)
            return _unary(run, CONTEXT.minus) if op == "-" else _not(run)
        case Binary("^", left, Literal(exponent)):
            return _unary(_compile(left), _POWERS[int(exponent)])
        case Binary(op, left, right):
            work = _product if op in "*/" else _arithmetic
            return work(_compile(left), _compile(right), _ARITHMETIC[op])
        case Compare(op, left, right):
            return _comparison(_compile(left), _compile(right), _COMPARE[op])
        case Logic(op, left, right):
            return _logic(_compile(left), _compile(right), decisive=op == "or")


def _named(name: str) -> Run:
    return lambda scope: _looked_up(scope.lookup, name)


def _looked_up(lookup: Lookup, name: str) -> Value:
    """The value of a name; a blank that waits for nothing else waits for the name itself."""
    value = lookup(name)
    if value.state is ValueState.BLANK and not value.missing:
        return Value.blank(name)
    return value


# Operators


def _arithmetic(left: Run, right: Run, work: Callable[[Decimal, Decimal], Decimal]) -> Run:
    def run(scope: Scope) -> Value:
        values = (left(scope), right(scope))
        return strictly(values, work, "formula.division_by_zero")

    return run


def _product(left: Run, right: Run, work: Callable[[Decimal, Decimal], Decimal]) -> Run:
    """Product or quotient: with an n.a. factor there is nothing, whatever is blank beside it.

    So a fuel not in use needs no factor, and a product not made needs no intensity.
    """

    def run(scope: Scope) -> Value:
        values = (left(scope), right(scope))
        if ValueState.NA in (values[0].state, values[1].state):
            return Value.na()
        return strictly(values, work, "formula.division_by_zero")

    return run


def _unary(
    operand: Run, work: Callable[[Decimal], Decimal], fault: str = "formula.overflow"
) -> Run:
    return lambda scope: strictly((operand(scope),), work, fault)


def _extreme(*operands: Run, work: Callable[..., Decimal]) -> Run:
    return lambda scope: strictly([run(scope) for run in operands], work, "formula.overflow")


def _comparison(left: Run, right: Run, holds: Callable[[Decimal, Decimal], bool]) -> Run:
    return lambda scope: tested((left(scope), right(scope)), holds)


def _between(*operands: Run) -> Run:
    return lambda scope: tested([run(scope) for run in operands], _inside)


def _inside(number: Decimal, low: Decimal, high: Decimal) -> bool:
    return order(low, number) <= 0 <= order(high, number)


_ARITHMETIC: Final[dict[str, Callable[[Decimal, Decimal], Decimal]]] = {
    "+": CONTEXT.add,
    "-": CONTEXT.subtract,
    "*": CONTEXT.multiply,
    "/": CONTEXT.divide,
}
_COMPARE: Final[dict[str, Callable[[Decimal, Decimal], bool]]] = {
    "<": lambda left, right: order(left, right) < 0,
    "<=": lambda left, right: order(left, right) <= 0,
    ">": lambda left, right: order(left, right) > 0,
    ">=": lambda left, right: order(left, right) >= 0,
    "==": lambda left, right: order(left, right) == 0,
    "!=": lambda left, right: order(left, right) != 0,
}


def _square(number: Decimal) -> Decimal:
    return CONTEXT.multiply(number, number)


_POWERS: Final[dict[int, Callable[[Decimal], Decimal]]] = {
    2: _square,
    3: lambda number: CONTEXT.multiply(_square(number), number),
    4: lambda number: _square(_square(number)),
}


def _logic(left: Run, right: Run, *, decisive: bool) -> Run:
    return lambda scope: decide((left(scope), right(scope)), decisive=decisive)


def _not(operand: Run) -> Run:
    def run(scope: Scope) -> Value:
        value = judged(operand(scope))
        if not value.known:
            return value
        return known_as((value,), truth=not value.truth)

    return run


# Functions


def _call(call: Call) -> Run:
    match call.function:
        case "sum" | "mean" | "count" | "any" | "all":
            return _over_many(call)
        case "largest":
            return _largest(call.args)
        case "choice":
            return _choice(call.args)
        case "round":
            digits = places(call.args[1]) or 0
            return _unary(_compile(call.args[0]), lambda number: round_gbt8170(number, digits))
        case name:
            return _PLAIN_FUNCTIONS[name](*(_compile(arg) for arg in call.args))


def _over_many(call: Call) -> Run:
    gather = _gather(call.args)
    reduce = _REDUCE[call.function]
    return lambda scope: reduce(gather(scope))


def _largest(args: Sequence[Node]) -> Run:
    place = rank(args[0]) or 1
    gather = _gather(args[1:])
    return lambda scope: ranked(gather(scope), place)


def _gather(args: Sequence[Node]) -> Runs:
    """All values of the arguments, wildcards expanded."""
    parts = [arg.pattern if isinstance(arg, Wildcard) else _compile(arg) for arg in args]

    def values(scope: Scope) -> list[Value]:
        found: list[Value] = []
        for part in parts:
            if isinstance(part, str):
                found += [_looked_up(scope.lookup, name) for name in scope.expand(part)]
            else:
                found.append(part(scope))
        return found

    return values


_REDUCE: Final[dict[str, Callable[[Sequence[Value]], Value]]] = {
    "sum": total,
    "mean": average,
    "count": count_known,
    "any": lambda values: any_or_all(values, decisive=True),
    "all": lambda values: any_or_all(values, decisive=False),
}


def _if(condition: Run, then: Run, otherwise: Run) -> Run:
    def run(scope: Scope) -> Value:
        test = judged(condition(scope))
        if not test.known:
            return test
        chosen = then(scope) if test.truth else otherwise(scope)
        if test.state is ValueState.GIVEN or not chosen.known:
            return chosen
        return known_as((test, chosen), chosen.number, chosen.truth, chosen.text)

    return run


def _first(*runs: Run) -> Run:
    def run(scope: Scope) -> Value:
        skipped: list[Value] = []
        for each in runs:
            value = each(scope)
            if value.known:
                return value
            skipped.append(value)
        return hindrance(skipped) or Value.na()

    return run


def _ratio(part: Run, whole: Run) -> Run:
    return lambda scope: quotient((part(scope), whole(scope)))


def _power(base: Run, exponent: Run) -> Run:
    fault = "formula.power_of_negative"
    return lambda scope: strictly((base(scope), exponent(scope)), _raised, fault)


def _raised(base: Decimal, exponent: Decimal) -> Decimal:
    """A power of a positive number; there is none of others for every exponent."""
    if base <= 0:
        raise InvalidOperation
    return CONTEXT.power(base, exponent)


def _given(operand: Run) -> Run:
    return lambda scope: Value.of_truth(operand(scope).known)


_PLAIN_FUNCTIONS: Final[dict[str, Callable[..., Run]]] = {
    "min": partial(_extreme, work=min),
    "max": partial(_extreme, work=max),
    "abs": partial(_unary, work=Decimal.copy_abs),
    "sqrt": partial(_unary, work=CONTEXT.sqrt, fault="formula.root_of_negative"),
    "power": _power,
    "ratio": _ratio,
    "between": _between,
    "if": _if,
    "first": _first,
    "given": _given,
}


def _choice(args: Sequence[Node]) -> Run:
    asked, option = args
    answer = _compile(asked)
    wanted = option.text if isinstance(option, Text) else ""

    def run(scope: Scope) -> Value:
        value = answer(scope)
        if not value.known:
            return value
        if value.text is None:
            return Value.invalid("formula.not_a_choice")
        return known_as((value,), truth=value.text == wanted)

    return run


def compile_node(node: Node) -> Run:
    """One node of a formula's tree as a function of a scope, for those who explain a result."""
    return _compile(node)
