"""What a person looks at first: completion, headlines, gaps and next steps."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

import pytest

from desktop_app.core import summary
from desktop_app.core.data import Record
from desktop_app.core.evaluate import Evaluation
from desktop_app.core.pack import Limb
from desktop_app.core.result import Status, waiting_results
from tests.core.packs_for_tests import Answer, item, judged, quantity


def table(own_id: str, limb: str, method: str, *rows: str) -> str:
    return f"""
[[assessment]]
id = "{own_id}"
name = "表{own_id}"
limb = "{limb}"
method = "{method}"
scale = "cp"
source = "std"
clause = "表1"
confidence = "confirmed"
[[assessment.group]]
id = "g"
name = "组"
weight = 1
""" + "".join(rows)


def row(own_id: str, value: str, more: str = "") -> str:
    return (
        f'[[assessment.indicator]]\nid = "{own_id}"\nname = "指标{own_id}"\ngroup = "g"\n'
        'weight = 1\nunit = "t"\ndirection = "lower"\nlevels = [10, 20, 30]\n'
        f'value = "{value}"\n{more}\n'
    )


SECTIONS = """
[[section]]
id = "first"
title = "在前"
order = 1
"""
TEXT = (
    SECTIONS
    + item("x", "t")
    + item("y", "t")
    + item("z", "t", section='"first"', listed="true")
    + item("ask", section='"first"', kind='"yesno"')
    + item("air", "t", record='"outlet"', section='"first"')
    + quantity("co2", "x * 2", "t", limb='"carbon"', headline="true", lead="true")
    + quantity("energy", "y * 2", "t", headline="true", lead="true")
    + table(
        "a.cp",
        "clean_production",
        "level_index.v1",
        row("r1", "x", "limiting = true"),
        row("r2", "y"),
    )
    + table("a.benchmark", "energy", "band.v1", row("r1", "y"))
    + table("a.carbon", "carbon", "band.v1", row("r1", "x"))
    + """
[[measure]]
id = "m"
name = "节能"
kind = "节能"
effect = "少用"
serves = ["a.cp.r1"]
"""
)


def case(answers: Mapping[str, Answer], records: tuple[Record, ...] = ()) -> Evaluation:
    return judged(TEXT, answers, records)


# --- completion ------------------------------------------------------------------------------


def test_completion_counts_what_is_asked() -> None:
    first, rest = summary.completion(case({"x": Decimal(1), "ask": None}))
    assert (first.section, first.title, first.asked, first.answered) == ("first", "在前", 1, 1)
    assert (rest.section, rest.asked, rest.answered, rest.share) == ("all", 2, 1, Decimal("0.5"))


def test_listed_items_count_once_listed_and_records_each() -> None:
    outlets = (Record("outlet", "A", "甲"), Record("outlet", "B", "乙"))
    found = case({"z": Decimal(1), "air[A]": Decimal(1)}, outlets)
    first = summary.completion(found)[0]
    assert (first.asked, first.answered) == (4, 2)
    whole = summary.whole_completion(found)
    assert (whole.asked, whole.answered) == (6, 2)


def test_questions_no_result_waits_for_do_not_count() -> None:
    """A process there is not, and a second way to answer what is answered already."""
    text = (
        item("has.oven", kind='"yesno"')
        + item("oven.rate", "kgce/t")
        + item("oven.energy", "kgce")
        + item("oven.output", "t")
        + item("remark", kind='"text"')
        + quantity("oven.use", "first(oven.rate, oven.energy / oven.output)", "kgce/t")
        + table(
            "a.benchmark",
            "energy",
            "band.v1",
            row("r1", "oven.use", 'applies = "has.oven"').replace('"t"', '"kgce/t"'),
        )
    )

    def counted(answers: Mapping[str, Answer]) -> tuple[int, int]:
        whole = summary.whole_completion(judged(text, answers))
        return whole.asked, whole.answered

    assert counted({"remark": "无"}) == (2, 1)
    assert counted({"remark": "无", "has.oven": False}) == (2, 2)
    assert counted({"remark": "无", "has.oven": True}) == (5, 2)
    assert counted({"remark": "无", "has.oven": True, "oven.rate": 100}) == (3, 3)


def test_only_what_is_told_keeps_a_blank_waiting() -> None:
    """The heating value of a fuel that is not burnt leaves a factor open that nobody sees."""
    text = (
        item("slurry", "t", listed="true")
        + item("slurry.lhv", "GJ/t")
        + quantity("factor", "slurry.lhv / 2", "GJ/t")
        + quantity("heat", "slurry * factor", "GJ", headline="true", lead="true")
    )
    unburnt, burnt = judged(text, {}), judged(text, {"slurry": 3})
    assert unburnt.results["factor"].missing
    assert not waiting_results(unburnt.results.values())
    waiting = waiting_results(burnt.results.values())
    assert {name: [one.id for one in told] for name, told in waiting.items()} == {
        "slurry.lhv": ["heat"]
    }


def test_a_section_that_asks_nothing_is_complete() -> None:
    assert summary.Completion("s", "", 0, 0).share == 1


def test_partial_answers_are_answers() -> None:
    monthly = item("m", "t", cadence='"month"')
    assert summary.whole_completion(judged(monthly, {"m": Decimal(3)})).answered == 1
    assert summary.whole_completion(judged(monthly, {})).answered == 0


# --- headlines -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("limb", "answers", "expected"),
    [
        (Limb.CLEAN_PRODUCTION, {"x": Decimal(1)}, "a.cp"),
        (Limb.CLEAN_PRODUCTION, {}, "a.cp"),
        (Limb.ENERGY, {"y": Decimal(1)}, "a.benchmark"),
        (Limb.ENERGY, {}, "a.benchmark"),
        (Limb.ENERGY, {"y": None}, "energy"),
        (Limb.CARBON, {"x": Decimal(1)}, "co2"),
        (Limb.CARBON, {}, "co2"),
    ],
)
def test_the_headline_of_a_limb(limb: Limb, answers: Mapping[str, Answer], expected: str) -> None:
    found = summary.headline(case(answers), limb)
    assert found is not None
    assert found.id == expected


@pytest.mark.parametrize(
    ("x", "y", "expected"),
    [
        (5, 25, "a.second"),
        (25, 5, "a.first"),
        (5, 5, "a.first"),
        (31, 40, "a.first"),
        (5, 40, "a.second"),
        (5, None, "a.first"),
    ],
)
def test_of_tables_alike_the_worst_is_the_headline(x: int, y: int | None, expected: str) -> None:
    tables = (
        item("x", "t")
        + item("y", "t")
        + table("a.first", "pollutants", "limits.v1", row("r1", "x"))
        + table("a.second", "pollutants", "limits.v1", row("r1", "y"))
    )
    answers = {"x": Decimal(x), "y": None if y is None else Decimal(y)}
    found = summary.headline(judged(tables, answers), Limb.POLLUTANTS)
    assert found is not None
    assert found.id == expected


def test_a_table_that_is_open_comes_before_one_that_is_met() -> None:
    tables = (
        item("x", "t")
        + item("y", "t")
        + item("z", "t")
        + table("a.first", "pollutants", "limits.v1", row("r1", "x"))
        + table("a.second", "pollutants", "limits.v1", row("r1", "y"), row("r2", "z"))
    )
    found = summary.headline(judged(tables, {"x": Decimal(5), "y": Decimal(5)}), Limb.POLLUTANTS)
    assert found is not None
    assert (found.id, found.level) == ("a.second", "")


def test_a_table_that_does_not_apply_is_shown_where_there_is_nothing_else() -> None:
    found = summary.headline(case({"x": None, "y": None}), Limb.CLEAN_PRODUCTION)
    assert found is not None
    assert found.status is Status.NA
    assert summary.headline(case({}), Limb.POLLUTANTS) is None


def test_all_of_a_limb_tables_first() -> None:
    evaluation = case({"x": Decimal(1)})
    assert [one.id for one in summary.of_limb(evaluation, Limb.ENERGY)] == ["a.benchmark", "energy"]
    assert [one.id for one in summary.rows_of(evaluation, "a.cp")] == ["a.cp.r1", "a.cp.r2"]


def test_sections_stand_in_their_order() -> None:
    sections = summary.sections_of(case({}).model)
    assert [one.id for one in sections][:2] == ["first", "all"]


# --- gaps and measures -----------------------------------------------------------------------


def test_failed_limiting_rows_are_the_most_urgent() -> None:
    found = summary.gaps(case({"x": Decimal(40), "y": Decimal(15)}))
    assert [one.id for one in found] == ["a.cp.r1", "a.carbon.r1", "a.benchmark.r1", "a.cp.r2"]
    assert [one.standing.gap for one in found if one.standing] == [10, 10, 5, 5]


def test_blanks_and_best_levels_have_no_gap() -> None:
    assert summary.gaps(case({"x": Decimal(1)})) == ()


def test_measures_are_found_by_the_result_they_serve() -> None:
    assert [one.id for one in summary.measures_for(case({}), "a.cp.r1")] == ["m"]
    assert summary.measures_for(case({}), "a.cp.r2") == ()


# --- next steps ------------------------------------------------------------------------------


def test_limiting_blanks_come_before_other_blanks() -> None:
    steps = summary.next_steps(case({}))
    assert [(step.advice.code, step.item) for step in steps] == [
        ("step.fill_limiting", "x"), ("step.fill", "y"),
    ]  # fmt: skip
    assert steps[0].result == "a.cp.r1"
    assert steps[0].advice.args == {"name": "指标r1", "count": "2", "table": "表a.cp"}


def test_a_text_below_the_best_has_no_size_to_tell() -> None:
    rows = '[[assessment.indicator]]\nid = "r1"\nname = "装备"\ngroup = "g"\nweight = 1\n'
    rows += 'direction = "choice"\nlevels = ["好", "中", "差"]\n'
    found = judged(table("a.cp", "clean_production", "level_index.v1", rows), {"a.cp.r1": "L3"})
    assert summary.gaps(found) == ()
    assert summary.next_steps(found) == ()
    inside = row("r1", "x").replace("lower", "range")
    inside = inside.replace("[10, 20, 30]", "[[4, 5], [3, 6], [2, 7]]")
    ranges = item("x", "t") + table("a.cp", "clean_production", "level_index.v1", inside)
    far = judged(ranges, {"x": Decimal(9)})
    assert [one.id for one in summary.gaps(far)] == ["a.cp.r1"]
    assert summary.next_steps(far) == ()


def test_gaps_are_told_with_their_size() -> None:
    steps = summary.next_steps(case({"x": Decimal(40), "y": Decimal(10)}))
    assert [step.result for step in steps] == ["a.cp.r1", "a.carbon.r1"]
    assert steps[0].advice.message() == "“指标r1”距Ⅲ级还差 10 t。"
    assert steps[0].worth > steps[1].worth
    assert summary.next_steps(case({"x": Decimal(40), "y": Decimal(10)}), 1) == steps[:1]


MODEL = """
[readiness]
id = "model"
name = "模型"
statement = "自评参考"
axes = {P = "近零污染"}
source = "std"
[[readiness.sub_index]]
id = "P1"
name = "子项"
axis = "P"
weight = 100
[[readiness.sub_index.part]]
name = "部分"
weight = 1
kind = "metric"
value = "p"
unit = "%"
anchors = { base = 10, advanced = 20, near_zero = 30 }
[[readiness.gate]]
id = "G1"
name = "许可"
axis = "P"
condition = "permit"
cap = "D0"
[[readiness.gate]]
id = "G2"
name = "合规"
axis = "P"
condition = "clean"
cap = "D0"
[[readiness.grade]]
id = "D0"
name = "零"
meaning = "无"
rule = "P >= 0"
"""
READY = item("p", "%") + item("permit", kind='"yesno"') + item("clean", kind='"yesno"') + MODEL


def test_gates_and_open_scores_are_steps() -> None:
    steps = summary.next_steps(judged(READY, {}))
    assert [(step.advice.code, step.result, step.item) for step in steps] == [
        ("step.fill_score", "model.P1", "p"),
        ("step.gates_open", "model.G1", "permit"),
    ]
    assert steps[0].worth == 100
    assert steps[1].advice.args["count"] == "2"
    answers: dict[str, Answer] = {"p": Decimal(20), "permit": False, "clean": True}
    failed = summary.next_steps(judged(READY, answers))
    assert [(step.advice.code, step.result) for step in failed] == [
        ("step.gate_failed", "model.G1"),
    ]
    answers |= {"p": None, "permit": True}
    assert summary.next_steps(judged(READY, answers)) == ()
