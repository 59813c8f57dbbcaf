"""An open case: what is typed is stored, judged and undoable, whoever else edits it."""

from __future__ import annotations

from pathlib import Path

import pytest

from desktop_app.app import session as session_module
from desktop_app.app.catalog import Catalog
from desktop_app.app.paths import find_paths
from desktop_app.app.session import CaseSession
from desktop_app.core.data import Enterprise, Key, Period, Record
from desktop_app.core.entry import Entry
from desktop_app.core.evaluate import evaluate
from desktop_app.store.library import Library

NOW = "2026-11-22T08:00:00+00:00"
COAL = Key("energy.bituminous", Period(2023))
COKE = Key("energy.coke", Period(2023))
SO2 = Key("air.so2", Period(2023), "DA001")
OUTLET = Record("outlet", "DA001", "锅炉", {"medium": "air"})


@pytest.fixture(scope="module")
def catalog(tmp_path_factory: pytest.TempPathFactory) -> Catalog:
    return Catalog(find_paths(tmp_path_factory.mktemp("user")))


@pytest.fixture
def library(tmp_path: Path) -> Library:
    library = Library.open(tmp_path / "library.nzl")
    assert isinstance(library, Library)
    enterprise = library.add_enterprise(Enterprise("甲厂", region="520100"), NOW)
    assert isinstance(enterprise, str)
    assert isinstance(library.add_case(enterprise, 2023, (), NOW), str)
    return library


def opened(library: Library, catalog: Catalog) -> CaseSession:
    session = CaseSession.open(library, library.cases()[0].id, catalog, clock=lambda: NOW)
    assert isinstance(session, CaseSession)
    return session


@pytest.fixture
def session(library: Library, catalog: Catalog) -> CaseSession:
    return opened(library, catalog)


def type_in(session: CaseSession, key: Key, text: str) -> None:
    assert not session.enter([Entry(key, text)], "填写").problems


def in_step(session: CaseSession) -> bool:
    """Whether what is shown is what is stored, and judged as if from scratch."""
    stored = session.library.load(session.case_id)
    whole = evaluate(session.model, stored)
    return session.case == stored and session.evaluation.results == whole.results


def test_undo_and_redo_across_records_profile_and_packs(session: CaseSession) -> None:
    session.put_record(OUTLET, "登记排放口")
    type_in(session, SO2, "35")
    session.set_profile({"region": "110000", "name": "乙厂"}, "改档案")
    session.set_packs(["electroplating"], "换规则包")
    session.drop_record("outlet", "DA001", "删排放口")
    last = session.case
    for _step in range(5):
        assert session.undo().changes
        assert in_step(session)
    assert session.case.enterprise.name == "甲厂"
    assert not session.undo().changes
    for _step in range(5):
        assert session.redo().changes
        assert in_step(session)
    assert session.case == last


def test_edits_of_a_second_window_are_seen_with_the_next_edit(
    session: CaseSession, library: Library, catalog: Catalog
) -> None:
    other = opened(library, catalog)
    type_in(other, COAL, "100")
    other.put_record(OUTLET, "登记排放口")
    outcome = session.enter([Entry(COKE, "5")], "填写")
    assert outcome.changes.keys == {COAL, COKE}
    assert outcome.changes.records == {"outlet"}
    assert in_step(session)
    assert [label for _id, label in session.stacks.undo] == ["填写", "登记排放口", "填写"]


def test_undo_after_a_second_window_takes_back_the_newest_edit_of_all(
    session: CaseSession, library: Library, catalog: Catalog
) -> None:
    type_in(session, COAL, "100")
    type_in(opened(library, catalog), COAL, "200")
    session.undo()
    assert in_step(session)
    datum = session.datum(COAL)
    assert datum is not None
    assert datum.value == 100


def test_an_exception_while_judging_loses_nothing(
    session: CaseSession, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_given: object) -> None:
        raise ZeroDivisionError

    with monkeypatch.context() as patched:
        patched.setattr(session_module, "reevaluate", broken)
        with pytest.raises(ZeroDivisionError):
            session.enter([Entry(COAL, "100")], "填写")
    type_in(session, COKE, "5")
    assert in_step(session)
    assert {COAL, COKE} <= session.case.data.keys()


def test_packs_that_are_gone_are_told_and_the_data_stay(
    session: CaseSession, monkeypatch: pytest.MonkeyPatch
) -> None:
    type_in(session, COAL, "100")
    session.set_packs(["electroplating"], "换规则包")
    packs = dict(session.catalog.library.packs)
    del packs["electroplating"]
    session.undo()
    monkeypatch.setattr(session.catalog, "library", session.catalog.library.__class__(packs))
    outcome = session.redo()
    assert [found.code for found in outcome.problems] == ["pack.unknown"]
    assert COAL in session.case.data


def test_the_packs_judged_by_are_kept_with_the_case(session: CaseSession) -> None:
    session.set_packs(["electroplating"], "换规则包")
    with session.library._engine.connect() as connection:
        pins = connection.exec_driver_sql('SELECT pins FROM "case"').scalar()
    assert isinstance(pins, str)
    assert "electroplating" in pins
