"""The page of a package that was opened: what is in it, how it differs, and what to do with it.

Nothing is written before a button is pressed. Reading and writing run in the background.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLineEdit, QWidget

from desktop_app.app.clock import moment
from desktop_app.app.log_words import who_word
from desktop_app.app.package_looking import Found, Looked, look
from desktop_app.app.package_taking import (
    Taken,
    fresh_packs,
    stamp_of,
    take_merged,
    take_new,
    take_over,
)
from desktop_app.app.package_words import MergeLine, facts_of, found_words, merge_lines
from desktop_app.core.problems import Problem
from desktop_app.i18n import _, run_on, translate
from desktop_app.ui import theme
from desktop_app.ui.components.buttons import Button, PrimaryButton, QuietButton
from desktop_app.ui.components.card import Card
from desktop_app.ui.components.fold import Fold
from desktop_app.ui.components.labels import label
from desktop_app.ui.components.line_edit import LineEdit
from desktop_app.ui.components.page import Page
from desktop_app.ui.package.merge_view import MergeView
from desktop_app.ui.safety.desk import SafetyDesk

if TYPE_CHECKING:
    from desktop_app.app.package_making import Go
    from desktop_app.ui.main_window import MainWindow

Verb: TypeAlias = "Callable[..., Taken | Problem]"
"""A verb of taking in: given the library, the package, who and when, and a way to tell."""
_IN_A_ROW = 2


@dataclass(frozen=True, slots=True)
class Read:
    """A package as read for the page."""

    looked: Looked
    lines: Sequence[MergeLine]
    packs: Sequence[str]


class PackagePage(Page):
    """One package; made anew for the next.

    Signals:
        done(Taken): the package was taken in.
        left(): the user thinks better of it.
    """

    done = Signal(object)
    left = Signal()

    def __init__(self, window: MainWindow, path: Path, parent: QWidget | None = None) -> None:
        super().__init__(_("自评包"), path.name, wide=True, scrolls=False, parent=parent)
        self._window, self._path = window, path
        self._password = ""
        self.read: Read | None = None
        self.merge: MergeView | None = None
        self.desk = SafetyDesk(window, self)
        self.leave_button = QuietButton(_("关闭"))
        self.copy_button = QuietButton(_("另存为副本"), "copy")
        self.replace_button = QuietButton(_("整个换成包里的"), "rotate-ccw")
        self.take_button = PrimaryButton(_("导入"), "download")
        self.merge_button = PrimaryButton(_("完成合并"), "check")
        self.password = LineEdit()
        self.unlock_button = QuietButton(_("打开"), "lock")
        self.news = label("", "strong", wrap=True)
        self.remarks = label("", "muted", wrap=True)
        self.facts = Card()
        self.fold = Fold(_("包里有什么"), _("收起包里有什么"))
        self._locked = QWidget()
        self._build()
        self._wire()
        self._offer(None)
        self.look()

    def _build(self) -> None:
        worn = theme.current()
        for button in self._buttons():
            self.add_action(button)
        row = QHBoxLayout(self._locked)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(worn.px(8))
        ask = label(_("口令"))
        ask.setBuddy(self.password)
        row.addWidget(ask)
        row.addWidget(self.password)
        row.addWidget(self.unlock_button)
        row.addStretch(1)
        self.password.setEchoMode(QLineEdit.EchoMode.Password)
        self.password.setAccessibleName(_("口令"))
        self.password.setMinimumWidth(worn.px(280))
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(worn.px(16))
        self._grid.setVerticalSpacing(worn.px(4))
        self.facts.body.addLayout(self._grid)
        self.fold.inside.addWidget(self.facts)
        for part in (self.news, self.remarks, self._locked, self.fold):
            self.body.addWidget(part)
        self.body.addStretch(1)
        self.body.setSpacing(worn.px(12))

    def _buttons(self) -> tuple[Button, ...]:
        return (
            self.leave_button,
            self.copy_button,
            self.replace_button,
            self.take_button,
            self.merge_button,
        )

    def _wire(self) -> None:
        self.leave_button.clicked.connect(self.left)
        self.unlock_button.clicked.connect(self._unlock)
        self.password.returnPressed.connect(self._unlock)
        self.take_button.clicked.connect(self.take)
        self.copy_button.clicked.connect(self.take)
        self.replace_button.clicked.connect(self.replace)
        self.merge_button.clicked.connect(self.merge_it)
        self.desk.busy.connect(self._busy)

    # --- reading ------------------------------------------------------------------------------

    def look(self) -> None:
        """Read the package and compare it with the library."""
        workspace = self._window.workspace
        if workspace is None or workspace.library is None:
            self._refuse(workspace.problems[0] if workspace is not None else None)
            return
        library, catalog = workspace.library, workspace.catalog
        path, password = self._path, self._password
        self.news.setText(_("正在读取…"))

        def job(_tell: Go) -> Read | Problem:
            found = look(library, path, password)
            if isinstance(found, Problem):
                return found
            fresh = fresh_packs(library, catalog, found)
            return Read(found, merge_lines(library, catalog, found), fresh)

        self.desk.run(_("正在读取 {name}").format(name=path.name), job, self._show)

    def _unlock(self) -> None:
        if self.password.text():
            self._password = self.password.text()
            self.look()

    def _refuse(self, found: Problem | None) -> None:
        self.news.setText(found.told(translate) if found is not None else "")
        code = found.code if found is not None else ""
        locked = code in ("package.password_needed", "package.wrong_password")
        self._locked.setVisible(locked)
        self.fold.hide()
        if locked:
            self.password.selectAll()
            self.password.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show(self, found: Read | Problem) -> None:
        if isinstance(found, Problem):
            self._refuse(found)
            return
        self.read = found
        looked = found.looked
        manifest = looked.manifest
        title = _("自评包 · {enterprise} {year}")
        made = _("{file}，{who} {when} 导出").format(
            file=self._path.name, who=who_word(manifest.who), when=moment(manifest.made)
        )
        self.set_title(title.format(enterprise=manifest.enterprise, year=manifest.year), made)
        self.news.setText(found_words(looked))
        told = [one.told(translate) for one in looked.problems]
        if found.packs:
            packs = _("、").join(found.packs)
            told.append(
                _("包里带来本企业库没有的规则包版本：{packs}。只用于判定这个自评。").format(
                    packs=packs
                )
            )
        self.remarks.setText("\n".join(told))
        self.remarks.setVisible(bool(told))
        self._locked.hide()
        self._fill(facts_of(looked))
        self.fold.show()
        if found.lines and looked.merged is not None and not looked.merged.nothing_new:
            self.merge = MergeView(found.lines)
            self.merge.decided.connect(self._count)
            self.body.insertWidget(self.body.count() - 1, self.merge, 1)
            self.body.setStretch(self.body.count() - 1, 0)
        # The table needs the height; what is in the package is told on request then.
        self.fold.set_open(self.merge is None)
        self.fold.button.setVisible(self.merge is not None)
        self._offer(looked)

    def _fill(self, facts: Sequence[tuple[str, str]]) -> None:
        """The facts, two beside each other: the table below needs the height."""
        for number, (title, text) in enumerate(facts):
            line, column = divmod(number, _IN_A_ROW)
            self._grid.addWidget(label(title, "muted"), line, 2 * column, Qt.AlignmentFlag.AlignTop)
            self._grid.addWidget(label(text, wrap=True), line, 2 * column + 1)
            self._grid.setColumnStretch(2 * column + 1, 1)

    # --- what can be done ---------------------------------------------------------------------

    def _offer(self, looked: Looked | None) -> None:
        """Show the commands that make sense."""
        found = looked.found if looked is not None else None
        here = found in (Found.AHEAD, Found.PARTED, Found.OTHER)
        self.take_button.setVisible(found is Found.NEW)
        self.copy_button.setVisible(here or found is Found.SAME)
        self.replace_button.setVisible(here)
        self.merge_button.setVisible(here)
        if looked is None:
            for part in (self._locked, self.fold, self.remarks):
                part.hide()
        if found is Found.AHEAD:
            self.merge_button.setText(_("更新到包里的"))
        self._count()

    def _count(self) -> None:
        left = self.merge.left if self.merge is not None else 0
        self.merge_button.setEnabled(not left)
        tip = self.merge.left_words() if self.merge is not None else ""
        self.merge_button.setToolTip(tip)
        if self.merge is not None and self.read is not None:
            self.news.setText(run_on((found_words(self.read.looked), tip)))

    def take(self) -> None:
        """Store the case as a new one."""
        self._do(
            _("正在导入 {name}"),
            lambda library, looked, stamp, go: take_new(library, looked, stamp.now, go),
        )

    def replace(self) -> None:
        """Let the package take the place of what is here."""
        self._do(
            _("正在替换 {name}"),
            take_over,
        )

    def merge_it(self) -> None:
        """Merge the package by the choices made."""
        choices = dict(self.merge.choices) if self.merge is not None else {}
        self._do(
            _("正在合并 {name}"),
            lambda library, looked, stamp, go: take_merged(library, looked, choices, stamp, go),
        )

    def _do(self, words: str, verb: Verb) -> None:
        workspace, read = self._window.workspace, self.read
        if workspace is None or workspace.library is None or read is None:
            return
        library, stamp = workspace.library, stamp_of(workspace)

        def job(tell: Go) -> Taken | Problem:
            return verb(library, read.looked, stamp, tell)

        self.desk.run(words.format(name=self._path.name), job, self._ended)

    def _ended(self, found: Taken | Problem) -> None:
        if isinstance(found, Problem):
            self.news.setText(found.told(translate))
            self._window.toasts.show(found.told(translate), "problem")
            return
        self.done.emit(found)

    def _busy(self, busy: bool) -> None:
        for button in self._buttons()[1:]:
            button.setEnabled(not busy)
        self.unlock_button.setEnabled(not busy)
        if not busy:
            self._count()

    def reveal(self, _target: str) -> bool:
        """Nothing of the open case is edited here."""
        return False

    def showEvent(self, event: QShowEvent) -> None:
        """Put the focus where the work begins."""
        super().showEvent(event)
        if self.merge is not None:
            self.merge.table.setFocus(Qt.FocusReason.OtherFocusReason)
