"""Worked examples are data: every case file of every pack is judged and compared.

A case file names where its numbers come from; its expectations were worked out by hand.
"""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from desktop_app.app.case_file import read_case_file
from desktop_app.app.catalog import Catalog
from desktop_app.app.paths import find_paths
from desktop_app.core.evaluate import evaluate
from desktop_app.core.problems import has_errors
from desktop_app.core.result import Result

FORMS = Path(__file__).resolve().parents[2] / "forms"
FILES = sorted(FORMS.glob("*/cases/*.toml"))
FIELDS = {"level", "level_low", "level_high", "unit"}
NUMBERS = {"value", "low", "high"}


@pytest.fixture(scope="module")
def catalog(tmp_path_factory: pytest.TempPathFactory) -> Catalog:
    return Catalog(find_paths(tmp_path_factory.mktemp("user")))


def test_every_pack_has_a_worked_example() -> None:
    packs = {path.parent.name for path in FORMS.glob("*/pack.toml")}
    packs |= {path.parent.name for path in FORMS.glob("*/00_pack.toml")}
    assert packs <= {path.parent.parent.name for path in FILES}


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.parent.name}-{path.stem}")
def test_worked_example(path: Path, catalog: Catalog) -> None:
    read = read_case_file(path, catalog)
    assert not has_errors(read.problems), [p.sentence() for p in read.problems]
    assert read.case is not None
    assert read.model is not None
    assert read.source, "a worked example says where its numbers come from"
    results = evaluate(read.model, read.case).results
    assert read.expect, "a worked example expects something"
    wrong = [
        f"{row['id']}.{field}: expected {expected}, got {_got(results[row['id']], field)}"
        for row in read.expect
        for field, expected in row.items()
        if field != "id" and not _same(results[row["id"]], field, expected)
    ]
    assert not wrong


def _got(result: Result, field: str) -> object:
    if field == "state":
        return result.status.value
    if field in {"Y1", "Y2", "Y3"}:
        return result.figures.values[field] if result.figures else None
    if field.startswith("best_") and result.figures:
        return result.figures.best[field.removeprefix("best_")]
    return getattr(result, field)


def _same(result: Result, field: str, expected: object) -> bool:
    got = _got(result, field)
    if isinstance(got, Decimal):
        return got == Decimal(str(expected)) or _close(got, Decimal(str(expected)))
    return bool(got == expected)


def _close(got: Decimal, expected: Decimal) -> bool:
    """Hand-worked figures are given to some digits; the last one may be rounded."""
    exponent = expected.as_tuple().exponent
    step = Decimal(1).scaleb(int(exponent)) if isinstance(exponent, int) else Decimal(0)
    return abs(got - expected) <= step / 2
