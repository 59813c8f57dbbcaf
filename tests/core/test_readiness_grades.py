"""The grades of the model that ships, line by line: rules, caps, exact boundaries, n.a., blanks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from functools import cache
from pathlib import Path

import pytest

from desktop_app.app.catalog import Catalog
from desktop_app.app.paths import find_paths
from desktop_app.core.data import Record
from desktop_app.core.evaluate import Evaluation, evaluate
from desktop_app.core.methods.readiness import ReadinessVerdict
from desktop_app.core.model import Model, build_model
from desktop_app.core.pack import Pack, ScorePart
from tests.core.packs_for_tests import Answer, case_of, item, read_small
from tests.core.rows_for_tests import formula
from tests.core.test_methods_readiness import level_table

FIGURES = {
    "readiness.c2": "%",
    "readiness.c3": "tCO2/tce",
    "readiness.c4": "%",
    "transport.clean_share": "%",
    "waste.solid_rate": "%",
}
"""Figures the rules of grades read; here each is typed as it is."""

AXES = {
    "P": ("P1", "P2", "P3", "P4", "P5", "P6"),
    "C": ("C1", "C2", "C3", "C4", "C5", "C6"),
}


def _scale(own_id: str, *levels: str) -> str:
    steps = "".join(
        f'[[scale.level]]\nid = "{one}"\nname = "{one}"\nsign = "●"\ntone = "level_1"\n'
        for one in levels
    )
    below = '[scale.below]\nid = "below"\nname = "低"\nsign = "✕"\ntone = "level_below"\n'
    return f'[[scale]]\nid = "{own_id}"\nname = "{own_id}"\n{steps}{below}'


TABLES = (
    _scale("tiers", "ULTRA", "SPECIAL", "LIMIT")
    + _scale("bands", "BM", "BL")
    + """
[[item]]
key = "test.pm"
name = "颗粒物"
section = "all"
unit = "mg/m3"
record = "outlet"
[[item]]
key = "test.rate"
name = "单耗"
section = "all"
unit = "kgce/t"
"""
    + "".join(
        f"""
[[assessment]]
id = "a.{kind}"
name = "{kind}"
limb = "energy"
method = "band.v1"
scale = "{scale}"
source = "std"
clause = "表1"
[[assessment.group]]
id = "g"
name = "组"
[[assessment.indicator]]
id = "one"
name = "{kind}"
group = "g"
direction = "lower"
confidence = "confirmed"
{row}
"""
        for kind, scale, row in (
            (
                "limits",
                "tiers",
                'unit = "mg/m3"\nlevels = [10, 20, 30]\nvalue = "test.pm"\nrecord = "outlet"',
            ),
            (
                "benchmark",
                "bands",
                'unit = "kgce/t"\nlevels = [100, 117]\nvalue = "test.rate"',
            ),
        )
    )
)
KILN = Record("outlet", "A", "A", {"source": "kiln"})
GATES = {
    "gate.permit": True,
    "gate.permit_report": True,
    "gate.compliance": True,
    "gate.no_incident": True,
    "gate.audit_listed": False,
    "gate.inventory": True,
    "gate.ets": False,
    "gate.benchmark_listed": True,
    "gate.benchmark": True,
    "gate.no_obsolete": True,
    "gate.monitoring": True,
}
GOOD: Mapping[str, Answer] = {
    **GATES,
    "test.pm[A]": Decimal(10),
    "test.rate": Decimal(100),
    "a.cp.r0": "L1",
    "readiness.advanced_hours": Decimal(95),
    "readiness.process_projects": False,
    "figure.readiness.c2": Decimal(90),
    "figure.readiness.c3": Decimal("0.30"),
    "figure.readiness.c4": Decimal(90),
    "figure.transport.clean_share": Decimal(80),
    "figure.waste.solid_rate": Decimal(80),
}


@cache
def model() -> Model:
    """The shipped model; sub-indices and figures its rules read are typed as they are."""
    library = Catalog(find_paths(Path("none"))).library
    general, shipped = library.packs["general"], library.packs["readiness"]
    assert shipped.readiness is not None
    anchors = {"worst": "0", "base": "60", "advanced": "85", "near_zero": "100"}
    read = {name: formula(text) for name, text in anchors.items()}
    subs = tuple(
        replace(
            one,
            parts=(
                ScorePart(
                    one.name,
                    Decimal(1),
                    "metric",
                    formula(f"score.{one.id.lower()}"),
                    anchors=read,
                    cited=one.cited,
                ),
            ),
        )
        for one in shipped.readiness.sub_indices
    )
    typed = "".join(item(f"figure.{name}", unit) for name, unit in FIGURES.items())
    typed += "".join(item(f"score.{one.id.lower()}") for one in subs)
    small = read_small(typed + TABLES + level_table("a.cp", "confirmed"))
    scored = replace(shipped, readiness=replace(shipped.readiness, sub_indices=subs))
    packs = [_typed(general), _typed(scored), *small]
    built = build_model(packs, 2024)
    assert built.model is not None, [one.sentence() for one in built.problems]
    return built.model


def _typed(pack: Pack) -> Pack:
    quantities = tuple(
        replace(one, formula=formula(f"figure.{one.id}")) if one.id in FIGURES else one
        for one in pack.quantities
    )
    return replace(pack, quantities=quantities)


def evaluated(
    p: str, c: str, answers: Mapping[str, Answer], scores: Mapping[str, str | None]
) -> Evaluation:
    points: dict[str, Answer] = {}
    for axis, subs in AXES.items():
        points |= {f"score.{one.lower()}": Decimal(p if axis == "P" else c) for one in subs}
    for one, text in scores.items():
        points[f"score.{one.lower()}"] = None if text is None else Decimal(text)
    return evaluate(model(), case_of({**GOOD, **points, **answers}, [KILN]))


def judged(
    p: str = "95",
    c: str = "95",
    scores: Mapping[str, str | None] | None = None,
    *,
    more: Mapping[str, Answer] | None = None,
    **answers: Answer,
) -> ReadinessVerdict:
    """The verdict at these points of the axes; answers written gate__permit=... go on top."""
    typed = {name.replace("__", "."): one for name, one in ({**(more or {}), **answers}).items()}
    verdict = evaluated(p, c, typed, scores or {}).readiness
    assert verdict is not None
    return verdict


def grade(
    p: str = "95", c: str = "95", *, more: Mapping[str, Answer] | None = None, **answers: Answer
) -> str:
    verdict = judged(p, c, more={**(more or {}), **answers})
    assert verdict.grade == verdict.grade_high, "nothing is open"
    return verdict.grade.id


@pytest.mark.parametrize(
    ("lower", "expected"),
    [
        ("59.999999", "D1"),
        ("60", "D2"),
        ("69.999999", "D2"),
        ("70", "D3"),
        ("79.999999", "D3"),
        ("80", "D4"),
        ("89.999999", "D4"),
        ("90", "D5"),
        ("100", "D5"),
    ],
)
@pytest.mark.parametrize("weak", ["P", "C"])
def test_the_weaker_axis_decides_at_exact_lines(weak: str, lower: str, expected: str) -> None:
    p, c = (lower, "100") if weak == "P" else ("100", lower)
    assert grade(p, c) == expected


def test_a_line_is_reached_by_thirds_too() -> None:
    # Points that do not end, to the digits points have.
    third = "33." + "3" * 32
    verdict = judged("60", "100", scores={"P1": third, "P4": "100"})
    # (30 x 33.33.. + 20 x 100 + 50 x 60) / 100 = 10 + 20 + 30
    low = verdict.axes["P"].low
    assert low is not None
    assert abs(low - 60) < Decimal("1e-20")
    assert verdict.grade.id == "D2"


# --- gates and their caps --------------------------------------------------------------------


@pytest.mark.parametrize(
    ("question", "cap"),
    [
        ("gate__permit", "D0"),
        ("gate__permit_report", "D0"),
        ("gate__compliance", "D1"),
        ("gate__no_incident", "D1"),
        ("gate__inventory", "D0"),
        ("gate__no_obsolete", "D1"),
        ("gate__monitoring", "D4"),
    ],
)
def test_a_failed_gate_caps_the_grade(question: str, cap: str) -> None:
    assert grade(more={question: False}) == cap


def test_conditional_gates() -> None:
    assert grade(gate__audit_listed=True, gate__audit=False) == "D2"
    assert grade(gate__audit_listed=True, gate__audit=True) == "D5"
    assert grade(gate__ets=True, gate__ets_surrendered=False) == "D0"
    assert grade(gate__ets=True, gate__ets_surrendered=True) == "D5"


@pytest.mark.parametrize("question", sorted(set(GATES) - {"gate.benchmark", "gate.audit_listed"}))
def test_an_open_gate_caps_as_filled_but_not_at_best(question: str) -> None:
    answers = {name: value for name, value in GOOD.items() if name != question}
    points: dict[str, Answer] = {
        f"score.{one.lower()}": Decimal(95) for subs in AXES.values() for one in subs
    }
    verdict = evaluate(model(), case_of({**answers, **points}, [KILN])).readiness
    assert verdict is not None
    state = next(one for one in verdict.gates if question in one.gate.condition.names)
    if question == "gate.benchmark_listed":  # the table decides, whatever is answered
        assert state.passed is True
        return
    assert state.passed is None
    assert verdict.grade.id == state.gate.cap
    assert verdict.grade_high.id == "D5"


# --- what the tables say ---------------------------------------------------------------------


def test_an_exceedance_fails_the_compliance_gate_whatever_is_answered() -> None:
    verdict = judged(more={"test__pm[A]": Decimal(31)})
    state = next(one for one in verdict.gates if one.gate.id == "G2")
    assert state.passed is False
    assert state.contradicted
    assert verdict.grade.id == "D1"


def test_figures_within_limits_do_not_pass_it_by_themselves() -> None:
    verdict = judged(gate__compliance=False)
    state = next(one for one in verdict.gates if one.gate.id == "G2")
    assert (state.passed, state.contradicted) == (False, False)


@pytest.mark.parametrize(
    ("rate", "answer", "passed", "contradicted"),
    [
        (117, True, True, False),
        (118, True, False, True),
        (117, False, True, True),
        (118, False, False, False),
    ],
)
def test_the_benchmark_table_decides_over_the_answer(
    rate: int, answer: bool, passed: bool, contradicted: bool
) -> None:
    verdict = judged(test__rate=Decimal(rate), gate__benchmark=answer)
    state = next(one for one in verdict.gates if one.gate.id == "G5")
    assert (state.passed, state.contradicted) == (passed, contradicted)


def test_saying_nothing_is_listed_contradicts_a_table_that_applies() -> None:
    evaluation = evaluated("95", "95", {"gate.benchmark_listed": False}, {})
    found = evaluation.results["near_zero.G5"].notices
    assert [one.code for one in found] == ["gate.contradicted"]


def test_an_open_benchmark_table_leaves_the_gate_open() -> None:
    answers = {name: value for name, value in GOOD.items() if name != "test.rate"}
    verdict = evaluate(model(), case_of(answers, [KILN])).readiness
    assert verdict is not None
    state = next(one for one in verdict.gates if one.gate.id == "G5")
    assert (state.passed, state.missing) == (None, ("test.rate",))


def test_without_a_benchmark_row_the_answer_counts() -> None:
    assert grade(test__rate=None, gate__benchmark=True) == "D5"
    assert grade(test__rate=None, gate__benchmark=False) == "D2"
    assert grade(test__rate=None, gate__benchmark_listed=False) == "D5"


# --- what each grade asks besides the points --------------------------------------------------


def test_d3_asks_for_clean_production_of_the_second_level() -> None:
    assert grade("75", "75", a__cp__r0="L2") == "D3"
    assert grade("75", "75", a__cp__r0="L3") == "D2"
    assert grade("75", "75", a__cp__r0=None) == "D2"


def test_d4_asks_for_the_advanced_line_and_the_benchmark() -> None:
    assert grade("85", "85") == "D4"
    assert grade("85", "85", more={"test__pm[A]": Decimal("10.1")}) == "D3"
    # One product above the benchmark, but the whole at it by output: C1 of 85 does.
    assert grade("85", "85", test__rate=Decimal(101)) == "D4"
    low = judged("85", "88", scores={"C1": "84.9"}, test__rate=Decimal(101))
    assert low.grade.id == "D3"


@pytest.mark.parametrize(
    ("figure", "short"),
    [
        ("readiness__advanced_hours", "94.9"),
        ("figure__transport__clean_share", "79.9"),
        ("figure__waste__solid_rate", "79.9"),
    ],
)
def test_d5_asks_for_every_public_line(figure: str, short: str) -> None:
    assert grade(more={figure: Decimal(short)}) == "D4"


def test_d5_asks_for_carbon_per_energy_or_green_power() -> None:
    assert grade(figure__readiness__c3=Decimal("0.31")) == "D5"
    assert grade(figure__readiness__c4=Decimal("89.9")) == "D5"
    both: dict[str, Answer] = {
        "figure__readiness__c3": Decimal("0.31"),
        "figure__readiness__c4": Decimal("89.9"),
    }
    assert grade(more=both) == "D4"


PROCESS: dict[str, Answer] = {
    "readiness__process_projects": True,
    "figure__readiness__c2": Decimal(30),
    "figure__readiness__c3": Decimal(2),
    "figure__readiness__c4": Decimal(50),
}


def test_the_path_of_industries_with_process_emissions() -> None:
    scores: dict[str, str | None] = {"C1": "90"}

    def reached(p: str, c: str, **answers: Answer) -> str:
        return judged(p, c, scores=scores, more={**PROCESS, **answers}).grade.id

    assert reached("90", "40") == "D5-"
    assert reached("89.9", "40") == "D1"
    assert judged("90", "40", scores={"C1": "89.9"}, more=PROCESS).grade.id == "D1"
    assert reached("90", "40", figure__readiness__c4=Decimal("49.9")) == "D1"
    assert reached("90", "40", readiness__process_projects=False) == "D1"
    reached_both: dict[str, Answer] = {
        "figure__readiness__c2": Decimal(90),
        "figure__readiness__c3": Decimal("0.30"),
    }
    assert reached("90", "40", **reached_both) == "D1"
    assert reached("90", "40", gate__monitoring=False) == "D4"
    assert reached("90", "40", gate__no_obsolete=False) == "D1"


# --- n.a. and blanks -------------------------------------------------------------------------


def test_what_does_not_apply_hands_its_weight_on() -> None:
    verdict = judged("60", "100", scores={"P1": "90", "P2": None, "P3": None})
    # 30 x 90 + (20 + 15 + 10) x 60 over 75
    assert verdict.axes["P"].low == Decimal(5400) / 75
    assert verdict.axes["P"].weight == 75


def test_blanks_make_an_interval_of_grades() -> None:
    points: dict[str, Answer] = {
        f"score.{one.lower()}": Decimal(90) for subs in AXES.values() for one in subs
    }
    del points["score.p1"]
    verdict = evaluate(model(), case_of({**GOOD, **points}, [KILN])).readiness
    assert verdict is not None
    # As filled (70 x 90 + 30 x 0) / 100 = 63; at best (70 x 90 + 30 x 100) / 100 = 93.
    assert (verdict.axes["P"].low, verdict.axes["P"].high) == (Decimal(63), Decimal(93))
    assert (verdict.grade.id, verdict.grade_high.id) == ("D2", "D5")
