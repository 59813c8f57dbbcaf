"""The sheet of data: one row per item and record, months and year to type in, the year's value.

The value follows the same rules as judging: twelve months beat a figure for the whole year, a
year with fewer months is partial, a month marked n.a. is answered and adds nothing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Final

from desktop_app.core import summary
from desktop_app.core.cell_texts import cell_text, in_item_unit
from desktop_app.core.data import Datum, Record, State
from desktop_app.core.evaluate import record_name
from desktop_app.core.evidence import Evidence, SubjectKind
from desktop_app.core.inputs import Slot, slots
from desktop_app.core.pack import Item, ItemKind, Section
from desktop_app.core.subjects import labels_of
from desktop_app.core.units import show_unit
from desktop_app.core.value import Value, ValueState
from desktop_app.i18n import _, translate
from desktop_app.reports.workbook import look
from desktop_app.reports.workbook.options_sheet import Options, not_applicable
from desktop_app.reports.workbook.places import DASH, InputCell, Places, Spot, shown_when
from desktop_app.reports.workbook.sheet import (
    Column,
    Sheet,
    dress,
    letters,
    put_formula,
    put_number,
    put_text,
)
from desktop_app.reports.workbook.states import KNOWN, NOT_APPLICABLE, OPEN, PARTIAL

MONTHS: Final = letters(5, 12)
_YEAR, _VALUE, _STATE, _ID, _WORD, _MARK, _WHY, _BEFORE, CHANGED, _PROOF = letters(17, 10)
_FIRST, _LAST = MONTHS[0], MONTHS[-1]


@dataclass(frozen=True, slots=True)
class Line:
    """An item at a record, with what was answered and whether a table asks for it there."""

    item: Item
    record: str
    data: tuple[Datum, ...]
    asked: bool

    @property
    def full(self) -> str:
        """The name in formulas."""
        return record_name(self.item.key, self.record)

    @property
    def waiting(self) -> bool:
        """Whether it only counts once it is listed, and is not."""
        return self.passed_over and not self.data

    @property
    def passed_over(self) -> bool:
        """Whether it does not apply while nobody answers it."""
        return self.item.listed and not self.asked

    @property
    def unanswered(self) -> str:
        """The state while it is empty, live: the first of a pair that is filled asks the other."""
        if not self.item.beside:
            return str(NOT_APPLICABLE if self.passed_over else OPEN)
        other = f'MATCH("{self.item.beside}",$A:$A,0)'
        cells = f"INDEX(${_FIRST}:${_FIRST},{other}):INDEX(${_YEAR}:${_YEAR},{other})"
        return f"IF(COUNTA({cells})>0,{OPEN},{NOT_APPLICABLE})"


def data_columns() -> tuple[Column, ...]:
    """The columns of the sheet."""
    months = (
        Column(letter, _("{month}月").format(month=month), 8, "right")
        for month, letter in enumerate(MONTHS, 1)
    )
    return (
        Column("A", _("编号"), 10, hidden=True),
        Column("B", _("记录"), 10, hidden=True),
        Column("C", _("数据项"), 30),
        Column("D", _("单位"), 10),
        *months,
        Column(_YEAR, _("全年填报"), 11, "right"),
        Column(_VALUE, _("年度值"), 12, "right"),
        Column(_STATE, _("状态码"), 6, hidden=True),
        Column(_ID, _("选项编号"), 8, hidden=True),
        Column(_WORD, _("状态"), 8),
        Column(_MARK, _("标注"), 7),
        Column(_WHY, _("原因与备注"), 18),
        Column(_BEFORE, _("原值"), 8, hidden=True),
        Column(CHANGED, _("更改"), 8),
        Column(_PROOF, _("佐证"), 14),
    )


def data_heads() -> dict[str, str]:
    """The heads by what they stand over: ids, name, unit, months (0 the year), mark, reason."""
    heads = {column.letter: column.head for column in data_columns()}
    named = {"item": "A", "record": "B", "name": "C", "unit": "D", "mark": _MARK, "why": _WHY}
    months = {str(month): letter for month, letter in enumerate((_YEAR, *MONTHS))}
    return {role: heads[letter] for role, letter in (named | months).items()}


def write_data(sheet: Sheet, places: Places, options: Options) -> None:
    """Fill the sheet and note where every item stands."""
    evaluation = places.evaluation
    sheet.lay_out(data_columns())
    sheet.heading(
        _("数据"),
        _("浅黄底为可填格。改动一格，后面各表随之重算；“不适用”写进格内，未填留空，未填不等于零。"),
    )
    sheet.head(frozen="D")
    answered = slots(evaluation.case)
    for section in summary.sections_of(evaluation.model):
        _section(sheet, places, options, section, answered)
    sheet.colour_when(f"{CHANGED}5:{CHANGED}{sheet.row}", f"LEN(${CHANGED}5)>0", "level_below")
    last = max(sheet.row - 1, 4)
    sheet.ws.auto_filter.ref = f"C3:{_PROOF}{last}"
    options.offer_mark(sheet, f"{_MARK}4:{_MARK}{last}")


def _section(
    sheet: Sheet,
    places: Places,
    options: Options,
    section: Section,
    answered: Mapping[Slot, tuple[Datum, ...]],
) -> None:
    evaluation = places.evaluation
    items = [item for item in evaluation.model.items.values() if item.section == section.id]
    alone = [_line(item, None, places, answered) for item in items if not item.record]
    if items:
        row = sheet.band(translate(section.title), look.SECTION)
        places.sections.append((translate(section.title), sheet.title, row))
    _lines(sheet, places, options, alone)
    kinds = dict.fromkeys(item.record for item in items if item.record)
    for kind in kinds:
        for record in evaluation.case.of_kind(kind):
            sheet.band(f"{record.id}  {record.name}" if record.name != record.id else record.id)
            own = [item for item in items if item.record == kind]
            repeated = [_line(item, record, places, answered) for item in own]
            _lines(sheet, places, options, repeated)


def _line(
    item: Item,
    record: Record | None,
    places: Places,
    answered: Mapping[Slot, tuple[Datum, ...]],
) -> Line:
    model, own_id = places.evaluation.model, record.id if record else ""
    asked = record is not None and model.asks(item.key, record)
    asked = asked or (item.beside, own_id) in answered
    return Line(item, own_id, answered.get((item.key, own_id), ()), asked)


def _lines(sheet: Sheet, places: Places, options: Options, lines: Sequence[Line]) -> None:
    """The rows of a section; items nobody listed are folded away at its end."""
    shown = [line for line in lines if not line.waiting]
    for _group, found in groupby(shown, lambda line: line.item.group):
        members = list(found)
        title = members[0].item.group
        if title and len(members) > 1 and not members[0].record:
            sheet.band(translate(title), look.GROUP)
        for line in members:
            _row(sheet, places, options, line)
    waiting = [line for line in lines if line.waiting]
    if not waiting:
        return
    sheet.band(_("未列出的项目 {count} 项，展开后可填写").format(count=len(waiting)), look.NOTE)
    first = sheet.row
    for line in waiting:
        _row(sheet, places, options, line)
    sheet.fold(first, sheet.row - 1)


def _row(sheet: Sheet, places: Places, options: Options, line: Line) -> None:
    row, item = sheet.row, line.item
    put_text(sheet[f"A{row}"], item.key, look.HELPER)
    put_text(sheet[f"B{row}"], line.record, look.HELPER)
    put_text(sheet[f"C{row}"], translate(item.name))
    put_text(sheet[f"D{row}"], show_unit(item.unit), look.MUTED)
    places.spots[line.full] = Spot(sheet.title, row, _VALUE, _STATE, _ID)
    if item.kind is ItemKind.AMOUNT:
        _amount(sheet, places, line)
    else:
        _answer(sheet, places, options, line)
    _remarks(sheet, places, line)
    own = [one for one in places.evaluation.case.evidence if _concerns(one, line)]
    put_text(sheet[f"{_PROOF}{row}"], labels_of(own), look.MUTED)
    value = places.evaluation.values.get(line.full, Value.blank(line.full))
    _original(sheet, value, line)
    sheet.row += 1


def _concerns(one: Evidence, line: Line) -> bool:
    """Whether a document supports the item at that record, in whatever month."""
    datum, item, record = SubjectKind.DATUM, line.item.key, line.record
    return any((s.kind, s.id, s.record) == (datum, item, record) for s in one.subjects)


# amounts


def _amount(sheet: Sheet, places: Places, line: Line) -> None:
    row, item = sheet.row, line.item
    monthly = item.cadence == "month" or any(one.key.period.monthly for one in line.data)
    by_month = {one.key.period.month: one for one in line.data}
    for month, letter in enumerate(MONTHS, 1):
        cell = sheet[f"{letter}{row}"]
        if monthly:
            _typed(sheet, f"{letter}{row}", item, by_month.get(month))
            _note_input(sheet, places, line, f"{letter}{row}", month, by_month.get(month))
        else:
            dress(cell, look.CLOSED_CELL)
    _typed(sheet, f"{_YEAR}{row}", item, by_month.get(0))
    _note_input(sheet, places, line, f"{_YEAR}{row}", 0, by_month.get(0))
    year, months = f"{_YEAR}{row}", f"{_FIRST}{row}:{_LAST}{row}"
    whole = f'IF(ISNUMBER({year}),{KNOWN},IF({year}="{not_applicable()}",{NOT_APPLICABLE},{OPEN}))'
    if monthly:
        use_year = f"AND(LEN({year})>0,COUNTA({months})<12)"
        state = f"IF({use_year},{whole},{_months_state(months, line.unanswered)})"
        number = f"IF({use_year},{year},{_aggregate(item.aggregate, months)})"
    else:
        state = f"IF(LEN({year})=0,{line.unanswered},{whole})"
        number = year
    put_formula(sheet[f"{_STATE}{row}"], state, look.HELPER)
    put_formula(
        sheet[f"{_VALUE}{row}"], shown_when(f"{_STATE}{row}", number), look.TOTAL, _format(line)
    )


def _months_state(months: str, unanswered: str) -> str:
    away = f'COUNTIF({months},"{not_applicable()}")'
    answered, figures = f"COUNTA({months})", f"COUNT({months})"
    whole = f"IF({figures}+{away}<12,{PARTIAL},{KNOWN})"
    some = f"IF({answered}={away},{NOT_APPLICABLE},IF({figures}=0,{OPEN},{whole}))"
    return f"IF({answered}=0,{unanswered},{some})"


def _aggregate(how: str, months: str) -> str:
    if how == "mean":
        return f"AVERAGE({months})"
    if how == "last":
        place = f"SUMPRODUCT(MAX(ISNUMBER({months})*(COLUMN({months})-COLUMN(${_FIRST}$1)+1)))"
        return f"INDEX({months},{place})"
    return f"MAX({months})" if how == "max" else f"SUM({months})"


def _typed(sheet: Sheet, place: str, item: Item, datum: Datum | None) -> None:
    """What was typed, in the unit of the item; what cannot be converted stays as it was."""
    cell = sheet[place]
    if datum is None:
        put_number(cell, None, look.INPUT_NUMBER, "General")
        return
    if datum.state is State.NA:
        put_text(cell, not_applicable(), look.INPUT_NUMBER)
        return
    number = in_item_unit(item, datum)
    if number is None:
        put_text(cell, datum.raw or f"{datum.value} {datum.unit}", look.INPUT_NUMBER)
    else:
        put_number(cell, number, look.INPUT_NUMBER, look.typed_format(number))


def _format(line: Line) -> str:
    figures = [number for one in line.data if (number := in_item_unit(line.item, one)) is not None]
    if not figures:
        return "General"
    most = max(look.shown_places(number) for number in figures)
    return "#,##0" + (f".{'0' * most}" if most else "")


def _note_input(
    sheet: Sheet,
    places: Places,
    line: Line,
    cell: str,
    month: int,
    datum: Datum | None,
    label: str = "",
) -> None:
    """Note what an input cell says, for when the workbook comes back; a blank one needs none."""
    text = label or cell_text(line.item, datum, not_applicable(), {})
    if text:
        found = InputCell(line.item.key, line.record, month, text, sheet.title, cell)
        places.inputs.append(found)


# answers


def _answer(sheet: Sheet, places: Places, options: Options, line: Line) -> None:
    row, item = sheet.row, line.item
    place = f"{_FIRST}{row}"
    given = line.data[-1] if line.data else None
    text = given.text if given is not None and given.state is not State.NA else ""
    end = MONTHS[2] if item.kind is ItemKind.YESNO else _YEAR
    for letter in (*MONTHS, _YEAR):
        dress(sheet[f"{letter}{row}"], look.INPUT_TEXT if letter <= end else look.CELL)
    label, known, option_id = _worded(sheet, options, item, text, place)
    if given is not None and given.state is State.NA:
        label = not_applicable()
    put_text(sheet[place], label, look.INPUT_TEXT)
    _note_input(sheet, places, line, place, 1, given, label)
    sheet.ws.merge_cells(f"{place}:{end}{row}")
    away = f'IF({place}="{not_applicable()}",{NOT_APPLICABLE},{known})'
    put_formula(
        sheet[f"{_STATE}{row}"], f"IF(LEN({place})=0,{line.unanswered},{away})", look.HELPER
    )
    shown = place if item.kind is ItemKind.YESNO else '""'
    put_formula(sheet[f"{_VALUE}{row}"], shown_when(f"{_STATE}{row}", shown), look.TOTAL)
    if option_id:
        put_formula(
            sheet[f"{_ID}{row}"], f'IF({_STATE}{row}>{PARTIAL},"",{option_id})', look.HELPER
        )


def _worded(
    sheet: Sheet, options: Options, item: Item, text: str, place: str
) -> tuple[str, str, str]:
    """The text shown for an answer, the formula of its state, and that of its option id."""
    if item.kind is ItemKind.YESNO:
        choices = options.yes_no()
        options.offer(sheet, place, choices.listed)
        yes, no = choices.labels.values()
        known = f'IF(OR({place}="{yes}",{place}="{no}",ISLOGICAL({place})),{KNOWN},{OPEN})'
        return choices.labels.get(text, ""), known, ""
    if item.kind is ItemKind.CHOICE:
        choices = options.choices(item, text)
        options.offer(sheet, place, choices.listed)
        option_id = choices.id_formula(place)
        return choices.labels.get(text, ""), f"IF(LEN({option_id})>0,{KNOWN},{OPEN})", option_id
    return text, str(KNOWN), place


# remarks


def _remarks(sheet: Sheet, places: Places, line: Line) -> None:
    row = sheet.row
    state, mark = f"{_STATE}{row}", f"{_MARK}{row}"
    estimated = _("估算")
    done = f'IF({mark}="{estimated}","{estimated}","{_("已填")}")'
    known = f'IF({state}={PARTIAL},"{_("不完整")}",{done})'
    away = f'IF({state}={NOT_APPLICABLE},"{not_applicable()}",{known})'
    put_formula(sheet[f"{_WORD}{row}"], f'IF({state}>={OPEN},"{_("未填")}",{away})', look.MUTED)
    is_estimated = any(one.state is State.ESTIMATED for one in line.data)
    put_text(sheet[f"{_MARK}{row}"], estimated if is_estimated else "", look.INPUT_TEXT)
    if is_estimated:
        cell = f"{_MARK}{row}"
        found = InputCell(line.item.key, line.record, -1, estimated, sheet.title, cell)
        places.inputs.append(found)
    parts = dict.fromkeys(part for one in line.data for part in (one.reason, one.note) if part)
    put_text(sheet[f"{_WHY}{row}"], _("；").join(parts), look.MUTED)


def _original(sheet: Sheet, value: Value, line: Line) -> None:
    """The value as judged, hidden, and a live mark where the cells now say something else."""
    row = sheet.row
    before, now = sheet[f"{_BEFORE}{row}"], f"{_VALUE}{row}"
    if value.state is ValueState.NA:
        put_text(before, DASH, look.HELPER)
    elif value.truth is not None:
        put_text(before, _("是") if value.truth else _("否"), look.HELPER)
    elif value.text is not None:
        put_text(before, value.text, look.HELPER)
    else:
        put_number(before, value.number, look.HELPER, "General")
    if line.item.kind not in (ItemKind.AMOUNT, ItemKind.YESNO):
        now = f"({_ID}{row}&{_VALUE}{row})"
    put_formula(sheet[f"{CHANGED}{row}"], changed(now, f"{_BEFORE}{row}"), look.MUTED)


def changed(now: str, before: str) -> str:
    """The word 已更改 where a live value and the one it had differ by more than binary rounding."""
    word = _("已更改")
    numbers = f'IF(ABS({now}-{before})<=MAX(ABS({before}),0.000000001)*0.000000001,"","{word}")'
    texts = f'IF({now}&""={before}&"","","{word}")'
    same_kind = f"IF(ISNUMBER({now}),{numbers},{texts})"
    return f'IF(ISNUMBER({now})<>ISNUMBER({before}),"{word}",{same_kind})'
