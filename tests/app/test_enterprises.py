"""All cases of a library: what is known of each, when that is stale, the trash, copies."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from decimal import Decimal
from itertools import count
from pathlib import Path

import pytest

from benchmarks.many_cases import fill, invented
from desktop_app.app import case_keys
from desktop_app.app.case_copy import add_year, copy_to_year
from desktop_app.app.catalog import Catalog
from desktop_app.app.enterprises import (
    CaseLine,
    Standing,
    TrashLine,
    case_lines,
    clear,
    judge_run,
    put_away,
    restore,
    trash_lines,
)
from desktop_app.app.judged_cases import Judged, JudgeRun, judge_case
from desktop_app.app.paths import Paths, find_paths
from desktop_app.app.session import CaseSession
from desktop_app.app.workspace import Opened, Workspace
from desktop_app.core.case_summary import from_json, to_json
from desktop_app.core.data import Enterprise, Key, Origin, Period, Record, State
from desktop_app.core.entry import Entry
from desktop_app.core.evaluate import evaluate
from desktop_app.core.pack import Limb
from desktop_app.core.planned import DataChange, How, PlannedMeasure, Progress
from desktop_app.core.problems import Problem
from desktop_app.core.summary import LIMBS, whole_completion
from desktop_app.store.library import Library
from desktop_app.store.remembered import beside, recall

STEEL = Enterprise("贵州𫖯山钢铁有限公司", region="520181", industry="C3120")
COAL = Key("energy.raw_coal", Period(2025))
NOW = "2026-11-22T08:00:00+00:00"


@pytest.fixture
def paths(odd_path: Path) -> Paths:
    return Paths(find_paths().root, odd_path)


@pytest.fixture
def workspace(paths: Paths, catalog: Catalog) -> Iterator[Workspace]:
    library = Library.open(paths.library)
    assert isinstance(library, Library)
    catalog.confirm_by(())
    made = Workspace(paths, catalog, library, clock=_Ticking())
    yield made
    made.close()


class _Ticking:
    """A clock that goes on by a second each time it is read, and by days when told to."""

    def __init__(self) -> None:
        self._ticks = count()
        self.day = "2026-11-22"

    def __call__(self) -> str:
        number = next(self._ticks)
        return f"{self.day}T08:{number // 60:02}:{number % 60:02}+00:00"


@pytest.fixture(scope="module")
def catalog() -> Catalog:
    return Catalog(find_paths())


def session(found: Opened) -> CaseSession:
    assert isinstance(found, CaseSession), found
    return found


@pytest.fixture
def steel(workspace: Workspace) -> CaseSession:
    made = session(workspace.create(STEEL, 2025, ("general", "steel")))
    made.enter([Entry(COAL, "12,000", "t")], "填写")
    return made


def lines_of(workspace: Workspace) -> tuple[CaseLine, ...]:
    found = case_lines(workspace)
    assert not isinstance(found, Problem), found
    return found


def away(workspace: Workspace) -> tuple[TrashLine, ...]:
    found = trash_lines(workspace)
    assert not isinstance(found, Problem), found
    return found


def judged(workspace: Workspace) -> dict[str, CaseLine]:
    """The lines after everything without a current verdict was judged."""
    lines = lines_of(workspace)
    run = judge_run(workspace, [x for x in lines if x.standing is not Standing.CURRENT])
    assert isinstance(run, JudgeRun)
    while run.left:
        run.step()
    return {line.id: line for line in lines_of(workspace)}


def standing(workspace: Workspace, case_id: str) -> Standing:
    return next(line.standing for line in lines_of(workspace) if line.id == case_id)


# --- verdicts --------------------------------------------------------------------------------


def test_a_verdict_is_what_opening_the_case_shows(workspace: Workspace, steel: CaseSession) -> None:
    line = judged(workspace)[steel.case_id]
    assert line.standing is Standing.CURRENT
    found, shown = line.shown, steel.evaluation
    assert shown.readiness is not None
    assert found.grade == shown.readiness.grade.id
    assert found.pollution_axis.low == shown.readiness.axes["P"].low
    assert found.carbon.value == shown.results["carbon.total"].value
    whole = whole_completion(shown)
    assert (found.asked, found.answered) == (whole.asked, whole.answered)
    assert found.marks.keys() == set(LIMBS)
    assert found.packs == {pack.id: pack.version for pack in steel.model.packs}


def test_what_is_remembered_comes_back_as_it_was(workspace: Workspace, steel: CaseSession) -> None:
    found = judged(workspace)[steel.case_id].shown
    assert from_json(json.loads(json.dumps(to_json(found)))) == found


def test_figures_of_the_year_before_are_taken_over(
    workspace: Workspace, steel: CaseSession
) -> None:
    year = Period(2025)
    stock = [Entry(Key(f"stock_{end}.raw_coal", year), "500", "t") for end in ("open", "close")]
    steel.enter(stock, "填写")
    after = session(workspace.add_year(steel.case_id, 2026))
    after.enter([Entry(Key("stock_close.raw_coal", Period(2026)), "400", "t")], "填写")
    line = judged(workspace)[after.case_id]
    assert after.case.carried
    whole = whole_completion(after.evaluation)
    assert (line.shown.asked, line.shown.answered) == (whole.asked, whole.answered)
    bare = evaluate(after.model, replace(after.case, carried={}))
    assert whole_completion(bare).answered < whole.answered


Verb = Callable[[CaseSession], object]
VERBS: dict[str, Verb] = {
    "a figure": lambda it: it.enter([Entry(COAL, "13,000", "t")], "改"),
    "a note": lambda it: it.annotate(COAL, "过磅单", "注"),
    "cleared": lambda it: it.clear([COAL], "清"),
    "a record": lambda it: it.put_record(Record("outlet", "DA001", "机头"), "加"),
    "the name": lambda it: it.set_profile({"name": "改了名"}, "改名"),
    "the region": lambda it: it.set_profile({"region": "440100"}, "改"),
    "the packs": lambda it: it.set_packs(("general",), "换"),
    "undone": lambda it: it.undo(),
}


@pytest.mark.parametrize("verb", VERBS)
def test_every_change_makes_the_verdict_stale(
    workspace: Workspace, steel: CaseSession, verb: str
) -> None:
    case = steel.case_id
    assert judged(workspace)[case].standing is Standing.CURRENT
    VERBS[verb](steel)
    line = next(line for line in lines_of(workspace) if line.id == case)
    assert line.standing is Standing.STALE
    assert not line.shown.packs
    assert not line.shown.grade
    assert line.summary is not None
    assert judged(workspace)[case].standing is Standing.CURRENT


def test_undoing_does_not_bring_an_old_verdict_back(
    workspace: Workspace, steel: CaseSession
) -> None:
    judged(workspace)
    steel.enter([Entry(COAL, "1", "t")], "改")
    steel.undo()
    assert standing(workspace, steel.case_id) is Standing.STALE


def test_a_change_of_the_year_before_makes_the_verdict_stale(
    workspace: Workspace, steel: CaseSession
) -> None:
    after = session(workspace.add_year(steel.case_id, 2026))
    assert judged(workspace)[after.case_id].standing is Standing.CURRENT
    steel.enter([Entry(COAL, "9", "t")], "改")
    assert standing(workspace, after.case_id) is Standing.STALE
    judged(workspace)
    assert put_away(workspace, [steel.case_id]) == ()
    assert standing(workspace, after.case_id) is Standing.STALE


def test_a_verdict_rests_on_the_packs_of_the_year_before(
    workspace: Workspace, steel: CaseSession
) -> None:
    library, facts = workspace.library, lines_of(workspace)[0].facts
    assert library is not None
    alone = judge_case(library, workspace.catalog, steel.case_id)
    assert isinstance(alone, Judged)
    assert alone.as_pinned
    before = library.add_case(facts.enterprise_id, 2024, facts.packs, NOW)
    assert isinstance(before, str)
    found = judge_case(library, workspace.catalog, steel.case_id)
    assert isinstance(found, Judged)
    assert found.last is not None
    assert not found.as_pinned
    session(workspace.open_case(before))
    found = judge_case(library, workspace.catalog, steel.case_id)
    assert isinstance(found, Judged)
    assert found.as_pinned


def test_a_change_of_one_case_leaves_others_current(
    workspace: Workspace, steel: CaseSession
) -> None:
    other = session(workspace.create(Enterprise("别家"), 2025, ()))
    judged(workspace)
    steel.enter([Entry(COAL, "9", "t")], "改")
    assert standing(workspace, other.case_id) is Standing.CURRENT


def test_confirmed_numbers_make_the_verdict_stale(workspace: Workspace, steel: CaseSession) -> None:
    from datetime import date

    from desktop_app.core.pack import Checked, Confirmation

    judged(workspace)
    assert workspace.library is not None
    unrelated = Confirmation("baijiu", "x", "d", Checked("张工", date(2026, 1, 1), "原文"))
    workspace.library.confirm([unrelated], NOW)
    assert standing(workspace, steel.case_id) is Standing.CURRENT
    mine = Confirmation("steel", "x", "d", Checked("张工", date(2026, 1, 1), "原文"))
    workspace.library.confirm([mine], NOW)
    assert standing(workspace, steel.case_id) is Standing.STALE


@pytest.mark.parametrize(("name", "value"), [("VERSION", "99.0"), ("JUDGING", 99)])
def test_another_program_judges_anew(
    workspace: Workspace,
    steel: CaseSession,
    monkeypatch: pytest.MonkeyPatch,
    name: str,
    value: object,
) -> None:
    judged(workspace)
    monkeypatch.setattr(case_keys, name, value)
    assert standing(workspace, steel.case_id) is Standing.STALE


def test_new_packs_make_only_those_stale_that_are_not_pinned(
    workspace: Workspace, steel: CaseSession, monkeypatch: pytest.MonkeyPatch
) -> None:
    library = workspace.library
    assert library is not None
    enterprise = library.add_enterprise(Enterprise("从没打开过"), NOW)
    assert isinstance(enterprise, str)
    unopened = library.add_case(enterprise, 2025, (), NOW)
    assert isinstance(unopened, str)
    judged(workspace)
    assert library.load(unopened).pins == {}
    real = case_keys.digest_of
    monkeypatch.setattr(
        case_keys, "digest_of", lambda *parts: real(*parts, "newer" if _of_packs(parts) else "")
    )
    # The same function makes both digests; only that of the newest packs is changed here.
    monkeypatch.setattr(case_keys.CaseKeys, "_packs_of", lambda *_given: "as before")
    assert standing(workspace, unopened) is Standing.STALE


def _of_packs(parts: tuple[object, ...]) -> bool:
    return bool(parts) and isinstance(parts[0], dict)


@pytest.mark.parametrize(
    "content", [b"", b"no database at all", b"SQLite format 3\x00" + b"\xff" * 99]
)
def test_a_file_of_verdicts_that_cannot_be_used_is_made_anew(
    workspace: Workspace, steel: CaseSession, content: bytes
) -> None:
    judged(workspace)
    assert workspace.library is not None
    path = beside(workspace.library.path)
    path.write_bytes(content)
    assert standing(workspace, steel.case_id) is Standing.UNJUDGED
    assert judged(workspace)[steel.case_id].standing is Standing.CURRENT
    assert recall(path).keys() == {steel.case_id}


def test_entries_no_program_wrote_are_passed_over(workspace: Workspace, steel: CaseSession) -> None:
    judged(workspace)
    assert workspace.library is not None
    with closing(sqlite3.connect(beside(workspace.library.path))) as raw, raw:
        raw.execute("UPDATE entry SET text = '{\"grade\": 7}'")
    assert standing(workspace, steel.case_id) is Standing.UNJUDGED


def test_a_case_that_breaks_leaves_the_others_alone(
    workspace: Workspace, steel: CaseSession
) -> None:
    other = session(workspace.create(Enterprise("坏的"), 2025, ()))
    assert workspace.library is not None
    with closing(sqlite3.connect(workspace.library.path)) as raw, raw:
        raw.execute(
            "INSERT INTO datum VALUES (?, 'energy.raw_coal', '', '2025', 'nonsense', 'x',"
            " '', '', '', '', '', 'typed')",
            (other.case_id,),
        )
    run = judge_run(workspace, lines_of(workspace))
    assert isinstance(run, JudgeRun)
    while run.left:
        run.step()
    broken = run.done[other.case_id].summary
    assert [one.code for one in broken.faults] == ["library.case_unreadable"]
    assert run.done[steel.case_id].summary.grade
    # What broke is tried again next time; it may have been the disk.
    assert standing(workspace, other.case_id) is Standing.UNJUDGED
    assert standing(workspace, steel.case_id) is Standing.CURRENT


def test_a_case_without_its_packs_says_why(workspace: Workspace) -> None:
    library = workspace.library
    assert library is not None
    enterprise = library.add_enterprise(STEEL, NOW)
    assert isinstance(enterprise, str)
    case = library.add_case(enterprise, 2025, ("steel_of_mars",), NOW)
    assert isinstance(case, str)
    line = judged(workspace)[case]
    assert line.standing is Standing.CURRENT
    assert [one.code for one in line.shown.faults] == ["pack.unknown"]
    assert not line.shown.complete


# --- the trash -------------------------------------------------------------------------------


def test_what_is_put_away_comes_back_as_it_was(workspace: Workspace, steel: CaseSession) -> None:
    library = workspace.library
    assert library is not None
    before = judged(workspace)[steel.case_id]
    whole = library.load(steel.case_id)
    assert put_away(workspace, [steel.case_id]) == ()
    assert lines_of(workspace) == ()
    assert workspace.cases() == ()
    assert isinstance(workspace.open_case(steel.case_id), tuple)
    assert [one.facts.id for one in away(workspace)] == [steel.case_id]
    assert restore(workspace, [steel.case_id]) == ()
    assert away(workspace) == ()
    assert lines_of(workspace) == (before,)
    assert library.load(steel.case_id) == whole
    assert session(workspace.open_case(steel.case_id)).stacks.undo


def test_the_year_of_a_case_in_the_trash_is_told_of(
    workspace: Workspace, steel: CaseSession
) -> None:
    second = session(workspace.add_year(steel.case_id, 2024))
    put_away(workspace, [second.case_id])
    found = workspace.add_year(steel.case_id, 2024)
    assert isinstance(found, tuple)
    assert [one.code for one in found] == ["library.case_in_trash"]


def test_the_trash_is_cleared_after_thirty_days(workspace: Workspace, steel: CaseSession) -> None:
    other = session(workspace.create(Enterprise("还在用"), 2025, ()))
    put_away(workspace, [steel.case_id])
    assert [one.days_left for one in away(workspace)] == [29]
    clock = workspace._clock
    assert isinstance(clock, _Ticking)
    clock.day = "2026-12-21"
    assert [one.days_left for one in away(workspace)] == [0]
    clock.day = "2026-12-22"
    assert [one.days_left for one in away(workspace)] == [6]
    for day in ("2026-12-23", "2026-12-28"):
        clock.day = day
        assert len(away(workspace)) == 1
    clock.day = "2026-12-29"
    assert away(workspace) == ()
    assert restore(workspace, [steel.case_id]) == ()
    assert [line.id for line in lines_of(workspace)] == [other.case_id]
    assert workspace.library is not None
    with closing(sqlite3.connect(workspace.library.path)) as raw:
        names = raw.execute("SELECT name FROM enterprise").fetchall()
        left = raw.execute("SELECT count(*) FROM datum").fetchone()
    assert names == [("还在用",)]
    assert left == (0,)


def test_a_clock_that_jumps_clears_nothing(workspace: Workspace, steel: CaseSession) -> None:
    put_away(workspace, [steel.case_id])
    clock = workspace._clock
    assert isinstance(clock, _Ticking)
    for day in ("2031-01-01", "2026-11-25", "2031-01-09", "2026-11-26", "2040-01-01"):
        clock.day = day
        assert [one.facts.id for one in away(workspace)] == [steel.case_id], day
    workspace.paths.due_cases.write_text("[broken", "utf-8")
    clock.day = "2040-01-09"
    assert [one.days_left for one in away(workspace)] == [6]


def test_clearing_spares_what_is_in_use_and_other_years(
    workspace: Workspace, steel: CaseSession
) -> None:
    second = session(workspace.add_year(steel.case_id, 2024))
    judged(workspace)
    put_away(workspace, [second.case_id])
    assert clear(workspace, [second.case_id, steel.case_id]) == ()
    assert [line.id for line in lines_of(workspace)] == [steel.case_id]
    assert workspace.library is not None
    assert recall(beside(workspace.library.path)).keys() == {steel.case_id}


def test_a_thousand_cases_are_put_away_at_once(workspace: Workspace, steel: CaseSession) -> None:
    library = workspace.library
    assert library is not None
    ids = [steel.case_id]
    owner = next(line.facts.enterprise_id for line in lines_of(workspace))
    ids += [str(library.add_case(owner, year, (), NOW)) for year in range(1000, 1520)]
    assert put_away(workspace, ids) == ()
    assert len(away(workspace)) == 521
    assert restore(workspace, ids) == ()
    assert len(lines_of(workspace)) == 521


# --- copies ----------------------------------------------------------------------------------


def test_a_copy_takes_over_what_lasts(workspace: Workspace, steel: CaseSession) -> None:
    year = Period(2025)
    steel.put_record(Record("outlet", "DA001", "机头", {"medium": "air"}), "加")
    steel.enter(
        [
            Entry(Key("steel.has.coking", year), "否"),
            Entry(Key("waste.solid.used", year), "", "", State.NA, "本年停产"),
        ],
        "填",
    )
    copied = session(copy_to_year(workspace, steel.case_id, 2026, figures=False))
    assert copied.case.year == 2026
    assert [one.id for one in copied.case.records] == ["DA001"]
    data = {key.item: datum for key, datum in copied.case.data.items()}
    assert data["steel.has.coking"].text == "no"
    assert data["waste.solid.used"].reason == "本年停产"
    assert {datum.key.period.year for datum in data.values()} == {2026}
    assert {datum.origin for datum in data.values()} == {Origin.CARRIED}
    assert "energy.raw_coal" not in data
    assert [label for _batch, label in copied.stacks.undo] == ["从 2025 年复制"]
    copied.undo()
    assert not copied.case.data
    assert not copied.case.records
    assert steel.library.load(steel.case_id).data.keys() == steel.case.data.keys()


MEASURES = (
    PlannedMeasure(
        "1", "烧结机机头超低", changes=(DataChange("air.pm", How.TO, Decimal(8), record="DA001"),),
        owner="张工", progress=Progress.RUNNING,
    ),
    PlannedMeasure("2", "已做完的", progress=Progress.DONE),
    PlannedMeasure("3", "不做的", progress=Progress.DROPPED),
    PlannedMeasure("4", "风机变频", investment=Decimal(120), on=False),
)  # fmt: skip


def test_measures_still_to_be_done_go_on_in_another_year(
    workspace: Workspace, steel: CaseSession
) -> None:
    steel.plan(MEASURES, "方案")
    assert len(steel.case.plan) == 4
    wanted = tuple(one for one in steel.case.plan if one.id in ("1", "4"))
    copied = session(copy_to_year(workspace, steel.case_id, 2026, figures=False, plan=True))
    assert copied.case.plan == wanted
    assert [label for _batch, label in copied.stacks.undo] == ["从 2025 年复制"]
    empty = session(add_year(workspace, steel.case_id, 2024, plan=True))
    assert empty.case.plan == wanted
    assert empty.case.data == {}
    assert [label for _batch, label in empty.stacks.undo] == ["从 2025 年带来改进方案"]
    empty.undo()
    assert empty.case.plan == ()
    alone = session(add_year(workspace, steel.case_id, 2023, plan=False))
    assert alone.case.plan == ()
    assert not alone.stacks.edits
    assert len(steel.library.load(steel.case_id).plan) == 4
    refused = add_year(workspace, steel.case_id, 2024, plan=True)
    assert isinstance(refused, tuple)
    assert [one.code for one in refused] == ["library.case_exists"]


def test_figures_come_along_only_as_estimates(workspace: Workspace, steel: CaseSession) -> None:
    copied = session(copy_to_year(workspace, steel.case_id, 2024, figures=True))
    found = copied.case.data[Key("energy.raw_coal", Period(2024))]
    assert (str(found.value), found.unit, found.state) == ("12000", "t", State.ESTIMATED)


def test_a_copy_for_which_the_disk_is_too_small_is_not_begun(
    workspace: Workspace, steel: CaseSession
) -> None:
    year = Period(2025)
    key = Key("waste.solid.used", year)
    steel.enter([Entry(key, "", "", State.NA, "停产" * 9_000)], "填")
    with steel.library._engine.connect() as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
        connection.exec_driver_sql(f"PRAGMA max_page_count={pages + 4}")
    found = copy_to_year(workspace, steel.case_id, 2026, figures=False)
    assert isinstance(found, tuple)
    assert [one.code for one in found] == ["library.disk_full"]
    with steel.library._engine.connect() as connection:
        connection.exec_driver_sql(f"PRAGMA max_page_count={pages * 10}")
    assert session(copy_to_year(workspace, steel.case_id, 2026, figures=False)).case.data


def test_a_year_there_is_already_is_not_overwritten(
    workspace: Workspace, steel: CaseSession
) -> None:
    found = copy_to_year(workspace, steel.case_id, 2025, figures=True)
    assert isinstance(found, tuple)
    assert [one.code for one in found] == ["library.case_exists"]
    gone = copy_to_year(workspace, "0" * 32, 2026, figures=True)
    assert isinstance(gone, tuple)
    assert [one.code for one in gone] == ["library.case_gone"]


def test_a_case_that_cannot_be_read_is_not_copied(workspace: Workspace, steel: CaseSession) -> None:
    with closing(sqlite3.connect(steel.library.path)) as raw:
        raw.execute("UPDATE datum SET value = 'zwölf' WHERE item = 'energy.raw_coal'")
        raw.commit()
    found = copy_to_year(workspace, steel.case_id, 2026, figures=True)
    assert isinstance(found, tuple)
    assert [one.code for one in found] == ["library.case_unreadable"]
    assert [line.facts.year for line in lines_of(workspace)] == [2025]


# --- many ------------------------------------------------------------------------------------


def test_a_mixed_library_is_judged_and_listed(workspace: Workspace) -> None:
    library = workspace.library
    assert library is not None
    ids = fill(library, invented(workspace.paths, 32))
    lines = judged(workspace)
    assert lines.keys() == set(ids)
    assert {line.standing for line in lines.values()} == {Standing.CURRENT}
    assert not any(line.shown.faults for line in lines.values())
    names = {line.enterprise.name for line in lines.values()}
    assert {"=cmd|' /C calc'!A0", "+8613800000000 厂", "@SUM(1+1)*cmd"} <= names
    grades = {line.shown.grade for line in lines.values()}
    assert len(grades) > 1
    reached = {line.shown.marks[Limb.CLEAN_PRODUCTION].word for line in lines.values()}
    assert {"Ⅰ级", "Ⅱ级", "Ⅲ级"} & reached
