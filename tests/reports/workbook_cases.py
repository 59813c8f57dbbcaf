"""Cases the workbook is tested with: the worked examples of all packs."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from desktop_app.app.case_file import CaseFile, read_case_file
from desktop_app.app.catalog import Catalog
from desktop_app.app.paths import find_paths
from desktop_app.core.evaluate import Evaluation, evaluate

FORMS = Path(__file__).resolve().parents[2] / "forms"
CASES = sorted(FORMS.glob("*/cases/*.toml"))


@cache
def catalog() -> Catalog:
    return Catalog(find_paths(FORMS / "no-packs-of-the-user"))


def read(path: Path) -> CaseFile:
    found = read_case_file(path, catalog())
    assert found.case is not None, [one.sentence() for one in found.problems]
    assert found.model is not None
    return found


def judged(path: Path) -> Evaluation:
    found = read(path)
    assert found.case is not None
    assert found.model is not None
    return evaluate(found.model, found.case)
