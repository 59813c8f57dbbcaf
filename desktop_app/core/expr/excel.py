"""A formula as a live spreadsheet formula that recalculates to our result.

A result we do not have (blank, n.a., invalid) is the empty text "". Inside, each part carries
the cells that must hold numbers and further tests before it may be calculated; where a part is
optional (a branch, a term of a sum) it is sealed: NA() stands for "no value" until IFERROR
decides. One difference stays: in any/all, n.a. is told from blank only for names holding data and
for comparisons of their sums; a term that is n.a. for deeper reasons leaves the cell empty.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal
from typing import Final, NamedTuple

from desktop_app.core.expr import cells
from desktop_app.core.expr.ast import (
    ATOMIC,
    STRENGTH,
    Binary,
    Call,
    Compare,
    Expr,
    Kind,
    Literal,
    Logic,
    Name,
    Node,
    Text,
    Unary,
    Wildcard,
    operands,
)
from desktop_app.core.expr.kinds import branches, kind_of, places, rank
from desktop_app.core.numbers import plain
from desktop_app.core.problems import Problem, problem

MAX_LENGTH: Final = 8000
MAX_NESTING: Final = 60

Ref = Callable[[str], str]


def to_excel(
    expr: Expr,
    ref: Ref,
    expand: Callable[[str], Sequence[str]],
    text_ref: Ref | None = None,
    *,
    kind: Callable[[str], Kind] = lambda _: Kind.NUMBER,
    answers: tuple[str, str] = ("是", "否"),
    scale: Decimal = Decimal(1),
) -> str | Problem:
    """The formula without its leading "=", or `formula.too_long_for_workbook`.

    `ref` gives the cell of a name, `text_ref` the cell that holds the option id of a choice (by
    default the same; empty unless answered). `kind` tells yes/no names (TRUTH) and choices
    (TEXT) from amounts; yes/no cells hold TRUE/FALSE or one of the two `answers`. A numeric
    result is multiplied by `scale`, which leads from the formula's unit to the declared one.
    """
    writer = _Writer(ref, expand, text_ref or ref, kind, answers)
    part = writer.truth(expr.root) if writer.is_truth(expr.root) else writer.number(expr.root)
    if scale != 1 and not writer.is_truth(expr.root):
        part = part.with_text(f"{part.inside(STRENGTH['*'])}*{plain(scale)}", STRENGTH["*"])
    text = part.finished()
    if len(text) > MAX_LENGTH or _nesting(text) > MAX_NESTING:
        return problem("formula.too_long_for_workbook", length=len(text), limit=MAX_LENGTH)
    return text


def _nesting(text: str) -> int:
    depth = deepest = 0
    for character in text:
        depth += (character == "(") - (character == ")")
        deepest = max(deepest, depth)
    return deepest


class _Part(NamedTuple):
    """Formula text, how tightly it binds, and what must hold before it has a value.

    `cells` must hold numbers and `tests` be true; `risky` parts may be an error even then.
    """

    text: str
    strength: int = ATOMIC
    cells: tuple[str, ...] = ()
    tests: tuple[str, ...] = ()
    risky: bool = False

    @property
    def sure(self) -> bool:
        """Whether it always has a value."""
        return not (self.cells or self.tests or self.risky)

    def with_text(self, text: str, strength: int = ATOMIC) -> _Part:
        return self._replace(text=text, strength=strength)

    def inside(self, floor: int) -> str:
        """The text, in brackets where it binds less tightly than `floor`."""
        return self.text if self.strength >= floor else f"({self.text})"

    def finished(self) -> str:
        """The whole cell: the value, or "" where there is none."""
        text = self._guarded('""')
        return f'IFERROR({text},"")' if self.risky else text

    def sealed(self) -> str:
        """The value, or an error where there is none."""
        return self._guarded("NA()")

    def _guarded(self, otherwise: str) -> str:
        if not self.cells and not self.tests:
            return self.text
        count = cells.count(cells.ranges(self.cells)) if self.cells else ""
        if not self.tests:
            return f"IF({count}<{len(self.cells)},{otherwise},{self.text})"
        tests = [f"{count}={len(self.cells)}", *self.tests] if count else [*self.tests]
        condition = tests[0] if len(tests) == 1 else f"AND({','.join(tests)})"
        return f"IF({condition},{self.text},{otherwise})"


def _joined(
    text: str, parts: Iterable[_Part], strength: int = ATOMIC, risky: bool = False
) -> _Part:
    """A part that needs all that these parts need."""
    found = tuple(parts)
    needed = tuple(dict.fromkeys(cell for part in found for cell in part.cells))
    tests = tuple(dict.fromkeys(test for part in found for test in part.tests))
    return _Part(text, strength, needed, tests, risky or any(part.risky for part in found))


_SIGNS: Final = {"==": "=", "!=": "<>"}
_BEST: Final = {"all": ("MIN", "2"), "any": ("MAX", "-1")}
_UNKNOWN: Final = "0.5"


class _Writer:
    """Turns nodes into parts; numbers and truths are written differently."""

    def __init__(
        self,
        ref: Ref,
        expand: Callable[[str], Sequence[str]],
        text_ref: Ref,
        kind: Callable[[str], Kind],
        answers: tuple[str, str],
    ) -> None:
        self.ref = ref
        self.expand = expand
        self.text_ref = text_ref
        self.kind = kind
        self.yes, self.no = (cells.quoted(word) for word in answers)

    def is_truth(self, node: Node) -> bool:
        found = kind_of(node)
        if found is Kind.ANY and isinstance(node, Call):
            return any(self.is_truth(branch) for branch in branches(node))
        if isinstance(node, Name):
            return self.kind(node.name) is Kind.TRUTH
        return found is Kind.TRUTH

    # numbers

    def number(self, node: Node) -> _Part:
        match node:
            case Literal(value):
                return _Part(plain(value))
            case Name(name):
                cell = self.ref(name)
                return _Part(cell, cells=(cell,))
            case Unary(_, operand):
                inner = self.number(operand)
                return inner.with_text(f"-{inner.inside(ATOMIC)}", STRENGTH["negate"])
            case Binary():
                return self.arithmetic(node)
            case Call():
                return self.number_call(node)
            case _:
                raise AssertionError("the parser keeps conditions out of arithmetic")

    def arithmetic(self, node: Binary) -> _Part:
        own = STRENGTH[node.op]
        left, right = self.number(node.left), self.number(node.right)
        before = left.inside(own + (node.op == "^"))
        text = f"{before}{node.op}{right.inside(own + 1)}"
        return _joined(text, (left, right), own, risky=node.op == "/")

    def number_call(self, call: Call) -> _Part:
        match call.function:
            case "sum" | "mean":
                return self.over_many(call)
            case "count":
                return self.counted(call.args)
            case "if":
                return self.either(call, self.number)
            case "first":
                return self.first(call.args, self.number)
            case "largest":
                return self.largest(call)
            case _:
                return self.strict_call(call)

    def strict_call(self, call: Call) -> _Part:
        """Functions that need every argument."""
        parts = [self.number(arg) for arg in call.args if call.function != "round"]
        match call.function, call.args:
            case "ratio", (part, whole):
                return self.arithmetic(Binary("/", part, whole))
            case "power", _:
                base, exponent = parts
                raised = f"POWER({base.text},{exponent.text})"
                # Spreadsheets know some powers of negative numbers, we know none.
                text = f"IF({base.inside(STRENGTH['+'])}>0,{raised},NA())"
                return _joined(text, parts, risky=True)
            case "round", (number, digits):
                inner = self.number(number)
                rounded = cells.round_half_even(inner.inside(ATOMIC), places(digits) or 0)
                return inner.with_text(rounded)
            case name, _:
                text = f"{name.upper()}({','.join(part.text for part in parts)})"
                return _joined(text, parts, risky=name == "sqrt")

    def many(self, args: Sequence[Node]) -> tuple[list[str], list[Node]]:
        """The names among the arguments, wildcards expanded, and the other arguments."""
        names: list[str] = []
        for arg in args:
            if isinstance(arg, Name | Wildcard):
                names += self.expand(arg.pattern) if isinstance(arg, Wildcard) else [arg.name]
        return names, [arg for arg in args if not isinstance(arg, Name | Wildcard)]

    def over_many(self, call: Call) -> _Part:
        names, others = self.many(call.args)
        spans = cells.ranges([self.ref(name) for name in names])
        parts = [self.number(node) for node in others]
        terms = [part.text if part.sure else f"IFERROR({part.sealed()},0)" for part in parts]
        if not spans and not terms:
            return _Part("NA()", risky=True)
        number = cells.apply("SUM", [*spans, *terms])
        known = "+".join([*([cells.count(spans)] if spans else []), *map(_is_number, parts)])
        if call.function == "mean":
            return _Part(f"{number}/({known})", STRENGTH["/"], risky=True)
        if any(part.sure for part in parts):
            return _Part(number)
        if not parts:
            return _Part(number, tests=(f"{known}>0",))
        return _Part(f"IF({known}=0,NA(),{number})", risky=True)

    def largest(self, call: Call) -> _Part:
        names, _others = self.many(call.args[1:])
        spans = cells.ranges([self.ref(name) for name in names])
        if not spans:
            return _Part("NA()", risky=True)
        among = spans[0] if len(spans) == 1 else f"({','.join(spans)})"
        known = cells.count(spans)
        return _Part(f"LARGE({among},MIN({rank(call.args[0])},{known}))", tests=(f"{known}>0",))

    def counted(self, args: Sequence[Node]) -> _Part:
        names, others = self.many(args)
        amounts = [name for name in names if self.kind(name) is Kind.NUMBER]
        spans = cells.ranges([self.ref(name) for name in amounts])
        rest = [Name(name) for name in names if self.kind(name) is not Kind.NUMBER]
        tests = [f"N({self.given(node)})" for node in (*rest, *others)]
        text = "+".join([*([cells.count(spans)] if spans else []), *tests]) or "0"
        return _Part(text, STRENGTH["+"])

    # both

    def either(self, call: Call, write: Callable[[Node], _Part]) -> _Part:
        condition, *nodes = call.args
        test = self.truth(condition)
        parts = [write(node) for node in nodes]
        text = f"IF({test.text},{parts[0].sealed()},{parts[1].sealed()})"
        return _joined(text, (test,), risky=not all(part.sure for part in parts))

    def first(self, args: Sequence[Node], write: Callable[[Node], _Part]) -> _Part:
        parts = [write(arg) for arg in args]
        sure = next((at for at, part in enumerate(parts) if part.sure), None)
        used = parts if sure is None else parts[: sure + 1]
        text = used[-1].sealed()
        for arg, part in zip(reversed(args[: len(used) - 1]), reversed(used[:-1]), strict=True):
            if isinstance(arg, Name):
                known = part.tests[0] if part.tests else f"ISNUMBER({part.text})"
                text = f"IF({known},{part.text},{text})"
            else:
                text = f"IFERROR({part.sealed()},{text})"
        return _Part(text, used[-1].strength if len(used) == 1 else ATOMIC, risky=sure is None)

    # truths

    def truth(self, node: Node) -> _Part:
        match node:
            case Name(name):
                cell = self.ref(name)
                return _Part(f"OR({cell}=TRUE,{cell}={self.yes})", tests=(self.answered(cell),))
            case Compare(op, left, right):
                sides = (self.number(left), self.number(right))
                text = _SIGNS.get(op, op).join(side.inside(STRENGTH["+"]) for side in sides)
                return _joined(text, sides, STRENGTH["<"])
            case Unary(_, operand):
                inner = self.truth(operand)
                return inner.with_text(f"NOT({inner.text})")
            case Logic(op, _, _):
                return self.logic("MIN" if op == "and" else "MAX", operands(node, op))
            case Call():
                return self.truth_call(node)
            case _:
                raise AssertionError("the parser keeps amounts out of conditions")

    def truth_call(self, call: Call) -> _Part:
        match call.function, call.args:
            case "between", args:
                value, low, high = (self.number(arg) for arg in args)
                text = f"AND({_compared(value, '>=', low)},{_compared(value, '<=', high)})"
                return _joined(text, (value, low, high))
            case "given", (node,):
                return _Part(self.given(node))
            case "choice", (Name(name), Text(option)):
                cell = self.text_ref(name)
                text = f"{cell}={cells.quoted(option)}"
                return _Part(text, STRENGTH["<"], tests=(f"LEN({cell})>0",))
            case "if", _:
                return self.either(call, self.truth)
            case "first", args:
                return self.first(args, self.truth)
            case _:
                return self.any_or_all(call)

    def answered(self, cell: str) -> str:
        return f"OR(ISLOGICAL({cell}),{cell}={self.yes},{cell}={self.no})"

    def given(self, node: Node) -> str:
        if not isinstance(node, Name):
            part = self.truth(node) if self.is_truth(node) else self.number(node)
            return f"NOT(ISERROR({part.sealed()}))"
        match self.kind(node.name):
            case Kind.TRUTH:
                return self.answered(self.ref(node.name))
            case Kind.TEXT:
                return f"LEN({self.text_ref(node.name)})>0"
            case _:
                return f"ISNUMBER({self.ref(node.name)})"

    def logic(self, best: str, nodes: Sequence[Node]) -> _Part:
        """Kleene logic: 1 is true, 0 false, 0.5 open; MIN is "and", MAX is "or"."""
        parts = [self.truth(node) for node in nodes]
        same = len({(frozenset(part.cells), frozenset(part.tests)) for part in parts}) == 1
        if same and not any(part.risky for part in parts):
            name = "AND" if best == "MIN" else "OR"
            return _joined(f"{name}({','.join(part.text for part in parts)})", parts)
        return _decided(best, [_as_number(part) for part in parts])

    def any_or_all(self, call: Call) -> _Part:
        best, skip = _BEST[call.function]
        names, others = self.many(call.args)
        terms = [self.name_as_number(self.ref(name), skip) for name in names]
        terms += [_applying_as_number(self.truth(node), skip) for node in others]
        return _decided(best, terms) if terms else _Part("NA()", risky=True)

    def name_as_number(self, cell: str, skip: str) -> str:
        yes = f"OR({cell}=TRUE,{cell}={self.yes})"
        return f"IF(LEN({cell})=0,{_UNKNOWN},IF({yes},1,IF({self.answered(cell)},0,{skip})))"


def _is_number(part: _Part) -> str:
    return "1" if part.sure else f"N(ISNUMBER({part.sealed()}))"


def _compared(left: _Part, sign: str, right: _Part) -> str:
    return f"{left.inside(STRENGTH['+'])}{sign}{right.inside(STRENGTH['+'])}"


def _as_number(part: _Part) -> str:
    if part.sure:
        return f"N({part.text})"
    return f"IFERROR(N({part.sealed()}),{_UNKNOWN})"


def _applying_as_number(part: _Part, skip: str) -> str:
    """Like `_as_number`, but `skip` where the cells are filled with something else than numbers."""
    if part.tests or not part.cells:
        return _as_number(part)
    empty = ",".join(f"LEN({cell})=0" for cell in part.cells)
    count = cells.count(cells.ranges(part.cells))
    term = f"IF(OR({empty}),{_UNKNOWN},IF({count}<{len(part.cells)},{skip},N({part.text})))"
    return f"IFERROR({term},{_UNKNOWN})" if part.risky else term


def _decided(best: str, terms: Sequence[str]) -> _Part:
    return _Part(f"CHOOSE(2*{cells.apply(best, terms)}+1,FALSE,NA(),TRUE)", risky=True)
