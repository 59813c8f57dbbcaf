"""Residual emissions side by side: before and after offsets, and the way to the best level."""

from __future__ import annotations

from typing import Final

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop_app.core.evaluate import Evaluation
from desktop_app.core.residual import Distance, distances, mean_distance, residual_figures
from desktop_app.core.result import Result
from desktop_app.core.units import show_unit
from desktop_app.i18n import _, translate
from desktop_app.ui.components.card import Card
from desktop_app.ui.components.figure import Figure
from desktop_app.ui.components.labels import label
from desktop_app.ui.link_row import LinkList
from desktop_app.ui.result_words import amount, figure, state_of
from desktop_app.ui.theme import Type

_MOST: Final = 6


class _Number(QWidget):
    """One figure with its name above and a remark below."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.name, self.remark = label("", "caption", wrap=True), label("", "caption", wrap=True)
        self.figure = Figure("", "", Type.TITLE)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        for part in (self.name, self.figure, self.remark):
            column.addWidget(part)
        column.addStretch(1)

    def show_number(self, name: str, figure_text: str, unit: str, remark: str) -> None:
        """Show another figure."""
        self.name.setText(name)
        self.figure.set_figure(figure_text, unit)
        self.remark.setText(remark)
        self.remark.setVisible(bool(remark))


class ResidualCard(Card):
    """The headline figures of the model's own quantities, and the distance to the best level."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("残余排放与行业可达最好水平"), parent=parent)
        self.numbers: list[_Number] = []
        self._row = QHBoxLayout()
        self._row.setSpacing(24)
        self.distances = LinkList()
        self._remark = label("", "caption", wrap=True)
        self.body.addLayout(self._row)
        self.body.addWidget(self._remark)
        self.body.addWidget(self.distances)

    def refresh(self, evaluation: Evaluation) -> None:
        """Show everything as judged now."""
        shown = [_reading(one) for one in residual_figures(evaluation)]
        mean = mean_distance(evaluation)
        if mean is not None:
            text = _("距行业可达最好水平（能效标杆，按产量加权）")
            shown.append((text, f"{mean:+.1f}", "%", ""))
        while len(self.numbers) < len(shown):
            made = _Number()
            self.numbers.append(made)
            self._row.addWidget(made, 1)
        for place, number in enumerate(self.numbers):
            number.setVisible(place < len(shown))
            if place < len(shown):
                number.show_number(*shown[place])
        found = distances(evaluation)
        self._remark.setText(residual_remark(known=bool(found)))
        self.distances.show_lines([_line(one) for one in found[:_MOST]])
        self.setVisible(bool(shown))


def residual_remark(*, known: bool) -> str:
    """What the two numbers mean beside one another."""
    said = _("过程排放现阶段无法近零，残余排放的绝对量要与同行业可达到的最好水平一起看。")
    if known:
        return said
    return said + _("没有可比的能效标杆行，最好水平的差距暂缺。")


def _reading(result: Result) -> tuple[str, str, str, str]:
    unit = show_unit(result.unit) if result.value is not None else ""
    shown = figure(result.value) if result.value is not None else state_of(result.status)[1]
    whole = result.status.value in ("given", "estimated")
    remark = "" if whole or result.value is None else state_of(result.status)[1]
    return translate(result.name), shown, unit, remark


def _line(one: Distance) -> tuple[str, str, str, str]:
    record = f"（{one.record}）" if one.record else ""
    remark = _("本企业 {value}，标杆 {best}").format(
        value=amount(one.value, one.unit), best=amount(one.best, one.unit)
    )
    return f"assess:{one.result}", f"{translate(one.name)}{record}", remark, f"{one.percent:+.1f}%"
