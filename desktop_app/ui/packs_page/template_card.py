"""A pack of one's own from a printed table: the blank template goes out, the filled one comes in.

What the filled one says is checked in the background; the pack is made only without an error.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop_app.core.problems import Problem, Severity, has_errors
from desktop_app.i18n import _
from desktop_app.ui.components.buttons import Button, PrimaryButton, QuietButton
from desktop_app.ui.packs_page.asking import Asking
from desktop_app.ui.packs_page.desk import Desk
from desktop_app.ui.packs_page.job_card import EXISTS, JobCard, watched
from desktop_app.ui.tasks import Progress

if TYPE_CHECKING:
    from desktop_app.app.pack_templates import MadePack


class TemplateCard(JobCard):
    """The two steps, or with a `source` right away the second one.

    Signals:
        installed(str): the pack is made and at hand; its id.
    """

    installed = Signal(str)

    def __init__(
        self,
        desk: Desk,
        asking: Asking,
        source: Path | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(desk, _("由模板新建"), parent)
        self._asking, self._source = asking, source
        self._made_id = ""
        self.blank_button = QuietButton(_("1. 保存空白模板…"), "download")
        self.filled_button = QuietButton(_("2. 选填好的模板…"), "upload")
        self.replace_button = PrimaryButton(_("换掉原有的"), "check")
        self.again_button = QuietButton(_("再读一次"), "rotate-ccw")
        self.numbers_button = QuietButton(_("查看数与出处"), "search")
        self._every = (
            self.blank_button,
            self.replace_button,
            self.again_button,
            self.numbers_button,
            self.filled_button,
        )
        self.add_way(*self._every)
        self.blank_button.clicked.connect(self._ask_target)
        self.filled_button.clicked.connect(self._ask_source)
        self.replace_button.clicked.connect(lambda: self.make(replacing=True))
        self.again_button.clicked.connect(self._again)
        self.numbers_button.clicked.connect(self._show_numbers)
        if source is None:
            self._begin()
        else:
            self.make()

    def _begin(self) -> None:
        words = _(
            "官方的清洁生产评价指标体系表还没有规则包时：先保存空白模板，照原表填，再由填好的模板生成规则包。"
        )
        self.say(_("由模板新建规则包"), words)
        self._offer(self.blank_button, self.filled_button)
        self.lead_to(self.blank_button)

    def _offer(self, *buttons: Button) -> None:
        for button in self._every:
            button.setVisible(button in buttons)

    # --- the blank one goes out ---------------------------------------------------------------

    def _ask_target(self) -> None:
        target = self._asking.target(_("保存空白模板"), f"{_('指标体系模板')}.xlsx")
        if target is not None:
            self.save_blank(target)

    def save_blank(self, target: Path) -> None:
        """Write the blank template to a file."""
        paths = self._desk.workspace.paths
        self._offer()

        def job(progress: Progress) -> tuple[Problem, ...]:
            from desktop_app.app.pack_templates import write_template

            progress.check()
            return write_template(paths, target)

        def done(problems: tuple[Problem, ...]) -> None:
            self._saved(target, problems)

        self.run(_("正在保存空白模板…"), job, done, stops=False)

    def _saved(self, target: Path, problems: Sequence[Problem]) -> None:
        if has_errors(problems):
            self.say(_("空白模板没有保存。"), problems=problems)
            self._offer(self.blank_button, self.filled_button)
            return
        how = _("照原表填好、保存，再点“选填好的模板…”。模板里有说明和填好的示例。")
        self.say(_("空白模板已保存"), f"{target}\n{how}", problems)
        self._offer(self.filled_button)
        self.offer_file(target, opens=True)
        self.lead_to(self.open_button)

    # --- the filled one comes in --------------------------------------------------------------

    def _ask_source(self) -> None:
        source = self._asking.workbook(_("选填好的模板"))
        if source is not None:
            self._source = source
            self.make()

    def make(self, *, replacing: bool = False) -> None:
        """Make the pack of the filled template as it is on disk now."""
        workspace, source = self._desk.workspace, self._source
        if source is None:
            return
        self._offer()

        def job(progress: Progress) -> MadePack:
            from desktop_app.app.pack_templates import new_pack

            paths, catalog, step = workspace.paths, workspace.catalog, watched(progress)
            return new_pack(paths, catalog, source, replacing=replacing, step=step)

        words = _("正在读取 {name}").format(name=source.name)
        self.run(words, job, self._made, always=self._tell)

    def _again(self) -> None:
        self.make()

    def _tell(self, made: MadePack) -> None:
        if not made.refused:
            self._desk.changed()

    def stopped(self) -> None:
        """Nothing was made."""
        self.say(_("已停止读取，没有生成规则包。"), str(self._source or ""))
        self._offer(self.again_button, self.filled_button)

    def _made(self, made: MadePack) -> None:
        if made.folder is None:
            self._refuse(made)
            return
        self._made_id = made.id
        words = _("{rows} 项指标，{groups} 组，限定性 {limiting} 项。")
        counted = words.format(rows=made.rows, groups=made.groups, limiting=made.limiting)
        said = _("已生成规则包：{name} {version}").format(name=made.name, version=made.version)
        self.say(said, f"{counted}\n{made.folder}", made.problems)
        self._offer(self.numbers_button)
        self.offer_file(made.folder / "pack.toml")
        self.installed.emit(made.id)
        self.lead_to(self.numbers_button)

    def _refuse(self, made: MadePack) -> None:
        source = self._source
        lead: Button = self.again_button
        errors = [one for one in made.problems if one.severity is Severity.ERROR]
        name = source.name if source is not None else ""
        if errors and all(one.code == EXISTS for one in errors):
            said = _("没有生成：已有同编号的规则包 {id}").format(id=made.id)
            note = _("换掉后，原有的移到一旁，不会删除。")
            self._offer(self.replace_button, self.filled_button)
            lead = self.replace_button
        else:
            count = len(errors)
            said = _("没有生成：{name} 有 {count} 个错误").format(name=name, count=count)
            note = _("已有的规则包没有变动。改正、保存后再读一次。")
            self._offer(self.again_button, self.filled_button)
        self.say(said, note, made.problems)
        self.offer_file(source, opens=source is not None and source.is_file())
        self.lead_to(lead)

    def _show_numbers(self) -> None:
        """Go to the numbers, which need the room this card takes."""
        self._desk.show_numbers(self._made_id)
        self.decided.emit()
