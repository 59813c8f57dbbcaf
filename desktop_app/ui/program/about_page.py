"""关于本软件: version and place, the parts with their licences, Qt's terms, a portable copy."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QPlainTextEdit, QWidget
from shiboken6 import isValid

from desktop_app.app.about import NAME, VERSION
from desktop_app.app.parts import Part, licence_text, parts, qt_duties
from desktop_app.i18n import _
from desktop_app.ui import theme
from desktop_app.ui.components.buttons import QuietButton
from desktop_app.ui.components.labels import label
from desktop_app.ui.components.page import Page
from desktop_app.ui.components.row_table import LinesModel, RowTable
from desktop_app.ui.program.portable_making import PortableMaking

if TYPE_CHECKING:
    from desktop_app.ui.main_window import MainWindow

_WIDTHS: Final = (200, 110, 300)
_TEXT_HEIGHT: Final = 190
Index = QModelIndex | QPersistentModelIndex


class PartsModel(LinesModel[Part]):
    """The parts of the program."""

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Name, version, licence, origin."""
        part = self.lines[index.row()]
        told = (part.name, part.version or "—", part.licence, part.origin)[index.column()]
        shown = role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole}
        return told if shown else None


class AboutPage(Page):
    """What the program is and what it consists of."""

    def __init__(self, window: MainWindow, parent: QWidget | None = None) -> None:
        super().__init__(
            _("关于本软件"),
            f"{NAME} {VERSION} · {place_words(window)}",
            wide=True,
            scrolls=False,
            parent=parent,
        )
        self._paths = window.paths
        self.portable = PortableMaking(window, self)
        self.portable_button = QuietButton(_("做成便携版…"), "copy")
        self.portable_button.setEnabled(window.paths.is_built)
        self.portable_button.setToolTip(_("复制到 U 盘等处，设置和企业库都在那个文件夹里"))
        self.back_button = QuietButton(_("返回"))
        self.add_action(self.back_button)
        self.add_action(self.portable_button)
        self.model = PartsModel([_("组成部分"), _("版本"), _("许可证"), _("来源")], self)
        self.table = RowTable(self.model, _("组成部分和许可证"), _WIDTHS)
        self.licence = QPlainTextEdit()
        self.licence.setReadOnly(True)
        self.licence.setTabChangesFocus(True)
        self.licence.setAccessibleName(_("许可证全文"))
        self.licence.setFixedHeight(theme.current().px(_TEXT_HEIGHT))
        self.body.addWidget(label(qt_duties(), "muted", wrap=True))
        self.body.addWidget(self.table, 1)
        self.body.addWidget(self.licence)
        self.back_button.clicked.connect(window.go_back)
        self.portable_button.clicked.connect(self.portable.ask)
        self.table.selectionModel().currentRowChanged.connect(self._show)
        paths = window.paths
        window.tasks.run(lambda _progress: parts(paths), self._fill, _broke)

    def _fill(self, found: list[Part]) -> None:
        if isValid(self):
            self.model.show_lines(found)
            first = next((row for row, part in enumerate(found) if part.name == "Qt"), 0)
            self.table.selectRow(first)
            self.table.scrollTo(self.model.index(first, 0))

    def _show(self, current: QModelIndex) -> None:
        part = self.model.lines[current.row()]
        text = licence_text(part)
        self.licence.setPlainText(text or _("{name} 不要求附许可证全文。").format(name=part.name))


def _broke(error: Exception) -> None:
    raise error


def place_words(window: MainWindow) -> str:
    """Where the program is and where it keeps what belongs to the user."""
    paths = window.paths
    kind = _("便携版") if paths.is_portable else _("已安装") if paths.is_built else _("从源码运行")
    return _("{kind}，数据在 {folder}").format(kind=kind, folder=paths.user)
