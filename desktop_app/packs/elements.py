"""Reading the small elements of a pack: sources, sections, items, numbers, quantities, measures."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Final

from desktop_app.core.pack import (
    Binding,
    Checked,
    Confidence,
    Confirmation,
    Field,
    FieldOptions,
    Item,
    ItemKind,
    Level,
    Limb,
    Measure,
    Option,
    Parameter,
    Quantity,
    RecordKind,
    Scale,
    Section,
    Source,
)
from desktop_app.packs.context import Known, read_cited, read_confidence
from desktop_app.packs.fields import Fields

LAYOUTS: Final = ("form", "grid", "records")
CADENCES: Final = ("year", "month")
AGGREGATES: Final = ("sum", "mean", "last", "max")
TONES: Final = ("level_1", "level_2", "level_3", "level_below")
MARK_TONES: Final = (*TONES, "muted")


def read_source(fields: Fields) -> Source:
    """A [[source]]."""
    source = Source(
        id=fields.id(),
        title=fields.text("title", required=True),
        number=fields.text("number"),
        issued=fields.day("issued"),
        effective=fields.day("effective"),
        confidence=read_confidence(fields, Confidence.RECALLED),
        evidence=fields.texts("evidence"),
        note=fields.text("note"),
        area=fields.text("area"),
    )
    fields.finish()
    return source


def read_section(fields: Fields) -> Section:
    """A [[section]]."""
    section = Section(
        id=fields.id(),
        title=fields.text("title", required=True),
        layout=fields.word("layout", LAYOUTS, "form"),
        hint=fields.text("hint"),
        order=fields.whole("order", 100),
        record=fields.id("record", required=False),
    )
    fields.finish()
    return section


def read_record_kind(fields: Fields) -> RecordKind:
    """A [[record_kind]] with its fields."""
    kind = RecordKind(
        id=fields.id(),
        name=fields.text("name", required=True),
        fields=tuple(_record_field(inner) for inner in fields.tables("field")),
    )
    fields.finish()
    return kind


def read_field_options(fields: Fields) -> FieldOptions:
    """A [[field_options]]: choices added to a field of a record kind declared elsewhere."""
    added = FieldOptions(fields.id("kind"), fields.id("field"), _options(fields))
    if not added.options:
        fields.note("pack.field_missing", "option", field="option")
    fields.finish()
    return added


def _record_field(fields: Fields) -> Field:
    field = Field(
        id=fields.id(),
        name=fields.text("name", required=True),
        options=_options(fields),
        hint=fields.text("hint"),
    )
    fields.finish()
    return field


def _options(fields: Fields) -> tuple[Option, ...]:
    return tuple(_option(inner) for inner in fields.tables("option"))


def _option(fields: Fields) -> Option:
    option = Option(fields.id(), fields.text("text", required=True))
    fields.finish()
    return option


def read_item(fields: Fields, known: Known) -> Item:
    """An [[item]]; amounts need a unit, choices need options."""
    item = Item(
        key=fields.name("key"),
        name=fields.text("name", required=True),
        section=fields.id("section"),
        kind=ItemKind(fields.word("kind", tuple(ItemKind), ItemKind.AMOUNT)),
        unit=fields.text("unit"),
        cadence=fields.word("cadence", CADENCES, "year"),
        aggregate=fields.word("aggregate", AGGREGATES, "sum"),
        listed=fields.flag("listed"),
        record=fields.id("record", required=False),
        options=_options(fields),
        hint=fields.text("hint"),
        group=fields.text("group"),
        minimum=_minimum(fields),
        maximum=fields.number("maximum"),
        carry=fields.name("carry", required=False),
        beside=fields.name("beside", required=False),
        cited=read_cited(fields, known),
    )
    if item.kind is ItemKind.CHOICE and not item.options:
        fields.note("pack.options_missing", "option", name=item.name)
    fields.finish()
    return item


def _minimum(fields: Fields) -> Decimal | None:
    """The least legal value: zero unless stated, no bound for "none"."""
    if not fields.has("minimum"):
        return Decimal(0)
    return None if fields.take("minimum") == "none" else fields.number("minimum")


def read_parameter(fields: Fields, known: Known) -> Parameter:
    """A [[parameter]]: a number of a standard, which must say where it is from."""
    value = fields.number("value", required=True, ratio=True)
    parameter = Parameter(
        key=fields.name("key"),
        name=fields.text("name", required=True),
        value=Decimal(0) if value is None else value,
        unit=fields.text("unit"),
        cited=read_cited(fields, known, required=True),
        valid_from=fields.day("valid_from"),
        valid_to=fields.day("valid_to"),
        area=fields.text("area"),
        family=fields.id("family", required=False),
        member=fields.id("member", required=False),
        carry_forward=fields.flag("carry_forward"),
        after_gap=fields.text("after_gap"),
    )
    if bool(parameter.family) != bool(parameter.member):
        fields.note("pack.family_without_member", key=parameter.key)
    fields.finish()
    return parameter


def read_binding(fields: Fields) -> Binding:
    """A [[binding]] of a family to one member."""
    binding = Binding(
        family=fields.id("family"),
        member=fields.id("member"),
        valid_from=fields.day("valid_from"),
        valid_to=fields.day("valid_to"),
        reason=fields.text("reason"),
        name=fields.text("name"),
        member_name=fields.text("member_name"),
    )
    fields.finish()
    return binding


def read_quantity(fields: Fields, known: Known) -> Quantity:
    """A [[quantity]]: a derived figure with its formula."""
    quantity = Quantity(
        id=fields.name("id"),
        name=fields.text("name", required=True),
        unit=fields.text("unit"),
        formula=fields.must_formula("formula"),
        limb=Limb(fields.word("limb", tuple(Limb))),
        group=fields.text("group"),
        needs=fields.name("needs", required=False),
        record=fields.id("record", required=False),
        headline=fields.flag("headline"),
        lead=fields.flag("lead"),
        cited=read_cited(fields, known),
    )
    fields.finish()
    return quantity


def read_scale(fields: Fields) -> Scale:
    """A [[scale]] with its levels, best first, the step below them, and marks."""
    below = fields.table("below")
    if below is None:
        fields.note("pack.field_missing", "below", field="below")
    scale = Scale(
        id=fields.id(),
        name=fields.text("name", required=True),
        levels=tuple(_level(inner) for inner in fields.tables("level")),
        below=_level(below) if below else Level("", "", "", "level_below"),
        marks=tuple(_level(inner, MARK_TONES) for inner in fields.tables("mark")),
    )
    if not scale.levels:
        fields.note("pack.field_missing", "level", field="level")
    fields.finish()
    return scale


def _level(fields: Fields, tones: tuple[str, ...] = TONES) -> Level:
    level = Level(
        id=fields.id(),
        name=fields.text("name", required=True),
        sign=fields.text("sign"),
        tone=fields.word("tone", tones),
    )
    fields.finish()
    return level


def read_measure(fields: Fields, known: Known) -> Measure:
    """A [[measure]]."""
    measure = Measure(
        id=fields.id(),
        name=fields.text("name", required=True),
        kind=fields.text("kind", required=True),
        effect=fields.text("effect", required=True),
        serves=fields.texts("serves"),
        condition=fields.text("condition"),
        cost=fields.text("cost"),
        cited=read_cited(fields, known),
    )
    fields.finish()
    return measure


def read_confirmation(fields: Fields) -> Confirmation:
    """A [[confirmation]]: somebody compared an entry with the original document."""
    found = Confirmation(
        pack="",
        path=fields.text("path", required=True),
        digest=fields.id("digest"),
        checked=Checked(
            who=fields.text("who", required=True),
            on=fields.day("on") or date.min,
            document=fields.text("document", required=True),
            page=fields.text("page"),
            note=fields.text("note"),
        ),
    )
    if not fields.has("on"):
        fields.note("pack.field_missing", "on", field="on")
    fields.finish()
    return found
