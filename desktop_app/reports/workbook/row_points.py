"""Points of single rows, live: an outlet against its limits, a product against its benchmark."""

from __future__ import annotations

from typing import Final

from desktop_app.core.methods.rows import Row
from desktop_app.i18n import _
from desktop_app.reports.workbook import look
from desktop_app.reports.workbook.grid import Grid
from desktop_app.reports.workbook.live import StaticCell, Statics
from desktop_app.reports.workbook.places import Places, Scope
from desktop_app.reports.workbook.sheet import Sheet, put_formula, put_number

OUTLETS: Final = "limits"
PRODUCTS: Final = "bands"


def write_points(
    sheet: Sheet, places: Places, statics: Statics, row: Row, grid: Grid, kinds: frozenset[str]
) -> None:
    """Write the points of the row on the next free line, as far as the readiness model asks."""
    line = sheet.row
    scope = Scope(places, sheet.title, row.record)
    indicator = row.indicator
    if indicator.weight_by is not None:
        text = scope.finished(indicator.weight_by)
        if text is None:
            put_number(sheet[f"{grid.weight_by}{line}"], row.weight_by, look.STATIC)
            statics.found.append(StaticCell(sheet.title, f"{grid.weight_by}{line}", _("产量")))
        else:
            made = f'IF({grid.made}{line}="","",{text})'
            put_formula(sheet[f"{grid.weight_by}{line}"], made, look.HELPER)
    if indicator.permit is not None:
        text = scope.finished(indicator.permit, indicator.unit)
        if text is None:
            put_number(sheet[f"{grid.permit}{line}"], row.permit, look.STATIC)
            statics.found.append(StaticCell(sheet.title, f"{grid.permit}{line}", _("许可限值")))
        else:
            put_formula(sheet[f"{grid.permit}{line}"], text, look.HELPER)
    if OUTLETS in kinds:
        _outlet(sheet, grid, line)
    if PRODUCTS in kinds:
        _product(sheet, grid, line)


def _outlet(sheet: Sheet, grid: Grid, line: int) -> None:
    """As `core.methods.row_points.limit_points`: legal limit, best tier, half of it."""
    value, permit, last = (
        f"{letter}{line}" for letter in (grid.value, grid.permit, grid.limits[-1])
    )
    better = [f"{letter}{line}" for letter in grid.limits[:-1]]
    strict = f'IF(ISNUMBER({last}),{last},"")'
    legal = f"IF(ISNUMBER({permit}),MIN({permit},{last}),{strict})"
    advanced = f"{grid.advanced}{line}"
    base = f"{grid.base}{line}"
    area = ",".join(better)
    best = f"IF(COUNT({area})>0,MIN({area},({legal})),({legal})/2)" if better else f"({legal})/2"
    put_formula(sheet[advanced], f'IF(ISNUMBER({legal}),{best},"")', look.HELPER)
    span = f"IF({advanced}<{legal},{legal},2*({legal}))"
    put_formula(sheet[base], f'IF(ISNUMBER({advanced}),{span},"")', look.HELPER)
    scored = points_formula(value, base, advanced, f"({advanced}/2)")
    above = f"{value}>({legal})+ABS({legal})*0.000000000001"
    known = f"AND(ISNUMBER({value}),ISNUMBER({advanced}))"
    text = f'IF({known},IF({above},0,{scored}),"")'
    put_formula(sheet[f"{grid.outlet_points}{line}"], _unless_open(grid, line, text), look.HELPER)


def _product(sheet: Sheet, grid: Grid, line: int) -> None:
    """As `core.methods.row_points.band_points`: baseline, benchmark, 10 % better."""
    value, benchmark, baseline = (
        f"{letter}{line}" for letter in (grid.value, grid.limits[0], grid.limits[-1])
    )
    better = f"({benchmark}-ABS({benchmark})/10)"
    scored = points_formula(value, baseline, benchmark, better)
    text = f'IF(COUNT({value},{benchmark},{baseline})=3,{scored},"")'
    put_formula(sheet[f"{grid.product_points}{line}"], _unless_open(grid, line, text), look.HELPER)


def _unless_open(grid: Grid, line: int, text: str) -> str:
    """Points of a row that applies; "" while something in it is open."""
    return f'IF(AND({grid.applies}{line}=1,{grid.open}{line}=0),{text},"")'


def points_formula(x: str, base: str, advanced: str, near: str, worst: str = "") -> str:
    """Points 0 to 100 between anchors, as `core.methods.interpolate.points`.

    `near` and `worst` are cells that may be empty, or expressions; `worst` is "" where the
    default holds.
    """
    rising = _rising(x, base, advanced, near, worst, "")
    falling = _rising(x, base, advanced, near, worst, "-")
    down = f"{advanced}<{base}"
    if near or worst:
        end = f"IF(ISNUMBER({near}),{near},{advanced})" if near else advanced
        start = f"IF(ISNUMBER({worst}),{worst},{base})" if worst else base
        down = f"OR({down},AND({advanced}={base},{end}<{start}))"
    return f"IF({down},{falling},{rising})"


def _rising(x: str, base: str, advanced: str, near: str, worst: str, sign: str) -> str:
    """The points where higher is better; with a minus sign before everything, where lower is."""
    value, low, high, top = (f"{sign}{part}" for part in (x, base, advanced, near))
    span = f"({high}-({low}))"
    beyond = f"IF({value}>={top},100,85+15*({value}-({high}))/({top}-({high})))"
    above = f"IF(ISNUMBER({near}),{beyond},85)" if near else "85"
    default = f"({low}-{span})"
    least = f"IF(ISNUMBER({worst}),{sign}{worst},{default})" if worst else default
    below = f"IF({value}<={least},0,60*({value}-({least}))/({low}-({least})))"
    return f"IF({value}>={high},{above},IF({value}>={low},60+25*({value}-({low}))/{span},{below}))"
