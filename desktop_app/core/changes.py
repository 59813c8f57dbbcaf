"""Mutations of a case, and what a mutation touched.

Every edit is a list of mutations under one label (the name of the undo step). The store applies
it in one transaction together with its log rows; its inverse is built from the log.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields

from desktop_app.core.data import Case, Datum, Enterprise, Key, Record
from desktop_app.core.evidence import Evidence, Subject
from desktop_app.core.planned import PlannedMeasure


@dataclass(frozen=True, slots=True)
class PutDatum:
    """Store this datum in place of whatever its key held."""

    datum: Datum


@dataclass(frozen=True, slots=True)
class DropDatum:
    """Make the key blank again."""

    key: Key


@dataclass(frozen=True, slots=True)
class PutRecord:
    """Add or replace a repeating record; a new one goes to the end of its kind."""

    record: Record


@dataclass(frozen=True, slots=True)
class DropRecord:
    """Remove a record together with its data.

    `spare` are items of other kinds of records, whose data stay where a record of another kind
    has the same id.
    """

    kind: str
    id: str
    spare: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class SetEnterprise:
    """Set one profile field of the enterprise."""

    field: str
    value: str


@dataclass(frozen=True, slots=True)
class SetPacks:
    """Choose the rule packs of the case."""

    packs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SetPins:
    """Judge the case by these versions of its packs: "version digest" by pack."""

    pins: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class PutEvidence:
    """Add a document or replace what is known of it; what it supports is not touched.

    A new one of number 0 gets the next number of its case.
    """

    evidence: Evidence


@dataclass(frozen=True, slots=True)
class DropEvidence:
    """Take a document out of the case with its links; its content stays until it is purged."""

    id: str


@dataclass(frozen=True, slots=True)
class LinkEvidence:
    """Let a document support something."""

    id: str
    subject: Subject


@dataclass(frozen=True, slots=True)
class UnlinkEvidence:
    """Let a document no longer support something."""

    id: str
    subject: Subject


@dataclass(frozen=True, slots=True)
class PutPlanned:
    """Add a measure to the end of the plan, or replace what is planned under its id."""

    planned: PlannedMeasure


@dataclass(frozen=True, slots=True)
class DropPlanned:
    """Take a measure out of the plan."""

    id: str


Mutation = (
    PutDatum
    | DropDatum
    | PutRecord
    | DropRecord
    | SetEnterprise
    | SetPacks
    | SetPins
    | PutEvidence
    | DropEvidence
    | LinkEvidence
    | UnlinkEvidence
    | PutPlanned
    | DropPlanned
)


@dataclass(frozen=True, slots=True)
class Changes:
    """What an edit touched; views refresh only for what concerns them.

    `packs` tells that other packs judge the case, or other versions of them.

    `evidence` are the ids of documents that came, went, or changed in what is known of them or in
    what they support.

    `planned` are the ids of measures that came into the plan, left it or changed.

    `results` are the ids whose result differs from before (filled in after re-evaluation).

    `spared` are fields of the profile that undoing or redoing left alone.
    """

    label: str = ""
    keys: frozenset[Key] = frozenset()
    records: frozenset[str] = frozenset()
    enterprise: frozenset[str] = frozenset()
    packs: bool = False
    evidence: frozenset[str] = frozenset()
    planned: frozenset[str] = frozenset()
    results: frozenset[str] = frozenset()
    spared: frozenset[str] = frozenset()

    @property
    def items(self) -> frozenset[str]:
        """The items whose data changed."""
        return frozenset(key.item for key in self.keys)

    @property
    def structural(self) -> bool:
        """Whether the set of records, packs or the region changed: judge everything anew."""
        return self.packs or bool(self.records) or bool({"region", "industry"} & self.enterprise)

    def __bool__(self) -> bool:
        judged = self.keys or self.records or self.enterprise or self.packs
        return bool(judged or self.evidence or self.planned)


def between(before: Case, after: Case) -> Changes:
    """What differs between two states of a case."""
    keys = before.data.keys() | after.data.keys()
    kinds = {record.kind for record in (*before.records, *after.records)}
    profile = [one.name for one in fields(Enterprise)]
    return Changes(
        keys=frozenset(key for key in keys if before.data.get(key) != after.data.get(key)),
        records=frozenset(kind for kind in kinds if before.of_kind(kind) != after.of_kind(kind)),
        enterprise=frozenset(
            name
            for name in profile
            if getattr(before.enterprise, name) != getattr(after.enterprise, name)
        ),
        packs=before.packs != after.packs or before.pins != after.pins,
        evidence=frozenset(one.id for one in {*before.evidence} ^ {*after.evidence}),
        planned=frozenset(one.id for one in {*before.plan} ^ {*after.plan}),
    )
