"""History: any past state from the log, brought back as an edit; moments; pages of the log."""

from __future__ import annotations

import tempfile
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desktop_app.core.changes import (
    Changes,
    DropDatum,
    DropEvidence,
    DropPlanned,
    DropRecord,
    LinkEvidence,
    Mutation,
    PutDatum,
    PutEvidence,
    PutPlanned,
    PutRecord,
    SetEnterprise,
    SetPacks,
    SetPins,
)
from desktop_app.core.data import Case, Datum, Enterprise, Key, Period, Record, State
from desktop_app.core.evidence import Evidence, EvidenceKind, Subject
from desktop_app.core.log import Moment, Place, Reason, Wanted, What
from desktop_app.core.planned import DataChange, How, PlannedMeasure, Progress
from desktop_app.core.problems import Problem
from desktop_app.store.edits import Stamp
from desktop_app.store.library import Library
from tests.store.samples import NOW, STAMP, filled

KEYS = [Key("energy.coal", Period(2023, month)) for month in (1, 2)]
KEYS += [Key("air.nox", Period(2023), record) for record in ("DA001", "DA002")]


def data() -> st.SearchStrategy[Mutation]:
    return st.one_of(
        st.builds(
            lambda key, value, note: PutDatum(
                Datum(key, State.GIVEN, value, "t", raw=str(value), note=note)
            ),
            st.sampled_from(KEYS),
            st.decimals(0, 9, places=1),
            st.sampled_from(["", "发票"]),
        ),
        st.builds(DropDatum, st.sampled_from(KEYS)),
    )


def evidence(id_: str, title: str) -> PutEvidence:
    return PutEvidence(
        Evidence(id_, 0, title, EvidenceKind.INVOICE, "a.pdf", "application/pdf", 3, "e" * 64)
    )


def planned(id_: str, name: str, on: bool) -> PutPlanned:
    change = DataChange("energy.coal", How.PERCENT, Decimal("-5"))
    return PutPlanned(
        PlannedMeasure(id_, name, on=on, changes=(change,), years=Decimal("1.50"),
                       progress=Progress.DECIDED)
    )  # fmt: skip


IDS = st.sampled_from(["DA001", "DA002"])
OTHERS: list[st.SearchStrategy[Mutation]] = [
    st.builds(
        lambda code, name: PutRecord(Record("outlet", code, name, {"medium": name})),
        IDS,
        st.sampled_from(["机头", "机尾"]),
    ),
    st.builds(DropRecord, st.just("outlet"), IDS),
    st.builds(
        SetEnterprise, st.sampled_from(["contact", "region"]), st.sampled_from(["1", "2", ""])
    ),
    st.builds(SetPacks, st.sampled_from([("general",), ("general", "steel")])),
    st.builds(SetPins, st.sampled_from([{"general": "1 a"}, {"general": "2 b"}])),
    st.builds(evidence, st.sampled_from("xy"), st.sampled_from(["发票", "台账"])),
    st.builds(DropEvidence, st.sampled_from("xy")),
    st.builds(
        lambda id_, key: LinkEvidence(id_, Subject.of_datum(key)),
        st.sampled_from("xy"),
        st.sampled_from(KEYS),
    ),
    st.builds(planned, st.sampled_from("pq"), st.sampled_from(["风机", "余热"]), st.booleans()),
    st.builds(DropPlanned, st.sampled_from("pq")),
]
EDITS = st.lists(
    st.one_of(
        st.lists(st.one_of(data(), *OTHERS), min_size=1, max_size=3),
        st.sampled_from(["undo", "redo", "sibling"]),
    ),
    max_size=12,
)


def two_years(path: Path) -> tuple[Library, str, str]:
    library = Library.open(path)
    assert isinstance(library, Library)
    enterprise = library.add_enterprise(Enterprise("贵州𫖯山钢铁"), NOW)
    assert isinstance(enterprise, str)
    cases = [library.add_case(enterprise, year, ("general",), NOW) for year in (2023, 2022)]
    assert all(isinstance(case, str) for case in cases)
    return library, str(cases[0]), str(cases[1])


def do(library: Library, case: str, sibling: str, step: list[Mutation] | str) -> None:
    if step == "undo":
        found: object = library.undo(case, STAMP)
    elif step == "redo":
        found = library.redo(case, STAMP)
    elif isinstance(step, str):
        contact = f"李工 {library.history.newest()}"
        found = library.apply(sibling, "档案", [SetEnterprise("contact", contact)], STAMP)
    else:
        found = library.apply(case, "改", step, STAMP)
    assert not isinstance(found, Problem)


@given(EDITS, st.data())
@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_every_past_state_is_found_again_and_can_be_brought_back(
    steps: list[list[Mutation] | str], drawn: st.DataObject
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        library, case, sibling = two_years(Path(folder) / "库.nzl")
        seen: list[tuple[int, Case]] = [(library.history.newest(), library.load(case))]
        for step in steps:
            do(library, case, sibling, step)
            seen.append((library.history.newest(), library.load(case)))
        for position, state in seen:
            assert library.history.past(case, position).case == state
        position, wanted = drawn.draw(st.sampled_from(seen))
        before, count = library.load(case), library.history.count(case)
        found = library.history.bring_back(case, position, "回到", STAMP)
        assert isinstance(found, Changes)
        assert library.load(case) == wanted
        changed = wanted != before
        assert library.history.count(case) == count + changed
        assert bool(found) is changed
        if changed:
            library.undo(case, STAMP)
            assert library.load(case) == before
        library.close()


@pytest.fixture
def library(odd_path: Path) -> Library:
    return filled(odd_path / "library.nzl", enterprises=1)


@pytest.fixture
def case(library: Library) -> str:
    return next(one.id for one in library.cases() if one.year == 2023)


def test_pages_of_the_log_go_on_where_the_last_one_ended(library: Library, case: str) -> None:
    whole = library.history.edits(case)
    assert [edit.label for edit in whole[:3]] == ["档案", "清除", "排放口"]
    assert [edit.changes for edit in whole[:4]] == [1, 1, 1, 12]
    first = library.history.edits(case, limit=4)
    rest = library.history.edits(case, before=first[-1].position)
    assert (*first, *rest) == whole
    assert library.history.count(case) == len(whole) == 9
    assert library.history.edit(case, whole[2].position) == whole[2]
    other = next(one.id for one in library.cases() if one.year == 2022)
    assert library.history.edit(other, whole[2].position) is None


def test_the_changes_of_an_edit_come_in_pieces(library: Library, case: str) -> None:
    fuels = library.history.edits(case)[-1]
    whole = library.history.changes(fuels.position)
    assert len(whole) == fuels.changes == 12
    pieces = [library.history.changes(fuels.position, skip, 5) for skip in (0, 5, 10)]
    assert tuple(step for piece in pieces for step in piece) == whole
    assert whole[0].place.key == Key("energy.fuel_0", Period(2023, 1))


def test_the_log_is_filtered_by_who_how_what_and_words(library: Library, case: str) -> None:
    drop = [DropDatum(Key("energy.fuel_3", Period(2023, 5)))]
    library.apply(case, "50%_删", drop, Stamp(NOW, "王工", "pasted"))
    library.undo(case, Stamp(NOW, "王工"))
    history = library.history

    def labels(**wanted: object) -> list[str]:
        asked = Wanted(**wanted)  # type: ignore[arg-type]  # names of its fields
        found = history.edits(case, asked)
        assert history.count(case, asked) == len(found)
        return [f"{edit.kind} {edit.label}" for edit in found]

    assert labels(who="王工") == ["undo 50%_删", "do 50%_删"]
    assert labels(how="undo") == ["undo 50%_删"]
    assert labels(how="pasted") == ["do 50%_删"]
    assert labels(what=What.RECORDS) == ["do 排放口"]
    assert labels(what=What.PROFILE) == ["do 档案"]
    assert labels(text="%_") == ["undo 50%_删", "do 50%_删"]
    assert labels(text="没有", items=frozenset({"energy.fuel_5"})) == ["do 第 5 种燃料"]
    assert labels(text="没有") == []
    assert history.people(case) == ("张工", "王工")
    assert history.ways(case) == ("pasted", "typed", "undo")


def test_a_profile_field_has_the_history_of_all_years(library: Library, case: str) -> None:
    found = library.history.of(case, Place("enterprise", "contact"))
    assert [(one.step.old, one.step.new) for one in found] == [
        ("李工 2022", "李工 2023"),
        ("", "李工 2022"),
    ]


def test_an_older_value_is_put_back_in_one_step(library: Library, case: str) -> None:
    key = Key("energy.fuel_0", Period(2023, 1))
    newest, oldest = library.history.of(case, Place.of_datum(key))
    assert newest.step.new is None
    done = library.history.put_back(case, {Place.of_datum(key): oldest.step.new}, "放回", STAMP)
    assert isinstance(done, Changes)
    assert done.keys == {key}
    assert library.load(case).data[key].value == 1
    again = library.history.put_back(case, {Place.of_datum(key): oldest.step.new}, "放回", STAMP)
    assert again == Changes("放回")
    library.undo(case, STAMP)
    assert key not in library.load(case).data


def moment(name: str, position: int) -> Moment:
    return Moment("", name, "", Reason.HAND, position, "", "")


def test_moments_are_kept_renamed_and_removed(library: Library, case: str) -> None:
    history = library.history
    at = history.edits(case)[3].position
    first = history.keep(case, moment("报送前", at), STAMP)
    second = history.keep(case, moment("现在", history.newest()), Stamp(NOW, "王工"))
    assert isinstance(first, Moment)
    assert isinstance(second, Moment)
    assert [one.name for one in history.moments(case)] == ["现在", "报送前"]
    assert (second.who, second.made) == ("王工", NOW)
    assert history.rename(case, first.id, "报送前（改）", "第一稿", "later") is True
    assert history.rename("another", first.id, "x", "", NOW) is False
    renamed = history.moments(case)[1]
    assert (renamed.name, renamed.note, renamed.made) == ("报送前（改）", "第一稿", NOW)
    assert history.past(case, renamed.position).case.records == ()
    assert history.remove(case, second.id) is None
    assert history.moments(case) == (renamed,)
    assert history.count(case) == 9


def test_a_moment_of_no_case_is_refused(library: Library) -> None:
    found = library.history.keep("nowhere", moment("x", 0), STAMP)
    assert isinstance(found, Problem)
    assert found.code == "library.case_gone"
