"""Pagination: blocks become slices of fixed height, slices are stacked into pages. Pure.

A slice is drawn whole; what may break across pages is cut into several slices beforehand. All
page numbers are known before anything is drawn.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from desktop_app.reports.pen import Pen

_EPSILON = 0.01


class Draw(Protocol):
    """Draws a slice whose left edge is at `x` and whose top is at `y` (PDF: y runs up)."""

    def __call__(self, pen: Pen, x: float, y: float, /) -> None:
        """Draw it."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A heading met on the way: what bookmarks and the list of contents need."""

    level: int
    text: str
    anchor: str


@dataclass(frozen=True, slots=True)
class Slice:
    """An unbreakable piece of a page.

    `before` is space above, dropped at the top of a page. `keep_next` binds it to the slice that
    follows. `needs` is the room that must be left on the page for it to begin there. `head` is
    repeated above it when it begins a page (table heads). `bare` pages bear no running head.
    """

    height: float
    draw: Draw
    before: float = 0
    keep_next: bool = False
    needs: float = 0
    head: Slice | None = None
    mark: Mark | None = None
    fresh_page: bool = False
    bare: bool = False


@dataclass(frozen=True, slots=True)
class Placed:
    """A slice and how far its top is below the top of the frame."""

    slice: Slice
    top: float


@dataclass(frozen=True, slots=True)
class Page:
    """The slices of one page."""

    placed: tuple[Placed, ...]

    @property
    def bare(self) -> bool:
        """Whether running head and foot are left out."""
        return any(item.slice.bare for item in self.placed)


def paginate(slices: Iterable[Slice], height: float) -> tuple[Page, ...]:
    """Stack slices into pages of `height`, keeping bound ones together where they can fit."""
    pages: list[list[Placed]] = [[]]
    for chain in _chains(slices):
        used = _used(pages[-1])
        if pages[-1] and (chain[0].fresh_page or not _fits(chain, used, height)):
            pages.append([])
        for piece in chain:
            _place(pages, piece, height)
    return tuple(Page(tuple(page)) for page in pages)


def _chains(slices: Iterable[Slice]) -> Iterator[tuple[Slice, ...]]:
    """Group each slice with the ones it is bound to."""
    chain: list[Slice] = []
    for piece in slices:
        if chain and piece.fresh_page:
            yield tuple(chain)
            chain = []
        chain.append(piece)
        if not piece.keep_next:
            yield tuple(chain)
            chain = []
    if chain:
        yield tuple(chain)


def _fits(chain: Sequence[Slice], used: float, height: float) -> bool:
    """Whether the chain fits below `used`; one that no page could hold may begin anywhere."""
    room = height - used
    wanted = _height(chain)
    if wanted > height:
        wanted = chain[0].before + chain[0].height
    return max(wanted, chain[0].needs) <= room + _EPSILON


def _height(chain: Sequence[Slice]) -> float:
    return sum(piece.before + piece.height for piece in chain)


def _place(pages: list[list[Placed]], piece: Slice, height: float) -> None:
    """Put one slice on the last page, or on a new one when it does not fit there."""
    page = pages[-1]
    top = _used(page) + (piece.before if page else 0)
    if page and top + piece.height > height + _EPSILON:
        page = []
        pages.append(page)
        top = 0.0
    if not page and piece.head is not None and piece.head.height + piece.height <= height:
        page.append(Placed(piece.head, 0.0))
        top = piece.head.height
    page.append(Placed(piece, top))


def _used(page: Sequence[Placed]) -> float:
    return page[-1].top + page[-1].slice.height if page else 0.0
