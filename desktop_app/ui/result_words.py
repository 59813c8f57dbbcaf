"""Words for judged results in the window: levels, amounts, intervals, states, and where to go."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal, InvalidOperation
from typing import Final

from desktop_app.core.entry_places import place_of
from desktop_app.core.evaluate import Evaluation
from desktop_app.core.model import Model
from desktop_app.core.pack import Cited, Confidence, Level, Limb, Scale
from desktop_app.core.problems import Problem
from desktop_app.core.result import Kind, Result, Status
from desktop_app.core.units import show_unit
from desktop_app.i18n import _, format_number, translate
from desktop_app.ui.components.state_chip import ChipState

#: Targets that name the page they are meant for: the same name may be a section of the ledger.
ASSESS: Final = "assess:"
READINESS: Final = "readiness:"
#: The name blanks of a record list go by: no outlet was entered yet.
RECORD_PREFIX: Final = "record:"
#: Latin letters that take about the room of three Chinese characters and some more.
_LATIN: Final = 9


@dataclass(frozen=True, slots=True)
class LevelWords:
    """A level as the badges take it: colour token, word, sign."""

    tone: str
    text: str
    sign: str = ""


def not_official() -> str:
    """What stands beside every grade."""
    return _("企业自评参考，非官方认定")


def level_words(level: Level | None) -> LevelWords:
    """A step of a scale; None while no level can be named."""
    if level is None:
        return LevelWords("muted", _("未定级"), "—")
    return LevelWords(level.tone, translate(level.name), level.sign)


def table_level(evaluation: Evaluation, result: Result) -> LevelWords | None:
    """The badge of a table or row: its level, 不适用, or that none can be named yet."""
    scale = evaluation.model.scales.get(result.scale)
    if scale is None:
        return None
    if result.status is Status.NA:
        return LevelWords("muted", _("不适用"), "—")
    if result.limb is Limb.POLICY and not result.level:
        due = result.level_low or result.level_high
        return LevelWords("muted", _("待答") if due else _("无到期要求"), "—")
    return level_words(scale.level(result.level))


def short_level(level: Level) -> str:
    """A level in two or three characters, or one Latin word, for ticks and narrow columns."""
    name = translate(level.name)
    for word in _("级 水平 排放 限值").split():  # what goes without saying
        name = name.replace(word, "").strip() or name
    if name[:1].isascii():
        return name[:_LATIN].rstrip()
    return name if len(name) <= 3 else name[:2]


def figure(value: Decimal | None, places: int | None = None) -> str:
    """A figure with commas between thousands; an em dash when missing."""
    return format_number(value, places)


def amount(value: Decimal | None, unit: str, places: int | None = None) -> str:
    """A figure with its unit."""
    if value is None:
        return "—"
    return f"{format_number(value, places)} {show_unit(unit)}".rstrip()


def score(value: Decimal | None) -> str:
    """Points or an index: one decimal, none where it is whole."""
    if value is None:
        return "—"
    return format_number(value, 0 if value == value.to_integral_value() else 1)


def score_span(low: Decimal | None, high: Decimal | None) -> str:
    """Points as filled and at best: "31.4" or "31.4–78"."""
    if low is None or high is None:
        return "—"
    return score(low) if low == high else f"{score(low)}–{score(high)}"


def state_of(status: Status) -> tuple[ChipState, str]:
    """The chip of a result's status: its sign and its word."""
    return {
        Status.GIVEN: (ChipState.GIVEN, _("已算出")),
        Status.ESTIMATED: (ChipState.ESTIMATED, _("含估算")),
        Status.PARTIAL: (ChipState.BLANK, _("不完整")),
        Status.BLANK: (ChipState.BLANK, _("未填")),
        Status.NA: (ChipState.NA, _("不适用")),
        Status.INVALID: (ChipState.BLANK, _("算不出")),
    }[status]


def interval_text(evaluation: Evaluation, result: Result) -> str:
    """The levels still possible, in words; "" when there is one.

    Where nothing is blank it is what the pack lacks, weights or thresholds, that leaves them open.
    """
    scale = evaluation.model.scales.get(result.scale)
    if scale is None or result.level_low == result.level_high:
        return ""
    low, high = scale.level(result.level_low), scale.level(result.level_high)
    if low is None or high is None:
        return ""
    said = (
        _("补全后可能在“{low}”到“{high}”之间")
        if result.missing
        else _("规则包缺少部分权重或分级数值，只能判断在“{low}”到“{high}”之间")
    )
    return said.format(low=translate(low.name), high=translate(high.name))


def confidence_word(confidence: Confidence) -> str:
    """How firm a number is."""
    return {
        Confidence.CONFIRMED: _("已核实"),
        Confidence.SINGLE: _("单一来源"),
        Confidence.RECALLED: _("待核实（凭记忆）"),
        Confidence.UNSURE: _("待核实（不确定）"),
    }[confidence]


def citation(model: Model, cited: Cited) -> str:
    """Document and clause a thing comes from; "" when none is named."""
    source = model.sources.get(cited.source)
    return " ".join(part for part in (source.citation if source else "", cited.clause) if part)


@dataclass(frozen=True, slots=True)
class ConfirmLink:
    """The way to where a number is confirmed against its original: its words and its target."""

    text: str
    target: str


def confirm_link(model: Model, name: str) -> ConfirmLink | None:
    """The way to confirm a number, or to what was confirmed of it.

    None for one that two sources agree on, and for what no pack declares by itself.
    """
    place = place_of(model, name)
    if place is None:
        return None
    target = f"packs:{place.pack}:numbers:{place.path}"
    if place.cited.checked is not None:
        return ConfirmLink(_("核实记录…"), target)
    firm = place.cited.confidence is Confidence.CONFIRMED
    return None if firm else ConfirmLink(_("与原文核实…"), target)


def name_label(evaluation: Evaluation, name: str) -> str:
    """The words for a name of a blank: an item, a figure, one at a record, or a record list."""
    model = evaluation.model
    if name.startswith(RECORD_PREFIX):
        kind = model.record_kinds.get(name.removeprefix(RECORD_PREFIX))
        return _("{kind}清单").format(kind=translate(kind.name)) if kind else name
    base, _bracket, rest = name.partition("[")
    label = translate(model.label_of(base))
    found = next((r for r in evaluation.case.records if r.id == rest.rstrip("]")), None)
    return (
        _("{name}（{detail}）").format(name=label, detail=found.name or found.id)
        if found
        else label
    )


def name_target(evaluation: Evaluation, name: str) -> str:
    """Where a name of a blank is filled in: a datum key text, or the name itself."""
    base, _bracket, rest = name.partition("[")
    if base not in evaluation.model.items:
        return name
    record = f"[{rest}" if rest else ""
    return f"{base}{record}@{evaluation.case.year}"


def advice(found: Problem) -> tuple[str, str]:
    """The sentence of a next step and what it brings, with its figures shortened for reading."""
    shown = replace(found, args=_readable(found.args))
    return shown.message(translate), shown.remedy(translate)


def _readable(args: Mapping[str, str]) -> dict[str, str]:
    whole = dict(args)
    if "gap" in whole:
        try:
            whole["gap"] = format_number(Decimal(whole["gap"]))
        except InvalidOperation:
            return whole
    if "unit" in whole:
        whole["unit"] = show_unit(whole["unit"])
    return whole


def result_label(result: Result) -> str:
    """The name of a result, with its record where it repeats."""
    name = translate(result.name)
    return (
        _("{name}（{detail}）").format(name=name, detail=result.record) if result.record else name
    )


def gate_state(level: str) -> LevelWords:
    """The badge of a gate whose result has that level."""
    return {
        "passed": LevelWords("level_1", _("通过"), "●"),
        "failed": LevelWords("level_below", _("未通过"), "✕"),
    }.get(level, LevelWords("muted", _("待确认"), "○"))


def shown_value(result: Result) -> str:
    """What a result says in one phrase: its level, else its figure with unit."""
    if result.kind is Kind.READINESS:
        return f"{result.level} {translate(result.level_name)}"
    if result.kind in (Kind.SUB_INDEX, Kind.GATE):
        return score_span(result.low, result.high)
    if result.level_name:
        return translate(result.level_name)
    return amount(result.value, result.unit)


def level_place(scale: Scale, level_id: str) -> int:
    """The place of a level, 0 best; the one below the scale comes last."""
    ids = [level.id for level in scale.levels]
    return ids.index(level_id) if level_id in ids else len(ids)
