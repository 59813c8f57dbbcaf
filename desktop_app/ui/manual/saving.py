"""Saving the manual as a PDF, in the background."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFileDialog

from desktop_app.core.problems import Problem
from desktop_app.i18n import _, translate
from desktop_app.ui.folders import usual_folder
from desktop_app.ui.tasks import Progress

if TYPE_CHECKING:
    from desktop_app.ui.main_window import MainWindow


def save_pdf(window: MainWindow) -> None:
    """Ask for a place and write the manual there; a toast tells how it went."""
    proposed = usual_folder() / f"{_('用户手册')}.pdf"
    chosen, _kind = QFileDialog.getSaveFileName(
        window, _("存为 PDF"), str(proposed), _("PDF 文件 (*.pdf)")
    )
    if not chosen:
        return
    target = Path(chosen if chosen.casefold().endswith(".pdf") else f"{chosen}.pdf")
    paths = window.paths
    today = date.today().isoformat()  # noqa: DTZ011 - the user's own day

    def job(_progress: Progress) -> Problem | None:
        from desktop_app.app.manual import write_manual

        made = write_manual(paths, target, today)
        return made if isinstance(made, Problem) else None

    def told(failed: Problem | None) -> None:
        if failed is None:
            window.toasts.show(_("已保存到 {path}").format(path=target), "done")
        else:
            window.toasts.show(failed.told(translate), "problem")

    def failed(error: Exception) -> None:
        raise error

    window.tasks.run(job, told, failed)
