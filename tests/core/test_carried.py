"""Figures of the year before stand in for items that nobody has answered."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from desktop_app.core.carried import carried_items
from desktop_app.core.changes import Changes
from desktop_app.core.data import Origin, State
from desktop_app.core.evaluate import Evaluation, evaluate, reevaluate
from desktop_app.core.pack import Confidence
from desktop_app.core.result import Status
from tests.core.packs_for_tests import (
    Answer,
    case_of,
    datum,
    item,
    parameter,
    quantity,
    small_model,
)

TEXT = (
    item("coal", "t")
    + item("coke", "t")
    + item("kept", "t", cadence='"month"')
    + parameter("factor", "2", "tCO2/t", confidence='"recalled"')
    + quantity("co2", "sum(coal, coke) * factor", "tCO2")
    + item("before.co2", "tCO2", carry='"co2"', listed="true")
    + item("before.coal", "t", carry='"coal"')
    + item("before.kept", "t", carry='"kept"')
    + quantity("fall", "1 - co2 / before.co2", "%")
)


def last_year(answers: dict[str, Answer]) -> Evaluation:
    return evaluate(small_model(TEXT), case_of(answers))


def this_year(before: Evaluation, answers: dict[str, Answer]) -> Evaluation:
    model = small_model(TEXT)
    return evaluate(model, replace(case_of(answers), carried=carried_items(model, before)))


def test_what_nobody_answers_is_taken_over() -> None:
    before = last_year({"coal": 60, "coke": 40, "kept": 5})
    found = this_year(before, {"coal": 30, "coke": 60})
    read = found.inputs["before.co2"]
    assert (read.value.number, read.data[0].origin) == (Decimal(200), Origin.CARRIED)
    assert read.data[0].note == "取自 2024 年自评：co2"
    assert found.values["fall"].number == Decimal(10)
    assert found.confidences["before.co2"] is Confidence.RECALLED
    assert found.inputs["before.coal"].value.number == Decimal(60)
    assert found.confidences["before.coal"] is Confidence.CONFIRMED


def test_an_answer_of_this_year_wins_and_is_a_fact() -> None:
    before = last_year({"coal": 60, "coke": 40})
    found = this_year(before, {"coal": 30, "coke": 60, "before.co2": 400})
    assert found.values["fall"].number == Decimal(55)
    assert "before.co2" not in found.confidences
    assert this_year(before, {"before.co2": None}).results["fall"].status is Status.NA


@pytest.mark.parametrize(
    ("answers", "state"),
    [({}, None), ({"coal": 60}, None), ({"coal": 60, "coke": None}, State.GIVEN)],
)
def test_only_whole_figures_are_taken_over(answers: dict[str, Answer], state: State | None) -> None:
    carried = carried_items(small_model(TEXT), last_year(answers))
    assert (carried["before.co2"].datum.state if "before.co2" in carried else None) is state


def test_months_that_are_missing_make_no_year() -> None:
    some = [datum("kept", 3, month=month) for month in range(1, 6)]
    model = small_model(TEXT)
    assert "before.kept" not in carried_items(model, evaluate(model, case_of(some)))


def test_estimates_stay_estimates_and_other_units_are_converted() -> None:
    guess = replace(datum("coal", 60), state=State.ESTIMATED)
    other = small_model(TEXT.replace('"coal"\nname = "coal"', '"coal"\nname = "煤"'))
    before = evaluate(other, case_of([guess, datum("coke", 40)]))
    carried = carried_items(small_model(TEXT), before)
    assert carried["before.co2"].datum.state is State.ESTIMATED
    assert carried["before.coal"].datum.note.endswith("煤")
    kilos = small_model(item("co2", "kgCO2") + item("coal", "万元"))
    found = carried_items(small_model(TEXT), evaluate(kilos, case_of({"co2": 5000, "coal": 1})))
    assert found["before.co2"].datum.value == Decimal(5)
    assert "before.coal" not in found, "money is no coal"


def test_an_edit_is_judged_with_what_is_carried() -> None:
    before = last_year({"coal": 60, "coke": 40})
    found = this_year(before, {"coal": 30, "coke": 60})
    typed = datum("before.co2", 400)
    data = {**found.case.data, typed.key: typed}
    edited = reevaluate(found, replace(found.case, data=data), Changes("改", frozenset(data)))
    assert edited.values["fall"].number == Decimal(55)
    back = reevaluate(edited, found.case, Changes("撤销", frozenset({typed.key})))
    assert back.results == found.results
    assert back.confidences["before.co2"] is Confidence.RECALLED
