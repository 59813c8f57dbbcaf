"""The way on at the end of a form: the next part of the ledgers, by mouse or by Enter alone."""

from __future__ import annotations

from PySide6.QtWidgets import QSizePolicy

from desktop_app.i18n import _
from desktop_app.ui.components.buttons import QuietButton


class Onward(QuietButton):
    """Enter on the last field comes here, Enter once more goes on. Hidden while nothing follows."""

    def __init__(self) -> None:
        super().__init__("", "arrow-right")
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.hide()

    def lead_to(self, title: str) -> None:
        """Name the part that follows; "" when none does."""
        self.set_text(_("下一部分：{title}").format(title=title))
        self.setVisible(bool(title))
