"""The page that maps: which sheets are taken, into which ledger, and how each of them is read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop_app.app.ledger_files import (
    LedgerBook,
    SheetMap,
    SheetPlan,
    items_of,
    ledgers_of,
    unmapped,
)
from desktop_app.core.model import Model
from desktop_app.i18n import _, translate
from desktop_app.ui import theme
from desktop_app.ui.components.check_box import CheckBox
from desktop_app.ui.components.item_picker import Pick
from desktop_app.ui.components.labels import label
from desktop_app.ui.components.select import Select
from desktop_app.ui.ledger_import.map_table import MapTable


class MappingView(QWidget):
    """One sheet at a time.

    Signals:
        changed(): something else is mapped now, or another sheet is taken.
        replan_wanted(int, str): a sheet, by its number, goes into another ledger.
    """

    changed = Signal()
    replan_wanted = Signal(int, str)

    def __init__(self, model: Model, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self._book: LedgerBook | None = None
        self.plans: tuple[SheetPlan, ...] = ()
        self._names = {item.key: translate(item.name) for item in model.items.values()}
        self.sheets = Select([], _("工作表"))
        self.wanted = CheckBox(_("导入这张表"))
        ledgers = [(one.id, translate(one.title)) for one in ledgers_of(model)]
        self.ledger = Select(ledgers, _("填到哪本台账"))
        self.turned = CheckBox(_("品种横排"))
        self.table = MapTable()
        self.table.picks = self._picks
        self.words = label("", "muted", wrap=True)
        self._arrange()
        self._wire()

    def _arrange(self) -> None:
        worn = theme.current()
        row = QHBoxLayout()
        row.setSpacing(worn.px(12))
        row.addWidget(label(_("工作表"), "caption"))
        row.addWidget(self.sheets)
        row.addWidget(self.wanted)
        row.addSpacing(worn.px(12))
        row.addWidget(label(_("填到"), "caption"))
        row.addWidget(self.ledger)
        row.addWidget(self.turned)
        row.addStretch(1)
        hint = _(
            "左边是每一行对应的品种，上边是每一列对应的月份；点一下就能改，“—”不导入。改过的下次照旧。"
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(worn.px(8))
        column.addLayout(row)
        column.addWidget(label(hint, "caption", wrap=True))
        column.addWidget(self.table, 1)
        column.addWidget(self.words)

    def _wire(self) -> None:
        self.sheets.chosen.connect(lambda _key: self._show_sheet())
        self.wanted.clicked.connect(self._take_wanted)
        self.ledger.chosen.connect(self._take_ledger)
        self.turned.clicked.connect(self._turn)
        self.table.changed.connect(self._take_map)

    # --- what is shown --------------------------------------------------------------------------

    @property
    def sheet(self) -> int:
        """The number of the sheet shown."""
        return int(self.sheets.key or 0)

    @property
    def ready(self) -> bool:
        """Whether there is anything to take."""
        return any(plan.wanted and plan.map.items and plan.map.months for plan in self.plans)

    def show_book(self, book: LedgerBook, plans: Sequence[SheetPlan]) -> None:
        """Show the sheets of a file, first the one of which most is understood."""
        self._book, self.plans = book, tuple(plans)
        self._name_sheets()
        numbers = range(len(plans))
        best = max(numbers, key=lambda number: (plans[number].wanted, -number))
        self.sheets.choose(str(best))
        self._show_sheet()

    def _name_sheets(self) -> None:
        names = [one.name for one in self._book.sheets] if self._book is not None else []
        options = [
            (str(number), f"{name}  ✓" if self.plans[number].wanted else name)
            for number, name in enumerate(names)
        ]
        self.sheets.set_options(options)

    def _show_sheet(self) -> None:
        if self._book is None:
            return
        plan = self.plans[self.sheet]
        self.table.sheet.show(self._book.sheets[self.sheet], plan.map, self._names)
        self.table.fit_columns()
        self._show_plan()

    def _show_plan(self) -> None:
        plan = self.plans[self.sheet]
        self.wanted.setChecked(plan.wanted)
        self.ledger.choose(plan.section)
        self.turned.setChecked(plan.map.turned)
        self._say(plan)
        self.changed.emit()

    def _say(self, plan: SheetPlan) -> None:
        """How much of the sheet is understood, in a sentence."""
        if self._book is None:
            return
        months = sum(month > 0 for month in plan.map.months.values())
        said = [_("对上 {count} 个品种").format(count=len(plan.map.items))]
        said.append(_("{count} 个月").format(count=months))
        if 0 in plan.map.months.values():
            said.append(_("全年"))
        words = _("、").join(said)
        lost = len(unmapped(self._book.sheets[self.sheet], plan.map))
        if lost:
            words += _("；有 {count} 行有数但没有对上品种").format(count=lost)
        if plan.other_year and not months:
            words += _("。表里是 {year} 年的数，不是本自评的年度；确要导入请点列头选月份").format(
                year=plan.other_year
            )
        taken = sum(one.wanted for one in self.plans)
        words += _("。共导入 {taken} 张表，文件里有 {count} 张。").format(
            taken=taken, count=len(self.plans)
        )
        self.words.setText(words)

    def _picks(self) -> list[Pick]:
        section = self.plans[self.sheet].section
        return [
            Pick(item.key, translate(item.name), translate(item.group), translate(item.hint))
            for item in items_of(self._model, section)
        ]

    # --- what is changed ------------------------------------------------------------------------

    def _put(self, number: int, plan: SheetPlan) -> None:
        plans = list(self.plans)
        plans[number] = plan
        self.plans = tuple(plans)

    def take_plan(self, number: int, plan: SheetPlan) -> None:
        """Take another plan for a sheet."""
        self._put(number, plan)
        if number == self.sheet:
            self._show_sheet()

    def _take_map(self, found: SheetMap) -> None:
        plan = self.plans[self.sheet]
        self._put(self.sheet, replace(plan, map=found, wanted=True))
        self._name_sheets()
        self._show_plan()

    def _take_wanted(self, on: bool) -> None:
        self._put(self.sheet, replace(self.plans[self.sheet], wanted=on))
        self._name_sheets()
        self._show_plan()

    def _take_ledger(self, section: str) -> None:
        self.replan_wanted.emit(self.sheet, section)

    def _turn(self, on: bool) -> None:
        """Lines are columns now or the other way round: what was mapped means nothing any more."""
        plan = self.plans[self.sheet]
        again = plan.suggestion if plan.suggestion.turned == on else SheetMap(turned=on)
        self._put(self.sheet, replace(plan, map=again))
        self._show_sheet()
