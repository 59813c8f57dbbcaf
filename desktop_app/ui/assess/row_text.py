"""Rows of an evaluation list as text: tab-separated, so that a spreadsheet takes them as cells."""

from __future__ import annotations

from collections.abc import Iterable

from desktop_app.i18n import _
from desktop_app.ui.assess.readings import RowReading
from desktop_app.ui.components.state_chip import ChipState


def rows_text(readings: Iterable[RowReading]) -> str:
    """Rows under the names of their columns."""
    heads = (
        _("序号"),
        _("指标"),
        _("企业值"),
        _("单位"),
        _("对照各级要求"),
        _("级别"),
        _("还差"),
        _("状态"),
    )
    lines = [heads, *map(_cells, readings)]
    return "\n".join("\t".join(map(_one_line, line)) for line in lines)


def row_text(reading: RowReading) -> str:
    """One row without names of columns."""
    return "\t".join(map(_one_line, _cells(reading)))


def _cells(shown: RowReading) -> tuple[str, ...]:
    number = _("{no}（限定性）").format(no=shown.no) if shown.limiting else shown.no
    # The first line of the tip is the value itself.
    asked = shown.band.tip.splitlines()[1:] if shown.band is not None else [shown.limits]
    gap = ""
    if shown.gap_level:
        gap = _("未到{level}").format(level=shown.gap_level)
        if shown.gap:
            gap = _("距{level}还差 {gap}").format(level=shown.gap_level, gap=shown.gap)
    ordinary = shown.state is ChipState.GIVEN
    states = ("" if ordinary else shown.state_text, _("待核实") if shown.to_verify else "")
    return (
        number,
        shown.name,
        f"≈ {shown.value}" if shown.estimated and shown.value else shown.value or shown.answer,
        shown.unit,
        _("；").join(asked),
        shown.level.text if shown.level is not None else "",
        gap,
        _("；").join(filter(None, states)),
    )


def _one_line(text: str) -> str:
    return " ".join(text.split())
