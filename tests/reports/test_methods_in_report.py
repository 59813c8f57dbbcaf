"""What methods say beside the level stands in the report."""

from __future__ import annotations

import pytest

from desktop_app.core.data import Datum, Key, Period, State
from desktop_app.core.evaluate import Evaluation
from desktop_app.core.result import Status
from desktop_app.reports.blocks import Block, Callout, Paragraph, Table
from desktop_app.reports.chapters.appendix import data
from desktop_app.reports.chapters.limbs import clean_production, energy, policy
from tests.core.additive_for_tests import trial
from tests.core.packs_for_tests import YEAR
from tests.core.test_methods_additive import ALL
from tests.reports.method_scenes import SCENES


def texts(blocks: tuple[Block, ...]) -> str:
    """All running text and all cells."""
    found: list[str] = []
    for block in blocks:
        if isinstance(block, Paragraph | Callout):
            found.append(str(block.text))
        elif isinstance(block, Table):
            found += [column.title for column in block.columns]
            found += [str(cell.text) for line in block.rows for cell in line.cells]
    return "\n".join(found)


def test_a_trial_system_prints_its_sums_base_values_and_scores() -> None:
    said = texts(clean_production(trial(ALL)))
    assert "综合评价指数 P = 100（定量 P1 = 100，定性 P2 = 100）。" in said
    assert "评价基准值" in said
    assert "得分系数" in said
    assert "级别" not in said
    assert "\n符合\n" in said


LIMBS = (clean_production, energy, policy)


@pytest.mark.parametrize("name", SCENES)
def test_every_note_of_a_verdict_is_printed(name: str) -> None:
    for seed in range(6):
        evaluation: Evaluation = SCENES[name].judged(seed)
        said = texts(tuple(one for chapter in LIMBS for one in chapter(evaluation)))
        for table in evaluation.tables:
            for note in evaluation.results[table].notes:
                assert note.message() in said


def test_the_reason_why_a_row_does_not_apply_is_printed() -> None:
    """Nothing is n.a. without a reason (`data.reason_missing`), and the reader gets to see it."""
    key = Key("coal", Period(YEAR))
    away = Datum(key, State.NA, reason="本年起不再烧煤，改用天然气")
    evaluation = trial({**ALL, "coal": away})
    assert evaluation.results["t.coal"].status is Status.NA
    assert "本年起不再烧煤，改用天然气" in texts(data(evaluation))
