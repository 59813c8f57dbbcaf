"""Settings: how the window looks and speaks, and who types; all of it takes effect at once."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt, Signal, SignalInstance
from PySide6.QtWidgets import QGridLayout, QWidget

from desktop_app.app.settings import SettingsFile
from desktop_app.i18n import LANGUAGES, _
from desktop_app.ui import theme
from desktop_app.ui.components.buttons import QuietButton
from desktop_app.ui.components.labels import label
from desktop_app.ui.components.line_edit import LineEdit
from desktop_app.ui.components.popover import Popover
from desktop_app.ui.components.segmented_control import SegmentedControl
from desktop_app.ui.manual.explained import explain
from desktop_app.ui.theme import Mode, ThemeControl

_SIZES: Final = ("0.9", "1.0", "1.15", "1.3", "1.5")


class SettingsPanel(Popover):
    """Theme, size of text, language, who types, and the way to library and backups.

    Signals:
        language_chosen(str): another language, a key of LANGUAGES.
        safety_requested(): show where the library is and how it is backed up.
        about_requested(): show what the program is and consists of.
    """

    language_chosen = Signal(str)
    safety_requested = Signal()
    about_requested = Signal()

    def __init__(self, settings: SettingsFile, control: ThemeControl, anchor: QWidget) -> None:
        super().__init__(anchor, _("设置"))
        explain(self, "settings")
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
        self.language = SegmentedControl(list(LANGUAGES.items()), _("界面语言"))
        self.language.choose(current.language if current.language in LANGUAGES else "zh_CN")
        self.language.changed.connect(self._take_language)
        self.who = LineEdit(current.user_name)
        self.who.setMaxLength(40)
        self.scheme.changed.connect(self._take_scheme)
        self.text_size.changed.connect(self._take_size)
        self.who.editingFinished.connect(self._take_name)
        self.safety = QuietButton(_("数据安全…"), "save")
        self.safety.clicked.connect(lambda: self._leave_for(self.safety_requested))
        self.about = QuietButton(_("关于本软件…"), "info")
        self.about.clicked.connect(lambda: self._leave_for(self.about_requested))
        self.body.addWidget(label(_("设置"), "section"))
        self.body.addLayout(self._rows())

    def _rows(self) -> QGridLayout:
        worn = theme.current()
        rows = QGridLayout()
        rows.setHorizontalSpacing(worn.px(24))
        rows.setVerticalSpacing(worn.px(12))
        editors: tuple[QWidget, ...] = (self.scheme, self.text_size, self.language, self.who)
        names = (_("配色"), _("文字大小"), _("界面语言"), _("填报人"))
        for row, (words, editor) in enumerate(zip(names, editors, strict=True)):
            name = label(words)
            name.setBuddy(editor)
            rows.addWidget(name, row, 0)
            rows.addWidget(editor, row, 1)
        self.who.setAccessibleName(_("填报人"))
        hint = _("填报人写进修改记录，例如“张工”。")
        rows.addWidget(label(hint, "caption"), len(editors), 1)
        rows.addWidget(label(_("企业库和备份")), len(editors) + 1, 0)
        rows.addWidget(self.safety, len(editors) + 1, 1, Qt.AlignmentFlag.AlignLeft)
        rows.addWidget(label(_("版本和许可证")), len(editors) + 2, 0)
        rows.addWidget(self.about, len(editors) + 2, 1, Qt.AlignmentFlag.AlignLeft)
        return rows

    def _leave_for(self, wanted: SignalInstance) -> None:
        self.close_up(give_focus_back=False)
        wanted.emit()

    def _take_scheme(self, key: str) -> None:
        self._settings.change(theme=key)
        self._control.apply(Mode(key))

    def _take_size(self, key: str) -> None:
        self._settings.change(font_scale=float(key))
        self._control.apply(factor=float(key))

    def _take_language(self, key: str) -> None:
        self._settings.change(language=key)
        self.language_chosen.emit(key)

    def _take_name(self) -> None:
        self._settings.change(user_name=self.who.text().strip())


def _modes() -> frozenset[str]:
    return frozenset(mode.value for mode in Mode)
