"""The page of a ledger section: title, commands, the grid, and the line under it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtGui import QAction, QKeySequence, QShowEvent
from PySide6.QtWidgets import QMenu, QVBoxLayout, QWidget

from desktop_app.core.changes import Changes
from desktop_app.core.summary import sections_of
from desktop_app.i18n import _, translate
from desktop_app.ui import theme
from desktop_app.ui.bridge import Bridge
from desktop_app.ui.components.buttons import QuietButton
from desktop_app.ui.components.check_box import CheckBox
from desktop_app.ui.components.empty_state import EmptyState
from desktop_app.ui.components.item_picker import ItemPicker, Pick
from desktop_app.ui.components.page import Page
from desktop_app.ui.datum_target import read_target
from desktop_app.ui.ledger.cells import YEAR_COLUMN
from desktop_app.ui.ledger.commands import LedgerCommands
from desktop_app.ui.ledger.find import LedgerFind
from desktop_app.ui.ledger.foot import Foot
from desktop_app.ui.ledger.memory import LedgerMemory
from desktop_app.ui.ledger.model import LedgerModel
from desktop_app.ui.ledger.view import LedgerView

if TYPE_CHECKING:
    from desktop_app.ui.ledger_import.files import LedgerFiles


class LedgerPage(QWidget):
    """One section with layout `grid`; without a section, the first of them."""

    def __init__(self, bridge: Bridge, parent: QWidget | None = None, *, section: str = "") -> None:
        super().__init__(parent)
        grids = [one.id for one in sections_of(bridge.model) if one.layout == "grid"]
        self._bridge = bridge
        self.model = LedgerModel(bridge, section or next(iter(grids), ""), self)
        self.view = LedgerView(self.model)
        self.foot = Foot(self.model)
        self.commands = LedgerCommands(bridge, self.model, self.view)
        self.finder = LedgerFind(self.model, self.view)
        self.beside_box = CheckBox(_("对照上年"))
        self.add_button = QuietButton(_("添加品种"), "plus")
        self.excel_button = QuietButton("Excel", "file-spreadsheet")
        self.excel_menu = QMenu(self.excel_button)
        self._empty = EmptyState(
            "sheet", _("这里还没有品种。从 Excel 复制台账粘贴进来，或添加品种后逐月填写。"),
            _("添加品种"),
        )  # fmt: skip
        self._page = Page("", wide=True, scrolls=False)
        self._arrange()
        self._wire()
        self.refresh(None)
        self._take_findings()
        self._seen = False

    def showEvent(self, event: QShowEvent) -> None:
        """Look where the figures are: a ledger filled by the year alone would seem empty."""
        super().showEvent(event)
        if not self._seen and self.model.only_years():
            QTimer.singleShot(0, self.view, self.view.look_at_year)
        self._seen = True

    def _arrange(self) -> None:
        column = QVBoxLayout()
        column.setSpacing(theme.current().px(6))
        column.addWidget(self._empty, 1)
        column.addWidget(self.view, 1)
        column.addWidget(self.foot)
        # It brings the rows of last year, so it is there while there are none.
        self.foot.add_tool(self.beside_box)
        self._page.body.addLayout(column, 1)
        self._page.add_action(self.finder)
        self._page.add_action(self.excel_button)
        self._page.add_action(self.add_button)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._page)
        for action in self.commands.actions:
            self.addAction(action)
        finding = QAction(_("在台账里查找"), self)
        finding.setShortcut(QKeySequence(QKeySequence.StandardKey.Find))
        finding.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        finding.triggered.connect(lambda _on: self.finder.take_focus())
        self.addAction(finding)

    def _wire(self) -> None:
        self._bridge.changed.connect(self.refresh)
        self.add_button.clicked.connect(lambda: self.pick_items(self.add_button))
        self._empty.acted.connect(lambda: self.pick_items(self._empty.button))
        self.excel_menu.addAction(_("从剪贴板粘贴")).triggered.connect(self.commands.paste)
        self.excel_button.clicked.connect(self._open_excel)
        self.beside_box.toggled.connect(self._show_beside)
        self.foot.reason_asked.connect(self.commands.ask_note)
        self._bridge.found.connect(self._take_findings)
        selection = self.view.selectionModel()
        selection.currentChanged.connect(self._show_cell)
        selection.selectionChanged.connect(self._show_sums)
        for changed in (self.model.rowsInserted, self.model.rowsRemoved, self.model.modelReset):
            changed.connect(self._show_state)
        self.model.dataChanged.connect(self._show_cell)
        self.model.dataChanged.connect(self._show_sums)

    def remember(self, memory: LedgerMemory) -> None:
        """Show units and columns as the user once chose, and keep remembering."""
        section = self.model.section
        self.model.reload()
        self.view.widths.set_own(memory.widths(section))
        self.beside_box.setChecked(memory.beside and self.model.has_last_year)
        self.beside_box.clicked.connect(lambda on: memory.put_beside(beside=on))
        self.view.widths.chosen.connect(partial(memory.put_widths, section))

    def take_files(self, files: LedgerFiles | None) -> None:
        """Offer to take in and hand out files."""
        if files is None:
            return
        section, menu = self.model.section, self.excel_menu
        action = menu.addAction(_("导入 Excel 文件…"))
        action.setShortcut(QKeySequence("Ctrl+I"))
        action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        action.triggered.connect(lambda: files.choose(section))
        self.addAction(action)
        menu.addSeparator()
        for text, filled in ((_("导出空白模板…"), False), (_("导出模板，带已填的数…"), True)):
            out = menu.addAction(text)
            out.triggered.connect(lambda _on, filled=filled: files.export(filled=filled))
            self.addAction(out)

    def _open_excel(self) -> None:
        below = QPoint(0, self.excel_button.height())
        self.excel_menu.popup(self.excel_button.mapToGlobal(below))

    # last year

    def _show_beside(self, on: bool) -> None:
        """Show last year under every figure, or no more; the cursor stays where it is."""
        here = self.view.cell()
        key = self.model.rows[here[0]] if here is not None else ""
        self.model.show_beside(beside=on)
        if here is not None and self.model.row_of(key) >= 0:
            self.view.go_to(self.model.row_of(key), here[1])

    def _take_findings(self) -> None:
        self.model.take_findings(self._bridge.findings or ())
        self._show_cell()

    # contract of pages

    def refresh(self, changes: Changes | None) -> None:
        """Show what an edit changed; None: everything."""
        here = self.view.cell()
        key = self.model.rows[here[0]] if here is not None else ""
        self.model.refresh(changes)
        if here is not None and self.view.cell() is None and self.model.row_of(key) >= 0:
            # A reset of the model must not take the cursor from where it was.
            self.view.go_to(self.model.row_of(key), here[1])
        if changes is None or changes.packs:
            section = self._bridge.model.sections.get(self.model.section)
            title = translate(section.title) if section is not None else ""
            hint = translate(section.hint) if section is not None else ""
            self._page.set_title(title, hint)
            self.setAccessibleName(title)
        self._show_state()

    def begin(self) -> None:
        """Put the cursor where one begins to fill in."""
        first = self.view if self.model.rowCount() else self._empty.button
        first.setFocus(Qt.FocusReason.TabFocusReason)

    def reveal(self, target: str) -> bool:
        """Go to the cell of a datum key or the row of an item; False when it is not here."""
        found = read_target(target)
        if found is None or not any(item.key == found.item for item in self.model.items):
            return False
        self.model.add([found.item])
        column = (found.month or YEAR_COLUMN + 1) - 1
        if not found.month and not found.year and self.model.item_of(found.item).cadence == "month":
            column = 0
        self.view.go_to(self.model.row_of(found.item), column)
        self.view.setFocus(Qt.FocusReason.OtherFocusReason)
        return True

    # parts

    def pick_items(self, anchor: QWidget) -> None:
        """Let the user search for items to add, one after the other."""
        picks = [
            Pick(item.key, translate(item.name), translate(item.group), translate(item.hint))
            for item in self.model.unlisted()
        ]
        picker = ItemPicker(anchor, _("添加品种"), picks)
        picker.picked.connect(self._add)
        picker.closed.connect(picker.deleteLater)
        picker.open()

    def _add(self, key: str) -> None:
        self.model.add([key])
        self.view.go_to(self.model.row_of(key), 0)

    def _show_state(self) -> None:
        some = self.model.rowCount() > 0
        self._empty.setVisible(not some)
        self.view.setVisible(some)
        self.finder.setVisible(some)
        self.add_button.setVisible(some and any(item.listed for item in self.model.items))
        self.add_button.setEnabled(bool(self.model.unlisted()))
        self.beside_box.setEnabled(self.model.has_last_year)
        tip = _("在每格下面显示上年同月的数和变化") if self.model.has_last_year else ""
        self.beside_box.setToolTip(tip or _("企业库里没有这家企业上一年的自评"))

    def _show_cell(self) -> None:
        self.foot.show_cell(self.view.cell())

    def _show_sums(self) -> None:
        self.foot.show_sums(self.view.selected())
