"""Writing a live value with its state; what cannot be live is written as our figure, marked so."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from desktop_app.core.expr import Expr
from desktop_app.core.value import Value, ValueState
from desktop_app.i18n import _
from desktop_app.reports.workbook import look
from desktop_app.reports.workbook.look import Look
from desktop_app.reports.workbook.places import DASH, Scope
from desktop_app.reports.workbook.sheet import Sheet, dress, put_formula, put_number, put_text
from desktop_app.reports.workbook.states import (
    INVALID,
    KNOWN,
    NOT_APPLICABLE,
    OPEN,
    PARTIAL,
)

CODES: Final = {
    ValueState.GIVEN: KNOWN,
    ValueState.ESTIMATED: KNOWN,
    ValueState.PARTIAL: PARTIAL,
    ValueState.NA: NOT_APPLICABLE,
    ValueState.BLANK: OPEN,
    ValueState.INVALID: INVALID,
}


@dataclass(frozen=True, slots=True)
class StaticCell:
    """A cell that holds our figure instead of a formula, and what it is about."""

    sheet: str
    cell: str
    about: str


@dataclass(slots=True)
class Statics:
    """All cells that could not be made live; the first sheet lists them."""

    found: list[StaticCell] = field(default_factory=list)


def state_word(state: str) -> str:
    """The word of a state cell, as a formula."""
    words = (_("已算出"), _("不完整"), _("不适用"), _("缺数据"), _("无法计算"))
    listed = ",".join(f'"{word}"' for word in words)
    return f"CHOOSE({state}+1,{listed})"


def put_live(  # noqa: PLR0913 - two cells, the formula, our figure, and how both are shown
    sheet: Sheet,
    places: tuple[str, str],
    scope: Scope,
    expr: Expr,
    unit: str | None,
    value: Value,
    statics: Statics,
    *,
    about: str,
    style: Look = look.NUMBER,
) -> None:
    """Write the value and the state of a formula into two cells; `value` is our own figure."""
    shown, state = places
    text, state_text = scope.value(expr, unit, state), scope.state(expr)
    if text is None or state_text is None:
        put_static(sheet, places, value, statics, about)
        return
    put_formula(sheet[shown], text, style)
    put_formula(sheet[state], state_text, look.HELPER)


def put_static(
    sheet: Sheet, places: tuple[str, str], value: Value, statics: Statics, about: str
) -> None:
    """Write our own figure, visibly different from a live one."""
    shown, state = places
    cell = sheet[shown]
    if value.number is not None:
        put_number(cell, value.number, look.STATIC)
    elif value.truth is not None:
        put_text(cell, _("是") if value.truth else _("否"), look.STATIC)
    elif value.state is ValueState.NA:
        put_text(cell, DASH, look.STATIC)
    else:
        dress(cell, look.STATIC)
    put_number(sheet[state], CODES[value.state], look.HELPER)
    statics.found.append(StaticCell(sheet.title, shown, about))
