"""Reading the double near-zero 双近零 model of a pack: axes, sub-indices, gates, grades."""

from __future__ import annotations

from decimal import Decimal
from typing import Final

from desktop_app.core.expr import Expr
from desktop_app.core.pack import (
    Cited,
    Gate,
    Grade,
    Readiness,
    ScorePart,
    SubIndex,
    Variant,
)
from desktop_app.packs.context import Known, read_cited
from desktop_app.packs.fields import Fields

PART_KINDS: Final = ("metric", "levels", "limits", "bands", "checklist")
ANCHORS: Final = ("worst", "base", "advanced", "near_zero")


def read_readiness(fields: Fields, known: Known) -> Readiness:
    """The [readiness] table with everything inside it."""
    cited = read_cited(fields, known)
    model = Readiness(
        id=fields.id(),
        name=fields.text("name", required=True),
        axes=_axes(fields),
        sub_indices=tuple(_sub_index(row, known, cited) for row in fields.tables("sub_index")),
        gates=tuple(_gate(row, known, cited) for row in fields.tables("gate")),
        grades=tuple(_grade(row) for row in fields.tables("grade")),
        official=fields.flag("official"),
        statement=fields.text("statement", required=True),
        variants=tuple(_variant(row) for row in fields.tables("variant")),
        cited=cited,
    )
    for name, there in (("sub_index", model.sub_indices), ("grade", model.grades)):
        if not there:
            fields.note("pack.field_missing", name, field=name)
    fields.finish()
    return model


def _axes(fields: Fields) -> dict[str, str]:
    inner = fields.table("axes")
    if inner is None:
        fields.note("pack.field_missing", "axes", field="axes")
        return {}
    return {name: inner.text(name, required=True) for name in inner.values}


def _sub_index(fields: Fields, known: Known, outer: Cited) -> SubIndex:
    cited = read_cited(fields, known, outer)
    sub_index = SubIndex(
        id=fields.id(),
        name=fields.text("name", required=True),
        axis=fields.id("axis"),
        weight=_weight(fields),
        parts=tuple(_part(row, known, cited) for row in fields.tables("part")),
        applies=fields.formula("applies"),
        why=fields.text("why"),
        cited=cited,
    )
    if not sub_index.parts:
        fields.note("pack.field_missing", "part", field="part")
    fields.finish()
    return sub_index


def _weight(fields: Fields) -> Decimal:
    return fields.number("weight", required=True) or Decimal(0)


def _part(fields: Fields, known: Known, outer: Cited) -> ScorePart:
    kind = fields.word("kind", PART_KINDS)
    part = ScorePart(
        name=fields.text("name", required=True),
        weight=_weight(fields),
        kind=kind,
        value=fields.formula("value", required=kind == "metric"),
        unit=fields.text("unit"),
        anchors=_anchors(fields),
        assessment=fields.text("assessment"),
        points=_points(fields),
        items=fields.texts("items"),
        weigh=fields.text("weigh"),
        cited=read_cited(fields, known, outer),
    )
    fields.finish()
    return part


def _anchors(fields: Fields) -> dict[str, Expr]:
    inner = fields.table("anchors")
    if inner is None:
        return {}
    read = {name: inner.formula(name) for name in ANCHORS}
    inner.finish()
    return {name: anchor for name, anchor in read.items() if anchor is not None}


def _points(fields: Fields) -> dict[str, Decimal]:
    inner = fields.table("points")
    read = {name: inner.number(name) for name in inner.values} if inner else {}
    return {name: points for name, points in read.items() if points is not None}


def _gate(fields: Fields, known: Known, outer: Cited) -> Gate:
    gate = Gate(
        id=fields.id(),
        name=fields.text("name", required=True),
        axis=fields.id("axis"),
        condition=fields.must_formula("condition"),
        cap=fields.id("cap"),
        contradiction=fields.formula("contradiction"),
        conflict=fields.text("conflict"),
        cited=read_cited(fields, known, outer),
    )
    fields.finish()
    return gate


def _grade(fields: Fields) -> Grade:
    grade = Grade(
        id=fields.id(),
        name=fields.text("name", required=True),
        meaning=fields.text("meaning", required=True),
        rule=fields.must_formula("rule"),
    )
    fields.finish()
    return grade


def _variant(fields: Fields) -> Variant:
    variant = Variant(
        id=fields.id(),
        name=fields.text("name", required=True),
        without=fields.texts("without"),
        firm_anchors=fields.flag("firm_anchors"),
        tier=fields.text("tier"),
        note=fields.text("note"),
    )
    fields.finish()
    return variant
