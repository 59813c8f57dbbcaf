"""A template as a TOML file for people: what may be written there is said beside it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator

from desktop_app.reports.templates.catalogue import CHAPTERS, COVER_FIELDS, OWN_TEXT, chapter_names
from desktop_app.reports.templates.fields import FACTS
from desktop_app.reports.templates.model import ChapterPlan, Template


def as_toml(template: Template) -> str:
    """The file; reading it gives the template again."""
    return "\n".join([*_lines(template), ""])


def _lines(template: Template) -> Iterator[str]:
    yield "# 报告版式。文件夹名就是版式的编号；存为 UTF-8。"
    yield "# 改完用 near-zero report template check 检查，或看“报告”页的“版式…”。"
    yield "# 文字里可写字段，报告中换成这个自评的内容："
    yield f"#   {' '.join('{' + name + '}' for name in FACTS)}"
    yield "#   或结果、数据项的编号：{energy.total} {energy.total:value} {energy.total:unit}"
    yield "[template]"
    yield f"name = {_text(template.name)}"
    yield f"version = {_text(template.version)}"
    yield f"title = {_text(template.title)}"
    yield f"subtitle = {_text(template.subtitle)}"
    yield f"statement = {_text(template.statement)}  # 印在每页下方"
    yield f"organisation = {_text(template.organisation)}  # 编制单位，印在封面上；可空"
    yield f"logo = {_text(template.logo_file)}  # 同一文件夹里的 PNG 或 JPEG；可空"
    yield f"contents = {_flag(template.contents)}  # 是否要目录"
    yield ""
    yield "[cover]"
    yield f"# 可用：{'、'.join(COVER_FIELDS)}"
    yield f"fields = {_list(template.cover_fields)}"
    yield f"footnote = {_text(template.cover_footnote)}"
    yield ""
    yield "# 章节按这里的顺序印出；删去一段就不印。id 可用："
    for name, said in chapter_names().items():
        parts = CHAPTERS[name]
        listed = f"（parts：{'、'.join(parts)}）" if parts else ""
        yield f"#   {name} {said}{listed}"
    yield "# 每章还可写：title 标题、text 章首文字、figures 数值表（编号的列表）、"
    yield "# new_page 另起一页、most 最多列几条（priorities、uncertain、basis）。"
    for chapter in template.chapters:
        yield from _chapter(chapter)
    yield ""
    yield "[sign]"
    yield f"title = {_text(template.sign_title)}"
    yield f"text = {_text(template.sign_text)}"
    yield f"labels = {_list(template.sign_labels)}"
    if template.english:
        yield ""
        yield "# 英文报告里的译文：中文 = 英文"
        yield "[english]"
        for text, said in template.english.items():
            yield f"{_plain(text)} = {_plain(said)}"


def _chapter(chapter: ChapterPlan) -> Iterator[str]:
    yield ""
    yield "[[chapter]]"
    yield f"id = {_plain(chapter.id)}"
    if chapter.title or chapter.id == OWN_TEXT:
        yield f"title = {_text(chapter.title)}"
    if chapter.text:
        yield f"text = {_text(chapter.text)}"
    if chapter.parts:
        yield f"parts = {_list(chapter.parts)}"
    if chapter.figures:
        yield f"figures = {_list(chapter.figures)}"
    if chapter.most:
        yield f"most = {chapter.most}"
    if chapter.new_page is not None:
        yield f"new_page = {_flag(chapter.new_page)}"


def _plain(text: str) -> str:
    """A basic string: JSON escapes a subset of what TOML does, and DEL besides."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007F")


def _text(text: str) -> str:
    """A text on one line, or its lines between three quotes."""
    if "\n" not in text:
        return _plain(text)
    lines = (_plain(line)[1:-1] for line in text.split("\n"))
    return '"""\n' + "\n".join(lines) + '"""'


def _list(words: Iterable[str]) -> str:
    return f"[{', '.join(_plain(word) for word in words)}]"


def _flag(value: bool) -> str:
    return "true" if value else "false"
