"""The consistency check: what contradicts itself, what was set aside and why, what is remarked."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from desktop_app.core.consistency.finding import Finding
from desktop_app.core.consistency.findings import findings, rules
from desktop_app.core.evaluate import Evaluation
from desktop_app.core.problems import Severity
from desktop_app.i18n import _, translate
from desktop_app.reports.blocks import Badge, Block, Cell, Column, Heading, Paragraph, Row, Table
from desktop_app.reports.templates.model import Wants, everything

_MOST_REMARKS = 30
_TONES = {Severity.ERROR: "level_below", Severity.WARNING: "level_3", Severity.INFO: "muted"}


def blocks(
    evaluation: Evaluation, last: Evaluation | None = None, wants: Wants = everything
) -> tuple[Block, ...]:
    """All errors and warnings, what was set aside with its reason, and the remarks by rule."""
    found = findings(evaluation, last)
    pressing = [one for one in found if not one.set_aside and one.severity is not Severity.INFO]
    aside = [one for one in found if one.set_aside]
    remarks = [one for one in found if not one.set_aside and one.severity is Severity.INFO]
    return (
        Heading(1, _("一致性检查"), "checks"),
        Paragraph(_summary(evaluation, found, compared=last is not None)),
        *([_pressing(pressing)] if wants("pressing") else []),
        *(_aside(aside) if wants("aside") else []),
        *(_remarks(remarks) if wants("remarks") else []),
    )


def severity_word(severity: Severity) -> str:
    """The word of a severity."""
    return {
        Severity.ERROR: _("错误"),
        Severity.WARNING: _("提醒"),
        Severity.INFO: _("说明"),
    }[severity]


def _summary(evaluation: Evaluation, found: Sequence[Finding], *, compared: bool) -> str:
    counts = Counter(one.severity for one in found if not one.set_aside)
    aside = sum(bool(one.set_aside) for one in found)
    words = _(
        "用 {rules} 条规则核对了各台账之间的关系、逐月数据和登记内容："
        "错误 {errors} 处，提醒 {warnings} 处，说明 {remarks} 处，已搁置 {aside} 处。"
    ).format(
        rules=len(rules(evaluation.model.packs)),
        errors=counts[Severity.ERROR],
        warnings=counts[Severity.WARNING],
        remarks=counts[Severity.INFO],
        aside=aside,
    )
    year = _("已与上年比较。") if compared else _("没有上年的自评，未与上年比较。")
    return words + year


def finding_sentence(finding: Finding) -> str:
    """Where it is and what is wrong, on one line."""
    message = finding.message(translate)
    return f"{finding.place}：{message}" if finding.place else message


def _pressing(found: Sequence[Finding]) -> Table:
    columns = (Column("", 1.1), Column(_("发现"), 4.6), Column(_("办法"), 3.4))
    rows = tuple(
        Row(
            (
                Cell(badge=Badge(_TONES[one.severity], severity_word(one.severity))),
                Cell(finding_sentence(one)),
                Cell(one.remedy(translate), tone="muted"),
            )
        )
        for one in found
    )
    return Table(columns, rows, caption=_("错误与提醒"), empty=_("没有错误和提醒。"))


def _aside(found: Sequence[Finding]) -> list[Block]:
    if not found:
        return []
    columns = (Column(_("发现"), 4.6), Column(_("搁置的理由"), 3.4))
    rows = tuple(Row((Cell(finding_sentence(one)), Cell(one.set_aside))) for one in found)
    note = _("企业认为属实而保留；其中的数一旦改动，该条会重新列出。")
    return [Table(columns, rows, caption=_("已搁置"), note=note)]


def _remarks(found: Sequence[Finding]) -> list[Block]:
    """Remarks in one line per rule: how many there are, and the first of them."""
    if not found:
        return []
    held: dict[str, list[Finding]] = {}
    for one in found:
        held.setdefault(one.name, []).append(one)
    columns = (Column(_("规则"), 2.4), Column(_("处数"), 0.9, "right"), Column(_("例如"), 5))
    rows = tuple(
        Row(
            (
                Cell(translate(name)),
                Cell(str(len(of_rule))),
                Cell(finding_sentence(of_rule[0]), tone="muted"),
            )
        )
        for name, of_rule in list(held.items())[:_MOST_REMARKS]
    )
    return [Table(columns, rows, caption=_("说明"), note=_("逐条见软件的“检查”页。"))]
