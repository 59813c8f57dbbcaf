"""What backups are called and where they lie: names that sort by time, beside the library.

A backup is named after the library and the moment in UTC, `library-20261130T084752Z.nzl`. One kept
because the tables got a new revision carries the old revision too and is never thinned out.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

SUFFIX: Final = ".nzl"
_FORM: Final = re.compile(r"(?P<stem>.+)-(?P<at>\d{8}T\d{6}Z)(?:-r(?P<revision>\w+))?(?: \(\d+\))?")
_MOMENT: Final = "%Y%m%dT%H%M%SZ"


@dataclass(frozen=True, slots=True)
class BackupName:
    """The name of a backup: of which library, when, and the revision it was kept for, or ""."""

    stem: str
    at: datetime
    revision: str = ""

    @property
    def file(self) -> str:
        """The name of the file."""
        kept = f"-r{self.revision}" if self.revision else ""
        return f"{self.stem}-{self.at.astimezone(UTC):{_MOMENT}}{kept}{SUFFIX}"


def read_name(file: str) -> BackupName | None:
    """The parts of a file name; None for a file that is no backup."""
    if not file.endswith(SUFFIX):
        return None
    parts = _FORM.fullmatch(file[: -len(SUFFIX)])
    if parts is None:
        return None
    try:
        at = datetime.strptime(parts["at"], _MOMENT).replace(tzinfo=UTC)
    except ValueError:
        return None
    return BackupName(parts["stem"], at, parts["revision"] or "")


def folder_of(library: Path) -> Path:
    """The folder of a library's backups, beside it."""
    return library.with_name(f"{library.stem}-backups")
