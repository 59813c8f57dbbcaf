"""The manual as it lies in its folder: a table of chapters, and a Markdown file for each.

Another language has a folder of its own beside the chapters, with files of the same names; what is
not there is read in Chinese. What the window says stands in 「」 in every language; a test holds
that the window still says it.

The folder is part of the program. What is wrong with it is a bug, found by the tests.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.rules_core import StateCore
from markdown_it.token import Token
from markdown_it.tree import SyntaxTreeNode

from desktop_app.i18n import SOURCE_LANGUAGE

CONTENTS: Final = "manual.toml"
_LABEL: Final = re.compile("「([^」]+)」")


def _labels(state: StateCore) -> None:
    """Set 「what the window says」 in bold.

    The asterisks of Markdown fail between Chinese characters and signs: what stands around them
    decides whether they open or close, by rules made for words with blanks between.
    """
    for token in state.tokens:
        if token.children:
            token.children = [new for old in token.children for new in _with_labels(old)]


def _with_labels(token: Token) -> Iterator[Token]:
    if token.type != "text" or "「" not in token.content:
        yield token
        return
    for place, part in enumerate(_LABEL.split(token.content)):
        if place % 2:
            yield Token("strong_open", "strong", 1, level=token.level)
        yield Token("text", "", 0, content=part, level=token.level + place % 2)
        if place % 2:
            yield Token("strong_close", "strong", -1, level=token.level)


def parser(renderer: type[RendererHTML] = RendererHTML) -> MarkdownIt:
    """What reads the Markdown of the manual."""
    made = MarkdownIt("commonmark", renderer_cls=renderer).enable("table")
    made.core.ruler.push("labels", _labels)
    return made


_PARSER: Final = parser()


@dataclass(frozen=True, slots=True)
class Chapter:
    """A chapter: `id` is the name of its file, `screens` the pages of the window it explains.

    A `quick` chapter is also handed out as a sheet of its own. `root` is its parsed text.
    """

    id: str
    title: str
    part: str
    screens: tuple[str, ...]
    quick: bool
    root: SyntaxTreeNode


@dataclass(frozen=True, slots=True)
class Manual:
    """The whole manual; pictures are named relative to `folder`."""

    title: str
    subtitle: str
    folder: Path
    chapters: tuple[Chapter, ...]

    def chapter_of(self, screen: str) -> Chapter:
        """The chapter that explains a page of the window; the first one for any other page."""
        return next((one for one in self.chapters if screen in one.screens), self.chapters[0])


def read_manual(folder: Path, language: str = SOURCE_LANGUAGE) -> Manual:
    """The manual in a folder, in a language.

    Raises:
        OSError: a file is not there.
        ValueError, KeyError: a file is not what it should be.
    """
    contents = tomllib.loads((folder / CONTENTS).read_text(encoding="utf-8"))
    chapters = tuple(
        _chapter(folder, language, _worded(part, "title", language), entry)
        for part in contents["part"]
        for entry in part["chapter"]
    )
    title, subtitle = (_worded(contents, name, language) for name in ("title", "subtitle"))
    return Manual(title, subtitle, folder, chapters)


def _worded(entry: Mapping[str, Any], name: str, language: str) -> str:
    """A text of the table of chapters: `title` in Chinese, `title_en` in English."""
    return str(entry.get(f"{name}_{language}", entry[name]))


def _chapter(folder: Path, language: str, part: str, entry: Mapping[str, Any]) -> Chapter:
    name = str(entry["file"])
    path = folder / language / f"{name}.md"
    text = (path if path.is_file() else folder / f"{name}.md").read_text(encoding="utf-8")
    root = SyntaxTreeNode(_PARSER.parse(text))
    first = root.children[0]
    if first.type != "heading" or first.tag != "h1":
        raise ValueError(f"{name}.md does not begin with its title")
    screens = tuple(entry.get("screens", ()))
    return Chapter(name, plain(first), part, screens, bool(entry.get("quick")), root)


def captions(node: SyntaxTreeNode) -> Mapping[str, str]:
    """What stands below each picture, by the name of its file."""
    images = (one for one in node.walk() if one.type == "image")
    return {str(one.attrs["src"]): plain(one) for one in images}


def plain(node: SyntaxTreeNode) -> str:
    """The characters of a node, without their manner."""
    if node.type in ("text", "code_inline", "fence"):
        return node.content
    return "".join(plain(child) for child in node.children)
