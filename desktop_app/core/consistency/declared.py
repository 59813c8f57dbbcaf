"""The rules packs declare: conditions worked out with the very values that were judged."""

from __future__ import annotations

from collections.abc import Iterator

from desktop_app.core.asked import fits
from desktop_app.core.consistency.examined import Examined, limb_of, shown
from desktop_app.core.consistency.finding import Finding
from desktop_app.core.consistency.wording import placeholders
from desktop_app.core.data import Key, Period
from desktop_app.core.pack import ConsistencyRule
from desktop_app.core.value import Value, ValueState
from desktop_app.core.workings import Workings, record_name

_SURE = (ValueState.GIVEN, ValueState.ESTIMATED)


def of_packs(case: Examined) -> Iterator[Finding]:
    """What the [[check]] of the packs find."""
    work = case.evaluation.workings()
    for pack in case.model.packs:
        for rule in pack.rules:
            for record in rule_records(work, rule):
                if holds(work.value(rule.when, record)):
                    yield _found(case, work, rule, record)


def holds(value: Value) -> bool:
    """Whether a condition is true and certain; on partial figures it finds nothing."""
    return value.truth is True and value.state in _SURE


def rule_records(work: Workings, rule: ConsistencyRule) -> tuple[str, ...]:
    """The records a rule is for; one empty id for a rule that does not repeat."""
    if not rule.record:
        return ("",)
    return tuple(record.id for record in work.case.of_kind(rule.record) if fits(record, rule.match))


def _found(case: Examined, work: Workings, rule: ConsistencyRule, record: str) -> Finding:
    jump = case.model.items[rule.jump]
    names = dict.fromkeys((*placeholders(rule.message), *placeholders(rule.remedy)))
    at = record if jump.record else ""
    owner = case.record_names.get((rule.record, record), "")
    return Finding(
        rule=rule.id,
        severity=rule.severity,
        name=rule.name,
        group=rule.group,
        text=rule.message,
        advice=rule.remedy,
        args={name: _said(work, name, record) for name in names},
        item=rule.jump,
        record=record,
        place=owner,
        jump=str(Key(rule.jump, Period(case.evaluation.case.year), at)),
        section=jump.section,
        limb=limb_of(case.evaluation, rule.jump),
        cited=rule.cited,
    )


def _said(work: Workings, name: str, record: str) -> str:
    """A value as a sentence of a rule says it; "—" for one that is not known."""
    model = work.model
    value = work.values[record_name(name, record) if model.record_kind(name) else name]
    if value.number is not None:
        return shown(value.number, model.unit_of(name))
    item = model.items.get(name)
    if value.text is not None and item is not None:
        return next((one.text for one in item.options if one.id == value.text), value.text)
    return "—"
