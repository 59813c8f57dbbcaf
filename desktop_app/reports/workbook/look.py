"""The look of the workbook: the colours of the report as cell styles, and number formats."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from openpyxl.styles import Alignment, Border, Font, NamedStyle, PatternFill, Side
from openpyxl.workbook import Workbook

from desktop_app.charts.palette import PALETTES

FONT: Final = "Microsoft YaHei"
_LIGHT: Final = PALETTES["light"]
_MOST_PLACES: Final = 6
_DIGITS: Final = 5


def colour(token: str) -> str:
    """A colour of the palette as the workbook writes it, without the leading #."""
    return _LIGHT.get(token, _LIGHT["muted"]).removeprefix("#")


BAND: Final = "E9F2EE"
INPUT: Final = "FFF8E1"
CLOSED: Final = "F3F5F4"
STILL: Final = "EFEAF4"

_HAIR: Final = Side("thin", colour("border"))
_RULE: Final = Side("medium", colour("accent"))
_BELOW: Final = Border(bottom=_HAIR)
_BOX: Final = Border(left=_HAIR, right=_HAIR, top=_HAIR, bottom=_HAIR)


def _font(token: str = "text", size: int = 10, *, bold: bool = False, italic: bool = False) -> Font:
    return Font(name=FONT, size=size, bold=bold, italic=italic, color=colour(token))


def _fill(code: str) -> PatternFill:
    return PatternFill("solid", start_color=code, end_color=code)


def _align(
    horizontal: str, *, wrap: bool = False, shrink: bool = False, indent: int = 0
) -> Alignment:
    return Alignment(
        horizontal=horizontal,
        vertical="center",
        wrap_text=wrap,
        shrink_to_fit=shrink,
        indent=indent,
    )


@dataclass(frozen=True, slots=True)
class Look:
    """How a cell is drawn: a named style of the workbook."""

    name: str
    font: Font
    alignment: Alignment
    fill: PatternFill | None = None
    border: Border | None = None


TITLE: Final = Look("自评 标题", _font("accent", 16, bold=True), _align("left"))
LEAD: Final = Look("自评 结论", _font("text", 11, bold=True), _align("left"))
NOTE: Final = Look("自评 提示", _font("muted", 9), _align("left"))
REMARK: Final = Look("自评 说明", _font("muted", 9), _align("left", wrap=True))
HEAD: Final = Look(
    "自评 表头",
    _font("on_accent", 10, bold=True),
    _align("left", wrap=True, indent=1),
    _fill(colour("accent")),
)
HEAD_RIGHT: Final = Look(
    "自评 表头右",
    _font("on_accent", 10, bold=True),
    _align("right", wrap=True, indent=1),
    _fill(colour("accent")),
)
HEAD_MIDDLE: Final = Look(
    "自评 表头中",
    _font("on_accent", 10, bold=True),
    _align("center", wrap=True),
    _fill(colour("accent")),
)
SECTION: Final = Look(
    "自评 大组", _font("accent", 10, bold=True), _align("left"), _fill(BAND), Border(bottom=_RULE)
)
GROUP: Final = Look(
    "自评 小组", _font("accent", 10, bold=True), _align("left"), _fill(BAND), _BELOW
)
CELL: Final = Look("自评 文字", _font(), _align("left", wrap=True, indent=1), None, _BELOW)
LINE: Final = Look("自评 单行", _font(), _align("left", indent=1), None, _BELOW)
STRONG: Final = Look(
    "自评 文字重", _font(bold=True), _align("left", wrap=True, indent=1), None, _BELOW
)
MUTED: Final = Look(
    "自评 文字淡", _font("muted", 9), _align("left", wrap=True, indent=1), None, _BELOW
)
MIDDLE: Final = Look("自评 居中", _font(), _align("center"), None, _BELOW)
NUMBER: Final = Look("自评 数值", _font(), _align("right", indent=1), None, _BELOW)
TOTAL: Final = Look("自评 数值重", _font(bold=True), _align("right", indent=1), None, _BELOW)
COMPARED: Final = Look("自评 对照", _font("muted"), _align("right", indent=1), None, _BELOW)
INPUT_NUMBER: Final = Look(
    "自评 填报数值", _font(), _align("right", shrink=True), _fill(INPUT), _BOX
)
INPUT_TEXT: Final = Look(
    "自评 填报文字", _font(), _align("left", wrap=True, indent=1), _fill(INPUT), _BOX
)
CLOSED_CELL: Final = Look(
    "自评 不填", _font("muted"), _align("right", indent=1), _fill(CLOSED), _BELOW
)
STATIC: Final = Look(
    "自评 静态", _font("pollution", italic=True), _align("right", indent=1), _fill(STILL), _BELOW
)
HELPER: Final = Look("自评 辅助", _font("muted", 8), _align("right"))


LOOKS: Final = (
    TITLE,
    LEAD,
    NOTE,
    REMARK,
    HEAD,
    HEAD_RIGHT,
    HEAD_MIDDLE,
    SECTION,
    GROUP,
    CELL,
    LINE,
    STRONG,
    MUTED,
    MIDDLE,
    NUMBER,
    TOTAL,
    COMPARED,
    INPUT_NUMBER,
    INPUT_TEXT,
    CLOSED_CELL,
    STATIC,
    HELPER,
)


TICK: Final = '[=1]"✓";[=0]"✕";General'
"""Shows 1 and 0 as met and not met."""


def add_styles(book: Workbook) -> None:
    """Make all looks known to a workbook as named styles."""
    for style in LOOKS:
        named = NamedStyle(style.name, font=style.font, alignment=style.alignment)
        if style.fill is not None:
            named.fill = style.fill
        if style.border is not None:
            named.border = style.border
        book.add_named_style(named)


def number_format(value: Decimal | None) -> str:
    """A format that shows a figure like the report does: thousands, up to six places.

    A figure that is not there yet gets two places.
    """
    if value is None:
        return "#,##0.00"
    places = shown_places(value)
    return "#,##0" + (f".{'0' * places}" if places else "")


def shown_places(value: Decimal) -> int:
    """How many decimals of a figure are worth showing."""
    if not value:
        return 0
    most = min(_MOST_PLACES + 2, _DIGITS - value.adjusted())
    if most <= 0:
        return 0
    rounded = round(value, most).normalize()
    exponent = rounded.as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


def typed_format(value: Decimal | None) -> str:
    """The format of an input cell: whatever is typed is shown, thousands separated."""
    if value is None:
        return "General"
    exponent = value.normalize().as_tuple().exponent
    places = max(0, -exponent) if isinstance(exponent, int) else 0
    return "#,##0" + (f".{'0' * places}" if places else "") if places <= _MOST_PLACES else "General"
