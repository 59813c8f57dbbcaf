"""Reading a report template: the template, or everything wrong with it at once."""

from __future__ import annotations

import re
from difflib import get_close_matches
from pathlib import Path
from typing import Any, Final

from desktop_app.core.problems import Problem, has_errors, problem
from desktop_app.core.toml_text import load_toml
from desktop_app.i18n import _
from desktop_app.reports.blocks import Image
from desktop_app.reports.templates.catalogue import (
    CHAPTERS,
    COVER_FIELDS,
    LISTS,
    MOST,
    OWN_TEXT,
)
from desktop_app.reports.templates.fields import FACTS, fields_in, path_of, stray_braces
from desktop_app.reports.templates.lines import line_of
from desktop_app.reports.templates.logo import read_logo
from desktop_app.reports.templates.model import ChapterPlan, Template

FILE: Final = "template.toml"
MAX_BYTES: Final = 500_000
MAX_TEXT: Final = 5000
MAX_CHAPTERS: Final = 60
_SYNTAX: Final = re.compile(r"(.*) \(at line (\d+), column (\d+)\)")


def read_template(folder: Path) -> Template | tuple[Problem, ...]:
    """The template in a folder, or everything wrong with it; remarks do not stop it."""
    template, found = examine(folder)
    return tuple(found) if template is None else template


def examine(folder: Path) -> tuple[Template | None, tuple[Problem, ...]]:
    """The template in a folder if it can be used, and every problem and remark."""
    document = f"{folder.name}/{FILE}"
    text = _text_of(folder / FILE, document)
    if isinstance(text, Problem):
        return None, (text,)
    try:
        raw = load_toml(text)
    except (ValueError, RecursionError) as error:
        return None, (_syntax(text, str(error), document),)
    reader = _Reader(folder, document, text)
    template = reader.template(raw)
    found = tuple(reader.problems)
    return (None if has_errors(found) else template), found


def _text_of(path: Path, document: str) -> str | Problem:
    try:
        with path.open("rb") as stream:
            data = stream.read(MAX_BYTES + 1)
    except OSError as error:
        detail = error.strerror or str(error)
        return problem("file.unreadable", document, file=FILE, detail=detail)
    if len(data) > MAX_BYTES:
        limit = f"{MAX_BYTES // 1000} KB"
        return problem("file.too_large", document, size=f"> {limit}", limit=limit)
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        return problem("pack.not_utf8", document, position=error.start)


def _syntax(text: str, detail: str, document: str) -> Problem:
    found = _SYNTAX.fullmatch(detail)
    if found is None:
        return problem("pack.not_toml_file", document, detail=detail)
    line = text.splitlines()[int(found[2]) - 1] if int(found[2]) <= text.count("\n") + 1 else ""
    place = {"line": found[2], "column": found[3], "text": line.strip()[:80]}
    return problem("pack.not_toml", document, detail=found[1], **place)


def _nearest(word: str, known: tuple[str, ...]) -> str:
    near = get_close_matches(word, known, n=1, cutoff=0.6)
    return _("是否指“{word}”？").format(word=near[0]) if near else ""


class _Reader:
    """Reads the tables of one template and collects what is wrong."""

    def __init__(self, folder: Path, document: str, text: str) -> None:
        self.folder, self.document, self.source = folder, document, text
        self.problems: list[Problem] = []

    def template(self, raw: dict[str, Any]) -> Template:
        """The template; what is wrong yields a stand-in and a problem."""
        self._known(raw, "", ("template", "cover", "chapter", "sign", "english"))
        head, cover, sign = (self._table(raw, name) for name in ("template", "cover", "sign"))
        fields = ("name", "version", "title", "subtitle", "statement")
        more = ("organisation", "logo", "contents")
        self._known(head, "template", (*fields, *more))
        self._known(cover, "cover", ("fields", "footnote"))
        self._known(sign, "sign", ("title", "text", "labels"))
        file = self._text(head, "template", "logo", required=False)
        return Template(
            id=self.folder.name,
            **{name: self._text(head, "template", name) for name in fields},
            organisation=self._text(head, "template", "organisation", required=False),
            logo=self._logo(file),
            logo_file=file,
            contents=self._flag(head, "template", "contents") is not False,
            chapters=self._chapters(raw.get("chapter")),
            cover_fields=self._words(cover, "cover", "fields", COVER_FIELDS),
            cover_footnote=self._text(cover, "cover", "footnote", required=False),
            sign_title=self._text(sign, "sign", "title"),
            sign_text=self._text(sign, "sign", "text"),
            sign_labels=self._words(sign, "sign", "labels", ()),
            english=self._english(raw.get("english")),
        )

    def note(self, code: str, path: str, **args: object) -> None:
        """Record a problem at a path and, where it is found, its line."""
        line = line_of(self.source, path)
        place = _("{path}（第 {line} 行）").format(path=path, line=line) if line else path
        self.problems.append(problem(code, self.document, place, **args))

    # tables and chapters

    def _table(self, raw: dict[str, Any], name: str) -> dict[str, Any]:
        found = raw.get(name)
        if isinstance(found, dict):
            return found
        self._wrong(name, found, f"[{name}]")
        return {}

    def _known(self, table: dict[str, Any], path: str, names: tuple[str, ...]) -> None:
        for name in table:
            if name not in names:
                place = ".".join(part for part in (path, name) if part)
                hint = _nearest(name, names)
                self.note("file.field_unknown", place, field=name, suggestion=hint)

    def _chapters(self, raw: object) -> tuple[ChapterPlan, ...]:
        if not isinstance(raw, list) or not raw:
            self._wrong("chapter", raw, "[[chapter]]")
            return ()
        if len(raw) > MAX_CHAPTERS:
            self.note(
                "report_template.many_chapters", "chapter", count=len(raw), limit=MAX_CHAPTERS
            )
            return ()
        found: list[ChapterPlan] = []
        for number, one in enumerate(raw):
            path = f"chapter[{number}]"
            if not isinstance(one, dict):
                self._wrong(path, one, "[[chapter]]")
                continue
            chapter = self._chapter(one, path)
            if chapter is None:
                continue
            if chapter.id != OWN_TEXT and chapter.id in {known.id for known in found}:
                self.note("report_template.chapter_twice", f"{path}.id", chapter=chapter.id)
                continue
            found.append(chapter)
        return tuple(found)

    def _chapter(self, raw: dict[str, Any], path: str) -> ChapterPlan | None:
        names = ("id", "title", "text", "parts", "figures", "most", "new_page")
        self._known(raw, path, names)
        own = self._text(raw, path, "id")
        if not own or not self._is_known(own, f"{path}.id", tuple(CHAPTERS)):
            return None
        parts = self._words(raw, path, "parts", CHAPTERS[own]) if "parts" in raw else ()
        if "parts" in raw and not CHAPTERS[own]:
            self.note("report_template.no_parts", f"{path}.parts", chapter=own)
        figures = self._words(raw, path, "figures", ()) if "figures" in raw else ()
        for figure in figures:
            if not path_of(figure):
                self.note("report_template.not_path", f"{path}.figures", value=figure)
        text = self._text(raw, path, "text", required=own == OWN_TEXT and not figures)
        return ChapterPlan(
            own,
            self._text(raw, path, "title", required=own == OWN_TEXT),
            text,
            parts,
            figures,
            self._most(raw, path, own),
            self._flag(raw, path, "new_page"),
        )

    def _most(self, raw: dict[str, Any], path: str, chapter: str) -> int:
        found = raw.get("most")
        if found is None:
            return 0
        if chapter not in LISTS:
            self.note("report_template.no_list", f"{path}.most", chapter=chapter)
            return 0
        if isinstance(found, bool) or not isinstance(found, int) or not 1 <= found <= MOST:
            self._wrong(f"{path}.most", found, _("1 至 {most} 的整数").format(most=MOST))
            return 0
        return found

    # single fields

    def _wrong(self, path: str, value: object, expected: str) -> None:
        code = "file.field_missing" if value is None else "file.field_type"
        self.note(code, path, field=path, expected=expected, value=str(value)[:80])

    def _text(self, table: dict[str, Any], where: str, field: str, *, required: bool = True) -> str:
        found, path = table.get(field), f"{where}.{field}"
        if found is None and not required:
            return ""
        if not isinstance(found, str) or (required and not found.strip()):
            self._wrong(path, None if found == "" else found, _("文字"))
            return ""
        if len(found) > MAX_TEXT:
            self.note("report_template.long_text", path, count=len(found), limit=MAX_TEXT)
            return ""
        self._check_fields(found, path)
        return found.strip()

    def _check_fields(self, text: str, path: str) -> None:
        if stray_braces(text):
            self.note("report_template.brace", path)
        for name in fields_in(text):
            if name not in FACTS and not path_of(name):
                hint = _nearest(name, FACTS)
                self.note("report_template.field", path, field=name, suggestion=hint)

    def _flag(self, table: dict[str, Any], where: str, field: str) -> bool | None:
        found = table.get(field)
        if found is None or isinstance(found, bool):
            return found
        self._wrong(f"{where}.{field}", found, "true / false")
        return None

    def _words(
        self, table: dict[str, Any], where: str, field: str, known: tuple[str, ...]
    ) -> tuple[str, ...]:
        found, path = table.get(field), f"{where}.{field}"
        if not isinstance(found, list) or not all(isinstance(word, str) for word in found):
            self._wrong(path, found, _("文字的列表"))
            return ()
        for word in found:
            if known:
                self._is_known(word, path, known)
            elif len(word) > MAX_TEXT:
                self.note("report_template.long_text", path, count=len(word), limit=MAX_TEXT)
        return tuple(dict.fromkeys(found))

    def _is_known(self, word: str, path: str, known: tuple[str, ...]) -> bool:
        if word in known:
            return True
        choices, hint = _("、").join(known), _nearest(word, known)
        self.note("report_template.word", path, value=word[:80], suggestion=hint, choices=choices)
        return False

    def _logo(self, name: str) -> Image | None:
        found = read_logo(self.folder, name, self.document) if name else None
        if isinstance(found, Problem):
            self.note(found.code, "template.logo", **found.args)
            return None
        return found

    def _english(self, raw: object) -> dict[str, str]:
        if raw is None:
            return {}
        if isinstance(raw, dict) and all(isinstance(text, str) for text in raw.values()):
            return {text.strip(): said for text, said in raw.items()}
        self._wrong("english", raw, _("中文与译文成对的文字"))
        return {}
