"""Points of single rows, live: an outlet against its limits, a product against its benchmark."""

from __future__ import annotations

from typing import Final

from desktop_app.core.methods.interpolate import BASE
from desktop_app.core.methods.row_points import general_limit_binds
from desktop_app.core.methods.rows import Row
from desktop_app.i18n import _
from desktop_app.reports.workbook import look
from desktop_app.reports.workbook.grid import Grid
from desktop_app.reports.workbook.live import StaticCell, Statics
from desktop_app.reports.workbook.places import Places, Scope
from desktop_app.reports.workbook.sheet import Sheet, put_formula, put_number

MAY_EXCEED: Final = "0.5"
"""What stands for an open row that may yet turn out above its limit."""

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
            statics.found.append(StaticCell(sheet.title, f"{grid.weight_by}{line}", _("权重")))
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
        _outlet(sheet, grid, line, row)
    if PRODUCTS in kinds:
        _product(sheet, grid, line)


def _outlet(sheet: Sheet, grid: Grid, line: int, row: Row) -> None:
    """As `core.methods.row_points.limit_points`, and whether advanced line and limit are kept."""
    value, permit, last = (
        f"{letter}{line}" for letter in (grid.value, grid.permit, grid.limits[-1])
    )
    advanced, base = f"{grid.advanced}{line}", f"{grid.base}{line}"
    area = ",".join(f"{letter}{line}" for letter in grid.limits[:-1])
    best = f'IF(COUNT({area})>0,MIN({area}),"")' if area else '""'
    put_formula(sheet[advanced], best, look.HELPER)
    general = f'IF(ISNUMBER({last}),{last},IF(ISNUMBER({permit}),{permit},""))'
    put_formula(sheet[base], general, look.HELPER)
    above = _above(value, permit, last)
    line_kept = f"{value}<={advanced}+ABS({advanced})*{_TINY}"
    within = f"IF(ISNUMBER({advanced}),{line_kept},FALSE)"
    scored = points_formula(value, base, advanced, f"({advanced}/2)")
    near = f"MIN(100,85+15*MAX(0,{advanced}-{value})/({advanced}/2))"
    known = f'IF(ISNUMBER({base}),IF(ISNUMBER({advanced}),{scored},{BASE}),"")'
    text = f'IF(ISNUMBER({value}),IF({above},0,IF({within},{near},{known})),"")'
    put_formula(sheet[f"{grid.outlet_points}{line}"], _unless_open(grid, line, text), look.HELPER)
    kept = f"IF({above},0,IF(ISNUMBER({advanced}),N({within}),1))"
    put_formula(sheet[f"{grid.keeps}{line}"], _unless_open(grid, line, kept), look.HELPER)
    put_formula(sheet[f"{grid.over}{line}"], _over(grid, line, row), look.HELPER)


def _over(grid: Grid, line: int, row: Row) -> str:
    """As `exceeded` and `may_exceed` of `core.methods.row_points`: 1, MAY_EXCEED, or 0."""
    value, permit = f"{grid.value}{line}", f"{grid.permit}{line}"
    binds = general_limit_binds(row)
    above = f"N({_above(value, permit, f'{grid.limits[-1]}{line}' if binds else '')})"
    may = MAY_EXCEED if binds else f"IF(ISNUMBER({permit}),{MAY_EXCEED},0)"
    known = f"IF({grid.open}{line}=0,{above},{may})"
    return f'IF({grid.applies}{line}=1,{known},"")'


_TINY: Final = "0.000000000001"


def _above(value: str, *limits: str) -> str:
    """Whether a figure is above one of the limits that are known."""
    tests = [f"IF(ISNUMBER({one}),{value}>{one}+ABS({one})*{_TINY},FALSE)" for one in limits if one]
    return f"AND(ISNUMBER({value}),OR({','.join(tests)}))"


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
