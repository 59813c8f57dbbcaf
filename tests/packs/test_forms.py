"""The packs that come with the program: free of errors, and mergeable for every year in use."""

from __future__ import annotations

from pathlib import Path

import pytest

from desktop_app.core.model import build_model
from desktop_app.core.pack import Pack
from desktop_app.core.problems import Severity
from desktop_app.packs.checking import check_library
from desktop_app.packs.read import Library, pack_folders, read_library

FORMS = Path(__file__).resolve().parents[2] / "forms"
INDUSTRIES = [folder.name for folder in pack_folders(FORMS)]


@pytest.fixture(scope="module")
def library() -> Library:
    return read_library(pack_folders(FORMS))


def test_all_packs_are_read(library: Library) -> None:
    assert set(library.packs) == set(INDUSTRIES)
    assert {"general", "readiness"} <= set(library.packs)


def test_no_pack_has_an_error(library: Library) -> None:
    found = check_library(library)
    assert [one.sentence() for one in found if one.severity is Severity.ERROR] == []


@pytest.mark.parametrize("pack_id", INDUSTRIES)
@pytest.mark.parametrize("year", [2020, 2022, 2023, 2024, 2026])
def test_packs_merge_for_every_year(library: Library, pack_id: str, year: int) -> None:
    ids = dict.fromkeys(("general", pack_id, "readiness"))
    packs: list[Pack] = [library.packs[one] for one in ids]
    built = build_model(packs, year, "520100", "C3130")
    assert built.problems == ()
    assert built.model is not None
    assert set(built.model.quantity_by_id) == {
        quantity.id for pack in packs for quantity in pack.quantities
    }
