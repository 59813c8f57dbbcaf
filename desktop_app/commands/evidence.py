"""The commands about evidence 佐证: list, add, export and verify the documents of a case."""

from __future__ import annotations

import argparse
from collections.abc import Sequence

from desktop_app.app import evidence as verbs
from desktop_app.app.answer import problems_json
from desktop_app.app.evidence_copies import export_all
from desktop_app.app.hints import suggestion
from desktop_app.app.paths import Paths
from desktop_app.app.receiving import Received, receive, size_text
from desktop_app.app.session import CaseSession
from desktop_app.commands.printing import OK, as_json_text, fail, print_problems
from desktop_app.commands.with_case import Work, with_case
from desktop_app.core.evidence import Evidence, Subject
from desktop_app.core.evidence_texts import KIND_WORDS
from desktop_app.core.numbers import plain, significant
from desktop_app.core.problems import Problem, has_errors, problem
from desktop_app.core.subjects import in_order, read_subject, subject_name, subject_text
from desktop_app.core.support import Answered, Coverage, answered, coverage, whole_coverage
from desktop_app.i18n import _, translate


def list_evidence(given: argparse.Namespace, paths: Paths) -> int:
    """List the documents of a case, or the values that have none."""
    return with_case(given, paths, _list_needs(given) if given.needs else _list(given))


def _list(given: argparse.Namespace) -> Work:
    def work(session: CaseSession) -> int:
        listed = session.case.evidence
        if given.json:
            rows = [_evidence_json(session, one) for one in listed]
            print(as_json_text({"ok": True, "evidence": rows}))
            return OK
        for one in listed:
            kind = translate(KIND_WORDS[one.kind.value])
            facts = (kind, one.dated, size_text(one.size), one.short_digest)
            print(f"{one.label} {one.title}  [{_('，').join(part for part in facts if part)}]")
            names = [
                subject_name(session.evaluation, subject, translate)
                for subject in in_order(session.evaluation, one.subjects)
            ]
            print(f"    {_('；').join(names) or _('未关联')}")
        return OK

    return work


def _evidence_json(session: CaseSession, one: Evidence) -> dict[str, object]:
    subjects = in_order(session.evaluation, one.subjects)
    return {
        "number": one.label,
        "title": one.title,
        "kind": one.kind.value,
        "dated": one.dated,
        "issuer": one.issuer,
        "note": one.note,
        "file": one.file,
        "media": one.media,
        "size": one.size,
        "sha256": one.digest,
        "pages": one.pages,
        "readable": one.readable.value or "yes",
        "added": one.added,
        "who": one.who,
        "links": [subject_text(subject) for subject in subjects],
    }


def _list_needs(given: argparse.Namespace) -> Work:
    def work(session: CaseSession) -> int:
        values = answered(session.evaluation)
        open_ = [one for one in values if not one.supported]
        parts = coverage(session.evaluation, values)
        if given.json:
            told = {
                "needs": [_need_json(one) for one in open_],
                "coverage": [_coverage_json(one) for one in (*parts, whole_coverage(values))],
            }
            print(as_json_text({"ok": True, **told}))
            return OK
        for part in parts:
            share = _("{supported}/{answered} 个值有佐证").format(
                supported=part.supported, answered=part.answered
            )
            print(f"{translate(part.title)}: {share}")
        for one in open_:
            periods = _("、").join(str(period) for period in one.missing)
            record = f"[{one.record}]" if one.record else ""
            print(f"  {translate(one.name)}{record} {periods}")
        return OK

    return work


def _need_json(one: Answered) -> dict[str, object]:
    return {
        "item": one.item,
        "record": one.record,
        "name": one.name,
        "section": one.section,
        "moves": plain(significant(one.moves, 6)),
        "periods": [str(period) for period in one.missing],
        "evidence": [document.label for document in one.documents],
    }


def _coverage_json(one: Coverage) -> dict[str, object]:
    share = None if one.share is None else plain(significant(one.share, 6))
    return {
        "section": one.section,
        "answered": one.answered,
        "supported": one.supported,
        "share_by_influence": share,
    }


def add(given: argparse.Namespace, paths: Paths) -> int:
    """Add files to a case; all of them or none."""

    def work(session: CaseSession) -> int:
        subjects, unknown = _subjects(session, given.link)
        taken: list[Received] = []
        for path in () if unknown else given.file:
            found = receive(session.library.files, path)
            if isinstance(found, Problem):
                unknown.append(found.at(str(path)))
            else:
                taken.append(found)
        if unknown:
            return fail(unknown, as_json=given.json)
        fields = {name: text for name in verbs.EDITED if (text := getattr(given, name)) is not None}
        done = verbs.add(session, taken, subjects, fields)
        if has_errors(done.outcome.problems):
            return fail(done.outcome.problems, as_json=given.json)
        rows = [one for one in session.case.evidence if one.id in (*done.new, *done.known)]
        if given.json:
            told = {
                "added": [_evidence_json(session, one) for one in rows if one.id in done.new],
                "known": [one.label for one in rows if one.id in done.known],
                "problems": problems_json(done.outcome.problems),
            }
            print(as_json_text({"ok": True, **told}))
        else:
            print_problems(done.outcome.problems)
            for one in rows:
                print(f"{one.label} {one.title}")
        return OK

    return with_case(given, paths, work)


def _subjects(session: CaseSession, texts: Sequence[str]) -> tuple[list[Subject], list[Problem]]:
    found: list[Subject] = []
    wrong: list[Problem] = []
    for text in texts:
        subject = read_subject(text, session.evaluation)
        if subject is None:
            hint = suggestion(text.partition("@")[0].partition("[")[0], session.model.items)
            wrong.append(problem("evidence.unknown_subject", subject=text, suggestion=hint))
        else:
            found.append(subject)
    return found, wrong


def export(given: argparse.Namespace, paths: Paths) -> int:
    """Write documents to a folder, with a list of their SHA-256."""

    def work(session: CaseSession) -> int:
        by_label = {one.label: one for one in session.case.evidence}
        wanted = [label.strip().upper() for label in given.number] or list(by_label)
        unknown = [
            problem("evidence.unknown", label=label, suggestion=suggestion(label, by_label))
            for label in wanted
            if label not in by_label
        ]
        if unknown:
            return fail(unknown, as_json=given.json)
        chosen = [by_label[label] for label in dict.fromkeys(wanted)]
        made, problems = export_all(session.library.files, chosen, given.out)
        if problems:
            return fail(problems, as_json=given.json)
        if given.json:
            print(as_json_text({"ok": True, "files": [str(path) for path in made]}))
        else:
            print("\n".join(str(path) for path in made))
        return OK

    return with_case(given, paths, work)


def verify(given: argparse.Namespace, paths: Paths) -> int:
    """Compare the contents kept with the SHA-256 noted; non-zero when one is gone or differs."""

    def work(session: CaseSession) -> int:
        listed = session.case.evidence
        found = verbs.verify(session.library.files, listed)
        if found:
            return fail(found, as_json=given.json)
        if given.json:
            print(as_json_text({"ok": True, "verified": [one.label for one in listed]}))
        else:
            print(_("{count} 份佐证的内容与登记的指纹相符。").format(count=len(listed)))
        return OK

    return with_case(given, paths, work)
