"""The code tables all packs share: GB/T 2260 regions and GB/T 4754 industries."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any


@dataclass(frozen=True, slots=True)
class Region:
    """A region: full code of its level (2, 4 or 6 digits), name, and the code it lies in."""

    code: str
    name: str
    within: str = ""


@dataclass(frozen=True, slots=True)
class Industry:
    """An industry class: code with section letter, official name, everyday name."""

    code: str
    name: str
    known_as: str = ""


def read_regions(path: Path) -> tuple[Region, ...]:
    """All regions of the file, each province before its cities, each city before its counties."""
    raw = _load(path)
    found = [Region(str(row["code"]), str(row["name"])) for row in raw["provinces"]]
    found += [
        Region(str(row["code"]), str(row["name"]), str(row["code"])[:2])
        for row in raw["prefectures"]
    ]
    found += [
        Region(str(row["code"]), str(row["name"]), str(row["prefecture"]))
        for row in raw["counties"]
    ]
    return tuple(sorted(found, key=lambda region: region.code))


def read_industries(path: Path) -> tuple[Industry, ...]:
    """The industries of the file, by code."""
    rows = _load(path).get("industries", [])
    found = (
        Industry(str(row["code"]), str(row["name"]), str(row.get("known_as", ""))) for row in rows
    )
    return tuple(sorted(found, key=lambda industry: industry.code))


def _load(path: Path) -> dict[str, Any]:
    with path.open("rb") as file:
        return tomllib.load(file)
