"""A pack on its way into an Excel workbook, and where the workbook is."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QWidget

from desktop_app.core.pack import Pack
from desktop_app.core.problems import Problem, has_errors
from desktop_app.i18n import _, translate
from desktop_app.ui.packs_page.desk import Desk
from desktop_app.ui.packs_page.job_card import JobCard, watched
from desktop_app.ui.tasks import Progress


class ExportCard(JobCard):
    """Writes the workbook as soon as it is made; an older file stays when that is stopped."""

    def __init__(self, desk: Desk, pack: Pack, target: Path, parent: QWidget | None = None) -> None:
        super().__init__(desk, _("导出 Excel"), parent)
        self._pack, self._target = pack, target
        self._export()

    @property
    def _name(self) -> str:
        return f"{translate(self._pack.name)} {self._pack.version}"

    def _export(self) -> None:
        catalog, pack, target = self._desk.workspace.catalog, self._pack, self._target

        def job(progress: Progress) -> tuple[Problem, ...]:
            from desktop_app.app.pack_workbooks import export_workbook

            step = watched(progress)
            return export_workbook(catalog, pack.id, target, digest=pack.digest, step=step)

        self.run(_("正在导出 {name}").format(name=self._name), job, self._show)

    def _show(self, problems: tuple[Problem, ...]) -> None:
        if has_errors(problems):
            self.say(_("没有导出：{name}").format(name=self._name), problems=problems)
            return
        how = _("在 Excel 里改完保存，再用“导入…”选它，或把它拖进窗口。")
        said = _("已导出：{name}").format(name=self._name)
        self.say(said, f"{self._target}\n{how}", problems)
        self.offer_file(self._target, opens=True)
        self.lead_to(self.open_button)

    def stopped(self) -> None:
        """Nothing was written."""
        self.say(_("已停止导出，没有留下文件。"))
