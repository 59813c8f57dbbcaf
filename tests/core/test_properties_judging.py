"""What must hold for every table and every set of answers, judged from data to result."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from desktop_app.core.data import Datum, Key, Period, State
from desktop_app.core.evaluate import Evaluation, evaluate
from desktop_app.core.expr import Expr
from desktop_app.core.expr.parse import parse
from desktop_app.core.model import Model, build_model
from desktop_app.core.pack import (
    Assessment,
    Cited,
    Confidence,
    Direction,
    Group,
    Indicator,
    Item,
    ItemKind,
    Level,
    Limb,
    Met,
    Pack,
    Part,
    Scale,
    Section,
    Threshold,
)
from desktop_app.core.result import Result, Status
from tests.core.packs_for_tests import YEAR, case_of

BELOW = Level("below", "未达", "✕", "level_below")
LEVELS = tuple(Level(f"L{n}", f"{n}级", "●", f"level_{n}") for n in (1, 2, 3))
SCALES = {3: Scale("three", "三级", LEVELS, BELOW), 2: Scale("two", "两级", LEVELS[:2], BELOW)}
METHODS = ("level_index.v1", "item_by_item.v1", "band.v1", "quota.v1", "limits.v1", "additive.v1")
SURE = Cited(confidence=Confidence.CONFIRMED)
ADDITIVE = {
    "cap": "1.2", "share_quantitative": "1", "share_qualitative": "0", "minimum_1": "90",
    "minimum_2": "75", "thresholds_source": "std", "thresholds_confidence": "confirmed",
}  # fmt: skip
UNITS = (("t", Decimal(1)), ("kg", Decimal(1000)), ("g", Decimal(10) ** 6))
EDITED = settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.filter_too_much]
)
"""Properties of an edit need a table that leaves room for one, and many a table does not."""


def formula(text: str) -> Expr:
    found = parse(text)
    assert isinstance(found, Expr)
    return found


@dataclass(frozen=True)
class Drawn:
    """A table of rows that read an item each, and the answers: a figure, "n.a.", or None."""

    table: Assessment
    answers: Mapping[str, Decimal | str | None]
    shuffled: Sequence[str] = field(default=())

    def pack(self, *, without: str = "") -> Pack:
        """The pack of the table, without a row where one is named."""
        rows = tuple(row for row in self.table.indicators if row.id != without)
        items = tuple(
            Item(name, name, "all", kind=ItemKind.YESNO)
            if name == "new"
            else Item(name, name, "all", unit="t", minimum=None)
            for name in self.answers
        )
        return Pack(
            id="p", name="包", version="2026.11.1", kind="base", digest="",
            sections=(Section("all", "全部"),), items=items, scales=tuple(SCALES.values()),
            assessments=(replace(self.table, indicators=rows),),
        )  # fmt: skip

    def judged(self, *, without: str = "", units: Mapping[str, int] | None = None) -> Result:
        """The result of the table, some answers given in another unit."""
        return evaluation(self.pack(without=without), self.answers, units or {}).results["t"]

    def changed(self, name: str, answer: Decimal | str | None) -> Drawn:
        """The same with another answer."""
        return replace(self, answers={**self.answers, name: answer})


def evaluation(
    pack: Pack, answers: Mapping[str, Decimal | str | None], units: Mapping[str, int]
) -> Evaluation:
    built = build_model((pack,), YEAR)
    assert built.model is not None
    data = [
        datum(name, answer, units.get(name, 0))
        for name, answer in answers.items()
        if answer is not None
    ]
    return evaluate(built.model, case_of(data))


def datum(name: str, answer: Decimal | str, unit: int) -> Datum:
    key = Key(name, Period(YEAR))
    if answer == "n.a.":
        return Datum(key, State.NA, reason="没有")
    if isinstance(answer, str):
        return Datum(key, State.GIVEN, text=answer)
    word, factor = UNITS[unit]
    return Datum(key, State.GIVEN, answer * factor, word)


def threshold(limit: int | None) -> Threshold:
    return Threshold(Met.UNKNOWN) if limit is None else Threshold(Met.LIMIT, formula(str(limit)))


@st.composite
def indicators(draw: st.DrawFn, number: int, groups: Sequence[str], method: str) -> Indicator:
    """A row with its limits in order (now and then a hole), better levels stricter."""
    direction = draw(st.sampled_from((Direction.LOWER, Direction.HIGHER)))
    additive = method == "additive.v1"
    limits = sorted(draw(st.lists(st.integers(1, 30), min_size=3, max_size=3)))
    if direction is Direction.HIGHER:
        limits.reverse()
    cells: list[int | None] = [limits[0], limits[0]] if additive else [*limits]
    if not additive and draw(st.integers(0, 5)) == 0:
        cells[draw(st.integers(0, 2))] = None
    name = f"r{number}"
    return Indicator(
        id=name,
        no=str(number),
        name=name,
        group=draw(st.sampled_from(groups)),
        parts=(Part(name, formula(name), "t", direction, tuple(threshold(n) for n in cells)),),
        weight=Decimal(draw(st.integers(1, 9))),
        limiting=method == "level_index.v1" and draw(st.integers(0, 3)) == 0,
        cited=replace(SURE, confidence=draw(st.sampled_from(tuple(Confidence)))),
    )


figures = st.integers(0, 32).map(Decimal)
YES_NO = st.sampled_from(("yes", "no"))
ANSWERS = st.one_of(figures, figures, figures, st.none(), st.just("n.a."))


@st.composite
def tables(draw: st.DrawFn, methods: Sequence[str] = METHODS) -> Drawn:
    """A random table of any method, weights drawn (or missing), with answers to it."""
    method = draw(st.sampled_from(methods))
    ids = [f"g{n}" for n in range(draw(st.integers(1, 3)))]
    rows = [draw(indicators(n, ids, method)) for n in range(draw(st.integers(1, 6)))]
    answers = {row.id: draw(ANSWERS) for row in rows}
    options: dict[str, str] = dict(ADDITIVE) if method == "additive.v1" else {}
    if method in ("level_index.v1", "quota.v1") and draw(st.booleans()):
        options["new_build"] = "new"
        answers["new"] = draw(st.sampled_from(("yes", "no", None, "n.a.")))
    if method == "level_index.v1" and draw(st.booleans()):
        options["level1_others"] = "L2"
    weights = [Decimal(draw(st.integers(1, 9))) for _group in ids]
    bonus = method == "level_index.v1" and len(ids) > 1 and draw(st.booleans())
    lacking = method == "level_index.v1" and draw(st.integers(0, 4)) == 0
    if method == "additive.v1":
        weights = [
            sum((row.weight or Decimal(0) for row in rows if row.group == own), Decimal(0))
            for own in ids
        ]
    groups = tuple(
        Group(own, own, None if lacking else weight, SURE, bonus=bonus and place == 0)
        for place, (own, weight) in enumerate(zip(ids, weights, strict=True))
    )
    if bonus:
        rows = [replace(row, limiting=row.limiting and row.group != ids[0]) for row in rows]
    table = Assessment(
        "t", "表", Limb.ENERGY, method, "two" if method == "additive.v1" else "three", groups,
        tuple(rows), options, cited=SURE,
    )  # fmt: skip
    return Drawn(table, answers)


def place(level: str) -> int:
    """The place of a level on the scale, the one below last."""
    return ["L1", "L2", "L3", "below"].index(level)


def judged_rows(drawn: Drawn) -> list[str]:
    return [row.id for row in drawn.table.indicators]


# --- units ------------------------------------------------------------------------------------


@EDITED
@given(tables(), st.data())
def test_the_unit_an_answer_is_given_in_changes_nothing(drawn: Drawn, data: st.DataObject) -> None:
    units = {name: data.draw(st.integers(0, 2)) for name in judged_rows(drawn)}
    assert drawn.judged(units=units) == drawn.judged()


# --- what does not apply ----------------------------------------------------------------------


@EDITED
@given(tables(), st.data())
def test_not_applicable_is_a_table_without_the_row(drawn: Drawn, data: st.DataObject) -> None:
    """The level, the interval and the figures; said besides may be that a group went away."""
    name = data.draw(st.sampled_from(judged_rows(drawn)))
    assume(len(judged_rows(drawn)) > 1)
    if drawn.table.method == "additive.v1":
        # a trial system without a whole group would be another one, of fewer than 100 points
        group = next(row.group for row in drawn.table.indicators if row.id == name)
        assume(sum(row.group == group for row in drawn.table.indicators) > 1)
    away, without = drawn.changed(name, "n.a.").judged(), drawn.judged(without=name)
    said = replace(away, verdict=None, notices=())
    assert said == replace(without, verdict=None, notices=())
    assert codes(away) == codes(without)


def codes(found: Result) -> list[str]:
    """What is said, but for groups that went away: a table without them does not know them."""
    return [one.code for one in found.notes if one.code != "verdict.group_handed_on"]


# --- blanks -----------------------------------------------------------------------------------


@EDITED
@given(tables(), st.data())
def test_filling_a_blank_never_leaves_the_interval(drawn: Drawn, data: st.DataObject) -> None:
    blanks = [name for name, answer in drawn.answers.items() if answer is None]
    assume(blanks)
    before = drawn.judged()
    name = data.draw(st.sampled_from(blanks))
    choices = (
        st.sampled_from(("yes", "no", "n.a."))
        if name == "new"
        else st.one_of(figures, st.just("n.a."))
    )
    after = drawn.changed(name, data.draw(choices)).judged()
    assume(after.status is not Status.NA)
    assert place(before.level_high) <= place(after.level_high)
    assert place(after.level_low) <= place(before.level_low)
    if before.level and before.level_low == before.level_high:
        assert after.level in (before.level, "")


@EDITED
@given(tables(), st.data())
def test_a_blank_that_is_not_named_as_deciding_decides_nothing(
    drawn: Drawn, data: st.DataObject
) -> None:
    """All other blanks filled at random: the answers to those not named change no level."""
    blanks = [name for name, answer in drawn.answers.items() if answer is None and name != "new"]
    named = {name.removeprefix("t.") for name in drawn.judged().deciding}
    others = [name for name in blanks if name not in named]
    assume(others)
    name = data.draw(st.sampled_from(others))
    for one in drawn.answers:
        if drawn.answers[one] is None and one != name:
            figure = data.draw(figures)
            drawn = drawn.changed(one, data.draw(YES_NO) if one == "new" else figure)
    ends = [drawn.changed(name, data.draw(figures)).judged() for _end in range(2)]
    assert ends[0].level_low == ends[1].level_low


# --- better and worse -------------------------------------------------------------------------


@EDITED
@given(tables(), st.data())
def test_a_better_value_never_lowers_a_level_or_an_index(drawn: Drawn, data: st.DataObject) -> None:
    given_rows = [
        row for row in drawn.table.indicators if isinstance(drawn.answers[row.id], Decimal)
    ]
    assume(given_rows)
    row = data.draw(st.sampled_from(given_rows))
    old = drawn.answers[row.id]
    assert isinstance(old, Decimal)
    better = data.draw(figures)
    assume(better < old if row.parts[0].direction is Direction.LOWER else better > old)
    before, after = drawn.judged(), drawn.changed(row.id, better).judged()
    assume(before.status is not Status.NA)
    assert place(after.level_low) <= place(before.level_low)
    assert place(after.level_high) <= place(before.level_high)
    for index in ("Y1", "Y2", "Y3", "P"):
        assert before.figures is not None
        assert after.figures is not None
        old_index, new = before.figures.values.get(index), after.figures.values.get(index)
        assert (old_index is None) == (new is None)
        assert old_index is None or new is None or new >= old_index - Decimal("1e-20")


# --- order ------------------------------------------------------------------------------------


@EDITED
@given(tables(), st.randoms(use_true_random=False))
def test_results_do_not_depend_on_the_order_of_data_rows_and_packs(
    drawn: Drawn, random: object
) -> None:
    shuffle = random.shuffle  # type: ignore[attr-defined]
    names, rows = list(drawn.answers), list(drawn.table.indicators)
    shuffle(names)
    shuffle(rows)
    mixed = Drawn(
        replace(drawn.table, indicators=tuple(rows)), {name: drawn.answers[name] for name in names}
    )
    first, again = drawn.judged(), mixed.judged()
    assert sorted(first.missing) == sorted(again.missing)
    assert first.deciding == again.deciding
    assert sorted(one.code for one in first.notes) == sorted(one.code for one in again.notes)
    rest = {"missing": (), "verdict": None, "notices": ()}
    assert replace(first, **rest) == replace(again, **rest)  # type: ignore[arg-type]


@EDITED
@given(tables(), tables())
def test_packs_side_by_side_do_not_disturb_one_another(one: Drawn, two: Drawn) -> None:
    packs = [one.pack(), renamed(two)]
    answers = {**one.answers, **{f"other.{name}": answer for name, answer in two.answers.items()}}
    results = []
    for order in (packs, packs[::-1]):
        model = model_of(order)
        data = [datum(n, a, 0) for n, a in answers.items() if a is not None]
        results.append(evaluate(model, case_of(data)).results)
    assert dict(results[0]) == dict(results[1])
    assert results[0]["t"] == one.judged()


def renamed(drawn: Drawn) -> Pack:
    """The pack of a table under other names."""
    pack = drawn.pack()
    rows = tuple(
        replace(row, parts=(replace(row.parts[0], value=formula(f"other.{row.id}")),))
        for row in drawn.table.indicators
    )
    options = dict(drawn.table.options)
    if "new_build" in options:
        options["new_build"] = "other.new"
    scales = {key: replace(scale, id=f"other_{scale.id}") for key, scale in SCALES.items()}
    table = replace(
        drawn.table, id="other.t", indicators=rows, options=options,
        scale=f"other_{drawn.table.scale}",
    )  # fmt: skip
    return replace(
        pack, id="q", scales=tuple(scales.values()), sections=(Section("more", "其他"),),
        items=tuple(replace(i, key=f"other.{i.key}", section="more") for i in pack.items),
        assessments=(table,),
    )  # fmt: skip


def model_of(packs: Sequence[Pack]) -> Model:
    built = build_model(packs, YEAR)
    assert built.model is not None, [one.sentence() for one in built.problems]
    return built.model


# --- weights ----------------------------------------------------------------------------------


@EDITED
@given(tables(("level_index.v1",)), st.data())
def test_what_holds_for_unknown_weights_holds_for_any(drawn: Drawn, data: st.DataObject) -> None:
    bare = replace(drawn.table, groups=tuple(replace(g, weight=None) for g in drawn.table.groups))
    unknown = Drawn(bare, drawn.answers).judged()
    assume(unknown.status is not Status.NA)
    groups = tuple(
        replace(g, weight=Decimal(data.draw(st.integers(1, 99)))) for g in drawn.table.groups
    )
    rows = tuple(
        replace(row, weight=Decimal(data.draw(st.integers(1, 99))))
        for row in drawn.table.indicators
    )
    known = Drawn(replace(bare, groups=groups, indicators=rows), drawn.answers).judged()
    assert place(unknown.level_high) <= place(known.level_high)
    assert place(known.level_low) <= place(unknown.level_low)
    if unknown.level_low == unknown.level_high:
        assert known.level_low == unknown.level_low
