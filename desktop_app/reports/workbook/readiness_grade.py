"""Gates, the rules of grades, and the grade they lead to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from desktop_app.core.methods.readiness import ReadinessVerdict
from desktop_app.core.pack import Gate, Grade, Readiness
from desktop_app.i18n import _, translate
from desktop_app.reports.workbook import look
from desktop_app.reports.workbook.calculation_sheet import formula_words
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
from desktop_app.reports.workbook.readiness_truths import HOLDS, SETTLED, Rows, put_truths
from desktop_app.reports.workbook.sheet import put_formula, put_number, put_text
from desktop_app.reports.workbook.states import KNOWN, OPEN, PARTIAL

_NO_CAP: Final = 99
_BEST_CAP: Final = "V"
_TRUTH: Final = "W"
_STATES: Final = {LOW: POINTS, HIGH: _BEST_CAP}
HIDDEN: Final = (_BEST_CAP, _TRUTH, *HOLDS.values(), *SETTLED)
"""Columns of this part of the sheet that nobody needs to see."""


@dataclass(frozen=True, slots=True)
class GradeSpots:
    """The cells of the grade: its place from 1 as filled and at best, and the words."""

    low: str
    high: str
    word: str
    word_high: str


def write_gates(
    writer: ReadinessWriter, model: Readiness, verdict: ReadinessVerdict, truths: Rows
) -> Rows:
    """The gates: passed, failed or open, and the grade they cap at; gives their rows."""
    sheet, scope = writer.sheet, _gate_scope(writer, truths)
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
        text = scope.finished(gate.condition)
        truth = sheet[f"{_TRUTH}{row}"]
        if text is None:
            ours = {True: "TRUE", False: "FALSE", None: '""'}[state.passed]
            put_formula(truth, ours, look.STATIC)
            writer.statics.found.append(StaticCell(sheet.title, truth.coordinate, gate.id))
        else:
            put_formula(truth, text, look.HELPER)
        cell = f"{_TRUTH}{row}"
        low, high = (f"{letter}{row}" for letter in HOLDS.values())
        put_truths(writer, row, {LOW: f"{cell}=TRUE", HIGH: f"NOT({cell}=FALSE)"})
        shown = f'IF({low},"{words[0]}",IF({high},"{words[2]}","{words[1]}"))'
        put_formula(sheet[f"{WORD}{row}"], shown, look.STRONG)
        ours_word = {True: words[0], False: words[1], None: words[2]}[state.passed]
        put_text(sheet[f"{OUR_LOW}{row}"], ours_word, look.COMPARED)
        same = f'IF({WORD}{row}={OUR_LOW}{row},"✓","{_("已更改")}")'
        put_formula(sheet[f"{CHECK}{row}"], same, look.MUTED)
        _put_remark(writer, scope, gate)
        cap = order.index(gate.cap) + 1
        put_formula(sheet[f"{POINTS}{row}"], f"IF({low},{_NO_CAP},{cap})", look.HELPER)
        put_formula(sheet[f"{_BEST_CAP}{row}"], f"IF({high},{_NO_CAP},{cap})", look.HELPER)
        put_number(sheet[f"{STATE}{row}"], KNOWN, look.HELPER)
        sheet.row += 1
    return rows


def _put_remark(writer: ReadinessWriter, scope: Scope, gate: Gate) -> None:
    """What a gate caps the grade at, and whether the answers go with the data."""
    cell = writer.sheet[f"{WHY}{writer.sheet.row}"]
    cap = _("未通过时最高 {grade}").format(grade=gate.cap)
    against = scope.finished(gate.contradiction) if gate.contradiction is not None else None
    if against is None:
        put_text(cell, cap, look.MUTED)
        return
    said = _("{cap}；矛盾：{conflict}").format(cap=cap, conflict=translate(gate.conflict))
    quoted = said.replace('"', '""')
    put_formula(cell, f'IF(({against})=TRUE,"{quoted}","{cap}")', look.MUTED)


def _gate_scope(writer: ReadinessWriter, truths: Rows) -> Scope:
    """The names a gate may use besides those of the case: truths that may be open still."""
    title, (value, state) = writer.sheet.title, SETTLED
    extra = {key: Spot(title, row, value, state) for key, row in truths.items()}
    return Scope(writer.places, title, extra=extra, truths=frozenset(truths))


def write_grades(
    writer: ReadinessWriter,
    model: Readiness,
    verdict: ReadinessVerdict,
    judged: Mapping[str, Rows],
    scores: Mapping[str, int],
    words: Mapping[str, str],
) -> GradeSpots:
    """The rules from worst to best: the last that holds, no better than the caps of the gates.

    `judged` are the rows of "gates" and of "truths" about tables, `words` those of the latter.
    """
    sheet, gates = writer.sheet, judged["gates"]
    both = {**gates, **judged["truths"]}
    scopes = {letter: _scope(writer, letter, scores, both) for letter in (LOW, HIGH)}
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
    extra |= {key: Spot(title, row, HOLDS[letter], STATE) for key, row in judged.items()}
    return Scope(writer.places, title, extra=extra, truths=frozenset(judged))


def _rule(writer: ReadinessWriter, scope: Scope, grade: Grade, letter: str) -> None:
    """Whether a rule holds: one that still rests on blanks holds only at best."""
    sheet, row = writer.sheet, writer.sheet.row
    cell, state = f"{letter}{row}", f"{_STATES[letter]}{row}"
    text, own = scope.finished(grade.rule), scope.state(grade.rule)
    if text is None or own is None:
        put_formula(sheet[f"{HOLDS[letter]}{row}"], "FALSE", look.STATIC)
        put_text(sheet[cell], _("静态"), look.STATIC)
        writer.statics.found.append(StaticCell(sheet.title, cell, grade.id))
        return
    put_formula(sheet[state], own, look.HELPER)
    best = "TRUE" if letter == HIGH else "FALSE"
    waiting = f"OR({state}={PARTIAL},{state}={OPEN})"
    put_truths(writer, row, {letter: f"IF({waiting},{best},({text})=TRUE)"})


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
        area = f"{HOLDS[letter]}{first}:{HOLDS[letter]}{last}"
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
