"""The appendices: every datum as given, every calculation with its numbers, every source."""

from __future__ import annotations

from collections.abc import Sequence

from desktop_app.core import summary
from desktop_app.core.data import Datum, State
from desktop_app.core.entries import cited_of
from desktop_app.core.evaluate import Evaluation
from desktop_app.core.evidence import Evidence
from desktop_app.core.pack import Item, ItemKind
from desktop_app.core.result import Kind, Result, Status, Trace
from desktop_app.core.subjects import labels_of
from desktop_app.core.trace import build_traces
from desktop_app.core.units import show_unit
from desktop_app.core.used import TRACE_DEPTH, names_with_a_say
from desktop_app.i18n import _, translate
from desktop_app.reports.blocks import Block, Cell, Column, Heading, Paragraph, Row, Table
from desktop_app.reports.templates.model import Wants, everything
from desktop_app.reports.words import amount, basis, cited_text, figure, firmness


def data(evaluation: Evaluation) -> tuple[Block, ...]:
    """Every datum by form section, with state, origin and reason."""
    found: list[Block] = [Heading(1, _("数据"), "data")]
    shown = False
    for section in summary.sections_of(evaluation.model):
        rows = _section_rows(evaluation, section.id)
        if rows:
            shown = True
            columns = _data_columns(numbered=bool(evaluation.case.evidence))
            found.append(Table(columns, rows, caption=translate(section.title)))
    if not shown:
        found.append(Paragraph(_("还没有填写任何数据。")))
    return tuple(found)


def _data_columns(*, numbered: bool) -> tuple[Column, ...]:
    """The columns of the data; a case without evidence has none of their numbers."""
    return (
        Column(_("数据项"), 3.2 if numbered else 3.4),
        Column(_("时间"), 1.2),
        Column(_("数值"), 2, "right"),
        Column(_("单位"), 1.3 if numbered else 1.5),
        Column(_("状态与说明"), 2.2 if numbered else 3),
        *((Column(_("佐证"), 2),) if numbered else ()),
    )


def _section_rows(evaluation: Evaluation, section: str) -> tuple[Row, ...]:
    case, items = evaluation.case, evaluation.model.items
    found = [
        (items[key.item], datum)
        for key, datum in sorted(case.data.items())
        if key.item in items and items[key.item].section == section and datum.filled
    ]
    order = {key: place for place, key in enumerate(items)}
    found.sort(key=lambda pair: (order[pair[0].key], pair[1].key.record, pair[1].key.period))
    return tuple(_datum_row(item, datum, case.evidence) for item, datum in found)


def _datum_row(item: Item, datum: Datum, evidence: Sequence[Evidence]) -> Row:
    name = _named(translate(item.name), datum.key.record)
    tone = {State.ESTIMATED: "estimated", State.NA: "na"}.get(datum.state, "")
    remark = _("；").join(part for part in (_state(datum.state), datum.reason, datum.note) if part)
    return Row(
        (
            Cell(name),
            Cell(str(datum.key.period)),
            Cell(_shown(item, datum), tone=tone),
            Cell(show_unit(datum.unit) if datum.unit else ""),
            Cell(remark, tone="muted"),
            *(
                (Cell(labels_of(one for one in evidence if one.supports(datum.key))),)
                if evidence
                else ()
            ),
        )
    )


def _named(name: str, record: str) -> str:
    return _("{name}（{detail}）").format(name=name, detail=record) if record else name


def _state(state: State) -> str:
    return {State.GIVEN: "", State.ESTIMATED: _("估算"), State.NA: _("不适用")}.get(state, "")


def _shown(item: Item, datum: Datum) -> str:
    if datum.state is State.NA:
        return "—"
    if item.kind is ItemKind.AMOUNT:
        return figure(datum.value)
    if item.kind is ItemKind.YESNO:
        return _("是") if datum.text == "yes" else _("否")
    option = next((option for option in item.options if option.id == datum.text), None)
    return translate(option.text) if option else datum.text


def calculation(evaluation: Evaluation) -> tuple[Block, ...]:
    """Every figure that had a say, with its formula, the numbers filled in, and where from."""
    traces = build_traces(evaluation, depth=TRACE_DEPTH)
    used = names_with_a_say(evaluation, traces)
    rows = tuple(
        _calculation_row(evaluation, result, traces[result.id])
        for result in evaluation.results.values()
        if result.kind is Kind.QUANTITY and result.value is not None and result.id in used
    )
    columns = (
        Column(_("结果"), 2.4),
        Column(_("公式与代入"), 4.6),
        Column(_("数值"), 1.8, "right"),
        Column(_("依据"), 2.6),
    )
    return (
        Heading(1, _("计算过程"), "calculation"),
        Table(columns, rows, caption=_("计算过程"), empty=_("还没有可算出的数值。")),
    )


def _calculation_row(evaluation: Evaluation, result: Result, trace: Trace) -> Row:
    lines = "\n".join(
        part for part in (trace.formula, f"= {trace.worked}" if trace.worked else "") if part
    )
    source = cited_text(evaluation, result.cited.source, result.cited.clause)
    firm = basis(result.confidence, result.cited)
    rests_on = "\n".join(part for part in (source, firm) if part)
    tone = "estimated" if result.status is Status.ESTIMATED else ""
    return Row(
        (
            Cell(_named(translate(result.name), result.record)),
            Cell(lines, tone="muted"),
            Cell(amount(result.value, result.unit), tone="to_verify" if result.to_verify else tone),
            Cell(rests_on, tone="muted"),
        )
    )


def sources(evaluation: Evaluation, wants: Wants = everything) -> tuple[Block, ...]:
    """Rule packs with versions and content hashes, factors used, documents."""
    parts = (("packs", _packs), ("factors", _factors), ("documents", _documents))
    tables = (make(evaluation) for part, make in parts if wants(part))
    return (Heading(1, _("规则包、系数与来源"), "sources"), *tables)


def _packs(evaluation: Evaluation) -> Table:
    rows = tuple(
        Row(
            (
                Cell(translate(pack.name)),
                Cell(pack.version),
                Cell(pack.digest[:16], tone="muted"),
                Cell(translate(pack.completeness), tone="muted"),
            )
        )
        for pack in evaluation.model.packs
    )
    columns = (
        Column(_("规则包"), 2),
        Column(_("版本"), 1.2),
        Column(_("内容指纹"), 2),
        Column(_("完整程度"), 5),
    )
    return Table(columns, rows, caption=_("规则包"))


def _factors(evaluation: Evaluation) -> Table:
    used = names_with_a_say(evaluation, build_traces(evaluation, depth=TRACE_DEPTH))
    rows = tuple(
        Row(
            (
                Cell(translate(parameter.name)),
                Cell(figure(parameter.value)),
                Cell(show_unit(parameter.unit)),
                Cell(cited_text(evaluation, parameter.cited.source, parameter.cited.clause)),
                Cell(firmness(parameter.cited)),
            )
        )
        for key, parameter in evaluation.model.parameters.items()
        if key in used
    )
    columns = (
        Column(_("系数"), 2.8),
        Column(_("数值"), 1.4, "right"),
        Column(_("单位"), 1.2),
        Column(_("来源"), 3),
        Column(_("依据"), 2.6),
    )
    return Table(columns, rows, caption=_("所用系数"), empty=_("没有用到系数。"))


def _documents(evaluation: Evaluation) -> Table:
    rows = tuple(
        Row(
            (
                Cell(source.number),
                Cell(translate(source.title)),
                Cell(str(source.effective or source.issued or "")),
                Cell(firmness(cited_of(source))),
            )
        )
        for source in evaluation.model.sources.values()
    )
    columns = (
        Column(_("文号"), 3),
        Column(_("名称"), 5),
        Column(_("施行或发布"), 1.6),
        Column(_("依据"), 2.2),
    )
    return Table(columns, rows, caption=_("引用文件"))
