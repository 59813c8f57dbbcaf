"""Stored moments on the clock of the user.

They come from any file: one may be no moment at all, or one no clock here can show (0001 or 9999
moved by a zone; before 1970 on Windows).
"""

from __future__ import annotations

from datetime import datetime


def local(text: str) -> datetime | None:
    """A stored moment where the user is; None for a text that is none."""
    try:
        return datetime.fromisoformat(text).astimezone()
    except (ValueError, OverflowError, OSError):
        return None


def moment(text: str) -> str:
    """A stored moment to the minute; what is no moment stays as it is."""
    at = local(text)
    return text if at is None else f"{at:%Y-%m-%d %H:%M}"
