"""What can be picked to link: values, records and results for a document, documents for a value."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from desktop_app.core.data import Key, Period
from desktop_app.core.evaluate import Evaluation
from desktop_app.core.evidence import Evidence, Subject
from desktop_app.core.evidence_texts import KIND_WORDS
from desktop_app.core.result import Kind
from desktop_app.core.subjects import subject_name, subject_text
from desktop_app.core.summary import sections_of
from desktop_app.i18n import _, translate
from desktop_app.ui.components.item_picker import Pick


def subject_picks(evaluation: Evaluation, held: Iterable[Subject]) -> dict[Subject, Pick]:
    """Everything a document may still support: what was filled in, records, results.

    A value stands for its whole year, so that a yearly ledger is one link; single months are
    linked from the ledger.
    """
    taken = set(held)
    return {
        subject: Pick(
            subject_text(subject),
            subject_name(evaluation, subject, translate),
            group,
            f"{subject.id} {subject.record}",
        )
        for subject, group in (*_values(evaluation), *_records(evaluation), *_results(evaluation))
        if subject not in taken
    }


def _values(evaluation: Evaluation) -> Iterator[tuple[Subject, str]]:
    case = evaluation.case
    filled = {(key.item, key.record) for key in case.data if key.period.year == case.year}
    for section in sections_of(evaluation.model):
        for item in evaluation.model.items.values():
            if item.section == section.id:
                for record in sorted(record for name, record in filled if name == item.key):
                    key = Key(item.key, Period(case.year), record)
                    yield Subject.of_datum(key), translate(section.title)


def _records(evaluation: Evaluation) -> Iterator[tuple[Subject, str]]:
    for kind in evaluation.model.record_kinds.values():
        for record in evaluation.case.of_kind(kind.id):
            yield Subject.of_record(kind.id, record.id), translate(kind.name)


def _results(evaluation: Evaluation) -> Iterator[tuple[Subject, str]]:
    wanted = (Kind.INDICATOR, Kind.QUANTITY, Kind.GATE)
    for result in evaluation.results.values():
        if result.kind in wanted and (result.kind is not Kind.QUANTITY or result.headline):
            yield Subject.of_result(result.id), _("指标与结果")


def document_picks(evidence: Iterable[Evidence], held: Iterable[str]) -> list[Pick]:
    """The documents a value may still be linked to, by the ids of those it has."""
    taken = set(held)
    return [
        Pick(one.id, f"{one.label}  {one.title}", translate(KIND_WORDS[one.kind.value]), one.file)
        for one in sorted(evidence, key=lambda each: (each.kind, each.number))
        if one.id not in taken
    ]
