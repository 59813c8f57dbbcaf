"""Formula text to tokens, and the place of a fault in it."""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from desktop_app.core.problems import Problem


class Token(NamedTuple):
    """One word of a formula: kind ("number", "name", "wildcard", "text", "op", "end") and place."""

    kind: str
    text: str
    at: int


_TOKEN: Final = re.compile(
    r"""
    (?P<number> [0-9]+ (?:\.[0-9]+)? (?![0-9A-Za-z_.]) )
  | (?P<wildcard> [A-Za-z_][A-Za-z0-9_.]*\.\* )
  | (?P<name> [A-Za-z_][A-Za-z0-9_.]* )
  | (?P<text> "[^"\n]{0,100}" | '[^'\n]{0,100}' )
  | (?P<op> <= | >= | == | != | [-+*/^(),<>≤≥≠×÷（），＋－−＜＞] )
    """,
    re.VERBOSE,
)
_SPACE: Final = re.compile(r"\s*")
_SAME: Final = {
    "≤": "<=",
    "≥": ">=",
    "≠": "!=",
    "×": "*",
    "÷": "/",
    "（": "(",
    "）": ")",
    "，": ",",
    "＋": "+",
    "－": "-",
    "−": "-",
    "＜": "<",
    "＞": ">",
}
_MEANT: Final = {"=": "==", "&": "and", "|": "or", "!": "not", "[": "(", "]": ")", "；": ","}
_DOTTED: Final = re.compile(r"[A-Za-z_][A-Za-z0-9_]*(?:\.[A-Za-z0-9_]+)*")
_AROUND: Final = 30


def read_tokens(source: str) -> list[Token] | Problem:
    """All tokens with an "end" behind them, or the first character that belongs to none."""
    found: list[Token] = []
    at = _skip_space(source, 0)
    while at < len(source):
        match = _TOKEN.match(source, at)
        if match is None:
            return _bad_character(source, at)
        kind, text = str(match.lastgroup), match[0]
        if kind in {"name", "wildcard"} and not _good_name(text.removesuffix(".*")):
            return fault("formula.bad_name", source, at, name=text)
        found.append(Token(kind, _SAME.get(text, text), at))
        at = match.end()
        if at < len(source) and source[at].isspace():
            at = _skip_space(source, at)
    return [*found, Token("end", "", len(source))]


def _skip_space(source: str, at: int) -> int:
    match = _SPACE.match(source, at)
    return match.end() if match else at


def _good_name(name: str) -> bool:
    """Dotted words; a double underscore never, so that no name looks like a Python internal."""
    return bool(_DOTTED.fullmatch(name)) and "__" not in name


def _bad_character(source: str, at: int) -> Problem:
    character = source[at]
    if character.isdigit():
        return fault("formula.bad_number", source, at, text=source[at : at + 20])
    similar = _MEANT.get(character)
    if similar:
        code = "formula.bad_character_similar"
        return fault(code, source, at, character=character, similar=similar)
    return fault("formula.bad_character", source, at, character=character)


def fault(code: str, source: str, at: int, **args: object) -> Problem:
    """A problem with the position (from 1) and an excerpt whose second line points at it."""
    texts = {name: str(value) for name, value in args.items()}
    return Problem(code, args={"position": str(at + 1), "excerpt": excerpt(source, at), **texts})


def excerpt(source: str, at: int) -> str:
    """The surroundings of a place in the formula and a caret below it."""
    start = max(0, at - _AROUND)
    shown = re.sub(r"\s", " ", source[start : at + _AROUND])
    return f"{shown}\n{' ' * (at - start)}^"
