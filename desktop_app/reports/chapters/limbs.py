"""One chapter per limb: its tables row by row, its headline figures, its chart."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from desktop_app.charts.bands import threshold_band
from desktop_app.charts.bars import bar_chart
from desktop_app.charts.readings import band_of, parts_of
from desktop_app.charts.scene import Scene
from desktop_app.core import summary
from desktop_app.core.evaluate import Evaluation
from desktop_app.core.methods import METHODS
from desktop_app.core.methods.partial_weights import OPTION, PARTIAL
from desktop_app.core.methods.readiness import Table as JudgedTable
from desktop_app.core.pack import Direction, Limb
from desktop_app.core.result import Figures, Kind, Result, Status
from desktop_app.core.units import show_unit
from desktop_app.i18n import _, translate
from desktop_app.reports.blocks import (
    Block,
    Callout,
    Cell,
    Column,
    Figure,
    Heading,
    Paragraph,
    Row,
    Table,
)
from desktop_app.reports.chapters.charts import (
    course_figures,
    mix_figure,
    radar_figure,
    sources_figure,
)
from desktop_app.reports.templates.model import Wants, everything
from desktop_app.reports.words import (
    conclusion_word,
    confidence_word,
    figure,
    interval_text,
    result_badge,
    state_word,
    value_cell,
)

_BAND_WIDTH: Final = 110
"""Points; as wide as the figures of three levels below it."""


def clean_production(evaluation: Evaluation, wants: Wants = everything) -> tuple[Block, ...]:
    """The clean-production level and every indicator of its table."""
    limb = Limb.CLEAN_PRODUCTION
    return _limb(evaluation, limb, _("清洁生产水平"), "clean_production", wants)


def energy(
    evaluation: Evaluation, last: Evaluation | None = None, wants: Wants = everything
) -> tuple[Block, ...]:
    """Energy use, its mix and its months, and products against benchmark and quota."""
    found = _limb(evaluation, Limb.ENERGY, _("能源与能效"), "energy", wants)
    if not wants("charts"):
        return found
    mix = mix_figure(evaluation, Limb.ENERGY)
    return (*found, *mix, *course_figures(evaluation, last, Limb.ENERGY))


def carbon(evaluation: Evaluation, wants: Wants = everything) -> tuple[Block, ...]:
    """Emissions by source."""
    found = _limb(evaluation, Limb.CARBON, _("碳排放"), "carbon", wants)
    if not wants("charts"):
        return found
    sources = sources_figure(evaluation, Limb.CARBON, "carbon")
    gases = _chart(evaluation, "carbon.gas.", _("其他温室气体（tCO₂e）"))
    return (*found, *sources, *gases)


def pollutants(evaluation: Evaluation, wants: Wants = everything) -> tuple[Block, ...]:
    """Outlets against limits, annual masses, water and waste."""
    return _limb(evaluation, Limb.POLLUTANTS, _("污染物"), "pollutants", wants)


def policy(evaluation: Evaluation, wants: Wants = everything) -> tuple[Block, ...]:
    """The duties, targets and directions of the plan, item by item."""
    return _limb(evaluation, Limb.POLICY, _("政策要求"), "policy", wants)


def _limb(
    evaluation: Evaluation, limb: Limb, title: str, anchor: str, wants: Wants
) -> tuple[Block, ...]:
    found: list[Block] = [Heading(1, title, anchor)]
    tables = [t for t in evaluation.tables.values() if t.assessment.limb is limb]
    figures = _figures(evaluation, limb)
    if not tables and not figures:
        found.append(Paragraph(_("所选规则包没有这一维度的规则。")))
    for table in tables if wants("tables") else ():
        found.extend(_table(evaluation, table, charts=wants("charts")))
    if wants("figures"):
        found.extend(figures)
    return tuple(found)


def _table(evaluation: Evaluation, table: JudgedTable, *, charts: bool) -> list[Block]:
    result = evaluation.results[table.assessment.id]
    found: list[Block] = [Heading(2, translate(table.assessment.name), table.assessment.id)]
    if result.status is Status.NA:
        note = result.verdict.message(translate) if result.verdict else ""
        return [*found, Paragraph(note), *_about(table)]
    found.append(Paragraph(_conclusion(evaluation, result), style="lead"))
    figures = result.figures or Figures()
    if "Y1" in figures.values:
        found.append(_index_table(table, figures, blank=bool(result.missing)))
    found += [Callout(note.told(translate)) for note in result.notes]
    found += _about(table)
    rows = summary.rows_of(evaluation, table.assessment.id)
    if charts and table.assessment.limb is Limb.CLEAN_PRODUCTION:
        found += radar_figure(evaluation, table.assessment.id)
    found.append(_indicator_table(evaluation, table, rows))
    return found


def _about(table: JudgedTable) -> list[Block]:
    """What the pack says a table is for and lacks; of one that does not apply it tells why."""
    said = translate(table.assessment.completeness)
    return [Callout(said, title=_("规则包说明"))] if said else []


def _conclusion(evaluation: Evaluation, result: Result) -> str:
    text = _("结论：{level}。").format(level=conclusion_word(evaluation, result))
    extra = interval_text(evaluation, result)
    if extra:
        text += _("{text}。").format(text=extra)
    if result.to_verify:
        text += _("该结论依赖待核实的数值。")
    return text


def _index_table(table: JudgedTable, figures: Figures, *, blank: bool) -> Table:
    """The index per level between its two ends; `blank` tells that rows are not answered yet."""
    rows = []
    for place, level in enumerate(table.scale.levels, 1):
        low, high = figures.values.get(f"Y{place}"), figures.best.get(f"Y{place}")
        unmet = figures.values.get(f"limiting_unmet{place}")
        rows.append(
            Row(
                (
                    Cell(translate(level.name)),
                    Cell(figure(low, 2)),
                    Cell(figure(high, 2)),
                    Cell("≥ 85" if place < 3 else "= 100"),
                    Cell(figure(unmet)),
                )
            )
        )
    note = _why_open(table, figures, blank=blank)
    ends = (_("下限"), _("上限")) if note else (_("按已填"), _("补全后最高"))
    columns = (
        Column(_("级别"), 2),
        Column(_("综合指数 Y（{end}）").format(end=ends[0]), 2, "right"),
        Column(ends[1], 1.6, "right"),
        Column(_("要求"), 1, "right"),
        Column(_("未达到的限定性指标"), 2, "right"),
    )
    return Table(columns, tuple(rows), caption=_("综合评价指数"), note=note)


def _why_open(table: JudgedTable, figures: Figures, *, blank: bool) -> str:
    """Why an index has two ends where filling in alone would not bring them together; else ""."""
    if table.assessment.options.get(OPTION) == PARTIAL:
        return _(
            "部分指标的权重规则包里没有：无论它们各占多少，综合指数都在上下限之间；"
            "未填的项，下限按未达到计，上限按达到计。"
        )
    ends = ((figures.values.get(key), figures.best.get(key)) for key in ("Y1", "Y2", "Y3"))
    if blank or all(low == high for low, high in ends):
        return ""
    return _("部分指标的分级数值规则包里没有：下限按达不到计，上限按达到计。")


def _indicator_table(evaluation: Evaluation, table: JudgedTable, rows: tuple[Result, ...]) -> Table:
    graded = METHODS[table.assessment.method].graded_rows
    asked = " / ".join(translate(level.name) for level in table.scale.levels)
    asked = asked if graded else _("评价基准值")
    names = {group.id: group.name for group in table.assessment.groups}
    numbered = any(result.no for result in rows)
    columns = (
        *([Column(_("序号"), 0.8)] if numbered else []),
        Column(_("指标"), 2.8 if numbered else 4.4),
        Column(_("企业值"), 1.5, "right"),
        Column(asked, 3.8 if numbered else 2.9),
        Column(_("级别") if graded else _("得分系数"), 1.3),
    )
    lines: list[Row] = []
    group = None
    for result in rows:
        if result.group != group:
            group = result.group
            if names.get(group):
                title = Cell(translate(names[group]), span=len(columns))
                lines.append(Row((title,), kind="group"))
        lines.append(_indicator_row(evaluation, table, result, numbered=numbered))
    note = _("带 * 的为限定性指标；斜体为估算，圆圈为待核实。")
    return Table(columns, tuple(lines), caption=_("逐项对照"), note=note, empty=_("没有数据。"))


def _indicator_row(
    evaluation: Evaluation, table: JudgedTable, result: Result, *, numbered: bool
) -> Row:
    standing = result.standing
    star = " *" if standing and standing.limiting else ""
    unit = show_unit(result.unit) if result.unit else ""
    name = f"{translate(result.name)}{star}"
    if result.record:
        name = f"{result.record} {name}"
    if unit and unit != "-":
        name = _("{name}（{detail}）").format(name=name, detail=unit)
    limits = _limits(table, result)
    reason = "" if result.status is not Status.NA else state_word(result.status)
    return Row(
        (
            *([Cell(result.no)] if numbered else []),
            Cell(name),
            _choice_cell(table, result) or value_cell(result),
            Cell(limits, tone="muted", scene=_band(table, result)),
            _level_cell(evaluation, result, reason),
        )
    )


def _band(table: JudgedTable, result: Result) -> Scene | None:
    """Where a figure stands among its levels, as the window draws it; None for what has none."""
    row = table.row(result.id.removeprefix(f"{table.assessment.id}."))
    if row is None or not row.applies or result.value is None:
        return None
    band = band_of(row, table.scale, translate, figure)
    return threshold_band(band, _BAND_WIDTH) if band is not None else None


def _level_cell(evaluation: Evaluation, result: Result, reason: str) -> Cell:
    """The level of a row, its score where rows have no level of their own, or why it has none."""
    if reason:
        return Cell(reason)
    if result.figures is None:
        if not result.level and result.status in (Status.GIVEN, Status.ESTIMATED):
            return Cell(_("缺数值"), tone="muted")
        return Cell("", badge=result_badge(evaluation, result))
    low, high = result.figures.values["S"], result.figures.best["S"]
    if low == high:
        return Cell(figure(low, 2))
    return Cell(_("{low} 至 {high}").format(low=figure(low, 2), high=figure(high, 2)))


def _choice_cell(table: JudgedTable, result: Result) -> Cell | None:
    """The option chosen, for indicators answered by a level description."""
    row = table.row(result.id.removeprefix(f"{table.assessment.id}."))
    if row is not None and row.truth is not None:
        return Cell(_("是") if row.truth else _("否"))
    if row is None or not row.text:
        return None
    level = table.scale.level(row.text)
    if not METHODS[table.assessment.method].graded_rows:
        return Cell(_("不符合") if row.text == table.scale.below.id else _("符合"))
    if len(table.scale.levels) == 1:
        return Cell(translate(level.name) if level else row.text)
    return Cell(_("符合{level}描述").format(level=translate(level.name)) if level else row.text)


def _limits(table: JudgedTable, result: Result) -> str:
    """Figures of all levels on one line; requirements in words one line per distinct text."""
    standing = result.standing
    if standing is None:
        return ""
    row = table.row(result.id.removeprefix(f"{table.assessment.id}."))
    texts = [translate(text) or "—" for text in standing.limits]
    if not METHODS[table.assessment.method].graded_rows:
        return texts[0]
    if row is None or row.indicator.parts[0].direction is not Direction.CHOICE:
        return " / ".join(texts)
    lines: dict[str, list[str]] = {}
    for level, text in zip(table.scale.levels, texts, strict=True):
        lines.setdefault(text, []).append(translate(level.name))
    return "\n".join(
        _("{name}：{value}").format(name=_("、").join(names), value=text)
        for text, names in lines.items()
    )


def _figures(evaluation: Evaluation, limb: Limb) -> list[Block]:
    results = [
        r
        for r in evaluation.results.values()
        if r.limb is limb and r.kind is Kind.QUANTITY and r.headline
    ]
    if not results:
        return []
    rows = tuple(
        Row(
            (
                Cell(translate(result.name)),
                value_cell(result),
                Cell(show_unit(result.unit)),
                Cell(state_word(result.status)),
                Cell(confidence_word(result.confidence.word) if result.value is not None else ""),
            )
        )
        for result in results
        if result.status is not Status.NA
    )
    columns = (
        Column(_("指标"), 4),
        Column(_("数值"), 2, "right"),
        Column(_("单位"), 1.4),
        Column(_("状态"), 1.2),
        Column(_("依据"), 1.8),
    )
    return [
        Table(columns, rows, caption=_("主要数值"), note=_na_note(results), empty=_("没有数据。"))
    ]


def _na_note(results: Sequence[Result]) -> str:
    """The figures that do not apply, in one line: a row each would tell no more."""
    names = [translate(one.name) for one in results if one.status is Status.NA]
    return _("不适用：{names}。").format(names=_("、").join(names)) if names else ""


def _chart(evaluation: Evaluation, prefix: str, caption: str) -> tuple[Block, ...]:
    bars = parts_of(evaluation, prefix, translate, figure)
    return (Figure(bar_chart(bars, 440), caption),) if len(bars) > 1 else ()
