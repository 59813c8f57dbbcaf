"""Every consistency rule of the packs finds what it is for and nothing else (data: rules.toml)."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from desktop_app.app.catalog import Catalog
from desktop_app.app.paths import find_paths
from desktop_app.core.consistency.findings import findings, rules
from desktop_app.core.data import Case, Datum, Enterprise, Key, Period, Record
from desktop_app.core.entry import Entry, read_entry
from desktop_app.core.evaluate import evaluate
from desktop_app.core.model import Model

ROOT = Path(__file__).resolve().parents[2]
TRIES = tomllib.loads((ROOT / "tests/data/rules.toml").read_text(encoding="utf-8"))["try"]
PACKS = ("general", "readiness", "steel", "electroplating")
FILES = [ROOT / "forms" / pack / "80_checks.toml" for pack in PACKS]
YEAR = 2024


@cache
def catalog() -> Catalog:
    return Catalog(find_paths(ROOT / "no-user"))


@cache
def model(packs: tuple[str, ...]) -> Model:
    built = catalog().model(packs, YEAR, "520100", "")
    assert isinstance(built, Model)
    return built


@cache
def owners() -> dict[str, str]:
    """The pack of every rule."""
    return {one.id: one.pack for one in rules(catalog().packs)}


def datum(known: Model, key: str, text: str) -> Datum:
    name, _bracket, record = key.partition("[")
    item = known.items[name]
    found = read_entry(item, Entry(Key(name, Period(YEAR), record.rstrip("]")), text))
    assert isinstance(found, Datum), (key, found)
    return found


def fired(row: Mapping[str, Any], answers: Mapping[str, str]) -> bool:
    """Whether the rule of a row finds something in a case with these answers."""
    rule = row["rule"]
    packs = tuple(row.get("packs", [owners()[rule]]))
    known = model(packs)
    data = [datum(known, key, text) for key, text in answers.items()]
    kinds = {known.items[one.key.item].record for one in data if one.key.record}
    records = tuple(Record(kind, "X", "某某", row.get("fields", {})) for kind in sorted(kinds))
    enterprise = Enterprise("某厂", region="520100")
    case = Case(enterprise, YEAR, packs, {one.key: one for one in data}, records)
    found = [one for one in findings(evaluate(known, case)) if one.rule == rule]
    for one in found:
        assert "{" not in one.message() + one.remedy()
        assert one.jump
    return bool(found)


@pytest.mark.parametrize("row", TRIES, ids=lambda row: row["rule"])
def test_a_rule_fires_and_stays_silent(row: dict[str, Any]) -> None:
    assert fired(row, row["fires"])
    assert not fired(row, row["silent"])


def templates() -> Iterator[str]:
    """The ids as written, with the placeholders of their families."""
    for path in FILES:
        raw = tomllib.loads(path.read_text(encoding="utf-8"))
        written = [*raw.get("check", ()), *(c for e in raw["each"] for c in e.get("check", ()))]
        yield from (str(one["id"]) for one in written)


@pytest.mark.parametrize("template", sorted(templates()))
def test_every_rule_is_tried(template: str) -> None:
    pattern = re.compile(re.sub(r"\\\{\w+\\\}", ".+", re.escape(template)))
    assert any(pattern.fullmatch(row["rule"]) for row in TRIES)


def test_there_are_many_rules_with_ids_of_their_own() -> None:
    listed = rules(catalog().packs)
    assert len({one.id for one in listed}) == len(listed)
    assert len(set(templates())) >= 60
    assert {row["rule"] for row in TRIES} <= {one.id for one in listed}
