"""Policy tables: duties decide when they are due, targets and directions are only counted."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

import pytest

from desktop_app.core import summary
from desktop_app.core.changes import Changes
from desktop_app.core.check import check_pack
from desktop_app.core.duties import Tally, duties_of
from desktop_app.core.evaluate import Evaluation, evaluate, reevaluate
from desktop_app.core.pack import Confidence
from desktop_app.core.result import Status
from desktop_app.core.trace import build_trace
from tests.core.packs_for_tests import Answer, case_of, item, judged, read_small

POLICY_SCALE = """
[[scale]]
id = "policy"
name = "政策要求"
[[scale.level]]
id = "MET"
name = "符合"
sign = "●"
tone = "level_1"
[scale.below]
id = "below"
name = "未符合"
sign = "✕"
tone = "level_below"
[[scale.mark]]
id = "short"
name = "低于目标"
sign = "△"
tone = "level_3"
[[scale.mark]]
id = "idle"
name = "尚未做到"
sign = "○"
tone = "muted"
[[scale.mark]]
id = "later"
name = "尚未到期"
sign = "○"
tone = "muted"
"""

HEAD = """
[[assessment]]
id = "small.policy"
name = "政策要求"
limb = "policy"
method = "duties.v1"
scale = "policy"
source = "std"
confidence = "confirmed"
"""


def row(own_id: str, kind: str, more: str = "") -> str:
    """A row that asks for at least 70 % of the item named as it."""
    return (
        f'[[assessment.indicator]]\nid = "{own_id}"\nname = "{own_id}"\ngroup = "{kind}"\n'
        f'unit = "%"\ndirection = "higher"\nlevels = [70]\nvalue = "{own_id}"\n{more}\n'
    )


def asked(own_id: str, kind: str, condition: str, more: str = "") -> str:
    """A row that asks yes or no."""
    return (
        f'[[assessment.indicator]]\nid = "{own_id}"\nname = "{own_id}"\ngroup = "{kind}"\n'
        f'direction = "choice"\nlevels = ["做到"]\nvalue = "{condition}"\n{more}\n'
    )


GROUPS = "".join(
    f'[[assessment.group]]\nid = "{kind}"\nname = "{kind}"\n'
    for kind in ("duty", "target", "encouraged")
)
RATES = ("due", "future", "goal", "goal_2030", "wish")
ROWS = (
    row("due", "duty")
    + row("future", "duty", "deadline = 2025-12-31")
    + asked("audit", "duty", "any(not listed, done)", 'applies = "big"')
    + row("goal", "target", "deadline = 2024-12-31")
    + row("goal_2030", "target", "deadline = 2030-12-31")
    + row("wish", "encouraged")
)
TABLE = (
    POLICY_SCALE
    + "".join(item(key, "%") for key in RATES)
    + "".join(item(key, kind='"yesno"') for key in ("big", "listed", "done"))
    + HEAD
    + GROUPS
    + ROWS
)

GOOD: Mapping[str, Answer] = {
    **dict.fromkeys(RATES, 70), "big": True, "listed": True, "done": True,
}  # fmt: skip


BENCHMARK = """
[[scale]]
id = "bench"
name = "标杆与基准"
[[scale.level]]
id = "BM"
name = "标杆"
sign = "●"
tone = "level_1"
[[scale.level]]
id = "BL"
name = "基准"
sign = "○"
tone = "level_3"
[scale.below]
id = "below"
name = "低于基准"
sign = "✕"
tone = "level_below"

[[assessment]]
id = "small.benchmark"
name = "能效"
limb = "energy"
method = "band.v1"
scale = "bench"
source = "std"
confidence = "recalled"
[[assessment.group]]
id = "g"
name = "能效"
[[assessment.indicator]]
id = "use"
name = "能耗"
group = "g"
unit = "t"
direction = "lower"
levels = [10, 20]
value = "use"
"""
BY_TABLE = (
    POLICY_SCALE
    + item("use", "t")
    + HEAD
    + GROUPS
    + asked("base", "duty", "benchmark_BL")
    + asked("best", "target", "benchmark_BM", 'applies = "benchmark_judged"')
    + asked("clean", "duty", "cp_L2")
    + BENCHMARK
)


def levels(found: Evaluation) -> dict[str, str]:
    return {
        one.id.removeprefix("small.policy."): one.level
        for one in summary.rows_of(found, "small.policy")
    }


def figures(found: Evaluation) -> dict[str, int]:
    values = found.results["small.policy"].figures
    assert values is not None
    return {name: int(count) for name, count in values.values.items() if count}


def test_everything_met() -> None:
    found = judged(TABLE, GOOD)
    assert set(levels(found).values()) == {"MET"}
    assert found.results["small.policy"].level == "MET"
    assert figures(found) == {"duty_met": 3, "target_met": 2, "encouraged_met": 1}


def test_what_is_not_met_is_called_by_how_far_it_binds() -> None:
    found = judged(TABLE, {**GOOD, **dict.fromkeys(RATES, 69), "done": False})
    assert levels(found) == {
        "due": "below", "future": "later", "audit": "below",
        "goal": "short", "goal_2030": "later", "wish": "idle",
    }  # fmt: skip
    assert found.results["small.policy"].level == "below"
    assert figures(found) == {
        "duty_unmet": 2, "duty_later": 1, "target_unmet": 1, "target_later": 1,
        "encouraged_unmet": 1,
    }  # fmt: skip


def test_targets_and_directions_fail_nobody() -> None:
    found = judged(TABLE, {**GOOD, "goal": 0, "goal_2030": 0, "wish": 0, "future": 0})
    assert found.results["small.policy"].level == "MET"
    assert [one.id for one in summary.gaps(found)] == []


def test_only_a_duty_that_is_due_and_failed_is_a_gap() -> None:
    found = judged(TABLE, {**GOOD, **dict.fromkeys(RATES, 60)})
    assert [one.id for one in summary.gaps(found)] == ["small.policy.due"]


def test_failed_duties_are_one_next_step() -> None:
    found = judged(TABLE, {**GOOD, "done": False, "goal": 0, "wish": 0})
    steps = [one for one in summary.next_steps(found) if one.advice.code == "step.duties"]
    assert [(one.result, one.advice.args["count"]) for one in steps] == [
        ("small.policy.audit", "1")
    ]
    assert all(one.advice.code != "step.duties" for one in summary.next_steps(judged(TABLE, GOOD)))


def test_while_it_is_open_whether_a_row_applies_no_answer_is_shown() -> None:
    found = judged(TABLE, {key: one for key, one in GOOD.items() if key != "big"})
    row = found.tables["small.policy"].row("audit")
    assert row is not None
    assert (row.truth, row.met) == (None, (None,))


def test_a_blank_duty_leaves_the_table_open_and_a_failed_one_does_not() -> None:
    blank = {key: one for key, one in GOOD.items() if key != "due"}
    found = judged(TABLE, blank)
    whole = found.results["small.policy"]
    assert (whole.level, whole.level_low, whole.level_high) == ("", "below", "MET")
    assert whole.status is Status.PARTIAL
    assert whole.deciding == ("small.policy.due",)
    assert figures(found)["duty_open"] == 1
    failed = judged(TABLE, {**blank, "done": False})
    assert failed.results["small.policy"].level == "below"


@pytest.mark.parametrize("blank", ["future", "goal", "goal_2030", "wish"])
def test_blanks_that_cannot_fail_anybody_leave_the_conclusion(blank: str) -> None:
    found = judged(TABLE, {key: one for key, one in GOOD.items() if key != blank})
    assert found.results["small.policy"].level == "MET"
    assert levels(found)[blank] == ""


def test_a_row_that_does_not_apply_counts_nowhere() -> None:
    found = judged(TABLE, {**GOOD, "big": False, "done": False})
    assert found.results["small.policy.audit"].status is Status.NA
    assert figures(found) == {"duty_met": 2, "target_met": 2, "encouraged_met": 1}


def test_who_is_not_listed_need_not_have_done_it() -> None:
    answers = {key: one for key, one in GOOD.items() if key != "done"}
    assert levels(judged(TABLE, {**answers, "listed": False}))["audit"] == "MET"
    assert levels(judged(TABLE, answers))["audit"] == ""


def test_without_a_duty_that_is_due_there_is_no_level() -> None:
    text = POLICY_SCALE + item("goal", "%") + HEAD + GROUPS + row("goal", "target")
    whole = judged(text, {"goal": 10}).results["small.policy"]
    assert (whole.level, whole.level_low, whole.level_high) == ("", "", "")
    assert whole.status is Status.GIVEN


def test_the_tables_of_a_case_are_counted_together() -> None:
    found = duties_of(judged(TABLE, {**GOOD, "due": 60}))
    assert found.duty == Tally(met=2, unmet=1, open=0, later=0)
    assert found.target == Tally(met=2, unmet=0, open=0, later=0)
    assert found.level == "below"


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ('id = "encouraged"', 'id = "wishes"', "pack.method_group"),
        ('id = "idle"', 'id = "lazy"', "pack.method_marks"),
    ],
)
def test_groups_and_marks_are_those_the_method_knows(old: str, new: str, code: str) -> None:
    text = TABLE.replace(old, new).replace('group = "encouraged"', f'group = "{new[6:-1]}"')
    text = text if code == "pack.method_group" else TABLE.replace(old, new)
    (pack,) = read_small(text)
    assert [one.code for one in check_pack(pack, {"small": pack})] == [code]


@pytest.mark.parametrize(
    ("use", "base", "best", "whole"),
    [
        ("10", "MET", "MET", "MET"),
        ("20", "MET", "short", "MET"),
        ("20.1", "below", "short", "below"),
    ],
)
def test_what_other_tables_judge_is_not_asked_again(
    use: str, base: str, best: str, whole: str
) -> None:
    found = judged(BY_TABLE, {"use": Decimal(use)})
    assert levels(found) == {"base": base, "best": best, "clean": ""}
    assert found.results["small.policy.clean"].status is Status.NA  # there is no such table
    assert found.results["small.policy"].level == whole
    assert found.results["small.policy.base"].confidence is Confidence.RECALLED


def test_while_the_other_table_is_open_the_duty_waits_for_what_it_waits_for() -> None:
    found = judged(BY_TABLE, {})
    row = found.results["small.policy.base"]
    assert (row.status, row.missing, row.level) == (Status.BLANK, ("use",), "")


def test_an_edit_reaches_the_duty_through_the_other_table() -> None:
    before = judged(BY_TABLE, {"use": 20})
    edited = case_of({"use": 30})
    changes = Changes("改", frozenset(edited.data))
    after = reevaluate(before, edited, changes)
    assert after.results["small.policy.base"].level == "below"
    assert after.results == evaluate(before.model, edited).results


def test_only_a_policy_table_may_ask_about_other_tables() -> None:
    text = BY_TABLE.replace('limb = "policy"', 'limb = "energy"')
    (pack,) = read_small(text)
    found = {(one.code, one.args["name"]) for one in check_pack(pack, {"small": pack})}
    assert ("pack.name_unknown", "benchmark_BL") in found


def test_the_trace_of_a_duty_leads_to_the_table() -> None:
    trace = build_trace(judged(BY_TABLE, {"use": 30}), "small.policy.base")
    assert [one.id for one in trace.walk() if one.kind == "truth"] == ["benchmark_BL"]
    assert "small.benchmark.use" in {one.id for one in trace.walk()}


def test_a_policy_table_has_to_tell_duties_apart() -> None:
    text = TABLE.replace('method = "duties.v1"', 'method = "item_by_item.v1"')
    (pack,) = read_small(text)
    assert "pack.policy_method" in [one.code for one in check_pack(pack, {"small": pack})]
