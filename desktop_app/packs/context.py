"""What readers of elements share: declarations of other packs, and how citations are taken over."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Final

from desktop_app.core.pack import Cited, Confidence, Scale, Source
from desktop_app.packs.fields import Fields

CONFIDENCE: Final = {confidence.word: confidence for confidence in Confidence}
UNCITED: Final = Cited()


@dataclass(frozen=True, slots=True)
class Known:
    """Scales and sources that may be named, of this pack and of those beside it."""

    scales: Mapping[str, Scale] = field(default_factory=dict)
    sources: Mapping[str, Source] = field(default_factory=dict)


def read_confidence(fields: Fields, default: Confidence) -> Confidence:
    """The confidence written at an element, else `default`."""
    return CONFIDENCE[fields.word("confidence", CONFIDENCE, default.word)]


def read_cited(
    fields: Fields, known: Known, outer: Cited = UNCITED, *, required: bool = False
) -> Cited:
    """Where an element comes from.

    Without a source of its own it has that of the table around it (`outer`), clause and evidence
    included. Its confidence is its own, else its source's.
    """
    own = fields.text("source")
    clause, note = fields.text("clause"), fields.text("note")
    evidence = fields.texts("evidence")
    if not own:
        if required and not outer.source:
            fields.note("pack.source_missing")
        return replace(
            outer,
            clause=clause or outer.clause,
            confidence=read_confidence(fields, outer.confidence),
            evidence=evidence or outer.evidence,
            note=note,
        )
    source = known.sources.get(own)
    default = source.confidence if source else UNCITED.confidence
    return Cited(own, clause, read_confidence(fields, default), evidence, note)


def read_match(fields: Fields) -> dict[str, tuple[str, ...]]:
    """Which records an element is for: field -> accepted values."""
    inner = fields.table("match")
    if inner is None:
        return {}
    chosen = {
        name: inner.texts(name) if isinstance(inner.values[name], list) else (inner.text(name),)
        for name in inner.values
    }
    inner.finish()
    return chosen
