"""The start page: recent cases, the example, a new enterprise, and what cannot be opened.

It is the first picture of the program: what is not in that picture is made when it is needed.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import (
    QFileDialog,
    QGridLayout,
    QHBoxLayout,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from desktop_app.app.paths import Paths
from desktop_app.core.problems import Problem
from desktop_app.i18n import _, translate
from desktop_app.ui import theme
from desktop_app.ui.components.buttons import BareButton
from desktop_app.ui.components.labels import label
from desktop_app.ui.components.page import Page
from desktop_app.ui.components.skeleton import Skeleton
from desktop_app.ui.start.door import Door

#: So many of the newest cases tell how much is filled in: counting takes long.
_COUNTED: Final = 100

if TYPE_CHECKING:
    from desktop_app.app.workspace import Workspace
    from desktop_app.ui.start.new_enterprise import NewEnterprisePage
    from desktop_app.ui.start.problem_card import ProblemCard
    from desktop_app.ui.start.recent import RecentCases


class StartPage(QWidget):
    """Home, and the page of a new enterprise.

    Signals:
        example_requested(): open the example.
        case_requested(str): open the case of that id.
        create_requested(Enterprise, int, tuple): make a new enterprise with a case.
        retry_requested(): load the library again.
        library_chosen(str): use the library file at that path.
        package_requested(): choose a case package and look into it.
        safety_requested(): show where the library is and how it is backed up.
    """

    example_requested = Signal()
    case_requested = Signal(str)
    create_requested = Signal(object, int, object)
    retry_requested = Signal()
    library_chosen = Signal(str)
    package_requested = Signal()
    safety_requested = Signal()

    def __init__(self, paths: Paths, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._paths = paths
        self._workspace: Workspace | None = None
        self._new_wanted = False
        self._form: NewEnterprisePage | None = None
        self._problems: ProblemCard | None = None
        self._recent: RecentCases | None = None
        self.home = Page(
            _("双近零企业自评"),
            _("清洁生产、能效、碳、污染物各在什么水平，离双近零还有多远，先做什么。"
              "全部在本机完成，不联网。"),
        )  # fmt: skip
        self.example = Door("lightbulb", _("打开示例"))
        self.new = Door("plus", _("新建企业"), primary=True)
        self._skeleton: Skeleton | None = Skeleton(6) if paths.library.exists() else None
        self._foot = label("", "caption", wrap=True)
        self.package = BareButton(_("打开自评包…"))
        self.safety = BareButton(_("数据安全…"))
        self._stack = QStackedWidget()
        self._arrange()
        self.example.opened.connect(self.example_requested)
        self.new.opened.connect(self.start_new)
        self.safety.clicked.connect(self.safety_requested)
        self.package.clicked.connect(self.package_requested)
        self.package.hide()
        self.safety.hide()

    def _arrange(self) -> None:
        self._describe_new(None)
        self.example.describe(
            _("用一家真实企业公开披露的数据看一遍：等级、差距、双近零位置和 PDF 报告。"),
            _("打开示例"),
        )
        holder = QWidget()
        self._grid = QGridLayout(holder)
        self._grid.setContentsMargins(0, 0, 0, 0)
        foot = QHBoxLayout()
        foot.addWidget(self._foot, 1)
        foot.addWidget(self.package)
        foot.addWidget(self.safety)
        self.home.body.addWidget(holder)
        self.home.body.addLayout(foot)
        self.home.body.addStretch(1)
        self._stack.addWidget(self.home)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._stack)
        self.setAccessibleName(_("开始"))
        self._place()

    def _place(self) -> None:
        """The doors beside the cases there are, or side by side when there are none."""
        grid, beside = self._grid, self._skeleton or self._recent
        grid.setSpacing(theme.current().px(16))
        for part in (self.new, self.example):
            grid.removeWidget(part)
        if beside is None:
            grid.addWidget(self.new, 0, 0)
            grid.addWidget(self.example, 0, 1)
        else:
            top = Qt.AlignmentFlag.AlignTop
            grid.addWidget(beside, 0, 0, 3, 1)
            grid.addWidget(self.new, 0, 1, top)
            grid.addWidget(self.example, 1, 1, top)
        grid.setRowStretch(2, 0 if beside is None else 1)
        grid.setColumnStretch(0, 1 if beside is None else 5)
        grid.setColumnStretch(1, 1 if beside is None else 3)

    # --- parts made when needed -------------------------------------------------------------------

    @property
    def form(self) -> NewEnterprisePage:
        """The page of a new enterprise."""
        if self._form is None:
            from desktop_app.ui.start.new_enterprise import NewEnterprisePage

            self._form = NewEnterprisePage(self._paths)
            self._form.create_requested.connect(self.create_requested)
            self._form.left.connect(lambda: self._stack.setCurrentWidget(self.home))
            self._stack.addWidget(self._form)
        return self._form

    @property
    def recent(self) -> RecentCases | None:
        """The cases of the library; None while they are unknown, or when there are none."""
        return self._recent

    @property
    def problems(self) -> ProblemCard | None:
        """What stands in the way; None when nothing ever did."""
        return self._problems

    def _make_recent(self) -> RecentCases:
        from desktop_app.ui.start.recent import RecentCases

        made = RecentCases()
        made.opened.connect(self.case_requested)
        return made

    def _make_problems(self) -> ProblemCard:
        from desktop_app.ui.start.problem_card import ProblemCard

        made = ProblemCard()
        made.retry_requested.connect(self.retry_requested)
        made.other_requested.connect(self._choose_library)
        made.folder_requested.connect(_open_folder)
        made.safety_requested.connect(self.safety_requested)
        self.home.body.insertWidget(0, made)
        return made

    # --- what is shown --------------------------------------------------------------------------

    def show_workspace(self, workspace: Workspace) -> None:
        """Show the cases of the library and the example of the packs."""
        from desktop_app.ui.start.case_list import CaseLine

        self._workspace = workspace
        if self._skeleton is not None:
            self._skeleton.hide()
            self._grid.removeWidget(self._skeleton)
            self._skeleton.deleteLater()
            self._skeleton = None
        listed = workspace.listing()
        if isinstance(listed, Problem):
            self.show_problems((listed,))
            listed = ()
        newest = [one.id for one in listed[:_COUNTED]]
        data = {**dict.fromkeys(newest, 0), **workspace.amounts(newest)}
        lines = [
            CaseLine(one.id, one.enterprise, one.year, data.get(one.id), one.opened)
            for one in listed
        ]
        if lines:
            self._recent = self._recent or self._make_recent()
            self._recent.show_cases(lines)
        self._describe_example(workspace)
        library = workspace.library
        self._foot.setText(_("企业库：{path}").format(path=library.path) if library else "")
        self.package.setVisible(library is not None)
        self.safety.setVisible(library is not None)
        self.new.setEnabled(workspace.writable)
        self._describe_new(workspace)
        self._place()
        if self._new_wanted:
            self.start_new()

    def _describe_new(self, workspace: Workspace | None) -> None:
        words = _("填企业名称和年度，按月录入能源、产品、废气废水等台账。"
                  "可以从 Excel 整块粘贴，缺的以后再补。")  # fmt: skip
        if workspace is not None and workspace.library is not None and not workspace.writable:
            words = _(
                "企业库现在只能查看，不能新建。可在“数据安全”里抢救、恢复或换一个企业库文件。"
            )
        self.new.describe(words, _("开始新建"))

    def _describe_example(self, workspace: Workspace) -> None:
        found = next(iter(workspace.examples()), None)
        self.example.setEnabled(found is not None and workspace.writable)
        if workspace.library is not None and not workspace.writable:
            self.example.describe(_("示例也要存进企业库，而它现在只能查看。"), _("打开示例"))
        elif found is not None:
            words = _("{title}。看看等级、差距、双近零位置和 PDF 报告是什么样。")
            self.example.describe(words.format(title=translate(found.title)), _("打开示例"))

    def show_problems(self, problems: Sequence[Problem]) -> None:
        """Say what could not be opened; a form being filled in keeps its text."""
        if self._form is not None and self._stack.currentWidget() is self._form:
            self._form.show_problems(problems)
        elif problems or self._problems is not None:
            self._problems = self._problems or self._make_problems()
            self._problems.show_problems(problems)

    def set_busy(self, *, busy: bool) -> None:
        """While a case is opened or made nothing else can be started."""
        workspace = self._workspace
        if self._recent is not None:
            self._recent.setEnabled(not busy)
        for part in (self.example, self.new):
            part.setEnabled(not busy and (workspace is None or workspace.writable))
        if self._form is not None:
            self._form.create_button.setEnabled(not busy)

    def start_new(self) -> None:
        """Show the page of a new enterprise, as soon as the packs are there."""
        workspace = self._workspace
        self._new_wanted = workspace is None
        if workspace is not None and workspace.writable:
            form = self.form
            self._stack.setCurrentWidget(form)
            form.begin(workspace.offers)

    def _choose_library(self) -> None:
        path, _kind = QFileDialog.getOpenFileName(
            self, _("选择企业库文件"), str(self._paths.user), _("企业库 (*.nzl);;所有文件 (*)")
        )
        if path:
            self.library_chosen.emit(path)

    def changeEvent(self, event: QEvent) -> None:
        """Keep distances in another font size."""
        super().changeEvent(event)
        if theme.is_theme_change(event):
            self._place()


def _open_folder(file: str) -> None:
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(Path(file).parent)))
