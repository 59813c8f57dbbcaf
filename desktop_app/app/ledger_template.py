"""The ledgers of a case as a workbook for colleagues to fill in, empty or as far as they are."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal
from pathlib import Path

from desktop_app.app.ledger_files import items_of, ledgers_of
from desktop_app.core.data import Case, Datum, Key, Period, State
from desktop_app.core.model import Model
from desktop_app.core.pack import Item
from desktop_app.core.problems import Problem
from desktop_app.core.units import alternatives, convert, show_unit
from desktop_app.core.unread import unread_entry
from desktop_app.exchange.template_book import NOT_APPLICABLE, TemplateRow, TemplateSheet
from desktop_app.i18n import _, translate
from desktop_app.packs.placing import place

Step = Callable[[float], object]


def write_ledgers(
    case: Case,
    model: Model,
    units: Mapping[str, str],
    target: Path,
    *,
    filled: bool,
    step: Step = lambda _share: None,
) -> Problem | None:
    """Write the workbook; `filled` with what the case holds, else empty. `step` may raise to stop.

    `units` says in which unit an item is typed, where it is not the declared one.
    """
    from desktop_app.exchange.template_write import write_template  # openpyxl takes long to load

    sheets = tuple(
        TemplateSheet(
            section.id,
            translate(section.title),
            translate(section.hint),
            tuple(
                _row(item, case if filled else None, units.get(item.key, item.unit))
                for item in items_of(model, section.id)
            ),
        )
        for section in ledgers_of(model)
    )
    data = write_template(sheets, case.year, case.enterprise.name, _guide(case), step)
    return place(target, data)


def _guide(case: Case) -> tuple[str, ...]:
    return (
        _("{enterprise} {year} 年台账").format(enterprise=case.enterprise.name, year=case.year),
        _("每张表是一本台账。黄色格子填各月的数；没有逐月数的，在“全年”一栏直接填全年数。"),
        _("单位从列表里选，整行同一个单位。没有的品种空着不填，空格不会改动已有的数。"),
        _("估算的数前面加“约”或“≈”；没有检出写“未检出”；某月不适用写“不适用”，理由写在备注里。"),
        _("可以增删列宽、调整行的顺序，但不要删去隐藏的 A 列，它记着每一行是什么。"),
        _("填好后存为 .xlsx 发回，在“台账”页选“导入 Excel 文件”，不用再对应品种和月份。"),
    )


def _row(item: Item, case: Case | None, unit: str) -> TemplateRow:
    cells: dict[int, Decimal | str] = {}
    notes: list[str] = []
    data, year = (case.data, case.year) if case is not None else ({}, 0)
    for month in range(13):
        key = Key(item.key, Period(year, month))
        entry, datum = unread_entry(data, key), data.get(key)
        if entry is not None:
            cells[month] = entry.text
        elif datum is not None:
            cells[month] = _cell(datum, item, unit)
            notes += [datum.reason, datum.note]
    choices = tuple(show_unit(one) for one in alternatives(item.unit))
    note = "；".join(dict.fromkeys(text for text in notes if text))
    return TemplateRow(
        item.key,
        translate(item.name),
        show_unit(unit),
        choices,
        {month: cell for month, cell in cells.items() if cell != ""},
        note,
        mean=item.aggregate == "mean",
    )


def _cell(datum: Datum, item: Item, unit: str) -> Decimal | str:
    if datum.state is State.NA:
        return NOT_APPLICABLE
    if datum.value is None:
        return ""
    value = convert(datum.value, datum.unit or item.unit, unit)
    if isinstance(value, Problem):
        return datum.raw
    return f"≈{value:f}" if datum.state is State.ESTIMATED else value
