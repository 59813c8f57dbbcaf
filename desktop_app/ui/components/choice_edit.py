"""A direct judgement: the requirement of each level as a card one can choose."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QRadioButton, QVBoxLayout, QWidget

from desktop_app.charts.bands import LEVEL_SIGNS
from desktop_app.i18n import _
from desktop_app.ui import theme
from desktop_app.ui.components.buttons import BareButton
from desktop_app.ui.components.drawing import draw_sign, focus_ring, ground, tinted
from desktop_app.ui.components.labels import label
from desktop_app.ui.theme import Type


@dataclass(frozen=True, slots=True)
class Choice:
    """One option: its key, its short name, the text of the requirement, and a level's tone."""

    key: str
    title: str
    description: str = ""
    tone: str = ""
    sign: str = ""


class _ChoiceCard(QRadioButton):
    """One option as a card; its height follows the text."""

    def __init__(self, choice: Choice) -> None:
        super().__init__(choice.title)
        self._choice = choice
        self.setAccessibleName(f"{choice.title} {choice.description}".strip())
        policy = self.sizePolicy()
        policy.setHeightForWidth(True)
        policy.setHorizontalPolicy(policy.Policy.Expanding)
        self.setSizePolicy(policy)

    def _text_box(self, width: float) -> QRectF:
        worn = theme.current()
        left = worn.px(36)
        room = QRectF(0, 0, max(1.0, width - left - worn.px(12)), 4000)
        if not self._choice.description:
            return QRectF(left, 0, room.width(), 0)
        metrics = QFontMetricsF(worn.font(Type.SMALL))
        height = metrics.boundingRect(
            room, Qt.TextFlag.TextWordWrap.value, self._choice.description
        ).height()
        return QRectF(left, worn.px(30), room.width(), height)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        worn = theme.current()
        text = self._text_box(width)
        return worn.px(36) if text.height() == 0 else round(text.bottom()) + worn.px(9)

    def sizeHint(self) -> QSize:
        width = theme.current().px(420)
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        worn = theme.current()
        return QSize(worn.px(160), worn.px(36))

    def hitButton(self, pos: QPoint) -> bool:
        return self.rect().contains(pos)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if theme.is_theme_change(event):
            self.updateGeometry()

    def paintEvent(self, event: QPaintEvent) -> None:
        worn = theme.current()
        painter = QPainter(self)
        area = QRectF(self.rect())
        on = self.isChecked()
        fill = tinted(worn, "accent", 0.08) if on else worn.colour("surface")
        if self.underMouse() and not on and self.isEnabled():
            fill = worn.colour("hover")
        ground(painter, area, fill, worn.colour("accent" if on else "border"))
        self._dot(painter, QRectF(worn.px(12), worn.px(10), worn.px(16), worn.px(16)))
        self._words(painter, area)
        if self.hasFocus():
            focus_ring(painter, area, worn)

    def _dot(self, painter: QPainter, box: QRectF) -> None:
        worn = theme.current()
        on = self.isChecked()
        edge = worn.colour("accent" if on else "outline")
        ground(painter, box, worn.colour("surface"), edge, box.width() / 2)
        if on:
            inner = box.width() * 0.25
            dot = box.adjusted(inner, inner, -inner, -inner)
            ground(painter, dot, worn.colour("accent"), radius=dot.width() / 2)

    def _words(self, painter: QPainter, area: QRectF) -> None:
        worn = theme.current()
        ink = worn.colour("text" if self.isEnabled() else "disabled")
        left = float(worn.px(36))
        tone = self._choice.tone
        sign = self._choice.sign or LEVEL_SIGNS.get(tone, "")
        if sign:
            side = worn.px(10)
            box = QRectF(left, worn.px(13), side, side)
            draw_sign(painter, box, sign, worn.colour(tone or "muted"))
            left += side + worn.px(6)
        painter.setFont(worn.font(bold=True))
        painter.setPen(worn.colour(tone) if tone and self.isEnabled() else ink)
        line = QRectF(left, worn.px(4), area.width() - left, worn.px(28))
        painter.drawText(line, Qt.AlignmentFlag.AlignVCenter, self._choice.title)
        painter.setFont(worn.font(Type.SMALL))
        painter.setPen(ink)
        painter.drawText(
            self._text_box(area.width()),
            Qt.TextFlag.TextWordWrap.value,
            self._choice.description,
        )


class ChoiceEdit(QWidget):
    """Options as cards, one below the other; arrow keys move, Delete takes the answer back.

    `columns` greater than one puts short options side by side. The n.a. entry asks the caller for
    a reason first: it shows `set_na` only when the caller says so.

    Signals:
        chosen(str): the user chose the option of that key; empty when the answer was taken back.
        na_requested(): the user says that the question does not apply.
    """

    chosen = Signal(str)
    na_requested = Signal()

    def __init__(
        self,
        choices: Sequence[Choice],
        name: str = "",
        *,
        with_na: bool = True,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self._keys = [choice.key for choice in choices]
        self._group = QButtonGroup(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        for index, choice in enumerate(choices):
            card = _ChoiceCard(choice)
            self._group.addButton(card, index)
            column.addWidget(card)
        self._group.idClicked.connect(lambda index: self.chosen.emit(self._keys[index]))
        if self._group.buttons():
            self.setFocusProxy(self._group.buttons()[0])
        self._na = label("", "caption", wrap=True)
        self.na_button = BareButton(_("不适用…"))
        self.na_button.clicked.connect(self.na_requested)
        foot = QHBoxLayout()
        foot.addWidget(self.na_button)
        foot.addWidget(self._na, 1)
        column.addLayout(foot)
        # Not before it has its place: a widget without a parent would open as a window.
        self.na_button.setVisible(with_na)

    @property
    def key(self) -> str:
        """The key of the chosen option; empty while none is."""
        index = self._group.checkedId()
        return self._keys[index] if index >= 0 else ""

    def choose(self, key: str) -> None:
        """Show a stored answer without telling; an empty key shows none."""
        self._group.setExclusive(False)
        for index, button in enumerate(self._group.buttons()):
            button.setChecked(self._keys[index] == key)
        self._group.setExclusive(True)

    def set_na(self, reason: str) -> None:
        """Show that the question does not apply and why; an empty reason lifts it."""
        self._na.setText(_("不适用：{reason}").format(reason=reason) if reason else "")
        for button in self._group.buttons():
            button.setEnabled(not reason)
        if reason:
            self.choose("")
        self.na_button.set_text(_("恢复适用") if reason else _("不适用…"))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take the answer back on Delete or Backspace."""
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace) and self.key:
            self.choose("")
            self.chosen.emit("")
            return
        super().keyPressEvent(event)
