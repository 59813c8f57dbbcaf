"""What data a measure can change: those behind what it serves first, then what is filled in."""

from __future__ import annotations

from collections.abc import Iterator

from desktop_app.core.evaluate import Evaluation
from desktop_app.core.improve.gaps import data_behind
from desktop_app.core.pack import Item, ItemKind
from desktop_app.core.planned import PlannedMeasure
from desktop_app.core.summary import sections_of
from desktop_app.core.workings import record_name, split_name
from desktop_app.i18n import _, translate
from desktop_app.ui.components.item_picker import Pick
from desktop_app.ui.result_words import name_label

_KINDS = (ItemKind.AMOUNT, ItemKind.YESNO, ItemKind.CHOICE)


def change_picks(evaluation: Evaluation, one: PlannedMeasure) -> list[Pick]:
    """All data a measure can change; those it changes already are left out."""
    taken = {record_name(change.item, change.record) for change in one.changes if not change.month}
    own = next((each for each in evaluation.model.measures if each.id == one.measure), None)
    behind = data_behind(evaluation, own.serves) if own is not None else frozenset()
    near: list[Pick] = []
    filled: list[Pick] = []
    blank: list[Pick] = []
    for section in sections_of(evaluation.model):
        for item in evaluation.model.items.values():
            if item.section != section.id or item.kind not in _KINDS:
                continue
            for full in _names(evaluation, item):
                if full in taken:
                    continue
                group = translate(section.title)
                has = bool(evaluation.inputs[full].data)
                if has and item.key in behind:
                    near.append(_pick(evaluation, full, _("与这项措施有关")))
                elif has:
                    filled.append(_pick(evaluation, full, group))
                else:
                    blank.append(
                        _pick(evaluation, full, _("{section}（未填）").format(section=group))
                    )
    near.sort(key=lambda pick: not _is_amount(evaluation, pick.key))
    return [*near, *filled, *blank]


def _is_amount(evaluation: Evaluation, full: str) -> bool:
    return evaluation.model.items[split_name(full)[0]].kind is ItemKind.AMOUNT


def _names(evaluation: Evaluation, item: Item) -> Iterator[str]:
    if not item.record:
        yield item.key
        return
    for record in evaluation.case.of_kind(item.record):
        yield record_name(item.key, record.id)


def _pick(evaluation: Evaluation, full: str, group: str) -> Pick:
    return Pick(full, name_label(evaluation, full), group, split_name(full)[0])
