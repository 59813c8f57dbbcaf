"""The parts of a sub-index, live: points of a figure, of a table's level, of rows, of answers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Final, NamedTuple

from desktop_app.core.dependencies import tables_named
from desktop_app.core.expr.ast import Literal
from desktop_app.core.methods.interpolate import ADVANCED
from desktop_app.core.methods.readiness import Score, Table
from desktop_app.core.pack import ScorePart
from desktop_app.core.units import show_unit
from desktop_app.core.value import Value
from desktop_app.i18n import _, translate
from desktop_app.reports.workbook import look
from desktop_app.reports.workbook.grid import TableSpots
from desktop_app.reports.workbook.live import StaticCell, Statics, put_live
from desktop_app.reports.workbook.places import DASH, Places, Scope
from desktop_app.reports.workbook.row_points import PRODUCTS, points_formula
from desktop_app.reports.workbook.sheet import Sheet, dress, put_formula, put_number, put_text
from desktop_app.reports.workbook.states import KNOWN, NOT_APPLICABLE, OPEN, PARTIAL

NO, NAME, WEIGHT, VALUE, UNIT = "B", "C", "D", "E", "F"
ANCHORS: Final = {"worst": "G", "base": "H", "advanced": "I", "near_zero": "J"}
LOW, HIGH, WORD, OUR_LOW, OUR_HIGH, CHECK, WHY = "K", "L", "M", "N", "O", "P", "Q"
STATE, APPLIES, COUNTED, POINTS = "R", "S", "T", "U"
BONUS: Final = 95
EXACT: Final = "0.000000001"


@dataclass(frozen=True, slots=True)
class ReadinessWriter:
    """Everything the sheet of the readiness model is written with."""

    sheet: Sheet
    places: Places
    statics: Statics
    tables: Mapping[str, TableSpots]

    @property
    def scope(self) -> Scope:
        """Where the formulas of the model stand."""
        return Scope(self.places, self.sheet.title)

    def judged(self, pattern: str) -> list[Table]:
        """The tables a pattern of the model means."""
        every = self.places.evaluation.tables
        named = tables_named(pattern, [table.assessment for table in every.values()])
        return [every[one.id] for one in named]

    def named(self, pattern: str) -> list[TableSpots]:
        """Where the tables stand that a pattern of the model means."""
        return [self.tables[table.assessment.id] for table in self.judged(pattern)]


class Points(NamedTuple):
    """The formulas of a score: whether it applies (1 or 0), as filled, at best."""

    applies: str
    low: str
    high: str


AWAY: Final = Points("0", "0", "0")


@dataclass(frozen=True, slots=True)
class PartLine:
    """A part, the row it is written on, and what we made of it."""

    writer: ReadinessWriter
    part: ScorePart
    row: int
    score: Score | None


def write_part(writer: ReadinessWriter, part: ScorePart, score: Score | None) -> None:
    """Write a part on the next line: whether it applies, its points as filled and at best."""
    sheet, row = writer.sheet, writer.sheet.row
    dress(sheet[f"{NO}{row}"], look.MUTED)
    put_text(sheet[f"{NAME}{row}"], f"　{translate(part.name)}")
    put_number(sheet[f"{WEIGHT}{row}"], part.weight)
    put_text(sheet[f"{UNIT}{row}"], show_unit(part.unit), look.MUTED)
    for letter in (VALUE, *ANCHORS.values()):
        dress(sheet[f"{letter}{row}"], look.NUMBER)
    put_text(sheet[f"{WHY}{row}"], translate(part.cited.note), look.MUTED)
    put_scores(sheet, row, _FORMULAS[part.kind](PartLine(writer, part, row, score)), score)
    counted = f"{APPLIES}{row}*{WEIGHT}{row}"
    put_formula(sheet[f"{COUNTED}{row}"], counted, look.HELPER)
    sheet.row += 1


def put_scores(sheet: Sheet, row: int, points: Points, score: Score | None) -> None:
    """Points as filled and at best, in words how far they are known, and what we made of them."""
    applies = f"{APPLIES}{row}"
    put_formula(sheet[applies], points.applies, look.HELPER)
    for letter, text in ((LOW, points.low), (HIGH, points.high)):
        shown = f'IF({applies}=0,"{DASH}",{text})'
        put_formula(sheet[f"{letter}{row}"], shown, look.NUMBER, "0.00")
    whole = f'IF({LOW}{row}={HIGH}{row},"{_("已算出")}","{_("待补")}")'
    text = f'IF({applies}=0,"{_("不适用")}",{whole})'
    put_formula(sheet[f"{WORD}{row}"], text, look.MUTED)
    found = (score.low, score.high) if score is not None else (None, None)
    for letter, ours in zip((OUR_LOW, OUR_HIGH), found, strict=True):
        if ours is None:
            put_text(sheet[f"{letter}{row}"], DASH, look.COMPARED)
        else:
            put_number(sheet[f"{letter}{row}"], ours, look.COMPARED, "0.00")
    put_formula(sheet[f"{CHECK}{row}"], _same(row), look.MUTED)


def _same(row: int) -> str:
    tests = []
    for now, before in ((f"{LOW}{row}", f"{OUR_LOW}{row}"), (f"{HIGH}{row}", f"{OUR_HIGH}{row}")):
        numbers = f"ABS(N({now})-N({before}))<={EXACT}"
        tests.append(f"ISNUMBER({now})=ISNUMBER({before}),{numbers}")
    return f'IF(AND({",".join(tests)}),"✓","{_("已更改")}")'


def _metric(line: PartLine) -> Points:
    writer, part, row, score = line.writer, line.part, line.row, line.score
    sheet, scope = writer.sheet, writer.scope
    if part.value is None:
        return AWAY
    cells = (f"{VALUE}{row}", f"{STATE}{row}")
    ours = Value(score.value) if score is not None else Value.blank()
    unit = part.unit or None
    about = translate(part.name)
    put_live(sheet, cells, scope, part.value, unit, ours, writer.statics, about=about)
    sheet[f"{VALUE}{row}"].number_format = look.number_format(score.value if score else None)
    settled = {name: _anchor(writer, part, name, row) for name in part.anchors}
    state, base, advanced = (
        f"{STATE}{row}",
        f"{ANCHORS['base']}{row}",
        f"{ANCHORS['advanced']}{row}",
    )
    near = f"{ANCHORS['near_zero']}{row}" if "near_zero" in part.anchors else ""
    worst = f"{ANCHORS['worst']}{row}" if "worst" in part.anchors else ""
    scored = points_formula(f"{VALUE}{row}", base, advanced, near, worst)
    known = f"AND({state}={KNOWN},ISNUMBER({base}),ISNUMBER({advanced}))"
    points = f"{POINTS}{row}"
    put_formula(sheet[points], f'IF({known},{scored},"")', look.HELPER)
    high = points
    if settled.get("near_zero"):
        # A near-zero anchor still to be filled in can only add points beyond the advanced one.
        high = f"IF(AND({settled['near_zero']},{points}>={ADVANCED}-{EXACT}),100,{points})"
    applies = f"IF({state}={NOT_APPLICABLE},0,1)"
    return Points(applies, f"N({points})", f'IF({points}="",100,{high})')


def _anchor(writer: ReadinessWriter, part: ScorePart, name: str, row: int) -> str:
    """Write an anchor, "" while it rests on blanks; gives the test for that, "" where it cannot."""
    sheet, scope, expr = writer.sheet, writer.scope, part.anchors[name]
    cell, unit = sheet[f"{ANCHORS[name]}{row}"], part.unit or None
    same = unit is None or writer.places.model.scale_to(expr, unit) == 1
    if isinstance(expr.root, Literal) and same:
        put_number(cell, expr.root.value)
        return ""
    text, state = scope.finished(expr, unit), scope.state(expr)
    if text is None or state is None:
        dress(cell, look.STATIC)
        writer.statics.found.append(StaticCell(sheet.title, cell.coordinate, translate(part.name)))
        return ""
    if state == str(KNOWN):
        put_formula(cell, text)
        return ""
    waiting = f"OR({state}={PARTIAL},{state}={OPEN})"
    put_formula(cell, f'IF({waiting},"",{text})')
    return waiting


def _levels(line: PartLine) -> Points:
    writer, part = line.writer, line.part
    tables = writer.named(part.assessment)
    if not tables:
        return AWAY
    pairs = [_level_points(writer, part, table) for table in tables]
    missing = ",".join(f"LEN({table.cell(table.high)})=0" for table in tables)
    # 999 stands for tables that do not apply, so that they never are the least.
    lows, highs = (",".join(texts) for texts in zip(*pairs, strict=True))
    return Points(f"IF(AND({missing}),0,1)", f"MIN({lows})", f"MIN({highs})")


def _level_points(writer: ReadinessWriter, part: ScorePart, table: TableSpots) -> tuple[str, str]:
    """The points of one table's level; the best level earns more from an index of 95 on."""
    judged = next(
        one
        for one in writer.places.evaluation.tables.values()
        if writer.tables[one.assessment.id] is table
    )
    steps = [step.id for step in (*judged.scale.levels, judged.scale.below)]
    listed = ",".join(_plain(part.points.get(step, Decimal(0))) for step in steps)
    level, low, high = (table.cell(one) for one in (table.level, table.low, table.high))
    as_filled = f'IF({low}="",0,CHOOSE({low},{listed}))'
    at_best = f'IF({high}="",0,CHOOSE({high},{listed}))'
    bonus = part.points.get(f"{steps[0]}_{BONUS}")
    if bonus is not None:
        reached = f"N({table.cell(table.y_low)})>={BONUS}-{EXACT}" if table.y_low else "FALSE"
        as_filled = f"IF(AND({level}=1,{reached}),{_plain(bonus)},{as_filled})"
        index = table.cell(table.y_high) if table.y_high else ""
        possible = f"OR(N({index})=0,N({index})>={BONUS}-{EXACT})" if index else "TRUE"
        at_best = f"IF(AND({high}=1,{possible}),{_plain(bonus)},{at_best})"
    absent = f"LEN({high})=0"
    return (
        f"IF({absent},999,{as_filled})",
        f"IF({absent},999,MAX({as_filled},{at_best}))",
    )


def _plain(number: Decimal) -> str:
    return f"{number:f}"


def _rows(line: PartLine) -> Points:
    """The average of rows, by weight where every row has one; the cell of the unit says which."""
    writer, part = line.writer, line.part
    tables = writer.named(part.assessment)
    if not tables:
        return AWAY
    points = [
        one.column(one.grid.product_points if part.kind == PRODUCTS else one.grid.outlet_points)
        for one in tables
    ]
    applies = [one.column(one.grid.applies) for one in tables]
    weights = [one.column(one.grid.weight_by) for one in tables]
    together = list(zip(applies, weights, points, strict=True))
    count = _sum(f"SUM({one})" for one in applies)
    heavy = _sum(f'COUNTIFS({one},1,{weight},">=0")' for one, weight, _p in together)
    total = _sum(f"SUMIFS({weight},{one},1)" for one, weight, _p in together)
    weighted = _sum(f"SUMPRODUCT(--({a}=1),{w},{p})" for a, w, p in together)
    open_weight = _sum(f"SUMPRODUCT(--({a}=1),{w},1-ISNUMBER({p}))" for a, w, p in together)
    plain = _sum(f"SUMIFS({p},{a},1)" for a, _w, p in together)
    known = _sum(f'COUNTIFS({a},1,{p},">=0")' for a, _w, p in together)
    by_weight = f"AND({heavy}={count},({total})>0)"
    if any(table.rows for table in writer.judged(part.assessment)):
        said = f'IF({by_weight},"{_("按量加权")}","{_("各行同权")}")'
        put_formula(line.writer.sheet[f"{UNIT}{line.row}"], said, look.MUTED)
    low = f"IF({by_weight},({weighted})/({total}),({plain})/({count}))"
    high = (
        f"IF({by_weight},({weighted}+100*({open_weight}))/({total}),"
        f"({plain}+100*({count}-({known})))/({count}))"
    )
    judged = writer.judged(part.assessment)
    if part.kind != PRODUCTS and not any(table.rows for table in judged):
        return Points("1", "0", "100")
    return Points(f"IF({count}=0,0,1)", low, high)


def _sum(terms: Iterable[str]) -> str:
    found = list(terms)
    return found[0] if len(found) == 1 else f"({'+'.join(found)})"


def _checklist(line: PartLine) -> Points:
    """The share of yes among the questions that apply."""
    part, row = line.part, line.row
    scope, sheet = line.writer.scope, line.writer.sheet
    if not part.items:
        return AWAY
    yes = "+".join(
        f'N(OR({scope.ref(key)}=TRUE,{scope.ref(key)}="{_("是")}"))' for key in part.items
    )
    asked = "+".join(f"N({scope.state_ref(key)}<>{NOT_APPLICABLE})" for key in part.items)
    waiting = "+".join(f"N({scope.state_ref(key)}>={OPEN})" for key in part.items)
    put_formula(sheet[f"{POINTS}{row}"], asked, look.HELPER)
    put_formula(sheet[f"{VALUE}{row}"], yes, look.NUMBER, f'0" / {len(part.items)}"')
    count = f"{POINTS}{row}"
    return Points(f"IF({count}=0,0,1)", f"100*({yes})/{count}", f"100*({yes}+{waiting})/{count}")


_FORMULAS: Final = {
    "metric": _metric,
    "levels": _levels,
    "limits": _rows,
    "bands": _rows,
    "checklist": _checklist,
}
