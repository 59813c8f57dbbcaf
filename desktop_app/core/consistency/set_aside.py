"""Letting a finding stand: a reason, kept as a datum under a name no pack can declare.

So storing, undoing, the log and packages carry it like any other answer. It holds for the
sentence it was said about; when the figures in that change, the finding is open again.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from desktop_app.core.consistency.finding import Finding
from desktop_app.core.data import Datum, Key, Period, State

SET_ASIDE: Final = "finding:"
"""What the names of such reasons begin with."""


def note_key(finding: Finding, year: int) -> Key:
    """Where the reason for letting a finding stand is kept."""
    return Key(f"{SET_ASIDE}{finding.rule}:{finding.item}", Period(year), finding.record)


def is_note(key: Key) -> bool:
    """Whether a key holds such a reason instead of an answer."""
    return key.item.startswith(SET_ASIDE)


def note(finding: Finding, year: int, reason: str) -> Datum:
    """The datum that lets a finding stand for a reason."""
    key = note_key(finding, year)
    return Datum(key, State.GIVEN, text=finding.message(), reason=reason.strip())


def with_note(finding: Finding, data: Mapping[Key, Datum], year: int) -> Finding:
    """The finding, set aside when there is a reason that is about this very sentence."""
    kept = data.get(note_key(finding, year))
    if kept is None or kept.text != finding.message() or not kept.reason:
        return finding
    return replace(finding, set_aside=kept.reason)
