"""Real PDF files, written and read back."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pypdfium2
import pytest
from pypdfium2 import raw

from desktop_app.charts.quadrant import quadrant
from desktop_app.core.problems import Problem
from desktop_app.reports.blocks import (
    Block,
    Bullets,
    Callout,
    Cards,
    Cell,
    Column,
    Document,
    Figure,
    Heading,
    KeyValues,
    PageBreak,
    Paragraph,
    Row,
    SignaturePanel,
    Spacer,
    Table,
    plain_text,
)
from desktop_app.reports.pdf import PdfInfo, render_pdf, write_pdf
from desktop_app.reports.writing import Cancelled
from tests.conftest import FONTS
from tests.reports.sample import LONG_TEXT, monthly_table, sample_document, sample_quadrant


def document(*blocks: Block) -> Document:
    return replace(sample_document(), blocks=blocks)


def read(data: bytes) -> list[str]:
    """The text of every page, line ends removed."""
    with pypdfium2.PdfDocument(data) as pdf:
        texts = [page.get_textpage().get_text_bounded() for page in pdf]
    return [re.sub(r"\r?\n", "", text) for text in texts]


def text_of(*blocks: Block) -> str:
    return "".join(read(render_pdf(document(*blocks), FONTS)[0]))


@pytest.fixture(scope="module")
def sample() -> bytes:
    return render_pdf(sample_document(), FONTS)[0]


def test_the_text_reads_back_as_it_was_written() -> None:
    assert LONG_TEXT in text_of(Paragraph(LONG_TEXT))


@pytest.mark.parametrize(
    "text",
    [
        "CO₂",
        "𫖯𬭚𬭊",
        "Ⅰ Ⅱ Ⅲ",
        "kgce/t",
        "mg/m³",
        "☑ ☐ ● ◐ ○ ✕",
        "1 234.5",
        "≤ ≥ ± ℃ ‰",
        "a<b>&amp;c",
    ],
)
def test_signs_and_rare_characters_read_back(text: str) -> None:
    assert f"前{text}后" in text_of(Paragraph(f"前{text}后"))
    assert f"前{text}后" in text_of(Heading(2, f"前{text}后", "h"))


def test_a_name_with_rare_characters_reaches_head_cover_and_properties() -> None:
    named = replace(sample_document(), enterprise="贵州𫖯㙍化工有限公司", author="𫖯某")
    data, info = render_pdf(named, FONTS)
    assert not info.missing_glyphs
    assert "贵州𫖯㙍化工有限公司" in read(data)[1]
    with pypdfium2.PdfDocument(data) as pdf:
        assert pdf.get_metadata_value("Author") == "𫖯某"


def test_characters_no_font_has_are_reported() -> None:
    data, info = render_pdf(document(Paragraph("甲\ue000乙\ue001")), FONTS)
    assert info.missing_glyphs == ("\ue000", "\ue001")
    assert "甲〓乙〓" in read(data)[0]


def font_names(data: bytes) -> set[str]:
    names = set()
    with pypdfium2.PdfDocument(data) as pdf:
        for page in pdf:
            for item in page.get_objects(filter=[raw.FPDF_PAGEOBJ_TEXT]):
                names.add(item.get_font().get_base_name())
    return names


def test_only_our_fonts_are_used_and_all_are_embedded(sample: bytes) -> None:
    families = {name.split("+")[-1] for name in font_names(sample)}
    assert families == {"NotoSansSC-Regular", "NotoSansSC-Bold", "DejaVuSans"}
    assert b"Helvetica" not in sample
    assert sample.count(b"/BaseFont") == sample.count(b"/FontFile2")


def test_every_page_but_the_cover_has_head_and_foot(sample: bytes) -> None:
    cover, *pages = read(sample)
    assert "共" not in cover
    for number, text in enumerate(pages, 2):
        assert f"第 {number} 页 / 共 {len(pages) + 1} 页" in text
        assert "企业自评参考，非官方认定" in text
        assert "贵州某某水泥有限公司（示例）" in text
        assert "2025 年" in text


def test_bookmarks_are_the_headings_nested(sample: bytes) -> None:
    with pypdfium2.PdfDocument(sample) as pdf:
        marks = [(mark.level, mark.get_title()) for mark in pdf.get_toc()]
    assert marks[:4] == [
        (0, "1　总体结论"),
        (1, "1.1　双近零象限"),
        (1, "1.2　先做什么"),
        (0, "2　能源与碳"),
    ]
    headings = [block for block in sample_document().blocks if isinstance(block, Heading)]
    assert [title for _, title in marks] == [heading.text for heading in headings]


def test_contents_give_the_pages_where_the_headings_are(sample: bytes) -> None:
    texts = read(sample)
    with pypdfium2.PdfDocument(sample) as pdf:
        contents = pdf[1].get_textpage().get_text_bounded().splitlines()
    for title in ("1　总体结论", "1.1　双近零象限", "2　能源与碳", "3　清洁生产", "4　附表"):
        page = next(n for n, text in enumerate(texts, 1) if n > 2 and title in text)
        assert f"{title} {page}" in contents


def test_contents_lead_there(sample: bytes) -> None:
    with pypdfium2.PdfDocument(sample) as pdf:
        assert raw.FPDFPage_GetAnnotCount(pdf[1]) == 6


def test_properties(sample: bytes) -> None:
    with pypdfium2.PdfDocument(sample) as pdf:
        found = pdf.get_metadata_dict()
    assert found["Title"] == "双近零企业自评报告 2025"
    assert found["Subject"] == "企业自评"
    assert found["CreationDate"].startswith("D:20261122")
    assert b"zh-CN" in sample


def test_the_same_document_gives_the_same_bytes(sample: bytes) -> None:
    assert render_pdf(sample_document(), FONTS)[0] == sample


def test_three_hundred_rows_come_whole_with_repeated_head() -> None:
    texts = read(render_pdf(document(monthly_table(300)), FONTS)[0])
    assert len(texts) == 11
    for number, text in enumerate(texts):
        assert text.count("污染物") == 1
        assert ("（续）" in text) == (number > 0)
    whole = " ".join(texts)
    numbers = [int(found) for found in re.findall(r"(\d+) ?DA\d{3}", whole)]
    assert numbers == list(range(1, 301))


def test_no_table_leaves_a_single_row_on_its_last_page() -> None:
    for count in range(34, 42):
        last = read(render_pdf(document(monthly_table(count)), FONTS)[0])[-1]
        assert len(re.findall(r"DA\d{3}", last)) >= 2


def test_an_empty_table_says_so() -> None:
    columns = (Column("指标"), Column("值"))
    assert "无数据" in text_of(Table(columns, ()))
    assert "没有排口" in text_of(Table(columns, (), empty="没有排口"))


def test_a_cell_of_three_pages_is_broken_and_complete() -> None:
    long = "".join(f"第{number}条：{LONG_TEXT}" for number in range(1, 40))
    table = Table((Column("项"), Column("说明", 3)), (Row((Cell("一"), Cell(long))),), "表 1")
    texts = read(render_pdf(document(table), FONTS)[0])
    assert len(texts) >= 3
    whole = "".join(texts)
    assert [int(n) for n in re.findall(r"第(\d+)条", whole)] == list(range(1, 40))


def test_rows_are_not_broken_when_they_fit_a_page() -> None:
    tall = Cell(LONG_TEXT)
    rows = tuple(Row((Cell(f"行{number}始"), tall, Cell(f"行{number}终"))) for number in range(30))
    columns = (Column("甲"), Column("乙", 2), Column("丙"))
    for text in read(render_pdf(document(Table(columns, rows)), FONTS)[0]):
        assert re.findall(r"行(\d+)始", text) == re.findall(r"行(\d+)终", text)
        assert text.count("本报告依据") == text.count("𬭚某")


def test_a_caption_stays_with_its_table_and_a_title_with_its_group() -> None:
    columns = (Column("指标"), Column("值"))
    data = Row((Cell("行"), Cell("1")))
    for lead in range(18, 32):
        filler = tuple(Spacer(20) for _ in range(lead))
        rows = (data, data, data, Row((Cell("某组"),), "group"), data, data)
        texts = read(
            render_pdf(document(Paragraph("首"), *filler, Table(columns, rows, "表 9")), FONTS)[0]
        )
        for text in texts:
            assert ("表 9" in text) == ("行" in text)
            if "某组" in text:
                assert "行" in text.split("某组")[1]


@pytest.mark.parametrize(
    "block",
    [
        Bullets(()),
        Bullets(("", LONG_TEXT)),
        KeyValues(()),
        KeyValues((("", ""),), 1),
        Cards(()),
        Callout(""),
        Callout(LONG_TEXT * 30),
        SignaturePanel(()),
        SignaturePanel(("甲",)),
        Figure(quadrant(sample_quadrant(), 1200), "图 1"),
        Paragraph(""),
        Paragraph("长" * 9000),
        Heading(4, LONG_TEXT, "long"),
        PageBreak(),
        Spacer(5000),
        Table((Column("甲"), Column("乙", 0.01)), (Row((Cell("值"), Cell(LONG_TEXT))),)),
    ],
)
def test_odd_blocks_are_drawn(block: Block) -> None:
    data, info = render_pdf(document(Paragraph("前"), block, Paragraph("后")), FONTS)
    texts = read(data)
    assert len(texts) == info.pages
    whole = "".join(texts)
    assert whole.index("前") < whole.rindex("后")
    wanted = plain_text(block.text) if isinstance(block, Paragraph | Callout) else ""
    assert whole.count("𬭚") >= wanted.count("𬭚")
    assert whole.count("长") >= wanted.count("长")


def test_a_document_without_blocks_is_one_page() -> None:
    assert render_pdf(document(), FONTS)[1] == PdfInfo(1)


# --- writing ---------------------------------------------------------------------------------


def test_the_file_is_written_whole_and_alone(odd_path: Path) -> None:
    target = odd_path / "自评报告（2025）.pdf"
    shares: list[float] = []

    def progress(share: float) -> bool:
        shares.append(share)
        return True

    info = write_pdf(sample_document(), target, FONTS, progress)
    assert isinstance(info, PdfInfo)
    assert len(read(target.read_bytes())) == info.pages
    assert list(odd_path.iterdir()) == [target]
    assert shares == sorted(shares)
    assert shares[-1] == 1


@pytest.mark.parametrize("until", [0, 0.3, 0.7, 1])
def test_cancelling_leaves_nothing_and_keeps_the_older_file(tmp_path: Path, until: float) -> None:
    target = tmp_path / "report.pdf"
    target.write_bytes(b"older")
    with pytest.raises(Cancelled):
        write_pdf(sample_document(), target, FONTS, lambda share: share < until)
    assert target.read_bytes() == b"older"
    assert list(tmp_path.iterdir()) == [target]


def test_a_folder_that_is_not_there_is_a_problem(tmp_path: Path) -> None:
    found = write_pdf(sample_document(), tmp_path / "none" / "report.pdf", FONTS)
    assert isinstance(found, Problem)
    assert found.code == "report.cannot_write"
    assert "report.pdf" in found.sentence()


def test_a_target_that_cannot_be_replaced_is_a_problem_and_leaves_no_part(tmp_path: Path) -> None:
    target = tmp_path / "report.pdf"
    target.mkdir()
    found = write_pdf(sample_document(), target, FONTS)
    assert isinstance(found, Problem)
    assert list(tmp_path.iterdir()) == [target]


def test_a_full_disk_is_a_problem_and_keeps_the_older_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "report.pdf"
    target.write_bytes(b"older")

    def full(_handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    found = write_pdf(sample_document(), target, FONTS)
    assert isinstance(found, Problem)
    assert "No space left" in found.sentence()
    assert target.read_bytes() == b"older"
    assert list(tmp_path.iterdir()) == [target]
