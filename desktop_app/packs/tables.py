"""Reading assessments: the level tables of a standard, and the items their rows ask for directly.

An indicator or part without a value formula asks for its value itself: an item named
<assessment>.<indicator> (or <assessment>.<indicator>.<n> for a part), in a section of the
assessment's own.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Final

from desktop_app.core.checks.literals import literal
from desktop_app.core.expr import Expr
from desktop_app.core.methods import METHODS
from desktop_app.core.pack import (
    Assessment,
    Cited,
    Direction,
    Group,
    Indicator,
    Item,
    ItemKind,
    Limb,
    Met,
    Option,
    Part,
    Scale,
    Section,
    Threshold,
)
from desktop_app.packs.context import Known, read_cited, read_match
from desktop_app.packs.fields import NAME, Fields, closest, shown, stand_in

AUTOMATIC_ORDER: Final = 200
_NOT_SO: Final = "不符合"
_WORDS: Final = {"free": Met.FREE, "absent": Met.ABSENT, "unknown": Met.UNKNOWN}


@dataclass(slots=True)
class Asked:
    """The sections and items made for rows that are answered directly."""

    sections: dict[str, Section] = field(default_factory=dict)
    items: list[Item] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Table:
    """What a row needs to know of the table it stands in."""

    id: str
    name: str
    scale: Scale | None
    cited: Cited
    known: Known
    asked: Asked
    method: str
    graded: bool


def read_assessment(fields: Fields, known: Known, asked: Asked) -> Assessment:
    """An [[assessment]] with groups and indicators; items of direct rows go to `asked`."""
    own_id = fields.name("id")
    name = fields.text("name", required=True)
    scale_id = fields.id("scale")
    scale = known.scales.get(scale_id)
    if scale_id and scale is None:
        near = closest(scale_id, known.scales) or "—"
        had = "、".join(sorted(known.scales)) or "—"
        fields.note("pack.scale_unknown", "scale", scale=scale_id, suggestion=near, known=had)
    cited = read_cited(fields, known)
    method = fields.word("method", tuple(METHODS))
    graded = METHODS[method].graded_rows
    table = _Table(own_id, name, scale, cited, known, asked, method, graded)
    assessment = Assessment(
        id=own_id,
        name=name,
        limb=Limb(fields.word("limb", tuple(Limb))),
        method=method,
        scale=scale_id,
        groups=tuple(_group(inner, table) for inner in fields.tables("group")),
        indicators=tuple(_indicator(inner, table) for inner in fields.tables("indicator")),
        options=_settings(fields),
        completeness=fields.text("completeness"),
        cited=cited,
        valid_from=fields.day("valid_from"),
        valid_to=fields.day("valid_to"),
    )
    if not assessment.indicators:
        fields.note("pack.field_missing", "indicator", field="indicator")
    fields.finish()
    return assessment


def _settings(fields: Fields) -> dict[str, str]:
    """The free [assessment.options]; numbers and truth values are kept as their text."""
    inner = fields.table("options")
    settings: dict[str, str] = {}
    for name, value in inner.values.items() if inner else ():
        if isinstance(value, (dict, list)):
            fields.wrong_type(f"options.{name}", value, str)
        else:
            settings[name] = shown(value)
    return settings


def _group(fields: Fields, table: _Table) -> Group:
    group = Group(
        id=fields.id(),
        name=fields.text("name", required=True),
        weight=fields.number("weight"),
        cited=read_cited(fields, table.known, table.cited),
        bonus=fields.flag("bonus"),
    )
    fields.finish()
    return group


def _indicator(fields: Fields, table: _Table) -> Indicator:
    own_id = fields.id()
    name = fields.text("name", required=True)
    record = fields.id("record", required=False)
    cited = read_cited(fields, table.known, table.cited, required=True)
    indicator = Indicator(
        id=own_id,
        no=fields.text("no"),
        name=name,
        group=fields.id("group"),
        parts=_parts(
            fields, table, _Row(f"{table.id}.{own_id}", name, record, fields.text("hint"), cited)
        ),
        weight=fields.number("weight"),
        pool=fields.id("pool", required=False),
        pool_weight=fields.number("pool_weight"),
        limiting=fields.flag("limiting"),
        applies=fields.formula("applies"),
        record=record,
        match=read_match(fields),
        weight_by=fields.formula("weight_by"),
        permit=fields.formula("permit"),
        valid_from=fields.day("valid_from"),
        valid_to=fields.day("valid_to"),
        deadline=fields.day("deadline"),
        after_gap=fields.text("after_gap"),
        cited=cited,
    )
    fields.finish()
    return indicator


@dataclass(frozen=True, slots=True)
class _Row:
    """What the automatic item of an indicator or part takes from its row."""

    key: str
    name: str
    record: str
    hint: str
    cited: Cited


def _parts(fields: Fields, table: _Table, row: _Row) -> tuple[Part, ...]:
    """The parts of a row: those listed, or the row itself as the only one."""
    listed = fields.tables("part")
    if not listed:
        return (_part(fields, table, row),)
    for name in ("value", "levels", "direction", "unit", "strict"):
        if fields.has(name):
            fields.note("pack.part_and_field", name, field=name)
            fields.take(name)
    parts: list[Part] = []
    for number, inner in enumerate(listed, 1):
        name = inner.text("name", required=True)
        whole = name if row.name in name else f"{row.name}：{name}"
        hint = inner.text("hint") or row.hint
        own = replace(row, key=f"{row.key}.{number}", name=whole, hint=hint)
        parts.append(_part(inner, table, own, name))
        inner.finish()
    return tuple(parts)


def _part(fields: Fields, table: _Table, row: _Row, name: str = "") -> Part:
    direction = Direction(fields.word("direction", tuple(Direction)))
    unit = fields.text("unit")
    thresholds = _thresholds(fields, direction)
    if not table.graded:
        thresholds = _base_value(fields, table, thresholds)
    value = fields.formula("value")
    if value is None and not fields.has("value"):
        value = _ask(fields, table, row, direction, unit, thresholds)
    strict = _strict(fields, table, direction)
    return Part(name or row.name, value or stand_in(), unit, direction, thresholds, strict)


def _strict(fields: Fields, table: _Table, direction: Direction) -> bool:
    """Whether the limits themselves are not enough, where a method reads them that way."""
    strict = fields.flag("strict")
    method = METHODS[table.method]
    plain = method.graded_rows and not method.binding
    if strict and not (plain and direction in (Direction.LOWER, Direction.HIGHER)):
        fields.note("pack.strict_where", "strict", method=table.method, direction=direction.value)
        return False
    return strict


def _thresholds(fields: Fields, direction: Direction) -> tuple[Threshold, ...]:
    levels = fields.take("levels")
    if levels is None:
        fields.note("pack.field_missing", "levels", field="levels")
        return ()
    if not isinstance(levels, list):
        fields.wrong_type("levels", levels, list)
        return ()
    return tuple(
        _threshold(fields, f"levels[{index}]", cell, direction) for index, cell in enumerate(levels)
    )


def _base_value(
    fields: Fields, table: _Table, thresholds: tuple[Threshold, ...]
) -> tuple[Threshold, ...]:
    """The one base value of a row whose levels are not its own, standing for every level."""
    if len(thresholds) != 1:
        count = len(thresholds)
        fields.note("pack.additive_levels", "levels", method=table.method, count=count)
        return thresholds
    return thresholds * (len(table.scale.levels) if table.scale else 1)


def _threshold(fields: Fields, place: str, cell: object, direction: Direction) -> Threshold:
    """One cell of a level table."""
    if isinstance(cell, str) and cell in _WORDS:
        return Threshold(_WORDS[cell])
    if direction is Direction.CHOICE:
        if not isinstance(cell, str) or not cell.strip():
            fields.wrong_type(place, cell, str)
            return Threshold(Met.UNKNOWN)
        return Threshold(Met.TEXT, text=cell.strip())
    if direction is Direction.RANGE:
        return _range(fields, place, cell)
    if isinstance(cell, (list, dict)):
        fields.note("pack.not_limit", place, value=shown(cell))
        return Threshold(Met.UNKNOWN)
    return Threshold(Met.LIMIT, fields.as_formula(place, cell))


def _range(fields: Fields, place: str, cell: object) -> Threshold:
    if not isinstance(cell, list) or len(cell) != 2:
        fields.note("pack.not_range", place, value=shown(cell))
        return Threshold(Met.UNKNOWN)
    low, high = (fields.as_formula(f"{place}[{index}]", end) for index, end in enumerate(cell))
    return Threshold(Met.LIMIT, high, low)


def _ask(
    fields: Fields,
    table: _Table,
    row: _Row,
    direction: Direction,
    unit: str,
    thresholds: Sequence[Threshold],
) -> Expr | None:
    """Make the item a row asks for directly, and the formula that reads it."""
    if not NAME.fullmatch(row.key):
        fields.note("pack.bad_name", "id", name=shown(row.key))
        return None
    choice = direction is Direction.CHOICE
    table.asked.items.append(
        Item(
            key=row.key,
            name=row.name,
            section=_section(table, row.record),
            kind=ItemKind.CHOICE if choice else ItemKind.AMOUNT,
            unit="" if choice else unit,
            record=row.record,
            options=_options(table, thresholds) if choice else (),
            hint=row.hint,
            minimum=_minimum(thresholds),
            cited=row.cited,
        )
    )
    return fields.as_formula("value", row.key)


def _minimum(thresholds: Sequence[Threshold]) -> Decimal | None:
    """The least answer a row takes: zero, and no bound where a limit itself lies below zero."""
    limits = [literal(end) for step in thresholds for end in (step.low, step.limit)]
    return None if any(limit is not None and limit < 0 for limit in limits) else Decimal(0)


def _section(table: _Table, record: str) -> str:
    """The id of the section such items stand in: one form, and one list per record kind."""
    own_id = f"{table.id}.{record}" if record else table.id
    table.asked.sections.setdefault(
        own_id,
        Section(
            id=own_id,
            title=table.name,
            layout="records" if record else "form",
            order=AUTOMATIC_ORDER + len(table.asked.sections),
            record=record,
        ),
    )
    return own_id


def _options(table: _Table, thresholds: Sequence[Threshold]) -> tuple[Option, ...]:
    """One option per distinct requirement, standing for the best level that asks it."""
    scale = table.scale
    if scale is None:
        return ()
    options: list[Option] = []
    for level, cell in zip(scale.levels, thresholds, strict=False):
        if cell.met is Met.TEXT and (not options or options[-1].text != cell.text):
            options.append(Option(level.id, cell.text))
    return (*options, Option(scale.below.id, scale.below.name if table.graded else _NOT_SO))
