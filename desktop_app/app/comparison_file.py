"""A comparison of two states of cases as a workbook and as plain data for --json."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from desktop_app.app.about import NAME, VERSION
from desktop_app.app.answer import problems_json, text_of
from desktop_app.app.case_comparison import Comparison, Judgement
from desktop_app.app.change_words import ChangeLine
from desktop_app.app.log_words import what_word
from desktop_app.app.pack_words import fate_word
from desktop_app.app.reporting import file_name
from desktop_app.core.case_diff import counts, fate_of
from desktop_app.core.pack_diff import Fate
from desktop_app.core.problems import Problem
from desktop_app.i18n import _

if TYPE_CHECKING:
    from desktop_app.reports.comparison_book import ComparedRow


def write_compared(found: Comparison, target: Path) -> Problem | None:
    """Write a comparison as a workbook; it appears as a whole or not at all."""
    # What writes workbooks takes long to load, and seldom does a comparison become one.
    from desktop_app.reports.comparison_book import ComparisonBook, write_comparison

    words = _("由{name} {version} 于 {now} 生成。两边的结论都按各自当时选定的规则包重新判定。")
    now = f"{datetime.now().astimezone():%Y-%m-%d %H:%M}"
    changed, new, dropped = (fate_word(fate) for fate in Fate)
    book = ComparisonBook(
        title=_("双近零自评对比：{name}").format(name=found.new.case.enterprise.name),
        note=words.format(name=NAME, version=VERSION, now=now),
        old=found.old.side.name,
        new=found.new.side.name,
        verdict=[(line.name, line.old, line.new) for line in found.verdict],
        rows=[_row(line) for line in found.lines],
        fates=(changed, new, dropped),
    )
    return write_comparison(book, target)


def comparison_name(found: Comparison) -> str:
    """The name proposed for the workbook."""
    return file_name(found.new.case, _("双近零自评对比"), ".xlsx")


def _row(line: ChangeLine) -> ComparedRow:
    from desktop_app.reports.comparison_book import ComparedRow

    step = line.step
    return ComparedRow(
        fate_word(fate_of(step)),
        what_word(step.place.what),
        line.name,
        line.old if step.old is not None else "",
        line.new if step.new is not None else "",
        line.was,
        line.now,
        line.unit,
    )


def comparison_json(found: Comparison) -> dict[str, Any]:
    """A comparison as plain data."""
    return {
        "old": _side_json(found.old),
        "new": _side_json(found.new),
        "verdict": [
            {"name": line.name, "old": line.old, "new": line.new, "differs": line.differs}
            for line in found.verdict
        ],
        "counts": {fate.value: count for fate, count in counts(found.steps).items()},
        "changes": [change_json(line) for line in found.lines],
    }


def change_json(line: ChangeLine) -> dict[str, Any]:
    """One change: where, and what it was and became, in words and as the log keeps it."""
    step = line.step
    return {
        "change": fate_of(step).value,
        "what": step.place.what.value,
        "name": line.name,
        "target": line.target,
        "old": line.old if step.old is not None else None,
        "new": line.new if step.new is not None else None,
        "old_value": text_of(line.was),
        "new_value": text_of(line.now),
        "unit": line.unit,
    }


def _side_json(side: Judgement) -> dict[str, Any]:
    return {
        "case": side.side.case_id,
        "name": side.side.name,
        "position": side.side.position,
        "enterprise": side.case.enterprise.name,
        "year": side.case.year,
        "grade": side.summary.grade,
        "problems": problems_json(side.summary.faults),
    }
