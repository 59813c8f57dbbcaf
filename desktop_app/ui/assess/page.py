"""The evaluation page 评价: one limb at a time, its tables and figures, filters and search."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, Qt, QTimer
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from desktop_app.app.limb_words import limb_title
from desktop_app.core import summary
from desktop_app.core.changes import Changes
from desktop_app.core.pack import Limb
from desktop_app.core.result import Kind
from desktop_app.i18n import _
from desktop_app.ui import theme
from desktop_app.ui.assess.charts import LimbCharts
from desktop_app.ui.assess.detail import RowDetail
from desktop_app.ui.assess.row_view import RowView
from desktop_app.ui.assess.strip import StickyHead
from desktop_app.ui.assess.table_view import FiguresBlock, ListBlock, TableBlock
from desktop_app.ui.bridge import Bridge
from desktop_app.ui.components.chip_bar import Chip, ChipBar
from desktop_app.ui.components.empty_state import EmptyState
from desktop_app.ui.components.labels import label
from desktop_app.ui.components.page import MARGIN
from desktop_app.ui.components.search_field import SearchField
from desktop_app.ui.components.segmented_control import SegmentedControl
from desktop_app.ui.result_words import ASSESS

_WIDEST: Final = 1480
#: Milliseconds after which what was opened has its height.
_SETTLED: Final = 250


class LimbView(QScrollArea):
    """The tables and figures of one limb, one below the other; rows are one keyboard list."""

    def __init__(self, bridge: Bridge, limb: Limb) -> None:
        super().__init__()
        self._bridge = bridge
        self._model = bridge.model
        self.limb = limb
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAccessibleName(limb_title(limb))
        self.blocks: list[ListBlock] = []
        self._filtered = False
        self.none = EmptyState("list-filter", _("没有符合筛选的行。"), _("清除筛选"))
        self._nothing = label(_("所选规则包没有这一维度的内容。"), "muted", wrap=True)
        self._holder = QWidget()
        self._holder.setProperty("role", "canvas")
        # Qt adds up what wrapped labels would need when narrow; the real height follows the width.
        self._holder.setMinimumHeight(1)
        self._column = QVBoxLayout(self._holder)
        self._fill()
        self._pad()
        self.setWidget(self._holder)
        self._wanted = ""
        self._settling = QTimer(self)
        self._settling.setSingleShot(True)
        self._settling.setInterval(_SETTLED)
        self.sticky = StickyHead(self, lambda: self.blocks)
        self.verticalScrollBar().rangeChanged.connect(self._grown)
        self._pass_tab("")

    def _fill(self) -> None:
        evaluation = self._bridge.evaluation
        self._column.addWidget(self._nothing)
        self._column.addWidget(self.none, 1)
        for assessment in self._bridge.model.assessments:
            if assessment.limb is self.limb:
                self._add(TableBlock(self._bridge, assessment.id))
        figures = summary.of_limb(evaluation, self.limb)
        if any(result.kind is Kind.QUANTITY for result in figures):
            self._add(FiguresBlock(self._bridge, self.limb))
        self.charts = LimbCharts(self._bridge, self.limb, self._holder)
        self._column.addWidget(self.charts)
        self._column.addStretch(1)
        self._nothing.setVisible(not self.blocks)
        self.none.hide()

    def _add(self, block: ListBlock) -> None:
        self.blocks.append(block)
        self._column.addWidget(block)
        block.opened.connect(lambda key, block=block: self._only(block, key))
        block.moved.connect(self._move)
        block.row_focused.connect(self._focused)

    def _pad(self) -> None:
        worn = theme.current()
        margin = worn.px(MARGIN)
        self._column.setContentsMargins(margin, 0, margin, margin)
        self._column.setSpacing(worn.px(16))
        self._holder.setMaximumWidth(worn.px(_WIDEST))

    @property
    def outdated(self) -> bool:
        """Whether the case has other tables or rows by now, or other packs."""
        wanted = [result.id for block in self.blocks for result in block.results()]
        return self._bridge.model is not self._model or set(wanted) != set(self.rows)

    @property
    def rows(self) -> dict[str, RowView]:
        """All rows by result, in reading order."""
        return {key: row for block in self.blocks for key, row in block.rows.items()}

    def block_of(self, key: str) -> ListBlock | None:
        """The block that holds the row of a result."""
        return next((block for block in self.blocks if key in block.rows), None)

    def _only(self, block: ListBlock, key: str) -> None:
        if not key:
            return
        for other in self.blocks:
            if other is not block:
                other.close_detail()
        if block.detail is not None:
            self._into_view(key)

    def _into_view(self, key: str) -> None:
        """Scroll to a row and what was opened below it, and again while that finds its height.

        Wrapped texts ask for room only once they know their width, one after the other.
        """
        self._wanted = key
        self._settling.start()
        QTimer.singleShot(0, self, self._follow)

    def _grown(self) -> None:
        if self._settling.isActive():
            QTimer.singleShot(0, self, self._follow)

    def _follow(self) -> None:
        block = self.block_of(self._wanted)
        if block is None:
            return
        if block.detail is not None:
            self.ensureWidgetVisible(block.detail, 0, 8)
        self.ensureWidgetVisible(block.rows[self._wanted], 0, theme.current().px(36))

    def _move(self, key: str, step: int) -> None:
        shown = [name for name, row in self.rows.items() if not row.isHidden()]
        if key not in shown:
            return
        place = min(len(shown) - 1, max(0, shown.index(key) + step))
        self.focus_row(shown[place])

    def focus_row(self, key: str) -> None:
        """Give a row the keyboard."""
        row = self.rows[key]
        row.setFocus(Qt.FocusReason.OtherFocusReason)
        self.ensureWidgetVisible(row, 0, theme.current().px(48))

    def _focused(self, key: str) -> None:
        self._pass_tab(key)

    def _pass_tab(self, key: str) -> None:
        """The list is one stop of the Tab key: the row last used, or the first."""
        rows = self.rows
        stop = key or next(iter(rows), "")
        for name, row in rows.items():
            policy = Qt.FocusPolicy.StrongFocus if name == stop else Qt.FocusPolicy.ClickFocus
            if row.focusPolicy() != policy:
                row.setFocusPolicy(policy)

    def reveal_row(self, key: str) -> RowDetail | None:
        """Open the row of a result and scroll to it; None when it is not here."""
        block = self.block_of(key)
        if block is None:
            return None
        block.rows[key].show()
        detail = block.open_row(key)
        self.focus_row(key)
        self._into_view(key)
        return detail

    def reveal_table(self, assessment: str) -> bool:
        """Scroll to the head of a table."""
        for block in self.blocks:
            if isinstance(block, TableBlock) and block.assessment == assessment:
                QTimer.singleShot(0, self, lambda block=block: self._scroll_to(block))
                return True
        return False

    def _scroll_to(self, block: ListBlock) -> None:
        self.verticalScrollBar().setValue(block.y())

    def counts(self) -> dict[str, int]:
        """How many rows each filter would show."""
        readings = [row.reading for row in self.rows.values()]
        return {
            "unmet": sum(each.unmet for each in readings),
            "blank": sum(each.blank for each in readings),
            "limiting": sum(each.limiting for each in readings),
            "verify": sum(each.to_verify for each in readings),
        }

    def show_matching(self, wanted: frozenset[str], text: str) -> int:
        """Show the rows that pass; returns how many do."""
        self._filtered = bool(wanted or text)
        found = 0
        for block in self.blocks:
            passing = block.show_matching(wanted, text)
            block.setVisible(passing > 0 or not self._filtered)
            found += passing
        self._show_charts()
        self.none.setVisible(not found and bool(self.blocks))
        return found

    def refresh(self, changes: Changes | None) -> bool:
        """Bring the blocks up to date; returns whether any row looks different now."""
        different = [block.refresh(changes) for block in self.blocks]
        self.charts.refresh()
        self._show_charts()
        return any(different)

    def _show_charts(self) -> None:
        """Whoever looks for rows wants nothing else."""
        self.charts.setVisible(bool(self.charts.cards) and not self._filtered)

    def changeEvent(self, event: QEvent) -> None:
        """Keep the margins in another font size."""
        super().changeEvent(event)
        if theme.is_theme_change(event):
            self._pad()


class AssessPage(QWidget):
    """All limbs, one at a time; a limb's list is made when it is first shown."""

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._views: dict[Limb, LimbView] = {}
        self._shown: LimbView | None = None
        self._counts: dict[str, int] = {}
        self.limbs = SegmentedControl(
            [(limb, limb_title(limb)) for limb in summary.LIMBS], _("维度")
        )
        self.chips = ChipBar(name=_("筛选指标"))
        self.search = SearchField(_("搜索指标、说明"))
        self.count = label("", "caption")
        self._place = QVBoxLayout()
        self._fill()
        self._add_actions()
        self.show_limb(Limb.CLEAN_PRODUCTION)

    def _fill(self) -> None:
        self.setAccessibleName(_("评价"))
        self._head = QVBoxLayout()
        line = QHBoxLayout()
        line.setSpacing(16)
        line.addWidget(label(_("评价"), "title"))
        line.addWidget(self.limbs)
        line.addStretch(1)
        filters = QHBoxLayout()
        filters.setSpacing(12)
        filters.addWidget(self.chips, 1)
        filters.addWidget(self.count)
        filters.addWidget(self.search)
        self._head.addLayout(line)
        self._head.addLayout(filters)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addLayout(self._head)
        outer.addLayout(self._place, 1)
        self.limbs.changed.connect(lambda key: self.show_limb(Limb(key)))
        self.chips.changed.connect(lambda _keys: self._filter())
        self.search.searched.connect(lambda _text: self._filter())
        self._pad()

    def _clear_filters(self) -> None:
        self.search.clear()
        self.chips.clear()
        self._filter()

    def _pad(self) -> None:
        worn = theme.current()
        margin = worn.px(MARGIN)
        self._head.setContentsMargins(margin, margin, margin, worn.px(16))
        self._head.setSpacing(worn.px(12))
        self.search.setFixedWidth(worn.px(232))

    def _add_actions(self) -> None:
        """Commands of the page for the table of keys; rows answer to their keys themselves."""
        find = QAction(_("在列表中查找"), self)
        find.setShortcut(QKeySequence(QKeySequence.StandardKey.Find))
        find.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        find.triggered.connect(lambda: self.search.setFocus(Qt.FocusReason.ShortcutFocusReason))
        self.addAction(find)
        for text, key in (
            (_("展开或收起一行"), "Return"),
            (_("不适用"), "N"),
            (_("为什么"), "W"),
            (_("复制这一行"), "Ctrl+C"),
        ):
            action = QAction(text, self)
            action.setShortcut(QKeySequence(key))
            action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
            self.addAction(action)

    @property
    def view(self) -> LimbView:
        """The list shown now."""
        assert self._shown is not None  # noqa: S101 - made in the constructor
        return self._shown

    def show_limb(self, limb: Limb) -> LimbView:
        """Show the list of a limb."""
        view = self._views.get(limb)
        if view is None:
            view = self._views[limb] = LimbView(self._bridge, limb)
            view.none.acted.connect(self._clear_filters)
            self._place.addWidget(view, 1)
        if view is not self._shown:
            if self._shown is not None:
                self._shown.hide()
            view.show()
            self._shown = view
            self.limbs.choose(limb)
        self._show_counts()
        self._filter()
        return view

    def _filter(self) -> None:
        found = self.view.show_matching(self.chips.chosen, self.search.text().strip())
        self._say_count(found)

    def _say_count(self, found: int) -> None:
        whole = len(self.view.rows)
        said = _("全部 {count} 项").format(count=whole)
        if found != whole:
            said = _("{found} / {count} 项").format(found=found, count=whole)
        self.count.setText(said)

    def _show_counts(self) -> None:
        counts = self.view.counts()
        if counts == self._counts:
            return
        self._counts = counts
        self.chips.set_chips(
            [
                Chip("unmet", _("未达标"), counts["unmet"]),
                Chip("blank", _("未填"), counts["blank"]),
                Chip("limiting", _("限定性"), counts["limiting"]),
                Chip("verify", _("待核实"), counts["verify"]),
            ]
        )

    def refresh(self, changes: Changes | None) -> None:
        """Bring the lists up to date; other packs or records make them anew."""
        if any(view.outdated for view in self._views.values()):
            self._make_anew()
            return
        for view in self._views.values():
            view.refresh(changes)
        self._show_counts()

    def _make_anew(self) -> None:
        """Make the list shown again, because it has other rows now."""
        limb = self.view.limb
        for view in self._views.values():
            self._place.removeWidget(view)
            view.hide()
            view.deleteLater()
        self._views, self._shown = {}, None
        self.show_limb(limb)

    def reveal(self, target: str) -> bool:
        """Show a row, table, figure or limb; other targets are not of this page."""
        if target == "assess":
            return True
        key = target.removeprefix(ASSESS).partition("@")[0]
        if key in set(summary.LIMBS):
            self.show_limb(Limb(key))
            return True
        result = self._bridge.evaluation.results.get(key)
        if result is None or result.limb not in summary.LIMBS:
            return False
        if self.chips.chosen or self.search.text():
            self.chips.choose(frozenset())
            self.search.clear()
        view = self.show_limb(result.limb)
        if result.kind is Kind.ASSESSMENT:
            return view.reveal_table(key)
        return view.reveal_row(key) is not None

    def changeEvent(self, event: QEvent) -> None:
        """Keep the margins in another font size."""
        super().changeEvent(event)
        if theme.is_theme_change(event):
            self._pad()
