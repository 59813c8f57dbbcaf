"""Pasting a block of a spreadsheet into a section of the form: what the window calls."""

from __future__ import annotations

from collections.abc import Sequence

from desktop_app.core.pack import Item, ItemKind
from desktop_app.exchange.clipboard_exact import XML_FORMAT, exact_cells
from desktop_app.exchange.clipboard_table import (
    MAX_CELLS,
    Anchor,
    LeftOut,
    PastedCell,
    PastedTable,
    count_cells,
    read_table,
    split_cells,
)
from desktop_app.exchange.sheet_map import address
from desktop_app.exchange.table_heads import Target

__all__ = [
    "MAX_CELLS",
    "XML_FORMAT",
    "Anchor",
    "LeftOut",
    "PastedCell",
    "PastedTable",
    "address",
    "count_cells",
    "exact_cells",
    "read_paste",
    "split_cells",
]


def read_paste(
    grid: Sequence[Sequence[str]], items: Sequence[Item], year: int, anchor: Anchor
) -> PastedTable:
    """Match a block of cells to the amounts among `items` and the months of `year`."""
    targets = [
        Target(item.key, item.name, item.unit, item.cadence == "month")
        for item in items
        if item.kind is ItemKind.AMOUNT
    ]
    return read_table(grid, targets, year, anchor)
