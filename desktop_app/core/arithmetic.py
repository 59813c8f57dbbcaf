"""Sums typed into a field as people do in spreadsheets: "=120+130.5", "＝（３＋４）×２".

Only figures, + - × ÷ and brackets; nothing names anything. Worked out in decimals and rounded to
15 digits at the end, which is what a spreadsheet shows of it; zeros behind the last figure go.
"""

from __future__ import annotations

import re
import unicodedata
from decimal import (
    ROUND_HALF_EVEN,
    Context,
    Decimal,
    DecimalException,
    DivisionByZero,
    InvalidOperation,
    Overflow,
)
from typing import Final

from desktop_app.core.problems import Problem, problem

_LONGEST: Final = 200
_DEEPEST: Final = 40
_SHOWN: Final = 40
_MOST_DIGITS: Final = 30
_TRAPS: Final = [InvalidOperation, DivisionByZero, Overflow]
_WORKING: Final = Context(prec=34, rounding=ROUND_HALF_EVEN, Emin=-307, Emax=307, traps=_TRAPS)
_RESULT: Final = Context(prec=15, rounding=ROUND_HALF_EVEN, Emin=-307, Emax=307, traps=_TRAPS)
_SIGNS: Final = str.maketrans({"×": "*", "÷": "/", "−": "-", "–": "-", "（": "(", "）": ")"})
_TOKEN: Final = re.compile(
    r"\s*(?:(?P<figure>[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?|[0-9]+(?:\.[0-9]+)?|\.[0-9]+)"
    r"|(?P<sign>[-+*/()]))"
)


def is_sum(text: str) -> bool:
    """Whether a text is meant to be worked out: an equals sign in front."""
    flat = unicodedata.normalize("NFKC", text.strip())
    return flat.startswith("=") and flat[1:2] not in ("<", ">", "=")


def work_out(text: str) -> Decimal | Problem:
    """The result of a sum; a `number.sum` problem where it is none that can be worked out."""
    flat = unicodedata.normalize("NFKC", text.strip().translate(_SIGNS)).removeprefix("=")
    try:
        sane = len(flat) <= _LONGEST and flat.count("(") <= _DEEPEST
        tokens = _tokens(flat) if sane else []
        reader = _Reader(tokens)
        found = _RESULT.plus(reader.sum())
    except (DecimalException, LookupError):
        return _refused(text)
    written = max(1, found.adjusted() + 1) + max(0, -int(found.as_tuple().exponent))
    if reader.at < len(tokens) or written > _MOST_DIGITS:
        return _refused(text)
    return Decimal(f"{found.normalize():f}") if found else Decimal(0)


def _refused(text: str) -> Problem:
    shown = text.strip()
    return problem("number.sum", text=shown if len(shown) <= _SHOWN else f"{shown[:_SHOWN]}…")


def _tokens(flat: str) -> list[str]:
    """Figures and signs; LookupError at anything else."""
    found: list[str] = []
    at, end = 0, len(flat.rstrip())
    while at < end:
        token = _TOKEN.match(flat, at)
        if token is None:
            raise LookupError(flat)
        found.append((token["figure"] or token["sign"]).replace(",", ""))
        at = token.end()
    return found


class _Reader:
    """Reads tokens from the left; products before sums, as everywhere."""

    def __init__(self, tokens: list[str]) -> None:
        self._tokens = tokens
        self.at = 0

    def _take(self, signs: str) -> str:
        """The next sign when it is one of these, else nothing."""
        found = self._tokens[self.at] if self.at < len(self._tokens) else ""
        if not found or found not in signs:
            return ""
        self.at += 1
        return found

    def sum(self) -> Decimal:
        """Products added up; LookupError where a figure is missing."""
        found = self._product()
        while sign := self._take("+-"):
            other = self._product()
            found = _WORKING.add(found, other) if sign == "+" else _WORKING.subtract(found, other)
        return found

    def _product(self) -> Decimal:
        found = self._figure()
        while sign := self._take("*/"):
            other = self._figure()
            multiplied = sign == "*"
            found = (_WORKING.multiply if multiplied else _WORKING.divide)(found, other)
        return found

    def _figure(self) -> Decimal:
        if sign := self._take("+-"):
            inner = self._figure()
            return inner.copy_negate() if sign == "-" else inner
        if self._take("("):
            inner = self.sum()
            if not self._take(")"):
                raise LookupError(")")
            return inner
        token = self._tokens[self.at]
        if token in "+-*/()":
            raise LookupError(token)
        self.at += 1
        return Decimal(token)
