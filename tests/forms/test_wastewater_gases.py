"""Methane, nitrous oxide and chemicals of sewage works against T/CAEPI 49-2022, as copied."""

from __future__ import annotations

from fractions import Fraction

import pytest

from desktop_app.core.pack import Confidence
from tests.forms.industry import Industry

WW = Industry("wastewater", "D4620", "520100")
KNOWN = {
    "wastewater.treated": "2000000", "wastewater.in.cod": "300", "wastewater.out.cod": "50",
    "wastewater.in.tn": "40", "wastewater.out.tn": "10",
    "wastewater.sludge": "500", "wastewater.volatile": "60",
}  # fmt: skip
CHEMICALS = {
    "pac": "1.62", "pam": "1.5", "naclo": "0.92", "methanol": "1.54", "naoh": "1.12",
    "fecl3": "2.71", "lime": "0.68", "alum": "0.5", "h2o2": "1.14", "ozone": "8.01",
}  # fmt: skip


@pytest.mark.parametrize(("choice", "factor"), [("low", "0.003"), ("high", "0.03")])
def test_methane_and_nitrous_oxide(choice: str, factor: str) -> None:
    found = WW.judge(2024, KNOWN | {"wastewater.mcf": choice}).results
    removed = 2 * (300 - 50) - 500 * Fraction(1, 5) * Fraction(3, 5) * Fraction("1.42")
    methane = removed * Fraction(1, 4) * Fraction(factor) * 28
    nitrous = 2 * (40 - 10) * Fraction("0.016") * Fraction(44, 28) * 265
    for name, wanted in (("wwtp_ch4", methane), ("wwtp_n2o", nitrous)):
        value = found[f"carbon.gas.{name}"].value
        assert value is not None
        assert abs(Fraction(value) - wanted) < Fraction(1, 10**12)


def test_without_the_factor_chosen_there_is_no_methane() -> None:
    found = WW.judge(2024, KNOWN).results["carbon.gas.wwtp_ch4"]
    assert found.status in ("blank", "partial")
    assert "wastewater.mcf" in found.missing


@pytest.mark.parametrize(("key", "value"), CHEMICALS.items())
def test_chemicals(key: str, value: str) -> None:
    assert str(WW.parameter(2024, f"wastewater.ef.{key}")) == value
    (number,) = (one for one in WW.pack.parameters if one.key == f"wastewater.ef.{key}")
    firm = key in ("pac", "pam", "naclo")
    assert number.cited.confidence is (Confidence.CONFIRMED if firm else Confidence.SINGLE)
