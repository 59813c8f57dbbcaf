"""The header: whose case this is, whether it is saved, undo and redo, and the way to search."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QAction, QFontMetricsF, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QWidget

from desktop_app.i18n import _
from desktop_app.ui import theme
from desktop_app.ui.components.buttons import BareButton, Button, IconButton
from desktop_app.ui.components.saved_state import Saved, SavedState
from desktop_app.ui.components.select import Select

HEIGHT: Final = 48


class _SearchButton(Button):
    kind = "search"
    icon_token = "muted"
    icon_gap = 5


class EnterpriseButton(BareButton):
    """The enterprise's name; a name too long for its place ends in … and is whole in the tip."""

    def __init__(self) -> None:
        super().__init__("", "building-2")
        self._name = ""
        self._room = theme.current().px(360)
        policy = QSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.setSizePolicy(policy)

    def set_name(self, name: str) -> None:
        """Show another enterprise."""
        self._name = name
        self.setAccessibleName(_("企业 {name}").format(name=name))
        self.setToolTip(name)
        self.elide(self._room)

    def elide(self, room: int) -> None:
        """Make the name fit into `room` pixels."""
        self._room = room
        metrics = QFontMetricsF(self.font())
        self.setText(metrics.elidedText(self._name, Qt.TextElideMode.ElideMiddle, room))
        self._tint()


class Header(QFrame):
    """The row above the pages. Undo and redo follow the actions they are given.

    Signals:
        enterprise_clicked(): the user wants another enterprise or case.
        year_chosen(str): the user picked another reporting year.
        search_clicked(): the user wants to search.
    """

    enterprise_clicked = Signal()
    year_chosen = Signal(str)
    search_clicked = Signal()

    def __init__(
        self,
        undo: QAction,
        redo: QAction,
        panel: QAction,
        search_keys: QKeySequence,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setProperty("role", "header")
        self.setAccessibleName(_("页首"))
        self.enterprise = EnterpriseButton()
        self.year = Select(name=_("年份"))
        self.year.setProperty("kind", "bare")
        self.saved = SavedState()
        keys = search_keys.toString(QKeySequence.SequenceFormat.NativeText)
        self.search = _SearchButton(_("搜索  {keys}").format(keys=keys), "search")
        self.search.setAccessibleName(_("搜索"))
        self._buttons = {
            undo: IconButton("undo-2", undo.text()),
            redo: IconButton("redo-2", redo.text()),
            panel: IconButton("panel-right", panel.text()),
        }
        self._buttons[panel].setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._arrange(undo, redo, panel)
        self._follow()
        self._wire()
        self.clear_case()
        self._size()

    def _arrange(self, undo: QAction, redo: QAction, panel: QAction) -> None:
        self._row = QHBoxLayout(self)
        self._row.addWidget(self.enterprise)
        self._row.addWidget(self.year)
        self._row.addWidget(self.saved)
        self._row.addStretch(1)
        self._row.addWidget(self._buttons[undo])
        self._row.addWidget(self._buttons[redo])
        self._row.addWidget(self.search)
        self._row.addWidget(self._buttons[panel])

    def _wire(self) -> None:
        for action, button in self._buttons.items():
            button.clicked.connect(action.trigger)
            action.changed.connect(self._follow)
        self.enterprise.clicked.connect(self.enterprise_clicked)
        self.year.chosen.connect(self.year_chosen)
        self.search.clicked.connect(self.search_clicked)

    def add_tool(self, action: QAction, icon_name: str) -> None:
        """Put a further command behind redo."""
        button = IconButton(icon_name, action.text())
        self._buttons[action] = button
        self._row.insertWidget(self._row.indexOf(self.search), button)
        button.clicked.connect(action.trigger)
        action.changed.connect(self._follow)
        self._follow()

    def _follow(self) -> None:
        for action, button in self._buttons.items():
            button.setEnabled(action.isEnabled())
            button.setCheckable(action.isCheckable())
            button.setChecked(action.isChecked())
            button.setAccessibleName(action.text())
            keys = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
            button.setToolTip(f"{action.text()}  {keys}".strip())

    def set_case(self, enterprise: str, years: Sequence[tuple[str, str]], year: str) -> None:
        """Show the open case: enterprise, its years as (key, text), and the key of this one."""
        self.enterprise.set_name(enterprise)
        self.year.set_options(years)
        self.year.choose(year)
        for part in (self.enterprise, self.year, self.saved):
            part.show()

    def clear_case(self) -> None:
        """Show that no case is open."""
        for part in (self.enterprise, self.year, self.saved):
            part.hide()

    def set_saved(self, state: Saved, detail: str = "") -> None:
        """Show where the last edit is."""
        self.saved.set_state(state, detail)

    def _size(self) -> None:
        worn = theme.current()
        self.setFixedHeight(worn.px(HEIGHT))
        self._row.setContentsMargins(worn.px(16), 0, worn.px(12), 0)
        self._row.setSpacing(worn.px(8))
        self.search.setMinimumWidth(worn.px(150))
        # As wide as a year; the list it opens is as wide as its longest entry.
        self.year.setFixedWidth(worn.px(96))
        self.year.view().setMinimumWidth(worn.px(160))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the name what the other parts leave over."""
        super().resizeEvent(event)
        others = theme.current().px(660)
        self.enterprise.elide(max(theme.current().px(120), event.size().width() - others))

    def changeEvent(self, event: QEvent) -> None:
        """Keep the height in another font size."""
        super().changeEvent(event)
        if theme.is_theme_change(event):
            self._size()
