"""Formulas give what their place wants: a figure in its unit, a yes or no, an option."""

from __future__ import annotations

from collections.abc import Iterator

from desktop_app.core.checks.places import Placed, Wanted, formulas
from desktop_app.core.checks.references import extra_names, table_truths
from desktop_app.core.checks.scope import Scope, nearest
from desktop_app.core.dependencies import expand_wildcards
from desktop_app.core.expr.ast import Call, Kind, Logic, Name, Node, Text, Unary, children
from desktop_app.core.expr.check import infer
from desktop_app.core.expr.kinds import branches, kind_of
from desktop_app.core.formula_units import Expand, UnitOf, factor_to, unit_lookup
from desktop_app.core.pack import ItemKind, Pack
from desktop_app.core.problems import Problem
from desktop_app.core.units import UNITLESS_ONE, Unit, parse_unit


def check_formulas(scope: Scope) -> Iterator[Problem]:
    """Units and kinds of all formulas, and the units written at items and parameters."""
    yield from _declared_units(scope)
    unit_of = unit_lookup(scope.items, scope.quantities, scope.parameters)
    for placed in formulas(scope.pack):
        if _all_known(scope, placed) and isinstance(parse_unit(placed.unit), Unit):
            yield from _outcome(scope, placed, unit_of)
            yield from _inside(scope, placed, placed.formula.root)


def _declared_units(scope: Scope) -> Iterator[Problem]:
    for path, unit in dict.fromkeys(_units(scope.pack)):
        read = parse_unit(unit)
        if isinstance(read, Problem):
            yield scope.fault(read.code, f"{path}.unit", **read.args)


def _units(pack: Pack) -> Iterator[tuple[str, str]]:
    """Every unit written in the pack, each element once."""
    yield from ((f"item[{one.key}]", one.unit) for one in pack.items)
    yield from ((f"parameter[{one.key}]", one.unit) for one in pack.parameters)
    yield from ((f"quantity[{one.id}]", one.unit) for one in pack.quantities)
    for table in pack.assessments:
        for row in table.indicators:
            path = f"assessment[{table.id}].indicator[{row.id}]"
            yield from ((path, part.unit) for part in row.parts)
    if pack.readiness is not None:
        for sub in pack.readiness.sub_indices:
            yield from ((f"readiness.sub_index[{sub.id}].part", one.unit) for one in sub.parts)


def _all_known(scope: Scope, placed: Placed) -> bool:
    """Whether every name is declared; the others have been reported already."""
    extra = extra_names(scope, placed)
    return all(name in scope.names or name in extra for name in placed.formula.names)


def _expander(scope: Scope, placed: Placed) -> Expand:
    table = expand_wildcards(placed.formula.wildcards, scope.names, scope.repeated)
    return lambda pattern: table[pattern]


def _outcome(scope: Scope, placed: Placed, unit_of: UnitOf) -> Iterator[Problem]:
    """What a formula gives against what its place wants."""
    root = placed.formula.root
    truth = gives_truth(scope, root)
    wrong = _wrong_kind(scope, placed, truth=truth)
    if wrong:
        yield scope.fault(wrong, placed.path)
        return
    expand = _expander(scope, placed)
    faults: tuple[Problem, ...] = ()
    if truth or placed.wanted is Wanted.AMOUNT:
        found = infer(placed.formula, _units_known(scope, placed, unit_of), expand)
        faults = () if isinstance(found, Unit) or (truth and isinstance(root, Name)) else found
    elif placed.wanted not in (Wanted.CHOICE, Wanted.ANSWER):
        loose = placed.wanted is Wanted.LIMIT
        factor = factor_to(placed.formula, placed.unit, unit_of, expand, loose=loose)
        faults = factor if isinstance(factor, tuple) else ()
    for fault in faults:
        yield scope.fault(fault.code, placed.path, **fault.args)


def _wrong_kind(scope: Scope, placed: Placed, *, truth: bool) -> str:
    """The problem of a formula that gives another kind of value than wanted; "" when it fits.

    A derived figure without a unit may be a yes or no.
    """
    root = placed.formula.root
    if placed.wanted in (Wanted.CHOICE, Wanted.ANSWER):
        item = scope.items.get(root.name) if isinstance(root, Name) else None
        chosen = item is not None and item.kind is ItemKind.CHOICE
        return "" if chosen or (truth and placed.wanted is Wanted.ANSWER) else "pack.not_choice"
    if placed.wanted is Wanted.TRUTH:
        return "" if truth else "pack.not_truth"
    figure = placed.wanted is Wanted.FIGURE and not placed.unit
    return "pack.not_amount" if truth and not figure else ""


def _units_known(scope: Scope, placed: Placed, unit_of: UnitOf) -> UnitOf:
    """Units of names: points of axes are pure numbers, and so is what if() picks a truth from."""
    points = extra_names(scope, placed)
    picks = kind_of(placed.formula.root) is Kind.ANY

    def unit_known(name: str) -> Unit | None:
        plain = name in points or (picks and _is_truth(scope, name))
        return UNITLESS_ONE if plain else unit_of(name)

    return unit_known


def gives_truth(scope: Scope, node: Node) -> bool:
    """Whether a formula comes out as yes or no, through the names it stands on."""
    kind = kind_of(node)
    if kind is not Kind.ANY:
        return kind is Kind.TRUTH
    if isinstance(node, Call):
        return any(gives_truth(scope, branch) for branch in branches(node))
    return isinstance(node, Name) and _is_truth(scope, node.name)


def _is_truth(scope: Scope, name: str) -> bool:
    item = scope.items.get(name)
    if item is not None:
        return item.kind is ItemKind.YESNO
    quantity = scope.quantities.get(name)
    if quantity is None:
        return name in table_truths(scope)
    return kind_of(quantity.formula.root) is Kind.TRUTH


def _inside(scope: Scope, placed: Placed, node: Node) -> Iterator[Problem]:
    """Conditions that are no conditions, and options a choice does not have."""
    gates = extra_names(scope, placed)
    names = [one.name for one in _conditions(node) if isinstance(one, Name)]
    for name in names:
        if name not in gates and not _is_truth(scope, name):
            yield scope.fault("pack.name_not_truth", placed.path, name=name)
    match node:
        case Call("choice", (Name(asked), Text(option))):
            yield from _option(scope, placed, asked, option)
    for child in children(node):
        yield from _inside(scope, placed, child)


def _conditions(node: Node) -> tuple[Node, ...]:
    """The operands of a node that have to be yes or no."""
    if isinstance(node, Logic):
        return (node.left, node.right)
    if isinstance(node, Unary) and node.op == "not":
        return (node.operand,)
    if isinstance(node, Call):
        return node.args[:1] if node.function == "if" else _all_of(node)
    return ()


def _all_of(call: Call) -> tuple[Node, ...]:
    return call.args if call.function in ("any", "all") else ()


def _option(scope: Scope, placed: Placed, asked: str, option: str) -> Iterator[Problem]:
    item = scope.items.get(asked)
    if item is None or item.kind is not ItemKind.CHOICE:
        yield scope.fault("pack.name_not_choice", placed.path, name=asked)
    elif all(option != one.id for one in item.options):
        choices = {one.id: one for one in item.options}
        yield scope.fault(
            "pack.option_unknown", placed.path, name=asked, option=option,
            suggestion=nearest(option, choices), choices="、".join(choices),
        )  # fmt: skip
