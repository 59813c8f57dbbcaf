"""The view 数与出处: every number of a pack with its source, and how it is confirmed."""

from __future__ import annotations

from typing import Final

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop_app.app.confirming import Standing, confirm, standings, withdraw
from desktop_app.core.pack import Checked, Pack
from desktop_app.i18n import _, translate
from desktop_app.ui import theme
from desktop_app.ui.answer_edit import problem_sentence
from desktop_app.ui.components.chip_bar import Chip, ChipBar
from desktop_app.ui.components.search_field import SearchField
from desktop_app.ui.components.select import Select
from desktop_app.ui.packs_page.confirm_form import ConfirmForm
from desktop_app.ui.packs_page.desk import Desk
from desktop_app.ui.packs_page.numbers_table import (
    Firm,
    NumbersModel,
    NumbersTable,
    firm_of,
    kind_word,
    source_words,
)

ALL: Final = "all"


class NumbersView(QWidget):
    """A table that is searched and filtered, and the form that confirms what is chosen in it."""

    def __init__(self, desk: Desk, pack: Pack, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk, self._pack = desk, pack
        self._sources = {
            source.id: source for one in desk.workspace.catalog.packs for source in one.sources
        }
        self._all: tuple[Standing, ...] = ()
        self.search = SearchField(_("按名称、数值、来源查找"))
        self.kinds = Select((), _("种类"))
        self.chips = ChipBar((), _("可信度"))
        self.model = NumbersModel(self._sources, self)
        self.table = NumbersTable(self.model)
        self.form = ConfirmForm(desk.workspace.who, desk.workspace.today())
        self._arrange()
        self.search.searched.connect(lambda _text: self._filter())
        self.kinds.chosen.connect(lambda _key: self._filter())
        self.chips.changed.connect(lambda _keys: self._filter())
        self.table.chosen.connect(self._mark)
        self.form.confirmed.connect(self._confirm)
        self.form.withdrawn.connect(self._withdraw)
        self.reload()

    def _arrange(self) -> None:
        worn = theme.current()
        head = QHBoxLayout()
        head.setSpacing(worn.px(12))
        self.search.setMaximumWidth(worn.px(300))
        head.addWidget(self.search, 1)
        head.addWidget(self.kinds)
        head.addWidget(self.chips, 2)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(worn.px(12))
        column.addLayout(head)
        column.addWidget(self.table, 1)
        column.addWidget(self.form)

    def reload(self) -> None:
        """Read the pack with what is confirmed in it by now."""
        self._all = standings(self._desk.workspace, self._pack)
        kinds = dict.fromkeys(one.entry.kind for one in self._all)
        options = [(ALL, _("全部种类")), *((kind, kind_word(kind)) for kind in kinds)]
        chosen = self.kinds.key or ALL
        self.kinds.set_options(options)
        self.kinds.choose(chosen)
        self._filter()

    def _chips(self, rows: list[Standing]) -> list[Chip]:
        words = {
            Firm.TO_VERIFY: _("待核实"),
            Firm.SINGLE: _("单一来源"),
            Firm.CONFIRMED: _("已核实"),
            Firm.CHECKED: _("由人核实"),
            Firm.LAPSED: _("核实已失效"),
        }
        counts = {one: sum(one in firm_of(row) for row in rows) for one in words}
        kept = self.chips.chosen
        return [
            Chip(one.value, words[one], count)
            for one, count in counts.items()
            if count or one.value in kept
        ]

    def _filter(self) -> None:
        kind, wanted = self.kinds.key, self.search.text().strip().casefold()
        found = [
            row
            for row in self._all
            if kind in (ALL, row.entry.kind) and (not wanted or wanted in self._words(row))
        ]
        self.chips.set_chips(self._chips(found))
        firm = {Firm(key) for key in self.chips.chosen}
        self.model.show([row for row in found if not firm or firm & firm_of(row)])
        self._mark()

    def _words(self, row: Standing) -> str:
        entry = row.entry
        texts = (translate(entry.name), entry.value, entry.unit, entry.path)
        return " ".join((*texts, source_words(entry, self._sources))).casefold()

    def _mark(self) -> None:
        marked = self.table.marked
        named = {self._document(one) for one in marked}
        self.form.show_marked(marked, named.pop() if len(named) == 1 else "")

    def _document(self, row: Standing) -> str:
        source = self._sources.get(row.entry.cited.source)
        return source.citation if source else ""

    def _confirm(self, checked: Checked) -> None:
        paths = [one.entry.path for one in self.table.marked]
        if not paths:
            return
        found = confirm(self._desk.workspace, self._pack, paths, checked)
        if found:
            self.form.say("".join(problem_sentence(one) for one in found))
            return
        self._tell(_("已记下 {count} 个数的核实。").format(count=len(paths)))

    def _withdraw(self) -> None:
        paths = [one.entry.path for one in self.table.marked]
        found = withdraw(self._desk.workspace, self._pack.id, paths)
        if found:
            self.form.say("".join(problem_sentence(one) for one in found))
            return
        self._tell(_("已撤回核实。"))

    def _tell(self, words: str) -> None:
        """Show the new state here; the open case is judged by it at once."""
        path = next((one.entry.path for one in self.table.marked), "")
        self.reload()
        self.table.mark(path)
        if self._desk.toasts is not None:
            self._desk.toasts.show(words, "done")
        if self._desk.bridge is not None:
            self._desk.bridge.judge_again()

    def reveal(self, path: str) -> bool:
        """Choose the entry of that path, past all filters."""
        self.search.clear()
        self.kinds.choose(ALL)
        self.chips.choose(frozenset())
        self._filter()
        return self.table.mark(path)
