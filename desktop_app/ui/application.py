"""Starting the window: environment, fonts, theme, crash screen; everything slow comes after."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping, MutableMapping, Sequence
from pathlib import Path
from typing import Final

from PySide6.QtCore import QSettings, QTimer
from PySide6.QtWidgets import QApplication

from desktop_app.app.about import NAME, VERSION
from desktop_app.app.logbook import Logbook
from desktop_app.app.paths import Paths
from desktop_app.app.settings import SettingsFile
from desktop_app.i18n import SOURCE_LANGUAGE, set_language
from desktop_app.ui.aid import VERSIONS
from desktop_app.ui.copied import leave_copied
from desktop_app.ui.crash import CrashGuard
from desktop_app.ui.dragged import LIBRARY_ENDING
from desktop_app.ui.fonts import load_fonts
from desktop_app.ui.hang import HangWatch
from desktop_app.ui.keeper import WindowKeeper
from desktop_app.ui.main_window import MainWindow
from desktop_app.ui.qt_texts import translate_qt
from desktop_app.ui.theme import Mode, ThemeControl

_FONTS_MISSING: Final = 2


def run_window(
    paths: Paths, *, language: str = SOURCE_LANGUAGE, opened: Sequence[Path] = ()
) -> int:
    """Show the window until it is closed; the exit code of the program.

    Files `opened` with it are brought to their places as soon as the library is open; a library
    alone takes the place of that of the last time.
    """
    speak_ibus(os.environ)
    settings = SettingsFile(paths.settings)
    if language == SOURCE_LANGUAGE != settings.current.language:
        set_language(settings.current.language, paths.i18n)
    if len(opened) == 1 and opened[0].suffix.lower() == LIBRARY_ENDING:
        settings.change(library=str(opened[0].absolute()), last_case="")
        opened = ()
    application = QApplication(sys.argv[:1])
    control = dress(application, paths, settings)
    if control is None:
        return _FONTS_MISSING
    logbook = Logbook(paths.logs)
    logbook.begin(VERSIONS)
    guard, hangs = CrashGuard(paths.logs), HangWatch(paths.logs)
    earlier, hung = guard.earlier_fault(), hangs.earlier_hang()
    guard.install()

    def dressed(window: MainWindow) -> None:
        window.aid.watch(guard, hangs)
        hangs.follow(window)

    keeper = WindowKeeper(application, paths, settings, control, dressed)
    keeper.window.show()
    if opened:
        keeper.window.given.take([one.absolute() for one in opened])
    hangs.start()
    if earlier is not None:
        QTimer.singleShot(0, lambda: guard.crashed.emit(earlier))
    elif hung:
        QTimer.singleShot(0, keeper.window.aid.tell_earlier_hang)
    code = application.exec()
    leave_copied()
    hangs.stop()
    keeper.window.safety.back_up_at_end()
    guard.uninstall()
    logbook.close()
    return code


def dress(application: QApplication, paths: Paths, settings: SettingsFile) -> ThemeControl | None:
    """Give the application its name, fonts, translations of Qt's own dialogs, and theme.

    None when a bundled font cannot be used: Chinese text might be boxes, so nothing is shown and
    the terminal is told instead.
    """
    # What Qt's own dialogs remember (folders, columns) stays with everything else of the user.
    native, own = QSettings.Format.NativeFormat, QSettings.Scope.UserScope
    QSettings.setPath(native, own, str(paths.user))
    application.setApplicationName("near-zero")
    application.setApplicationDisplayName(NAME)
    application.setApplicationVersion(VERSION)
    application.setDesktopFileName("near-zero")
    missing = load_fonts(paths.fonts)
    if missing:
        sys.stderr.write(f"{NAME}: {paths.fonts}: {', '.join(missing)}\n")
        return None
    translate_qt(application)
    control = ThemeControl(application)
    chosen = settings.current.theme
    mode = Mode(chosen) if chosen in {one.value for one in Mode} else Mode.SYSTEM
    control.apply(mode, settings.current.font_scale)
    return control


def speak_ibus(environ: MutableMapping[str, str]) -> None:
    """Reach Fcitx through its IBus side: Qt brings no Fcitx plug-in of its own."""
    if _wants_fcitx(environ):
        environ["QT_IM_MODULE"] = "ibus"


def _wants_fcitx(environ: Mapping[str, str]) -> bool:
    asked = (environ.get("QT_IM_MODULE", ""), environ.get("XMODIFIERS", ""))
    return any("fcitx" in value.lower() for value in asked)
