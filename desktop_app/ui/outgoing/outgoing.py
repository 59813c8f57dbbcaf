"""Binders, signing and verifying for the open case; the bridge knows it as `outgoing`.

Pages ask for it; the work is done in the background.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QObject, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QWidget
from shiboken6 import isValid

from desktop_app.app.binder import MadeBinder, binder_name
from desktop_app.app.paths import Paths
from desktop_app.app.reporting import report_name
from desktop_app.app.signing import signing
from desktop_app.app.stamping import ALONE, Along
from desktop_app.app.verifying import Verified, trust_signer
from desktop_app.core.problems import Problem, Severity
from desktop_app.i18n import _, translate
from desktop_app.ui.bridge import Bridge
from desktop_app.ui.components.toast import ToastAction, ToastStack
from desktop_app.ui.folders import usual_folder
from desktop_app.ui.frame import Memory
from desktop_app.ui.outgoing.checking import Checked, check
from desktop_app.ui.outgoing.signing_popover import SigningPopover
from desktop_app.ui.report_page import making
from desktop_app.ui.report_page.making import WHOLE
from desktop_app.ui.status_line import StatusLine
from desktop_app.ui.tasks import Cancel, CancelledError, Progress, Tasks

T = TypeVar("T")
_FOLDER, _NAME, _KEY = "report.folder", "signing.name", "signing.key"


class Outgoing(QObject):
    """What the open case sends out, and files held against it."""

    def __init__(
        self,
        bridge: Bridge,
        paths: Paths,
        tasks: Tasks,
        status: StatusLine,
        toasts: ToastStack,
        memory: Memory,
    ) -> None:
        super().__init__(bridge)
        self._bridge, self._paths, self._tasks = bridge, paths, tasks
        self._status, self._toasts, self._memory = status, toasts, memory

    # --- signing ------------------------------------------------------------------------------

    @property
    def signer(self) -> str:
        """Who signs what is exported; "" while nobody does."""
        return self._memory.get(_NAME) if self._memory.get(_KEY) else ""

    def along(self) -> Along | None:
        """Who signs; None, and told of, where the key cannot be used: nothing is exported then."""
        key = self._memory.get(_KEY)
        if not key:
            return ALONE
        found = signing(Path(key), self._memory.get(_NAME))
        if isinstance(found, Problem):
            words = _("没有导出：不能签名。{why}选“签名导出的文件…”换一个私钥，或不签名。")
            self._toasts.show(words.format(why=found.told(translate)), "problem")
            return None
        return found

    def ask_signing(self, anchor: QWidget) -> None:
        """Ask who signs and with which key."""
        popover = SigningPopover(anchor, self._memory.get(_NAME), self._memory.get(_KEY))
        popover.given.connect(self.sign_as)
        popover.open()

    def sign_as(self, name: str, key: str) -> None:
        """Sign with a key from now on; without one nothing is signed any more."""
        found = signing(Path(key), name) if key else ALONE
        if isinstance(found, Problem):
            self._toasts.show(found.told(translate), "problem")
            return
        if key:
            self._memory.put(_NAME, name)
        self._memory.put(_KEY, key)
        words = _("以后导出的文件以“{name}”的名义签名。").format(name=name)
        self._toasts.show(words if key else _("以后导出的文件不签名。"), "done")

    # --- binder -------------------------------------------------------------------------------

    def ask_binder(self, parent: QWidget) -> None:
        """Ask where to, and make the binder of the case."""
        target = self._ask(parent, _("佐证册"), binder_name(self._bridge.case))
        if target is not None:
            self.export_binder(target)

    def ask_both(self, parent: QWidget, what: str) -> None:
        """Ask where to, and make the report together with the binder it refers to.

        `what` is the report that is chosen, as of `making.Frozen`.
        """
        title = _("PDF 报告与佐证册")
        target = self._ask(parent, title, report_name(self._bridge.case))
        if target is not None:
            self.export_binder(target.with_name(binder_name(self._bridge.case)), target, what)

    def export_binder(self, target: Path, report: Path | None = None, what: str = WHOLE) -> None:
        """Make the binder in the background; with `report` also the report that names its pages."""
        along = self.along()
        if along is None:
            return
        bridge, files = self._bridge, self._bridge.session.library.files
        last = bridge.last_evaluation
        frozen = making.freeze(self._paths, bridge.evaluation, last, what, along)

        def job(progress: Progress) -> MadeBinder | tuple[Problem, ...]:
            made = making.export_binder(frozen, files, target, progress)
            if report is None or not isinstance(made, MadeBinder):
                return made
            beside = replace(frozen, along=replace(along, binder=made.numbers))
            return making.export_pdf(beside, report, progress) or made

        words = _("正在制作佐证册")
        self._run(words, job, partial(self._told_binder, target, report))

    def _told_binder(
        self, target: Path, report: Path | None, made: MadeBinder | tuple[Problem, ...]
    ) -> None:
        if not isinstance(made, MadeBinder):
            for found in made:
                self._toasts.show(found.told(translate), "problem")
            return
        self._memory.put(_FOLDER, str(target.parent))
        show = ToastAction(
            _("打开所在文件夹"),
            lambda: QDesktopServices.openUrl(QUrl.fromLocalFile(str(target.parent))),
        )
        names = _("、").join(one.name for one in (report, target) if one is not None)
        self._toasts.show(_("已导出 {name}").format(name=names), "done", show)
        if made.left_out:
            words = _("佐证册里有 {count} 份没有收全，原因见各份的隔页：{labels}。")
            labels = _("、").join(label for label, _why in made.left_out[:10])
            told = words.format(count=len(made.left_out), labels=labels)
            self._toasts.show(told, "warning")

    def _ask(self, parent: QWidget, title: str, name: str) -> Path | None:
        folder = usual_folder(Path(self._memory.get(_FOLDER)))
        kinds = _("PDF 文件 (*.pdf)")
        path, _kind = QFileDialog.getSaveFileName(parent, title, str(folder / name), kinds)
        if not path:
            return None
        target = Path(path)
        return target if target.suffix else target.with_suffix(".pdf")

    # --- verifying ----------------------------------------------------------------------------

    def ask_file(self, parent: QWidget, done: Callable[[Checked], object]) -> None:
        """Ask for a file, and verify it."""
        folder = usual_folder(Path(self._memory.get(_FOLDER)))
        kinds = _("报告、工作簿 (*.pdf *.docx *.xlsx);;全部文件 (*)")
        path, _kind = QFileDialog.getOpenFileName(parent, _("核对文件"), str(folder), kinds)
        if path:
            self.verify(Path(path), done)

    def verify(self, path: Path, done: Callable[[Checked], object]) -> None:
        """Verify a file beside the open case in the background."""
        evaluation, paths = self._bridge.evaluation, self._paths

        def ended(found: Checked | tuple[Problem, ...]) -> None:
            if isinstance(found, Checked):
                done(found)
                return
            for one in found:
                kind = "info" if one.severity is Severity.INFO else "problem"
                self._toasts.show(f"{path.name}: {one.told(translate)}", kind)

        words = _("正在核对 {name}").format(name=path.name)
        self._run(words, lambda progress: check(paths, path, evaluation, progress), ended)

    def trust(self, checked: Checked, done: Callable[[Checked], object]) -> None:
        """Trust whoever signed a file from now on."""
        today = self._bridge.session.clock()[:10]
        found = trust_signer(self._paths, checked.found, today)
        if isinstance(found, Verified):
            done(replace(checked, found=found))
        else:
            self._toasts.show(found.told(translate), "problem")

    # --- in the background --------------------------------------------------------------------

    def _run(self, words: str, job: Callable[[Progress], T], done: Callable[[T], object]) -> None:
        token = Cancel()
        row = self._status.begin(words, token.request)

        def ended(result: T) -> None:
            self._status.end(row)
            if isValid(self):
                done(result)

        def failed(error: Exception) -> None:
            self._status.end(row)
            if not token.requested and not isinstance(error, CancelledError):
                raise error
            self._toasts.show(_("已停止，没有留下文件。"))

        self._tasks.run(job, ended, failed, lambda share, _text: row.show_progress(share), token)
