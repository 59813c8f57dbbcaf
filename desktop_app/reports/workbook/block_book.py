"""A document of blocks as a plain workbook: a sheet for each table, figures as figures.

The live workbook of a case is another thing (`write`); this one is to be filled in and handed on.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

from openpyxl.utils import get_column_letter
from openpyxl.workbook import Workbook

from desktop_app.core.problems import Problem
from desktop_app.i18n import _
from desktop_app.reports.blocks import (
    Block,
    Bullets,
    Callout,
    Cell,
    Column,
    Cover,
    Document,
    Heading,
    KeyValues,
    Paragraph,
    Row,
    SignaturePanel,
    Table,
    plain_text,
)
from desktop_app.reports.signs import cell_spans
from desktop_app.reports.stamps.stamping import Stamping
from desktop_app.reports.workbook import look
from desktop_app.reports.workbook.packing import packed
from desktop_app.reports.workbook.sheet import Column as SheetColumn
from desktop_app.reports.workbook.sheet import Sheet, dress, put_number, put_text
from desktop_app.reports.workbook.stamp_sheet import StampSheet
from desktop_app.reports.writing import write_whole

_WIDE: Final = 108
"""Characters across a sheet, shared out among the columns of its table."""
_NARROWEST: Final = 9
_TITLES: Final = 2
_WRITTEN: Final = (Cover, Table, KeyValues, Paragraph, Bullets, Callout, SignaturePanel)
"""The blocks that come to stand on a sheet."""


def write_blocks(
    document: Document, target: Path, stamping: Stamping | None = None
) -> Problem | None:
    """Write the workbook whole or not at all; `report.cannot_write` when the folder refuses.

    With `stamping` the file says where it comes from. Equal documents give equal bytes.
    """
    book = block_book(document)
    if stamping is not None:
        StampSheet(book).fill(stamping.provenance)
    return write_whole(target, packed(book, document.created, stamping))


def block_book(document: Document) -> Workbook:
    """The workbook of a document, not yet written."""
    book = Workbook()
    book.remove(book.worksheets[0])
    look.add_styles(book)
    book.properties.title = document.title
    book.properties.creator = document.author
    book.properties.subject = document.subject
    book.properties.keywords = ", ".join(document.keywords)
    for title, blocks in _sheets(document.blocks):
        sheet = Sheet(book, title)
        _Writer(sheet, blocks).write(title, document.footer_note)
        sheet.fit_rows()
        sheet.set_up_print(document.subject, document.footer_note)
    return book


def _sheets(blocks: Sequence[Block]) -> Iterator[tuple[str, list[Block]]]:
    """Blocks by sheet: a heading that something stands below begins one, as the cover does."""
    title, held = _("封面"), list[Block]()
    for block in blocks:
        if isinstance(block, Heading) and block.level <= _TITLES:
            if held:
                yield title, held
            title, held = block.text, []
        elif isinstance(block, _WRITTEN):
            held.append(block)
    if held:
        yield title, held


class _Writer:
    """Writes the blocks of one sheet from top to bottom."""

    def __init__(self, sheet: Sheet, blocks: Sequence[Block]) -> None:
        self.sheet, self.blocks = sheet, blocks

    def write(self, title: str, note: str) -> None:
        """Title, what the document says of itself, and the blocks."""
        tables = [block for block in self.blocks if isinstance(block, Table)]
        widest = max(tables, key=lambda one: len(one.columns), default=None)
        self.sheet.lay_out(_widths(widest.columns if widest is not None else ()))
        cover = next((block for block in self.blocks if isinstance(block, Cover)), None)
        self.sheet.heading(cover.title if cover is not None else title, note)
        for block in self.blocks:
            self._block(block, frozen=len(tables) == 1)

    def _block(self, block: Block, *, frozen: bool) -> None:
        if isinstance(block, Table):
            self._table(block, frozen=frozen)
        elif isinstance(block, Cover):
            self._pairs(block)
        elif isinstance(block, KeyValues):
            for label, text in block.pairs:
                self._pair(label, plain_text(text))
        elif isinstance(block, Paragraph | Callout):
            self.sheet.remark(plain_text(block.text))
        elif isinstance(block, Bullets):
            for item in block.items:
                self.sheet.remark(plain_text(item))
        elif isinstance(block, SignaturePanel):
            self._signatures(block)

    def _pairs(self, cover: Cover) -> None:
        if cover.subtitle:
            self.sheet.line(cover.subtitle)
        self.sheet.row += 1
        for label, text in cover.fields:
            self._pair(label, text)
        self.sheet.row += 1
        for line in cover.footnote.split("\n"):
            self.sheet.remark(line)

    def _pair(self, label: str, text: str, height: int = 0) -> None:
        row = self.sheet.ruled(height)
        first, second = self.sheet.columns[0].letter, self.sheet.columns[1].letter
        put_text(self.sheet[f"{first}{row}"], label, look.MUTED)
        put_text(self.sheet[f"{second}{row}"], text, look.CELL)
        self.sheet.row += 1

    def _signatures(self, panel: SignaturePanel) -> None:
        self.sheet.row += 1
        for label in panel.labels:
            self._pair(label, "", 32)

    def _table(self, table: Table, *, frozen: bool) -> None:
        sheet = self.sheet
        if table.caption:
            sheet.band(table.caption, look.SECTION)
        for column, place in zip(table.columns, sheet.columns, strict=False):
            head = f"{column.title}（{column.unit}）" if column.unit else column.title
            style = look.HEAD_RIGHT if column.align == "right" else look.HEAD
            put_text(sheet[f"{place.letter}{sheet.row}"], head, style)
        sheet.ws.row_dimensions[sheet.row].height = 30
        if frozen:
            sheet.ws.freeze_panes = f"A{sheet.row + 1}"
            sheet.ws.print_title_rows = f"{sheet.row}:{sheet.row}"
        sheet.row += 1
        for row in table.rows:
            self._row(row, table.columns)
        if not table.rows:
            sheet.line(table.empty or _("无数据"), look.MUTED)
        if table.note:
            sheet.remark(plain_text(table.note))
        sheet.row += 1

    def _row(self, row: Row, columns: Sequence[Column]) -> None:
        sheet, at = self.sheet, 0
        for cell in row.cells:
            place = f"{sheet.columns[at].letter}{sheet.row}"
            end = min(at + cell.span, len(columns), len(sheet.columns))
            for covered in sheet.columns[at:end]:
                dress(sheet[f"{covered.letter}{sheet.row}"], _style(cell, columns[at]))
            self._cell(place, cell, _style(cell, columns[at]))
            if end - at > 1:
                sheet.ws.merge_cells(f"{place}:{sheet.columns[end - 1].letter}{sheet.row}")
            at = end
        sheet.row += 1

    def _cell(self, place: str, cell: Cell, style: look.Look) -> None:
        if cell.number is not None:
            put_number(self.sheet[place], cell.number, style)
        else:
            put_text(self.sheet[place], "".join(span.text for span in cell_spans(cell)), style)


def _style(cell: Cell, column: Column) -> look.Look:
    """A blank cell is one to fill in; a figure stands at the right."""
    if cell.tone == "blank":
        return look.INPUT_NUMBER if column.align == "right" else look.INPUT_TEXT
    if cell.number is not None or cell.tone == "na":
        return look.NUMBER
    return look.MUTED if cell.tone == "muted" else look.CELL


def _widths(columns: Sequence[Column]) -> tuple[SheetColumn, ...]:
    """The columns of a sheet; one that holds no table has a narrow and a wide one."""
    if len(columns) < 2:
        return (SheetColumn("A", "", 28), SheetColumn("B", "", _WIDE - 28))
    total = sum(column.share for column in columns)
    return tuple(
        SheetColumn(
            get_column_letter(place),
            column.title,
            max(_NARROWEST, round(_WIDE * column.share / total)),
            column.align,
        )
        for place, column in enumerate(columns, 1)
    )
