"""The readiness model: parts, sub-indices, axes, gates and grades - as filled and at best."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.app.catalog import Catalog
from desktop_app.app.paths import find_paths
from desktop_app.core.data import Record
from desktop_app.core.evaluate import Evaluation, evaluate
from desktop_app.core.methods.readiness import Score
from desktop_app.core.methods.row_points import band_points
from desktop_app.core.model import build_model
from desktop_app.core.pack import Confidence, ScorePart
from desktop_app.core.result import Status
from tests.core.packs_for_tests import (
    Answer,
    case_of,
    item,
    judged,
    parameter,
    quantity,
    read_small,
)
from tests.core.rows_for_tests import formula, row

EXAMPLE = Path(__file__).resolve().parents[1] / "data" / "near_zero_example.toml"

MODEL = """
[readiness]
id = "model"
name = "模型"
statement = "自评参考"
axes = {P = "近零污染", C = "近零碳"}
source = "std"
confidence = "confirmed"
"""
GRADES = """
[[readiness.gate]]
id = "G1"
name = "许可"
axis = "P"
condition = "gate.permit"
cap = "D0"
[[readiness.gate]]
id = "G2"
name = "合规"
axis = "P"
condition = "gate.clean"
cap = "D1"
[[readiness.grade]]
id = "D0"
name = "暂不评级"
meaning = "缺"
rule = "not G1"
[[readiness.grade]]
id = "D1"
name = "起步"
meaning = "低"
rule = "G1"
[[readiness.grade]]
id = "D2"
name = "合规提升"
meaning = "中"
rule = "min(P, C) >= 60"
[[readiness.grade]]
id = "D3"
name = "先进"
meaning = "高"
rule = "min(P, C) >= 80 and plan"
"""
ITEMS = "".join(
    item(name, kind='"yesno"')
    for name in ("gate.permit", "gate.clean", "plan", "has", "one", "two", "three")
) + "".join(item(name, "%", maximum="1000") for name in ("p", "c", "anchor"))


def sub(own_id: str, axis: str, weight: int, *parts: str, more: str = "") -> str:
    """A sub-index of these parts."""
    return (
        f'[[readiness.sub_index]]\nid = "{own_id}"\nname = "{own_id}"\naxis = "{axis}"\n'
        f"weight = {weight}\n{more}\n" + "".join(parts)
    )


def metric(value: str, anchors: str, weight: str = "1", unit: str = "%") -> str:
    return (
        f'[[readiness.sub_index.part]]\nname = "部分"\nweight = {weight}\nkind = "metric"\n'
        f'value = "{value}"\nunit = "{unit}"\nanchors = {{ {anchors} }}\n'
    )


def part(kind: str, fields: str, weight: str = "1") -> str:
    """A part of a sub-index other than a metric."""
    head = f'[[readiness.sub_index.part]]\nname = "部分"\nkind = "{kind}"\n'
    return f"{head}weight = {weight}\n{fields}\n"


NOTHING_YET = (Decimal(0), Decimal(100))
SAME = "worst = 0, base = 60, advanced = 85, near_zero = 100"
"""Anchors by which a percentage is its own points."""

PLAIN = (
    ITEMS
    + MODEL
    + sub("P1", "P", 100, metric("p", SAME))
    + sub("C1", "C", 100, metric("c", SAME))
    + GRADES
)
PASSED: Mapping[str, Answer] = {"gate.permit": True, "gate.clean": True}


def score(evaluation: Evaluation, sub_index: str) -> Score:
    assert evaluation.readiness is not None
    return evaluation.readiness.sub_indices[sub_index]


def interval(text: str, answers: Mapping[str, Answer], sub_index: str = "P1") -> tuple[str, str]:
    found = score(judged(text, answers), sub_index)
    assert found.low is not None
    assert found.high is not None
    return format(round(found.low, 4).normalize(), "f"), format(
        round(found.high, 4).normalize(), "f"
    )


def with_p(*parts: str, more: str = "") -> str:
    """A model whose pollution axis has one sub-index of these parts."""
    return (
        ITEMS + MODEL + sub("P1", "P", 100, *parts, more=more)
        + sub("C1", "C", 100, metric("c", SAME)) + GRADES
    )  # fmt: skip


# --- metric parts ----------------------------------------------------------------------------


def test_a_figure_is_scored_between_its_anchors() -> None:
    assert interval(PLAIN, {"p": Decimal("72.5")}) == ("72.5", "72.5")


def test_a_blank_scores_nothing_as_filled_and_everything_at_best() -> None:
    evaluation = judged(PLAIN, {})
    assert (score(evaluation, "P1").low, score(evaluation, "P1").high) == NOTHING_YET
    assert score(evaluation, "P1").missing == ("p",)
    assert evaluation.results["model.P1"].status is Status.BLANK


def test_a_partial_figure_stays_open_but_is_shown() -> None:
    text = with_p(metric("sum(p, anchor)", SAME))
    found = score(judged(text, {"p": Decimal(70)}), "P1").parts[0]
    assert (found.low, found.high) == NOTHING_YET
    assert (found.value, found.missing) == (Decimal(70), ("anchor",))


def test_weights_of_parts_are_shares() -> None:
    text = with_p(metric("p", SAME, "7"), metric("anchor", SAME, "3"))
    assert interval(text, {"p": Decimal(60), "anchor": Decimal(100)}) == ("72", "72")
    assert interval(text, {"p": Decimal(60), "anchor": None}) == ("60", "60")
    assert interval(text, {"p": Decimal(60)}) == ("42", "72")


def test_a_part_all_of_which_is_na_hands_its_weight_on() -> None:
    evaluation = judged(PLAIN, {"p": None, "c": Decimal(80), **PASSED})
    assert evaluation.results["model.P1"].status is Status.NA
    assert evaluation.readiness is not None
    assert evaluation.readiness.axes["P"].low is None
    assert evaluation.readiness.index is None


@pytest.mark.parametrize("lacking", ["base", "advanced"])
def test_without_base_or_advanced_anchor_a_part_stays_open(lacking: str) -> None:
    anchors = SAME.replace(
        f"{lacking} = {'60' if lacking == 'base' else '85'}", f'{lacking} = "anchor"'
    )
    found = score(judged(with_p(metric("p", anchors)), {"p": Decimal(70)}), "P1")
    assert (found.low, found.high) == NOTHING_YET
    assert found.missing == ("anchor",)


@pytest.mark.parametrize(("p", "expected"), [("95", ("85", "100")), ("70", ("70", "70"))])
def test_an_open_near_zero_anchor_leaves_only_the_top_open(
    p: str, expected: tuple[str, str]
) -> None:
    anchors = SAME.replace("near_zero = 100", 'near_zero = "anchor"')
    text = with_p(metric("p", anchors))
    assert interval(text, {"p": Decimal(p)}) == expected
    assert score(judged(text, {"p": Decimal(p)}), "P1").missing == ("anchor",)
    assert interval(text, {"p": Decimal(95), "anchor": Decimal(105)}) == ("92.5", "92.5")
    assert interval(text, {"p": Decimal(95), "anchor": None}) == ("85", "85")


def test_figures_and_anchors_are_in_the_unit_of_the_part() -> None:
    text = with_p(metric("share", SAME)) + item("a", "t") + item("b", "t")
    text += quantity("share", "a / b", "")
    assert interval(text, {"a": Decimal(3), "b": Decimal(4)}) == ("75", "75")


def test_a_figure_that_cannot_be_worked_out_stays_open() -> None:
    text = with_p(metric("a / b", SAME)) + item("a", "t") + item("b", "t")
    assert interval(text, {"a": Decimal(3), "b": Decimal(0)}) == ("0", "100")


# --- conditions ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("answers", "expected"),
    [({"has": True}, ("70", "70")), ({}, ("0", "100"))],
)
def test_a_condition_still_open_leaves_the_sub_index_open(
    answers: Mapping[str, Answer], expected: tuple[str, str]
) -> None:
    text = with_p(metric("p", SAME), more='applies = "has"')
    assert interval(text, {"p": Decimal(70), **answers}) == expected


@pytest.mark.parametrize("answer", [False, None])
def test_a_sub_index_that_does_not_apply_takes_no_part(answer: bool | None) -> None:
    text = with_p(metric("p", SAME), more='applies = "has"')
    evaluation = judged(text, {"p": Decimal(70), "has": answer})
    assert evaluation.results["model.P1"].status is Status.NA


# --- checklists ------------------------------------------------------------------------------

LIST = with_p(part("checklist", 'items = ["one", "two", "three"]'))


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        ({"one": True, "two": False, "three": True}, ("66.6667", "66.6667")),
        ({"one": True, "two": None, "three": True}, ("100", "100")),
        ({"one": True}, ("33.3333", "100")),
        ({"one": False, "two": False}, ("0", "33.3333")),
    ],
)
def test_a_checklist_counts_what_is_asked(
    answers: Mapping[str, Answer], expected: tuple[str, str]
) -> None:
    assert interval(LIST, answers) == expected


def test_open_questions_of_a_checklist_are_named() -> None:
    evaluation = judged(LIST, {"one": True})
    assert score(evaluation, "P1").missing == ("two", "three")
    assert evaluation.results["model.P1"].status is Status.PARTIAL
    assert (
        judged(LIST, dict.fromkeys(("one", "two", "three"))).results["model.P1"].status is Status.NA
    )


# --- tables ----------------------------------------------------------------------------------


def level_table(own_id: str, *levels: str) -> str:
    """A table whose rows are answered directly with a level."""
    rows = "".join(
        f'[[assessment.indicator]]\nid = "r{n}"\nname = "{own_id} {n}"\ngroup = "g"\nweight = 1\n'
        'limiting = true\ndirection = "choice"\nlevels = ["甲", "乙", "丙"]\n'
        f'confidence = "{firm}"\n'
        for n, firm in enumerate(levels)
    )
    return (
        f'[[assessment]]\nid = "{own_id}"\nname = "{own_id}"\nlimb = "clean_production"\n'
        'method = "level_index.v1"\nscale = "cp"\nsource = "std"\nclause = "表1"\n'
        'confidence = "confirmed"\n[[assessment.group]]\nid = "g"\nname = "组"\nweight = 1\n' + rows
    )


POINTS = "points = {L1_95 = 100, L1 = 90, L2 = 75, L3 = 60, below = 0}"
LEVELS = with_p(part("levels", f'assessment = "*.cp"\n{POINTS}')) + level_table("a.cp", "confirmed")


@pytest.mark.parametrize(
    ("answer", "expected"),
    [("L1", ("100", "100")), ("L2", ("75", "75")), ("below", ("0", "0"))],
)
def test_levels_have_points(answer: str, expected: tuple[str, str]) -> None:
    assert interval(LEVELS, {"a.cp.r0": answer}) == expected


def test_an_open_level_ranges_from_worst_to_best() -> None:
    assert interval(LEVELS, {}) == ("0", "100")
    assert score(judged(LEVELS, {}), "P1").missing == ("a.cp.r0",)


def test_the_first_level_has_its_extra_points_only_from_95() -> None:
    many = with_p(part("levels", f'assessment = "*.cp"\n{POINTS}'))
    many += level_table("a.cp", *["confirmed"] * 10).replace("limiting = true\n", "")
    nine = {f"a.cp.r{n}": "L1" for n in range(9)}
    assert interval(many, {**nine, "a.cp.r9": "L2"}) == ("90", "90")
    assert interval(many, nine) == ("90", "100")


def test_the_worst_table_counts_and_tables_not_applicable_do_not() -> None:
    text = LEVELS + level_table("b.cp", "confirmed")
    assert interval(text, {"a.cp.r0": "L1", "b.cp.r0": "L2"}) == ("75", "75")
    assert interval(text, {"a.cp.r0": "L1", "b.cp.r0": None}) == ("100", "100")
    none = judged(text, {"a.cp.r0": None, "b.cp.r0": None})
    assert none.results["model.P1"].status is Status.NA


OUTLETS = (
    with_p(part("limits", 'assessment = "*.limits"'))
    + """
[[item]]
key = "air.pm"
name = "颗粒物"
section = "all"
unit = "mg/m3"
record = "outlet"
[[item]]
key = "air.mass"
name = "排放量"
section = "all"
unit = "t"
record = "outlet"
[[assessment]]
id = "a.limits"
name = "限值"
limb = "pollutants"
method = "limits.v1"
scale = "cp"
source = "std"
clause = "表1"
[[assessment.group]]
id = "g"
name = "组"
[[assessment.indicator]]
id = "pm"
name = "颗粒物"
group = "g"
unit = "mg/m3"
direction = "lower"
levels = [10, 20, 30]
value = "air.pm"
record = "outlet"
match = {source = ["kiln"]}
weight_by = "air.mass"
confidence = "single-source"
"""
)
KILNS = [Record("outlet", code, code, {"source": "kiln"}) for code in ("A", "B")]
BOILER = Record("outlet", "C", "锅炉", {"source": "boiler"})


def test_outlets_are_weighted_by_what_they_emit() -> None:
    answers: dict[str, Answer] = {"air.pm[A]": Decimal(10), "air.pm[B]": Decimal(30)}
    even = score(judged(OUTLETS, answers, KILNS), "P1")
    assert (even.low, even.high) == (Decimal("72.5"), Decimal("72.5"))
    answers |= {"air.mass[A]": Decimal(4), "air.mass[B]": Decimal(1)}
    assert score(judged(OUTLETS, answers, KILNS), "P1").low == 80


def test_a_table_may_be_named_in_full() -> None:
    text = OUTLETS.replace('"*.limits"', '"a.limits"')
    assert score(judged(text, {"air.pm[A]": Decimal(10)}, KILNS), "P1").missing == ("air.pm[B]",)
    other = OUTLETS.replace('assessment = "*.limits"', 'assessment = "b.limits"')
    assert score(judged(other, {}, KILNS), "P1").low is None


def test_an_unmeasured_outlet_scores_nothing_as_filled() -> None:
    found = score(judged(OUTLETS, {"air.pm[A]": Decimal(10)}, KILNS), "P1")
    assert (found.low, found.high) == (Decimal("42.5"), Decimal("92.5"))
    assert found.missing == ("air.pm[B]",)
    assert found.confidence is Confidence.SINGLE
    assert score(judged(OUTLETS, {}, KILNS), "P1").low == 0


def test_without_outlets_the_question_is_open_not_na() -> None:
    for records in ((), (BOILER,)):
        found = score(judged(OUTLETS, {}, records), "P1")
        assert (found.low, found.high) == NOTHING_YET
        assert found.missing == ("record:outlet",)


def test_outlets_that_do_not_apply_take_no_part() -> None:
    answers: dict[str, Answer] = {"air.pm[A]": None, "air.pm[B]": None}
    assert score(judged(OUTLETS, answers, KILNS), "P1").low is None
    answers["air.pm[A]"] = Decimal(10)
    assert score(judged(OUTLETS, answers, KILNS), "P1").low == 85


BANDS = (
    with_p(part("bands", 'assessment = "*.benchmark"'))
    + item("rate", "kgce/t")
    + """
[[assessment]]
id = "a.benchmark"
name = "能效"
limb = "energy"
method = "band.v1"
scale = "cp"
source = "std"
clause = "表1"
[[assessment.group]]
id = "g"
name = "组"
[[assessment.indicator]]
id = "clinker"
name = "熟料"
group = "g"
unit = "kgce/t"
direction = "lower"
levels = [100, "absent", 117]
value = "rate"
confidence = "confirmed"
"""
)


def test_benchmarks_score_near_zero_at_ten_per_cent_better() -> None:
    assert interval(BANDS, {"rate": Decimal(104)}) == ("79.1176", "79.1176")
    assert interval(BANDS, {"rate": Decimal(90)}) == ("100", "100")
    assert interval(BANDS, {}) == ("0", "100")
    assert score(judged(BANDS, {"rate": None}), "P1").low is None


def test_a_benchmark_row_with_a_hole_has_no_points() -> None:
    whole = replace(row("a", "L1"), value=Decimal(100), limits=(Decimal(90), Decimal(110)))
    assert band_points(whole) == Decimal("72.5")
    assert band_points(replace(whole, limits=(None, Decimal(110)))) is None
    assert band_points(replace(whole, value=None)) is None
    negative = replace(whole, value=Decimal(-33), limits=(Decimal(-30), Decimal(-10)))
    assert band_points(negative) == 100


# --- confidence ------------------------------------------------------------------------------


def test_weak_anchors_and_figures_taint_the_score() -> None:
    anchors = SAME.replace("near_zero = 100", 'near_zero = "k"')
    text = with_p(metric("p", anchors))
    strong = judged(text + parameter("k", "100", "%"), {"p": Decimal(70)})
    weak = judged(text + parameter("k", "100", "%", confidence='"recalled"'), {"p": Decimal(70)})
    assert score(strong, "P1").confidence is Confidence.CONFIRMED
    assert score(weak, "P1").confidence is Confidence.RECALLED
    assert weak.results["model.P1"].to_verify
    assert weak.results["model.P"].to_verify


WEAK_PART = (
    ITEMS
    + MODEL
    + sub("P1", "P", 10, metric("p", SAME.replace("near_zero = 100", 'near_zero = "k"')))
    + sub("P2", "P", 90, metric("c", SAME))
    + sub("C1", "C", 100, metric("c", SAME))
    + GRADES
    + parameter("k", "100", "%", confidence='"recalled"')
)


@pytest.mark.parametrize(
    ("c", "expected"),
    [
        # P is 0.1 x 70 + 0.9 x c; with P1 at either end 0.9 x c to 0.9 x c + 10.
        ("75", Confidence.CONFIRMED),  # 67.5 to 77.5: D2 throughout
        ("62", Confidence.RECALLED),  # 55.8 to 65.8: D1 or D2
        ("66", Confidence.RECALLED),  # 59.4 to 69.4
        ("50", Confidence.CONFIRMED),  # C alone keeps it at D1
    ],
)
def test_a_grade_is_as_firm_as_the_weakest_number_that_can_change_it(
    c: str, expected: Confidence
) -> None:
    evaluation = judged(WEAK_PART, {"p": Decimal(70), "c": Decimal(c), **PASSED, "plan": False})
    assert evaluation.results["model"].confidence is expected
    assert evaluation.results["model.P"].confidence is Confidence.RECALLED
    assert evaluation.results["model.C"].confidence is Confidence.CONFIRMED


def test_a_blank_rests_on_no_number() -> None:
    evaluation = judged(WEAK_PART, {"c": Decimal(62), **PASSED})
    assert evaluation.results["model.P"].confidence is Confidence.CONFIRMED


def test_a_rule_that_turns_on_a_figure_to_verify_taints_the_grade_it_decides() -> None:
    text = PLAIN.replace("and plan", "and weak >= 5") + quantity("weak", "p / k", "")
    text += parameter("k", "2", "%", confidence='"recalled"')
    high: Mapping[str, Answer] = {**HIGH, **PASSED}
    assert judged(text, high).results["model"].confidence is Confidence.RECALLED
    low = {**PASSED, "p": Decimal(70), "c": Decimal(70)}
    assert judged(text, low).results["model"].confidence is Confidence.CONFIRMED


def test_a_table_to_verify_taints_the_grade_it_decides() -> None:
    text = PLAIN.replace("and plan", "and cp_L2") + level_table("a.cp", "recalled")
    high: Mapping[str, Answer] = {**HIGH, **PASSED, "a.cp.r0": "L1"}
    assert judged(text, high).results["model"].confidence is Confidence.RECALLED
    low: Mapping[str, Answer] = {**PASSED, "p": Decimal(70), "c": Decimal(70), "a.cp.r0": "L1"}
    assert judged(text, low).results["model"].confidence is Confidence.CONFIRMED


def test_outlets_without_a_weight_count_alike_and_it_is_said() -> None:
    answers: dict[str, Answer] = {"air.pm[A]": Decimal(10), "air.pm[B]": Decimal(30)}
    answers["air.mass[A]"] = Decimal(4)
    found = score(judged(OUTLETS, answers, KILNS), "P1")
    assert (found.low, [one.code for one in found.notes]) == (
        Decimal("72.5"), ["score.weighed_alike"],
    )  # fmt: skip
    assert found.notes[0].args["count"] == "1"
    answers["air.mass[B]"] = Decimal(0)  # nothing emitted is a weight too
    found = score(judged(OUTLETS, answers, KILNS), "P1")
    assert (found.low, found.notes) == (Decimal(85), ())


def test_a_metric_needs_a_formula() -> None:
    model = read_small(PLAIN)[0].readiness
    assert model is not None
    broken = replace(model.sub_indices[0], parts=(ScorePart("x", Decimal(1), "metric"),))
    pack = replace(read_small(PLAIN)[0], readiness=replace(model, sub_indices=(broken,)))
    built = build_model([pack], 2024)
    assert built.model is not None
    with pytest.raises(ValueError, match="without a formula"):
        evaluate(built.model, case_of({}))


# --- gates and grades ------------------------------------------------------------------------

HIGH: Mapping[str, Answer] = {"p": Decimal(90), "c": Decimal(90)}


@pytest.mark.parametrize(
    ("answers", "grade", "at_best"),
    [
        ({}, "D0", "D3"),
        ({**HIGH, "plan": True, **PASSED}, "D3", "D3"),
        ({**HIGH, "plan": False, **PASSED}, "D2", "D2"),
        ({**HIGH, **PASSED}, "D2", "D3"),
        ({**HIGH, "plan": True, "gate.permit": True}, "D1", "D3"),
        ({**HIGH, "plan": True, "gate.permit": True, "gate.clean": False}, "D1", "D1"),
        ({**HIGH, "plan": True, "gate.permit": False, "gate.clean": True}, "D0", "D0"),
        ({**HIGH, "plan": True, "gate.clean": True}, "D0", "D3"),
        ({**PASSED, "p": Decimal(90), "c": Decimal(59)}, "D1", "D1"),
        ({**PASSED, "p": Decimal(90), "c": Decimal(60), "plan": True}, "D2", "D2"),
        ({**PASSED, "p": Decimal(90), "plan": True}, "D1", "D3"),
    ],
)
def test_the_grade_follows_the_weaker_axis_and_the_gates(
    answers: Mapping[str, Answer], grade: str, at_best: str
) -> None:
    verdict = judged(PLAIN, answers).readiness
    assert verdict is not None
    assert (verdict.grade.id, verdict.grade_high.id) == (grade, at_best)


def test_gates_are_passed_failed_or_open() -> None:
    results = judged(PLAIN, {"gate.permit": False}).results
    assert (results["model.G1"].level, results["model.G1"].status) == ("failed", Status.GIVEN)
    assert (results["model.G2"].level, results["model.G2"].status) == ("open", Status.BLANK)
    assert results["model.G2"].missing == ("gate.clean",)
    assert judged(PLAIN, PASSED).results["model.G1"].level == "passed"


def test_the_index_is_the_geometric_mean() -> None:
    verdict = judged(PLAIN, {"p": Decimal(90), "c": Decimal(40)}).readiness
    assert verdict is not None
    assert verdict.index == verdict.index_high == 60
    half = judged(PLAIN, {"p": Decimal(64)}).readiness
    assert half is not None
    assert (half.index, half.index_high) == (Decimal(0), Decimal(80))


def test_a_rule_may_ask_about_tables() -> None:
    text = PLAIN.replace("and plan", "and cp_L2") + level_table("a.cp", "confirmed")
    for answer, grade, at_best in (
        ("L1", "D3", "D3"), ("L2", "D3", "D3"), ("L3", "D2", "D2"), (None, "D2", "D2"),
    ):  # fmt: skip
        verdict = judged(text, {**HIGH, **PASSED, "a.cp.r0": answer}).readiness
        assert verdict is not None
        assert (verdict.grade.id, verdict.grade_high.id) == (grade, at_best)
    verdict = judged(text, {**HIGH, **PASSED}).readiness
    assert verdict is not None
    assert (verdict.grade.id, verdict.grade_high.id) == ("D2", "D3")


ANSWERS = st.fixed_dictionaries(
    {},
    optional={
        "p": st.one_of(st.none(), st.integers(0, 120).map(Decimal)),
        "anchor": st.one_of(st.none(), st.integers(90, 120).map(Decimal)),
        "c": st.one_of(st.none(), st.integers(0, 120).map(Decimal)),
        **{
            name: st.one_of(st.none(), st.booleans())
            for name in ("gate.permit", "gate.clean", "plan", "has", "one", "two", "three")
        },
    },
)
MIXED = (
    ITEMS
    + MODEL
    + sub(
        "P1", "P", 70,
        metric("p", SAME.replace("near_zero = 100", 'near_zero = "anchor"'), "7"),
        part("checklist", 'items = ["one", "two", "three"]', "3"),
        more='applies = "has"',
    )
    + sub("P2", "P", 30, metric("c", SAME))
    + sub("C1", "C", 100, metric("c", SAME))
    + GRADES
)  # fmt: skip
GRADE_ORDER = ["D0", "D1", "D2", "D3"]


@given(ANSWERS, ANSWERS)
def test_filling_blanks_stays_between_as_filled_and_at_best(
    answers: dict[str, Answer], more: dict[str, Answer]
) -> None:
    before = judged(MIXED, answers).readiness
    after = judged(MIXED, {**more, **answers}).readiness
    assert before is not None
    assert after is not None
    tiny = Decimal("1e-25")
    for axis in ("P", "C"):
        old, new = before.axes[axis], after.axes[axis]
        if new.low is None or old.low is None:
            continue  # with nothing left that applies there is no score to compare
        assert new.low >= old.low - tiny
        assert new.high is not None
        assert old.high is not None
        assert new.high <= old.high + tiny
    if after.axes["P"].low is not None and after.axes["C"].low is not None:
        assert GRADE_ORDER.index(after.grade.id) >= GRADE_ORDER.index(before.grade.id)
    assert GRADE_ORDER.index(after.grade_high.id) <= GRADE_ORDER.index(before.grade_high.id)


# --- the worked example of the scheme, through the model that ships ---------------------------


@pytest.fixture(scope="module")
def example() -> dict[str, Any]:
    return tomllib.loads(EXAMPLE.read_text(encoding="utf-8"))


def rounded(value: Decimal | None) -> Decimal:
    assert value is not None
    return round(value, 1)


def test_the_outlets_of_the_worked_example(example: dict[str, Any]) -> None:
    rows = example["outlet"]
    weights = [Decimal(one["weight"]) for one in rows]
    points = [Decimal(one["points"]) for one in rows]
    mean = sum((w * p for w, p in zip(weights, points, strict=True)), Decimal(0)) / sum(weights)
    assert rounded(mean) == Decimal(example["parts"]["P1"])


def test_the_energy_of_the_worked_example(example: dict[str, Any]) -> None:
    energy = {name: Decimal(text) for name, text in example["energy"].items()}
    limits = (energy["benchmark"], energy["baseline"])
    found = band_points(replace(row("a", "L1"), value=energy["value"], limits=limits))
    assert rounded(found) == Decimal(example["parts"]["C1"])


def test_the_worked_example(example: dict[str, Any], tmp_path: Path) -> None:
    """Its sub-indices in the model that ships: weights, axes, index, gates and grade rules."""
    library = Catalog(find_paths(tmp_path)).library
    general, shipped = library.packs["general"], library.packs["readiness"]
    assert shipped.readiness is not None
    anchors = {"worst": "0", "base": "60", "advanced": "85", "near_zero": "100"}
    subs = tuple(
        replace(
            one,
            parts=(
                ScorePart(
                    name=one.name,
                    weight=Decimal(1),
                    kind="metric",
                    value=formula(f"score.{one.id.lower()}"),
                    anchors={name: formula(text) for name, text in anchors.items()},
                ),
            ),
        )
        for one in shipped.readiness.sub_indices
    )
    pack = replace(shipped, readiness=replace(shipped.readiness, sub_indices=subs))
    scores = "".join(item(f"score.{one.id.lower()}") for one in subs) + level_table(
        "a.cp", "confirmed"
    )
    built = build_model([general, pack, *read_small(scores)], 2024)
    assert built.model is not None, [one.sentence() for one in built.problems]
    answers: dict[str, Answer] = {
        f"score.{k.lower()}": Decimal(v) for k, v in example["parts"].items()
    }
    answers |= {key: True for key in built.model.items if key.startswith("gate.")}
    verdict = evaluate(built.model, case_of({**answers, "a.cp.r0": "L1"})).readiness
    assert verdict is not None
    assert rounded(verdict.axes["P"].low) == Decimal(example["expect"]["P"])
    assert rounded(verdict.axes["C"].low) == Decimal(example["expect"]["C"])
    assert rounded(verdict.index) == Decimal(example["expect"]["D"])
    assert verdict.grade.id == verdict.grade_high.id == example["expect"]["grade"]
