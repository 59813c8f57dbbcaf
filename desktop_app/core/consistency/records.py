"""What the registered records tell: taken twice, empty, without what their limits are found by."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from desktop_app.core.consistency.examined import Examined, shown
from desktop_app.core.consistency.finding import Finding
from desktop_app.core.consistency.set_aside import is_note
from desktop_app.core.data import Record
from desktop_app.core.pack import Direction, Indicator

_NUMBER = "_no"
"""A field whose id ends so holds a number of its own, which no two records share."""


def of_records(case: Examined) -> Iterator[Finding]:
    """All findings about outlets, products and other records."""
    yield from _names(case)
    yield from _numbers(case)
    yield from _empty(case)
    yield from _fields(case)
    yield from _permits(case)
    yield from _unknown(case)


def _kind(case: Examined, kind: str) -> str:
    declared = case.model.record_kinds.get(kind)
    return declared.name if declared else kind


def _names(case: Examined) -> Iterator[Finding]:
    named: dict[tuple[str, str], list[Record]] = defaultdict(list)
    for record in case.evaluation.case.records:
        if record.name.strip():
            named[record.kind, record.name.strip()].append(record)
    for (kind, name), records in named.items():
        if len(records) > 1:
            yield case.finding(
                "finding.record_name_twice", _first_item(case, kind), records[-1].id,
                count=len(records), kind=_kind(case, kind), record=name,
            )  # fmt: skip


def _numbers(case: Examined) -> Iterator[Finding]:
    seen: dict[tuple[str, str, str], Record] = {}
    for record in case.evaluation.case.records:
        declared = case.model.record_kinds.get(record.kind)
        for field in declared.fields if declared else ():
            value = record.fields.get(field.id, "").strip()
            if not field.id.endswith(_NUMBER) or not value:
                continue
            first = seen.setdefault((record.kind, field.id, value), record)
            if first is not record:
                yield case.finding(
                    "finding.record_number_twice", _first_item(case, record.kind), record.id,
                    kind=_kind(case, record.kind), record=record.name, other=first.name,
                    field=field.name, value=value,
                )  # fmt: skip


def _first_item(case: Examined, kind: str) -> str:
    """The item by which a record of the kind is reached on the form."""
    return next((one.key for one in case.model.items.values() if one.record == kind), "")


def _empty(case: Examined) -> Iterator[Finding]:
    used = {(one.item.record, one.record) for one in case.answers.values() if one.record}
    for record in case.evaluation.case.records:
        asked = _first_item(case, record.kind)
        if asked and (record.kind, record.id) not in used:
            yield case.finding(
                "finding.record_empty", asked, record.id,
                kind=_kind(case, record.kind), record=record.name,
            )  # fmt: skip


def _fields(case: Examined) -> Iterator[Finding]:
    """Records with data that no row of any table finds, and the field it would find them by."""
    matches = [
        (row.record, row.match)
        for table in case.model.assessments
        for row in table.indicators
        if row.record and row.match
    ]
    used = {(one.item.record, one.record) for one in case.answers.values() if one.record}
    for record in case.evaluation.case.records:
        rows = [match for kind, match in matches if kind == record.kind]
        found = any(
            all(record.fields.get(field) in words for field, words in match.items())
            for match in rows
        )
        if not rows or found or (record.kind, record.id) not in used:
            continue
        asked = dict.fromkeys(field for match in rows for field in match)
        empty = next((field for field in asked if not record.fields.get(field)), "")
        code = "finding.record_field_empty" if empty else "finding.record_unmatched"
        yield case.finding(
            code, _first_item(case, record.kind), record.id,
            kind=_kind(case, record.kind), record=record.name,
            field=_field_name(case, record.kind, empty or next(iter(asked))),
        )  # fmt: skip


def _field_name(case: Examined, kind: str, field: str) -> str:
    declared = case.model.record_kinds.get(kind)
    names = {one.id: one.name for one in declared.fields} if declared else {}
    return names.get(field, field)


def _permits(case: Examined) -> Iterator[Finding]:
    """Permitted values laxer than the laxest limit of the row they are judged by."""
    for table in case.evaluation.tables.values():
        for row in table.rows:
            permit = row.permit
            limits = [limit for limit in row.limits if limit is not None]
            if permit is None or not limits or not row.applies:
                continue
            part = row.indicator.parts[0]
            higher = part.direction is Direction.HIGHER
            laxest = min(limits) if higher else max(limits)
            if permit < laxest if higher else permit > laxest:
                asked = _permit_item(case, row.indicator)
                owner = case.record_names.get((row.indicator.record, row.record), "")
                yield case.finding(
                    "finding.permit_above_limit", asked, row.record,
                    name=f"{owner} {row.indicator.name}".strip(),
                    value=shown(permit, row.indicator.unit), table=table.assessment.name,
                    limit=shown(laxest, row.indicator.unit),
                )  # fmt: skip


def _permit_item(case: Examined, indicator: Indicator) -> str:
    """The item a row reads its permit from."""
    names = sorted(indicator.permit.names) if indicator.permit else []
    return next((name for name in names if name in case.model.items), indicator.id)


def _unknown(case: Examined) -> Iterator[Finding]:
    """Data of records that are not registered, or are of another kind."""
    for key, datum in case.evaluation.case.data.items():
        item = case.model.items.get(key.item)
        if item is None or not datum.filled or is_note(key):
            continue
        if item.record != "" and (item.record, key.record) not in case.record_names:
            yield case.finding(
                "finding.record_unknown", "", f"{key.item}[{key.record}]",
                name=item.name, record=key.record or "—", kind=_kind(case, item.record),
            )  # fmt: skip
