"""Bands, quotas, limits and lists: how firm, what to fill first, what is said beside the level."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from desktop_app.core.data import Record
from desktop_app.core.evaluate import Evaluation
from desktop_app.core.methods import METHODS
from desktop_app.core.methods.binding import executed_place
from desktop_app.core.methods.rows import Row
from desktop_app.core.methods.verdict import Verdict
from desktop_app.core.pack import Confidence
from desktop_app.core.result import Result, Standing, Status
from tests.core.packs_for_tests import Answer, item, judged
from tests.core.rows_for_tests import SCALE, row, table
from tests.core.test_methods_rows import pack

WEAK, FIRM = Confidence.RECALLED, Confidence.CONFIRMED
WORST = ["band.v1", "quota.v1", "limits.v1", "item_by_item.v1"]


def verdict(
    rows: Sequence[Row], method: str = "band.v1", new_build: bool | None = False
) -> Verdict:
    options = {"new_build": "is.new"} if new_build is None else {}
    return METHODS[method].judge(table({"g": "1"}, method, options), SCALE, rows, new_build)


def codes(found: Verdict | Result) -> list[str]:
    return [note.code for note in found.notes]


# --- how firm ---------------------------------------------------------------------------------


@pytest.mark.parametrize("method", WORST)
def test_a_weak_number_that_cannot_change_the_level_does_not_taint_it(method: str) -> None:
    rows = [row("a", "below"), row("b", "L1", confidence=WEAK)]
    assert (verdict(rows, method).level, verdict(rows, method).confidence) == ("below", FIRM)


@pytest.mark.parametrize("method", WORST)
def test_a_weak_number_that_can_change_the_level_taints_it(method: str) -> None:
    rows = [row("a", "L2"), row("b", "L1", confidence=WEAK)]
    assert (verdict(rows, method).level, verdict(rows, method).confidence) == ("L2", WEAK)


def test_only_the_weakest_that_matters_counts() -> None:
    rows = [
        row("a", "below", confidence=WEAK),
        row("b", "L1", confidence=Confidence.UNSURE),
        row("c", "L3", confidence=Confidence.SINGLE),
    ]
    assert verdict(rows).confidence is WEAK  # whatever b is, a keeps the table below


def test_an_open_level_is_as_firm_as_what_is_judged() -> None:
    assert verdict([row("a", "L1", confidence=WEAK), row("b", "open")]).confidence is WEAK


# --- what to fill first -----------------------------------------------------------------------


@pytest.mark.parametrize("method", WORST)
def test_a_blank_that_cannot_make_the_table_worse_is_not_asked_first(method: str) -> None:
    failed = [row("a", "below"), row("b", "open", met=(None, False, True), status=Status.BLANK)]
    assert "b" not in verdict(failed, "band.v1").deciding
    found = verdict([row("a", "L2"), row("b", "open"), row("c", "L1")], method)
    assert found.deciding == ("b",)
    assert (found.brings[0].certain, found.brings[0].at_most) == ("L2", "below")
    assert "verdict.first_both" in codes(found)


def test_the_blank_with_the_widest_span_comes_first() -> None:
    narrow = row("a", "open", met=(None, None, True), status=Status.BLANK)
    found = verdict([narrow, row("b", "open")])
    assert found.deciding == ("b", "a")
    assert [one.at_most for one in found.brings] == ["below", "L3"]
    assert [one.certain for one in found.brings] == ["L3", "below"]


def test_a_quota_also_asks_for_what_decides_another_level() -> None:
    """The worst level is settled by a; whether all pass level 2 still depends on b."""
    a = row("a", "", met=(False, True, False))
    b = row("b", "open", met=(False, None, True), status=Status.BLANK)
    c = row("c", "", met=(False, False, True))
    assert verdict([a, c, b], "band.v1").deciding == ()
    assert verdict([a, b], "quota.v1").deciding == ("b",)


# --- quotas -----------------------------------------------------------------------------------


def test_each_quota_level_is_passed_by_all_or_not() -> None:
    rows = [row("a", "", met=(True, False, True)), row("b", "", met=(False, True, True))]
    values = verdict(rows, "quota.v1").figures.values
    assert [values[f"passed_L{n}"] for n in (1, 2, 3)] == [0, 0, 1]
    rows.append(row("c", "open"))
    values = verdict(rows, "quota.v1").figures.values
    assert [values[f"passed_L{n}"] for n in (1, 2, 3)] == [0, 0, None]


@pytest.mark.parametrize(
    ("new_build", "compliant", "said"),
    [
        (False, Decimal(1), ["verdict.quota_met_existing"]),
        (True, Decimal(0), ["verdict.quota_failed_new"]),
        (None, None, ["verdict.quota_met_existing", "verdict.quota_failed_new"]),
    ],
)
def test_existing_enterprises_look_at_the_last_level_new_ones_at_the_one_before(
    new_build: bool | None, compliant: Decimal | None, said: list[str]
) -> None:
    found = verdict([row("a", "", met=(False, False, True))], "quota.v1", new_build)
    assert (found.figures.values["compliant"], codes(found)) == (compliant, said)
    assert found.missing == (("is.new",) if new_build is None else ())


def test_a_new_project_that_passes() -> None:
    found = verdict([row("a", "L2")], "quota.v1", new_build=True)
    assert found.figures.values["compliant"] == 1
    assert codes(found) == ["verdict.quota_met_new"]


def test_both_kinds_of_project_may_agree() -> None:
    assert verdict([row("a", "L2")], "quota.v1", None).figures.values["compliant"] == 1
    failed = verdict([row("a", "below")], "quota.v1")
    assert codes(failed) == ["verdict.quota_failed_existing"]


def test_a_row_that_passes_a_better_level_and_fails_a_worse_one_is_named() -> None:
    """The first level met is the grade; compliance looks at the level itself."""
    found = verdict([row("a", "", met=(True, False, True))], "quota.v1", new_build=True)
    assert found.level == "L1"
    assert codes(found) == ["verdict.quota_failed_new", "verdict.quota_crossed"]
    assert (found.notes[1].args["level"], found.notes[1].args["expected"]) == ("Ⅰ级", "Ⅱ级")


def test_a_quota_to_which_nothing_applies() -> None:
    assert codes(verdict([row("a", "n.a.")], "quota.v1")) == ["verdict.nothing_applies"]
    assert codes(verdict([row("a", "n.a.")], "item_by_item.v1")) == ["verdict.nothing_applies"]


def test_the_item_that_tells_a_new_project_moves_the_quota() -> None:
    text = pack("quota.v1", "[10, 20, 30]") + item("is.new", kind='"yesno"')
    text = text.replace(
        'clause = "表1"\n', 'clause = "表1"\n[assessment.options]\nnew_build = "is.new"\n', 1
    )
    answers: Mapping[str, Answer] = {"x": Decimal(25)}

    def compliant(answer: Mapping[str, Answer]) -> Decimal | None:
        figures = judged(text, {**answers, **answer}).results["t"].figures
        assert figures is not None
        return figures.values["compliant"]

    assert compliant({"is.new": True}) == 0
    assert compliant({"is.new": False}) == 1
    assert compliant({"is.new": None}) == 1  # n.a.: an existing enterprise
    assert compliant({}) is None


# --- deadlines and lists ----------------------------------------------------------------------


def test_those_below_the_baseline_hear_of_their_deadline() -> None:
    due = row("a", "below")
    due = replace(due, indicator=replace(due.indicator, deadline=date(2025, 12, 31)))
    found = verdict([due, row("b", "L1")])
    assert codes(found) == ["verdict.deadline"]
    assert found.notes[0].args == {"name": "a", "date": "2025-12-31"}
    better = replace(due, met=(False, False, True))
    assert codes(verdict([better])) == []


def test_a_list_says_that_it_has_no_index() -> None:
    found = verdict([row("a", "L1"), row("b", "open")], "item_by_item.v1")
    assert codes(found)[:2] == ["verdict.item_by_item", "verdict.incomplete"]
    assert found.value is None
    assert found.figures.values["met1"] == 1


# --- limits that bind -------------------------------------------------------------------------

OUTLET = item("air", "t", record='"outlet"', listed="true") + item(
    "air.permit", "t", record='"outlet"', listed="true"
)


def outlet(
    levels: str, air: str | None, permit: str | None = None, executes: str = ""
) -> Evaluation:
    text = pack("limits.v1", levels, value="air", more='record = "outlet"\npermit = "air.permit"')
    answers: dict[str, Answer] = {} if air is None else {"air[A]": Decimal(air)}
    if permit is not None:
        answers["air.permit[A]"] = Decimal(permit)
    fields = {"source": "kiln"} | ({"executes": executes} if executes else {})
    return judged(OUTLET + text, answers, (Record("outlet", "A", "一号", fields),))


def standing(found: Evaluation) -> Standing:
    result = found.results["t.a[A]"].standing
    assert result is not None
    return result


@pytest.mark.parametrize(
    ("air", "permit", "executes", "binding", "bound", "headroom", "level"),
    [
        ("25", None, "", "L3", "30", "5", "L3"),
        ("25", None, "general", "L3", "30", "5", "L3"),
        ("15", None, "L2", "L2", "20", "5", "L2"),
        ("15", None, "l1", "L1", "10", "-5", "below"),
        ("25", None, "L2", "L2", "20", "-5", "below"),
        ("15", "18", "", "permit", "18", "3", "L2"),
        ("15", "18", "L2", "permit", "18", "3", "L2"),
        ("15", "18", "L1", "L1", "10", "-5", "below"),
        ("25", "20", "L2", "permit", "20", "-5", "below"),
        ("35", None, "", "L3", "30", "-5", "below"),
    ],
)
def test_the_strictest_of_permit_and_executed_limits_binds(
    air: str, permit: str | None, executes: str, binding: str, bound: str, headroom: str, level: str
) -> None:
    found = standing(outlet("[10, 20, 30]", air, permit, executes))
    assert (found.binding, found.bound, found.headroom, found.level) == (
        binding, Decimal(bound), Decimal(headroom), level,
    )  # fmt: skip


def test_beyond_a_limit_that_binds_is_said() -> None:
    assert "verdict.beyond" in codes(outlet("[10, 20, 30]", "25", executes="L2").results["t"])
    assert "verdict.beyond" not in codes(outlet("[10, 20, 30]", "25").results["t"])


def test_a_hole_at_the_executed_level_is_said_and_not_guessed() -> None:
    found = outlet('[10, "unknown", 30]', "25", executes="L2")
    assert (standing(found).bound, standing(found).binding) == (Decimal(30), "L3")
    assert "verdict.bound_unknown" in codes(found.results["t"])
    assert "verdict.bound_unknown" not in codes(outlet('[10, "unknown", 30]', "25").results["t"])


def test_without_a_figure_there_is_a_bound_but_no_headroom() -> None:
    found = standing(outlet("[10, 20, 30]", None, executes="L2"))
    assert (found.bound, found.headroom) == (Decimal(20), None)


def test_more_is_better_where_a_rate_must_be_reached() -> None:
    text = pack("limits.v1", "[30, 20, 10]", "higher")
    result = judged(text, {"x": Decimal(25)}).results["t.a"].standing
    assert result is not None
    assert (result.binding, result.bound, result.headroom) == ("L3", Decimal(10), Decimal(15))


def test_a_range_binds_nothing() -> None:
    text = pack("limits.v1", "[[6, 9], [6, 9], [5, 10]]", "range")
    result = judged(text, {"x": Decimal(7)}).results["t.a"].standing
    assert result is not None
    assert (result.binding, result.bound, result.headroom) == ("", None, None)


def test_a_limit_that_is_nowhere_known_binds_nothing() -> None:
    result = standing(outlet('[10, 20, "unknown"]', "15"))
    assert (result.binding, result.bound, result.headroom) == ("", None, None)


def test_an_outlet_executes_the_general_limits_unless_it_says() -> None:
    assert executed_place(SCALE, {}) == 2
    assert executed_place(SCALE, {"executes": "general"}) == 2
    assert executed_place(SCALE, {"executes": "l1"}) == 0


def test_firmness_of_what_lies_beyond_an_executed_limit() -> None:
    """Beyond the permit no number of the table had a say; beyond an executed limit one had."""
    text = pack(
        "limits.v1", "[10, 20, 30]", value="air", more='record = "outlet"\npermit = "air.permit"'
    )
    text = (OUTLET + text).replace(
        'confidence = "confirmed"\nweight', 'confidence = "recalled"\nweight'
    )
    record = (Record("outlet", "A", "一号", {"executes": "L2"}),)
    beyond = judged(text, {"air[A]": Decimal(25)}, record)
    assert beyond.results["t"].confidence is WEAK
    permitted = judged(text, {"air[A]": Decimal(25), "air.permit[A]": Decimal(24)}, record)
    assert permitted.results["t"].confidence is FIRM
