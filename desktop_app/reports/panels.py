"""Blocks that stand whole: cards, facts, callouts, figures and the place for signatures."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from desktop_app.reports.blocks import (
    Callout,
    Card,
    Cards,
    Figure,
    KeyValues,
    Listing,
    Picture,
    RichText,
    SignaturePanel,
    Span,
)
from desktop_app.reports.draw import draw_scene
from desktop_app.reports.pen import Pen
from desktop_app.reports.signs import badge_spans
from desktop_app.reports.slices import Slice
from desktop_app.reports.style import (
    BLOCK_BEFORE,
    BODY,
    CAPTION,
    CARD_FIGURE,
    CARD_GAP,
    CARD_NOTE,
    CARD_PAD,
    CARD_TITLE,
    CARD_UNIT,
    CARDS_IN_ROW,
    CELL,
    CELL_PAD_Y,
    CORNER,
    FRAME_HEIGHT,
    FRAME_WIDTH,
    HAIRLINE,
    LISTING,
    TextStyle,
)
from desktop_app.reports.typeset import TextLine, Typesetter

_LABEL = replace(CELL, colour="muted")
_BADGE = replace(CELL, size=9, leading=17)
_MOST_LABEL_SHARE = 0.45
_COLUMN_GAP = 20.0
_CAPTION_BEFORE = 6.0
_BAR = 2.5
_CALLOUT_PAD = 9.0
_CALLOUT_INDENT = 14.0
_LISTING_PAD = 8.0
_SIGN_ROW = 34.0
_SIGN_GAP = 28.0


@dataclass(frozen=True, slots=True)
class _Set:
    """Lines with the style they were set in."""

    lines: tuple[TextLine, ...]
    style: TextStyle

    @property
    def height(self) -> float:
        """The height of the lines."""
        return len(self.lines) * self.style.leading

    def draw(self, pen: Pen, x: float, y: float) -> None:
        """Draw the lines, top left corner at (x, y)."""
        pen.text(self.lines, x, y, self.style.size, self.style.leading)


def _set(setter: Typesetter, text: RichText, style: TextStyle, width: float) -> _Set:
    return _Set(setter.lines(text, style, width) if text else (), style)


def cards_slices(setter: Typesetter, cards: Cards) -> Iterator[Slice]:
    """Rows of up to four cards, each row one slice."""
    for first in range(0, len(cards.cards), CARDS_IN_ROW):
        row = cards.cards[first : first + CARDS_IN_ROW]
        yield _card_row(setter, row, BLOCK_BEFORE if first == 0 else CARD_GAP)


def _card_row(setter: Typesetter, cards: Sequence[Card], before: float) -> Slice:
    width = (FRAME_WIDTH - CARD_GAP * (len(cards) - 1)) / len(cards)
    inner = width - 2 * CARD_PAD
    stacks = [_card(setter, card, inner) for card in cards]
    height = max(sum(part.height for part in stack) for stack in stacks) + 2 * CARD_PAD

    def draw(pen: Pen, x: float, y: float) -> None:
        for index, stack in enumerate(stacks):
            left = x + index * (width + CARD_GAP)
            pen.frame(left, y, width, height, CORNER)
            top = y - CARD_PAD
            for part in stack:
                part.draw(pen, left + CARD_PAD, top)
                top -= part.height

    return Slice(height, draw, before=before)


def _card(setter: Typesetter, card: Card, width: float) -> tuple[_Set, ...]:
    """Title, figure with unit, badge and note, from top to bottom."""
    badge = badge_spans(card.badge.level, card.badge.word) if card.badge else ""
    return (
        _set(setter, card.title, CARD_TITLE, width),
        _figure(setter, card, width),
        _set(setter, badge, _BADGE, width),
        _set(setter, card.note, CARD_NOTE, width),
    )


def _figure(setter: Typesetter, card: Card, width: float) -> _Set:
    """The big figure on one line with its unit, set smaller until it fits, on one baseline."""
    size = CARD_FIGURE.size
    while True:
        style = replace(CARD_FIGURE, size=size, bold=False)
        text = (
            Span(card.figure, bold=True),
            Span(f" {card.unit}" if card.unit else "", small=True),
        )
        if size <= CARD_UNIT.size or setter.width(text, style) <= width:
            return _Set(setter.lines(text, style, width), CARD_FIGURE)
        size -= 1


def key_values_slices(setter: Typesetter, facts: KeyValues) -> Iterator[Slice]:
    """Rows of label and value, a hairline below each."""
    width = (FRAME_WIDTH - _COLUMN_GAP * (facts.columns - 1)) / facts.columns
    widest = max((setter.width(label, _LABEL) for label, _value in facts.pairs), default=0.0)
    label_width = min(widest + 10, width * _MOST_LABEL_SHARE)
    for first in range(0, len(facts.pairs), facts.columns):
        row = [
            (
                _set(setter, label, _LABEL, label_width - 6),
                _set(setter, value or "—", CELL, width - label_width),
            )
            for label, value in facts.pairs[first : first + facts.columns]
        ]
        yield _fact_row(row, width, label_width, BLOCK_BEFORE if first == 0 else 0)


def _fact_row(
    row: Sequence[tuple[_Set, _Set]], width: float, label_width: float, before: float
) -> Slice:
    height = max(max(label.height, value.height) for label, value in row) + 2 * CELL_PAD_Y

    def draw(pen: Pen, x: float, y: float) -> None:
        for index, (label, value) in enumerate(row):
            left = x + index * (width + _COLUMN_GAP)
            label.draw(pen, left, y - CELL_PAD_Y)
            value.draw(pen, left + label_width, y - CELL_PAD_Y)
            pen.rule(left, y - height, left + width, "border", HAIRLINE)

    return Slice(height, draw, before=before)


def callout_slices(setter: Typesetter, callout: Callout) -> Iterator[Slice]:
    """A tinted remark with a bar at its left, cut into lines only when higher than a page."""
    colour = "level_3" if callout.tone == "warning" else "accent"
    width = FRAME_WIDTH - 2 * _CALLOUT_INDENT
    title = _set(setter, callout.title, replace(BODY, bold=True, colour=colour), width)
    body = _set(setter, callout.text, BODY.aligned("justify"), width)
    parts = [_Set((line,), part.style) for part in (title, body) for line in part.lines]
    height = title.height + body.height + 2 * _CALLOUT_PAD
    if height <= FRAME_HEIGHT:
        yield _callout_piece(parts, colour, _CALLOUT_PAD, _CALLOUT_PAD, BLOCK_BEFORE)
        return
    for index, part in enumerate(parts):
        first, last = index == 0, index == len(parts) - 1
        yield _callout_piece(
            [part],
            colour,
            _CALLOUT_PAD if first else 0,
            _CALLOUT_PAD if last else 0,
            BLOCK_BEFORE if first else 0,
        )


def _callout_piece(
    parts: Sequence[_Set], colour: str, above: float, below: float, before: float
) -> Slice:
    height = sum(part.height for part in parts) + above + below

    def draw(pen: Pen, x: float, y: float) -> None:
        pen.area(x, y, FRAME_WIDTH, height, colour, 0.07)
        pen.area(x, y, _BAR, height, colour)
        top = y - above
        for part in parts:
            part.draw(pen, x + _CALLOUT_INDENT, top)
            top -= part.height

    return Slice(height, draw, before=before)


def listing_slices(setter: Typesetter, listing: Listing) -> Iterator[Slice]:
    """Lines close together on a tint, which goes on over the end of a page."""
    width = FRAME_WIDTH - 2 * _LISTING_PAD
    sets = [_set(setter, line or " ", LISTING, width) for line in listing.lines]
    for index, part in enumerate(sets):
        first, last = index == 0, index == len(sets) - 1
        above, below = (_LISTING_PAD if end else 0.0 for end in (first, last))
        yield _listing_piece(part, above, below, BLOCK_BEFORE if first else 0)


def _listing_piece(part: _Set, above: float, below: float, before: float) -> Slice:
    height = part.height + above + below

    def draw(pen: Pen, x: float, y: float) -> None:
        pen.area(x, y, FRAME_WIDTH, height, "text", 0.05)
        part.draw(pen, x + _LISTING_PAD, y - above)

    return Slice(height, draw, before=before, keep_next=bool(above))


def figure_slices(setter: Typesetter, figure: Figure) -> Iterator[Slice]:
    """A drawing in the middle of the line, its caption below, kept together."""
    scene = figure.scene
    caption = _set(setter, figure.caption, CAPTION.aligned("middle"), FRAME_WIDTH)
    room = FRAME_HEIGHT - caption.height - _CAPTION_BEFORE
    scale = min(1.0, FRAME_WIDTH / scene.width, room / scene.height)
    drawn = scene.height * scale

    def draw(pen: Pen, x: float, y: float) -> None:
        left = x + (FRAME_WIDTH - scene.width * scale) / 2
        draw_scene(pen, setter, scene, left, y, scale)
        caption.draw(pen, x, y - drawn - _CAPTION_BEFORE)

    yield Slice(drawn + caption.height + _CAPTION_BEFORE, draw, before=BLOCK_BEFORE)


def picture_slices(setter: Typesetter, picture: Picture) -> Iterator[Slice]:
    """An image in the middle of the line in a hairline frame, its caption below."""
    caption = _set(setter, picture.caption, CAPTION.aligned("middle"), FRAME_WIDTH)
    room = FRAME_HEIGHT - caption.height - _CAPTION_BEFORE
    width, height = picture.image.fitted(FRAME_WIDTH * picture.share, room)

    def draw(pen: Pen, x: float, y: float) -> None:
        left = x + (FRAME_WIDTH - width) / 2
        pen.image(picture.image, left, y, width, height)
        pen.frame(left, y, width, height, 0)
        caption.draw(pen, x, y - height - _CAPTION_BEFORE)

    yield Slice(height + caption.height + _CAPTION_BEFORE, draw, before=BLOCK_BEFORE)


def signature_slices(setter: Typesetter, panel: SignaturePanel) -> Iterator[Slice]:
    """Two lines to sign on per row, all on one page."""
    labels = [_set(setter, label, _LABEL, FRAME_WIDTH / 4) for label in panel.labels]
    width = (FRAME_WIDTH - _SIGN_GAP) / 2
    height = _SIGN_ROW * ((len(labels) + 1) // 2)

    def draw(pen: Pen, x: float, y: float) -> None:
        for index, label in enumerate(labels):
            left = x + (index % 2) * (width + _SIGN_GAP)
            bottom = y - (index // 2 + 1) * _SIGN_ROW
            label.draw(pen, left, bottom + label.height + 2)
            start = left + max((line.right for line in label.lines), default=0.0) + 8
            pen.rule(start, bottom + 2, left + width, "muted", HAIRLINE)

    yield Slice(height, draw, before=BLOCK_BEFORE * 2)
