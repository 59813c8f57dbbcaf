"""Evidence in report and workbook: the list, and the numbers beside the data they support."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pypdfium2
import pytest
from openpyxl.utils import get_column_letter

from desktop_app.app.paths import find_paths
from desktop_app.app.reporting import Made, MadeOf, make_pdf
from desktop_app.core.data import Key, Period
from desktop_app.core.evaluate import Evaluation
from desktop_app.core.evidence import Evidence, EvidenceKind, Subject
from desktop_app.reports.blocks import Paragraph, Table, plain_text
from desktop_app.reports.chapters import appendix
from desktop_app.reports.chapters import evidence as chapter
from desktop_app.reports.workbook import write_workbook
from desktop_app.reports.workbook.notes_sheet import About
from desktop_app.reports.workbook.write import make_workbook
from tests.reports.recalculate import needs_office, recalculated
from tests.reports.workbook_cases import FORMS, judged
from tests.reports.workbook_reading import differences

CASE = FORMS / "steel" / "cases" / "long_process_2024.toml"
OUTPUT = Subject.of_datum(Key("output.crude_steel", Period(2024)))
SCRAP = Subject.of_datum(Key("steel.used.scrap", Period(2024)))


def document(number: int, title: str, *subjects: Subject) -> Evidence:
    return Evidence(
        f"{number:032x}",
        number,
        title,
        EvidenceKind.LEDGER,
        f"{title}.pdf",
        "application/pdf",
        12_345,
        f"{number:064x}",
        dated="2024-12-31",
        issuer="某某计量站",
        subjects=frozenset(subjects),
    )


@pytest.fixture(scope="module")
def evaluation() -> Evaluation:
    found = judged(CASE)
    outlet = found.case.of_kind("outlet")[0]
    evidence = (
        document(1, "粗钢产量月报", OUTPUT, Subject.of_record("outlet", outlet.id)),
        document(4, "废钢进厂台账", OUTPUT, SCRAP),
        document(5, "=未关联的照片"),
    )
    return replace(found, case=replace(found.case, evidence=evidence))


def cells(table: Table) -> list[list[str]]:
    return [[plain_text(cell.text) for cell in row.cells] for row in table.rows]


def test_the_chapter_lists_every_document(evaluation: Evaluation) -> None:
    _heading, summary, table = chapter.blocks(evaluation)
    assert isinstance(summary, Paragraph)
    assert isinstance(table, Table)
    assert "佐证材料 3 份，其中 1 份未关联" in plain_text(summary.text)
    assert "2 个有佐证" in plain_text(summary.text)
    rows = cells(table)
    assert [row[0] for row in rows] == ["P-001", "P-004", "P-005"]
    assert rows[0][1] == "粗钢产量月报\n某某计量站"
    assert rows[0][4] == "0" * 12
    assert "2024" in rows[0][5]
    assert "排放口" in rows[0][5]
    assert rows[2][5] == "未关联"


def test_a_case_without_evidence_says_so_and_has_no_empty_column() -> None:
    found = judged(CASE)
    _heading, _summary, table = chapter.blocks(found)
    assert isinstance(table, Table)
    assert table.rows == ()
    assert table.empty
    data = next(block for block in appendix.data(found) if isinstance(block, Table))
    assert [column.title for column in data.columns][-1] == "状态与说明"


def test_the_data_name_the_documents_that_support_them(evaluation: Evaluation) -> None:
    numbers = {
        plain_text(row.cells[0].text): plain_text(row.cells[-1].text)
        for block in appendix.data(evaluation)
        if isinstance(block, Table)
        for row in block.rows
    }
    items = evaluation.model.items
    assert numbers[items[OUTPUT.id].name] == "P-001、P-004"
    assert numbers[items[SCRAP.id].name] == "P-004"
    assert sum(bool(text) for text in numbers.values()) == 2


def test_many_links_are_counted_on_paper(evaluation: Evaluation) -> None:
    subjects = [Subject.of_datum(Key("energy.coke", Period(2024, month))) for month in range(1, 13)]
    one = document(1, "全年发票", *subjects)
    assert chapter.supported_by(evaluation, one, 8).endswith("2024-08等 12 项")
    assert chapter.supported_by(evaluation, one).endswith("2024-12")


def test_the_printed_report_holds_the_list(evaluation: Evaluation, tmp_path: Path) -> None:
    made = make_pdf(MadeOf(find_paths(), evaluation, "2026-01-01"), tmp_path / "报告.pdf")
    assert isinstance(made, Made)
    with pypdfium2.PdfDocument(made.path) as pdf:
        text = "".join(page.get_textpage().get_text_bounded() for page in pdf)
    assert "附录四" in text
    assert text.count("P-004") == 3


def test_the_workbook_lists_documents_with_their_whole_hash(evaluation: Evaluation) -> None:
    book = make_workbook(evaluation, About("2026-01-01", ""))
    sheet = book["佐证"]
    rows = {line[0].value: [cell.value for cell in line] for line in sheet.iter_rows(min_row=4)}
    assert rows["P-001"][8] == f"{1:064x}"
    assert rows["P-001"][7] == 12_345
    assert rows["P-005"][1] == "=未关联的照片"
    assert sheet["B6"].data_type == "s"
    data = book["数据"]
    titles = [cell.value for cell in data[3]]
    proof = get_column_letter(titles.index("佐证") + 1)
    found = {
        data[f"A{row}"].value: data[f"{proof}{row}"].value for row in range(4, data.max_row + 1)
    }
    assert found[OUTPUT.id] == "P-001、P-004"
    assert found[SCRAP.id] == "P-004"


@needs_office
def test_a_workbook_with_evidence_recalculates_to_the_same_figures(
    evaluation: Evaluation, tmp_path: Path
) -> None:
    target = tmp_path / "book.xlsx"
    assert write_workbook(evaluation, target, "2026-01-01", "") is None
    assert differences(evaluation, recalculated(target)) == []
