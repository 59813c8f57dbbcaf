"""Says that what was typed is on disk: nothing to press, nothing to forget."""

from __future__ import annotations

from enum import StrEnum

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from desktop_app.i18n import _
from desktop_app.ui import theme
from desktop_app.ui.components.painted import Painted
from desktop_app.ui.icons import draw_icon
from desktop_app.ui.theme import Type


class Saved(StrEnum):
    """Where the last edit is."""

    SAVED = "saved"
    SAVING = "saving"
    READ_ONLY = "read_only"
    FAILED = "failed"


_SIGNS = {
    Saved.SAVED: ("check", "muted"),
    Saved.SAVING: ("clock", "muted"),
    Saved.READ_ONLY: ("lock", "muted"),
    Saved.FAILED: ("triangle-alert", "level_below"),
}


def _words() -> dict[Saved, str]:
    return {
        Saved.SAVED: _("已保存"),
        Saved.SAVING: _("正在保存"),
        Saved.READ_ONLY: _("只读"),
        Saved.FAILED: _("未能保存"),
    }


class SavedState(Painted):
    """Icon and word; as wide as the longest word, so that nothing beside it moves."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._state = Saved.SAVED
        self.set_state(Saved.SAVED)

    def set_state(self, state: Saved, detail: str = "") -> None:
        """Show another state; `detail` (why, where) becomes the tip."""
        self._state = state
        self.setAccessibleName(_words()[state])
        self.setToolTip(detail)
        self.update()

    def wanted(self) -> QSize:
        """Icon, gap and the longest word."""
        worn = theme.current()
        metrics = QFontMetricsF(worn.font(Type.SMALL))
        longest = max(metrics.horizontalAdvance(word) for word in _words().values())
        return QSize(round(longest) + worn.px(24), worn.px(24))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint icon and word."""
        worn = theme.current()
        painter = QPainter(self)
        name, token = _SIGNS[self._state]
        side = worn.px(14)
        box = QRectF(0, (self.height() - side) / 2, side, side)
        draw_icon(painter, box, name, worn.hex(token))
        painter.setFont(worn.font(Type.SMALL))
        painter.setPen(worn.colour(token))
        words = QRectF(self.rect()).adjusted(box.right() + worn.px(6), 0, 0, 0)
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter, _words()[self._state])
