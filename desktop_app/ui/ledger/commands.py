"""The commands of the ledger: what keys and the context menu do to the selected cells."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction, QGuiApplication, QKeySequence
from PySide6.QtWidgets import QMenu

from desktop_app.core.data import Origin, State
from desktop_app.core.entry import Entry, kept_note
from desktop_app.core.numbers import plain
from desktop_app.i18n import _, translate
from desktop_app.ui.bridge import Bridge
from desktop_app.ui.components.note_popover import NotePopover
from desktop_app.ui.components.popover import Popover
from desktop_app.ui.components.reason_popover import ReasonPopover
from desktop_app.ui.copied import copy_out
from desktop_app.ui.evidence.popover import EvidencePopover
from desktop_app.ui.history.subject import history_words
from desktop_app.ui.ledger.cell_anchor import CellAnchor, cells_subject
from desktop_app.ui.ledger.cells import DEVIATION_COLUMN, YEAR_COLUMN
from desktop_app.ui.ledger.clipboard import Proposal, copy_cells, copy_with_heads, propose
from desktop_app.ui.ledger.model import LedgerModel
from desktop_app.ui.ledger.paste_preview import PastePreview
from desktop_app.ui.ledger.paste_table import preview_rows
from desktop_app.ui.ledger.proofs import subjects_of
from desktop_app.ui.ledger.spread_popover import SpreadPopover
from desktop_app.ui.ledger.spreading import spread_entries, spreading
from desktop_app.ui.ledger.view import LedgerView

Cells = Sequence[tuple[int, int]]
Block = tuple[int, int, int, int]


class LedgerCommands:
    """Acts on the selection of a view. `actions` carry the keys and are listed with F1.

    Attributes:
        preview: the paste preview open now, None while there is none.
    """

    def __init__(self, bridge: Bridge, model: LedgerModel, view: LedgerView) -> None:
        self._bridge = bridge
        self._model = model
        self._view = view
        self.preview: PastePreview | None = None
        keys = QKeySequence.StandardKey
        self.actions: list[QAction] = []
        self._add(_("剪切"), keys.Cut, self.cut)
        self._add(_("复制"), keys.Copy, self.copy)
        self._add(_("连表头复制"), "Ctrl+Shift+C", self.copy_with_heads)
        self._add(_("粘贴"), keys.Paste, self.paste)
        self._add(_("清除"), keys.Delete, self.clear)
        self._add(_("向下填充"), "Ctrl+D", self.fill_down)
        self._add(_("向右填充"), "Ctrl+R", self.fill_right)
        self._add(_("全年数分到各月…"), "Ctrl+Shift+M", self.ask_spread)
        self._add(_("标为估算"), "Ctrl+Shift+E", self.toggle_estimated)
        self._add(_("不适用…"), "Ctrl+Shift+A", self.ask_not_applicable)
        self._add(_("备注…"), "Shift+F2", self.ask_note)
        self._add(_("佐证…"), "Ctrl+F2", self.ask_evidence)
        self._add(_("换单位"), "Alt+Down", self.offer_units)
        view.undo_requested.connect(bridge.undo)
        view.redo_requested.connect(bridge.redo)
        view.cells.spread.connect(self.spread)
        view.handle.drawn.connect(self.fill_over)
        view.customContextMenuRequested.connect(self._show_menu)
        view.rows.menu_requested.connect(self._show_row_menu)

    def _add(
        self, text: str, keys: QKeySequence.StandardKey | str, run: Callable[[], object]
    ) -> None:
        action = QAction(text, self._view)
        action.setShortcut(QKeySequence(keys))
        # Only while the grid itself has the focus: an open editor has its own copy and undo.
        action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        action.triggered.connect(lambda _on: run())
        self._view.addAction(action)
        self.actions.append(action)

    # clipboard

    def copy(self) -> None:
        """Put the selected cells on the clipboard."""
        cells = self._view.selected()
        if cells:
            copy_out(copy_cells(self._model, cells))

    def copy_with_heads(self) -> None:
        """Put the selected cells on the clipboard under their names, units and months."""
        cells = self._view.selected()
        if cells:
            copy_out(copy_with_heads(self._model, cells))

    def cut(self) -> None:
        """Copy, then make blank."""
        self.copy()
        self._clear(self._view.selected(), _("剪切"))

    def clear(self) -> None:
        """Make the selected cells blank."""
        self._clear(self._view.selected(), _("清除"))

    def _clear(self, cells: Cells, label: str) -> None:
        self._model.clear(cells, label)

    def paste(self) -> None:
        """Store one cell at once, more than one after a look at what would change."""
        mime = QGuiApplication.clipboard().mimeData()
        proposal = propose(self._model, mime, self._view.selected())
        if len(proposal.entries) == 1 and not proposal.left_out and not proposal.items:
            self._store(proposal.entries, _("粘贴"))
        elif proposal.entries or proposal.left_out:
            self._look_first(proposal)

    def _look_first(self, proposal: Proposal) -> None:
        rows = preview_rows(self._model, proposal.entries)
        self.preview = PastePreview(rows, self._model.year, proposal.left_out, self._view)
        self.preview.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.preview.confirmed.connect(self._confirmed)
        self.preview.finished.connect(self._closed)
        self.preview.open()

    def _closed(self) -> None:
        self.preview = None
        self._view.setFocus()

    def _confirmed(self, entries: Sequence[Entry]) -> None:
        self._model.add(dict.fromkeys(entry.key.item for entry in entries))
        text = _("粘贴 {count} 格").format(count=len(entries))
        self._store(entries, text)
        self._view.picking.block(sorted(self._places(entries)))

    def _places(self, entries: Sequence[Entry]) -> list[tuple[int, int]]:
        return [
            (self._model.row_of(entry.key.item), (entry.key.period.month or YEAR_COLUMN + 1) - 1)
            for entry in entries
        ]

    def _store(self, entries: Sequence[Entry], label: str) -> None:
        if entries:
            self._model.enter(entries, label)

    # filling

    def spread(self, text: str) -> None:
        """Store a text in every selected cell, as one step."""
        entries = [self._model.entry(*cell, text) for cell in self._answered()]
        self._store(entries, _("填写 {count} 格").format(count=len(entries)))

    def fill_down(self) -> None:
        """Repeat the top cell of each selected column; a single cell takes the one above."""
        cells = self._view.selected()
        rows = [row for row, _column in cells]
        if not cells:
            return
        top = min(rows) if len(set(rows)) > 1 else min(rows) - 1
        self._fill([(cell, (top, cell[1])) for cell in cells if cell[0] != top], _("向下填充"))

    def fill_right(self) -> None:
        """Repeat the first cell of each selected row; a single cell takes the one at its left."""
        cells = self._view.selected()
        columns = [column for _row, column in cells]
        if not cells:
            return
        first = min(columns) if len(set(columns)) > 1 else min(columns) - 1
        self._fill([(cell, (cell[0], first)) for cell in cells if cell[1] != first], _("向右填充"))

    def fill_over(self, block: Block, target: Block) -> None:
        """Repeat a block over the cells the handle was drawn to, and select all of it."""
        top, left, bottom, right = block
        high, wide = bottom - top + 1, right - left + 1
        cells = [
            (row, column)
            for row in range(target[0], target[2] + 1)
            for column in range(target[1], target[3] + 1)
        ]
        sources = [
            (top + (row - top) % high, left + (column - left) % wide) for row, column in cells
        ]
        label = _("拖动填充 {count} 格").format(count=len(cells))
        self._fill(list(zip(cells, sources, strict=True)), label)
        self._view.picking.go_to(min(top, target[0]), min(left, target[1]))
        self._view.picking.extend_to(max(bottom, target[2]), max(right, target[3]))

    def _fill(self, pairs: Sequence[tuple[tuple[int, int], tuple[int, int]]], label: str) -> None:
        """Copy figures as they are shown: across items the number counts, not the amount."""
        entries: list[Entry] = []
        for (row, column), source in pairs:
            datum = self._model.datum(*source) if min(source) >= 0 else None
            if datum is None or not self._model.editable(row, column):
                continue
            number = self._model.number(*source)
            text = plain(number) if number is not None else datum.text
            entry = self._model.entry(row, column, text, Origin.TYPED)
            # What 未检出 is noted as belongs to the figure; a note of the user does not.
            note = entry.note if kept_note(datum) else datum.note or entry.note
            entries.append(replace(entry, state=datum.state, reason=datum.reason, note=note))
        self._store(entries, label)

    def ask_spread(self) -> None:
        """Ask how to spread the year's figure of the current row over its months."""
        here = self._view.cell()
        if here is None:
            return
        row = here[0]
        found = spreading(self._model, row)
        name = translate(self._model.item(row).name)
        anchor = CellAnchor(self._view, self._view.cell_box(*here))
        popover = SpreadPopover(anchor, name, found)

        def store(how: str) -> None:
            if found is not None:
                label = _("把 {name} 的全年数分到各月").format(name=name)
                self._store(spread_entries(self._model, row, found, how), label)

        popover.given.connect(store)
        self._open(popover, anchor)

    # states

    def _answered(self) -> Cells:
        return [cell for cell in self._view.selected() if self._model.editable(*cell)]

    def toggle_estimated(self) -> None:
        """Mark the selected figures as estimates, or as given when all of them are estimates."""
        held = [(cell, datum) for cell in self._answered()
                if (datum := self._model.datum(*cell)) is not None
                and datum.state in (State.GIVEN, State.ESTIMATED)]  # fmt: skip
        given = all(datum.state is State.ESTIMATED for _cell, datum in held)
        state = State.GIVEN if given else State.ESTIMATED
        entries = [
            replace(
                self._model.entry(*cell, plain(datum.value) if datum.value is not None else ""),
                text=plain(datum.value) if datum.value is not None else datum.text,
                unit=datum.unit,
                state=state,
            )
            for cell, datum in held
        ]
        self._store(entries, _("取消估算") if given else _("标为估算"))

    def ask_not_applicable(self) -> None:
        """Ask why the selected cells do not apply, then say so of all of them."""
        cells, here = self._answered(), self._view.cell()
        if not cells or here is None:
            return
        datum = self._model.datum(*here)
        anchor = CellAnchor(self._view, self._view.cell_box(*here))
        suggestions = [_("当月停产"), _("本企业不使用该品种")]
        popover = ReasonPopover(
            anchor, suggestions, reason=datum.reason if datum is not None else ""
        )
        popover.given.connect(lambda reason: self._not_applicable(cells, reason))
        self._open(popover, anchor)

    def _not_applicable(self, cells: Cells, reason: str) -> None:
        entries = [
            replace(self._model.entry(*cell, ""), state=State.NA, reason=reason) for cell in cells
        ]
        self._store(entries, _("标为不适用"))

    def ask_note(self) -> None:
        """Ask for a note on the current cell, or why the year is so far from the last one."""
        here = self._view.cell()
        if here is not None and here[1] == DEVIATION_COLUMN:
            self._ask_reason(here)
            return
        datum = self._model.datum(*here) if here is not None else None
        if here is None or datum is None:
            return
        anchor = CellAnchor(self._view, self._view.cell_box(*here))
        popover = NotePopover(anchor, datum.note)
        popover.given.connect(lambda note: self._bridge.annotate(datum.key, note, _("备注")))
        self._open(popover, anchor)

    def _ask_reason(self, here: tuple[int, int]) -> None:
        """Ask why a year differs from the last one; the reason stands in the report."""
        finding = self._model.finding(here[0])
        if finding is None:
            return
        name = translate(self._model.item(here[0]).name)
        anchor = CellAnchor(self._view, self._view.cell_box(*here))
        popover = ReasonPopover(
            anchor,
            [_("产量或生产天数变化"), _("停产检修"), _("工艺、燃料或原料调整"), _("上年的数有误")],
            title=_("“{name}”与上年相差较大，原因是什么？").format(name=name),
            reason=finding.set_aside,
            example=_("例如：二号炉全年停产，产量减半"),
            button=_("记下原因"),
        )
        label = _("说明“{name}”与上年的差异").format(name=name)
        popover.given.connect(lambda reason: self._bridge.set_aside(finding, reason, label))
        self._open(popover, anchor)

    def ask_evidence(self) -> None:
        """Show the documents of the selected cells, and let the user add more."""
        here = self._view.cell()
        keys = [key for cell in self._view.selected() if (key := self._model.key(*cell))]
        if here is None or not keys:
            return
        subjects = subjects_of(keys)
        name = translate(self._model.item(here[0]).name)
        title = f"{name} {subjects[0].period}"
        if len(subjects) > 1:
            title = _("{name} 等 {count} 格").format(name=name, count=len(subjects))
        anchor = CellAnchor(self._view, self._view.cell_box(*here))
        self._open(EvidencePopover(self._bridge, anchor, subjects, title), anchor)

    def ask_history(self) -> None:
        """Show what happened to the selected cells."""
        subject = cells_subject(self._view, self._model)
        if subject is not None:
            self._bridge.history_wanted.emit(subject)

    def _ask_evidence_of_year(self, row: int) -> None:
        self._view.go_to(row, YEAR_COLUMN)
        self.ask_evidence()

    def _open(self, popover: Popover, anchor: CellAnchor) -> None:
        popover.closed.connect(popover.deleteLater)
        popover.closed.connect(anchor.let_go)
        popover.open()

    def offer_units(self) -> None:
        """Open the units of the current row."""
        here = self._view.cell()
        if here is not None:
            self._view.rows.offer_units(here[0])

    # menus

    def _show_menu(self, place: QPoint) -> None:
        index = self._view.indexAt(place)
        if not index.isValid():
            return
        if not self._view.selectionModel().isSelected(index):
            self._view.setCurrentIndex(index)
        menu = QMenu(self._view)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for at, action in enumerate(self.actions):
            if at in (5, 8, 12):
                menu.addSeparator()
            menu.addAction(action)
        history = menu.addAction(history_words())
        history.triggered.connect(self.ask_history)
        self._add_removal(menu, index.row())
        menu.popup(self._view.viewport().mapToGlobal(place))

    def _show_row_menu(self, row: int, place: QPoint) -> None:
        menu = QMenu(self._view)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        units = menu.addAction(_("换单位"))
        units.setEnabled(len(self._model.units(row)) > 1)
        units.triggered.connect(lambda: self._view.rows.offer_units(row))
        proofs = menu.addAction(_("佐证…"))
        proofs.triggered.connect(lambda: self._ask_evidence_of_year(row))
        self._add_removal(menu, row)
        menu.popup(place)

    def _add_removal(self, menu: QMenu, row: int) -> None:
        if self._model.item(row).listed:
            menu.addSeparator()
            action = menu.addAction(_("移除这个品种"))
            action.triggered.connect(lambda: self._model.remove(row))
