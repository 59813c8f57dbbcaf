"""The pack of pesticides and pharmaceuticals against its sources, typed in independently."""

from __future__ import annotations

from datetime import date

import pytest

from desktop_app.core.data import Record
from desktop_app.core.pack import Confidence, Met
from tests.forms.industry import Industry

PHARMA = Industry("pharma_pesticide", "C2710", "520100")
PESTICIDE = Record("outlet", "P", "P", {"medium": "air", "source": "pesticide_process"})


@pytest.mark.parametrize(
    ("own_id", "special", "limit"),
    [
        ("process_pm", "20", "30"),
        ("process_voc", "60", "100"),
        ("process_tvoc", "100", "150"),
        ("process_benzenes", "40", "60"),
        ("process_benzene", "4", "4"),
        ("process_cl2", "5", "5"),
        ("process_hcl", "30", "30"),
        ("other_voc", "60", "100"),
        ("other_tvoc", "100", "150"),
        ("sewage_voc", "60", "100"),
        ("sewage_h2s", "5", "5"),
        ("sewage_nh3", "20", "30"),
        ("oxidizer_so2", "200", "200"),
        ("oxidizer_nox", "200", "200"),
    ],
)
def test_limits_as_remembered(own_id: str, special: str, limit: str) -> None:
    found = PHARMA.row("pharma_pesticide.limits", own_id)
    assert PHARMA.cells("pharma_pesticide.limits", own_id) == ["absent", special, limit]
    assert found.cited.confidence is Confidence.RECALLED


def test_the_limits_bind_existing_plants_from_july_2020() -> None:
    assert PHARMA.table("pharma_pesticide.limits").valid_from == date(2020, 7, 1)


def test_what_nobody_knows_is_judged_by_the_permit_alone() -> None:
    rows = [
        *(
            row
            for row in PHARMA.table("pharma_pesticide.limits").indicators
            if row.group == "pesticide"
        ),
        *PHARMA.table("pharma_pesticide.water_limits").indicators,
    ]
    assert len(rows) == 13
    for row in rows:
        assert row.permit is not None
        assert row.cited.confidence is Confidence.UNSURE
        assert all(step.met is not Met.LIMIT for step in row.parts[0].thresholds)


@pytest.mark.parametrize(("permit", "level"), [("59", "below"), ("60", "")])
def test_beyond_the_permit_is_beyond(permit: str, level: str) -> None:
    given = {"air.voc@P": "60", "air.voc.permit@P": permit}
    results = PHARMA.judge(2024, given, (PESTICIDE,)).results
    assert results["pharma_pesticide.limits.pesticide_process_voc[P]"].level == level


def test_banned_products_are_a_duty() -> None:
    assert PHARMA.row("pharma_pesticide.policy", "banned").group == "duty"


def test_pack_is_sound() -> None:
    assert not PHARMA.errors()
