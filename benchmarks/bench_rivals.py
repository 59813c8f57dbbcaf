"""One edit and a whole case, against the same model recalculated as a workbook by others.

The workbook is our own export of the case, with live formulas. Rivals: LibreOffice, opening the
file and recalculating it once it is open (needs soffice and Debian's python3-uno), and the Python
package `formulas` (needs an interpreter that has it: --formulas-python). A rival that is not there
is said to be missing. Wall-clock medians of one run, all on the same machine.

    python -m benchmarks.bench_rivals [--formulas-python PATH] [--formulas-seconds 600]
"""

from __future__ import annotations

import argparse
import json
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

from desktop_app.app.case_file import read_case_file
from desktop_app.app.catalog import Catalog
from desktop_app.app.paths import find_paths
from desktop_app.app.reporting import Made, MadeOf, make_workbook
from desktop_app.core.changes import Changes
from desktop_app.core.data import Case
from desktop_app.core.evaluate import Evaluation, changed_results, evaluate, reevaluate

CASE = "steel/cases/demo_2023.toml"
OFFICE = Path(__file__).with_name("office_recalculation.py")
SYSTEM_PYTHON = "/usr/bin/python3"
RUNS = 60

FORMULAS = """
import json, sys, time, formulas
model = formulas.ExcelModel().loads(sys.argv[1]).finish()
begun = time.perf_counter()
model.calculate()
print(json.dumps({"recalculate": (time.perf_counter() - begun) * 1000}))
"""


def median_ms(works: list[Callable[[], object]]) -> float:
    """The median time of doing each, in milliseconds."""
    times = []
    for work in works:
        begun = time.perf_counter()
        work()
        times.append(time.perf_counter() - begun)
    return statistics.median(times) * 1000


def edits(before: Evaluation) -> list[Callable[[], object]]:
    """Typing each figure anew, up to knowing which results changed."""

    def edit(case: Case, changes: Changes) -> Callable[[], object]:
        return lambda: changed_results(before, reevaluate(before, case, changes))

    found = []
    for key, datum in before.case.data.items():
        if datum.value is not None:
            typed = replace(datum, value=datum.value * Decimal("1.01"))
            case = replace(before.case, data={**before.case.data, key: typed})
            found.append(edit(case, Changes("", frozenset({key}))))
    return found


def office(workbook: Path, folder: Path) -> dict[str, float] | None:
    """How long LibreOffice takes to open and to recalculate; None without it."""
    has_uno = [SYSTEM_PYTHON, "-c", "import uno"]
    if (
        not shutil.which("soffice")
        or subprocess.run(has_uno, capture_output=True, check=False).returncode
    ):
        return None
    command = [SYSTEM_PYTHON, str(OFFICE), str(workbook), str(folder / "profile")]
    done = subprocess.run(command, capture_output=True, text=True, timeout=300, check=False)
    return dict(json.loads(done.stdout)) if done.returncode == 0 else None


def formulas(python: str, workbook: Path, seconds: int) -> float | str:
    """How long the `formulas` package takes, or why it cannot be told."""
    if not python:
        return "not asked for (--formulas-python)"
    command = [python, "-c", FORMULAS, str(workbook)]
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=seconds, check=False)
    except subprocess.TimeoutExpired:
        return f"not done after {seconds} s"
    if done.returncode:
        return (done.stderr.strip().splitlines() or ["failed"])[-1]
    return float(json.loads(done.stdout.splitlines()[-1])["recalculate"])


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--formulas-python", default="")
    parser.add_argument("--formulas-seconds", type=int, default=600)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        paths = find_paths(folder / "user")
        read = read_case_file(paths.forms / CASE, Catalog(paths))
        assert read.model is not None
        assert read.case is not None
        model, case = read.model, read.case
        before = evaluate(model, case)
        full = median_ms([lambda: evaluate(model, case)] * RUNS)
        edit = median_ms(edits(before))
        workbook = folder / "workbook.xlsx"
        made = make_workbook(MadeOf(paths, before, "2026-11-30"), workbook)
        assert isinstance(made, Made), made
        print(f"{CASE}: {len(case.data)} data, {len(before.results)} results")
        print(f"one edit {edit:.2f} ms, whole case {full:.2f} ms")
        found = office(workbook, folder)
        if found is None:
            print("LibreOffice: not here, or without uno", file=sys.stderr)
        else:
            opening, again = found["open"], found["recalculate"]
            print(f"LibreOffice opens the workbook in {opening:.0f} ms: {opening / edit:.0f} edits")
            print(f"LibreOffice recalculates it open in {again:.1f} ms: {again / edit:.1f} edits")
        told = formulas(given.formulas_python, workbook, given.formulas_seconds)
        if isinstance(told, str):
            print(f"formulas: {told}")
        else:
            print(f"formulas recalculates it in {told:.0f} ms: {told / edit:.0f} edits")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
