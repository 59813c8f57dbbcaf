"""What moves a result most: elasticities worked out by hand, rows, scores, gates and answers."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

import pytest

from desktop_app.core.data import Datum, Key, Period, Record, State
from desktop_app.core.evaluate import evaluate
from desktop_app.core.what_moves import Driver, Mover, all_drivers, drivers
from tests.core.additive_for_tests import trial
from tests.core.packs_for_tests import (
    YEAR,
    Answer,
    case_of,
    item,
    judged,
    parameter,
    quantity,
    small_model,
)
from tests.core.test_methods_readiness import HIGH, LEVELS, OUTLETS, PASSED, PLAIN, level_table

SUM = (
    item("a", "t")
    + item("b", "t")
    + item("unused", "t")
    + parameter("k", "2", "t/t")
    + quantity("total", "a * k + b", "t")
    + quantity("share", "a / total", "%")
    + quantity("square", "a^2", "t^2")
)


def effects(found: tuple[Driver, ...]) -> dict[str, Decimal | None]:
    return {one.id: one.effect for one in found}


def test_an_input_moves_a_sum_by_its_share() -> None:
    # a x 2 + b = 60 + 40: one per cent of a is 0.6 of 100, of b 0.4, of k 0.6.
    evaluation = judged(SUM, {"a": Decimal(30), "b": Decimal(40)})
    found = drivers(evaluation, "total")
    assert effects(found) == {"a": Decimal("0.6"), "b": Decimal("0.4"), "k": Decimal("0.6")}
    assert [one.kind for one in found] == [Mover.INPUT, Mover.INPUT, Mover.PARAMETER]
    assert found[0].jump == f"a@{YEAR}"
    assert found[2].jump == ""


def test_effects_through_other_figures_are_exact() -> None:
    evaluation = judged(SUM, {"a": Decimal(30), "b": Decimal(40)})
    # share = a / (2a + b) = 0.3; with a x 1.01: 30.3 / 100.6
    by_a = (Decimal("30.3") / Decimal("100.6") - Decimal("0.3")) / Decimal("0.3") * 100
    # with b x 1.01: 30 / 100.4
    by_b = (Decimal(30) / Decimal("100.4") - Decimal("0.3")) / Decimal("0.3") * 100
    found = effects(drivers(evaluation, "share"))
    for name, wanted in (("a", by_a), ("b", by_b)):
        got = found[name]
        assert got is not None
        assert abs(got - wanted) < Decimal("1e-20")
    assert effects(drivers(evaluation, "square")) == {"a": Decimal("2.01")}


def test_the_strongest_come_first_and_no_more_than_asked_for() -> None:
    evaluation = judged(SUM, {"a": Decimal(1), "b": Decimal(40)})
    assert [one.id for one in drivers(evaluation, "total", 1)] == ["b", "k"]


def test_what_is_blank_or_zero_moves_nothing() -> None:
    evaluation = judged(SUM, {"a": Decimal(0), "b": Decimal(40)})
    assert effects(drivers(evaluation, "total")) == {"b": Decimal(1)}
    assert drivers(judged(SUM, {}), "total") == ()
    assert drivers(evaluation, "nothing.of.the.kind") == ()


def test_only_what_had_a_say_is_raised() -> None:
    text = item("measured", "t") + parameter("default", "5", "t")
    text += quantity("used", "first(measured, default)", "t")
    assert effects(drivers(judged(text, {"measured": Decimal(4)}), "used")) == {
        "measured": Decimal(1)
    }
    assert effects(drivers(judged(text, {}), "used")) == {"default": Decimal(1)}


def test_months_are_raised_together() -> None:
    text = item("m", "t", cadence='"month"') + item("b", "t") + quantity("q", "m + b", "t")
    model = small_model(text)
    case = case_of({"b": Decimal(12)})
    data = dict(case.data)
    for month in range(1, 13):
        key = Key("m", Period(YEAR, month))
        data[key] = Datum(key, State.GIVEN, Decimal(3), "t")
    found = drivers(evaluate(model, type(case)(case.enterprise, YEAR, (), data)), "q")
    assert effects(found) == {"m": Decimal("0.75"), "b": Decimal("0.25")}


def test_records_are_inputs_of_their_own() -> None:
    text = item("x", "t", record='"outlet"') + quantity("whole", "sum(x.*)", "t")
    records = [Record("outlet", one, one) for one in ("A", "B")]
    evaluation = judged(text, {"x[A]": Decimal(3), "x[B]": Decimal(1)}, records)
    found = drivers(evaluation, "whole")
    assert effects(found) == {"x[A]": Decimal("0.75"), "x[B]": Decimal("0.25")}
    assert found[0].jump == f"x[A]@{YEAR}"


def test_every_result_at_once_says_the_same() -> None:
    evaluation = judged(SUM, {"a": Decimal(30), "b": Decimal(40)})
    every = all_drivers(evaluation)
    assert every == {name: drivers(evaluation, name) for name in evaluation.results}


# --- tables ----------------------------------------------------------------------------------

TEN = PLAIN + level_table("a.cp", *["confirmed"] * 10).replace("limiting = true\n", "")


def test_rows_move_the_index_of_the_next_level() -> None:
    answers: dict[str, Answer] = {f"a.cp.r{n}": "L2" for n in range(8)}
    answers |= {"a.cp.r8": "L3", "a.cp.r9": "L3"}
    # Y of level two is 80: one of the two rows at level three makes it 90 >= 85.
    found = drivers(judged(TEN, answers), "a.cp", 20)
    best = [(one.id, one.effect, one.level) for one in found[:2]]
    assert best == [
        ("a.cp.r8", Decimal(10), "Ⅱ级"),
        ("a.cp.r9", Decimal(10), "Ⅱ级"),
    ]
    assert [one.effect for one in found[2:]] == [None] * 8


def test_rows_of_a_trial_system_move_its_sum_up_to_the_cap() -> None:
    """S is 0.8, 1, 1.2 (the cap) and 0; without the audit the permit carries all of P2."""
    answers: dict[str, Answer] = {
        "coal": Decimal("62.5"),
        "elec": Decimal(50),
        "base": Decimal(50),
        "reuse": Decimal(96),
        "has.law": False,
        "t.permit": "below",
    }
    # P = 0.7 x (0.8 x 40 + 1 x 20 + 1.2 x 40) + 0.3 x 0 = 70, below 75
    found = drivers(trial(answers), "t")
    assert [(one.id, one.effect, one.level) for one in found] == [
        ("t.permit", Decimal(30), "清洁生产先进企业"),  # 70 + 0.3 x 100 = 100 >= 90
        ("t.coal", Decimal("11.2"), "清洁生产企业"),  # 70 + 0.7 x 0.4 x 40 = 81.2 >= 75
        ("t.elec", Decimal("2.8"), ""),  # 70 + 0.7 x 0.2 x 20 = 72.8
    ]


def test_a_row_at_its_best_moves_nothing() -> None:
    found = drivers(judged(LEVELS, {"a.cp.r0": "L1"}), "a.cp")
    assert found == ()


def test_an_outlet_row_is_moved_by_its_own_input() -> None:
    answers: dict[str, Answer] = {"air.pm[A]": Decimal(10)}
    kiln = Record("outlet", "A", "A", {"source": "kiln"})
    evaluation = judged(OUTLETS, answers, [kiln])
    assert effects(drivers(evaluation, "a.limits.pm[A]")) == {"air.pm[A]": Decimal(1)}


# --- readiness -------------------------------------------------------------------------------


def test_scores_are_ranked_by_the_points_they_can_bring() -> None:
    evaluation = judged(PLAIN, {**HIGH, **PASSED, "c": Decimal(60)})
    found = drivers(evaluation, "model")
    assert [(one.id, one.effect) for one in found] == [
        ("model.C1", Decimal(40)),
        ("model.P1", Decimal(10)),
    ]
    assert effects(drivers(evaluation, "model.P")) == {"model.P1": Decimal(10)}
    assert effects(drivers(evaluation, "model.C1")) == {"model.C1.部分": Decimal(40)}


def test_gates_not_passed_stand_first_the_hardest_cap_before_the_others() -> None:
    found = drivers(judged(PLAIN, {**HIGH, "gate.clean": False}), "model")
    assert [(one.kind, one.id, one.level) for one in found[:2]] == [
        (Mover.GATE, "model.G1", "D0"),
        (Mover.GATE, "model.G2", "D1"),
    ]


@pytest.mark.parametrize(
    ("answers", "expected"),
    [({}, ["gate.permit"]), ({"gate.permit": True}, ["gate.permit"])],
)
def test_a_gate_is_moved_by_its_answers(answers: Mapping[str, Answer], expected: list[str]) -> None:
    found = drivers(judged(PLAIN, answers), "model.G1")
    assert [one.id for one in found] == expected
    assert found[0].jump == f"gate.permit@{YEAR}"
