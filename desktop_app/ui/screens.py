"""Pictures of the real window, and the window itself with everything in it loaded."""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Final, cast

from PySide6.QtCore import QDeadlineTimer, QSize, Qt
from PySide6.QtGui import QCursor, QPixmap
from PySide6.QtWidgets import QApplication, QWidget

from desktop_app.app.paths import Paths
from desktop_app.app.settings import SettingsFile
from desktop_app.i18n import current_language
from desktop_app.ui.application import dress
from desktop_app.ui.case_pages import (
    CHECKS,
    ENTERPRISES,
    IMPROVE,
    LEDGER,
    OVERVIEW,
    PACKS,
    REPORT,
    START,
)
from desktop_app.ui.main_window import MainWindow
from desktop_app.ui.tasks import Tasks
from desktop_app.ui.theme import Mode, ThemeControl

if TYPE_CHECKING:
    from desktop_app.app.session import CaseSession
    from desktop_app.ui.data_page import DataPage
    from desktop_app.ui.enterprises.page import EnterprisesPage
    from desktop_app.ui.improve.page import ImprovePage
    from desktop_app.ui.packs_page.findings import PackFindings
    from desktop_app.ui.packs_page.page import PacksPage
    from desktop_app.ui.report_page.page import ReportPage

SIZE: Final = QSize(1366, 768)
_FAR: Final = 10_000
_PATIENCE: Final = 60_000


def grab_overview(paths: Paths, session: CaseSession, target: Path) -> None:
    """Save a picture of the window with the case on 总览, 1366 x 768, light.

    Raises:
        OSError: the picture cannot be written, or the bundled fonts cannot be used.
    """
    with open_window(paths, session) as (window, _control):
        window.show_page(OVERVIEW)
        if not picture_of(window).save(str(target)):
            raise OSError(str(target))


def show_whole(window: MainWindow, page_id: str) -> QWidget:
    """Show a page, and wait until what it loads in the background is there; returns the page."""
    page = window.show_page(page_id)
    if page_id == REPORT:
        report = cast("ReportPage", page)
        _wait(lambda: report.view.page in report.view.drawn)
    elif page_id == LEDGER:
        cast("DataPage", page).show_section("energy")
    elif page_id == PACKS:
        findings = cast("PackFindings", cast("PacksPage", page).view)
        _wait(findings.check_button.isEnabled)
    elif page_id == IMPROVE:
        _wait(cast("ImprovePage", page).gaps.waiting.isHidden)
    elif page_id == ENTERPRISES:
        listed = cast("EnterprisesPage", page).list.model
        _wait(lambda: bool(listed.lines) and all(one.shown.packs for one in listed.lines))
    elif page_id == CHECKS:
        _wait(lambda: window.bridge is not None and window.bridge.findings is not None)
    return page


@contextmanager
def open_window(
    paths: Paths, session: CaseSession, size: QSize = SIZE
) -> Iterator[tuple[MainWindow, ThemeControl]]:
    """The main window with the case open, with settings of its own; closed afterwards.

    Raises:
        OSError: the bundled fonts cannot be used.
    """
    from desktop_app.app.workspace import Workspace
    from desktop_app.ui.loading import Loaded

    with open_bare_window(paths, size) as (window, control):
        # Borrowed: whoever opened the library closes it.
        workspace = Workspace(paths, session.catalog, session.library, owns=False)
        window.opener.take(Loaded(workspace))
        window.open_session(session, START)
        yield window, control


@contextmanager
def open_bare_window(paths: Paths, size: QSize = SIZE) -> Iterator[tuple[MainWindow, ThemeControl]]:
    """The main window before anything is loaded, with settings of its own; closed afterwards.

    Raises:
        OSError: the bundled fonts cannot be used.
    """
    application = QApplication.instance()
    if not isinstance(application, QApplication):
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
        application = QApplication(sys.argv[:1])
    with tempfile.TemporaryDirectory(prefix="near-zero-", ignore_cleanup_errors=True) as folder:
        settings = SettingsFile(Path(folder) / "settings.json")
        settings.change(theme=Mode.LIGHT.value, language=current_language())
        control = dress(application, paths, settings)
        if control is None:
            raise OSError(str(paths.fonts))
        window = MainWindow(paths, settings, Tasks(application), control)
        QCursor.setPos(_FAR, _FAR)  # a pointer over the window would light up what it is on
        window.resize(size)
        window.show()
        window.activateWindow()  # or no focus would be seen
        try:
            yield window, control
        finally:
            window.close()
            window.deleteLater()
            control.deleteLater()
            QApplication.processEvents()


def picture_of(widget: QWidget, density: int = 1) -> QPixmap:
    """A window, or a part of one, drawn at `density` pixels per point."""
    settle()
    picture = QPixmap(widget.size() * density)
    picture.setDevicePixelRatio(density)
    picture.fill(Qt.GlobalColor.transparent)
    widget.render(picture)
    return picture


def settle() -> None:
    """Let layouts, deletions and paints that are due happen."""
    for _turn in range(4):
        QApplication.processEvents()
        QApplication.sendPostedEvents()


def _wait(ready: Callable[[], bool]) -> None:
    """Run the window until `ready()` says so, a minute at most."""
    deadline = QDeadlineTimer(_PATIENCE)
    while not ready() and not deadline.hasExpired():
        QApplication.processEvents()
