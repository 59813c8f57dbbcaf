"""What a report is made of, before anyone draws it: frozen blocks, pure data.

Texts are finished: translated, numbered, figures formatted. Colours are tokens of
`charts.palette`; level tokens (level_1, level_2, level_3, level_below) bring their sign along.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import TypeAlias

from desktop_app.charts.scene import Scene
from desktop_app.core.provenance import Provenance


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of text in one manner.

    `link` is the anchor of a heading in the same document; `script` is "", "sub" or "sup". What is
    to be typed, a key or a name of a file, is `typed`: it stands on a tint.
    """

    text: str
    bold: bool = False
    colour: str = ""
    small: bool = False
    link: str = ""
    script: str = ""
    slanted: bool = False
    typed: bool = False


#: A plain string is one span in the manner of its surroundings.
RichText: TypeAlias = str | tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Badge:
    """A level or state in a word: the token gives colour and sign ("" and "muted" have none)."""

    level: str
    word: str


@dataclass(frozen=True, slots=True)
class Heading:
    """A title that appears among the bookmarks; `level` 1-4, `anchor` unique in the document."""

    level: int
    text: str
    anchor: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text; `style` is body, small (captions, sources) or lead (a summary sentence)."""

    text: RichText
    style: str = "body"
    align: str = "justify"


@dataclass(frozen=True, slots=True)
class Bullets:
    """A list; `ordered` numbers the items from 1."""

    items: tuple[RichText, ...]
    ordered: bool = False


@dataclass(frozen=True, slots=True)
class KeyValues:
    """Facts as label and value, in `columns` columns side by side."""

    pairs: tuple[tuple[str, RichText], ...]
    columns: int = 2


@dataclass(frozen=True, slots=True)
class Column:
    """A table column: `share` of the width relative to the others; align left, right, middle."""

    title: str
    share: float = 1
    align: str = "left"
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Cell:
    """A table cell: text, or a badge followed by text, or a small drawing above the text.

    `tone` is one of: "" plain, muted, strong, estimated (slanted), blank (hatched: not filled in),
    na (dash: does not apply), to_verify (small ring behind the text: 待核实).
    `align` overrides the column; `span` is how many columns the cell covers. `number` is the exact
    figure behind the text, where there is one: a workbook holds it in place of the text.
    """

    text: RichText = ""
    badge: Badge | None = None
    tone: str = ""
    align: str = ""
    span: int = 1
    scene: Scene | None = None
    number: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """A table row; `kind` is "" for a row of data, "group" for a title within, "total"."""

    cells: tuple[Cell, ...]
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """A table: caption above, head repeated on every page, note below.

    `empty` is printed instead of rows when there are none.
    """

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    caption: str = ""
    note: RichText = ""
    empty: str = ""


@dataclass(frozen=True, slots=True)
class Figure:
    """A drawing with its caption below; shrunk when wider than the text or higher than a page."""

    scene: Scene
    caption: str = ""


@dataclass(frozen=True, slots=True)
class Card:
    """One big figure: what it is, the figure, its unit, a badge and a sentence below."""

    title: str
    figure: str
    unit: str = ""
    badge: Badge | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Cards:
    """Cards side by side, all of the same height."""

    cards: tuple[Card, ...]


@dataclass(frozen=True, slots=True)
class Callout:
    """A marked-off remark; `tone` is info or warning."""

    text: RichText
    tone: str = "info"
    title: str = ""


@dataclass(frozen=True, slots=True)
class Listing:
    """Lines to be typed as they stand, such as those of a file, on a tint."""

    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SignaturePanel:
    """Lines to sign on, one per label, kept together."""

    labels: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Image:
    """A picture as it is in its file: PNG or JPEG by its media type, `width` x `height` pixels."""

    data: bytes
    media: str
    width: int
    height: int

    def fitted(self, width: float, height: float) -> tuple[float, float]:
        """Its size in points inside a box of so many points, in its own proportions."""
        scale = min(width / self.width, height / self.height)
        return self.width * scale, self.height * scale


@dataclass(frozen=True, slots=True)
class Picture:
    """An image with its caption below, `share` of the width of the text at most."""

    image: Image
    caption: str = ""
    share: float = 1


@dataclass(frozen=True, slots=True)
class Cover:
    """The first page: it bears neither running head nor page number.

    `logo` stands in place of the sign of the house, `issuer` beside it.
    """

    title: str
    subtitle: str = ""
    fields: tuple[tuple[str, str], ...] = ()
    footnote: str = ""
    logo: Image | None = None
    issuer: str = ""


@dataclass(frozen=True, slots=True)
class Toc:
    """The list of headings down to `depth`, with page numbers and links.

    `parts` names the part of the document that begins with the heading of an anchor.
    """

    title: str
    depth: int = 2
    parts: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Leaf:
    """A page of its own for a page or picture of something else, with a line of ours below it.

    `width` and `height` are those of what it shows, in any unit; `turn` is by how many degrees
    clockwise a picture is turned to stand upright, before `width` and `height` hold. Without
    `picture`, which gives the bytes of an image file, room is left for what is put in later.
    """

    text: str
    width: float
    height: float
    picture: Callable[[], bytes] | None = None
    turn: int = 0
    mirrored: bool = False


@dataclass(frozen=True, slots=True)
class Spacer:
    """Empty height in points; dropped at the top of a page."""

    height: float = 12


@dataclass(frozen=True, slots=True)
class PageBreak:
    """The next block begins a new page."""


Block: TypeAlias = (
    Heading
    | Paragraph
    | Bullets
    | KeyValues
    | Table
    | Figure
    | Picture
    | Cards
    | Callout
    | Listing
    | SignaturePanel
    | Cover
    | Leaf
    | Toc
    | Spacer
    | PageBreak
)


@dataclass(frozen=True, slots=True)
class Document:
    """A whole report. `created` is an ISO date (2026-11-22): the clock is the caller's.

    `running_head`, `footer_note` and `mark` (beside the page number) stand on every page but the
    cover; with `chapter_heads` the running head is the title of the chapter. `keywords` are kept
    among the properties of the file, `provenance` goes into its stamp.
    """

    title: str
    subject: str
    enterprise: str
    year: str
    author: str
    created: str
    running_head: str
    footer_note: str
    blocks: tuple[Block, ...]
    keywords: tuple[str, ...] = ()
    mark: str = ""
    provenance: Provenance | None = None
    chapter_heads: bool = False


def spans_of(text: RichText) -> tuple[Span, ...]:
    """The spans of a rich text."""
    return (Span(text),) if isinstance(text, str) else text


def plain_text(text: RichText) -> str:
    """The characters of a rich text, without its manner."""
    return text if isinstance(text, str) else "".join(span.text for span in text)
