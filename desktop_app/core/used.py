"""Which figures had a say in what is told, so that a report need not list those that had none.

The factor of a fuel that is not burnt is worked out like any other, and nobody reads it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from desktop_app.core.evaluate import Evaluation
from desktop_app.core.result import Kind, Result, Status, Trace
from desktop_app.core.workings import split_name

TRACE_DEPTH = 2
"""How deep the traces must go: a row names its inputs below the step that reads them."""


def names_with_a_say(evaluation: Evaluation, traces: Mapping[str, Trace]) -> frozenset[str]:
    """Results, items and parameters that are told or that something told was made with.

    Told are headlines, tables, gates and scores, and figures that nothing else reads: they are
    there for their own sake. Nothing had a say in what is blank or n.a. `traces` are those of
    all results, `TRACE_DEPTH` deep.
    """
    waiting = [one.id for one in evaluation.results.values() if _is_told(evaluation, one)]
    found = set(waiting)
    while waiting:
        trace = traces.get(waiting.pop())
        below = set(_heard(trace)) - found if trace else set()
        found |= below
        waiting.extend(below)
    return frozenset(found)


def _is_told(evaluation: Evaluation, result: Result) -> bool:
    if result.headline or result.kind is not Kind.QUANTITY:
        return True
    return not evaluation.model.dependents.get(split_name(result.id)[0])


def _heard(trace: Trace) -> Iterator[str]:
    """The ids below a node, as far as there is a value they made."""
    if trace.status not in (Status.BLANK, Status.NA):
        for child in trace.children:
            yield child.id
            yield from _heard(child)
