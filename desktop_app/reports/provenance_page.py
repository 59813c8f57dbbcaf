"""Where a report comes from, on a page people can read, and in short at the foot of every page."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import fields, is_dataclass, replace
from typing import Final

from desktop_app.core.case_marks import SHORT
from desktop_app.core.provenance import PackMark, Provenance
from desktop_app.i18n import _
from desktop_app.reports.blocks import (
    Block,
    Document,
    Heading,
    KeyValues,
    PageBreak,
    Paragraph,
)

ANCHOR: Final = "provenance"
_DATA: Final = "data"
_SIGN: Final = "sign"


def with_provenance(document: Document, told: Provenance) -> Document:
    """The document with the page and the mark; the page stands before the one to sign.

    Digests of single places go along only where the document prints all data anyway.
    """
    blocks = list(document.blocks)
    place = next(
        (at for at, one in enumerate(blocks) if isinstance(one, Heading) and one.anchor == _SIGN),
        len(blocks),
    )
    if place and isinstance(blocks[place - 1], PageBreak) and place < len(blocks):
        place -= 1
    blocks[place:place] = page(told, text_mark(document.blocks))
    mark = _("数据指纹 {digest}").format(digest=told.short)
    kept = told if prints_data(document) else told.without_places()
    return replace(document, blocks=tuple(blocks), mark=mark, provenance=kept)


def prints_data(document: Document) -> bool:
    """Whether a document prints all data of the case, so that nothing of them is a secret."""
    return any(isinstance(one, Heading) and one.anchor == _DATA for one in document.blocks)


def page(told: Provenance, text: str) -> tuple[Block, ...]:
    """The page about where the document comes from; `text` is the digest of its texts."""
    return (
        PageBreak(),
        Heading(1, _("文件出处与核对"), ANCHOR),
        Paragraph(
            _(
                "下面的指纹（SHA-256）由数据、结果和本文件的文字算出，一处变动，指纹就不同。"
                "每页页脚印有数据指纹的前 {count} 位：同一自评、同样数据的文件，页脚相同。"
            ).format(count=SHORT)
        ),
        KeyValues(fact_pairs(told, text), columns=1),
        Paragraph(how_to_check(), "small"),
    )


def fact_pairs(told: Provenance, text: str = "") -> tuple[tuple[str, str], ...]:
    """Label and value of everything that is told of where a file comes from."""
    pairs = [
        (_("企业与年度"), _("{name} {year} 年").format(name=told.enterprise, year=told.year)),
        (_("自评编号"), told.case or _("没有（不在企业库中，由数据文件生成）")),
        (_("生成日期"), told.created),
        (_("程序版本"), told.program),
        *(((_("签名人"), told.signer),) if told.signer else ()),
        *((_("规则包"), pack_words(pack)) for pack in told.packs),
        (_("数据指纹"), told.data),
        (_("结果指纹"), told.result),
    ]
    if text:
        pairs.append((_("文字指纹"), text))
    return tuple(pairs)


def pack_words(pack: PackMark) -> str:
    """A pack with its version and the digest of its content."""
    words = _("{id} {version}，内容指纹 {digest}")
    return words.format(id=pack.id, version=pack.version, digest=pack.digest)


def how_to_check() -> str:
    """What a reader can do with the digests, and what they do not prove."""
    return _(
        "核对：在软件里用“核对文件…”打开本文件，或用命令 near-zero verify，"
        "会说明文件是否仍是写出时的样子、改动了哪里、企业库里的数据此后有没有变。"
        "指纹谁都能重算：没有签名时，只能发现无意或公开的改动，不能防止有意伪造；"
        "指纹也不证明填报的数据属实。"
    )


def text_mark(blocks: Sequence[Block]) -> str:
    """The SHA-256 of all texts of a document in their order, the same for PDF and Word."""
    summed = hashlib.sha256()
    for text in _texts(tuple(blocks)):
        summed.update(text.encode("utf-8", "surrogatepass") + b"\x1e")
    return summed.hexdigest()


def _texts(part: object) -> Iterator[str]:
    if isinstance(part, str):
        yield part
    elif isinstance(part, tuple):
        for one in part:
            yield from _texts(one)
    elif is_dataclass(part) and not isinstance(part, type):
        for field in fields(part):
            yield from _texts(getattr(part, field.name))
