"""Finding in a ledger: rows by their names or how they are read, cells by figure or note."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QModelIndex, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop_app.core.numbers import plain
from desktop_app.i18n import _, translate
from desktop_app.ui import theme
from desktop_app.ui.components.labels import label
from desktop_app.ui.components.search_field import SearchField
from desktop_app.ui.ledger.cells import YEAR_COLUMN
from desktop_app.ui.ledger.model import LedgerModel
from desktop_app.ui.ledger.view import LedgerView
from desktop_app.ui.reading import folded, is_read_as

Place = tuple[int, int]
_WIDTH = 170


class Places:
    """Where something stands in a ledger; what a row says is kept until the row changes."""

    def __init__(self, model: LedgerModel) -> None:
        self._model = model
        self._rows: dict[int, list[str]] = {}
        model.dataChanged.connect(self._forget)
        moved = (model.rowsInserted, model.rowsRemoved, model.modelReset, model.layoutChanged)
        for changed in moved:
            changed.connect(lambda *_what: self._rows.clear())

    def _forget(self, first: QModelIndex, last: QModelIndex) -> None:
        for row in range(first.row(), last.row() + 1):
            self._rows.pop(row, None)

    def of(self, typed: str) -> list[Place]:
        """The places in reading order; a row found by its name where it stands first."""
        looked = _plainly(typed)
        found: list[Place] = []
        for row in range(self._model.rowCount() if looked else 0):
            name = translate(self._model.item(row).name)
            if looked in _plainly(name) or is_read_as(name, typed):
                found.append((row, 0))
            else:
                found += [(row, at) for at, said in enumerate(self._said(row)) if looked in said]
        return found

    def _said(self, row: int) -> list[str]:
        kept = self._rows.get(row)
        if kept is None:
            columns = range(YEAR_COLUMN + 1)
            kept = self._rows[row] = [_said(self._model, row, at) for at in columns]
        return kept


def _plainly(text: str) -> str:
    """A text as it is searched in: commas only part the digits of figures, so they do not count."""
    return folded(text).replace(",", "")


def _said(model: LedgerModel, row: int, column: int) -> str:
    """The exact figure as it is shown, what could not be read, and the note."""
    datum = model.datum(row, column)
    if datum is None and not model.refused(row, column):
        return ""
    number = model.number(row, column)
    note = _plainly(datum.note) if datum is not None and datum.note else ""
    figure = plain(number) if number is not None else _plainly(model.edit_text(row, column))
    return f"{figure}\n{note}"


class LedgerFind(QWidget):
    """A field that leads through a ledger: Enter goes on, Shift+Enter back, Esc into the grid."""

    def __init__(self, model: LedgerModel, view: LedgerView, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self._view = view
        self._typed = ""
        self._at = -1
        self._places = Places(model)
        self.field = SearchField(_("查找品种、数、备注"))
        self.field.setFixedWidth(theme.current().px(_WIDTH))
        self.count = label("", "caption")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.count)
        row.addWidget(self.field)
        self.field.searched.connect(self._search)
        self.field.installEventFilter(self)

    def take_focus(self) -> None:
        """Begin to search: what was looked for is typed over."""
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.field.selectAll()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter goes from place to place; Esc and Down lead to the one found."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if self.field.composing:
                return False
            back = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._go_on(-1 if back else 1)
                return True
            if event.key() in (Qt.Key.Key_Escape, Qt.Key.Key_Down):
                self._view.setFocus(Qt.FocusReason.OtherFocusReason)
                return True
        return super().eventFilter(watched, event)

    def _search(self, typed: str) -> None:
        if typed != self._typed:
            self._typed, self._at = typed, -1
            self._go_on(1)

    def _go_on(self, step: int) -> None:
        typed = self.field.text().strip()
        if typed != self._typed:
            self._typed, self._at = typed, -1
        # Looked for anew each time: figures change while one goes from place to place.
        found = self._places.of(typed)
        if not found:
            self._at = -1
            self.count.setText(_("没有找到") if typed else "")
            return
        self._at = (self._at + step) % len(found) if self._at >= 0 else 0 if step > 0 else -1
        self._at %= len(found)
        self.count.setText(f"{self._at + 1} / {len(found)}")
        self._view.go_to(*found[self._at])
