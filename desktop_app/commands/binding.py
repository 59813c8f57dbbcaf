"""The command `evidence binder`: all documents of a case as one PDF; and binders beside reports."""

from __future__ import annotations

import argparse
from datetime import datetime
from pathlib import Path

from desktop_app.app.binder import MadeBinder, binder_name, make_binder
from desktop_app.app.paths import Paths
from desktop_app.app.session import CaseSession
from desktop_app.app.signing import signing
from desktop_app.app.stamping import ALONE, Along
from desktop_app.commands.documents import cannot_write, tell_share
from desktop_app.commands.printing import OK, as_json_text, fail
from desktop_app.commands.with_case import with_case
from desktop_app.core.problems import Problem
from desktop_app.i18n import _


def bind(given: argparse.Namespace, paths: Paths) -> int:
    """Make the binder of a case; what is not in it is told."""

    def work(session: CaseSession) -> int:
        along = along_of(given)
        if isinstance(along, Problem):
            return fail([along], as_json=given.json)
        made = bound(paths, session, given.out, along)
        if not isinstance(made, MadeBinder):
            return fail(made, as_json=given.json)
        if given.json:
            print(as_json_text({"ok": True, **binder_json(made)}))
            return OK
        print(made.path)
        print(_("共 {pages} 页。").format(pages=made.pages))
        for label, why in made.left_out:
            print(f"  {label} {why}")
        return OK

    return with_case(given, paths, work)


def bound(
    paths: Paths, session: CaseSession, out: Path, along: Along
) -> MadeBinder | tuple[Problem, ...]:
    """Make the binder as a file, or in a folder under the name proposed for it."""
    target = out if out.suffix.casefold() == ".pdf" else out / binder_name(session.case)
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        return (cannot_write(target.parent, error),)
    created = datetime.now().astimezone().date().isoformat()

    def told(share: float) -> bool:
        tell_share(share)
        return True

    files = session.library.files
    return make_binder(
        paths, session.evaluation, files, target, created, progress=told, along=along
    )


def along_of(given: argparse.Namespace) -> Along | Problem:
    """Who signs, as a command was told."""
    return ALONE if given.sign is None else signing(given.sign, given.signer)


def binder_json(made: MadeBinder) -> dict[str, object]:
    """A binder in the answer of a command."""
    left = [{"number": label, "reason": why} for label, why in made.left_out]
    told = {"file": str(made.path), "pages": made.pages, "numbers": dict(made.numbers)}
    return {**told, "left_out": left}
