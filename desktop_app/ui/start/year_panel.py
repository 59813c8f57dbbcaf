"""Asks for the year of a further case of the same enterprise."""

from __future__ import annotations

from collections.abc import Container
from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop_app.i18n import _
from desktop_app.ui import theme
from desktop_app.ui.components.buttons import PrimaryButton
from desktop_app.ui.components.check_box import CheckBox
from desktop_app.ui.components.labels import label
from desktop_app.ui.components.popover import Popover
from desktop_app.ui.components.select import Select
from desktop_app.ui.manual.explained import explain

_BACK = 12


class YearPanel(Popover):
    """Years without a case yet, the one after the present case marked.

    `measures` of the plan of the present case are still to be done.

    Signals:
        chosen(int, bool): the year to make a case for, and whether the plan comes along.
    """

    chosen = Signal(int, bool)

    def __init__(
        self, anchor: QWidget, present: int, taken: Container[int], measures: int = 0
    ) -> None:
        super().__init__(anchor, _("新建其他年度的自评"))
        explain(self, "other_year")
        now = datetime.now().astimezone().year
        years = [year for year in range(now, now - _BACK, -1) if year not in taken]
        self.year = Select([(str(y), _("{year} 年").format(year=y)) for y in years], _("年度"))
        wanted = next((y for y in (present + 1, present - 1) if y in years), years[0])
        self.year.choose(str(wanted))
        words = _("带上未完成的改进措施（{count} 项）")
        self.plan = CheckBox(words.format(count=measures))
        self.plan.setChecked(measures > 0)
        self.make = PrimaryButton(_("建立"))
        self.make.clicked.connect(self._choose)
        words = _("企业档案和规则包照旧，数据从空白开始；上一年的数据会显示在旁边。")
        note = label(words, "caption", wrap=True)
        note.setFixedWidth(theme.current().px(260))
        self.body.addWidget(label(_("新建其他年度的自评"), "strong"))
        self.body.addWidget(self.year)
        self.body.addWidget(self.plan)
        self.plan.setVisible(measures > 0)
        self.body.addWidget(note)
        self.body.addWidget(self.make)

    def _choose(self) -> None:
        self.close_up()
        self.chosen.emit(int(self.year.key), self.plan.isChecked())
