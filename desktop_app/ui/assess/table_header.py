"""The head of a judged table: conclusion, indices, the remark of the method, completeness."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop_app.core.evaluate import Evaluation
from desktop_app.core.methods.level_index import MINIMUM
from desktop_app.core.pack import Scale
from desktop_app.core.result import Figures, Result
from desktop_app.i18n import _, translate
from desktop_app.ui import theme
from desktop_app.ui.assess.index_bars import IndexBar, IndexBars
from desktop_app.ui.components.labels import label
from desktop_app.ui.components.level_badge import LevelBadge
from desktop_app.ui.components.state_chip import ChipState, StateChip
from desktop_app.ui.components.why_link import WhyLink
from desktop_app.ui.result_words import interval_text, short_level, table_level


class TableHeader(QWidget):
    """Shows the result of a table; `why` asks for its trace."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name = label("", "section", wrap=True)
        self._level = LevelBadge()
        self._verify = StateChip(ChipState.TO_VERIFY)
        self._interval = label("", "caption", wrap=True)
        self._counts = label("", "", wrap=True)
        self._note = label("", wrap=True)
        self._completeness = label("", "caption", wrap=True)
        self.bars = IndexBars()
        self.why = WhyLink(_("为什么"))
        self._fill()

    def _fill(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self._name, 1)
        head.addWidget(self.why)
        marks = QHBoxLayout()
        marks.setSpacing(8)
        marks.addWidget(self._level)
        marks.addWidget(self._verify)
        marks.addWidget(self._interval, 1)
        marks.addStretch()  # holds the badge at the left where no interval follows
        column = QVBoxLayout(self)
        column.setSpacing(8)
        pad = theme.current().px(16)
        column.setContentsMargins(pad, pad, pad, pad)
        column.addLayout(head)
        column.addLayout(marks)
        column.addWidget(self.bars)
        for words in (self._counts, self._note, self._completeness):
            column.addWidget(words)

    @property
    def words(self) -> str:
        """Everything said in the head, for reading it out."""
        labels = (self._name, self._interval, self._counts, self._note, self._completeness)
        return "\n".join(part.text() for part in labels if part.text())

    def show_table(self, evaluation: Evaluation, result: Result) -> None:
        """Show a table's result."""
        assessment = evaluation.tables[result.id].assessment
        scale = evaluation.model.scales[result.scale]
        self._name.setText(translate(result.name))
        level = table_level(evaluation, result)
        if level is not None:
            self._level.set_level(level.tone, level.text, level.sign)
        self._verify.setVisible(result.to_verify)
        bars = index_bars(scale, result.figures)
        self.bars.show_bars(bars)
        self.bars.setVisible(bool(bars))
        note = "\n".join(one.told(translate) for one in result.notes)
        for part, words in (
            (self._interval, interval_text(evaluation, result)),
            (self._counts, counts_text(scale, result.figures)),
            (self._note, note),
            (self._completeness, translate(assessment.completeness)),
        ):
            part.setText(words)
            part.setVisible(bool(words))


def index_bars(scale: Scale, figures: Figures | None) -> tuple[IndexBar, ...]:
    """One bar per level the method has an index for."""
    found = []
    for place, level in enumerate(scale.levels):
        key = f"Y{place + 1}"
        low = figures.values.get(key) if figures else None
        if figures is None or low is None:
            continue
        high = figures.best.get(key)
        needed = Decimal(int(MINIMUM[place])) if place < len(MINIMUM) else None
        name = f"Y{short_level(level)}"
        found.append(IndexBar(name, low, low if high is None else high, needed, level.tone))
    return tuple(found)


def counts_text(scale: Scale, figures: Figures | None) -> str:
    """How many rows reach, or stand at, which level, and how many are open."""
    values = figures.values if figures else {}
    parts = []
    for place, level in enumerate(scale.levels):
        met, at = values.get(f"met{place + 1}"), values.get(f"at_{level.id}")
        name = translate(level.name)
        if met is not None:
            parts.append(_("达到{level} {count} 项").format(level=name, count=met))
        elif at is not None:
            parts.append(_("{level} {count} 项").format(level=name, count=at))
    below = values.get(f"at_{scale.below.id}")
    if below:
        name = translate(scale.below.name)
        parts.append(_("{level} {count} 项").format(level=name, count=below))
    if values.get("open"):
        parts.append(_("未填 {count} 项").format(count=values["open"]))
    rows = values.get("rows")
    if not parts or rows is None:
        return ""
    left = _without_level(scale, values, rows)
    if left > 0:
        parts.append(_("规则包缺数值而判不了级 {count} 项").format(count=left))
    whole = _("适用 {count} 项").format(count=rows)
    return _("，").join([whole, *parts])


def _without_level(scale: Scale, values: Mapping[str, Decimal | None], rows: Decimal) -> Decimal:
    """Answered rows at no level because a limit is a hole; 0 where rows are counted otherwise."""
    at = [values.get(f"at_{step.id}") for step in (*scale.levels, scale.below)]
    if None in at or "open" not in values:
        return Decimal(0)
    return rows - sum((count for count in at if count), Decimal(0)) - (values["open"] or 0)
