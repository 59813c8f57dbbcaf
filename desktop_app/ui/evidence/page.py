"""The page 佐证: documents at the left, the chosen one at the right; files are dropped anywhere."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final

from PySide6.QtCore import QEvent, QRectF, Qt
from PySide6.QtGui import (
    QAction,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDropEvent,
    QKeySequence,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QHBoxLayout, QMenu, QStackedWidget, QVBoxLayout, QWidget

from desktop_app.app.kept_files import Unused
from desktop_app.app.receiving import size_text
from desktop_app.core.changes import Changes
from desktop_app.core.evidence import Evidence, Subject
from desktop_app.core.support import Answered, coverage, whole_coverage
from desktop_app.i18n import _
from desktop_app.ui import theme
from desktop_app.ui.bridge import Bridge
from desktop_app.ui.case_pages import EVIDENCE
from desktop_app.ui.components.buttons import IconButton, PrimaryButton, QuietButton
from desktop_app.ui.components.empty_state import EmptyState
from desktop_app.ui.components.page import Page
from desktop_app.ui.components.segmented_control import SegmentedControl
from desktop_app.ui.dragged import opens_here, paths_in
from desktop_app.ui.evidence.coverage_card import CoverageCard
from desktop_app.ui.evidence.details import EvidenceDetails
from desktop_app.ui.evidence.needs_view import NeedsView
from desktop_app.ui.evidence.tables import EvidenceModel, EvidenceTable
from desktop_app.ui.history.subject import HistorySubject
from desktop_app.ui.shortcuts import with_keys

ALL: Final = "all"
LOOSE: Final = "loose"
NEEDS: Final = "needs"
_RIGHT: Final = 420
_LEAST: Final = 280


class EvidencePage(Page):
    """All documents of the case, those linked to nothing, or the values that have none."""

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__(
            _("佐证"),
            _("发票、台账、监测报告、照片。编号、留指纹、关联到数据，报告和工作簿会列出。"),
            wide=True,
            scrolls=False,
            parent=parent,
        )
        desk = bridge.desk
        if desk is None:
            raise ValueError("nobody takes evidence in")
        self._bridge, self.desk = bridge, desk
        self._dropping = False
        self.add_button = PrimaryButton(_("添加文件…"), "plus")
        self.paste_button = QuietButton(_("粘贴图片"), "camera")
        self.menu_button = IconButton("ellipsis", _("更多"))
        self.views = SegmentedControl(
            [(ALL, _("全部")), (LOOSE, _("未关联")), (NEEDS, _("待补佐证"))], _("显示")
        )
        self.model = EvidenceModel(bridge)
        self.table = EvidenceTable.of_documents(self.model)
        self.needs = NeedsView(bridge, desk)
        self.details = EvidenceDetails(bridge, desk)
        self.covered = CoverageCard()
        self.empty = EmptyState(
            "paperclip",
            _("把发票、台账、监测报告、照片拖到这里，或从剪贴板粘贴图片。"),
            _("添加文件…"),
        )
        self.calm = EmptyState("check", _("没有符合筛选的佐证。"))
        self._left, self._right = QStackedWidget(), QStackedWidget()
        self._whole = QStackedWidget()
        self.setAcceptDrops(True)
        self._lay_out()
        self._wire()
        self.views.choose(ALL)
        self.refresh(None)

    def _lay_out(self) -> None:
        worn = theme.current()
        for button in (self.menu_button, self.paste_button, self.add_button):
            self.add_action(button)
        for part in (self.table, self.calm, self.needs):
            self._left.addWidget(part)
        for card in (self.details, self.covered, QWidget()):
            self._right.addWidget(card)
        both = QWidget()
        grid = QHBoxLayout(both)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(worn.px(16))
        left = QVBoxLayout()
        left.setSpacing(worn.px(12))
        left.addWidget(self.views, 0, Qt.AlignmentFlag.AlignLeft)
        left.addWidget(self._left, 1)
        grid.addLayout(left, 3)
        grid.addWidget(self._right, 2)
        self._both = both
        self._whole.addWidget(both)
        self._whole.addWidget(self.empty)
        self.body.addWidget(self._whole, 1)
        self._fit()

    def _fit(self) -> None:
        """The list takes what the details leave, and more than they have."""
        worn = theme.current()
        self._right.setMinimumWidth(worn.px(_LEAST))
        self._right.setMaximumWidth(worn.px(_RIGHT))

    def changeEvent(self, event: QEvent) -> None:
        """Keep the shares in another font size."""
        super().changeEvent(event)
        if theme.is_theme_change(event) and hasattr(self, "_right"):
            self._fit()

    def _wire(self) -> None:
        adding = self._action(_("添加佐证文件…"), "Ctrl+O", self.add)
        pasting = self._action(_("粘贴图片或文件为佐证"), "Ctrl+V", self.paste)
        self.add_button.setToolTip(with_keys(adding.text(), adding))
        self.paste_button.setToolTip(with_keys(pasting.text(), pasting))
        self.add_button.clicked.connect(self.add)
        self.empty.acted.connect(self.add)
        self.paste_button.clicked.connect(self.paste)
        self.menu_button.clicked.connect(self.open_menu)
        self.views.changed.connect(lambda _key: self._show_view())
        self.table.chosen.connect(self._show_chosen)
        self.table.entered.connect(self.details.open)
        self.table.dropped.connect(self._remove)
        self.table.renamed.connect(self.details.rename)
        self.needs.counted.connect(self._show_coverage)
        self.desk.added.connect(self._arrived)

    def _action(self, text: str, keys: str, run: Callable[[], object]) -> QAction:
        action = QAction(text, self)
        action.setShortcut(QKeySequence(keys))
        action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        action.triggered.connect(lambda _on=False: run())
        self.addAction(action)
        return action

    # --- contract of pages ----------------------------------------------------------------------

    def refresh(self, changes: Changes | None) -> None:
        """Show the documents as they are now."""
        some = bool(self._bridge.case.evidence)
        view = self.views.key
        self._whole.setCurrentWidget(self._both if some or view == NEEDS else self.empty)
        self._show_view()

    def history_subject(self, at: QWidget) -> HistorySubject | None:
        """The document gone to, as the history asks for it."""
        return self.details.history_subject(at) if self.views.key != NEEDS else None

    def reveal(self, target: str) -> bool:
        """Show the page, or the document of `evidence:<id>`; False for other targets."""
        if target == EVIDENCE:
            return True
        wanted = target.removeprefix(f"{EVIDENCE}:")
        if wanted == target:
            return False
        if wanted == NEEDS:
            self.views.choose(NEEDS)
            self.refresh(None)
            return True
        return self._choose(wanted)

    def _choose(self, id_: str) -> bool:
        if all(one.id != id_ for one in self._bridge.case.evidence):
            return False
        if all(one.id != id_ for one in self.model.lines) or self.views.key == NEEDS:
            self.views.choose(ALL)
            self.refresh(None)
        place = next(row for row, one in enumerate(self.model.lines) if one.id == id_)
        self.table.mark(place)
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)
        return True

    # --- showing --------------------------------------------------------------------------------

    def _show_view(self) -> None:
        view = self.views.key
        if view == NEEDS:
            self._whole.setCurrentWidget(self._both)
            self._left.setCurrentWidget(self.needs)
            self._right.setCurrentWidget(self.covered)
            self.needs.refresh()
            return
        every = self._bridge.case.evidence
        wanted = [one for one in every if view == ALL or not one.subjects]
        kept, place = self.details.evidence, self.table.row
        self.model.show_lines(wanted)
        self._left.setCurrentWidget(self.table if wanted else self.calm)
        if wanted:
            ids = [one.id for one in wanted]
            again = ids.index(kept.id) if kept is not None and kept.id in ids else place
            self.table.mark(again)
        self._show_chosen()

    def _show_chosen(self) -> None:
        if self.views.key == NEEDS:
            return
        row = self.table.row
        one = self.model.lines[row] if 0 <= row < len(self.model.lines) else None
        self.details.show_evidence(one.id if one is not None else "")
        self._right.setCurrentIndex(0 if one is not None else 2)

    def _show_coverage(self, values: tuple[Answered, ...]) -> None:
        parts = coverage(self._bridge.evaluation, values)
        self.covered.show_coverage(whole_coverage(values), parts)

    @property
    def chosen(self) -> Evidence | None:
        """The chosen document."""
        return self.details.evidence

    def _arrived(self, ids: tuple[str, ...]) -> None:
        """Show what came in, where somebody looks at the documents."""
        if self.isVisible() and self.views.key != NEEDS:
            self._choose(ids[0])

    # --- verbs ----------------------------------------------------------------------------------

    def add(self) -> None:
        """Ask for files."""
        self.desk.choose(self, self._subjects())

    def _remove(self) -> None:
        if self.chosen is not None:
            self.desk.remove(self.chosen)

    def _subjects(self) -> list[Subject]:
        """What files that come in support: in the list of needs, the chosen value."""
        return self.needs.subjects if self.views.key == NEEDS else []

    def paste(self) -> None:
        """Take in what is on the clipboard."""
        self.desk.paste(self._subjects())

    def open_menu(self) -> None:
        """Offer what concerns all documents."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        some = bool(self._bridge.case.evidence)
        binder = menu.addAction(_("佐证册…"))
        binder.setToolTip(_("把全部佐证汇编成一个 PDF"))
        binder.triggered.connect(self._bind)
        every = menu.addAction(_("导出全部…"))
        every.triggered.connect(lambda: self.desk.export_everything(self))
        check = menu.addAction(_("核对内容指纹"))
        check.triggered.connect(self.desk.verify)
        for action in (binder, every, check):
            action.setEnabled(some)
        menu.addSeparator()
        unused = self.desk.unused()
        purge = menu.addAction(_purge_words(unused))
        purge.setEnabled(bool(unused.count))
        purge.triggered.connect(self.desk.purge)
        menu.popup(self.menu_button.mapToGlobal(self.menu_button.rect().bottomLeft()))

    def _bind(self) -> None:
        """Ask where to, and make the binder."""
        if self._bridge.outgoing is not None:
            self._bridge.outgoing.ask_binder(self)

    # --- dropping -------------------------------------------------------------------------------

    def take(self, files: Sequence[Path]) -> None:
        """Take files in; in the list of needs for the chosen value."""
        self.desk.take(files, self._subjects())

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take files and pictures; what this program opens is for the window."""
        files = paths_in(event.mimeData())
        if not any(map(opens_here, files)) and (files or event.mimeData().hasImage()):
            event.acceptProposedAction()
            self._mark(dropping=True)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """Take the frame away."""
        self._mark(dropping=False)
        super().dragLeaveEvent(event)

    def dropEvent(self, event: QDropEvent) -> None:
        """Take in what was dropped; in the list of needs for the chosen value."""
        self._mark(dropping=False)
        paths = paths_in(event.mimeData())
        if paths:
            self.take(paths)
        elif event.mimeData().hasImage():
            self.desk.take_picture(event.mimeData().imageData(), self._subjects())
        event.acceptProposedAction()

    def _mark(self, *, dropping: bool) -> None:
        self._dropping = dropping
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint a frame while files are held over the page."""
        super().paintEvent(event)
        if self._dropping:
            painter = QPainter(self)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            pen = QPen(theme.current().colour("accent"), 2, Qt.PenStyle.DashLine)
            painter.setPen(pen)
            painter.setBrush(theme.current().colour("accent", 0.08))
            side = theme.current().px(8)
            area = QRectF(self.rect()).adjusted(side, side, -side, -side)
            painter.drawRoundedRect(area, side, side)


def _purge_words(unused: Unused) -> str:
    if not unused.count:
        return _("清理已移除的文件")
    words = _("清理已移除的文件（{count} 个，{size}，不能再撤销）")
    return words.format(count=unused.count, size=size_text(unused.size))
