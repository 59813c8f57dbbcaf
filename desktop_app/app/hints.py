"""What a misspelt word may have meant, as a question for the sentence of a problem."""

from __future__ import annotations

import difflib
from collections.abc import Iterable

from desktop_app.i18n import _


def suggestion(word: str, known: Iterable[str]) -> str:
    """A question after the nearest known word (是否指“…”？), or "" when none is near."""
    near = difflib.get_close_matches(word, list(known), n=1, cutoff=0.6)
    return _("是否指“{word}”？").format(word=near[0]) if near else ""
