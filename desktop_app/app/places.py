"""Regions and industries to choose from, and their names by code."""

from __future__ import annotations

from functools import lru_cache

from desktop_app.app.paths import Paths
from desktop_app.packs.shared_tables import Industry, Region, read_industries, read_regions

__all__ = ["Industry", "Region", "industries", "industry_name", "region_name", "regions"]


@lru_cache(maxsize=4)
def regions(paths: Paths) -> tuple[Region, ...]:
    """All regions that can be chosen."""
    return read_regions(paths.forms / "shared" / "regions.toml")


@lru_cache(maxsize=4)
def industries(paths: Paths) -> tuple[Industry, ...]:
    """All industries that can be chosen."""
    return read_industries(paths.forms / "shared" / "industries.toml")


def region_name(paths: Paths, code: str) -> str:
    """The name of a region with those it lies in: 贵州省贵阳市花溪区; "" when unknown."""
    known = {region.code.rstrip("0") or region.code: region for region in regions(paths)}
    names: dict[str, str] = {}
    for length in (2, 4, 6):
        found = known.get(code[:length].rstrip("0"))
        if found is not None and len(code) >= length:
            names[found.code] = found.name
    return "".join(names.values())


def industry_name(paths: Paths, code: str) -> str:
    """The name of an industry class; "" when unknown."""
    return next((one.name for one in industries(paths) if one.code == code), "")
