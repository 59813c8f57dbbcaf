"""The page 数据安全: where the library is, its backups, and what to do when something is wrong."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from desktop_app.i18n import _
from desktop_app.ui.components.page import Page
from desktop_app.ui.components.toast import ToastAction
from desktop_app.ui.safety.backups_card import BackupsCard
from desktop_app.ui.safety.desk import SafetyDesk
from desktop_app.ui.safety.diagnosis_card import DiagnosisCard
from desktop_app.ui.safety.library_card import LibraryCard
from desktop_app.ui.safety.password_card import PasswordCard
from desktop_app.ui.safety.preview_card import PreviewCard

if TYPE_CHECKING:
    from desktop_app.ui.main_window import MainWindow


class SafetyPage(Page):
    """Made for the library that is open; made anew when another one is."""

    def __init__(self, window: MainWindow, parent: QWidget | None = None) -> None:
        super().__init__(
            _("数据安全"),
            _("填的每一格随手写入磁盘。这里看企业库在哪里、备份得怎样，出了问题从这里恢复。"),
            parent=parent,
        )
        self._window = window
        self._desk = SafetyDesk(window, self)
        self.library = LibraryCard(self._desk)
        self.backups = BackupsCard(self._desk)
        self.preview = PreviewCard(self._desk)
        self.password = PasswordCard(self._desk)
        self.diagnosis = DiagnosisCard(self._desk)
        for card in (self.library, self.password, self.backups, self.preview, self.diagnosis):
            self.body.addWidget(card)
        # Room to spare goes below the cards, not between the lines in them.
        self.body.addStretch(1)
        self.backups.chosen.connect(self.preview.show_backup)
        self.library.salvaged.connect(self._offer)
        self._desk.changed.connect(self.refresh)

    def refresh(self) -> None:
        """Show library and backups as they are now."""
        self.library.refresh()
        self.password.refresh()
        self.backups.refresh()

    def _offer(self, made: Path) -> None:
        offer = ToastAction(_("打开它"), lambda: self._window.use_library(str(made)))
        self._window.toasts.show(_("抢救好了：{name}").format(name=made.name), "done", offer)
