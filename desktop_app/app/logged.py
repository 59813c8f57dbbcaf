"""The edits of a case as a workbook lists them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from desktop_app.app.clock import moment
from desktop_app.app.log_words import edit_label, how_word, who_word
from desktop_app.app.stamping import ALONE, Along
from desktop_app.core.log import Edit
from desktop_app.store.library import Library

if TYPE_CHECKING:
    from desktop_app.reports.workbook.log_sheet import LogLine

MOST: Final = 500
"""So many edits go along with a workbook; the whole log stays in the library."""


def with_log(library: Library, case_id: str, along: Along = ALONE) -> Along:
    """What a document is made with, and with it the newest edits of a case."""
    history = library.history
    return replace(along, log=history.edits(case_id, limit=MOST), edits=history.count(case_id))


def log_lines(edits: Sequence[Edit]) -> tuple[LogLine, ...]:
    """Edits in words."""
    from desktop_app.reports.workbook.log_sheet import LogLine  # openpyxl takes long to load

    return tuple(
        LogLine(moment(one.at), who_word(one.who), how_word(one.how), edit_label(one), one.changes)
        for one in edits
    )
