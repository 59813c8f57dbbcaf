"""Where packs come in and go out: files that are offered, a pack that is exported."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop_app.core.pack import Pack
from desktop_app.i18n import _
from desktop_app.ui.packs_page.asking import Asking
from desktop_app.ui.packs_page.desk import Desk
from desktop_app.ui.packs_page.files import WORKBOOK, is_workbook
from desktop_app.ui.packs_page.job_card import JobCard


class Door(QWidget):
    """Shows one card; of several files the next is taken up when the one before is decided.

    Signals:
        installed(str): a pack was installed; its id.
        answered(): there is another card to look at.
    """

    installed = Signal(str)
    answered = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._waiting: deque[Callable[[], JobCard]] = deque()
        self._asking = Asking(self)
        self.card: JobCard | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self.hide()

    # --- what comes in ------------------------------------------------------------------------

    def choose(self) -> None:
        """Ask for files that carry packs, and offer them."""
        chosen = self._asking.packs()
        if chosen:
            self.offer(chosen)

    def offer(self, files: Sequence[Path]) -> None:
        """Look files through and offer to install them; what was offered before is put away.

        Pack files go together, since one may need the other; each workbook is decided by itself.
        """
        packed = [one for one in files if not is_workbook(one)]
        self._waiting.clear()
        if packed:
            self._waiting.append(partial(self._install_card, packed))
        books = [one for one in files if is_workbook(one)]
        self._waiting.extend(partial(self._workbook_card, book) for book in books)
        self._next()

    def _install_card(self, files: Sequence[Path]) -> JobCard:
        from desktop_app.ui.packs_page.install_card import InstallCard

        card = InstallCard(self._desk, files)
        card.installed.connect(self.installed)
        return card

    def _workbook_card(self, path: Path) -> JobCard:
        from desktop_app.ui.packs_page.workbook_card import WorkbookCard

        card = WorkbookCard(self._desk, path)
        card.installed.connect(self.installed)
        card.template_found.connect(self.start_template)
        return card

    def start_template(self, source: Path | None = None) -> None:
        """A pack of the user's own from a template; a filled one is read right away."""
        self._waiting.appendleft(partial(self._template_card, source))
        self._next()

    def _template_card(self, source: Path | None) -> JobCard:
        from desktop_app.ui.packs_page.template_card import TemplateCard

        card = TemplateCard(self._desk, self._asking, source)
        card.installed.connect(self.installed)
        return card

    # --- what goes out ------------------------------------------------------------------------

    def export(self, pack: Pack) -> None:
        """Ask where to, and write the workbook of a pack there."""
        name = f"{pack.id}-{pack.version}{WORKBOOK}"
        target = self._asking.target(_("导出 Excel"), name)
        if target is not None:
            self.export_to(pack, target)

    def export_to(self, pack: Pack, target: Path) -> None:
        """Write the workbook of a pack to a file."""
        from desktop_app.ui.packs_page.export_card import ExportCard

        self._waiting.clear()
        self._waiting.append(partial(ExportCard, self._desk, pack, target))
        self._next()

    # --- one card at a time -------------------------------------------------------------------

    def _next(self) -> None:
        """Take up what waits next; without anything the door is shut."""
        old, self.card = self.card, None
        if old is not None:
            old.stop()
            self._column.removeWidget(old)
            old.hide()
            old.deleteLater()
        self.setVisible(bool(self._waiting))
        if self._waiting:
            self.card = self._waiting.popleft()()
            self.card.decided.connect(self._next)
            self._column.addWidget(self.card)
            self.answered.emit()
