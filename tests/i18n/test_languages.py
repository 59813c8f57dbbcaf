"""Languages at run time: switching, falling back to Chinese, the doubled mode, what users see."""

from __future__ import annotations

import re
import shutil
from decimal import Decimal
from pathlib import Path

import pypdfium2
import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from desktop_app.cli import main
from desktop_app.core.problems import problem
from desktop_app.i18n import (
    DOMAIN,
    SOURCE_LANGUAGE,
    _,
    current_language,
    ngettext,
    set_language,
    translate,
)

ROOT = Path(__file__).resolve().parents[2]
CATALOGUES = ROOT / "resources" / "i18n"
COMPILED = CATALOGUES / "en" / "LC_MESSAGES" / f"{DOMAIN}.mo"
CASE = ROOT / "forms" / "steel" / "cases" / "long_process_2024.toml"


def catalogue_with(folder: Path, data: bytes) -> Path:
    target = folder / "en" / "LC_MESSAGES" / COMPILED.name
    target.parent.mkdir(parents=True)
    target.write_bytes(data)
    return folder


# --- switching -------------------------------------------------------------------------------


def test_english_and_back() -> None:
    assert set_language("en", CATALOGUES) == current_language() == "en"
    assert (_("总览"), translate("标杆水平")) == ("Overview", "Benchmark level")
    assert set_language(SOURCE_LANGUAGE, CATALOGUES) == current_language() == SOURCE_LANGUAGE
    assert (_("总览"), translate("标杆水平")) == ("总览", "标杆水平")


def test_a_text_the_catalogue_lacks_stays_chinese() -> None:
    set_language("en", CATALOGUES)
    assert translate("某厂自用规则包的名称") == "某厂自用规则包的名称"


def test_an_empty_text_stays_empty() -> None:
    """Gettext keeps the header of the catalogue under the empty text."""
    set_language("en", CATALOGUES)
    assert (_(""), translate("")) == ("", "")


@pytest.mark.parametrize("language", ["fr", "", "../en", "EN"])
def test_a_language_there_is_none_of_is_chinese(language: str) -> None:
    set_language("en", CATALOGUES)
    assert set_language(language, CATALOGUES) == SOURCE_LANGUAGE
    assert _("总览") == "总览"


def test_without_a_folder_or_a_file_it_is_chinese(tmp_path: Path) -> None:
    assert set_language("en") == SOURCE_LANGUAGE
    assert set_language("en", tmp_path / "nowhere") == SOURCE_LANGUAGE
    assert current_language() == SOURCE_LANGUAGE
    assert _("总览") == "总览"


@given(data=st.data())
def test_a_damaged_catalogue_is_chinese_or_still_reads(
    data: st.DataObject, tmp_path_factory: pytest.TempPathFactory
) -> None:
    whole = COMPILED.read_bytes()
    start = data.draw(st.integers(0, 400))
    middle = data.draw(st.binary(max_size=64))
    end = data.draw(st.integers(0, len(whole)))
    folder = tmp_path_factory.mktemp("i18n")
    try:
        catalogue_with(folder, whole[:start] + middle + whole[end:])
        assert set_language("en", folder) in {"en", SOURCE_LANGUAGE}
        assert translate("某厂自用规则包的名称") == "某厂自用规则包的名称"
    finally:
        shutil.rmtree(folder)


@pytest.mark.parametrize("data", [b"", b"not a catalogue", COMPILED.read_bytes()[:999]])
def test_a_catalogue_cut_off_is_chinese(data: bytes, tmp_path: Path) -> None:
    assert set_language("en", catalogue_with(tmp_path, data)) == SOURCE_LANGUAGE
    assert _("总览") == "总览"


# --- forms of a text -------------------------------------------------------------------------


def test_doubled_texts_are_found_too_long_before_a_translation_is() -> None:
    assert set_language(SOURCE_LANGUAGE, doubled=True) == SOURCE_LANGUAGE
    assert _("总览") == "总览 总览"
    assert _("{year} 年").format(year=2024) == "2024 年 2024 年"
    assert _("") == ""
    set_language("en", CATALOGUES, doubled=True)
    assert translate("总览") == "Overview Overview"
    set_language("en", CATALOGUES)
    assert translate("总览") == "Overview"


def test_counts() -> None:
    """Chinese has one form; a text the catalogue lacks takes the forms given."""
    set_language("en", CATALOGUES)
    assert ngettext("{count} 天", "{count} 天", 1) == "{count} 天"
    assert (ngettext("甲", "乙", 1), ngettext("甲", "乙", 2)) == ("甲", "乙")


def test_words_in_a_problem_are_translated_and_what_was_typed_is_not() -> None:
    set_language("en", CATALOGUES)
    gap = problem("step.close_gap", name="标杆水平", level="基准水平", gap=Decimal("1.5"), unit="t")
    assert gap.told(translate) == '"Benchmark level" is 1.5 t short of Baseline level.'
    typed = problem("number.unreadable", "case", "a.b", text="未填")
    assert '"未填" is not a number. Enter' in typed.sentence(translate)
    assert "“未填”不是数值。请填写" in typed.sentence()


# --- what users see --------------------------------------------------------------------------


def test_judging_a_file_in_english(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--language", "en", "score", "--data", str(CASE)]) == 0
    printed = capsys.readouterr().out
    assert "Energy efficiency benchmark and baseline of iron and steel (2023): Baseline" in printed
    assert "Clean production level of iron and steel" in printed
    results, header, _findings = printed.partition("\nChecks\n")
    assert header, "what a pack's own rules say stays Chinese, as its items do"
    names = [line.partition(": ")[0] for line in results.splitlines()]
    assert not re.search(r"[\u4e00-\u9fff：]", "\n".join(names)), "units are as people type them"


def test_faults_of_a_file_in_english(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "case.toml"
    path.write_text('[case]\nyear = 2024\npacks = ["stel"]\n[enterprise]\nname = "甲"\n', "utf-8")
    assert main(["--language", "en", "score", "--data", str(path)]) == 1
    found = capsys.readouterr().err
    assert 'There is no rule pack "stel". Did you mean "steel"? Installed: ' in found
    assert not re.search(r"[\u4e00-\u9fff]", found)


def test_the_help_is_in_english(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["--language", "en", "--help"])
    assert "judge a data file directly, without a library" in " ".join(
        capsys.readouterr().out.split()
    )


def test_the_documents_in_english(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    arguments = ["--language", "en", "report", "--data", str(CASE), "--out", str(tmp_path)]
    assert main(arguments) == 0
    capsys.readouterr()
    check_report(tmp_path / "report.pdf")
    check_workbook(tmp_path / "workbook.xlsx")


def check_report(path: Path) -> None:
    with pypdfium2.PdfDocument(path) as document:
        pages = [page.get_textpage().get_text_range() for page in document]
        title = document.get_metadata_dict()["Title"]
    text = "\n".join(pages)
    assert title.startswith("Double Near-Zero Self-Assessment Report")
    assert f"Page 2 of {len(pages)}" in text
    for heading in ("Contents", "Result of the self-assessment", "Declaration and signatures"):
        assert heading in text
    assert "Self-assessment for reference, not an official finding" in text
    assert not re.search(r"\{\w+\}|〓", text)


def check_workbook(path: Path) -> None:
    """A quotation mark in a translation must not end the text of a formula that holds it."""
    book = load_workbook(path)
    assert {"Conclusions", "Data", "Double near-zero"} <= set(book.sheetnames)
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    formulas = [str(cell.value) for cell in cells if cell.data_type == "f"]
    assert len(formulas) > 500
    assert not [text for text in formulas if text.count('"') % 2]
    texts = [str(cell.value) for cell in cells if cell.data_type == "s"]
    assert not [text for text in texts if re.search(r"\{\w+\}", text)]
