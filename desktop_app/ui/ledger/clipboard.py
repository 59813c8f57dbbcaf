"""Copying cells of the ledger out, exactly; and what a paste from anywhere would store.

Outside goes plain tab-separated text with full precision. Inside goes more: unit, state, reason
and note, so that copying within the program loses nothing.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, astuple, dataclass, replace
from html import escape
from typing import Any, Final, TypeVar

from PySide6.QtCore import QByteArray, QMimeData

from desktop_app.app.pasting import (
    MAX_CELLS,
    XML_FORMAT,
    Anchor,
    LeftOut,
    PastedTable,
    count_cells,
    exact_cells,
    read_paste,
    split_cells,
)
from desktop_app.core.data import Key, Origin, State
from desktop_app.core.entry import Entry
from desktop_app.core.numbers import plain
from desktop_app.core.problems import Problem, problem
from desktop_app.core.units import show_unit
from desktop_app.i18n import _, translate
from desktop_app.ui.ledger.cells import YEAR_COLUMN, column_title
from desktop_app.ui.ledger.model import LedgerModel

C = TypeVar("C")
OWN_FORMAT: Final = "application/x-near-zero-cells"
_BREAK: Final = '<br style="mso-data-placement:same-cell">'
"""A line break inside a cell; Excel would begin another row at a plain one."""


@dataclass(frozen=True, slots=True)
class Copied:
    """One copied cell as the ledger keeps it."""

    text: str = ""
    unit: str = ""
    state: str = State.GIVEN.value
    reason: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Proposal:
    """What a paste would do: entries to store, what is left out, and items it would add."""

    entries: tuple[Entry, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    items: tuple[str, ...] = ()


def copy_cells(model: LedgerModel, cells: Sequence[tuple[int, int]]) -> QMimeData:
    """The smallest block that holds these cells; cells of it that are not among them are empty."""
    rows = range(min(row for row, _c in cells), max(row for row, _c in cells) + 1)
    columns = range(min(c for _row, c in cells), max(c for _row, c in cells) + 1)
    chosen = frozenset(cells)
    block = [
        [_copied(model, row, column) if (row, column) in chosen else Copied() for column in columns]
        for row in rows
    ]
    made = _for_others(block)
    kept = json.dumps([[asdict(cell) for cell in line] for line in block], ensure_ascii=False)
    made.setData(OWN_FORMAT, QByteArray(kept.encode()))
    return made


def copy_with_heads(model: LedgerModel, cells: Sequence[tuple[int, int]]) -> QMimeData:
    """The block with the names, units and months it stands under, for a sheet that has none."""
    rows = sorted({row for row, _column in cells})
    columns = sorted({column for _row, column in cells})
    chosen = frozenset(cells)
    heads = [_("品种"), _("单位"), *(column_title(column, model.year) for column in columns)]
    lines = [[Copied(head) for head in heads]]
    for row in rows:
        names = translate(model.item(row).name), show_unit(model.unit(row))
        figures = [
            _copied(model, row, column) if (row, column) in chosen else Copied()
            for column in columns
        ]
        lines.append([*map(Copied, names), *figures])
    return _for_others(lines)


def _for_others(block: Sequence[Sequence[Copied]]) -> QMimeData:
    """What other programs take: plain text, and a table for those that ask how to read a text."""
    lines = [[_said(cell) for cell in line] for line in block]
    made = QMimeData()
    made.setText("\n".join("\t".join(map(_quoted, line)) for line in lines))
    rows = ("".join(f"<td>{escape(text)}</td>" for text in line) for line in lines)
    table = "".join(f"<tr>{row}</tr>" for row in rows).replace("\n", _BREAK)
    made.setHtml(f'<meta charset="utf-8"><table>{table}</table>')
    return made


def _copied(model: LedgerModel, row: int, column: int) -> Copied:
    """What is seen is what is copied: the exact figure in the unit of its row."""
    datum, number = model.datum(row, column), model.number(row, column)
    text = plain(number) if number is not None else model.cell(row, column).text
    if datum is None or model.refused(row, column):
        return Copied(text)
    if datum.state is State.NA:
        text = ""
    unit = model.unit(row) if number is not None else ""
    return Copied(text, unit, datum.state.value, datum.reason, datum.note)


def _said(cell: Copied) -> str:
    return "不适用" if cell.state == State.NA.value else cell.text


def _quoted(text: str) -> str:
    return f'"{text.replace(chr(34), chr(34) * 2)}"' if _SPECIAL & set(text) else text


_STATES: Final = frozenset(state.value for state in State)
_SPECIAL: Final = frozenset('\t\n\r"')


def propose(model: LedgerModel, mime: QMimeData, cells: Sequence[tuple[int, int]]) -> Proposal:
    """What pasting would do with the selected cells as the place; nothing is stored here."""
    block = _own_block(mime)
    if block is not None:
        return _from_own(model, block, cells)
    grid = _outside_block(mime)
    if len(grid) == 1 and len(grid[0]) == 1 and cells:
        return _everywhere(model, Copied(grid[0][0]), cells)
    return _from_text(model, grid, cells)


def _outside_block(mime: QMimeData) -> tuple[tuple[str, ...], ...]:
    """The cells another program copied, with the digits its formats hide."""
    xml = bytes(mime.data(XML_FORMAT).data()) if mime.hasFormat(XML_FORMAT) else b""
    return exact_cells(split_cells(mime.text()), mime.html() if mime.hasHtml() else "", xml)


def _own_block(mime: QMimeData) -> list[list[Copied]] | None:
    if not mime.hasFormat(OWN_FORMAT):
        return None
    try:
        found: Any = json.loads(bytes(mime.data(OWN_FORMAT).data()).decode())
        block = [[Copied(**cell) for cell in line] for line in found]
    except (ValueError, TypeError, RecursionError):
        return None
    # Any program can say that it copied cells of a ledger.
    known = all(_is_ours(cell) for line in block for cell in line)
    return block if known and block and count_cells(block) <= MAX_CELLS else None


def _is_ours(cell: Copied) -> bool:
    return all(isinstance(text, str) for text in astuple(cell)) and cell.state in _STATES


def _from_own(
    model: LedgerModel, block: Sequence[Sequence[Copied]], cells: Sequence[tuple[int, int]]
) -> Proposal:
    if len(block) == 1 and len(block[0]) == 1:
        return _everywhere(model, block[0][0], cells)
    if not cells:
        return Proposal()
    block = _repeated(block, cells)
    top, left = cells[0][0], min(column for _row, column in cells)
    entries: list[Entry] = []
    left_out: list[LeftOut] = []
    for r, line in enumerate(block):
        for c, copied in enumerate(line):
            row, column = top + r, left + c
            if not copied.text and copied.state != State.NA.value:
                continue
            if row < model.rowCount() and model.editable(row, column):
                entries.append(_entry(model, row, column, copied))
            else:
                outside = problem("paste.outside", text=copied.text)
                left_out.append(LeftOut(r, c, outside))
    return Proposal(tuple(entries), tuple(left_out))


def _repeated(
    block: Sequence[Sequence[C]], cells: Sequence[tuple[int, int]]
) -> Sequence[Sequence[C]]:
    """The block as often as it goes into the selection without rest, as spreadsheets do."""
    if not cells or not block or not block[0]:
        return block
    rows, columns = ({cell[at] for cell in cells} for at in (0, 1))
    down = _times(max(rows) - min(rows) + 1, len(block))
    across = _times(max(columns) - min(columns) + 1, len(block[0]))
    return [[*line] * across for line in block] * down if down and across else block


def _times(room: int, length: int) -> int:
    """How often a length fills a room; once into a single cell, 0 where a rest would stay."""
    return 1 if room == 1 else 0 if room % length else room // length


def _everywhere(model: LedgerModel, copied: Copied, cells: Sequence[tuple[int, int]]) -> Proposal:
    """One cell pasted into a selection fills it."""
    return Proposal(
        tuple(
            _entry(model, row, column, copied)
            for row, column in cells
            if model.editable(row, column)
        )
    )


def _entry(model: LedgerModel, row: int, column: int, copied: Copied) -> Entry:
    entry = model.entry(row, column, copied.text, Origin.PASTED)
    return replace(
        entry,
        unit=copied.unit or entry.unit,
        state=State(copied.state),
        reason=copied.reason,
        note=copied.note or entry.note,
    )


def _from_text(
    model: LedgerModel, grid: Sequence[Sequence[str]], cells: Sequence[tuple[int, int]]
) -> Proposal:
    anchor = _anchor(model, cells)
    table = read_paste(grid, model.items, model.year, anchor)
    repeated = _repeated(grid, cells)
    if repeated is not grid and not table.by_names:
        table = read_paste(repeated, model.items, model.year, anchor)
    entries = tuple(
        Entry(
            Key(cell.item, model.period(cell.month)),
            cell.text,
            cell.unit or model.unit_of(cell.item),
            origin=Origin.PASTED,
        )
        for cell in table.cells
    )
    return Proposal(entries, table.left_out, _new_items(model, table))


def _anchor(model: LedgerModel, cells: Sequence[tuple[int, int]]) -> Anchor:
    if not cells:
        return Anchor()
    row, column = cells[0][0], min(column for _row, column in cells)
    return Anchor(tuple(model.rows[row:]), min(column, YEAR_COLUMN + 1))


def _new_items(model: LedgerModel, table: PastedTable) -> tuple[str, ...]:
    found = dict.fromkeys(cell.item for cell in table.cells)
    return tuple(key for key in found if model.row_of(key) < 0)


def first_refusal(proposal: Proposal) -> Problem | None:
    """Why nothing can be pasted, when that is so."""
    if proposal.entries or not proposal.left_out:
        return None
    return proposal.left_out[0].problem
