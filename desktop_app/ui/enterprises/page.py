"""企业库: all enterprises and years in one table, and what is done to several at once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Final

from PySide6.QtCore import QPoint, QStandardPaths, Qt
from PySide6.QtGui import QAction, QKeySequence, QShowEvent
from PySide6.QtWidgets import QFileDialog, QMenu, QStackedWidget, QWidget

from desktop_app.app.batch_reports import ReportRun
from desktop_app.app.enterprises import CaseLine
from desktop_app.core.problems import Problem
from desktop_app.i18n import _, translate
from desktop_app.ui import theme
from desktop_app.ui.case_pages import OVERVIEW, PROFILE
from desktop_app.ui.components.buttons import IconButton, PrimaryButton, QuietButton
from desktop_app.ui.components.empty_state import EmptyState
from desktop_app.ui.components.page import Page
from desktop_app.ui.components.segmented_control import SegmentedControl
from desktop_app.ui.components.skeleton import Skeleton
from desktop_app.ui.components.toast import ToastAction
from desktop_app.ui.enterprises.desk import Desk
from desktop_app.ui.enterprises.list_view import ListView
from desktop_app.ui.enterprises.memory import ListMemory
from desktop_app.ui.enterprises.outcome import OutcomeCard
from desktop_app.ui.enterprises.panels import CopyPanel, ReportsPanel
from desktop_app.ui.enterprises.trash_view import TrashView

LIST: Final = "list"
HEAT: Final = "heat"
TRASH: Final = "trash"
_FOLDER: Final = "enterprises.folder"


class EnterprisesPage(Page):
    """The list, the heat map and the trash; `desk` is None while the library is being opened."""

    def __init__(self, desk: Desk | None, parent: QWidget | None = None) -> None:
        super().__init__(_("企业库"), wide=True, scrolls=False, parent=parent)
        self._desk = desk
        self.outcome: OutcomeCard | None = None
        self._folder = Path()
        if desk is None:
            self.body.addWidget(Skeleton(10))
            return
        self.list = ListView(ListMemory(desk.memory))
        self.trash = TrashView()
        self.empty = EmptyState(
            "factory", _("企业库里还没有自评。新建一个企业，或在“开始”打开示例。"), _("新建企业")
        )
        self.views = SegmentedControl(
            [(LIST, _("清单")), (HEAT, _("热力图")), (TRASH, _("回收站"))], _("视图")
        )
        self.more = IconButton("ellipsis", _("更多"))
        self.reports_button = QuietButton(_("批量报告…"), "file-text")
        self.roll_up_button = PrimaryButton(_("汇总工作簿…"), "file-spreadsheet")
        self._waiting = Skeleton(10)
        self._stack = QStackedWidget()
        self._act = self._actions_of(desk)
        self._arrange_views()
        self._wire(desk)
        self._show_list()

    def _arrange_views(self) -> None:
        for button in (self.more, self.reports_button, self.roll_up_button):
            self.add_action(button)
        for part in (self._waiting, self.list, self.trash, self.empty):
            self._stack.addWidget(part)
        self.views.choose(LIST)
        self.body.setSpacing(theme.current().px(10))
        self.body.addWidget(self.views, 0, Qt.AlignmentFlag.AlignLeft)
        self.body.addWidget(self._stack, 1)

    def _wire(self, desk: Desk) -> None:
        work = desk.work
        self.views.changed.connect(self.show_view)
        self.more.clicked.connect(lambda _on: self._show_menu(self._below(self.more)))
        self.reports_button.clicked.connect(lambda _on: self._ask_reports())
        self.roll_up_button.clicked.connect(lambda _on: self._ask_roll_up())
        self.empty.acted.connect(desk.new)
        self.list.opened.connect(lambda case_id: desk.open_case(case_id, OVERVIEW))
        self.list.chosen.connect(self._follow)
        self.list.judge_button.clicked.connect(lambda _on: work.judge())
        menu = self.list.table.customContextMenuRequested
        menu.connect(lambda at: self._show_menu(self.list.table.viewport().mapToGlobal(at)))
        self.trash.restored.connect(self._restore)
        self.trash.cleared.connect(work.clear)
        work.listed.connect(self._show_list)
        work.renewed.connect(self.list.renew)
        work.judging.connect(self._judging)
        work.reported.connect(self._reported)
        work.rolled_up.connect(self._rolled_up)
        work.refused.connect(self._refused)
        work.copied.connect(self._copied)

    # --- commands -----------------------------------------------------------------------------

    def _actions_of(self, desk: Desk) -> dict[str, QAction]:
        listed: tuple[tuple[str, str, str, Callable[[], object]], ...] = (
            ("open", _("打开自评"), "", lambda: self._one(self._open)),
            ("profile", _("修改企业档案"), "F2", lambda: self._one(self._edit)),
            ("copy", _("复制到另一年度…"), "Ctrl+D", lambda: self._one(self._ask_copy)),
            ("delete", _("移到回收站"), "Del", self._delete),
            ("reports", _("批量报告…"), "Ctrl+Shift+B", self._ask_reports),
            ("roll_up", _("汇总工作簿…"), "Ctrl+Shift+E", self._ask_roll_up),
            ("sort", _("按当前列排序"), "Ctrl+Shift+S", self._sort),
            ("columns", _("选择列…"), "Ctrl+Shift+L", self.list.choose_columns),
            ("judge", _("判定待判定的自评"), "F5", desk.work.judge),
        )
        made: dict[str, QAction] = {}
        for key, text, keys, run in listed:
            action = QAction(text, self)
            action.setShortcut(QKeySequence(keys))
            action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            action.triggered.connect(lambda _on=False, run=run: run())
            # Delete and F2 belong to the table: in a field they mean something else.
            (self.list.table if key in ("delete", "profile") else self).addAction(action)
            made[key] = action
        return made

    def actions(self) -> list[QAction]:
        """The commands of the page, for the overview of keys and the search."""
        return list(self._act.values()) if self._desk is not None else []

    def _show_menu(self, at: QPoint) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for key in ("open", "profile", "copy", "delete"):
            menu.addAction(self._act[key])
        menu.addSeparator()
        for key in ("reports", "roll_up"):
            menu.addAction(self._act[key])
        menu.addSeparator()
        for key in ("sort", "columns", "judge"):
            menu.addAction(self._act[key])
        menu.popup(at)

    def _below(self, button: QWidget) -> QPoint:
        return button.mapToGlobal(QPoint(0, button.height()))

    def _one(self, run: Callable[[CaseLine], object]) -> None:
        marked = self.list.table.marked
        if len(marked) == 1:
            run(marked[0])

    def _open(self, line: CaseLine) -> None:
        if self._desk is not None:
            self._desk.open_case(line.id, OVERVIEW)

    def _edit(self, line: CaseLine) -> None:
        if self._desk is not None:
            self._desk.open_case(line.id, PROFILE)

    def _sort(self) -> None:
        self.list.sort_by(self.list.table.current_column)

    def _ask_copy(self, line: CaseLine) -> None:
        desk = self._desk
        if desk is None or desk.work.arranger is None:
            return
        own = line.facts.enterprise_id
        known = [one.facts for one in desk.work.arranger.lines]
        known += [one.facts for one in desk.work.trash]
        taken = {one.year for one in known if one.enterprise_id == own}
        panel = CopyPanel(self.more, line.enterprise.name, line.facts.year, taken)
        panel.chosen.connect(
            lambda year, figures, plan: desk.work.copy(line.id, year, figures=figures, plan=plan)
        )
        panel.closed.connect(panel.deleteLater)
        panel.open()

    def _copied(self, session: object) -> None:
        if self._desk is not None:
            self._desk.open_session(session)

    # --- the trash ----------------------------------------------------------------------------

    def _delete(self) -> None:
        """Put the chosen cases away at once; the toast takes it back."""
        desk, ids = self._desk, [line.id for line in self.list.table.marked]
        if desk is None or not ids:
            return
        desk.let_go(ids)
        words = _("{count} 个自评已移到回收站").format(count=len(ids))
        back = ToastAction(_("撤销"), partial(desk.work.restore, ids))
        desk.work.put_away(ids, lambda: desk.toasts.show(words, "done", back))

    def _restore(self, ids: Sequence[str]) -> None:
        if self._desk is not None and ids:
            self._desk.work.restore(ids)
            words = _("{count} 个自评已恢复").format(count=len(ids))
            self._desk.toasts.show(words, "done")

    # --- documents ----------------------------------------------------------------------------

    def _ask_reports(self) -> None:
        marked = self.list.table.marked
        if marked:
            panel = ReportsPanel(self.reports_button, len(marked))
            panel.chosen.connect(self._choose_folder)
            panel.closed.connect(panel.deleteLater)
            panel.open()

    def _choose_folder(self, kinds: Sequence[str]) -> None:
        chosen = QFileDialog.getExistingDirectory(self, _("报告放在哪个文件夹"), self._place())
        if chosen:
            self.make_reports(self.list.table.marked, Path(chosen), kinds)

    def make_reports(self, lines: Sequence[CaseLine], folder: Path, kinds: Sequence[str]) -> None:
        """Make the reports of cases in the background; a card tells what came of it."""
        if self._desk is not None:
            self._folder = folder
            self._desk.memory.put(_FOLDER, str(folder))
            self._put_away()
            self._desk.work.report(lines, folder, kinds)
            self._follow()

    def _reported(self, run: ReportRun, stopped: bool) -> None:
        self._put_away()
        kinds = list(run.kinds)
        card = OutcomeCard(run, run.folder, stopped=stopped)
        card.put_away.connect(self._put_away)
        card.again.connect(lambda ids: self._again(ids, kinds))
        self.outcome = card
        self.body.addWidget(card)
        self._follow()

    def _again(self, ids: Sequence[str], kinds: Sequence[str]) -> None:
        arranger = self._desk.work.arranger if self._desk is not None else None
        if arranger is not None and self.outcome is not None:
            found = [arranger.line(one) for one in ids]
            lines = [line for line in found if line is not None]
            self.make_reports(lines, self._folder, kinds)

    def _put_away(self) -> None:
        old, self.outcome = self.outcome, None
        if old is not None:
            self.body.removeWidget(old)
            old.hide()
            old.deleteLater()

    def _ask_roll_up(self) -> None:
        """Of the chosen cases when there are several, else of all that are shown."""
        from desktop_app.app.rolling_up import roll_up_name

        lines = self._several
        if not lines:
            return
        proposed = str(Path(self._place()) / roll_up_name())
        kinds = _("Excel 工作簿 (*.xlsx)")
        title = _("汇总 {count} 个自评").format(count=len(lines))
        chosen, _kind = QFileDialog.getSaveFileName(self, title, proposed, kinds)
        if chosen:
            self.make_roll_up(Path(chosen))

    def make_roll_up(self, target: Path) -> None:
        """Write the roll-up workbook of the chosen cases, or of all that are shown."""
        if self._desk is not None:
            whole = target if target.suffix else target.with_suffix(".xlsx")
            self._desk.memory.put(_FOLDER, str(whole.parent))
            self._desk.work.roll_up([line.id for line in self._several], whole)

    @property
    def _several(self) -> list[CaseLine]:
        marked = self.list.table.marked
        return marked if len(marked) > 1 else list(self.list.model.lines)

    def _rolled_up(self, target: Path) -> None:
        if self._desk is not None:
            words = _("汇总工作簿已写好：{name}").format(name=target.name)
            self._desk.toasts.show(words, "done")

    def _place(self) -> str:
        documents = QStandardPaths.StandardLocation.DocumentsLocation
        kept = self._desk.memory.get(_FOLDER) if self._desk is not None else ""
        return kept or QStandardPaths.writableLocation(documents)

    # --- what is shown ------------------------------------------------------------------------

    def show_view(self, key: str) -> None:
        """Show the list, the heat map or the trash."""
        if self._desk is None:
            return
        self.views.choose(key)
        if key != TRASH:
            self.list.show_heat(on=key == HEAT)
        self._show_list()

    def _show_list(self) -> None:
        desk = self._desk
        if desk is None:
            return
        arranger = desk.work.arranger
        self.trash.show_lines(desk.work.trash)
        if arranger is None:
            self._stack.setCurrentWidget(self._waiting)
        elif self.views.key == TRASH:
            self._stack.setCurrentWidget(self.trash)
        elif not arranger.lines:
            self._stack.setCurrentWidget(self.empty)
        else:
            self.list.show_lines(arranger)
            self._stack.setCurrentWidget(self.list)
        self._follow()

    def _judging(self, on: bool) -> None:
        if not on:
            self.list.settle()
        self._follow()

    def _follow(self) -> None:
        """Let the commands follow what is chosen and what runs."""
        desk = self._desk
        if desk is None:
            return
        shown = self._stack.currentWidget() is self.list
        marked = self.list.table.marked_count if shown else 0
        for key in ("open", "profile", "copy"):
            self._act[key].setEnabled(marked == 1)
        self._act["delete"].setEnabled(marked > 0)
        reports = marked > 0 and not desk.work.is_reporting
        self._act["reports"].setEnabled(reports)
        self.reports_button.setEnabled(reports)
        for part in (self._act["roll_up"], self.roll_up_button):
            part.setEnabled(shown and bool(self.list.model.lines))
        arranger = desk.work.arranger
        waiting = 0 if arranger is None or desk.work.is_judging else arranger.waiting
        self._act["judge"].setEnabled(waiting > 0)
        self.list.offer_judging(waiting)
        for key in ("sort", "columns"):
            self._act[key].setEnabled(shown)

    def _refused(self, problems: Sequence[Problem]) -> None:
        if self._desk is not None:
            for found in problems:
                self._desk.toasts.show(found.told(translate), "problem")

    def showEvent(self, event: QShowEvent) -> None:
        """Read the list anew: cases may have been edited since it was last seen."""
        super().showEvent(event)
        if self._desk is not None:
            self._desk.work.read()
