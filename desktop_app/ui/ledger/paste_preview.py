"""What a paste would change, before anything is stored; one button stores it in one step."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QHBoxLayout,
    QHeaderView,
    QListWidget,
    QListWidgetItem,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from desktop_app.app.pasting import LeftOut, address
from desktop_app.core.problems import Severity
from desktop_app.i18n import _
from desktop_app.ui import theme
from desktop_app.ui.components.buttons import PrimaryButton, QuietButton
from desktop_app.ui.components.check_box import CheckBox
from desktop_app.ui.components.labels import label
from desktop_app.ui.icons import icon
from desktop_app.ui.ledger.cells import column_title, one_line, say
from desktop_app.ui.ledger.paste_table import (
    ROW_HEIGHT,
    Effect,
    PasteDelegate,
    PasteModel,
    PreviewRow,
)
from desktop_app.ui.manual.explained import explain
from desktop_app.ui.theme import Type

_NAME_WIDTH: Final = 210
_LEAST_WIDTH: Final = 84
_MOST_NOTES: Final = 500


class _Table(QTableView):
    """Space and a click on the first column tick a row."""

    def __init__(self, model: PasteModel) -> None:
        super().__init__()
        self._rows = model
        self.setModel(model)
        self.setItemDelegate(PasteDelegate(model, self))
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setDefaultSectionSize(theme.current().px(ROW_HEIGHT))
        self.horizontalHeader().setHighlightSections(False)
        self.clicked.connect(self._clicked)
        self._fit()

    def _fit(self) -> None:
        worn = theme.current()
        metrics = QFontMetricsF(worn.font(Type.SMALL, bold=True))
        self.setColumnWidth(0, worn.px(_NAME_WIDTH))
        for column in range(1, self._rows.columnCount()):
            changes = (self._rows.change(row, column) for row in range(len(self._rows.rows)))
            texts = [f"→ {c.new}" for c in changes if c is not None and len(c.new) < 24]
            widest = max((metrics.horizontalAdvance(text) for text in texts), default=0)
            self.setColumnWidth(column, max(worn.px(_LEAST_WIDTH), round(widest) + worn.px(22)))

    def whole_height(self) -> int:
        """The height in which all rows are in sight."""
        worn = theme.current()
        rows = max(1, len(self._rows.rows)) * worn.px(ROW_HEIGHT)
        bar = self.horizontalScrollBar().sizeHint().height()
        head = self.horizontalHeader().sizeHint().height()
        return head + rows + bar + 2 * self.frameWidth()

    def _clicked(self, index: QModelIndex) -> None:
        if index.column() == 0:
            self._rows.toggle(index.row())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Tick the current row by Space."""
        if event.key() == Qt.Key.Key_Space and self.currentIndex().isValid():
            self._rows.toggle(self.currentIndex().row())
            return
        super().keyPressEvent(event)


class PastePreview(QDialog):
    """Shows a proposal; `confirmed` is emitted when it is to be stored, Esc leaves all as it was.

    Signals:
        confirmed(tuple[Entry, ...]): the entries of the ticked rows.
    """

    confirmed = Signal(object)

    def __init__(
        self,
        rows: Sequence[PreviewRow],
        year: int,
        left_out: Sequence[LeftOut],
        parent: QWidget,
        *,
        title: str = "",
        button: str = "",
    ) -> None:
        super().__init__(parent)
        explain(self, "paste")
        self.setWindowTitle(title or _("核对后粘贴"))
        self.rows = PasteModel(rows, year, self)
        self.table = _Table(self.rows)
        self.table.setAccessibleName(_("会有的改动"))
        self.notes = QListWidget()
        self.notes.setAccessibleName(_("看不懂和没有写入的"))
        self.summary = label("", "muted", wrap=True)
        self.only_fill = CheckBox(_("只填空格，不改已有的数"))
        self.confirm = PrimaryButton(button or _("确认粘贴"))
        self.confirm.setDefault(True)
        self._left_out = tuple(left_out)
        self._cancel = QuietButton(_("取消"))
        self._fill_notes(left_out)
        self._arrange()
        self.rows.dataChanged.connect(self._count)
        self.only_fill.toggled.connect(lambda on: self.rows.set_only_fill(only=on))
        self.confirm.clicked.connect(self._confirmed)
        self._cancel.clicked.connect(self.reject)
        self._count()

    def _arrange(self) -> None:
        worn = theme.current()
        column = QVBoxLayout(self)
        column.setContentsMargins(*(worn.px(24),) * 4)
        column.setSpacing(worn.px(12))
        column.addWidget(label(self.windowTitle(), "title"))
        head = QHBoxLayout()
        head.addWidget(self.summary, 1)
        head.addWidget(self.only_fill)
        column.addLayout(head)
        held = any(change.held for row in self.rows.rows for change in row.changes.values())
        self.only_fill.setVisible(held)
        column.addWidget(self.table, 3)
        self._notes_head = label(_("看不懂和没有写入的"), "strong")
        column.addWidget(self._notes_head)
        column.addWidget(self.notes, 1)
        for part in (self._notes_head, self.notes):
            part.setVisible(self.notes.count() > 0)
        if self.notes.count():
            # Few rows leave their room to what was not understood.
            self.table.setMaximumHeight(self.table.whole_height())
        row = QHBoxLayout()
        row.addWidget(label(_("确认前什么都不会写入；确认后可以一次撤销。"), "caption"))
        row.addStretch(1)
        row.addWidget(self._cancel)
        row.addWidget(self.confirm)
        column.addLayout(row)
        self.resize(worn.px(980), worn.px(600))
        self.table.setFocus()

    def _fill_notes(self, left_out: Sequence[LeftOut]) -> None:
        self.notes.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.notes.setWordWrap(True)
        for row in self.rows.rows:
            for month, change in row.changes.items():
                if change.effect is Effect.REFUSED:
                    when = column_title(month - 1, 0) if month else _("全年")
                    self._note(f"{row.name} {when}", change.problem, Severity.ERROR)
        for one in left_out[:_MOST_NOTES]:
            place = _("第 {row} 行第 {column} 列").format(row=one.row + 1, column=one.column + 1)
            if one.sheet:
                place = f"{one.sheet}!{address(one.row, one.column)}"
            self._note(place, say(one.problem), one.problem.severity)
        if len(left_out) > _MOST_NOTES:
            more = _("另有 {count} 处没有写入。").format(count=len(left_out) - _MOST_NOTES)
            self.notes.addItem(more)

    def _note(self, place: str, text: str, severity: Severity) -> None:
        name, token = _SIGNS[severity]
        said = _("{name}：{value}").format(name=place, value=one_line(text))
        self.notes.addItem(QListWidgetItem(icon(name, token), said))

    def _count(self) -> None:
        """Say in one sentence what the button will do."""
        counts = {effect: self.rows.count(effect) for effect in Effect}
        said = [
            (_("新填 {count} 格"), counts[Effect.FILL]),
            (_("改动 {count} 格"), counts[Effect.CHANGE]),
            (_("{count} 格与现在相同"), counts[Effect.SAME]),
            (_("{count} 格看不懂，原样留在格子里待改"), counts[Effect.REFUSED]),
            (_("{count} 处没有写入"), len(self._left_out)),
        ]
        parts = [text.format(count=count) for text, count in said if count]
        self.summary.setText(_("；").join(parts) or _("没有可以写入的。"))
        self.confirm.setEnabled(bool(self.rows.entries))

    def _confirmed(self) -> None:
        entries = self.rows.entries
        self.accept()
        self.confirmed.emit(entries)


_SIGNS: Final = {
    Severity.ERROR: ("circle-alert", "level_below"),
    Severity.WARNING: ("triangle-alert", "level_3"),
    Severity.INFO: ("info", "muted"),
}
