"""The start page: recent cases, the example, a new enterprise, and what cannot be opened."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QGridLayout, QStackedWidget, QVBoxLayout, QWidget

from desktop_app.app.paths import Paths
from desktop_app.core.problems import Problem
from desktop_app.i18n import _, translate
from desktop_app.ui import theme
from desktop_app.ui.components.labels import label
from desktop_app.ui.components.page import Page
from desktop_app.ui.components.search_field import SearchField
from desktop_app.ui.components.section_header import SectionHeader
from desktop_app.ui.components.skeleton import Skeleton
from desktop_app.ui.start.case_list import CaseLine, CaseList
from desktop_app.ui.start.door import Door
from desktop_app.ui.start.problem_card import ProblemCard

if TYPE_CHECKING:
    from desktop_app.app.workspace import Workspace
    from desktop_app.ui.start.new_enterprise import NewEnterprisePage

#: From this many cases on there is a field to narrow the list.
_SEARCHABLE: Final = 7
_SHOWN: Final = 8


class StartPage(QWidget):
    """Home, and the page of a new enterprise.

    Signals:
        example_requested(): open the example.
        case_requested(str): open the case of that id.
        create_requested(Enterprise, int, tuple): make a new enterprise with a case.
        retry_requested(): load the library again.
        library_chosen(str): use the library file at that path.
    """

    example_requested = Signal()
    case_requested = Signal(str)
    create_requested = Signal(object, int, object)
    retry_requested = Signal()
    library_chosen = Signal(str)

    def __init__(self, paths: Paths, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._paths = paths
        self._workspace: Workspace | None = None
        self._known = paths.library.exists()
        self._new_wanted = False
        self.home = Page(
            _("双近零企业自评"),
            _("清洁生产、能效、碳、污染物各在什么水平，离双近零还有多远，先做什么。全部在本机完成，不联网。"),
        )
        self.problems = ProblemCard()
        self.cases = CaseList()
        self.search = SearchField(_("按企业或年度查找"))
        self.example = Door("lightbulb", _("打开示例"))
        self.new = Door("plus", _("新建企业"), primary=True)
        self._form: NewEnterprisePage | None = None
        self._skeleton = Skeleton(4)
        self._recent = QWidget()
        self._foot = label("", "caption", wrap=True)
        self._stack = QStackedWidget()
        self._arrange()
        self._wire()
        self._place()

    def _arrange(self) -> None:
        recent = QVBoxLayout(self._recent)
        recent.setContentsMargins(0, 0, 0, 0)
        recent.setSpacing(8)
        head = SectionHeader(_("最近的自评"))
        head.add_action(self.search)
        recent.addWidget(head)
        recent.addWidget(self.cases)
        recent.addWidget(self._skeleton)
        recent.addStretch(1)
        self.new.describe(
            _("填企业名称和年度，按月录入能源、产品、废气废水等台账。"
              "可以从 Excel 整块粘贴，缺的以后再补。"),
            _("开始新建"),
        )  # fmt: skip
        self.example.describe(
            _("用一家真实企业公开披露的数据看一遍：等级、差距、双近零位置和 PDF 报告。"),
            _("打开示例"),
        )
        holder = QWidget()
        self._grid = QGridLayout(holder)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self.home.body.addWidget(self.problems)
        self.home.body.addWidget(holder)
        self.home.body.addWidget(self._foot)
        self.home.body.addStretch(1)
        self._stack.addWidget(self.home)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._stack)
        self.setAccessibleName(_("开始"))

    def _wire(self) -> None:
        self.example.opened.connect(self.example_requested)
        self.new.opened.connect(self.start_new)
        self.cases.opened.connect(self.case_requested)
        self.search.searched.connect(self.cases.narrow)
        self.problems.retry_requested.connect(self.retry_requested)
        self.problems.other_requested.connect(self._choose_library)
        self.problems.folder_requested.connect(self._open_folder)

    @property
    def form(self) -> NewEnterprisePage:
        """The page of a new enterprise, made when it is first needed."""
        if self._form is None:
            from desktop_app.ui.start.new_enterprise import NewEnterprisePage

            self._form = NewEnterprisePage(self._paths)
            self._form.create_requested.connect(self.create_requested)
            self._form.left.connect(self._show_home)
            self._stack.addWidget(self._form)
        return self._form

    def _place(self) -> None:
        """Beside the cases there are, or side by side when there are none."""
        worn = theme.current()
        gap = worn.px(16)
        self._grid.setSpacing(gap)
        for part in (self._recent, self.new, self.example):
            self._grid.removeWidget(part)
        top = Qt.AlignmentFlag.AlignTop
        self._recent.setVisible(self._known)
        if self._known:
            self._grid.addWidget(self._recent, 0, 0, 3, 1)
            self._grid.addWidget(self.new, 0, 1, top)
            self._grid.addWidget(self.example, 1, 1, top)
            self._grid.setColumnStretch(0, 5)
            self._grid.setColumnStretch(1, 3)
        else:
            self._grid.addWidget(self.new, 0, 0)
            self._grid.addWidget(self.example, 0, 1)
            self._grid.setColumnStretch(0, 1)
            self._grid.setColumnStretch(1, 1)
        self._grid.setRowStretch(2, 1 if self._known else 0)

    # --- what is shown --------------------------------------------------------------------------

    def show_loading(self) -> None:
        """Cases are being looked for; both doors are open already."""
        self._skeleton.show()
        self.cases.hide()
        self.search.hide()

    def show_workspace(self, workspace: Workspace) -> None:
        """Show the cases of the library and the example of the packs."""
        self._workspace = workspace
        entries = workspace.cases()
        lines = [CaseLine(e.id, e.enterprise, e.year, e.data, e.opened) for e in entries]
        self._known = bool(lines)
        self.cases.show_cases(lines)
        self._skeleton.hide()
        self.cases.show()
        self.search.setVisible(len(lines) >= _SEARCHABLE)
        self.cases.setFixedHeight(self.cases.height_for(_SHOWN))
        self._describe_example(workspace)
        place = workspace.library.path if workspace.library is not None else None
        self._foot.setText(_("企业库：{path}").format(path=place) if place else "")
        self._place()
        if self._new_wanted:
            self.start_new()

    def _describe_example(self, workspace: Workspace) -> None:
        found = next(iter(workspace.examples()), None)
        self.example.setEnabled(found is not None)
        if found is not None:
            words = _("{title}。看看等级、差距、双近零位置和 PDF 报告是什么样。")
            self.example.describe(words.format(title=translate(found.title)), _("打开示例"))

    def show_problems(self, problems: Sequence[Problem]) -> None:
        """Say what could not be opened; a form being filled in keeps its text."""
        if self._form is not None and self._stack.currentWidget() is self._form:
            self._form.show_problems(problems)
        else:
            self.problems.show_problems(problems)

    def set_busy(self, *, busy: bool) -> None:
        """While a case is opened or made nothing else can be started."""
        for part in (self.cases, self.example, self.new):
            part.setEnabled(not busy)
        if self._form is not None:
            self._form.create_button.setEnabled(not busy)

    def start_new(self) -> None:
        """Show the page of a new enterprise, as soon as the packs are there."""
        workspace = self._workspace
        self._new_wanted = workspace is None
        if workspace is not None:
            form = self.form
            self._stack.setCurrentWidget(form)
            form.begin(workspace.offers)

    def _show_home(self) -> None:
        self._stack.setCurrentWidget(self.home)

    def _choose_library(self) -> None:
        path, _kind = QFileDialog.getOpenFileName(
            self, _("选择企业库文件"), str(self._paths.user), _("企业库 (*.nzl);;所有文件 (*)")
        )
        if path:
            self.library_chosen.emit(path)

    def _open_folder(self, file: str) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(Path(file).parent)))

    def changeEvent(self, event: QEvent) -> None:
        """Keep distances and the height of the list in another font size."""
        super().changeEvent(event)
        if theme.is_theme_change(event):
            self._place()
            self.cases.setFixedHeight(self.cases.height_for(_SHOWN))
