"""Last year beside this year: the same month a year ago, the change, and what asks for a reason."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from decimal import Decimal

from desktop_app.core.consistency.examined import deviation
from desktop_app.core.consistency.finding import Finding
from desktop_app.core.consistency.last_year import EXPLAINED
from desktop_app.core.consistency.thresholds import CHANGE, JUMP
from desktop_app.core.data import Datum
from desktop_app.core.pack import Item
from desktop_app.core.problems import Severity
from desktop_app.i18n import _, translate
from desktop_app.ui.ledger.cells import Cell, figure_text, value_of


def month_beside(
    cell: Cell, item: Item, unit: str, now: Datum | None, before: Datum | None
) -> Cell:
    """The cell of a month with last year's figure and the change; a large one asks for a note."""
    was = value_of(before, item, unit) if before is not None else None
    if was is None:
        return cell
    made = replace(cell, last=figure_text(was))
    value = value_of(now, item, unit) if now is not None else None
    if value is None or not was or cell.problem:
        return made
    change = deviation(value, was)
    asks = abs(change) > JUMP and not cell.note
    said = _("比上年同月 {change}，请核对；属实的写一句备注，报告会印出来。")
    remark = said.format(change=change_text(change)) if asks else ""
    return replace(
        made,
        change=change_text(change),
        notable=abs(change) > CHANGE,
        asks=asks,
        remark="\n".join(part for part in (cell.remark, remark) if part),
    )


def change_text(change: Decimal) -> str:
    """A change in percent with its sign."""
    rounded = round(change, 1)
    return f"{rounded:+.1f}%" if rounded else "0%"


def to_explain(found: Iterable[Finding]) -> Mapping[str, Finding]:
    """What the rules found about items beside last year, by item, the gravest of each."""
    kept: dict[str, Finding] = {}
    for one in sorted(found, key=lambda one: one.rank):
        if one.rule in EXPLAINED and not one.record:
            kept.setdefault(one.item, one)
    return kept


def explained(cell: Cell, finding: Finding | None) -> Cell:
    """The cell of the change with what asks for a reason, or the reason that was given."""
    if finding is None:
        return cell
    said = finding.message(translate)
    if finding.set_aside:
        said = _("{finding}已说明：{reason}").format(finding=said, reason=finding.set_aside)
        return replace(cell, remark=said, note=True)
    return replace(cell, remark=said, asks=finding.severity is not Severity.INFO)
