"""Paths to texts in a form: what may stand in `text`, and what it says of a row.

A path is a subject and one of its properties (`enterprise.uscc`, `indicator.level`). Which
subjects there are depends on the rows of the table.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Final

from desktop_app.core.data import Record
from desktop_app.core.evaluate import Evaluation
from desktop_app.core.improve.effect import Effect
from desktop_app.core.pack import Limb
from desktop_app.core.planned import PlannedMeasure
from desktop_app.core.result import Result
from desktop_app.core.summary import headline
from desktop_app.core.units import show_unit
from desktop_app.i18n import _, translate
from desktop_app.reports.plan_words import alone_text, changes_text, period_text, progress_word
from desktop_app.reports.regulator_forms.form import Rows
from desktop_app.reports.words import conclusion_word, figure, state_word

_ENTERPRISE: Final = ("name", "uscc", "region", "industry", "permit", "address", "contact", "note")
_CASE: Final = ("year", "packs", "software", "note")
_RECORD: Final = ("id", "name")
_MEMBER: Final = ("name", "group", "unit")
_INDICATOR: Final = (
    "no", "group", "name", "record", "unit", "weight", "levels", "value", "level", "limiting",
    "gap", "source",
)  # fmt: skip
_MEASURE: Final = (
    "no", "name", "changes", "effect", "investment", "yearly", "years", "payback", "owner",
    "period", "progress", "note",
)  # fmt: skip

_LIMBS: Final = tuple(limb.value for limb in Limb if limb not in (Limb.READINESS, Limb.PROFILE))

AFTER: Final = "after."
"""Begins a path that asks of the case as the plan would leave it."""

SUBJECTS: Final[Mapping[str, tuple[str, ...]]] = {
    "enterprise": _ENTERPRISE,
    "case": _CASE,
    "level": _LIMBS,
    "after": _LIMBS,
    "record": _RECORD,
    "member": _MEMBER,
    "indicator": _INDICATOR,
    "measure": _MEASURE,
}
"""All paths by subject; a record has the fields of its kind besides."""

_OF_ROWS: Final[Mapping[Rows, tuple[str, ...]]] = {
    Rows.FIELDS: (),
    Rows.BLANK: (),
    Rows.RECORDS: ("record",),
    Rows.MEMBERS: ("member",),
    Rows.EACH: ("record", "member"),
    Rows.INDICATORS: ("indicator",),
    Rows.MEASURES: ("measure",),
}


def subjects_of(rows: Rows) -> tuple[str, ...]:
    """What the paths in a table may speak of."""
    return ("enterprise", "case", "level", "after", *_OF_ROWS[rows])


@dataclass(frozen=True, slots=True)
class Told:
    """A text in answer to a path; `jump` leads to where an empty one is filled in.

    `number` is the figure behind it. `na` tells that there is nothing to say here.
    """

    text: str = ""
    jump: str = ""
    number: Decimal | None = None
    na: bool = False


@dataclass(frozen=True, slots=True)
class Subject:
    """What a row of a form is about; "" and None for what it is not about."""

    record: Record | None = None
    member: str = ""
    full: str = ""
    name: str = ""
    indicator: Result | None = None
    measure: PlannedMeasure | None = None
    place: int = 0
    effects: Mapping[str, Effect] = field(default_factory=dict)


def told(evaluation: Evaluation, region: str, path: str, subject: Subject) -> Told:
    """What a path says of a row; a path nobody knows says nothing.

    "after" asks what "level" does, of the case as the plan would leave it.
    """
    about, _dot, own = path.partition(".")
    if about == "enterprise":
        profile = evaluation.case.enterprise
        text = str(getattr(profile, own, ""))
        named = f"{region}（{text}）" if own == "region" and region else text
        return Told(named, f"enterprise.{own}")
    if about == "case":
        return Told(_case(evaluation, own), na=own == "note" and not evaluation.case.note)
    if about in ("level", "after"):
        return _level(evaluation, own)
    if about == "record" and subject.record is not None:
        return _record(evaluation, subject.record, own)
    if about == "member":
        return _member(evaluation, subject, own)
    if about == "indicator" and subject.indicator is not None:
        return _indicator(evaluation, subject.indicator, own)
    if about == "measure" and subject.measure is not None:
        return _measure(evaluation, subject, subject.measure, own)
    return Told(na=True)


def _case(evaluation: Evaluation, own: str) -> str:
    case = evaluation.case
    packs = (f"{translate(one.name)} {one.version}" for one in evaluation.model.packs)
    return {
        "year": str(case.year),
        "packs": _("；").join(packs),
        "software": _("双近零企业自评"),
        "note": case.note,
    }.get(own, "")


def _level(evaluation: Evaluation, own: str) -> Told:
    result = headline(evaluation, Limb(own)) if own in _LIMBS else None
    if result is None:
        return Told(na=True)
    word = conclusion_word(evaluation, result)
    return Told(f"{translate(result.name)}：{word}", result.id)


def _record(evaluation: Evaluation, record: Record, own: str) -> Told:
    kind = evaluation.model.record_kinds.get(record.kind)
    declared = next((one for one in kind.fields if one.id == own), None) if kind else None
    if declared is None:
        return Told({"id": record.id, "name": record.name}.get(own, ""), na=own not in _RECORD)
    value = record.fields.get(own, "")
    words = {one.id: translate(one.text) for one in declared.options}
    section = next(
        (one.id for one in evaluation.model.sections.values() if one.record == record.kind), ""
    )
    return Told(words.get(value, value), section)


def _member(evaluation: Evaluation, subject: Subject, own: str) -> Told:
    if own == "name":
        return Told(subject.name)
    model = evaluation.model
    if own == "unit":
        unit = show_unit(model.unit_of(subject.full))
        return Told(unit, na=not unit)
    item, quantity = model.items.get(subject.full), model.quantity_by_id.get(subject.full)
    group = item.group if item is not None else quantity.group if quantity is not None else ""
    return Told(translate(group), na=not group)


def _indicator(evaluation: Evaluation, result: Result, own: str) -> Told:
    table, standing = evaluation.tables[result.parent], result.standing
    scale = evaluation.model.scales[result.scale]
    names = {group.id: translate(group.name) for group in table.assessment.groups}
    row = table.row(result.id.removeprefix(f"{result.parent}."))
    if own == "value":
        return _value(result)
    if own == "level":
        level = scale.level(result.level)
        word = translate(level.name) if level is not None else state_word(result.status)
        return Told(word)
    if own == "levels":
        limits = standing.limits if standing is not None else ()
        return Told(" / ".join(limits), na=not limits)
    if own == "weight":
        weight = standing.weight if standing is not None else None
        return Told(figure(weight), number=weight, na=weight is None)
    if own == "gap":
        gap = standing.gap if standing is not None else None
        return Told(figure(gap), number=gap, na=gap is None)
    if own == "source":
        source = evaluation.model.sources.get(result.cited.source)
        text = f"{source.citation} {result.cited.clause}".strip() if source is not None else ""
        return Told(text, na=not text)
    limiting = row is not None and row.indicator.limiting
    text = {
        "no": result.no,
        "group": names.get(result.group, ""),
        "name": translate(result.name),
        "record": result.record,
        "unit": show_unit(result.unit),
        "limiting": _("是") if limiting else _("否"),
    }.get(own, "")
    return Told(text, na=not text)


def _value(result: Result) -> Told:
    if result.value is not None:
        return Told(figure(result.value), number=result.value)
    if result.missing:
        return Told("", result.missing[0])
    return Told(na=True)


def _measure(evaluation: Evaluation, subject: Subject, one: PlannedMeasure, own: str) -> Told:
    effect = subject.effects.get(one.id)
    numbers = {"investment": one.investment, "yearly": one.yearly, "years": one.years}
    if own in numbers:
        number = numbers[own]
        return Told(figure(number) if number is not None else "", "improve", number)
    if own == "payback":
        back = _payback(one)
        return Told(figure(back, 1), number=back, na=back is None)
    text = {
        "no": str(subject.place),
        "name": one.name,
        "changes": changes_text(evaluation, one),
        "effect": alone_text(effect) if effect is not None else "",
        "owner": one.owner,
        "period": "" if period_text(one) == "—" else period_text(one),
        "progress": progress_word(one.progress),
        "note": one.note,
    }.get(own, "")
    return Told(text, "improve", na=own == "note" and not text)


def _payback(one: PlannedMeasure) -> Decimal | None:
    """The simple payback in years."""
    if not one.investment or not one.yearly or one.yearly <= 0:
        return None
    return one.investment / one.yearly
