"""The tree of a formula: frozen nodes, the operators' strength and the table of functions."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from enum import Enum
from typing import Final, NamedTuple


@dataclass(frozen=True, slots=True)
class Literal:
    """A decimal number as written."""

    value: Decimal
    at: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Text:
    """An option id in quotes; stands only in choice()."""

    text: str
    at: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Name:
    """A datum, parameter or quantity."""

    name: str
    at: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Wildcard:
    """All names with one beginning, written `ce.*`; stands only in functions over many."""

    pattern: str
    at: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Unary:
    """`-x` or `not x`."""

    op: str
    operand: Node
    at: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Binary:
    """Arithmetic: + - * /, and ^ whose right side is a Literal from 2 to 4."""

    op: str
    left: Node
    right: Node
    at: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Compare:
    """A comparison of two numbers: < <= > >= == !=."""

    op: str
    left: Node
    right: Node
    at: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Logic:
    """`a and b` or `a or b`, three-valued."""

    op: str
    left: Node
    right: Node
    at: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Call:
    """A function of the closed list with its arguments."""

    function: str
    args: tuple[Node, ...]
    at: int = field(default=0, compare=False)


Node = Literal | Text | Name | Wildcard | Unary | Binary | Compare | Logic | Call


@dataclass(frozen=True, slots=True)
class Expr:
    """A parsed formula; two with the same source are the same formula.

    `names` are the plain names, `wildcards` the patterns ("ce.*") it reads.
    """

    source: str
    root: Node = field(compare=False, repr=False)
    names: frozenset[str] = field(compare=False, repr=False)
    wildcards: frozenset[str] = field(compare=False, repr=False)


COMPARISONS: Final = ("<=", ">=", "==", "!=", "<", ">")

STRENGTH: Final = {
    "or": 1,
    "and": 2,
    "not": 3,
    **dict.fromkeys(COMPARISONS, 4),
    "+": 5,
    "-": 5,
    "*": 6,
    "/": 6,
    "negate": 7,
    "^": 8,
}
"""How tightly an operator binds; what is in no operator binds as ATOMIC."""

ATOMIC: Final = 9


def strength(node: Node) -> int:
    """How tightly the outermost operator of a node binds."""
    if isinstance(node, Unary):
        return STRENGTH["negate" if node.op == "-" else node.op]
    return STRENGTH[node.op] if isinstance(node, Binary | Compare | Logic) else ATOMIC


class Kind(Enum):
    """What a node yields; ANY is decided by the data behind a name."""

    NUMBER = "number"
    TRUTH = "truth"
    TEXT = "text"
    ANY = "any"


class Function(NamedTuple):
    """Fewest and most arguments (None: no end), what they are, what comes out (ANY: as they).

    `many` allows wildcards.
    """

    least: int
    most: int | None
    takes: Kind
    gives: Kind
    many: bool = False


FUNCTIONS: Final = {
    "sum": Function(1, None, Kind.NUMBER, Kind.NUMBER, many=True),
    "mean": Function(1, None, Kind.NUMBER, Kind.NUMBER, many=True),
    "count": Function(1, None, Kind.ANY, Kind.NUMBER, many=True),
    "any": Function(1, None, Kind.TRUTH, Kind.TRUTH, many=True),
    "all": Function(1, None, Kind.TRUTH, Kind.TRUTH, many=True),
    "min": Function(2, None, Kind.NUMBER, Kind.NUMBER),
    "max": Function(2, None, Kind.NUMBER, Kind.NUMBER),
    "largest": Function(2, None, Kind.NUMBER, Kind.NUMBER, many=True),
    "abs": Function(1, 1, Kind.NUMBER, Kind.NUMBER),
    "sqrt": Function(1, 1, Kind.NUMBER, Kind.NUMBER),
    "power": Function(2, 2, Kind.NUMBER, Kind.NUMBER),
    "ratio": Function(2, 2, Kind.NUMBER, Kind.NUMBER),
    "round": Function(2, 2, Kind.NUMBER, Kind.NUMBER),
    "between": Function(3, 3, Kind.NUMBER, Kind.TRUTH),
    "if": Function(3, 3, Kind.ANY, Kind.ANY),
    "first": Function(1, None, Kind.ANY, Kind.ANY),
    "given": Function(1, 1, Kind.ANY, Kind.TRUTH),
    "choice": Function(2, 2, Kind.ANY, Kind.TRUTH),
}
"""Every function there is."""


def operands(node: Node, op: str) -> list[Node]:
    """The operands of a chain of one logical operator."""
    if isinstance(node, Logic) and node.op == op:
        return [*operands(node.left, op), *operands(node.right, op)]
    return [node]


def children(node: Node) -> tuple[Node, ...]:
    """The nodes directly below."""
    match node:
        case Unary(_, operand):
            return (operand,)
        case Binary(_, left, right) | Compare(_, left, right) | Logic(_, left, right):
            return (left, right)
        case Call(_, args):
            return args
        case _:
            return ()
