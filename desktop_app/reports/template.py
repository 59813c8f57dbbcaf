"""Reading a report template: which chapters in which order, and the texts around them."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from desktop_app.core.problems import Problem, problem
from desktop_app.i18n import _

CHAPTERS: Final = (
    "verdict",
    "clean_production",
    "energy",
    "carbon",
    "pollutants",
    "policy",
    "readiness",
    "checks",
    "gaps",
    "plan",
    "data",
    "calculation",
    "sources",
    "evidence",
    "sign",
)

COVER_FIELDS: Final = ("name", "uscc", "region", "industry", "permit", "year", "created", "packs")


@dataclass(frozen=True, slots=True)
class Template:
    """A report template; all texts are Chinese sources of the catalogue."""

    id: str
    name: str
    version: str
    title: str
    subtitle: str
    statement: str
    chapters: tuple[str, ...]
    cover_fields: tuple[str, ...]
    cover_footnote: str
    sign_title: str
    sign_text: str
    sign_labels: tuple[str, ...]


def read_template(folder: Path) -> Template | tuple[Problem, ...]:
    """The template in a folder, or everything wrong with it."""
    path = folder / "template.toml"
    document = f"{folder.name}/template.toml"
    try:
        raw = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        return (problem("file.unreadable", document, file=path, detail=error),)
    except tomllib.TOMLDecodeError as error:
        return (problem("file.not_toml", document, detail=error),)
    return _Reader(document).read(raw)


class _Reader:
    """Reads the fields of one template and collects what is wrong."""

    def __init__(self, document: str) -> None:
        self.document = document
        self.problems: list[Problem] = []

    def read(self, raw: dict[str, Any]) -> Template | tuple[Problem, ...]:
        """The template, if every field is as it should be."""
        head, cover, sign = (self._table(raw, name) for name in ("template", "cover", "sign"))
        texts = {
            field: self._text(head, "template", field)
            for field in ("id", "name", "version", "title", "subtitle", "statement")
        }
        template = Template(
            **texts,
            chapters=self._words(head, "template", "chapters", CHAPTERS),
            cover_fields=self._words(cover, "cover", "fields", COVER_FIELDS),
            cover_footnote=self._text(cover, "cover", "footnote"),
            sign_title=self._text(sign, "sign", "title"),
            sign_text=self._text(sign, "sign", "text"),
            sign_labels=self._words(sign, "sign", "labels", ()),
        )
        return tuple(self.problems) or template

    def _fail(self, path: str, value: object, expected: str) -> None:
        code = "file.field_missing" if value is None else "file.field_type"
        self.problems.append(
            problem(code, self.document, path, field=path, expected=expected, value=value)
        )

    def _table(self, raw: dict[str, Any], name: str) -> dict[str, Any]:
        found = raw.get(name)
        if isinstance(found, dict):
            return found
        self._fail(name, found, f"[{name}]")
        return {}

    def _text(self, table: dict[str, Any], where: str, field: str) -> str:
        found = table.get(field)
        if isinstance(found, str) and found.strip():
            return found
        self._fail(f"{where}.{field}", found, _("文字"))
        return ""

    def _words(
        self, table: dict[str, Any], where: str, field: str, known: tuple[str, ...]
    ) -> tuple[str, ...]:
        found = table.get(field)
        path = f"{where}.{field}"
        if not isinstance(found, list) or not all(isinstance(word, str) for word in found):
            self._fail(path, found, _("文字的列表"))
            return ()
        for place, word in enumerate(found):
            if known and word not in known:
                self._fail(f"{path}[{place}]", word, _("、").join(known))
        return tuple(found)
