"""The sheet of factors: every number of a standard that some formula reads, as a named cell."""

from __future__ import annotations

from desktop_app.core.model import Model
from desktop_app.core.pack import Parameter
from desktop_app.core.units import show_unit
from desktop_app.i18n import _, translate
from desktop_app.reports.words import cited_text, firmness
from desktop_app.reports.workbook import look
from desktop_app.reports.workbook.names import cell_name
from desktop_app.reports.workbook.places import Places, Spot
from desktop_app.reports.workbook.sheet import Column, Sheet, put_formula, put_number, put_text
from desktop_app.reports.workbook.states import KNOWN, OPEN


def write_factors(sheet: Sheet, places: Places) -> None:
    """Fill the sheet and note where every factor stands; unused ones are folded away."""
    sheet.lay_out(
        (
            Column("A", _("编号"), 10, hidden=True),
            Column("B", _("系数"), 44),
            Column("C", _("数值"), 14, "right"),
            Column("D", _("单位"), 16),
            Column("E", _("来源"), 34),
            Column("F", _("条款"), 22),
            Column("G", _("依据"), 16),
            Column("H", _("说明"), 36),
            Column("I", _("状态码"), 6, hidden=True),
        )
    )
    sheet.heading(_("系数"), _("公式用到的标准数值。可改动试算；结论以标准原文为准。"))
    sheet.head(frozen="C")
    names = _read_names(places.model)
    used = _used_names(places)
    for name in names:
        if name in used:
            _row(sheet, places, name)
    rest = [name for name in names if name not in used]
    if rest:
        text = _("本次没有用到的系数 {count} 个（数据改变后可能用到），展开可见").format(
            count=len(rest)
        )
        sheet.band(text, look.NOTE)
        first = sheet.row
        for name in rest:
            _row(sheet, places, name)
        sheet.fold(first, sheet.row - 1)


def _read_names(model: Model) -> list[str]:
    """All parameters a formula or a consistency rule reads, in the order packs declare them."""
    rules = (rule.when.names for pack in model.packs for rule in pack.rules)
    read = frozenset().union(*model.feeds.values(), *rules)
    return [name for name in model.declared_parameters if name in read]


def _used_names(places: Places) -> frozenset[str]:
    """Parameters read directly by a figure or row that has a value."""
    evaluation, model = places.evaluation, places.model
    found: set[str] = set()
    for result in evaluation.results.values():
        if result.value is not None:
            found |= model.reads(result.id.partition("[")[0])
    return frozenset(found)


def _row(sheet: Sheet, places: Places, name: str) -> None:
    row, evaluation = sheet.row, places.evaluation
    declared = places.model.declared_parameters[name]
    parameter = places.model.parameters.get(name)
    cited = (parameter or declared).cited
    put_text(sheet[f"A{row}"], name, look.HELPER)
    put_text(sheet[f"B{row}"], translate(declared.name))
    value = parameter.value if parameter else None
    put_number(sheet[f"C{row}"], value, look.INPUT_NUMBER, look.typed_format(value))
    put_text(sheet[f"D{row}"], show_unit(declared.unit), look.MUTED)
    put_text(sheet[f"E{row}"], cited_text(evaluation, cited.source, ""), look.MUTED)
    put_text(sheet[f"F{row}"], translate(cited.clause), look.MUTED)
    put_text(sheet[f"G{row}"], _basis(parameter), look.MUTED)
    put_text(sheet[f"H{row}"], translate(cited.note), look.MUTED)
    put_formula(sheet[f"I{row}"], f"IF(ISNUMBER(C{row}),{KNOWN},{OPEN})", look.HELPER)
    sheet.name(cell_name(name), f"C{row}")
    places.spots[name] = Spot(sheet.title, row, "C", "I")
    sheet.row += 1


def _basis(parameter: Parameter | None) -> str:
    if parameter is None:
        return _("本年度没有数值")
    return firmness(parameter.cited)
