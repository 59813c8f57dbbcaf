"""The consistency check in report and workbook: findings, reasons for setting aside, live rules."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from functools import cache

from openpyxl.workbook import Workbook

from desktop_app.core.consistency.findings import findings
from desktop_app.core.consistency.set_aside import note
from desktop_app.core.data import Case, Datum, Enterprise, Key, Period, State
from desktop_app.core.evaluate import Evaluation, evaluate
from desktop_app.core.model import Model
from desktop_app.reports.blocks import Block, Paragraph, Table, plain_text
from desktop_app.reports.chapters.checks import blocks
from desktop_app.reports.workbook.notes_sheet import About
from desktop_app.reports.workbook.write import make_workbook
from tests.reports.workbook_cases import catalog
from tests.reports.workbook_reading import rows_by_id

YEAR = 2024
ENTERPRISE = Enterprise("某厂", region="520100", industry="C3120")


@cache
def model() -> Model:
    built = catalog().model((), YEAR, "520100", "C3120")
    assert isinstance(built, Model)
    return built


def judged(values: dict[str, int], *more: Datum, year: int = YEAR) -> Evaluation:
    data = [
        Datum(Key(key, Period(year)), State.GIVEN, Decimal(value)) for key, value in values.items()
    ]
    kept = {one.key: one for one in (*data, *more)}
    return evaluate(model(), Case(ENTERPRISE, year, (), kept))


def contradictory(*more: Datum) -> Evaluation:
    return judged({"transport.total": 100, "transport.clean": 200}, *more)


def set_aside() -> Evaluation:
    found = findings(contradictory())
    (hit,) = [one for one in found if one.rule == "transport.clean_above"]
    return contradictory(note(hit, YEAR, "短驳皮带重复计量，属实"))


def words(found: tuple[Block, ...]) -> Iterator[str]:
    for block in found:
        if isinstance(block, Paragraph):
            yield plain_text(block.text)
        if isinstance(block, Table):
            yield block.caption
            for row in block.rows:
                for cell in row.cells:
                    yield cell.badge.word if cell.badge else plain_text(cell.text)


SENTENCE = "清洁方式运输 200 t，多于运输总量 100 t。"


def test_the_chapter_lists_errors_with_remedies() -> None:
    said = list(words(blocks(contradictory())))
    at = said.index(SENTENCE)
    assert said[at - 1 : at + 2] == ["错误", SENTENCE, "前者是后者的一部分，请核对单位。"]
    assert "错误 1 处" in said[0]
    assert said[0].endswith("没有上年的自评，未与上年比较。")
    assert "已搁置" not in said


def test_what_was_set_aside_is_printed_with_its_reason() -> None:
    said = list(words(blocks(set_aside())))
    assert "错误 0 处" in said[0]
    assert "已搁置 1 处" in said[0]
    assert said[said.index("已搁置") + 1 :][:2] == [SENTENCE, "短驳皮带重复计量，属实"]


def test_with_last_year_the_chapter_compares() -> None:
    last = judged({"transport.total": 40}, year=YEAR)
    said = list(words(blocks(contradictory(), last)))
    assert said[0].endswith("已与上年比较。")
    assert "“大宗货物运输量”今年 100 t，比上年 40 t 变化 +150%，超过 50%。" in said


def test_nothing_wrong_is_said_so() -> None:
    answered = judged({"transport.total": 100, "transport.clean": 100})
    tables = [one for one in blocks(answered) if isinstance(one, Table)]
    assert tables[0].empty == "没有错误和提醒。"


def sheet_words(book: Workbook, letter: str) -> list[str]:
    return [str(cell.value) for cell in book["检查"][letter] if cell.value]


def test_the_sheet_lists_findings_and_has_every_rule_live() -> None:
    book = make_workbook(contradictory(), About("2026-01-01", ""))
    sheet = book["检查"]
    assert SENTENCE in sheet_words(book, "G")
    rows = rows_by_id(sheet, "J")
    assert set(rows) >= {rule.id for rule in model().packs[0].rules if not rule.record}
    row = rows["transport.clean_above"]
    assert str(sheet[f"D{row}"].value).startswith("=IF(")
    assert str(sheet[f"K{row}"].value).startswith("=")
    assert sheet[f"E{row}"].value == "有问题"


def test_the_sheet_says_why_a_finding_was_set_aside() -> None:
    book = make_workbook(set_aside(), About("2026-01-01", ""))
    assert "已搁置：短驳皮带重复计量，属实" in sheet_words(book, "H")


def test_notes_are_no_data_of_the_workbook() -> None:
    case = set_aside()
    book = make_workbook(case, About("2026-01-01", ""))
    assert not [cell.value for cell in book["数据"]["A"] if "finding:" in str(cell.value or "")]
