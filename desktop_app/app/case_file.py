"""A case in a plain TOML file: for scoring without a library, worked examples, and the example.

    [case] year, packs; [enterprise] name, region ...; [[record]] kind, id, name, fields;
    [[data]] key, value, unit, period | text | state, reason; [[expect]] id, value, level ...;
    [[plan]] measures planned (plan_file), [[expect_after]] what is expected with them

Everything wrong is reported at once; what could be read is judged all the same.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from desktop_app.app.catalog import NOTHING_PINNED, Catalog, Editions
from desktop_app.app.hints import suggestion
from desktop_app.app.plan_file import PlanReader
from desktop_app.core.codes import check_permit, check_uscc, profile_text
from desktop_app.core.data import (
    Case,
    Datum,
    Enterprise,
    Key,
    Origin,
    Period,
    Record,
    State,
    read_period,
)
from desktop_app.core.entry import Entry, misplaced, read_entry
from desktop_app.core.model import Model
from desktop_app.core.pack import RecordKind
from desktop_app.core.printable import printable
from desktop_app.core.problems import Problem, problem
from desktop_app.core.toml_text import load_toml
from desktop_app.i18n import _, translate

MAX_BYTES: Final = 5_000_000
_PROFILE: Final = ("name", "uscc", "region", "industry", "permit", "address", "contact", "note")


@dataclass(frozen=True, slots=True)
class CaseFile:
    """What a file held: the case and model (None when it cannot be judged), and what is wrong.

    `previous` names the file, beside this one, of the same enterprise's year before.
    """

    case: Case | None
    model: Model | None
    problems: tuple[Problem, ...]
    title: str = ""
    source: str = ""
    expect: tuple[Mapping[str, Any], ...] = ()
    expect_after: tuple[Mapping[str, Any], ...] = ()
    previous: str = ""


def read_case_file(path: Path, catalog: Catalog, pinned: Editions = NOTHING_PINNED) -> CaseFile:
    """Read and check a case file; see the module for the format.

    It is judged by the newest packs but for the editions `pinned`.
    """
    raw = _load(path)
    if isinstance(raw, Problem):
        return CaseFile(None, None, (raw,))
    return _Reader(path.name, catalog, pinned).read(raw)


def _load(path: Path) -> dict[str, Any] | Problem:
    try:
        size = path.stat().st_size
        if size > MAX_BYTES:
            return problem("file.too_large", str(path), size=size, limit=MAX_BYTES)
        return load_toml(path.read_bytes().decode("utf-8-sig"))
    except FileNotFoundError:
        return problem("file.missing", str(path), file=path)
    except (OSError, UnicodeDecodeError) as error:
        return problem("file.unreadable", str(path), file=path, detail=error)
    except (ValueError, RecursionError) as error:
        return problem("file.not_toml", str(path), detail=error)


class _Reader:
    """Reads one file; collects problems as it goes."""

    def __init__(self, document: str, catalog: Catalog, pinned: Editions) -> None:
        self.document = document
        self.catalog, self.pinned = catalog, pinned
        self.problems: list[Problem] = []

    def fail(self, code: str, path: str, **args: object) -> None:
        """Note a problem of this file."""
        self.problems.append(problem(code, self.document, path, **args))

    def read(self, raw: dict[str, Any]) -> CaseFile:
        """The whole file."""
        self._known(raw, _TABLES, "")
        head = self._table(raw, "case")
        self._known(
            head, ("year", "packs", "title", "source", "id", "note", "example", "previous"), "case"
        )
        year = head.get("year")
        if not isinstance(year, int) or isinstance(year, bool) or not 2000 <= year <= 2100:
            self._wrong("case.year", _("2000 至 2100 的整数"), year)
            return self._broken()
        packs = head.get("packs", [])
        if not isinstance(packs, list) or not all(isinstance(pack, str) for pack in packs):
            self._wrong("case.packs", _("规则包编号的列表"), packs)
            return self._broken()
        enterprise = self._enterprise(self._table(raw, "enterprise"))
        place = (enterprise.region, enterprise.industry)
        model = self.catalog.model(packs, year, *place, self.pinned)
        if not isinstance(model, Model):
            self.problems.extend(model)
            return self._broken()
        records = self._records(raw, model)
        plan = PlanReader(model, self._text, self._known, self._misfit)
        case = Case(
            enterprise=enterprise,
            year=year,
            packs=tuple(packs),
            data=self._data(raw, model, year, records),
            records=records,
            note=str(head.get("note", "")),
            plan=plan.read(self._rows(raw, "plan")),
        )
        expect = tuple(row for row in self._rows(raw, "expect"))
        title, source = str(head.get("title", "")), str(head.get("source", ""))
        previous = self._text(head, "previous", "case")
        after = tuple(self._rows(raw, "expect_after"))
        found = tuple(self.problems)
        return CaseFile(case, model, found, title, source, expect, after, previous)

    def _misfit(self, found: Problem) -> None:
        self.problems.append(found.at(self.document))

    def _broken(self) -> CaseFile:
        return CaseFile(None, None, tuple(self.problems))

    def _wrong(self, path: str, expected: str, value: object) -> None:
        if value is None:
            self.fail("file.field_missing", path, field=path)
        else:
            self.fail("file.field_type", path, field=path, expected=expected, value=value)

    def _table(self, raw: Mapping[str, Any], name: str) -> dict[str, Any]:
        found = raw.get(name, {})
        if isinstance(found, dict):
            return found
        self._wrong(name, _("[{name}] 表").format(name=name), found)
        return {}

    def _rows(self, raw: Mapping[str, Any], name: str) -> list[dict[str, Any]]:
        found = raw.get(name, [])
        if isinstance(found, list) and all(isinstance(row, dict) for row in found):
            return found
        self._wrong(name, _("[[{name}]] 表的列表").format(name=name), found)
        return []

    def _known(self, table: Mapping[str, Any], fields: Sequence[str], path: str) -> None:
        for field in table:
            if field not in fields:
                place = f"{path}.{field}" if path else field
                hint = suggestion(field, fields)
                self.fail("file.field_unknown", place, field=field, suggestion=hint)

    def _text(self, row: Mapping[str, Any], field: str, path: str) -> str:
        value = row.get(field, "")
        if not isinstance(value, str):
            self._wrong(f"{path}.{field}", _("文字（加引号）"), value)
            return ""
        if not printable(value):
            self.fail("data.control_character", f"{path}.{field}", field=field)
            return ""
        return value

    def _enterprise(self, raw: Mapping[str, Any]) -> Enterprise:
        self._known(raw, _PROFILE, "enterprise")
        values = {field: self._text(raw, field, "enterprise") for field in _PROFILE}
        if not values["name"].strip():
            self.fail("enterprise.name_missing", "enterprise.name")
        self.problems.extend(
            found.at(self.document, "enterprise")
            for found in (
                *check_uscc(values["uscc"]),
                *check_permit(values["permit"], values["uscc"]),
            )
        )
        return Enterprise(**{field: profile_text(field, text) for field, text in values.items()})

    def _records(self, raw: Mapping[str, Any], model: Model) -> tuple[Record, ...]:
        found: dict[tuple[str, str], Record] = {}
        for place, row in enumerate(self._rows(raw, "record")):
            path = f"record[{place}]"
            self._known(row, ("kind", "id", "name", "fields"), path)
            kind, record_id = self._text(row, "kind", path), self._text(row, "id", path)
            declared = model.record_kinds.get(kind)
            if declared is None:
                expected = _("、").join(sorted(model.record_kinds))
                self._wrong(f"{path}.kind", expected, kind or None)
            elif not record_id:
                self._wrong(f"{path}.id", "", None)
            elif (kind, record_id) in found:
                self.fail("data.record_twice", f"{path}.id", id=record_id)
            else:
                fields = self._fields(self._table(row, "fields"), declared, f"{path}.fields")
                name = self._text(row, "name", path)
                found[(kind, record_id)] = Record(kind, record_id, name or record_id, fields)
        return tuple(found.values())

    def _fields(self, raw: Mapping[str, Any], kind: RecordKind, path: str) -> dict[str, str]:
        """The fields of a record; an option may be named by its id or its text."""
        self._known(raw, tuple(field.id for field in kind.fields), path)
        found: dict[str, str] = {}
        for field in kind.fields:
            text = self._text(raw, field.id, path)
            named = {one.text: one.id for one in field.options} | {
                o.id: o.id for o in field.options
            }
            if text and named and text not in named:
                choice = _("{name}（{detail}）")
                expected = _("、").join(
                    choice.format(name=one.id, detail=translate(one.text)) for one in field.options
                )
                self._wrong(f"{path}.{field.id}", expected, text)
            elif text:
                found[field.id] = named.get(text, text)
        return found

    def _data(
        self, raw: Mapping[str, Any], model: Model, year: int, records: Sequence[Record]
    ) -> dict[Key, Datum]:
        found: dict[Key, Datum] = {}
        for place, row in enumerate(self._rows(raw, "data")):
            path = f"data[{place}]"
            self._known(row, (*_TEXTS, "value"), path)
            fields = {name: self._text(row, name, path) for name in _TEXTS}
            value = row.get("value", "")
            if not isinstance(value, str):
                self._wrong(f"{path}.value", _('加引号的数值，例如 "148.285"'), value)
                continue
            if "key" not in row:
                self._wrong(f"{path}.key", "", None)
                continue
            datum = _datum({**fields, "value": value}, model, year, records)
            if isinstance(datum, Problem):
                self.problems.append(datum.at(self.document, path))
                continue
            if datum.key in found:
                name = model.items[datum.key.item].name
                self.fail("data.duplicate", path, name=name, period=datum.key.period)
            found[datum.key] = datum
        return found


def _datum(
    fields: Mapping[str, str], model: Model, year: int, records: Sequence[Record]
) -> Datum | Problem:
    """The datum of one [[data]] table."""
    item = model.items.get(fields["key"])
    if item is None:
        hint = suggestion(fields["key"], model.items)
        return problem("data.unknown_key", key=fields["key"], suggestion=hint)
    period = read_period(fields["period"]) if fields["period"] else Period(year)
    if isinstance(period, Problem):
        return period
    key = Key(item.key, period, fields["record"])
    wrong = misplaced(item, key, year, records)
    if wrong is not None:
        return wrong
    state = _STATES.get(fields["state"])
    if state is None:
        return problem("data.bad_state", value=fields["state"])
    text = fields["text"] or fields["value"]
    if not text.strip() and state in (State.GIVEN, State.ESTIMATED):
        return problem("data.value_missing", name=item.name)
    reason, note, unit = fields["reason"], fields["note"], fields["unit"]
    return read_entry(item, Entry(key, text, unit, state, reason, note, Origin.IMPORTED))


_TABLES: Final = ("case", "enterprise", "record", "data", "expect", "plan", "expect_after")
_TEXTS: Final = ("key", "unit", "period", "record", "state", "reason", "text", "note")
_STATES: Final[Mapping[str, State]] = {
    "": State.GIVEN,
    "given": State.GIVEN,
    "estimated": State.ESTIMATED,
    "n.a.": State.NA,
    "blank": State.BLANK,
}
