"""Random formulas and the values they read, for the tests of the expression language."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from random import Random

from desktop_app.core.expr.ast import (
    COMPARISONS,
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
)
from desktop_app.core.expr.evaluate import evaluate
from desktop_app.core.expr.parse import parse
from desktop_app.core.value import Value

AMOUNTS = ("coal", "power.bought", "k.coal", "steam_t", "ce.raw", "ce.gas", "ce.oil")
TRUTHS = ("has.permit", "gate.a", "gate.b")
CHOICES = ("process.type",)
OPTIONS = ("level1", "level2")
PATTERNS = {
    "ce.*": ("ce.raw", "ce.gas", "ce.oil"),
    "gate.*": ("gate.a", "gate.b"),
    "none.*": (),
}


def kind(name: str) -> Kind:
    if name in TRUTHS:
        return Kind.TRUTH
    return Kind.TEXT if name in CHOICES else Kind.NUMBER


def expand(pattern: str) -> Sequence[str]:
    return PATTERNS[pattern]


def expr(source: str) -> Expr:
    found = parse(source)
    assert isinstance(found, Expr), [one.sentence() for one in found]
    return found


def value_of(source: str, **values: Value | str | int) -> Value:
    """The value of a formula; `__` in a keyword stands for a dot, numbers are given ones."""
    table = {name.replace("__", "."): as_value(value) for name, value in values.items()}
    many = [name for name in table if name.startswith("x.")]
    return evaluate(expr(source), table.__getitem__, lambda _: many)


def as_value(value: Value | str | int) -> Value:
    return value if isinstance(value, Value) else Value.given(Decimal(value))


@dataclass(frozen=True, slots=True)
class Scene:
    """Values for all names; a name without one is blank."""

    values: Mapping[str, Value]

    def lookup(self, name: str) -> Value:
        return self.values.get(name, Value.blank(name))


def a_scene(random: Random) -> Scene:
    values: dict[str, Value] = {}
    for name in (*AMOUNTS, *TRUTHS, *CHOICES):
        luck = random.random()
        if luck < 0.12:
            continue
        if luck < 0.2:
            values[name] = Value.na()
        elif name in TRUTHS:
            values[name] = Value.of_truth(random.random() < 0.6)
        elif name in CHOICES:
            values[name] = Value.of_text(random.choice(OPTIONS))
        else:
            number = Decimal(random.randint(-400, 1600)).scaleb(-random.randint(0, 2))
            values[name] = Value.estimated(number) if luck > 0.9 else Value.given(number)
    return Scene(values)


def a_literal(random: Random) -> Literal:
    return Literal(Decimal(random.randint(0, 60)).scaleb(-random.randint(0, 2)))


Maker = Callable[[Random, int], Node]


def a_number(random: Random, depth: int = 4) -> Node:
    """A random tree that gives a number."""
    if depth <= 0 or random.random() < 0.15:
        return a_literal(random) if random.random() < 0.3 else Name(random.choice(AMOUNTS))
    return random.choice(NUMBERS)(random, depth - 1)


def a_truth(random: Random, depth: int = 4) -> Node:
    """A random tree that gives a truth."""
    if depth <= 0 or random.random() < 0.1:
        return Name(random.choice(TRUTHS))
    return random.choice(CONDITIONS)(random, depth - 1)


def arithmetic(random: Random, depth: int) -> Node:
    return Binary(random.choice("+-*/"), a_number(random, depth), a_number(random, depth))


def rounding(random: Random, depth: int) -> Node:
    places = Literal(Decimal(random.randint(0, 2)))
    digits = places if random.random() < 0.7 else Unary("-", places)
    return Call("round", (a_number(random, depth), digits))


def counting(random: Random, depth: int) -> Node:
    return Call("count", (*many(random, depth), Name(random.choice(TRUTHS))))


def powering(random: Random, depth: int) -> Node:
    """A power small enough to stay a number."""
    exponent = Literal(Decimal(random.randint(0, 15)).scaleb(-1))
    negative = random.random() < 0.3
    base = Binary("/", a_number(random, depth), Literal(Decimal(100)))
    return Call("power", (base, Unary("-", exponent) if negative else exponent))


def ranking(random: Random, _: int) -> Node:
    place = Literal(Decimal(random.randint(1, 4)))
    among: list[Node] = [Wildcard("ce.*"), *map(Name, random.sample(AMOUNTS[:4], 3))]
    return Call("largest", (place, *random.sample(among, random.randint(1, 4))))


def of_numbers(function: str, least: int, most: int) -> Maker:
    def make(random: Random, depth: int) -> Node:
        return Call(
            function, tuple(a_number(random, depth) for _ in range(random.randint(least, most)))
        )

    return make


def choosing(write: Maker) -> Maker:
    return lambda random, depth: Call(
        "if", (a_truth(random, depth), write(random, depth), write(random, depth))
    )


def many(random: Random, depth: int) -> tuple[Node, ...]:
    """Arguments for a function over many amounts."""
    some: list[Node] = [Wildcard(random.choice(("ce.*", "ce.*", "none.*")))]
    some += [a_number(random, depth) for _ in range(random.randint(0, 2))]
    return tuple(random.sample(some, random.randint(1, len(some))))


NUMBERS: tuple[Maker, ...] = (
    *[arithmetic] * 4,
    lambda random, depth: Binary(
        "^", a_number(random, depth), Literal(Decimal(random.randint(2, 3)))
    ),
    lambda random, depth: Unary("-", a_number(random, depth)),
    of_numbers("min", 2, 3),
    of_numbers("max", 2, 3),
    of_numbers("abs", 1, 1),
    of_numbers("sqrt", 1, 1),
    of_numbers("ratio", 2, 2),
    powering,
    ranking,
    of_numbers("first", 1, 3),
    rounding,
    choosing(a_number),
    counting,
    lambda random, depth: Call("sum", many(random, depth)),
    lambda random, depth: Call("mean", many(random, depth)),
)


def comparing(random: Random, depth: int) -> Node:
    sides = (a_number(random, depth - 1), a_number(random, depth - 1))
    return Compare(random.choice(COMPARISONS), *sides)


def asking(random: Random, depth: int) -> Node:
    name = Name(random.choice((*AMOUNTS, *TRUTHS, *CHOICES)))
    return Call("given", (name if random.random() < 0.6 else a_number(random, depth),))


def any_or_all(random: Random, _: int) -> Node:
    one, other, third = (Name(name) for name in random.sample(AMOUNTS, 3))
    compared = Compare(random.choice(COMPARISONS), Binary("-", one, other), third)
    args: list[Node] = [Wildcard("gate.*"), Name("has.permit"), compared]
    random.shuffle(args)
    return Call(random.choice(("any", "all")), tuple(args[: random.randint(1, 3)]))


CONDITIONS: tuple[Maker, ...] = (
    *[comparing] * 3,
    *[
        lambda random, depth: Logic(
            random.choice(("and", "or")), a_truth(random, depth), a_truth(random, depth)
        )
    ]
    * 2,
    lambda random, depth: Unary("not", a_truth(random, depth)),
    of_numbers("between", 3, 3),
    asking,
    lambda random, _: Call("choice", (Name(random.choice(CHOICES)), Text(random.choice(OPTIONS)))),
    lambda random, depth: Call("first", (a_truth(random, depth), a_truth(random, depth))),
    choosing(a_truth),
    any_or_all,
)
