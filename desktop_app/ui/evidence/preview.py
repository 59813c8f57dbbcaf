"""What a document looks like: a picture, the first page of a PDF, the beginning of a text.

Made in a worker from the bytes in the library. Pictures of a size nobody looks at are not decoded:
a small file can claim to be a square mile.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import Final

from PySide6.QtCore import QBuffer, QByteArray, QEvent, QIODevice, QRectF, QSize, Qt
from PySide6.QtGui import QImage, QImageReader, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from desktop_app.app.foreign_pdf import draw_first_page
from desktop_app.app.kept_files import FileContents
from desktop_app.core.evidence import Evidence, Readable
from desktop_app.core.file_kinds import FileKind, Group, kind_of
from desktop_app.core.problems import Problem
from desktop_app.i18n import _, translate
from desktop_app.ui import theme
from desktop_app.ui.components.drawing import ground
from desktop_app.ui.icons import draw_icon
from desktop_app.ui.tasks import Cancel, Progress, Tasks
from desktop_app.ui.theme import Type

_MOST_PIXELS: Final = 80_000_000
"""Pixels of the largest picture that is decoded: twice what the largest phone camera makes."""

_LONGEST_SIDE: Final = 1600
_MOST_TEXT: Final = 2000
_FORMATS: Final = {".jpg": b"jpeg", ".tif": b"tiff"}


@dataclass(frozen=True, slots=True)
class Preview:
    """A picture or a text, or in `why` the reason that there is neither."""

    picture: QImage | None = None
    text: str = ""
    why: str = ""


def make_preview(files: FileContents, one: Evidence, progress: Progress) -> Preview:
    """Read a document and draw it."""
    found = files.attempt(lambda kept: _preview(kept, one, progress))
    return Preview(why=found.told(translate)) if isinstance(found, Problem) else found


def _preview(files: FileContents, one: Evidence, progress: Progress) -> Preview:
    kind = kind_of(one.media)
    if not files.has(one.digest):
        return Preview(why=_("内容已被清理。再添加一次同一个文件即可恢复。"))
    if one.readable is not Readable.YES:
        return Preview(why=_("无法读取，仍按原样保存"))
    if kind.group in (Group.OFFICE, Group.KEPT):
        return Preview(why=_("{kind}，不能在这里预览").format(kind=translate(kind.name)))
    data = b"".join(_checked(files, one, progress))
    if kind.group is Group.IMAGE:
        return _picture(data, kind)
    return _page(data, progress) if kind.group is Group.PDF else Preview(text=_text(data))


def _checked(files: FileContents, one: Evidence, progress: Progress) -> list[bytes]:
    found: list[bytes] = []
    for piece in files.read(one.digest):
        progress.check()
        found.append(piece)
    return found


def _picture(data: bytes, kind: FileKind) -> Preview:
    held = QByteArray(data)
    buffer = QBuffer(held)
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    named = _FORMATS.get(kind.ending, kind.ending[1:].encode())
    reader = QImageReader(buffer, QByteArray(named))
    reader.setDecideFormatFromContent(False)
    reader.setAutoTransform(True)
    size = reader.size()
    if not size.isValid():
        return Preview(why=_("图片读不出来，仍按原样保存"))
    if size.width() * size.height() > _MOST_PIXELS:
        words = _("图片有 {width} × {height} 像素，太大，不预览")
        return Preview(why=words.format(width=size.width(), height=size.height()))
    if max(size.width(), size.height()) > _LONGEST_SIDE:
        side = QSize(_LONGEST_SIDE, _LONGEST_SIDE)
        reader.setScaledSize(size.scaled(side, Qt.AspectRatioMode.KeepAspectRatio))
    picture = reader.read()
    return Preview(why=_("图片读不出来，仍按原样保存")) if picture.isNull() else Preview(picture)


def _page(data: bytes, progress: Progress) -> Preview:
    drawn = draw_first_page(data, _LONGEST_SIDE, progress.check)
    if drawn is None:
        return Preview(why=_("PDF 的第一页画不出来，仍按原样保存"))
    form = QImage.Format.Format_RGB32
    return Preview(QImage(drawn.rows, drawn.width, drawn.height, drawn.stride, form).copy())


def _text(data: bytes) -> str:
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            whole = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        return "".join(sign for sign in whole[:_MOST_TEXT] if sign.isprintable() or sign in "\n\t")
    return ""


class PreviewBox(QWidget):
    """Shows the preview of one document at the size there is."""

    def __init__(self, tasks: Tasks, files: FileContents, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tasks, self._files = tasks, files
        self._shown: Evidence | None = None
        self._running: Cancel | None = None
        self.preview: Preview | None = None
        self._size()

    def _size(self) -> None:
        self.setMinimumHeight(theme.current().px(200))

    def show_evidence(self, one: Evidence | None) -> None:
        """Show a document; one with the same content is shown already."""
        before, self._shown = self._shown, one
        self.setAccessibleName(_("预览：{title}").format(title=one.title) if one else _("预览"))
        if one is not None and before is not None and before.digest == one.digest:
            return
        if self._running is not None:
            self._running.request()
            self._running = None
        self.preview = None
        self.update()
        if one is None:
            return
        token = Cancel()
        self._running = token
        self._tasks.run(
            partial(make_preview, self._files, one),
            partial(self._made, token),
            partial(self._failed, token),
            cancel=token,
        )

    def forget(self) -> None:
        """Read the document anew when it is shown next: its content may be another."""
        self._shown = None

    def _made(self, token: Cancel, preview: Preview) -> None:
        if isValid(self) and self._running is token:
            self._running = None
            self.preview = preview
            self.setAccessibleDescription(preview.why or preview.text)
            self.update()

    def _failed(self, token: Cancel, error: Exception) -> None:
        if isValid(self) and self._running is token:
            self._made(token, Preview(why=_("预览没有做成，文件仍按原样保存")))
        if not token.requested:
            raise error

    def changeEvent(self, event: QEvent) -> None:
        """Keep the height in another font size."""
        super().changeEvent(event)
        if theme.is_theme_change(event):
            self._size()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the ground and what there is on it."""
        worn = theme.current()
        painter = QPainter(self)
        area = QRectF(self.rect())
        ground(painter, area, worn.colour("bg"), worn.colour("border"))
        preview = self.preview
        if preview is None:
            return
        if preview.picture is not None:
            self._paint_picture(painter, area, preview.picture)
        elif preview.text:
            painter.setPen(worn.colour("text"))
            painter.setFont(worn.font(Type.SMALL))
            pad = worn.px(12)
            room = area.adjusted(pad, pad, -pad, -pad)
            painter.setClipRect(room)
            painter.drawText(room, Qt.TextFlag.TextWrapAnywhere, preview.text)
        else:
            self._paint_reason(painter, area, preview.why)

    def _paint_picture(self, painter: QPainter, area: QRectF, picture: QImage) -> None:
        pad = theme.current().px(8)
        room = area.adjusted(pad, pad, -pad, -pad)
        density = self.devicePixelRatioF()
        wanted = QSize(int(room.width() * density), int(room.height() * density))
        size = picture.size().scaled(wanted, Qt.AspectRatioMode.KeepAspectRatio)
        if size.width() > picture.width() * density:  # a small picture is not blown up
            size = picture.size() * density
        drawn = picture.scaled(
            size, Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.SmoothTransformation
        )
        width, height = size.width() / density, size.height() / density
        left = room.left() + (room.width() - width) / 2
        top = room.top() + (room.height() - height) / 2
        painter.drawImage(QRectF(left, top, width, height), drawn)

    def _paint_reason(self, painter: QPainter, area: QRectF, why: str) -> None:
        worn = theme.current()
        side = worn.px(28)
        box = QRectF(area.center().x() - side / 2, area.center().y() - side, side, side)
        draw_icon(painter, box, "file-text", worn.hex("muted"))
        painter.setPen(worn.colour("muted"))
        painter.setFont(worn.font(Type.SMALL))
        below = area.adjusted(worn.px(16), 0, -worn.px(16), 0)
        below.setTop(area.center().y() + worn.px(8))
        flags = Qt.AlignmentFlag.AlignHCenter | Qt.TextFlag.TextWordWrap
        painter.drawText(below, flags, why)
