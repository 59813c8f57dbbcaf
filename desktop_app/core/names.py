"""The one namespace of dotted names over all packs of a case, and who may not share one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from desktop_app.core.pack import Pack, Source
from desktop_app.core.problems import Problem, problem

Place = tuple[str, str]


def names_of(pack: Pack) -> Iterator[Place]:
    """Every name a pack declares, with the list it stands in: ("item", "energy.coke")."""
    yield from (("item", item.key) for item in pack.items)
    yield from (("parameter", parameter.key) for parameter in pack.parameters)
    yield from (("quantity", quantity.id) for quantity in pack.quantities)


def declared_names(packs: Sequence[Pack]) -> dict[str, None]:
    """All names formulas may use, in pack order."""
    return {name: None for pack in packs for _kind, name in names_of(pack)}


def repeated_names(packs: Sequence[Pack]) -> frozenset[str]:
    """The names that have a value per record."""
    items = {item.key for pack in packs for item in pack.items if item.record}
    return frozenset(items | {one.id for pack in packs for one in pack.quantities if one.record})


def name_clashes(packs: Sequence[Pack]) -> list[Problem]:
    """Names declared twice. Only parameters may share one, told apart by what they apply to."""
    owners: dict[str, tuple[str, str]] = {}
    found: list[Problem] = []
    for pack in packs:
        for kind, name in names_of(pack):
            first = owners.setdefault(name, (kind, pack.id))
            if first != (kind, pack.id) and (kind, first[0]) != ("parameter", "parameter"):
                place = f"{kind}[{name}]"
                found.append(
                    problem("pack.duplicate_name", pack.id, place, name=name, pack=first[1])
                )
    return found


def repeated_declarations(pack: Pack) -> list[Problem]:
    """Items or quantities one pack declares twice under the same name."""
    seen: set[Place] = set()
    found: list[Problem] = []
    for place in names_of(pack):
        kind, name = place
        if place in seen and kind != "parameter":
            found.append(
                problem("pack.duplicate_name", pack.id, f"{kind}[{name}]", name=name, pack=pack.id)
            )
        seen.add(place)
    return found


def source_clashes(packs: Sequence[Pack]) -> list[Problem]:
    """Documents two packs describe differently under one id; the first description is shown."""
    first: dict[str, tuple[str, Source]] = {}
    found: list[Problem] = []
    for pack in packs:
        for source in pack.sources:
            owner, known = first.setdefault(source.id, (pack.id, source))
            if (known.number, known.title) != (source.number, source.title):
                found.append(
                    problem(
                        "pack.source_conflict", pack.id, f"source[{source.id}]",
                        id=source.id, first=owner, second=pack.id,
                    )
                )  # fmt: skip
    return found
