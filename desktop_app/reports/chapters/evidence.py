"""The list of evidence 佐证材料: number, title, kind, day, fingerprint, and what each supports."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from desktop_app.core.evaluate import Evaluation
from desktop_app.core.evidence import SHORT, Evidence
from desktop_app.core.evidence_texts import KIND_WORDS
from desktop_app.core.subjects import in_order, subject_name
from desktop_app.core.support import answered, whole_coverage
from desktop_app.i18n import _, format_number, translate
from desktop_app.reports.blocks import Block, Cell, Column, Heading, Paragraph, Row, Table

_MOST_SUBJECTS = 8


def blocks(evaluation: Evaluation, binder: Mapping[str, int] | None = None) -> tuple[Block, ...]:
    """How much has evidence, and every document; `binder` are their pages in one made with it."""
    pages = binder or {}
    evidence = evaluation.case.evidence
    columns = (
        Column(_("编号"), 1.15),
        Column(_("题名与出具单位"), 3.2),
        Column(_("种类"), 1.2),
        Column(_("日期"), 1.5),
        Column(_("指纹"), 1.9),
        Column(_("关联"), 3.2),
    )
    note = _("指纹是文件内容 SHA-256 的前 {count} 位，全文见工作簿“佐证”表。").format(count=SHORT)
    return (
        Heading(1, _("佐证材料"), "evidence"),
        Paragraph(_summary(evaluation)),
        Table(
            columns,
            tuple(_row(evaluation, one, pages) for one in evidence),
            caption=_("佐证材料"),
            note=note if evidence else "",
            empty=_("没有登记佐证材料。"),
        ),
    )


def supported_by(evaluation: Evaluation, one: Evidence, most: int = 0) -> str:
    """What a document supports, in form order; of many the first `most` and how many there are."""
    subjects = in_order(evaluation, one.subjects)
    shown = subjects[:most] if most else subjects
    names = _("；").join(subject_name(evaluation, each, translate) for each in shown)
    if len(shown) < len(subjects):
        return _("{names}等 {count} 项").format(names=names, count=len(subjects))
    return names


def kind_word(one: Evidence) -> str:
    """The word for the kind of a document."""
    return translate(KIND_WORDS[one.kind.value])


def _summary(evaluation: Evaluation) -> str:
    evidence: Sequence[Evidence] = evaluation.case.evidence
    whole = whole_coverage(answered(evaluation))
    loose = sum(not one.subjects for one in evidence)
    words = _(
        "佐证材料 {count} 份，其中 {loose} 份未关联。填写的 {answered} 个值中 {supported} 个有佐证"
    ).format(count=len(evidence), loose=loose, answered=whole.answered, supported=whole.supported)
    if whole.share is None:
        return words + _("。")
    share = format_number(100 * whole.share, 0)
    return words + _("，按对结果的影响计为 {share}%。").format(share=share)


def _row(evaluation: Evaluation, one: Evidence, pages: Mapping[str, int]) -> Row:
    page = pages.get(one.label)
    bound = _("佐证册第 {page} 页").format(page=page) if page else ""
    title = "\n".join(part for part in (one.title, one.issuer, bound) if part)
    supports = supported_by(evaluation, one, _MOST_SUBJECTS)
    return Row(
        (
            Cell(one.label, tone="strong"),
            Cell(title),
            Cell(kind_word(one)),
            Cell(one.dated or "—"),
            Cell(one.short_digest, tone="muted"),
            Cell(supports or _("未关联"), tone="" if supports else "muted"),
        )
    )
