"""Every catalogue has every text that is said, translated whole, and is compiled.

When one of these fails after a change of texts: `python3 dev.py texts`, fill in what it lists.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message

from desktop_app.core.pack_wording import shared_words
from desktop_app.core.problem_texts import TEXTS
from desktop_app.core.problems import Problem
from desktop_app.i18n import SOURCE_LANGUAGE, set_language, translate
from desktop_app.packs.read import read_pack
from desktop_app.reports.fonts import load_fonts
from installer.texts import (
    CATALOGUES,
    Text,
    as_mo,
    as_po,
    brought_up_to_date,
    catalogue_files,
    marked,
    read_catalogue,
    texts,
    untranslated,
)
from tests.conftest import FONTS

ROOT = Path(__file__).resolve().parents[2]
HAN = re.compile(r"[\u3400-\u9fff]+")
CHINESE_SIGNS = re.compile(r"[，。：；、？！（）《》“”\u3000]")
LITERAL = re.compile(r"\{\{(\w+)\}\}")
PLACEHOLDER = re.compile(r"\{\w*\}")

FILES = pytest.mark.parametrize("path", catalogue_files(), ids=lambda path: path.parents[1].name)


@pytest.fixture(scope="module")
def said() -> list[Text]:
    return list(texts())


def forms(text: object) -> list[str]:
    return [text] if isinstance(text, str) else list(text)  # type: ignore[call-overload]


def messages(path: Path) -> list[Message]:
    return [message for message in read_catalogue(path) if message.id]


def pairs(path: Path) -> list[tuple[str, str]]:
    """Every source text with every one of its translations; plural forms go with the plural."""
    return [
        (forms(message.id)[-1], translation)
        for message in messages(path)
        for translation in forms(message.string)
    ]


def placeholders(text: str) -> set[str]:
    return set(PLACEHOLDER.findall(text.replace("{{", "").replace("}}", "")))


def test_there_is_english() -> None:
    assert CATALOGUES / "en" / "LC_MESSAGES" / "near_zero.po" in catalogue_files()


# --- the catalogues --------------------------------------------------------------------------


@FILES
def test_every_text_is_in_the_catalogue_and_no_other(path: Path, said: list[Text]) -> None:
    wanted, held = {text.id for text in said}, {message.id for message in messages(path)}
    new, gone = wanted - held, held - wanted
    assert not new, "python3 dev.py texts, then translate what it lists"
    assert not gone, "python3 dev.py texts"


@FILES
def test_every_text_is_translated_for_good(path: Path) -> None:
    assert not untranslated(read_catalogue(path))
    assert not [message.id for message in messages(path) if message.fuzzy]


@FILES
def test_placeholders_are_the_same_on_both_sides(path: Path) -> None:
    assert not [
        (source, translation)
        for source, translation in pairs(path)
        if placeholders(source) != placeholders(translation)
    ]


@FILES
def test_translations_keep_chinese_only_as_something_to_type(path: Path) -> None:
    """An example of what to search for ("水泥") is Chinese in every language, as is 万kWh."""
    assert not [
        translation
        for source, translation in pairs(path)
        if not all(run in source for run in HAN.findall(translation))
        or CHINESE_SIGNS.search(translation)
        or (HAN.search(source) and source == translation)
    ]


@FILES
def test_the_fonts_of_reports_have_every_character(path: Path) -> None:
    fonts = load_fonts(FONTS)
    used = {char for _source, translation in pairs(path) for char in translation if char != "\n"}
    assert not [char for char in used if fonts.glyph_for(char) is None]


@FILES
def test_the_compiled_catalogue_is_this_one(path: Path) -> None:
    same = [
        Text(tuple(forms(one.id)) if one.pluralizable else str(one.id), "")
        for one in messages(path)
    ]
    catalogue = brought_up_to_date(read_catalogue(path), same)
    assert path.with_suffix(".mo").read_bytes() == as_mo(catalogue), "python3 dev.py texts"


@FILES
@pytest.mark.parametrize("code", TEXTS)
def test_problems_are_told_whole(path: Path, code: str) -> None:
    assert set_language(path.parents[1].name, CATALOGUES) == path.parents[1].name
    names = placeholders(TEXTS[code].text) | placeholders(TEXTS[code].remedy)
    told = Problem(code, args={name.strip("{}"): "⟨7⟩" for name in names}).told(translate)
    shown = {f"{{{one}}}" for one in LITERAL.findall(TEXTS[code].text + TEXTS[code].remedy)}
    assert placeholders(told.replace("{...}", "")) <= shown
    assert told.count("⟨7⟩") >= len(names)
    assert not re.search(r"[.?][A-Z]", told), "two sentences without a space between"


# --- collecting ------------------------------------------------------------------------------


def test_texts_of_every_origin_are_collected(said: list[Text]) -> None:
    places = {text.id: text.place for text in said}
    assert places["收起导航"].startswith("desktop_app/ui/")
    assert places["除数为零，结果空缺。"] == "desktop_app/core/problem_texts.py"
    assert places["请核对作为分母的数据。"] == "desktop_app/core/problem_texts.py"
    assert places["声明与签章"].startswith("report_templates/")
    assert places["镀种与产量"] == "forms/electroplating"
    assert "" not in places


def test_texts_are_found_wherever_they_are_marked() -> None:
    code = """
first = _("甲" "乙")
second = f"{_('丙')}：{translate('丁')}"
third = ngettext("戊", "己", 2)
none = _(name), text.translate("庚"), other("辛"), ngettext("壬", name, 2)
"""
    assert marked(code) == ["甲乙", "丙", "丁", ("戊", "己")]


def test_words_of_a_pack_that_stand_on_every_screen() -> None:
    pack = read_pack(ROOT / "forms" / "readiness").pack
    assert pack is not None
    assert pack.readiness is not None
    words = set(shared_words(pack))
    assert {pack.name, pack.readiness.name, *pack.readiness.axes.values()} <= words
    assert {gate.name for gate in pack.readiness.gates} <= words
    assert {grade.name for grade in pack.readiness.grades} <= words
    assert {section.title for section in pack.sections} <= words


def catalogue_of(**translations: str) -> Catalog:
    held = Catalog(locale="en")
    for text, translation in translations.items():
        held.add(text, translation)
    return held


def test_translations_are_kept_and_what_is_no_longer_said_goes() -> None:
    old = catalogue_of(总览="Overview", 旧词="Old word")
    fresh = brought_up_to_date(old, [Text("总览", "a.py"), Text("新词", "b.py", "some.code")])
    assert [message.id for message in fresh if message.id] == ["总览", "新词"]
    assert fresh["总览"].string == "Overview"
    assert untranslated(fresh) == ["新词"]


def test_a_text_that_becomes_one_of_several_numbers_is_translated_anew() -> None:
    old = catalogue_of(**{"{count} 项": "{count} items"})
    fresh = brought_up_to_date(old, [Text(("{count} 项", "{count} 项"), "a.py")])
    assert untranslated(fresh) == ["{count} 项 | {count} 项"]


def test_a_plural_form_left_empty_counts_as_untranslated() -> None:
    held = Catalog(locale="en")
    held.add(("{count} 项", "{count} 项们"), ("{count} item", ""))
    assert untranslated(held) == ["{count} 项 | {count} 项们"]


def test_the_files_tell_nothing_but_the_texts(tmp_path: Path) -> None:
    """No dates, names or line numbers, so that a second run writes the same bytes."""
    source = [Text("总览", "desktop_app/ui/rail.py", "remark"), Text("报告", "desktop_app/cli.py")]
    path = tmp_path / "en" / "LC_MESSAGES" / "near_zero.po"
    path.parent.mkdir(parents=True)
    path.write_bytes(as_po(brought_up_to_date(catalogue_of(总览="Overview"), source)))
    text = path.read_text(encoding="utf-8")
    assert "Date" not in text
    assert "Translator" not in text
    assert "#: desktop_app/ui/rail.py\n" in text
    assert "#. remark\n" in text
    assert as_po(brought_up_to_date(read_catalogue(path), source)).decode() == text
    assert SOURCE_LANGUAGE not in text
