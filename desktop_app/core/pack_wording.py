"""The words of a rule pack that stand on every screen and are translated with the program's own."""

from __future__ import annotations

from collections.abc import Iterator

from desktop_app.core.pack import Pack, Readiness


def shared_words(pack: Pack) -> Iterator[str]:
    """The words of a pack that stand on every screen; its items and rows stay Chinese."""
    yield pack.name
    for section in pack.sections:
        yield section.title
    for scale in pack.scales:
        yield from (scale.name, *(level.name for level in (*scale.levels, scale.below)))
    for kind in pack.record_kinds:
        yield kind.name
        for field in kind.fields:
            yield from (field.name, *(option.text for option in field.options))
    for added in pack.field_options:
        yield from (option.text for option in added.options)
    for table in pack.assessments:
        yield from (table.name, *(group.name for group in table.groups))
    yield from (item.group for item in pack.items)
    for quantity in pack.quantities:
        yield quantity.group
        if quantity.headline:
            yield quantity.name
    yield from (measure.kind for measure in pack.measures)
    yield from (word for rule in pack.rules for word in (rule.group, rule.name))
    if pack.readiness:
        yield from _readiness_words(pack.readiness)


def _readiness_words(model: Readiness) -> Iterator[str]:
    yield from (model.name, model.statement, *model.axes.values())
    for grade in model.grades:
        yield from (grade.name, grade.meaning)
    for gate in model.gates:
        yield gate.name
    for sub in model.sub_indices:
        yield from (sub.name, *(part.name for part in sub.parts))
