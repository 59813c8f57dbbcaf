"""Steps of the log lead on and back: replaying and undoing them are inverses."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from desktop_app.core.data import Key, Period
from desktop_app.core.log import (
    DATUM,
    Edit,
    Place,
    State,
    Step,
    What,
    key_from,
    key_text,
    replay,
    steps_between,
    unreplay,
)

PLACES = st.builds(Place, st.sampled_from([DATUM, "record"]), st.sampled_from("abcdef"))
HELD: st.SearchStrategy[Any] = st.one_of(
    st.integers(0, 3), st.just({}), st.fixed_dictionaries({"value": st.text(max_size=2)})
)
CONTENTS: st.SearchStrategy[Any] = st.none() | HELD
# Of twelve places: larger states would mostly be drawn in vain.
STATES = st.dictionaries(PLACES, HELD, max_size=6)


@st.composite
def runs(draw: st.DrawFn) -> tuple[State, list[Step]]:
    """A state, and steps each of which says what was there before it."""
    before = draw(STATES)
    now: dict[Place, Any] = dict(before)
    steps = []
    for place, new in draw(st.lists(st.tuples(PLACES, CONTENTS))):
        step = Step(place.kind, place.target, now.get(place), new)
        now = replay(now, [step])
        steps.append(step)
    return before, steps


@given(runs())
def test_undoing_what_was_replayed_leads_back(run: tuple[State, list[Step]]) -> None:
    state, steps = run
    assert unreplay(replay(state, steps), steps) == state


@given(runs(), st.data())
def test_replaying_what_was_undone_leads_on(
    run: tuple[State, list[Step]], data: st.DataObject
) -> None:
    state, steps = run
    end = replay(state, steps)
    at = data.draw(st.integers(0, len(steps)))
    middle = unreplay(end, steps[at:])
    assert middle == replay(state, steps[:at])
    assert replay(middle, steps[at:]) == end


@given(STATES, STATES)
def test_the_steps_between_two_states_lead_from_one_to_the_other(old: State, new: State) -> None:
    steps = steps_between(old, new)
    assert replay(old, steps) == new
    assert unreplay(new, steps) == old
    assert len({step.place for step in steps}) == len(steps)


@given(
    st.text("abc.", min_size=1),
    st.text("DA01", max_size=3),
    st.integers(2000, 2100),
    st.integers(0, 12),
)
def test_a_target_names_one_key(item: str, record: str, year: int, month: int) -> None:
    key = Key(item, Period(year, month), record)
    assert key_from(key_text(key)) == key
    assert Place.of_datum(key).key == key


def test_every_kind_of_place_belongs_to_something() -> None:
    kinds = [kind for what in What for kind in what.kinds]
    assert len(set(kinds)) == len(kinds)
    assert {Place(kind, "x").what for kind in kinds} == set(What)
    assert Place("record", "outlet\x1fDA001").key is None


def test_an_edit_says_how_it_came_about() -> None:
    typed = Edit(1, "", "", "填写", "do", "typed")
    assert typed.how == "typed"
    assert Edit(2, "", "", "填写", "undo", "typed").how == "undo"
