"""The sheets of a pack workbook that are no lists: header, named tables, worked cases, the rest."""

from __future__ import annotations

from desktop_app.packs.fields import shown
from desktop_app.packs.workbook import kinds
from desktop_app.packs.workbook.cells import Sheet, place
from desktop_app.packs.workbook.coding import LITERAL, Fault
from desktop_app.packs.workbook.kinds import FIRST_ROW, Kind
from desktop_app.packs.workbook.places import Spot
from desktop_app.packs.workbook.plan import CASES, FILES, REST
from desktop_app.packs.workbook.rows import RowReader, is_file_name


def read_single(reader: RowReader, sheet: Sheet, kind: Kind) -> None:
    """A sheet with one field per row."""
    known = {column.field: column for column in kind.columns}
    holder = sheet.cells.get((1, 2))
    file = holder.text.strip() if holder and is_file_name(holder.text.strip()) else reader.home
    if kind is kinds.PACK:
        reader.home = file
    values: dict[str, object] = {}
    fields: dict[str, str] = {}
    for number, cells in sheet.rows(FIRST_ROW):
        name = cells[1].text.strip() if 1 in cells else ""
        cell = cells.get(3)
        if not name:
            if cell is not None:
                reader.fault(sheet.name, place(number, 3), "book.column_unknown")
            continue
        fields[name] = place(number, 3)
        if cell is None or not (cell.formula or cell.text.strip()):
            continue
        column = known.get(name) or kinds.raw_column(name)
        value = reader.value(cell, column.form, column.words)
        if isinstance(value, Fault):
            reader.fault(sheet.name, place(number, 3), value.code, **value.args)
        else:
            values[name] = value
    reader.found.files.setdefault(file, {})[kind.path] = values
    reader.found.places.note(file, kind.path, Spot(sheet.name, "C3", fields))
    reader.found.places.note("", kind.path, Spot(sheet.name, "C3", fields))


def read_files(reader: RowReader, sheet: Sheet) -> None:
    """The files of the pack, also those that hold nothing."""
    for row in reader.rows(sheet, FILES):
        name = str(row.values.get("name", ""))
        if is_file_name(name):
            reader.found.files.setdefault(name, {})
        else:
            reader.fault(sheet.name, row.spot.cell, "book.file_name", name=shown(name))


def read_table(reader: RowReader, sheet: Sheet, name: str) -> None:
    """A named table of a template."""
    for row in reader.rows(sheet, ()):
        held = reader.file(row, sheet.name).setdefault("table", {})
        rows = held.setdefault(name, []) if isinstance(held, dict) else []
        if isinstance(rows, list):
            rows.append(row.values)
            file = row.file or reader.home
            reader.found.places.note(file, f"table.{name}[{len(rows) - 1}]", row.spot)


def read_rest(reader: RowReader, sheet: Sheet) -> None:
    """What fitted no other sheet, as TOML."""
    for row in reader.rows(sheet, REST):
        top, inner = row.values.get("top"), row.values.get("inner")
        document = reader.file(row, sheet.name)
        if inner is None:
            document[str(top)] = row.values.get("value")
        else:
            held = document.setdefault(str(top), {})
            if isinstance(held, dict):
                held[str(inner)] = row.values.get("value")


def read_cases(reader: RowReader, sheet: Sheet) -> None:
    """The worked cases, line by line as they were."""
    at = reader.columns(sheet)
    lines: dict[str, list[str]] = {}
    for number, cells in sheet.rows(FIRST_ROW):
        name = cells.get(at.get("file", 0))
        if name is None:
            reader.fault(sheet.name, place(number, 2), "book.file_name", name="")
            continue
        if not is_file_name(name.text):
            reader.fault(sheet.name, place(number, 2), "book.file_name", name=shown(name.text))
            continue
        cell = cells.get(at.get("text", 0))
        value = reader.value(cell, CASES[1].form) if cell else ""
        if isinstance(value, Fault):
            reader.fault(sheet.name, place(number, at["text"]), value.code, **value.args)
            value = ""
        lines.setdefault(name.text, []).append(str(value))
    reader.found.cases.update({name: "\n".join(found) for name, found in lines.items()})


def read_long(reader: RowReader, sheet: Sheet) -> None:
    """The texts that are longer than a cell."""
    for _row, cells in sheet.rows(FIRST_ROW):
        pieces = (cells[number].text for number in sorted(cells))
        reader.longs.texts.append("".join(piece.removeprefix(LITERAL) for piece in pieces))
