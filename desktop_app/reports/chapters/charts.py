"""The charts of the limb chapters, from the same definitions the window draws."""

from __future__ import annotations

from typing import Final

from desktop_app.charts.bars import bar_chart, waterfall
from desktop_app.charts.limb_readings import courses_of, mix_of, radar_of, sources_of
from desktop_app.charts.radar import radar
from desktop_app.charts.trend import trend
from desktop_app.core import summary
from desktop_app.core.evaluate import Evaluation
from desktop_app.core.pack import Limb
from desktop_app.core.units import show_unit
from desktop_app.i18n import _, translate
from desktop_app.reports.blocks import Block, Figure
from desktop_app.reports.words import figure

_WIDTH: Final = 440
_RADAR_WIDTH: Final = 400
_MOST_COURSES: Final = 3


def radar_figure(evaluation: Evaluation, assessment: str) -> tuple[Block, ...]:
    """How the groups of a clean-production table stand; nothing for a table without such levels."""
    shown = radar_of(evaluation, assessment, translate)
    if shown is None:
        return ()
    caption = _("各组中达到各级的项数占比，外圈为 100%；不适用的不计，未填按未达到计。")
    return (Figure(radar(shown.spokes, shown.series, _RADAR_WIDTH), caption),)


def mix_figure(evaluation: Evaluation, limb: Limb) -> tuple[Block, ...]:
    """What the lead figure of a limb is made of, with shares."""
    lead = summary.lead_figure(evaluation, limb)
    shown = mix_of(evaluation, lead.id, translate, figure) if lead is not None else None
    if lead is None or shown is None:
        return ()
    return (Figure(bar_chart(shown.bars, _WIDTH), _parts_caption(lead.name, lead.unit)),)


def sources_figure(evaluation: Evaluation, limb: Limb, colour: str) -> tuple[Block, ...]:
    """From the largest source of a limb's lead figure step by step to its total."""
    lead = summary.lead_figure(evaluation, limb)
    shown = sources_of(evaluation, lead.id, translate, figure, colour) if lead is not None else None
    if lead is None or shown is None:
        return ()
    drawn = waterfall(shown.bars, shown.total, shown.shown, _WIDTH)
    return (Figure(drawn, _parts_caption(lead.name, lead.unit)),)


def _parts_caption(name: str, unit: str) -> str:
    title = _("{name}的构成").format(name=translate(name))
    return _("{name}（{detail}）").format(name=title, detail=show_unit(unit))


def course_figures(
    evaluation: Evaluation, last: Evaluation | None, limb: Limb
) -> tuple[Block, ...]:
    """The months of the weightiest items behind a limb's lead figure, beside last year's."""
    lead = summary.lead_figure(evaluation, limb)
    if lead is None:
        return ()
    courses = courses_of(evaluation, last, lead.id, translate, figure)
    return tuple(
        Figure(
            trend(course.months, course.words, _WIDTH),
            _("{name}逐月走势").format(name=course.words.title),
        )
        for course in courses[:_MOST_COURSES]
    )
