"""The double near-zero position in detail: gates, sub-indices, the rule behind each grade."""

from __future__ import annotations

from decimal import Decimal

from desktop_app.core.evaluate import Evaluation
from desktop_app.core.methods.readiness import Score
from desktop_app.core.pack import SubIndex
from desktop_app.core.result import Kind, Result
from desktop_app.i18n import _, translate
from desktop_app.reports.blocks import Block, Cell, Column, Heading, Paragraph, Row, Table
from desktop_app.reports.words import figure


def blocks(evaluation: Evaluation) -> tuple[Block, ...]:
    """The chapter; empty when no readiness model is in use."""
    model, verdict = evaluation.model.readiness, evaluation.readiness
    if model is None or verdict is None:
        return ()
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
    return (
        Heading(1, _("双近零位置"), "near_zero"),
        Paragraph(translate(model.statement), "small"),
        _gates(evaluation),
        Table(columns, tuple(rows), caption=_("分指数得分")),
        _grades(evaluation),
    )


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
