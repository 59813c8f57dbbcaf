"""A workbook that is to be a pack: what is wrong in which cell, what it changes, the decision.

It is read in the background; nothing is installed before the button is pressed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop_app.app.pack_files import Looked
from desktop_app.app.pack_words import citations, fate_word
from desktop_app.core.pack_diff import Fate
from desktop_app.core.problems import Severity, has_errors
from desktop_app.i18n import _, translate
from desktop_app.ui import theme
from desktop_app.ui.components.buttons import PrimaryButton, QuietButton
from desktop_app.ui.components.row_table import ROW
from desktop_app.ui.packs_page.compare_table import CompareLine, CompareModel, lines_of
from desktop_app.ui.packs_page.compare_view import line_table
from desktop_app.ui.packs_page.desk import Desk
from desktop_app.ui.packs_page.job_card import JobCard, watched
from desktop_app.ui.tasks import Progress

if TYPE_CHECKING:
    from desktop_app.app.pack_workbooks import Incoming

_MOST_ROWS: Final = 4
_NO_PACK: Final = "book.no_marks"


@dataclass(frozen=True, slots=True)
class Read:
    """A workbook that was read: what it holds, what installing it meets, what it changes."""

    incoming: Incoming
    looked: Looked
    changes: Sequence[CompareLine] = ()
    template: bool = False
    """Whether it is no pack but a template that one can be made of."""


class WorkbookCard(JobCard):
    """Reads the workbook as soon as it is made; a faulty one can be corrected and read again.

    Signals:
        installed(str): what it holds is installed; the id of the pack.
        template_found(object): it is a filled template, and the user wants a pack made of it.
    """

    installed = Signal(str)
    template_found = Signal(object)

    def __init__(self, desk: Desk, path: Path, parent: QWidget | None = None) -> None:
        super().__init__(desk, _("导入工作簿"), parent)
        self.path = path
        self.read: Read | None = None
        self.install_button = PrimaryButton(_("导入"), "check")
        self.template_button = PrimaryButton(_("由模板新建"), "plus")
        self.again_button = QuietButton(_("再读一次"), "rotate-ccw")
        self.numbers_button = QuietButton(_("查看数与出处"), "search")
        self._every = (
            self.install_button,
            self.template_button,
            self.again_button,
            self.numbers_button,
        )
        self.add_way(*self._every)
        self.model = CompareModel(self)
        self.changes = line_table(self.model)
        self.changes.hide()
        self.more.addWidget(self.changes)
        self.install_button.clicked.connect(self.install)
        self.template_button.clicked.connect(lambda: self.template_found.emit(self.path))
        self.again_button.clicked.connect(self.look)
        self.numbers_button.clicked.connect(self._show_numbers)
        self.look()

    def look(self) -> None:
        """Read the workbook as it is on disk now."""
        workspace, path = self._desk.workspace, self.path
        self.read = None
        self._offer(())

        def job(progress: Progress) -> Read:
            from desktop_app.app.pack_templates import holds_template
            from desktop_app.app.pack_workbooks import look_at_installing, read_workbook

            step, catalog = watched(progress), workspace.catalog
            incoming = read_workbook(catalog, path, step)
            if any(one.code == _NO_PACK for one in incoming.problems) and holds_template(path):
                return Read(incoming, Looked((), ()), template=True)
            looked = look_at_installing(workspace.paths, catalog, incoming)
            step(1)
            if incoming.pack is None or incoming.before is None or incoming.changes is None:
                return Read(incoming, looked)
            sources = citations((incoming.pack, incoming.before, *catalog.packs))
            return Read(incoming, looked, lines_of(incoming.changes.changes, sources))

        self.run(_("正在读取 {name}").format(name=path.name), job, self._show)

    def stopped(self) -> None:
        """Nothing was installed."""
        self.say(_("已停止读取，没有导入。"), str(self.path))
        self.again_button.show()

    def _offer(self, lines: Sequence[CompareLine]) -> None:
        """Show what would change; without that nothing can be decided."""
        self.model.show_lines(lines)
        self.changes.setVisible(bool(lines))
        rows = min(len(lines), _MOST_ROWS) + 1
        self.changes.setFixedHeight(theme.current().px(ROW * rows + 8))
        for button in self._every:
            button.hide()

    def _show(self, read: Read) -> None:
        self.read = read
        pack, looked = read.incoming.pack, read.looked
        if read.template:
            said = _("{name} 是填好的模板，可以由它新建规则包").format(name=self.path.name)
            self.say(said, str(self.path))
            self.close_button.set_text(_("取消"))
            self.template_button.show()
            self.lead_to(self.template_button)
            return
        if pack is None or looked.refused:
            self._refuse(read)
            return
        name = f"{translate(pack.name)} {pack.version}"
        problems = (*read.incoming.problems, *looked.problems)
        self.say(_("可以导入：{name}").format(name=name), self._compared(read), problems)
        self._offer(read.changes)
        waits = looked.waits_for_trust
        self.install_button.set_text(_("已核对来历，换成这一份") if waits else _("导入"))
        self.install_button.show()
        self.close_button.set_text(_("取消"))
        self.lead_to(self.install_button)

    def _compared(self, read: Read) -> str:
        """What it changes, in one sentence."""
        before, changes = read.incoming.before, read.incoming.changes
        if before is None or changes is None:
            return _("这是新的规则包。")
        if not changes.changes:
            return _("与现用的 {version} 没有不同。").format(version=before.version)
        fates = [one.fate for one in changes.changes]
        told = _("，").join(f"{fate_word(fate)} {fates.count(fate)}" for fate in Fate)
        words = _("与现用的 {version} 相比：{told}。")
        return words.format(version=before.version, told=told)

    def _refuse(self, read: Read) -> None:
        problems = (
            read.looked.problems
            if read.incoming.refused
            else (*read.incoming.problems, *read.looked.problems)
        )
        errors = sum(one.severity is Severity.ERROR for one in problems)
        said = _("没有导入：{name} 有 {count} 个错误").format(name=self.path.name, count=errors)
        self.say(said, _("已安装的规则包没有变动。改正、保存后再读一次。"), problems)
        self._offer(())
        self.offer_file(self.path, opens=self.path.is_file())
        self.close_button.set_text(_("关闭"))
        self.again_button.show()
        self.lead_to(self.again_button)

    def install(self) -> None:
        """Install what was read; that the button says so is the consent it needs."""
        read = self.read
        if read is None:
            return
        workspace = self._desk.workspace
        trusting = read.looked.waits_for_trust
        self._offer(())

        def job(_progress: Progress) -> Looked:
            from desktop_app.app.pack_workbooks import install_workbook

            paths, catalog = workspace.paths, workspace.catalog
            return install_workbook(paths, catalog, read.incoming, trusting=trusting)

        self.run(_("正在导入…"), job, self._done, always=self._tell, stops=False)

    def _tell(self, done: Looked) -> None:
        if not has_errors(done.problems):
            self._desk.changed()

    def _done(self, done: Looked) -> None:
        read = self.read
        if read is None or read.incoming.pack is None:
            return
        if has_errors(done.problems):
            self._refuse(Read(read.incoming, done))
            return
        pack, file = read.incoming.pack, done.files[0]
        name = f"{translate(pack.name)} {pack.version}"
        place = self._desk.workspace.paths.user_packs / file.file_name
        # What the workbook itself gave to say was shown beside the button.
        self.say(_("已导入：{name}").format(name=name), str(place), done.problems)
        self._offer(())
        self.offer_file(place)
        self.close_button.set_text(_("关闭"))
        self.numbers_button.show()
        self.installed.emit(pack.id)
        self.lead_to(self.numbers_button)

    def _show_numbers(self) -> None:
        """Go to the numbers, which need the room this card takes."""
        if self.read is not None and self.read.incoming.pack is not None:
            self._desk.show_numbers(self.read.incoming.pack.id)
            self.decided.emit()
