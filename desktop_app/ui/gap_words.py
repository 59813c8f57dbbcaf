"""What is missing to the next level, in words: in its own unit, and over a year."""

from __future__ import annotations

from collections.abc import Sequence

from desktop_app.core.evaluate import Evaluation
from desktop_app.core.improve.gaps import Gap, Part, yearly_gap
from desktop_app.core.result import Result
from desktop_app.i18n import _, translate
from desktop_app.ui.result_words import amount, result_label


def gap_text(gap: Gap) -> str:
    """What falls short, and to which level."""
    name = result_label(gap.result)
    level = translate(gap.level.name) if gap.level else _("许可限值")
    if gap.amount is None:
        return _("“{name}”未达到{level}").format(name=name, level=level)
    return _("“{name}”距{level}还差 {gap}").format(
        name=name, level=level, gap=amount(gap.amount, gap.result.unit)
    )


def gap_remark(evaluation: Evaluation, gap: Gap) -> str:
    """Where it stands, and what the gap is in a year."""
    parts = []
    if gap.result.value is not None and gap.limit is not None:
        parts.append(
            _("现为 {value}，要到 {limit}").format(
                value=amount(gap.result.value, gap.result.unit),
                limit=amount(gap.limit, gap.result.unit),
            )
        )
    yearly = yearly_words(evaluation, gap.yearly)
    return _("；").join([*parts, *([yearly] if yearly else [])])


def yearly_words(evaluation: Evaluation, parts: Sequence[Part]) -> str:
    """What closing a gap is worth in a year; "" where no formula tells."""
    told = _("，").join(
        _("{name} {amount}")
        .format(name=short_name(evaluation, part.figure), amount=amount(part.amount, part.unit))
        .strip()
        for part in parts
    )
    return _("全年约合{parts}").format(parts=told) if told else ""


def short_name(evaluation: Evaluation, name: str) -> str:
    """The name of a figure or item without what stands in brackets."""
    label = translate(evaluation.model.label_of(name))
    return label.partition("（")[0]


def standing_gap(evaluation: Evaluation, result: Result) -> str:
    """The gap of a row to its next better level, and what it is in a year; "" without one."""
    standing = result.standing
    if standing is None or standing.gap is None:
        return ""
    level = evaluation.model.scales[result.scale].level(standing.next_level)
    if level is None:
        return ""
    gap = _("距{level}还差 {gap}").format(
        level=translate(level.name), gap=amount(standing.gap, result.unit)
    )
    yearly = yearly_words(evaluation, yearly_gap(evaluation, result))
    return _("；").join([gap, *([yearly] if yearly else [])])
