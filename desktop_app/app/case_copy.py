"""Copying a case to another year: what stays as it is from year to year, and on request figures.

Outlets, products and other records, answers that are no figures, and what does not apply are taken
over. Figures of one year are not those of another: they come along only as estimates. Measures of
the plan that are still to be done come along as they are.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from desktop_app.app.workspace import Opened, Workspace
from desktop_app.core.changes import Mutation, PutDatum, PutPlanned, PutRecord
from desktop_app.core.data import Case, Datum, Key, Origin, Period, State
from desktop_app.core.entry import misplaced
from desktop_app.core.model import Model
from desktop_app.core.pack import Item, ItemKind
from desktop_app.core.problems import Problem, problem
from desktop_app.i18n import _
from desktop_app.store.edits import FirstEdit, Stamp
from desktop_app.store.library import Library


def copy_to_year(
    workspace: Workspace, case_id: str, year: int, *, figures: bool, plan: bool = False
) -> Opened:
    """Make and open a case of another year with what can be taken over from this one.

    It is judged by the newest packs; taking over is one step that can be undone. `figures` takes
    figures over as estimates, `plan` measures. Problems: those of `Workspace.add_year`.
    """
    library = workspace.library
    if library is None:
        return workspace.problems
    listed = library.attempt(Library.facts)
    if isinstance(listed, Problem):
        return (listed,)
    facts = next((one for one in listed if one.id == case_id), None)
    if facts is None:
        return (problem("library.case_gone", str(library.path)),)
    place = (facts.enterprise.region, facts.enterprise.industry)
    model = workspace.catalog.model(facts.packs, year, *place)
    if not isinstance(model, Model):
        return model
    old = library.try_load(case_id)
    if isinstance(old, Problem):
        return (old,)
    now = workspace.now()
    begun = FirstEdit(
        _("从 {year} 年复制").format(year=old.year),
        (*taken_over(model, old, year, figures=figures), *(planned(old) if plan else ())),
        Stamp(now, workspace.who, Origin.CARRIED.value),
    )
    new = library.add_case(facts.enterprise_id, year, facts.packs, now, begun)
    return (new,) if isinstance(new, Problem) else workspace.open_case(new)


def add_year(workspace: Workspace, case_id: str, year: int, *, plan: bool) -> Opened:
    """Make and open an empty case of another year; with `plan` measures to be done come along.

    Taking them along is one step that can be undone. Problems: those of `Workspace.add_year`.
    """
    library = workspace.library
    old = library.try_load(case_id) if plan and library is not None else None
    if isinstance(old, Problem):
        return (old,)
    mutations = tuple(planned(old)) if old is not None else ()
    if old is None or not mutations:
        return workspace.add_year(case_id, year)
    label = _("从 {year} 年带来改进方案").format(year=old.year)
    stamp = Stamp(workspace.now(), workspace.who, Origin.CARRIED.value)
    return workspace.add_year(case_id, year, FirstEdit(label, mutations, stamp))


def planned(old: Case) -> Iterator[Mutation]:
    """The measures of a plan that are still to be done, as they are."""
    return (PutPlanned(one) for one in old.plan if one.goes_on)


def taken_over(model: Model, old: Case, year: int, *, figures: bool) -> Iterator[Mutation]:
    """What of a case is taken over into another year, as far as the model asks for it."""
    records = [one for one in old.records if one.kind in model.record_kinds]
    yield from (PutRecord(record) for record in records)
    for datum in old.data.values():
        item = model.items.get(datum.key.item)
        if item is None or not _lasts(item, datum, figures=figures):
            continue
        period = Period(year, datum.key.period.month)
        key = Key(datum.key.item, period, datum.key.record)
        monthly = period.monthly and item.cadence != "month"
        if not monthly and misplaced(item, key, year, records) is None:
            yield PutDatum(_as_of(datum, key, item))


def _lasts(item: Item, datum: Datum, *, figures: bool) -> bool:
    if datum.state is State.NA:
        return True
    if item.kind is ItemKind.CHOICE:
        return datum.text in {option.id for option in item.options}
    if item.kind is ItemKind.AMOUNT:
        return figures and datum.value is not None
    return bool(datum.text)


def _as_of(datum: Datum, key: Key, item: Item) -> Datum:
    guessed = item.kind is ItemKind.AMOUNT and datum.state is not State.NA
    state = State.ESTIMATED if guessed else datum.state
    return replace(datum, key=key, state=state, origin=Origin.CARRIED)
