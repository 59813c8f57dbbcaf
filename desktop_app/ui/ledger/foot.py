"""The line under the grid: what is wrong with the current cell, and sums of the selection."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from desktop_app.core.numbers import CONTEXT, exact_text
from desktop_app.core.units import show_unit
from desktop_app.i18n import _, translate
from desktop_app.ui import theme
from desktop_app.ui.components.buttons import BareButton
from desktop_app.ui.components.labels import label, set_role
from desktop_app.ui.components.painted import Painted
from desktop_app.ui.icons import draw_icon
from desktop_app.ui.ledger.cells import YEAR_COLUMN, figure_text
from desktop_app.ui.ledger.model import LedgerModel
from desktop_app.ui.ledger.proofs import proof_words


class _Sign(Painted):
    def wanted(self) -> QSize:
        side = theme.current().px(14)
        return QSize(side, side)

    def paintEvent(self, event: QPaintEvent) -> None:
        colour = theme.current().hex("level_below")
        draw_icon(QPainter(self), QRectF(self.rect()), "circle-alert", colour)


class Foot(QWidget):
    """Problem, remark or hint at the left; 合计, 平均 and 计数 at the right.

    Signals:
        reason_asked(): the user wants to say why the current cell differs from last year.
    """

    reason_asked = Signal()

    def __init__(self, model: LedgerModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self._sign = _Sign()
        self.words = label("", "caption", wrap=True)
        self.words.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.words.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.sums = label("", "caption")
        self.reason_button = BareButton(_("说明原因…"), "pencil")
        self.reason_button.clicked.connect(self.reason_asked)
        row = self._row = QHBoxLayout(self)
        row.setContentsMargins(2, 0, 2, 0)
        row.setSpacing(8)
        row.addWidget(self._sign)
        row.addWidget(self.words, 1)
        row.addWidget(self.reason_button)
        row.addWidget(self.sums)
        self.setMinimumHeight(theme.current().px(36))
        self.show_cell(None)

    def add_tool(self, widget: QWidget) -> None:
        """Put a control at the right end."""
        self._row.addWidget(widget)

    def show_cell(self, cell: tuple[int, int] | None) -> None:
        """Say what is to be said about the current cell."""
        text, proofs, wrong, asks = "", "", False, False
        if cell is not None and cell[0] < self._model.rowCount():
            shown = self._model.cell(*cell)
            said = "\n".join(part for part in (shown.problem, shown.remark) if part)
            whole = self._whole(cell)
            text = "\n".join(filter(None, (whole, said))) or self._hint(cell[0])
            proofs = proof_words(shown.proofs)
            wrong, asks = bool(shown.problem), shown.asks
        self.reason_button.setVisible(asks)
        self._sign.setVisible(wrong)
        set_role(self.words, "role", "problem" if wrong else "caption")
        said = text.replace("\n", _("；"))
        self.words.setText("　".join(part for part in (said, proofs) if part))

    def _hint(self, row: int) -> str:
        return translate(self._model.item(row).hint)

    def _year(self, row: int) -> str:
        total = self._model.number(row, YEAR_COLUMN)
        if total is None:
            return ""
        shown, unit = figure_text(total), show_unit(self._model.unit(row))
        said = _("全年 {total} {unit}").format(total=shown, unit=unit).rstrip()
        months = self._model.cell(row, YEAR_COLUMN).months
        return said if months == 12 else _("{said}（{count} 个月）").format(said=said, count=months)

    def _whole(self, cell: tuple[int, int]) -> str:
        """The figure with all its digits, where the cell has room for some of them only."""
        number = self._model.number(*cell)
        if number is None or figure_text(number) == exact_text(number):
            return ""
        unit = show_unit(self._model.unit(cell[0]))
        return _("完整的数：{value} {unit}").format(value=exact_text(number), unit=unit).rstrip()

    def show_sums(self, cells: Sequence[tuple[int, int]]) -> None:
        """Add up what is selected; figures of different units are counted only.

        Beside a single cell stands the year of its row, which is often out of sight.
        """
        found = [(row, number) for row, column in cells
                 if (number := self._model.number(row, column)) is not None]  # fmt: skip
        units = {self._model.unit(row) for row, _number in found}
        if len(cells) == 1:
            self.sums.setText(self._year(cells[0][0]))
        elif len(found) < 2:
            self.sums.setText("")
        elif len(units) > 1:
            text = _("计数 {count}（单位不同，不相加）").format(count=len(found))
            self.sums.setText(text)
        else:
            self.sums.setText(_sums([number for _row, number in found], units.pop()))


def _sums(numbers: Sequence[Decimal], unit: str) -> str:
    total = Decimal(0)
    for number in numbers:
        total = CONTEXT.add(total, number)
    mean = CONTEXT.divide(total, Decimal(len(numbers)))
    return _("合计 {total} {unit}    平均 {mean}    计数 {count}").format(
        total=figure_text(total),
        mean=figure_text(mean),
        unit=show_unit(unit),
        count=len(numbers),
    )
