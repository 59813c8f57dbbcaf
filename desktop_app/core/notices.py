"""What to tell about the data and numbers an evaluation rests on, beside the results themselves."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from desktop_app.core.influence import used_names
from desktop_app.core.problems import Problem
from desktop_app.core.result import Kind, Result, Status, waited_for
from desktop_app.core.workings import Workings


def notices(work: Workings, results: Mapping[str, Result]) -> tuple[Problem, ...]:
    """Notices of the packs, of the data read, and of parameters that results lack or carry over."""
    of_data = [found for read in work.inputs.values() if read.problems for found in read.problems]
    return (*work.model.notices, *of_data, *_of_parameters(work, results))


def _of_parameters(work: Workings, results: Mapping[str, Result]) -> Iterator[Problem]:
    """Those without a value that somebody waits for, and those carried over that had a say."""
    waiting = waited_for(results.values())
    for name, found in work.model.parameter_notices.items():
        if name not in work.model.parameters:
            if name in waiting:
                yield from found
        elif any(_leans_on(work, one, name) for one in _results_reading(work, results, name)):
            yield from found


def _results_reading(work: Workings, results: Mapping[str, Result], name: str) -> Iterable[Result]:
    """The results that read a name directly; those of rows and figures that repeat, all of them."""
    for reader in work.model.dependents.get(name, ()):
        if reader in results:
            yield results[reader]
        else:
            yield from (one for full, one in results.items() if full.startswith(f"{reader}["))


def _leans_on(work: Workings, result: Result, name: str) -> bool:
    """Whether the value of a result was made with the parameter `name`."""
    if result.status in (Status.BLANK, Status.NA, Status.INVALID):
        return False
    quantity = work.model.quantity(result.id.partition("[")[0])
    if result.kind is not Kind.QUANTITY or quantity is None:
        return True
    scope = work.scope(result.record)
    return name in used_names(quantity.formula, scope.lookup, scope.expand)
