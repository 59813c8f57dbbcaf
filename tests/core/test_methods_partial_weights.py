"""`level_index.v1` with weights of which some are not known: the two ends, and what they decide."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.core.methods.level_index import judge
from desktop_app.core.methods.rows import Row
from desktop_app.core.methods.verdict import Verdict
from desktop_app.core.pack import Assessment, Confidence
from desktop_app.core.result import Status
from tests.core.rows_for_tests import LEVELS, SCALE, row, table
from tests.core.test_check import faults

PARTIAL = {"weights": "partial"}


def with_rows(assessment: Assessment, rows: Sequence[Row]) -> Assessment:
    """The table with the indicators of its rows, as a pack has them."""
    return replace(assessment, indicators=tuple(one.indicator for one in rows))


def verdict(
    rows: Sequence[Row], groups: Mapping[str, str | None], options: Mapping[str, str] = PARTIAL
) -> Verdict:
    return judge(with_rows(table(groups, options=options), rows), SCALE, rows)


def ends(found: Verdict, place: int) -> tuple[object, object]:
    return found.figures.values[f"Y{place}"], found.figures.best[f"Y{place}"]


def test_what_the_known_rows_leave_belongs_to_the_unknown_ones() -> None:
    # group g (0.8): a known 0.5 at Ⅰ, b and c share 0.5, b at Ⅰ, c at Ⅲ; group h (0.2): d at Ⅱ
    rows = [
        row("a", "L1", weight="0.5"),
        row("b", "L1", weight=None),
        row("c", "L3", weight=None),
        row("d", "L2", "h"),
    ]
    found = verdict(rows, {"g": "0.8", "h": "0.2"})
    # Ⅰ: 80 x (0.5 to 1); Ⅱ: the same and 20; Ⅲ: everything
    assert ends(found, 1) == (40, 80)
    assert ends(found, 2) == (60, 100)
    assert ends(found, 3) == (100, 100)
    assert (found.level, found.level_low, found.level_high) == ("L3", "L3", "L2")
    assert found.notes[0].code == "verdict.some_weights"
    assert "有 2 项指标的权重" in found.notes[0].sentence()


def test_a_row_not_reached_may_weigh_next_to_nothing_but_not_nothing() -> None:
    rows = [
        row("a", "L1", weight="0.5"),
        row("b", "L1", weight=None),
        row("c", "below", weight=None),
    ]
    found = verdict(rows, {"g": "1"})
    assert ends(found, 3) == (50, 100)
    # Ⅰ and Ⅱ need 85, which c may leave; Ⅲ needs the whole, which c never leaves
    assert (found.level_low, found.level_high) == ("below", "L1")
    behind = [
        row("a", "L3", weight="0.5"),
        row("b", "L3", weight=None),
        row("c", "below", weight=None),
    ]
    assert verdict(behind, {"g": "1"}).level == "below"


@pytest.mark.parametrize(
    ("unknown", "expected"),
    [
        # c does not apply: b has any part of the 0.6 that both share, a the 0.4 it has
        ("L1", (Fraction(100), Fraction(100))),
        ("below", (Fraction(0), Fraction(100))),
    ],
)
def test_a_row_that_does_not_apply_hands_on_an_unknown_weight(
    unknown: str, expected: tuple[Fraction, Fraction]
) -> None:
    met = "L1" if unknown == "L1" else "below"
    rows = [
        row("a", "L1", weight="0.4"),
        row("b", met, weight=None),
        row("c", "n.a.", weight=None),
    ]
    low, high = ends(verdict(rows, {"g": "1"}), 1)
    # b below: 0.4 / (0.4 + b) with b from next to nothing up to 0.6
    assert (low, high) == (expected if unknown == "L1" else (40, 100))


def test_a_group_without_any_known_weight() -> None:
    rows = [row("a", "L1"), row("b", "L1", "h", None), row("c", "L2", "h", None)]
    found = verdict(rows, {"g": "0.9", "h": "0.1"})
    assert ends(found, 1) == (90, 100)
    assert found.level == "L1"


def test_one_unknown_row_has_the_rest_and_leaves_nothing_open() -> None:
    rows = [row("a", "L1", weight="0.9"), row("b", "L3", weight=None)]
    found = verdict(rows, {"g": "1"})
    assert ends(found, 1) == (90, 90)
    assert found.level == "L1"


def test_the_strict_option_and_the_gate_hold() -> None:
    rows = [row("a", "L1", weight="0.9"), row("b", "L3", weight=None)]
    strict = verdict(rows, {"g": "1"}, {**PARTIAL, "level1_others": "L2"})
    assert strict.level == "L2"
    gate = [row("a", "L1", weight="0.9"), row("b", "L2", weight=None, limiting=True)]
    assert verdict(gate, {"g": "1"}).level == "L2"


def test_blanks_widen_the_ends() -> None:
    rows = [row("a", "L1", weight="0.9"), row("b", "open", weight=None)]
    found = verdict(rows, {"g": "1"})
    assert ends(found, 3) == (90, 100)
    assert (found.level, found.level_high) == ("L1", "L1")
    wide = [
        row("a", "L2", weight="0.4"),
        row("b", "open", weight=None),
        row("c", "L2", weight=None),
    ]
    found = verdict(wide, {"g": "1"})
    assert ends(found, 2) == (40, 100)
    assert found.status is Status.PARTIAL
    assert found.deciding == ("b",)


def test_a_pool_by_output_is_known_and_an_output_nobody_gave_leaves_no_index() -> None:
    known = [
        row("a", "L1", weight="0.6", pool="p", weight_by="300"),
        row("b", "L3", weight="0.6", pool="p", weight_by="100"),
        row("c", "L1", weight=None),
    ]
    # 0.6 x 3/4 at Ⅰ, and the 0.4 of c
    assert ends(verdict(known, {"g": "1"}), 1) == (85, 85)
    open_output = [known[0], row("b", "L3", weight="0.6", pool="p", shares_output=True), known[2]]
    found = verdict(open_output, {"g": "1"})
    assert "Y1" not in found.figures.values
    assert found.notes[0].code == "verdict.no_output"


def test_without_the_option_nothing_is_shared_out() -> None:
    rows = [row("a", "L1", weight="0.9"), row("b", "L3", weight=None)]
    found = verdict(rows, {"g": "1"}, {"weights": "missing"})
    assert "Y1" not in found.figures.values
    assert found.level == "L3"


def test_doubtful_first_level_weights_count_for_the_confidence() -> None:
    rows = [row("a", "L1", weight="0.9"), row("b", "L2", weight=None)]
    doubtful = table({"g": "0.9", "h": "0.1"}, options=PARTIAL, confidence=Confidence.RECALLED)
    rows.append(row("d", "below", "h"))
    found = judge(with_rows(doubtful, rows), SCALE, rows)
    # Ⅱ: 90 of 100, as long as the groups weigh what they are said to
    assert found.level == "L2"
    assert found.confidence is Confidence.RECALLED


# --- against weightings tried out ------------------------------------------------------------

REACHED = ("L1", "L2", "L3", "below")
SPLITS = [Fraction(n, 40) for n in (1, 13, 20, 39)]


@given(
    st.lists(st.sampled_from((*REACHED, "n.a.")), min_size=2, max_size=4),
    st.lists(st.sampled_from(REACHED), min_size=2, max_size=2),
    st.sampled_from(SPLITS),
)
def test_no_weighting_leaves_the_ends(
    known: list[str], unknown: list[str], split: Fraction
) -> None:
    """Every way tried to share the unknown weights gives an index between the ends."""
    each = Fraction(3, 5) / len(known)
    rest = Fraction(2, 5)
    names = [f"k{n}" for n in range(len(known))]
    rows = [row(name, level, weight="0") for name, level in zip(names, known, strict=True)]
    rows = [weighing(one, each) for one in rows]
    rows += [row("u0", unknown[0], weight=None), row("u1", unknown[1], weight=None)]
    found = verdict(rows, {"g": "1"})
    tried = [
        weighing(one, rest * part) for one, part in zip(rows[-2:], (split, 1 - split), strict=True)
    ]
    whole = verdict([*rows[:-2], *tried], {"g": "1"}, {})
    for place in (1, 2, 3):
        low, high = ends(found, place)
        exact = whole.figures.values[f"Y{place}"]
        assert close(low) <= close(exact) <= close(high)
    order = [level.id for level in LEVELS] + ["below"]
    place_of = order.index(whole.level_low)
    assert order.index(found.level_high) <= place_of <= order.index(found.level_low)


def weighing(one: Row, weight: Fraction) -> Row:
    """The row with a weight that need not be a short decimal."""
    return replace(one, indicator=replace(one.indicator, weight=weight))  # type: ignore[arg-type]


def close(value: object) -> Fraction:
    """A figure without the last digits of a quotient."""
    return round(Fraction(str(value)), 20)


# --- checking packs --------------------------------------------------------------------------

SAYS = (
    "valid_from = 2020-01-01\n\n[[assessment.group]]",
    'valid_from = 2020-01-01\n\n[assessment.options]\nweights = "partial"\n\n[[assessment.group]]',
)
ROW = "weight = 0.2\nvalid_from"
GROUP = 'name = "工艺"\nweight = 0.4\n'


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ((ROW, "valid_from"), []),
        ((GROUP, 'name = "工艺"\n'), [("pack.group_weight_missing", "group[craft]")]),
        (("pool_weight = 0.8", "pool_weight = 0.8"), [("pack.option_weights", "options.weights")]),
    ],
)
def test_a_table_that_says_so_may_lack_weights_inside_its_groups(
    tmp_path: Path, change: tuple[str, str], expected: list[tuple[str, str]]
) -> None:
    found = faults(tmp_path, "mill", SAYS, change)
    assert found == [(code, f"assessment[mill.cp].{path}") for code, path in expected]


def test_without_the_option_some_weights_are_a_mistake(tmp_path: Path) -> None:
    assert faults(tmp_path, "mill", (ROW, "valid_from")) == [
        ("pack.weights_partial", "assessment[mill.cp].indicator")
    ]


def test_what_is_known_must_leave_something(tmp_path: Path) -> None:
    full = ("pool_weight = 0.8", "pool_weight = 1")
    assert faults(tmp_path, "mill", SAYS, (ROW, "valid_from"), full, full) == [
        ("pack.weights_used_up", "assessment[mill.cp].group[craft]")
    ]
