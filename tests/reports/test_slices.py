"""Pagination: nothing lost, nothing too high, what belongs together stays together."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from desktop_app.reports.pen import Pen
from desktop_app.reports.slices import Page, Slice, paginate

HEIGHT = 100.0


def nothing(_pen: Pen, _x: float, _y: float) -> None:
    """Leaves no ink."""


def piece(height: float, **more: object) -> Slice:
    return Slice(height, nothing, **more)  # type: ignore[arg-type]


def heights(pages: tuple[Page, ...]) -> list[list[float]]:
    return [[placed.slice.height for placed in page.placed] for page in pages]


pieces = st.lists(
    st.builds(
        piece,
        st.floats(1, 130),
        before=st.floats(0, 30),
        keep_next=st.booleans(),
        needs=st.floats(0, 60),
        fresh_page=st.sampled_from([False, False, False, True]),
    ),
    max_size=40,
)


@given(pieces)
def test_every_slice_is_placed_once_in_order_without_overlap(slices: list[Slice]) -> None:
    pages = paginate(slices, HEIGHT)
    assert [placed.slice for page in pages for placed in page.placed] == slices
    for page in pages:
        reached = 0.0
        for placed in page.placed:
            assert placed.top >= reached - 1e-6
            reached = placed.top + placed.slice.height
        assert reached <= HEIGHT + 0.1 or len(page.placed) == 1


@given(pieces)
def test_no_page_is_empty(slices: list[Slice]) -> None:
    pages = paginate(slices, HEIGHT)
    assert all(page.placed for page in pages) or not slices


def test_space_above_is_dropped_at_the_top_of_a_page() -> None:
    first, second = paginate([piece(90), piece(20, before=10)], HEIGHT)
    assert first.placed[0].top == second.placed[0].top == 0


def test_bound_slices_move_together() -> None:
    pages = paginate([piece(60), piece(20, keep_next=True), piece(30)], HEIGHT)
    assert heights(pages) == [[60], [20, 30]]


def test_a_chain_no_page_could_hold_breaks_where_it_must() -> None:
    chain = [piece(40, keep_next=True) for _ in range(4)]
    assert heights(paginate([*chain, piece(40)], HEIGHT)) == [[40, 40], [40, 40], [40]]


def test_a_heading_does_not_begin_where_too_little_room_is_left() -> None:
    pages = paginate([piece(60), piece(10, needs=50, keep_next=True), piece(10)], HEIGHT)
    assert heights(pages) == [[60], [10, 10]]


def test_the_head_is_repeated_on_every_following_page() -> None:
    head = piece(10)
    rows = [piece(30, head=head) for _ in range(5)]
    pages = paginate([piece(10, keep_next=True), *rows], HEIGHT)
    assert heights(pages) == [[10, 30, 30, 30], [10, 30, 30]]


def test_a_fresh_page_is_begun_even_inside_a_chain() -> None:
    pages = paginate([piece(10, keep_next=True), piece(10, fresh_page=True)], HEIGHT)
    assert heights(pages) == [[10], [10]]


def test_no_page_break_before_the_first_block() -> None:
    assert heights(paginate([piece(10, fresh_page=True)], HEIGHT)) == [[10]]
