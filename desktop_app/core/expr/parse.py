"""Formula text to tree: a Pratt parser with limits on length, depth and digits."""

from __future__ import annotations

from decimal import Decimal
from difflib import get_close_matches
from functools import lru_cache
from typing import Final

from desktop_app.core.expr.ast import (
    COMPARISONS,
    FUNCTIONS,
    STRENGTH,
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
    children,
)
from desktop_app.core.expr.kinds import check_kinds
from desktop_app.core.expr.tokens import Token, fault, read_tokens
from desktop_app.core.numbers import MAX_DIGITS
from desktop_app.core.problems import Problem, problem

MAX_LENGTH: Final = 2000
MAX_DEPTH: Final = 60

_INFIX: Final = {*COMPARISONS, "+", "-", "*", "/", "^", "and", "or"}
_WORDS: Final = {"and", "or", "not"}


def parse(source: str) -> Expr | tuple[Problem, ...]:
    """The formula a text means, or what is wrong with it (`formula.*`, with position)."""
    if len(source) > MAX_LENGTH:
        return (problem("formula.too_long", length=len(source), limit=MAX_LENGTH),)
    return _parse(source)


@lru_cache(maxsize=8192)
def _parse(source: str) -> Expr | tuple[Problem, ...]:
    tokens = read_tokens(source)
    if isinstance(tokens, Problem):
        return (tokens,)
    if len(tokens) == 1:
        return (problem("formula.empty"),)
    try:
        root = _Parser(source, tokens).whole()
    except _FaultError as stop:
        return (stop.problem,)
    nodes = _walk(root)
    if nodes is None:
        return (problem("formula.too_deep", limit=MAX_DEPTH),)
    problems = check_kinds(source, root)
    if problems:
        return problems
    names = frozenset(node.name for node in nodes if isinstance(node, Name))
    wildcards = frozenset(node.pattern for node in nodes if isinstance(node, Wildcard))
    return Expr(source, root, names, wildcards)


def _walk(root: Node) -> list[Node] | None:
    """All nodes, or None when some lie deeper than MAX_DEPTH (a chain of 60 plus signs)."""
    found: list[Node] = []
    level: list[Node] = [root]
    for _ in range(MAX_DEPTH):
        found += level
        level = [child for node in level for child in children(node)]
        if not level:
            return found
    return None


class _FaultError(Exception):
    """Leaves the descent at the first fault; never leaves this module."""

    def __init__(self, found: Problem) -> None:
        super().__init__(found.code)
        self.problem = found


class _Parser:
    def __init__(self, source: str, tokens: list[Token]) -> None:
        self.source = source
        self.tokens = tokens
        self.next = 0
        self.depth = 0

    def whole(self) -> Node:
        root = self.expression(0)
        if self.token.kind != "end":
            raise self.unexpected()
        return root

    @property
    def token(self) -> Token:
        return self.tokens[self.next]

    def take(self) -> Token:
        token = self.token
        self.next += token.kind != "end"
        return token

    def expression(self, floor: int) -> Node:
        """What follows, up to an operator that binds no tighter than `floor`."""
        self.depth += 1
        if self.depth > MAX_DEPTH:
            raise _FaultError(problem("formula.too_deep", limit=MAX_DEPTH))
        left = self.prefix()
        while self.token.text in _INFIX and self.token.kind in {"op", "name"}:
            if STRENGTH[self.token.text] <= floor:
                break
            left = self.infix(left, self.take())
        self.depth -= 1
        return left

    def prefix(self) -> Node:
        token = self.take()
        match token.kind, token.text:
            case "op", "-":
                return Unary("-", self.expression(STRENGTH["negate"]), token.at)
            case "op", "(":
                inner = self.expression(0)
                self.expect(")")
                return inner
            case "name", "not":
                return Unary("not", self.expression(STRENGTH["not"]), token.at)
            case "name", word if word not in _WORDS:
                return self.name(token)
            case "number", digits:
                return self.number(token, digits)
            case "text", quoted:
                return Text(quoted[1:-1], token.at)
            case "wildcard", pattern:
                return Wildcard(pattern, token.at)
        raise self.unexpected(token)

    def number(self, token: Token, digits: str) -> Literal:
        if len(digits.replace(".", "")) > MAX_DIGITS:
            raise self.fault("formula.number_too_long", token.at, limit=MAX_DIGITS)
        return Literal(Decimal(digits), token.at)

    def name(self, token: Token) -> Node:
        called = self.token.text == "(" and self.token.kind == "op"
        if called and token.text in FUNCTIONS:
            self.take()
            return Call(token.text, self.arguments(), token.at)
        if called:
            raise self.unknown_function(token)
        if token.text in FUNCTIONS:
            raise self.fault("formula.function_alone", token.at, function=token.text)
        return Name(token.text, token.at)

    def arguments(self) -> tuple[Node, ...]:
        if self.token.text == ")":
            self.take()
            return ()
        found = [self.expression(0)]
        while self.token.text == "," and self.token.kind == "op":
            self.take()
            found.append(self.expression(0))
        self.expect(")")
        return tuple(found)

    def infix(self, left: Node, op: Token) -> Node:
        if op.text == "^":
            return Binary("^", left, self.exponent(), op.at)
        right = self.expression(STRENGTH[op.text])
        if op.text in _WORDS:
            return Logic(op.text, left, right, op.at)
        if op.text not in COMPARISONS:
            return Binary(op.text, left, right, op.at)
        if self.token.text in COMPARISONS and self.token.kind == "op":
            raise self.fault("formula.chained_comparison", self.token.at)
        return Compare(op.text, left, right, op.at)

    def exponent(self) -> Literal:
        token = self.take()
        if token.kind != "number" or token.text not in {"2", "3", "4"} or self.token.text == "^":
            raise self.fault("formula.bad_exponent", token.at)
        return Literal(Decimal(token.text), token.at)

    def expect(self, text: str) -> None:
        token = self.take()
        if token.kind != "op" or token.text != text:
            raise self.unexpected(token, text)

    def unexpected(self, token: Token | None = None, wanted: str = "") -> _FaultError:
        token = token or self.token
        if token.kind == "end":
            code = "formula.ends_early_wanted" if wanted else "formula.ends_early"
            return self.fault(code, token.at, wanted=wanted)
        code = "formula.unexpected_wanted" if wanted else "formula.unexpected"
        return self.fault(code, token.at, token=token.text, wanted=wanted)

    def unknown_function(self, token: Token) -> _FaultError:
        close = get_close_matches(token.text, FUNCTIONS, n=1)
        code = "formula.unknown_function_similar" if close else "formula.unknown_function"
        similar = close[0] if close else ""
        known = "、".join(FUNCTIONS)
        return self.fault(code, token.at, function=token.text, similar=similar, known=known)

    def fault(self, code: str, at: int, **args: object) -> _FaultError:
        return _FaultError(fault(code, self.source, at, **args))
