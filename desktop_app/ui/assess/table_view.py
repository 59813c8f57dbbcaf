"""One block of an evaluation list: a judged table by groups, or the derived figures of a limb."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QEvent, QPoint, Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFrame, QMenu, QToolTip, QVBoxLayout, QWidget

from desktop_app.core import summary
from desktop_app.core.changes import Changes
from desktop_app.core.pack import Limb
from desktop_app.core.result import Kind, Result
from desktop_app.i18n import _, format_number, translate
from desktop_app.ui import theme
from desktop_app.ui.assess.detail import RowDetail, find_row
from desktop_app.ui.assess.readings import RowReading, quantity_reading, row_reading
from desktop_app.ui.assess.row_history import row_subject
from desktop_app.ui.assess.row_text import row_text, rows_text
from desktop_app.ui.assess.row_view import RowView
from desktop_app.ui.assess.strip import Strip
from desktop_app.ui.assess.table_header import TableHeader
from desktop_app.ui.bridge import Bridge
from desktop_app.ui.components.labels import label
from desktop_app.ui.history.subject import HistorySubject, history_words
from desktop_app.ui.trace_view import open_trace


class ListBlock(QFrame):
    """Rows under a head, on one card. Rows are made once and change only when their result does.

    Signals:
        opened(str): the row of that result was opened, or "" when one was closed.
        moved(str, int): the keyboard asks to go on from that row by so many rows.
        row_focused(str): a row has the keyboard now.
    """

    opened = Signal(str)
    moved = Signal(str, int)
    row_focused = Signal(str)

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        self.rows: dict[str, RowView] = {}
        super().__init__(parent)
        self.setProperty("role", "card")
        self._bridge = bridge
        self.detail: RowDetail | None = None
        #: The names of the columns; a table without rows has none.
        self.heads: Strip | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(1, 1, 1, 8)
        self._column.setSpacing(0)

    # --- for subclasses ----------------------------------------------------------------------

    def results(self) -> Iterable[Result]:
        """The results with a row here, in order."""
        raise LookupError(type(self).__name__)

    def reading(self, result: Result) -> RowReading | None:
        """What the row of a result shows."""
        raise LookupError(type(self).__name__)

    def refresh_head(self) -> None:
        """Bring the head up to date."""

    # --- rows --------------------------------------------------------------------------------

    def add_row(self, reading: RowReading, *, judged: bool) -> None:
        """Put a row at the end."""
        row = RowView(reading, judged=judged)
        key = reading.id
        row.toggled.connect(lambda: self.toggle(key))
        row.why_asked.connect(lambda: self.ask_why(key))
        row.na_asked.connect(lambda: self.ask_na(key))
        row.copy_asked.connect(lambda: self.copy_row(key))
        row.moved.connect(lambda step: self.moved.emit(key, step))
        row.focused.connect(lambda: self.row_focused.emit(key))
        row.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        row.customContextMenuRequested.connect(lambda at: self._show_menu(key, at))
        self.rows[key] = row
        self._column.addWidget(row)

    def toggle(self, key: str) -> None:
        """Open a row, or close it when it is open."""
        if self.detail is not None and self.detail.result_id == key:
            self.close_detail()
            self.opened.emit("")
        else:
            self.open_row(key)

    def open_row(self, key: str) -> RowDetail:
        """Open a row; the one open before it is closed."""
        if self.detail is not None and self.detail.result_id == key:
            return self.detail
        self.close_detail()
        detail = RowDetail(self._bridge, key)
        detail.why_asked.connect(lambda: self.ask_why(key))
        detail.left.connect(lambda: self._leave(key))
        self._column.insertWidget(self._column.indexOf(self.rows[key]) + 1, detail)
        self.rows[key].set_opened(True)
        self.detail = detail
        _tab_into(self.rows[key], detail)
        self.opened.emit(key)
        return detail

    def close_detail(self) -> None:
        """Close the row that is open."""
        if self.detail is None:
            return
        row = self.rows.get(self.detail.result_id)
        if row is not None:
            row.set_opened(False)
        self._column.removeWidget(self.detail)
        self.detail.hide()
        self.detail.deleteLater()
        self.detail = None

    def _leave(self, key: str) -> None:
        # Before its controls go: they would hand the focus on, and the list would scroll to it.
        self.rows[key].setFocus(Qt.FocusReason.OtherFocusReason)
        self.close_detail()

    def ask_why(self, key: str) -> None:
        """Show the trace of a row."""
        open_trace(self.rows[key], self._bridge, key)

    def ask_na(self, key: str) -> None:
        """Open a row and ask why it does not apply."""
        self.open_row(key).ask_na(self.rows[key])

    def copy_row(self, key: str) -> None:
        """Put a row on the clipboard as text."""
        row = self.rows[key]
        self._copy(row_text(row.reading), row)

    def copy_rows(self, at: RowView) -> None:
        """Put the rows that pass the filters on the clipboard, under the names of the columns."""
        shown = [row.reading for row in self.rows.values() if not row.isHidden()]
        self._copy(rows_text(shown), at)

    def _copy(self, text: str, at: RowView) -> None:
        QGuiApplication.clipboard().setText(text)
        QToolTip.showText(at.mapToGlobal(at.rect().center()), _("已复制"), at)

    def history_subject(self, at: QWidget) -> HistorySubject | None:
        """The row around a control, as the history asks for it."""
        inside = self.detail is not None and self.detail.isAncestorOf(at)
        key = self.detail.result_id if self.detail is not None and inside else ""
        key = key or next((one for one, row in self.rows.items() if row is at), "")
        result = self._bridge.evaluation.results.get(key)
        return row_subject(self._bridge, result, self.rows[key]) if result is not None else None

    def _show_menu(self, key: str, at: QPoint) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        row = self.rows[key]
        menu.addAction(_("为什么（W）")).triggered.connect(lambda: self.ask_why(key))
        menu.addAction(_("复制这一行（Ctrl+C）")).triggered.connect(lambda: self.copy_row(key))
        shown = sum(not one.isHidden() for one in self.rows.values())
        whole = menu.addAction(_("复制整张表，{count} 行").format(count=shown))
        whole.triggered.connect(lambda: self.copy_rows(row))
        subject = self.history_subject(row)
        history = menu.addAction(history_words())
        history.setEnabled(subject is not None)
        history.triggered.connect(lambda: self._bridge.history_wanted.emit(subject))
        menu.popup(row.mapToGlobal(at))

    def refresh(self, changes: Changes | None) -> bool:
        """Bring rows up to date; returns whether any of them looks different now."""
        wanted = None if changes is None else changes.results
        different = False
        for result in self.results():
            row = self.rows.get(result.id)
            if row is None or (wanted is not None and result.id not in wanted):
                continue
            reading = self.reading(result)
            different |= reading is not None and row.show_reading(reading)
        if self.detail is not None:
            self.detail.refresh(changes)
        self.refresh_head()
        return different

    def changeEvent(self, event: QEvent) -> None:
        """Let the rows be measured again in another font size."""
        super().changeEvent(event)
        if theme.is_theme_change(event):
            for row in self.rows.values():
                row.updateGeometry()

    def show_matching(self, wanted: frozenset[str], text: str) -> int:
        """Show the rows that pass the filters; returns how many do."""
        found = 0
        for key, row in self.rows.items():
            passes = row.reading.matches(wanted, text)
            found += passes
            row.setVisible(passes)
            if not passes and self.detail is not None and self.detail.result_id == key:
                self.close_detail()
        return found


class TableBlock(ListBlock):
    """A judged table: head, names of the columns, groups and their rows."""

    def __init__(self, bridge: Bridge, assessment: str, parent: QWidget | None = None) -> None:
        super().__init__(bridge, parent)
        self.assessment = assessment
        self.header = TableHeader()
        self.header.why.clicked.connect(
            lambda: open_trace(self.header.why, bridge, self.assessment)
        )
        self._groups: list[tuple[Strip, list[str]]] = []
        self._column.addWidget(self.header)
        self._fill()
        self.refresh_head()

    def results(self) -> Iterable[Result]:
        """The rows of the table."""
        return summary.rows_of(self._bridge.evaluation, self.assessment)

    def reading(self, result: Result) -> RowReading | None:
        """The reading of one row."""
        evaluation = self._bridge.evaluation
        found = find_row(evaluation, result)
        return row_reading(evaluation, *found, result) if found else None

    def _fill(self) -> None:
        evaluation = self._bridge.evaluation
        table = evaluation.tables[self.assessment]
        prefix = f"{self.assessment}."
        if table.rows:
            self.heads = Strip()
            self._column.addWidget(self.heads)
        for group in table.assessment.groups:
            keys: list[str] = []
            weight = format_number(group.weight) if group.weight is not None else ""
            remark = _("权重 {weight}").format(weight=weight) if weight else ""
            strip = Strip(translate(group.name), remark)
            self._column.addWidget(strip)
            for row in table.rows:
                if row.indicator.group == group.id:
                    key = f"{prefix}{row.id}"
                    reading = row_reading(evaluation, table, row, evaluation.results[key])
                    self.add_row(reading, judged=True)
                    keys.append(key)
            self._groups.append((strip, keys))
            strip.setVisible(bool(keys))

    def refresh_head(self) -> None:
        """Show the conclusion."""
        result = self._bridge.evaluation.results[self.assessment]
        self.header.show_table(self._bridge.evaluation, result)

    def show_matching(self, wanted: frozenset[str], text: str) -> int:
        """Filter rows; a group without rows disappears."""
        found = super().show_matching(wanted, text)
        for strip, keys in self._groups:
            strip.setVisible(any(not self.rows[key].isHidden() for key in keys))
        return found


class FiguresBlock(ListBlock):
    """The headline figures of a limb as a compact list."""

    def __init__(self, bridge: Bridge, limb: Limb, parent: QWidget | None = None) -> None:
        super().__init__(bridge, parent)
        self._limb = limb
        heading = label(_("主要数据"), "section")
        pad = theme.current().px(16)
        heading.setContentsMargins(pad, pad, pad, theme.current().px(4))
        self._column.addWidget(heading)
        self.heads = Strip(judged=False)
        self._column.addWidget(self.heads)
        for result in self.results():
            self.add_row(quantity_reading(bridge.evaluation, result), judged=False)

    def results(self) -> Iterable[Result]:
        """The headline figures of the limb."""
        found = summary.of_limb(self._bridge.evaluation, self._limb)
        return [result for result in found if result.kind is Kind.QUANTITY]

    def reading(self, result: Result) -> RowReading | None:
        """The reading of one figure."""
        return quantity_reading(self._bridge.evaluation, result)


def _tab_into(row: QWidget, detail: QWidget) -> None:
    """Let the Tab key go from a row into what was opened below it."""
    before = row
    parts: list[QWidget] = list(detail.findChildren(QWidget))
    for part in parts:
        if part.focusPolicy() & Qt.FocusPolicy.TabFocus and part.focusProxy() is None:
            QWidget.setTabOrder(before, part)
            before = part
