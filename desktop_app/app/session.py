"""One open case: every mutation is a verb here, is stored before it returns, and can be undone.

Window and command line call the same verbs. After each, the evaluation is brought up to date and
the returned `Changes` say what differs.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime

from desktop_app.app.case_packs import (
    Judging,
    judging,
    keep_packs,
    newest_model,
    pinned_model,
    pins_of,
)
from desktop_app.app.catalog import Catalog
from desktop_app.app.hints import suggestion
from desktop_app.app.last_year import case_before, with_last_year
from desktop_app.app.moments import keep_before
from desktop_app.app.outcome import Outcome, spared
from desktop_app.core.changes import (
    Changes,
    DropDatum,
    DropPlanned,
    DropRecord,
    Mutation,
    PutDatum,
    PutPlanned,
    PutRecord,
    SetEnterprise,
    SetPacks,
    SetPins,
    between,
)
from desktop_app.core.codes import profile_text
from desktop_app.core.consistency.finding import Finding
from desktop_app.core.consistency.set_aside import note, note_key
from desktop_app.core.data import Case, Datum, Key, Origin, Record, State
from desktop_app.core.entry import Entry, misplaced, read_entry
from desktop_app.core.evaluate import Evaluation, changed_results, evaluate, reevaluate
from desktop_app.core.improve.fitness import faults
from desktop_app.core.model import Model
from desktop_app.core.pack import Item
from desktop_app.core.planned import PlannedMeasure
from desktop_app.core.printable import check_printable
from desktop_app.core.problems import Problem, problem
from desktop_app.core.unread import (
    is_unread,
    typed_for,
    unread,
    unread_entry,
    unread_key,
    unread_name,
)
from desktop_app.store.edits import Stacks, Stamp
from desktop_app.store.library import Library

Clock = Callable[[], str]


def utc_now() -> str:
    """The present moment as ISO text."""
    return datetime.now(UTC).isoformat(timespec="milliseconds")


class CaseSession:
    """An open case of a library. Not shared between threads."""

    def __init__(
        self,
        library: Library,
        case_id: str,
        catalog: Catalog,
        case: Case,
        judged_by: Judging,
        *,
        who: str = "",
        clock: Clock = utc_now,
    ) -> None:
        self.library = library
        self.case_id = case_id
        self.catalog = catalog
        self.judged_by = judged_by
        self._last_judged: Evaluation | None = None
        model = judged_by.model
        self.evaluation: Evaluation = evaluate(
            model, with_last_year(model, case, self.last_evaluation)
        )
        self.case = self.evaluation.case
        self.stacks: Stacks = library.stacks(case_id)
        self.who = who
        self.clock = clock

    @classmethod
    def open(
        cls,
        library: Library,
        case_id: str,
        catalog: Catalog,
        *,
        who: str = "",
        clock: Clock = utc_now,
    ) -> CaseSession | tuple[Problem, ...]:
        """Load a case and judge it by the versions of packs it is pinned to.

        The problems when neither those nor newer ones are at hand.
        """
        case = library.try_load(case_id)
        if isinstance(case, Problem):
            return (case,)
        found = judging(catalog, library, case)
        if not isinstance(found, Judging):
            return found
        keep_packs(library, catalog, found.model)
        library.touch(case_id, clock(), found.pins)
        case = replace(case, pins=found.pins)
        return cls(library, case_id, catalog, case, found, who=who, clock=clock)

    @property
    def model(self) -> Model:
        """The model the case is judged by."""
        return self.evaluation.model

    def item(self, key: str) -> Item | Problem:
        """The item of that key in the case's packs."""
        found = self.model.items.get(key)
        if found is None:
            hint = suggestion(key, self.model.items)
            return problem("data.unknown_key", "case", key, key=key, suggestion=hint)
        return found

    def datum(self, key: Key) -> Datum | None:
        """What the case holds at a key."""
        return self.case.data.get(key)

    def year_before(self) -> Case | None:
        """The same enterprise's case of the year before, if the library has one."""
        return case_before(self.library, self.case_id)

    def last_evaluation(self) -> Evaluation | None:
        """The year before, judged by its own packs; None without such a case or its packs."""
        case = self.year_before()
        found = judging(self.catalog, self.library, case) if case is not None else ()
        if case is None or not isinstance(found, Judging):
            return None
        known = self._last_judged
        if known is None or known.model is not found.model or known.case != case:
            known = self._last_judged = evaluate(found.model, case)
        return known

    # verbs

    def enter(self, entries: Sequence[Entry], label: str) -> Outcome:
        """Store what was typed or pasted as one undo step.

        Of an entry with a problem the text is stored (core.unread), if it stands where an answer
        can; what its key held before stays.
        """
        mutations: list[Mutation] = []
        problems: list[Problem] = []
        for entry in entries:
            datum = self._read_entry(entry)
            if isinstance(datum, Problem):
                problems.append(datum)
                kept = unread(entry) if self._has_place(entry.key) else None
                mutations += [PutDatum(kept)] if kept is not None else []
            elif datum.state is State.BLANK:
                mutations += self._drops(datum.key)
            else:
                mutations += [PutDatum(datum), *self._drops_of_unread(datum.key)]
        origin = entries[0].origin if entries else Origin.TYPED
        outcome = self.apply(label, mutations, origin)
        return replace(outcome, problems=(*problems, *outcome.problems))

    def clear(self, keys: Iterable[Key], label: str) -> Outcome:
        """Make keys blank again, and forget texts typed there that could not be read."""
        return self.apply(label, [drop for key in keys for drop in self._drops(key)])

    def unread(self) -> Mapping[Key, tuple[Entry, Problem]]:
        """What was typed and could not be read, by the key it was typed for, and why not."""
        keys = [typed_for(key) for key in self.case.data if is_unread(key)]
        found = {key: self.unread_at(key) for key in keys}
        return {key: one for key, one in found.items() if one is not None}

    def unread_at(self, key: Key) -> tuple[Entry, Problem] | None:
        """What was typed for a key and could not be read; None when nothing was."""
        entry = unread_entry(self.case.data, key)
        if entry is None:
            return None
        found = self._read_entry(entry)
        if isinstance(found, Problem):
            return entry, found
        # Other packs may read what those in force at the time could not.
        return entry, problem("data.to_confirm", "case", str(key), text=entry.text)

    def annotate(self, key: Key, note: str, label: str) -> Outcome:
        """Set the note of a datum that is answered."""
        datum = self.case.data.get(key)
        if datum is None:
            return Outcome()
        unfit = check_printable(self.model.label_of(key.item), note)
        if unfit:
            return Outcome(problems=(unfit,))
        return self.apply(label, [PutDatum(replace(datum, note=note))])

    def set_aside(self, finding: Finding, reason: str, label: str) -> Outcome:
        """Let a finding stand for a reason, which the report prints; without one, do nothing."""
        if not reason.strip():
            return Outcome()
        unfit = check_printable(finding.name, reason)
        if unfit:
            return Outcome(problems=(unfit,))
        return self.apply(label, [PutDatum(note(finding, self.case.year, reason))])

    def take_up(self, finding: Finding, label: str) -> Outcome:
        """Count a finding again that was set aside."""
        return self.apply(label, [DropDatum(note_key(finding, self.case.year))])

    def put_record(self, record: Record, label: str) -> Outcome:
        """Add or change an outlet, product or other record."""
        kind = self.model.record_kinds.get(record.kind)
        texts = (record.id, record.name, *record.fields.values())
        unfit = check_printable(kind.name if kind else record.kind, *texts)
        if unfit:
            return Outcome(problems=(unfit,))
        return self.apply(label, [PutRecord(record)])

    def drop_record(self, kind: str, record_id: str, label: str) -> Outcome:
        """Remove a record with its data."""
        items = self.model.items.values()
        others = [item.key for item in items if item.record not in ("", kind)]
        spare = frozenset((*others, *map(unread_name, others)))
        return self.apply(label, [DropRecord(kind, record_id, spare)])

    def set_profile(self, values: Mapping[str, str], label: str) -> Outcome:
        """Set fields of the enterprise's profile; none of them when one cannot be printed."""
        tidy = {field: profile_text(field, text) for field, text in values.items()}
        checked = (check_printable(field, text) for field, text in tidy.items())
        unfit = tuple(found for found in checked if found is not None)
        if unfit:
            return Outcome(problems=unfit)
        return self.apply(label, [SetEnterprise(field, text) for field, text in tidy.items()])

    def set_packs(self, packs: Sequence[str], label: str) -> Outcome:
        """Judge the case by other packs; those it has already keep their versions.

        Refused when one of them is not at hand, or does not fit the versions of the others.
        """
        listed = tuple(packs)
        model = pinned_model(self.catalog, self.library, self.case, listed)
        if not isinstance(model, Model):
            return Outcome(problems=model)
        keep_packs(self.library, self.catalog, model)
        return self.apply(label, [SetPacks(listed), SetPins(pins_of(model))])

    def move_packs(self, label: str) -> Outcome:
        """Judge the case by the newest versions of its packs; undoing brings the old ones back."""
        model = newest_model(self.catalog, self.case)
        if not isinstance(model, Model):
            return Outcome(problems=model)
        keep_packs(self.library, self.catalog, model)
        return self.apply(label, [SetPins(pins_of(model))])

    def plan(
        self, measures: Iterable[PlannedMeasure], label: str, drop: Iterable[str] = ()
    ) -> Outcome:
        """Put measures into the plan or in place of what is there, and take others out.

        Nothing is done when one of them is unfit (core.improve.fitness).
        """
        listed = tuple(measures)
        unfit = tuple(found for one in listed for found in faults(one))
        if unfit:
            return Outcome(problems=unfit)
        drops = [DropPlanned(one) for one in drop]
        return self.apply(label, [*(PutPlanned(one) for one in listed), *drops])

    def judge_again(self) -> Outcome:
        """Judge the case by the packs as they are now; nothing the user entered changes."""
        before = self.evaluation
        changes, problems = self._read_all(Changes())
        results = changed_results(before, self.evaluation)
        return Outcome(replace(changes, packs=True, results=results), problems)

    def undo(self) -> Outcome:
        """Take back the newest edit."""
        return self.settle(self.library.undo(self.case_id, self.stamp()))

    def redo(self) -> Outcome:
        """Make the newest undone edit again."""
        return self.settle(self.library.redo(self.case_id, self.stamp()))

    def apply(
        self, label: str, mutations: Sequence[Mutation], origin: Origin = Origin.TYPED
    ) -> Outcome:
        """Make mutations that need no reading, such as those of evidence, as one undo step."""
        if not mutations:
            return Outcome(Changes(label))
        stamp = self.stamp(origin)
        keep_before(self.library, self.case_id, label, len(mutations), stamp)
        return self.settle(self.library.apply(self.case_id, label, mutations, stamp))

    def stamp(self, origin: str = Origin.TYPED) -> Stamp:
        """When and by whom an edit is made that is made now."""
        return Stamp(self.clock(), self.who, str(origin))

    def settle(self, found: Changes | Problem | None) -> Outcome:
        """Bring case and evaluation up to date with what the library did.

        The log tells whether somebody else has edited the case since; then all of it is read
        anew. So it is after an exception in here, which leaves the stacks as they were.
        """
        if isinstance(found, Problem):
            return Outcome(problems=(found,))
        if not found and (found is None or not found.spared):
            return Outcome()
        followed = self.library.attempt(lambda _library: self._follow(found))
        return Outcome(found, (followed,)) if isinstance(followed, Problem) else followed

    # inside

    def _read_entry(self, entry: Entry) -> Datum | Problem:
        item = self.item(entry.key.item)
        if isinstance(item, Problem):
            return item
        wrong = misplaced(item, entry.key, self.case.year, self.case.records)
        return read_entry(item, entry) if wrong is None else wrong.at("case", str(entry.key))

    def _has_place(self, key: Key) -> bool:
        """Whether the case has room for an answer at a key."""
        item = self.model.items.get(key.item)
        return item is not None and not misplaced(item, key, self.case.year, self.case.records)

    def _drops(self, key: Key) -> list[Mutation]:
        return [DropDatum(key), *self._drops_of_unread(key)]

    def _drops_of_unread(self, key: Key) -> list[Mutation]:
        kept = unread_key(key)
        return [DropDatum(kept)] if kept in self.case.data else []

    def _follow(self, found: Changes) -> Outcome:
        before = self.evaluation
        stacks = self.library.stacks(self.case_id, self.stacks)
        alone = stacks.edits == self.stacks.edits + 1
        changes, problems = self._read(found) if alone else self._read_all(found)
        self.stacks = stacks
        results = changed_results(before, self.evaluation)
        keys = frozenset(map(typed_for, changes.keys))
        return Outcome(replace(changes, keys=keys, results=results), (*problems, *spared(found)))

    def _read(self, changes: Changes) -> tuple[Changes, tuple[Problem, ...]]:
        """Take over an edit of data; any other one means reading the whole case."""
        if changes.structural or changes.enterprise:
            return self._read_all(changes)
        case = self.case
        if changes.evidence:
            case = replace(case, evidence=self.library.evidence(self.case_id))
        if changes.planned:
            case = replace(case, plan=self.library.plan(self.case_id))
        if not changes.keys:
            self._take(replace(self.evaluation, case=case))
            return changes, ()
        data = dict(case.data)
        fresh = self.library.data(self.case_id, changes.keys)
        for key in changes.keys:
            data.pop(key, None)
        data.update(fresh)
        self._take(reevaluate(self.evaluation, replace(case, data=data), changes))
        return changes, ()

    def _read_all(self, changes: Changes) -> tuple[Changes, tuple[Problem, ...]]:
        """Read the case as it now is; packs that cannot judge it leave it judged as before."""
        case = self.library.load(self.case_id)
        found = judging(self.catalog, self.library, case)
        problems: tuple[Problem, ...] = ()
        if isinstance(found, Judging):
            self.judged_by = found
            if found.pins != case.pins:
                keep_packs(self.library, self.catalog, found.model)
                self.library.touch(self.case_id, self.clock(), found.pins)
                case = replace(case, pins=found.pins)
        else:
            problems = found
        changes = replace(between(self.case, case), label=changes.label)
        model = self.judged_by.model
        self._take(evaluate(model, with_last_year(model, case, self.last_evaluation)))
        return changes, problems

    def _take(self, evaluation: Evaluation) -> None:
        self.case, self.evaluation = evaluation.case, evaluation
