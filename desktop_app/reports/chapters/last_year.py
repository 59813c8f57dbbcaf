"""The change summary against last year: results, levels, what moved figures, what is new."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from desktop_app.core.evaluate import Evaluation
from desktop_app.core.pack import Limb
from desktop_app.core.result import Result
from desktop_app.core.summary import LIMBS
from desktop_app.core.units import show_unit
from desktop_app.core.workings import split_name
from desktop_app.core.year_change import (
    Cause,
    Compared,
    LevelChange,
    Moved,
    typed_comparisons,
    year_change,
)
from desktop_app.i18n import _, translate
from desktop_app.reports.blocks import Block, Cell, Column, Heading, Paragraph, Row, Table
from desktop_app.reports.limb_words import limb_title
from desktop_app.reports.plan_words import BeforeAfter, beside, signed
from desktop_app.reports.templates.model import Wants, everything
from desktop_app.reports.words import amount, figure, level_badge, scale_of

_MOST_NAMES = 40


def blocks(
    evaluation: Evaluation, last: Evaluation | None, wants: Wants = everything
) -> tuple[Block, ...]:
    """The chapter; none where nothing is known of the year before."""
    head = Heading(1, _("与上年对照"), "last_year")
    if last is None:
        typed = typed_comparisons(evaluation)
        return (head, _typed(typed)) if typed else ()
    found = year_change(evaluation, last)
    body: list[Block] = []
    if wants("results"):
        body.append(_results(beside(last, evaluation), evaluation.case.year))
    if wants("levels"):
        body += _levels(evaluation, found.levels)
    if wants("causes"):
        body += _causes(found.moved)
    if wants("filled"):
        body += _names(evaluation, _("今年新填的"), found.filled, "filled")
        body += _names(last, _("上年填了、今年没有填的"), found.left, "left")
    return (head, *body)


def _results(lines: Sequence[BeforeAfter], year: int) -> Table:
    rows: list[Row] = []
    for limb, members in by_limb(lines):
        rows.append(Row((Cell(limb_title(limb)),), kind="group"))
        rows += [
            Row(
                (
                    Cell(one.name),
                    Cell(one.before),
                    Cell(one.after, tone="strong" if one.before != one.after else ""),
                    Cell(one.change),
                )
            )
            for one in members
        ]
    columns = (
        Column(_("结果"), 3.4),
        Column(_("{year} 年").format(year=year - 1), 2.1, "right"),
        Column(_("{year} 年").format(year=year), 2.1, "right"),
        Column(_("变化"), 1.6, "right"),
    )
    note = _("上年的结果按上年自评所用的规则包和系数判定。")
    return Table(columns, tuple(rows), caption=_("主要结果与上年对照"), note=note)


def by_limb(lines: Sequence[BeforeAfter]) -> Iterator[tuple[Limb, list[BeforeAfter]]]:
    """The lines limb by limb, the double near-zero position first."""
    for limb in (Limb.READINESS, *LIMBS, Limb.PROFILE):
        members = [one for one in lines if one.limb is limb]
        if members:
            yield limb, members


def _levels(evaluation: Evaluation, found: Sequence[LevelChange]) -> list[Block]:
    if not found:
        return [Paragraph(_("没有一项指标的级别与上年不同。"))]
    rows = tuple(
        Row(
            (
                Cell(limb_title(one.after.limb), tone="muted"),
                Cell(named(one.after)),
                Cell(badge=level_badge(scale_of(evaluation, one.after), one.before.level)),
                Cell(badge=level_badge(scale_of(evaluation, one.after), one.after.level)),
                Cell(_values(one)),
            )
        )
        for one in found
    )
    columns = (
        Column(_("维度"), 1.4),
        Column(_("指标"), 3.6),
        Column(_("上年"), 1.7),
        Column(_("本年"), 1.7),
        Column(_("企业值"), 2.6),
    )
    return [Table(columns, rows, caption=_("级别变了的指标"))]


def named(result: Result) -> str:
    """The name of a result with its record."""
    name = translate(result.name)
    return f"{result.record} {name}" if result.record else name


def _values(one: LevelChange) -> str:
    if one.before.value is None or one.after.value is None:
        return ""
    unit = one.after.unit
    return f"{figure(one.before.value)} → {amount(one.after.value, unit)}"


def _causes(moved: Sequence[Moved]) -> list[Block]:
    found: list[Block] = [_cause_table(one) for one in moved if one.causes]
    if found:
        note = _(
            "影响是单独把这一个数换回上年的值时，结果相差多少；几个数的影响相加不一定等于总变化。"
        )
        found.append(Paragraph(note, style="small"))
    return found


def _cause_table(one: Moved) -> Table:
    unit = show_unit(one.after.unit)
    rows = tuple(
        Row(
            (
                Cell(cause_name(cause)),
                Cell(figure(cause.before)),
                Cell(figure(cause.after)),
                Cell(show_unit(cause.unit), tone="muted"),
                Cell(signed(cause.effect)),
            )
        )
        for cause in one.causes
    )
    columns = (
        Column(_("数据或系数"), 3.6),
        Column(_("上年"), 1.7, "right"),
        Column(_("本年"), 1.7, "right"),
        Column(_("单位"), 1.4),
        Column(_("影响"), 1.8, "right", unit),
    )
    change = (one.after.value or Decimal(0)) - (one.before.value or Decimal(0))
    caption = _("{name}变化 {change} {unit} 主要来自").format(
        name=translate(one.after.name), change=signed(change), unit=unit
    )
    return Table(columns, rows, caption=caption)


def cause_name(cause: Cause) -> str:
    """What moved a figure; coefficients are marked, for nobody at the plant changed them."""
    name = translate(cause.name)
    return _("{name}（系数）").format(name=name) if cause.parameter else name


def _names(evaluation: Evaluation, title: str, names: Sequence[str], anchor: str) -> list[Block]:
    if not names:
        return []
    labels = item_labels(evaluation, names)
    shown = labels[:_MOST_NAMES]
    end = _("。") if len(shown) == len(labels) else _(" 等 {count} 项。").format(count=len(labels))
    return [
        Heading(2, title, f"last_year.{anchor}"),
        Paragraph(_("、").join(shown) + end),
    ]


def item_labels(evaluation: Evaluation, names: Sequence[str]) -> list[str]:
    """The names of items as people call them, each once."""
    found: dict[str, None] = {}
    for full in names:
        base, record = split_name(full)
        label = translate(evaluation.model.label_of(base))
        if record:
            label = _("{name}（{detail}）").format(name=label, detail=record)
        found[label] = None
    return list(found)


def _typed(found: Sequence[Compared]) -> Table:
    rows = tuple(
        Row(
            (
                Cell(translate(one.name)),
                Cell(amount(one.before, one.unit)),
                Cell(amount(one.after, one.unit)),
                Cell(signed(one.after - one.before)),
            )
        )
        for one in found
    )
    columns = (
        Column(_("结果"), 3.4),
        Column(_("上年（填报）"), 2.1, "right"),
        Column(_("本年"), 2.1, "right"),
        Column(_("变化"), 1.6, "right"),
    )
    note = _("企业库里没有上年的自评，上年的数由企业填报。")
    return Table(columns, rows, caption=_("主要结果与上年对照"), note=note)
