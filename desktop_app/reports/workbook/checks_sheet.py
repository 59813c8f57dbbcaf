"""The sheet of consistency rules: what was found at the export, and the packs' rules live.

Rules of the program compare months, years and records with one another; they are listed with what
they found. Rules of the packs are conditions, and so are formulas here like any other.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from desktop_app.core.consistency.declared import (
    holds,
    rule_records,
)
from desktop_app.core.consistency.finding import Finding
from desktop_app.core.pack import ConsistencyRule
from desktop_app.core.problems import Severity
from desktop_app.core.value import Value, ValueState
from desktop_app.i18n import _, translate
from desktop_app.reports.chapters.checks import severity_word
from desktop_app.reports.words import cited_text, firmness
from desktop_app.reports.workbook import look
from desktop_app.reports.workbook.calculation_sheet import formula_words
from desktop_app.reports.workbook.live import CODES, Statics, put_live
from desktop_app.reports.workbook.places import Places, Scope
from desktop_app.reports.workbook.sheet import Column, Sheet, put_formula, put_text
from desktop_app.reports.workbook.states import KNOWN, NOT_APPLICABLE

NOW: Final = "D"
BEFORE: Final = "E"
CHECK: Final = "F"
VALUE: Final = "K"
STATE: Final = "L"


@dataclass(frozen=True, slots=True)
class RuleLine:
    """One rule at one record, with what came of its condition."""

    rule: ConsistencyRule
    record: str
    owner: str
    value: Value

    @property
    def fires(self) -> bool:
        """Whether it found something."""
        return holds(self.value)


def write_checks(sheet: Sheet, places: Places, statics: Statics, found: Sequence[Finding]) -> None:
    """Fill the sheet: findings first, then every rule of the packs with its live condition."""
    sheet.lay_out(
        (
            Column("A", _("轻重"), 9),
            Column("B", _("规则"), 34),
            Column("C", _("对象"), 16),
            Column(NOW, _("现在"), 11),
            Column(BEFORE, _("导出时"), 11),
            Column(CHECK, _("核对"), 9),
            Column("G", _("发现或条件"), 64),
            Column("H", _("办法"), 52),
            Column("I", _("出处"), 24),
            Column("J", _("编号"), 10, hidden=True),
            Column(VALUE, _("条件"), 8, hidden=True),
            Column(STATE, _("状态码"), 6, hidden=True),
        )
    )
    sheet.heading(
        _("检查"),
        _(
            "上半部是导出时发现的问题；下半部是规则包的检查规则，“现在”为实时公式，改动数据后随之变化。"
        ),
    )
    sheet.head(frozen="C")
    sheet.band(_("导出时发现的问题"), look.SECTION)
    _findings(sheet, found)
    sheet.row += 1
    sheet.band(_("规则（实时）"), look.SECTION)
    first = sheet.row
    _rules(sheet, places, statics)
    sheet.colour_when(
        f"{NOW}{first}:{NOW}{sheet.row}", f'${NOW}{first}="{_("有问题")}"', "level_below"
    )
    sheet.colour_when(
        f"{CHECK}{first}:{CHECK}{sheet.row}", f"LEN(${CHECK}{first})>1", "level_below"
    )


def _findings(sheet: Sheet, found: Sequence[Finding]) -> None:
    """Errors and warnings one by one; of remarks only how many there are."""
    told = [one for one in found if one.severity is not Severity.INFO or one.set_aside]
    for one in told:
        row = sheet.row
        word = _("已搁置") if one.set_aside else severity_word(one.severity)
        put_text(sheet[f"A{row}"], word, look.MUTED if one.set_aside else look.STRONG)
        put_text(sheet[f"B{row}"], translate(one.name))
        put_text(sheet[f"C{row}"], one.place, look.MUTED)
        for letter in (NOW, BEFORE, CHECK, "I"):
            put_text(sheet[f"{letter}{row}"], "", look.MUTED)
        put_text(sheet[f"G{row}"], one.message(translate))
        reason = _("已搁置：{reason}").format(reason=one.set_aside) if one.set_aside else ""
        put_text(sheet[f"H{row}"], reason or one.remedy(translate), look.MUTED)
        sheet.row += 1
    remarks = len(found) - len(told)
    if not found:
        sheet.line(_("没有发现问题。"), look.CELL)
    elif remarks:
        sheet.line(_("另有 {count} 条说明，见软件的“检查”页。").format(count=remarks), look.NOTE)


def _rules(sheet: Sheet, places: Places, statics: Statics) -> None:
    for title, lines in _grouped(_lines(places)).items():
        sheet.band(translate(title))
        near = [line for line in lines if line.value.known]
        away = [line for line in lines if not line.value.known]
        for line in sorted(near, key=lambda line: not line.fires):
            _row(sheet, places, statics, line)
        if away:
            sheet.band(
                _("不适用或缺数据的 {count} 条，展开可见").format(count=len(away)), look.NOTE
            )
            first = sheet.row
            for line in away:
                _row(sheet, places, statics, line)
            sheet.fold(first, sheet.row - 1)


def _lines(places: Places) -> Iterable[RuleLine]:
    work = places.evaluation.workings()
    owners = {(one.kind, one.id): one.name for one in places.evaluation.case.records}
    for pack in places.model.packs:
        for rule in pack.rules:
            for record in rule_records(work, rule):
                value = work.value(rule.when, record)
                yield RuleLine(rule, record, owners.get((rule.record, record), record), value)


def _grouped(lines: Iterable[RuleLine]) -> dict[str, list[RuleLine]]:
    found: dict[str, list[RuleLine]] = {}
    for line in lines:
        found.setdefault(line.rule.group, []).append(line)
    return found


def _row(sheet: Sheet, places: Places, statics: Statics, line: RuleLine) -> None:
    rule, row = line.rule, sheet.row
    put_text(sheet[f"A{row}"], severity_word(rule.severity), look.MUTED)
    put_text(sheet[f"B{row}"], translate(rule.name))
    put_text(sheet[f"C{row}"], line.owner, look.MUTED)
    put_text(sheet[f"G{row}"], formula_words(places, rule.when), look.MUTED)
    put_text(sheet[f"H{row}"], _remedy(rule), look.MUTED)
    cited = cited_text(places.evaluation, rule.cited.source, rule.cited.clause)
    if rule.cited.checked is not None:
        cited = f"{cited}\n{firmness(rule.cited)}"
    put_text(sheet[f"I{row}"], cited, look.MUTED)
    record = f"[{line.record}]" if line.record else ""
    put_text(sheet[f"J{row}"], f"{rule.id}{record}", look.MUTED)
    scope, cells = Scope(places, sheet.title, line.record), (f"{VALUE}{row}", f"{STATE}{row}")
    about = translate(rule.name)
    put_live(sheet, cells, scope, rule.when, None, line.value, statics, about=about)
    put_formula(sheet[f"{NOW}{row}"], _word(row), look.CELL)
    put_text(sheet[f"{BEFORE}{row}"], state_of(line.value), look.COMPARED)
    check = f'IF({NOW}{row}={BEFORE}{row},"✓","{_("已更改")}")'
    put_formula(sheet[f"{CHECK}{row}"], check, look.MUTED)
    sheet.row += 1


def _remedy(rule: ConsistencyRule) -> str:
    """What to do; a remedy that names data says them only where something was found."""
    return "" if "{" in rule.remedy else translate(rule.remedy)


def _words() -> tuple[str, str, str, str]:
    return _("有问题"), _("正常"), _("不适用"), _("缺数据")


def _word(row: int) -> str:
    """The word of a condition: found, fine, does not apply, or data are missing."""
    wrong, fine, away, missing = _words()
    known = f'IF(OR({VALUE}{row}=TRUE,{VALUE}{row}="{_("是")}"),"{wrong}","{fine}")'
    rest = f'IF({STATE}{row}={NOT_APPLICABLE},"{away}","{missing}")'
    return f"IF({STATE}{row}={KNOWN},{known},{rest})"


def state_of(value: Value) -> str:
    """The word of what we made of a condition."""
    wrong, fine, away, missing = _words()
    if CODES[value.state] == KNOWN:
        return wrong if value.truth else fine
    return away if value.state is ValueState.NA else missing
