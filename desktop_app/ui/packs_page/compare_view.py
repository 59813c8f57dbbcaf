"""版本比较: two years of a pack, or two packs, side by side - changed, new and dropped."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtWidgets import (
    QFileDialog,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QVBoxLayout,
    QWidget,
)
from shiboken6 import isValid

from desktop_app.app.comparing import compare_years, years_of
from desktop_app.app.pack_references import refer
from desktop_app.app.pack_words import aspect_word, citations, fate_word
from desktop_app.core.pack import Pack
from desktop_app.core.pack_diff import Aspect, Change, Fate, pack_diff
from desktop_app.core.problems import Problem
from desktop_app.i18n import _, translate
from desktop_app.ui import theme
from desktop_app.ui.components.buttons import QuietButton
from desktop_app.ui.components.chip_bar import Chip, ChipBar
from desktop_app.ui.components.flow import FlowRow
from desktop_app.ui.components.labels import label
from desktop_app.ui.components.row_table import RowTable
from desktop_app.ui.components.search_field import SearchField
from desktop_app.ui.components.segmented_control import SegmentedControl
from desktop_app.ui.components.select import Select
from desktop_app.ui.packs_page.compare_table import CompareLine, CompareModel, lines_of
from desktop_app.ui.packs_page.desk import Desk
from desktop_app.ui.tasks import Progress

YEARS: Final = "years"
PACKS: Final = "packs"
_WIDEST: Final = 320
_WIDTHS: Final = (80, 76, 184, 84, 196)
_FATES: Final = {fate.value: fate for fate in Fate}
_ASPECTS: Final = {aspect.value: aspect for aspect in Aspect}


@dataclass(frozen=True, slots=True)
class Found:
    """What a comparison in the background came to: changes, or why there is none."""

    changes: tuple[Change, ...] = ()
    sources: Mapping[str, str] | None = None
    problems: tuple[Problem, ...] = ()


class CompareView(QWidget):
    """Chooses what is compared, filters it, and shows old beside new for the line gone to."""

    def __init__(self, desk: Desk, pack: Pack, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk, self._pack = desk, pack
        self._asked = 0
        self._lines: list[CompareLine] = []
        self.modes = SegmentedControl([(YEARS, _("两个年度")), (PACKS, _("两个版本"))], _("比较"))
        self.first, self.last = Select(name=_("原来的年度")), Select(name=_("现在的年度"))
        self.other = Select(name=_("与哪个规则包比"))
        self.folder_button = QuietButton(_("选文件夹…"), "folder-open")
        self.file_button = QuietButton(_("选文件…"), "file-spreadsheet")
        self.verdict = label("", "strong", wrap=True)
        self.chips = ChipBar(name=_("筛选"))
        self.search = SearchField(_("在不同之处里查找"))
        self.model = CompareModel(self)
        self.table = line_table(self.model)
        self.old, self.new = label("", wrap=True), label("", wrap=True)
        self.about = label("", "caption", wrap=True)
        self._arrange()
        self._offer()
        self._wire()
        self.compare()

    def _arrange(self) -> None:
        worn = theme.current()
        choice = FlowRow(worn.px(8))
        self._arrow = label("→", "muted")
        for widget in (self.modes, self.first, self._arrow, self.last, self.other):
            choice.add(widget)
        choice.add(self.folder_button, self.file_button)
        self.other.setMaximumWidth(worn.px(_WIDEST))
        head = QHBoxLayout()
        head.addWidget(self.verdict, 1)
        self.search.setFixedWidth(worn.px(240))
        head.addWidget(self.search)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(worn.px(10))
        column.addWidget(choice)
        column.addLayout(head)
        column.addWidget(self.chips)
        column.addWidget(self.table, 1)
        column.addWidget(self._beside())

    def _beside(self) -> QFrame:
        """Old and new in full for the line gone to."""
        worn = theme.current()
        self.card = QFrame()
        self.card.setProperty("role", "card")
        grid = QGridLayout(self.card)
        pad = worn.px(12)
        grid.setContentsMargins(pad, pad, pad, pad)
        grid.setHorizontalSpacing(worn.px(24))
        grid.addWidget(self.about, 0, 0, 1, 2)
        grid.addWidget(label(_("原来"), "muted"), 1, 0)
        grid.addWidget(label(_("现在"), "muted"), 1, 1)
        for column, text in enumerate((self.old, self.new)):
            text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            text.setAlignment(Qt.AlignmentFlag.AlignTop)
            grid.addWidget(text, 2, column)
            grid.setColumnStretch(column, 1)
        self.card.hide()
        return self.card

    def _offer(self) -> None:
        """The years and packs to choose among."""
        this_year = datetime.now().astimezone().year
        found = years_of(self._pack, this_year)
        first, last = found or (this_year - 1, this_year)
        years = [(str(year), str(year)) for year in range(last, first - 1, -1)]
        for select, year in ((self.first, first), (self.last, last)):
            select.set_options(years)
            select.choose(str(year))
        self.other.set_options(self._others())
        self.other.choose(str(self.other.itemData(0) or ""))
        self.modes.choose(PACKS if found is None else YEARS)
        self._show_mode()

    def _others(self) -> list[tuple[str, str]]:
        """Other versions of the pack first, then the other installed packs."""
        catalog = self._desk.workspace.catalog
        versions = [
            (f"{one.id}@{one.version}", f"{translate(one.name)}　{one.version}")
            for one in catalog.versions
            if one.id == self._pack.id and one.digest != self._pack.digest
        ]
        packs = [
            (one.id, f"{translate(one.name)}　{one.version}")
            for one in catalog.packs
            if one.id != self._pack.id
        ]
        return [*versions, *packs]

    def _wire(self) -> None:
        self.modes.changed.connect(self._change_mode)
        for select in (self.first, self.last, self.other):
            select.chosen.connect(lambda _key: self.compare())
        self.folder_button.clicked.connect(self._choose_folder)
        self.file_button.clicked.connect(self._choose_file)
        self.chips.changed.connect(lambda _chosen: self._filter())
        self.search.searched.connect(lambda _text: self._filter())
        self.table.selectionModel().currentRowChanged.connect(self._show_line)

    def _change_mode(self, _key: str) -> None:
        self._show_mode()
        self.compare()

    def _show_mode(self) -> None:
        by_years = self.modes.key == YEARS
        for of_years in (self.first, self._arrow, self.last):
            of_years.setVisible(by_years)
        for of_packs in (self.other, self.folder_button, self.file_button):
            of_packs.setVisible(not by_years)

    def _choose_folder(self) -> None:
        """Compare with a pack that is not installed."""
        chosen = QFileDialog.getExistingDirectory(self, _("选一个规则包文件夹"))
        if chosen:
            self.compare_with(chosen)

    def _choose_file(self) -> None:
        """Compare with what a workbook or a pack file holds."""
        kinds = _("规则包 (*.xlsx *.nzpack);;所有文件 (*)")
        chosen, _kind = QFileDialog.getOpenFileName(self, _("选一个工作簿或规则包文件"), "", kinds)
        if chosen:
            self.compare_with(chosen)

    def compare_with(self, reference: str) -> None:
        """Compare with the pack of an id, an id@version, a folder or a file."""
        if self.other.findData(reference) < 0:
            self.other.addItem(reference, reference)
        self.other.choose(reference)
        self.modes.choose(PACKS)
        self._show_mode()
        self.compare()

    # --- comparing, in the background ----------------------------------------------------------

    def compare(self) -> None:
        """Compare what is chosen; a comparison that was overtaken is not shown."""
        self._asked += 1
        asked, job = self._asked, self._job()
        self.verdict.setText(_("正在比较…"))

        def show(found: Found) -> None:
            if isValid(self) and asked == self._asked:
                self._show(found)

        self._desk.tasks.run(job, show, self._broke)

    def _broke(self, error: Exception) -> None:
        if isValid(self):
            self.verdict.setText(_("比较没有完成。"))
        raise error

    def _job(self) -> Callable[[Progress], Found]:
        catalog, pack = self._desk.workspace.catalog, self._pack
        if self.modes.key == YEARS:
            first, last = int(self.first.key), int(self.last.key)

            def years(_progress: Progress) -> Found:
                found = compare_years(pack, catalog, first, last)
                return Found(found.changes, citations((pack, *catalog.packs)))

            return years
        reference = self.other.key

        def packs(_progress: Progress) -> Found:
            other = refer(reference, catalog)
            if other.pack is None:
                return Found(problems=other.problems)
            changes = pack_diff(other.pack, pack).changes
            return Found(changes, citations((pack, other.pack, *catalog.packs)))

        return packs

    def _show(self, found: Found) -> None:
        self._lines = lines_of(found.changes, found.sources or {})
        if found.problems:
            self.verdict.setText("\n".join(one.told(translate) for one in found.problems[:3]))
        else:
            self.verdict.setText(self._words(found.changes))
        self._show_chips(found.changes)
        self._filter()

    def _words(self, changes: Sequence[Change]) -> str:
        if not changes:
            return _("没有不同。")
        told = (f"{fate_word(fate)} {sum(one.fate is fate for one in changes)}" for fate in Fate)
        return _("，").join(told)

    def _show_chips(self, changes: Sequence[Change]) -> None:
        fates = [one.fate for one in changes]
        chips = [
            Chip(key, fate_word(fate), fates.count(fate))
            for key, fate in _FATES.items()
            if fate in fates
        ]
        sides = [one.aspect for one in self._lines]
        chips += [
            Chip(key, aspect_word(aspect), sides.count(aspect))
            for key, aspect in _ASPECTS.items()
            if aspect in sides
        ]
        self.chips.set_chips(chips)
        self.chips.setVisible(bool(chips))

    def _filter(self) -> None:
        """Show the lines of the chosen fates and sides that hold the searched text."""
        chosen, wanted = self.chips.chosen, self.search.text().strip().casefold()
        fates = {fate for key, fate in _FATES.items() if key in chosen}
        sides = {aspect for key, aspect in _ASPECTS.items() if key in chosen}
        self.model.show_lines(
            [
                line
                for line in self._lines
                if (not fates or line.change.fate in fates)
                and (not sides or line.aspect in sides)
                and (not wanted or line.has(wanted))
            ]
        )
        self.card.hide()
        if self.model.lines:
            self.table.selectRow(0)

    def _show_line(self, index: QModelIndex, _before: QModelIndex) -> None:
        if not index.isValid():
            return
        line = self.model.lines[index.row()]
        thing = line.change.thing
        told = (translate(thing.name), thing.path, line.what, line.remark)
        self.about.setText(_("　").join(text for text in told if text))
        self.old.setText(line.old or "—")
        self.new.setText(line.new or "—")
        self.card.show()


def line_table(model: CompareModel) -> RowTable:
    """A table of the lines of a comparison."""
    return RowTable(model, _("不同之处"), _WIDTHS)
