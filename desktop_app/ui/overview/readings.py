"""What the overview shows of an evaluation, as plain words and figures."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from desktop_app.app.limb_words import limb_title
from desktop_app.app.pack_words import first_sentence
from desktop_app.core import summary
from desktop_app.core.duties import duties_of
from desktop_app.core.evaluate import Evaluation, record_name
from desktop_app.core.methods.level_index import MINIMUM
from desktop_app.core.methods.readiness import ReadinessVerdict
from desktop_app.core.pack import Item, Level, Limb
from desktop_app.core.result import Kind, Result, Status
from desktop_app.core.value import ValueState
from desktop_app.i18n import _, translate
from desktop_app.ui.result_words import (
    ASSESS,
    READINESS,
    LevelWords,
    amount,
    figure,
    interval_text,
    level_place,
    level_words,
    name_target,
    result_label,
    score,
    score_span,
    table_level,
)


@dataclass(frozen=True, slots=True)
class LimbReading:
    """A limb at a glance.

    `figure`, `unit` and `figure_name` are its one number; `line` is the distance to the next
    level or what blanks leave open; `target` is the result its card leads to.
    """

    limb: Limb
    title: str
    level: LevelWords | None = None
    figure: str = ""
    unit: str = ""
    figure_name: str = ""
    line: str = ""
    to_verify: bool = False
    partial: bool = False
    target: str = ""


@dataclass(frozen=True, slots=True)
class Deadline:
    """A date by which a row that is below its last level must have been dealt with."""

    due: date
    text: str
    target: str


def limb_reading(evaluation: Evaluation, limb: Limb) -> LimbReading:
    """The card of a limb."""
    if limb is Limb.POLICY:
        return _duties_reading(evaluation)
    result = summary.headline(evaluation, limb)
    if result is None:
        line = _("所选规则包没有这一维度的内容。")
        return LimbReading(limb, limb_title(limb), line=line, target=f"{ASSESS}{limb}")
    number = _number(evaluation, result)
    return LimbReading(
        limb=limb,
        title=limb_title(limb),
        level=table_level(evaluation, result),
        figure=number[0],
        unit=number[1],
        figure_name=number[2],
        line=_line(evaluation, result),
        to_verify=result.to_verify,
        partial=result.status is Status.PARTIAL,
        target=f"{ASSESS}{result.id}",
    )


def _line(evaluation: Evaluation, result: Result) -> str:
    """What is open or missing; with the table's name where several tables speak for the limb."""
    if summary.ruled_out(evaluation, result.id):
        about = evaluation.tables[result.id].assessment.completeness
        return first_sentence(about) or distance(evaluation, result)
    said = interval_text(evaluation, result) or distance(evaluation, result)
    tables = summary.tables_of(evaluation, result.limb)
    beside = [one for one in tables if one.status is not Status.NA]
    if result.kind is not Kind.ASSESSMENT or len(beside) < 2:
        return said
    name = translate(result.name)
    return _("{name}：{value}").format(name=name, value=said) if said else name


def _duties_reading(evaluation: Evaluation) -> LimbReading:
    """The card of the policy tables: counts, and a badge only where a duty is not met."""
    found, title = duties_of(evaluation), limb_title(Limb.POLICY)
    duty, target = found.duty, found.target
    target_page = f"{ASSESS}{Limb.POLICY}"
    if not (duty.whole or target.whole or found.encouraged.whole):
        line = _("没有适用的要求。")
        return LimbReading(Limb.POLICY, title, line=line, target=target_page)
    parts = [
        _("符合 {count}").format(count=duty.met),
        _("未符合 {count}").format(count=duty.unmet),
        _("未答 {count}").format(count=duty.open),
        *([_("未到期 {count}").format(count=duty.later)] if duty.later else []),
    ]
    compared = _("另有全省目标 {count} 项作对照").format(count=target.whole) if target.whole else ""
    scale = evaluation.model.scales.get("policy")
    level = scale.level(found.level) if scale else None
    badge = level_words(level) if level else None
    if badge is not None and duty.unmet:
        badge = replace(badge, text=f"{badge.text} {duty.unmet}")
    return LimbReading(
        limb=Limb.POLICY,
        title=title,
        level=badge,
        figure=f"{duty.met} / {duty.whole}",
        figure_name=_("项约束性要求符合"),
        line=_("；").join(part for part in (_(" · ").join(parts), compared) if part),
        target=target_page,
    )


def _number(evaluation: Evaluation, result: Result) -> tuple[str, str, str]:
    """The number of a limb: the index or the rows met of its table, or its headline figure."""
    if result.kind is Kind.QUANTITY:
        unit = result.unit if result.value is not None else ""
        return figure(result.value), unit, translate(result.name)
    scale = evaluation.model.scales[result.scale]
    place = min(level_place(scale, result.level or result.level_low), len(scale.levels) - 1)
    if result.value is not None:
        name = _("综合评价指数（{level}）").format(level=translate(scale.levels[place].name))
        return score_span(result.low, result.high), "", name
    rows = [row for row in summary.rows_of(evaluation, result.id) if row.status is not Status.NA]
    wanted = scale.levels[max(0, place - 1) if result.level else place]
    met = sum(1 for row in rows if level_place(scale, row.level) <= level_place(scale, wanted.id))
    if not rows:
        return "", "", ""
    return f"{met} / {len(rows)}", "", _("项达到{level}").format(level=translate(wanted.name))


def distance(evaluation: Evaluation, result: Result) -> str:
    """What separates a table, or a figure, from something better; "" when nothing is known."""
    if result.status is Status.NA:
        return _("没有登记相关数据") if result.kind is Kind.QUANTITY else _("没有适用的指标")
    if result.kind is Kind.QUANTITY:
        return _open_figure(result)
    scale = evaluation.model.scales[result.scale]
    place = level_place(scale, result.level)
    if not result.level or place == 0:
        return _("已是最好的一级") if result.level else _("数据不足，还不能定级")
    better = scale.levels[place - 1]
    found = [
        *_index_gap(result, place - 1),
        *_limiting_gap(result, place - 1),
        *(_row_gap(evaluation, result, better) if len(scale.levels) != 3 else ()),
    ]
    if not found:
        found = list(_row_gap(evaluation, result, better))
    head = _("距{level}：").format(level=translate(better.name))
    return head + _("，").join(found) if found else ""


def _open_figure(result: Result) -> str:
    """What blanks mean for a figure: none yet, or what is known so far."""
    if result.value is None:
        return _("数据不足，还算不出")
    if result.status is not Status.PARTIAL:
        return ""
    return _("不完整：还缺 {count} 项").format(count=len(result.missing))


def _index_gap(result: Result, place: int) -> Iterator[str]:
    value = result.figures.values.get(f"Y{place + 1}") if result.figures else None
    needed = Decimal(int(MINIMUM[place])) if place < len(MINIMUM) else None
    if value is not None and needed is not None and value < needed:
        yield _("指数 {value}，需 {needed}").format(value=score(value), needed=score(needed))


def _limiting_gap(result: Result, place: int) -> Iterator[str]:
    unmet = result.figures.values.get(f"limiting_unmet{place + 1}") if result.figures else None
    if unmet:
        yield _("{count} 项限定性指标未达到").format(count=unmet)


def _row_gap(evaluation: Evaluation, result: Result, better: Level) -> Iterator[str]:
    """The first row that keeps a table from a better level, with its distance."""
    for row in summary.gaps(evaluation):
        standing = row.standing
        if row.parent != result.id or standing is None or standing.next_level != better.id:
            continue
        name = result_label(row)
        if standing.gap is None:
            yield _("“{name}”未达到").format(name=name)
        else:
            gap = amount(standing.gap, row.unit)
            yield _("“{name}”还差 {gap}").format(name=name, gap=gap)
        return


def position_sentence(verdict: ReadinessVerdict) -> str:
    """Where the case stands on both axes, blanks counting as nothing and at best."""
    p, c = verdict.axes.get("P"), verdict.axes.get("C")
    if p is None or c is None:
        return ""
    return _("近零污染 P {p}，近零碳 C {c}").format(
        p=score_span(p.low, p.high), c=score_span(c.low, c.high)
    )


def best_grade(verdict: ReadinessVerdict) -> str:
    """The grade still possible; "" when filling in cannot change it."""
    if verdict.grade_high.id == verdict.grade.id:
        return ""
    grade = f"{verdict.grade_high.id} {translate(verdict.grade_high.name)}"
    return _("补全后最高 {grade}").format(grade=grade)


def deadlines(evaluation: Evaluation) -> tuple[Deadline, ...]:
    """Rows below their last level that have a date, the nearest first.

    What need not be met yet, or is set for the province, stands behind what is failed.
    """
    failed: list[Deadline] = []
    later: list[Deadline] = []
    for table in evaluation.tables.values():
        for row in table.rows:
            due = row.indicator.deadline
            below = row.applies and row.met and all(cell is False for cell in row.met)
            if due is None or not below:
                continue
            result_id = f"{table.assessment.id}.{row.id}"
            result = evaluation.results[result_id]
            put_off = summary.is_mark(table.scale, result.level)
            if put_off and not row.later:
                continue
            text = _("“{name}”{level}").format(
                name=result_label(result), level=translate(result.level_name)
            )
            part = later if put_off else failed
            part.append(Deadline(due, text, f"{ASSESS}{result_id}"))
    return (*sorted(failed, key=_when), *sorted(later, key=_when))


def _when(each: Deadline) -> tuple[date, str]:
    return each.due, each.target


def step_target(evaluation: Evaluation, step: summary.Step) -> str:
    """Where a next step is done: at its gate, in its row, or where its item is filled in."""
    result = evaluation.results.get(step.result)
    item = step.item if step.item.partition("[")[0] in evaluation.model.items else ""
    if result is not None and result.kind is Kind.GATE:
        return f"{READINESS}{name_target(evaluation, item) if item else result.id}"
    if item:
        own_row = item in evaluation.results
        return f"{ASSESS}{item}" if own_row else name_target(evaluation, item)
    page = READINESS if result is None or result.kind is Kind.SUB_INDEX else ASSESS
    return f"{page}{step.result}"


def section_target(evaluation: Evaluation, section: str) -> str:
    """The first blank of a section, else its first item, else the section itself."""
    names = [name for item in _items(evaluation, section) for name in _names(evaluation, item)]
    values = evaluation.values
    blank = [n for n in names if n in values and values[n].state is ValueState.BLANK]
    first = next(iter(blank or names), "")
    return name_target(evaluation, first) if first else section


def _items(evaluation: Evaluation, section: str) -> list[Item]:
    return [item for item in evaluation.model.items.values() if item.section == section]


def _names(evaluation: Evaluation, item: Item) -> list[str]:
    if not item.record:
        return [item.key]
    return [record_name(item.key, record.id) for record in evaluation.case.of_kind(item.record)]


def is_empty(evaluation: Evaluation) -> bool:
    """Whether nothing at all was filled in yet."""
    return not any(datum.filled for datum in evaluation.case.data.values())
