"""Answers changed in a case and, the same ones, in its workbook."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path
from random import Random

from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from desktop_app.core.data import Case, Datum, Key, Period, State
from desktop_app.core.evaluate import Evaluation
from desktop_app.core.pack import Item, ItemKind

MONTHS = "EFGHIJKLMNOP"
YEAR = "Q"
AWAY = "不适用"


@dataclass(frozen=True, slots=True)
class Answer:
    """A new answer of an item: a number, an option id, yes/no, months, n.a., or nothing."""

    item: Item
    record: str = ""
    number: Decimal | None = None
    text: str = ""
    months: Mapping[int, Decimal | None] | None = None
    away: bool = False


def data_of(answer: Answer, year: int) -> Iterator[Datum]:
    """The data of an answer; a month of None is n.a."""
    key = Key(answer.item.key, Period(year), answer.record)
    if answer.away:
        yield Datum(key, State.NA, reason="测试")
    elif answer.months is not None:
        for month, number in answer.months.items():
            own = Key(answer.item.key, Period(year, month), answer.record)
            state = State.NA if number is None else State.GIVEN
            yield Datum(own, state, value=number, unit=answer.item.unit)
    elif answer.number is not None:
        yield Datum(key, State.GIVEN, value=answer.number, unit=answer.item.unit)
    elif answer.text:
        yield Datum(key, State.GIVEN, text=answer.text)


def edited_case(case: Case, answers: Sequence[Answer]) -> Case:
    """The case with these answers in place of what it had."""
    touched = {(one.item.key, one.record) for one in answers}
    kept = {key: one for key, one in case.data.items() if (key.item, key.record) not in touched}
    for answer in answers:
        kept |= {one.key: one for one in data_of(answer, case.year)}
    return replace(case, data=kept)


def edit_workbook(path: Path, answers: Sequence[Answer], labels: Mapping[str, str]) -> None:
    """Type these answers into the sheet of data; `labels` are the texts of option ids by item."""
    book = load_workbook(path)
    sheet = book["数据"]
    rows = data_rows(sheet)
    for answer in answers:
        row = rows[answer.item.key, answer.record]
        for letter in (*MONTHS, YEAR):
            cell = sheet[f"{letter}{row}"]
            if type(cell).__name__ == "Cell":
                cell.value = None
        type_in(sheet, row, answer, labels)
    book.save(path)


def type_in(sheet: Worksheet, row: int, answer: Answer, labels: Mapping[str, str]) -> None:
    amount = answer.item.kind is ItemKind.AMOUNT
    whole = f"{YEAR if amount else MONTHS[0]}{row}"
    if answer.away:
        sheet[whole] = AWAY
    elif answer.months is not None:
        for month, number in answer.months.items():
            sheet[f"{MONTHS[month - 1]}{row}"] = AWAY if number is None else number
    elif answer.number is not None:
        sheet[whole] = answer.number
    elif answer.item.kind is ItemKind.YESNO and answer.text:
        sheet[whole] = "是" if answer.text == "yes" else "否"
    elif answer.text:
        sheet[whole] = labels.get(f"{answer.item.key} {answer.text}", answer.text)


def data_rows(sheet: Worksheet) -> dict[tuple[str, str], int]:
    """The rows of the sheet of data by item and record."""
    return {
        (str(line[0].value), str(line[1].value or "")): int(line[0].row or 0)
        for line in sheet.iter_rows(min_row=5, max_col=2)
        if line[0].value is not None
    }


def option_labels(evaluation: Evaluation) -> dict[str, str]:
    """The texts people pick, by item and option id."""
    return {
        f"{item.key} {option.id}": option.text
        for item in evaluation.model.items.values()
        for option in item.options
    }


def random_answers(evaluation: Evaluation, random: Random, share: float) -> list[Answer]:
    """New answers to a share of all items, whether asked before or not."""
    case = evaluation.case
    return [
        random_answer(item, record, random)
        for item in evaluation.model.items.values()
        for record in ([one.id for one in case.of_kind(item.record)] if item.record else [""])
        if random.random() < share
    ]


def random_answer(item: Item, record: str, random: Random) -> Answer:
    luck = random.random()
    if luck < 0.12:
        return Answer(item, record, away=True)
    if luck < 0.2:
        return Answer(item, record)
    if item.kind is ItemKind.YESNO:
        return Answer(item, record, text=random.choice(("yes", "yes", "no")))
    if item.kind is ItemKind.CHOICE:
        distinct = [one for one in item.options if one.text]
        return Answer(item, record, text=random.choice(distinct).id)
    if item.kind is not ItemKind.AMOUNT:
        return Answer(item, record, text="2024-05-06")
    if item.cadence == "month" and luck < 0.5:
        count = random.choice((3, 12, 12))
        numbers = {month: a_number(item, random) for month in range(1, count + 1)}
        if random.random() < 0.3:
            return Answer(item, record, months={**numbers, 2: None})
        return Answer(item, record, months={**numbers})
    return Answer(item, record, number=a_number(item, random))


def a_number(item: Item, random: Random) -> Decimal:
    """A plausible number: shares below 100, the rest of any size."""
    if item.unit == "%":
        return Decimal(random.randint(0, 1000)) / 10
    return Decimal(random.randint(1, 99999)).scaleb(-random.randint(0, 4))
