"""The rule packs 规则包 at hand: a list at the left, views of the chosen one beside it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from desktop_app.core.pack import Pack
from desktop_app.i18n import _
from desktop_app.ui import theme
from desktop_app.ui.case_pages import PACKS
from desktop_app.ui.components.buttons import QuietButton
from desktop_app.ui.components.page import Page
from desktop_app.ui.components.search_field import SearchField
from desktop_app.ui.components.segmented_control import SegmentedControl
from desktop_app.ui.components.skeleton import Skeleton
from desktop_app.ui.packs_page.desk import Desk, LibraryView, PackView
from desktop_app.ui.packs_page.door import Door
from desktop_app.ui.packs_page.job_card import JobCard
from desktop_app.ui.packs_page.numbers_view import NumbersView
from desktop_app.ui.packs_page.pack_list import ALL, WIDTH, PackList, lines_of
from desktop_app.ui.packs_page.views import library_views, pack_views

Views = Sequence[PackView | LibraryView]
_GAP: Final = 16


class PacksPage(Page):
    """All installed packs; `desk` is None while they are still being read."""

    def __init__(self, desk: Desk | None, parent: QWidget | None = None) -> None:
        super().__init__(
            _("规则包"),
            _("判定用的表格、系数、公式和出处。主管部门发布新规则时，换掉一个规则包即可。"),
            wide=True,
            parent=parent,
        )
        self._desk = None if desk is None else self._with_ways(desk)
        self._shown: str = ALL
        self._keys: dict[bool, str] = {}
        self.search = SearchField(_("按名称、行业代码查找规则包"))
        self.packs = PackList()
        self.segments = SegmentedControl([])
        self.stack = QStackedWidget()
        self._right = QVBoxLayout()
        self.door: Door | None = None
        if self._desk is None:
            self.body.addWidget(Skeleton(10))
            return

        self.door = Door(self._desk)
        self.door.installed.connect(self.show_pack)
        self.door.answered.connect(self.to_top)
        self.body.addWidget(self.door)
        self.export_button = QuietButton(_("导出 Excel…"), "file-spreadsheet")
        self.export_button.clicked.connect(self.export)
        self.import_button = QuietButton(_("导入…"), "upload")
        self.import_button.clicked.connect(self.door.choose)
        self.new_button = QuietButton(_("由模板新建…"), "plus")
        self.new_button.clicked.connect(self._start_template)
        for button in (self.new_button, self.export_button, self.import_button):
            self.add_action(button)
        self._lay_out()
        self.search.searched.connect(self._list)
        self.packs.chosen.connect(self.show_pack)
        self._list("")
        self.show_pack(ALL)

    def _with_ways(self, desk: Desk) -> Desk:
        """The desk with the ways through this page."""

        def show_numbers(pack_id: str) -> None:
            self.reveal(f"{PACKS}:{pack_id}:numbers")

        return replace(desk, show_pack=self.show_pack, show_numbers=show_numbers)

    def _lay_out(self) -> None:
        worn = theme.current()
        left = QVBoxLayout()
        left.setSpacing(worn.px(8))
        left.addWidget(self.search)
        left.addWidget(self.packs, 1)
        for widget in (self.search, self.packs):
            widget.setFixedWidth(worn.px(WIDTH))
        self._right.setSpacing(worn.px(12))
        self._right.addWidget(self.stack, 1)
        row = QHBoxLayout()
        row.setSpacing(worn.px(_GAP))
        row.addLayout(left)
        row.addLayout(self._right, 1)
        self.body.addLayout(row, 1)

    @property
    def chosen(self) -> Pack | None:
        """The pack that is shown; None for all together."""
        return self._packs.get(self._shown)

    @property
    def _packs(self) -> Mapping[str, Pack]:
        return {} if self._desk is None else self._desk.workspace.catalog.library.packs

    def _list(self, wanted: str) -> None:
        """List what the heads of the packs tell: reading thirty packs would stop the window."""
        heads = () if self._desk is None else self._desk.workspace.catalog.heads
        self.packs.show_lines(lines_of(heads, wanted))
        self.packs.mark(self._shown)

    def show_pack(self, pack_id: str) -> None:
        """Show a pack, or all together for an empty id; an unknown one shows all."""
        self._shown = pack_id if pack_id in self._packs else ALL
        self.packs.mark(self._shown)
        views = self._views()
        key = self._keys.get(bool(self._shown), views[0].key)
        self._show_segments(views, key)
        self.show_view(key)
        self._offer_export()

    def _offer_export(self) -> None:
        """Only a pack can be exported, not all of them together."""
        chosen = self.chosen
        self.export_button.setEnabled(chosen is not None)
        words = _("导出成 Excel 工作簿，改完再导入") if chosen else _("请先在左边选一个规则包")
        self.export_button.setToolTip(words)

    def export(self) -> None:
        """Write the pack that is shown to a workbook."""
        chosen = self.chosen
        if self.door is not None and chosen is not None:
            self.door.export(chosen)

    def _views(self) -> Views:
        return library_views() if self._shown == ALL else pack_views()

    def _show_segments(self, views: Views, key: str) -> None:
        old = self.segments
        self.segments = SegmentedControl([(view.key, view.title) for view in views], _("视图"))
        self.segments.choose(key)
        self.segments.changed.connect(self.show_view)
        self._right.removeWidget(old)
        old.hide()
        old.deleteLater()
        self._right.insertWidget(0, self.segments, 0, Qt.AlignmentFlag.AlignLeft)
        self.segments.setVisible(len(views) > 1)

    def show_view(self, key: str) -> None:
        """Show a view of what is chosen, by its key."""
        self._keys[bool(self._shown)] = key
        if key != self.segments.key:
            self.segments.choose(key)
        made = self._made(next(view for view in self._views() if view.key == key))
        while self.stack.count():
            gone = self.stack.widget(0)
            self.stack.removeWidget(gone)
            gone.deleteLater()
        self.stack.addWidget(made)
        self.stack.setCurrentWidget(made)

    def _made(self, view: PackView | LibraryView) -> QWidget:
        if self._desk is None:
            raise ValueError(view.key)
        if isinstance(view, LibraryView):
            return view.make(self._desk)
        pack = self.chosen
        if pack is None:
            raise ValueError(self._shown)
        return view.make(self._desk, pack)

    @property
    def view(self) -> QWidget:
        """The view that is shown."""
        return self.stack.currentWidget()

    def reveal(self, target: str) -> bool:
        """Show the pack of "packs:<id>:<view>:<entry>", whose last parts may be missing.

        False for other targets.
        """
        head, *rest = target.split(":", 3)
        if head != PACKS or not rest:
            return False
        self.show_pack(rest[0])
        if rest[1:] and rest[1] in {view.key for view in self._views()}:
            self.show_view(rest[1])
        if rest[2:] and isinstance(self.view, NumbersView):
            self.view.reveal(rest[2])
        return True

    def _start_template(self) -> None:
        if self.door is not None:
            self.door.start_template()

    def offer_files(self, files: Sequence[Path]) -> None:
        """Look files through and offer to install them; what was offered before is put away."""
        if self.door is not None:
            self.door.offer(files)

    @property
    def card(self) -> JobCard | None:
        """What is offered for installing or was exported, if anything is."""
        return None if self.door is None else self.door.card

    def refresh(self) -> None:
        """Show what is installed now."""
        self._list(self.search.text().strip())
        self.show_pack(self._shown)
