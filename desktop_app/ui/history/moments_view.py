"""存档点: the named moments of the case, and what can be done with one."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop_app.app.clock import moment as moment_text
from desktop_app.app.history import side_of
from desktop_app.app.log_words import reason_word, who_word
from desktop_app.core.log import Moment
from desktop_app.core.problems import Problem
from desktop_app.i18n import _
from desktop_app.ui import theme
from desktop_app.ui.components.buttons import PrimaryButton, QuietButton
from desktop_app.ui.components.empty_state import EmptyState
from desktop_app.ui.components.row_table import Index, LinesModel, RowTable
from desktop_app.ui.components.toast import ToastAction
from desktop_app.ui.history.desk import HistoryDesk
from desktop_app.ui.history.naming import MomentPopover

WIDTHS: Final = (300, 150, 110, 110)


class MomentsModel(LinesModel[Moment]):
    """One moment a line, the newest state first."""

    def __init__(self, parent: QObject | None = None) -> None:
        heads = (_("存档点"), _("何时"), _("由来"), _("谁"), _("说明"))
        super().__init__(heads, parent)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """What stands in a cell."""
        one, column = self.lines[index.row()], index.column()
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            muted = role == Qt.ItemDataRole.ForegroundRole and column > 0
            return theme.current().colour("muted") if muted else None
        texts = (
            one.name,
            moment_text(one.made),
            reason_word(one.reason),
            who_word(one.who),
            one.note.replace("\n", " ") if role == Qt.ItemDataRole.DisplayRole else one.note,
        )
        return texts[column]


class MomentTable(RowTable):
    """The moments; Delete and F2 do what the buttons do."""

    def __init__(self, model: MomentsModel, view: MomentsView) -> None:
        super().__init__(model, _("存档点"), WIDTHS)
        self._view = view

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Compare on Enter, rename on F2, remove on Delete."""
        deeds = {
            Qt.Key.Key_Return: self._view.compare,
            Qt.Key.Key_Enter: self._view.compare,
            Qt.Key.Key_F2: self._view.rename,
            Qt.Key.Key_Delete: self._view.remove,
        }
        deed = deeds.get(Qt.Key(event.key()))
        if deed is not None:
            deed()
            return
        super().keyPressEvent(event)


class MomentsView(QWidget):
    """The list and its commands; an empty list says what moments are for."""

    def __init__(self, desk: HistoryDesk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.model = MomentsModel(self)
        self.table = MomentTable(self.model, self)
        self.add_button = PrimaryButton(_("现在存档…"), "flag")
        self.rename_button = QuietButton(_("改名…"), "pencil")
        self.remove_button = QuietButton(_("删除"), "trash-2")
        self.compare_button = QuietButton(_("与现在比较"), "history")
        self.empty = EmptyState(
            "flag",
            _("报送、改大数之前存一个档，以后随时可以对比，也可以整个回到那时。"),
            _("现在存档…"),
        )
        self._arrange()
        self.add_button.clicked.connect(lambda _on: self.add(self.add_button))
        self.empty.acted.connect(lambda: self.add(self.empty.button))
        self.rename_button.clicked.connect(lambda _on: self.rename())
        self.remove_button.clicked.connect(lambda _on: self.remove())
        self.compare_button.clicked.connect(lambda _on: self.compare())
        self.table.selectionModel().currentRowChanged.connect(lambda *_at: self._offer())
        self.table.doubleClicked.connect(lambda _at: self.compare())
        self.refresh()

    def _arrange(self) -> None:
        worn = theme.current()
        row = QHBoxLayout()
        row.setSpacing(worn.px(8))
        row.addWidget(self.add_button)
        row.addStretch(1)
        for button in (self.compare_button, self.rename_button, self.remove_button):
            row.addWidget(button)
        self._list = QWidget()
        column = QVBoxLayout(self._list)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(worn.px(10))
        column.addLayout(row)
        column.addWidget(self.table, 1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._list, 1)
        outer.addWidget(self.empty, 1)

    def refresh(self) -> None:
        """Show the moments there are; the one gone to stays."""
        session, kept = self._desk.session, self.moment
        found = session.library.attempt(lambda one: one.history.moments(session.case_id))
        lines = () if isinstance(found, Problem) else found
        self.model.show_lines(lines)
        self._list.setVisible(bool(lines))
        self.empty.setVisible(not lines)
        wanted = kept.id if kept is not None else ""
        row = next((at for at, one in enumerate(lines) if one.id == wanted), 0)
        if lines:
            self.table.selectRow(row)
        self._offer()

    @property
    def moment(self) -> Moment | None:
        """The moment gone to."""
        row = self.table.currentIndex().row()
        return self.model.lines[row] if 0 <= row < len(self.model.lines) else None

    def _offer(self) -> None:
        for button in (self.compare_button, self.rename_button, self.remove_button):
            button.setEnabled(self.moment is not None)

    def add(self, anchor: QWidget) -> MomentPopover:
        """Ask for the name of a moment of the case as it is now."""
        popover = MomentPopover(self._desk, anchor)
        popover.open()
        return popover

    def rename(self) -> None:
        """Ask for another name and note."""
        if self.moment is not None:
            MomentPopover(self._desk, self.rename_button, moment=self.moment).open()

    def remove(self) -> None:
        """Forget the moment gone to; it can be kept again as long as the toast is there."""
        moment, session = self.moment, self._desk.session
        if moment is None:
            return
        failed = session.library.history.remove(session.case_id, moment.id)
        if failed is not None:
            self._desk.refuse(failed)
            return

        def again() -> None:
            session.library.history.keep(session.case_id, moment, session.stamp())
            self._desk.moments_changed()

        self._desk.moments_changed()
        words = _("已删除存档点“{name}”，修改记录不变。").format(name=moment.name)
        self._desk.toasts.show(words, "done", ToastAction(_("撤销"), again))

    def compare(self) -> None:
        """Lay the moment gone to beside the case as it is now."""
        if self.moment is not None:
            self._desk.compare(side_of(self._desk.session, self.moment), None)

    def take_focus(self) -> None:
        """Put the keyboard on the list, or on the one button."""
        first = self.table if self.model.lines else self.empty.button
        first.setFocus(Qt.FocusReason.OtherFocusReason)
