"""Qt's own dialogs speak the language of the window."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QLibraryInfo, QLocale, QTranslator
from PySide6.QtWidgets import QApplication

from desktop_app.i18n import current_language

_NAME: Final = "qt_texts"


def translate_qt(application: QApplication) -> bool:
    """Let Qt speak the language in force, and no other; False when Qt brings no texts in it."""
    QLocale.setDefault(QLocale(current_language()))
    before: list[QTranslator] = list(application.findChildren(QTranslator, _NAME))
    for worn in before:
        application.removeTranslator(worn)
        worn.deleteLater()
    translator = QTranslator(application)
    translator.setObjectName(_NAME)
    folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    if not translator.load(f"qtbase_{current_language()}", folder):
        return False
    return application.installTranslator(translator)
