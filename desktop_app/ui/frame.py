"""The main window: rail, header, pages made when first needed, live panel and status line."""

from __future__ import annotations

from collections.abc import Callable, Container
from typing import Final, Protocol

from PySide6.QtCore import QByteArray, QEvent, QSize, Qt, Signal
from PySide6.QtGui import QAction, QCloseEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from desktop_app.i18n import _
from desktop_app.ui import theme
from desktop_app.ui.components.buttons import IconButton
from desktop_app.ui.components.labels import label
from desktop_app.ui.components.toast import ToastStack
from desktop_app.ui.header import Header
from desktop_app.ui.rail import Rail
from desktop_app.ui.status_line import StatusLine

PANEL_WIDTH: Final = 300
#: Below this window width the rail folds by itself; a window with its frame on 1366 px is wider.
FOLD_BELOW: Final = 1350
PANEL_FROM: Final = 1100
_SMALLEST: Final = (900, 560)
_FIRST_SIZE: Final = QSize(1366, 768)
_TITLE_BAR: Final = QSize(0, 40)
#: The first nine pages answer to Ctrl+1 ... Ctrl+9, the tenth to Ctrl+0.
_DIGITS: Final = "1234567890"


class Memory(Protocol):
    """What remembers the window from one run to the next."""

    def get(self, key: str, default: str = "") -> str:
        """A remembered text."""

    def put(self, key: str, value: str) -> None:
        """Remember a text."""


class _Panel(QFrame):
    """The live panel's frame: a heading and whatever is shown live."""

    def __init__(self, title: str) -> None:
        super().__init__()
        self.setProperty("role", "panel")
        self.setAccessibleName(title)
        self.close_button = IconButton("x", _("收起"))
        self.close_button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        head = QHBoxLayout()
        head.addWidget(label(title, "strong"), 1)
        head.addWidget(self.close_button)
        self.content = QVBoxLayout()
        self._column = QVBoxLayout(self)
        self._column.addLayout(head)
        self._column.addLayout(self.content, 1)
        self.size_up()

    def size_up(self) -> None:
        worn = theme.current()
        self._column.setContentsMargins(worn.px(16), worn.px(8), worn.px(10), worn.px(16))
        self._column.setSpacing(worn.px(8))
        self.setFixedWidth(worn.px(PANEL_WIDTH))

    def show_widget(self, widget: QWidget) -> None:
        while self.content.count():
            self.content.takeAt(0).widget().deleteLater()
        self.content.addWidget(widget, 1)


class Frame(QMainWindow):
    """The window around the pages.

    Attributes:
        rail, header, status_line, toasts: its parts.
        undo_action, redo_action: connect `triggered`, set text and enabled; the header follows.

    Signals:
        page_changed(str): another page is shown now.
        search_requested(): the search button or Ctrl+K.
        help_requested(): the manual and the keys, by button or F1.
        closing(): the window is about to close; everything typed has been committed.
    """

    page_changed = Signal(str)
    search_requested = Signal()
    help_requested = Signal()
    closing = Signal()

    def __init__(self, memory: Memory, title: str = "") -> None:
        super().__init__()
        self._memory = memory
        self._factories: dict[str, Callable[[], QWidget]] = {}
        self._pages: dict[str, QWidget] = {}
        self._page_actions: dict[str, QAction] = {}
        self._history: list[str] = []
        self._page = ""
        self._folded_by_hand = memory.get("frame.rail")
        self._panel_asked_for = False
        self.setWindowTitle(title or _("双近零企业自评"))
        self._make_actions()
        self.rail = Rail()
        keys = self.search_action.shortcut()
        self.header = Header(self.undo_action, self.redo_action, self.panel_action, keys)
        self.status_line = StatusLine()
        self._stack = QStackedWidget()
        self._notices = QVBoxLayout()
        self._panel = _Panel(_("实时结果"))
        self.toasts = ToastStack(self, self._stack)
        self._arrange()
        self._wire()
        self.panel_action.setChecked(memory.get("frame.panel", "shown") == "shown")
        self._panel_asked_for = False
        self._restore()
        self._place_panel()

    def _make_actions(self) -> None:
        standard = QKeySequence.StandardKey
        self.undo_action = self._action(_("撤销"), QKeySequence(standard.Undo))
        self.redo_action = self._action(_("重做"), QKeySequence("Ctrl+Y"))
        self.redo_action.setShortcuts([QKeySequence("Ctrl+Y"), QKeySequence("Ctrl+Shift+Z")])
        self.undo_action.setEnabled(False)
        self.redo_action.setEnabled(False)
        self.search_action = self._action(_("搜索"), QKeySequence("Ctrl+K"))
        self.search_action.triggered.connect(self.search_requested)
        self.panel_action = self._action(_("实时结果"), QKeySequence("Ctrl+L"))
        self.panel_action.setCheckable(True)
        self.panel_action.toggled.connect(self._show_panel)
        self.fold_action = self._action(_("收起或展开导航"), QKeySequence("Ctrl+B"))
        self.fold_action.triggered.connect(self._fold_by_hand)
        self.back_action = self._action(_("返回上一页"), QKeySequence("Alt+Left"))
        self.back_action.triggered.connect(self.go_back)
        self.region_action = self._action(_("转到下一区域"), QKeySequence("F6"))
        self.region_action.triggered.connect(self._next_region)
        self.help_action = self._action(_("手册与快捷键"), QKeySequence("F1"))
        self.help_action.triggered.connect(self.help_requested)

    def _action(self, text: str, keys: QKeySequence) -> QAction:
        action = QAction(text, self)
        action.setShortcut(keys)
        self.addAction(action)
        return action

    def _arrange(self) -> None:
        middle = QHBoxLayout()
        middle.setSpacing(0)
        middle.addWidget(self._stack, 1)
        middle.addWidget(self._panel)
        right = QVBoxLayout()
        right.setSpacing(0)
        right.addWidget(self.header)
        right.addLayout(self._notices)
        right.addLayout(middle, 1)
        right.addWidget(self.status_line)
        whole = QWidget()
        row = QHBoxLayout(whole)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.rail)
        row.addLayout(right, 1)
        self.setCentralWidget(whole)
        worn = theme.current()
        self.setMinimumSize(worn.px(_SMALLEST[0]), worn.px(_SMALLEST[1]))

    def _wire(self) -> None:
        asks = self.help_action
        self.rail.add_tool("circle-question-mark", asks.text(), asks.trigger)
        self.rail.chosen.connect(self.show_page)
        self.rail.fold_requested.connect(self._fold_by_hand)
        self.header.search_clicked.connect(self.search_requested)
        self._panel.close_button.clicked.connect(lambda: self.panel_action.setChecked(False))

    def _restore(self) -> None:
        self.resize(_FIRST_SIZE.boundedTo(self.screen().availableSize() - _TITLE_BAR))
        kept = self._memory.get("frame.geometry")
        if kept:
            self.restoreGeometry(QByteArray.fromBase64(kept.encode("ascii", "ignore")))
        self._fold()

    # --- pages -------------------------------------------------------------------------------

    @property
    def page(self) -> str:
        """The id of the page shown; empty before the first."""
        return self._page

    @property
    def pages(self) -> tuple[str, ...]:
        """The ids of all pages in the order of the rail."""
        return tuple(self._page_actions)

    def add_page(
        self, page_id: str, icon_name: str, text: str, factory: Callable[[], QWidget]
    ) -> None:
        """Add a page to the rail; `factory` makes it when it is shown for the first time."""
        index = len(self._page_actions)
        self._factories[page_id] = factory
        self.rail.add_entry(page_id, icon_name, text)
        action = QAction(text, self)
        if index < len(_DIGITS):
            action.setShortcut(QKeySequence(f"Ctrl+{_DIGITS[index]}"))
        action.triggered.connect(lambda: self.show_page(page_id))
        self.addAction(action)
        self._page_actions[page_id] = action

    def add_hidden_page(self, page_id: str, factory: Callable[[], QWidget]) -> None:
        """Add a page that the rail does not offer: something else leads to it."""
        self._factories[page_id] = factory

    def add_notice(self, widget: QWidget) -> None:
        """Put a bar between the header and the pages; it shows and hides itself."""
        self._notices.addWidget(widget)

    def show_page(self, page_id: str) -> QWidget:
        """Show a page and return it; an unknown id is a bug and raises KeyError."""
        widget = self.page_widget(page_id)
        if page_id != self._page:
            if self._page:
                self._history.append(self._page)
            self._page = page_id
            focus: QWidget | None = self.focusWidget()
            moves = focus is None or not self.rail.isAncestorOf(focus)
            self._stack.setCurrentWidget(widget)
            if moves:
                # To the page itself: Qt would light up whatever control comes next.
                widget.setFocus(Qt.FocusReason.OtherFocusReason)
            self.rail.mark(page_id)
            self.page_changed.emit(page_id)
        return widget

    def page_widget(self, page_id: str) -> QWidget:
        """The widget of a page, made if need be, without showing it."""
        widget = self._pages.get(page_id)
        if widget is None:
            widget = self._pages[page_id] = self._factories[page_id]()
            self._stack.addWidget(widget)
        return widget

    def made_page(self, page_id: str) -> QWidget | None:
        """The widget of a page if it was made already."""
        return self._pages.get(page_id)

    def set_available(self, page_ids: Container[str]) -> None:
        """Let the user go to these pages only: the others need an open case."""
        self.rail.set_available(page_ids)
        for page_id, action in self._page_actions.items():
            action.setEnabled(page_id in page_ids)

    def drop_pages(self, then: str = "") -> None:
        """Forget the pages made so far, because another case or language is in force.

        The page shown, or the one to show `then`, is made anew at once, the others when shown.
        """
        old, self._pages = self._pages, {}
        shown, self._page = self._page, ""
        self._history = [shown] if shown and then not in ("", shown) else []
        if then or shown:
            self.show_page(then or shown)
        for widget in old.values():
            self._stack.removeWidget(widget)
            widget.deleteLater()

    def forget_page(self, page_id: str) -> None:
        """Forget a page that is not shown; it is made anew when it is shown again."""
        widget = self._pages.pop(page_id, None)
        if widget is not None:
            self._stack.removeWidget(widget)
            widget.deleteLater()

    def go_back(self) -> None:
        """Show the page shown before; does nothing when there is none."""
        if self._history:
            before = self._history.pop()
            self.show_page(before)
            self._history.pop()

    # --- panel and rail ----------------------------------------------------------------------

    def set_live_panel(self, widget: QWidget) -> None:
        """Show a widget in the live panel; the one before it is deleted."""
        self._panel.show_widget(widget)

    @property
    def live_panel(self) -> QWidget | None:
        """What the live panel shows; None before anything was given."""
        content = self._panel.content
        return content.itemAt(0).widget() if content.count() else None

    def allow_panel(self, allowed: bool) -> None:
        """Whether there is anything to show live; the panel comes back as the user left it."""
        self.panel_action.setEnabled(allowed)
        self._place_panel()

    def _show_panel(self, shown: bool) -> None:
        self._panel_asked_for = shown
        self._place_panel()
        self._memory.put("frame.panel", "shown" if shown else "hidden")

    def _place_panel(self) -> None:
        """In a window too narrow for page and panel the panel waits until it is asked for."""
        wanted = self.panel_action.isEnabled() and self.panel_action.isChecked()
        roomy = self.width() >= theme.current().px(PANEL_FROM)
        shown = wanted and (roomy or self._panel_asked_for)
        focus: QWidget | None = self.focusWidget()
        page = self.made_page(self._page)
        if not shown and page is not None and focus and self._panel.isAncestorOf(focus):
            page.setFocus(Qt.FocusReason.OtherFocusReason)
        self._panel.setVisible(shown)

    def _fold_by_hand(self) -> None:
        self._folded_by_hand = "wide" if self.rail.narrow else "narrow"
        self._memory.put("frame.rail", self._folded_by_hand)
        self._fold()

    def _fold(self) -> None:
        """Fold as the user decided; while he has not, by the width of the window."""
        narrow = self.width() < theme.current().px(FOLD_BELOW)
        if self._folded_by_hand:
            narrow = self._folded_by_hand == "narrow"
        if narrow != self.rail.narrow:
            self.rail.set_narrow(narrow)

    # --- keyboard ----------------------------------------------------------------------------

    def page_keys(self, page_id: str) -> str:
        """The keys that show a page, as people read them; empty without any."""
        keys = self._page_actions[page_id].shortcut()
        return keys.toString(QKeySequence.SequenceFormat.NativeText)

    def shortcut_groups(self) -> list[tuple[str, list[QAction]]]:
        """All commands of the window in groups, with those of the page shown at the end."""
        own = [self.undo_action, self.redo_action, self.search_action, self.panel_action]
        moves = [self.back_action, self.region_action, self.fold_action, self.help_action]
        groups = [(_("常用"), own), (_("窗口"), moves)]
        groups.append((_("页面"), list(self._page_actions.values())))
        page = self._pages.get(self._page)
        if page is not None:
            groups.append((_("本页"), page.actions()))
        return groups

    def _next_region(self) -> None:
        """Move the focus on from rail to header, page, panel and round again."""
        regions: list[QWidget] = [self.rail, self.header, self._stack, self._panel]
        shown = [region for region in regions if region.isVisible()]
        focus: QWidget | None = self.focusWidget()
        holds = [focus is not None and each.isAncestorOf(focus) for each in shown]
        here = holds.index(True) if True in holds else -1
        for step in range(1, len(shown) + 1):
            target = _first_stop(shown[(here + step) % len(shown)])
            if target is not None:
                target.setFocus(Qt.FocusReason.ShortcutFocusReason)
                return

    # --- Qt ----------------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fold or unfold the rail and the panel for the new width."""
        super().resizeEvent(event)
        self._fold()
        self._place_panel()

    def changeEvent(self, event: QEvent) -> None:
        """Keep widths in another font size."""
        super().changeEvent(event)
        if theme.is_theme_change(event):
            self._panel.size_up()
            self._fold()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Commit the field being typed in, remember the window, and tell."""
        focus = self.focusWidget()
        if focus is not None:
            focus.clearFocus()
        self._memory.put("frame.page", self._page)
        self._memory.put("frame.geometry", bytes(self.saveGeometry().toBase64().data()).decode())
        self.closing.emit()
        super().closeEvent(event)


def _first_stop(region: QWidget) -> QWidget | None:
    """The first control below a region that the Tab key would reach."""
    controls: list[QWidget] = list(region.findChildren(QWidget))
    for each in controls:
        reached = each.focusPolicy() & Qt.FocusPolicy.TabFocus
        if reached and each.isVisible() and each.isEnabled():
            return each
    return None
