"""Every rule of the program finds what it is for, and says nothing where that is not so."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from functools import cache
from string import Formatter

import pytest

from desktop_app.core.consistency.examined import median
from desktop_app.core.consistency.finding import Finding
from desktop_app.core.consistency.findings import findings, rules
from desktop_app.core.consistency.months import slip_of
from desktop_app.core.consistency.set_aside import is_note, note, note_key
from desktop_app.core.consistency_texts import CONSISTENCY_TEXTS, NAMES
from desktop_app.core.data import Datum
from desktop_app.core.evaluate import evaluate
from desktop_app.core.model import Model, build_model
from desktop_app.core.problem_texts import TEXTS
from desktop_app.core.problems import Severity
from tests.core.consistency_cases import (
    COAL,
    KILN,
    OTHER,
    PACK,
    PAIRS,
    PM,
    Told,
    amount,
    changed,
    months,
    told,
    year,
)
from tests.core.packs_for_tests import read_small


@cache
def model_of(pack: str, industries: tuple[str, ...], of_year: int, industry: str) -> Model:
    packs = read_small(pack)
    if industries:
        packs = tuple(replace(one, kind="industry", industries=industries) for one in packs)
    built = build_model(packs, of_year, "520100", industry)
    assert built.model is not None, built.problems
    return built.model


def found(case: Told) -> tuple[Finding, ...]:
    now, before = case.case(), case.case_before()
    industry = case.enterprise.industry
    judged = evaluate(model_of(case.pack, case.industries, now.year, industry), now)
    if before is None:
        return findings(judged)
    last = evaluate(model_of(case.pack, case.industries, before.year, industry), before)
    return findings(judged, last)


def by_rule(case: Told) -> dict[str, Finding]:
    return {one.rule: one for one in found(case)}


@pytest.mark.parametrize("rule", PAIRS)
def test_a_rule_fires_and_stays_silent(rule: str) -> None:
    fires, silent = PAIRS[rule]
    hit = by_rule(fires).get(rule)
    assert hit is not None
    assert hit.severity is Severity(TEXTS[rule].severity)
    for sentence in (hit.message(), hit.remedy()):
        assert sentence
        assert "{" not in sentence
    assert rule not in by_rule(silent)


def test_every_rule_is_tried_named_and_worded() -> None:
    assert set(PAIRS) == set(NAMES)
    assert set(CONSISTENCY_TEXTS) <= set(NAMES)
    assert len({name for name, _group in NAMES.values()}) == len(NAMES)


def _fields(template: str) -> Iterator[str]:
    return (name for _text, name, _spec, _how in Formatter().parse(template) if name)


@pytest.mark.parametrize("code", CONSISTENCY_TEXTS)
def test_sentences_end_as_sentences(code: str) -> None:
    severity, text, remedy = CONSISTENCY_TEXTS[code]
    assert severity in set(Severity)
    assert text.endswith(("。", "}"))
    assert remedy.endswith("。")
    assert all(_fields(text + remedy))


def test_an_empty_case_lacks_answers_and_nothing_else() -> None:
    rules_found = {one.rule for one in found(told())}
    assert rules_found == {"finding.limiting_open", "finding.unanswered"}


def test_a_sound_case_has_nothing_to_tell() -> None:
    case = told(
        COAL,
        amount("value", 1000),
        PM,
        records=(KILN,),
        pack=PACK.replace('confidence = "recalled"', 'confidence = "confirmed"'),
    )
    assert found(case) == ()


def test_findings_lead_to_the_place() -> None:
    slip = by_rule(told(months("coal.use", changed(range(100, 112), 3, 100000))))
    assert slip["finding.month_unit_slip"].jump == "coal.use@2024-03"
    twice = by_rule(told(records=(KILN, replace(OTHER, name="窑头"))))
    assert twice["finding.record_name_twice"].jump == "stack.pm[S2]@2024"
    assert by_rule(told(amount("steel.x", 5)))["finding.data_unused"].jump == ""


def test_sentences_say_values_usual_and_times() -> None:
    one = by_rule(told(months("coal.use", changed([100] * 12, 3, 100000))))
    message = one["finding.month_unit_slip"].message()
    assert "3 月是 100000 t" in message
    assert "中位数 100 t 的 1000 倍" in message
    jump = by_rule(told(amount("value", 16), last=year(amount("value", 10))))
    assert "变化 +60%，超过 50%" in jump["finding.year_jump"].message()


def test_a_slip_of_a_unit_is_no_mere_jump() -> None:
    rules_found = by_rule(told(amount("value", 5), last=year(amount("value", 5200))))
    assert "finding.year_unit_slip" in rules_found
    assert "finding.year_jump" not in rules_found


def test_errors_come_first_and_set_aside_last() -> None:
    case = told(amount("value", -5), amount("steel.x", 1), months("coal.use", [1, None, 3]))
    ranks = [one.rank for one in found(case)]
    assert ranks == sorted(ranks)
    assert found(case)[0].severity is Severity.ERROR


def with_datum(case: Told, datum: Datum) -> Told:
    return replace(case, data=(*case.data, datum))


def test_a_finding_may_be_set_aside_until_its_figures_change() -> None:
    case = told(amount("value", -5))
    (hit,) = [one for one in found(case) if one.rule == "finding.below_minimum"]
    kept = note(hit, 2024, " 冲减往年 ")
    assert is_note(kept.key)
    assert kept.key == note_key(hit, 2024)
    aside = by_rule(with_datum(case, kept))["finding.below_minimum"]
    assert aside.set_aside == "冲减往年"
    assert found(with_datum(case, kept))[-1] == aside
    assert by_rule(with_datum(told(amount("value", -6)), kept))[hit.rule].set_aside == ""


def test_notes_are_no_data_of_the_case() -> None:
    case = told(amount("value", -5))
    (hit,) = [one for one in found(case) if one.rule == "finding.below_minimum"]
    after = with_datum(case, note(hit, 2024, "冲减往年"))
    assert "finding.data_unused" not in by_rule(after)
    assert len(found(after)) == len(found(case))


def test_rules_are_listed_with_their_packs() -> None:
    text = """
[[check]]
id = "own"
name = "煤多产值少"
severity = "error"
when = "coal.use > 1000 and value < 1"
message = "煤 {coal.use}，产值 {value}，计划 {plan}。"
remedy = "请核对。"
jump = "value"
group = "产值"
"""
    model = model_of(PACK + text, (), 2024, "")
    listed = rules(model.packs)
    assert [one.id for one in listed if one.pack] == ["own"]
    assert len(listed) == len(NAMES) + 1
    case = told(amount("coal.use", 2000), amount("value", "0.5"), pack=PACK + text)
    own = by_rule(case)["own"]
    assert own.message() == "煤 2000 t，产值 0.5 万元，计划 —。"
    assert (own.jump, own.severity) == ("value@2024", Severity.ERROR)
    half = told(months("coal.use", [2000]), amount("value", "0.5"), pack=PACK + text)
    assert "own" not in by_rule(half)


@pytest.mark.parametrize(
    ("times", "power"),
    [
        ("6.9", 0), ("7", 1), ("10", 1), ("14", 1), ("14.1", 0), ("332", 0), ("333", 3),
        ("1000", 3), ("3161", 3), ("3163", 4), ("10000", 4), ("30000", 4), ("30001", 0),
    ],
)  # fmt: skip
def test_bounds_of_slips(times: str, power: int) -> None:
    assert slip_of(Decimal(times)) == power


def test_median() -> None:
    assert median([Decimal(3), Decimal(1), Decimal(2)]) == Decimal(2)
    assert median([Decimal(4), Decimal(1), Decimal(2), Decimal(3)]) == Decimal("2.5")
