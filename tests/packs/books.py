"""Workbooks for tests: exported packs, edited as somebody would in Excel, and read again."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from io import BytesIO
from pathlib import Path

from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from desktop_app.core.problems import Problem
from desktop_app.packs.read import Library, pack_folders, read_library
from desktop_app.packs.workbook.cells import Book
from desktop_app.packs.workbook.opening import book_of
from desktop_app.packs.workbook.pack_book import BookPack, export_book, from_book

FORMS = Path(__file__).resolve().parents[2] / "forms"
FOLDERS = pack_folders(FORMS)


@cache
def library() -> Library:
    return read_library(FOLDERS)


def files_of(folder: Path) -> dict[str, bytes]:
    """The files of a pack, with its worked cases."""
    inside = {path.name: path.read_bytes() for path in sorted(folder.glob("*.toml"))}
    cases = {f"cases/{path.name}": path.read_bytes() for path in sorted(folder.glob("cases/*"))}
    return {**inside, **cases}


def exported(files: Mapping[str, bytes]) -> bytes:
    """The workbook of a pack of which everything can be written."""
    data, problems = export_book(files, ())
    assert data is not None
    assert not problems
    return data


def opened(data: bytes) -> Book:
    book = book_of(data, "pack.xlsx")
    assert isinstance(book, Book), book
    return book


def imported(data: bytes) -> BookPack:
    return from_book(opened(data))


def edited(data: bytes, change: Callable[[Workbook], None]) -> bytes:
    """The workbook after somebody has changed it."""
    book = load_workbook(BytesIO(data))
    change(book)
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


def column_of(sheet: Worksheet, field: str) -> int:
    """The column with that hidden id."""
    return next(cell.column for cell in sheet[1] if cell.value == field)


def row_of(sheet: Worksheet, field: str, value: str) -> int:
    """The row that says `value` in the column of `field`."""
    column = column_of(sheet, field)
    return next(
        row for row in range(3, sheet.max_row + 1) if sheet.cell(row, column).value == value
    )


def told(problems: tuple[Problem, ...]) -> list[tuple[str, str, str]]:
    """Code, sheet and cell of problems."""
    return [(one.code, one.where.document.rpartition("/")[2], one.where.path) for one in problems]
