"""Where in a workbook the things of a pack stand, so that problems name a sheet and a cell."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from desktop_app.core.problems import Problem, Where
from desktop_app.packs.workbook.cells import place

_SEGMENT: Final = re.compile(r"[^.\[]*(?:\[[^\]]*\])*")
_NUMBERED: Final = re.compile(r"(?P<name>[^\[]*)\[(?P<number>\d+)\]")
_PLACEHOLDER: Final = re.compile(r"\\\{[a-z0-9_]+\\\}")


@dataclass(frozen=True, slots=True)
class Spot:
    """One element: its sheet, its own cell, and the cells of its fields."""

    sheet: str
    cell: str
    fields: Mapping[str, str]


class Places:
    """Elements by file and path ("item[3]"), and by id ("item[energy.coke]") in whatever file."""

    def __init__(self, book: str) -> None:
        self.book = book
        self._spots: dict[tuple[str, str], Spot] = {}
        self._patterns: list[tuple[re.Pattern[str], Spot]] = []

    def note(self, file: str, path: str, spot: Spot) -> None:
        """Remember an element of a file, or with no file one named by its id."""
        self._spots.setdefault((file, path), spot)

    def note_template(self, kind: str, own_id: str, spot: Spot) -> None:
        """Remember where the elements of a template come from: "air.{p}" stands for "air.so2"."""
        shape = _PLACEHOLDER.sub("[^\\\\]]+", re.escape(f"{kind}[{own_id}]"))
        if len(own_id) <= 200:
            self._patterns.append((re.compile(shape), spot))

    def placed(self, found: Problem) -> Problem:
        """The problem with sheet and cell, where its file and path say which."""
        file = found.where.document.rpartition("/")[2]
        spot, rest = self._spot(file, found.where.path)
        if spot is None:
            return found
        cell = _cell(spot, rest)
        return Problem(found.code, Where(f"{self.book}/{spot.sheet}", cell), found.args)

    def _spot(self, file: str, path: str) -> tuple[Spot | None, tuple[str, ...]]:
        """The element a path begins with, and what of the path lies inside it."""
        path = path.partition(" (")[0]
        segments = tuple(_segments(path))
        for count in range(len(segments), 0, -1):
            head = ".".join(segments[:count])
            spot = self._spots.get((file, head)) or self._spots.get(("", head))
            if spot is not None:
                return spot, segments[count:]
        for shape, spot in self._patterns:
            matched = shape.match(path)
            if matched:
                return spot, ()
        return None, ()


def _segments(path: str) -> Iterator[str]:
    """The parts of a dotted path; dots inside brackets do not part."""
    start = 0
    while start < len(path):
        found = _SEGMENT.match(path, start)
        end = found.end() if found and found.end() > start else start + 1
        yield path[start:end]
        start = end + 1


def _cell(spot: Spot, rest: tuple[str, ...]) -> str:
    if not rest:
        return spot.cell
    numbered = _NUMBERED.match(rest[0])
    name = numbered["name"] if numbered else rest[0]
    if name == "levels":
        number = int(numbered["number"][:4]) + 1 if numbered else 1
        return spot.fields.get(f"levels.{number}") or spot.fields.get("levels.1", spot.cell)
    return spot.fields.get(name) or spot.fields.get("{template}", spot.cell)


def spot_of(sheet: str, row: int, columns: Mapping[str, int], own: str = "") -> Spot:
    """An element that has a row: its cells by column, its own cell that of the field `own`."""
    fields = {name: place(row, column) for name, column in columns.items()}
    return Spot(sheet, fields.get(own) or place(row, min(columns.values(), default=1)), fields)
