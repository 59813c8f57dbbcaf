"""Entries of packs: listed once each, told apart, and confirmed only while they say the same."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from desktop_app.app.paths import find_paths
from desktop_app.core.confirmed import with_confirmations
from desktop_app.core.entries import digest_of, entries, entry_of
from desktop_app.core.entry_places import place_of
from desktop_app.core.model import build_model
from desktop_app.core.pack import Checked, Confidence, Confirmation, Pack, Source
from desktop_app.packs.read import pack_folders, read_library

PACKS = read_library(pack_folders(find_paths().forms)).packs


def pack(name: str) -> Pack:
    return PACKS[name]


@pytest.mark.parametrize("name", sorted(PACKS))
def test_paths_are_unique(name: str) -> None:
    paths = [entry.path for entry in entries(pack(name))]
    assert len(paths) == len(set(paths)) > 0


def test_every_kind_is_listed_with_what_it_says() -> None:
    steel = {entry.path: entry for entry in entries(pack("steel"))}
    plating = {entry.path: entry for entry in entries(pack("electroplating"))}
    model = {entry.path: entry for entry in entries(pack("readiness"))}
    kinds = {one.kind for one in (*steel.values(), *plating.values(), *model.values())}
    assert kinds == {
        "parameter", "quantity", "indicator", "group", "part", "gate", "measure", "check", "source"
    }  # fmt: skip
    row = next(one for one in pack("electroplating").assessments[0].indicators if one.weight)
    entry = plating[f"assessment[electroplating.cp].indicator[{row.id}]"]
    assert entry.value.endswith(f"[{row.weight}]")
    assert entry.name == row.name


def test_a_digest_is_of_what_is_said_alone() -> None:
    one = next(iter(pack("general").parameters))
    same = replace(one, name="另一个名字", cited=replace(one.cited, note="附注", evidence=("x",)))
    assert digest_of(same) == digest_of(one)
    for other in (
        replace(one, value=one.value + Decimal("0.001")),
        replace(one, unit="kg"),
        replace(one, valid_to=date(2031, 1, 1)),
        replace(one, area="99"),
    ):
        assert digest_of(other) != digest_of(one)


def test_limits_of_rows_count_for_the_digest() -> None:
    table = next(one for one in pack("steel").assessments if one.id == "steel.benchmark")
    row = table.indicators[0]
    part = row.parts[0]
    turned = replace(row, parts=(replace(part, thresholds=part.thresholds[::-1]),))
    assert digest_of(turned) != digest_of(row)


CHECKED = Checked("张工", date(2026, 11, 3), "GB/T 2589-2020", "第 9 页")


def confirmation(path: str, digest: str, on: date = CHECKED.on) -> Confirmation:
    return Confirmation("general", path, digest, replace(CHECKED, on=on))


def test_a_confirmed_number_is_firm_and_says_who_checked_it() -> None:
    general = pack("general")
    weak = next(one for one in entries(general) if one.cited.confidence.to_verify)
    firm = with_confirmations(general, [confirmation(weak.path, weak.digest)])
    found = next(one for one in entries(firm) if one.path == weak.path)
    assert (found.cited.confidence, found.cited.checked) == (Confidence.CONFIRMED, CHECKED)
    others = [one for one in entries(firm) if one.path != weak.path]
    assert others == [one for one in entries(general) if one.path != weak.path]


def test_the_last_check_counts() -> None:
    general = pack("general")
    weak = next(one for one in entries(general) if one.cited.confidence.to_verify)
    later = confirmation(weak.path, weak.digest, date(2026, 11, 20))
    firm = with_confirmations(general, [later, confirmation(weak.path, weak.digest)])
    found = next(one for one in entries(firm) if one.path == weak.path)
    assert found.cited.checked is not None
    assert found.cited.checked.on == date(2026, 11, 20)


def test_a_confirmation_lapses_with_the_value_and_stays_in_its_pack() -> None:
    general = pack("general")
    weak = next(one for one in entries(general) if one.cited.confidence.to_verify)
    stale = confirmation(weak.path, "0" * 16)
    other = replace(confirmation(weak.path, weak.digest), pack="steel")
    assert with_confirmations(general, [stale, other]) == general


def test_a_source_can_be_checked_too() -> None:
    source = Source("s", "标准", "GB 1-2020")
    general = replace(pack("general"), sources=(source,))
    entry = entry_of("source[s]", source)
    firm = with_confirmations(general, [confirmation(entry.path, entry.digest)])
    assert firm.sources[0].confidence is Confidence.CONFIRMED
    assert firm.sources[0].checked == CHECKED


def test_the_place_of_a_number_behind_a_result_is_one_of_the_entries() -> None:
    packs = [pack(name) for name in ("general", "steel", "readiness")]
    model = build_model(packs, 2026, "520100", "C3120").model
    assert model is not None
    known = {(one.id, entry.path) for one in packs for entry in entries(one)}
    rows = [f"{table.id}.{row.id}" for table in model.assessments for row in table.indicators]
    for name in (*model.parameters, *model.quantity_by_id, *rows):
        place = place_of(model, name)
        assert place is not None
        assert (place.pack, place.path) in known, name
    assert place_of(model, f"{rows[0]}[DA001]") == place_of(model, rows[0])
    assert place_of(model, "energy.coke") is None
