"""Which names of a formula really had a say in its value.

`first(a, b)` listens to the first known one only, `if` to the branch taken, and n.a. or blank
terms have no say; so a default factor does not taint a result that used a measured one. Nothing
times a factor is nothing whatever the factor is.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache, partial

from desktop_app.core.expr import Expr
from desktop_app.core.expr.ast import Binary, Call, Name, Node, Wildcard, children
from desktop_app.core.expr.evaluate import Expand, Lookup, Scope, compile_node
from desktop_app.core.value import Value, ValueState

Heard = Callable[[Scope], Iterable[str]]
"""The names a node listens to, in the order they appear."""

Listen = Callable[[Node], Heard]


def used_names(expr: Expr, lookup: Lookup, expand: Expand) -> tuple[str, ...]:
    """The names whose values made the value of `expr`, in the order they appear."""
    found = dict.fromkeys(_heard(expr)(Scope(lookup, expand)))
    return tuple([name for name in found if lookup(name).known])


def names_of_zero(expr: Expr, lookup: Lookup, expand: Expand) -> tuple[str, ...]:
    """The names that make the value of `expr` zero: not the factors of what is zero already."""
    found = dict.fromkeys(_heard_of_zero(expr)(Scope(lookup, expand)))
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


@lru_cache(maxsize=1024)
def _heard_of_zero(expr: Expr) -> Heard:
    return _listen(expr.root, zeros=True)


def _listen(node: Node, *, zeros: bool = False) -> Heard:
    """What a node listens to; with `zeros`, a product that is zero only to the zero in it."""
    listen = partial(_listen, zeros=zeros)
    match node:
        case Name(name):
            return lambda _: (name,)
        case Wildcard(pattern):
            return lambda scope: scope.expand(pattern)
        case Call("first", args):
            return _first_known(args, listen)
        case Call("if", (condition, then, otherwise)):
            return _branch_taken(condition, then, otherwise, listen)
        case Binary("*", left, right) if zeros:
            return _zero_of((left, right), listen)
        case Binary("/", left, right) if zeros:
            return _zero_of((left,), listen, right)
        case _:
            return _all_of([listen(child) for child in children(node)])


def _all_of(parts: Sequence[Heard]) -> Heard:
    return lambda scope: [name for part in parts for name in part(scope)]


def _zero_of(factors: Sequence[Node], listen: Listen, divisor: Node | None = None) -> Heard:
    """The first of the factors that is zero and not partly open; all parts where none is."""
    choices = [(compile_node(factor), listen(factor)) for factor in factors]
    below = [listen(divisor)] if divisor is not None else []
    whole = _all_of([*(names for _run, names in choices), *below])

    def heard(scope: Scope) -> Iterable[str]:
        return next((names for run, names in choices if is_zero(run(scope))), whole)(scope)

    return heard


def is_zero(value: Value) -> bool:
    """Whether a value is zero and no blank can make it anything else."""
    return value.number == 0 and value.state in (ValueState.GIVEN, ValueState.ESTIMATED)


def _first_known(args: Sequence[Node], listen: Listen) -> Heard:
    choices = [(compile_node(arg), listen(arg)) for arg in args]
    _, last = choices[-1]

    def heard(scope: Scope) -> Iterable[str]:
        return next((names for run, names in choices if run(scope).known), last)(scope)

    return heard


def _branch_taken(condition: Node, then: Node, otherwise: Node, listen: Listen) -> Heard:
    test = compile_node(condition)
    asked, yes, no = listen(condition), listen(then), listen(otherwise)

    def heard(scope: Scope) -> Iterable[str]:
        return (*asked(scope), *(yes if test(scope).truth else no)(scope))

    return heard
