"""Settings: how the window looks, and who types. Everything takes effect at once."""

from __future__ import annotations

from typing import Final

from PySide6.QtWidgets import QLineEdit, QWidget

from desktop_app.app.settings import SettingsFile
from desktop_app.i18n import _
from desktop_app.ui import theme
from desktop_app.ui.components.field_row import FieldRow
from desktop_app.ui.components.labels import label
from desktop_app.ui.components.popover import Popover
from desktop_app.ui.components.segmented_control import SegmentedControl
from desktop_app.ui.theme import Mode, ThemeControl

_SIZES: Final = ("0.9", "1.0", "1.15", "1.3", "1.5")


class SettingsPanel(Popover):
    """Theme, size of text, and the name that goes into the log of edits."""

    def __init__(self, settings: SettingsFile, control: ThemeControl, anchor: QWidget) -> None:
        super().__init__(anchor, _("设置"))
        self._settings, self._control = settings, control
        current = settings.current
        self.scheme = SegmentedControl(
            [
                (Mode.SYSTEM.value, _("跟随系统")),
                (Mode.LIGHT.value, _("浅色")),
                (Mode.DARK.value, _("深色")),
            ],
            _("配色"),
        )
        self.scheme.choose(Mode(current.theme).value if current.theme in _modes() else "system")
        self.text_size = SegmentedControl(
            [(size, f"{float(size):.0%}") for size in _SIZES], _("文字大小")
        )
        self.text_size.choose(min(_SIZES, key=lambda size: abs(float(size) - current.font_scale)))
        self.who = QLineEdit(current.user_name)
        self.who.setMaxLength(40)
        self.scheme.changed.connect(self._take_scheme)
        self.text_size.changed.connect(self._take_size)
        self.who.editingFinished.connect(self._take_name)
        self.body.addWidget(label(_("设置"), "section"))
        for words, editor in ((_("配色"), self.scheme), (_("文字大小"), self.text_size)):
            self.body.addWidget(FieldRow(words, editor, wide=True, dense=True))
        hint = _("写进修改记录，例如“张工”。")
        self.body.addWidget(FieldRow(_("填报人"), self.who, hint=hint))
        self.setMinimumWidth(theme.current().px(560))

    def _take_scheme(self, key: str) -> None:
        self._settings.change(theme=key)
        self._control.apply(Mode(key))

    def _take_size(self, key: str) -> None:
        self._settings.change(font_scale=float(key))
        self._control.apply(factor=float(key))

    def _take_name(self) -> None:
        self._settings.change(user_name=self.who.text().strip())


def _modes() -> frozenset[str]:
    return frozenset(mode.value for mode in Mode)
