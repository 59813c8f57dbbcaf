"""Templates for tests: the blank one filled as somebody would in Excel."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache
from io import BytesIO
from pathlib import Path

from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from desktop_app.packs.template import layout
from desktop_app.packs.template.new_pack import Template, read_template
from desktop_app.packs.template.write import write_template
from tests.packs.books import opened

STANDARD: Mapping[str, str] = {
    "title": "某某行业清洁生产评价指标体系（虚构）",
    "number": "虚构 2020年第1号",
    "industry": "C3360 金属表面处理及热处理加工",
    "kind": layout.INDEX,
    "confidence": "凭记忆，待核实",
}
"""What a test writes on 标准 unless it says otherwise."""

FIRST_ROW = 3
COLUMNS = {head.field: number for number, head in enumerate(layout.HEADS, 1)}

Row = Mapping[str, object]


@cache
def blank() -> bytes:
    return write_template([("C3360", "金属表面处理及热处理加工"), ("C1512", "白酒制造")])


def row(name: str = "", *levels: object, **others: object) -> Row:
    """A row of the table: its name, its three levels (or one, merged), and other columns."""
    cells = dict(zip(layout.LEVELS, levels, strict=False))
    return {"name": name, **cells, **others}


def filled(
    rows: Iterable[Row],
    standard: Mapping[str, object] | None = None,
    merged: Sequence[str] = (),
    change: Callable[[Workbook], None] | None = None,
) -> bytes:
    """The template with these rows below its heads and these fields on 标准."""
    book = load_workbook(BytesIO(blank()))
    page = sheet(book, layout.STANDARD)
    places = {one.field: number for number, one in enumerate(layout.FIELDS, FIRST_ROW)}
    for name, value in {**STANDARD, **(standard or {})}.items():
        page.cell(places[name], 2).value = value  # type: ignore[assignment]
    table = sheet(book, layout.TABLE)
    for number, cells in enumerate(rows, FIRST_ROW):
        for name, value in cells.items():
            if value not in ("", None):
                table.cell(number, COLUMNS[name]).value = value  # type: ignore[assignment]
    for block in merged:
        table.merge_cells(block)
    if change is not None:
        change(book)
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


def sheet(book: Workbook, title: str) -> Worksheet:
    found = book[title]
    assert isinstance(found, Worksheet)
    return found


def read(data: bytes) -> Template:
    """A filled template that is one, whatever else is wrong with it."""
    found = read_template(opened(data))
    assert isinstance(found, Template), found
    return found


def written(path: Path, data: bytes) -> Path:
    path.write_bytes(data)
    return path
