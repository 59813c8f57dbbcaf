"""Which names of a formula really had a say in its value.

`first(a, b)` listens to the first known one only, `if` to the branch taken, and n.a. or blank
terms have no say; so a default factor does not taint a result that used a measured one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache

from desktop_app.core.expr import Expr
from desktop_app.core.expr.ast import Call, Name, Node, Wildcard, children
from desktop_app.core.expr.evaluate import Expand, Lookup, Scope, compile_node

Heard = Callable[[Scope], Iterable[str]]
"""The names a node listens to, in the order they appear."""


def used_names(expr: Expr, lookup: Lookup, expand: Expand) -> tuple[str, ...]:
    """The names whose values made the value of `expr`, in the order they appear."""
    found = dict.fromkeys(_heard(expr)(Scope(lookup, expand)))
    return tuple([name for name in found if lookup(name).known])


@lru_cache(maxsize=8192)
def always_heard(expr: Expr) -> tuple[frozenset[str], frozenset[str]] | None:
    """The names and wildcards of a formula that listens to all of them; None if it chooses."""
    return None if _chooses(expr.root) else (expr.names, expr.wildcards)


def _chooses(node: Node) -> bool:
    if isinstance(node, Call) and node.function in ("first", "if"):
        return True
    return any(_chooses(child) for child in children(node))


@lru_cache(maxsize=8192)
def _heard(expr: Expr) -> Heard:
    return _listen(expr.root)


def _listen(node: Node) -> Heard:
    match node:
        case Name(name):
            return lambda _: (name,)
        case Wildcard(pattern):
            return lambda scope: scope.expand(pattern)
        case Call("first", args):
            return _first_known(args)
        case Call("if", (condition, then, otherwise)):
            return _branch_taken(condition, then, otherwise)
        case _:
            return _all_of([_listen(child) for child in children(node)])


def _all_of(parts: Sequence[Heard]) -> Heard:
    return lambda scope: [name for part in parts for name in part(scope)]


def _first_known(args: Sequence[Node]) -> Heard:
    choices = [(compile_node(arg), _listen(arg)) for arg in args]
    _, last = choices[-1]

    def heard(scope: Scope) -> Iterable[str]:
        return next((names for run, names in choices if run(scope).known), last)(scope)

    return heard


def _branch_taken(condition: Node, then: Node, otherwise: Node) -> Heard:
    test = compile_node(condition)
    asked, yes, no = _listen(condition), _listen(then), _listen(otherwise)

    def heard(scope: Scope) -> Iterable[str]:
        return (*asked(scope), *(yes if test(scope).truth else no)(scope))

    return heard
