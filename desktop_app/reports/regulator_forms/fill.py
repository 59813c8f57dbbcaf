"""Filling a form: the rows of each table, a cell for all it asks, and what is missing for it.

What is blank stays visibly blank and never becomes zero; what does not apply is a dash.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final

from desktop_app.core.evaluate import Evaluation
from desktop_app.core.improve.effect import Forecast, forecast
from desktop_app.core.units import show_unit
from desktop_app.core.value import Value, ValueState
from desktop_app.i18n import _, translate
from desktop_app.reports.blocks import Cell, Span
from desktop_app.reports.plan_words import signed
from desktop_app.reports.regulator_forms import missing as gaps
from desktop_app.reports.regulator_forms.form import MEMBER, Asked, FormTable, Rows, Show
from desktop_app.reports.regulator_forms.missing import Missing
from desktop_app.reports.regulator_forms.paths import AFTER, Subject, told
from desktop_app.reports.regulator_forms.rows import measures, subjects
from desktop_app.reports.regulator_forms.worth import NOTHING, Worth, Worths, change
from desktop_app.reports.words import figure

_RATES: Final = (Show.LAST_RATE, Show.PLAN_RATE)
_CHANGES: Final[Mapping[Show, tuple[Show, Show]]] = {
    Show.LAST_CHANGE: (Show.LAST, Show.NOW),
    Show.LAST_RATE: (Show.LAST, Show.NOW),
    Show.PLAN_CHANGE: (Show.NOW, Show.PLAN),
    Show.PLAN_RATE: (Show.NOW, Show.PLAN),
}
_BLANK: Final = Cell("", tone="blank")
_DASH: Final = Cell("", tone="na")


@dataclass(frozen=True, slots=True)
class FilledTable:
    """A table as filled: its cells row by row, and what is missing in it."""

    table: FormTable
    rows: tuple[tuple[Cell, ...], ...]
    missing: tuple[Missing, ...]


@dataclass(slots=True)
class _Row:
    """A row being filled: whether anything in it speaks for the row to stand at all."""

    cells: list[Cell] = field(default_factory=list)
    missing: list[Missing] = field(default_factory=list)
    speaks: bool = False


class Filler:
    """Fills the tables of forms from a judged case, the year before it and its plan."""

    def __init__(self, evaluation: Evaluation, last: Evaluation | None, region: str) -> None:
        self.evaluation, self.model, self._region = evaluation, evaluation.model, region
        self._now = Worths(evaluation)
        self._last = Worths(last) if last is not None else None

    @cached_property
    def _forecast(self) -> Forecast | None:
        plan = self.evaluation.case.plan
        return forecast(self.evaluation, plan) if plan else None

    @cached_property
    def _after(self) -> Worths | None:
        found = self._forecast
        return Worths(found.together.evaluation) if found is not None else None

    def table(self, table: FormTable) -> FilledTable | None:
        """A table filled in; None for one that is not for the packs of the case."""
        if table.packs and not {pack.id for pack in self.model.packs} & set(table.packs):
            return None
        if table.rows is Rows.FIELDS:
            rows = [self._field(table, one) for one in table.fields]
        else:
            rows = list(self._rows(table))
        lacking = [one for row in rows for one in row.missing]
        if table.rows is Rows.BLANK:
            lacking = [_by_hand(table, one) for one in table.columns]
        if table.rows is Rows.RECORDS and not rows:
            found = gaps.of_kind(self.evaluation, table)
            lacking += [found] if found is not None else []
        if table.rows is Rows.MEASURES and not rows:
            none = Missing(table.title, _("还没有改进方案"), _("改进方案"), "improve")
            lacking.append(none)
        return FilledTable(table, tuple(tuple(row.cells) for row in rows), tuple(lacking))

    # --- rows -----------------------------------------------------------------------------------

    def _rows(self, table: FormTable) -> Iterator[_Row]:
        if table.rows is Rows.BLANK:
            yield from (_Row([_BLANK for _one in table.columns]) for _line in range(table.lines))
            return
        loose = table.rows in (Rows.MEMBERS, Rows.EACH)
        for subject in self._subjects(table):
            row = self._row(table, subject)
            if row.speaks or not loose:
                yield row

    def _row(self, table: FormTable, subject: Subject) -> _Row:
        row = _Row()
        for one in table.columns:
            cell, lacking, speaks = self._cell(table, one, subject, one.show)
            row.cells.append(cell)
            row.missing += lacking
            row.speaks = row.speaks or (speaks and not one.quiet and MEMBER in one.value)
        return row

    def _field(self, table: FormTable, one: Asked) -> _Row:
        """A field over the years of its table; words and texts stand once, over all of them."""
        row = _Row([Cell(translate(one.title))])
        if table.measured:
            row.cells.append(Cell(show_unit(one.head_unit), tone="muted"))
        if not one.value:
            cell, lacking, _speaks = self._cell(table, one, Subject(), Show.NOW)
            span = len(table.shows)
            row.cells.append(
                Cell(cell.text, tone=cell.tone, align="left", span=span, number=cell.number)
            )
            row.missing += lacking
            return row
        for show in table.shows:
            cell, lacking, _speaks = self._cell(table, one, Subject(), show)
            row.cells.append(cell)
            row.missing += lacking
        return row

    def _subjects(self, table: FormTable) -> Iterator[Subject]:
        if table.rows is not Rows.MEASURES:
            return subjects(table, self.evaluation)
        found = self._forecast
        return measures(self.evaluation, found.alone if found is not None else {})

    # --- cells ----------------------------------------------------------------------------------

    def _cell(
        self, table: FormTable, one: Asked, subject: Subject, show: Show
    ) -> tuple[Cell, list[Missing], bool]:
        """A cell, what is missing for it, and whether it speaks for its row."""
        if one.by_hand:
            return _BLANK, [_by_hand(table, one)], False
        if one.say:
            return Cell(translate(one.say)), [], False
        if one.text:
            return self._text(table, one, subject)
        source = one.value.replace(MEMBER, subject.member)
        record = subject.record.id if subject.record is not None else ""
        strict = table.rows is Rows.FIELDS
        worth = self._worth(source, one.unit, record, show, strict=strict)
        if worth is None:
            return _BLANK, [_no_side(table, show)], False
        cell = _shown(worth.value, one, show, to_verify=worth.to_verify)
        value = worth.value
        speaks = value.known or bool(worth.item and value.state is ValueState.BLANK)
        if value.state not in (ValueState.BLANK, ValueState.PARTIAL, ValueState.INVALID):
            return cell, [], speaks
        return cell, self._lacking(table, one, value, show), speaks

    def _worth(
        self, source: str, unit: str, record: str, show: Show, *, strict: bool
    ) -> Worth | None:
        """The worth of a formula in a year, or its change; None where there is no such year."""
        if show in _CHANGES:
            sides = _CHANGES[show]
            old, new = (self._worth(source, unit, record, one, strict=strict) for one in sides)
            if old is None or new is None:
                return None
            return change(old, new, rate=show in _RATES)
        side = {Show.NOW: self._now, Show.LAST: self._last, Show.PLAN: self._after}[show]
        if side is None:
            return None
        known = not record or any(one.id == record for one in side.evaluation.case.records)
        return side.of(source, unit, record, strict=strict) if known else NOTHING

    def _text(
        self, table: FormTable, one: Asked, subject: Subject
    ) -> tuple[Cell, list[Missing], bool]:
        path = one.text.replace(MEMBER, subject.member)
        evaluation = self.evaluation
        if path.startswith(AFTER):
            if self._forecast is None:
                return _BLANK, [_no_side(table, Show.PLAN)], False
            evaluation = self._forecast.together.evaluation
        found = told(evaluation, self._region, path, subject)
        if found.text:
            align = "" if found.number is None else "right"
            return Cell(found.text, align=align, number=found.number), [], False
        if found.na:
            return _DASH, [], False
        if subject.indicator is not None:
            asked = gaps.of_name(self.evaluation, table.title, found.jump)
            return _BLANK, [asked] if asked is not None else [], False
        whose = self._whose(subject)
        name = translate(one.title)
        label = _("{name}（{detail}）").format(name=name, detail=whose) if whose else name
        return _BLANK, [Missing(table.title, label, self._place(found.jump), found.jump)], False

    def _whose(self, subject: Subject) -> str:
        if subject.record is not None:
            return subject.record.name
        return subject.measure.name if subject.measure is not None else ""

    def _place(self, jump: str) -> str:
        if jump.startswith("enterprise."):
            return _("企业档案")
        if jump == "improve":
            return _("改进方案")
        section = self.model.sections.get(jump)
        return translate(section.title) if section is not None else ""

    def _lacking(self, table: FormTable, one: Asked, value: Value, show: Show) -> list[Missing]:
        """The first unanswered items a figure waits for, else the figure itself."""
        partial = value.state is ValueState.PARTIAL
        side = self._last if show is Show.LAST and self._last is not None else self._now
        found = [
            gap
            for name in self._in_order(value.missing)
            if (gap := gaps.of_name(side.evaluation, table.title, name, partial=partial))
        ]
        if side is not self._now:
            return [_of_last(table, one, _("上年的自评里没有填"))]
        if found:
            return found
        reason = _("算不出：数据之间对不上") if value.problem else _("规则包缺这个数")
        return [Missing(table.title, translate(one.title), reason)]

    def _in_order(self, names: frozenset[str]) -> list[str]:
        order = {key: place for place, key in enumerate(self.model.items)}
        return sorted(names, key=lambda name: (order.get(name.partition("[")[0], -1), name))


def _shown(value: Value, one: Asked, show: Show, *, to_verify: bool) -> Cell:
    """A value as printed in the form: never a zero for what is not known."""
    if value.truth is not None:
        return Cell(_("是") if value.truth else _("否"), align="left")
    if value.text is not None:
        return Cell(translate(value.text), align="left")
    if value.state is ValueState.NA:
        return _DASH
    if value.number is None:
        return _BLANK
    places = 1 if show in _RATES and one.places is None else one.places
    text = figure(value.number, places)
    if show in _CHANGES:
        text = signed(value.number, places) if value.number else text
    if value.state is ValueState.PARTIAL:
        spans = (Span(text), Span(_("（不完整）"), small=True, colour="level_3"))
        return Cell(spans, align="right", number=value.number)
    tone = "estimated" if value.state is ValueState.ESTIMATED else ""
    return Cell(text, tone="to_verify" if to_verify else tone, align="right", number=value.number)


def _by_hand(table: FormTable, one: Asked) -> Missing:
    return Missing(table.title, translate(one.title), translate(one.hint))


def _no_side(table: FormTable, show: Show) -> Missing:
    """What is missing where there is no year before, or no plan."""
    if show in (Show.PLAN, Show.PLAN_CHANGE, Show.PLAN_RATE):
        return Missing(table.title, _("方案后的数"), _("改进方案"), "improve")
    place = _("企业库里有上年的自评时自动带出")
    return Missing(_("各表的上年一栏"), _("上年的数"), place)


def _of_last(table: FormTable, one: Asked, place: str) -> Missing:
    return Missing(table.title, _("{name}（上年）").format(name=translate(one.title)), place)
