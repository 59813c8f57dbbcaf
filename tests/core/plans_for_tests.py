"""A small works with monthly coal and power, two limits and carbon, and measures on it."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from desktop_app.core.data import Case, Datum, Record
from desktop_app.core.evaluate import Evaluation, evaluate
from desktop_app.core.planned import DataChange, How, PlannedMeasure, Progress
from tests.core.packs_for_tests import (
    Answer,
    case_of,
    datum,
    item,
    parameter,
    quantity,
    small_model,
)

LEAD = {"headline": "true", "lead": "true", "group": '"合计"'}
TABLES = """
[[assessment]]
id = "quota"
name = "限额"
limb = "energy"
method = "quota.v1"
scale = "cp"
source = "std"
clause = "表1"
confidence = "confirmed"
[[assessment.group]]
id = "g"
name = "组"
[[assessment.indicator]]
id = "rate"
name = "单位产品能耗"
group = "g"
unit = "kgce/t"
direction = "lower"
levels = [60, 80, 100]
value = "energy.rate"
[[assessment.indicator]]
id = "power"
name = "单位产品电耗"
group = "g"
unit = "kWh/t"
direction = "lower"
levels = [50, 70, 90]
value = "ratio(current, output)"
[[assessment]]
id = "limits"
name = "限值"
limb = "pollutants"
method = "limits.v1"
scale = "cp"
source = "std"
clause = "表2"
confidence = "confirmed"
[[assessment.group]]
id = "g"
name = "组"
[[assessment.indicator]]
id = "nox"
name = "氮氧化物"
group = "g"
unit = "mg/m3"
direction = "lower"
levels = [50, 100, 200]
value = "nox"
record = "outlet"
match = { source = ["kiln"] }
"""
MEASURES = """
[[measure]]
id = "burner"
name = "低氮燃烧"
kind = "治污"
effect = "视炉型而定"
serves = ["limits", "nox_mass"]
condition = "炉膛容积足够"
source = "std"
[[measure]]
id = "insulate"
name = "炉体保温"
kind = "节能"
effect = "节能 2-5%"
serves = ["energy.total"]
source = "std"
[[measure]]
id = "cover"
name = "加盖"
kind = "治污"
effect = "没有数值"
serves = ["dust_total"]
source = "std"
"""
WORKS = (
    item("coal", "t", cadence='"month"')
    + item("current", "kWh", cadence='"month"')
    + item("output", "t")
    + item("nox", "mg/m3", record='"outlet"')
    + item("gas", "m3", record='"outlet"')
    + item("load", "%", cadence='"month"', aggregate='"mean"', maximum="100")
    + item("covered", "", kind='"yesno"')
    + item("dust", "t", listed="true")
    + parameter("heat", "0.7", "tce/t")
    + parameter("per_kwh", "0.0001", "tce/kWh")
    + parameter("factor", "2", "tCO2/t")
    + quantity("energy.total", "coal * heat + current * per_kwh", "tce", **LEAD)
    + quantity("energy.rate", "ratio(energy.total, output)", "kgce/t")
    + quantity("carbon.total", "coal * factor", "tCO2", **LEAD | {"limb": '"carbon"'})
    + quantity("mass.nox", "nox * gas", "t", record='"outlet"', limb='"pollutants"')
    + quantity("nox_total", "sum(mass.*)", "t", **LEAD | {"limb": '"pollutants"'})
    + quantity("dust_total", "dust", "t", limb='"pollutants"')
    + TABLES
    + MEASURES
)
KILN = Record("outlet", "DA001", "窑尾", {"source": "kiln"})
ANSWERS: dict[str, Answer] = {
    "output": 10_000, "nox[DA001]": 120, "gas[DA001]": 500_000_000, "covered": False,
}  # fmt: skip


def works(coal: Iterable[int] = (), power: int | None = 750_000, **more: Answer) -> Evaluation:
    """The works judged: coal by month (twelve times 100 t unless told), power of the year."""
    months = tuple(coal) or (100,) * 12
    data: list[Datum] = [datum("coal", one, "t", month=n) for n, one in enumerate(months, 1)]
    if power is not None:
        data.append(datum("current", power, "kWh"))
    plain = case_of({**ANSWERS, **more}, [KILN])
    case = Case(
        plain.enterprise,
        plain.year,
        plain.packs,
        {**plain.data, **{one.key: one for one in data}},
        plain.records,
    )
    return evaluate(small_model(WORKS), case)


def less(item_: str, percent: int | str, record: str = "", month: int = 0) -> DataChange:
    """So many per cent less."""
    return DataChange(item_, How.PERCENT, -Decimal(percent), record=record, month=month)


def to(
    item_: str, value: int | str, unit: str = "", record: str = "", month: int = 0
) -> DataChange:
    """A new figure."""
    return DataChange(item_, How.TO, Decimal(value), unit, record=record, month=month)


def planned(
    own_id: str,
    *changes: DataChange,
    investment: int | str | None = None,
    yearly: int | str | None = None,
    years: int | None = None,
    progress: Progress = Progress.IDEA,
    on: bool = True,
) -> PlannedMeasure:
    """A measure of the plan with money in 万元."""

    def money(value: int | str | None) -> Decimal | None:
        return None if value is None else Decimal(value)

    return PlannedMeasure(
        own_id, f"措施{own_id}", "", on, changes,
        money(investment), money(yearly), money(years), progress=progress,
    )  # fmt: skip
