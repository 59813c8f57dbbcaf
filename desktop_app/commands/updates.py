"""The commands about files with a version of the program: looking at one, signing one."""

from __future__ import annotations

import argparse

from desktop_app.app.paths import Paths
from desktop_app.app.release_words import release_lines
from desktop_app.app.updates import SIGNATURE, Release, beside, read_release, sign_release
from desktop_app.commands.printing import FAILED, OK, as_json_text, fail
from desktop_app.core.problems import Problem, problem


def look(given: argparse.Namespace, paths: Paths) -> int:
    """Tell what a file is; fails for one that must not be installed here."""
    found = read_release(paths, given.file)
    if isinstance(found, Problem):
        return fail([found], as_json=given.json)
    if given.json:
        print(as_json_text(_as_data(found)))
    else:
        print("\n".join(f"{name}：{words}" for name, words in release_lines(found)))
    return OK if found.may_be_used else FAILED


def sign(given: argparse.Namespace, _paths: Paths) -> int:
    """Put a signature beside a file."""
    try:
        pem = given.key.read_bytes()
    except OSError as error:
        unread = problem("update.unreadable", str(given.key), detail=error)
        return fail([unread], as_json=given.json)
    failed = sign_release(given.file, pem)
    if failed is not None:
        return fail([failed], as_json=given.json)
    made = beside(given.file, SIGNATURE)
    print(as_json_text({"file": str(made)}) if given.json else made)
    return OK


def _as_data(found: Release) -> dict[str, object]:
    return {
        "version": found.version,
        "standing": found.standing,
        "system": found.system,
        "form": found.form,
        "sha256": found.digest,
        "match": found.match,
        "signer": found.signed.fingerprint,
        "trusted": found.signed.trusted,
        "ok": found.may_be_used,
    }
