"""An open case: what is typed is stored, judged and undoable, whoever else edits it."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from decimal import Decimal
from pathlib import Path

import pytest

from desktop_app.app import session as session_module
from desktop_app.app.catalog import Catalog
from desktop_app.app.paths import find_paths
from desktop_app.app.session import CaseSession
from desktop_app.core.consistency.finding import Finding
from desktop_app.core.consistency.findings import findings
from desktop_app.core.consistency.set_aside import note_key
from desktop_app.core.data import Enterprise, Key, Origin, Period, Record
from desktop_app.core.entry import Entry
from desktop_app.core.evaluate import evaluate
from desktop_app.core.log import Place
from desktop_app.core.planned import DataChange, How, PlannedMeasure
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


@pytest.mark.parametrize("text", ["a\x00b", "a\x1fb", "\ud800", "a\x85b"])
def test_what_no_report_can_print_is_refused_everywhere(session: CaseSession, text: str) -> None:
    type_in(session, COAL, "100")
    before = session.stacks
    outcomes = [
        session.enter([Entry(COKE, "5", note=text)], "填写"),
        session.annotate(COAL, text, "备注"),
        session.put_record(Record("outlet", text, "锅炉"), "登记排放口"),
        session.put_record(Record("outlet", "DA002", "锅炉", {"source": text}), "登记排放口"),
        session.set_profile({"name": text}, "改档案"),
    ]
    codes = [found.code for outcome in outcomes for found in outcome.problems]
    assert codes == ["data.control_character"] * 5
    assert not any(outcome.changes for outcome in outcomes)
    assert session.stacks == before


def test_a_bad_entry_among_good_ones_is_told_and_left_out(session: CaseSession) -> None:
    entries = [
        Entry(COAL, "3.2万吨"),
        Entry(COKE, "abc"),
        Entry(Key("energy.cok", COKE.period), "5"),
    ]
    outcome = session.enter(entries, "粘贴")
    assert [found.code for found in outcome.problems] == ["number.unreadable", "data.unknown_key"]
    assert all(found.remedy() for found in outcome.problems)
    assert outcome.changes.keys == {COAL, COKE}
    assert session.case.data[COAL].value == 32000
    assert COKE not in session.case.data
    assert len(session.stacks.undo) == 1
    assert in_step(session)


def test_a_text_that_cannot_be_read_is_kept_until_it_is_corrected(
    session: CaseSession, library: Library, catalog: Catalog
) -> None:
    type_in(session, COKE, "5")
    outcome = session.enter([Entry(COKE, "1,23", "t", note="磅单")], "填写")
    assert outcome.changes.keys == {COKE}
    assert not outcome.changes.results
    assert in_step(session)
    again = opened(library, catalog)
    assert again.case.data[COKE].value == 5
    entry, found = again.unread()[COKE]
    assert (entry.text, entry.unit, entry.note) == ("1,23", "t", "磅单")
    assert (found.code, found.where.path) == ("number.ambiguous_comma", str(COKE))
    type_in(again, COKE, "1.23")
    assert not again.unread()
    again.undo()
    assert again.unread()[COKE][0].text == "1,23"
    again.clear([COKE], "清除")
    assert not again.unread()
    assert not session.enter([], "填写").problems


def test_an_unread_text_outlives_a_killed_process(
    session: CaseSession, library: Library, catalog: Catalog
) -> None:
    code = f"""
import os, signal
from decimal import Decimal
from pathlib import Path
from desktop_app.app.catalog import Catalog
from desktop_app.app.paths import find_paths
from desktop_app.app.session import CaseSession
from desktop_app.core.data import Key, Period
from desktop_app.core.entry import Entry
from desktop_app.core.planned import DataChange, How, PlannedMeasure
from desktop_app.store.library import Library
library = Library.open(Path({str(library.path)!r}))
session = CaseSession.open(library, {session.case_id!r}, Catalog(find_paths()))
session.enter([Entry(Key({COKE.item!r}, Period(2023)), "1,23")], "填写")
os._exit(9) if os.name == "nt" else os.kill(os.getpid(), signal.SIGKILL)
"""
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode != 0
    assert opened(library, catalog).unread()[COKE][0].text == "1,23"


def test_what_no_file_can_hold_is_told_and_not_kept(session: CaseSession) -> None:
    outcome = session.enter([Entry(COKE, "坏\ud800")], "填写")
    assert outcome.problems
    assert not outcome.changes
    assert session.stacks.undo == ()


def test_an_unread_text_goes_with_its_record(session: CaseSession) -> None:
    session.put_record(OUTLET, "登记排放口")
    session.enter([Entry(SO2, "三十")], "填写")
    session.drop_record("outlet", "DA001", "删排放口")
    assert not session.unread()
    assert session.case.data == {}
    session.undo()
    assert session.unread()[SO2][0].text == "三十"


@pytest.mark.parametrize(
    ("key", "code"),
    [
        (Key("energy.coke", Period(2022)), "data.outside_year"),
        (Key("air.so2", Period(2023), "DA009"), "data.unknown_record"),
        (Key("air.so2", Period(2023)), "data.unknown_record"),
        (Key("energy.coke", Period(2023), "DA001"), "data.takes_no_record"),
    ],
)
def test_nothing_is_stored_where_nothing_reads_it(
    session: CaseSession, key: Key, code: str
) -> None:
    session.put_record(OUTLET, "登记排放口")
    outcome = session.enter([Entry(key, "5")], "填写")
    assert [(found.code, found.where.path) for found in outcome.problems] == [(code, str(key))]
    assert session.case.data == {}


def test_an_edit_names_the_results_it_changed(session: CaseSession) -> None:
    outcome = session.enter([Entry(COAL, "100")], "填写")
    assert {"ce.bituminous", "energy.total"} <= outcome.changes.results
    assert "ce.coke" not in outcome.changes.results
    assert session.undo().changes.results == outcome.changes.results
    assert session.redo().changes.results == outcome.changes.results
    again = session.enter([Entry(COAL, "100")], "填写")
    assert not again.changes
    assert again.changes.results == frozenset()


def test_blank_clears_and_clearing_can_be_undone(session: CaseSession) -> None:
    type_in(session, COAL, "100")
    type_in(session, COAL, "")
    assert session.datum(COAL) is None
    session.undo()
    assert session.datum(COAL) is not None
    assert session.clear([COAL, COKE], "清空").changes.keys == {COAL}
    assert session.case.data == {}
    assert in_step(session)


def test_notes_go_with_answers_only(session: CaseSession) -> None:
    assert not session.annotate(COAL, "发票", "加注").changes
    type_in(session, COAL, "100")
    assert session.annotate(COAL, "发票", "加注").changes.keys == {COAL}
    datum = session.datum(COAL)
    assert datum is not None
    assert datum.note == "发票"


def test_what_was_pasted_is_logged_as_pasted(session: CaseSession) -> None:
    session.enter([Entry(COAL, "100", origin=Origin.PASTED)], "粘贴")
    newest = session.library.history.of(session.case_id, Place.of_datum(COAL))[0]
    assert (newest.edit.origin, newest.edit.label) == ("pasted", "粘贴")
    assert newest.step.old is None
    assert newest.step.new is not None
    assert newest.step.new["origin"] == "pasted"


def test_a_failing_write_leaves_case_and_evaluation_as_they_were(session: CaseSession) -> None:
    type_in(session, COAL, "100")
    before = (session.case, session.evaluation, session.stacks)
    with sqlite3.connect(session.library.path) as raw:
        raw.execute(
            "CREATE TRIGGER full BEFORE INSERT ON batch BEGIN SELECT RAISE(ABORT, 'disk full'); END"
        )
    for outcome in (
        session.enter([Entry(COAL, "200")], "填写"),
        session.put_record(OUTLET, "登记排放口"),
        session.set_profile({"region": "110000"}, "改档案"),
        session.undo(),
    ):
        assert [found.code for found in outcome.problems] == ["library.conflict"]
        assert not outcome.changes
        assert all(a is b for a, b in zip(before, as_held(session), strict=True))
    with sqlite3.connect(session.library.path) as raw:
        raw.execute("DROP TRIGGER full")
    type_in(session, COAL, "200")
    assert in_step(session)


def as_held(session: CaseSession) -> tuple[object, ...]:
    return (session.case, session.evaluation, session.stacks)


def test_dropping_a_record_takes_its_data_along(session: CaseSession) -> None:
    session.put_record(OUTLET, "登记排放口")
    type_in(session, SO2, "35")
    outcome = session.drop_record("outlet", "DA001", "删排放口")
    assert outcome.changes.keys == {SO2}
    assert session.case.data == {}
    session.undo()
    assert SO2 in session.case.data


LINES = """
[pack]
id = "own"
name = "自定"
version = "2026.11.1"
kind = "industry"
requires = ["general"]
completeness = "测试用"
[[section]]
id = "lines"
title = "生产线"
layout = "records"
record = "line"
[[record_kind]]
id = "line"
name = "生产线"
[[item]]
key = "own.output"
name = "产量"
section = "lines"
unit = "t"
record = "line"
"""


def test_dropping_a_record_spares_one_of_another_kind_with_the_same_id(
    library: Library, tmp_path: Path
) -> None:
    folder = tmp_path / "user" / "forms" / "own"
    folder.mkdir(parents=True)
    (folder / "pack.toml").write_text(LINES, encoding="utf-8")
    session = opened(library, Catalog(find_paths(tmp_path / "user")))
    assert not session.set_packs(["own"], "换规则包").problems
    session.put_record(OUTLET, "登记排放口")
    session.put_record(Record("line", "DA001", "甲"), "登记生产线")
    output = Key("own.output", Period(2023), "DA001")
    type_in(session, SO2, "35")
    type_in(session, output, "5")
    assert session.drop_record("outlet", "DA001", "删排放口").changes.keys == {SO2}
    assert set(session.case.data) == {output}
    assert in_step(session)


def test_packs_not_installed_are_refused(session: CaseSession) -> None:
    outcome = session.set_packs(["stele"], "换规则包")
    assert [found.code for found in outcome.problems] == ["pack.unknown"]
    assert session.case.packs == ()
    assert session.stacks.undo == ()


def test_the_region_chooses_other_numbers(session: CaseSession) -> None:
    guizhou = session.model.region
    assert session.set_profile({"region": "110000"}, "改档案").changes.structural
    assert (guizhou, session.model.region) == ("520100", "110000")
    assert in_step(session)


def test_the_year_before_is_found(session: CaseSession, library: Library) -> None:
    assert session.year_before() is None
    enterprise = library.cases()[0].enterprise_id
    assert isinstance(library.add_case(enterprise, 2022, (), NOW), str)
    before = session.year_before()
    assert before is not None
    assert before.year == 2022


def test_the_year_before_is_judged_by_its_own_packs(session: CaseSession, library: Library) -> None:
    assert session.last_evaluation() is None
    enterprise = library.cases()[0].enterprise_id
    assert isinstance(library.add_case(enterprise, 2022, ("electroplating",), NOW), str)
    last = session.last_evaluation()
    assert last is not None
    assert last.model.year == 2022
    assert "electroplating" in {pack.id for pack in last.model.packs}


def test_unanswered_figures_of_last_year_stand_in(library: Library, catalog: Catalog) -> None:
    """Last year's total serves this year's comparison until somebody types another."""
    enterprise = library.cases()[0].enterprise_id
    made = library.add_case(enterprise, 2022, (), NOW)
    assert isinstance(made, str)
    last = CaseSession.open(library, made, catalog, clock=lambda: NOW)
    assert isinstance(last, CaseSession)
    for item, text in (("energy.diesel", "100"), ("energy.list_complete", "是")):
        type_in(last, Key(item, Period(2022)), text)
    session = opened(library, catalog)
    carried = session.evaluation.inputs["co.last.co2"]
    assert carried.value.number == last.evaluation.values["carbon.total"].number
    assert carried.data[0].origin is Origin.CARRIED
    assert not session.case.data, "nothing is written into this year's case"
    key = Key("co.last.co2", Period(2023))
    type_in(session, key, "500")
    assert session.evaluation.inputs["co.last.co2"].data[0].origin is Origin.TYPED
    session.undo()
    assert session.evaluation.inputs["co.last.co2"] == carried
    session.put_record(OUTLET, "登记排放口")
    assert session.evaluation.inputs["co.last.co2"] == carried, "kept when all is read anew"
    judged = session.last_evaluation()
    assert judged is session.last_evaluation(), "judged once while nothing in it changes"
    type_in(last, Key("energy.diesel", Period(2022)), "200")
    fresh = session.last_evaluation()
    assert fresh is not None
    assert fresh.results == last.evaluation.results, "never what it was before an edit"
    session.undo()
    moved = session.evaluation.inputs["co.last.co2"].value.number
    assert moved == last.evaluation.values["carbon.total"].number != carried.value.number


def test_a_case_of_packs_that_are_gone_does_not_open(library: Library, catalog: Catalog) -> None:
    enterprise = library.cases()[0].enterprise_id
    made = library.add_case(enterprise, 2021, ("gone",), NOW)
    assert isinstance(made, str)
    found = CaseSession.open(library, made, catalog)
    assert not isinstance(found, CaseSession)
    assert [one.code for one in found] == ["pack.unknown"]


def test_setting_a_finding_aside_is_stored_and_undone(session: CaseSession) -> None:
    year = session.case.year
    for key, text in (("transport.total", "100"), ("transport.clean", "200")):
        type_in(session, Key(key, Period(year)), text)

    def hit() -> Finding:
        found = findings(session.evaluation)
        return next(one for one in found if one.rule == "transport.clean_above")

    assert not session.set_aside(hit(), "  ", "搁置").changes
    assert session.set_aside(hit(), "属实", "搁置").changes.label == "搁置"
    assert hit().set_aside == "属实"
    assert in_step(session)
    kept = session.library.load(session.case_id).data[note_key(hit(), year)]
    assert (kept.reason, kept.text) == ("属实", hit().message())
    session.undo()
    assert not hit().set_aside
    session.redo()
    session.take_up(hit(), "恢复")
    assert not hit().set_aside
    refused = session.set_aside(hit(), "坏\x07", "搁置").problems
    assert [one.code for one in refused] == ["data.control_character"]


def test_planned_measures_are_stored_and_undone_and_judge_nothing(
    library: Library, session: CaseSession, catalog: Catalog
) -> None:
    type_in(session, COAL, "100")
    results = session.evaluation.results
    change = DataChange(COAL.item, How.PERCENT, Decimal(-10))
    saving = PlannedMeasure("a" * 32, "锅炉改造", changes=(change,), investment=Decimal(120))
    done = session.plan([saving], "加入方案“锅炉改造”")
    assert done.changes.planned == {saving.id}
    assert not done.changes.results
    assert session.evaluation.case.plan == (saving,)
    assert session.evaluation.results == results
    type_in(session, COAL, "90")
    assert opened(library, catalog).case.plan == session.evaluation.case.plan == (saving,)
    session.undo()
    session.undo()
    assert not opened(library, catalog).case.plan
    session.redo()
    assert list(session.case.plan) == [saving]
    session.plan([], "移出方案", [saving.id])
    assert not opened(library, catalog).case.plan


def test_a_measure_unfit_to_store_changes_nothing(session: CaseSession) -> None:
    nameless = PlannedMeasure("a" * 32, " ")
    refused = session.plan([PlannedMeasure("b" * 32, "好的"), nameless], "加入")
    assert [one.code for one in refused.problems] == ["plan.name_missing"]
    assert not session.case.plan
