"""The sheet of blanks: what is missing, which results wait for it, and where to fill it in."""

from __future__ import annotations

from openpyxl.worksheet.hyperlink import Hyperlink

from desktop_app.core.evaluate import Evaluation
from desktop_app.core.result import Kind, Result, waiting_results
from desktop_app.i18n import _, translate
from desktop_app.reports.workbook import look
from desktop_app.reports.workbook.places import Places, quoted_sheet
from desktop_app.reports.workbook.sheet import Column, Sheet, put_formula, put_text
from desktop_app.reports.workbook.states import PARTIAL

_MOST_RESULTS = 4


def write_missing(sheet: Sheet, places: Places) -> None:
    """Fill the list of blanks; each shows live whether it has been filled in since."""
    sheet.lay_out(
        (
            Column("A", _("缺少的数据"), 46),
            Column("B", _("现在"), 10),
            Column("C", _("所在"), 16),
            Column("D", _("影响"), 80),
        )
    )
    sheet.heading(_("缺项"), _("未填不等于零，也不会被忽略：按未达到或 0 分计，补全后重算。"))
    sheet.head(frozen="B")
    waiting = _waiting(places.evaluation)
    for name, results in waiting.items():
        _row(sheet, places, name, results)
    if not waiting:
        sheet.line(_("没有缺项。"), look.CELL)
    last = max(sheet.row - 1, 4)
    sheet.colour_when(f"B4:B{last}", f'$B4="{_("未填")}"', "level_below")


def _waiting(evaluation: Evaluation) -> dict[str, list[str]]:
    """The blanks by name with the results they keep open, tables and indicators first."""
    order = (Kind.READINESS, Kind.ASSESSMENT, Kind.INDICATOR, Kind.GATE, Kind.SUB_INDEX)

    def place(result: Result) -> int:
        return order.index(result.kind) if result.kind in order else len(order)

    waiting = waiting_results(evaluation.results.values())
    told = {name: sorted(results, key=place) for name, results in waiting.items()}
    names = sorted(told, key=lambda name: place(told[name][0]))
    return {name: [translate(result.name) for result in told[name]] for name in names}


def _row(sheet: Sheet, places: Places, name: str, results: list[str]) -> None:
    row = sheet.row
    put_text(sheet[f"A{row}"], missing_label(places.evaluation, name))
    spot = places.spots.get(name)
    if spot is None:
        put_text(sheet[f"B{row}"], _("未填"), look.MUTED)
        put_text(sheet[f"C{row}"], _("请在软件中添加"), look.MUTED)
    else:
        state = spot.cell(spot.state, sheet.title)
        words = (_("已填"), _("未填"))
        put_formula(
            sheet[f"B{row}"], f'IF({state}<={PARTIAL + 1},"{words[0]}","{words[1]}")', look.MUTED
        )
        place = f"{quoted_sheet(spot.sheet)}!C{spot.row}"
        put_text(sheet[f"C{row}"], f"{spot.sheet} {spot.row}", look.MUTED)
        sheet[f"C{row}"].hyperlink = Hyperlink(ref=f"C{row}", location=place)
    shown = list(dict.fromkeys(results))
    text = _("、").join(shown[:_MOST_RESULTS]) + (_(" 等") if len(shown) > _MOST_RESULTS else "")
    put_text(sheet[f"D{row}"], text, look.MUTED)
    sheet.row += 1


def missing_label(evaluation: Evaluation, name: str) -> str:
    """What a blank is called."""
    model = evaluation.model
    if name.startswith("record:"):
        kind = model.record_kinds.get(name.removeprefix("record:"))
        return translate(kind.name) if kind else name
    base, _bracket, record = name.partition("[")
    label = translate(model.label_of(base))
    if not record:
        return label
    return _("{name}（{detail}）").format(name=label, detail=record.rstrip("]"))
