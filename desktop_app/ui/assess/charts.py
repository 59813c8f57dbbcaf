"""The charts of one limb: how its groups stand, what its total is made of, how the year went."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Final

from PySide6.QtCore import QEvent
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from desktop_app.charts.bars import bar_chart, waterfall
from desktop_app.charts.limb_readings import (
    Course,
    Radar,
    Sources,
    courses_of,
    mix_of,
    radar_of,
    sources_of,
)
from desktop_app.charts.radar import radar
from desktop_app.charts.scene import Scene
from desktop_app.charts.trend import trend
from desktop_app.core import summary
from desktop_app.core.pack import Limb
from desktop_app.core.units import show_unit
from desktop_app.i18n import _, format_number, translate
from desktop_app.ui import theme
from desktop_app.ui.bridge import Bridge
from desktop_app.ui.components.chart_card import ChartCard
from desktop_app.ui.components.select import Select

_SIDE_BY_SIDE: Final = 860
"""Pixels at factor 1 from which two charts stand beside one another."""

_COLOURS: Final = {Limb.CARBON: "carbon", Limb.POLLUTANTS: "pollution"}

Build = Callable[[float], Scene]


class LimbCharts(QWidget):
    """The charts of a limb, those with something to show; made anew when the case changes.

    Attributes:
        cards: the charts shown, by what they show: radar.<table>, parts, course.
    """

    def __init__(self, bridge: Bridge, limb: Limb, parent: QWidget) -> None:
        super().__init__(parent)
        self._bridge, self._limb = bridge, limb
        self._colour = _COLOURS.get(limb, "accent")
        self._item = ""
        self.cards: dict[str, ChartCard] = {}
        self.choice = Select(name=_("走势的数据项"), parent=self)
        self.choice.hide()
        self.choice.chosen.connect(self._choose)
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(self._row)
        self._row.setSpacing(theme.current().px(16))
        self.refresh()

    def refresh(self) -> None:
        """Show what the case gives now; a chart that has nothing to show is not there."""
        wanted = {**self._radars(), **self._parts()}
        course = self._course()
        if course is not None:
            title = _("{name}逐月走势").format(name=course.words.title)
            wanted["course"] = (title, partial(self._trend, course), "")
        for key in [key for key in self.cards if key not in wanted]:
            gone = self.cards.pop(key)
            if key == "course":
                self.choice.setParent(self)
                self.choice.hide()
            self._row.removeWidget(gone)
            gone.hide()
            gone.deleteLater()
        for key, (title, build, note) in wanted.items():
            self._show(key, title, build, note)
        self.setVisible(bool(self.cards))

    def _show(self, key: str, title: str, build: Build, note: str) -> None:
        card = self.cards.get(key)
        if card is None:
            card = self.cards[key] = ChartCard(title, build)
            self._row.addWidget(card, 1)
            if key == "course":
                card.head.insertWidget(1, self.choice)
                self.choice.show()
        else:
            card.show_chart(title, build)
        card.set_note(note)

    # --- what there is to show ----------------------------------------------------------------

    def _radars(self) -> dict[str, tuple[str, Build, str]]:
        """Groups by level; the tables of other limbs have a product or an outlet per group."""
        evaluation = self._bridge.evaluation
        found: dict[str, tuple[str, Build, str]] = {}
        for table in evaluation.tables.values():
            limb, name = table.assessment.limb, table.assessment.id
            if not limb is self._limb is Limb.CLEAN_PRODUCTION:
                continue
            shown = radar_of(evaluation, name, translate)
            if shown is not None:
                title = translate(table.assessment.name)
                note = _("各组中达到各级的项数占比，外圈为 100%；不适用的不计，未填按未达到计。")
                found[f"radar.{name}"] = (title, partial(_drawn, shown, title), note)
        return found

    def _parts(self) -> dict[str, tuple[str, Build, str]]:
        evaluation = self._bridge.evaluation
        lead = summary.lead_figure(evaluation, self._limb)
        if lead is None:
            return {}
        stepped = self._limb is Limb.CARBON
        read = sources_of if stepped else mix_of
        shown = read(evaluation, lead.id, translate, format_number, self._colour)
        if shown is None:
            return {}
        title = _("{name}的构成").format(name=translate(lead.name))
        note = _("单位：{unit}").format(unit=show_unit(lead.unit))
        build = partial(_stepped if stepped else _side_by_side, shown, title)
        return {"parts": (title, build, note)}

    def _course(self) -> Course | None:
        """The course of the chosen item; of the weightiest one while none is chosen."""
        evaluation, last = self._bridge.evaluation, self._bridge.last_evaluation
        lead = summary.lead_figure(evaluation, self._limb)
        if lead is None:
            return None
        courses = courses_of(evaluation, last, lead.id, translate, format_number)
        if not courses:
            return None
        shown = next((one for one in courses if one.item == self._item), courses[0])
        self.choice.set_options([(one.item, one.words.title) for one in courses])
        self.choice.choose(shown.item)
        return shown

    def _choose(self, item: str) -> None:
        if item and item != self._item:
            self._item = item
            self.refresh()

    def _trend(self, course: Course, width: float) -> Scene:
        return trend(course.months, course.words, width, self._colour)

    # --- layout -------------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Stand below one another where there is no room side by side."""
        super().resizeEvent(event)
        wide = event.size().width() >= theme.current().px(_SIDE_BY_SIDE)
        across, down = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        wanted = across if wide else down
        if self._row.direction() != wanted:
            self._row.setDirection(wanted)

    def changeEvent(self, event: QEvent) -> None:
        """Keep the spacing in another font size."""
        super().changeEvent(event)
        if theme.is_theme_change(event):
            self._row.setSpacing(theme.current().px(16))


def _drawn(shown: Radar, title: str, width: float) -> Scene:
    return radar(shown.spokes, shown.series, width, title)


def _stepped(shown: Sources, title: str, width: float) -> Scene:
    return waterfall(shown.bars, shown.total, shown.shown, width, title)


def _side_by_side(shown: Sources, title: str, width: float) -> Scene:
    return bar_chart(shown.bars, width, title)
