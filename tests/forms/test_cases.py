"""Worked examples are data: every case file of every pack is judged and compared.

A case file names where its numbers come from; its expectations were worked out by hand.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from desktop_app.app.case_file import read_case_file
from desktop_app.app.catalog import Catalog
from desktop_app.app.paths import find_paths
from desktop_app.app.worked_cases import differences
from desktop_app.core.evaluate import evaluate
from desktop_app.core.problems import has_errors

FORMS = Path(__file__).resolve().parents[2] / "forms"
FILES = sorted(FORMS.glob("*/cases/*.toml"))


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
    wrong = differences(read, evaluate(read.model, read.case))
    assert [one.sentence() for one in wrong] == []
