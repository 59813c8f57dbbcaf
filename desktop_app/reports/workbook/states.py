"""How far a formula is known, as a live spreadsheet formula beside the one for its value.

A cell of text "" cannot tell a blank from a thing that does not apply, yet judging needs the
difference: n.a. hands its weight on, a blank does not. So every value has a second cell with the
state as a number, ordered so that the state of a strict operation is the MAX of its operands.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Final

from desktop_app.core.expr import cells
from desktop_app.core.expr.ast import (
    Binary,
    Call,
    Compare,
    Expr,
    Logic,
    Name,
    Node,
    Unary,
    Wildcard,
    operands,
)

KNOWN: Final = 0
PARTIAL: Final = 1
NOT_APPLICABLE: Final = 2
OPEN: Final = 3
INVALID: Final = 4

NO_NAMES: Final[frozenset[str]] = frozenset()

Ref = Callable[[str], str]
ValueOf = Callable[[Expr], str]

_DECISIVE: Final = {"and": "FALSE", "all": "FALSE", "or": "TRUE", "any": "TRUE"}
_NONE_DECIDES: Final = "9"


def to_state(expr: Expr, ref: Ref, expand: Callable[[str], Sequence[str]], value: ValueOf) -> str:
    """The state of a formula without its leading "=".

    `ref` gives the cell with the state of a name, `value` the finished spreadsheet formula of a
    part of the formula: a number, TRUE or FALSE, or "" where it has no value.
    """
    return _Writer(ref, expand, value).state(expr.root)


class _Writer:
    """Turns nodes into state formulas, after the rules of `core.expr.combine`."""

    def __init__(self, ref: Ref, expand: Callable[[str], Sequence[str]], value: ValueOf) -> None:
        self.ref = ref
        self.expand = expand
        self.value_of = value

    def value(self, node: Node) -> str:
        return self.value_of(Expr("", node, NO_NAMES, NO_NAMES))

    def state(self, node: Node) -> str:
        match node:
            case Name(name):
                return self.ref(name)
            case Unary(_, operand):
                return self.state(operand)
            case Binary():
                return self.arithmetic(node)
            case Compare(_, left, right):
                return self.strict((left, right))
            case Logic(op, _, _):
                return self.decided(operands(node, op), op)
            case Call():
                return self.call(node)
            case _:
                return str(KNOWN)

    def arithmetic(self, node: Binary) -> str:
        if node.op == "*":
            return self.product(_factors(node))
        if node.op == "/":
            return self.product((node.left, node.right), node)
        return self.strict((node.left, node.right))

    def call(self, call: Call) -> str:
        match call.function, call.args:
            case "count" | "given", _:
                return str(KNOWN)
            case "sum" | "mean", args:
                return self.over_many(args)
            case "any" | "all" as function, args:
                return self.over_truths(args, function)
            case "if", (condition, then, otherwise):
                return self.either(condition, then, otherwise)
            case "first", args:
                return self.first(args)
            case "round" | "choice", args:
                return self.state(args[0])
            case _:
                return self.strict_call(call)

    def strict_call(self, call: Call) -> str:
        """Functions that need every argument, and the largest of many."""
        match call.function, call.args:
            case "sqrt" | "power", args:
                return self.strict(args, call)
            case "largest", (_, *names):
                return self.over_many(names)
            case "ratio", (part, whole):
                return self.ratio(part, whole, call)
            case _:
                return self.strict(call.args)

    def strict(self, operands: Sequence[Node], risky: Node | None = None) -> str:
        """The worst state of the operands; `risky` may have no value even when they have."""
        whole = _largest(self.state(one) for one in operands)
        if risky is None:
            return whole
        fails = f"IF(ISTEXT({self.value(risky)}),{INVALID},{whole})"
        return fails if whole == str(KNOWN) else f"IF({whole}>{PARTIAL},{whole},{fails})"

    def product(self, factors: Sequence[Node], risky: Node | None = None) -> str:
        """With an n.a. factor there is nothing, whatever is blank beside it."""
        states = [state for state in map(self.state, factors) if state != str(KNOWN)]
        rest = self.strict(factors, risky)
        if not states or (len(set(states)) == 1 and risky is None):
            return rest
        tests = [f"{state}={NOT_APPLICABLE}" for state in dict.fromkeys(states)]
        none = tests[0] if len(tests) == 1 else f"OR({','.join(tests)})"
        return f"IF({none},{NOT_APPLICABLE},{rest})"

    def ratio(self, part: Node, whole: Node, call: Call) -> str:
        """Where both are zero there is nothing; something of nothing has no value."""
        states = [state for state in map(self.state, (part, whole)) if state != str(KNOWN)]
        worst = _largest(states)
        both = f"IF({self.value(part)}=0,{NOT_APPLICABLE},{INVALID})"
        none = both if worst == str(KNOWN) else f"IF({worst}={PARTIAL},{OPEN},{both})"
        zero = f"IF({self.value(whole)}=0,{none},{self.strict((part, whole), call)})"
        if not states:
            return zero
        away = ",".join(f"{state}={NOT_APPLICABLE}" for state in dict.fromkeys(states))
        rest = f"IF({worst}>{PARTIAL},{worst},{zero})"
        return f"IF(OR({away}),{NOT_APPLICABLE},{rest})"

    def over_many(self, args: Sequence[Node]) -> str:
        """n.a. terms are skipped; blank and failed ones leave a partial sum of the others."""
        names, others = self.arguments(args)
        spans = cells.ranges([self.ref(name) for name in names])
        terms = [self.state(one) for one in others]
        every = [*spans, *terms]
        if not every:
            return str(NOT_APPLICABLE)
        if len(every) == 1 and not spans:
            return every[0]
        worst, best = cells.apply("MAX", every), cells.apply("MIN", every)
        partial = [f"COUNTIF({span},{PARTIAL})" for span in spans]
        partial += [f"N({term}={PARTIAL})" for term in terms if term != str(KNOWN)]
        some = f"MIN(1,{'+'.join(partial) or '0'})"
        known = f"IF({worst}>{NOT_APPLICABLE},{PARTIAL},{some})"
        return f"IF({best}>{PARTIAL},{worst},{known})"

    def arguments(self, args: Sequence[Node]) -> tuple[list[str], list[Node]]:
        """The names among the arguments, wildcards expanded, and the other arguments."""
        names: list[str] = []
        others: list[Node] = []
        for arg in args:
            match arg:
                case Wildcard(pattern):
                    names += self.expand(pattern)
                case Name(name):
                    names.append(name)
                case _:
                    others.append(arg)
        return names, others

    def either(self, condition: Node, then: Node, otherwise: Node) -> str:
        test = self.state(condition)
        sides = (self.state(then), self.state(otherwise))
        taken = sides[0]
        if sides[0] != sides[1]:
            taken = f"IF({self.value(condition)},{sides[0]},{sides[1]})"
        if test == str(KNOWN):
            return taken
        return f"IF({test}>{PARTIAL},{test},{_largest((test, taken))})"

    def first(self, args: Sequence[Node]) -> str:
        states = [self.state(arg) for arg in args]
        text = _largest(states)
        for state in reversed(states):
            text = state if state == str(KNOWN) else f"IF({state}<={PARTIAL},{state},{text})"
        return text

    def decided(self, nodes: Sequence[Node], op: str) -> str:
        """One deciding operand is enough, and the best known one speaks.

        No deciding operand is worse than all operands together, so the least of both is right.
        """
        states = [self.state(node) for node in nodes]
        if all(state == str(KNOWN) for state in states):
            return str(KNOWN)
        return cells.apply("MIN", [*self.deciding(nodes, states, op), _largest(states)])

    def over_truths(self, args: Sequence[Node], function: str) -> str:
        """Like `decided` over those that apply; n.a. when none does."""
        names, others = self.arguments(args)
        nodes = [*map(Name, names), *others]
        if not nodes:
            return str(NOT_APPLICABLE)
        states = [self.state(node) for node in nodes]
        applying = cells.apply(
            "MAX", [f"IF({state}={NOT_APPLICABLE},-1,{state})" for state in states]
        )
        rest = f"IF({applying}<0,{NOT_APPLICABLE},{applying})"
        return cells.apply("MIN", [*self.deciding(nodes, states, function), rest])

    def deciding(self, nodes: Sequence[Node], states: Sequence[str], op: str) -> list[str]:
        """The state of each operand that decides; more than any state for the others."""
        wanted = _DECISIVE[op]
        return [
            f"IF({self.value(node)}={wanted},{state},{_NONE_DECIDES})"
            for node, state in zip(nodes, states, strict=True)
        ]


def deepest(text: str) -> int:
    """How deep the brackets of a formula are nested."""
    depth = most = 0
    for letter in text:
        depth += (letter == "(") - (letter == ")")
        most = max(most, depth)
    return most


def _largest(states: Iterable[str]) -> str:
    """The worst of these states; the ones that are always known do not count."""
    found = [state for state in dict.fromkeys(states) if state != str(KNOWN)]
    if not found:
        return str(KNOWN)
    return found[0] if len(found) == 1 else cells.apply("MAX", cells.ranges(found))


def _factors(node: Node) -> list[Node]:
    """The factors of a chain of multiplications."""
    if isinstance(node, Binary) and node.op == "*":
        return [*_factors(node.left), *_factors(node.right)]
    return [node]
