"""What a merge makes of a case: the steps that turn ours into the merged copy.

Beside what differs, the steps say where somebody decided for what is there already: without that,
the next merge would take the other side's word for the newer one.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from desktop_app.core.log import EVIDENCE, LINK, PACKS, Place, Step
from desktop_app.core.merge import Choice, Leaf, Merge, Row, Side, Verdict
from desktop_app.core.merge_leaves import COMPOSITE, SETS, Content, content_of, leaves_of, owners

Choices = Mapping[Leaf, Choice]
"""For every conflict, which side counts."""


@dataclass(frozen=True, slots=True)
class Renumbered:
    """A document that got another running number, because the other side had given its own out."""

    id: str
    old: int
    new: int


@dataclass(frozen=True, slots=True)
class Resolved:
    """The outcome of a merge: the steps of ours, and the documents that changed numbers."""

    steps: tuple[Step, ...]
    renumbered: tuple[Renumbered, ...] = ()


def resolve(merged: Merge, choices: Choices) -> Resolved:
    """The steps of ours a merge comes to; raises KeyError for a conflict nobody chose in."""
    state, decided = _merged(merged, choices)
    renumbered = _number(merged, state)
    mine = merged.mine.state
    last = {step.place: step.new for edit in merged.incoming for step in edit.steps}
    steps: list[Step] = []
    for place in sorted(mine.keys() | state.keys() | decided | last.keys()):
        old, new = mine.get(place), state.get(place)
        overruled = old == new and place in last and last[place] != new
        stays = place in decided and (old == new or place.kind in COMPOSITE)
        if stays or overruled:
            steps.append(Step(place.kind, place.target, old, old))
        if old != new:
            steps.append(Step(place.kind, place.target, old, new))
    return Resolved(tuple(steps), renumbered)


def _merged(merged: Merge, choices: Choices) -> tuple[dict[Place, Content], set[Place]]:
    """What the merged case holds, and the places somebody decided about."""
    state = dict(merged.mine.state)
    decided: set[Place] = set()
    by_place: dict[Place, list[Row]] = {}
    for row in merged.rows:
        by_place.setdefault(row.leaf.place, []).append(row)
    for place, rows in by_place.items():
        sides = {row.leaf.field: _chosen(row, choices) for row in rows}
        _put(state, place, _content(merged, place, rows, sides))
        for row in rows:
            if row.verdict is Verdict.CONFLICT:
                decided |= {place, *row.members}
                for member in row.members:
                    theirs = sides[row.leaf.field] is row.theirs
                    side = merged.theirs if theirs else merged.mine
                    _put(state, member, side.state.get(member))
    for place in [one for one in state if one.kind == LINK]:
        document = owners(place)[0]
        if document not in state:
            del state[place]
    return state, decided


def _put(state: dict[Place, Content], place: Place, content: Content) -> None:
    if content is None:
        state.pop(place, None)
    else:
        state[place] = content


def _chosen(row: Row, choices: Choices) -> Side:
    if row.verdict is Verdict.CONFLICT:
        return row.theirs if choices[row.leaf] is Choice.THEIRS else row.mine
    return row.theirs if row.verdict is Verdict.TAKEN else row.mine


def _content(merged: Merge, place: Place, rows: list[Row], sides: Mapping[str, Side]) -> Content:
    mine, theirs = merged.mine.state.get(place), merged.theirs.state.get(place)
    apart = place.kind in SETS or (
        place.kind in COMPOSITE and mine is not None and theirs is not None
    )
    if not apart:
        return sides[rows[0].leaf.field].value
    leaves = leaves_of(place, mine)
    for name, side in sides.items():
        leaves[name] = side.value
    if place.kind == PACKS:
        return _in_order([name for name, value in leaves.items() if value], mine, theirs)
    return content_of(place, leaves)


def _in_order(names: list[str], *sides: Content) -> list[str]:
    """The packs in the order of the side that has them all, otherwise by their ids."""
    for listed in sides:
        if set(listed) == set(names):
            return list(listed)
    return sorted(names)


def _number(merged: Merge, state: dict[Place, Content]) -> tuple[Renumbered, ...]:
    """Give documents another number where both sides gave out the same; the earlier keeps it.

    Whichever side merges, the same document moves to the same number.
    """
    documents = [place for place in state if place.kind == EVIDENCE]
    in_time = sorted(documents, key=lambda place: (state[place]["added"], place.target))
    taken: set[int] = set()
    late = []
    for place in in_time:
        number = state[place]["number"]
        if number in taken:
            late.append(place)
        taken.add(number)
    following = max((0, *_numbers(merged)))
    found = []
    for place in late:
        following += 1
        old = state[place]["number"]
        state[place] = {**state[place], "number": following}
        found.append(Renumbered(place.target, old, following))
    return tuple(found)


def _numbers(merged: Merge) -> Iterator[int]:
    """Every number either log ever gave."""
    for copy in (merged.mine, merged.theirs):
        yield from (one["number"] for place, one in copy.state.items() if place.kind == EVIDENCE)
        for edit in copy.log:
            for step in edit.steps:
                if step.kind == EVIDENCE and step.new is not None:
                    yield step.new["number"]
