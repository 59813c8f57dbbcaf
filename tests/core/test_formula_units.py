"""Factors from formulas to declared units: exact, and none for what is in the unit already."""

from __future__ import annotations

from decimal import Decimal

import pytest

from desktop_app.core.expr.parse import parse
from desktop_app.core.formula_units import factor_to, unit_lookup
from desktop_app.core.pack import Cited, Item, ItemKind, Parameter

ITEMS = {
    "coal": Item("coal", "煤", "s", unit="t"),
    "ash": Item("ash", "灰", "s", unit="t"),
    "odd": Item("odd", "怪", "s", unit="蒲式耳"),
    "listed": Item("listed", "列全", "s", kind=ItemKind.YESNO),
}
PARAMETERS = {"k": Parameter("k", "系数", Decimal(1), "kgce/kg", Cited())}


def factor(source: str, unit: str, *, loose: bool = False) -> object:
    formula = parse(source)
    assert not isinstance(formula, tuple)
    found = factor_to(
        formula, unit, unit_lookup(ITEMS, {}, PARAMETERS), lambda _pattern: (), loose=loose
    )
    return [one.code for one in found] if isinstance(found, tuple) else found


@pytest.mark.parametrize(
    ("source", "unit", "expected"),
    [
        ("coal", "t", Decimal(1)),
        ("coal", "kg", Decimal(1000)),
        ("coal * k", "tce", Decimal(1)),
        ("ash / coal", "%", Decimal(100)),
        ("95", "%", Decimal(1)),
        ("-5", "t", Decimal(1)),
        ("if(listed, 90, 95)", "%", Decimal(1)),
        ("max(90, ash / coal)", "%", Decimal(100)),
        ("sum(none.*)", "tce", Decimal(1)),
        ("coal", "m3", ["pack.unit_mismatch"]),
        ("ash / coal", "kgce/t", ["pack.unit_mismatch"]),
        ("coal", "蒲式耳", ["unit.unknown"]),
        ("coal + 2 * listed", "t", ["formula.name_without_unit"]),
        ("odd", "t", ["formula.name_without_unit"]),
        ("nobody", "t", ["formula.name_without_unit"]),
    ],
)
def test_factor(source: str, unit: str, expected: object) -> None:
    assert factor(source, unit) == expected


def test_a_limit_may_be_a_pure_number_worked_out() -> None:
    assert factor("ash / coal * 90", "kgce/t", loose=True) == 1
    assert factor("ash / coal", "%", loose=True) == 100
    assert factor("coal", "m3", loose=True) == ["pack.unit_mismatch"]
