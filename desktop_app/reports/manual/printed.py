"""Chapters of the manual as blocks: what a page of the report engine is made of."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType
from typing import Final

from markdown_it.tree import SyntaxTreeNode

from desktop_app.i18n import _
from desktop_app.reports.blocks import (
    Block,
    Bullets,
    Callout,
    Cell,
    Column,
    Cover,
    Document,
    Heading,
    Listing,
    PageBreak,
    Paragraph,
    Picture,
    RichText,
    Row,
    Span,
    Table,
    Toc,
    plain_text,
)
from desktop_app.reports.images import image_of
from desktop_app.reports.manual.source import Chapter, Manual, plain

#: Characters: a column is never narrower or wider than this, whatever it holds.
_NARROWEST, _WIDEST = 5, 40
#: What a cell needs besides its characters, in characters.
_AIR: Final = 3
#: Pixels of a picture as wide as the text; a smaller one is narrower, so that words are of a size.
_FULL: Final = 1888
_DEEPEST: Final = 4
_PRODUCT: Final = "near-zero"
#: What stands around text without giving it a manner.
_TRANSPARENT: Final = frozenset({"inline", "paragraph", "td", "th"})


def manual_document(manual: Manual, version: str, created: str) -> Document:
    """The manual as a book: cover, list of contents, all chapters; `created` is an ISO date."""
    cover = Cover(
        manual.title,
        manual.subtitle,
        ((_("适用版本"), version), (_("编制日期"), created)),
    )
    blocks: list[Block] = [cover, PageBreak(), Toc(_("目录"), parts=tuple(_parts(manual)))]
    for chapter in manual.chapters:
        blocks += [PageBreak(), *chapter_blocks(chapter, manual.folder)]
    made = _document(manual.title, version, created, tuple(blocks))
    return replace(made, enterprise=manual.title, chapter_heads=True)


def _parts(manual: Manual) -> Iterator[tuple[str, str]]:
    """The first chapter of each part, by its anchor, and the title of the part."""
    before = ""
    for chapter in manual.chapters:
        if chapter.part != before:
            yield anchor(chapter.id), chapter.part
        before = chapter.part


def sheet_document(manual: Manual, chapter: Chapter, version: str, created: str) -> Document:
    """One chapter as a sheet to hand out; links to other chapters are plain text on it."""
    blocks = chapter_blocks(chapter, manual.folder)
    return _document(chapter.title, version, created, tuple(_without_links(blocks)))


def _document(title: str, version: str, created: str, blocks: tuple[Block, ...]) -> Document:
    return Document(
        title=title,
        subject=_("双近零企业自评"),
        enterprise=_("双近零企业自评"),
        year="",
        author=_PRODUCT,
        created=created,
        running_head=title,
        footer_note=f"{_PRODUCT} {version}",
        blocks=blocks,
    )


def chapter_blocks(chapter: Chapter, folder: Path) -> Iterator[Block]:
    """The blocks of a chapter, its title first."""
    for place, node in enumerate(chapter.root.children):
        yield from _block(node, chapter, place, folder)


def anchor(chapter: str) -> str:
    """The anchor of a chapter, which links to its file lead to."""
    return f"manual.{chapter}"


def _block(node: SyntaxTreeNode, chapter: Chapter, place: int, folder: Path) -> Iterator[Block]:
    if node.type == "heading":
        name = anchor(chapter.id) if place == 0 else f"{anchor(chapter.id)}.{place}"
        yield Heading(min(int(node.tag[1:]), _DEEPEST), plain(node), name)
    elif node.type == "paragraph":
        yield _paragraph(node, folder)
    elif node.type in ("bullet_list", "ordered_list"):
        yield from _lists(node)
    elif node.type == "blockquote":
        yield Callout(_joined([_rich(child) for child in node.children]))
    elif node.type == "table":
        yield _table(node)
    elif node.type == "fence":
        yield Listing(tuple(node.content.rstrip("\n").split("\n")))
    else:
        raise ValueError(f"{chapter.id}: {node.type} is not used in the manual")


def _paragraph(node: SyntaxTreeNode, folder: Path) -> Block:
    inside = node.children[0].children if node.children else []
    if len(inside) == 1 and inside[0].type == "image":
        return _picture(inside[0], folder)
    return Paragraph(_rich(node))


def _picture(node: SyntaxTreeNode, folder: Path) -> Picture:
    name = str(node.attrs["src"])
    image = image_of((folder / name).read_bytes(), "image/png")
    if image is None:
        raise ValueError(f"{name} is not a PNG")
    return Picture(image, plain(node), share=min(1, image.width / _FULL))


def _lists(node: SyntaxTreeNode) -> Iterator[Block]:
    """A list; what its items hold besides their first paragraph follows it."""
    items, after = [], []
    for item in node.children:
        first, *more = item.children
        items.append(_rich(first))
        after += more
    yield Bullets(tuple(items), ordered=node.type == "ordered_list")
    for inner in after:
        yield from _lists(inner)


def _table(node: SyntaxTreeNode) -> Table:
    head, *body = node.children
    rows = [
        Row(tuple(Cell(_rich(cell)) for cell in row.children))
        for part in body
        for row in part.children
    ]
    titles = [plain(cell) for cell in head.children[0].children]
    columns = [
        Column(title, share=_share([title, *(plain_text(row.cells[at].text) for row in rows)]))
        for at, title in enumerate(titles)
    ]
    return Table(tuple(columns), tuple(rows))


def _share(texts: Sequence[str]) -> float:
    return min(_WIDEST, max(_NARROWEST, *map(len, texts))) + _AIR


def _joined(parts: Sequence[RichText]) -> RichText:
    spans: list[Span] = []
    for part in parts:
        if spans:
            spans.append(Span("\n"))
        spans += [Span(part)] if isinstance(part, str) else part
    return tuple(spans)


# --- text in a line -------------------------------------------------------------------------


def _rich(node: SyntaxTreeNode, manner: Span = Span("")) -> RichText:  # noqa: B008 - frozen
    return tuple(_spans(node, manner))


def _spans(node: SyntaxTreeNode, manner: Span) -> Iterator[Span]:
    if node.type in ("text", "code_inline"):
        if node.content:
            yield replace(manner, text=node.content, typed=node.type == "code_inline")
    elif node.type == "softbreak":
        return  # lines of Chinese join without a blank
    elif node.type in _MANNERS or node.type in _TRANSPARENT:
        inside = _MANNERS[node.type](node, manner) if node.type in _MANNERS else manner
        for child in node.children:
            yield from _spans(child, inside)
    else:
        raise ValueError(f"{node.type} is not used in the manual")


def _linked(node: SyntaxTreeNode, manner: Span) -> Span:
    target = str(node.attrs["href"])
    if not target.endswith(".md"):
        raise ValueError(f"{target} is not a chapter")
    return replace(manner, link=anchor(target.removesuffix(".md")), colour="accent")


_MANNERS: Final[Mapping[str, Callable[[SyntaxTreeNode, Span], Span]]] = MappingProxyType(
    {
        "strong": lambda _node, manner: replace(manner, bold=True),
        "em": lambda _node, manner: replace(manner, slanted=True),
        "link": _linked,
    }
)


def _without_links(blocks: Iterator[Block]) -> Iterator[Block]:
    for block in blocks:
        if isinstance(block, Paragraph | Callout):
            yield replace(block, text=_unlinked(block.text))
        elif isinstance(block, Bullets):
            yield replace(block, items=tuple(map(_unlinked, block.items)))
        elif isinstance(block, Table):
            rows = tuple(
                replace(
                    row,
                    cells=tuple(replace(cell, text=_unlinked(cell.text)) for cell in row.cells),
                )
                for row in block.rows
            )
            yield replace(block, rows=rows)
        else:
            yield block


def _unlinked(text: RichText) -> RichText:
    if isinstance(text, str):
        return text
    return tuple(replace(span, link="", colour="") for span in text)
