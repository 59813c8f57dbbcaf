"""The evidence binder 佐证册: cover, index, documents each behind a sheet, digests, seal.

Composed of blocks like a report; pages of documents are leaves that are filled elsewhere.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from desktop_app.core.evaluate import Evaluation
from desktop_app.core.evidence import Evidence
from desktop_app.core.file_kinds import kind_of
from desktop_app.core.provenance import Provenance
from desktop_app.i18n import _, translate
from desktop_app.reports.blocks import (
    Block,
    Callout,
    Cell,
    Column,
    Cover,
    Document,
    Heading,
    KeyValues,
    Leaf,
    PageBreak,
    Paragraph,
    Row,
    SignaturePanel,
    Span,
    Table,
)
from desktop_app.reports.chapters.evidence import kind_word, supported_by
from desktop_app.reports.leaf import sheet_text
from desktop_app.reports.provenance_page import page as provenance_page

INDEX: Final = "index"
_HASHES: Final = "hashes"
_SEAL: Final = "seal"
_MOST_SUBJECTS: Final = 40


@dataclass(frozen=True, slots=True)
class Sheet:
    """One page of a document as it will stand in the binder."""

    width: float
    height: float
    picture: Callable[[], bytes] | None = None
    turn: int = 0
    mirrored: bool = False


@dataclass(frozen=True, slots=True)
class Bound:
    """A document with what of it is in the binder.

    `pages` are all pages it has, `sheets` those that are in; `note` says why some or all are not.
    """

    evidence: Evidence
    size: str
    sheets: tuple[Sheet, ...] = ()
    pages: int = 0
    note: str = ""


def compose_binder(
    evaluation: Evaluation,
    bound: Sequence[Bound],
    told: Provenance,
    numbers: Mapping[str, int],
) -> Document:
    """The binder as blocks; `numbers` are the pages of its headings, once they are known."""
    name, year = evaluation.case.enterprise.name, str(evaluation.case.year)
    title = _("佐证册")
    body: list[Block] = [_cover(evaluation, bound, told), *_index(bound, numbers)]
    for one in bound:
        body.extend(_divider(evaluation, one))
        body.extend(_leaves(one))
    body.extend(_hashes(bound))
    body.extend(provenance_page(told, ""))
    body.extend(_seal())
    return Document(
        title=title,
        subject=_("{name} {year} 年").format(name=name, year=year),
        enterprise=name,
        year=year,
        author=name,
        created=told.created,
        running_head=title,
        footer_note=_("企业自行编制的佐证材料汇编"),
        blocks=tuple(body),
        keywords=(name, year, title),
        mark=_("数据指纹 {digest}").format(digest=told.short),
    )


def anchor_of(one: Evidence) -> str:
    """The heading of a document's own sheet."""
    return one.label


def _cover(evaluation: Evaluation, bound: Sequence[Bound], told: Provenance) -> Cover:
    case, missing = evaluation.case, sum(not one.sheets for one in bound)
    count = _("{count} 份，其中 {missing} 份只有目录、没有页面").format(
        count=len(bound), missing=missing
    )
    fields = (
        (_("企业名称"), case.enterprise.name),
        (_("统一社会信用代码"), case.enterprise.uscc or _("未填")),
        (_("报告年度"), _("{year} 年").format(year=case.year)),
        (_("佐证材料"), count if missing else _("{count} 份").format(count=len(bound))),
        (_("生成日期"), told.created),
    )
    note = _("各份材料按原文件收录，缩放到整页；原文件在企业库中，可按 SHA-256 核对。")
    return Cover(_("佐证册"), _("双近零企业自评"), fields, note)


def _index(bound: Sequence[Bound], numbers: Mapping[str, int]) -> Iterator[Block]:
    columns = (
        Column(_("编号"), 1.1),
        Column(_("题名与出具单位"), 4),
        Column(_("种类"), 1.2),
        Column(_("日期"), 1.4),
        Column(_("收录"), 2.4),
        Column(_("页码"), 0.9, "right"),
    )
    yield Heading(1, _("目录"), INDEX)
    yield Table(
        columns,
        tuple(_index_row(one, numbers) for one in bound),
        empty=_("没有登记佐证材料。"),
    )


def _index_row(one: Bound, numbers: Mapping[str, int]) -> Row:
    document, anchor = one.evidence, anchor_of(one.evidence)
    title = "\n".join(part for part in (document.title, document.issuer) if part)
    page = str(numbers.get(anchor, ""))
    return Row(
        (
            Cell((Span(document.label, bold=True, link=anchor),)),
            Cell((Span(title, link=anchor),)),
            Cell(kind_word(document)),
            Cell(document.dated or "—"),
            Cell(taken_words(one), tone="" if one.sheets else "muted"),
            Cell((Span(page, link=anchor),)),
        )
    )


def taken_words(one: Bound) -> str:
    """How much of a document is in the binder."""
    taken = len(one.sheets)
    if not taken:
        return _("未收录页面")
    if taken < one.pages:
        return _("前 {taken} 页，共 {pages} 页").format(taken=taken, pages=one.pages)
    return _("{count} 页").format(count=taken)


def _divider(evaluation: Evaluation, one: Bound) -> Iterator[Block]:
    document = one.evidence
    added = " ".join(part for part in (document.added[:10], document.who) if part)
    supports = supported_by(evaluation, document, _MOST_SUBJECTS)
    yield PageBreak()
    yield Heading(1, f"{document.label}  {document.title}", anchor_of(document))
    yield KeyValues(
        (
            (_("种类"), kind_word(document)),
            (_("文件日期"), document.dated or _("未填")),
            (_("出具单位"), document.issuer or _("未填")),
            (_("关联"), supports or _("未关联")),
            (_("原文件名"), document.file),
            (_("文件类型"), translate(kind_of(document.media).name)),
            (_("大小"), one.size),
            ("SHA-256", document.digest),
            (_("登记"), added or "—"),
            (_("收录"), taken_words(one)),
            *(((_("备注"), document.note),) if document.note else ()),
        ),
        columns=1,
    )
    if one.note:
        yield Callout(one.note, "warning")


def _leaves(one: Bound) -> Iterator[Block]:
    pages = max(len(one.sheets), one.pages)
    for number, sheet in enumerate(one.sheets, 1):
        text = sheet_text(one.evidence.label, number, pages)
        yield Leaf(text, sheet.width, sheet.height, sheet.picture, sheet.turn, sheet.mirrored)


def _hashes(bound: Sequence[Bound]) -> Iterator[Block]:
    columns = (
        Column(_("编号"), 1),
        Column(_("题名"), 2.6),
        Column(_("字节"), 1.3, "right"),
        Column("SHA-256", 5.1),
    )
    rows = (
        Row(
            (
                Cell(one.evidence.label, tone="strong"),
                Cell(one.evidence.title),
                Cell(str(one.evidence.size)),
                Cell((Span(one.evidence.digest, small=True),)),
            )
        )
        for one in bound
    )
    yield PageBreak()
    yield Heading(1, _("原文件指纹清单"), _HASHES)
    yield Paragraph(
        _("指纹由原文件的内容算出。从企业库导出原文件，算出的 SHA-256 相同，就是收录时的那一份。")
    )
    yield Table(columns, tuple(rows), empty=_("没有登记佐证材料。"))


def _seal() -> Iterator[Block]:
    yield PageBreak()
    yield Heading(1, _("声明与签章"), _SEAL)
    yield Paragraph(
        _("本企业确认本册各份材料与原件一致，并对其真实性负责。收录的页面经过缩放，内容没有改动。")
    )
    labels = (_("整理人"), _("审核人"), _("企业负责人"), _("日期"), _("企业（盖章）"))
    yield SignaturePanel(labels)
