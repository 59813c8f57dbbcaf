"""Figures that had a say in what is told, and those a report need not list."""

from __future__ import annotations

from collections.abc import Mapping

from desktop_app.core.trace import build_traces
from desktop_app.core.used import TRACE_DEPTH, names_with_a_say
from tests.core.packs_for_tests import Answer, item, judged, parameter, quantity

FUELS = (
    "".join(
        item(f"{fuel}.use", "t", listed="true")
        + item(f"{fuel}.lhv", "GJ/t", listed="true")
        + parameter(f"k.{fuel}", "0.7", "GJ/t")
        + quantity(f"factor.{fuel}", f"first({fuel}.lhv, k.{fuel})", "GJ/t")
        + quantity(f"heat.{fuel}", f"{fuel}.use * factor.{fuel}", "GJ")
        for fuel in ("coal", "slurry")
    )
    + quantity("total", "sum(heat.*)", "GJ", headline="true", lead="true")
    + quantity("twice", "total * 2", "GJ")
)


def said(answers: Mapping[str, Answer]) -> frozenset[str]:
    evaluation = judged(FUELS, answers)
    return names_with_a_say(evaluation, build_traces(evaluation, depth=TRACE_DEPTH))


def test_a_fuel_that_is_not_burnt_has_no_say() -> None:
    found = said({"coal.use": 3})
    assert {"total", "heat.coal", "factor.coal", "k.coal", "coal.use"} <= found
    assert not {"heat.slurry", "factor.slurry", "k.slurry"} & found


def test_a_measured_value_silences_the_default() -> None:
    found = said({"coal.use": 3, "coal.lhv": 20})
    assert "coal.lhv" in found
    assert "k.coal" not in found


def test_a_figure_nothing_reads_is_there_for_its_own_sake() -> None:
    assert "twice" in said({"coal.use": 3})


def test_nothing_had_a_say_where_nothing_is_known() -> None:
    assert said({}) == {"total", "twice"}
