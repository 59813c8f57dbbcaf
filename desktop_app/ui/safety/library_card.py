"""Where the library is, how it stands, and looking it through; what to do when it is damaged."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from desktop_app.app.backups import size_of
from desktop_app.core.library_texts import WHY_READ_ONLY
from desktop_app.core.problems import Problem, has_errors
from desktop_app.i18n import _, translate
from desktop_app.ui import theme
from desktop_app.ui.components.buttons import PrimaryButton, QuietButton
from desktop_app.ui.components.labels import label
from desktop_app.ui.packs_page.problem_list import ProblemList
from desktop_app.ui.safety.desk import SafetyDesk
from desktop_app.ui.safety.readings import size_text

if TYPE_CHECKING:
    from desktop_app.app.backups import Tell
    from desktop_app.app.library_check import Checked, Salvaged


class LibraryCard(QFrame):
    """The file of the library.

    Signals:
        salvaged(Path): a new library was made of what a damaged one held.
    """

    salvaged = Signal(object)

    def __init__(self, desk: SafetyDesk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self.setAccessibleName(_("企业库"))
        self._desk = desk
        self.place = label("", "strong", wrap=True)
        self.place.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.state = label("", "muted", wrap=True)
        self.result = label("", wrap=True)
        self.result.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.problems = ProblemList()
        self.salvage_button = PrimaryButton(_("抢救到新库…"), "file-archive")
        self.check_button = QuietButton(_("深度检查"), "clipboard-check")
        self.folder_button = QuietButton(_("打开所在文件夹"), "folder-open")
        self.other_button = QuietButton(_("换一个企业库文件…"), "external-link")
        self._arrange()
        self.check_button.clicked.connect(self.check)
        self.salvage_button.clicked.connect(self._choose_target)
        self.folder_button.clicked.connect(self._open_folder)
        self.other_button.clicked.connect(self._choose_other)
        desk.busy.connect(self._set_busy)
        self.refresh()

    def _arrange(self) -> None:
        worn = theme.current()
        row = QHBoxLayout()
        row.setSpacing(worn.px(8))
        buttons = (self.salvage_button, self.check_button, self.folder_button, self.other_button)
        for button in buttons:
            row.addWidget(button)
        row.addStretch(1)
        column = QVBoxLayout(self)
        pad = worn.px(16)
        column.setContentsMargins(pad, pad, pad, pad)
        column.setSpacing(worn.px(8))
        column.addWidget(label(_("企业库"), "section"))
        for part in (self.place, self.state, self.result):
            column.addWidget(part)
        column.addWidget(self.problems)
        column.addLayout(row)
        self.result.hide()

    def refresh(self) -> None:
        """Show the library as it is now."""
        workspace, path = self._desk.window.workspace, self._desk.library
        self.place.setText(str(path))
        broken = workspace is not None and workspace.library is None
        notices = workspace.notices if workspace is not None else ()
        self.state.setText(_state(path, notices, broken=broken))
        unsound = workspace is not None and workspace.unsound
        self.salvage_button.setVisible(unsound and path.exists())
        self.problems.show_problems(workspace.problems if workspace is not None else ())

    def check(self) -> None:
        """Read every row, and compare the data with the log."""
        path = self._desk.library

        def job(tell: Tell) -> Checked:
            from desktop_app.app.library_check import check_library

            return check_library(path, tell=tell)

        self._desk.run(_("正在逐行检查企业库…"), job, self._checked)

    def _checked(self, found: Checked) -> None:
        self.problems.show_problems(found.problems)
        if has_errors(found.problems):
            self.say(_("检查发现问题："))
            return
        words = _(
            "企业库完好：{cases} 个自评、{data} 个数据、{packs} 个留存的规则包都读过，"
            "数据与修改记录一致。"
        )
        self.say(words.format(cases=found.cases, data=found.data, packs=found.packs))

    def say(self, *lines: str) -> None:
        """Say what came of something."""
        self.result.setText("\n".join(lines))
        self.result.setVisible(bool(lines))

    def _choose_target(self) -> None:
        path = self._desk.library
        wanted = path.with_name(_("{name} 抢救.nzl").format(name=path.stem))
        chosen, _kind = QFileDialog.getSaveFileName(
            self, _("抢救到新的企业库"), str(wanted), _("企业库 (*.nzl)")
        )
        if chosen:
            self.salvage(Path(chosen))

    def salvage(self, target: Path) -> None:
        """Save what the damaged library holds into a new one."""
        path = self._desk.library

        def job(tell: Tell) -> Salvaged | Problem:
            from desktop_app.app.library_check import salvage

            return salvage(path, target, tell)

        self._desk.run(_("正在抢救…"), job, self._saved)

    def _saved(self, found: Salvaged | Problem) -> None:
        if isinstance(found, Problem):
            self._desk.refuse(found)
            return
        from desktop_app.app.library_words import case_words, saved_words

        self.say(
            _("已抢救到：{path}").format(path=found.library),
            *saved_words(found),
            *(case_words(one) for one in found.cases),
        )
        self.salvaged.emit(found.library)

    def _open_folder(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._desk.library.parent)))

    def _choose_other(self) -> None:
        chosen, _kind = QFileDialog.getOpenFileName(
            self,
            _("选择企业库文件"),
            str(self._desk.library.parent),
            _("企业库 (*.nzl);;所有文件 (*)"),
        )
        if chosen:
            self._desk.window.use_library(chosen)

    def _set_busy(self, busy: bool) -> None:
        for button in (self.salvage_button, self.check_button, self.other_button):
            button.setEnabled(not busy)


def _state(path: Path, notices: Sequence[Problem], *, broken: bool) -> str:
    """Size and standing in a line."""
    if broken:
        return _("现在打不开，文件没有被改动。下面如有备份，选中后可以恢复为副本并打开。")
    try:
        size = size_text(size_of(path))
    except OSError:
        return _("文件现在不在。")
    if any(one.code in WHY_READ_ONLY for one in notices):
        parts = [_("{size}，只读打开。").format(size=size)]
    else:
        parts = [_("{size}，每次修改都已写入磁盘。").format(size=size)]
    parts += [one.told(translate) for one in notices]
    return " ".join(parts)
