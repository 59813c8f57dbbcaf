"""How a row of an evaluation list is drawn: columns for the width at hand, and what is in them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from math import ceil
from typing import Final

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPen, QTextLayout

from desktop_app.charts.bands import threshold_band
from desktop_app.i18n import _
from desktop_app.ui.assess.readings import RowReading
from desktop_app.ui.components.drawing import draw_sign, ground, tinted
from desktop_app.ui.components.scene_view import UNIT
from desktop_app.ui.components.state_chip import ChipState
from desktop_app.ui.icons import draw_icon
from desktop_app.ui.paint import hatch, paint_scene
from desktop_app.ui.theme import Theme, Type

ROW_HEIGHT: Final = 48
BAND_WIDTH: Final = 120
_GAP: Final = 12
_LEFT: Final = 12
_MIDDLE: Final = Qt.AlignmentFlag.AlignVCenter
_RIGHT: Final = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_WRAP: Final = Qt.TextFlag.TextWordWrap


@dataclass(frozen=True, slots=True)
class Columns:
    """Where the parts of a row stand, from left to right, in pixels."""

    no: QRectF
    name: QRectF
    value: QRectF
    band: QRectF
    level: QRectF
    gap: QRectF
    state: QRectF
    why: QRectF

    @property
    def answer(self) -> QRectF:
        """Value and band together, where a description is shown."""
        return self.value.united(self.band)


def columns(width: int, height: int, worn: Theme, *, judged: bool = True) -> Columns:
    """The columns for a row `width` pixels wide; derived figures have neither band nor level."""
    fixed = (108, BAND_WIDTH, 92, 90) if judged else (150, BAND_WIDTH, 0, 0)
    metrics = QFontMetricsF(worn.font(Type.SMALL))
    states = (_("待核实"), _("不适用"), _("估算"))
    state = max(metrics.horizontalAdvance(each) for each in states) + worn.px(20)
    why = metrics.horizontalAdvance(_("为什么")) + worn.px(2)
    widths = [*(worn.px(each) for each in fixed), round(state), round(why)]
    gap = worn.px(_GAP)
    no = worn.px(34) if judged else 0
    left = worn.px(_LEFT) + worn.px(14)
    taken = left + no + sum(widths) + gap * 7 + worn.px(_LEFT)
    places: list[QRectF] = []
    x = float(left)
    for part in (no, max(worn.px(96), width - taken), *widths):
        places.append(QRectF(x, 0, part, height))
        x += part + gap
    return Columns(*places)


def paint_row(
    painter: QPainter, area: QRectF, shown: RowReading, at: Columns, worn: Theme, *, opened: bool
) -> None:
    """Draw everything but ground and focus."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    side = worn.px(12)
    box = QRectF(worn.px(8), (area.height() - side) / 2, side, side)
    draw_icon(painter, box, "chevron-down" if opened else "chevron-right", worn.hex("outline"))
    _number(painter, shown, at.no, worn)
    quiet = shown.state is ChipState.NA
    token = "muted" if quiet else "text"
    _name(painter, name_place(shown, at), shown.name, token, worn)
    _value(painter, shown, at, worn)
    if shown.level is not None:
        badge(painter, at.level, shown.level.tone, shown.level.text, shown.level.sign, worn)
    _gap(painter, shown, at.gap, worn)
    _state(painter, shown, at.state, worn)
    why_link(painter, at.why, worn)


def name_place(shown: RowReading, at: Columns) -> QRectF:
    """Where the name stands: over the places beside it too where a row has nothing for them."""
    place = at.name if shown.no or shown.limiting else at.no.united(at.name)
    if shown.value or shown.answer or shown.limits:
        return place
    return place.united(at.value if shown.band is not None else at.band)


def _name(painter: QPainter, at: QRectF, name: str, token: str, worn: Theme) -> None:
    """The name on two lines, or smaller on three: names often differ only at their end."""
    width = round(at.width())
    for font, lines in ((worn.font(), 2), (worn.font(Type.SMALL), 2)):
        if fit_text(name, font.toString(), width, lines) == name:
            write(painter, at, name, font, worn.hex(token), lines=lines)
            return
    small = worn.font(Type.SMALL)
    painter.setPen(worn.colour(token))
    layout = QTextLayout(fit_text(name, small.toString(), width, 3), small)
    layout.beginLayout()
    # Closer together than the font asks for: its lines leave room for scripts taller than Han.
    step = at.height() / 3.1
    top = (at.height() - 3 * step) / 2
    for place in range(3):
        line = layout.createLine()
        if line.isValid():
            line.setLineWidth(width)
            line.setPosition(QPointF(0, top + place * step + (step - line.height()) / 2))
    layout.endLayout()
    layout.draw(painter, at.topLeft())


def _number(painter: QPainter, shown: RowReading, at: QRectF, worn: Theme) -> None:
    if not at.width():
        return
    half = at.height() / 2
    small = worn.font(Type.SMALL)
    if not shown.limiting:
        write(painter, at, shown.no, small, worn.hex("muted"))
        return
    upper = QRectF(at.left(), half - worn.px(18), at.width(), worn.px(16))
    write(painter, upper, shown.no, small, worn.hex("muted"))
    flag = QRectF(at.left(), half + worn.px(1), worn.px(32), worn.px(16))
    ground(painter, flag, worn.colour("surface"), worn.colour("level_below"), worn.px(3))
    tiny = worn.font(Type.SMALL)
    tiny.setPointSizeF(tiny.pointSizeF() * 0.86)
    painter.setFont(tiny)
    painter.setPen(worn.colour("level_below"))
    painter.drawText(flag, Qt.AlignmentFlag.AlignCenter, _("限定"))


def _value(painter: QPainter, shown: RowReading, at: Columns, worn: Theme) -> None:
    small = worn.font(Type.SMALL)
    if shown.answer:
        write(painter, at.answer, shown.answer, small, worn.hex("text"), lines=2)
        return
    if shown.value:
        figure_with_unit(painter, at.value, shown, worn)
    elif shown.limits:
        write(painter, at.answer, shown.limits, small, worn.hex("muted"), lines=2)
        return
    if shown.band is not None:
        scale = UNIT * worn.factor
        scene = threshold_band(shown.band, at.band.width() / scale)
        painter.save()
        painter.translate(at.band.left(), (at.band.height() - scene.height * scale) / 2)
        painter.scale(scale, scale)
        paint_scene(painter, scene, worn)
        painter.restore()
    elif shown.limits:
        write(painter, at.band, shown.limits, small, worn.hex("muted"), lines=2)


def figure_with_unit(painter: QPainter, at: QRectF, shown: RowReading, worn: Theme) -> None:
    """The figure right-aligned with its unit behind it, or below it where both do not fit."""
    font, small = worn.font(), worn.font(Type.SMALL)
    font.setItalic(shown.estimated)
    text = f"≈ {shown.value}" if shown.estimated else shown.value
    unit_room = QFontMetricsF(small).horizontalAdvance(shown.unit) + worn.px(4)
    beside = QFontMetricsF(font).horizontalAdvance(text) + unit_room <= at.width()
    if beside:
        room = at.adjusted(0, 0, -unit_room if shown.unit else 0, 0)
        write(painter, room, text, font, worn.hex("text"), _RIGHT)
        write(painter, at, shown.unit, small, worn.hex("muted"), _RIGHT)
        return
    half = at.height() / 2
    upper = QRectF(at.left(), half - worn.px(19), at.width(), worn.px(20))
    lower = QRectF(at.left(), half + worn.px(1), at.width(), worn.px(16))
    write(painter, upper, text, font, worn.hex("text"), _RIGHT)
    write(painter, lower, shown.unit, small, worn.hex("muted"), _RIGHT)


def badge(painter: QPainter, at: QRectF, tone: str, text: str, sign: str, worn: Theme) -> None:
    """A level as a pill at the left of its column."""
    font = worn.font(Type.SMALL, bold=True)
    words = QFontMetricsF(font).horizontalAdvance(text)
    width = min(at.width(), words + worn.px(27))
    height = worn.px(22)
    pill = QRectF(at.left(), (at.height() - height) / 2, width, height)
    ground(painter, pill, tinted(worn, tone), radius=height / 2)
    side = worn.px(9)
    box = QRectF(pill.left() + worn.px(8), pill.center().y() - side / 2, side, side)
    draw_sign(painter, box, sign, worn.colour(tone))
    room = QRectF(box.right() + worn.px(4), 0, pill.right() - box.right() - worn.px(8), at.height())
    write(painter, room, text, font, worn.hex(tone))


def _gap(painter: QPainter, shown: RowReading, at: QRectF, worn: Theme) -> None:
    if not shown.gap_level:
        return
    small = worn.font(Type.SMALL)
    to_level = _("到{level}").format(level=shown.gap_level)
    if not shown.gap:
        write(painter, at, _("未到{level}").format(level=shown.gap_level), small, worn.hex("muted"))
        return
    half = at.height() / 2
    upper = QRectF(at.left(), half - worn.px(18), at.width(), worn.px(18))
    lower = QRectF(at.left(), half, at.width(), worn.px(16))
    write(painter, upper, shown.gap, small, worn.hex("text"))
    write(painter, lower, to_level, small, worn.hex("muted"))


def _state(painter: QPainter, shown: RowReading, at: QRectF, worn: Theme) -> None:
    """The state unless it is the ordinary one, and 待核实 below it."""
    lines: list[tuple[ChipState, str]] = []
    if shown.state is not ChipState.GIVEN:
        lines.append((shown.state, shown.state_text))
    if shown.to_verify:
        lines.append((ChipState.TO_VERIFY, _("待核实")))
    step = worn.px(18)
    top = (at.height() - step * len(lines)) / 2
    for index, (state, words) in enumerate(lines):
        line = QRectF(at.left(), top + index * step, at.width(), step)
        side = worn.px(10)
        box = QRectF(line.left(), line.center().y() - side / 2, side, side)
        state_sign(painter, box, state, worn)
        room = line.adjusted(side + worn.px(5), 0, 0, 0)
        write(painter, room, words, worn.font(Type.SMALL), worn.hex("muted"))


def state_sign(painter: QPainter, box: QRectF, state: ChipState, worn: Theme) -> None:
    """The sign of a state: hatch, dash, ≈ or ring."""
    muted = worn.colour("muted")
    if state is ChipState.TO_VERIFY:
        draw_sign(painter, box, "○", worn.colour("level_3"))
    elif state is ChipState.NA:
        draw_sign(painter, box, "—", muted)
    elif state is ChipState.ESTIMATED:
        draw_sign(painter, box, "≈", muted)
    else:
        edge = box.adjusted(0.5, 0.5, -0.5, -0.5)
        hatch(painter, edge, muted, 3.5)
        painter.setPen(QPen(muted, 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(edge)


def why_link(painter: QPainter, at: QRectF, worn: Theme) -> None:
    """The words 为什么 with the dotted line that every computed figure has."""
    font, text = worn.font(Type.SMALL), _("为什么")
    metrics = QFontMetricsF(font)
    width = min(ceil(metrics.horizontalAdvance(text)), at.width())
    left = at.right() - width
    write(painter, QRectF(left, at.top(), width, at.height()), text, font, worn.hex("muted"))
    dots = QPen(worn.colour("accent"), 1.3, Qt.PenStyle.CustomDashLine)
    dots.setDashPattern([1, 1.6])
    painter.setPen(dots)
    under = at.height() / 2 + metrics.height() * 0.52
    painter.drawLine(QPointF(left, under), QPointF(left + width, under))


def write(
    painter: QPainter,
    at: QRectF,
    text: str,
    font: QFont,
    colour: str,
    flags: Qt.AlignmentFlag = _MIDDLE,
    *,
    lines: int = 1,
) -> None:
    """Text in a box, shortened with an ellipsis where even `lines` lines do not hold it."""
    if not text:
        return
    painter.setFont(font)
    painter.setPen(colour)
    fitted = fit_text(text, font.toString(), round(at.width()), lines)
    painter.drawText(at, int(flags) | int(_WRAP) if lines > 1 else int(flags), fitted)


@lru_cache(maxsize=4096)
def fit_text(text: str, font_key: str, width: int, lines: int) -> str:
    """`text`, or as much of it as fits `lines` lines of `width` pixels, with an ellipsis."""
    font = QFont()
    font.fromString(font_key)
    metrics = QFontMetricsF(font)
    if lines == 1:
        return metrics.elidedText(text, Qt.TextElideMode.ElideRight, width)
    most = metrics.lineSpacing() * (lines + 0.2)
    box = QRectF(0, 0, width, 10000)

    def fits(part: str) -> bool:
        return metrics.boundingRect(box, int(_WRAP), part).height() <= most

    if fits(text):
        return text
    low, high = 0, len(text)
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if fits(text[:middle] + "…") else (low, middle - 1)
    return text[:low].rstrip("，、；。 ") + "…"
