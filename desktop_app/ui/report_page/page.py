"""The report 报告 and the regulator forms: made in the background, shown as printed, exported."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QAction, QDesktopServices, QKeySequence, QShowEvent
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget
from shiboken6 import isValid

from desktop_app.app.formats import DOCX, PDF, WORKBOOK
from desktop_app.app.logged import with_log
from desktop_app.app.moments import keep_at_report, newest_edit
from desktop_app.app.paths import Paths
from desktop_app.app.regulator_forms import find_form, form_file_name
from desktop_app.app.report_templates import FULL
from desktop_app.app.reporting import document_name, edition_of
from desktop_app.core.changes import Changes
from desktop_app.core.problems import Problem
from desktop_app.i18n import _, run_on, translate
from desktop_app.ui import theme
from desktop_app.ui.bridge import Bridge
from desktop_app.ui.components.buttons import (
    BareButton,
    PrimaryButton,
    QuietButton,
)
from desktop_app.ui.components.empty_state import EmptyState
from desktop_app.ui.components.flow import FlowRow
from desktop_app.ui.components.page import Page
from desktop_app.ui.components.progress_row import ProgressRow
from desktop_app.ui.components.select import Select
from desktop_app.ui.components.short_label import ShortLabel
from desktop_app.ui.components.skeleton import Skeleton
from desktop_app.ui.components.toast import ToastAction, ToastStack
from desktop_app.ui.folders import usual_folder
from desktop_app.ui.frame import Memory
from desktop_app.ui.report_page import making
from desktop_app.ui.report_page.beside import Beside
from desktop_app.ui.report_page.form_dialog import FormDialog
from desktop_app.ui.report_page.making import REPORT, WHOLE, Frozen, Preview, template_of
from desktop_app.ui.report_page.missing_panel import MissingPanel
from desktop_app.ui.report_page.reading_bar import ReadingBar
from desktop_app.ui.report_page.template_dialog import TemplateDialog
from desktop_app.ui.report_page.view import PdfView
from desktop_app.ui.status_line import StatusLine
from desktop_app.ui.tasks import Cancel, Progress, Tasks

Export = Callable[[Frozen, Path, Progress], tuple[Problem, ...]]
_MOST_TOLD = 3


class ReportPage(Page):
    """The preview follows the data: it is made anew when the page is shown and they changed.

    `what` chooses between the editions of the assessment report and the regulator forms.
    """

    def __init__(
        self,
        bridge: Bridge,
        paths: Paths,
        tasks: Tasks,
        status: StatusLine,
        toasts: ToastStack,
        memory: Memory,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(_("报告"), wide=True, scrolls=False, parent=parent)
        self._bridge, self._paths, self._tasks = bridge, paths, tasks
        self._status, self._toasts, self._memory = status, toasts, memory
        self._made_of: tuple[object, str] = (None, WHOLE)
        self._making: Cancel | None = None
        self._exported: Path | None = None
        self.pdf_button = PrimaryButton(_("导出 PDF"), "download")
        self.docx_button = QuietButton(_("导出 Word"), "file-text")
        self.workbook_button = QuietButton(_("导出工作簿"), "file-spreadsheet")
        self.folder_button = QuietButton(_("打开所在文件夹"), "folder-open")
        self.beside = Beside(self, bridge, lambda: self.what.key)
        self.what = Select(making.choices(paths), _("要做的文件"))
        self.what.choose(WHOLE)
        self.templates_button = BareButton(_("版式…"))
        self.dialog: TemplateDialog | FormDialog | None = None
        self.missing = MissingPanel()
        self.missing.hide()
        self.view = PdfView(tasks)
        self.progress = ProgressRow(_("正在生成报告…"))
        self.failed = EmptyState("triangle-alert", "", _("再试一次"))
        self._state = ShortLabel("caption")
        self.reading = ReadingBar(self.view, tasks, self)
        self._stack = QStackedWidget()
        self._build()
        self._wire()

    def _build(self) -> None:
        worn = theme.current()
        for button in (
            self.beside.menu_button,
            self.folder_button,
            self.workbook_button,
            self.docx_button,
            self.pdf_button,
        ):
            self.add_action(button)
        self.folder_button.hide()
        waiting = QWidget()
        column = QVBoxLayout(waiting)
        column.setContentsMargins(worn.px(120), worn.px(48), worn.px(120), 0)
        column.setSpacing(worn.px(24))
        column.addWidget(self.progress)
        column.addWidget(Skeleton(8))
        column.addStretch(1)
        for part in (waiting, self.view, self.failed):
            self._stack.addWidget(part)
        self._waiting = waiting
        chosen = QWidget()
        row = QHBoxLayout(chosen)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(worn.px(4))
        row.addWidget(self.what)
        row.addWidget(self.templates_button)
        bar = FlowRow(worn.px(8))
        bar.add(chosen, self.reading)
        self.body.setSpacing(worn.px(8))
        self.body.addWidget(bar)
        self.body.addWidget(self._state)
        self.body.addWidget(self.reading.finding)
        both = QHBoxLayout()
        both.setSpacing(worn.px(16))
        both.addWidget(self._stack, 1)
        both.addWidget(self.missing)
        both.addWidget(self.beside.panel)
        self.body.addLayout(both, 1)

    def _wire(self) -> None:
        self.pdf_button.clicked.connect(self.export_pdf)
        self.docx_button.clicked.connect(self.export_docx)
        self.workbook_button.clicked.connect(self.export_workbook)
        self.folder_button.clicked.connect(self.open_folder)
        self.what.chosen.connect(lambda _key: self.make())
        self.templates_button.clicked.connect(self.show_templates)
        self.missing.opened.connect(self._bridge.jump)
        self.progress.cancelled.connect(self._cancel)
        self.failed.acted.connect(self.make)
        self._action(_("更新预览"), "F5", self.make)

    def _action(self, text: str, keys: str, run: Callable[[], object]) -> QAction:
        action = QAction(text, self)
        action.setShortcut(QKeySequence(keys))
        action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        action.triggered.connect(lambda _on=False: run())
        self.addAction(action)
        return action

    # --- preview ------------------------------------------------------------------------------

    @property
    def stale(self) -> bool:
        """Whether the data changed, or something else was chosen, since the preview was made."""
        evaluation, what = self._made_of
        return evaluation is not self._bridge.evaluation or what != self.what.key

    def make(self) -> None:
        """Make the preview of the data as they are now; a preview in the making is given up."""
        if self._making is not None:
            self._making.request()
        frozen = self._freeze()
        self.templates_button.setText(_("报表…") if frozen.form else _("版式…"))
        self._say(_("正在按现在的数据更新…"))
        self.progress.cancel_button.setEnabled(True)
        self.progress.show_progress(0, _("正在生成报告…"))
        if not self.view.pages:
            self._stack.setCurrentWidget(self._waiting)
        token = Cancel()
        self._making = token
        self._tasks.run(
            partial(making.make_preview, frozen),
            partial(self._made, frozen, token),
            partial(self._not_made, token),
            lambda share, _text: self._show_progress(token, share),
            token,
        )

    def _show_progress(self, token: Cancel, share: float) -> None:
        if self._making is token and isValid(self):
            self.progress.show_progress(share)

    def _freeze(self) -> Frozen:
        bridge = self._bridge
        return making.freeze(self._paths, bridge.evaluation, bridge.last_evaluation, self.what.key)

    def _made(self, frozen: Frozen, token: Cancel, made: Preview | tuple[Problem, ...]) -> None:
        if self._making is not token or not isValid(self):
            return
        self._making = None
        if isinstance(made, tuple):
            self._fail(run_on(p.told(translate) for p in made[:_MOST_TOLD]))
            return
        another = frozen.what != self._made_of[1]
        self._made_of = (frozen.evaluation, frozen.what)
        self.view.show_document(made.document)
        if another:
            self.view.go_to(1)
        self._show_gaps(made)
        self._stack.setCurrentWidget(self.view)
        if self.hasFocus():
            self.view.setFocus(Qt.FocusReason.OtherFocusReason)
        now = datetime.now().astimezone()
        self._say(_("按 {time} 的数据生成").format(time=f"{now:%H:%M:%S}"))
        self.reading.show_place()
        self.reading.finding.again()
        if self.stale and self.isVisible():
            self.make()

    def _show_gaps(self, made: Preview) -> None:
        """What the form lacks stands beside it; the report tells of gaps itself."""
        if made.gaps is not None:
            self.missing.show_gaps(made.gaps)
        self.missing.setVisible(made.gaps is not None)

    def _not_made(self, token: Cancel, error: Exception) -> None:
        if self._making is not token or not isValid(self):
            return
        self._making = None
        if not token.requested:
            self._fail(_("报告没有生成：程序遇到了问题。"))
            raise error
        self._fail(_("已停止生成报告。"))

    def _fail(self, text: str) -> None:
        self.failed.say(text)
        self.missing.hide()
        self._say("")
        self._stack.setCurrentWidget(self.failed)

    def _cancel(self) -> None:
        if self._making is not None:
            self._making.request()

    def _say(self, text: str) -> None:
        self._state.show_text(text)

    # --- export -------------------------------------------------------------------------------

    def export_pdf(self) -> None:
        """Ask where to, and write the PDF there."""
        self._export(PDF, _("导出 PDF"), _("PDF 文件 (*.pdf)"), making.export_pdf)

    def export_docx(self) -> None:
        """Ask where to, and write the Word file there."""
        self._export(DOCX, _("导出 Word"), _("Word 文件 (*.docx)"), making.export_docx)

    def export_workbook(self) -> None:
        """Ask where to, and write the workbook there."""
        kinds = _("Excel 工作簿 (*.xlsx)")
        self._export(WORKBOOK, _("导出工作簿"), kinds, making.export_workbook)

    def _export(self, kind: str, title: str, kinds: str, export: Export) -> None:
        target = self._ask(title, self._name(kind), kinds)
        if target is not None:
            self.export_to(target, export)

    def _name(self, kind: str) -> str:
        """The file name proposed for what is chosen."""
        case = self._bridge.session.case
        template = template_of(self.what.key)
        form = () if template else find_form(self._paths, self.what.key)
        if not isinstance(form, tuple):
            return form_file_name(case, form, kind)
        return document_name(kind, case, edition_of(self._paths, template or FULL))

    def export_to(self, target: Path, export: Export) -> None:
        """Write a document to a file in the background and tell how it went."""
        along = self.beside.outgoing.along()
        if along is None:
            return
        token = Cancel()
        row = self._status.begin(_("正在导出 {name}").format(name=target.name), token.request)
        session = self._bridge.session
        along = with_log(session.library, session.case_id, along)
        frozen = replace(self._freeze(), along=along)
        newest = newest_edit(session.library)

        def done(problems: tuple[Problem, ...]) -> None:
            self._status.end(row)
            if not problems:
                keep_at_report(session.library, session.case_id, session.stamp(), newest)
            self._told(target, problems)

        def failed(error: Exception) -> None:
            self._status.end(row)
            if not token.requested:
                raise error
            self._toasts.show(_("已停止导出，没有留下文件。"))

        self._tasks.run(
            lambda progress: export(frozen, target, progress),
            done,
            failed,
            lambda share, _text: row.show_progress(share),
            token,
        )

    def _told(self, target: Path, problems: Sequence[Problem]) -> None:
        for found in problems:
            self._toasts.show(found.told(translate), "problem")
        if not problems and isValid(self):
            self._exported = target
            self.folder_button.show()
            self._memory.put("report.folder", str(target.parent))
            show = ToastAction(_("打开所在文件夹"), self.open_folder)
            self._toasts.show(_("已导出 {name}").format(name=target.name), "done", show)

    def _ask(self, title: str, name: str, kinds: str) -> Path | None:
        folder = usual_folder(Path(self._memory.get("report.folder")))
        path, _kind = QFileDialog.getSaveFileName(self, title, str(folder / name), kinds)
        if not path:
            return None
        target = Path(path)
        return target if target.suffix else target.with_suffix(Path(name).suffix)

    def open_folder(self) -> None:
        """Show the folder of what was exported last."""
        if self._exported is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._exported.parent)))

    # --- templates ------------------------------------------------------------------------------

    def show_templates(self) -> None:
        """Look at the templates or the forms, copy and change them; what is shown follows."""
        template, catalog = template_of(self.what.key), self._bridge.session.catalog
        kind, make = (REPORT, TemplateDialog) if template else ("", FormDialog)
        self.dialog = make(self._paths, catalog, self._tasks, template or self.what.key, self)
        self.dialog.changed.connect(partial(self._templates_changed, kind))
        self.dialog.finished.connect(self._templates_closed)
        self.dialog.open()

    def _templates_changed(self, kind: str, changed: str) -> None:
        """Offer the templates and forms there are now and make what was changed."""
        self.what.set_options(making.choices(self._paths))
        wanted = f"{kind}{changed}"
        self.what.choose(wanted if self.what.findData(wanted) >= 0 else WHOLE)
        self.make()

    def _templates_closed(self) -> None:
        if self.dialog is not None:
            self.dialog.deleteLater()
        self.dialog = None

    # --- contract of pages ----------------------------------------------------------------------

    def refresh(self, changes: Changes | None) -> None:
        """Make the preview anew if the data changed since and the page is in sight."""
        if not self.stale or self._making is not None:
            return
        if self.isVisible():
            self.make()
        elif self.view.pages:
            self._say(_("数据已改动，打开本页时更新"))

    def reveal(self, target: str) -> bool:
        """A report has no fields to go to."""
        return False

    def showEvent(self, event: QShowEvent) -> None:
        """Make or renew the preview when the page comes into sight."""
        super().showEvent(event)
        (self.view if self.view.isVisible() else self).setFocus(Qt.FocusReason.OtherFocusReason)
        self.refresh(None)
