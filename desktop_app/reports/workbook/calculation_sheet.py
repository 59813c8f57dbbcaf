"""The sheet of derived figures: a live formula each, beside it what the program worked out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Final

from desktop_app.core.evaluate import record_name
from desktop_app.core.expr import Expr
from desktop_app.core.expr.show import show
from desktop_app.core.pack import Quantity
from desktop_app.core.units import show_unit
from desktop_app.core.value import Value, ValueState
from desktop_app.i18n import _, translate
from desktop_app.reports.limb_words import limb_title
from desktop_app.reports.words import basis, cited_text
from desktop_app.reports.workbook import look
from desktop_app.reports.workbook.data_sheet import changed
from desktop_app.reports.workbook.live import Statics, put_static, state_word
from desktop_app.reports.workbook.names import cell_name
from desktop_app.reports.workbook.places import DASH, Places, Scope, Spot, shown_when
from desktop_app.reports.workbook.sheet import Column, Sheet, put_formula, put_number, put_text
from desktop_app.reports.workbook.states import INVALID, KNOWN, NOT_APPLICABLE, OPEN, PARTIAL

VALUE: Final = "D"
CHECK: Final = "G"
_STATE: Final = "K"

NO_WORDS: Final[Mapping[str, str]] = MappingProxyType({})

Figure = tuple[Quantity, str]


def write_calculation(sheet: Sheet, places: Places, statics: Statics) -> None:
    """Fill the sheet; figures of things that do not apply are folded away in their group."""
    sheet.lay_out(
        (
            Column("A", _("编号"), 10, hidden=True),
            Column("B", _("计算值"), 36),
            Column("C", _("单位"), 14),
            Column(VALUE, _("数值"), 18, "right"),
            Column("E", _("状态"), 10),
            Column("F", _("软件计算值"), 18, "right"),
            Column(CHECK, _("核对"), 9),
            Column("H", _("公式"), 70),
            Column("I", _("依据"), 26),
            Column("J", _("把握程度"), 14),
            Column(_STATE, _("状态码"), 6, hidden=True),
        )
    )
    sheet.heading(
        _("计算"),
        _("“数值”为实时公式，“软件计算值”为导出时的结果；改动数据后两者不同，“核对”显示“已更改”。"),
    )
    sheet.head(frozen="C")
    groups = list(_groups(places))
    rows = _placed(sheet, places, groups)
    for title, known, folded in groups:
        sheet.band(title)
        _rows(sheet, places, statics, known)
        if folded:
            sheet.band(_("不适用的 {count} 项，展开可见").format(count=len(folded)), look.NOTE)
            first = sheet.row
            _rows(sheet, places, statics, folded)
            sheet.fold(first, sheet.row - 1)
    assert sheet.row == rows  # noqa: S101 - formulas were written for exactly these rows
    sheet.colour_when(f"{CHECK}4:{CHECK}{sheet.row}", f"LEN(${CHECK}4)>1", "level_below")


Group = tuple[str, list[Figure], list[Figure]]


def _groups(places: Places) -> Iterable[Group]:
    """Figures by limb and group in pack order: those that apply, and the others."""
    found: dict[str, list[Figure]] = {}
    for pack in places.model.packs:
        for quantity in pack.quantities:
            title = limb_title(quantity.limb)
            title = f"{title} · {translate(quantity.group)}" if quantity.group else title
            kind = quantity.record
            records = [one.id for one in places.evaluation.case.of_kind(kind)] if kind else [""]
            found.setdefault(title, []).extend((quantity, record) for record in records)
    for title, figures in found.items():
        away = [one for one in figures if _value(places, one).state is ValueState.NA]
        yield title, [one for one in figures if one not in away], away


def _value(places: Places, figure: Figure) -> Value:
    name = record_name(figure[0].id, figure[1])
    return places.evaluation.values.get(name, Value.blank(name))


def _placed(sheet: Sheet, places: Places, groups: Iterable[Group]) -> int:
    """Note where each figure will stand, since formulas look ahead; gives the row behind all."""
    row = sheet.row
    for _title, known, folded in groups:
        row = _reserve(sheet, places, known, row + 1)
        if folded:
            row = _reserve(sheet, places, folded, row + 1)
    return row


def _reserve(sheet: Sheet, places: Places, figures: Iterable[Figure], row: int) -> int:
    for quantity, record in figures:
        name = record_name(quantity.id, record)
        places.spots[name] = Spot(sheet.title, row, VALUE, _STATE)
        row += 1
    return row


def _rows(sheet: Sheet, places: Places, statics: Statics, figures: Iterable[Figure]) -> None:
    for figure in figures:
        _row(sheet, places, statics, figure)


def _row(sheet: Sheet, places: Places, statics: Statics, figure: Figure) -> None:
    (quantity, record), row = figure, sheet.row
    name = record_name(quantity.id, record)
    label = translate(quantity.name)
    if record:
        label = _("{name}（{detail}）").format(name=label, detail=record)
    value = _value(places, figure)
    put_text(sheet[f"A{row}"], name, look.HELPER)
    put_text(sheet[f"B{row}"], label, look.STRONG if quantity.headline else look.CELL)
    put_text(sheet[f"C{row}"], show_unit(quantity.unit), look.MUTED)
    _live(sheet, places, statics, figure, label)
    sheet[f"{VALUE}{row}"].number_format = look.number_format(value.number)
    put_formula(sheet[f"E{row}"], state_word(f"{_STATE}{row}"), look.MUTED)
    _compare(sheet, value)
    put_text(sheet[f"H{row}"], formula_words(places, quantity.formula))
    cited = quantity.cited
    put_text(
        sheet[f"I{row}"], cited_text(places.evaluation, cited.source, cited.clause), look.MUTED
    )
    result = places.evaluation.results.get(name)
    known = result is not None and result.value is not None
    word = basis(result.confidence, cited) if result and known else ""
    put_text(sheet[f"J{row}"], word, look.MUTED)
    sheet.name(cell_name(name), f"{VALUE}{row}")
    sheet.row += 1


def _live(sheet: Sheet, places: Places, statics: Statics, figure: Figure, label: str) -> None:
    (quantity, record), row = figure, sheet.row
    scope = Scope(places, sheet.title, record)
    shown, state = f"{VALUE}{row}", f"{_STATE}{row}"
    text, own = scope.finished(quantity.formula, quantity.unit), scope.state(quantity.formula)
    if text is None or own is None:
        put_static(sheet, (shown, state), _value(places, figure), statics, label)
        return
    style = look.TOTAL if quantity.headline else look.NUMBER
    put_formula(sheet[shown], shown_when(state, text), style)
    put_formula(sheet[state], _confirmed(scope, quantity, own), look.HELPER)


def _confirmed(scope: Scope, quantity: Quantity, state: str) -> str:
    """The state of a figure whose list somebody must confirm: partial, or open, until then."""
    if not quantity.needs:
        return state
    answer = scope.ref(quantity.needs)
    yes = f'OR({answer}=TRUE,{answer}="{_("是")}")'
    known, away = f"IF({yes},{KNOWN},{PARTIAL})", f"IF({yes},{NOT_APPLICABLE},{OPEN})"
    return f"CHOOSE({state}+1,{known},{PARTIAL},{away},{OPEN},{INVALID})"


def _compare(sheet: Sheet, value: Value) -> None:
    row = sheet.row
    before = sheet[f"F{row}"]
    if value.state is ValueState.NA:
        put_text(before, DASH, look.COMPARED)
    elif value.truth is not None:
        put_text(before, str(value.truth).upper(), look.COMPARED)
    else:
        put_number(before, value.number, look.COMPARED)
    put_formula(sheet[f"{CHECK}{row}"], checked(f"{VALUE}{row}", f"F{row}"), look.MUTED)


def formula_words(places: Places, formula: Expr, extra: Mapping[str, str] = NO_WORDS) -> str:
    """A formula for people: names in words, options by their texts; `extra` names come first."""
    model = places.model

    def label(name: str) -> str:
        if name in extra:
            return extra[name]
        if not name.endswith(".*"):
            return translate(model.label_of(name))
        names = model.expand(name)
        if not names:
            return _("没有项目")
        return _("{first} 等 {count} 项").format(first=label(names[0]), count=len(names))

    def option(name: str, option_id: str) -> str:
        return translate(model.option_of(name, option_id))

    return show(formula, label, option)


def checked(now: str, before: str) -> str:
    """A tick where a live value is the one the program worked out, else the word 已更改."""
    return f'IF(LEN({changed(now, before)})=0,"✓","{_("已更改")}")'
