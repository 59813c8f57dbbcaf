"""A stand-in for a cell of the ledger, for what hangs below it; and the history of chosen cells."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, Qt
from PySide6.QtWidgets import QWidget

from desktop_app.core.log import Place
from desktop_app.i18n import _, translate
from desktop_app.ui.history.subject import HistorySubject
from desktop_app.ui.ledger.cells import YEAR_COLUMN

if TYPE_CHECKING:
    from desktop_app.ui.ledger.model import LedgerModel
    from desktop_app.ui.ledger.view import LedgerView


class CellAnchor(QWidget):
    """Where a popover about a cell hangs; the focus goes back to the grid."""

    def __init__(self, view: LedgerView, box: QRect) -> None:
        super().__init__(view.viewport())
        self.setGeometry(box)
        self.setFocusProxy(view)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.show()

    def let_go(self) -> None:
        """Go away without the focus: Qt takes it from whatever a widget stands in for."""
        self.setFocusProxy(None)  # type: ignore[arg-type]  # Qt takes none
        self.deleteLater()


def cells_subject(view: LedgerView, model: LedgerModel) -> HistorySubject | None:
    """The data of the selected cells; a cell of the year stands for its months, too."""
    here = view.cell()
    if here is None:
        return None
    cells = view.selected()
    cells += [(row, month) for row, column in cells if column == YEAR_COLUMN
              for month in range(YEAR_COLUMN)]  # fmt: skip
    keys = dict.fromkeys(key for cell in cells if (key := model.key(*cell)) is not None)
    if not keys:
        return None
    name = translate(model.item(here[0]).name)
    own = model.key(*here)
    title = f"{name} {own.period}" if own is not None else name
    if len(keys) > 1:
        title = _("{name} 等 {count} 格").format(name=name, count=len(keys))
    anchor = CellAnchor(view, view.cell_box(*here))
    return HistorySubject(tuple(map(Place.of_datum, keys)), title, anchor, anchor.let_go)
