"""The words and figures a report is written with: states, levels, numbers with units."""

from __future__ import annotations

from decimal import Decimal

from desktop_app.core.evaluate import Evaluation
from desktop_app.core.pack import Cited, Confidence, Limb, Scale
from desktop_app.core.result import Kind, Result, Status
from desktop_app.core.units import show_unit
from desktop_app.i18n import _, format_number, translate
from desktop_app.reports.blocks import Badge, Cell


def figure(value: Decimal | None, places: int | None = None) -> str:
    """A figure with thin spaces between thousands; an em dash when missing."""
    return format_number(value, places, thin=True)


def amount(value: Decimal | None, unit: str, places: int | None = None) -> str:
    """A figure with its unit."""
    if value is None:
        return "—"
    return f"{figure(value, places)} {show_unit(unit)}".rstrip()


def state_word(status: Status) -> str:
    """The word for a result's status."""
    return {
        Status.GIVEN: _("已算出"),
        Status.ESTIMATED: _("含估算"),
        Status.PARTIAL: _("不完整"),
        Status.BLANK: _("缺数据"),
        Status.NA: _("不适用"),
        Status.INVALID: _("无法计算"),
    }[status]


def level_badge(scale: Scale | None, level_id: str) -> Badge | None:
    """The badge of a level of a scale; None when no level can be named."""
    level = scale.level(level_id) if scale else None
    return Badge(level.tone, translate(level.name)) if level else None


def scale_of(evaluation: Evaluation, result: Result) -> Scale | None:
    """The scale a result is judged by."""
    return evaluation.model.scales.get(result.scale)


def result_badge(evaluation: Evaluation, result: Result) -> Badge | None:
    """The badge of a result: its level, or the word for its status."""
    if result.kind is Kind.READINESS:
        return Badge("muted", translate(result.level_name))
    found = level_badge(scale_of(evaluation, result), result.level)
    return found or Badge("muted", state_word(result.status))


def conclusion_word(evaluation: Evaluation, result: Result) -> str:
    """The conclusion of a table in a word or two; what is open is never called a failure."""
    if result.level:
        return translate(result.level_name)
    if result.limb is Limb.POLICY:
        return unnamed_duties(result)
    scale = scale_of(evaluation, result)
    low = scale.level(result.level_low) if scale else None
    settled = result.status in (Status.GIVEN, Status.ESTIMATED)
    if settled and scale and low and low.id != scale.below.id:
        return _("{level}及以上").format(level=translate(low.name))
    if result.status in (Status.BLANK, Status.NA):
        return state_word(result.status)
    return _("暂不定级")


def unnamed_duties(result: Result) -> str:
    """Why a policy table has no conclusion."""
    if result.status is Status.NA:
        return state_word(result.status)
    due = result.level_low or result.level_high
    return _("尚待回答") if due else _("没有到期的约束性要求")


def firmness(cited: Cited) -> str:
    """How firm a cited number is; where somebody checked it, who, when and where."""
    if cited.checked is None:
        return confidence_word(cited.confidence.word)
    return _("已核实：{told}").format(told=cited.checked.told)


def basis(confidence: Confidence, cited: Cited) -> str:
    """How firm a result is, and below it who checked the row or formula it comes from.

    A result may rest on other numbers that nobody has checked.
    """
    word = confidence_word(confidence.word)
    if cited.checked is None:
        return word
    told = _("核实：{told}").format(told=cited.checked.told)
    return f"{word}\n{told}"


def value_cell(result: Result) -> Cell:
    """A table cell with the value of a result in the tone of its status."""
    if result.status is Status.NA:
        return Cell("—", tone="na")
    if result.value is None:
        return Cell("", tone="blank")
    tone = "estimated" if result.status is Status.ESTIMATED else ""
    if result.to_verify:
        tone = "to_verify"
    return Cell(figure(result.value), tone=tone)


def interval_text(evaluation: Evaluation, result: Result) -> str:
    """The levels still possible, in words; "" when there is one.

    Where nothing is blank it is what the pack lacks, weights or thresholds, that leaves them open.
    """
    scale = scale_of(evaluation, result)
    if scale is None or result.level_low == result.level_high:
        return ""
    low, high = scale.level(result.level_low), scale.level(result.level_high)
    if low is None or high is None or result.status in (Status.GIVEN, Status.ESTIMATED):
        return ""
    said = (
        _("补全后可能在{low}至{high}之间")
        if result.missing
        else _("规则包缺少部分权重或分级数值，只能判断在{low}至{high}之间")
    )
    return said.format(low=translate(low.name), high=translate(high.name))


def cited_text(evaluation: Evaluation, source: str, clause: str) -> str:
    """A source as printed: number, title, clause."""
    found = evaluation.model.sources.get(source)
    if found is None:
        return ""
    head = f"{found.number}" if found.number else f"《{found.title}》"
    return f"{head} {clause}".rstrip()


def confidence_word(word: str) -> str:
    """The word for a confidence."""
    return {
        "confirmed": _("已核实"),
        "single-source": _("单一来源"),
        "recalled": _("待核实（凭记忆）"),
        "unsure": _("待核实（不确定）"),
    }[word]
