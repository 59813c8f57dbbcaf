"""What a pack asks of a method: options it knows, a scale of so many levels."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal, InvalidOperation
from typing import Final

from desktop_app.core.checks.scope import Scope, nearest
from desktop_app.core.methods import METHODS, Method
from desktop_app.core.methods.options import Option
from desktop_app.core.pack import Assessment, ItemKind, Limb
from desktop_app.core.problems import Problem

DUTIES: Final = "duties."
"""How the methods begin that tell duties, targets and directions of a plan apart."""


def check_options(scope: Scope) -> Iterator[Problem]:
    """The options and the scale of every table of the pack."""
    for table in scope.pack.assessments:
        method = METHODS[table.method]
        yield from _levels(scope, table, method)
        yield from _words(scope, table, method)
        yield from _unknown(scope, table, method)
        for name, option in method.options.items():
            path = f"assessment[{table.id}].options.{name}"
            value = table.options.get(name)
            if value is not None:
                yield from _value(scope, path, name, value, option)
            elif option.required:
                yield scope.fault("pack.option_missing", path, name=name, method=table.method)
        yield from _weights(scope, table)


def _levels(scope: Scope, table: Assessment, method: Method) -> Iterator[Problem]:
    scale = scope.scales.get(table.scale)
    if scale is not None and method.levels not in (None, len(scale.levels)):
        yield scope.fault(
            "pack.method_levels",
            f"assessment[{table.id}].scale",
            method=table.method,
            scale=scale.id,
            count=len(scale.levels),
            expected=method.levels,
        )


def _words(scope: Scope, table: Assessment, method: Method) -> Iterator[Problem]:
    """Groups and marks that a method knows the meaning of."""
    path = f"assessment[{table.id}]"
    if table.limb is Limb.POLICY and not table.method.startswith(DUTIES):
        yield scope.fault("pack.policy_method", f"{path}.method", method=table.method)
    for group in table.groups if method.groups else ():
        if group.id not in method.groups:
            listed = "、".join(method.groups)
            yield scope.fault(
                "pack.method_group", f"{path}.group[{group.id}]",
                name=group.id, method=table.method, choices=listed,
            )  # fmt: skip
    scale = scope.scales.get(table.scale)
    lacking = [mark for mark in method.marks if scale is not None and scale.level(mark) is None]
    if lacking:
        yield scope.fault(
            "pack.method_marks", f"{path}.scale",
            scale=table.scale, method=table.method, choices="、".join(lacking),
        )  # fmt: skip


def _unknown(scope: Scope, table: Assessment, method: Method) -> Iterator[Problem]:
    for name in table.options:
        if name not in method.options:
            path = f"assessment[{table.id}].options.{name}"
            listed = "、".join(method.options)
            yield scope.fault(
                "pack.table_option_unknown", path, name=name, method=table.method,
                suggestion=nearest(name, method.options), choices=listed,
            )  # fmt: skip


def _value(scope: Scope, path: str, name: str, value: str, option: Option) -> Iterator[Problem]:
    if option.kind == "item":
        item = scope.items.get(value)
        if item is None or item.kind is not ItemKind.YESNO or item.record:
            near = nearest(value, scope.items)
            yield scope.fault("pack.option_item", path, name=name, value=value, suggestion=near)
    elif option.kind == "source":
        if value not in scope.sources:
            near = nearest(value, scope.sources)
            yield scope.fault("pack.option_source", path, name=name, value=value, suggestion=near)
    elif option.kind == "number":
        number = number_of(value)
        if number is None or not option.low <= number <= option.high:
            span = f"{option.low} — {option.high}"
            yield scope.fault("pack.option_value", path, name=name, value=value, choices=span)
    elif option.kind == "words" and value not in option.words:
        listed = "、".join(option.words)
        yield scope.fault("pack.option_value", path, name=name, value=value, choices=listed)


def number_of(text: str) -> Decimal | None:
    """The number an option is, when it is one."""
    try:
        found = Decimal(text)
    except InvalidOperation:
        return None
    return found if found.is_finite() else None


def _weights(scope: Scope, table: Assessment) -> Iterator[Problem]:
    """A table that says its weights are missing may not have them all."""
    groups = all(group.weight is not None for group in table.groups)
    rows = all(row.weight is not None or row.pool_weight is not None for row in table.indicators)
    if "weights" in table.options and groups and rows:
        yield scope.fault("pack.option_weights", f"assessment[{table.id}].options.weights")
