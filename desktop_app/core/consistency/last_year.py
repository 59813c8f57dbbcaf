"""What this year tells beside the year before; silent for an enterprise's first year."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from desktop_app.core.consistency.examined import (
    Answer,
    Examined,
    deviation,
    ratio,
    short,
    shown,
    spread,
)
from desktop_app.core.consistency.finding import Finding
from desktop_app.core.consistency.months import slip_of
from desktop_app.core.consistency.thresholds import APART, CHANGE, DIGITS_TELLING, JUMP
from desktop_app.core.pack import Limb
from desktop_app.core.result import Kind, Result, Status
from desktop_app.core.value import ValueState

EXPLAINED: Final = frozenset(
    f"finding.{code}"
    for code in (
        "year_unit_slip", "year_tenfold", "year_jump", "year_change", "year_same",
        "months_copied", "dropped", "appeared", "zero_after_use", "na_after_use",
    )
)  # fmt: skip
"""Rules about one figure beside itself a year ago: whoever knows why can say so."""

_YEAR = 12
_FIRM = (Status.GIVEN, Status.ESTIMATED)


def of_last_year(case: Examined) -> Iterator[Finding]:
    """All findings that need the year before."""
    last = case.before
    if last is None:
        return
    for name, answer in case.answers.items():
        known = last.answers.get(name)
        if known is None:
            yield from _appeared(case, answer)
        elif known.item.kind is answer.item.kind and known.item.unit == answer.item.unit:
            yield from _against(case, answer, known)
    for name, known in last.answers.items():
        if name not in case.answers:
            yield from _dropped(case, known)
    yield from _results(case, last)
    yield from _apart(case, last)
    yield from _records(case, last)


def _against(case: Examined, answer: Answer, known: Answer) -> Iterator[Finding]:
    """One item against itself a year ago."""
    was, now = known.value, answer.value
    item, record = answer.item, answer.record
    if was.truth is True and now.truth is False:
        yield case.finding("finding.answer_reversed", item.key, record, name=case.labelled(answer))
    if known.settled is None or known.settled <= 0:
        return
    args = {"name": case.labelled(answer), "last": shown(known.settled, item.unit)}
    if now.state is ValueState.NA:
        yield case.finding("finding.na_after_use", item.key, record, **args)
    elif answer.settled == 0:
        yield case.finding("finding.zero_after_use", item.key, record, **args)
    elif answer.settled is not None and answer.settled > 0:
        yield from _compared(case, answer, known, answer.settled, known.settled)


def _compared(
    case: Examined, answer: Answer, known: Answer, now: Decimal, was: Decimal
) -> Iterator[Finding]:
    item = answer.item
    if now == was:
        yield from _same(case, answer, known, now)
        return
    change = deviation(now, was)
    args = {
        "name": case.labelled(answer),
        "value": shown(now, item.unit),
        "last": shown(was, item.unit),
    }
    power = slip_of(spread(ratio(now, was)))
    if power > 1:
        code, args["slip"] = "finding.year_unit_slip", str(10**power)
        args["times"] = short(ratio(now, was))
    elif power == 1:
        code, args["times"] = "finding.year_tenfold", short(ratio(now, was))
    elif abs(change) > JUMP:
        code, args["limit"] = "finding.year_jump", short(JUMP)
        args["deviation"] = _signed(change)
    elif abs(change) > CHANGE:
        code, args["deviation"] = "finding.year_change", _signed(change)
    else:
        return
    yield case.finding(code, item.key, answer.record, **args)


def _same(case: Examined, answer: Answer, known: Answer, now: Decimal) -> Iterator[Finding]:
    """The year, or every month of it, exactly as a year ago; of figures counted by month only."""
    item = answer.item
    months = {one.month: one.value for one in answer.months}
    if len(months) == _YEAR and months == {one.month: one.value for one in known.months}:
        if len(set(months.values())) > 1:
            yield case.finding(
                "finding.months_copied", item.key, answer.record, name=case.labelled(answer)
            )
    elif item.cadence == "month" and len(now.normalize().as_tuple().digits) >= DIGITS_TELLING:
        yield case.finding(
            "finding.year_same", item.key, answer.record,
            name=case.labelled(answer), value=shown(now, item.unit),
        )  # fmt: skip


def _signed(change: Decimal) -> str:
    text = short(change)
    return text if text.startswith("-") else f"+{text}"


def _appeared(case: Examined, answer: Answer) -> Iterator[Finding]:
    """A thing of a list that was not on it; items always asked are new to nobody."""
    if answer.item.listed and not answer.record and answer.settled:
        yield case.finding(
            "finding.appeared", answer.item.key, answer.record,
            name=case.labelled(answer), value=shown(answer.settled, answer.item.unit),
        )  # fmt: skip


def _dropped(case: Examined, known: Answer) -> Iterator[Finding]:
    """Something a year ago that nobody has answered this year, where it still can be asked."""
    item, record = known.item, known.record
    here = item.key in case.model.items
    there = not record or (item.record, record) in case.record_names
    if known.settled and here and there:
        yield case.finding(
            "finding.dropped", item.key, record,
            name=case.labelled(known), last=shown(known.settled, item.unit),
        )  # fmt: skip


def _results(case: Examined, last: Examined) -> Iterator[Finding]:
    """Headline figures that moved as far as no plant does unnoticed."""
    for result in case.evaluation.results.values():
        known = last.evaluation.results.get(result.id)
        if result.kind is not Kind.QUANTITY or not result.headline or known is None:
            continue
        if not _comparable(result) or not _comparable(known) or known.unit != result.unit:
            continue
        now, was = result.value or Decimal(0), known.value or Decimal(0)
        change = deviation(now, was)
        if abs(change) > JUMP:
            yield case.finding(
                "finding.result_jump", result.id, "",
                name=result.name, value=shown(now, result.unit), last=shown(was, result.unit),
                deviation=_signed(change), limit=short(JUMP),
            )  # fmt: skip


def _apart(case: Examined, last: Examined) -> Iterator[Finding]:
    """The lead figures of energy and carbon, which rest on the same fuels, going separate ways."""
    leads = {one.limb: one.id for one in reversed(case.model.quantities) if one.lead}
    changes: list[tuple[str, Decimal]] = []
    for limb in (Limb.ENERGY, Limb.CARBON):
        now = case.evaluation.results.get(leads.get(limb, ""))
        was = last.evaluation.results.get(leads.get(limb, ""))
        if now is None or was is None or not _comparable(now) or not _comparable(was):
            return
        changes.append((now.name, deviation(now.value or Decimal(0), was.value or Decimal(0))))
    (energy, rise), (carbon, other) = changes
    if abs(rise - other) > APART:
        yield case.finding(
            "finding.moving_apart", leads[Limb.CARBON], "",
            name=energy, deviation=_signed(rise), other=carbon, other_deviation=_signed(other),
        )  # fmt: skip


def _comparable(result: Result) -> bool:
    return result.status in _FIRM and bool(result.value) and not result.record


def _records(case: Examined, last: Examined) -> Iterator[Finding]:
    for (kind, record), name in last.record_names.items():
        declared = case.model.record_kinds.get(kind)
        if declared is not None and (kind, record) not in case.record_names:
            yield case.finding(
                "finding.record_gone", "", record, kind=declared.name, record=name or record
            )
