"""What opens below a row: the answer or where it comes from, the requirements, the source."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from desktop_app.core.changes import Changes
from desktop_app.core.evaluate import Evaluation
from desktop_app.core.methods import METHODS
from desktop_app.core.methods.readiness import Table
from desktop_app.core.methods.rows import Row
from desktop_app.core.model import Model
from desktop_app.core.pack import Cited, ItemKind
from desktop_app.core.result import Kind, Result
from desktop_app.i18n import _, translate
from desktop_app.ui import theme
from desktop_app.ui.answer_edit import AnswerEdit, answer_words
from desktop_app.ui.assess.readings import (
    bound_texts,
    direct_items,
    requirements,
    score_text,
    source_items,
)
from desktop_app.ui.bridge import Bridge
from desktop_app.ui.components.buttons import BareButton
from desktop_app.ui.components.labels import label
from desktop_app.ui.components.level_badge import LevelBadge
from desktop_app.ui.gap_words import standing_gap
from desktop_app.ui.link_row import LinkList
from desktop_app.ui.result_words import (
    citation,
    confidence_word,
    confirm_link,
    name_label,
    name_target,
)

_MOST_SOURCES: Final = 12


def find_row(evaluation: Evaluation, result: Result) -> tuple[Table, Row] | None:
    """The judged row a result was made from."""
    table = evaluation.tables.get(result.parent)
    if table is None:
        return None
    own = result.id.removeprefix(f"{result.parent}.")
    row = next((row for row in table.rows if row.id == own), None)
    return (table, row) if row is not None else None


def quantity_items(model: Model, result_id: str) -> list[str]:
    """The items a figure is worked out from."""
    base = result_id.partition("[")[0]
    found: dict[str, None] = {}
    waiting, seen = sorted(model.reads(base)), set[str]()
    while waiting:
        name = waiting.pop(0)
        if name in seen:
            continue
        seen.add(name)
        if name in model.items:
            found[name] = None
        else:
            waiting.extend(sorted(model.reads(name)))
    return list(found)


class RowDetail(QWidget):
    """The inside of one row.

    Signals:
        why_asked(): show the trace.
        left(): Esc was pressed: back to the row.
    """

    why_asked = Signal()
    left = Signal()

    def __init__(self, bridge: Bridge, result_id: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self.result_id = result_id
        self.edits: list[AnswerEdit] = []
        self.sources = LinkList()
        self.gap = label("", "caption", wrap=True)
        self._sources: tuple[str, ...] = ()
        self._levels: tuple[str, ...] = ()
        self._left, self._right = QVBoxLayout(), QVBoxLayout()
        self._row = QHBoxLayout(self)
        self._row.addLayout(self._left, 3)
        self._row.addLayout(self._right, 2)
        for column in (self._left, self._right):
            column.setSpacing(8)
        self._pad()
        self._build()

    def _pad(self) -> None:
        worn = theme.current()
        self._row.setContentsMargins(worn.px(26), worn.px(12), worn.px(16), worn.px(20))
        self._row.setSpacing(worn.px(32))

    @property
    def _result(self) -> Result:
        return self._bridge.evaluation.results[self.result_id]

    def _build(self) -> None:
        evaluation = self._bridge.evaluation
        found = find_row(evaluation, self._result)
        if found is None:
            self._sources = tuple(quantity_items(self._bridge.model, self.result_id))
        else:
            table, row = found
            direct = direct_items(evaluation, row)
            for name in direct:
                self._add_edit(name, table, several=len(direct) > 1)
            self._sources = () if direct else source_items(evaluation, row)
            self._add_requirements(table, row)
            self._right.addWidget(self.gap)
        if self._sources:
            self._left.addWidget(label(_("数据来自"), "strong"))
            self._left.addWidget(self.sources)
            self.sources.opened.connect(self._bridge.jump)
        self._left.addStretch(1)
        self._add_source(self._result.cited)
        self._show_sources()
        self._show_gap()

    def _add_edit(self, name: str, table: Table, *, several: bool) -> None:
        edit = AnswerEdit(self._bridge, name, table.scale)
        if several or edit.item.kind is not ItemKind.CHOICE:
            self._left.addWidget(label(translate(edit.item.name), "strong", wrap=True))
        self._left.addWidget(edit)
        self.edits.append(edit)

    def _add_requirements(self, table: Table, row: Row) -> None:
        choice = any(edit.item.kind is ItemKind.CHOICE for edit in self.edits)
        if choice and len(self.edits) == 1:
            return
        graded = METHODS[table.assessment.method].graded_rows
        self._right.addWidget(label(_("各级要求") if graded else _("评价基准值"), "strong"))
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(6)
        grid.setColumnStretch(1, 1)
        lines = requirements(self._bridge.evaluation, table.scale, row)
        if not graded:
            self._add_base(lines[0][1], score_text(self._result))
            return
        self._levels = tuple(text for _level, text in lines)
        for line, (level, text) in enumerate(lines):
            top = Qt.AlignmentFlag.AlignTop
            grid.addWidget(LevelBadge(level.tone, level.text, level.sign), line, 0, top)
            grid.addWidget(label(text, "", wrap=True), line, 1)
        self._right.addLayout(grid)
        for words in bound_texts(table.scale, row):
            self._right.addWidget(label(words, "caption", wrap=True))

    def _add_base(self, base: str, score: str) -> None:
        """The one base value of a row that has no levels of its own, and what it scores."""
        self._levels = (base,)
        self._right.addWidget(label(base, "", wrap=True))
        self._right.addWidget(label(score, "caption", wrap=True))

    def _add_source(self, cited: Cited) -> None:
        self._right.addWidget(label(_("依据"), "strong"))
        source = citation(self._bridge.model, cited)
        firm = confidence_word(cited.confidence)
        said = f"{source}  ·  {firm}" if source else _("由已填数据按公式算出")
        self._right.addWidget(label(said, "caption", wrap=True))
        if cited.checked is not None:
            words = _("核实：{told}").format(told=cited.checked.told)
            self._right.addWidget(label(words, "caption", wrap=True))
        if cited.note:
            self._right.addWidget(label(translate(cited.note), "caption", wrap=True))
        link = confirm_link(self._bridge.model, self._result.id)
        if link is not None:
            check, target = BareButton(link.text, "check"), link.target
            check.clicked.connect(lambda: self._bridge.jump(target))
            self._right.addWidget(check, 0, Qt.AlignmentFlag.AlignLeft)
        why = BareButton(_("为什么（W）"), "circle-question-mark")
        why.clicked.connect(self.why_asked)
        self._right.addWidget(why, 0, Qt.AlignmentFlag.AlignLeft)
        self._right.addStretch(1)

    @property
    def requirement_texts(self) -> tuple[str, ...]:
        """What the levels ask, best first; empty where the options say it themselves."""
        return self._levels

    def _show_sources(self) -> None:
        evaluation = self._bridge.evaluation
        lines = []
        for name in self._ordered(self._sources)[:_MOST_SOURCES]:
            words = answer_words(self._bridge, name)
            label_text = name_label(evaluation, name)
            lines.append((name_target(evaluation, name), label_text, words, ""))
        self.sources.show_lines(lines)

    def _ordered(self, names: tuple[str, ...]) -> list[str]:
        """What is missing, then what is filled in; what does not apply only where nothing does."""
        missing = set(self._result.missing)
        values = self._bridge.evaluation.values

        def rank(name: str) -> int:
            if name in missing:
                return 0
            value = values.get(name)
            return 1 if value is not None and value.known else 2

        shown = sorted((name for name in names if name in values), key=rank)
        applying = [name for name in shown if rank(name) < 2]
        return applying or shown

    def refresh(self, changes: Changes | None) -> None:
        """Show what is stored now."""
        for edit in self.edits:
            if changes is None or edit.key in changes.keys:
                edit.refresh()
        self._show_sources()
        self._show_gap()

    def _show_gap(self) -> None:
        """What is missing to the next level, in the row's own unit and over a year."""
        evaluation, result = self._bridge.evaluation, self._result
        words = standing_gap(evaluation, result)
        self.gap.setText(words)
        self.gap.setVisible(bool(words))

    def ask_na(self, anchor: QWidget) -> None:
        """Say that the row does not apply, or that it does after all; first item decides.

        The question hangs below `anchor`: what is in here may not have its place yet.
        """
        if self.edits and self._result.kind is Kind.INDICATOR:
            self.edits[0].ask_na(anchor)

    def take_focus(self) -> None:
        """Put the cursor into the first editor."""
        if self.edits:
            self.edits[0].take_focus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go back to the row on Esc."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
            return
        super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Keep the margins in another font size."""
        super().changeEvent(event)
        if theme.is_theme_change(event):
            self._pad()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint a faint ground and the hairline below."""
        worn = theme.current()
        painter = QPainter(self)
        painter.fillRect(self.rect(), worn.colour("bg"))
        painter.fillRect(0, self.height() - 1, self.width(), 1, worn.colour("border"))
