"""Texts of packs asked of fonts and catalogues that are made up here."""

from __future__ import annotations

from desktop_app.core import (
    confirmation_texts,
    consistency_texts,
    formula_texts,
    method_texts,
    pack_check_texts,
    pack_file_texts,
    pack_texts,
    paste_texts,
    readiness_texts,
    template_texts,
    workbook_texts,
)
from desktop_app.core.checks.wording import check_glyphs, check_translations
from desktop_app.core.problem_texts import TEXTS
from tests.core.packs_for_tests import parameter, read_small


def test_characters_are_told_per_field_without_the_edition() -> None:
    (pack,) = read_small(parameter("k.a", "1", "t", name='"甲乙"', valid_from="2024-01-01"))
    found = list(check_glyphs(pack, lambda text: "乙" if "乙" in text else ""))
    assert [(one.where.path, one.args["characters"]) for one in found] == [
        ("parameter[k.a].name", "乙（U+4E59）")
    ]


def test_untranslated_words_are_one_problem_per_language() -> None:
    (pack,) = read_small(parameter("k.a", "1", "t"))
    has = {"English": lambda text: text == "排放口", "Deutsch": lambda _text: True}
    (found,) = check_translations(pack, has)
    assert found.args["language"] == "English"
    # 小规则包, 全部, 清洁生产水平, three levels and the one below, 污染源.
    assert found.args["count"] == "8"
    assert found.args["words"] == "“小规则包”、“全部”、“清洁生产水平”"


def test_no_code_has_two_sentences() -> None:
    """A table of texts that holds a code of another one would hide its sentence."""
    tables = (
        confirmation_texts.CONFIRMATION_TEXTS,
        consistency_texts.CONSISTENCY_TEXTS,
        formula_texts.FORMULA_TEXTS,
        method_texts.METHOD_TEXTS,
        pack_check_texts.PACK_CHECK_TEXTS,
        pack_file_texts.PACK_FILE_TEXTS,
        pack_texts.PACK_TEXTS,
        paste_texts.PASTE_TEXTS,
        readiness_texts.READINESS_TEXTS,
        template_texts.TEMPLATE_TEXTS,
        workbook_texts.WORKBOOK_TEXTS,
    )
    codes = [code for table in tables for code in table]
    assert len(codes) == len(set(codes))
    assert set(codes) <= set(TEXTS)
