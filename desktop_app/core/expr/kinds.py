"""Which nodes are numbers, truths and texts, and whether operators and functions get theirs."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from desktop_app.core.expr.ast import (
    FUNCTIONS,
    Binary,
    Call,
    Compare,
    Function,
    Kind,
    Literal,
    Logic,
    Name,
    Node,
    Text,
    Unary,
    Wildcard,
    children,
)
from desktop_app.core.expr.tokens import fault
from desktop_app.core.problems import Problem

MAX_PLACES: Final = 12
"""round() reaches from 12 decimals to 10^12."""

MAX_RANK: Final = 9
"""largest() finds the first to the ninth largest."""


def check_kinds(source: str, root: Node) -> tuple[Problem, ...]:
    """All misuses in a tree: wrong number or kind of arguments, stray texts and wildcards."""
    if isinstance(root, Text | Wildcard):
        return (_stray(source, root),)
    return tuple(_check(source, root))


def kind_of(node: Node) -> Kind:
    """What a node yields, as far as the formula alone tells."""
    match node:
        case Literal() | Binary():
            return Kind.NUMBER
        case Compare() | Logic():
            return Kind.TRUTH
        case Text():
            return Kind.TEXT
        case Unary(op, _):
            return Kind.NUMBER if op == "-" else Kind.TRUTH
        case Call():
            gives = FUNCTIONS[node.function].gives
            return gives if gives is not Kind.ANY else _kind_of_branches(branches(node))
        case _:
            return Kind.ANY


def branches(call: Call) -> tuple[Node, ...]:
    """The arguments one of which is the result of if() or first()."""
    return call.args[1:] if call.function == "if" else call.args


def places(node: Node) -> int | None:
    """The literal second argument of round(), None when it is none."""
    sign = -1 if isinstance(node, Unary) and node.op == "-" else 1
    literal = node.operand if isinstance(node, Unary) else node
    if not isinstance(literal, Literal) or literal.value != int(literal.value):
        return None
    count = sign * int(literal.value)
    return count if abs(count) <= MAX_PLACES else None


def rank(node: Node) -> int | None:
    """The literal first argument of largest(), None when it is no whole number from 1 to 9."""
    if not isinstance(node, Literal) or node.value != int(node.value):
        return None
    return int(node.value) if 1 <= node.value <= MAX_RANK else None


def is_bare(node: Node) -> bool:
    """Whether a node is built of literals alone and so may take on the unit of its neighbour."""
    if isinstance(node, Unary | Binary):
        return all(is_bare(child) for child in children(node))
    return isinstance(node, Literal)


def is_zero(node: Node) -> bool:
    """Whether a node is the literal 0, which fits any unit."""
    return isinstance(node, Literal) and node.value == Decimal(0)


def _kind_of_branches(nodes: tuple[Node, ...]) -> Kind:
    kinds = {kind_of(node) for node in nodes} - {Kind.ANY}
    return kinds.pop() if len(kinds) == 1 else Kind.ANY


def _check(source: str, node: Node) -> Iterator[Problem]:
    match node:
        case Unary(op, operand):
            wanted = Kind.NUMBER if op == "-" else Kind.TRUTH
            yield from _expect(source, wanted, operand)
        case Binary(_, left, right) | Compare(_, left, right):
            yield from _expect(source, Kind.NUMBER, left, right)
        case Logic(_, left, right):
            yield from _expect(source, Kind.TRUTH, left, right)
        case Call():
            yield from _check_call(source, node)
        case _:
            pass


def _expect(source: str, wanted: Kind, *nodes: Node) -> Iterator[Problem]:
    """Check operands against the kind their operator needs, then what is inside them."""
    for node in nodes:
        kind = kind_of(node)
        if isinstance(node, Text | Wildcard):
            yield _stray(source, node)
        elif Kind.ANY not in {wanted, kind} and kind is not wanted:
            code = "formula.needs_number" if wanted is Kind.NUMBER else "formula.needs_condition"
            yield fault(code, source, _start(node))
        yield from _check(source, node)


def _stray(source: str, node: Text | Wildcard) -> Problem:
    if isinstance(node, Text):
        return fault("formula.stray_text", source, node.at, text=node.text)
    return fault("formula.stray_wildcard", source, node.at, wildcard=node.pattern)


def _check_call(source: str, call: Call) -> Iterator[Problem]:
    rule = FUNCTIONS[call.function]
    if len(call.args) < rule.least or (rule.most is not None and len(call.args) > rule.most):
        yield _wrong_count(source, call, rule)
        return
    match call.function:
        case "choice":
            yield from _check_choice(source, call)
        case "round":
            yield from _expect(source, Kind.NUMBER, call.args[0])
            if places(call.args[1]) is None:
                yield fault("formula.bad_places", source, _start(call.args[1]), limit=MAX_PLACES)
        case "if":
            yield from _expect(source, Kind.TRUTH, call.args[0])
            yield from _check_branches(source, call)
        case "first":
            yield from _check_branches(source, call)
        case "largest":
            yield from _check_largest(source, call)
        case _:
            plain = (arg for arg in call.args if not (rule.many and isinstance(arg, Wildcard)))
            yield from _expect(source, rule.takes, *plain)


def _wrong_count(source: str, call: Call, rule: Function) -> Problem:
    most = "" if rule.most is None else rule.most
    code = "formula.too_few_arguments" if rule.most is None else "formula.argument_count"
    counts = {"least": rule.least, "most": most, "count": len(call.args)}
    return fault(code, source, call.at, function=call.function, **counts)


def _check_choice(source: str, call: Call) -> Iterator[Problem]:
    asked, option = call.args
    if not isinstance(asked, Name) or not isinstance(option, Text) or not option.text:
        yield fault("formula.bad_choice", source, call.at)


def _check_largest(source: str, call: Call) -> Iterator[Problem]:
    """A spreadsheet ranks cells, not terms, so what is ranked must have names."""
    if rank(call.args[0]) is None:
        yield fault("formula.bad_rank", source, _start(call.args[0]), limit=MAX_RANK)
    for arg in call.args[1:]:
        if not isinstance(arg, Name | Wildcard):
            yield fault("formula.rank_of_terms", source, _start(arg))


def _check_branches(source: str, call: Call) -> Iterator[Problem]:
    nodes = branches(call)
    yield from _expect(source, Kind.ANY, *nodes)
    kinds = {kind_of(node) for node in nodes} - {Kind.ANY, Kind.TEXT}
    if len(kinds) > 1:
        yield fault("formula.mixed_branches", source, call.at, function=call.function)


def _start(node: Node) -> int:
    """Where the text of a node begins."""
    while isinstance(node, Binary | Compare | Logic):
        node = node.left
    return node.at
