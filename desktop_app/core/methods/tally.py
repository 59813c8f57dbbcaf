"""Methods that judge row by row without an index.

`item_by_item.v1`: HJ/T 清洁生产标准, each row has its own level and only counts are reported.
`band.v1`: 标杆/基准 of 发改产业〔2023〕723号, per product; the worst product is the verdict. So is
any other band that is no limit, such as whether the national carbon market covers a plant.
`quota.v1`: 能耗限额 1/2/3 级, each level passed or failed on its own, since limits of some
standards are not monotonic; never cumulative. Existing enterprises are held to the last level,
new, rebuilt and extended projects to the one before it.
`limits.v1`: emission limits per outlet and pollutant; the worst row is the verdict.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from desktop_app.core.methods.firmness import doubted, weakest_deciding
from desktop_app.core.methods.options import NEW_BUILD
from desktop_app.core.methods.rows import Row, best_level
from desktop_app.core.methods.verdict import (
    FIRST,
    Brings,
    Verdict,
    completeness,
    fill_first,
    nothing_applies,
)
from desktop_app.core.pack import Assessment, Confidence, Limb, Scale
from desktop_app.core.problems import Problem, problem
from desktop_app.core.result import Figures, Status


def judge_items(
    _assessment: Assessment, scale: Scale, rows: Sequence[Row], _new_build: bool | None = False
) -> Verdict:
    """Counts per level; an overall level only where every row reaches it (HJ/T standards)."""
    verdict = judge_rows(scale, rows)
    if verdict.status is Status.NA:
        return verdict
    taking_part = [row for row in rows if row.applies]
    met: dict[str, Decimal | None] = {
        f"met{place + 1}": Decimal(sum(row.met[place] is True for row in taking_part))
        for place in range(len(scale.levels))
    }
    figures = replace(verdict.figures, values={**verdict.figures.values, **met})
    notes = (problem("verdict.item_by_item"), *verdict.notes)
    return replace(verdict, figures=figures, notes=notes)


def judge_worst(
    assessment: Assessment, scale: Scale, rows: Sequence[Row], _new_build: bool | None = False
) -> Verdict:
    """The worst row speaks for the table (benchmark bands).

    A table of carbon tells a duty, not how good a plant is: no answer there is the best one.
    """
    verdict = judge_rows(scale, rows)
    notes = verdict.notes
    if assessment.limb is Limb.CARBON:
        notes = tuple(note for note in notes if not note.code.startswith(FIRST))
    return replace(verdict, notes=(*notes, *_deadlines(rows)))


def judge_limits(
    _assessment: Assessment, scale: Scale, rows: Sequence[Row], _new_build: bool | None = False
) -> Verdict:
    """The worst row speaks for the table; a figure beyond a limit that binds meets none."""
    verdict = judge_rows(scale, rows)
    beyond = sum(row.headroom is not None and row.headroom < 0 for row in rows if row.applies)
    unknown = sum(row.bound_open for row in rows if row.applies)
    notes = list(verdict.notes)
    if beyond:
        notes.insert(0, problem("verdict.beyond", count=beyond))
    if unknown:
        notes.append(problem("verdict.bound_unknown", count=unknown))
    return replace(verdict, notes=(*notes, *_deadlines(rows)))


def judge_quota(
    assessment: Assessment, scale: Scale, rows: Sequence[Row], new_build: bool | None = False
) -> Verdict:
    """The worst row speaks for the table; beside it, whether all rows pass each level.

    The figures `passed_<level>` are 1 or 0, and so is `compliant` for the level the enterprise
    is held to; None while blanks or holes leave it open.
    """
    verdict = judge_rows(scale, rows)
    if verdict.status is Status.NA:
        return verdict
    taking_part = [row for row in rows if row.applies]
    passed = [_all_pass(taking_part, place) for place in range(len(scale.levels))]
    held = _held_to(scale, new_build)
    values = dict(verdict.figures.values)
    values |= {f"passed_{lvl.id}": _flag(ok) for lvl, ok in zip(scale.levels, passed, strict=True)}
    outcomes = {passed[place] for place in held}
    values["compliant"] = _flag(outcomes.pop() if len(outcomes) == 1 else None)
    missing = (*verdict.missing, *((assessment.options[NEW_BUILD],) if new_build is None else ()))
    return replace(
        verdict,
        figures=replace(verdict.figures, values=values),
        missing=missing,
        brings=_passing(scale, taking_part, verdict.brings, passed),
        notes=(
            *_compliance(scale, taking_part, held),
            *verdict.notes,
            *_crossed(scale, taking_part),
        ),
    )


def judge_rows(scale: Scale, rows: Sequence[Row]) -> Verdict:
    """The worst row speaks for all; n.a. where none applies."""
    taking_part = [row for row in rows if row.applies]
    if not taking_part:
        return nothing_applies()
    low, high = _interval(scale, taking_part)
    blank = [row for row in taking_part if row.open_by_blank]
    level = low if low == high else ""
    brings = _brings(scale, taking_part)
    notes = [*fill_first(scale, rows, brings, (low, high))]
    if blank and not level:
        notes.insert(0, problem("verdict.incomplete", count=len(blank)))
    return Verdict(
        status=completeness(taking_part),
        confidence=_confidence(scale, taking_part, level),
        level=level,
        level_low=low,
        level_high=high,
        figures=_counts(scale, taking_part, blank),
        missing=tuple(dict.fromkeys(name for row in taking_part for name in row.missing)),
        brings=brings,
        notes=tuple(notes),
    )


def _interval(scale: Scale, rows: Sequence[Row]) -> tuple[str, str]:
    low = _worst(scale, [_at_worst(row, scale) for row in rows])
    return low, _worst(scale, [best_level(row.met, scale, possible=True) for row in rows])


def _at_worst(row: Row, scale: Scale) -> str:
    return best_level(row.met, scale) or scale.below.id


def _worst(scale: Scale, levels: Sequence[str]) -> str:
    return max((level for level in levels), key=_order(scale).index)


def _order(scale: Scale) -> list[str]:
    return [step.id for step in (*scale.levels, scale.below)]


def _confidence(scale: Scale, rows: Sequence[Row], level: str) -> Confidence:
    """The weakest number that can change the level; numbers that cannot do not taint it."""
    found = [row.confidence for row in rows if not row.open_by_blank]
    if not level:
        return min(found, default=Confidence.CONFIRMED)

    def holds(confidence: Confidence) -> bool:
        return _interval(scale, [doubted(row, confidence) for row in rows]) == (level, level)

    return weakest_deciding(found, holds)


def _counts(scale: Scale, rows: Sequence[Row], blank: Sequence[Row]) -> Figures:
    at_level = [best_level(row.met, scale) for row in rows]
    values: dict[str, Decimal | None] = {
        f"at_{step.id}": Decimal(at_level.count(step.id)) for step in (*scale.levels, scale.below)
    }
    values["rows"] = Decimal(len(rows))
    values["open"] = Decimal(len(blank))
    return Figures(values)


# what is still to decide


def _brings(scale: Scale, rows: Sequence[Row]) -> tuple[Brings, ...]:
    """The blank rows that can still move the worst one, those with the widest span first."""
    order = _order(scale)
    spans = [
        (order.index(best_level(row.met, scale, possible=True)), order.index(_at_worst(row, scale)))
        for row in rows
    ]
    found: list[tuple[tuple[int, int, str], Brings]] = []
    for row, (best, worst) in zip(rows, spans, strict=True):
        others = [span for other, span in zip(rows, spans, strict=True) if other is not row]
        least = max([best, *(span[0] for span in others)])
        if not row.open_by_blank or worst <= least:
            continue
        certain = max([best, *(span[1] for span in others)])
        brings = Brings(row.id, order[certain], order[worst])
        found.append(((certain, least - worst, row.id), brings))
    return tuple(brings for _key, brings in sorted(found, key=lambda pair: pair[0]))


def _passing(
    scale: Scale, rows: Sequence[Row], brings: tuple[Brings, ...], passed: Sequence[bool | None]
) -> tuple[Brings, ...]:
    """Also the blank rows that cannot move the worst level but whether all pass another one."""
    known = {found.row for found in brings}
    more = [
        Brings(row.id, _interval(scale, rows)[0], _interval(scale, rows)[1])
        for row in rows
        if row.open_by_blank and row.id not in known
        if any(ok is None and cell is None for ok, cell in zip(passed, row.met, strict=True))
    ]
    return (*brings, *more)


# quotas


def _all_pass(rows: Sequence[Row], place: int) -> bool | None:
    cells = [row.met[place] for row in rows]
    if any(cell is False for cell in cells):
        return False
    return None if any(cell is None for cell in cells) else True


def _flag(passed: bool | None) -> Decimal | None:
    return None if passed is None else Decimal(passed)


def _held_to(scale: Scale, new_build: bool | None) -> tuple[int, ...]:
    """The levels the enterprise is held to: 限定值 of existing ones, 准入值 of new projects."""
    limit = len(scale.levels) - 1
    access = max(limit - 1, 0)
    if new_build is None:
        return (limit, access)
    return (access,) if new_build else (limit,)


def _compliance(scale: Scale, rows: Sequence[Row], held: Sequence[int]) -> Iterator[Problem]:
    for place in held:
        who = "existing" if place == len(scale.levels) - 1 else "new"
        name, passed = scale.levels[place].name, _all_pass(rows, place)
        if passed:
            yield problem(f"verdict.quota_met_{who}", level=name, count=len(rows))
        elif passed is False:
            failed = sum(row.met[place] is False for row in rows)
            yield problem(f"verdict.quota_failed_{who}", level=name, count=failed)


def _crossed(scale: Scale, rows: Sequence[Row]) -> Iterator[Problem]:
    """Rows that pass a better level and fail a worse one, as their standard has it."""
    for row in rows:
        if True in row.met and False in row.met[row.met.index(True) :]:
            better = row.met.index(True)
            worse = better + row.met[better:].index(False)
            yield problem(
                "verdict.quota_crossed",
                name=row.indicator.name,
                level=scale.levels[better].name,
                expected=scale.levels[worse].name,
            )


def _deadlines(rows: Sequence[Row]) -> Iterator[Problem]:
    """When those below the last level must have acted."""
    for row in rows:
        due = row.indicator.deadline
        if row.applies and due is not None and all(cell is False for cell in row.met):
            yield problem("verdict.deadline", name=row.indicator.name, date=due.isoformat())
