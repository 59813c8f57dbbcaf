"""Pieces of spreadsheet formulas: cell ranges, long argument lists, rounding half to even."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final, NamedTuple

MAX_ARGUMENTS: Final = 200
"""Spreadsheets allow 255 arguments; some room stays for whoever edits the formula."""

_CELL: Final = re.compile(
    r"(?P<sheet>(?:'[^']+'|[^'!:]+)!)?(?P<cell>\$?(?P<column>[A-Z]{1,3})\$?(?P<row>[0-9]+))"
)


class _Run(NamedTuple):
    """Neighbouring cells of one column (step 0, 1) or row (step 1, 0)."""

    first: str
    last: str
    sheet: str
    at: tuple[int, int]
    step: tuple[int, int]


def ranges(refs: Sequence[str]) -> list[str]:
    """References with neighbouring cells of a column or row drawn together: D5, D6, D7 as D5:D7."""
    found: list[_Run] = []
    for ref in refs:
        run = _single(ref)
        joined = _joined(found[-1], run) if found else None
        if joined is None:
            found.append(run)
        else:
            found[-1] = joined
    return [run.first if run.first == run.last else f"{run.first}:{run.last}" for run in found]


def _single(ref: str) -> _Run:
    match = _CELL.fullmatch(ref)
    if match is None:
        return _Run(ref, ref, "", (0, 0), (0, 0))
    column = 0
    for letter in match["column"]:
        column = 26 * column + ord(letter) - 64
    return _Run(ref, ref, match["sheet"] or "", (column, int(match["row"])), (0, 0))


def _joined(run: _Run, cell: _Run) -> _Run | None:
    step = (cell.at[0] - run.at[0], cell.at[1] - run.at[1])
    if cell.at == (0, 0) or run.at == (0, 0) or cell.sheet != run.sheet:
        return None
    if step not in {(0, 1), (1, 0)} or run.step not in {(0, 0), step}:
        return None
    return _Run(run.first, cell.first.removeprefix(cell.sheet), cell.sheet, cell.at, step)


def apply(function: str, args: Sequence[str]) -> str:
    """A function of many arguments whose result may be applied again (SUM, MIN, MAX)."""
    if len(args) <= MAX_ARGUMENTS:
        return f"{function}({','.join(args)})"
    return apply(function, [apply(function, part) for part in _chunks(args)])


def count(args: Sequence[str]) -> str:
    """How many of the cells hold numbers."""
    return "+".join(f"COUNT({','.join(part)})" for part in _chunks(args))


def _chunks(args: Sequence[str]) -> list[Sequence[str]]:
    return [args[at : at + MAX_ARGUMENTS] for at in range(0, len(args), MAX_ARGUMENTS)]


def round_half_even(number: str, places: int) -> str:
    """四舍六入五成双 of a bracketed expression, which spreadsheets do not have.

    A tie is told with a tolerance of a few units in the last place of a binary number; then
    twice the rounded half is the even neighbour.
    """
    power = str(10 ** abs(places))
    scaled = f"{number}*{power}" if places > 0 else f"{number}/{power}" if places else number
    back = f"/{power}" if places > 0 else f"*{power}" if places else ""
    size = f"ABS({scaled})"
    tie = f"ABS({size}-INT({size})-0.5)<=0.000000001+{size}*4E-15"
    return f"IF({tie},2*ROUND({scaled}/2,0){back},ROUND({number},{places}))"


def quoted(text: str) -> str:
    """A text constant."""
    doubled = text.replace('"', '""')
    return f'"{doubled}"'
