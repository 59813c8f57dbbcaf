"""导出自评包: what goes into the file, a password if wanted, and where it goes."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QLineEdit, QWidget

from desktop_app.app.package_making import MadePackage, Wish, make_package, package_name
from desktop_app.app.password_hint import hint_of
from desktop_app.app.receiving import size_text
from desktop_app.core.problems import Problem
from desktop_app.i18n import _, ngettext, translate
from desktop_app.ui.components.buttons import PrimaryButton, QuietButton
from desktop_app.ui.components.card import Card
from desktop_app.ui.components.check_box import CheckBox
from desktop_app.ui.components.field_row import FieldRow
from desktop_app.ui.components.labels import label
from desktop_app.ui.components.line_edit import LineEdit
from desktop_app.ui.components.page import Page
from desktop_app.ui.components.toast import ToastAction
from desktop_app.ui.folders import usual_folder
from desktop_app.ui.safety.desk import SafetyDesk

if TYPE_CHECKING:
    from desktop_app.app.package_making import Go
    from desktop_app.ui.main_window import MainWindow

_FOLDER = "package.folder"


class ExportPage(Page):
    """Makes the package of the open case.

    Signals:
        left(): the file is made, or the user thinks better of it.
    """

    left = Signal()

    def __init__(self, window: MainWindow, parent: QWidget | None = None) -> None:
        super().__init__(
            _("导出自评包"),
            _("一个文件带走这个自评：数据、修改记录、佐证、规则包和判定结果。"
              "对方用本软件打开后可以查看、导入，改完再发回来合并。"),
            parent=parent,
        )  # fmt: skip
        self._window = window
        self.desk = SafetyDesk(window, self)
        self.leave_button = QuietButton(_("取消"))
        self.save_button = PrimaryButton(_("导出…"), "file-archive")
        self.evidence = CheckBox(_("连同佐证文件的内容"))
        self.shown = CheckBox(_("显示口令"))
        self.password, self.again = LineEdit(), LineEdit()
        self.first_row = FieldRow(_("口令（可不填）"), self.password)
        self.again_row = FieldRow(_("再输入一遍"), self.again)
        self._build()
        self._wire()
        self._judge()

    def _build(self) -> None:
        self.add_action(self.leave_button)
        self.add_action(self.save_button)
        content = Card(_("内容"))
        bridge = self._window.bridge
        case = bridge.case if bridge is not None else None
        if case is not None:
            who = f"{case.enterprise.name} {case.year}"
            content.body.addWidget(label(who, "strong", wrap=True))
            size = sum(one.size for one in {one.digest: one for one in case.evidence}.values())
            count = len(case.evidence)
            words = ngettext("{count} 份佐证，{size}", "{count} 份佐证，{size}", count)
            told = words.format(count=count, size=size_text(size)) if count else _("没有佐证文件。")
            content.body.addWidget(label(told, "muted", wrap=True))
        self.evidence.setChecked(True)
        self.evidence.setVisible(case is not None and bool(case.evidence))
        content.body.addWidget(self.evidence)
        secret = Card(_("加密"))
        secret.set_caption(
            _(
                "有口令时，没有口令的人既看不到内容，也改不了而不被发现。口令请另外告诉对方；忘了就打不开，没有别的办法。"
            )
        )
        secret.body.addWidget(self.first_row)
        secret.body.addWidget(self.again_row)
        secret.body.addWidget(self.shown)
        self.body.addWidget(content)
        self.body.addWidget(secret)
        self.body.addStretch(1)
        self._hide_words(shown=False)

    def _wire(self) -> None:
        self.leave_button.clicked.connect(self.left)
        self.save_button.clicked.connect(self.ask)
        self.password.textChanged.connect(lambda _text: self._judge())
        self.again.textChanged.connect(lambda _text: self._judge())
        self.shown.toggled.connect(lambda on: self._hide_words(shown=on))
        self.desk.busy.connect(lambda busy: self.save_button.setEnabled(not busy))

    def _hide_words(self, *, shown: bool) -> None:
        mode = QLineEdit.EchoMode.Normal if shown else QLineEdit.EchoMode.Password
        self.password.setEchoMode(mode)
        self.again.setEchoMode(mode)
        self.again_row.setVisible(not shown)
        self._judge()

    def _judge(self) -> None:
        """Say how good the password is, and whether both are the same."""
        text = self.password.text()
        workspace = self._window.workspace
        leaves = not text and workspace is not None and workspace.has_password
        bare = _("企业库有口令；这个包不设口令就没有加密，拿到它的人都能读。")
        self.first_row.set_hint(bare if leaves else hint_of(text))
        differs = not self.shown.isChecked() and self.again.text() != text
        self.again_row.setEnabled(bool(text))
        told = differs and bool(self.again.text())
        self.again_row.set_problem(_("两次输入的不一样。") if told else None)
        self.save_button.setEnabled(not differs)

    def ask(self) -> None:
        """Ask where to, and write the file there."""
        bridge = self._window.bridge
        if bridge is None:
            return
        folder = usual_folder(Path(self._window.settings.get(_FOLDER)))
        name = str(folder / package_name(bridge.case))
        kinds = _("自评包 (*.nzcase)")
        path, _kind = QFileDialog.getSaveFileName(self, _("导出自评包"), name, kinds)
        if path:
            target = Path(path)
            self.export_to(target if target.suffix else target.with_suffix(".nzcase"))

    def export_to(self, target: Path) -> None:
        """Write the file in the background and tell how it went."""
        workspace, bridge = self._window.workspace, self._window.bridge
        if workspace is None or workspace.library is None or bridge is None:
            return
        library, catalog, case_id = workspace.library, workspace.catalog, bridge.session.case_id
        evidence = self.evidence.isChecked()
        wish = Wish(target, workspace.who, workspace.now(), self.password.text(), evidence)

        def job(tell: Go) -> MadePackage | tuple[Problem, ...]:
            return make_package(library, catalog, case_id, wish, tell)

        self.desk.run(_("正在导出 {name}").format(name=target.name), job, self._made)

    def _made(self, made: MadePackage | tuple[Problem, ...]) -> None:
        problems = made.problems if isinstance(made, MadePackage) else made
        for found in problems:
            kind = "warning" if isinstance(made, MadePackage) else "problem"
            self._window.toasts.show(found.told(translate), kind)
        if isinstance(made, MadePackage):
            folder = made.path.parent
            self._window.settings.put(_FOLDER, str(folder))
            url = QUrl.fromLocalFile(str(folder))
            show = ToastAction(_("打开所在文件夹"), lambda: QDesktopServices.openUrl(url))
            words = _("已导出 {name}（{size}）")
            name, size = made.path.name, size_text(made.size)
            self._window.toasts.show(words.format(name=name, size=size), "done", show)
            self.left.emit()

    def reveal(self, _target: str) -> bool:
        """Nothing of the open case is edited here."""
        return False
