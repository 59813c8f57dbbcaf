"""Dates that run backwards, and parameters that cannot be told apart."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from desktop_app.core.checks.scope import Scope
from desktop_app.core.pack import Parameter
from desktop_app.core.problems import Problem

Span = tuple[str, date | None, date | None]


def check_dates(scope: Scope) -> Iterator[Problem]:
    """Every stretch of time in the pack, and parameters valid at the same time."""
    for path, start, end in _spans(scope):
        if start is not None and end is not None and start > end:
            yield scope.fault("pack.dates_order", path, start=start, end=end)
    for source in scope.pack.sources:
        early = source.issued is not None and source.effective is not None
        if early and source.issued > source.effective:  # type: ignore[operator]
            yield scope.fault(
                "pack.effective_early",
                f"source[{source.id}].effective",
                start=source.issued,
                end=source.effective,
            )
    yield from _alike(scope)
    yield from _units_differ(scope)


def _spans(scope: Scope) -> Iterator[Span]:
    for parameter in scope.pack.parameters:
        yield f"parameter[{parameter.key}].valid_to", parameter.valid_from, parameter.valid_to
    for binding in scope.pack.bindings:
        yield f"binding[{binding.family}].valid_to", binding.valid_from, binding.valid_to
    for table in scope.pack.assessments:
        path = f"assessment[{table.id}]"
        yield f"{path}.valid_to", table.valid_from, table.valid_to
        for row in table.indicators:
            place = f"{path}.indicator[{row.id}]"
            yield f"{place}.valid_to", row.valid_from, row.valid_to
            yield f"{place}.deadline", row.valid_from, row.deadline


def _applies_to(parameter: Parameter) -> tuple[object, ...]:
    return (
        parameter.key,
        parameter.family,
        parameter.member,
        parameter.area,
        parameter.valid_from,
        parameter.valid_to,
    )


def _alike(scope: Scope) -> Iterator[Problem]:
    seen: set[tuple[object, ...]] = set()
    for parameter in scope.pack.parameters:
        mark = _applies_to(parameter)
        if mark in seen:
            path = f"parameter[{parameter.key}]"
            yield scope.fault("pack.duplicate_parameter", path, key=parameter.key)
        seen.add(mark)


def _units_differ(scope: Scope) -> Iterator[Problem]:
    """All values of a parameter must be in one unit: formulas know only its name."""
    units: dict[str, str] = {}
    for pack in scope.packs:
        for parameter in pack.parameters:
            first = units.setdefault(parameter.key, parameter.unit)
            if parameter.unit != first and pack is scope.pack:
                yield scope.fault(
                    "pack.parameter_unit", f"parameter[{parameter.key}].unit",
                    key=parameter.key, first=first, second=parameter.unit,
                )  # fmt: skip
