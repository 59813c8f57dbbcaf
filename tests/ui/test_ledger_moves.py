"""Where the arrows lead with Ctrl held, for any row of filled and empty cells."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from desktop_app.ui.ledger.moves import edge


def line(text: str) -> list[bool]:
    return [sign == "x" for sign in text]


def test_edges() -> None:
    assert edge(line("xxx..xx."), 0, 1) == 2
    assert edge(line("xxx..xx."), 2, 1) == 5
    assert edge(line("xxx..xx."), 6, 1) == 7
    assert edge(line("xxx..xx."), 5, -1) == 2
    assert edge(line("........"), 4, -1) == 0


@given(st.lists(st.booleans(), min_size=1, max_size=40), st.data())
def test_a_jump_goes_on_and_stops_where_something_changes(
    cells: list[bool], data: st.DataObject
) -> None:
    here = data.draw(st.integers(0, len(cells) - 1))
    step = data.draw(st.sampled_from((1, -1)))
    end = len(cells) - 1 if step > 0 else 0
    found = edge(cells, here, step)
    assert (found - here) * step >= (0 if here == end else 1)
    if found != end:
        assert cells[found]
        passed = [cells[at] for at in range(here + step, found, step)]
        assert all(passed) or not any(passed)
