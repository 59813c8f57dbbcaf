"""The Word report: what the blocks say is in it, as headings, tables, fields and pictures."""

from __future__ import annotations

import re
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pypdfium2
import pytest
from docx.document import Document as Word
from docx.oxml.ns import qn
from docx.table import Table as WordTable
from PIL import Image

from desktop_app.charts.quadrant import quadrant
from desktop_app.i18n import set_language
from desktop_app.reports.blocks import (
    Badge,
    Bullets,
    Callout,
    Cell,
    Column,
    Cover,
    Figure,
    Heading,
    PageBreak,
    Paragraph,
    Picture,
    Row,
    SignaturePanel,
    Span,
    Table,
)
from desktop_app.reports.images import image_of
from desktop_app.reports.pdf import render_pdf
from desktop_app.reports.style import FRAME_WIDTH
from tests.conftest import FONTS
from tests.reports.sample import LABELS, sample_document, sample_quadrant
from tests.reports.word import (
    attribute,
    document,
    elements,
    lines,
    missing,
    opened,
    rendered,
    text_of,
    word,
)

CATALOGUES = FONTS.parent / "i18n"
HEADINGS = [block for block in sample_document().blocks if isinstance(block, Heading)]


def table_of(file: Word, title: str) -> WordTable:
    """The table with a column of that title."""
    return next(
        table for table in file.tables if title in [cell.text for cell in table.rows[0].cells]
    )


@pytest.fixture(scope="module")
def data() -> bytes:
    return rendered(sample_document())


@pytest.fixture(scope="module")
def file(data: bytes) -> Word:
    return opened(data)


def part(data: bytes, name: str) -> str:
    with ZipFile(BytesIO(data)) as archive:
        return archive.read(name).decode()


# --- text ------------------------------------------------------------------------------------


def test_every_text_of_the_blocks_is_there(file: Word) -> None:
    assert missing(sample_document(), file) == {}


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
        "a<b>&amp;c\"d'",
        "  两边有空格  ",
    ],
)
def test_signs_and_rare_characters_read_back(text: str) -> None:
    assert f"前{text}后" in text_of(Paragraph(f"前{text}后"))
    assert f"前{text}后" in text_of(Heading(2, f"前{text}后", "h"))
    assert f"前{text}后" in text_of(Table((Column("甲"),), (Row((Cell(f"前{text}后"),)),)))


def test_headings_are_headings(file: Word) -> None:
    found = [
        (one.style.name, one.text)
        for one in file.paragraphs
        if one.style is not None and str(one.style.name).startswith("Heading")
    ]
    assert found == [(f"Heading {one.level}", one.text) for one in HEADINGS]


def test_manner_of_spans() -> None:
    spans = (Span("粗", bold=True), Span("斜", slanted=True), Span("i", script="sub"), Span("常"))
    bold, slanted, low, plain = word(Paragraph(spans)).paragraphs[0].runs
    assert (bold.bold, slanted.italic, low.font.subscript) == (True, True, True)
    assert (plain.bold, plain.italic, plain.font.subscript) == (None, None, None)


def test_no_level_is_told_by_colour_alone(file: Word) -> None:
    cells = [cell.text for row in table_of(file, "依据").rows for cell in row.cells]
    assert {"● Ⅰ级", "◐ Ⅱ级", "○ Ⅲ级", "✕ 未达标", "0.213\u00a0◌"} <= set(cells)


def test_signs_are_set_in_one_font_and_chinese_in_its_own(data: bytes) -> None:
    run = next(run for run in elements(opened(data), "w:r") if run.text == "●")
    assert attribute(run.rPr.find(qn("w:rFonts")), "w:eastAsia") == "Segoe UI Symbol"
    styles = part(data, "word/styles.xml")
    assert 'w:eastAsia="Microsoft YaHei"' in styles
    assert '<w:lang w:val="en-US" w:eastAsia="zh-CN"' in styles
    assert 'w:altName w:val="微软雅黑"' in part(data, "word/fontTable.xml")


# --- lists, remarks --------------------------------------------------------------------------


def test_every_numbered_list_begins_at_one() -> None:
    two = Bullets(("甲", "乙"), ordered=True)
    made = rendered(document(two, Paragraph("间"), two, Bullets(("点",))))
    lists = [attribute(one, "w:val") for one in elements(opened(made), "w:numId")]
    assert len(set(lists[:2])) == len(set(lists[2:4])) == 1
    assert len(set(lists)) == 3
    numbering = part(made, "word/numbering.xml")
    restarted = re.findall(r'<w:num w:numId="(\d+)">(?:(?!</w:num>).)*startOverride', numbering)
    assert {lists[0], lists[2]} == set(restarted)


def test_the_ends_of_a_list_do_not_stand_alone() -> None:
    items = word(Heading(2, "题", "h"), Bullets(tuple("甲乙丙丁戊"))).paragraphs[1:]
    kept = [bool(item.paragraph_format.keep_with_next) for item in items]
    assert kept == [True, False, False, True, False]


def test_remarks_that_touch_are_not_joined() -> None:
    names = [
        one.style.name if one.style else ""
        for one in word(Callout("甲"), Callout("乙", "warning")).paragraphs
    ]
    assert names == ["提示", "间隔", "提醒"]


# --- tables ----------------------------------------------------------------------------------


def monthly(file: Word) -> list[str]:
    return [row.cells[1].text for row in file.tables[-2].rows[1:]]


def test_tables_read_back(file: Word) -> None:
    assert monthly(file) == [f"DA{number % 17 + 1:03d}" for number in range(1, 61)]
    head = [cell.text for cell in file.tables[-2].rows[0].cells]
    assert head == ["序号", "排口", "污染物", "浓度\nmg/m³", "限值\nmg/m³", "结论"]


def test_heads_are_repeated_and_rows_are_whole(file: Word) -> None:
    rows = file.tables[-2].rows
    heads = [row for row in rows if row._tr.find(qn("w:trPr")).find(qn("w:tblHeader")) is not None]
    assert [row._tr for row in heads] == [rows[0]._tr]
    assert all(row._tr.find(qn("w:trPr")).find(qn("w:cantSplit")) is not None for row in rows)


def test_a_row_of_pages_may_break() -> None:
    long = Table((Column("甲"),), (Row((Cell("长" * 4000),)), Row((Cell("短"),))))
    rows = word(long).tables[0].rows
    splits = [bool(row._tr.xpath("./w:trPr/w:cantSplit")) for row in rows]
    assert splits == [True, False, True]


def test_columns_share_the_width_of_the_text_and_figures_stand_right(file: Word) -> None:
    for table in file.tables:
        widths = [int(attribute(one, "w:w")) for one in table._tbl.tblGrid]
        assert abs(sum(widths) - FRAME_WIDTH * 20) < 2
    grid = [int(attribute(one, "w:w")) for one in file.tables[-2]._tbl.tblGrid]
    shares = [0.8, 1.6, 1.4, 1.2, 1.2, 1.4]
    assert grid == pytest.approx([FRAME_WIDTH * 20 * one / sum(shares) for one in shares], abs=1)
    number, outlet = (file.tables[-2].rows[5].cells[at].paragraphs[0] for at in (0, 1))
    assert (number.alignment, outlet.alignment) == (2, 0)


def test_groups_and_totals_cover_columns(file: Word) -> None:
    rows = table_of(file, "依据").rows
    assert len(rows[1]._tr.tc_lst) == 1
    assert [one.grid_span for one in rows[-1]._tr.tc_lst] == [5, 1, 1]


def test_what_is_not_filled_in_is_hatched_and_says_so(file: Word) -> None:
    blank = next(c for row in table_of(file, "依据").rows for c in row.cells if c.text == "未填")
    shade = blank._tc.tcPr.find(qn("w:shd"))
    assert attribute(shade, "w:val") == "thinDiagStripe"


@pytest.mark.parametrize("cells", [(Cell("一"),), (Cell("一", span=9),), (Cell("一"), Cell("二"))])
def test_rows_always_fill_their_columns(cells: tuple[Cell, ...]) -> None:
    table = Table((Column("甲"), Column("乙")), (Row(cells), Row((Cell("x"), Cell("y")))))
    row = word(table).tables[0].rows[1]._tr
    assert sum(one.grid_span for one in row.tc_lst) == 2


def test_an_empty_table_says_so() -> None:
    assert "无数据" in text_of(Table((Column("甲"), Column("乙")), ()))
    assert "没有排口" in text_of(Table((Column("甲"),), (), empty="没有排口"))


def test_tables_are_parted_by_paragraphs(file: Word) -> None:
    """Word would join two tables that touch."""
    body = list(file.element.body)
    for table in elements(file, "w:tbl"):
        following = body[body.index(table) + 1]
        assert following.tag in (qn("w:p"), qn("w:sdt"))


# --- pictures --------------------------------------------------------------------------------


def test_charts_are_pictures_with_words_for_who_cannot_see_them() -> None:
    chart = quadrant(sample_quadrant())
    made = rendered(document(Figure(chart, "图 1"), Figure(chart, "图 2")))
    assert [attribute_of_picture(one) for one in elements(opened(made), "wp:docPr")] == [
        LABELS["description"]
    ] * 2
    with ZipFile(BytesIO(made)) as archive:
        names = [name for name in archive.namelist() if name.startswith("word/media/")]
        assert len(names) == 1, "one drawing is kept once"
        picture = Image.open(BytesIO(archive.read(names[0])))
    assert picture.size == (round(chart.width * 4), round(chart.height * 4))
    assert len(set(picture.get_flattened_data())) > 20


def attribute_of_picture(element: object) -> str:
    return str(element.get("descr"))  # type: ignore[attr-defined] # an element of lxml


def test_wide_charts_are_shrunk_to_the_text() -> None:
    file = word(Figure(quadrant(sample_quadrant(), 1200), "图"))
    assert file.inline_shapes[0].width.pt <= FRAME_WIDTH + 0.1


def test_images_are_kept_as_they_are_once_each() -> None:
    target = BytesIO()
    Image.new("RGB", (40, 20), "red").save(target, "PNG")
    image = image_of(target.getvalue(), "image/png")
    assert image is not None
    made = rendered(document(Picture(image, "图 1"), Picture(image, "图 2", share=0.5)))
    with ZipFile(BytesIO(made)) as archive:
        names = [name for name in archive.namelist() if name.startswith("word/media/")]
        assert [archive.read(name) for name in names] == [target.getvalue()]
    widths = [shape.width.pt for shape in word(Picture(image, "图", share=0.5)).inline_shapes]
    assert widths == [pytest.approx(FRAME_WIDTH / 2, abs=0.1)]


# --- list of contents and links --------------------------------------------------------------


def test_contents_are_a_field_that_shows_headings_and_the_pages_of_the_pdf(file: Word) -> None:
    codes = [one.text.strip() for one in elements(file, "w:instrText")]
    assert codes[0] == 'TOC \\o "1-2" \\h \\z \\u'
    shown = [
        [text.text for text in link.iter(qn("w:t"))]
        for link in elements(file, "w:hyperlink")
        if attribute(link, "w:anchor").startswith("_Toc")
    ]
    with pypdfium2.PdfDocument(render_pdf(sample_document(), FONTS)[0]) as pdf:
        marks = {mark.get_title(): mark.get_dest().get_index() + 1 for mark in pdf.get_toc()}
    assert shown == [[one.text, str(marks[one.text])] for one in HEADINGS if one.level <= 2]


def test_fields_are_worked_out_on_opening_and_end(data: bytes) -> None:
    assert '<w:updateFields w:val="1"/>' in part(data, "word/settings.xml")
    kinds = re.findall(r'fldCharType="(\w+)"', part(data, "word/document.xml"))
    depth = 0
    for kind in kinds:
        depth += {"begin": 1, "separate": 0, "end": -1}[kind]
        assert 0 <= depth <= 2
    assert depth == 0


def test_every_link_leads_somewhere(file: Word) -> None:
    names = [attribute(one, "w:name") for one in elements(file, "w:bookmarkStart")]
    ids = [attribute(one, "w:id") for one in elements(file, "w:bookmarkStart")]
    assert len(set(names)) == len(names) == len(set(ids))
    assert ids
    assert sorted(ids) == sorted(attribute(one, "w:id") for one in elements(file, "w:bookmarkEnd"))
    links = {attribute(one, "w:anchor") for one in elements(file, "w:hyperlink")}
    assert any(not link.startswith("_Toc") for link in links)
    assert links <= set(names)
    assert all(len(name) <= 40 for name in names)


def test_a_link_to_nowhere_is_plain_text() -> None:
    file = word(Paragraph((Span("见那里", link="gone"),)))
    assert elements(file, "w:hyperlink") == []
    assert "见那里" in lines(file)


def test_long_anchors_alike_at_their_beginning_stay_apart() -> None:
    anchors = [f"{'long.anchor.' * 5}{end}" for end in ("a", "b")]
    headings = [Heading(1, anchor, anchor) for anchor in anchors]
    links = Paragraph(tuple(Span(anchor, link=anchor) for anchor in anchors))
    file = word(*headings, links)
    names = [attribute(one, "w:name") for one in elements(file, "w:bookmarkStart")]
    assert len(set(names)) == len(names)


# --- pages and properties --------------------------------------------------------------------


def test_head_and_foot_stand_on_every_page_but_the_cover(file: Word) -> None:
    section = file.sections[0]
    assert section.different_first_page_header_footer
    assert (
        section.header.paragraphs[0].text == "贵州某某水泥有限公司（示例）\t双近零企业自评　2025 年"
    )
    foot = section.footer.paragraphs[0]
    assert foot.text.startswith("企业自评参考，非官方认定\t第 ")
    assert re.findall(r"PAGE|NUMPAGES", foot._p.xml) == ["PAGE", "NUMPAGES"]
    size = [round(one.mm) for one in (section.page_width, section.page_height) if one]
    assert size == [210, 297]


def test_without_a_cover_every_page_has_them() -> None:
    assert not word(Paragraph("甲")).sections[0].different_first_page_header_footer


def test_a_long_name_is_cut_in_the_running_head_only() -> None:
    name = "贵州" + "很长的" * 60 + "公司"
    report = replace(document(Cover("题", fields=(("企业名称", name),))), enterprise=name)
    file = opened(rendered(report))
    assert file.sections[0].header.paragraphs[0].text.split("\t")[0].endswith("…")
    assert name in lines(file)


def test_a_heading_after_a_page_break_begins_the_page() -> None:
    file = word(Paragraph("前"), PageBreak(), Heading(1, "后", "h"), PageBreak(), Paragraph("末"))
    breaks = [one.text for one in file.paragraphs if one.paragraph_format.page_break_before]
    assert breaks == ["后", ""]


def test_properties_are_those_of_the_pdf(file: Word) -> None:
    found = file.core_properties
    assert (found.title, found.subject) == ("双近零企业自评报告 2025", "企业自评")
    assert found.author == found.last_modified_by == "贵州某某水泥有限公司（示例）"
    assert found.keywords == "贵州某某水泥有限公司（示例）; 2025; cement 2026.11.1"
    assert found.language == "zh-CN"
    assert f"{found.created:%Y-%m-%d}" == f"{found.modified:%Y-%m-%d}" == "2026-11-22"


def test_a_signature_has_its_line() -> None:
    table = word(SignaturePanel(("填报人", "审核人", "（盖章）"))).tables[0]
    assert [row.cells[0].text for row in table.rows] == ["填报人", "（盖章）"]
    assert table.rows[0].cells[3].text == "审核人"
    assert "w:bottom" in table.rows[1].cells[1]._tc.xml


def test_in_english(data: bytes) -> None:
    set_language("en", CATALOGUES)
    try:
        made = rendered(sample_document())
    finally:
        set_language("zh_CN")
    file = opened(made)
    assert file.core_properties.language == "en"
    assert file.sections[0].footer.paragraphs[0].text.endswith("Page 1 of 1")
    assert 'w:hint="eastAsia"' in part(data, "word/document.xml")
    assert 'w:hint="eastAsia"' not in part(made, "word/document.xml")


def test_the_same_document_gives_the_same_bytes(data: bytes) -> None:
    assert rendered(sample_document()) == data


def test_every_relation_leads_to_a_part_and_every_part_has_a_type(data: bytes) -> None:
    with ZipFile(BytesIO(data)) as archive:
        names = set(archive.namelist())
        assert archive.testzip() is None
        assert {info.date_time for info in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    types = part(data, "[Content_Types].xml")
    for name in names - {"[Content_Types].xml"}:
        assert f'PartName="/{name}"' in types or name.endswith((".rels", ".png"))
    for rels, folder in (("_rels/.rels", ""), ("word/_rels/document.xml.rels", "word/")):
        targets = re.findall(r'Target="([^"]+)"', part(data, rels))
        assert targets
        assert {folder + target for target in targets} <= names


def test_a_badge_in_a_cell_stands_before_its_text() -> None:
    table = Table((Column("甲"),), (Row((Cell("，说明", badge=Badge("level_1", "达标")),)),))
    assert word(table).tables[0].rows[1].cells[0].text == "● 达标，说明"


def test_the_cover_stands_on_one_page(tmp_path: Path) -> None:
    """Whatever the readers make of it: the room between title and facts is what is left over."""
    cover = Cover("题", "副题", tuple((f"项{n}", "值" * 30) for n in range(30)), "注" * 200)
    room = elements(word(cover, Paragraph("后")), "w:spacing")
    exact = [int(attribute(one, "w:line")) for one in room if one.get(qn("w:lineRule")) == "exact"]
    assert min(exact) > 0
