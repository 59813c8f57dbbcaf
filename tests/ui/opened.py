"""A real case in a real library file, opened through the bridge: what tests of pages work on."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from pathlib import Path

from pytestqt.qtbot import QtBot

from desktop_app.app.catalog import Catalog
from desktop_app.app.paths import find_paths
from desktop_app.app.session import CaseSession
from desktop_app.core.data import Datum, Enterprise, Key, read_period
from desktop_app.core.entry import Entry
from desktop_app.store.library import Library
from desktop_app.ui.bridge import Bridge
from desktop_app.ui.datum_target import read_target
from desktop_app.ui.ledger.page import LedgerPage

NOW = "2024-03-01T08:00:00.000+00:00"
STEEL = Enterprise(
    name="贵州某钢铁有限公司", uscc="91520100745704587G", region="520100", industry="C3120"
)


@cache
def catalog() -> Catalog:
    """The packs that come with the program, read once for all tests."""
    return Catalog(find_paths())


def open_bridge(
    folder: Path, year: int = 2023, last_year: Iterable[tuple[str, str]] = ()
) -> Bridge:
    """A fresh steel case; `last_year` fills the case of the year before (key text, figure)."""
    library = Library.open(folder / "library.nzl")
    assert isinstance(library, Library)
    enterprise = library.add_enterprise(STEEL, NOW)
    assert isinstance(enterprise, str)
    if last_year:
        before = library.add_case(enterprise, year - 1, ("steel",), NOW)
        assert isinstance(before, str)
        session = open_session(library, before)
        session.enter([Entry(key_of(key), text) for key, text in last_year], "")
    case = library.add_case(enterprise, year, ("steel",), NOW)
    assert isinstance(case, str)
    return Bridge(open_session(library, case))


def open_session(library: Library, case: str) -> CaseSession:
    session = CaseSession.open(library, case, catalog(), clock=lambda: NOW)
    assert isinstance(session, CaseSession)
    return session


def open_ledger(qtbot: QtBot, bridge: Bridge) -> LedgerPage:
    """The energy ledger with three kinds listed, the cursor on raw coal in January."""
    made = LedgerPage(bridge, section="energy")
    qtbot.addWidget(made)
    made.resize(1200, 600)
    made.show()
    made.model.add(["energy.raw_coal", "energy.diesel", "energy.electricity"])
    made.reveal("energy.raw_coal@2023-01")
    qtbot.waitUntil(made.view.hasFocus)
    return made


def key_of(text: str) -> Key:
    """A key from its text form."""
    found = read_target(text)
    assert found is not None
    period = read_period(text.rpartition("@")[2])
    assert not hasattr(period, "code")
    return Key(found.item, period, found.record)


def stored(bridge: Bridge, text: str) -> Datum | None:
    """What is on disk at a key, read anew from the library file."""
    session = bridge.session
    return session.library.load(session.case_id).data.get(key_of(text))
