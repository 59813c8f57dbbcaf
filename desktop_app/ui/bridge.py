"""Between the open case and the pages: passes verbs on, and tells every page what changed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from desktop_app.app.outcome import Outcome
from desktop_app.app.session import CaseSession
from desktop_app.core.consistency.finding import Finding
from desktop_app.core.data import Case, Key, Record
from desktop_app.core.entry import Entry
from desktop_app.core.evaluate import Evaluation
from desktop_app.core.model import Model
from desktop_app.core.pack import Item
from desktop_app.core.planned import PlannedMeasure
from desktop_app.core.problems import Problem
from desktop_app.ui.waiting import Waiting

if TYPE_CHECKING:
    from desktop_app.core.improve.effect import Forecast
    from desktop_app.ui.evidence.desk import EvidenceDesk
    from desktop_app.ui.outgoing.outgoing import Outgoing


@dataclass(frozen=True, slots=True)
class Pending:
    """A text that could not be read: it stays in its field, as typed, until it is corrected."""

    text: str
    unit: str
    problem: Problem


class Bridge(QObject):
    """The open case as pages see it.

    Attributes:
        session: the case; pages read it and change it through the verbs here.
        pending: texts that are no answer yet, by the key they were typed for: those that could
            not be read (stored with the case) and those a library could not take (in memory).
        waiting: edits the library could not take; they are made when it can.
        listed: items the user put on a form that have no data yet.
        units: the unit an item is shown and typed in, where it is not the stored one.
        findings: what the rules found when they were last asked; None before that.
        forecast: what the plan brings, as last worked through; None before that.
        desk: where evidence is taken in; None where nobody does.
        make_outgoing: makes `outgoing`; None where nobody does.

    Signals:
        changed(Changes): an edit, its undoing or redoing is on disk and judged.
        problems(tuple[Problem, ...]): what of the last verb was not taken, and why.
        jump_requested(str): somebody asks for a datum key, an item, a result or a page.
        found(): `findings` are those of the case as it is now.
        foretold(): `forecast` is that of the case and the plan as they are now.
    """

    changed = Signal(object)
    problems = Signal(object)
    jump_requested = Signal(str)
    found = Signal()
    unit_chosen = Signal(str, str)
    foretold = Signal()
    history_wanted = Signal(object)

    def __init__(self, session: CaseSession, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self.pending: dict[Key, Pending] = {}
        self._recall(session.unread())
        self.waiting = Waiting()
        self.listed: set[str] = set()
        self.units: dict[str, str] = {}
        self.findings: tuple[Finding, ...] | None = None
        self.forecast: Forecast | None = None
        self.desk: EvidenceDesk | None = None
        self.make_outgoing: Callable[[], Outgoing] | None = None

    @cached_property
    def outgoing(self) -> Outgoing | None:
        """Binders, signing and verifying, made when first asked for; None where nobody does."""
        return self.make_outgoing() if self.make_outgoing is not None else None

    @property
    def case(self) -> Case:
        """The case as it is now."""
        return self.session.case

    @property
    def evaluation(self) -> Evaluation:
        """The case as judged after the last verb."""
        return self.session.evaluation

    @property
    def model(self) -> Model:
        """The rule packs the case is judged by."""
        return self.session.model

    @cached_property
    def last_case(self) -> Case | None:
        """The same enterprise's case of the year before, None without one."""
        return self.session.year_before()

    @cached_property
    def last_evaluation(self) -> Evaluation | None:
        """The year before, judged by its own packs; None without such a case or its packs."""
        return self.session.last_evaluation()

    def asks(self, item: Item, record: str) -> bool:
        """Whether a table or the other item of a pair asks for a listed item.

        It cannot be left out then.
        """
        if item.beside and self.evaluation.inputs[item.beside].data:
            return True
        return any(
            one.id == record and self.model.asks(item.key, one)
            for one in self.case.of_kind(item.record)
        )

    def choose_unit(self, item: str, unit: str) -> None:
        """Show and type an item in a unit; what is stored stays as it is."""
        if self.units.get(item) != unit:
            self.units[item] = unit
            self.unit_chosen.emit(item, unit)

    # verbs

    def enter(self, entries: Sequence[Entry], label: str) -> Outcome:
        """Store what was typed as one undo step; what is not stored is kept in `pending`."""
        outcome = self.waiting.do(partial(self._enter, tuple(entries), label), self._tell)
        self._keep_pending(entries, outcome)
        return self._tell(outcome)

    def _enter(self, entries: tuple[Entry, ...], label: str) -> Outcome:
        outcome = self.session.enter(entries, label)
        self._keep_pending(entries, outcome)
        return outcome

    def _keep_pending(self, entries: Sequence[Entry], outcome: Outcome) -> None:
        refused = {found.where.path: found for found in outcome.problems}
        # A library that cannot be written to takes nothing: all that was typed stays in its field.
        unwritten = next((one for one in outcome.problems if one.code.startswith("library.")), None)
        for entry in entries:
            found = refused.get(str(entry.key)) or (unwritten if entry.text else None)
            if found is None:
                self.pending.pop(entry.key, None)
            else:
                self.pending[entry.key] = Pending(entry.text, entry.unit, found)

    @property
    def unsaved(self) -> int:
        """How many edits, and files to be taken in, are not on disk yet."""
        return len(self.waiting) + (self.desk.held if self.desk is not None else 0)

    @property
    def why(self) -> Problem | None:
        """Why they are not."""
        return self.waiting.why or (self.desk.why if self.desk is not None else None)

    def write_waiting(self) -> bool:
        """Try again to store what the library could not take; whether all of it is on disk."""
        done = self.waiting.again(self._tell)
        return (self.desk is None or self.desk.take_held()) and done

    def give_up_waiting(self) -> None:
        """Forget what the library could not take."""
        self.waiting.drop()
        if self.desk is not None:
            self.desk.drop_held()

    def tried(self, verb: Callable[..., Outcome], *given: object) -> Outcome:
        """What a verb of the case did; `did` tells of it. It waits when it cannot be written."""
        return self.waiting.do(partial(verb, *given), self._tell)

    def _edit(self, verb: Callable[..., Outcome], *given: object) -> Outcome:
        return self._tell(self.tried(verb, *given))

    def _after_waiting(self, verb: Callable[[], Outcome]) -> Outcome:
        """A step of undoing: it never overtakes an edit that waits."""
        if not self.waiting.again(self._tell) and self.waiting.why is not None:
            return self._tell(Outcome(problems=(self.waiting.why,)))
        return self._tell(verb())

    def clear(self, keys: Iterable[Key], label: str) -> Outcome:
        """Make keys blank again, and forget what was typed for them and could not be read."""
        listed = tuple(keys)
        for key in listed:
            self.pending.pop(key, None)
        return self._edit(self.session.clear, listed, label)

    def annotate(self, key: Key, note: str, label: str) -> Outcome:
        """Set the note of a datum that is answered."""
        return self._edit(self.session.annotate, key, note, label)

    def set_aside(self, finding: Finding, reason: str, label: str) -> Outcome:
        """Let a finding stand for a reason."""
        return self._edit(self.session.set_aside, finding, reason, label)

    def take_up(self, finding: Finding, label: str) -> Outcome:
        """Count a finding again that was set aside."""
        return self._edit(self.session.take_up, finding, label)

    def put_record(self, record: Record, label: str) -> Outcome:
        """Add or change an outlet, product or other record."""
        return self._edit(self.session.put_record, record, label)

    def drop_record(self, kind: str, record_id: str, label: str) -> Outcome:
        """Remove a record with its data."""
        return self._edit(self.session.drop_record, kind, record_id, label)

    def set_profile(self, values: Mapping[str, str], label: str) -> Outcome:
        """Set fields of the enterprise's profile."""
        return self._edit(self.session.set_profile, values, label)

    def set_packs(self, packs: Sequence[str], label: str) -> Outcome:
        """Judge the case by other packs."""
        return self._edit(self.session.set_packs, packs, label)

    def move_packs(self, label: str) -> Outcome:
        """Judge the case by the newest versions of its packs."""
        return self._edit(self.session.move_packs, label)

    def plan(
        self, measures: Iterable[PlannedMeasure], label: str, drop: Iterable[str] = ()
    ) -> Outcome:
        """Put measures into the plan or in place of what is there, and take others out."""
        return self._edit(self.session.plan, tuple(measures), label, tuple(drop))

    def judge_again(self) -> Outcome:
        """Judge the case anew: packs or confirmations have changed."""
        self.__dict__.pop("last_evaluation", None)
        return self._tell(self.session.judge_again())

    def undo(self) -> Outcome:
        """Take back the newest edit."""
        return self._after_waiting(self.session.undo)

    def redo(self) -> Outcome:
        """Make the newest undone edit again."""
        return self._after_waiting(self.session.redo)

    def do(self, verb: Callable[..., Outcome], *given: object) -> Outcome:
        """Make an edit by a verb that is not among those above; it is given the session first."""
        return self._edit(verb, self.session, *given)

    def did(self, outcome: Outcome) -> Outcome:
        """Tell of what a verb did that was `tried`."""
        return self._tell(outcome)

    def jump(self, target: str) -> None:
        """Ask the window to show a datum key text, an item key, a result id or a page id."""
        self.jump_requested.emit(target)

    def take_findings(self, findings: tuple[Finding, ...]) -> None:
        """Keep what the rules found, and tell."""
        self.findings = findings
        self.found.emit()

    def _recall(self, found: Mapping[Key, tuple[Entry, Problem]]) -> None:
        for key, (entry, why) in found.items():
            self.pending[key] = Pending(entry.text, entry.unit, why)

    def take_forecast(self, forecast: Forecast) -> None:
        """Keep what the plan brings, and tell."""
        self.forecast = forecast
        self.foretold.emit()

    def _tell(self, outcome: Outcome) -> Outcome:
        unwritten = {found.where.path for found in outcome.problems}
        for key in outcome.changes.keys:
            kept = self.session.unread_at(key)
            if kept is not None:
                self._recall({key: kept})
            elif str(key) not in unwritten:
                self.pending.pop(key, None)
        if outcome.changes.structural:
            self._recall(self.session.unread())
        if outcome.changes:
            self.changed.emit(outcome.changes)
        if outcome.problems:
            self.problems.emit(outcome.problems)
        return outcome
