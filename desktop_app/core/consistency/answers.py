"""What single answers tell: not given, n.a. without a reason, estimated, out of bounds, unused."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from desktop_app.core.consistency.examined import Answer, Examined, short, shown
from desktop_app.core.consistency.finding import Finding
from desktop_app.core.consistency.set_aside import is_note
from desktop_app.core.consistency.thresholds import ESTIMATES, FEWEST_ANSWERS
from desktop_app.core.data import State
from desktop_app.core.methods.rows import Row
from desktop_app.core.methods.weights import handed_on, members
from desktop_app.core.numbers import CONTEXT
from desktop_app.core.problem_texts import TEXTS
from desktop_app.core.result import Status, waiting_results
from desktop_app.core.units import show_unit
from desktop_app.core.unread import typed_for
from desktop_app.core.value import ValueState
from desktop_app.core.workings import split_name

_THIN = frozenset({"无", "没有", "-", "—", "/", "不适用", "不涉及", "n.a.", "na", "n/a"})

_SHOWN = 40
"""So much of a text is repeated."""


def of_answers(case: Examined) -> Iterator[Finding]:
    """All findings about answers one by one, and those that are missing."""
    yield from _limiting(case)
    yield from _groups_gone(case)
    for answer in case.answers.values():
        yield from _reasons(case, answer)
        yield from _bounds(case, answer)
        yield from _unconverted(case, answer)
    yield from _estimates(case)
    yield from _unread(case)
    yield from _unused(case)
    yield from _not_computable(case)
    yield from _unanswered(case)


def _limiting(case: Examined) -> Iterator[Finding]:
    """Tables that give no level while a limiting indicator is open."""
    for table in case.evaluation.tables.values():
        waiting = [
            row
            for row in table.rows
            if row.indicator.limiting
            and row.status in (Status.BLANK, Status.PARTIAL)
            and any(split_name(name)[0] in case.model.items for name in row.missing)
        ]
        if waiting and table.verdict.status is not Status.NA:
            first = waiting[0]
            names = (name for name in first.missing if split_name(name)[0] in case.model.items)
            key, record = split_name(next(names))
            yield case.finding(
                "finding.limiting_open", key, record,
                table=table.assessment.name, count=len(waiting), name=first.indicator.name,
            )  # fmt: skip


def _groups_gone(case: Examined) -> Iterator[Finding]:
    """Groups that hand on their weight because somebody said that no row of them applies.

    Where a condition of the table or a product not made takes the rows out, nobody decided that.
    """
    for table in case.evaluation.tables.values():
        if all(note.code != "verdict.group_handed_on" for note in table.verdict.notes):
            continue
        for group in handed_on(table.assessment, table.rows):
            rows = members(table.rows, group.id)
            said = [row for row in rows if _said_na(case, row)]
            if said:
                asked = said[0].indicator.parts[0].value.names & case.model.items.keys()
                yield case.finding(
                    "finding.group_gone", min(asked, default=""), said[0].record,
                    table=table.assessment.name, name=group.name, count=len(rows),
                )  # fmt: skip


def _said_na(case: Examined, row: Row) -> bool:
    """Whether a row is n.a. by its data, not by its condition or for want of a product."""
    indicator = row.indicator
    if indicator.weight_by is not None:
        return False
    if indicator.applies is None:
        return True
    return case.evaluation.workings().value(indicator.applies, row.record).truth is not False


def _reasons(case: Examined, answer: Answer) -> Iterator[Finding]:
    item, name = answer.item, case.labelled(answer)
    for datum in answer.data:
        month = datum.key.period.month
        reason = datum.reason.strip()
        if datum.state is State.NA and not reason:
            yield case.finding(
                "finding.na_without_reason", item.key, answer.record, month, name=name
            )
        elif datum.state is State.NA and reason.lower() in _THIN:
            yield case.finding(
                "finding.na_reason_empty", item.key, answer.record, month,
                name=name, reason=reason,
            )  # fmt: skip
    estimated = [one for one in answer.data if one.state is State.ESTIMATED]
    if estimated and not any(one.note.strip() for one in estimated):
        yield case.finding(
            "finding.estimate_unexplained", item.key, answer.record,
            estimated[0].key.period.month, name=name,
        )  # fmt: skip


def _bounds(case: Examined, answer: Answer) -> Iterator[Finding]:
    """Figures an item does not allow; they may come from files and older editions of a pack."""
    item = answer.item
    for one in answer.figures:
        low = item.minimum is not None and one.value < item.minimum
        high = item.maximum is not None and one.value > item.maximum
        if low or high:
            limit = item.minimum if low else item.maximum
            yield case.finding(
                "finding.below_minimum" if low else "finding.above_maximum",
                item.key, answer.record, one.month,
                name=case.labelled(answer), value=shown(one.value, item.unit),
                limit=shown(limit or Decimal(0), item.unit),
            )  # fmt: skip


def _unconverted(case: Examined, answer: Answer) -> Iterator[Finding]:
    read = {id(one.datum) for one in answer.figures}
    for datum in answer.data:
        if datum.value is not None and datum.state is not State.NA and id(datum) not in read:
            yield case.finding(
                "finding.unit_misfit", answer.item.key, answer.record,
                datum.key.period.month, name=case.labelled(answer),
                unit=show_unit(datum.unit), expected=show_unit(answer.item.unit),
            )  # fmt: skip


def _estimates(case: Examined) -> Iterator[Finding]:
    """Too many of the figures are estimates."""
    known = [one for one in case.answers.values() if one.value.number is not None]
    rough = [one for one in known if one.value.state is ValueState.ESTIMATED]
    if len(known) < FEWEST_ANSWERS:
        return
    share = CONTEXT.divide(Decimal(100 * len(rough)), Decimal(len(known)))
    if share > ESTIMATES:
        first = rough[0]
        yield case.finding(
            "finding.estimates_many", first.item.key, first.record,
            total=len(known), count=len(rough), share=short(share), limit=short(ESTIMATES),
        )  # fmt: skip


def _unread(case: Examined) -> Iterator[Finding]:
    """Texts somebody typed that are no answer yet."""
    for kept, datum in sorted(case.evaluation.case.data.items()):
        key = typed_for(kept)
        if kept != key and key.item in case.model.items:
            item = case.model.items[key.item]
            owner = case.record_names.get((item.record, key.record), key.record)
            when = f" {key.period} " if key.period.monthly else ""
            yield case.finding(
                "finding.text_unread", key.item, key.record, key.period.month,
                name=f"{owner} {item.name}".strip(), when=when, text=datum.raw[:_SHOWN],
            )  # fmt: skip


def _unused(case: Examined) -> Iterator[Finding]:
    """Data of items no chosen pack asks for, and of other years."""
    told: set[str] = set()
    for key, datum in case.evaluation.case.data.items():
        if not datum.filled or is_note(key):
            continue
        if key.item not in case.model.items:
            if key.item not in told:
                told.add(key.item)
                yield case.finding("finding.data_unused", key.item, name=key.item)
        elif key.period.year != case.evaluation.case.year:
            yield case.finding(
                "finding.data_other_year", f"{key.item}@{key.period}", key.record,
                name=case.model.label_of(key.item), period=key.period,
                year=case.evaluation.case.year,
            )  # fmt: skip


def _not_computable(case: Examined) -> Iterator[Finding]:
    """Figures that have no value with these data, such as a share of nothing."""
    for result in case.evaluation.results.values():
        if result.status is not Status.INVALID:
            continue
        value = case.evaluation.values.get(result.id)
        why = TEXTS[value.problem].text if value is not None and value.problem else "—"
        yield case.finding("finding.not_computable", result.id, name=result.name, why=why)


def _unanswered(case: Examined) -> Iterator[Finding]:
    """Items nobody has answered at all though results wait for them."""
    waiting = waiting_results(case.evaluation.results.values())
    for name, read in case.evaluation.inputs.items():
        if name in waiting and not read.data:
            key, record = split_name(name)
            label = case.model.label_of(key)
            kind = case.model.record_kind(key)
            owner = case.record_names.get((kind, record), record)
            yield case.finding(
                "finding.unanswered", key, record,
                name=f"{owner} {label}".strip(), count=len(waiting[name]),
            )  # fmt: skip
