"""Asks how a year's figure is to be spread over the months, and shows what comes of it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop_app.core.numbers import exact_text
from desktop_app.i18n import _
from desktop_app.ui.components.buttons import PrimaryButton, QuietButton
from desktop_app.ui.components.labels import label
from desktop_app.ui.components.popover import Popover
from desktop_app.ui.components.segmented_control import SegmentedControl
from desktop_app.ui.ledger.spreading import EVEN, LAST, Spreading


class SpreadPopover(Popover):
    """The ways to spread a figure; without one, what would be needed.

    Signals:
        given(str): the way chosen, EVEN or LAST; the popover closes itself.
    """

    given = Signal(str)

    def __init__(self, anchor: QWidget, name: str, found: Spreading | None) -> None:
        title = _("把“{name}”的全年数分到各月").format(name=name)
        super().__init__(anchor, title)
        self._found = found
        self.body.addWidget(label(title, "strong"))
        self.ways = SegmentedControl(
            [(EVEN, _("按月平均")), (LAST, _("按上年各月的比例"))], _("分法")
        )
        self.ways.choose(LAST if found is not None and found.shape else EVEN)
        self.preview = label("", "caption")
        self.confirm = PrimaryButton(_("分到各月"))
        self._cancel = QuietButton(_("取消"))
        self._arrange()
        self.ways.changed.connect(lambda _key: self._show())
        self.confirm.clicked.connect(self._give)
        self._cancel.clicked.connect(self._leave)
        self._show()

    def _arrange(self) -> None:
        self.body.addWidget(self.ways)
        self.body.addWidget(self.preview)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(self._cancel)
        row.addWidget(self.confirm)
        self.body.addLayout(row)

    def _show(self) -> None:
        found = self._found
        parts = found.parts(self.ways.key) if found is not None else {}
        self.ways.setVisible(found is not None and found.rest >= 0)
        self.confirm.setEnabled(bool(parts))
        if found is None:
            said = _("请先在“全年合计”一栏填全年数，并至少留一个月不填。")
        elif found.rest < 0:
            said = _("已填各月之和超过了全年数 {year}，请先核对。").format(year=found.words)
        elif not parts:
            said = _("上年没有逐月的数，请改用按月平均。")
        else:
            said = self._told(found)
        self.preview.setText(said)
        self.adjustSize()

    def _told(self, found: Spreading) -> str:
        """The figures three months a line, and what is stored with them."""
        parts = [
            _("{month}月 {value}").format(month=month, value=exact_text(value))
            for month, value in found.parts(self.ways.key).items()
        ]
        lines = ["    ".join(parts[at : at + 3]) for at in range(0, len(parts), 3)]
        lines.append(_("写入的数标为估算并注明分法；全年改由各月得出，可一次撤销。"))
        return "\n".join(lines)

    def _leave(self) -> None:
        self.close_up()

    def _give(self) -> None:
        self.close_up()
        self.given.emit(self.ways.key)
