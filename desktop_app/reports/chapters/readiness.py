"""The double near-zero position in detail: gates, sub-indices, the rule behind each grade."""

from __future__ import annotations

from decimal import Decimal

from desktop_app.core.evaluate import Evaluation
from desktop_app.core.methods.readiness import ReadinessVerdict, Score
from desktop_app.core.pack import Readiness, SubIndex
from desktop_app.core.problems import Severity
from desktop_app.core.residual import distances, mean_distance, residual_figures
from desktop_app.core.result import Kind, Result
from desktop_app.core.sensitivity import sensitivity
from desktop_app.i18n import _, translate
from desktop_app.reports.blocks import Block, Callout, Cell, Column, Heading, Paragraph, Row, Table
from desktop_app.reports.templates.model import Wants, everything
from desktop_app.reports.words import amount, figure, state_word


def blocks(evaluation: Evaluation, wants: Wants = everything) -> tuple[Block, ...]:
    """The chapter; empty when no readiness model is in use."""
    model, verdict = evaluation.model.readiness, evaluation.readiness
    if model is None or verdict is None:
        return ()
    return (
        Heading(1, _("双近零位置"), "near_zero"),
        Paragraph(translate(model.statement), "small"),
        *([_gates(evaluation)] if wants("gates") else []),
        *([_scores(model, verdict)] if wants("scores") else []),
        *(_remarks(evaluation) if wants("remarks") else ()),
        *(_variants(evaluation) if wants("variants") else ()),
        *(_residual(evaluation) if wants("residual") else ()),
        *([_grades(evaluation)] if wants("grades") else []),
    )


def _scores(model: Readiness, verdict: ReadinessVerdict) -> Table:
    rows: list[Row] = []
    for axis, name in model.axes.items():
        rows.append(_axis_row(translate(name), verdict.axes[axis]))
        rows.extend(
            _sub_row(sub, verdict.sub_indices[sub.id])
            for sub in model.sub_indices
            if sub.axis == axis
        )
    columns = (
        Column(_("分指数"), 3),
        Column(_("权重"), 1.1, "right"),
        Column(_("按已填"), 1.1, "right"),
        Column(_("补全后最高"), 1.3, "right"),
        Column(_("为什么这样设"), 5),
    )
    return Table(columns, tuple(rows), caption=_("分指数得分"))


def _axis_row(name: str, score: Score) -> Row:
    cells = (Cell(name), Cell(""), Cell(_points(score.low)), Cell(_points(score.high)), Cell(""))
    return Row(cells, kind="total")


def _sub_row(sub: SubIndex, score: Score) -> Row:
    if not score.applies:
        return Row(
            (
                Cell(f"{sub.id} {translate(sub.name)}"),
                Cell(figure(sub.weight)),
                Cell(_("不适用"), tone="na", span=2),
                Cell(translate(sub.why), tone="muted"),
            )
        )
    return Row(
        (
            Cell(f"{sub.id} {translate(sub.name)}"),
            Cell(figure(sub.weight)),
            Cell(_points(score.low)),
            Cell(_points(score.high)),
            Cell(translate(sub.why), tone="muted"),
        )
    )


def _points(value: Decimal | None) -> str:
    return figure(value, 1)


def _gates(evaluation: Evaluation) -> Table:
    words = {"passed": _("● 通过"), "failed": _("✕ 未通过"), "open": _("○ 待确认")}
    rows = tuple(
        Row(
            (
                Cell(gate.no),
                Cell(translate(gate.name)),
                Cell(words[gate.level]),
                Cell(_cap(evaluation, gate)),
            )
        )
        for gate in evaluation.results.values()
        if gate.kind is Kind.GATE
    )
    columns = (
        Column(_("门槛"), 0.6),
        Column(_("内容"), 5),
        Column(_("状态"), 1.2),
        Column(_("未通过时"), 1.2),
    )
    return Table(columns, rows, caption=_("等级门槛"))


def _remarks(evaluation: Evaluation) -> tuple[Block, ...]:
    """What points leave unsaid, and answers that do not go with the data."""
    found = [
        note
        for result in evaluation.results.values()
        if result.kind in (Kind.SUB_INDEX, Kind.GATE)
        for note in result.notices
    ]
    tones = {note.told(translate): note.severity is Severity.WARNING for note in found}
    return tuple(Callout(text, "warning" if weighty else "info") for text, weighty in tones.items())


def _variants(evaluation: Evaluation) -> tuple[Block, ...]:
    """The grade judged other ways."""
    verdict, outcomes = evaluation.readiness, sensitivity(evaluation)
    if verdict is None or not outcomes:
        return ()
    rows = [_variant_row(_("本次判定"), verdict, "", "strong")]
    for one in outcomes:
        note = translate(one.variant.note)
        if one.left_out:
            names = _("、").join(translate(name) for name in one.left_out)
            note = _("{note}未计：{names}。").format(note=note, names=names)
        tone = "strong" if one.verdict.grade != verdict.grade else ""
        rows.append(_variant_row(translate(one.variant.name), one.verdict, note, tone))
    columns = (
        Column(_("算法"), 2.4),
        Column("P", 1.2, "right"),
        Column("C", 1.2, "right"),
        Column(_("等级"), 1.1),
        Column(_("说明"), 5),
    )
    return (Table(columns, tuple(rows), caption=_("敏感性：换一种算法时的等级")),)


def _variant_row(name: str, verdict: ReadinessVerdict, note: str, tone: str) -> Row:
    points = [verdict.axes.get(axis) for axis in ("P", "C")]
    cells = [Cell(_span(one)) if one else Cell("—") for one in points]
    low, high = verdict.grade.id, verdict.grade_high.id
    grade = low if low == high else f"{low}–{high}"
    return Row((Cell(name), *cells, Cell(grade, tone=tone), Cell(note, tone="muted")))


def _span(score: Score) -> str:
    if score.low == score.high:
        return _points(score.low)
    return f"{_points(score.low)}–{_points(score.high)}"


def _residual(evaluation: Evaluation) -> tuple[Block, ...]:
    """Residual emissions before and after offsets, beside the distance to the best level."""
    figures, mean = residual_figures(evaluation), mean_distance(evaluation)
    if not figures:
        return ()
    rows = [
        Row(
            (
                Cell(translate(one.name)),
                Cell(_amount(one)),
                Cell(translate(one.cited.note), tone="muted"),
            )
        )
        for one in figures
    ]
    best = _("距行业可达最好水平（能效标杆，按产量加权）")
    shown = _("没有可比的标杆") if mean is None else f"{figure(mean, 1)} %"
    remark = _("过程排放现阶段无法近零，残余排放的绝对量要与同行业可达到的最好水平一起看。")
    rows.append(Row((Cell(best), Cell(shown), Cell(remark, tone="muted"))))
    for one in distances(evaluation):
        record = f"（{one.record}）" if one.record else ""
        line = _("本企业 {value}，标杆 {best}").format(
            value=amount(one.value, one.unit), best=amount(one.best, one.unit)
        )
        cells = (
            Cell(f"　{translate(one.name)}{record}"),
            Cell(f"{figure(one.percent, 1)} %"),
            Cell(line, tone="muted"),
        )
        rows.append(Row(cells))
    columns = (Column(_("内容"), 3.4), Column(_("数值"), 1.8, "right"), Column(_("说明"), 5))
    return (Table(columns, tuple(rows), caption=_("残余排放：抵销前后，与行业可达最好水平")),)


def _amount(result: Result) -> str:
    return state_word(result.status) if result.value is None else amount(result.value, result.unit)


def _cap(evaluation: Evaluation, gate: Result) -> str:
    model = evaluation.model.readiness
    found = next((g for g in model.gates if g.id == gate.no), None) if model else None
    return _("最高 {grade}").format(grade=found.cap) if found else ""


def _grades(evaluation: Evaluation) -> Table:
    model, verdict = evaluation.model.readiness, evaluation.readiness
    rows = []
    for grade in model.grades if model and verdict else ():
        here = verdict is not None and grade.id == verdict.grade.id
        tone = "strong" if here else ""
        mark = _("（本年）") if here else ""
        rows.append(
            Row(
                (
                    Cell(f"{grade.id} {translate(grade.name)}{mark}", tone=tone),
                    Cell(translate(grade.meaning), tone=tone),
                )
            )
        )
    columns = (Column(_("等级"), 2.4), Column(_("含义"), 6))
    return Table(columns, tuple(rows), caption=_("等级说明"))
