"""The versions of a pack at hand: where each is, who signed it, exporting and removing them."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QFrame, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget
from shiboken6 import isValid

from desktop_app.app.pack_files import VersionRow, export, pack_up, remove, version_rows
from desktop_app.core.pack import Pack
from desktop_app.core.problems import Problem, has_errors
from desktop_app.i18n import _, translate
from desktop_app.ui import theme
from desktop_app.ui.components.buttons import BareButton
from desktop_app.ui.components.labels import label
from desktop_app.ui.packs_page.desk import Desk
from desktop_app.ui.tasks import Progress

_REMOVABLE: Final = ("installed", "own")


class VersionsCard(QFrame):
    """One line per version; filled in the background, since signatures are checked for it."""

    def __init__(self, desk: Desk, pack: Pack, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self.setAccessibleName(_("版本"))
        self._desk, self._pack = desk, pack
        self.rows: tuple[VersionRow, ...] = ()
        self.export_buttons: dict[str, BareButton] = {}
        self.remove_buttons: dict[str, BareButton] = {}
        worn = theme.current()
        column = QVBoxLayout(self)
        pad = worn.px(16)
        column.setContentsMargins(pad, pad, pad, pad)
        column.setSpacing(worn.px(8))
        column.addWidget(label(_("版本"), "strong"))
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(worn.px(16))
        self._grid.setVerticalSpacing(worn.px(4))
        self._grid.setColumnStretch(2, 1)
        column.addLayout(self._grid)
        self._load()

    def _load(self) -> None:
        workspace, own = self._desk.workspace, self._pack.id
        kept = workspace.kept_packs()

        def job(_progress: Progress) -> tuple[VersionRow, ...]:
            mine = [one for one in kept if one[1] == own]
            rows = version_rows(workspace.paths, workspace.catalog, mine)
            return tuple(row for row in rows if row.id == own)

        self._desk.tasks.run(job, self._show, _raise)

    def _show(self, rows: tuple[VersionRow, ...]) -> None:
        if not isValid(self):
            return
        self.rows = rows
        for number, row in enumerate(rows):
            mark = _("在用") if row.in_use else ""
            self._grid.addWidget(label(row.version, "strong" if row.in_use else ""), number, 0)
            self._grid.addWidget(label(mark, "caption"), number, 1)
            about = label(_about(row), "muted", wrap=True)
            about.setToolTip(_("内容指纹 SHA-256：{digest}").format(digest=row.digest))
            about.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            self._grid.addWidget(about, number, 2)
            self._grid.addLayout(self._buttons(row), number, 3)

    def _buttons(self, row: VersionRow) -> QHBoxLayout:
        line = QHBoxLayout()
        line.addStretch(1)
        named = f"{row.version} {row.origin.value}"
        if row.origin.value != "kept":
            button = BareButton(_("导出…"), "download")
            button.clicked.connect(partial(self._choose_target, row))
            self.export_buttons[named] = button
            line.addWidget(button)
        if row.origin.value in _REMOVABLE:
            button = BareButton(_("移除"), "trash-2")
            button.clicked.connect(partial(self.remove, row))
            self.remove_buttons[named] = button
            line.addWidget(button)
        return line

    def _choose_target(self, row: VersionRow) -> None:
        name = f"{row.id}-{row.version}.nzpack"
        chosen, _kind = QFileDialog.getSaveFileName(
            self, _("导出规则包文件"), name, _("规则包文件 (*.nzpack)")
        )
        if chosen:
            self.export(row, Path(chosen))

    def export(self, row: VersionRow, target: Path) -> None:
        """Write a version to a pack file, as it is at hand."""
        catalog = self._desk.workspace.catalog

        def job(_progress: Progress) -> Path | tuple[Problem, ...]:
            made = pack_up(catalog, f"{row.id}@{row.version}", digest=row.digest)
            if isinstance(made, tuple):
                return made
            written = export(made, target)
            return written if isinstance(written, Path) else (written,)

        self._desk.tasks.run(job, self._exported, _raise)

    def _exported(self, done: Path | tuple[Problem, ...]) -> None:
        if isinstance(done, Path):
            self._say(_("已导出：{file}").format(file=done), "done")
        else:
            self._say("\n".join(one.told(translate) for one in done[:3]), "problem")

    def remove(self, row: VersionRow) -> None:
        """Remove a version; cases judged by it keep it in their library."""
        workspace = self._desk.workspace
        found = remove(workspace.paths, workspace.catalog, row.id, row.version, row.origin)
        if has_errors(found):
            self._say("\n".join(one.told(translate) for one in found), "problem")
            return
        words = _("已移除：{name} {version}").format(
            name=translate(self._pack.name), version=row.version
        )
        self._say(" ".join([words, *(one.told(translate) for one in found)]), "done")
        self._desk.changed()

    def _say(self, words: str, kind: str) -> None:
        if self._desk.toasts is not None:
            self._desk.toasts.show(words, kind)


def _about(row: VersionRow) -> str:
    """Where a version is and who answers for it."""
    who = row.signed
    if not who.fingerprint:
        signed = _("没有签名") if row.origin.value == "installed" else ""
    else:
        trust = _("已信任") if who.trusted else _("未信任")
        signed = _("发布者：{name}（{trust}），公钥指纹 {fingerprint}").format(
            name=who.name or _("未署名"), trust=trust, fingerprint=who.fingerprint
        )
    return " · ".join(text for text in (row.where, signed, row.digest[:12]) if text)


def _raise(error: Exception) -> None:
    raise error
