"""The brief chapters of a short report: what to do, what is open or unsure, what it rests on."""

from __future__ import annotations

from collections import Counter
from typing import Final

from desktop_app.core import summary
from desktop_app.core.consistency.findings import findings
from desktop_app.core.data import State
from desktop_app.core.evaluate import Evaluation
from desktop_app.core.pack import Source
from desktop_app.core.problems import Severity
from desktop_app.core.result import Kind
from desktop_app.i18n import _, translate
from desktop_app.reports.blocks import (
    Block,
    Bullets,
    Cell,
    Column,
    Heading,
    KeyValues,
    Paragraph,
    Row,
    Table,
)
from desktop_app.reports.chapters.checks import finding_sentence
from desktop_app.reports.chapters.gaps import gap_table, missing_labels
from desktop_app.reports.chapters.verdict import steps_of
from desktop_app.reports.templates.model import Wants

_GAPS: Final = 6
_LISTED: Final = 10
_SOURCES: Final = 4
_FINDINGS: Final = 3
_MOST_STEPS: Final = 5
_LONGEST: Final = 40


def priorities(evaluation: Evaluation, wants: Wants, most: int) -> tuple[Block, ...]:
    """The most pressing gaps and the steps worth most."""
    return (
        Heading(1, _("主要差距与下一步"), "priorities"),
        *(gap_table(evaluation, most or _GAPS) if wants("gaps") else []),
        *(steps_of(evaluation, _MOST_STEPS) if wants("steps") else []),
    )


def uncertain(evaluation: Evaluation, wants: Wants, most: int) -> tuple[Block, ...]:
    """What is not filled in, what rests on estimates or unconfirmed numbers, what contradicts."""
    count = most or _LISTED
    return (
        Heading(1, _("还缺什么，哪些不确定"), "uncertain"),
        _counts(evaluation),
        *(_missing(evaluation, count) if wants("missing") else []),
        *(_unsure(evaluation, count) if wants("unsure") else []),
        *(_findings(evaluation) if wants("findings") else []),
    )


def _counts(evaluation: Evaluation) -> KeyValues:
    share = summary.whole_completion(evaluation)
    data = evaluation.case.data.values()
    states = Counter(one.state for one in data)
    filled = _("应填 {asked} 项，已填 {answered} 项").format(
        asked=share.asked, answered=share.answered
    )
    return KeyValues(
        (
            (_("填报"), filled),
            (_("估算"), _("{count} 个数").format(count=states[State.ESTIMATED])),
            (_("不适用"), _("{count} 个数").format(count=states[State.NA])),
            (_("佐证"), _("{count} 份").format(count=len(evaluation.case.evidence))),
        )
    )


def _missing(evaluation: Evaluation, most: int) -> list[Block]:
    labels = missing_labels(evaluation)
    if not labels:
        return [Paragraph(_("没有缺项。"))]
    return [Paragraph(_("缺数据：{names}").format(names=_listed(labels, most)), align="left")]


def _unsure(evaluation: Evaluation, most: int) -> list[Block]:
    """Headline results that rest on numbers nobody has confirmed."""
    names = [
        translate(one.name)
        for one in evaluation.results.values()
        if one.to_verify and (one.headline or one.kind is Kind.ASSESSMENT)
    ]
    names = list(dict.fromkeys(names))
    if not names:
        return []
    text = _("依赖待核实数值的结论：{names}").format(names=_listed(names, most))
    return [Paragraph(text, align="left")]


def _findings(evaluation: Evaluation) -> list[Block]:
    """How many contradictions there are, and the weightiest of them."""
    open_ones = [one for one in findings(evaluation) if not one.set_aside]
    counts = Counter(one.severity for one in open_ones)
    errors, warnings = counts[Severity.ERROR], counts[Severity.WARNING]
    text = _("一致性检查：错误 {errors} 处，提醒 {warnings} 处。").format(
        errors=errors, warnings=warnings
    )
    order = (Severity.ERROR, Severity.WARNING)
    pressing = sorted(
        (one for one in open_ones if one.severity in order),
        key=lambda one: order.index(one.severity),
    )
    items = tuple(finding_sentence(one) for one in pressing[:_FINDINGS])
    return [Paragraph(text), *([Bullets(items)] if items else [])]


def _listed(names: list[str], most: int) -> str:
    """The first few names, each cut to a bearable length, and how many there are in all."""
    shown = [name if len(name) <= _LONGEST else f"{name[: _LONGEST - 1]}…" for name in names[:most]]
    text = _("、").join(shown)
    if len(names) > most:
        return _("{names}等 {count} 项").format(names=text, count=len(names))
    return text + _("。")


def basis(evaluation: Evaluation, most: int) -> tuple[Block, ...]:
    """The packs by version, and the documents most results rest on."""
    packs = _("；").join(
        _("{name}（{detail}）").format(
            name=f"{translate(pack.name)} {pack.version}", detail=pack.digest[:8]
        )
        for pack in evaluation.model.packs
    )
    count = most or _SOURCES
    sources = _used(evaluation)
    rows = tuple(
        Row((Cell(one.number or "—"), Cell(translate(one.title)), Cell(_dated(one))))
        for one in sources[:count]
    )
    rest = len(sources) - len(rows)
    columns = (Column(_("文号"), 3), Column(_("名称"), 6), Column(_("施行或发布"), 1.6))
    note = _("另有 {count} 项，见完整版报告。").format(count=rest) if rest > 0 else ""
    return (
        Heading(1, _("判定依据（简表）"), "basis"),
        Paragraph(_("规则包（内容指纹）：{packs}").format(packs=packs), "small", "left"),
        Table(columns, rows, caption=_("引用最多的文件"), empty=_("没有引用文件。"), note=note),
    )


def _used(evaluation: Evaluation) -> list[Source]:
    """The documents results cite, those of most results first."""
    counts = Counter(
        one.cited.source
        for one in evaluation.results.values()
        if one.cited.source in evaluation.model.sources
    )
    return [evaluation.model.sources[key] for key, _count in counts.most_common()]


def _dated(source: Source) -> str:
    return str(source.effective or source.issued or "")
