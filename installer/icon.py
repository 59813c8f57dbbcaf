"""The program's icon, drawn from resources/icons/near-zero.svg in the sizes desktops ask for.

Usage: python -m installer.icon FOLDER
"""

from __future__ import annotations

import os
import struct
import sys
from pathlib import Path
from typing import Final

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QGuiApplication, QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

from installer.steps import ROOT

SOURCE: Final = ROOT / "resources" / "icons" / "near-zero.svg"
SIZES: Final = (16, 24, 32, 48, 64, 128, 256)
ICO: Final = "near-zero.ico"
PANEL: Final = "near-zero-panel.bmp"
"""The picture beside the first and the last page of the Windows installer."""

_PANEL: Final = QSize(164, 314)
_GROUND: Final = "#F5F7F6"
_SIGN: Final = QRectF(42, 56, 80, 80)
_HEADER: Final = "<HHH"
_ENTRY: Final = "<BBBBHHII"


def png(size: int) -> bytes:
    """The icon as a square PNG of so many pixels."""
    image = QImage(size, size, QImage.Format.Format_ARGB32)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    QSvgRenderer(str(SOURCE)).render(painter)
    painter.end()
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload]
    return bytes(data.data())


def panel() -> QImage:
    """The icon on the ground of our windows, in the size and format NSIS wants."""
    image = QImage(_PANEL, QImage.Format.Format_RGB888)
    image.fill(QColor(_GROUND))
    painter = QPainter(image)
    QSvgRenderer(str(SOURCE)).render(painter, _SIGN)
    painter.end()
    return image


def ico(pictures: dict[int, bytes]) -> bytes:
    """PNG pictures by size as one Windows icon file (PNG inside ICO, Windows Vista and later)."""
    head = struct.pack(_HEADER, 0, 1, len(pictures))
    offset = struct.calcsize(_HEADER) + len(pictures) * struct.calcsize(_ENTRY)
    entries = b""
    for size, data in pictures.items():
        side = size % 256  # 0 stands for 256
        entries += struct.pack(_ENTRY, side, side, 0, 0, 1, 32, len(data), offset)
        offset += len(data)
    return head + entries + b"".join(pictures.values())


def main(folder: Path) -> None:
    """Write near-zero-SIZE.png for every size, the icon file and the panel of Windows."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    application = QGuiApplication.instance() or QGuiApplication(["icon"])
    folder.mkdir(parents=True, exist_ok=True)
    pictures = {size: png(size) for size in SIZES}
    for size, data in pictures.items():
        (folder / f"near-zero-{size}.png").write_bytes(data)
    (folder / ICO).write_bytes(ico(pictures))
    panel().save(str(folder / PANEL), "BMP")  # type: ignore[call-overload]
    del application


if __name__ == "__main__":
    main(Path(sys.argv[1]))
