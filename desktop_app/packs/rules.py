"""Reading the consistency rules of a pack: [[check]]."""

from __future__ import annotations

from desktop_app.core.pack import ConsistencyRule
from desktop_app.core.problems import Severity
from desktop_app.packs.context import Known, read_cited, read_match
from desktop_app.packs.fields import Fields


def read_rule(fields: Fields, known: Known) -> ConsistencyRule:
    """A [[check]]: a condition that is true when something is wrong, with what to say then."""
    rule = ConsistencyRule(
        id=fields.id(),
        name=fields.text("name", required=True),
        severity=Severity(fields.word("severity", tuple(Severity))),
        when=fields.must_formula("when"),
        message=fields.text("message", required=True),
        remedy=fields.text("remedy", required=True),
        jump=fields.name("jump"),
        group=fields.text("group", required=True),
        record=fields.id("record", required=False),
        match=read_match(fields),
        cited=read_cited(fields, known),
    )
    fields.finish()
    return rule
