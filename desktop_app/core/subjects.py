"""What a document supports, as text: to write in a command, to jump to, to be read by people."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import Final

from desktop_app.core.data import Case, Period, read_period
from desktop_app.core.evaluate import Evaluation
from desktop_app.core.evidence import Evidence, Subject, SubjectKind
from desktop_app.core.model import Model
from desktop_app.core.problems import Problem

Translate = Callable[[str], str]

_TEXT: Final = re.compile(r"^([^\[\]@]+)(?:\[([^\]]*)\])?(?:@([\d-]+))?$")


def subject_text(subject: Subject) -> str:
    """`energy.raw_coal@2023-03`, `outlet[DA001]` or the id of a result: what pages jump to."""
    if subject.kind is SubjectKind.RESULT:
        return subject.id
    record = f"[{subject.record}]" if subject.record else ""
    period = f"@{subject.period}" if subject.period else ""
    return f"{subject.id}{record}{period}"


def read_subject(text: str, evaluation: Evaluation) -> Subject | None:
    """The subject of such a text; without a period the reporting year; None for anything else."""
    model, case = evaluation.model, evaluation.case
    found = _TEXT.match(text.strip())
    if found is None:
        return None
    name, record = found[1], found[2] or ""
    item = model.items.get(name)
    if item is not None:
        period = read_period(found[3]) if found[3] else Period(case.year)
        repeats = any(one.id == record for one in case.of_kind(item.record))
        fits = repeats if item.record else not record
        if isinstance(period, Problem) or period.year != case.year or not fits:
            return None
        if period.monthly and item.cadence != "month":
            return None
        return Subject(SubjectKind.DATUM, name, record, str(period))
    if name in model.record_kinds and any(one.id == record for one in case.of_kind(name)):
        return Subject.of_record(name, record)
    return Subject.of_result(text.strip()) if text.strip() in evaluation.results else None


def subject_name(evaluation: Evaluation, subject: Subject, translate: Translate = str) -> str:
    """What a document supports, as people call it: 原煤 2023-03, 排放口 DA001 烧结机头."""
    model, case = evaluation.model, evaluation.case
    if subject.kind is SubjectKind.RECORD:
        return _record_name(model, case, subject.id, subject.record, translate)
    if subject.kind is SubjectKind.RESULT:
        result = evaluation.results.get(subject.id)
        return translate(result.name) if result is not None else subject.id
    item = model.items.get(subject.id)
    name = translate(item.name) if item is not None else subject.id
    whole = f"{name}（{subject.record}）" if subject.record else name
    gap = "" if whole.endswith("）") else " "
    return f"{whole}{gap}{subject.period}"


def _record_name(model: Model, case: Case, kind: str, record: str, translate: Translate) -> str:
    declared = model.record_kinds.get(kind)
    word = translate(declared.name) if declared is not None else kind
    name = next((one.name for one in case.of_kind(kind) if one.id == record), "")
    return " ".join(part for part in (word, record, name if name != record else "") if part)


def in_order(evaluation: Evaluation, subjects: Iterable[Subject]) -> tuple[Subject, ...]:
    """Subjects as the forms ask for them: by item, record and period; records, results after."""
    items = {key: place for place, key in enumerate(evaluation.model.items)}
    kinds = list(SubjectKind)

    def rank(subject: Subject) -> tuple[int, int, Subject]:
        return kinds.index(subject.kind), items.get(subject.id, len(items)), subject

    return tuple(sorted(subjects, key=rank))


def labels_of(evidence: Iterable[Evidence]) -> str:
    """The numbers of documents as printed beside what they support: P-001、P-004."""
    return "、".join(one.label for one in sorted(evidence, key=lambda one: one.number))
