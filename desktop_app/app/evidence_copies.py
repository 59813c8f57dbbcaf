"""Copies of evidence outside the library: exported where the user wants them, or to look at.

A copy to look at lies in a folder of its own that goes when the case is closed, or, after a kill,
at the next start; it is read-only, so
that nobody edits it and believes the library had the edit.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import re
import stat
from collections.abc import Iterable
from pathlib import Path
from typing import Final

from desktop_app.app.scratch import Scratch
from desktop_app.core.evidence import Evidence
from desktop_app.core.file_kinds import PROGRAM, Group, kind_of
from desktop_app.core.problems import Problem, problem
from desktop_app.i18n import translate
from desktop_app.store.file_contents import FileContents

SUMS: Final = "SHA256SUMS.txt"
"""The file beside exported documents by which anybody can check them."""

_FORBIDDEN: Final = re.compile(r'[\\/:*?"<>|\x00-\x1f\x7f]+')
_LONGEST: Final = 80


def copy_name(one: Evidence) -> str:
    """P-001 title.ending: what every file system takes, with the ending of what it really is."""
    title = _FORBIDDEN.sub("-", one.title).strip(" .")[:_LONGEST].strip(" .")
    return f"{one.label} {title}{ending_of(one)}"


def ending_of(one: Evidence) -> str:
    """The ending of a copy: that of its kind, or its own where that says more and cannot run.

    So nothing is started by a double click on a name that looks harmless.
    """
    kind = kind_of(one.media)
    own = Path(one.file).suffix.casefold()
    if kind.group is Group.TEXT and own in _TEXTS:
        return own
    if kind.ending == ".bin" and kind.media != PROGRAM and _PLAIN.match(own) and own not in _RUN:
        return own
    return kind.ending


_TEXTS: Final = frozenset({".csv", ".tsv", ".log", ".md", ".json", ".xml"})
_PLAIN: Final = re.compile(r"^\.[a-z0-9]{1,7}$")
_RUN: Final = frozenset({
    ".exe", ".com", ".scr", ".pif", ".bat", ".cmd", ".ps1", ".vbs", ".vbe", ".js", ".jse",
    ".wsf", ".wsh", ".hta", ".msi", ".msp", ".lnk", ".url", ".reg", ".jar", ".cpl", ".dll",
    ".sh", ".desktop", ".app", ".command", ".docm", ".xlsm", ".pptm", ".chm", ".inf", ".scf",
})  # fmt: skip
"""Endings that some system runs."""


def export(files: FileContents, one: Evidence, target: Path) -> Problem | None:
    """Write the content of a document to a file, whole or not at all.

    Problems: `evidence.content_missing`, `content_changed`, `cannot_write`, and those of a library
    that cannot be read.
    """
    return files.attempt(lambda kept: _export(kept, one, target))


def _export(files: FileContents, one: Evidence, target: Path) -> Problem | None:
    if not files.has(one.digest):
        return problem("evidence.content_missing", label=one.label, title=one.title)
    part = target.with_name(f".{target.name[:40]}.{os.getpid()}.part")
    try:
        summed = hashlib.sha256()
        with part.open("wb") as file:
            for data in files.read(one.digest):
                summed.update(data)
                file.write(data)
        if summed.hexdigest() != one.digest:
            return problem("evidence.content_changed", label=one.label, title=one.title)
        part.replace(target)
    except OSError as error:
        return problem("evidence.cannot_write", file=target.name, detail=error.strerror or error)
    finally:
        with contextlib.suppress(OSError):
            part.unlink(missing_ok=True)
    return None


def export_all(
    files: FileContents, evidence: Iterable[Evidence], folder: Path
) -> tuple[list[Path], tuple[Problem, ...]]:
    """Write documents into a folder under their numbers, and a list of their SHA-256 beside them.

    What cannot be written is told; the others are.
    """
    made: list[Path] = []
    problems: list[Problem] = []
    sums: list[str] = []
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        detail = error.strerror or error
        return [], (problem("evidence.cannot_write", file=str(folder), detail=detail),)
    for one in evidence:
        target = folder / copy_name(one)
        failed = export(files, one, target)
        if failed is None:
            made.append(target)
            sums.append(f"{one.digest}  {target.name}\n")
        else:
            problems.append(failed)
    if made:
        try:
            (folder / SUMS).write_text("".join(sums), encoding="utf-8")
            made.append(folder / SUMS)
        except OSError as error:
            detail = error.strerror or error
            problems.append(problem("evidence.cannot_write", file=SUMS, detail=detail))
    return made, tuple(problems)


class Copies:
    """Copies to look at, in a folder that is made with the first and goes with `close`."""

    def __init__(self, files: FileContents) -> None:
        self._files = files
        self._scratch: Scratch | None = None

    def make(self, one: Evidence) -> Path | Problem:
        """A read-only copy for a viewer; `evidence.not_opened` for what is only kept."""
        kind = kind_of(one.media)
        if not kind.opens:
            return problem("evidence.not_opened", title=one.title, kind=translate(kind.name))
        try:
            target = self._place() / copy_name(one)
        except OSError as error:
            detail = error.strerror or error
            return problem("evidence.cannot_write", file=one.title, detail=detail)
        if target.exists():
            return target
        failed = export(self._files, one, target)
        if failed is None:
            with contextlib.suppress(OSError):
                target.chmod(stat.S_IREAD)
        return target if failed is None else failed

    def close(self) -> None:
        """Take the copies away, as far as no viewer holds them."""
        if self._scratch is not None:
            self._scratch.close()
            self._scratch = None

    def _place(self) -> Path:
        if self._scratch is None:
            self._scratch = Scratch()
        return self._scratch.path
