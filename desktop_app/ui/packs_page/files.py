"""Which files are workbooks, by their names; light, for whoever only has to tell them apart."""

from __future__ import annotations

from pathlib import Path
from typing import Final

WORKBOOK: Final = ".xlsx"
_OTHER_BOOKS: Final = (".xlsm", ".xls", ".et", ".ods")
"""Workbooks that cannot be read; whoever looks into one says what to do."""


def is_workbook(path: Path) -> bool:
    """Whether a file is a workbook of some kind."""
    return path.suffix.lower() in (WORKBOOK, *_OTHER_BOOKS)


def as_workbook(path: Path) -> Path:
    """The path with the ending of a workbook, whatever dots are in the name already."""
    if path.suffix.lower() == WORKBOOK:
        return path
    return path.with_name(f"{path.name}{WORKBOOK}")
