"""Three-way merging: whatever two desks did, nothing is lost and both end alike."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop_app.core.copies import consistent, own
from desktop_app.core.log import Place, steps_between, unreplay
from desktop_app.core.merge import Choice, Leaf, Verdict, merge
from desktop_app.core.merge_leaves import Content
from desktop_app.core.merge_resolve import Renumbered, resolve
from tests.core.merge_copies import (
    Desk,
    datum,
    document,
    link,
    mine,
    outlet,
    packs,
    planned,
    profile,
    theirs,
)

JUNE = Leaf(datum(6, "1")[0])
DA001 = Leaf(outlet("DA001", "机头")[0])


@pytest.fixture
def desks() -> tuple[Desk, Desk]:
    """The plant's copy and the consultant's, of one case."""
    plant = Desk("厂里")
    plant.put(profile("name", "某厂"), packs("general"))
    plant.put(datum(1, "10"), datum(6, "60"), outlet("DA001", "机头", medium="air"))
    plant.put(datum(1, "5", "DA001"), datum(2, "6", "DA001"))
    plant.put(document("old", 1, "一月电费"), link("old", 1))
    plant.put(planned("m1"))
    return plant, plant.sent("顾问")


def verdicts(found: object) -> dict[Leaf, Verdict]:
    return {row.leaf: row.verdict for row in found.rows}  # type: ignore[attr-defined]


def test_different_months_of_both_sides_are_kept(desks: tuple[Desk, Desk]) -> None:
    plant, consultant = desks
    plant.put(datum(2, "20"))
    consultant.put(datum(3, "30"))
    found = plant.take_in(consultant, theirs)
    assert not found.conflicts
    assert plant.state[datum(2, "20")[0]]["value"] == "20"
    assert plant.state[datum(3, "30")[0]]["value"] == "30"


def test_one_cell_edited_on_both_sides_is_a_conflict_that_says_who_and_when(
    desks: tuple[Desk, Desk],
) -> None:
    plant, consultant = desks
    plant.put(datum(6, "61"))
    consultant.put(datum(6, "62"))
    (row,) = merge(plant.copy, consultant.copy).conflicts
    assert row.leaf == JUNE
    assert [side.value["value"] for side in (row.mine, row.theirs)] == ["61", "62"]
    assert row.base["value"] == "60"
    assert row.mine.edit is not None
    assert row.theirs.edit is not None
    assert (row.mine.edit.who, row.theirs.edit.who) == ("厂里", "顾问")
    assert row.mine.edit.at < row.theirs.edit.at


def test_the_same_figure_typed_in_other_ways_is_no_conflict(desks: tuple[Desk, Desk]) -> None:
    plant, consultant = desks
    plant.put(datum(6, "61"))
    consultant.put(datum(6, "61.0"))
    there = consultant.sent("顾问")
    assert not plant.take_in(there, mine).conflicts
    assert not consultant.take_in(plant, mine).conflicts
    assert plant.state == consultant.state


def test_clearing_against_editing_is_a_conflict(desks: tuple[Desk, Desk]) -> None:
    plant, consultant = desks
    plant.put(datum(6, ""))
    consultant.put(datum(6, "62"))
    found = merge(plant.copy, consultant.copy)
    assert [(row.leaf, row.mine.value) for row in found.conflicts] == [(JUNE, None)]
    plant.take_in(consultant, mine)
    assert JUNE.place not in plant.state


@pytest.mark.parametrize("choice", [mine, theirs])
def test_a_removed_outlet_and_what_the_other_side_went_on_filling_in_is_one_choice(
    desks: tuple[Desk, Desk], choice: Callable[[Leaf], Choice]
) -> None:
    plant, consultant = desks
    plant.put(outlet("DA001", ""), datum(1, "", "DA001"), datum(2, "", "DA001"))
    consultant.put(datum(3, "7", "DA001"), document("new", 2, "监测"), link("new", 3, "DA001"))
    (row,) = merge(plant.copy, consultant.copy).conflicts
    assert row.leaf == DA001
    assert row.mine.value is None
    assert row.theirs.edit is not None
    assert row.theirs.edit.who == "顾问"
    assert len(row.members) == 4
    plant.take_in(consultant, choice)
    gone = choice is mine
    for place in (DA001.place, datum(2, "6", "DA001")[0], datum(3, "7", "DA001")[0]):
        assert (place not in plant.state) is gone
    assert (link("new", 3, "DA001")[0] not in plant.state) is gone
    assert Place("evidence", "new") in plant.state


def test_a_removed_outlet_nobody_touched_elsewhere_is_removed(desks: tuple[Desk, Desk]) -> None:
    plant, consultant = desks
    consultant.put(outlet("DA001", ""), datum(1, "", "DA001"), datum(2, "", "DA001"))
    plant.put(datum(6, "61"))
    assert not plant.take_in(consultant, mine).conflicts
    assert DA001.place not in plant.state
    assert datum(1, "5", "DA001")[0] not in plant.state


def test_fields_of_one_outlet_and_one_measure_are_merged_one_by_one(
    desks: tuple[Desk, Desk],
) -> None:
    plant, consultant = desks
    plant.put(outlet("DA001", "机头", medium="air", source="sinter"), planned("m1", owner="李工"))
    consultant.put(outlet("DA001", "烧结机头", medium="air"), planned("m1", investment="560"))
    assert not plant.take_in(consultant, mine).conflicts
    assert plant.state[DA001.place] == outlet("DA001", "烧结机头", medium="air", source="sinter")[1]
    assert plant.state[Place("planned", "m1")] == planned("m1", owner="李工", investment="560")[1]


def test_documents_of_the_same_number_get_different_ones_the_same_on_both_desks(
    desks: tuple[Desk, Desk],
) -> None:
    plant, consultant = desks
    plant.put(document("b", 2, "二月电费", "2026-01-02"))
    consultant.put(document("a", 2, "监测报告", "2026-01-03"), document("c", 3, "照片"))
    there = consultant.sent("顾问")
    found = merge(plant.copy, there.copy)
    assert resolve(found, {}).renumbered == (Renumbered("a", 2, 4),)
    plant.take_in(there, mine)
    consultant.take_in(plant, mine)
    assert plant.state == consultant.state
    assert [plant.state[Place("evidence", one)]["number"] for one in "bac"] == [2, 4, 3]


def test_packs_of_both_sides_are_put_together(desks: tuple[Desk, Desk]) -> None:
    plant, consultant = desks
    plant.put(packs("general", "steel"))
    consultant.put(packs("general", "coking"))
    assert not plant.take_in(consultant, mine).conflicts
    assert plant.state[Place("packs", "packs")] == ["coking", "general", "steel"]


def test_a_profile_no_log_tells_of_is_asked_about_and_an_empty_field_is_filled(
    desks: tuple[Desk, Desk],
) -> None:
    plant, consultant = desks
    plant.state |= dict([profile("contact", "李工"), profile("address", "")])
    consultant.state |= dict([profile("contact", "王工"), profile("address", "贵阳")])
    consultant.put(datum(2, "20"))
    (row,) = merge(plant.copy, consultant.copy).conflicts
    assert (row.leaf.place.target, row.known) == ("contact", False)
    plant.take_in(consultant, mine)
    assert plant.state[Place("enterprise", "address")] == "贵阳"
    assert plant.state[Place("enterprise", "contact")] == "李工"


def test_copies_without_a_common_past_meet_place_by_place() -> None:
    plant, consultant = Desk("厂里"), Desk("顾问")
    plant.put(datum(1, "10"), datum(2, "20"))
    consultant.put(datum(2, "21"), datum(3, "30"))
    found = plant.take_in(consultant, mine)
    assert [row.leaf.place for row in found.conflicts] == [datum(2, "")[0]]
    assert len(plant.state) == 3


def test_a_choice_is_not_asked_for_again_and_is_not_overruled(desks: tuple[Desk, Desk]) -> None:
    plant, consultant = desks
    plant.put(datum(6, "61"))
    consultant.put(datum(6, "62"))
    there = consultant.sent("顾问")
    plant.take_in(there, mine)
    assert plant.take_in(there, theirs).nothing_new
    there.put(datum(7, "70"))
    assert not plant.take_in(there, theirs).conflicts
    assert plant.state[JUNE.place]["value"] == "61"
    # The consultant learns of the choice without being asked.
    assert not there.take_in(plant, mine).conflicts
    assert there.state == plant.state


def test_opposite_choices_of_both_desks_meet_again(desks: tuple[Desk, Desk]) -> None:
    plant, consultant = desks
    plant.put(datum(6, "61"))
    consultant.put(datum(6, "62"))
    sent = plant.sent("厂里")
    plant.take_in(consultant, mine)
    consultant.take_in(sent, mine)
    plant.put(datum(6, "63"))
    (row,) = merge(consultant.copy, plant.copy).conflicts
    assert (row.mine.value["value"], row.theirs.value["value"]) == ("62", "63")


def test_a_merge_that_was_undone_can_be_made_again(desks: tuple[Desk, Desk]) -> None:
    plant, consultant = desks
    consultant.put(datum(6, "62"))
    before = dict(plant.state)
    plant.take_in(consultant, mine)
    merged = dict(plant.state)
    plant.undo()
    assert plant.state == before
    assert not plant.take_in(consultant, mine).nothing_new
    assert plant.state == merged
    assert plant.replayed() == merged


# --- whatever they do -----------------------------------------------------------------------------

VALUES = st.sampled_from(["", "1", "2", "3"])
NAMES = st.sampled_from(["", "甲", "乙"])
CONTENT = st.one_of(
    st.builds(datum, st.integers(1, 3), VALUES),
    st.builds(outlet, st.sampled_from(["A", "B"]), NAMES, source=NAMES),
    st.builds(planned, st.sampled_from(["m", "n"]), owner=NAMES, name=NAMES),
    st.builds(profile, st.sampled_from(["name", "contact"]), NAMES),
)
RECORDED = st.builds(datum, st.integers(1, 2), VALUES, st.sampled_from(["A", "B"]))
Work = list[tuple[Place, Content] | None]
FEW = settings(max_examples=30)
WORK: st.SearchStrategy[Work] = st.lists(st.one_of(CONTENT, RECORDED, st.none()), max_size=6)


def work(desk: Desk, steps: Work) -> None:
    """Edit, or undo at a None; data of an outlet only while it is there, and they go with it."""
    for step in steps:
        if step is None:
            desk.undo()
            continue
        place, content = step
        if place.kind == "datum" and place.parts[1]:
            if Place("record", f"outlet\x1f{place.parts[1]}") in desk.state:
                desk.put(step)
        elif place.kind == "record" and content is None:
            data = [one for one in desk.state if one.kind == "datum"]
            own = [(one, None) for one in data if one.parts[1] == place.parts[1]]
            desk.put(*own, step)
        else:
            desk.put(step)


def begun(common: Work, left: Work, right: Work) -> tuple[Desk, Desk]:
    one = Desk("厂里")
    one.put(profile("name", "某厂"), profile("contact", ""))
    work(one, common)
    other = one.sent("顾问")
    work(one, left)
    work(other, right)
    return one, other


@FEW
@given(common=WORK, left=WORK, right=WORK)
def test_a_copy_merged_with_itself_stays_as_it_is(common: Work, left: Work, right: Work) -> None:
    one, _other = begun(common, left, right)
    assert merge(one.copy, one.copy).nothing_new
    assert not steps_between(one.state, one.state)


@FEW
@given(common=WORK, left=WORK, right=WORK)
def test_both_directions_come_to_the_same(common: Work, left: Work, right: Work) -> None:
    one, other = begun(common, left, right)
    there = other.sent("顾问")
    here = one.sent("厂里")
    first = one.take_in(there, mine)
    second = other.take_in(here, theirs)
    assert {row.leaf for row in first.conflicts} == {row.leaf for row in second.conflicts} or (
        not first.incoming or not second.incoming
    )
    if first.incoming and second.incoming:
        assert one.state == other.state


@FEW
@given(common=WORK, left=WORK, right=WORK, choice=st.sampled_from([mine, theirs]))
def test_importing_twice_changes_nothing(
    common: Work, left: Work, right: Work, choice: Callable[[Leaf], Choice]
) -> None:
    one, other = begun(common, left, right)
    one.take_in(other, choice)
    state, log = dict(one.state), list(one.log)
    assert one.take_in(other, theirs).nothing_new
    assert (one.state, one.log) == (state, log)


@FEW
@given(common=WORK, left=WORK, right=WORK, choice=st.sampled_from([mine, theirs]))
def test_nothing_is_lost_that_nobody_dropped(
    common: Work, left: Work, right: Work, choice: Callable[[Leaf], Choice]
) -> None:
    """What only one side changed is there afterwards; the rest was asked about."""
    one, other = begun(common, left, right)
    before = begun(common, [], [])[0].state
    mine_then, theirs_then = dict(one.state), dict(other.state)
    found = one.take_in(other, choice)
    asked = {place for row in found.conflicts for place in (row.leaf.place, *row.members)}
    for place in (mine_then.keys() | theirs_then.keys() | before.keys()) - asked:
        ours, others, base = (s.get(place) for s in (mine_then, theirs_then, before))
        if others == base:
            assert one.state.get(place) == ours
        elif ours == base:
            assert one.state.get(place) == others
    for row in found.conflicts:
        side = row.mine if choice is mine else row.theirs
        held = one.state.get(row.leaf.place)
        if not row.leaf.field:
            assert held == side.value


@FEW
@given(common=WORK, left=WORK, right=WORK, more=WORK, again=WORK)
def test_desks_that_exchange_again_and_again_end_alike(
    common: Work, left: Work, right: Work, more: Work, again: Work
) -> None:
    one, other = begun(common, left, right)
    one.take_in(other, mine)
    work(one, more)
    work(other, again)
    other.take_in(one, theirs)
    one.take_in(other, theirs)
    assert one.state == other.state
    for desk in (one, other):
        assert desk.replayed() == desk.state
        assert consistent(desk.copy)
        steps = [step for edit in own(desk.log) for step in edit.steps]
        assert unreplay(desk.state, steps) == {}
    assert merge(one.copy, other.copy).nothing_new
    assert merge(other.copy, one.copy).nothing_new


@FEW
@given(common=WORK, left=WORK, right=WORK, third=WORK)
def test_three_desks_that_exchange_all_around_come_to_rest(
    common: Work, left: Work, right: Work, third: Work
) -> None:
    """All end alike, and what a merge alone adds to a log is no news to anybody."""
    one, other = begun(common, left, right)
    last = other.sent("集团")
    work(last, third)
    desks = (one, other, last)
    pairs = [(to, of) for to in desks for of in desks if to is not of]
    for _round in range(2):
        for to, of in pairs:
            to.take_in(of.sent(of.who), mine)
    assert one.state == other.state == last.state
    lengths = [len(desk.log) for desk in desks]
    for to, of in pairs:
        assert to.take_in(of.sent(of.who), mine).nothing_new
    assert [len(desk.log) for desk in desks] == lengths
    assert all(consistent(desk.copy) for desk in desks)


@FEW
@given(common=WORK, left=WORK, right=WORK, choice=st.sampled_from([mine, theirs]))
def test_data_never_stay_behind_without_their_outlet(
    common: Work, left: Work, right: Work, choice: Callable[[Leaf], Choice]
) -> None:
    one, other = begun(common, left, right)
    one.take_in(other, choice)
    for place in one.state:
        if place.kind == "datum" and place.parts[1]:
            assert Place("record", f"outlet\x1f{place.parts[1]}") in one.state
