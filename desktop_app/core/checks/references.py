"""Ids and names that lead nowhere, stand twice, or stand for the wrong kind of thing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from desktop_app.core.checks.places import Placed, formulas
from desktop_app.core.checks.scope import Scope, nearest
from desktop_app.core.dependencies import expand_wildcards, result_id
from desktop_app.core.methods.table_truths import PREFIXES
from desktop_app.core.pack import Cited, Item, ItemKind, Option, Pack, Readiness
from desktop_app.core.problems import Problem


def check_references(scope: Scope) -> Iterator[Problem]:
    """Everything in the pack that refers to something else."""
    yield from _duplicates(scope)
    yield from _sources(scope)
    yield from _items(scope)
    yield from _records(scope)
    yield from _field_options(scope)
    yield from _bindings(scope)
    yield from _needs(scope)
    yield from _serves(scope)
    for placed in formulas(scope.pack):
        yield from _names_in(scope, placed)


def _duplicates(scope: Scope) -> Iterator[Problem]:
    """Ids that stand twice in one list, or that a required pack has taken already."""
    for kind in ("section", "record_kind", "scale", "assessment"):
        taken = {one.id for pack in scope.packs[:-1] for one in getattr(pack, f"{kind}s")}
        for own_id in (one.id for one in getattr(scope.pack, f"{kind}s")):
            if own_id in taken:
                yield scope.fault("pack.duplicate_id", f"{kind}[{own_id}]", id=own_id)
    for path, ids in _id_lists(scope.pack):
        for own_id, count in Counter(ids).items():
            if count > 1:
                yield scope.fault("pack.duplicate_id", f"{path}[{own_id}]", id=own_id)


def _id_lists(pack: Pack) -> Iterator[tuple[str, Iterable[str]]]:
    """Every list whose ids must differ, with the place it is written at."""
    for kind in ("source", "section", "record_kind", "scale", "assessment", "measure"):
        yield kind, [one.id for one in getattr(pack, f"{kind}s")]
    for scale in pack.scales:
        yield f"scale[{scale.id}].level", [one.id for one in scale.words]
    for record in pack.record_kinds:
        path = f"record_kind[{record.id}].field"
        yield path, [field.id for field in record.fields]
        for field in record.fields:
            yield f"{path}[{field.id}].option", _ids(field.options)
    for added in pack.field_options:
        yield f"field_options[{added.id}].option", _ids(added.options)
    for item in pack.items:
        yield f"item[{item.key}].option", _ids(item.options)
    for table in pack.assessments:
        yield f"assessment[{table.id}].group", [group.id for group in table.groups]
        yield f"assessment[{table.id}].indicator", [row.id for row in table.indicators]
    if pack.readiness is not None:
        model = pack.readiness
        inside = [*model.axes, *(one.id for one in model.sub_indices)]
        yield "readiness.sub_index", [*inside, *(gate.id for gate in model.gates)]
        yield "readiness.grade", [grade.id for grade in model.grades]
        yield "readiness.variant", [variant.id for variant in model.variants]


def _ids(options: Sequence[Option]) -> list[str]:
    return [option.id for option in options]


def _sources(scope: Scope) -> Iterator[Problem]:
    """Unknown documents, each once: rows take over the source of their table."""
    reported: set[str] = set()
    for path, cited in _citations(scope.pack):
        if cited.source and cited.source not in scope.sources and cited.source not in reported:
            reported.add(cited.source)
            near = nearest(cited.source, scope.sources)
            yield scope.fault("pack.source_unknown", path, name=cited.source, suggestion=near)


def _citations(pack: Pack) -> Iterator[tuple[str, Cited]]:
    yield from ((f"parameter[{one.key}].source", one.cited) for one in pack.parameters)
    yield from ((f"quantity[{one.id}].source", one.cited) for one in pack.quantities)
    yield from ((f"measure[{one.id}].source", one.cited) for one in pack.measures)
    yield from ((f"check[{one.id}].source", one.cited) for one in pack.rules)
    for table in pack.assessments:
        path = f"assessment[{table.id}]"
        yield f"{path}.source", table.cited
        yield from ((f"{path}.group[{one.id}].source", one.cited) for one in table.groups)
        yield from ((f"{path}.indicator[{one.id}].source", one.cited) for one in table.indicators)
    if pack.readiness is not None:
        yield from _readiness_citations(pack.readiness)
    yield from ((f"item[{one.key}].source", one.cited) for one in pack.items)


def _readiness_citations(model: Readiness) -> Iterator[tuple[str, Cited]]:
    yield "readiness.source", model.cited
    for sub in model.sub_indices:
        path = f"readiness.sub_index[{sub.id}]"
        yield f"{path}.source", sub.cited
        yield from ((f"{path}.part.source", part.cited) for part in sub.parts)
    yield from ((f"readiness.gate[{one.id}].source", one.cited) for one in model.gates)


def _items(scope: Scope) -> Iterator[Problem]:
    for item in scope.pack.items:
        low, high = item.minimum, item.maximum
        if low is not None and high is not None and low > high:
            yield scope.fault("pack.range_order", f"item[{item.key}].maximum", low=low, high=high)
        if item.section not in scope.sections:
            near = nearest(item.section, scope.sections)
            path = f"item[{item.key}].section"
            yield scope.fault("pack.section_unknown", path, name=item.section, suggestion=near)
            continue
        yield from _carried(scope, item)
        yield from _beside(scope, item)
        section = scope.sections[item.section]
        if item.record != section.record:
            path = f"item[{item.key}].record"
            yield scope.fault(
                "pack.section_record",
                path,
                name=item.name,
                own=item.record or "—",
                section=section.record or "—",
            )


def _carried(scope: Scope, item: Item) -> Iterator[Problem]:
    """What an item takes over must be one figure of the same unit."""
    name, path = item.carry, f"item[{item.key}].carry"
    if not name:
        return
    if name not in scope.names:
        near = nearest(name, scope.names)
        yield scope.fault("pack.name_unknown", path, name=name, suggestion=near)
        return
    holder = scope.items.get(name) or scope.quantities.get(name) or scope.parameters[name]
    alone = not item.record and name not in scope.repeated and item.kind is ItemKind.AMOUNT
    if not alone or holder.unit != item.unit:
        yield scope.fault("pack.carry_misfit", path, name=name, unit=holder.unit, own=item.unit)


def _beside(scope: Scope, item: Item) -> Iterator[Problem]:
    """A pair is of two listed items that stand alone, each asked once the other is answered."""
    name, path = item.beside, f"item[{item.key}].beside"
    if not name:
        return
    other = scope.items.get(name)
    if other is None:
        near = nearest(name, scope.items)
        yield scope.fault("pack.item_unknown", path, name=name, suggestion=near)
    elif not (item.listed and other.listed) or item.record or other.record or other is item:
        yield scope.fault("pack.beside_misfit", path, name=name)


def _records(scope: Scope) -> Iterator[Problem]:
    pack = scope.pack
    uses = [(f"item[{one.key}].record", one.record) for one in pack.items]
    uses += [(f"section[{one.id}].record", one.record) for one in pack.sections]
    uses += [(f"quantity[{one.id}].record", one.record) for one in pack.quantities]
    for table in pack.assessments:
        for row in table.indicators:
            path = f"assessment[{table.id}].indicator[{row.id}]"
            uses.append((f"{path}.record", row.record))
            yield from check_match(scope, path, row.record, row.match)
    for path, record in uses:
        if record and record not in scope.record_kinds:
            near = nearest(record, scope.record_kinds)
            yield scope.fault("pack.record_unknown", path, name=record, suggestion=near)


def check_match(
    scope: Scope, path: str, record: str, match: Mapping[str, Sequence[str]]
) -> Iterator[Problem]:
    """Fields that a kind of record has not, and choices that its fields have not."""
    kind = scope.record_kinds.get(record)
    fields = {field.id: field for field in kind.fields} if kind else {}
    for name, values in match.items():
        place = f"{path}.match.{name}"
        if name not in fields:
            near = nearest(name, fields)
            yield scope.fault(
                "pack.match_unknown", place, record=record, field=name, suggestion=near
            )
            continue
        choices = _ids(fields[name].options)
        for value in values:
            if choices and value not in choices:
                near = nearest(value, dict.fromkeys(choices))
                yield scope.fault(
                    "pack.match_option", place, field=name, value=value,
                    suggestion=near, choices="、".join(choices),
                )  # fmt: skip


def _field_options(scope: Scope) -> Iterator[Problem]:
    """Choices added to a field that is not there or offers none, or with a taken id."""
    for added in scope.pack.field_options:
        path = f"field_options[{added.id}]"
        kind = scope.record_kinds.get(added.kind)
        if kind is None:
            near = nearest(added.kind, scope.record_kinds)
            yield scope.fault(
                "pack.record_unknown", f"{path}.kind", name=added.kind, suggestion=near
            )
            continue
        fields = {field.id: field for field in kind.fields if field.options}
        if added.field not in fields:
            near = nearest(added.field, fields)
            place = f"{path}.field"
            yield scope.fault(
                "pack.match_unknown", place, record=added.kind, field=added.field, suggestion=near
            )
            continue
        texts = {option.id: option.text for option in fields[added.field].options}
        for option in added.options:
            if texts[option.id] != option.text:
                place = f"{path}.option[{option.id}]"
                yield scope.fault("pack.option_taken", place, id=option.id, text=texts[option.id])


def _bindings(scope: Scope) -> Iterator[Problem]:
    members: dict[str, dict[str, None]] = {}
    for pack in scope.packs:
        for parameter in pack.parameters:
            if parameter.family:
                members.setdefault(parameter.family, {})[parameter.member] = None
    for binding in scope.pack.bindings:
        path = f"binding[{binding.family}]"
        if binding.family not in members:
            near = nearest(binding.family, members)
            yield scope.fault("pack.family_unknown", path, name=binding.family, suggestion=near)
        elif binding.member not in members[binding.family]:
            near = nearest(binding.member, members[binding.family])
            yield scope.fault(
                "pack.member_unknown", path, name=binding.member, family=binding.family,
                suggestion=near,
            )  # fmt: skip


def _needs(scope: Scope) -> Iterator[Problem]:
    """Names that have to be yes/no items: confirmations of lists, and checklists."""
    wanted = [(f"quantity[{one.id}].needs", one.needs) for one in scope.pack.quantities]
    if scope.pack.readiness is not None:
        for sub in scope.pack.readiness.sub_indices:
            for number, part in enumerate(sub.parts):
                path = f"readiness.sub_index[{sub.id}].part[{number}].items"
                wanted += [(path, name) for name in part.items]
    for path, name in wanted:
        item = scope.items.get(name)
        if name and item is None:
            near = nearest(name, scope.items)
            yield scope.fault("pack.item_unknown", path, name=name, suggestion=near)
        elif item is not None and item.kind is not ItemKind.YESNO:
            yield scope.fault("pack.item_not_yesno", path, name=name)


def _serves(scope: Scope) -> Iterator[Problem]:
    known = {**scope.names, **dict.fromkeys(_result_ids(scope.packs))}
    for measure in scope.pack.measures:
        for name in measure.serves:
            if name not in known:
                path = f"measure[{measure.id}].serves"
                near = nearest(name, known)
                yield scope.fault("pack.serves_unknown", path, name=name, suggestion=near)


def _result_ids(packs: Iterable[Pack]) -> Iterator[str]:
    for pack in packs:
        for table in pack.assessments:
            yield table.id
            yield from (result_id(table.id, row.id) for row in table.indicators)
        if pack.readiness is not None:
            owner = pack.readiness.id
            yield owner
            yield from (result_id(owner, sub.id) for sub in pack.readiness.sub_indices)
            yield from (result_id(owner, gate.id) for gate in pack.readiness.gates)


def table_truths(scope: Scope) -> frozenset[str]:
    """The truths about judged tables that gates and grade rules may name.

    cp_<level> and benchmark_<level>: the tables of that kind reach the level
    ("judged" in place of a level: there are any);
    limits_advanced: all outlets keep to the advanced line; limits_kept: none is above its limit.
    """
    levels = {level.id for scale in scope.scales.values() for level in scale.levels}
    reached = {f"{prefix}{level}" for prefix in PREFIXES for level in (*levels, "judged")}
    return frozenset(reached | {"limits_advanced", "limits_kept"})


def rule_names(scope: Scope) -> frozenset[str]:
    """What the rule of a grade may name besides data: truths, axes, sub-indices and gates."""
    model = scope.pack.readiness
    if model is None:
        return frozenset()
    inside = {*model.axes, *(one.id for one in model.sub_indices), *(one.id for one in model.gates)}
    return table_truths(scope) | inside


def extra_names(scope: Scope, placed: Placed) -> frozenset[str]:
    """What a formula may name besides data: verdicts of the model or of tables."""
    if placed.rule:
        return rule_names(scope)
    return table_truths(scope) if placed.gate else frozenset()


def _names_in(scope: Scope, placed: Placed) -> Iterator[Problem]:
    """Unknown names, per-record names used where there is no such record, empty wildcards."""
    extra = extra_names(scope, placed)
    for name in sorted(placed.formula.names - extra):
        if name not in scope.names:
            near = nearest(name, scope.names)
            yield scope.fault("pack.name_unknown", placed.path, name=name, suggestion=near)
        elif name in scope.repeated and scope.record_of(name) != placed.record:
            kind = scope.record_of(name)
            yield scope.fault("pack.record_mismatch", placed.path, name=name, record=kind)
    patterns = sorted(placed.formula.wildcards)
    for pattern, names in expand_wildcards(patterns, scope.names, scope.repeated).items():
        if not names:
            yield scope.fault("pack.wildcard_empty", placed.path, pattern=pattern)
