"""What totals are made of, on the packs that come with the program."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from desktop_app.app.case_file import read_case_file
from desktop_app.app.catalog import Catalog
from desktop_app.app.paths import find_paths
from desktop_app.core import summary
from desktop_app.core.composition import known_terms, monthly, monthly_items, terms
from desktop_app.core.evaluate import Evaluation, evaluate
from desktop_app.core.pack import Limb

CASES = find_paths().root / "forms"
CATALOG = Catalog(find_paths())


def judged(name: str) -> Evaluation:
    read = read_case_file(CASES / name, CATALOG)
    assert read.case is not None
    assert read.model is not None
    return evaluate(read.model, read.case)


def from_text(folder: Path, data: str, packs: str = "general") -> Evaluation:
    """A case typed here, of 2023."""
    path = folder / "case.toml"
    head = f'[case]\nyear = 2023\npacks = ["{packs}"]\n'
    head += '[enterprise]\nname = "甲厂"\nregion = "520100"\n'
    path.write_text(head + data, encoding="utf-8")
    read = read_case_file(path, CATALOG)
    assert read.case is not None, read.problems
    assert read.model is not None
    return evaluate(read.model, read.case)


def month_rows(key: str, amounts: dict[int, str], unit: str = "") -> str:
    said = f'unit = "{unit}"\n' if unit else ""
    return "".join(
        f'[[data]]\nkey = "{key}"\nvalue = "{amount}"\nperiod = "2023-{month:02d}"\n{said}'
        for month, amount in amounts.items()
    )


@pytest.mark.parametrize("path", sorted(CASES.glob("general/cases/*.toml")), ids=lambda p: p.stem)
@pytest.mark.parametrize("limb", [Limb.ENERGY, Limb.CARBON, Limb.POLLUTANTS])
def test_the_terms_of_a_total_add_up_to_it(path: Path, limb: Limb) -> None:
    evaluation = judged(str(path.relative_to(CASES)))
    lead = summary.lead_figure(evaluation, limb)
    assert lead is not None
    numbers = (evaluation.values[name].number for name in known_terms(evaluation, lead.id))
    added = sum((number for number in numbers if number is not None), Decimal(0))
    whole = evaluation.values[lead.id].number
    assert abs(added - (whole or Decimal(0))) <= Decimal("1e-20")


def test_sums_are_taken_apart_down_to_what_is_no_sum() -> None:
    model = judged("general/cases/plant_2023.toml").model
    found = terms(model, "carbon.total")
    assert "carbon.fuel.raw_coal" in found
    assert "carbon.electricity" in found
    assert not {"carbon.direct", "carbon.indirect"} & set(found)
    assert terms(model, "carbon.heat") == ("carbon.heat",)
    assert terms(model, "energy.electricity") == ("energy.electricity",)


def test_months_are_read_in_the_unit_of_the_item(tmp_path: Path) -> None:
    coal = month_rows("energy.bituminous", {1: "100", 2: "250000"}, "t").replace(
        'value = "250000"\nperiod = "2023-02"\nunit = "t"',
        'value = "250000"\nperiod = "2023-02"\nunit = "kg"',
    )
    evaluation = from_text(tmp_path, coal)
    assert monthly(evaluation, "energy.bituminous") == {1: Decimal(100), 2: Decimal(250)}
    assert monthly(evaluation, "energy.coke") == {}
    assert monthly(evaluation, "no.such.item") == {}


def test_items_with_a_course_come_by_weight(tmp_path: Path) -> None:
    rows = (
        month_rows("energy.natural_gas", {1: "1", 2: "1", 3: "1"})
        + month_rows("energy.bituminous", {1: "500", 2: "500"}, "t")
        + month_rows("energy.diesel", {1: "3"}, "t")
        + '[[data]]\nkey = "energy.electricity"\nvalue = "900000"\n'
    )
    evaluation = from_text(tmp_path, rows)
    found = monthly_items(evaluation, "energy.total")
    assert found == ("energy.bituminous", "energy.natural_gas")
