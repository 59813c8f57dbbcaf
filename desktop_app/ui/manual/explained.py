"""What a page, panel or dialog is called in the manual, so that F1 opens its chapter."""

from __future__ import annotations

from typing import Final

from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QDialog, QWidget

from desktop_app.i18n import _

_SCREEN: Final = "screen"


def explain(part: QWidget, screen: str) -> None:
    """Say that `part` is the `screen` a chapter of the manual explains.

    A dialog answers F1 itself: while it is modal, the keys of the main window are dead.
    """
    part.setProperty(_SCREEN, screen)
    if isinstance(part, QDialog):
        action = QAction(_("手册与快捷键"), part)
        action.setShortcut(QKeySequence("F1"))
        action.triggered.connect(lambda: _open(part, screen))
        part.addAction(action)


def screen_at(place: QWidget | None, otherwise: str) -> str:
    """The screen that holds `place`, such as where the keyboard is; else the page shown."""
    while place is not None:
        found = place.property(_SCREEN)
        if found:
            return str(found)
        place = place.parentWidget()
    return otherwise


def _open(dialog: QDialog, screen: str) -> None:
    from desktop_app.ui.manual.window import open_manual_over

    open_manual_over(dialog, screen)
