"""The backups: the last one, one now, a second place, and the list with its preview."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QModelIndex, Signal
from PySide6.QtWidgets import QFileDialog, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from desktop_app.app.backups import Backup, back_up, list_all
from desktop_app.i18n import _, translate
from desktop_app.ui import theme
from desktop_app.ui.components.buttons import BareButton, PrimaryButton, QuietButton
from desktop_app.ui.components.labels import label
from desktop_app.ui.components.row_table import ROW, RowTable
from desktop_app.ui.safety.backup_table import WIDTHS, BackupModel
from desktop_app.ui.safety.desk import SafetyDesk
from desktop_app.ui.safety.readings import moment_text

if TYPE_CHECKING:
    from desktop_app.app.backups import BackedUp, Tell

_LINES: Final = (3, 7)
"""The list is at least and at most so many lines tall."""


class BackupsCard(QFrame):
    """Backups of the library of the window.

    Signals:
        chosen(Backup | None): another backup of the list is marked.
    """

    chosen = Signal(object)

    def __init__(self, desk: SafetyDesk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self.setAccessibleName(_("备份"))
        self._desk = desk
        self.last = label("", "strong", wrap=True)
        self.now_button = PrimaryButton(_("立即备份"), "save")
        self.place = label("", wrap=True)
        self.choose_button = QuietButton(_("选择…"), "folder-open")
        self.forget_button = BareButton(_("不再使用"), "x")
        self.model = BackupModel(desk.library, self)
        self.table = RowTable(self.model, _("备份"), WIDTHS)
        self._arrange()
        self.now_button.clicked.connect(self.back_up)
        self.choose_button.clicked.connect(self._choose_place)
        self.forget_button.clicked.connect(lambda: self.use_place(""))
        self.table.selectionModel().currentRowChanged.connect(self._marked)
        desk.busy.connect(lambda busy: self.now_button.setEnabled(not busy and self._may))
        self.refresh()

    def _arrange(self) -> None:
        worn = theme.current()
        first = QHBoxLayout()
        first.addWidget(self.last, 1)
        first.addWidget(self.now_button)
        second = QHBoxLayout()
        second.setSpacing(worn.px(8))
        second.addWidget(self.place, 1)
        second.addWidget(self.choose_button)
        second.addWidget(self.forget_button)
        how = _(
            "有修改时，打开后、使用中每小时、关闭时各自动备份一次，写好即逐行核对。"
            "最近一小时的全留，此后一天内每小时、一周内每天、一个月内每周、再往前每月留一份。"
        )
        column = QVBoxLayout(self)
        pad = worn.px(16)
        column.setContentsMargins(pad, pad, pad, pad)
        column.setSpacing(worn.px(8))
        column.addWidget(label(_("备份"), "section"))
        column.addLayout(first)
        column.addWidget(label(how, "caption", wrap=True))
        column.addLayout(second)
        column.addWidget(self.table)

    @property
    def _may(self) -> bool:
        workspace = self._desk.window.workspace
        return workspace is not None and not workspace.unsound

    def refresh(self) -> None:
        """Show the backups there are; the one that is marked stays so."""
        marked = self.marked
        found = list_all(self._desk.library, self._desk.second)
        self.model.show_lines(found)
        shown = min(max(len(found), _LINES[0]), _LINES[1])
        worn = theme.current()
        self.table.setFixedHeight(worn.px(ROW) * (shown + 1) + worn.px(8))
        self.table.setVisible(bool(found))
        newest = next((one for one in found if not one.revision), None)
        if newest is None:
            self.last.setText(_("还没有备份。"))
        else:
            words = _("最近的备份：{at}，写好后已逐行核对，完好。")
            self.last.setText(words.format(at=moment_text(newest.at)))
        self._show_place()
        self.now_button.setEnabled(self._may)
        if marked in found:
            self.table.selectRow(found.index(marked))

    def _show_place(self) -> None:
        second = self._desk.second
        self.forget_button.setVisible(bool(second))
        if not second:
            self.place.setText(
                _("第二备份位置：没有设置。选一个 U 盘或网络共享，这台电脑坏了数据还在。")
            )
        elif Path(second).is_dir():
            self.place.setText(_("第二备份位置：{path}").format(path=second))
        else:
            words = _("第二备份位置：{path}（现在用不了，接上后自动补备）")
            self.place.setText(words.format(path=second))

    @property
    def marked(self) -> Backup | None:
        """The backup that is marked."""
        index = self.table.currentIndex()
        return self.model.lines[index.row()] if index.isValid() else None

    def _marked(self, index: QModelIndex, _before: QModelIndex) -> None:
        self.chosen.emit(self.model.lines[index.row()] if index.isValid() else None)

    def back_up(self) -> None:
        """Back the library up now, changed or not."""
        path, second = self._desk.library, self._desk.second

        def job(tell: Tell) -> BackedUp:
            return back_up(path, second, always=True, tell=tell)

        self._desk.run(_("正在备份企业库…"), job, self._done)

    def _done(self, done: BackedUp) -> None:
        toasts = self._desk.window.toasts
        for found in done.problems:
            toasts.show(found.told(translate), "warning")
        if done.made is not None:
            words = _("已备份并核对。")
            if done.second is not None:
                words += _("第二备份位置也有了。")
            toasts.show(words, "done")
        self.refresh()

    def _choose_place(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self, _("选择第二备份位置"), self._desk.second)
        if chosen:
            self.use_place(chosen)

    def use_place(self, folder: str) -> None:
        """Keep backups in a second place, too; "" for none. The newest one goes there at once."""
        self._desk.window.settings.change(backup_folder=folder)
        self._show_place()
        if not folder or not self._may:
            self.refresh()
            return
        path = self._desk.library
        self._desk.run(
            _("正在备份到第二位置…"), lambda tell: back_up(path, folder, tell=tell), self._done
        )
