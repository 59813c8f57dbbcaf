"""Whether a file belongs to a case of this library, and what of the case changed since."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from desktop_app.app.judged_cases import judge_case
from desktop_app.app.workspace import Workspace
from desktop_app.core.case_marks import PARTS, digest_of_results, marks_of
from desktop_app.core.evaluate import Evaluation
from desktop_app.core.problems import Problem
from desktop_app.core.provenance import Provenance
from desktop_app.i18n import _, translate

MOST_CHANGES: Final = 100


class Belonging(StrEnum):
    """How a file and a case belong together: by the id, by name and year alone, or not."""

    SAME = "same"
    NAMESAKE = "namesake"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Compared:
    """A file beside a case of the library.

    `parts` are those of the data that changed since, `places` the data, records and documents,
    where the file tells of single ones, as people call them. `packs` changed since, as they are
    now; `results` tells that results are others, `program` the version now if it is another.
    """

    belonging: Belonging
    case_id: str
    enterprise: str
    year: int
    parts: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    packs: tuple[str, ...] = ()
    results: bool = False
    names_places: bool = False

    @property
    def unchanged(self) -> bool:
        """Whether the case says what it said when the file was made."""
        return not (self.parts or self.packs or self.results)


def find_case(workspace: Workspace, told: Provenance) -> str:
    """The id of the case a file was made of, by its id, else by enterprise and year; "" if none."""
    cases = workspace.cases()
    if told.case and any(one.id == told.case for one in cases):
        return told.case
    alike = (one.id for one in cases if (one.enterprise, one.year) == (told.enterprise, told.year))
    return next(alike, "")


def compare(workspace: Workspace, case_id: str, told: Provenance) -> Compared | tuple[Problem, ...]:
    """A file beside one case of the library."""
    if workspace.library is None:
        return workspace.problems
    judged = judge_case(workspace.library, workspace.catalog, case_id)
    if isinstance(judged, tuple):
        return judged
    return beside(judged.evaluation, told)


def beside(evaluation: Evaluation, told: Provenance) -> Compared:
    """A file beside a judged case."""
    case, marks = evaluation.case, marks_of(evaluation.case)
    now = {pack.id: (pack.version, pack.digest) for pack in evaluation.model.packs}
    was = {pack.id: (pack.version, pack.digest) for pack in told.packs}
    same = (case.enterprise.name, case.year) == (told.enterprise, told.year)
    belonging = Belonging.NAMESAKE if same else Belonging.OTHER
    return Compared(
        Belonging.SAME if told.case and told.case == case.id else belonging,
        case.id,
        case.enterprise.name,
        case.year,
        parts=tuple(part for part in PARTS if marks.parts[part] != told.parts.get(part)),
        places=_places(evaluation, marks.places, told.places) if told.places else (),
        packs=tuple(
            f"{pack} {now[pack][0]}" if pack in now else f"{pack} —"
            for pack in sorted(now.keys() | was.keys())
            if now.get(pack) != was.get(pack)
        ),
        results=digest_of_results(evaluation) != told.result,
        names_places=bool(told.places),
    )


def _places(
    evaluation: Evaluation, now: Mapping[str, str], was: Mapping[str, str]
) -> tuple[str, ...]:
    every = (*now, *(name for name in was if name not in now))
    differing = [name for name in every if now.get(name) != was.get(name)]
    return tuple(_words(evaluation, name, now, was) for name in differing[:MOST_CHANGES])


def _words(
    evaluation: Evaluation, name: str, now: Mapping[str, str], was: Mapping[str, str]
) -> str:
    shown = place_name(evaluation, name)
    if name not in was:
        return _("{name}（新增）").format(name=shown)
    if name not in now:
        return _("{name}（删去）").format(name=shown)
    return shown


def place_name(evaluation: Evaluation, name: str) -> str:
    """A place of `core.case_marks` as people call it."""
    model = evaluation.model
    kind, colon, record = name.partition(":")
    if colon and kind in model.record_kinds:
        return f"{translate(model.record_kinds[kind].name)} {record}"
    item, bracket, record = name.partition("[")
    label = translate(model.label_of(item))
    return f"{label}（{record[:-1]}）" if bracket else label
