"""Whether everything a form names is there: names of packs, units, paths, kinds of records.

A form may read from packs a case does not use; what no pack at all declares is a mistake.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Final

from desktop_app.core.dependencies import Names, expand_wildcards
from desktop_app.core.expr import Expr
from desktop_app.core.expr.parse import parse
from desktop_app.core.formula_units import UnitOf, factor_to, unit_lookup
from desktop_app.core.names import declared_names, repeated_names
from desktop_app.core.pack import Item, Limb, Pack, Parameter, Quantity, RecordKind
from desktop_app.core.problems import Problem, problem
from desktop_app.core.record_kinds import merged_kinds
from desktop_app.i18n import _
from desktop_app.reports.regulator_forms.form import (
    MEMBER,
    OWN_UNIT,
    Asked,
    FormTable,
    RegulatorForm,
    Rows,
)
from desktop_app.reports.regulator_forms.paths import SUBJECTS, subjects_of
from desktop_app.reports.regulator_forms.read import FormFile

_TEMPLATE: Final = re.compile(r"[A-Za-z_][\w.]*\{m\}[\w.]*")
"""A name in a formula with a place for the member of a family."""

_REPEATED: Final = (Rows.RECORDS, Rows.EACH)


@dataclass(frozen=True, slots=True)
class Known:
    """All that packs declare, whatever cases use them; `packs` are the ids of all at hand."""

    names: Mapping[str, None]
    repeated: Names
    items: Mapping[str, Item]
    quantities: Mapping[str, Quantity]
    kinds: Mapping[str, RecordKind]
    packs: frozenset[str]
    unit_of: UnitOf

    @classmethod
    def of(cls, packs: Sequence[Pack], every: Iterable[str]) -> Known:
        """What these packs declare, `every` being the ids of all packs there are."""
        items = {item.key: item for pack in packs for item in pack.items}
        quantities = {one.id: one for pack in packs for one in pack.quantities}
        parameters: dict[str, Parameter] = {
            one.key: one for pack in packs for one in pack.parameters
        }
        return cls(
            names=declared_names(packs),
            repeated=repeated_names(packs),
            items=items,
            quantities=quantities,
            kinds=merged_kinds(packs),
            packs=frozenset(every),
            unit_of=unit_lookup(items, quantities, parameters),
        )

    def kind_of(self, name: str) -> str:
        """The record kind a name repeats for, "" for one that does not."""
        holder = self.items.get(name) or self.quantities.get(name)
        return holder.record if holder is not None else ""

    def members(self, over: str) -> list[str]:
        """The members of a family of names."""
        before, _mark, after = over.partition(MEMBER)
        whole = re.compile(f"{re.escape(before)}([^.]+){re.escape(after)}")
        return [found[1] for name in self.names if (found := whole.fullmatch(name))]

    def family(self, pattern: str) -> tuple[str, ...]:
        """The names a wildcard stands for."""
        return expand_wildcards([pattern], self.names, self.repeated)[pattern]


def check_form(file: FormFile, known: Known) -> tuple[Problem, ...]:
    """Everything a form names that is not there; empty for a file that is no form."""
    form = file.form
    return tuple(_Checker(file, known).form(form)) if form is not None else ()


class _Checker:
    """Checks one form against what packs declare."""

    def __init__(self, file: FormFile, known: Known) -> None:
        self.file, self.known = file, known

    def form(self, form: RegulatorForm) -> Iterator[Problem]:
        """Everything wrong with its tables."""
        for table in form.tables:
            yield from self._table(table)

    def _fail(self, code: str, table: FormTable, near: str, path: str, **args: object) -> Problem:
        place = self.file.place(table.id, near)
        return problem(code, place, f"table[{table.id}]{path}", **args)

    def _table(self, table: FormTable) -> Iterator[Problem]:
        kind = self.known.kinds.get(table.record)
        if table.record and kind is None:
            yield self._path(table, ".record", table.record, self.known.kinds)
        for name, words in table.match.items():
            yield from self._match(table, kind, name, words)
        for pack in table.packs:
            if pack not in self.known.packs:
                yield self._path(table, ".packs", pack, self.known.packs)
        if table.rows is Rows.INDICATORS and not table.limb:
            yield self._path(table, ".limb", "", [limb.value for limb in Limb])
        family = self.known.members(table.over) if table.over else []
        loose = table.rows in (Rows.MEMBERS, Rows.EACH)
        if loose and (MEMBER not in table.over or not family):
            yield self._fail("form.no_members", table, table.over, ".over", over=table.over)
            return
        if table.rows in _REPEATED and not table.record:
            yield self._path(table, ".record", "", self.known.kinds)
        asked = "fields" if table.fields else "columns"
        for at, one in enumerate(table.asked):
            path = f".{asked}[{at}]"
            yield from self._text(table, one, path, kind)
            yield from self._value(table, one, path, family)

    def _match(
        self, table: FormTable, kind: RecordKind | None, name: str, words: Sequence[str]
    ) -> Iterator[Problem]:
        fields = {one.id: one for one in kind.fields} if kind is not None else {}
        if name not in fields:
            yield self._path(table, ".match", name, fields)
            return
        options = [one.id for one in fields[name].options]
        for word in words:
            if options and word not in options:
                yield self._path(table, f".match.{name}", word, options)

    def _path(
        self,
        table: FormTable,
        path: str,
        wrong: str,
        known: Sequence[str] | Mapping[str, object] | frozenset[str],
    ) -> Problem:
        choices = sorted(known)
        return self._fail(
            "form.path_unknown", table, wrong or table.id, path,
            words=wrong, suggestion=_nearest(wrong, choices), choices=_("、").join(choices),
        )  # fmt: skip

    def _text(
        self, table: FormTable, one: Asked, path: str, kind: RecordKind | None
    ) -> Iterator[Problem]:
        if not one.text:
            return
        fields = [f"record.{each.id}" for each in kind.fields] if kind is not None else []
        subjects = subjects_of(table.rows)
        usual = [f"{about}.{own}" for about in subjects for own in SUBJECTS[about]]
        known = [*usual, *fields] if "record" in subjects else usual
        if one.text not in known:
            yield self._path(table, f"{path}.text", one.text, known)

    def _value(
        self, table: FormTable, one: Asked, path: str, family: Sequence[str]
    ) -> Iterator[Problem]:
        if not one.value:
            return
        if MEMBER not in one.value:
            yield from self._formula(table, one, one.value, f"{path}.value")
            return
        # A family need not have every name for every member: stock is of coal, not of power. But
        # each name must stand for some member.
        for template in dict.fromkeys(_TEMPLATE.findall(one.value)):
            names = [template.replace(MEMBER, member) for member in family]
            if not any(name in self.known.names for name in names):
                hint = _nearest(names[0], list(self.known.names))
                yield self._fail(
                    "form.name_unknown", table, one.value, f"{path}.value",
                    part=template, suggestion=hint,
                )  # fmt: skip
                return
        every = [one.value.replace(MEMBER, member) for member in family]
        sound = [source for source in every if self._declared(source)]
        for source in sound[:1] or [one for one in every[:1] if not isinstance(parse(one), Expr)]:
            yield from self._formula(table, one, source, f"{path}.value")

    def _declared(self, source: str) -> bool:
        formula = parse(source)
        return isinstance(formula, Expr) and all(one in self.known.names for one in formula.names)

    def _formula(self, table: FormTable, one: Asked, source: str, path: str) -> Iterator[Problem]:
        formula = parse(source)
        if not isinstance(formula, Expr):
            place = self.file.place(table.id, one.value)
            yield from (fault.at(place, f"table[{table.id}]{path}") for fault in formula)
            return
        known = self.known
        unknown = [name for name in sorted(formula.names) if name not in known.names]
        unknown += [one for one in sorted(formula.wildcards) if not known.family(one)]
        for name in unknown:
            hint = _nearest(name, list(known.names))
            yield self._fail(
                "form.name_unknown", table, one.value, path, part=name, suggestion=hint
            )
        for name in sorted(formula.names):
            kind = known.kind_of(name)
            if kind and kind != table.record:
                yield self._fail(
                    "form.record_needed", table, one.value, path,
                    part=name, name=known.kinds[kind].name,
                )  # fmt: skip
        if not unknown and one.unit != OWN_UNIT:
            factor = factor_to(formula, one.unit, known.unit_of, known.family)
            if isinstance(factor, tuple) and not self._worded(formula):
                place = self.file.place(table.id, one.value)
                yield from (fault.at(place, f"table[{table.id}]{path}") for fault in factor)

    def _worded(self, formula: Expr) -> bool:
        """Whether a formula is an answer in words, which has no unit."""
        return all(self.known.unit_of(name) is None for name in formula.names)


def _nearest(word: str, known: Sequence[str]) -> str:
    near = get_close_matches(word, known, n=1, cutoff=0.6)
    return _("是否指“{word}”？").format(word=near[0]) if near else ""
