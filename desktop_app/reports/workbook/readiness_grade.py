"""Gates, the truths grade rules ask for, the rules themselves, and the grade they lead to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from desktop_app.core.methods.readiness import ReadinessVerdict
from desktop_app.core.methods.table_truths import truths_asked
from desktop_app.core.pack import Grade, Readiness
from desktop_app.i18n import _, translate
from desktop_app.reports.workbook import look
from desktop_app.reports.workbook.calculation_sheet import formula_words
from desktop_app.reports.workbook.grid import TableSpots
from desktop_app.reports.workbook.live import StaticCell
from desktop_app.reports.workbook.places import Scope, Spot
from desktop_app.reports.workbook.readiness_parts import (
    ANCHORS,
    CHECK,
    HIGH,
    LOW,
    NAME,
    NO,
    OUR_HIGH,
    OUR_LOW,
    POINTS,
    STATE,
    VALUE,
    WHY,
    WORD,
    ReadinessWriter,
)
from desktop_app.reports.workbook.sheet import put_formula, put_number, put_text
from desktop_app.reports.workbook.states import KNOWN, NOT_APPLICABLE, OPEN, PARTIAL

_ADVANCED: Final = "84.999999999"
_NO_CAP: Final = 99
_BEST_CAP: Final = "V"
_TRUTH: Final = "W"
_HOLDS: Final = {LOW: "X", HIGH: "Y"}
_STATES: Final = {LOW: POINTS, HIGH: _BEST_CAP}
HIDDEN: Final = (_BEST_CAP, _TRUTH, *_HOLDS.values())
"""Columns of this part of the sheet that nobody needs to see."""
Rows = dict[str, int]


@dataclass(frozen=True, slots=True)
class GradeSpots:
    """The cells of the grade: its place from 1 as filled and at best, and the words."""

    low: str
    high: str
    word: str
    word_high: str


def write_gates(writer: ReadinessWriter, model: Readiness, verdict: ReadinessVerdict) -> Rows:
    """The gates: passed, failed or open, and the grade they cap at; gives their rows."""
    sheet = writer.sheet
    sheet.row += 1
    sheet.band(_("等级门槛"))
    order = [grade.id for grade in model.grades]
    words = (_("● 通过"), _("✕ 未通过"), _("○ 待确认"))
    rows: Rows = {}
    for state in verdict.gates:
        row, gate = sheet.ruled(), state.gate
        rows[gate.id] = row
        put_text(sheet[f"{NO}{row}"], gate.id, look.STRONG)
        put_text(sheet[f"{NAME}{row}"], translate(gate.name))
        text = writer.scope.finished(gate.condition)
        truth = sheet[f"{_TRUTH}{row}"]
        if text is None:
            ours = {True: "TRUE", False: "FALSE", None: '""'}[state.passed]
            put_formula(truth, ours, look.STATIC)
            writer.statics.found.append(StaticCell(sheet.title, truth.coordinate, gate.id))
        else:
            put_formula(truth, text, look.HELPER)
        cell = f"{_TRUTH}{row}"
        low, high = (f"{letter}{row}" for letter in _HOLDS.values())
        _put_truths(writer, row, {LOW: f"{cell}=TRUE", HIGH: f"NOT({cell}=FALSE)"})
        shown = f'IF({low},"{words[0]}",IF({high},"{words[2]}","{words[1]}"))'
        put_formula(sheet[f"{WORD}{row}"], shown, look.STRONG)
        ours_word = {True: words[0], False: words[1], None: words[2]}[state.passed]
        put_text(sheet[f"{OUR_LOW}{row}"], ours_word, look.COMPARED)
        same = f'IF({WORD}{row}={OUR_LOW}{row},"✓","{_("已更改")}")'
        put_formula(sheet[f"{CHECK}{row}"], same, look.MUTED)
        put_text(sheet[f"{WHY}{row}"], _("未通过时最高 {grade}").format(grade=gate.cap), look.MUTED)
        cap = order.index(gate.cap) + 1
        put_formula(sheet[f"{POINTS}{row}"], f"IF({low},{_NO_CAP},{cap})", look.HELPER)
        put_formula(sheet[f"{_BEST_CAP}{row}"], f"IF({high},{_NO_CAP},{cap})", look.HELPER)
        put_number(sheet[f"{STATE}{row}"], KNOWN, look.HELPER)
        sheet.row += 1
    return rows


def _put_truths(writer: ReadinessWriter, row: int, texts: Mapping[str, str]) -> None:
    """Truths as formulas need them, out of sight, and as ticks and crosses for people."""
    sheet = writer.sheet
    for letter, text in texts.items():
        cell = f"{_HOLDS[letter]}{row}"
        put_formula(sheet[cell], text, look.HELPER)
        put_formula(
            sheet[f"{letter}{row}"], f'IF({cell}=TRUE,"✓",IF({cell}=FALSE,"✕",""))', look.MIDDLE
        )


def write_grades(
    writer: ReadinessWriter,
    model: Readiness,
    verdict: ReadinessVerdict,
    gates: Rows,
    scores: Mapping[str, int],
) -> GradeSpots:
    """The rules from worst to best: the last that holds, no better than the caps of the gates."""
    sheet = writer.sheet
    truths, words = _truths(writer, model)
    judged = {**gates, **truths}
    scopes = {letter: _scope(writer, letter, scores, judged) for letter in (LOW, HIGH)}
    sheet.row += 1
    sheet.band(_("等级规则（从差到好，取最后一条成立的，再按门槛封顶）"))
    first = sheet.row
    for grade in model.grades:
        row = sheet.ruled()
        put_text(sheet[f"{NO}{row}"], grade.id, look.STRONG)
        put_text(sheet[f"{NAME}{row}"], translate(grade.name), look.STRONG)
        put_text(
            sheet[f"{VALUE}{row}"], formula_words(writer.places, grade.rule, words), look.MUTED
        )
        sheet.ws.merge_cells(f"{VALUE}{row}:{ANCHORS['near_zero']}{row}")
        for letter, scope in scopes.items():
            _rule(writer, scope, grade, letter)
        put_text(sheet[f"{WHY}{row}"], translate(grade.meaning), look.MUTED)
        sheet.row += 1
    return _grade(writer, model, verdict, (first, sheet.row - 1), gates)


def _scope(writer: ReadinessWriter, letter: str, scores: Mapping[str, int], judged: Rows) -> Scope:
    """The names a rule may use besides those of the case: points and truths of this sheet."""
    title = writer.sheet.title
    extra = {key: Spot(title, row, letter, STATE) for key, row in scores.items()}
    extra |= {key: Spot(title, row, _HOLDS[letter], STATE) for key, row in judged.items()}
    return Scope(writer.places, title, extra=extra, truths=frozenset(judged))


def _rule(writer: ReadinessWriter, scope: Scope, grade: Grade, letter: str) -> None:
    """Whether a rule holds: one that still rests on blanks holds only at best."""
    sheet, row = writer.sheet, writer.sheet.row
    cell, state = f"{letter}{row}", f"{_STATES[letter]}{row}"
    text, own = scope.finished(grade.rule), scope.state(grade.rule)
    if text is None or own is None:
        put_formula(sheet[f"{_HOLDS[letter]}{row}"], "FALSE", look.STATIC)
        put_text(sheet[cell], _("静态"), look.STATIC)
        writer.statics.found.append(StaticCell(sheet.title, cell, grade.id))
        return
    put_formula(sheet[state], own, look.HELPER)
    best = "TRUE" if letter == HIGH else "FALSE"
    waiting = f"OR({state}={PARTIAL},{state}={OPEN})"
    _put_truths(writer, row, {letter: f"IF({waiting},{best},({text})=TRUE)"})


def _grade(
    writer: ReadinessWriter,
    model: Readiness,
    verdict: ReadinessVerdict,
    rules: tuple[int, int],
    gates: Rows,
) -> GradeSpots:
    sheet, (first, last) = writer.sheet, rules
    row = sheet.ruled()
    put_text(sheet[f"{NO}{row}"], "", look.STRONG)
    put_text(sheet[f"{NAME}{row}"], _("等级（序号）"), look.STRONG)
    caps = {LOW: POINTS, HIGH: _BEST_CAP}
    for letter, cap in caps.items():
        area = f"{_HOLDS[letter]}{first}:{_HOLDS[letter]}{last}"
        reached = f"MAX(1,SUMPRODUCT(MAX(({area}=TRUE)*(ROW({area})-{first - 1}))))"
        limits = ",".join(f"{cap}{gate}" for gate in gates.values())
        text = f"MIN({reached},{limits})" if limits else reached
        put_formula(sheet[f"{letter}{row}"], text, look.TOTAL, "0")
    order = list(model.grades)
    put_number(sheet[f"{OUR_LOW}{row}"], order.index(verdict.grade) + 1, look.COMPARED)
    put_number(sheet[f"{OUR_HIGH}{row}"], order.index(verdict.grade_high) + 1, look.COMPARED)
    same = f"AND({LOW}{row}={OUR_LOW}{row},{HIGH}{row}={OUR_HIGH}{row})"
    put_formula(sheet[f"{CHECK}{row}"], f'IF({same},"✓","{_("已更改")}")', look.MUTED)
    sheet.row += 1
    listed = ",".join(
        '"{}"'.format(f"{grade.id} {translate(grade.name)}".replace('"', '""')) for grade in order
    )
    put_text(sheet[f"{NAME}{sheet.ruled(32)}"], _("等级"), look.STRONG)
    for letter in (LOW, HIGH):
        text = f"CHOOSE({letter}{row},{listed})"
        put_formula(sheet[f"{letter}{sheet.row}"], text, look.STRONG)
    sheet.row += 1
    below = sheet.row - 1
    return GradeSpots(f"{LOW}{row}", f"{HIGH}{row}", f"{LOW}{below}", f"{HIGH}{below}")


# what rules ask of tables


def _truths(writer: ReadinessWriter, model: Readiness) -> tuple[Rows, dict[str, str]]:
    """Whether tables, or all their rows, reach a level; gives rows and words by names of rules."""
    sheet = writer.sheet
    found = {
        **_levels_reached(writer),
        **_rows_reach(writer),
        **_advanced(writer),
    }
    for name in sorted(truths_asked(grade.rule for grade in model.grades) - found.keys()):
        found[name] = (_("没有适用的评价表"), '""', '""', "TRUE")
    sheet.row += 1
    sheet.band(_("等级规则用到的判断"))
    rows: Rows = {}
    for name, (label, low, high, none) in found.items():
        row = sheet.ruled()
        rows[name] = row
        put_text(sheet[f"{NO}{row}"], "", look.MUTED)
        put_text(sheet[f"{NAME}{row}"], label)
        texts = {LOW: f'IF({none},"",{low})', HIGH: f'IF({none},"",{high})'}
        _put_truths(writer, row, texts)
        text = f"IF({none},{NOT_APPLICABLE},{KNOWN})"
        put_formula(sheet[f"{STATE}{row}"], text, look.HELPER)
        sheet.row += 1
    return rows, {name: truth[0] for name, truth in found.items()}


Truth = tuple[str, str, str, str]


def _levels_reached(writer: ReadinessWriter) -> dict[str, Truth]:
    """As `core.methods.table_truths.levels_reached` of the clean-production tables."""
    tests: dict[str, tuple[str, list[str], list[str], list[str]]] = {}
    for assessment_id, table in _tables(writer, "*.cp"):
        scale = writer.places.evaluation.tables[assessment_id].scale
        absent = f"LEN({table.cell(table.high)})=0"
        for place, step in enumerate(scale.levels, 1):
            label = _("清洁生产达到{level}及以上").format(level=translate(step.name))
            found = tests.setdefault(f"cp_{step.id}", (label, [], [], []))
            found[1].append(f"OR({absent},{_at_least(table.cell(table.level), place)})")
            found[2].append(f"OR({absent},{_at_least(table.cell(table.high), place)})")
            found[3].append(absent)
    return {
        name: (label, _all(lows), _all(highs), _all(away))
        for name, (label, lows, highs, away) in tests.items()
    }


def _all(tests: Sequence[str]) -> str:
    return f"AND({','.join(tests)})"


def _at_least(cell: str, place: int) -> str:
    return f"AND(ISNUMBER({cell}),N({cell})<={place})"


def _rows_reach(writer: ReadinessWriter) -> dict[str, Truth]:
    """As `core.methods.table_truths.rows_reach` of the benchmark tables."""
    tables = _tables(writer, "*.benchmark")
    if not tables:
        return {}
    scale = writer.places.evaluation.tables[tables[0][0]].scale
    found: dict[str, Truth] = {}
    for place, step in enumerate(scale.levels):
        met = [
            (one.column(one.grid.applies), one.column(one.grid.met[place])) for _id, one in tables
        ]
        unsure = "+".join(f'COUNTIFS({applies},1,{cells},"<>1")' for applies, cells in met)
        failed = "+".join(f"COUNTIFS({applies},1,{cells},0)" for applies, cells in met)
        none = "+".join(f"SUM({applies})" for applies, _cells in met)
        label = _("对标产品全部达到{level}").format(level=translate(step.name))
        found[f"benchmark_{step.id}"] = (label, f"{unsure}=0", f"{failed}=0", f"{none}=0")
    return found


def _advanced(writer: ReadinessWriter) -> dict[str, Truth]:
    """As `core.methods.table_truths.all_advanced` of the outlet tables."""
    tables = [one for _id, one in _tables(writer, "*.limits")]
    label = _("排放口全部达到先进线")
    if not tables:
        return {"limits_advanced": (label, "FALSE", "FALSE", "TRUE")}
    pairs = [(one.column(one.grid.applies), one.column(one.grid.outlet_points)) for one in tables]
    count = "+".join(f"SUM({applies})" for applies, _points in pairs)
    reached = "+".join(f'COUNTIFS({a},1,{p},">={_ADVANCED}")' for a, p in pairs)
    short = "+".join(f'COUNTIFS({a},1,{p},"<{_ADVANCED}")' for a, p in pairs)
    truth = (label, f"{reached}={count}", f"{short}=0", f"{count}=0")
    return {"limits_advanced": truth}


def _tables(writer: ReadinessWriter, pattern: str) -> Sequence[tuple[str, TableSpots]]:
    spots = writer.named(pattern)
    return [(key, one) for key, one in writer.tables.items() if one in spots]
