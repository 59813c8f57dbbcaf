"""Formulas as text: the source again, for people with labels, and with numbers filled in."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Final, NamedTuple

from desktop_app.core.expr.ast import (
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
    strength,
)
from desktop_app.core.numbers import plain

Label = Callable[[str], str]
OptionLabel = Callable[[str, str], str]

WORDS: Final[Mapping[str, str]] = {
    "and": "且",
    "or": "或",
    "not": "非",
    "sum": "合计",
    "mean": "平均",
    "count": "已填个数",
    "any": "任一满足",
    "all": "全部满足",
    "min": "取小",
    "max": "取大",
    "largest": "第 {place} 大",
    "abs": "绝对值",
    "sqrt": "√",
    "power": "{base} 的 {exponent} 次方",
    "ratio": "{part} ÷ {whole}",
    "round": "修约到 {places} 位小数",
    "between": "{low} ≤ {value} ≤ {high}",
    "if": "若 {condition} 则 {then} 否则 {otherwise}",
    "first": "首个已填",
    "given": "已填",
    "choice": "{name} 为“{option}”",
}
"""The words a formula is shown with; pass a translated copy to show it in another language."""


class _Style(NamedTuple):
    """How the parts of a formula are written."""

    name: Label
    signs: Mapping[str, str]
    literal: Callable[[Literal], str]
    call: Callable[[Call, list[str]], str]
    power: str = "{base} ^ {exponent}"


def as_source(node: Node) -> str:
    """The formula text of a tree; parsing it gives the same tree."""
    return _write(node, _SOURCE)


def show(
    expr: Expr,
    label: Label,
    option: OptionLabel = lambda _, option: option,
    words: Mapping[str, str] = WORDS,
) -> str:
    """The formula for people: names as labels, × ÷ ≤, functions in words.

    `label` is asked for names and for wildcards ("ce.*"), `option` for the label of an option
    of a name.
    """
    return _write(expr.root, _style(label, label, option, words))


def show_numbers(
    expr: Expr,
    number: Label,
    option: OptionLabel = lambda _, option: option,
    words: Mapping[str, str] = WORDS,
    expand: Callable[[str], Sequence[str]] = lambda pattern: (pattern,),
) -> str:
    """The formula with `number(name)` in the place of every name; negative ones in brackets.

    With `expand`, a wildcard shows the number of every name it stands for.
    """

    def filled(name: str) -> str:
        names = expand(name) if name.endswith(".*") else (name,)
        return ", ".join(_guarded(number(each)) for each in names)

    return _write(expr.root, _style(filled, number, option, words))


def _guarded(text: str) -> str:
    return f"({text})" if text[:1] in {"-", "−"} else text


def _write(node: Node, style: _Style) -> str:
    match node:
        case Literal():
            return style.literal(node)
        case Text(text):
            return f'"{text}"'
        case Name(name) | Wildcard(name):
            return style.name(name)
        case Call(_, args):
            return style.call(node, [_write(arg, style) for arg in args])
        case _:
            return _operation(node, style)


def _operation(node: Unary | Binary | Compare | Logic, style: _Style) -> str:
    match node:
        case Unary(op, operand):
            sign = "-" if op == "-" else f"{style.signs[op]} "
            return sign + _inside(operand, strength(node), style)
        case Binary("^", left, Literal(exponent)):
            base = _inside(left, STRENGTH["^"] + 1, style)
            return style.power.format(base=base, exponent=int(exponent))
        case _:
            # Equals group from the left; comparisons do not group at all.
            grouping = isinstance(node, Compare)
            before = _inside(node.left, STRENGTH[node.op] + grouping, style)
            after = _inside(node.right, STRENGTH[node.op] + 1, style)
            return f"{before} {style.signs[node.op]} {after}"


def _inside(node: Node, floor: int, style: _Style) -> str:
    """An operand, in brackets where it binds less tightly than `floor` or two minus signs meet."""
    text = _write(node, style)
    doubled = isinstance(node, Unary) and node.op == "-" and floor >= STRENGTH["+"]
    return f"({text})" if strength(node) < floor or doubled else text


_SOURCE: Final = _Style(
    name=str,
    signs={sign: sign for sign in STRENGTH},
    literal=lambda node: f"{node.value:f}",
    call=lambda node, args: f"{node.function}({', '.join(args)})",
)


def _style(label: Label, mention: Label, option: OptionLabel, words: Mapping[str, str]) -> _Style:
    signs = {"+": "+", "-": "-", "*": "×", "/": "÷", "<": "<", ">": ">"}
    signs |= {"<=": "≤", ">=": "≥", "==": "=", "!=": "≠"}
    signs |= {word: words[word] for word in ("and", "or", "not")}

    def call(node: Call, args: list[str]) -> str:
        return _call_in_words(node, args, mention, option, words)

    return _Style(label, signs, lambda node: plain(node.value), call, "{base}^{exponent}")


def _call_in_words(
    node: Call, args: list[str], mention: Label, option: OptionLabel, words: Mapping[str, str]
) -> str:
    word = words[node.function]
    match node.function, node.args:
        case "choice", (Name(name), Text(chosen)):
            return word.format(name=mention(name), option=option(name, chosen))
        case "between", _:
            inside = word.format(value=args[0], low=args[1], high=args[2])
            return f"({inside})"
        case "if", _:
            inside = word.format(condition=args[0], then=args[1], otherwise=args[2])
            return f"({inside})"
        case "power", _:
            inside = word.format(base=args[0], exponent=args[1])
            return f"({inside})"
        case "ratio", (part, whole):
            floor = STRENGTH["/"]
            before = args[0] if strength(part) >= floor else f"({args[0]})"
            after = args[1] if strength(whole) > floor else f"({args[1]})"
            return f"({word.format(part=before, whole=after)})"
        case "largest", _:
            return f"{word.format(place=args[0])}({', '.join(args[1:])})"
        case "round", _:
            return f"{word.format(places=args[1])}({args[0]})"
        case _:
            return f"{word}({', '.join(args)})"
