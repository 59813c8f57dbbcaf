"""The whole job in a window that may not open a socket: fill, judge, report, back up, protect.

python -m tests.offline.whole_job FOLDER     does it and prints what it made
python -m tests.offline.whole_job native     asks the kernel for a socket, past Python
python -m tests.offline.whole_job python     asks Python for one
"""

from __future__ import annotations

import ctypes
import os
import socket
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from tests.offline.guard import forbid_sockets

if TYPE_CHECKING:
    from desktop_app.app.paths import Paths
    from desktop_app.ui.main_window import MainWindow

Until = Callable[[Callable[[], bool]], None]

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
PATIENCE = 120.0


def main(what: str) -> int:
    """Forbid sockets, then do as asked."""
    watched = forbid_sockets()
    if what == "native":
        if not watched:
            return 77
        ctypes.CDLL(None).socket(socket.AF_INET, socket.SOCK_STREAM, 0)
        return 0
    if what == "python":
        socket.socket().close()
        return 0
    made = whole_job(Path(what))
    sys.stdout.write("\n".join(str(path) for path in made) + "\n")
    return 0


def whole_job(folder: Path) -> list[Path]:
    """Open the example, then a case of one's own: fill, judge, and make all that can be made."""
    from desktop_app.app.backups import backups_of
    from desktop_app.app.paths import Paths, find_paths
    from desktop_app.core.data import Enterprise, Key, Period
    from desktop_app.core.entry import Entry
    from desktop_app.ui.case_pages import OVERVIEW
    from desktop_app.ui.safety.password_jobs import PasswordJobs

    paths = Paths(find_paths().root, folder)
    window, until = started(paths)
    window.opener.example(OVERVIEW)
    until(lambda: window.bridge is not None)
    # The reports are of a small case: those of the example take seconds more.
    example = window.bridge
    window.create_case(Enterprise("不联网的厂", region="520100"), 2023, ("general",))
    until(lambda: window.bridge not in (None, example))
    assert window.bridge is not None
    key = Key("energy.electricity", Period(2023, 3))
    window.bridge.enter([Entry(key, "5", "MWh")], "填写")
    made = exported(window, until, folder)
    until(lambda: not window.tasks.busy)
    window.safety.back_up_if_due()
    until(lambda: bool(backups_of(paths.library)) and not window.tasks.busy)
    PasswordJobs(window).set("只在本机 3")
    until(lambda: window.workspace is not None and window.workspace.has_password)
    until(lambda: window.bridge is not None and not window.tasks.busy)
    window.close()
    window.safety.back_up_at_end()
    return [*made, *(one.path for one in backups_of(paths.library))]


def started(paths: Paths) -> tuple[MainWindow, Until]:
    """The window on a folder of its own, loaded, and a way to let it work until something is so."""
    from PySide6.QtWidgets import QApplication

    from desktop_app.app.settings import SettingsFile
    from desktop_app.ui.application import dress
    from desktop_app.ui.main_window import MainWindow
    from desktop_app.ui.tasks import Tasks

    application = QApplication([])
    settings = SettingsFile(paths.settings)
    control = dress(application, paths, settings)
    assert control is not None
    window = MainWindow(paths, settings, Tasks(application), control)
    window.load_when_seen()
    window.show()

    def until(there: Callable[[], bool]) -> None:
        end = time.monotonic() + PATIENCE
        while not there():
            assert time.monotonic() < end
            application.processEvents()
            time.sleep(0.005)

    until(lambda: window.workspace is not None)
    return window, until


def exported(window: MainWindow, until: Until, folder: Path) -> list[Path]:
    """The report of the open case as PDF, Word and workbook."""
    from desktop_app.ui.case_pages import REPORT
    from desktop_app.ui.report_page import making
    from desktop_app.ui.report_page.page import ReportPage

    report = window.page_widget(REPORT)  # not shown: the preview would be one more PDF
    assert isinstance(report, ReportPage)
    jobs = {
        "pdf": making.export_pdf,
        "docx": making.export_docx,
        "xlsx": making.export_workbook,
    }
    made = [folder / f"报告.{ending}" for ending in jobs]
    for target, export in zip(made, jobs.values(), strict=True):
        report.export_to(target, export)
        until(target.exists)
    return made


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
