"""The report templates 版式: copy one, say what it prints and in which words, see what is wrong."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import (
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QVBoxLayout,
    QWidget,
)
from shiboken6 import isValid

from desktop_app.app.catalog import Catalog
from desktop_app.app.paths import Paths
from desktop_app.app.report_templates import (
    TemplateEntry,
    TemplateTexts,
    chapter_lines,
    check_entry,
    copy_template,
    free_id,
    list_templates,
    remove_template,
    save_texts,
    texts_of,
)
from desktop_app.core.problems import Problem
from desktop_app.i18n import _
from desktop_app.ui import theme
from desktop_app.ui.components.buttons import BareButton, PrimaryButton, QuietButton
from desktop_app.ui.components.field_row import FieldRow
from desktop_app.ui.components.labels import label
from desktop_app.ui.components.line_edit import LineEdit
from desktop_app.ui.components.select import Select
from desktop_app.ui.manual.explained import explain
from desktop_app.ui.packs_page.problem_list import ProblemList
from desktop_app.ui.report_page.chapter_list import ChapterList
from desktop_app.ui.tasks import Tasks

T = TypeVar("T")


class TemplateDialog(QDialog):
    """One template at a time; those that come with the program can only be looked at and copied.

    Signals:
        changed(str): a template was made, changed or removed; its id.
    """

    changed = Signal(str)

    def __init__(
        self, paths: Paths, catalog: Catalog, tasks: Tasks, template: str, parent: QWidget
    ) -> None:
        super().__init__(parent)
        explain(self, "report_templates")
        self.setWindowTitle(_("报告版式"))
        self._paths, self._catalog, self._tasks = paths, catalog, tasks
        self._entries: dict[str, TemplateEntry] = {}
        self._logo: Path | None = None
        self._logo_file = ""
        self.which = Select((), _("版式"))
        self.copy_button = QuietButton(_("复制为我的…"), "copy")
        self.folder_button = QuietButton(_("打开文件夹"), "folder-open")
        self.remove_button = QuietButton(_("移走"), "trash-2")
        self.note = label("", "caption", wrap=True)
        self.lines = {name: LineEdit() for name in ("name", "title", "subtitle", "organisation")}
        self.logo = label("", "muted")
        self.logo_button = BareButton(_("选图片…"), "upload")
        self.no_logo = BareButton(_("去掉"), "x")
        self.chapters = ChapterList()
        self.problems = ProblemList()
        self.save_button = PrimaryButton(_("保存"), "save")
        self.close_button = QuietButton(_("关闭"))
        self._arrange()
        self._wire()
        self._list(template)

    def _arrange(self) -> None:
        worn = theme.current()
        column = QVBoxLayout(self)
        column.setContentsMargins(*(worn.px(24),) * 4)
        column.setSpacing(worn.px(8))
        column.addWidget(label(self.windowTitle(), "title"))
        head = QHBoxLayout()
        head.addWidget(self.which, 1)
        for button in (self.copy_button, self.folder_button, self.remove_button):
            head.addWidget(button)
        column.addLayout(head)
        column.addWidget(self.note)
        words = {
            "name": _("名称"),
            "title": _("标题"),
            "subtitle": _("副标题"),
            "organisation": _("编制单位"),
        }
        for name, line in self.lines.items():
            column.addWidget(FieldRow(words[name], line, wide=True, dense=True))
        picture = QWidget()
        row = QHBoxLayout(picture)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.logo, 1)
        row.addWidget(self.logo_button)
        row.addWidget(self.no_logo)
        hint = _("封面左上角；PNG 或 JPEG，不超过 1 MB")
        column.addWidget(FieldRow(_("标志"), picture, wide=True, dense=True, hint=hint))
        hint = _("勾选的按这个顺序印出；Alt+上下键移动。更多写法见文件夹里的 template.toml。")
        row_of_chapters = FieldRow(_("章节"), self.chapters, wide=True, dense=True, hint=hint)
        column.addWidget(row_of_chapters, 1)
        column.addWidget(self.problems)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(self.close_button)
        foot.addWidget(self.save_button)
        column.addLayout(foot)
        self.resize(worn.px(820), worn.px(680))

    def _wire(self) -> None:
        self.which.chosen.connect(self._show)
        self.copy_button.clicked.connect(self._copy)
        self.folder_button.clicked.connect(self._open_folder)
        self.remove_button.clicked.connect(self._remove)
        self.logo_button.clicked.connect(self._ask_logo)
        self.no_logo.clicked.connect(lambda: self.take_logo(None))
        self.save_button.clicked.connect(self.save)
        self.close_button.clicked.connect(self.accept)
        for line in self.lines.values():
            line.textChanged.connect(lambda _text: self._edited())
        self.chapters.changed.connect(self._edited)

    # --- which one ------------------------------------------------------------------------------

    def _list(self, template: str) -> None:
        self._entries = {entry.id: entry for entry in list_templates(self._paths)}
        options = [(one.id, _choice(one)) for one in self._entries.values()]
        self.which.set_options(options)
        self.which.choose(template if template in self._entries else next(iter(self._entries)))
        self._show(self.which.key)

    def _show(self, template: str) -> None:
        entry = self._entries[template]
        self._logo, found = None, texts_of(entry)
        usable = entry.template is not None
        own = entry.own and usable
        for name, line in self.lines.items():
            line.setText(getattr(found, name))
            line.setReadOnly(not own)
        self.chapters.show_lines(chapter_lines(entry))
        self.chapters.set_enabled(enabled=own)
        self.take_logo_name(found.logo_file)
        self.copy_button.setVisible(usable)
        self.remove_button.setVisible(entry.own)
        self.save_button.setVisible(own)
        self.save_button.setEnabled(False)
        for button in (self.logo_button, self.no_logo):
            button.setVisible(own)
        self.note.setText(_about(entry))
        self.problems.show_problems(entry.problems)
        if own:
            self._check(entry)

    def _check(self, entry: TemplateEntry) -> None:
        paths, catalog = self._paths, self._catalog

        def done(found: Sequence[Problem]) -> None:
            if self.which.key == entry.id:
                self.problems.show_problems(found)

        self._run(lambda: check_entry(paths, catalog, entry), done)

    @property
    def template(self) -> str:
        """The id of the template shown."""
        return self.which.key

    # --- what is done with it -------------------------------------------------------------------

    def _copy(self) -> None:
        source, paths = self._entries[self.which.key], self._paths
        target = free_id(paths, f"{source.id}-1" if source.own else f"my-{source.id}")

        def done(made: TemplateEntry | tuple[Problem, ...]) -> None:
            if isinstance(made, tuple):
                self.problems.show_problems(made)
                return
            self._list(made.id)
            self.lines["name"].setFocus()
            self.lines["name"].selectAll()
            self.changed.emit(made.id)

        self._run(lambda: copy_template(paths, source.id, target), done)

    def _open_folder(self) -> None:
        folder = self._entries[self.which.key].folder
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))

    def _remove(self) -> None:
        template = self.which.key
        failed = remove_template(self._paths, template)
        if failed is not None:
            self.problems.show_problems((failed,))
            return
        self._list("")
        self.changed.emit(template)

    def _ask_logo(self) -> None:
        kinds = _("图片 (*.png *.jpg *.jpeg)")
        chosen, _kind = QFileDialog.getOpenFileName(self, _("选标志"), "", kinds)
        if chosen:
            self.take_logo(Path(chosen))

    def take_logo(self, file: Path | None) -> None:
        """Take a picture for the logo when it is saved, or none."""
        self._logo = file
        self.take_logo_name(file.name if file is not None else "")
        self._edited()

    def take_logo_name(self, name: str) -> None:
        """Show which picture is the logo."""
        self._logo_file = name
        self.logo.setText(name or _("没有"))
        self.no_logo.setEnabled(bool(name))

    def _edited(self) -> None:
        self.save_button.setEnabled(True)

    def save(self) -> None:
        """Write the template; when anything is wrong the old one stays and it is told."""
        entry, paths, logo = self._entries[self.which.key], self._paths, self._logo
        words = {name: line.text().strip() for name, line in self.lines.items()}
        texts = TemplateTexts(**words, logo_file=self._logo_file)
        chapters = self.chapters.wanted

        def done(made: TemplateEntry | tuple[Problem, ...]) -> None:
            if isinstance(made, tuple):
                self.problems.show_problems(made)
                return
            self._list(made.id)
            self.changed.emit(made.id)

        self._run(lambda: save_texts(paths, entry, texts, chapters, logo), done)

    def _run(self, job: Callable[[], T], done: Callable[[T], object]) -> None:
        """Do something with files in the background."""

        def ended(result: T) -> None:
            if isValid(self):
                done(result)

        self._tasks.run(lambda _progress: job(), ended, _raise)


def _choice(entry: TemplateEntry) -> str:
    whose = _("自己的") if entry.own else _("随程序")
    title = _("{name}（{detail}）").format(name=entry.title, detail=whose)
    return title if entry.template is not None else f"{title}{_('（不能用）')}"


def _about(entry: TemplateEntry) -> str:
    if entry.template is None:
        return _("这个版式不能用，按下面的问题改好文件夹里的 template.toml 再打开本窗口。")
    if not entry.own:
        return _("随程序提供，不能改动；复制为您的版式后再改。")
    return _("编号 {id}，命令行 --template {id}。").format(id=entry.id)


def _raise(error: Exception) -> None:
    raise error
