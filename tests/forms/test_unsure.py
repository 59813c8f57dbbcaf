"""What nobody is sure of is for reading: it limits nothing, gates nothing, feeds no formula."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from desktop_app.core.expr import Expr
from desktop_app.core.pack import Assessment, Confidence, Indicator, Met, Pack
from tests.forms.industry import catalog

PACKS = sorted(catalog().library.packs)
# The reading of a carbon balance without a guide of its own; it marks every figure it feeds.
OWN_READINGS = {"yellow_phosphorus.emitted_share"}


def pack_of(own_id: str) -> Pack:
    return catalog().library.packs[own_id]


def formulas_of_rows(table: Assessment) -> Iterator[Expr | None]:
    for row in table.indicators:
        yield from (row.applies, row.weight_by, row.permit)
        for part in row.parts:
            yield part.value
            for step in part.thresholds:
                yield from (step.low, step.limit)


def formulas_of_model(pack: Pack) -> Iterator[Expr | None]:
    if pack.readiness is None:
        return
    for gate in pack.readiness.gates:
        yield from (gate.condition, gate.contradiction)
    for sub in pack.readiness.sub_indices:
        yield sub.applies
        for part in sub.parts:
            yield from (part.value, *part.anchors.values())


def unsure_rows(pack: Pack) -> Iterator[tuple[Assessment, Indicator]]:
    for table in pack.assessments:
        for row in table.indicators:
            if row.cited.confidence is Confidence.UNSURE:
                yield table, row


@pytest.mark.parametrize("own_id", PACKS)
def test_no_formula_reads_a_number_nobody_is_sure_of(own_id: str) -> None:
    numbers = pack_of(own_id).parameters
    unsure = {one.key for one in numbers if one.cited.confidence is Confidence.UNSURE}
    read: set[str] = set()
    for pack in catalog().library.packs.values():
        formulas = [
            *(one.formula for one in pack.quantities),
            *(one.when for one in pack.rules),
            *(one for table in pack.assessments for one in formulas_of_rows(table)),
            *formulas_of_model(pack),
        ]
        read |= {name for one in formulas if one is not None for name in one.names}
    assert unsure & read <= OWN_READINGS


@pytest.mark.parametrize("own_id", PACKS)
def test_a_row_nobody_is_sure_of_has_no_limit_but_the_words_of_the_standard(own_id: str) -> None:
    for _table, row in unsure_rows(pack_of(own_id)):
        assert not row.limiting, row.id
        for step in (step for part in row.parts for step in part.thresholds):
            assert step.met is not Met.LIMIT, row.id
            assert not step.text or step.text.startswith("达到标准原文"), row.id


def test_there_are_such_rows_and_numbers() -> None:
    packs = [pack_of(own_id) for own_id in PACKS]
    assert any(list(unsure_rows(pack)) for pack in packs)
    assert any(
        one.cited.confidence is Confidence.UNSURE for pack in packs for one in pack.parameters
    )
