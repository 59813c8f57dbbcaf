"""A paper clip with the number of files that support an item."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from desktop_app.i18n import _
from desktop_app.ui.components.buttons import BareButton


class EvidenceClip(BareButton):
    """Shows how many pieces of evidence there are; a click means to see or add them."""

    def __init__(self, count: int = 0, parent: QWidget | None = None) -> None:
        super().__init__("", "paperclip", parent=parent)
        self.set_count(count)

    def set_count(self, count: int) -> None:
        """Show another number; none shows the clip alone."""
        self.setText(str(count) if count else "")
        name = _("佐证 {count} 份").format(count=count) if count else _("添加佐证")
        self.setAccessibleName(name)
        self.setToolTip(name)
