"""Word files as files: hostile texts, odd blocks, safe writing, what an office makes of them."""

from __future__ import annotations

import re
import subprocess
import zlib
from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pypdfium2
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from desktop_app.app.case_file import read_case_file
from desktop_app.app.catalog import Catalog
from desktop_app.app.paths import Paths, find_paths
from desktop_app.app.pdf_pictures import pdf_pictures
from desktop_app.charts.quadrant import quadrant
from desktop_app.core.evaluate import Evaluation, evaluate
from desktop_app.core.problems import Problem
from desktop_app.reports.blocks import (
    Block,
    Bullets,
    Callout,
    Card,
    Cards,
    Cell,
    Column,
    Cover,
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
    Toc,
)
from desktop_app.reports.compose import Snapshot, compose
from desktop_app.reports.docx import write_docx
from desktop_app.reports.docx.png import Pixels, png
from desktop_app.reports.docx.xml import clean
from desktop_app.reports.templates.model import Template
from desktop_app.reports.templates.read import read_template
from desktop_app.reports.writing import Cancelled
from tests.conftest import FONTS
from tests.reports.recalculate import SOFFICE
from tests.reports.sample import LONG_TEXT, sample_document, sample_quadrant
from tests.reports.word import document, lines, missing, opened, rendered, word

ROOT = FONTS.parents[1]
CASES = ("steel/cases/long_process_2024.toml", "electroplating/cases/level_two.toml")
WRITER = SOFFICE and any(Path(SOFFICE).resolve().parent.glob("*swlo*"))


def judged(user: Path, name: str) -> Evaluation:
    read = read_case_file(ROOT / "forms" / name, Catalog(Paths(find_paths().root, user)))
    assert read.model is not None
    assert read.case is not None
    return evaluate(read.model, read.case)


def composed(evaluation: Evaluation) -> Document:
    template = read_template(ROOT / "report_templates" / "full")
    assert isinstance(template, Template)
    return compose(Snapshot(evaluation, "2026-03-01", "贵州省"), template)


@pytest.mark.parametrize("name", CASES)
def test_every_text_of_a_real_report_is_there(tmp_path: Path, name: str) -> None:
    evaluation = judged(tmp_path, name)
    owner = replace(evaluation.case.enterprise, name="贵州𫖯㙍化工有限公司")
    report = composed(replace(evaluation, case=replace(evaluation.case, enterprise=owner)))
    data = rendered(report)
    file = opened(data)
    assert missing(report, file) == {}
    assert file.core_properties.author == "贵州𫖯㙍化工有限公司"
    for pack in evaluation.model.packs:
        assert f"{pack.id} {pack.version}" in file.core_properties.keywords
    assert out_of_order(data) == []


# --- hostile texts ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("甲\x00乙\x1b[31m丙\x7f", "甲乙[31m丙"),
        ("\u202e倒着\u202c", "倒着"),
        ("\u200f阿\u2066拉\u2069伯", "阿拉伯"),
        ("半个\ud834字", "半个\ufffd字"),
        ("\ufffe非\uffff字\U0001ffff", "\ufffd非\ufffd字\ufffd"),
        ("]]><w:p/>&#0;<!--", "]]><w:p/>&#0;<!--"),
        ("制\t表", "制 表"),
        ("葛\U000e0100城", "葛\U000e0100城"),
    ],
)
def test_names_that_would_break_xml_or_turn_the_line(typed: str, kept: str) -> None:
    blocks = (
        Cover(typed, typed, ((typed, typed),), typed),
        Toc(typed),
        Heading(1, typed, typed),
        Paragraph(typed),
        Table((Column(typed, unit=typed),), (Row((Cell(typed),)),), typed, typed),
        Cards((Card(typed, typed, typed, note=typed),)),
        KeyValues(((typed, typed),)),
        Callout(typed, title=typed),
        Figure(quadrant(sample_quadrant()), typed),
        SignaturePanel((typed,)),
    )
    report = document(*blocks)
    named = replace(
        report, title=typed, author=typed, enterprise=typed, subject=typed, keywords=(typed,)
    )
    file = opened(rendered(replace(named, running_head=typed, footer_note=typed)))
    assert lines(file).count(kept) >= 12
    assert file.core_properties.author == kept
    assert file.sections[0].header.paragraphs[0].text.startswith(kept)


@settings(max_examples=60)
@given(st.text(st.characters(), max_size=60))
def test_any_text_is_written_and_read_back(text: str) -> None:
    table = Table((Column("甲"),), (Row((Cell(text),)),), "表")
    file = word(Heading(1, text, "h"), Paragraph(text), table)
    kept = clean(text)
    assert [one.text for one in file.paragraphs[:2]] == [kept, kept]
    assert file.tables[0].rows[1].cells[0].text == kept


@pytest.mark.parametrize(
    "block",
    [
        Bullets(()),
        Bullets(("", LONG_TEXT), ordered=True),
        KeyValues(()),
        KeyValues((("", ""),), 1),
        KeyValues((("甲", "一"), ("乙", "二"), ("丙", "三")), 2),
        Cards(()),
        Cards(tuple(Card(f"卡{n}", "1234567890123456", "kgce/t") for n in range(5))),
        Callout(""),
        Callout(LONG_TEXT * 30),
        SignaturePanel(()),
        SignaturePanel(("甲",)),
        Cover("只有题目"),
        Toc("目录"),
        Figure(quadrant(sample_quadrant(), 1200), "图 1"),
        Paragraph(""),
        Paragraph("长" * 9000),
        Heading(4, LONG_TEXT, "long"),
        PageBreak(),
        Spacer(5000),
        Table((Column("甲"), Column("乙", 0.01)), (Row((Cell("值"), Cell(LONG_TEXT))),)),
    ],
)
def test_odd_blocks_are_written(block: Block) -> None:
    report = document(Paragraph("前"), block, Paragraph("后"))
    data = rendered(report)
    found = lines(opened(data))
    assert found.index("前") < len(found) - 1 - found[::-1].index("后")
    assert missing(report, opened(data)) == {}
    assert out_of_order(data) == []


def test_a_document_without_blocks_is_a_file() -> None:
    assert lines(word()) == []


# --- what Word insists on --------------------------------------------------------------------

#: ECMA-376 part 1, 17.3.1.26, 17.3.2.28, 17.4.60, 17.4.70, 17.6.18: children in this order.
ORDER = {
    "w:pPr": (
        "pStyle keepNext keepLines pageBreakBefore numPr pBdr shd tabs spacing ind jc outlineLvl"
    ),
    "w:rPr": "rFonts b i color sz szCs vertAlign lang",
    "w:tblPr": "tblStyle tblW tblInd tblBorders tblLayout tblCellMar tblLook",
    "w:tcPr": "tcW gridSpan tcBorders shd tcMar vAlign",
    "w:tcBorders": "top left bottom right",
    "w:pBdr": "top left bottom right",
    "w:sectPr": "headerReference footerReference pgSz pgMar titlePg",
    "w:style": "name basedOn next uiPriority semiHidden qFormat pPr rPr tblPr",
    "w:settings": (
        "zoom defaultTabStop characterSpacingControl updateFields compat themeFontLang "
        "decimalSymbol listSeparator"
    ),
}


def out_of_order(data: bytes) -> list[str]:
    """Elements whose children do not stand in the order of the standard."""
    wrong = []
    with ZipFile(BytesIO(data)) as archive:
        names = [name for name in archive.namelist() if re.fullmatch(r"word/\w+\.xml", name)]
        for name in names:
            for element in parse_xml(archive.read(name)).iter():
                wanted = ORDER.get(short(element.tag))
                if wanted is not None:
                    places = [wanted.split().index(short(one.tag)[2:]) for one in element]
                    if places != sorted(places):
                        wrong.append(f"{name}: {short(element.tag)}")
    return wrong


def short(tag: str) -> str:
    return tag.replace(qn("w:p")[:-1], "w:")


def test_children_stand_in_the_order_of_the_standard() -> None:
    assert out_of_order(rendered(sample_document())) == []


# --- pictures --------------------------------------------------------------------------------


def test_a_picture_is_the_pixels_given() -> None:
    rows = bytes(range(2 * 3 * 3))
    data = png(Pixels(2, 3, rows), 288)
    with Image.open(BytesIO(data)) as picture:
        assert (picture.size, picture.mode, picture.tobytes()) == ((2, 3), "RGB", rows)
        assert picture.info["dpi"] == pytest.approx((288, 288), abs=0.1)
    assert zlib.crc32(b"IEND").to_bytes(4, "big") == data[-4:]


def test_pages_become_pictures_whatever_their_width() -> None:
    """Rows of a bitmap are padded to four bytes: a width of 3 pixels shows whether that is cut."""
    pdf = pypdfium2.PdfDocument.new()
    for width in (3, 4, 7):
        pdf.new_page(width, 2)
    target = BytesIO()
    pdf.save(target)
    pdf.close()
    found = list(pdf_pictures(target.getvalue(), 1))
    assert [(one.width, one.height) for one in found] == [(3, 2), (4, 2), (7, 2)]
    assert all(one.rgb == b"\xff" * (one.width * one.height * 3) for one in found)


# --- writing ---------------------------------------------------------------------------------


def test_the_file_is_written_whole_and_alone(odd_path: Path) -> None:
    target = odd_path / "自评报告（2025）.docx"
    shares: list[float] = []

    def progress(share: float) -> bool:
        shares.append(share)
        return True

    assert write_docx(sample_document(), target, FONTS, pdf_pictures, progress) is None
    assert opened(target.read_bytes()).tables
    assert list(odd_path.iterdir()) == [target]
    assert shares == sorted(shares)
    assert shares[-1] == 1


@pytest.mark.parametrize("until", [0, 0.3, 0.55, 0.8, 1])
def test_cancelling_leaves_nothing_and_keeps_the_older_file(tmp_path: Path, until: float) -> None:
    target = tmp_path / "report.docx"
    target.write_bytes(b"older")
    with pytest.raises(Cancelled):
        write_docx(sample_document(), target, FONTS, pdf_pictures, lambda share: share < until)
    assert target.read_bytes() == b"older"
    assert list(tmp_path.iterdir()) == [target]
    assert next(pdf_pictures(one_page(), 1)).width == 5, "the library for PDF files is free again"


def one_page() -> bytes:
    pdf = pypdfium2.PdfDocument.new()
    pdf.new_page(5, 5)
    target = BytesIO()
    pdf.save(target)
    pdf.close()
    return target.getvalue()


def refusals(tmp_path: Path) -> Iterator[Path]:
    """A folder that is not there, and a target that cannot be replaced."""
    yield tmp_path / "none" / "report.docx"
    (tmp_path / "report.docx").mkdir()
    yield tmp_path / "report.docx"


def test_a_target_that_refuses_is_a_problem_and_leaves_no_part(tmp_path: Path) -> None:
    for target in refusals(tmp_path):
        found = write_docx(sample_document(), target, FONTS, pdf_pictures)
        assert isinstance(found, Problem)
        assert found.code == "report.cannot_write"
        assert "report.docx" in found.sentence()
    assert [path.name for path in tmp_path.iterdir()] == ["report.docx"]


@pytest.mark.parametrize(
    ("name", "error"),
    [
        ("os.fsync", OSError(28, "No space left on device")),
        ("pathlib.Path.replace", PermissionError(13, "Permission denied")),
    ],
)
def test_a_full_disk_or_a_file_held_by_word_keeps_the_older_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, error: OSError
) -> None:
    target = tmp_path / "report.docx"
    target.write_bytes(b"older")

    def refuse(*_given: object) -> None:
        raise error

    monkeypatch.setattr(name, refuse)
    found = write_docx(sample_document(), target, FONTS, pdf_pictures)
    assert isinstance(found, Problem)
    assert str(error.strerror) in found.sentence()
    assert "如该文件正在其他程序中打开" in found.sentence()
    assert target.read_bytes() == b"older"
    assert list(tmp_path.iterdir()) == [target]


# --- what an office makes of it --------------------------------------------------------------


@pytest.mark.skipif(not WRITER, reason="LibreOffice Writer is not installed")
def test_an_office_lays_it_out_with_everything(tmp_path: Path) -> None:
    source = tmp_path / "自评.docx"
    assert write_docx(sample_document(), source, FONTS, pdf_pictures) is None
    profile = (tmp_path / "profile").resolve().as_uri()
    command = [SOFFICE, f"-env:UserInstallation={profile}", "--headless", "--norestore"]
    command += ["--convert-to", "pdf", "--outdir", str(tmp_path), str(source)]
    subprocess.run(command, check=True, capture_output=True, timeout=300)
    with pypdfium2.PdfDocument(source.with_suffix(".pdf")) as pdf:
        pages = [re.sub(r"\s", "", page.get_textpage().get_text_range()) for page in pdf]
    assert "双近零企业自评报告" in pages[0]
    assert "共" not in pages[0], "the cover has no foot"
    assert pages[1].startswith("贵州某某水泥有限公司（示例）双近零企业自评2025年目录")
    assert re.search(r"1总体结论\.*3", pages[1])
    for number, page in enumerate(pages[1:], 2):
        assert f"第{number}页/共{len(pages)}页" in page
    whole = "".join(pages)
    assert re.sub(r"\s", "", LONG_TEXT.split("。")[0]) in whole
    heads = [page for page in pages if "DA001" in page and "mg/m³" in page]
    assert sum(page.count("序号排口污染物") for page in heads) >= 2, "the head is repeated"
