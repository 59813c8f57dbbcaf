"""What the rows of a table are about: records, members of a family, indicators, measures."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from desktop_app.core.asked import fits
from desktop_app.core.data import Record
from desktop_app.core.evaluate import Evaluation
from desktop_app.core.improve.effect import Effect
from desktop_app.core.model import Model
from desktop_app.core.pack import Limb
from desktop_app.core.result import Status
from desktop_app.core.summary import rows_of
from desktop_app.i18n import translate
from desktop_app.reports.regulator_forms.form import MEMBER, FormTable, Rows
from desktop_app.reports.regulator_forms.paths import Subject


def subjects(table: FormTable, evaluation: Evaluation) -> Iterator[Subject]:
    """The rows of a table about records, members, both, or indicators; none for other tables."""
    if table.rows is Rows.RECORDS:
        for place, record in enumerate(_records(table, evaluation), 1):
            yield Subject(record=record, place=place)
    elif table.rows is Rows.MEMBERS:
        yield from _members(table, evaluation.model, None)
    elif table.rows is Rows.EACH:
        for record in _records(table, evaluation):
            yield from _members(table, evaluation.model, record)
    elif table.rows is Rows.INDICATORS:
        yield from _indicators(evaluation, Limb(table.limb))


def measures(evaluation: Evaluation, effects: Mapping[str, Effect]) -> Iterator[Subject]:
    """The measures of the plan that count; `effects` tell what each brings, by its id."""
    counting = (one for one in evaluation.case.plan if one.counts)
    for place, measure in enumerate(counting, 1):
        yield Subject(measure=measure, place=place, effects=effects)


def members(model: Model, over: str) -> Iterator[tuple[str, str]]:
    """The members of a family of names with their full names: `energy.{m}` gives coke, gas ..."""
    before, _mark, after = over.partition(MEMBER)
    whole = re.compile(f"{re.escape(before)}([^.\\[\\]]+){re.escape(after)}")
    for name in (*model.items, *model.quantity_by_id):
        found = whole.fullmatch(name)
        if found is not None:
            yield found[1], name


def _records(table: FormTable, evaluation: Evaluation) -> list[Record]:
    return [one for one in evaluation.case.of_kind(table.record) if fits(one, table.match)]


def _members(table: FormTable, model: Model, record: Record | None) -> Iterator[Subject]:
    for member, full in members(model, table.over):
        label = model.label_of(full)
        for words in table.trim:
            label = label.removesuffix(words)
        yield Subject(record=record, member=member, full=full, name=translate(label))


def _indicators(evaluation: Evaluation, limb: Limb) -> Iterator[Subject]:
    for table in evaluation.tables.values():
        if table.assessment.limb is limb:
            for result in rows_of(evaluation, table.assessment.id):
                if result.status is not Status.NA:
                    yield Subject(indicator=result)
