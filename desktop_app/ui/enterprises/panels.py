"""Small panels of the page: which columns are shown, which year a copy is for, which reports."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from desktop_app.app.enterprise_columns import NAME, Column
from desktop_app.app.formats import DOCX, PDF, WORKBOOK
from desktop_app.i18n import _
from desktop_app.ui import theme
from desktop_app.ui.components.buttons import BareButton, PrimaryButton
from desktop_app.ui.components.check_box import CheckBox
from desktop_app.ui.components.labels import label
from desktop_app.ui.components.popover import Popover
from desktop_app.ui.components.select import Select

_BACK: Final = 12
_NOTE: Final = 280


class ColumnsPanel(Popover):
    """Which columns the list has; the names are always there.

    Signals:
        changed(list[str]): the ids of the columns to show now, in their order.
    """

    changed = Signal(object)

    def __init__(self, anchor: QWidget, every: Sequence[Column], shown: Collection[str]) -> None:
        super().__init__(anchor, _("列"))
        self._every = tuple(every)
        self.boxes: dict[str, CheckBox] = {}
        self.body.setSpacing(theme.current().px(8))
        for column in self._every:
            if column.id != NAME:
                box = CheckBox(column.title)
                box.setChecked(column.id in shown)
                box.toggled.connect(lambda _on: self._tell())
                self.boxes[column.id] = box
        self._lay_out()
        usual = BareButton(_("恢复默认"), "rotate-ccw")
        usual.clicked.connect(self._usual)
        self.body.addWidget(usual, 0, Qt.AlignmentFlag.AlignLeft)

    def _lay_out(self) -> None:
        """Two columns: one would be higher than a small window at a large font size."""
        grid = QGridLayout()
        grid.setHorizontalSpacing(theme.current().px(24))
        grid.setVerticalSpacing(theme.current().px(2))
        rows = -(-len(self.boxes) // 2)
        for place, box in enumerate(self.boxes.values()):
            grid.addWidget(box, place % rows, place // rows)
        self.body.addLayout(grid)

    def _usual(self) -> None:
        offered = {column.id for column in self._every if column.offered}
        for column_id, box in self.boxes.items():
            box.blockSignals(True)
            box.setChecked(column_id in offered)
            box.blockSignals(False)
        self._tell()

    def _tell(self) -> None:
        on = {column_id for column_id, box in self.boxes.items() if box.isChecked()}
        shown = [one.id for one in self._every if one.id == NAME or one.id in on]
        self.changed.emit(shown)


class CopyPanel(Popover):
    """For which year a case is copied, and whether its figures and its plan come along.

    Signals:
        chosen(int, bool, bool): the year, whether figures are taken over as estimates, and whether
            the measures still to be done are.
    """

    chosen = Signal(int, bool, bool)

    def __init__(self, anchor: QWidget, name: str, year: int, taken: Collection[int]) -> None:
        super().__init__(anchor, _("复制到另一年度"))
        now = max(datetime.now().astimezone().year, year + 1)
        years = [one for one in range(now, now - _BACK, -1) if one not in taken]
        self.year = Select([(str(y), _("{year} 年").format(year=y)) for y in years], _("年度"))
        wanted = next((one for one in (year + 1, year - 1) if one in years), next(iter(years), 0))
        self.year.choose(str(wanted))
        self.figures = CheckBox(_("连同数值，标为估算"))
        self.plan = CheckBox(_("连同未完成的改进措施"))
        self.plan.setChecked(True)
        self.make = PrimaryButton(_("复制"))
        self.make.setEnabled(bool(years))
        self.make.clicked.connect(self._choose)
        told = _("“{name}”{year} 年的排放口、产品等清单，选择题、是非题和不适用的理由照搬；"
                 "数值不是同一年的，默认不带。按最新的规则包判定。")  # fmt: skip
        note = label(told.format(name=name, year=year), "caption", wrap=True)
        note.setFixedWidth(theme.current().px(_NOTE))
        self.body.addWidget(label(_("复制到另一年度"), "strong"))
        self.body.addWidget(self.year)
        self.body.addWidget(self.figures)
        self.body.addWidget(self.plan)
        self.body.addWidget(note)
        self.body.addWidget(self.make)

    def _choose(self) -> None:
        if self.year.key:
            self.close_up()
            figures, plan = self.figures.isChecked(), self.plan.isChecked()
            self.chosen.emit(int(self.year.key), figures, plan)


class ReportsPanel(Popover):
    """Which documents to make of the chosen cases.

    Signals:
        chosen(list[str]): the kinds to make; a folder is asked for next.
    """

    chosen = Signal(object)

    def __init__(self, anchor: QWidget, count: int) -> None:
        super().__init__(anchor, _("批量报告"))
        self.pdf = CheckBox(_("PDF 报告"))
        self.docx = CheckBox(_("Word 报告"))
        self.workbook = CheckBox(_("Excel 工作簿"))
        self.pdf.setChecked(True)
        self.make = PrimaryButton(_("选择文件夹…"))
        for box in (self.pdf, self.docx, self.workbook):
            box.toggled.connect(lambda _on: self.make.setEnabled(bool(self._kinds)))
        self.make.clicked.connect(self._choose)
        words = _("为 {count} 个自评生成，每个大约几秒。一个失败不影响其他，失败的最后列出。")
        note = label(words.format(count=count), "caption", wrap=True)
        note.setFixedWidth(theme.current().px(_NOTE))
        self.body.addWidget(label(_("批量报告"), "strong"))
        for box in (self.pdf, self.docx, self.workbook):
            self.body.addWidget(box)
        self.body.addWidget(note)
        self.body.addWidget(self.make)

    @property
    def _kinds(self) -> list[str]:
        boxes = ((PDF, self.pdf), (DOCX, self.docx), (WORKBOOK, self.workbook))
        return [kind for kind, box in boxes if box.isChecked()]

    def _choose(self) -> None:
        kinds = self._kinds
        self.close_up()
        self.chosen.emit(kinds)
