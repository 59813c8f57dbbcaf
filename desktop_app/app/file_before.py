"""A data file as judged: with the file of the year before that it names standing beside it.

[case] previous = "last.toml" is a file in the same folder: the same enterprise, one year earlier.
Its figures stand where documents compare with the year before, and are carried over as a library
does. What is wrong with it is told, and then no year before is used.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Final

from desktop_app.app.case_file import CaseFile, read_case_file
from desktop_app.app.catalog import NOTHING_PINNED, Catalog, Editions
from desktop_app.app.last_year import with_last_year
from desktop_app.core.codes import plain_code
from desktop_app.core.data import Case, Enterprise
from desktop_app.core.evaluate import Evaluation, evaluate
from desktop_app.core.problems import Problem, has_errors, problem

_PLACE: Final = "case.previous"
_PARTS: Final = frozenset("/\\:")


@dataclass(frozen=True, slots=True)
class JudgedFile:
    """The case of a file as judged, the year before it, and everything wrong with both files.

    `evaluation` is None when the file could not be read, `last` without a usable year before.
    """

    evaluation: Evaluation | None
    last: Evaluation | None
    problems: tuple[Problem, ...]


def judge_file(
    path: Path, read: CaseFile, catalog: Catalog, pinned: Editions = NOTHING_PINNED
) -> JudgedFile:
    """Judge what was `read` from the file at `path`, with the year before that it names."""
    if read.case is None or read.model is None:
        return JudgedFile(None, None, read.problems)
    last, problems = _before(path, read.case, read.previous, catalog, pinned)
    case = with_last_year(read.model, read.case, lambda: last)
    return JudgedFile(evaluate(read.model, case), last, (*read.problems, *problems))


def _before(
    path: Path, case: Case, name: str, catalog: Catalog, pinned: Editions
) -> tuple[Evaluation | None, tuple[Problem, ...]]:
    if not name:
        return None, ()
    if _PARTS & set(name) or name in (".", ".."):
        return None, (problem("case.previous_elsewhere", path.name, _PLACE, file=name),)
    read = read_case_file(path.with_name(name), catalog, pinned)
    if read.case is None or read.model is None or has_errors(read.problems):
        return None, read.problems
    wrong = _not_the_year_before(read.case, case, name, path.name)
    if wrong is not None:
        return None, (*read.problems, wrong)
    return evaluate(read.model, read.case), read.problems


def _not_the_year_before(before: Case, case: Case, name: str, document: str) -> Problem | None:
    if before.year != case.year - 1:
        wanted, found = case.year - 1, before.year
        return problem(
            "case.previous_year", document, _PLACE, file=name, wanted=wanted, found=found
        )
    if not _same(before.enterprise, case.enterprise):
        found_name = before.enterprise.name
        return problem("case.previous_other", document, _PLACE, file=name, name=found_name)
    return None


def _same(one: Enterprise, other: Enterprise) -> bool:
    """Told by the code where both have one: an enterprise may have changed its name."""
    codes = plain_code(one.uscc), plain_code(other.uscc)
    if all(codes):
        return codes[0] == codes[1]
    return one.name.strip() == other.name.strip()
