"""What is copied in richer form than text, and what is left of it when the program ends."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QByteArray, QMimeData
from PySide6.QtGui import QGuiApplication

_MADE_HERE: Final = "application/x-near-zero"


def copy_out(made: QMimeData) -> None:
    """Put data made here on the clipboard."""
    made.setData(_MADE_HERE, QByteArray(b"1"))
    QGuiApplication.clipboard().setMimeData(made)


def leave_copied() -> None:
    """Leave what was copied here as plain text, in data of Qt's own.

    Data made in Python is gone before Qt lets go of the clipboard: Qt would reach into nothing.
    """
    clipboard = QGuiApplication.clipboard()
    if clipboard.mimeData().hasFormat(_MADE_HERE):
        clipboard.setText(clipboard.text())
