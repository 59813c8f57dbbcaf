"""Where evidence is taken in, opened, exported and verified: always in the background."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Final, TypeVar

from PySide6.QtCore import QMimeData, QObject, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QGuiApplication, QImage
from PySide6.QtWidgets import QFileDialog, QWidget
from shiboken6 import isValid

from desktop_app.app import evidence as verbs
from desktop_app.app.evidence_copies import Copies, copy_name, export, export_all
from desktop_app.app.kept_files import Unused
from desktop_app.app.outcome import Outcome
from desktop_app.app.receiving import Received, size_text
from desktop_app.core.evidence import Evidence, Subject
from desktop_app.core.library_texts import NOT_WRITTEN
from desktop_app.core.problems import Problem, Severity
from desktop_app.i18n import _
from desktop_app.ui.bridge import Bridge
from desktop_app.ui.case_pages import EVIDENCE
from desktop_app.ui.components.toast import ToastAction, ToastStack
from desktop_app.ui.dragged import paths_in
from desktop_app.ui.evidence.intake import Pasted, Source, Taken, take_in
from desktop_app.ui.frame import Memory
from desktop_app.ui.status_line import StatusLine
from desktop_app.ui.tasks import Cancel, CancelledError, Progress, Tasks
from desktop_app.ui.told import tell_together
from desktop_app.ui.waiting import HOPELESS

T = TypeVar("T")

_MOST_TOLD: Final = 3


@dataclass(frozen=True, slots=True)
class _Held:
    """Files and pictures to take in, and what they support."""

    sources: tuple[Source, ...]
    subjects: tuple[Subject, ...]


class EvidenceDesk(QObject):
    """Works on the evidence of the open case; the bridge knows it as `desk`.

    Attributes:
        why: why the library could not take in what is held; None when nothing is.

    Signals:
        added(object): ids of documents that came in, or that a file given turned out to be.
    """

    added = Signal(object)

    def __init__(
        self,
        bridge: Bridge,
        tasks: Tasks,
        status: StatusLine,
        toasts: ToastStack,
        memory: Memory,
    ) -> None:
        super().__init__(bridge)
        self._bridge = bridge
        self.tasks = tasks
        self._status, self._toasts, self._memory = status, toasts, memory
        self.files = bridge.session.library.files
        self._copies = Copies(self.files)
        self.destroyed.connect(self._copies.close)
        self._held: list[_Held] = []
        self._taking = 0
        self._turn = 0
        self.why: Problem | None = None
        bridge.desk = self

    # --- taking in ----------------------------------------------------------------------------

    def choose(self, parent: QWidget, subjects: Iterable[Subject] = ()) -> None:
        """Ask for files and take them in."""
        folder = self._memory.get("evidence.folder", str(Path.home()))
        names, _kind = QFileDialog.getOpenFileNames(parent, _("添加佐证文件"), folder)
        if names:
            self._memory.put("evidence.folder", str(Path(names[0]).parent))
            self.take([Path(name) for name in names], subjects)

    def paste(self, subjects: Iterable[Subject] = ()) -> None:
        """Take in the picture or the files on the clipboard, or say that there are none."""
        # An empty clipboard may hold nothing at all.
        mime = QGuiApplication.clipboard().mimeData() or QMimeData()  # type: ignore[truthy-bool]
        paths = paths_in(mime)
        if paths:
            self.take(paths, subjects)
        elif mime.hasImage():
            self.take_picture(QGuiApplication.clipboard().image(), subjects)
        else:
            self._toasts.show(_("剪贴板里没有图片或文件。"))

    def take(self, paths: Sequence[Path], subjects: Iterable[Subject] = ()) -> None:
        """Read files and add them to the case; one undo step for all of them."""
        words = _("正在添加 {count} 份佐证").format(count=len(paths))
        self._take(words, _Held(tuple(paths), tuple(subjects)))

    def take_picture(self, picture: QImage, subjects: Iterable[Subject] = ()) -> None:
        """Add a picture that is in memory, as a PNG file."""
        name = _("剪贴板图片 {time}").format(
            time=f"{datetime.now().astimezone():%Y-%m-%d %H.%M.%S}"
        )
        self._take(_("正在添加图片"), _Held((Pasted(f"{name}.png", picture),), tuple(subjects)))

    def _take(self, words: str, given: _Held, *, again: bool = False) -> None:
        files, count, turn = self.files, len(given.sources), self._turn
        self._taking += count

        def job(progress: Progress) -> Taken:
            return take_in(files, given.sources, progress)

        def ended() -> None:
            self._taking -= count if turn == self._turn else 0

        def took(taken: Taken) -> None:
            if turn == self._turn:
                self._took(given, taken, again=again)

        self._run(words, job, took, ended)

    def _took(self, given: _Held, taken: Taken, *, again: bool) -> None:
        """Add what was read; what the library could not take is held until it can, told once."""
        pairs = list(zip(given.sources, taken, strict=True))
        unkept = [(one, found) for one, found in pairs if _passing(found)]
        if unkept:
            self._held.append(_Held(tuple(one for one, _found in unkept), given.subjects))
            self.why = next(found for _one, found in unkept if isinstance(found, Problem))
            if not again:
                self._bridge.problems.emit((self.why,))
        rest = [found for found in taken if not _passing(found)]
        if rest:
            self._add(rest, given.subjects)

    @property
    def held(self) -> int:
        """How many files and pictures are on their way in, or wait for room in the library."""
        return self._taking + sum(len(one.sources) for one in self._held)

    def take_held(self) -> bool:
        """Try again to take in what is held; whether there is nothing left to do."""
        if self._held and not self._taking and self.files.blocked() is None:
            waiting, self._held = self._held, []
            for one in waiting:
                words = _("正在添加 {count} 份佐证").format(count=len(one.sources))
                self._take(words, one, again=True)
        return not self.held

    def drop_held(self) -> None:
        """Give up what is held, and what is being tried again just now."""
        self._held.clear()
        self._taking = 0
        self._turn += 1
        self.why = None

    def _add(self, taken: Taken, subjects: tuple[Subject, ...]) -> None:
        received = [one for one in taken if isinstance(one, Received)]
        refused = [one for one in taken if isinstance(one, Problem)]
        made: list[verbs.Added] = []

        def edit() -> Outcome:
            made.append(verbs.add(self._bridge.session, received, subjects))
            return made[-1].outcome

        outcome = self._bridge.tried(edit)
        grave = [one for one in outcome.problems if one.severity is Severity.ERROR]
        remarks = [one for one in outcome.problems if one.severity is not Severity.ERROR]
        self._bridge.did(replace(outcome, problems=tuple(grave)))
        self._tell([*refused, *remarks])
        if grave:
            return
        done = made[-1]
        if done.new:
            self._tell_new(done.new, linked=bool(subjects))
        if done.new or done.known:
            self.added.emit((*done.new, *done.known))

    def _tell(self, problems: Sequence[Problem]) -> None:
        tell_together(self._toasts, problems)

    def _tell_new(self, new: Sequence[str], *, linked: bool) -> None:
        documents = [one for one in self._bridge.case.evidence if one.id in new]
        labels = _("、").join(one.label for one in documents[:_MOST_TOLD])
        if len(documents) > _MOST_TOLD:
            labels = _("{labels} 等 {count} 份").format(labels=labels, count=len(documents))
        way = (
            ToastAction(_("查看"), lambda: self._bridge.jump(f"{EVIDENCE}:{new[0]}"))
            if linked
            else ToastAction(_("撤销"), self._bridge.undo)
        )
        self._toasts.show(_("已添加佐证 {labels}").format(labels=labels), "done", way)

    # --- verbs that tell ----------------------------------------------------------------------

    def remove(self, one: Evidence) -> None:
        """Take a document out of the case; the toast brings it back."""
        outcome = self._bridge.do(verbs.remove, [one.id])
        if outcome.changes:
            way = ToastAction(_("撤销"), self._bridge.undo)
            words = _("已移除 {label}“{title}”").format(label=one.label, title=one.title)
            self._toasts.show(words, "done", way)

    def open(self, one: Evidence) -> None:
        """Show a read-only copy in the program the desktop has for it."""
        copies = self._copies

        def done(found: Path | Problem) -> None:
            if isinstance(found, Problem):
                self._tell([found])
            elif not QDesktopServices.openUrl(QUrl.fromLocalFile(str(found))):
                self._toasts.show(_("系统里没有能打开它的程序；请导出后另行打开。"), "warning")

        self._run(_("正在打开 {label}").format(label=one.label), lambda _p: copies.make(one), done)

    def export(self, parent: QWidget, one: Evidence) -> None:
        """Ask where to, and write the file there."""
        folder = Path(self._memory.get("evidence.out", str(Path.home())))
        name, _kind = QFileDialog.getSaveFileName(
            parent, _("导出佐证"), str(folder / copy_name(one))
        )
        if not name:
            return
        target = Path(name)
        self._memory.put("evidence.out", str(target.parent))
        files = self.files

        def done(found: Problem | None) -> None:
            self._told_export([] if found is None else [found], target.parent, target.name)

        words = _("正在导出 {name}").format(name=target.name)
        self._run(words, lambda _p: export(files, one, target), done)

    def export_everything(self, parent: QWidget) -> None:
        """Ask for a folder, and write all documents and the list of their SHA-256 there."""
        before = self._memory.get("evidence.out", str(Path.home()))
        name = QFileDialog.getExistingDirectory(parent, _("导出全部佐证到文件夹"), before)
        if not name:
            return
        folder, files, listed = Path(name), self.files, self._bridge.case.evidence
        self._memory.put("evidence.out", str(folder))

        def done(found: tuple[list[Path], tuple[Problem, ...]]) -> None:
            made, problems = found
            words = _("{count} 个文件").format(count=len(made))
            self._told_export(problems, folder, words)

        self._run(_("正在导出佐证"), lambda _p: export_all(files, listed, folder), done)

    def _told_export(self, problems: Sequence[Problem], folder: Path, what: str) -> None:
        self._tell(problems)
        if not problems:
            show = ToastAction(
                _("打开所在文件夹"),
                lambda: QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder))),
            )
            self._toasts.show(_("已导出 {name}").format(name=what), "done", show)

    def verify(self) -> None:
        """Compare all contents with their SHA-256 and tell."""
        files, listed = self.files, self._bridge.case.evidence
        whole = sum(one.size for one in listed) or 1

        def job(progress: Progress) -> tuple[Problem, ...]:
            def go(read: int) -> None:
                progress.check()
                progress.report(read / whole)

            return verbs.verify(files, listed, go)

        def done(problems: tuple[Problem, ...]) -> None:
            self._tell(problems)
            if not problems:
                words = _("{count} 份佐证的内容与登记的指纹相符。").format(count=len(listed))
                self._toasts.show(words, "done")

        self._run(_("正在核对佐证"), job, done)

    def purge(self) -> None:
        """Take away for good what removed documents left behind."""
        files = self.files

        def done(found: Unused | Problem) -> None:
            if isinstance(found, Problem):
                self._tell([found])
            else:
                words = _("已清理 {count} 个文件，{size}。")
                size = size_text(found.size) if found.size else "0 KB"
                self._toasts.show(words.format(count=found.count, size=size), "done")

        self._run(_("正在清理"), lambda _p: files.purge(), done)

    def unused(self) -> Unused:
        """What a purge would take away."""
        found = self.files.attempt(lambda files: files.unused())
        return Unused() if isinstance(found, Problem) else found

    # --- in the background --------------------------------------------------------------------

    def _run(
        self,
        words: str,
        job: Callable[[Progress], T],
        done: Callable[[T], object],
        first: Callable[[], object] = lambda: None,
    ) -> None:
        """Run a job; `first` is done when it ended, however it did."""
        token = Cancel()
        row = self._status.begin(words, token.request)

        def ended(result: T) -> None:
            self._status.end(row)
            if isValid(self):
                first()
                done(result)

        def failed(error: Exception) -> None:
            self._status.end(row)
            if isValid(self):
                first()
            if not isinstance(error, CancelledError):
                raise error
            self._toasts.show(_("已停止，没有改动。"))

        self.tasks.run(job, ended, failed, lambda share, _text: row.show_progress(share), token)


def _passing(found: Received | Problem) -> bool:
    """Whether a file was not kept for a reason that may pass: a full disk, a drive pulled out."""
    return isinstance(found, Problem) and found.code in NOT_WRITTEN - HOPELESS
