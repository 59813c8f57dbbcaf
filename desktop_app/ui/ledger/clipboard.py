"""Copying cells of the ledger out, exactly; and what a paste from anywhere would store.

Outside goes plain tab-separated text with full precision. Inside goes more: unit, state, reason
and note, so that copying within the program loses nothing.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, astuple, dataclass, replace
from typing import Any, Final

from PySide6.QtCore import QByteArray, QMimeData

from desktop_app.app.pasting import (
    MAX_CELLS,
    Anchor,
    LeftOut,
    PastedTable,
    count_cells,
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

OWN_FORMAT: Final = "application/x-near-zero-cells"


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
    made = QMimeData()
    made.setText("\n".join("\t".join(_outside(cell) for cell in line) for line in block))
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
    made = QMimeData()
    made.setText("\n".join("\t".join(_outside(cell) for cell in line) for line in lines))
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


def _outside(cell: Copied) -> str:
    if cell.state == State.NA.value:
        return "不适用"
    return (
        f'"{cell.text.replace(chr(34), chr(34) * 2)}"' if _SPECIAL & set(cell.text) else cell.text
    )


_STATES: Final = frozenset(state.value for state in State)
_SPECIAL: Final = frozenset('\t\n\r"')


def propose(model: LedgerModel, mime: QMimeData, cells: Sequence[tuple[int, int]]) -> Proposal:
    """What pasting would do with the selected cells as the place; nothing is stored here."""
    block = _own_block(mime)
    if block is not None:
        return _from_own(model, block, cells)
    grid = split_cells(mime.text())
    if len(grid) == 1 and len(grid[0]) == 1 and cells:
        return _everywhere(model, Copied(grid[0][0]), cells)
    return _from_text(model, grid, cells)


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
    model: LedgerModel, block: list[list[Copied]], cells: Sequence[tuple[int, int]]
) -> Proposal:
    if len(block) == 1 and len(block[0]) == 1:
        return _everywhere(model, block[0][0], cells)
    if not cells:
        return Proposal()
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
    table = read_paste(grid, model.items, model.year, _anchor(model, cells))
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
