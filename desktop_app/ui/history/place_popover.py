"""What happened to one place of the case: when, who, old -> new, and an older value put back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QHBoxLayout

from desktop_app.app.change_words import ChangeLine, Words
from desktop_app.app.clock import moment as moment_text
from desktop_app.app.history import put_back, words_of
from desktop_app.app.log_words import edit_label, how_word, who_word
from desktop_app.core.log import LINK, Place, PlaceEdit
from desktop_app.core.problems import Problem
from desktop_app.i18n import _, translate
from desktop_app.ui import theme
from desktop_app.ui.bridge import Bridge
from desktop_app.ui.components.buttons import PrimaryButton, QuietButton
from desktop_app.ui.components.labels import label
from desktop_app.ui.components.popover import Popover
from desktop_app.ui.components.row_table import Index, LinesModel, RowTable
from desktop_app.ui.history.subject import HistorySubject
from desktop_app.ui.manual.explained import explain

WHEN, NAME, OLD, NEW, WHO, HOW, STEP = range(7)
_WIDTHS: Final = (128, 170, 150, 150, 84, 64)
_NARROW: Final = (128, 160, 112, 112, 76, 60)
_WIDTH: Final = 760
_ROW: Final = 28
_FEWEST, _MOST = 4, 10


@dataclass(frozen=True, slots=True)
class PlaceLine:
    """One edit of a place, and its change in words."""

    edit: PlaceEdit
    change: ChangeLine


class PlaceModel(LinesModel[PlaceLine]):
    """The edits of some places, the newest first."""

    def __init__(self, parent: QObject | None = None) -> None:
        heads = (_("何时"), _("名称"), _("原来"), _("改成"), _("谁"), _("方式"), _("步骤"))
        super().__init__(heads, parent)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """What stands in a cell."""
        line, column = self.lines[index.row()], index.column()
        if role == Qt.ItemDataRole.ForegroundRole and column in (WHEN, OLD, WHO, HOW, STEP):
            return theme.current().colour("muted")
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return None
        edit, change = line.edit.edit, line.change
        texts = (
            moment_text(edit.at),
            change.name,
            change.old,
            change.new,
            who_word(edit.who),
            how_word(edit.how),
            edit_label(edit),
        )
        return texts[column]


class PlacePopover(Popover):
    """The history of one place, or of several together."""

    def __init__(self, bridge: Bridge, subject: HistorySubject) -> None:
        super().__init__(subject.anchor, _("“{name}”的历史").format(name=subject.title))
        explain(self, "place_history")
        self._bridge, self._subject = bridge, subject
        self.words: Words = words_of(bridge.session)
        self.model = PlaceModel(self)
        self.table = RowTable(self.model, _("历史"), _WIDTHS, _ROW)
        self.told = label("", "muted", wrap=True)
        self.back_button = PrimaryButton(_("放回"), "rotate-ccw")
        close = QuietButton(_("关闭"))
        worn = theme.current()
        row = QHBoxLayout()
        row.addWidget(self.told, 1)
        row.addWidget(close)
        row.addWidget(self.back_button)
        self.body.addWidget(label(self.accessibleName(), "strong"))
        self.body.addWidget(self.table)
        self.body.addLayout(row)
        width = min(worn.px(_WIDTH), self.anchor.window().width() - worn.px(80))
        self.table.setFixedWidth(width)
        one = len(subject.places) == 1
        self.table.setColumnHidden(NAME, one)
        if not one:
            self.table.set_widths(_NARROW)
        self.table.selectionModel().currentRowChanged.connect(lambda *_at: self._offer())
        self.back_button.clicked.connect(lambda _on: self._put_back())
        close.clicked.connect(lambda _on: self.close_up())
        self._read()

    def _read(self) -> None:
        session, places = self._bridge.session, self._subject.places
        found = session.library.attempt(lambda one: one.history.of(session.case_id, *places))
        if isinstance(found, Problem):
            self.told.setText(found.told(translate))
            found = ()
        elif not found:
            self.told.setText(_("还没有修改过。"))
        self.model.show_lines([PlaceLine(one, self.words.line(one.step)) for one in found])
        rows = min(max(len(found), _FEWEST), _MOST)
        head = self.table.horizontalHeader().sizeHint().height()
        self.table.setFixedHeight(head + theme.current().px(_ROW) * rows + theme.current().px(6))
        if found:
            self.table.selectRow(0)
        self._offer()

    def _older(self) -> tuple[Place, Any] | None:
        """What the line gone to would put back: what it became, or of the newest what it was."""
        row = self.table.currentIndex().row()
        lines: Sequence[PlaceLine] = self.model.lines
        if not 0 <= row < len(lines):
            return None
        step = lines[row].edit.step
        later = any(one.edit.step.place == step.place for one in lines[:row])
        return step.place, step.new if later else step.old

    def _offer(self) -> None:
        older = self._older()
        can = older is not None and older[0].kind != LINK
        if older is not None:
            place, content = older
            can = can and (content is not None or place.key is not None)
            value = self.words.content(place, content)
            self.told.setText(_("放回的值：{value}").format(value=value))
        self.back_button.setEnabled(can)

    def _put_back(self) -> None:
        older = self._older()
        if older is None:
            return
        self.close_up()
        self._bridge.do(put_back, *older)


def open_places(bridge: Bridge, subject: HistorySubject) -> PlacePopover:
    """Show what happened to the places of a subject."""
    popover = PlacePopover(bridge, subject)
    popover.closed.connect(popover.deleteLater)
    popover.closed.connect(subject.done)
    popover.open()
    return popover
