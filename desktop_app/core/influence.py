"""Which names of a formula really had a say in its value.

`first(a, b)` listens to the first known one only, `if` to the branch taken, and n.a. or blank
terms have no say; so a default factor does not taint a result that used a measured one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from desktop_app.core.expr import Expr
from desktop_app.core.expr.ast import Call, Name, Node, Wildcard, children
from desktop_app.core.expr.evaluate import evaluate_node
from desktop_app.core.value import Value

Lookup = Callable[[str], Value]
Expand = Callable[[str], Sequence[str]]


def used_names(expr: Expr, lookup: Lookup, expand: Expand) -> tuple[str, ...]:
    """The names whose values made the value of `expr`, in the order they appear."""
    found = dict.fromkeys(_walk(expr.root, lookup, expand))
    return tuple(name for name in found if lookup(name).known)


def _walk(node: Node, lookup: Lookup, expand: Expand) -> Iterable[str]:
    match node:
        case Name(name):
            return (name,)
        case Wildcard(pattern):
            return expand(pattern)
        case Call("first", args):
            return _walk(_first_known(args, lookup, expand), lookup, expand)
        case Call("if", (condition, then, otherwise)):
            test = evaluate_node(condition, lookup, expand)
            taken = then if test.truth else otherwise
            return (*_walk(condition, lookup, expand), *_walk(taken, lookup, expand))
        case _:
            return tuple(name for child in children(node) for name in _walk(child, lookup, expand))


def _first_known(args: Sequence[Node], lookup: Lookup, expand: Expand) -> Node:
    for arg in args:
        if evaluate_node(arg, lookup, expand).known:
            return arg
    return args[-1]
