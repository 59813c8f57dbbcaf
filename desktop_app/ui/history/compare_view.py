"""比较: two states side by side - what they come to, what differs, the way back to the old one."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from desktop_app.app.case_comparison import Comparison, Side, compare
from desktop_app.app.comparison_file import comparison_name, write_compared
from desktop_app.app.history import go_back
from desktop_app.app.log_words import what_word
from desktop_app.app.pack_words import fate_word
from desktop_app.core.case_diff import fate_of
from desktop_app.core.log import What
from desktop_app.core.pack_diff import Fate
from desktop_app.core.problems import Problem
from desktop_app.i18n import _, ngettext
from desktop_app.ui import theme
from desktop_app.ui.components.buttons import PrimaryButton, QuietButton
from desktop_app.ui.components.chip_bar import Chip, ChipBar
from desktop_app.ui.components.item_picker import ItemPicker
from desktop_app.ui.components.labels import label
from desktop_app.ui.components.search_field import SearchField
from desktop_app.ui.components.select import Select
from desktop_app.ui.folders import usual_folder
from desktop_app.ui.history.change_table import ChangeModel, ChangeTable
from desktop_app.ui.history.desk import HistoryDesk
from desktop_app.ui.history.sides import NOW, Sides
from desktop_app.ui.history.verdict_strip import VerdictStrip

_LEAST, _SELECT = 110, 250
_FOLDER: Final = "history.folder"


class CompareView(QWidget):
    """Chooses two states, compares them in the background, and shows what differs.

    Attributes:
        found: the comparison shown; None while there is none.
    """

    def __init__(self, desk: HistoryDesk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._sides = Sides(desk)
        self._asked = 0
        self.found: Comparison | None = None
        self.old, self.new = Select(name=_("原来的时点")), Select(name=_("现在的时点"))
        self.other_button = QuietButton(_("另一家企业…"), "factory")
        self.export_button = QuietButton(_("导出 Excel…"), "file-spreadsheet")
        self.back_button = PrimaryButton(_("回到此时"), "rotate-ccw")
        self.verdict = VerdictStrip()
        self.told = label("", "strong", wrap=True)
        self.chips = ChipBar(name=_("筛选"))
        self.search = SearchField(_("在不同之处里查找"))
        self.model = ChangeModel(self)
        self.table = ChangeTable(self.model, _("不同之处"))
        self._arrange()
        self._wire()
        self._offer_sides()

    def _arrange(self) -> None:
        worn = theme.current()
        choice = QHBoxLayout()
        choice.setSpacing(worn.px(8))
        for select in (self.old, self.new):
            # Names can be long: they give way before the buttons do.
            select.setSizeAdjustPolicy(
                QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
            )
            select.setMinimumWidth(worn.px(_LEAST))
            select.setMaximumWidth(worn.px(_SELECT))
            select.view().setMinimumWidth(worn.px(_SELECT))
        choice.addWidget(self.old, 1)
        choice.addWidget(label("→", "muted"))
        choice.addWidget(self.new, 1)
        choice.addWidget(self.other_button)
        choice.addStretch(1)
        choice.addWidget(self.export_button)
        choice.addWidget(self.back_button)
        head = QHBoxLayout()
        head.setSpacing(worn.px(12))
        self.search.setFixedWidth(worn.px(220))
        head.addWidget(self.told)
        head.addWidget(self.chips, 1)
        head.addWidget(self.search)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(worn.px(10))
        column.addLayout(choice)
        column.addWidget(self.verdict)
        column.addLayout(head)
        column.addWidget(self.table, 1)

    def _wire(self) -> None:
        for select in (self.old, self.new):
            select.chosen.connect(lambda _key: self.compare())
        self.other_button.clicked.connect(lambda _on: self.pick_other())
        self.export_button.clicked.connect(lambda _on: self._ask_export())
        self.back_button.clicked.connect(lambda _on: self.go_back())
        self.chips.changed.connect(lambda _chosen: self._filter())
        self.search.searched.connect(lambda _text: self._filter())
        self.table.wanted.connect(self._desk.bridge.jump)

    # --- what is compared -----------------------------------------------------------------------

    def _offer_sides(self) -> None:
        old, new = self.old.key, self.new.key
        choices = self._sides.renew()
        for select in (self.old, self.new):
            select.set_options(choices)
        self.old.choose(old if self._sides.side(old) else self._sides.first())
        self.new.choose(new if self._sides.side(new) else NOW)

    def refresh(self) -> None:
        """Offer the moments there are now, and compare anew."""
        self._offer_sides()
        self.compare()

    def show_sides(self, old: Side, new: Side | None) -> None:
        """Compare two states; the new one is now unless it is given."""
        self._offer_sides()
        keys = self._sides.add(old), NOW if new is None else self._sides.add(new)
        self._offer_sides()
        self.old.choose(keys[0])
        self.new.choose(keys[1])
        self.compare()

    def pick_other(self) -> ItemPicker:
        """Let the user search a case to compare with."""
        picker = ItemPicker(self.other_button, _("与哪个自评比较"), self._sides.others())

        def take(case_id: str) -> None:
            picker.close_up()
            key = self._sides.add_case(case_id)
            self._offer_sides()
            self.old.choose(key)
            self.compare()

        picker.picked.connect(take)
        picker.closed.connect(picker.deleteLater)
        picker.open()
        return picker

    # --- comparing, in the background -------------------------------------------------------------

    def compare(self) -> None:
        """Compare what is chosen; a comparison that was overtaken is not shown."""
        self._asked += 1
        asked = self._asked
        old, new = self._sides.side(self.old.key), self._sides.side(self.new.key)
        self.found = None
        self._offer_deeds()
        if old is None or new is None:
            self._show_nothing(_("选一个存档点、另一个年度或另一家企业来比较。"))
            return
        self.told.setText(_("正在比较…"))
        session = self._desk.session
        library, catalog = session.library, session.catalog

        def show(found: Comparison | Problem) -> None:
            if asked == self._asked:
                self._show(found)

        self._desk.run(self, lambda: compare(library, catalog, old, new), show)

    def _show_nothing(self, words: str) -> None:
        self.told.setText(words)
        self.verdict.show_lines(())
        self.chips.set_chips(())
        self.model.show_lines(())

    def _show(self, found: Comparison | Problem) -> None:
        if isinstance(found, Problem):
            self._show_nothing(found.message())
            self._desk.refuse(found)
            return
        self.found = found
        self.verdict.show_lines(found.verdict)
        told = ngettext("{count} 处不同", "{count} 处不同", len(found.lines))
        count = told.format(count=len(found.lines))
        self.told.setText(count if found.lines else _("数据没有不同"))
        self.chips.set_chips(_chips(found))
        self._filter()
        self._offer_deeds()

    def _filter(self) -> None:
        """Show the lines of the chosen fates and kinds that hold the searched text."""
        lines = self.found.lines if self.found is not None else ()
        chosen, wanted = self.chips.chosen, self.search.text().strip().casefold()
        fates = {fate for fate in Fate if fate.value in chosen}
        kinds = {what for what in What if what.value in chosen}
        self.model.show_lines(
            [
                line
                for line in lines
                if (not fates or fate_of(line.step) in fates)
                and (not kinds or line.step.place.what in kinds)
                and (not wanted or line.has(wanted))
            ]
        )
        if self.model.lines:
            self.table.selectRow(0)

    def _offer_deeds(self) -> None:
        found = self.found
        self.export_button.setEnabled(found is not None)
        old = self._sides.side(self.old.key)
        own = old is not None and old.case_id == self._desk.session.case_id
        back = own and old is not None and old.position is not None and self.new.key == NOW
        self.back_button.setVisible(back)
        self.back_button.setEnabled(found is not None and bool(found.lines))

    # --- deeds ----------------------------------------------------------------------------------

    def go_back(self) -> None:
        """Bring the case back to the old state, as one step that can be undone."""
        old = self._sides.side(self.old.key)
        if old is None or old.position is None:
            return
        words = _("已回到“{name}”，可一次撤销。").format(name=old.name)
        self._desk.bring(words, go_back, old.position, old.name)

    def _ask_export(self) -> None:
        if self.found is None:
            return
        folder = usual_folder(Path(self._desk.memory.get(_FOLDER)))
        proposed = str(folder / comparison_name(self.found))
        kinds = _("Excel 工作簿 (*.xlsx)")
        chosen, _kind = QFileDialog.getSaveFileName(self, _("导出比较"), proposed, kinds)
        if chosen:
            target = Path(chosen)
            self.export_to(target if target.suffix else target.with_suffix(".xlsx"))

    def export_to(self, target: Path) -> None:
        """Write the comparison shown to a file, in the background."""
        found = self.found
        if found is None:
            return

        def told(failed: Problem | None) -> None:
            if failed is not None:
                self._desk.refuse(failed)
                return
            self._desk.memory.put(_FOLDER, str(target.parent))
            self._desk.toasts.show(_("已导出 {name}").format(name=target.name), "done")

        self._desk.run(self, lambda: write_compared(found, target), told)

    def take_focus(self) -> None:
        """Put the keyboard on the choice of the old state."""
        self.old.setFocus(Qt.FocusReason.OtherFocusReason)


def _chips(found: Comparison) -> Sequence[Chip]:
    fates = [fate_of(step) for step in found.steps]
    kinds = [step.place.what for step in found.steps]
    chips = [Chip(fate.value, fate_word(fate), fates.count(fate)) for fate in Fate if fate in fates]
    chips += [
        Chip(what.value, what_word(what), kinds.count(what)) for what in What if what in kinds
    ]
    return chips
