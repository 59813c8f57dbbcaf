"""Worked examples 算例 of a pack: judged, and compared with what was worked out by hand.

A case file says what it expects: [[expect]] id, and any of value, low, high, level, level_low,
level_high, unit, state, Y1, Y2, Y3 and best_<figure>.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any, Final

from desktop_app.app.case_file import CaseFile, read_case_file
from desktop_app.app.catalog import NOTHING_PINNED, Catalog, Editions
from desktop_app.app.file_before import judge_file
from desktop_app.app.hints import suggestion
from desktop_app.core.evaluate import Evaluation
from desktop_app.core.pack import Pack
from desktop_app.core.problems import Problem, Where, problem
from desktop_app.core.result import Result
from desktop_app.i18n import _

_FIELDS: Final = ("value", "low", "high", "level", "level_low", "level_high", "unit")
_INDEX: Final = ("Y1", "Y2", "Y3")
_BEST: Final = "best_"


def check_cases(
    pack: Pack, folder: Path, shown: str, catalog: Catalog, pinned: Editions = NOTHING_PINNED
) -> Iterator[Problem]:
    """Everything wrong with the worked examples in `folder`, and tables none of them is about.

    `shown` is how the pack's folder is named in places; `pinned` are the editions to judge by.
    """
    tables = [table.id for table in pack.assessments]
    expected: set[str] = set()
    for path in sorted(folder.glob("*.toml")):
        place = f"{shown}/cases/{path.name}"
        read = read_case_file(path, catalog, pinned)
        judged = judge_file(path, read, catalog, pinned)
        mine = (path.name, str(path))
        for found in judged.problems:  # what is wrong with the year before is told of that file
            yield _at(found, place) if found.where.document in mine else found
        if judged.evaluation is None:
            continue
        expected |= _expected(read, tables)
        yield from (_at(found, place) for found in differences(read, judged.evaluation))
    for table in pack.assessments:
        if table.id not in expected:
            yield problem(
                "pack.table_without_case", pack.id, f"assessment[{table.id}]", name=table.name
            )


def _at(found: Problem, place: str) -> Problem:
    return Problem(found.code, Where(place, found.where.path), found.args)


def _expected(read: CaseFile, tables: Iterable[str]) -> set[str]:
    """The tables of which a case expects something: the table itself or one of its rows."""
    wanted = [str(row.get("id", "")) for row in read.expect]
    return {
        table
        for table in tables
        if any(one == table or one.startswith(f"{table}.") for one in wanted)
    }


def differences(read: CaseFile, evaluation: Evaluation) -> Iterator[Problem]:
    """What a case expects and does not get, and what it lacks to be a worked example."""
    if not read.source:
        yield problem("case.source_missing", path="case.source")
    if not read.expect:
        yield problem("case.nothing_expected", path="expect")
    for number, row in enumerate(read.expect):
        path = f"expect[{number}]"
        result = evaluation.results.get(str(row.get("id", "")))
        if result is None:
            wanted = str(row.get("id", ""))
            hint = suggestion(wanted, evaluation.results)
            yield problem("case.result_unknown", path=path, id=wanted, suggestion=hint)
            continue
        yield from _compared(path, row, result)


def _compared(path: str, row: Mapping[str, Any], result: Result) -> Iterator[Problem]:
    for field, expected in row.items():
        if field == "id":
            continue
        if not _known(field):
            known = _("、").join((*_FIELDS, "state", *_INDEX))
            hint = suggestion(field, (*_FIELDS, "state", *_INDEX))
            yield problem(
                "case.field_unknown", path=path, field=field, suggestion=hint, choices=known
            )
            continue
        got = _got(result, field)
        if not _same(got, expected):
            yield problem(
                "case.unexpected", path=path, id=result.id, field=field,
                expected=expected, got="—" if got is None else got,
            )  # fmt: skip


def _known(field: str) -> bool:
    return field in (*_FIELDS, "state", *_INDEX) or field.startswith(_BEST)


def _got(result: Result, field: str) -> object:
    figures = result.figures
    if field == "state":
        return result.status.value
    if field in _INDEX:
        return figures.values.get(field) if figures else None
    if field.startswith(_BEST):
        return figures.best.get(field.removeprefix(_BEST)) if figures else None
    return getattr(result, field)


def _same(got: object, expected: object) -> bool:
    """Whether a result is what was worked out: figures to the digits the hand figure has."""
    if not isinstance(got, Decimal):
        return bool(got == expected)
    try:
        wanted = Decimal(str(expected))
    except InvalidOperation:
        return False
    exponent = wanted.as_tuple().exponent
    step = Decimal(1).scaleb(exponent) if isinstance(exponent, int) else Decimal(0)
    return abs(got - wanted) <= step / 2
