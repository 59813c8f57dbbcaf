"""Recent cases with their heading, and a field to narrow them when they are many."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop_app.i18n import _
from desktop_app.ui import theme
from desktop_app.ui.components.search_field import SearchField
from desktop_app.ui.components.section_header import SectionHeader
from desktop_app.ui.start.case_list import CaseLine, CaseList

#: From this many cases on there is a field to narrow the list.
_SEARCHABLE: Final = 7
_SHOWN: Final = 8


class RecentCases(QWidget):
    """The cases of the library, most recently opened first.

    Signals:
        opened(str): the id of the case to open.
    """

    opened = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.list = CaseList()
        self.search = SearchField(_("按企业或年度查找"))
        head = SectionHeader(_("最近的自评"))
        head.add_action(self.search)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(head)
        column.addWidget(self.list)
        column.addStretch(1)
        self.search.searched.connect(self.list.narrow)
        self.list.opened.connect(self.opened)

    def show_cases(self, lines: Sequence[CaseLine]) -> None:
        """Show these cases."""
        self.list.show_cases(lines)
        self.search.setVisible(len(lines) >= _SEARCHABLE)
        self._size()

    def _size(self) -> None:
        self.list.setFixedHeight(self.list.height_for(_SHOWN))
        self.search.setFixedWidth(theme.current().px(220))

    def changeEvent(self, event: QEvent) -> None:
        """Keep the height of the list in another font size."""
        super().changeEvent(event)
        if theme.is_theme_change(event):
            self._size()
