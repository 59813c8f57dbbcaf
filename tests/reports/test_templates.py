"""Report templates as data: read whole or refused with place and line, copied, printed."""

from __future__ import annotations

import struct
import zlib
from pathlib import Path

import pypdfium2
import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.app.paths import find_paths
from desktop_app.core.evaluate import Evaluation
from desktop_app.core.problems import Problem
from desktop_app.i18n import set_language
from desktop_app.reports.blocks import Heading, Paragraph, Table
from desktop_app.reports.compose import Snapshot, compose
from desktop_app.reports.pdf import render_pdf
from desktop_app.reports.templates.catalogue import CHAPTERS, chapter_names
from desktop_app.reports.templates.lines import line_of
from desktop_app.reports.templates.model import ChapterPlan, Template
from desktop_app.reports.templates.printing import printing_problems
from desktop_app.reports.templates.read import examine, read_template
from desktop_app.reports.templates.write import as_toml
from tests.reports.test_docx_files import ROOT, judged
from tests.reports.word import opened, rendered

TEMPLATES = ROOT / "report_templates"
FOLDERS = sorted(path for path in TEMPLATES.iterdir() if path.is_dir())
FONTS = find_paths().fonts
TOML = (TEMPLATES / "short" / "template.toml").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def evaluation(tmp_path_factory: pytest.TempPathFactory) -> Evaluation:
    return judged(tmp_path_factory.mktemp("user"), "electroplating/cases/level_two.toml")


def png(width: int = 40, height: int = 20, *, sound: bool = True) -> bytes:
    """A small picture; an unsound one has a good head and rubbish inside."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return (
            struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        )

    rows = b"".join(b"\0" + bytes((20, 120, 80)) * width for _ in range(height))
    body = zlib.compress(rows) if sound else b"rubbish"
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    start = b"\x89PNG\r\n\x1a\n"
    return start + chunk(b"IHDR", head) + chunk(b"IDAT", body) + chunk(b"IEND", b"")


def written(folder: Path, text: str, **files: bytes) -> Path:
    home = folder / "mine"
    home.mkdir()
    (home / "template.toml").write_text(text, encoding="utf-8")
    for name, data in files.items():
        (home / name.replace("_", ".")).write_bytes(data)
    return home


def changed(old: str, new: str) -> str:
    assert old in TOML
    return TOML.replace(old, new, 1)


def only(found: tuple[Problem, ...]) -> Problem:
    assert len(found) == 1, [one.sentence() for one in found]
    return found[0]


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda path: path.name)
def test_ours_are_sound(folder: Path) -> None:
    template, problems = examine(folder)
    assert template is not None
    assert problems == ()
    assert list(printing_problems(template, FONTS)) == []


def test_every_chapter_has_a_name() -> None:
    assert set(chapter_names()) == set(CHAPTERS)


@pytest.mark.parametrize(
    ("old", "new", "code", "line", "hint"),
    [
        ('id = "glance"', 'id = "glanse"', "report_template.word", 19, "glance"),
        ('parts = ["position"', 'parts = ["positon"', "report_template.word", 16, "position"),
        ('"uscc"', '"usc"', "report_template.word", 11, "uscc"),
        ("contents = false", 'contents = "no"', "file.field_type", 8, "true / false"),
        ('title = "双', 'titel = "双', "file.field_missing", 0, "title"),
        ("most = 6", "most = 500", "file.field_type", 24, "50"),
        ('id = "uncertain"', 'id = "basis"', "report_template.chapter_twice", 35, "basis"),
        ("结论、差距", "{nmae}、差距", "report_template.field", 6, "name"),
        ("结论、差距", "{结论、差距", "report_template.brace", 6, ""),
        ('version = "', 'version = 3 # "', "file.field_type", 4, "3"),
    ],
)
def test_a_slip_is_told_with_its_place_and_a_hint(
    tmp_path: Path, old: str, new: str, code: str, line: int, hint: str
) -> None:
    template, found = examine(written(tmp_path, changed(old, new)))
    assert template is None
    problem = next(one for one in found if one.code == code)
    told = problem.sentence()
    assert told.startswith("mine/template.toml")
    assert hint in told
    if line:
        assert f"第 {line} 行" in told


def test_an_unknown_field_is_a_remark_and_does_not_stop_it(tmp_path: Path) -> None:
    template, found = examine(written(tmp_path, changed("contents =", "contens =")))
    assert template is not None
    problem = only(found)
    assert problem.code == "file.field_unknown"
    assert "contents" in problem.remedy()


def test_broken_toml_names_line_and_column(tmp_path: Path) -> None:
    found = only(examine(written(tmp_path, changed('name = "简', "name = 简")))[1])
    assert "第 3 行" in found.message()


def test_a_file_saved_in_another_encoding_is_told(tmp_path: Path) -> None:
    home = written(tmp_path, "")
    (home / "template.toml").write_bytes(TOML.encode("gb18030"))
    assert only(examine(home)[1]).code == "pack.not_utf8"
    (home / "template.toml").write_bytes(b"\xef\xbb\xbf" + TOML.encode())
    assert examine(home)[0] is not None
    (home / "template.toml").unlink()
    assert only(examine(home)[1]).code == "file.unreadable"


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("logo.png", b"", "report_template.logo_missing"),
        ("../logo.png", b"", "report_template.logo_outside"),
        ("logo.png", b"GIF89a" + b"\0" * 40, "report_template.logo_kind"),
        ("logo.png", png(5000, 2), "report_template.logo_pixels"),
        ("logo.png", png() + b"\0" * 1_000_000, "report_template.logo_big"),
        ("logo.png", png()[:40], "report_template.logo_broken"),
        ("logo.png", b"\xff\xd8\xff\xe0\x00\x04ab", "report_template.logo_broken"),
    ],
)
def test_a_logo_that_will_not_do(tmp_path: Path, name: str, data: bytes, code: str) -> None:
    text = changed("contents =", f'logo = "{name}"\ncontents =')
    home = written(tmp_path, text, **({"logo_png": data} if data else {}))
    assert only(examine(home)[1]).code == code


def test_a_logo_damaged_inside_is_found_before_anything_is_drawn(tmp_path: Path) -> None:
    text = changed("contents =", 'logo = "logo.png"\ncontents =')
    template = read_template(written(tmp_path, text, logo_png=png(sound=False)))
    assert isinstance(template, Template)
    found = list(printing_problems(template, FONTS))
    assert [one.code for one in found] == ["report_template.logo_broken"]


def test_logo_and_issuer_stand_on_the_cover_of_both_files(
    tmp_path: Path, evaluation: Evaluation
) -> None:
    more = 'logo = "logo.png"\norganisation = "某某咨询有限公司"\ncontents ='
    template = read_template(written(tmp_path, changed("contents =", more), logo_png=png()))
    assert isinstance(template, Template)
    report = compose(Snapshot(evaluation, "2026-03-01"), template)
    data, _info = render_pdf(report, FONTS)
    with pypdfium2.PdfDocument(data) as pdf:
        page = pdf[0]
        assert "某某咨询有限公司" in page.get_textpage().get_text_bounded()
        kinds = [one.type for one in page.get_objects()]
        assert pypdfium2.raw.FPDF_PAGEOBJ_IMAGE in kinds
    word = opened(rendered(report))
    assert any("某某咨询有限公司" in one.text for one in word.paragraphs)
    assert any(part.blob == png() for part in word.part.package.iter_parts())


def test_characters_without_a_shape_are_told(tmp_path: Path) -> None:
    template = read_template(written(tmp_path, changed("结论、差距", "结论\U00016800差距")))
    assert isinstance(template, Template)
    found = list(printing_problems(template, FONTS))
    assert [(one.code, one.args["characters"]) for one in found] == [
        ("report_template.glyph", "\U00016800")
    ]


def test_texts_parts_order_and_figures_are_those_of_the_template(
    tmp_path: Path, evaluation: Evaluation
) -> None:
    chapters = """
[[chapter]]
id = "sources"
parts = ["documents"]

[[chapter]]
id = "text"
title = "{name}概况"
text = \"\"\"
本年综合能耗 {energy.total}，其中单位为 {energy.total:unit}。
等级 {grade}，{no.such:value}。

- 一
- 二\"\"\"
figures = ["energy.total", "energy.electricity", "no.such"]

[[chapter]]
id = "data"
title = "填报数据"

[[chapter]]
id = "verdict"
"""
    start = TOML[: TOML.index("[[chapter]]")]
    end = TOML[TOML.index("[sign]") :]
    template = read_template(written(tmp_path, start + chapters + end))
    assert isinstance(template, Template), template
    blocks = compose(Snapshot(evaluation, "2026-03-01"), template).blocks
    heads = [block.text for block in blocks if isinstance(block, Heading) and block.level == 1]
    name = evaluation.case.enterprise.name
    assert heads == ["附录一  规则包、系数与来源", f"{name}概况", "填报数据", "自评结论"]
    captions = [block.caption for block in blocks if isinstance(block, Table)]
    assert captions[:2] == ["引用文件", ""]
    told = next(block.text for block in blocks if isinstance(block, Paragraph))
    assert "tce" in told
    assert "，—。" in told
    own = next(block for block in blocks if isinstance(block, Table) and not block.caption)
    assert [row.cells[0].text for row in own.rows][1] == "电力"


def test_english_of_a_template_is_printed_and_else_the_catalogue(
    tmp_path: Path, evaluation: Evaluation
) -> None:
    text = changed("结论、差距与下一步", "一页看完") + '\n[english]\n"一页看完" = "On one page"\n'
    template = read_template(written(tmp_path, text))
    assert isinstance(template, Template)
    set_language("en", find_paths().i18n)
    try:
        cover = compose(Snapshot(evaluation, "2026-03-01"), template).blocks[0]
    finally:
        set_language("zh_CN")
    assert getattr(cover, "subtitle", "") == "On one page"
    assert getattr(cover, "footnote", "").startswith("Self-assessment for reference")


def test_a_template_written_anew_reads_the_same(tmp_path: Path) -> None:
    for folder in FOLDERS:
        before = read_template(folder)
        assert isinstance(before, Template)
        home = tmp_path / folder.name
        home.mkdir()
        (home / "template.toml").write_text(as_toml(before), encoding="utf-8")
        assert read_template(home) == before


WORDS = st.text(
    st.characters(exclude_categories=("Cs", "Cc"), include_characters="\n\t\x7f\x00\\\"'"),
    min_size=1,
    max_size=30,
).map(lambda text: text.replace("{", "(").replace("}", ")").replace("\r", ""))


@given(title=WORDS, text=WORDS, label=WORDS, english=st.dictionaries(WORDS, WORDS, max_size=2))
def test_whatever_is_typed_survives_writing_and_reading(
    tmp_path_factory: pytest.TempPathFactory,
    title: str,
    text: str,
    label: str,
    english: dict[str, str],
) -> None:
    short = read_template(TEMPLATES / "short")
    assert isinstance(short, Template)
    chapter = ChapterPlan("text", title.strip() or "题", text.strip() or "文")
    own = {key.strip(): said for key, said in english.items()}
    made = Template(
        "mine", "名", "1", title.strip() or "题", "副", "注", (chapter,), ("name",), "", "签",
        text.strip() or "文", (label,), english=own,
    )  # fmt: skip
    home = tmp_path_factory.mktemp("t") / "mine"
    home.mkdir()
    (home / "template.toml").write_text(as_toml(made), encoding="utf-8", newline="\n")
    assert read_template(home) == made


def test_lines_of_keys() -> None:
    assert line_of(TOML, "template.title") == 5
    assert line_of(TOML, "chapter[1].new_page") == 20
    assert line_of(TOML, "chapter[1].title") == 18
    assert line_of(TOML, "nowhere.at_all") == 0


def test_an_unreadable_template_is_a_problem_not_a_crash(tmp_path: Path) -> None:
    for text in ("[[chapter]]\n" * 100, "chapter = 3", "a." * 3000 + "b = 1", "[english]\na = 1"):
        home = tmp_path / str(len(text))
        home.mkdir()
        (home / "template.toml").write_text(text, encoding="utf-8")
        assert examine(home)[0] is None
