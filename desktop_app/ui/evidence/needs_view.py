"""The values without evidence, what moves most first, and the ways to give them some."""

from __future__ import annotations

from decimal import Decimal
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget
from shiboken6 import isValid

from desktop_app.core.evaluate import Evaluation
from desktop_app.core.evidence import Subject
from desktop_app.core.support import Answered, answered, weights
from desktop_app.i18n import _
from desktop_app.ui import theme
from desktop_app.ui.bridge import Bridge
from desktop_app.ui.components.buttons import QuietButton
from desktop_app.ui.components.empty_state import EmptyState
from desktop_app.ui.components.flow import FlowRow
from desktop_app.ui.components.item_picker import ItemPicker
from desktop_app.ui.components.skeleton import Skeleton
from desktop_app.ui.evidence.desk import EvidenceDesk
from desktop_app.ui.evidence.linking import link_documents, pick_documents
from desktop_app.ui.evidence.tables import EvidenceTable, NeedsModel


class NeedsView(QStackedWidget):
    """A list whose chosen value can be gone to, given a file, or linked to a document.

    Signals:
        counted(object): the Answered values of the case, supported or not, as they are now.
    """

    counted = Signal(object)

    def __init__(self, bridge: Bridge, desk: EvidenceDesk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bridge, self._desk = bridge, desk
        self._weighed: object = None
        self._moves: dict[str, Decimal] = {}
        self.model = NeedsModel(bridge)
        self.table = EvidenceTable.of_needs(self.model)
        self.waiting = Skeleton(10)
        self.calm = EmptyState("check", "")
        self.go_button = QuietButton(_("到这一格"), "arrow-right")
        self.give_button = QuietButton(_("为它添加文件…"), "plus")
        self.link_button = QuietButton(_("关联已有佐证…"), "paperclip")
        ways = FlowRow(theme.current().px(8))
        ways.add(self.go_button, self.give_button, self.link_button)
        self._filled = QWidget()
        column = QVBoxLayout(self._filled)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.current().px(8))
        column.addWidget(self.table, 1)
        column.addWidget(ways)
        for part in (self.waiting, self._filled, self.calm):
            self.addWidget(part)
        self.table.chosen.connect(self._offer)
        self.table.entered.connect(self.go)
        self.go_button.clicked.connect(self.go)
        self.give_button.clicked.connect(self.give)
        self.link_button.clicked.connect(self.link_existing)

    def refresh(self) -> None:
        """Show what lacks evidence now; what each value moves is worked out in the background."""
        evaluation = self._bridge.evaluation
        if self._weighed is not evaluation.values:
            self.setCurrentWidget(self.waiting)
            self._weigh(evaluation)
            return
        values = answered(evaluation, self._moves)
        place = self.table.row
        self.model.show_lines([one for one in values if not one.supported])
        self.calm.say(_("填写的值都有佐证。") if values else _("还没有填写任何数据。"))
        self.setCurrentWidget(self._filled if self.model.lines else self.calm)
        self.table.mark(place)
        self._offer()
        self.counted.emit(values)

    def _weigh(self, evaluation: Evaluation) -> None:
        """Evidence itself moves nothing: linking a document does not come here again."""

        def done(moves: dict[str, Decimal]) -> None:
            if isValid(self):
                self._weighed, self._moves = evaluation.values, moves
                self.refresh()

        self._desk.tasks.run(lambda _progress: weights(evaluation), done, _raise)

    @property
    def need(self) -> Answered | None:
        """The chosen value."""
        row = self.table.row
        return self.model.lines[row] if 0 <= row < len(self.model.lines) else None

    @property
    def subjects(self) -> list[Subject]:
        """The periods of the chosen value that lack a document; a whole year as one."""
        return [] if self.need is None else self.need.subjects()

    def _offer(self) -> None:
        chosen = self.need is not None
        for button in (self.go_button, self.give_button):
            button.setEnabled(chosen)
        self.link_button.setEnabled(chosen and bool(self._bridge.case.evidence))

    # --- verbs ----------------------------------------------------------------------------------

    def go(self) -> None:
        """Go to the cell of the chosen value."""
        need = self.need
        if need is not None and need.key is not None:
            self._bridge.jump(str(need.key))

    def give(self) -> None:
        """Ask for files that support the chosen value."""
        self._desk.choose(self, self.subjects)

    def link_existing(self) -> None:
        """Let documents that are there support the chosen value."""
        subjects = self.subjects
        picker = pick_documents(self._bridge, self.link_button, subjects)
        picker.picked.connect(partial(self._linked, picker, subjects))
        picker.open()

    def _linked(self, picker: ItemPicker, subjects: list[Subject], id_: str) -> None:
        picker.close_up()
        link_documents(self._bridge, [id_], subjects)


def _raise(error: Exception) -> None:
    raise error
