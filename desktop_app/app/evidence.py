"""Evidence of the open case: adding what was received, describing, linking, removing, verifying.

Every verb is one undoable step of the session's log.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from desktop_app.app.outcome import Outcome
from desktop_app.app.receiving import Received
from desktop_app.app.session import CaseSession
from desktop_app.core.changes import (
    DropEvidence,
    LinkEvidence,
    Mutation,
    PutEvidence,
    UnlinkEvidence,
)
from desktop_app.core.evidence import Evidence, EvidenceKind, Subject
from desktop_app.core.file_kinds import Group
from desktop_app.core.printable import check_printable
from desktop_app.core.problems import Problem, problem
from desktop_app.i18n import _, ngettext
from desktop_app.store.file_contents import FileContents

EDITED: Final = ("title", "kind", "dated", "issuer", "note")
"""What a user may change of a document; all else comes from its file."""


@dataclass(frozen=True, slots=True)
class Added:
    """What adding did: the outcome, the ids of new documents, and of those that were there."""

    outcome: Outcome
    new: tuple[str, ...] = ()
    known: tuple[str, ...] = ()


def add(
    session: CaseSession,
    received: Sequence[Received],
    subjects: Iterable[Subject] = (),
    fields: Mapping[str, str] | None = None,
) -> Added:
    """Add files to the case and let them support the subjects; one undo step.

    A file that is a document of the case already is not added again, only linked; of that a
    problem of the kind "info" tells; so does `evidence.interrupted` of one whose content was
    purged elsewhere since it was received. `fields` overrule what the name of the file suggests.
    """
    wanted = tuple(subjects)
    there = {one.digest: one for one in session.case.evidence}
    mutations: list[Mutation] = []
    told: list[Problem] = []
    new: dict[str, str] = {}
    known: list[str] = []
    for one in received:
        told.extend(one.problems)
        old = there.get(one.digest)
        if old is not None:
            known.append(old.id)
            told.append(
                problem("evidence.known_already", file=one.file, label=old.label, title=old.title)
            )
            continue
        kept = session.library.files.attempt(lambda files, one=one: files.has(one.digest))  # type: ignore[misc]
        if isinstance(kept, Problem):
            return Added(Outcome(problems=(kept,)))
        if not kept:
            told.append(problem("evidence.interrupted", file=one.file))
        elif one.digest not in new:
            fresh = _described(session, one, fields or {})
            if isinstance(fresh, Problem):
                return Added(Outcome(problems=(fresh,)))
            new[one.digest] = fresh.id
            mutations.append(PutEvidence(fresh))
    ids = (*new.values(), *known)
    mutations += [LinkEvidence(id_, subject) for id_ in ids for subject in wanted]
    added = ngettext("添加佐证 {count} 份", "添加佐证 {count} 份", len(new))
    label = added.format(count=len(new)) if new else _("关联佐证")
    outcome = session.apply(label, mutations)
    return Added(replace(outcome, problems=(*told, *outcome.problems)), (*new.values(),), (*known,))


def _described(
    session: CaseSession, one: Received, fields: Mapping[str, str]
) -> Evidence | Problem:
    document = Evidence(
        id=uuid.uuid4().hex,
        number=0,
        title=suggested_title(one.file),
        kind=suggested_kind(one),
        file=one.file,
        media=one.kind.media,
        size=one.size,
        digest=one.digest,
        pages=one.pages,
        readable=one.readable,
        added=session.clock(),
        who=session.who,
    )
    return _with_fields(document, fields)


def suggested_title(file: str) -> str:
    """The name of a file without its ending."""
    stem, _dot, ending = file.rpartition(".")
    return stem.strip() if stem.strip() and len(ending) <= 5 else file


_WORDS: Final = (
    (EvidenceKind.INVOICE, ("发票", "invoice")),
    (EvidenceKind.MONITORING, ("监测", "检测", "在线数据")),
    (EvidenceKind.CERTIFICATE, ("证书", "许可证", "批复", "营业执照")),
    (EvidenceKind.LEDGER, ("台账", "报表", "统计表", "抄表", "记录")),
)


def suggested_kind(one: Received) -> EvidenceKind:
    """The kind a name speaks of; a picture without such a word is a photo."""
    name = one.file.casefold()
    for kind, words in _WORDS:
        if any(word in name for word in words):
            return kind
    return EvidenceKind.PHOTO if one.kind.group is Group.IMAGE else EvidenceKind.OTHER


def edit(session: CaseSession, id_: str, fields: Mapping[str, str]) -> Outcome:
    """Change title, kind, day, issuer or note of a document.

    Problems: `evidence.title_missing`, `bad_date`, `unknown_kind`, `data.control_character`.
    """
    document = by_id(session, id_)
    if document is None:
        return Outcome()
    changed = _with_fields(document, fields)
    if isinstance(changed, Problem):
        return Outcome(problems=(changed,))
    if changed == document:
        return Outcome()
    label = _("修改佐证 {label}").format(label=document.label)
    return session.apply(label, [PutEvidence(changed)])


def _with_fields(document: Evidence, fields: Mapping[str, str]) -> Evidence | Problem:
    texts = {name: fields[name].strip() for name in EDITED if name in fields}
    unfit = check_printable(_("佐证"), *texts.values())
    if unfit:
        return unfit
    if not texts.get("title", document.title):
        return problem("evidence.title_missing", label=document.label)
    dated = texts.get("dated", "")
    if dated:
        read = read_day(dated)
        if read is None:
            return problem("evidence.bad_date", value=dated)
        dated = read.isoformat()
    kind = texts.get("kind", document.kind.value)
    if kind not in {one.value for one in EvidenceKind}:
        choices = _("、").join(one.value for one in EvidenceKind)
        return problem("evidence.unknown_kind", value=kind, choices=choices)
    return replace(
        document,
        title=texts.get("title", document.title),
        kind=EvidenceKind(kind),
        dated=dated if "dated" in texts else document.dated,
        issuer=texts.get("issuer", document.issuer),
        note=texts.get("note", document.note),
    )


_FULL_WIDTH: Final = (
    {ord("０") + place: str(place) for place in range(10)}
    | {ord(sign): "-" for sign in "－．。./年月"}
    | {ord("日"): ""}
)


def read_day(text: str) -> date | None:
    """A day as people write it: 2023-06-30, 2023.6.30, 2023年6月30日, full-width digits, too."""
    parts = text.translate(_FULL_WIDTH).strip().split("-")
    try:
        year, month, day = (int(part) for part in parts)
        return date(year, month, day)
    except ValueError:
        return None


def link(session: CaseSession, ids: Iterable[str], subjects: Iterable[Subject]) -> Outcome:
    """Let documents support something."""
    wanted = tuple(subjects)
    return session.apply(
        _("关联佐证"), [LinkEvidence(id_, subject) for id_ in ids for subject in wanted]
    )


def unlink(session: CaseSession, id_: str, subjects: Iterable[Subject]) -> Outcome:
    """Let a document no longer support something."""
    return session.apply(_("取消关联佐证"), [UnlinkEvidence(id_, subject) for subject in subjects])


def remove(session: CaseSession, ids: Sequence[str]) -> Outcome:
    """Take documents out of the case; their contents stay until they are purged."""
    found = [one for one in session.case.evidence if one.id in ids]
    if not found:
        return Outcome()
    one = len(found) == 1
    label = (
        _("移除佐证 {label}").format(label=found[0].label)
        if one
        else _("移除佐证 {count} 份").format(count=len(found))
    )
    return session.apply(label, [DropEvidence(document.id) for document in found])


def by_id(session: CaseSession, id_: str) -> Evidence | None:
    """The document of an id."""
    return next((one for one in session.case.evidence if one.id == id_), None)


# --- contents ---------------------------------------------------------------------------------


def verify(
    files: FileContents, evidence: Sequence[Evidence], go: Callable[[int], object] = int
) -> tuple[Problem, ...]:
    """Compare the contents with their SHA-256; the problems of those that are gone or differ.

    `go` is told the bytes read so far, and raises to stop. A library that cannot be read is a
    problem of its own.
    """
    found = files.attempt(lambda kept: _verified(kept, evidence, go))
    return (found,) if isinstance(found, Problem) else found


def _beyond(before: int, go: Callable[[int], object]) -> Callable[[int], object]:
    return lambda size: go(before + size)


def _verified(
    files: FileContents, evidence: Sequence[Evidence], go: Callable[[int], object]
) -> tuple[Problem, ...]:
    found: list[Problem] = []
    read = 0
    for one in evidence:
        if not files.sound(one.digest, _beyond(read, go)):
            changed = files.has(one.digest)
            code = "evidence.content_changed" if changed else "evidence.content_missing"
            found.append(problem(code, label=one.label, title=one.title))
        read += one.size
    return tuple(found)
