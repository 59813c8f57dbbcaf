"""`additive.v1`: scores, handing weights on, grades, interval - worked out by hand."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path

import pytest

from desktop_app.core.check import check_pack
from desktop_app.core.pack import Confidence
from desktop_app.core.result import Result, Status
from desktop_app.packs.read import read_library
from tests.core.additive_for_tests import OPTIONS, TRIAL, trial
from tests.core.packs_for_tests import HEADER, Answer, judged

ALL: Mapping[str, Answer] = {
    "coal": Decimal(50),
    "elec": Decimal(20),
    "base": Decimal(20),
    "reuse": Decimal(80),
    "t.permit": "advanced",
    "t.audit": "advanced",
    "has.law": True,
}
"""Every row just at its base value: S = 1 throughout, P1 = P2 = P = 100."""


def answered(**changes: Answer) -> dict[str, Answer]:
    return {**ALL, **{key.replace("__", "."): answer for key, answer in changes.items()}}


def without(*keys: str) -> dict[str, Answer]:
    return {key: answer for key, answer in ALL.items() if key not in keys}


def result(answers: Mapping[str, Answer], text: str = TRIAL) -> Result:
    return judged(text, answers).results["t"]


def figure(found: Result, name: str, *, best: bool = False) -> Decimal | None:
    assert found.figures is not None
    return (found.figures.best if best else found.figures.values)[name]


def codes(found: Result) -> list[str]:
    return [note.code for note in found.notes]


def test_at_the_base_values_all_sums_are_100() -> None:
    found = result(ALL)
    assert [figure(found, name) for name in ("P1", "P2", "P")] == [100, 100, 100]
    assert (found.level, found.value, found.status) == (
        "advanced", Decimal(100), Status.GIVEN,
    )  # fmt: skip
    assert codes(found) == ["verdict.additive"]


@pytest.mark.parametrize(
    ("changes", "p1"),
    [
        ({"coal": Decimal(100)}, Decimal(80)),  # S = 50/100: 40 x 0.5 + 20 + 40
        ({"coal": Decimal(25)}, Decimal(108)),  # 50/25 = 2, at most 1.2: 48 + 20 + 40
        ({"coal": Decimal(0)}, Decimal(108)),  # nothing used: the cap
        ({"reuse": Decimal(60)}, Decimal(90)),  # 60/80 = 0.75: 40 + 20 + 30
        ({"reuse": Decimal(0)}, Decimal(60)),
        ({"reuse": Decimal(100)}, Decimal(108)),  # 1.25, at most 1.2
        ({"elec": Decimal(40)}, Decimal(90)),  # a base value that is a formula: 20/40
    ],
)
def test_scores_are_ratios_to_the_base_value(changes: dict[str, Answer], p1: Decimal) -> None:
    assert figure(result({**ALL, **changes}), "P1") == p1


def test_each_row_shows_its_score_and_no_level_of_its_own() -> None:
    found = trial(answered(coal=Decimal(100))).results["t.coal"]
    assert found.figures is not None
    assert (found.figures.values["S"], found.level, found.level_name) == (Decimal("0.5"), "", "")
    assert found.standing is not None
    assert (found.standing.gap, found.standing.next_level) == (None, "")
    assert trial(answered(coal=None)).results["t.coal"].figures is None


def test_qualitative_rows_score_all_or_nothing() -> None:
    found = result(answered(t__permit="below"))
    assert [figure(found, "P2"), figure(found, "P")] == [30, 79]  # 0.7 x 100 + 0.3 x 30
    assert found.level == "clean"


@pytest.mark.parametrize(
    ("reuse", "level"),
    [
        ("80", "advanced"),
        ("51.42857142857142857142857143", "advanced"),  # P = 90 or a hair above
        ("51.42857142857142857142857142", "clean"),
        ("8.571428571428571428571428571", "below"),  # P a hair below 75
    ],
)
def test_the_grades_need_their_points(reuse: str, level: str) -> None:
    """P = 0.7 (60 + 40 r/80) + 30 >= 90 means r >= 51 3/7, >= 75 means r >= 8 4/7."""
    assert result(answered(reuse=Decimal(reuse))).level == level


def test_a_missing_item_hands_its_weight_on_inside_its_group() -> None:
    """K' = K A1/A2: coal alone carries the 60 of its group, S = 0.5 -> 30 + 40."""
    found = result(answered(elec=None, coal=Decimal(100)))
    assert figure(found, "P1") == 70
    assert codes(found) == ["verdict.additive"]


def test_a_group_wholly_away_hands_its_weight_to_the_other_groups() -> None:
    found = result(answered(elec=None, coal=None, reuse=Decimal(60)))
    assert figure(found, "P1") == 75
    assert "verdict.group_handed_on" in codes(found)


def test_a_part_wholly_away_leaves_the_other() -> None:
    found = result(answered(t__permit=None, has__law=False, reuse=Decimal(60)))
    assert figure(found, "P") == 90  # P1 alone
    assert "verdict.no_qualitative" in codes(found)
    found = result(answered(coal=None, elec=None, reuse=None, t__audit="below"))
    assert figure(found, "P") == 70
    assert "verdict.no_quantitative" in codes(found)


def test_nothing_applies() -> None:
    away = answered(coal=None, elec=None, reuse=None, t__permit=None, has__law=False)
    found = result(away)
    assert (found.status, codes(found)) == (Status.NA, ["verdict.nothing_applies"])


def test_blanks_count_as_nothing_and_open_the_interval() -> None:
    found = result(without("coal"))
    # 0.7 x (0 + 20 + 40) + 30 = 72; at best S = 1.2: 0.7 x 108 + 30 = 105.6
    assert [figure(found, "P"), figure(found, "P", best=True)] == [72, Decimal("105.6")]
    assert (found.level, found.level_low, found.level_high) == ("", "below", "advanced")
    assert (found.status, found.missing) == (Status.PARTIAL, ("coal",))
    assert codes(found)[:2] == ["verdict.additive_open", "verdict.incomplete"]
    (only,) = found.brings
    assert (only.result, only.item, only.certain, only.at_most, only.gain) == (
        "t.coal", "coal", "advanced", "below", Decimal("33.6"),
    )  # fmt: skip


def test_a_blank_that_cannot_change_the_grade_is_not_asked_first() -> None:
    found = result(without("t.audit"))  # 91 without it, 100 with it
    assert (found.level, found.deciding) == ("advanced", ())


def test_everything_blank() -> None:
    found = result({})
    assert (found.status, found.level, found.level_low) == (Status.BLANK, "", "below")
    assert found.brings[0].result in ("t.coal", "t.reuse")


def test_a_blank_base_value_leaves_the_score_open() -> None:
    found = result(without("base"))
    assert [figure(found, "P1"), figure(found, "P1", best=True)] == [80, 104]
    assert "base" in found.missing


# --- how firm ---------------------------------------------------------------------------------

WEAK_COAL = TRIAL.replace(
    'id = "coal"\nname = "coal"\n', 'id = "coal"\nname = "coal"\nconfidence = "recalled"\n'
)


def test_a_weak_base_value_taints_only_where_it_can_change_the_grade() -> None:
    assert result(ALL, WEAK_COAL).confidence is Confidence.RECALLED
    failed = {**ALL, "t.permit": "below", "t.audit": "below", "reuse": Decimal(0)}
    # at most 0.7 x (48 + 24) < 75 whatever the base value of coal
    assert result(failed, WEAK_COAL).confidence is Confidence.CONFIRMED


def test_weak_thresholds_always_taint() -> None:
    text = TRIAL.replace(
        'thresholds_confidence = "confirmed"', 'thresholds_confidence = "recalled"'
    )
    assert result(ALL, text).confidence is Confidence.RECALLED


def test_weak_weights_do_not_matter_where_all_rows_agree() -> None:
    text = TRIAL.replace('name = "水"\n', 'name = "水"\nconfidence = "recalled"\n')
    assert result(ALL, text).confidence is Confidence.CONFIRMED
    assert result(answered(coal=Decimal(100)), text).confidence is Confidence.RECALLED
    assert result({}, text).confidence is Confidence.RECALLED


# --- what a pack must write -------------------------------------------------------------------


def faults(root: Path, *changes: tuple[str, str]) -> list[str]:
    text = HEADER + TRIAL
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new, 1)
    folder = root / "small"
    folder.mkdir(parents=True)
    (folder / "pack.toml").write_text(text, encoding="utf-8")
    library = read_library([folder])
    found = [one.code for one in library.problems]
    return found or [one.code for one in check_pack(library.packs["small"], library.packs)]


def test_the_trial_system_is_sound(tmp_path: Path) -> None:
    assert faults(tmp_path) == []


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("cap = 1.2\n", "", ["pack.option_missing"]),
        ("cap = 1.2", "cap = 0.5", ["pack.option_value"]),
        ("minimum_1 = 90\n", "", ["pack.option_missing"]),
        ("minimum_1 = 90", "minimum_1 = 70", ["pack.additive_order"]),
        ("share_qualitative = 0.3", "share_qualitative = 0.2", ["pack.additive_shares"]),
        ('thresholds_source = "std"\n', "", ["pack.option_missing"]),
        ('thresholds_source = "std"', 'thresholds_source = "no"', ["pack.option_source"]),
        ('thresholds_confidence = "confirmed"', 'thresholds_confidence = "unsure"',
         ["pack.option_value"]),
        ("levels = [50]", "levels = [50, 60]", ["pack.additive_levels"]),
        ("levels = [50]", "levels = [50]\nstrict = true", ["pack.strict_where"]),
        ("levels = [50]", "levels = [0]", ["pack.additive_base"]),
        ("weight = 40\n\n", "weight = 40\nlimiting = true\n", ["pack.additive_row"]),
        ('name = "水"\nweight = 40', 'name = "水"\nweight = 30',
         ["pack.additive_group", "pack.additive_total"]),
        ('scale = "trial"', 'scale = "cp"', ["pack.method_levels"]),
    ],
)  # fmt: skip
def test_each_mistake_is_told(tmp_path: Path, old: str, new: str, expected: list[str]) -> None:
    assert faults(tmp_path, (old, new)) == expected


def test_quantitative_and_qualitative_rows_stand_in_groups_of_their_own(tmp_path: Path) -> None:
    change = ('group = "law"\ndirection', 'group = "water"\ndirection')
    assert "pack.additive_mixed" in faults(tmp_path, change)


def test_no_option_has_a_default() -> None:
    """Thresholds differ between industries (fire power 95/80, others 90/75)."""
    assert {line.partition(" ")[0] for line in OPTIONS.split("\n") if " = " in line} >= {
        "cap", "share_quantitative", "share_qualitative", "minimum_1", "minimum_2",
        "thresholds_source", "thresholds_confidence",
    }  # fmt: skip
