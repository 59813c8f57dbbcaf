"""Pack files somebody wants to install: what they are, what speaks against it, and the decision.

They are looked through in the background; nothing is installed before the button is pressed.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop_app.app.pack_files import Looked, install, look_at
from desktop_app.core.problems import has_errors
from desktop_app.i18n import _, translate
from desktop_app.ui.components.buttons import PrimaryButton
from desktop_app.ui.packs_page.desk import Desk
from desktop_app.ui.packs_page.job_card import JobCard
from desktop_app.ui.tasks import Progress


class InstallCard(JobCard):
    """The files at hand and the way on: install, trust and install, or put away.

    Signals:
        installed(str): they are installed; the id of the first of them.
    """

    installed = Signal(str)

    def __init__(self, desk: Desk, files: Sequence[Path], parent: QWidget | None = None) -> None:
        super().__init__(desk, _("安装规则包"), parent)
        self._files = tuple(files)
        self.looked: Looked | None = None
        self.install_button = PrimaryButton(_("安装"), "check")
        self.add_way(self.install_button)
        self.install_button.clicked.connect(self.install)
        self._look()

    def _look(self) -> None:
        workspace, files = self._desk.workspace, self._files

        def job(_progress: Progress) -> Looked:
            return look_at(workspace.paths, workspace.catalog, files)

        self.run(_("正在查验规则包文件…"), job, self._show, stops=False)

    def _show(self, looked: Looked) -> None:
        self.looked = looked
        names = [f"{translate(one.manifest.name)} {one.manifest.version}" for one in looked.files]
        what = _("、").join(names) or _("、").join(path.name for path in self._files)
        words = _("安装规则包：{what}")
        if looked.refused:
            words = _("不能安装：{what}")
            if len(self._files) > 1:  # one of them is at fault, and what it is says the list
                what = _("、").join(path.name for path in self._files)
                words = _("没有安装：{what}。有一个不能装就都不装，去掉它可以再试。")
        self.say(words.format(what=what), problems=looked.problems)
        self.close_button.set_text(_("关闭") if looked.refused else _("取消"))
        waits = looked.waits_for_trust
        self.install_button.set_text(_("已核对指纹，信任并安装") if waits else _("安装"))
        self.install_button.setVisible(not looked.refused)
        self.install_button.setEnabled(True)
        if not looked.refused:
            self.lead_to(self.install_button)

    def install(self) -> None:
        """Install the files; that the button says so is the consent it needs."""
        looked = self.looked
        if looked is None:
            return
        workspace, files = self._desk.workspace, self._files
        trusting, now = looked.waits_for_trust, datetime.now(UTC).isoformat()
        self.install_button.setEnabled(False)

        def job(_progress: Progress) -> Looked:
            return install(workspace.paths, workspace.catalog, files, trusting=trusting, now=now)

        self.run(_("正在安装…"), job, self._done, always=self._tell, stops=False)

    def _tell(self, done: Looked) -> None:
        if has_errors(done.problems):
            return
        self._desk.changed()
        if self._desk.toasts is not None:
            names = (f"{translate(one.manifest.name)} {one.manifest.version}" for one in done.files)
            self._desk.toasts.show(_("已安装：{what}").format(what=_("、").join(names)), "done")

    def _done(self, done: Looked) -> None:
        if has_errors(done.problems):
            self._show(done)
            return
        self.installed.emit(done.files[0].manifest.pack if done.files else "")
        self.decided.emit()
