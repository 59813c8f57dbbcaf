"""What a pack can see while it is checked: itself and the packs it requires."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches

from desktop_app.core.names import declared_names, repeated_names
from desktop_app.core.pack import (
    Item,
    Pack,
    Parameter,
    Quantity,
    RecordKind,
    Scale,
    Section,
    Source,
)
from desktop_app.core.problems import Problem, problem
from desktop_app.core.record_kinds import merged_kinds


@dataclass(frozen=True, slots=True)
class Scope:
    """The pack under test and everything it may refer to, by id or name."""

    pack: Pack
    packs: tuple[Pack, ...]
    names: Mapping[str, None]
    repeated: frozenset[str]
    items: Mapping[str, Item]
    parameters: Mapping[str, Parameter]
    quantities: Mapping[str, Quantity]
    sections: Mapping[str, Section]
    sources: Mapping[str, Source]
    scales: Mapping[str, Scale]
    record_kinds: Mapping[str, RecordKind]

    def record_of(self, name: str) -> str:
        """The record kind a name repeats for; "" for names that stand alone."""
        holder = self.items.get(name) or self.quantities.get(name)
        return holder.record if holder else ""

    def fault(self, code: str, path: str, /, **args: object) -> Problem:
        """A problem of this pack; the path names the element by its id."""
        return problem(code, self.pack.id, path, **args)


def nearest(word: str, choices: Mapping[str, object]) -> str:
    """The known word most like `word`, "—" when none is near."""
    return next(iter(get_close_matches(word, choices, 1, 0.6)), "—")


def with_required(pack: Pack, installed: Mapping[str, Pack]) -> tuple[Pack, ...]:
    """The packs `pack` builds on, each after those it builds on itself, and `pack` last."""
    ordered: dict[str, Pack] = {}
    pending = [pack]
    entered = set[str]()
    while pending:
        current = pending[-1]
        entered.add(current.id)
        below = [installed[name] for name in current.requires if name in installed]
        unseen = [one for one in below if one.id not in entered]
        if unseen:
            pending.append(unseen[0])
        else:
            ordered.setdefault(current.id, pending.pop())
    return tuple(ordered.values())


def scope_of(pack: Pack, installed: Mapping[str, Pack]) -> Scope:
    """Gather what `pack` can see among the installed packs."""
    packs = with_required(pack, installed)
    return Scope(
        pack=pack,
        packs=packs,
        names=declared_names(packs),
        repeated=repeated_names(packs),
        items={one.key: one for each in packs for one in each.items},
        parameters={one.key: one for each in packs for one in each.parameters},
        quantities={one.id: one for each in packs for one in each.quantities},
        sections={one.id: one for each in packs for one in each.sections},
        sources={one.id: one for each in packs for one in each.sources},
        scales={one.id: one for each in packs for one in each.scales},
        record_kinds=merged_kinds(packs),
    )
