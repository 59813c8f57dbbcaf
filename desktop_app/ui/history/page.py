"""The page 历史 of the open case: edits, named moments, comparing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget

from desktop_app.app.case_comparison import Side
from desktop_app.core.changes import Changes
from desktop_app.i18n import _
from desktop_app.ui.components.page import Page
from desktop_app.ui.components.segmented_control import SegmentedControl
from desktop_app.ui.history.compare_view import CompareView
from desktop_app.ui.history.desk import HistoryDesk
from desktop_app.ui.history.log_view import LogView
from desktop_app.ui.history.moments_view import MomentsView
from desktop_app.ui.history.naming import MomentPopover

if TYPE_CHECKING:
    from desktop_app.ui.main_window import MainWindow

LOG: Final = "log"
MOMENTS: Final = "moments"
COMPARE: Final = "compare"


class HistoryPage(Page):
    """Three views of what was; a view is made when it is first looked at."""

    def __init__(self, window: MainWindow, parent: QWidget | None = None) -> None:
        super().__init__(
            _("历史"),
            _(
                "每次修改都记着，从不删去。可以找出谁改了什么、放回旧值、比较两个时点，或整个回到那时。"
            ),
            wide=True,
            scrolls=False,
            parent=parent,
        )
        if window.bridge is None or window.workspace is None:
            raise ValueError(LOG)
        self._desk = HistoryDesk(
            window.bridge,
            window.workspace,
            window.tasks,
            window.toasts,
            window.settings,
            self.show_comparison,
            self._moments_changed,
        )
        self._stale = {LOG, MOMENTS, COMPARE}
        self.views = SegmentedControl(
            [(LOG, _("修改记录")), (MOMENTS, _("存档点")), (COMPARE, _("比较"))], _("视图")
        )
        self._made: dict[str, LogView | MomentsView | CompareView] = {}
        self.body.addWidget(self.views, 0, Qt.AlignmentFlag.AlignLeft)
        self.views.changed.connect(self.show_view)
        self._add_actions()
        self.show_view(LOG)

    def _add_actions(self) -> None:
        find = QAction(_("在列表中查找"), self)
        find.setShortcut(QKeySequence(QKeySequence.StandardKey.Find))
        find.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        find.triggered.connect(lambda _on: self._find())
        self.addAction(find)

    # --- views --------------------------------------------------------------------------------

    @property
    def log(self) -> LogView:
        """The edits."""
        view = self._view(LOG)
        assert isinstance(view, LogView)  # noqa: S101 - made so
        return view

    @property
    def moments(self) -> MomentsView:
        """The named moments."""
        view = self._view(MOMENTS)
        assert isinstance(view, MomentsView)  # noqa: S101 - made so
        return view

    @property
    def comparison(self) -> CompareView:
        """The comparison."""
        view = self._view(COMPARE)
        assert isinstance(view, CompareView)  # noqa: S101 - made so
        return view

    def _view(self, key: str) -> LogView | MomentsView | CompareView:
        view = self._made.get(key)
        if view is None:
            kinds: dict[str, type[LogView | MomentsView | CompareView]] = {
                LOG: LogView,
                MOMENTS: MomentsView,
                COMPARE: CompareView,
            }
            view = self._made[key] = kinds[key](self._desk, self)
            self.body.addWidget(view, 1)
            if key != COMPARE:
                self._stale.discard(key)
        return view

    def show_view(self, key: str) -> None:
        """Show one of the views, true to the case as it is now."""
        shown = self._view(key)
        focus: QWidget | None = self.window().focusWidget()
        held = any(focus is not None and one.isAncestorOf(focus) for one in self._made.values())
        self.views.choose(key)
        shown.show()
        if held and focus is not None and not shown.isAncestorOf(focus):
            # Else Qt would hand the keyboard to whatever comes next in the window.
            shown.take_focus()
        for view in self._made.values():
            view.setVisible(view is shown)
        if key in self._stale:
            self._stale.discard(key)
            shown.refresh()

    def show_comparison(self, old: Side, new: Side | None) -> None:
        """Lay two states side by side."""
        self._stale.discard(COMPARE)
        self.show_view(COMPARE)
        self.comparison.show_sides(old, new)
        self.comparison.take_focus()

    # --- contract of pages ----------------------------------------------------------------------

    def refresh(self, _changes: Changes | None) -> None:
        """The case was edited: the view in sight follows, the others when they are seen."""
        self._stale = {LOG, MOMENTS, COMPARE}
        self.show_view(self.views.key)

    def _moments_changed(self) -> None:
        self._stale |= {MOMENTS, COMPARE}
        if self.views.key == MOMENTS:
            self.show_view(MOMENTS)

    def reveal(self, _target: str) -> bool:
        """Nothing of the case is edited here."""
        return False

    # --- deeds ----------------------------------------------------------------------------------

    def keep_moment(self) -> MomentPopover:
        """Ask for the name of a moment of the case as it is now."""
        self.show_view(MOMENTS)
        view = self.moments
        return view.add(view.add_button if view.model.lines else view.empty.button)

    def _find(self) -> None:
        if self.views.key == MOMENTS:
            self.show_view(LOG)
        view = self.comparison if self.views.key == COMPARE else self.log
        view.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
