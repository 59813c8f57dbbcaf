"""The regulator forms 监管报表: copy one, open its file to edit it, see what is wrong with it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

from PySide6.QtCore import QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget
from shiboken6 import isValid

from desktop_app.app.catalog import Catalog
from desktop_app.app.own_forms import copy_form, free_form_id, remove_form
from desktop_app.app.paths import Paths
from desktop_app.app.regulator_forms import FormEntry, check_forms, list_forms
from desktop_app.core.problems import Problem
from desktop_app.i18n import _, translate
from desktop_app.ui import theme
from desktop_app.ui.components.buttons import QuietButton
from desktop_app.ui.components.labels import label
from desktop_app.ui.components.select import Select
from desktop_app.ui.manual.explained import explain
from desktop_app.ui.packs_page.problem_list import ProblemList
from desktop_app.ui.tasks import Tasks

T = TypeVar("T")


class FormDialog(QDialog):
    """One form at a time; those that come with the program can only be looked at and copied.

    Signals:
        changed(str): a form was made, removed or looked through anew; its id.
    """

    changed = Signal(str)

    def __init__(
        self, paths: Paths, catalog: Catalog, tasks: Tasks, form: str, parent: QWidget
    ) -> None:
        super().__init__(parent)
        explain(self, "regulator_forms")
        self.setWindowTitle(_("监管报表"))
        self._paths, self._catalog, self._tasks = paths, catalog, tasks
        self._entries: dict[str, FormEntry] = {}
        self.which = Select((), _("监管报表"))
        self.copy_button = QuietButton(_("复制为我的…"), "copy")
        self.file_button = QuietButton(_("打开文件"), "file-text")
        self.remove_button = QuietButton(_("移走"), "trash-2")
        self.note = label("", "caption", wrap=True)
        self.problems = ProblemList()
        self.state = label("", "muted")
        self.again_button = QuietButton(_("重新检查"), "rotate-ccw")
        self.close_button = QuietButton(_("关闭"))
        self._arrange()
        self.which.chosen.connect(self._show)
        self.copy_button.clicked.connect(self._copy)
        self.file_button.clicked.connect(self._open_file)
        self.remove_button.clicked.connect(self._remove)
        self.again_button.clicked.connect(self.look_again)
        self.close_button.clicked.connect(self.accept)
        self._list(form)

    def _arrange(self) -> None:
        worn = theme.current()
        column = QVBoxLayout(self)
        column.setContentsMargins(*(worn.px(24),) * 4)
        column.setSpacing(worn.px(12))
        column.addWidget(label(self.windowTitle(), "title"))
        head = QHBoxLayout()
        head.addWidget(self.which, 1)
        for button in (self.copy_button, self.file_button, self.remove_button):
            head.addWidget(button)
        column.addLayout(head)
        column.addWidget(self.note)
        column.addWidget(self.state)
        column.addWidget(self.problems)
        column.addStretch(1)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(self.again_button)
        foot.addWidget(self.close_button)
        column.addLayout(foot)
        self.resize(worn.px(760), worn.px(420))

    # --- which one ------------------------------------------------------------------------------

    def _list(self, form: str) -> None:
        self._entries = {entry.id: entry for entry in list_forms(self._paths)}
        self.which.set_options([(one.id, one.title) for one in self._entries.values()])
        self.which.choose(form if form in self._entries else next(iter(self._entries)))
        self._show(self.which.key)

    def _show(self, form: str) -> None:
        entry = self._entries[form]
        self.copy_button.setVisible(entry.form is not None)
        self.file_button.setVisible(entry.own)
        self.remove_button.setVisible(entry.own)
        self.note.setText(_about(entry))
        self._tell(entry.problems)
        self.state.setText(_("正在检查…"))
        catalog = self._catalog

        def done(found: Sequence[Problem]) -> None:
            if self.which.key == form:
                self._tell(found)

        self._run(lambda: check_forms(catalog, [entry]), done)

    def _tell(self, problems: Sequence[Problem]) -> None:
        self.problems.show_problems(problems)
        count = len(problems)
        self.state.setText(_("问题 {count} 个").format(count=count) if count else _("没有问题"))

    @property
    def form(self) -> str:
        """The id of the form shown."""
        return self.which.key

    # --- what is done with it -------------------------------------------------------------------

    def _copy(self) -> None:
        source, paths = self._entries[self.which.key], self._paths
        target = free_form_id(paths, source.id if source.own else f"my_{source.id}")

        def done(made: FormEntry | tuple[Problem, ...]) -> None:
            if isinstance(made, tuple):
                self._tell(made)
                return
            self._list(made.id)
            self.changed.emit(made.id)

        self._run(lambda: copy_form(paths, source.id, target), done)

    def _open_file(self) -> None:
        path = self._entries[self.which.key].path
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))

    def _remove(self) -> None:
        failed = remove_form(self._paths, self.which.key)
        if failed is not None:
            self._tell((failed,))
            return
        self._list("")
        self.changed.emit(self.which.key)

    def look_again(self) -> None:
        """Read the files anew, as they are now that somebody edited one."""
        self._list(self.which.key)
        self.changed.emit(self.which.key)

    def _run(self, job: Callable[[], T], done: Callable[[T], object]) -> None:
        """Do something with files in the background."""

        def ended(result: T) -> None:
            if isValid(self):
                done(result)

        self._tasks.run(lambda _progress: job(), ended, _raise)


def _about(entry: FormEntry) -> str:
    if entry.form is None:
        return _("这个报表不能用：按下面的问题改好文件 {file}，再点“重新检查”。").format(
            file=entry.path.name
        )
    applies = _("适用：{who}").format(who=translate(entry.form.applies))
    if not entry.own:
        return f"{applies}\n{_('随程序提供，不能改动；复制为您的报表后再改。')}"
    words = _("编号 {id}，命令行 report --form {id}。改了文件之后点“重新检查”。")
    return f"{applies}\n{words.format(id=entry.id)}"


def _raise(error: Exception) -> None:
    raise error
