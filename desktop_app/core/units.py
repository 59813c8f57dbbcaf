"""Exact unit algebra: parse unit text, convert Decimals, multiply and compare units.

Factors are fractions, so no conversion passes through a binary number. The table of symbols is
`unit_table`.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from decimal import Context, Decimal
from difflib import get_close_matches
from fractions import Fraction
from functools import lru_cache
from typing import Final

from desktop_app.core.numbers import CONTEXT
from desktop_app.core.problems import Problem, problem
from desktop_app.core.unit_table import (
    ALIASES,
    ATOMS,
    CASELESS,
    FAMILIES,
    PREFIXES,
    UNITLESS,
    Atom,
    Dimension,
)

Terms = tuple[tuple[str, int], ...]
"""A product of simple units, each with its power; 万 and the like belong to the symbol."""

_MAX_TEXT: Final = 60


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit: x of it are x * factor + offset in base units of its dimension.

    `symbol` is canonical text that parses to the same unit; the offset is that of °C alone.
    """

    symbol: str
    dimension: Dimension
    factor: Fraction
    offset: Fraction
    terms: Terms

    @property
    def unitless(self) -> bool:
        """Whether it is a plain ratio (1, %, ‰, t/t)."""
        return not self.dimension


def parse_unit(text: str) -> Unit | Problem:
    """The unit a text means; anything else is a `unit.*` problem with the nearest known symbol.

    Products take ·, * or ×, quotients /, powers ^ or superscripts; 万, 亿, 百万 and 10^4 may
    stand before any unit. "a/b·c" is refused: it is read both as a/(b·c) and as (a/b)·c.
    """
    if len(text) > _MAX_TEXT:
        return problem("unit.too_long", unit=f"{text[:_MAX_TEXT]}…", limit=_MAX_TEXT)
    return _parse(text, advise=True)


def known_unit(text: str) -> Unit | None:
    """The unit a text means, None for anything else; for words most of which are no units."""
    found = _parse(text, advise=False) if len(text) <= _MAX_TEXT else None
    return found if isinstance(found, Unit) else None


@lru_cache(maxsize=8192)
def _parse(text: str, *, advise: bool) -> Unit | Problem:
    flat = _normalise(text)
    if flat in UNITLESS:
        return UNITLESS_ONE
    parser = _Parser(text, _TOKEN.findall(flat), advise=advise)
    terms = parser.whole()
    return terms if isinstance(terms, Problem) else unit_of_terms(terms)


_SUPERSCRIPT: Final = re.compile("[⁺⁻]?[⁰¹²³⁴⁵⁶⁷⁸⁹]+")
_TO_PLAIN: Final = str.maketrans("⁺⁻⁰¹²³⁴⁵⁶⁷⁸⁹", "+-0123456789")
_OPERATORS: Final = str.maketrans({**dict.fromkeys("*×・•⋅∙‧", "·"), **dict.fromkeys("∕⁄÷", "/")})
_POWER_OF_TEN: Final = re.compile(
    r"(?<![^·/(])1(?:0\^(?P<caret>[0-9]{1,2})|(?P<zeros>0{1,8}))(?=[^0-9^·/)])"
)
_METRE_POWER: Final = re.compile(r"([A-Za-zμ]*m)\^([23])(?![0-9])")
_TOKEN: Final = re.compile(r"[^·/()^]*dB\(A\)|[^·/()^]+|[·/()^]", re.IGNORECASE)
_PREFIX_OF_POWER: Final = {power: prefix for prefix, power in PREFIXES.items()}


def _normalise(text: str) -> str:
    """Half-width text without spaces, superscripts as ^, m³ as m3, powers of ten as 万 etc."""
    text = _SUPERSCRIPT.sub(lambda found: "^" + found[0].translate(_TO_PLAIN), text)
    text = unicodedata.normalize("NFKC", text).translate(_OPERATORS)
    text = re.sub(r"\s+", "", text).replace("**", "^").replace("−", "-")
    text = _METRE_POWER.sub(_area_or_volume, text)
    text = re.sub(r"(?<![A-Za-z])([kMGT]?W)·h(?![A-Za-z])", r"\1h", text)
    return _POWER_OF_TEN.sub(_ten_as_prefix, text)


def _area_or_volume(found: re.Match[str]) -> str:
    symbol = found[1] + found[2]
    return symbol if symbol in ATOMS else found[0]


def _ten_as_prefix(found: re.Match[str]) -> str:
    power = int(found["caret"]) if found["caret"] else len(found["zeros"])
    return _PREFIX_OF_POWER.get(power, found[0])


class _Parser:
    """Recursive descent over tokens; the length limit of a unit text bounds the recursion.

    Who wants no advice about unknown symbols is spared the search for the nearest.
    """

    def __init__(self, text: str, tokens: list[str], *, advise: bool) -> None:
        self.text = text
        self.advise = advise
        self.tokens = tokens
        self.next = 0

    def whole(self) -> Terms | Problem:
        terms = self.product()
        if not isinstance(terms, Problem) and self.next < len(self.tokens):
            return self.malformed()
        return terms

    def product(self) -> Terms | Problem:
        terms = self.factor()
        divided = False
        while not isinstance(terms, Problem) and self.peek() in {"·", "/"}:
            sign = -1 if self.take() == "/" else 1
            if sign > 0 and divided:
                return problem("unit.ambiguous", unit=self.text)
            divided = sign < 0
            right = self.factor()
            terms = right if isinstance(right, Problem) else merge(terms, power(right, sign))
        return terms

    def factor(self) -> Terms | Problem:
        token = self.take()
        terms: Terms | Problem
        if token == "(":
            terms = self.product()
            if not isinstance(terms, Problem) and self.take() != ")":
                return self.malformed()
        elif token in {"", ")", "·", "/", "^"}:
            return self.malformed()
        else:
            terms = self.simple(token)
        if isinstance(terms, Problem) or self.peek() != "^":
            return terms
        self.take()
        return self.raised(terms)

    def raised(self, terms: Terms) -> Terms | Problem:
        exponent = self.take()
        if not re.fullmatch("[+-]?[1-9]", exponent):
            return self.malformed()
        return power(terms, int(exponent))

    def simple(self, token: str) -> Terms | Problem:
        terms = _resolve(token)
        if terms is not None:
            return terms
        words = (*ATOMS, *ALIASES) if self.advise else ()
        close = get_close_matches(token, words, n=1, cutoff=0.5)
        if close:
            return problem("unit.unknown_similar", unit=self.text, part=token, similar=close[0])
        return problem("unit.unknown", unit=self.text, part=token)

    def peek(self) -> str:
        return self.tokens[self.next] if self.next < len(self.tokens) else ""

    def take(self) -> str:
        token = self.peek()
        self.next += 1
        return token

    def malformed(self) -> Problem:
        return problem("unit.malformed", unit=self.text)


def _resolve(name: str) -> Terms | None:
    """The simple units a name stands for: itself, an alias, or either behind 万, 亿 ..."""
    terms = _known(name)
    if terms is not None:
        return terms
    prefix = next((known for known in PREFIXES if name.startswith(known)), "")
    rest = _known(name.removeprefix(prefix)) if prefix else None
    if not rest:
        return None
    (first, first_power), *others = rest
    return ((prefix + first, first_power), *others)


def _known(name: str) -> Terms | None:
    if name == "1":
        return ()
    symbol = name if name in ATOMS else ALIASES.get(name, CASELESS.get(name.casefold(), ""))
    symbol = ALIASES.get(symbol, symbol)
    return tuple((part, 1) for part in symbol.split("·")) if symbol else None


def _atom(symbol: str) -> Atom:
    if symbol in ATOMS:
        return ATOMS[symbol]
    prefix = next(known for known in PREFIXES if symbol.startswith(known))
    atom = ATOMS[symbol.removeprefix(prefix)]
    return Atom(atom.dimension, atom.factor * 10 ** PREFIXES[prefix])


def merge(left: Terms, right: Terms) -> Terms:
    """The product of two products of units; what cancels disappears."""
    powers = dict(left)
    for symbol, exponent in right:
        powers[symbol] = powers.get(symbol, 0) + exponent
    return tuple((symbol, exponent) for symbol, exponent in powers.items() if exponent)


def power(terms: Terms, exponent: int) -> Terms:
    """A product of units raised to an integer power other than 0."""
    return tuple((symbol, old * exponent) for symbol, old in terms)


@lru_cache(maxsize=4096)
def unit_of_terms(terms: Terms) -> Unit:
    """The unit of a product of simple units."""
    factor = Fraction(1)
    dimension: dict[str, int] = {}
    for symbol, exponent in terms:
        atom = _atom(symbol)
        factor *= atom.factor**exponent
        for base, inner in atom.dimension:
            dimension[base] = dimension.get(base, 0) + inner * exponent
    offset = _atom(terms[0][0]).offset if len(terms) == 1 and terms[0][1] == 1 else Fraction(0)
    known = tuple(sorted((base, exponent) for base, exponent in dimension.items() if exponent))
    return Unit(_symbol(terms), known, factor, offset, terms)


def _symbol(terms: Terms) -> str:
    above = [_raised_text(symbol, exponent) for symbol, exponent in terms if exponent > 0]
    below = [_raised_text(symbol, -exponent) for symbol, exponent in terms if exponent < 0]
    if not below:
        return "·".join(above) or "1"
    bottom = below[0] if len(below) == 1 else f"({'·'.join(below)})"
    return f"{'·'.join(above) or '1'}/{bottom}"


def _raised_text(symbol: str, exponent: int) -> str:
    return symbol if exponent == 1 else f"{symbol}^{exponent}"


UNITLESS_ONE: Final = unit_of_terms(())
"""The unit of a pure number."""


def multiply(left: Unit, right: Unit) -> Unit:
    """The unit of a product."""
    return unit_of_terms(merge(left.terms, right.terms))


def divide(left: Unit, right: Unit) -> Unit:
    """The unit of a quotient."""
    return unit_of_terms(merge(left.terms, power(right.terms, -1)))


def raise_to(unit: Unit, exponent: int) -> Unit:
    """The unit of a power."""
    return unit_of_terms(power(unit.terms, exponent))


def root(unit: Unit) -> Unit | None:
    """The unit of a square root, or None where some simple unit in it has an odd power."""
    if any(exponent % 2 for _, exponent in unit.terms):
        return None
    return unit_of_terms(tuple((symbol, exponent // 2) for symbol, exponent in unit.terms))


def same_dimension(left: Unit, right: Unit) -> bool:
    """Whether a number of one can be converted to the other."""
    return left.dimension == right.dimension


def equal_scale(left: Unit, right: Unit) -> bool:
    """Whether the same number means the same thing in both (t and 10^3kg)."""
    return (left.dimension, left.factor, left.offset) == (
        right.dimension,
        right.factor,
        right.offset,
    )


def convert(value: Decimal, source: str | Unit, target: str | Unit) -> Decimal | Problem:
    """A value in another unit: exact, rounded once to 34 digits where no finite decimal exists."""
    step = _step(source, target)
    if isinstance(step, Problem):
        return step
    top, bottom, shift = step
    if top == bottom and not shift:
        return value
    exact = _WIDE.fma(value, top, shift)
    return CONTEXT.divide(exact, bottom)


def scale(source: str | Unit, target: str | Unit) -> Decimal | Problem:
    """The number by which values in `source` are multiplied to be in `target`."""
    step = _step(source, target)
    if isinstance(step, Problem):
        return step
    top, bottom, shift = step
    if shift:
        return _different(source, target)
    return CONTEXT.divide(top, bottom)


# Wide enough that a 34-digit value times any factor of the table is not rounded.
_WIDE: Final = Context(prec=120)


@lru_cache(maxsize=4096)
def _step(source: str | Unit, target: str | Unit) -> tuple[Decimal, Decimal, Decimal] | Problem:
    """Conversion as (value * top + shift) / bottom in whole numbers."""
    start = parse_unit(source) if isinstance(source, str) else source
    end = parse_unit(target) if isinstance(target, str) else target
    if isinstance(start, Problem):
        return start
    if isinstance(end, Problem):
        return end
    if not same_dimension(start, end):
        return _different(source, target)
    ratio = start.factor / end.factor
    shift = (start.offset - end.offset) / end.factor
    bottom = ratio.denominator * shift.denominator
    return Decimal(int(ratio * bottom)), Decimal(bottom), Decimal(int(shift * bottom))


def _different(source: str | Unit, target: str | Unit) -> Problem:
    names = [unit if isinstance(unit, str) else unit.symbol for unit in (source, target)]
    return problem("unit.different", source=names[0], target=names[1])


@lru_cache(maxsize=4096)
def alternatives(unit: str | Unit) -> tuple[str, ...]:
    """Units to offer in place of this one, itself included; itself alone when it is rare."""
    found = parse_unit(unit) if isinstance(unit, str) else unit
    if isinstance(found, Problem):
        return (unit,) if isinstance(unit, str) else ()
    for family in FAMILIES:
        if found.symbol in family:
            return family
    known = next((family for family in FAMILIES if _measures_same(family[0], found)), ())
    return (found.symbol, *known)


def _measures_same(symbol: str, unit: Unit) -> bool:
    other = parse_unit(symbol)
    return bool(unit.dimension) and isinstance(other, Unit) and same_dimension(other, unit)


_SHOWN_POWER: Final = re.compile(r"\^([+-]?[0-9]+)")
_TO_SUPERSCRIPT: Final = str.maketrans("+-0123456789", "⁺⁻⁰¹²³⁴⁵⁶⁷⁸⁹")


@lru_cache(maxsize=4096)
def show_unit(symbol: str) -> str:
    """Unit text as printed: m3 as m³, CO2 as CO₂, 10^4 as 10⁴, * as ·. Takes any text."""
    text = _SHOWN_POWER.sub(lambda found: found[1].translate(_TO_SUPERSCRIPT), symbol)
    text = re.sub(r"(?<![A-Za-z])((?:N|k|h|d|c|m)?m)([23])(?![0-9])", _with_superscript, text)
    text = text.replace("*", "·").replace("ug", "μg").replace("°C", "℃").replace("CO2", "CO₂")
    return "" if text == "1" else text


def _with_superscript(found: re.Match[str]) -> str:
    return found[1] + found[2].translate(_TO_SUPERSCRIPT)
