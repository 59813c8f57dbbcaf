"""Everything a rule pack declares, one by one, as texts by field: what two packs are compared by.

Entries (core.entries) are those that carry a citation; beside them stand the items, sections,
record kinds, options, scales, tables, bindings and the header. Paths of entries are those of
`entries`; the others follow the same form: `item[energy.coke]`, `scale[cp].level[I]`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields, replace
from datetime import date
from decimal import Decimal
from enum import Enum
from typing import Final

from desktop_app.core.entries import cited_of, entry_of, levels_text
from desktop_app.core.expr import Expr
from desktop_app.core.numbers import plain
from desktop_app.core.pack import (
    Assessment,
    Checked,
    Cited,
    Confidence,
    Indicator,
    Option,
    Pack,
    Readiness,
    Source,
)
from desktop_app.core.pack_visit import Held, One, visited

_IDENTITY: Final = frozenset({"id", "key", "cited", "parts", "checked"})
_ELSEWHERE: Final = frozenset(
    {"options", "fields", "levels", "groups", "indicators", "sub_indices", "gates", "grades"}
    | {"variants"}
)
"""Lists inside an element whose members are declared things of their own."""


@dataclass(frozen=True, slots=True)
class Declared:
    """One declared thing: path, kind, name, and what it says by field ("unit": "kgce/t").

    Fields at rest (empty, no, not given) are left out. `digest` is that of the entry, empty for
    what carries no citation.
    """

    path: str
    kind: str
    name: str
    says: Mapping[str, str]
    digest: str = ""


def declared(pack: Pack) -> tuple[Declared, ...]:
    """All a pack declares, with unique paths: the header first, then entries, then the rest."""
    found: dict[str, Declared] = {}
    sets = {(one.family, one.member): one.member_name for one in pack.bindings}
    for one in (_header(pack), *_entries(pack), *_structure(pack)):
        found.setdefault(one.path, _naming_its_set(one, sets))
    return tuple(found.values())


def _naming_its_set(one: Declared, sets: Mapping[tuple[str, str], str]) -> Declared:
    """With the name of its factor set, where the pack gives one.

    And with the id, or a set that takes the place of another of that name would seem the same.
    """
    member = one.says.get("member", "")
    name = sets.get((one.says.get("family", ""), member))
    return replace(one, says={**one.says, "member": f"{name}（{member}）"}) if name else one


def says(held: Held) -> dict[str, str]:
    """What a thing with a citation says, by field; a row's parts as levels, formula and unit."""
    entry = entry_of("", held)
    told = {"value": entry.value, "unit": entry.unit, **_fields(held)}
    told = {name: text for name, text in told.items() if name == "value" or text != told["value"]}
    if isinstance(held, Indicator):
        told["value"] = levels_text(held)
        told["formula"] = "; ".join(part.value.source for part in held.parts)
        told["unit"] = "; ".join(dict.fromkeys(part.unit for part in held.parts))
        if len(held.parts) > 1:
            told["parts"] = "; ".join(part.name for part in held.parts)
    return _given({**told, **_citation(cited_of(held), own=isinstance(held, Source))})


def _entries(pack: Pack) -> list[Declared]:
    found: list[Declared] = []

    def look(path: str, held: One, /) -> One:
        entry = entry_of(path, held)
        found.append(Declared(path, entry.kind, entry.name, says(held), entry.digest))
        return held

    visited(pack, look)
    return found


def _header(pack: Pack) -> Declared:
    named = ("name", "version", "kind", "summary", "completeness", "requires", "industries", "plan")
    told = {name: _text(getattr(pack, name)) for name in named}
    return Declared("pack", "pack", pack.name, _given(told))


def _structure(pack: Pack) -> Iterator[Declared]:
    for section in pack.sections:
        yield _plain(f"section[{section.id}]", "section", section.title, section)
    for item in pack.items:
        path = f"item[{item.key}]"
        yield _plain(path, "item", item.name, item, item.cited)
        yield from _options(path, item.options)
    for kind in pack.record_kinds:
        path = f"record_kind[{kind.id}]"
        yield _plain(path, "record_kind", kind.name, kind)
        for one in kind.fields:
            yield _plain(f"{path}.field[{one.id}]", "field", one.name, one)
            yield from _options(f"{path}.field[{one.id}]", one.options)
    for added in pack.field_options:
        yield from _options(f"field_options[{added.id}]", added.options)
    for scale in pack.scales:
        yield _plain(f"scale[{scale.id}]", "scale", scale.name, scale)
        for step in (*scale.levels, scale.below):
            yield _plain(f"scale[{scale.id}].level[{step.id}]", "level", step.name, step)
    for table in pack.assessments:
        yield from _table(table)
    yield from _bindings(pack)
    if pack.readiness is not None:
        yield from _readiness(pack.readiness)


def _table(table: Assessment) -> Iterator[Declared]:
    path = f"assessment[{table.id}]"
    told = {
        **_fields(table),
        **{f"options.{name}": value for name, value in table.options.items()},
        **_citation(table.cited),
    }
    yield Declared(path, "table", table.name, _given(told))
    for group in table.groups:
        if group.weight is None:
            yield _plain(f"{path}.group[{group.id}]", "group", group.name, group)


def binding_paths(pack: Pack) -> tuple[str, ...]:
    """The paths of the bindings of a pack, in their order.

    By family and first day, for a family is bound anew from a day on.
    """
    often = Counter((one.family, one.valid_from) for one in pack.bindings)
    found: list[str] = []
    for one in pack.bindings:
        place = [one.valid_from.isoformat()] if one.valid_from else []
        if often[one.family, one.valid_from] > 1:
            place.append(one.member)
        found.append(f"binding[{'@'.join(filter(None, (one.family, '/'.join(place))))}]")
    return tuple(found)


def _bindings(pack: Pack) -> Iterator[Declared]:
    for path, one in zip(binding_paths(pack), pack.bindings, strict=True):
        told = {name: text for name, text in _fields(one).items() if name != "member_name"}
        yield Declared(path, "binding", one.name or one.family, _given(told))


def _readiness(model: Readiness) -> Iterator[Declared]:
    yield _plain("readiness", "model", model.name, model, model.cited)
    for sub in model.sub_indices:
        told = {name: text for name, text in _fields(sub).items() if name != "parts"}
        told |= _citation(sub.cited)
        yield Declared(f"readiness.sub_index[{sub.id}]", "sub_index", sub.name, _given(told))
    for grade in model.grades:
        yield _plain(f"readiness.grade[{grade.id}]", "grade", grade.name, grade)
    for variant in model.variants:
        yield _plain(f"readiness.variant[{variant.id}]", "variant", variant.name, variant)


def _options(path: str, options: Iterable[Option]) -> Iterator[Declared]:
    for one in options:
        yield _plain(f"{path}.option[{one.id}]", "option", one.text, one)


def _plain(path: str, kind: str, name: str, one: object, cited: Cited | None = None) -> Declared:
    told = {**_fields(one), **(_citation(cited) if cited else {})}
    return Declared(path, kind, name, _given(told))


def _fields(one: object) -> dict[str, str]:
    """The fields of a record as texts, without its identity and what is declared by itself."""
    skipped = _IDENTITY | _ELSEWHERE
    return {
        each.name: _text(getattr(one, each.name))
        for each in fields(one)  # type: ignore[arg-type]
        if each.name not in skipped
    }


def _citation(cited: Cited, *, own: bool = False) -> dict[str, str]:
    """A citation by field; that of a source itself has neither source nor clause."""
    place = {} if own else {"source": cited.source, "clause": cited.clause}
    return {
        **place,
        "confidence": cited.confidence.word,
        "evidence": "\n".join(cited.evidence),
        "note": cited.note,
        "checked": _checked(cited.checked),
    }


def _checked(checked: Checked | None) -> str:
    if checked is None:
        return ""
    told = (checked.who, checked.on.isoformat(), checked.document, checked.page, checked.note)
    return " · ".join(text for text in told if text)


def _given(told: Mapping[str, str]) -> dict[str, str]:
    return {name: text for name, text in told.items() if text}


def _text(value: object) -> str:
    """A field's value as the pack file would say it; nothing for what is at rest."""
    if value is None or value is False:
        return ""
    if isinstance(value, Mapping):
        return ", ".join(f"{name}: {_text(inner)}" for name, inner in value.items())
    if isinstance(value, tuple):
        return ", ".join(map(_text, value))
    return "true" if value is True else _word(value)


def _word(value: object) -> str:
    said = str(value)
    match value:
        case Confidence():
            said = value.word
        case Enum():
            said = str(value.value)
        case Decimal():
            said = plain(value)
        case date():
            said = value.isoformat()
        case Expr():
            said = value.source
    return said
