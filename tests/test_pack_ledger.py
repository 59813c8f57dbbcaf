"""The ledger of the packs: no number, confidence or source moves without a line that shows it."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from pathlib import Path

import pytest

from desktop_app.core.pack import Confidence
from desktop_app.packs.read import pack_folders, read_library
from installer.ledger import LEDGER, ledger, lines_of

ROOT = Path(__file__).resolve().parents[1]
PACKS = read_library(pack_folders(ROOT / "forms")).packs


def entries_of(text: str) -> dict[str, list[str]]:
    return tomllib.loads(text)


@pytest.mark.parametrize("name", sorted(PACKS))
def test_the_ledger_is_that_of_the_pack(name: str) -> None:
    """After a change of packs: python3 dev.py ledger, and look at what it changed."""
    path = LEDGER / f"{name}.toml"
    kept = entries_of(path.read_text(encoding="utf-8")) if path.exists() else {}
    now = entries_of(lines_of(PACKS[name]))
    moved = [
        f"{entry}: {kept.get(entry)} -> {now.get(entry)}"
        for entry in sorted(kept.keys() | now.keys())
        if kept.get(entry) != now.get(entry)
    ]
    assert not moved, "\n".join(["python3 dev.py ledger", *moved])


def test_no_pack_is_kept_that_is_gone() -> None:
    assert {path.name for path in LEDGER.glob("*.toml")} <= ledger().keys()


def test_a_confidence_that_moves_moves_the_ledger() -> None:
    pack = PACKS["general"]
    first, *rest = pack.parameters
    firmer = Confidence((first.cited.confidence + 1) % len(Confidence))
    moved = replace(first, cited=replace(first.cited, confidence=firmer))
    before, after = lines_of(pack), lines_of(replace(pack, parameters=(moved, *rest)))
    different = [
        (old, new)
        for old, new in zip(before.splitlines(), after.splitlines(), strict=True)
        if old != new
    ]
    assert len(different) == 1
    assert firmer.word in different[0][1]
    assert first.key in different[0][1]
