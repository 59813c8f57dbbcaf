"""What an open case takes from the same enterprise's case of the year before."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from desktop_app.core.carried import carried_items
from desktop_app.core.data import Case
from desktop_app.core.evaluate import Evaluation
from desktop_app.core.model import Model
from desktop_app.core.problems import Problem
from desktop_app.store.library import Library


def case_before(library: Library, case_id: str) -> Case | None:
    """The case of the year before; None without one, or when it cannot be read."""
    found = library.attempt(lambda one: one.year_before(case_id))
    if found is None or isinstance(found, Problem):
        return None
    case = library.try_load(found)
    return None if isinstance(case, Problem) else case


def with_last_year(model: Model, case: Case, last: Callable[[], Evaluation | None]) -> Case:
    """The case with what unanswered items take over from the year before, judged by `last`."""
    if not any(item.carry for item in model.items.values()):
        return case
    before = last()
    return case if before is None else replace(case, carried=carried_items(model, before))
