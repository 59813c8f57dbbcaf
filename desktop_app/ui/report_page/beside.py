"""What the report page offers besides its exports: a menu, and files dropped on it to verify."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QMenu, QWidget
from shiboken6 import isValid

from desktop_app.i18n import _
from desktop_app.ui.bridge import Bridge
from desktop_app.ui.components.buttons import IconButton
from desktop_app.ui.dragged import paths_in
from desktop_app.ui.outgoing.checking import Checked
from desktop_app.ui.outgoing.outgoing import Outgoing
from desktop_app.ui.outgoing.verify_panel import VerifyPanel
from desktop_app.ui.report_page.making import WHOLE, template_of


class Beside(QObject):
    """The button of the menu and the panel beside the preview; the page gives them their places.

    Signals:
        package_wanted(): the package of the case is to be exported.
    """

    package_wanted = Signal()

    def __init__(self, page: QWidget, bridge: Bridge, chosen: Callable[[], str]) -> None:
        super().__init__(page)
        self._page, self._bridge, self._chosen = page, bridge, chosen
        self.menu_button = IconButton("ellipsis", _("更多"))
        self.panel = VerifyPanel()
        self.panel.hide()
        self.menu_button.clicked.connect(self.open_menu)
        self.panel.trust_wanted.connect(self._trust)
        self.panel.another_wanted.connect(self.ask_file)
        page.setAcceptDrops(True)
        page.installEventFilter(self)

    @property
    def outgoing(self) -> Outgoing:
        """Binders, signing and verifying of the open case."""
        found = self._bridge.outgoing
        if found is None:
            raise ValueError("nobody sends anything out")
        return found

    def verify(self, path: Path) -> None:
        """Hold a file against the stamp it bears, and show what was found beside the preview."""
        self.outgoing.verify(path, self.show_checked)

    def menu(self) -> QMenu:
        """What there is besides the exports."""
        menu = QMenu(self._page)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        some = bool(self._bridge.case.evidence)
        binder, both = menu.addAction(_("佐证册…")), menu.addAction(_("PDF 报告与佐证册…"))
        binder.triggered.connect(lambda _on: self.outgoing.ask_binder(self._page))
        both.triggered.connect(lambda _on: self.outgoing.ask_both(self._page, self._report()))
        for action in (binder, both):
            action.setEnabled(some)
        menu.addAction(_("导出自评包…")).triggered.connect(lambda _on: self.package_wanted.emit())
        menu.addSeparator()
        signer = self.outgoing.signer
        signed = _("签名导出的文件（{name}）…").format(name=signer)
        sign = menu.addAction(signed if signer else _("签名导出的文件…"))
        sign.triggered.connect(lambda _on: self.outgoing.ask_signing(self.menu_button))
        menu.addAction(_("核对文件…")).triggered.connect(self.ask_file)
        return menu

    def _report(self) -> str:
        """The report that is chosen; a form has no list of evidence, so the whole report then."""
        chosen = self._chosen()
        return chosen if template_of(chosen) else WHOLE

    def open_menu(self) -> None:
        """Show the menu below its button."""
        self.menu().popup(self.menu_button.mapToGlobal(self.menu_button.rect().bottomLeft()))

    def ask_file(self, *_checked: bool) -> None:
        """Ask for a file to verify."""
        self.outgoing.ask_file(self._page, self.show_checked)

    def show_checked(self, checked: Checked) -> None:
        """Show beside the preview what was found of a file."""
        if isValid(self.panel):
            self.panel.show_checked(checked)
            self.panel.close_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _trust(self) -> None:
        if self.panel.checked is not None:
            self.outgoing.trust(self.panel.checked, self.show_checked)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take one file that is dragged onto the page, and verify it when it is dropped."""
        if isinstance(event, QDropEvent) and event.type() == QEvent.Type.Drop:
            for path in paths_in(event.mimeData())[:1]:
                self.verify(path)
            event.acceptProposedAction()
            return True
        if isinstance(event, QDragEnterEvent) and len(paths_in(event.mimeData())) == 1:
            event.acceptProposedAction()
            return True
        return super().eventFilter(watched, event)
