"""Libraries to back up, migrate and damage: small, with everything a library can hold."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

from desktop_app.core.changes import Changes, DropDatum, PutDatum, PutRecord, SetEnterprise
from desktop_app.core.data import Datum, Enterprise, Key, Period, Record, State
from desktop_app.store.edits import Stamp
from desktop_app.store.kept_packs import PackCopy
from desktop_app.store.library import Library

NOW = "2026-11-22T08:00:00+00:00"
STAMP = Stamp(NOW, "张工")


def filled(path: Path, *, enterprises: int = 2, months: int = 12) -> Library:
    """A library of some enterprises with two years each, open."""
    library = Library.open(path)
    assert isinstance(library, Library), library
    for number in range(enterprises):
        enterprise = library.add_enterprise(
            Enterprise(f"贵州𫖯山 {number} 厂", region="520100"), NOW
        )
        assert isinstance(enterprise, str)
        for year in (2022, 2023):
            case = library.add_case(enterprise, year, ("general",), NOW)
            assert isinstance(case, str)
            fill(library, case, year, months)
    assert library.keep([PackCopy("d" * 64, "general", "1.0.0", b"pack" * 3000)]) is None
    return library


def fill(library: Library, case: str, year: int, months: int) -> None:
    for item in range(6):
        keys = [Key(f"energy.fuel_{item}", Period(year, month)) for month in range(1, months + 1)]
        put = [PutDatum(Datum(key, State.GIVEN, Decimal(key.period.month), "t")) for key in keys]
        done(library.apply(case, f"第 {item} 种燃料", put, STAMP))
    outlet = Record("outlet", "DA001", "机头", {"medium": "air"})
    done(library.apply(case, "排放口", [PutRecord(outlet)], STAMP))
    done(library.apply(case, "清除", [DropDatum(Key("energy.fuel_0", Period(year, 1)))], STAMP))
    done(library.apply(case, "档案", [SetEnterprise("contact", f"李工 {year}")], STAMP))


def put(library: Library, case: str, value: str) -> Changes | object:
    """One edit more."""
    key = Key("energy.more", Period(2023))
    return library.apply(
        case, "再填", [PutDatum(Datum(key, State.GIVEN, Decimal(value), "t"))], STAMP
    )


def done(found: object) -> None:
    assert isinstance(found, Changes), found
