"""A report template as it is used: chapters in order, texts, cover, logo, signature lines."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

from desktop_app.i18n import current_language, translate
from desktop_app.reports.blocks import Image

Wants: TypeAlias = Callable[[str], bool]


def everything(_part: str) -> bool:
    """Wanted where nobody chose: every part."""
    return True


@dataclass(frozen=True, slots=True)
class ChapterPlan:
    """One chapter of a template.

    `parts` are those wanted, all when empty; `text` stands before them, `figures` are paths into
    the result printed as a table after it. `most` is how many lines a list shows, 0 for its own
    number. `new_page` begins a page; None leaves it to the chapter.
    """

    id: str
    title: str = ""
    text: str = ""
    parts: tuple[str, ...] = ()
    figures: tuple[str, ...] = ()
    most: int = 0
    new_page: bool | None = None

    def wants(self, part: str) -> bool:
        """Whether a part is to be printed."""
        return not self.parts or part in self.parts


@dataclass(frozen=True, slots=True)
class Template:
    """A report template. Its texts are Chinese; `english` holds translations of its own texts.

    A text without one is looked up in the catalogue of the program and else stays Chinese.
    Texts may hold {fields}, see `fields`. `contents` tells whether there is a list of contents.
    """

    id: str
    name: str
    version: str
    title: str
    subtitle: str
    statement: str
    chapters: tuple[ChapterPlan, ...]
    cover_fields: tuple[str, ...]
    cover_footnote: str
    sign_title: str
    sign_text: str
    sign_labels: tuple[str, ...]
    organisation: str = ""
    logo: Image | None = None
    logo_file: str = ""
    contents: bool = True
    english: Mapping[str, str] = field(default_factory=dict)

    def said(self, text: str) -> str:
        """A text of the template in the language in force."""
        own = self.english.get(text) if current_language() == "en" else None
        return own or translate(text)

    def texts(self) -> tuple[str, ...]:
        """All its Chinese texts that get printed, in the order of the file."""
        own = (text for one in self.chapters for text in (one.title, one.text))
        head = (self.name, self.title, self.subtitle, self.statement, self.organisation)
        around = (self.cover_footnote, self.sign_title, self.sign_text, *self.sign_labels)
        return tuple(dict.fromkeys(text for text in (*head, *own, *around) if text))
