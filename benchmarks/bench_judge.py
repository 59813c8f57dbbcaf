"""Judging a worked steel case: in full, after one edit, and a thousand cases in a row.

Edits are one after the other all figures of the case, each typed anew. Times are those of the
processor, so that what else the machine does counts little.

    python -m benchmarks.bench_judge [--runs 30] [--cases 1000]
"""

from __future__ import annotations

import argparse
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

from desktop_app.app.case_file import read_case_file
from desktop_app.app.catalog import Catalog
from desktop_app.app.paths import find_paths
from desktop_app.core.changes import Changes
from desktop_app.core.data import Case, Key
from desktop_app.core.evaluate import Evaluation, changed_results, evaluate, reevaluate
from desktop_app.core.model import Model

CASE = "steel/cases/demo_2023.toml"


def measured(work: Callable[[], object]) -> float:
    """How long something takes, in milliseconds."""
    begun = time.process_time()
    work()
    return (time.process_time() - begun) * 1000


def typed_anew(case: Case) -> Iterator[tuple[Key, Case]]:
    """The case with each of its figures made a little larger."""
    for key, datum in case.data.items():
        if datum.value is not None:
            larger = replace(datum, value=datum.value * Decimal("1.01"))
            yield key, replace(case, data={**case.data, key: larger})


def one_edit(before: Evaluation, key: Key, case: Case) -> float:
    """Judging an edit, up to knowing which results it changed."""
    changes = Changes("", frozenset({key}))
    return measured(lambda: changed_results(before, reevaluate(before, case, changes)))


def in_a_row(model: Model, case: Case, count: int) -> float:
    """The time per case of judging many, each with a figure of its own."""
    variants = [variant for _key, variant in typed_anew(case)]
    cases = [variants[number % len(variants)] for number in range(count)]
    return measured(lambda: [evaluate(model, one) for one in cases]) / count


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=30)
    parser.add_argument("--cases", type=int, default=1000)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as user:
        paths = find_paths(Path(user))
        read = read_case_file(paths.forms / CASE, Catalog(paths))
    if read.model is None or read.case is None:
        print("\n".join(found.sentence() for found in read.problems), file=sys.stderr)
        return 1
    model, case = read.model, read.case
    before = evaluate(model, case)
    full = statistics.median(measured(lambda: evaluate(model, case)) for _ in range(given.runs))
    edits = [one_edit(before, key, variant) for key, variant in typed_anew(case)]
    edit, slowest = statistics.median(edits), max(edits)
    print(f"{CASE}: {len(case.data)} data, {len(before.results)} results")
    print(f"in full      {full:7.2f} ms")
    print(f"one edit     {edit:7.2f} ms, slowest of {len(edits)}: {slowest:.2f} ms")
    print(f"edit : full  {edit / full:7.3f}")
    print(
        f"in a row     {in_a_row(model, case, given.cases):7.2f} ms per case, {given.cases} cases"
    )
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
