"""What a form asks and the case cannot give: what is missing, and where it is filled in."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from desktop_app.core.data import Key, Period
from desktop_app.core.evaluate import Evaluation
from desktop_app.core.workings import split_name
from desktop_app.i18n import _, translate
from desktop_app.reports.regulator_forms.form import FormTable


@dataclass(frozen=True, slots=True)
class Missing:
    """One thing missing: the table that asks it, what it is, and where to fill it in.

    `jump` leads to its field in the window; "" where the program does not hold it, so that it is
    filled in in the exported file. `partial` tells that a figure is there, but not whole.
    """

    table: str
    name: str
    place: str
    jump: str = ""
    partial: bool = False

    @property
    def by_hand(self) -> bool:
        """Whether only the exported file can take it."""
        return not self.jump


def of_name(
    evaluation: Evaluation, table: str, name: str, *, partial: bool = False
) -> Missing | None:
    """What is missing where a formula waits for an unanswered name; None for no item."""
    base, record = split_name(name)
    item = evaluation.model.items.get(base)
    if item is None:
        return None
    label = translate(item.name)
    if record:
        label = _("{name}（{detail}）").format(name=label, detail=record)
    section = evaluation.model.sections.get(item.section)
    place = translate(section.title) if section is not None else ""
    jump = str(Key(base, Period(evaluation.case.year), record))
    return Missing(table, label, place, jump, partial)


def of_kind(evaluation: Evaluation, table: FormTable) -> Missing | None:
    """What is missing where no record of the kind a table lists is registered."""
    declared = evaluation.model.record_kinds.get(table.record)
    sections = evaluation.model.sections.values()
    section = next((one for one in sections if one.record == table.record), None)
    if declared is None or section is None:
        return None
    words = [
        translate(option.text)
        for field in declared.fields
        for option in field.options
        if option.id in table.match.get(field.id, ())
    ]
    name = translate(declared.name)
    if words:
        name = _("{name}（{detail}）").format(name=name, detail=_("、").join(words))
    told = _("还没有登记{name}").format(name=name)
    return Missing(table.title, told, translate(section.title), section.id)


def joined(found: Iterable[Missing]) -> tuple[Missing, ...]:
    """Each gap once: what several tables wait for is named with the first that asks it."""
    kept: dict[tuple[str, str, str], Missing] = {}
    for one in found:
        key = (one.jump, one.name, "") if one.jump else (one.table, one.name, one.place)
        known = kept.get(key)
        if known is None or (known.partial and not one.partial):
            kept[key] = one
    return tuple(kept.values())
