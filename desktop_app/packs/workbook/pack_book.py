"""A pack to a workbook and back: files in, one .xlsx out; one .xlsx in, the files of a pack out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from desktop_app.core.pack import Pack
from desktop_app.core.problems import Problem, problem
from desktop_app.packs.files import parse
from desktop_app.packs.toml_text import dumps
from desktop_app.packs.workbook.cells import Book
from desktop_app.packs.workbook.coding import EMPTY, is_literal
from desktop_app.packs.workbook.collect import collect
from desktop_app.packs.workbook.opening import read_book
from desktop_app.packs.workbook.places import Places
from desktop_app.packs.workbook.plan import BookPlan, plan_book
from desktop_app.packs.workbook.step import Step, unwatched
from desktop_app.packs.workbook.write import write_book

CASES: Final = "cases/"
_UNITS: Final = (
    *("%", "t", "kg", "t/t", "kg/t", "g/t", "m3", "m3/t", "L/m2", "kWh", "kWh/t", "MWh", "GJ"),
    *("GJ/t", "kgce/t", "tce", "tce/t", "tCO2", "tCO2/t", "mg/m3", "mg/L", "万元", "万t"),
)


@dataclass(frozen=True, slots=True)
class BookPack:
    """What a workbook holds of a pack: its files as they are to be written, and what is wrong.

    `files` are bytes by name, worked cases under "cases/"; `places` turns problems of these
    files into problems of cells.
    """

    pack_id: str
    files: Mapping[str, bytes]
    places: Places
    problems: tuple[Problem, ...]

    def placed(self, found: Iterable[Problem]) -> tuple[Problem, ...]:
        """Problems of the files at their cells; a cell that could not be read is told once."""
        faulty = {one.where for one in self.problems}
        moved = (self.places.placed(one) for one in found)
        return (*self.problems, *(one for one in moved if one.where not in faulty))


def export_book(
    files: Mapping[str, bytes], packs: Sequence[Pack], step: Step = unwatched
) -> tuple[bytes | None, tuple[Problem, ...]]:
    """The workbook of a pack given by the bytes of its files, and what could not go into it.

    `packs` are this pack and those beside it: their sources, sections and units are offered in
    drop-down lists.
    """
    documents: dict[str, Mapping[str, object]] = {}
    cases: dict[str, str] = {}
    found: list[Problem] = []
    for name in sorted(files):
        data = files[name]
        if name.startswith(CASES) and name.endswith(".toml") and name.count("/") == 1:
            text = _text(data)
            if text is None:
                found.append(problem("pack.not_utf8", name, position=0))
            else:
                cases[name.removeprefix(CASES)] = text
        elif "/" in name:
            found.append(problem("book.left_out", name, name=name[:80]))
        else:
            read = parse(data, name)
            if isinstance(read, Problem):
                return None, (read,)
            documents[name] = read
    scales = {scale.id: len(scale.levels) for pack in packs for scale in pack.scales}
    plan = plan_book(documents, cases, scales)
    return write_book(plan, _names(plan, packs), step), tuple(found)


def import_book(path: Path, step: Step = unwatched) -> BookPack | tuple[Problem, ...]:
    """What the workbook at a path holds of a pack; problems when it cannot be opened at all."""
    book = read_book(path, step)
    return from_book(book) if isinstance(book, Book) else book


def from_book(book: Book) -> BookPack:
    """What an opened workbook holds of a pack."""
    found = collect(book)
    files = {name: dumps(one).encode() for name, one in found.files.items()}
    files |= {f"{CASES}{name}": text.encode() for name, text in found.cases.items()}
    header = next((one["pack"] for one in found.files.values() if "pack" in one), {})
    pack_id = header.get("id", "") if isinstance(header, Mapping) else ""
    own_id = pack_id if isinstance(pack_id, str) else ""
    return BookPack(own_id, files, found.places, tuple(found.problems))


def _text(data: bytes) -> str | None:
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return None


def _names(plan: BookPlan, packs: Sequence[Pack]) -> dict[str, list[str]]:
    """The names drop-down lists offer, those of the pack itself first."""
    own: dict[str, list[str]] = {}
    fields = {"source": "id", "section": "id", "scale": "id", "record_kind": "id"}
    for sheet in plan.sheets:
        kind = sheet.mark.rpartition(":")[2]
        if kind in fields:
            own[kind] = [str(line.cells["id"]) for line in sheet.lines if "id" in line.cells]
    units = [
        str(line.cells["unit"])
        for sheet in plan.sheets
        for line in sheet.lines
        if line.cells.get("unit")
    ]
    lists = {
        "source": [*own.get("source", ()), *(one.id for pack in packs for one in pack.sources)],
        "section": [*own.get("section", ()), *(one.id for pack in packs for one in pack.sections)],
        "scale": [*own.get("scale", ()), *(one.id for pack in packs for one in pack.scales)],
        "record": [
            *own.get("record_kind", ()),
            *(one.id for pack in packs for one in pack.record_kinds),
        ],
        "unit": [*units, *_UNITS],
    }
    return {
        name: [word for word in dict.fromkeys(words) if word != EMPTY and not is_literal(word)]
        for name, words in lists.items()
    }
