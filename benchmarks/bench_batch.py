"""Many cases in one batch: the cost of a case from a hundred to ten thousand of them.

Each case is the worked steel plant with a figure of its own; of each verdict only the grade and
the headline are kept, as a roll-up does. Processor time, so that other work counts little; the
ratio tells whether a case costs the same in a large batch.

    python -m benchmarks.bench_batch [--most 10000]
"""

from __future__ import annotations

import argparse
import resource
import tempfile
import time
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

from desktop_app.app.case_file import read_case_file
from desktop_app.app.catalog import Catalog
from desktop_app.app.paths import find_paths
from desktop_app.core.data import Case
from desktop_app.core.evaluate import evaluate
from desktop_app.core.model import Model

CASE = "steel/cases/demo_2023.toml"


def cases(like: Case, count: int) -> Iterator[Case]:
    """Cases that differ from one another in one figure."""
    keys = [key for key, datum in like.data.items() if datum.value is not None]
    for number in range(count):
        key = keys[number % len(keys)]
        datum = like.data[key]
        value = (datum.value or Decimal(0)) * (1 + Decimal(number) / 10**6)
        yield replace(like, data={**like.data, key: replace(datum, value=value)})


def judged(model: Model, like: Case, count: int) -> float:
    """Milliseconds of the processor per case."""
    begun = time.process_time()
    grades: dict[str, int] = {}
    for case in cases(like, count):
        found = evaluate(model, case)
        grade = found.readiness.grade.id if found.readiness else ""
        grades[grade] = grades.get(grade, 0) + 1
    assert sum(grades.values()) == count
    return (time.process_time() - begun) / count * 1000


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--most", type=int, default=10_000)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as user:
        paths = find_paths(Path(user))
        read = read_case_file(paths.forms / CASE, Catalog(paths))
    assert read.model is not None
    assert read.case is not None
    judged(read.model, read.case, 20)
    first = 0.0
    for count in (100, 1000, 10_000):
        if count > given.most:
            break
        each = judged(read.model, read.case, count)
        first = first or each
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
        ratio = f"{each / first:.2f} of 100 cases' cost"
        print(f"{count:6} cases  {each:6.2f} ms each  {ratio}  {memory} MB at most")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
