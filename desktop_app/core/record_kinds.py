"""The record kinds of a case: as declared, with the choices other packs add to their fields."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from desktop_app.core.pack import Field, FieldOptions, Option, Pack, RecordKind

LAST: Final = "other"
"""The option that stays at the end of a list, whatever is added."""


def merged_kinds(packs: Sequence[Pack]) -> dict[str, RecordKind]:
    """Record kinds by id; the first pack that declares one keeps it, later ones add choices."""
    found: dict[str, RecordKind] = {}
    for pack in packs:
        for kind in pack.record_kinds:
            found.setdefault(kind.id, kind)
    for added in (one for pack in packs for one in pack.field_options):
        if added.kind in found:
            kind = found[added.kind]
            fields = tuple(_with_choices(field, added) for field in kind.fields)
            found[added.kind] = replace(kind, fields=fields)
    return found


def _with_choices(field: Field, added: FieldOptions) -> Field:
    if field.id != added.field:
        return field
    known = {option.id for option in field.options}
    fresh = [option for option in added.options if option.id not in known]
    every: list[Option] = [*field.options, *fresh]
    every.sort(key=lambda option: option.id == LAST)
    return replace(field, options=tuple(every))
