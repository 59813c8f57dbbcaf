"""Between the window and packages: opened, exported, taken in."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog, QWidget

from desktop_app.core.problems import Severity
from desktop_app.i18n import _, translate
from desktop_app.ui.case_pages import PACKAGE, PACKAGE_EXPORT
from desktop_app.ui.folders import usual_folder

if TYPE_CHECKING:
    from desktop_app.app.package_taking import Taken
    from desktop_app.ui.main_window import MainWindow

_FOLDER: Final = "package.folder"


class PackageWatch(QObject):
    """Opens packages and makes them."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._path = Path()
        self._waiting: Path | None = None
        window.add_hidden_page(PACKAGE, self._make_page)
        window.add_hidden_page(PACKAGE_EXPORT, self._make_export)
        window.opener.loaded.connect(lambda _loaded: self._go_on())

    def ask(self) -> None:
        """Ask for a package, and show it."""
        window = self._window
        folder = usual_folder(Path(window.settings.get(_FOLDER)))
        kinds = _("自评包 (*.nzcase);;所有文件 (*)")
        path, _kind = QFileDialog.getOpenFileName(window, _("打开自评包"), str(folder), kinds)
        if path:
            self.open(Path(path))

    def open(self, path: Path) -> None:
        """Show what is in a package, as soon as the library is there."""
        if self._window.workspace is None:
            self._waiting = path
            return
        self._path = path
        self._window.settings.put(_FOLDER, str(path.parent))
        if self._window.page == PACKAGE:
            self._window.go_back()
        self._window.forget_page(PACKAGE)
        self._window.show_page(PACKAGE)

    def _go_on(self) -> None:
        waiting, self._waiting = self._waiting, None
        if waiting is not None:
            self.open(waiting)

    def export(self) -> None:
        """Show the page that makes the package of the open case."""
        if self._window.page != PACKAGE_EXPORT:
            self._window.forget_page(PACKAGE_EXPORT)
            self._window.show_page(PACKAGE_EXPORT)

    # --- pages --------------------------------------------------------------------------------

    def _make_page(self) -> QWidget:
        from desktop_app.ui.package.page import PackagePage

        page = PackagePage(self._window, self._path)
        page.done.connect(self._taken)
        page.left.connect(partial(self._leave, PACKAGE))
        return page

    def _make_export(self) -> QWidget:
        from desktop_app.ui.package.export_page import ExportPage

        page = ExportPage(self._window)
        page.left.connect(partial(self._leave, PACKAGE_EXPORT))
        return page

    def _leave(self, page: str) -> None:
        self._window.go_back()
        self._window.forget_page(page)

    def _taken(self, taken: Taken) -> None:
        """Show the case a package was taken into, and tell what there is to tell."""
        window = self._window
        self._leave(PACKAGE)
        nothing = any(found.code == "package.nothing_new" for found in taken.problems)
        if taken.changes:
            done = _("已完成：{step}。可以撤销。").format(step=taken.changes.label)
            window.toasts.show(done, "done")
        elif not nothing:
            window.toasts.show(_("自评包已导入。"), "done")
        for found in taken.problems:
            grave = found.severity is not Severity.INFO
            window.toasts.show(found.told(translate), "warning" if grave else "done")
        bridge = window.bridge
        if bridge is not None and bridge.session.case_id == taken.case_id:
            bridge.did(bridge.session.settle(taken.changes))
        else:
            window.open_case(taken.case_id)
