"""The ledgers 台账: every section of the form in one place, month grids and single fields alike."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QAction, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from desktop_app.core.changes import Changes
from desktop_app.core.summary import completion
from desktop_app.i18n import _, translate
from desktop_app.ui import theme
from desktop_app.ui.bridge import Bridge
from desktop_app.ui.components.buttons import BareButton, IconButton
from desktop_app.ui.components.labels import label
from desktop_app.ui.components.popover import Popover
from desktop_app.ui.datum_target import read_target
from desktop_app.ui.form.page import FormPage
from desktop_app.ui.form.records import RecordsPage
from desktop_app.ui.ledger.desk import LedgerDesk
from desktop_app.ui.ledger.page import LedgerPage
from desktop_app.ui.ledger_import.files import LedgerFiles
from desktop_app.ui.section_list import WIDTH, SectionLine, SectionList

#: From this width on the list of sections stands beside the section instead of in a panel.
_ROOM: Final = 1240

SectionPage = LedgerPage | FormPage | RecordsPage


class DataPage(QWidget):
    """The section shown, and the way to the others.

    Signals:
        section_changed(str): another section is shown now.
    """

    section_changed = Signal(str)

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(_("台账"))
        self._bridge = bridge
        self._pages: dict[str, SectionPage] = {}
        self._section = ""
        self._desk: LedgerDesk | None = None
        self.files: LedgerFiles | None = None
        self.sections = SectionList()
        self.chooser = BareButton("", "chevron-down")
        self.chooser.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
        self.before = IconButton("chevron-left", _("上一部分"))
        self.after = IconButton("chevron-right", _("下一部分"))
        self._count = label("", "caption")
        self._bar = QWidget()
        self._stack = QStackedWidget()
        self._arrange()
        self._wire()
        self._show_lines()
        self.show_section(self.lines[0].id if self.lines else "")

    def _arrange(self) -> None:
        worn = theme.current()
        bar = QHBoxLayout(self._bar)
        bar.setContentsMargins(worn.px(16), worn.px(8), worn.px(16), 0)
        bar.setSpacing(worn.px(4))
        for part in (self.before, self.chooser, self.after, self._count):
            bar.addWidget(part)
        bar.addStretch(1)
        right = QVBoxLayout()
        right.setSpacing(0)
        right.addWidget(self._bar)
        right.addWidget(self._stack, 1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        self._side = QVBoxLayout()
        self._side.addWidget(self.sections)
        row.addLayout(self._side)
        row.addLayout(right, 1)
        self._size()

    def _size(self) -> None:
        worn = theme.current()
        self._side.setContentsMargins(worn.px(16), worn.px(24), 0, worn.px(24))
        self.sections.setFixedWidth(worn.px(WIDTH))
        beside = self.width() >= worn.px(_ROOM)
        self.sections.setVisible(beside)
        self._bar.setVisible(not beside)
        margins = self._side.contentsMargins()
        if not beside:
            margins.setLeft(0)
            self._side.setContentsMargins(margins)

    def _wire(self) -> None:
        self.sections.chosen.connect(self.show_section)
        self.chooser.clicked.connect(self._open_list)
        for button, text, keys, step in (
            (self.before, _("上一部分"), "Ctrl+PgUp", -1),
            (self.after, _("下一部分"), "Ctrl+PgDown", 1),
        ):
            action = QAction(text, self)
            action.setShortcut(QKeySequence(keys))
            action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            action.triggered.connect(lambda _on=False, step=step: self._step(step))
            self.addAction(action)
            button.clicked.connect(action.trigger)
            button.setToolTip(f"{text}  {QKeySequence(keys).toString()}")

    # --- in a window --------------------------------------------------------------------------

    def settle(self, desk: LedgerDesk) -> None:
        """Show things as they were shown last, keep remembering, and take files."""
        memory = desk.memory
        self._desk = desk
        self.files = LedgerFiles(self._bridge, desk, self)
        self._bridge.units.update(memory.units)
        self._bridge.unit_chosen.connect(memory.put_unit)
        for page in self._pages.values():
            self._furnish(page)
        self.show_section(memory.section)
        self.section_changed.connect(memory.put_section)

    def _furnish(self, page: SectionPage) -> None:
        if self._desk is not None and isinstance(page, LedgerPage):
            page.remember(self._desk.memory)
            page.take_files(self.files)

    # --- sections -----------------------------------------------------------------------------

    @property
    def lines(self) -> tuple[SectionLine, ...]:
        """The sections with how far each is."""
        return tuple(
            SectionLine(one.section, translate(one.title), one.asked, one.answered)
            for one in completion(self._bridge.evaluation)
        )

    @property
    def section(self) -> str:
        """The id of the section shown."""
        return self._section

    @property
    def shown(self) -> SectionPage | None:
        """The page of the section shown."""
        return self._pages.get(self._section)

    def show_section(self, section: str) -> None:
        """Show a section; an id no pack knows leaves the one that is shown."""
        if section not in self._bridge.model.sections:
            return
        page = self._pages.get(section)
        if page is None:
            page = self._pages[section] = self._make(section)
            self._stack.addWidget(page)
            self._furnish(page)
            if isinstance(page, FormPage | RecordsPage):
                page.onward.clicked.connect(lambda: self._step(1))
        if self.shown is not None:
            for action in self.shown.actions():
                self.removeAction(action)
        self.addActions(page.actions())
        self._stack.setCurrentWidget(page)
        self.sections.mark(section)
        if section != self._section:
            self._section = section
            self.section_changed.emit(section)
        self._name_section(self.lines)

    def _make(self, section: str) -> SectionPage:
        layout = self._bridge.model.sections[section].layout
        if layout == "grid":
            return LedgerPage(self._bridge, section=section)
        if layout == "records":
            return RecordsPage(self._bridge, section=section)
        return FormPage(self._bridge, section=section)

    def _step(self, step: int) -> None:
        """Show the section before or after; whoever was filling in goes on filling in."""
        ids = [line.id for line in self.lines]
        if self._section not in ids:
            return
        focus: QWidget | None = self.window().focusWidget()
        filling = focus is not None and self._stack.isAncestorOf(focus)
        self.show_section(ids[(ids.index(self._section) + step) % len(ids)])
        if filling:
            self.begin()

    def begin(self) -> None:
        """Put the cursor where one begins to fill in the section shown."""
        if self.shown is not None:
            self.shown.begin()

    def _show_lines(self) -> None:
        lines = self.lines
        self.sections.show_lines(lines)
        self._name_section(lines)

    def _name_section(self, lines: Sequence[SectionLine]) -> None:
        place = next((at for at, one in enumerate(lines, 1) if one.id == self._section), 0)
        if place:
            words = _("第 {place} 部分，共 {count} 部分")
            self.chooser.set_text(words.format(place=place, count=len(lines)))
            line = lines[place - 1]
            filled = _("已填 {count}").format(count=line.count)
            self._count.setText(filled if line.asked else line.count)
            follows = lines[place].title if place < len(lines) else ""
            if isinstance(self.shown, FormPage | RecordsPage):
                self.shown.onward.lead_to(follows)

    def _open_list(self) -> None:
        panel = Popover(self.chooser, _("填报部分"))
        listed = SectionList()
        listed.show_lines(self.lines)
        listed.mark(self._section)
        listed.setFixedWidth(theme.current().px(280))
        room = self.window().height() - theme.current().px(180)
        listed.setFixedHeight(min(listed.whole_height(), max(200, room)))
        listed.chosen.connect(self.show_section)
        listed.chosen.connect(lambda _id: panel.close_up())
        panel.body.addWidget(listed)
        panel.closed.connect(panel.deleteLater)
        panel.open()

    # --- contract of pages ----------------------------------------------------------------------

    def refresh(self, changes: Changes | None) -> None:
        """Show how far the sections are; the sections themselves follow every edit."""
        if changes is None or changes.packs:
            self._drop_unknown()
        self._show_lines()

    def _drop_unknown(self) -> None:
        known = self._bridge.model.sections
        for section in [one for one in self._pages if one not in known]:
            page = self._pages.pop(section)
            self._stack.removeWidget(page)
            page.deleteLater()
        if self._section not in known and self.lines:
            self.show_section(self.lines[0].id)

    def reveal(self, target: str) -> bool:
        """Show a section, or the field of an item or datum; False when no section has it."""
        if target in self._bridge.model.sections:
            self.show_section(target)
            return True
        found = read_target(target)
        item = self._bridge.model.items.get(found.item) if found is not None else None
        if item is None or item.section not in self._bridge.model.sections:
            return False
        self.show_section(item.section)
        return self.shown is not None and self.shown.reveal(target)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the list beside the section where there is room."""
        super().resizeEvent(event)
        self._size()

    def changeEvent(self, event: QEvent) -> None:
        """Keep widths in another font size."""
        super().changeEvent(event)
        if theme.is_theme_change(event):
            self._size()
