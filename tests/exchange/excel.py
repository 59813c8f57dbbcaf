"""What Excel puts on the clipboard when a range is copied."""

from __future__ import annotations

from pathlib import Path

from openpyxl import load_workbook

MESSY = Path(__file__).resolve().parents[1] / "data" / "台账（某厂 2023 年）.xlsx"


def copied(path: Path, sheet: str) -> str:
    """A whole sheet as tab-separated text; of merged cells only the first has its text."""
    book = load_workbook(path)
    rows = book[sheet].iter_rows(values_only=True)
    text = "".join("\t".join(_written(value) for value in row) + "\r\n" for row in rows)
    book.close()
    return text


def _written(value: object) -> str:
    text = "" if value is None else str(value)
    if any(mark in text for mark in '\t\n"'):
        return '"' + text.replace('"', '""') + '"'
    return text
