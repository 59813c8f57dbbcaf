"""What the rows of an evaluation list show, as plain words and figures."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from desktop_app.charts.bands import BandInput
from desktop_app.charts.readings import band_of
from desktop_app.core.evaluate import Evaluation, record_name
from desktop_app.core.expr import Expr
from desktop_app.core.expr.ast import Call, Name
from desktop_app.core.expr.show import show
from desktop_app.core.methods.readiness import Table
from desktop_app.core.methods.rows import Row
from desktop_app.core.model import Model
from desktop_app.core.numbers import significant
from desktop_app.core.pack import Direction, ItemKind, Met, Part, Scale, Threshold
from desktop_app.core.result import Result, Status
from desktop_app.core.summary import is_mark
from desktop_app.core.units import show_unit
from desktop_app.i18n import _, format_number, translate
from desktop_app.ui.components.state_chip import ChipState
from desktop_app.ui.reading import folded, is_read_as
from desktop_app.ui.result_words import (
    LevelWords,
    amount,
    figure,
    level_words,
    short_level,
    state_of,
)

_ANSWERED_HERE = (ItemKind.AMOUNT, ItemKind.CHOICE, ItemKind.YESNO)


@dataclass(frozen=True, slots=True)
class RowReading:
    """One row, ready for display; equal readings look the same.

    `answer` is the description chosen, in place of `value` and `unit`. `gap` is what is missing
    to `gap_level`. `limits` says the requirements in short where there is no band.
    """

    id: str
    no: str
    name: str
    limiting: bool = False
    value: str = ""
    unit: str = ""
    estimated: bool = False
    answer: str = ""
    band: BandInput | None = None
    limits: str = ""
    level: LevelWords | None = None
    gap: str = ""
    gap_level: str = ""
    state: ChipState = ChipState.GIVEN
    state_text: str = ""
    to_verify: bool = False
    unmet: bool = False
    blank: bool = False

    def matches(self, wanted: frozenset[str], text: str) -> bool:
        """Whether a row passes all chosen filters and holds the text looked for, or its sound."""
        passes = {
            "unmet": self.unmet,
            "blank": self.blank,
            "limiting": self.limiting,
            "verify": self.to_verify,
        }
        if not all(passes[key] for key in wanted):
            return False
        said = f"{self.no} {self.name} {self.answer} {self.limits}"
        return folded(text) in folded(said) or is_read_as(self.name, text)


def row_reading(evaluation: Evaluation, table: Table, row: Row, result: Result) -> RowReading:
    """The reading of a row of a table."""
    scale, standing = table.scale, result.standing
    state, word = state_of(result.status)
    band = band_of(row, scale, translate, figure) if row.applies else None
    level = scale.level(result.level) if row.applies else None
    gap, gap_level = _gap(scale, result)
    answer = answer_text(evaluation.model, row)
    return RowReading(
        id=result.id,
        no=result.no,
        name=row_name(evaluation, result),
        limiting=bool(standing and standing.limiting),
        value=figure(result.value) if result.value is not None else "",
        unit=show_unit(result.unit) if result.value is not None else "",
        estimated=result.status is Status.ESTIMATED,
        answer=answer,
        band=_ticked(band, evaluation, scale, row) if band else None,
        limits="" if band or answer or not row.applies else short_limits(row, scale),
        level=level_words(level) if level else None,
        gap=gap,
        gap_level=gap_level,
        state=state,
        state_text=word,
        to_verify=result.to_verify,
        unmet=_unmet(row, scale, result),
        blank=row.open_by_blank,
    )


def _unmet(row: Row, scale: Scale, result: Result) -> bool:
    """Whether a row fails its last level; a target or direction of a plan never does."""
    below = row.applies and bool(row.met) and all(cell is False for cell in row.met)
    return below and not is_mark(scale, result.level)


def quantity_reading(evaluation: Evaluation, result: Result) -> RowReading:
    """The reading of a derived figure: no level, but a value with its state."""
    state, word = state_of(result.status)
    partial = result.status is Status.PARTIAL
    missing = _("缺 {count} 项，只是下限").format(count=len(result.missing)) if partial else ""
    return RowReading(
        id=result.id,
        no="",
        name=row_name(evaluation, result),
        value=figure(result.value) if result.value is not None else "",
        unit=show_unit(result.unit) if result.value is not None else "",
        estimated=result.status is Status.ESTIMATED,
        limits=missing,
        state=state,
        state_text=word,
        to_verify=result.to_verify,
        blank=result.status in (Status.BLANK, Status.PARTIAL, Status.INVALID),
    )


def row_name(evaluation: Evaluation, result: Result) -> str:
    """The name of a row, with the record it stands for."""
    name = translate(result.name)
    if not result.record:
        return name
    found = next((r for r in evaluation.case.records if r.id == result.record), None)
    record = found.name if found else result.record
    return _("{name}（{detail}）").format(name=name, detail=record)


def _ticked(band: BandInput, evaluation: Evaluation, scale: Scale, row: Row) -> BandInput:
    """The band with short words at its ticks, where the full ones do not fit; the tip has them."""
    limits = tuple(
        (short_level(level), limit, tone)
        for level, (_name, limit, tone) in zip(scale.levels, band.limits, strict=True)
    )
    asked = requirements(evaluation, scale, row)
    own = amount(row.value, row.indicator.unit)
    tip = "\n".join([own, *(f"{level.text} {text}" for level, text in asked)])
    return replace(band, limits=limits, tip=tip)


def _gap(scale: Scale, result: Result) -> tuple[str, str]:
    standing = result.standing
    level = scale.level(standing.next_level) if standing else None
    if standing is None or level is None or result.status in (Status.BLANK, Status.NA):
        return "", ""
    gap = amount(standing.gap, result.unit) if standing.gap is not None else ""
    return gap, translate(level.name)


def answer_text(model: Model, row: Row) -> str:
    """The description of the option chosen, or what is asked with yes or no; "" for figures."""
    if row.truth is not None:
        asked = translate(row.indicator.parts[0].thresholds[0].text)
        return _("{name}：{value}").format(name=asked, value=_("是") if row.truth else _("否"))
    if not row.text:
        return ""
    item = model.items.get(row.indicator.parts[0].value.source)
    options = item.options if item else ()
    return next((translate(one.text) for one in options if one.id == row.text), row.text)


def requirement(part: Part, step: Threshold, limit: Decimal | None, model: Model) -> str:
    """What one level asks of one component, with its sign and unit."""
    if step.met is Met.FREE:
        return _("不作要求")
    if step.met is Met.UNKNOWN:
        return _("规则包缺这一级的要求")
    if step.met is Met.TEXT or step.limit is None:
        return translate(step.text)
    bound = (
        format_number(limit)
        if limit is not None
        else show(step.limit, model.label_of, model.option_of)
    )
    unit = show_unit(part.unit)
    if part.direction is Direction.RANGE and step.low is not None:
        low = show(step.low, model.label_of, model.option_of)
        return f"{low}–{bound} {unit}".rstrip()
    return f"{part.sign} {bound} {unit}".rstrip()


def requirements(
    evaluation: Evaluation, scale: Scale, row: Row
) -> tuple[tuple[LevelWords, str], ...]:
    """Per level what the row asks, all components of it on one line."""
    found = []
    for place, level in enumerate(scale.levels):
        texts = []
        for index, part in enumerate(row.indicator.parts):
            limit = row.limits[place] if index == 0 and row.limits else None
            text = requirement(part, part.thresholds[place], limit, evaluation.model)
            several = len(row.indicator.parts) > 1 and part.name
            texts.append(
                _("{name}：{value}").format(name=translate(part.name), value=text)
                if several
                else text
            )
        found.append((level_words(level), _("；").join(texts)))
    return tuple(found)


def score_text(result: Result) -> str:
    """What a row scores, where scores are added up; "" while it does not apply."""
    if result.figures is None:
        return ""
    low, high = result.figures.values["S"], result.figures.best["S"]
    if low == high:
        return _("得分系数 {score}").format(score=figure(low))
    return _("得分系数 {low} 至 {high}").format(low=figure(low), high=figure(high))


def bound_texts(scale: Scale, row: Row) -> tuple[str, ...]:
    """The strictest limit a row is held to, and the room below it or how far it is beyond."""
    unit = row.indicator.unit
    found = []
    if row.permit is not None:
        found.append(_("排污许可限值 {permit}").format(permit=amount(row.permit, unit)))
    level = scale.level(row.bound_by)
    if row.bound is not None and level is not None:
        found.append(
            _("最严适用限值 {limit}（{level}）").format(
                limit=amount(row.bound, unit), level=translate(level.name)
            )
        )
    elif row.bound is not None and len(found) == 1 and scale.levels:
        found[0] = _("{permit}，是最严的适用限值").format(permit=found[0])
    if row.bound and row.headroom is not None:
        share = format_number(significant(100 * abs(row.headroom) / abs(row.bound), 3))
        words = (
            _("余量 {room}，为限值的 {share}%")
            if row.headroom >= 0
            else _("超出 {room}，为限值的 {share}%")
        )
        found.append(words.format(room=amount(abs(row.headroom), unit), share=share))
    return tuple(found)


def short_limits(row: Row, scale: Scale) -> str:
    """The requirement of the last level that asks something, for a row without an answer."""
    part = row.indicator.parts[0]
    for level, step in reversed(tuple(zip(scale.levels, part.thresholds, strict=True))):
        if step.met is Met.TEXT and step.text:
            return _("{name}：{value}").format(name=short_level(level), value=translate(step.text))
    return ""


def direct_items(evaluation: Evaluation, row: Row) -> tuple[str, ...]:
    """The items of a row that are its very answer and can be typed where it is judged.

    Of first(typed, derived) that is the typed item, unless the derived figure stands in for it.
    """
    found = []
    for part in row.indicator.parts:
        item = evaluation.model.items.get(_answer_of(part.value))
        if item is None or item.cadence != "year" or item.kind not in _ANSWERED_HERE:
            return ()
        full = record_name(item.key, row.record if item.record else "")
        if not evaluation.values[full].known and _stood_in_for(evaluation, part, row):
            return ()
        found.append(full)
    return tuple(dict.fromkeys(found))


def _stood_in_for(evaluation: Evaluation, part: Part, row: Row) -> bool:
    """Whether another name of the formula has a value."""
    kind = evaluation.model.record_kind
    names = (record_name(one, row.record if kind(one) else "") for one in part.value.names)
    return any(evaluation.values[name].known for name in names)


def _answer_of(value: Expr) -> str:
    """The name that is the whole formula, or comes first in it; "" for other formulas."""
    match value.root:
        case Name(name) | Call("first", (Name(name), *_)):
            return name
        case _:
            return ""


def source_items(evaluation: Evaluation, row: Row) -> tuple[str, ...]:
    """All items a row rests on, directly or through derived figures, in reading order."""
    found: dict[str, None] = {}
    waiting = [name for part in row.indicator.parts for name in _read(evaluation, part)]
    seen: set[str] = set()
    while waiting:
        name = waiting.pop(0)
        if name in seen:
            continue
        seen.add(name)
        item = evaluation.model.items.get(name)
        if item is not None:
            found[record_name(name, row.record if item.record else "")] = None
        else:
            waiting.extend(sorted(evaluation.model.reads(name)))
    return tuple(found)


def _read(evaluation: Evaluation, part: Part) -> Sequence[str]:
    patterns = [n for w in sorted(part.value.wildcards) for n in evaluation.model.expand(w)]
    return [*sorted(part.value.names), *patterns]
