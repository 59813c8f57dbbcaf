"""Blocks that stand whole: cards, facts, callouts, figures and the place for signatures."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from desktop_app.charts.scene import text_width
from desktop_app.reports.blocks import (
    Callout,
    Card,
    Cards,
    Figure,
    KeyValues,
    Picture,
    RichText,
    SignaturePanel,
)
from desktop_app.reports.docx.grid import GridCell, GridRow, grid, side
from desktop_app.reports.docx.making import Making
from desktop_app.reports.docx.paragraphs import GAP, Format, paragraph
from desktop_app.reports.docx.runs import plain_run, runs
from desktop_app.reports.docx.styles import PLAIN_TABLE
from desktop_app.reports.docx.xml import el
from desktop_app.reports.signs import badge_spans
from desktop_app.reports.style import (
    CARD_FIGURE,
    CARD_GAP,
    CARD_PAD,
    CARD_UNIT,
    CARDS_IN_ROW,
    CELL,
    FRAME_HEIGHT,
    FRAME_WIDTH,
    HAIRLINE,
)

_MOST_LABEL_SHARE: Final = 0.45
_COLUMN_GAP: Final = 20.0
_SIGN_ROW: Final = 34.0
_SIGN_GAP: Final = 28.0
_CAPTION_ROOM: Final = 60.0
_FRAME: Final = 0.75
_EMPTY: Final = paragraph(Format("TableText"))


def cards_block(_making: Making, cards: Cards) -> str:
    """Rows of up to four cards, each row a table with empty columns between the cards."""
    written = GAP
    for first in range(0, len(cards.cards), CARDS_IN_ROW):
        written += _card_row(cards.cards[first : first + CARDS_IN_ROW]) + GAP
    return written


def _card_row(cards: Sequence[Card]) -> str:
    width = (FRAME_WIDTH - CARD_GAP * (len(cards) - 1)) / len(cards)
    inner = width - 2 * CARD_PAD
    frame = "".join(side(name, _FRAME, "border") for name in ("top", "left", "bottom", "right"))
    boxes = [GridCell(_card(card, inner), 1, "", frame, (CARD_PAD, CARD_PAD)) for card in cards]
    return grid(PLAIN_TABLE, _parted(width, len(cards), CARD_GAP), [GridRow(_with_gaps(boxes))])


def _parted(width: float, count: int, gap: float) -> list[float]:
    """The widths of equal columns with a gap between each two."""
    return [width, *(own for _place in range(count - 1) for own in (gap, width))]


def _with_gaps(cells: Sequence[GridCell]) -> tuple[GridCell, ...]:
    parted = [cells[0]]
    for cell in cells[1:]:
        parted += [GridCell(_EMPTY), cell]
    return tuple(parted)


def _card(card: Card, width: float) -> str:
    """Title, figure with unit, badge and note, from top to bottom."""
    unit = f" {card.unit}" if card.unit else ""
    figure = plain_run(card.figure, size=_figure_size(card.figure, unit, width))
    small = plain_run(unit, bold=False, ink="muted", size=CARD_UNIT.size) if unit else ""
    written = paragraph(Format("CardTitle"), plain_run(card.title))
    written += paragraph(Format("CardFigure"), figure, small)
    if card.badge is not None:
        spans = badge_spans(card.badge.level, card.badge.word)
        written += paragraph(Format("CardBadge"), runs(spans))
    return written + (paragraph(Format("CardNote"), plain_run(card.note)) if card.note else "")


def _figure_size(figure: str, unit: str, width: float) -> float:
    """The big figure on one line with its unit, set smaller until it fits."""
    size = CARD_FIGURE.size
    room = width - text_width(unit, CARD_UNIT.size)
    while size > CARD_UNIT.size and text_width(figure, size) * _BOLD_SHARE > room:
        size -= 1
    return size


#: Bold letters are wider than the estimate.
_BOLD_SHARE: Final = 1.08


def key_values_block(making: Making, facts: KeyValues) -> str:
    """Rows of label and value, a hairline below each."""
    if not facts.pairs:
        return ""
    width = (FRAME_WIDTH - _COLUMN_GAP * (facts.columns - 1)) / facts.columns
    widest = max(text_width(label, CELL.size) for label, _value in facts.pairs)
    label_width = min(widest + 14, width * _MOST_LABEL_SHARE)
    columns = [label_width, width - label_width]
    widths = [*columns, *(facts.columns - 1) * [_COLUMN_GAP, *columns]]
    rows = []
    for first in range(0, len(facts.pairs), facts.columns):
        pairs = facts.pairs[first : first + facts.columns]
        cells = [cell for pair in pairs for cell in (*_fact(making, *pair), GridCell(_EMPTY))]
        missing = len(widths) - len(cells) + 1
        filler = (GridCell(_EMPTY),) * max(0, missing)
        rows.append(GridRow((*cells[:-1], *filler)[: len(widths)]))
    return GAP + grid(PLAIN_TABLE, widths, rows) + GAP


def _fact(making: Making, label: str, value: RichText) -> tuple[GridCell, GridCell]:
    line = side("bottom", HAIRLINE, "border")
    told = paragraph(Format("FactLabel"), plain_run(label))
    said = paragraph(Format("TableText"), runs(value or "—", making.marks))
    return GridCell(told, borders=line, pad=(0, 6)), GridCell(said, borders=line)


def callout_block(making: Making, callout: Callout) -> str:
    """A tinted remark with a bar at its left; the title is its first line."""
    warns = callout.tone == "warning"
    title = plain_run(callout.title, bold=True, ink="level_3" if warns else "accent")
    style = Format("CalloutWarning" if warns else "Callout")
    head = title + el("w:r", el("w:br")) if callout.title else ""
    return paragraph(style, head, runs(callout.text, making.marks))


def figure_block(making: Making, figure: Figure) -> str:
    """A drawing in the middle of the line, its caption below, kept together."""
    scene = figure.scene
    room = FRAME_HEIGHT - _CAPTION_ROOM
    scale = min(1.0, FRAME_WIDTH / scene.width, room / scene.height)
    drawn = paragraph(Format("Figure"), making.pictures.place(scene, scale))
    return drawn + paragraph(Format("FigureCaption"), runs(figure.caption))


def picture_block(making: Making, picture: Picture) -> str:
    """An image in the middle of the line, its caption below, kept together."""
    room = FRAME_HEIGHT - _CAPTION_ROOM
    width, height = picture.image.fitted(FRAME_WIDTH * picture.share, room)
    run = making.pictures.place_image(picture.image, width, height, picture.caption)
    drawn = paragraph(Format("Figure"), run)
    return drawn + paragraph(Format("FigureCaption"), runs(picture.caption))


def signature_block(_making: Making, panel: SignaturePanel) -> str:
    """Two lines to sign on per row."""
    if not panel.labels:
        return ""
    width = (FRAME_WIDTH - _SIGN_GAP) / 2
    widest = max(text_width(label, CELL.size) for label in panel.labels)
    label_width = min(widest + 10, width / 2)
    columns = [label_width, width - label_width]
    rows = []
    for first in range(0, len(panel.labels), 2):
        pair = panel.labels[first : first + 2]
        cells = [cell for label in pair for cell in (*_line(label), GridCell(_EMPTY))]
        filler = (GridCell(_EMPTY),) * (6 - len(cells))
        rows.append(GridRow((*cells, *filler)[:5], height=_SIGN_ROW))
    return GAP * 3 + grid(PLAIN_TABLE, [*columns, _SIGN_GAP, *columns], rows) + GAP


def _line(label: str) -> tuple[GridCell, GridCell]:
    """A label and the line behind it; the paragraphs keep the whole panel on one page."""
    form = Format("FactLabel", keep_next=True)
    line = side("bottom", HAIRLINE, "muted")
    told = GridCell(paragraph(form, plain_run(label)), upright="bottom")
    return told, GridCell(paragraph(form), borders=line, upright="bottom")
