"""A new enterprise on one calm page: who it is, which year, and the packs that fit its industry."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop_app.app.paths import Paths
from desktop_app.core.codes import check_uscc, plain_code
from desktop_app.core.data import Enterprise
from desktop_app.core.problems import Problem
from desktop_app.i18n import _, run_on, translate
from desktop_app.ui import theme
from desktop_app.ui.components.buttons import PrimaryButton, QuietButton
from desktop_app.ui.components.card import Card
from desktop_app.ui.components.field_row import FieldRow
from desktop_app.ui.components.labels import label
from desktop_app.ui.components.line_edit import LineEdit
from desktop_app.ui.components.page import Page
from desktop_app.ui.components.select import Select
from desktop_app.ui.manual.explained import explain
from desktop_app.ui.place_fields import (
    industry_field,
    industry_picks,
    region_field,
    region_picks,
)
from desktop_app.ui.start.pack_choice import PackChoice

if TYPE_CHECKING:
    from desktop_app.app.workspace import Offer

_FIRST_YEAR: Final = 2015
WIDTH: Final = 760
_LONGEST_CODE: Final = 60
"""More than a code with blanks in it: a pasted one must not lose its end."""

Offers = Callable[[str], "Sequence[Offer]"]


class NewEnterprisePage(Page):
    """Asks what a case cannot do without; only the name and the year are needed to begin.

    Signals:
        create_requested(Enterprise, int, tuple): the enterprise, the reporting year, the pack ids.
        left(): the user goes back without making anything.
    """

    create_requested = Signal(object, int, object)
    left = Signal()

    def __init__(self, paths: Paths, parent: QWidget | None = None) -> None:
        super().__init__(
            _("新建企业"),
            _("只有名称和年度是必填的，其余可以以后在“企业档案”里补。"),
            parent=parent,
        )
        explain(self, "new_enterprise")
        self._paths = paths
        self._offers: Offers = lambda _industry: ()
        self.name, self.uscc = LineEdit(), LineEdit()
        self.industry = industry_field()
        self.region = region_field()
        self.year = Select(name=_("报告年度"))
        self.packs = PackChoice()
        self.create_button = PrimaryButton(_("建立并开始填报"), "arrow-right")
        self.back_button = QuietButton(_("返回"), "arrow-left")
        self._rows()
        self._build()
        self._wire()
        self._fill_choices()

    def _rows(self) -> None:
        self.name.setMaxLength(120)
        self.name.setPlaceholderText(_("营业执照上的全称"))
        self.uscc.setMaxLength(_LONGEST_CODE)
        self.uscc.setPlaceholderText(_("18 位，可以以后再填"))
        self.name_row = FieldRow(_("企业名称"), self.name)
        self.uscc_row = FieldRow(_("统一社会信用代码"), self.uscc)
        self.industry_row = FieldRow(
            _("所属行业"), self.industry, hint=_("决定采用哪些行业规则包；以排污许可证为准。")
        )
        self.region_row = FieldRow(_("所在地"), self.region, hint=_("决定电网排放因子和地方标准。"))
        self.year_row = FieldRow(
            _("报告年度"), self.year, hint=_("按自然年填报；以后可以为同一企业再建其他年度。")
        )

    def _build(self) -> None:
        worn = theme.current()
        form = Card(_("企业"))
        for row in (
            self.name_row,
            self.uscc_row,
            self.industry_row,
            self.region_row,
            self.year_row,
        ):
            form.body.addWidget(row)
        chosen = Card(_("规则包"))
        chosen.body.addWidget(self.packs)
        # Beside the title, where they are in sight however long the list of packs is.
        self.add_action(self.back_button)
        self.add_action(self.create_button)
        column = QVBoxLayout()
        column.setSpacing(worn.px(16))
        column.addWidget(form)
        column.addWidget(chosen)
        column.addWidget(label(_("数据只存在这台电脑上，本软件不联网。"), "caption"))
        holder = QWidget()
        holder.setLayout(column)
        column.setContentsMargins(0, 0, 0, 0)
        holder.setMaximumWidth(worn.px(WIDTH))
        # In a row of its own: a column would ask for heights at its own width, not at this one.
        across = QHBoxLayout()
        across.addWidget(holder)
        across.addStretch(0)
        self.body.addLayout(across)
        self.body.addStretch(1)

    def _wire(self) -> None:
        self.name.textChanged.connect(lambda _text: self.name_row.set_problem(None))
        self.uscc.textChanged.connect(self._check_code)
        self.industry.picked.connect(self._offer)
        self.create_button.setShortcut(QKeySequence("Ctrl+Return"))
        self.create_button.setToolTip("Ctrl+Enter")
        self.create_button.clicked.connect(self.submit)
        self.back_button.clicked.connect(self.left)
        for line in (self.name, self.uscc):
            line.returnPressed.connect(self.focusNextChild)

    def _fill_choices(self) -> None:
        now = datetime.now().astimezone().year
        years = [str(year) for year in range(now, _FIRST_YEAR - 1, -1)]
        self.year.set_options([(year, _("{year} 年").format(year=year)) for year in years])
        self.year.choose(str(now - 1))

    def begin(self, offers: Offers) -> None:
        """Start anew: empty fields, the choices of industry and region, the packs for none."""
        self._offers = offers
        for line in (self.name, self.uscc):
            line.clear()
        self.industry.set_picks(industry_picks(self._paths))
        self.region.set_picks(region_picks(self._paths))
        self.industry.choose("")
        self.region.choose("")
        self._offer("")
        self.name.setFocus()

    def _offer(self, industry: str) -> None:
        self.packs.show_offers(self._offers(industry), industry)

    def _check_code(self, text: str) -> None:
        """Say what is wrong as soon as it can be known: a code still too short is not wrong yet."""
        found = check_uscc(text)
        unfinished = len(plain_code(text)) < 18 and self.uscc.hasFocus()
        told = [one for one in found if not (unfinished and one.code == "enterprise.uscc_length")]
        self.uscc_row.set_problem(_sentences(told))

    def submit(self) -> None:
        """Ask for the case, or say which field still needs something."""
        name = self.name.text().strip()
        if not name:
            self.name_row.set_problem(_("请填写企业名称。"))
            self.name.setFocus()
            return
        enterprise = Enterprise(
            name=name,
            uscc=self.uscc.text(),
            region=self.region.key,
            industry=self.industry.key,
        )
        self.create_requested.emit(enterprise, int(self.year.key), self.packs.chosen)

    def show_problems(self, problems: Sequence[Problem]) -> None:
        """Show what stood in the way at the fields concerned, else below the name."""
        self.name_row.set_problem(_sentences(problems))


def _sentences(problems: Sequence[Problem]) -> str | None:
    return run_on(p.told(translate) for p in problems) or None
