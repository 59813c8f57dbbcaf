"""Chapters of the manual as HTML, in the few tags and attributes that Qt's rich text knows."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from markdown_it.common.utils import escapeHtml
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict

from desktop_app.reports.manual.source import Chapter, parser


class _Renderer(RendererHTML):
    """HTML in which lines of Chinese join without a blank, and tables have lines and room."""

    def softbreak(self, *_args: object) -> str:
        """The end of a line in the source is not seen."""
        return ""

    def paragraph_open(
        self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType
    ) -> str:
        """A picture alone in its paragraph is told apart: room between lines is not for it."""
        if _holds_picture(tokens[idx + 1]):
            return '<p class="picture">'
        return self.renderToken(tokens, idx, options, env)

    def image(self, tokens: Sequence[Token], idx: int, _options: OptionsDict, _env: EnvType) -> str:
        """A picture leads to itself, to be looked at in full; its caption stands below it."""
        source = escapeHtml(str(tokens[idx].attrs["src"]))
        words = escapeHtml(tokens[idx].content)
        shown = f'<a href="{source}"><img src="{source}" alt="{words}" /></a>'
        return f'{shown}</p>\n<p class="caption">{words}'

    def table_open(self, *_args: object) -> str:
        """Qt knows no borders of cells in style sheets, only these attributes."""
        return '<table border="1" cellspacing="0" cellpadding="6" width="100%">\n'


_RENDERER: Final = parser(_Renderer)


def _holds_picture(token: Token) -> bool:
    inside = token.children or []
    return len(inside) == 1 and inside[0].type == "image"


def chapter_html(chapter: Chapter) -> str:
    """The chapter as HTML; links name files of chapters, pictures files below the folder."""
    tokens: list[Token] = chapter.root.to_tokens()
    rendered: str = _RENDERER.renderer.render(tokens, _RENDERER.options, {})
    return rendered
