"""The manual: whole, printable, and of the program as it is."""

from __future__ import annotations

import re
from pathlib import Path

import pypdfium2
import pytest

from desktop_app.app.manual import manual_pages, write_manual, write_quick_start
from desktop_app.app.pack_checking import check_packs
from desktop_app.app.paths import find_paths
from desktop_app.core.problems import Problem
from desktop_app.i18n import _, set_language
from desktop_app.reports.manual.printed import manual_document
from desktop_app.reports.manual.source import read_manual
from desktop_app.ui.case_pages import page_entries
from installer.manual import wanted
from installer.texts import texts

FOLDER = find_paths().manual
UI = Path(__file__).resolve().parents[2] / "desktop_app" / "ui"
#: Keys that come from the toolkit or mean several.
GIVEN_BY_QT = {
    "Ctrl+C",
    "Ctrl+X",
    "Ctrl+V",
    "Ctrl+Z",
    "Ctrl+1",
    "Ctrl+Enter",
    "Ctrl+方向键",
    "Alt+←",
}
LABEL = "「([^」]+)」"
PARTS = ("Getting started", "Step by step", "Keeping order", "To look up")
TEXTS = {path.stem: path.read_text(encoding="utf-8") for path in FOLDER.glob("*.md")}


def test_every_file_is_a_chapter_once() -> None:
    assert sorted(one.id for one in read_manual(FOLDER).chapters) == sorted(TEXTS)


def test_every_page_of_the_window_has_its_chapter() -> None:
    explained = {screen for one in read_manual(FOLDER).chapters for screen in one.screens}
    assert {entry.id for entry in page_entries()} <= explained


def test_what_stands_in_brackets_is_said_by_the_window() -> None:
    said = {
        form for text in texts() for form in ([text.id] if isinstance(text.id, str) else text.id)
    }
    told = {(name, one) for name, text in TEXTS.items() for one in re.findall("「([^」]+)」", text)}
    assert len(told) > 100
    assert not {(name, one) for name, one in told if one not in said}


def test_keys_are_those_of_the_window() -> None:
    code = "".join(path.read_text(encoding="utf-8") for path in UI.rglob("*.py"))
    bound = set(re.findall(r'"((?:Ctrl|Alt)\+[^"]+)"', code)) | GIVEN_BY_QT
    told = {one for text in TEXTS.values() for one in re.findall(r"`((?:Ctrl|Alt)\+[^`]+)`", text)}
    assert len(told) > 15
    assert told <= bound


def test_english_is_whole_and_of_the_english_window() -> None:
    """Every chapter is there, with links and pictures that are, and calls things by their names."""
    english = {one.stem: one.read_text(encoding="utf-8") for one in (FOLDER / "en").glob("*.md")}
    assert sorted(english) == sorted(TEXTS)
    try:
        assert set_language("en", find_paths().i18n) == "en"
        said = {
            _(form)
            for text in texts()
            for form in ([text.id] if isinstance(text.id, str) else text.id)
        }
        told = {(name, one) for name, text in english.items() for one in re.findall(LABEL, text)}
        assert len(told) > 100
        assert not {(name, one) for name, one in told if one not in said}
        pages = manual_pages(find_paths())
        assert "Rule packs" in {page.title for page in pages}
        assert {page.part for page in pages} == set(PARTS)
        document = manual_document(read_manual(FOLDER, "en"), "1", "2026-11-30")
        assert document.title.startswith("Double near-zero")
    finally:
        set_language("zh_CN")
    for name, text in english.items():
        assert set(re.findall(r"\]\(([^)]*)\.md\)", text)) <= set(english), name
        pictures = re.findall(r"\]\((pictures/[^)]*)\)", text)
        assert all((FOLDER / one).is_file() for one in pictures), name
        told_keys = set(re.findall(r"`((?:Ctrl|Alt)\+[^`]+)`", text))
        assert told_keys <= set(re.findall(r"`((?:Ctrl|Alt)\+[^`]+)`", "".join(TEXTS.values())))


def test_links_lead_to_chapters() -> None:
    targets = {one for text in TEXTS.values() for one in re.findall(r"\]\(([^)]*)\.md\)", text)}
    assert targets
    assert targets <= set(TEXTS)


def test_there_is_every_picture_that_is_shown_and_no_other() -> None:
    held = {path.stem for path in (FOLDER / "pictures").glob("*.png")}
    assert held == set(wanted(FOLDER))


def test_it_prints_with_its_pictures_and_all_its_words(tmp_path: Path) -> None:
    target = tmp_path / "用户手册.pdf"
    made = write_manual(find_paths(), target, "2026-11-30")
    assert not isinstance(made, Problem)
    assert made.missing_glyphs == ()
    again = tmp_path / "again.pdf"
    write_manual(find_paths(), again, "2026-11-30")
    assert again.read_bytes() == target.read_bytes()
    document = pypdfium2.PdfDocument(target)
    text = "".join(page.get_textpage().get_text_bounded() for page in document)
    for chapter in read_manual(FOLDER).chapters:
        assert chapter.title in text
    assert "「" not in text
    kinds = [type(block).__name__ for block in manual_document(read_manual(FOLDER), "1", "").blocks]
    assert kinds.count("Picture") >= len(page_entries())
    document.close()


def test_the_quick_start_is_one_page(tmp_path: Path) -> None:
    made = write_quick_start(find_paths(), tmp_path / "快速上手.pdf", "2026-11-30")
    assert not isinstance(made, Problem)
    assert made.pages == 1


def test_labels_are_bold_whatever_stands_beside_them() -> None:
    html = {page.id: page.html for page in manual_pages(find_paths())}
    assert "选<strong>导入 Excel 文件…</strong>，或把文件拖进窗口" in html["ledger"]
    assert "「" not in "".join(html.values())


@pytest.mark.parametrize(
    "text", ["第一行\n", "# 题\n\n---\n", "# 题\n\n[外面](https://example.org)\n"]
)
def test_what_the_manual_does_not_use_is_refused(text: str, tmp_path: Path) -> None:
    contents = (
        'title = "手册"\nsubtitle = ""\n[[part]]\ntitle = "一"\n[[part.chapter]]\nfile = "a"\n'
    )
    (tmp_path / "manual.toml").write_text(contents, encoding="utf-8")
    (tmp_path / "a.md").write_text(text, encoding="utf-8")
    with pytest.raises(ValueError, match="a"):
        manual_document(read_manual(tmp_path), "1", "2026-11-30")


def test_the_pack_of_the_guide_is_without_fault(tmp_path: Path) -> None:
    """What a reader types from the guide is a pack, and its worked example comes out."""
    shown = re.compile(r"`(forms/[^`]+\.toml)`[^\n]*\n\n```\n(.*?)```", re.DOTALL)
    files = shown.findall(TEXTS["pack-author"])
    assert len(files) == 3
    for name, text in files:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    assert check_packs(find_paths(tmp_path), [tmp_path / "forms" / "bamboo"]) == ()
