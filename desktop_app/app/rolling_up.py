"""The roll-up workbook of many cases: which columns there are and what they hold."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from desktop_app.app.about import NAME, VERSION
from desktop_app.app.enterprise_words import grade_words, mark_words, moment, standing_words
from desktop_app.app.enterprises import CaseLine
from desktop_app.app.limb_words import limb_title
from desktop_app.app.stamping import stamping_from
from desktop_app.core.case_marks import digest_of_rows
from desktop_app.core.case_summary import CaseSummary, Mark, MarkState
from desktop_app.core.pack import Limb
from desktop_app.core.problems import Problem, Severity
from desktop_app.core.provenance import Output, PackMark, Provenance
from desktop_app.core.summary import LIMBS
from desktop_app.i18n import _
from desktop_app.reports.provenance_page import how_to_check, pack_words
from desktop_app.reports.roll_up import (
    Form,
    Going,
    RollUp,
    RollUpColumn,
    Total,
    Value,
    write_roll_up,
)

_FROZEN = 1


def write_rolled_up(
    lines: Sequence[CaseLine], target: Path, going: Going | None = None
) -> Problem | None:
    """Write the roll-up workbook of these lines; verdicts that are not current are left out.

    Raises:
        StoppedError: `going` said to stop; nothing was written.
    """
    roll_up = rolled_up(lines)
    told = _provenance(lines, roll_up)
    marks = _("数据指纹 {digest}").format(digest=told.data)
    notes = (*roll_up.notes, marks, *map(pack_words, told.packs), how_to_check())
    roll_up = replace(roll_up, notes=notes)
    return write_roll_up(roll_up, target, going, stamping_from(told))


def _provenance(lines: Sequence[CaseLine], roll_up: RollUp) -> Provenance:
    """Where the roll-up comes from: the packs its verdicts rest on, and digests of all its rows."""
    today = datetime.now().astimezone().date().isoformat()
    pins = {
        (pack, *pin.partition(" ")[::2])
        for line in lines
        if line.shown.packs
        for pack, pin in line.facts.pins.items()
    }
    rows = [tuple(map(str, row)) for row in roll_up.rows]
    places = tuple(PackMark(*one) for one in sorted(pins))
    whole = digest_of_rows(rows)
    return Provenance(Output.ROLL_UP, "", 0, today, VERSION, packs=places, data=whole, result=whole)


def roll_up_name() -> str:
    """The name proposed for the workbook."""
    today = datetime.now().astimezone().date().isoformat()
    return _("双近零企业库汇总_{day}.xlsx").format(day=today)


def rolled_up(lines: Sequence[CaseLine]) -> RollUp:
    """All there is to write of these lines."""
    told = [*_who_columns(), *_verdict_columns(lines)]
    columns = [*told, *_origin_columns()]
    heads = [column.head for column in columns]
    rows = tuple((*_who(line), *_verdict(line.shown), *_origin(line)) for line in lines)
    return RollUp(
        _("双近零企业自评汇总"),
        _notes(lines),
        tuple(columns),
        rows,
        heads.index(_("年度")),
        _FROZEN,
        len(told),
    )


# --- who it is -------------------------------------------------------------------------------


def _who_columns() -> list[RollUpColumn]:
    return [
        RollUpColumn(_("企业"), 32, total=Total.COUNT),
        RollUpColumn(_("统一社会信用代码"), 20, Form.MIDDLE),
        RollUpColumn(_("地区"), 18, counted=True),
        RollUpColumn(_("行业"), 18, counted=True),
        RollUpColumn(_("年度"), 8, Form.YEAR),
    ]


def _who(line: CaseLine) -> tuple[Value, ...]:
    who = line.enterprise
    return (who.name, who.uscc, line.region, line.industry, line.facts.year)


# --- what it came to -------------------------------------------------------------------------


def _verdict_columns(lines: Sequence[CaseLine]) -> list[RollUpColumn]:
    limbs = [
        RollUpColumn(limb_title(limb), 16, Form.MIDDLE, counted=True, tones=_tones_of(lines, limb))
        for limb in LIMBS
    ]
    points = (Form.POINTS, Total.MEAN)
    grade = RollUpColumn(_("双近零等级"), 18, Form.MIDDLE, counted=True)
    return [
        grade,
        RollUpColumn(_("补全后最高"), 9, Form.MIDDLE),
        RollUpColumn(_("近零污染 P"), 10, *points),
        RollUpColumn(_("P 补全后"), 10, *points),
        RollUpColumn(_("近零碳 C"), 10, *points),
        RollUpColumn(_("C 补全后"), 10, *points),
        *limbs,
        RollUpColumn(_("综合能耗（tce）"), 18, Form.FIGURE, Total.SUM, summed=True),
        RollUpColumn(_("二氧化碳（tCO₂）"), 18, Form.FIGURE, Total.SUM, summed=True),
        RollUpColumn(_("完成度"), 9, Form.SHARE, Total.MEAN),
        RollUpColumn(_("未填项"), 8, Form.COUNT, Total.SUM),
        RollUpColumn(_("错误"), 9, Form.COUNT, Total.SUM),
        RollUpColumn(_("提醒"), 9, Form.COUNT, Total.SUM),
        RollUpColumn(_("待核实"), 9, Form.MIDDLE),
    ]


def _verdict(found: CaseSummary) -> tuple[Value, ...]:
    judged = bool(found.packs)
    pollution, carbon, counts = found.pollution_axis, found.carbon_axis, found.findings
    return (
        grade_words(found) if found.grade else None,
        found.grade_high if found.grade_high != found.grade else None,
        pollution.low,
        pollution.high,
        carbon.low,
        carbon.high,
        *(_mark_text(found.marks.get(limb), limb) or None for limb in LIMBS),
        found.energy.value,
        found.carbon.value,
        found.share if judged else None,
        found.asked - found.answered if judged else None,
        counts.get(Severity.ERROR),
        counts.get(Severity.WARNING),
        _("待核实") if found.to_verify else None,
    )


def _mark_text(mark: Mark | None, limb: Limb) -> str:
    """A mark as counted: figures differ from case to case, so that there is one is all it says."""
    if mark is None or mark.state is MarkState.NONE:
        return ""
    if mark.state is MarkState.FIGURE:
        return _("已算出")
    words = mark_words(mark, limb)
    return f"{words.sign} {words.text}".strip()


def _tones_of(lines: Sequence[CaseLine], limb: Limb) -> dict[str, str]:
    """The level words of a limb among these lines, best first, with their colours."""
    marks = (line.shown.marks.get(limb) for line in lines)
    levels = {
        (mark.place, _mark_text(mark, limb)): mark.tone
        for mark in marks
        if mark is not None and mark.state is MarkState.LEVEL
    }
    return {text: tone for (_place, text), tone in sorted(levels.items())}


# --- where it is from ------------------------------------------------------------------------


def _origin_columns() -> list[RollUpColumn]:
    return [
        RollUpColumn(_("判定状态"), 12, Form.MIDDLE),
        RollUpColumn(_("规则包版本"), 44),
        RollUpColumn(_("判定时间"), 17, Form.MIDDLE),
        RollUpColumn(_("最近修改"), 17, Form.MIDDLE),
        RollUpColumn(_("程序版本"), 10, Form.MIDDLE),
        RollUpColumn(_("自评编号"), 36, Form.MIDDLE),
        RollUpColumn(_("为何没有结果"), 44),
    ]


def _origin(line: CaseLine) -> tuple[Value, ...]:
    found = line.shown
    packs = _("、").join(f"{pack} {version}" for pack, version in found.packs.items())
    current = bool(found.packs or found.faults)
    return (
        standing_words(line),
        packs,
        moment(line.judged) if current else None,
        moment(line.facts.changed),
        VERSION if current else None,
        line.id,
        _("；").join(fault.sentence() for fault in found.faults),
    )


def _notes(lines: Sequence[CaseLine]) -> tuple[str, ...]:
    now = f"{datetime.now().astimezone():%Y-%m-%d %H:%M}"
    open_lines = sum(not line.shown.packs for line in lines)
    made = _("由{name} {version} 于 {now} 生成，共 {count} 个自评。")
    notes = [
        made.format(name=NAME, version=VERSION, now=now, count=len(lines)),
        _("等级和结论都是企业自评参考，非官方认定。"),
        _("“汇总”每行是一个企业一个年度的自评；表头可以筛选，上方合计和平均随筛选变化。"),
        _("“统计”按所选年度逐词计数，数用公式取自“汇总”，改动后随之重算。"),
        _("P、C 各有两列：按已填数据算的，和补全未填项后最好能到的。空着的格子是没有数，不是零。"),
        _(
            "“待核实”表示等级取决于尚未与原文核对的数。规则包版本、判定时间写在右侧各列，可据以复算。"
        ),
    ]
    if open_lines:
        told = _("其中 {count} 个自评没有判定结果，原因见最后一列和“判定状态”。")
        notes.append(told.format(count=open_lines))
    return tuple(notes)
