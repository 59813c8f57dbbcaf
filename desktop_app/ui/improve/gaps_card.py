"""The gaps of the case, and below each the measures that serve it: one key puts one in the plan."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop_app.core.evaluate import Evaluation
from desktop_app.core.improve.gaps import Fit, Gap, Match, Wanted
from desktop_app.i18n import _, ngettext, translate
from desktop_app.ui import theme
from desktop_app.ui.components.buttons import BareButton
from desktop_app.ui.components.card import Card
from desktop_app.ui.components.labels import label
from desktop_app.ui.components.segmented_control import SegmentedControl
from desktop_app.ui.components.skeleton import Skeleton
from desktop_app.ui.gap_words import gap_remark, gap_text
from desktop_app.ui.improve.readings import match_text
from desktop_app.ui.link_row import LinkRow
from desktop_app.ui.result_words import ASSESS

STEP: Final = 8
OTHERS: Final = "others"


@dataclass(frozen=True, slots=True)
class Served:
    """A gap with the measures that serve it; without a gap, the measures that serve none."""

    gap: Gap | None
    matches: tuple[Match, ...]

    @property
    def id(self) -> str:
        """What the lines of it go by."""
        return self.gap.id if self.gap is not None else OTHERS


class MeasureRow(LinkRow):
    """A measure of a pack; Enter, Space or a click puts it in the plan, or opens it there."""

    def show_match(self, evaluation: Evaluation, match: Match, *, planned: bool) -> None:
        """Show another measure."""
        name = translate(match.measure.name)
        self.show_line(
            match.measure.id, name, match_text(evaluation, match), "✓" if planned else "+"
        )
        action = _("已在方案中：{name}") if planned else _("加入方案：{name}")
        self.setAccessibleName(action.format(name=name))
        self.setEnabled(match.fit is not Fit.NOT or planned)


class GapBlock(QWidget):
    """A gap that opens its row in 评价, and its measures behind a button.

    Signals:
        opened(str): the row was asked for.
        chosen(str): a measure was chosen; carries its id in the pack.
    """

    opened = Signal(str)
    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.head = LinkRow()
        self.head.opened.connect(self.opened)
        self.fold = BareButton("", "chevron-down")
        self.fold.clicked.connect(lambda: self.set_open(shown=not self.is_open))
        self.served = Served(None, ())
        self._rows: list[MeasureRow] = []
        self._inside = QWidget()
        self._inside.hide()
        self._list = QVBoxLayout(self._inside)
        self._list.setContentsMargins(theme.current().px(16), 0, 0, theme.current().px(8))
        self._list.setSpacing(0)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.head)
        column.addWidget(self.fold, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self._inside)

    @property
    def rows(self) -> list[MeasureRow]:
        """The measures, shown or put away."""
        return self._rows[: len(self.served.matches)]

    @property
    def is_open(self) -> bool:
        """Whether the measures are shown."""
        return not self._inside.isHidden()

    def show_served(self, evaluation: Evaluation, served: Served, planned: frozenset[str]) -> None:
        """Show another gap with its measures."""
        self.served = served
        gap = served.gap
        if gap is None:
            head = _("其他可用的措施")
            self.head.show_line("", head, _("没有对应的差距，按需要选用"))
        else:
            self.head.show_line(f"{ASSESS}{gap.id}", gap_text(gap), gap_remark(evaluation, gap))
        while len(self._rows) < len(served.matches):
            row = MeasureRow()
            row.opened.connect(self.chosen)
            self._rows.append(row)
            self._list.addWidget(row)
        for place, row in enumerate(self._rows):
            row.setVisible(place < len(served.matches))
            if place < len(served.matches):
                match = served.matches[place]
                row.show_match(evaluation, match, planned=match.measure.id in planned)
        self.set_open(shown=self.is_open and bool(served.matches))

    def set_open(self, *, shown: bool) -> None:
        """Show the measures, or put them away."""
        count = len(self.served.matches)
        self._inside.setVisible(shown)
        self.fold.setVisible(bool(count))
        words = ngettext("{count} 项措施", "{count} 项措施", count)
        self.fold.set_text(words.format(count=count))
        self.fold.set_icon("chevron-up" if shown else "chevron-down")
        state = _("收起") if shown else _("展开")
        self.fold.setAccessibleDescription(state)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Right shows the measures, left puts them away."""
        if event.key() in (Qt.Key.Key_Right, Qt.Key.Key_Left) and self.served.matches:
            self.set_open(shown=event.key() == Qt.Key.Key_Right)
            if not self.is_open:
                self.head.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        super().keyPressEvent(event)


class GapsCard(Card):
    """All gaps of the case.

    Signals:
        wanted_changed(str): gaps are to be measured to another level (a Wanted).
        opened(str): the row of a gap was asked for.
        chosen(str): a measure of a pack was chosen.
    """

    wanted_changed = Signal(str)
    opened = Signal(str)
    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("差距与措施"), parent=parent)
        self.wanted = SegmentedControl(
            [(Wanted.NEXT.value, _("到下一级")), (Wanted.BEST.value, _("到最好一级"))],
            _("差距算到"),
        )
        self.wanted.choose(Wanted.NEXT.value)
        self.wanted.changed.connect(self.wanted_changed)
        self.waiting = Skeleton(6)
        self.calm = label(
            _("还看不出差距：没有已填又低于最好一级的指标；未填的不算在内。"), "muted", wrap=True
        )
        self.more = BareButton("", "chevron-down")
        self.more.clicked.connect(self._show_more)
        self._blocks: list[GapBlock] = []
        self._served: tuple[Served, ...] = ()
        self._shown = STEP
        self._first = True
        self._column_of_gaps = QVBoxLayout()
        self._column_of_gaps.setSpacing(0)
        self.body.addWidget(self.wanted, 0, Qt.AlignmentFlag.AlignLeft)
        self.body.addWidget(self.waiting)
        self.body.addWidget(self.calm)
        self.body.addLayout(self._column_of_gaps)
        self.body.addWidget(self.more, 0, Qt.AlignmentFlag.AlignLeft)
        self.calm.hide()
        self.more.hide()

    @property
    def blocks(self) -> list[GapBlock]:
        """The gaps shown now."""
        return [block for block in self._blocks if not block.isHidden()]

    def show_gaps(
        self, evaluation: Evaluation, found: Sequence[Served], planned: frozenset[str]
    ) -> None:
        """Show the gaps of the case; measures in `planned` are in the plan already."""
        self._served = tuple(found)
        self._evaluation, self._planned = evaluation, planned
        self.waiting.hide()
        self.calm.setVisible(not any(one.gap for one in found))
        self._fill()
        first = next((block for block in self.blocks if block.served.matches), None)
        if self._first and first is not None:
            self._first = False
            first.set_open(shown=True)

    def reach(self, result: str) -> GapBlock | None:
        """The block of a gap, shown if it was not; None where there is no such gap."""
        place = next((i for i, one in enumerate(self._served) if one.id == result), None)
        if place is None:
            return None
        self._shown = max(self._shown, place + 1)
        self._fill()
        self._blocks[place].set_open(shown=True)
        return self._blocks[place]

    def _show_more(self) -> None:
        first = self._shown
        self._shown = len(self._served)
        self._fill()
        if first < len(self._blocks):
            self._blocks[first].head.setFocus(Qt.FocusReason.OtherFocusReason)

    def _fill(self) -> None:
        shown = self._served[: self._shown]
        while len(self._blocks) < len(shown):
            block = GapBlock()
            block.opened.connect(self.opened)
            block.chosen.connect(self.chosen)
            self._blocks.append(block)
            self._column_of_gaps.addWidget(block)
        for place, block in enumerate(self._blocks):
            block.setVisible(place < len(shown))
            if place < len(shown):
                block.show_served(self._evaluation, shown[place], self._planned)
        left = len(self._served) - len(shown)
        self.more.set_text(_("还有 {count} 项").format(count=left))
        self.more.setVisible(left > 0)
