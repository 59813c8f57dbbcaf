"""The grade judged other ways, residual emissions, and the distance to the best level."""

from __future__ import annotations

from decimal import Decimal

from desktop_app.core.evaluate import Evaluation
from desktop_app.core.methods.readiness import ReadinessVerdict
from desktop_app.core.residual import distances, mean_distance, residual_figures
from desktop_app.core.sensitivity import Outcome, sensitivity
from tests.core.packs_for_tests import Answer, item, judged, parameter
from tests.core.test_methods_readiness import (
    BANDS,
    GRADES,
    ITEMS,
    KILNS,
    MODEL,
    OUTLETS,
    PASSED,
    SAME,
    metric,
    sub,
)
from tests.reports.workbook_cases import FORMS
from tests.reports.workbook_cases import judged as shipped


def variant(own_id: str, fields: str) -> str:
    return f'[[readiness.variant]]\nid = "{own_id}"\nname = "{own_id}"\n{fields}\n'


def points(verdict: ReadinessVerdict) -> tuple[Decimal | None, Decimal | None]:
    return verdict.axes["P"].low, verdict.axes["C"].low


def only(evaluation: Evaluation) -> Outcome:
    (found,) = sensitivity(evaluation)
    return found


WEAK = (
    ITEMS
    + MODEL
    + sub("P1", "P", 60, metric("p", SAME))
    + sub("P2", "P", 40, metric("c", SAME.replace("near_zero = 100", 'near_zero = "k"')))
    + sub("C1", "C", 100, metric("c", SAME))
    + GRADES
    + parameter("k", "100", "%", confidence='"unsure"')
    + variant("firm", "firm_anchors = true")
)


def test_without_anchors_to_verify_their_weight_goes_to_the_others() -> None:
    evaluation = judged(WEAK, {"p": Decimal(90), "c": Decimal(70), "plan": True, **PASSED})
    found = only(evaluation)
    assert evaluation.readiness is not None
    # 0.6 x 90 + 0.4 x 70 = 82; without P2: 90.
    assert points(evaluation.readiness) == (Decimal(82), Decimal(70))
    assert points(found.verdict) == (Decimal(90), Decimal(70))
    assert found.left_out == ("P2",)
    assert found.verdict.grade.id == "D2"


def test_items_taken_as_not_answered() -> None:
    text = WEAK.replace("firm_anchors = true", 'without = ["p"]')
    found = only(judged(text, {"p": Decimal(90), "c": Decimal(70), **PASSED}))
    # Blank scores nothing as filled: 0.4 x 70 = 28, at best 60 + 28.
    assert points(found.verdict) == (Decimal(28), Decimal(70))
    assert found.verdict.axes["P"].high == Decimal(88)
    unanswered = judged(text, {"c": Decimal(70), **PASSED})
    assert unanswered.readiness is not None
    assert only(unanswered).verdict.axes["P"].low == unanswered.readiness.axes["P"].low


def test_another_tier_as_the_advanced_line() -> None:
    text = OUTLETS + variant("second", 'tier = "L2"')
    evaluation = judged(text, {"air.pm[A]": Decimal(20), "air.pm[B]": Decimal(20)}, KILNS)
    found = only(evaluation)
    assert evaluation.readiness is not None
    # Limits 10, 20, 30: half way between base and advanced 72.5; with 20 as the line 85.
    assert evaluation.readiness.axes["P"].low == Decimal("72.5")
    assert found.verdict.axes["P"].low == Decimal(85)


def test_a_row_to_verify_takes_no_part_without_firm_anchors() -> None:
    text = OUTLETS.replace('"single-source"', '"recalled"') + variant("firm", "firm_anchors = true")
    evaluation = judged(text, {"air.pm[A]": Decimal(20), "air.pm[B]": Decimal(20)}, KILNS)
    found = only(evaluation)
    assert found.left_out == ("P1",)
    assert found.verdict.axes["P"].low is None


def test_judging_another_way_changes_nothing() -> None:
    evaluation = judged(WEAK, {"p": Decimal(90), "c": Decimal(70), **PASSED})
    before = dict(evaluation.values), dict(evaluation.results), evaluation.readiness
    sensitivity(evaluation)
    assert (evaluation.values, evaluation.results, evaluation.readiness) == before


def test_the_ways_of_the_model_that_ships() -> None:
    evaluation = shipped(FORMS / "readiness" / "cases" / "electric_2023.toml")
    ids = [one.variant.id for one in sensitivity(evaluation)]
    assert ids == ["firm_anchors", "no_certificates", "special_limits"]


# --- residual emissions ----------------------------------------------------------------------

TWO = BANDS.replace(
    'value = "rate"\nconfidence = "confirmed"\n',
    'value = "rate"\nconfidence = "confirmed"\nweight_by = "made"\n'
    '[[assessment.indicator]]\nid = "other"\nname = "其他"\ngroup = "g"\nunit = "kgce/t"\n'
    'direction = "lower"\nlevels = [50, "absent", 60]\nvalue = "other"\nweight_by = "less"\n'
    'confidence = "confirmed"\n',
) + item("other", "kgce/t") + item("made", "t") + item("less", "t")  # fmt: skip


def test_the_distance_to_the_best_level() -> None:
    answers: dict[str, Answer] = {
        "rate": Decimal(104), "other": Decimal(45), "made": Decimal(3), "less": Decimal(1),
    }  # fmt: skip
    evaluation = judged(TWO, answers)
    found = [(one.result, one.percent) for one in distances(evaluation)]
    # 104 against 100: 4 % behind; 45 against 50: 10 % better.
    assert found == [
        ("a.benchmark.clinker", Decimal(4)),
        ("a.benchmark.other", Decimal(-10)),
    ]
    assert mean_distance(evaluation) == Decimal("0.5")  # (3 x 4 - 1 x 10) / 4
    del answers["less"]
    assert mean_distance(judged(TWO, answers)) == Decimal(-3)  # alike: (4 - 10) / 2
    assert mean_distance(judged(TWO, {})) is None


def test_residual_emissions_before_and_after_offsets() -> None:
    evaluation = shipped(FORMS / "readiness" / "cases" / "offsets_2023.toml")
    shown = {one.id: one.value for one in residual_figures(evaluation)}
    assert list(shown) == [
        "readiness.residual_before",
        "readiness.offset",
        "readiness.residual_after",
    ]
    assert shown["readiness.residual_before"] == Decimal("2841.5")
    assert shown["readiness.offset"] == Decimal(800)
    assert shown["readiness.residual_after"] == Decimal("2041.5")
