"""The command `verify`: a file beside its stamp, and beside the case it was made of."""

from __future__ import annotations

import argparse
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

from desktop_app.app.paths import Paths
from desktop_app.app.verify_case import Compared, compare, find_case
from desktop_app.app.verify_words import (
    case_words,
    origin_words,
    piece_words,
    reader_words,
    signature_words,
    state_title,
    state_words,
)
from desktop_app.app.verifying import State, Verified, trust_signer, verify_file
from desktop_app.app.workspace import Workspace
from desktop_app.commands import pack_files, package
from desktop_app.commands.printing import FAILED, OK, as_json_text, fail
from desktop_app.commands.with_case import chosen_case
from desktop_app.core.problems import Problem
from desktop_app.core.provenance import Output
from desktop_app.i18n import _

_OTHERS: Final = {".nzpack": pack_files.verify, ".nzcase": package.verify}
"""Files that are verified with what they bring along themselves: pack files, case packages."""

_SOUND: Final = (State.AS_WRITTEN, State.EXTENDED, State.RESAVED)


def verify(given: argparse.Namespace, paths: Paths) -> int:
    """Verify a file; non-zero when it was altered, cannot be verified, or its signature fails."""
    ending = given.file.suffix.casefold()
    if ending in _OTHERS:
        return _OTHERS[ending](given, paths)
    found = verify_file(paths, given.file)
    if isinstance(found, tuple):
        return fail(found, as_json=given.json)
    if given.trust:
        trusted = trust_signer(paths, found, datetime.now(UTC).isoformat()[:10])
        if isinstance(trusted, Problem):
            return fail([trusted], as_json=given.json)
        found = trusted
    compared = _compared(given, paths, found)
    if isinstance(compared, tuple):
        return fail(compared, as_json=given.json)
    forged = found.signature is not None and not found.signature.holds
    sound = found.state in _SOUND and not forged
    if given.json:
        print(as_json_text({"ok": sound, **_json(found), "case": _case_json(compared)}))
    else:
        _print(found, compared)
    return OK if sound else FAILED


def _compared(
    given: argparse.Namespace, paths: Paths, found: Verified
) -> Compared | tuple[Problem, ...] | None:
    """The file beside its case; None where there is nothing to compare it with."""
    library = Path(given.library) if given.library else paths.library
    if found.provenance is None or not (given.library or given.case or library.exists()):
        return None
    workspace = Workspace.open(paths, given.library)
    try:
        if workspace.problems:
            return workspace.problems
        if given.case:
            chosen = chosen_case(workspace, given.case)
            if isinstance(chosen, Problem):
                return (chosen,)
        else:
            chosen = find_case(workspace, found.provenance)
        return compare(workspace, chosen, found.provenance) if chosen else None
    finally:
        workspace.close()


def _print(found: Verified, compared: Compared | None) -> None:
    print(f"{found.name}: {state_title(found)}")
    print(state_words(found))
    for place in found.places:
        print(f"  {piece_words(found, place)}")
    left = found.differing - len(found.places)
    if left:
        print(_("  另有 {count} 处没有列出。").format(count=left))
    if found.other_reader:
        print(reader_words())
    told = found.provenance
    if told is None:
        return
    print(origin_words(told))
    for pack in told.packs:
        print(f"  {pack.id} {pack.version}  {pack.digest}")
    print(_("数据指纹 {digest}").format(digest=told.data))
    print(signature_words(found.signature))
    if compared is None and told.output is not Output.ROLL_UP:
        print(_("企业库里没有找到这个自评，没有与数据比较。"))
    for words in case_words(compared) if compared is not None else ():
        print(words)


def _json(found: Verified) -> dict[str, Any]:
    told = found.provenance
    return {
        "file": found.name,
        "kind": found.form.value,
        "state": found.state.value,
        "saved_by": found.program,
        "differing": found.differing,
        "places": [asdict(place) for place in found.places],
        "provenance": None if told is None else asdict(told),
        "signature": None if found.signature is None else asdict(found.signature),
    }


def _case_json(compared: Compared | None) -> dict[str, Any] | None:
    return None if compared is None else {**asdict(compared), "unchanged": compared.unchanged}
