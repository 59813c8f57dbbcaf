"""Sewage works and secondary aluminium against their sources, typed in independently."""

from __future__ import annotations

import pytest

from desktop_app.app.paths import find_paths
from desktop_app.core.pack import Assessment, Confidence, Pack
from desktop_app.packs.read import pack_folders, read_library

PACKS = read_library(pack_folders(find_paths().forms)).packs

# GB 18918-2002 table 1 (first A, first B, second) and table 2, mg/L
EFFLUENT = {
    "cod": "50 60 100",
    "bod5": "10 20 30",
    "ss": "10 20 30",
    "animal_oil": "1 3 -",
    "oil": "1 3 -",
    "las": "0.5 1 -",
    "tn": "15 20 -",
    "nh3n": "5 8 25",
    "tp": "0.5 1 3",
    "hg": "0.001 0.001 0.001",
    "cd": "0.01 0.01 0.01",
    "cr": "0.1 0.1 0.1",
    "cr6": "0.05 0.05 0.05",
    "as": "0.1 0.1 0.1",
    "pb": "0.1 0.1 0.1",
}
# GB 31574-2015 as remembered: ultra low, special, general, mg/m3
FURNACE = {
    "pm": "- 10 30",
    "so2": "- 100 150",
    "nox": "- 100 200",
    "f": "- - 3",
    "hcl": "- - 30",
}


def table(pack: Pack, name: str) -> Assessment:
    return next(one for one in pack.assessments if one.id == name)


def levels(of: Assessment) -> dict[str, str]:
    return {
        row.id: " ".join(
            step.limit.source if step.limit else "-" for step in row.parts[0].thresholds
        )
        for row in of.indicators
    }


def test_effluent_limits_to_the_figure() -> None:
    found = table(PACKS["wastewater"], "wastewater.limits")
    assert levels(found) == EFFLUENT
    assert {row.cited.confidence for row in found.indicators} == {Confidence.CONFIRMED}


def test_furnace_limits_are_those_remembered_and_say_so() -> None:
    found = table(PACKS["secondary_aluminium"], "secondary_aluminium.limits")
    assert levels(found) == FURNACE
    assert {row.cited.confidence for row in found.indicators} == {Confidence.RECALLED}


@pytest.mark.parametrize("name", ["wastewater", "secondary_aluminium"])
def test_clean_production_is_only_what_an_audit_found(name: str) -> None:
    found = table(PACKS[name], f"{name}.cp")
    assert [row.id for row in found.indicators] == ["audited"]
    assert "软件不能自行定级" in found.completeness
