"""Coded problems: what is wrong, where, and what to do about it - as values, never as exceptions.

The sentences live in `problem_texts`, keyed by code; whoever shows a problem translates the
template and fills in the arguments.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

from desktop_app.core.problem_texts import TEXTS

#: Arguments that carry names of pack elements or words of the program, never what a user typed.
_WORDS: Final = frozenset(
    {"name", "table", "level", "kind", "used", "expected", "why", "confidence"}
)


_LONGEST: Final = 1000
"""Characters of the longest value that is repeated in a sentence."""


class Severity(StrEnum):
    """How much a problem matters: an error stops the thing, a warning is judged around."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


@dataclass(frozen=True, slots=True)
class Where:
    """The place of a problem: a document (file name, sheet, "case") and a path inside it.

    For pack files the path is dotted (`indicator[3].weight`); for a case it is the text form of
    a datum key (`energy.raw_coal@2023-03`); for a sheet it is the cell (`B7`).
    """

    document: str = ""
    path: str = ""

    def __str__(self) -> str:
        return ": ".join(part for part in (self.document, self.path) if part)


@dataclass(frozen=True, slots=True)
class Problem:
    """One finding. `code` selects severity and sentence; `args` fill its placeholders."""

    code: str
    where: Where = Where()
    args: Mapping[str, str] = field(default_factory=dict)

    @property
    def severity(self) -> Severity:
        """The severity the table gives this code."""
        return Severity(TEXTS[self.code].severity)

    def message(self, translate: Callable[[str], str] = str) -> str:
        """What is wrong, as one sentence in the language of `translate`."""
        return _fill(TEXTS[self.code].text, self.args, translate)

    def remedy(self, translate: Callable[[str], str] = str) -> str:
        """What to do about it, as one sentence; empty when the message says all."""
        return _fill(TEXTS[self.code].remedy, self.args, translate)

    def told(self, translate: Callable[[str], str] = str) -> str:
        """Message and remedy as running text; between Latin sentences stands a space."""
        message, remedy = self.message(translate), self.remedy(translate)
        between = " " if remedy and message.endswith((".", "?")) else ""
        return f"{message}{between}{remedy}"

    def sentence(self, translate: Callable[[str], str] = str) -> str:
        """Place, message and remedy on one line."""
        place = str(self.where)
        head = f"{place}: " if place else ""
        return f"{head}{self.told(translate)}"

    def at(self, document: str = "", path: str = "") -> Problem:
        """The same problem with its place completed by an outer reader."""
        inner = self.where
        whole = ".".join(part for part in (path, inner.path) if part)
        return Problem(self.code, Where(document or inner.document, whole), self.args)


def problem(code: str, document: str = "", path: str = "", **args: object) -> Problem:
    """Shorthand: `problem("unit.unknown", "case", "energy.coal", unit="tt")`."""
    return Problem(code, Where(document, path), {name: str(value) for name, value in args.items()})


def has_errors(problems: Iterable[Problem]) -> bool:
    """Whether any of the problems is an error."""
    return any(found.severity is Severity.ERROR for found in problems)


class _Lenient(dict[str, str]):
    """A template argument nobody gave stays visible as its own name instead of raising."""

    def __missing__(self, key: str) -> str:
        return "{" + key + "}"


def _short(value: str) -> str:
    """A value as a sentence can hold it: what somebody pasted may be a whole book."""
    return value if len(value) <= _LONGEST else f"{value[: _LONGEST - 1]}…"


def _fill(template: str, args: Mapping[str, str], translate: Callable[[str], str]) -> str:
    """The translated template filled in; of the arguments only words of our own are translated."""
    words = {
        name: translate(value) if name in _WORDS else _short(value) for name, value in args.items()
    }
    return translate(template).format_map(_Lenient(words))
