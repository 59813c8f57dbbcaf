"""Qt's own dialogs speak the language of the window."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QLibraryInfo, QLocale, QTranslator
from PySide6.QtWidgets import QApplication

from desktop_app.i18n import SOURCE_LANGUAGE, current_language

_NAME: Final = "qt_texts"
_KINDS: Final = "QAbstractFileIconProvider"
_MISSING: Final = {
    (_KINDS, "Folder"): "文件夹",
    (_KINDS, "File Folder"): "文件夹",
    (_KINDS, "File"): "文件",
    (_KINDS, "%1 File"): "%1 文件",
    (_KINDS, "Drive"): "驱动器",
    (_KINDS, "Shortcut"): "快捷方式",
    (_KINDS, "Alias"): "替身",
    (_KINDS, "Unknown"): "未知",
    ("QMessageBox", "OK"): "确定",
    ("QMessageBox", "Help"): "帮助",
}
"""Texts of Qt, by the class that shows them, that its Chinese catalogue lacks."""


class _Rest(QTranslator):
    """What the catalogue of Qt lacks."""

    def translate(
        self, context: str, source: str, _disambiguation: str | None = None, _n: int = -1
    ) -> str:
        """The text; empty for what is known elsewhere."""
        return _MISSING.get((context, source), "")

    def isEmpty(self) -> bool:
        """An empty one would not be asked."""
        return False


def translate_qt(application: QApplication) -> bool:
    """Let Qt speak the language in force, and no other; False when Qt brings no texts in it."""
    QLocale.setDefault(QLocale(current_language()))
    before: list[QTranslator] = list(application.findChildren(QTranslator, _NAME))
    for worn in before:
        application.removeTranslator(worn)
        worn.deleteLater()
    if current_language() == SOURCE_LANGUAGE:
        application.installTranslator(_named(_Rest(application)))
    translator = _named(QTranslator(application))
    folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    if not translator.load(f"qtbase_{current_language()}", folder):
        return False
    return application.installTranslator(translator)


def _named(made: QTranslator) -> QTranslator:
    made.setObjectName(_NAME)
    return made
