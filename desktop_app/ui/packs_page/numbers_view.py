"""The view 数与出处: every number of a pack with its source, and how it is confirmed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import partial
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget
from shiboken6 import isValid

from desktop_app.app.confirming import Standing, confirm, read_entries, standings, withdraw
from desktop_app.core.entries import Entry
from desktop_app.core.pack import Checked, Pack
from desktop_app.core.problems import Problem
from desktop_app.i18n import _, translate
from desktop_app.ui import theme
from desktop_app.ui.answer_edit import problem_sentence
from desktop_app.ui.components.chip_bar import Chip, ChipBar
from desktop_app.ui.components.labels import label
from desktop_app.ui.components.search_field import SearchField
from desktop_app.ui.components.select import Select
from desktop_app.ui.packs_page.confirm_form import ConfirmForm
from desktop_app.ui.packs_page.confirmation_files import ConfirmationFiles
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
NEWEST: Final = "newest"
CASE: Final = "case"


class NumbersView(QWidget):
    """A table that is searched and filtered, and the form that confirms what is chosen in it.

    An open case may still be judged by an older content of the pack than new cases are; then
    `editions` chooses which of the two is shown and confirmed.
    """

    def __init__(self, desk: Desk, pack: Pack, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk, self._newest = desk, pack
        beside = desk.workspace.catalog.chosen((pack.id,)).packs
        self._sources = {source.id: source for one in beside for source in one.sources}
        self._read: tuple[str, tuple[Entry, ...]] = ("", ())
        self._texts: dict[str, str] = {}
        self._all: tuple[Standing, ...] = ()
        self.search = SearchField(_("按名称、数值、来源查找"))
        self.editions = Select((), _("规则包版本"))
        self.kinds = Select((), _("种类"))
        self.chips = ChipBar((), _("把握程度"))
        self.model = NumbersModel(self._sources, self)
        self.table = NumbersTable(self.model)
        self.count = label("", "caption")
        self.files = ConfirmationFiles(desk, pack.id)
        self.form = ConfirmForm(desk.workspace.who, desk.workspace.today())
        self._arrange()
        self._wire()
        self._offer_editions()
        self.reload()

    def _arrange(self) -> None:
        worn = theme.current()
        head = QHBoxLayout()
        head.setSpacing(worn.px(12))
        self.search.setMaximumWidth(worn.px(280))
        head.addWidget(self.search, 1)
        head.addWidget(self.editions)
        head.addWidget(self.kinds)
        head.addStretch(1)
        head.addWidget(self.files)
        filters = QHBoxLayout()
        filters.addWidget(self.chips, 1)
        filters.addWidget(self.count)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(worn.px(8))
        column.addLayout(head)
        column.addLayout(filters)
        column.addWidget(self.table, 1)
        column.addWidget(self.form)

    def _wire(self) -> None:
        self.search.searched.connect(lambda _text: self._filter())
        self.editions.chosen.connect(lambda _key: self.reload())
        self.kinds.chosen.connect(lambda _key: self._filter())
        self.chips.changed.connect(lambda _keys: self._filter())
        self.table.chosen.connect(self._mark)
        self.table.entered.connect(self.form.start)
        self.form.confirmed.connect(self._confirm)
        self.form.withdrawn.connect(self._withdraw)
        self.files.taken.connect(self._follow)

    # --- which content of the pack ------------------------------------------------------------

    @property
    def pack(self) -> Pack:
        """The content that is shown and confirmed."""
        used = self._used
        return used if used is not None and self.editions.key == CASE else self._newest

    @property
    def _used(self) -> Pack | None:
        """What the open case is judged by, as confirmed; None when the case has not the pack."""
        packs = () if self._desk.bridge is None else self._desk.bridge.model.packs
        return next((one for one in packs if one.id == self._newest.id), None)

    def _offer_editions(self) -> None:
        used = self._used
        options = [(NEWEST, _("{version}（新自评用）").format(version=self._newest.version))]
        if used is not None and used.digest != self._newest.digest:
            options.append((CASE, _("{version}（本自评用）").format(version=used.version)))
        self.editions.set_options(options)
        self.editions.choose(NEWEST)
        self.editions.setVisible(len(options) > 1)

    # --- what is shown ------------------------------------------------------------------------

    def reload(self) -> None:
        """Show the pack with what is confirmed in it by now."""
        pack = self.pack
        if pack is not self._newest:
            read = read_entries(pack)
        elif self._read[0] == pack.digest:
            read = self._read[1]
        else:
            read = read_entries(pack)
            self._read = (pack.digest, read)
        self._texts.clear()
        self._all = standings(self._desk.workspace, pack, read)
        kinds = dict.fromkeys(one.entry.kind for one in self._all)
        options = [(ALL, _("全部种类")), *((kind, kind_word(kind)) for kind in kinds)]
        chosen = self.kinds.key
        self.kinds.set_options(options)
        self.kinds.choose(chosen if chosen in kinds else ALL)
        self._filter()

    def _filter(self) -> None:
        """Show what is searched for; what was chosen stays chosen where it is still shown."""
        marked = {one.entry.path for one in self.table.marked}
        kind, wanted = self.kinds.key, self.search.text().strip().casefold()
        found = [
            row
            for row in self._all
            if kind in (ALL, row.entry.kind) and (not wanted or wanted in self._words(row))
        ]
        self.chips.set_chips(self._chips(found))
        firm = {Firm(key) for key in self.chips.chosen}
        self.model.show_lines([row for row in found if not firm or firm & firm_of(row)])
        self.table.mark_all(marked)
        shown, count = len(self.model.lines), len(self._all)
        words = _("共 {count} 条") if shown == count else _("显示 {shown} 条，共 {count} 条")
        self.count.setText(words.format(shown=shown, count=count))
        self.files.follow(self._all)
        self._mark()

    def _chips(self, rows: Sequence[Standing]) -> list[Chip]:
        words = {
            Firm.TO_VERIFY: _("待核实"),
            Firm.SINGLE: _("单一来源"),
            Firm.CONFIRMED: _("已核实"),
            Firm.CHECKED: _("由人核实"),
            Firm.LAPSED: _("核实已失效"),
        }
        counts = Counter(one for row in rows for one in firm_of(row))
        kept = self.chips.chosen
        return [
            Chip(one.value, text, counts[one])
            for one, text in words.items()
            if counts[one] or one.value in kept
        ]

    def _words(self, row: Standing) -> str:
        entry = row.entry
        if entry.path not in self._texts:
            texts = (translate(entry.name), entry.name, translate(entry.value), entry.unit)
            source = source_words(entry, self._sources)
            said = " ".join((*texts, source, translate(entry.cited.clause), entry.path))
            self._texts[entry.path] = said.casefold()
        return self._texts[entry.path]

    def _mark(self) -> None:
        marked = self.table.marked
        documents = {source_words(one.entry, self._sources) for one in marked}
        self.form.show_marked(marked, documents.pop() if len(documents) == 1 else "")

    # --- confirming ---------------------------------------------------------------------------

    def _confirm(self, checked: Checked) -> None:
        paths = [one.entry.path for one in self.table.marked]
        if not paths:
            return
        words = _("已记下 {count} 个数的核实。").format(count=len(paths))
        verb = partial(confirm, self._desk.workspace, self.pack, paths, checked)
        self._settle(self._desk.keep(verb, self._follow_later), words)

    def _withdraw(self) -> None:
        paths = [one.entry.path for one in self.table.marked]
        verb = partial(withdraw, self._desk.workspace, self._newest.id, paths)
        self._settle(self._desk.keep(verb, self._follow_later), _("已撤回核实。"))

    def _settle(self, found: Sequence[Problem], words: str) -> None:
        """Say what is wrong, or show the new state; a row that went away gives way to the next."""
        if found:
            self.form.say("\n".join(problem_sentence(one) for one in found))
            return
        marked = self.table.selectionModel().selectedRows()
        row = min((index.row() for index in marked), default=0)
        self._follow()
        if not self.table.marked and self.model.lines:
            self.table.selectRow(min(row, len(self.model.lines) - 1))
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)
        if self._desk.toasts is not None:
            self._desk.toasts.show(words, "done")

    def _follow(self) -> None:
        """Judge the open case by what is confirmed now, and show it here."""
        if self._desk.bridge is not None:
            self._desk.bridge.judge_again()
        self.reload()

    def _follow_later(self) -> None:
        """The same when an edit had to wait; the page may be gone by then."""
        if isValid(self):
            self._follow()
        elif self._desk.bridge is not None and isValid(self._desk.bridge):
            self._desk.bridge.judge_again()

    def reveal(self, path: str) -> bool:
        """Choose the entry of that path, past all filters, as the open case is judged by it."""
        self.search.clear()
        self.kinds.choose(ALL)
        self.chips.choose(frozenset())
        if self.editions.findData(CASE) >= 0:
            self.editions.choose(CASE)
            self.reload()
        else:
            self._filter()
        return self.table.mark(path)
