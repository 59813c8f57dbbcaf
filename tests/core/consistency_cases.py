"""A small pack and, for every rule of the program, a case it speaks up for and one it does not."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from desktop_app.core.data import Case, Datum, Enterprise, Key, Period, Record, State
from desktop_app.core.unread import unread_key
from tests.core.packs_for_tests import YEAR, item, parameter, quantity

RECORD_ITEMS = """
[[section]]
id = "outlets"
title = "排放口"
layout = "records"
record = "outlet"

[[record_kind]]
id = "stack"
name = "烟囱"
[[record_kind.field]]
id = "source"
name = "来源"
[[record_kind.field]]
id = "permit_no"
name = "许可编号"

[[section]]
id = "stacks"
title = "烟囱"
layout = "records"
record = "stack"

[[assessment]]
id = "small.limits"
name = "限值表"
limb = "pollutants"
method = "limits.v1"
scale = "cp"
source = "std"
[[assessment.group]]
id = "air"
name = "废气"
[[assessment.indicator]]
id = "kiln_pm"
no = "1"
name = "窑头颗粒物"
group = "air"
value = "stack.pm"
unit = "mg/m3"
direction = "lower"
levels = ["10", "20", "30"]
record = "stack"
permit = "stack.permit"
match = { source = ["kiln"] }

[[assessment]]
id = "small.cp"
name = "清洁生产表"
limb = "clean_production"
method = "level_index.v1"
scale = "cp"
source = "std"
[[assessment.group]]
id = "g"
name = "资源"
weight = 1
[[assessment.indicator]]
id = "limiting"
no = "1"
name = "单位产值煤耗"
group = "g"
weight = 1
limiting = true
value = "coal.use / value"
unit = "t/万元"
direction = "lower"
levels = ["1", "2", "3"]
"""

PACK = "\n".join(
    (
        item("coal.use", "t", cadence='"month"', name='"煤"'),
        item("gas.use", "t", cadence='"month"', listed="true", name='"气"'),
        item("value", "万元", name='"产值"'),
        item("share", "%", maximum="100", name='"比例"'),
        item("plan", kind='"yesno"', name='"有计划"'),
        item("stack.pm", "mg/m3", record='"stack"', section='"stacks"', listed="true"),
        item("stack.permit", "mg/m3", record='"stack"', section='"stacks"', listed="true"),
        quantity("coal.per_value", "coal.use / value", "t/万元", headline="true"),
        quantity("total", "sum(coal.use, gas.use) * k.coal", "t", headline="true"),
        parameter("k.coal", "2", "", confidence='"recalled"'),
        RECORD_ITEMS,
    )
)

OLD_FACTOR = parameter(
    "k.old", "2", "", valid_from="2020-01-01", valid_to="2022-12-31", carry_forward="true"
) + quantity("old.use", "value * k.old", "万元")
NO_FACTOR = parameter("k.none", "2", "", valid_to="2021-12-31") + quantity(
    "none.use", "value * k.none", "万元", headline="true"
)
LEADS = quantity("energy_all", "coal.use * 1", "t", lead="true") + quantity(
    "co2", "gas.use * 1", "t", lead="true"
).replace('limb = "energy"', 'limb = "carbon"')
TO_COME = RECORD_ITEMS[RECORD_ITEMS.index('[[assessment]]\nid = "small.cp"') :].replace(
    'id = "small.cp"', 'id = "small.next"\nvalid_from = 2027-01-01'
)
TWO_GROUPS = PACK.replace(
    """[[assessment.indicator]]
id = "limiting\"""",
    """[[assessment.group]]
id = "h"
name = "燃气"
weight = 0.4
[[assessment.indicator]]
id = "gas"
no = "2"
name = "燃气用量"
group = "h"
weight = 1
value = "share"
unit = "%"
direction = "lower"
levels = ["1", "2", "3"]
applies = "plan"
[[assessment.indicator]]
id = "limiting\"""",
).replace('name = "资源"\nweight = 1', 'name = "资源"\nweight = 0.6')
GATE = """
[readiness]
id = "near_zero"
name = "双近零"
statement = "企业自评参考，非官方认定。"
source = "std"
axes = {P = "近零污染指数"}
[[readiness.sub_index]]
id = "P1"
name = "管理"
axis = "P"
weight = 100
[[readiness.sub_index.part]]
name = "计划"
weight = 1
kind = "checklist"
items = ["plan"]
[[readiness.gate]]
id = "G1"
name = "有计划"
axis = "P"
condition = "plan"
cap = "D0"
contradiction = "plan and value > 10"
conflict = "有计划而产值过大。"
[[readiness.grade]]
id = "D0"
name = "暂不评级"
meaning = "资料不足"
rule = "not G1"
[[readiness.grade]]
id = "D1"
name = "起步级"
meaning = "有差距"
rule = "G1"
"""
STEEL = ("C3110",)

STEADY = (100, 110, 90, 105, 95, 108, 92, 101, 99, 103, 97, 100)


def amount(key: str, value: object, unit: str = "", month: int = 0, **more: str) -> Datum:
    """A figure; `state`, `reason`, `note`, `record` and `year` may be said."""
    place = Key(key, Period(int(more.pop("year", YEAR)), month), more.pop("record", ""))
    state = State(more.pop("state", "given"))
    number = None if state is State.NA else Decimal(str(value))
    reason, note = more.pop("reason", ""), more.pop("note", "")
    assert not more
    return Datum(place, state, number, unit, reason=reason, note=note)


def yes(key: str, answer: str) -> Datum:
    """A yes or no."""
    return Datum(Key(key, Period(YEAR)), State.GIVEN, text=answer)


def months(key: str, values: Iterable[object], unit: str = "") -> list[Datum]:
    """Figures from January on; None leaves a month out."""
    numbered = enumerate(values, 1)
    return [amount(key, value, unit, month) for month, value in numbered if value is not None]


def changed(values: Iterable[object], month: int, value: object) -> list[object]:
    """The months with one of them replaced."""
    return [value if at == month else one for at, one in enumerate(values, 1)]


@dataclass(frozen=True, slots=True)
class Told:
    """Data (and records, profile, pack, last year's data) that a rule is asked about.

    With `industries` the pack is one for these industries.
    """

    data: tuple[Datum, ...] = ()
    last: tuple[Datum, ...] | None = None
    records: tuple[Record, ...] = ()
    last_records: tuple[Record, ...] = ()
    enterprise: Enterprise = Enterprise("某厂", region="520100", industry="C3110")
    pack: str = PACK
    industries: tuple[str, ...] = ()

    def case(self) -> Case:
        """The case of the year."""
        return _case(self.enterprise, self.data, self.records)

    def case_before(self) -> Case | None:
        """The case of the year before, told by the same keys."""
        if self.last is None:
            return None
        moved = [
            replace(one, key=replace(one.key, period=Period(YEAR - 1, one.key.period.month)))
            for one in self.last
        ]
        return replace(_case(self.enterprise, moved, self.last_records), year=YEAR - 1)


def _case(enterprise: Enterprise, data: Iterable[Datum], records: tuple[Record, ...]) -> Case:
    return Case(enterprise, YEAR, ("small",), {one.key: one for one in data}, records)


def told(*data: Datum | list[Datum], **more: object) -> Told:
    """A `Told`; lists of data are opened."""
    flat = [one for part in data for one in (part if isinstance(part, list) else [part])]
    return Told(tuple(flat), **more)  # type: ignore[arg-type]


def year(*data: Datum | list[Datum]) -> tuple[Datum, ...]:
    """Data of last year."""
    return told(*data).data


UNREAD = Datum(unread_key(Key("value", Period(YEAR))), State.BLANK, raw="1,23")
COAL = months("coal.use", STEADY)
KILN = Record("stack", "S1", "窑头", {"source": "kiln", "permit_no": "DA001"})
OTHER = Record("stack", "S2", "窑尾", {"source": "kiln", "permit_no": "DA002"})
PM = amount("stack.pm", 8, record="S1")
PERMIT_30 = amount("stack.permit", 30, record="S1")
PERMIT_35 = amount("stack.permit", 35, record="S1")
PM2 = amount("stack.pm", 9, record="S2")
KNOWN = Enterprise("某厂", region="520100", industry="C3110")
ROUGH = [
    amount(key, 5, state="estimated", note="按定额估", record=record)
    for key, record in (("coal.use", ""), ("gas.use", ""), ("value", ""), ("stack.pm", "S1"))
]
SURE = [amount(key, 5) for key in ("coal.use", "gas.use", "value", "share")]

Pair = tuple[Told, Told]

ANSWERS: Mapping[str, Pair] = {
    "finding.limiting_open": (told(amount("value", 5)), told(COAL, amount("value", 5))),
    "finding.group_gone": (
        told(
            COAL,
            amount("value", 5),
            amount("share", 0, state="n.a.", reason="没有燃气"),
            yes("plan", "yes"),
            pack=TWO_GROUPS,
        ),
        told(COAL, amount("value", 5), amount("share", 2), yes("plan", "no"), pack=TWO_GROUPS),
    ),
    "finding.unanswered": (told(COAL), told(COAL, amount("value", 5))),
    "finding.na_without_reason": (
        told(amount("value", 0, state="n.a.")),
        told(amount("value", 0, state="n.a.", reason="本年未投产")),
    ),
    "finding.na_reason_empty": (
        told(amount("value", 0, state="n.a.", reason="无")),
        told(amount("value", 0, state="n.a.", reason="本年未投产")),
    ),
    "finding.estimates_many": (
        told(ROUGH, amount("share", 5), records=(KILN,)),
        told(SURE, amount("stack.pm", 5, record="S1", state="estimated"), records=(KILN,)),
    ),
    "finding.estimate_unexplained": (
        told(amount("value", 5, state="estimated")),
        told(amount("value", 5, state="estimated", note="按上年单价估")),
    ),
    "finding.below_minimum": (told(amount("value", -5)), told(amount("value", 0))),
    "finding.above_maximum": (told(amount("share", 101)), told(amount("share", 100))),
    "finding.unit_misfit": (told(amount("value", 5, "kWh")), told(amount("value", 5, "元"))),
    "finding.text_unread": (told(UNREAD), told(amount("value", 5))),
    "finding.data_unused": (told(amount("steel.x", 5)), told(amount("value", 5))),
    "finding.data_other_year": (
        told(amount("value", 5, year="2022")),
        told(amount("value", 5)),
    ),
    "finding.not_computable": (
        told(COAL, amount("value", 0)),
        told(COAL, amount("value", 1)),
    ),
}

MONTHS: Mapping[str, Pair] = {
    "finding.year_and_months": (
        told(COAL, amount("coal.use", 1200)),
        told(COAL),
    ),
    "finding.months_not_year": (
        told(COAL, amount("coal.use", 1300)),
        told(COAL, amount("coal.use", 1205)),
    ),
    "finding.months_exceed_year": (
        told(COAL[:6], amount("coal.use", 600)),
        told(COAL[:6], amount("coal.use", 1200)),
    ),
    "finding.month_gap": (
        told(months("coal.use", changed(STEADY, 5, None))),
        told(months("coal.use", STEADY[:6])),
    ),
    "finding.months_unfinished": (
        told(months("coal.use", STEADY[:6])),
        told(months("coal.use", changed(STEADY, 5, None))),
    ),
    "finding.month_unit_slip": (
        told(months("coal.use", changed(STEADY, 3, 100000))),
        told(months("coal.use", changed(STEADY, 3, 250))),
    ),
    "finding.month_tenfold": (
        told(months("coal.use", changed(STEADY, 3, "9.8"))),
        told(months("coal.use", changed(STEADY, 3, 500))),
    ),
    "finding.month_outlier": (
        told(months("coal.use", changed(STEADY, 3, 500))),
        told(months("coal.use", changed(STEADY, 3, 290))),
    ),
    "finding.unit_typed_slip": (
        told(COAL[:2], amount("coal.use", 98, "kg", 3), COAL[3:]),
        told(COAL[:2], amount("coal.use", 98000, "kg", 3), COAL[3:]),
    ),
    "finding.months_units_mixed": (
        told(COAL[:2], amount("coal.use", 98000, "kg", 3), COAL[3:]),
        told(COAL),
    ),
    "finding.months_equal": (
        told(months("coal.use", [100] * 12)),
        told(COAL),
    ),
    "finding.zero_months": (
        told(months("coal.use", changed(STEADY, 7, 0))),
        told(months("coal.use", [0] * 12)),
    ),
}

LAST: Mapping[str, Pair] = {
    "finding.year_unit_slip": (
        told(amount("value", 5), last=year(amount("value", 5200))),
        told(amount("value", 5), last=year(amount("value", 50))),
    ),
    "finding.year_tenfold": (
        told(amount("value", 52), last=year(amount("value", 5))),
        told(amount("value", 16), last=year(amount("value", 5))),
    ),
    "finding.year_jump": (
        told(amount("value", 16), last=year(amount("value", 10))),
        told(amount("value", 15), last=year(amount("value", 10))),
    ),
    "finding.year_change": (
        told(amount("value", 13), last=year(amount("value", 10))),
        told(amount("value", 12), last=year(amount("value", 10))),
    ),
    "finding.year_same": (
        told(amount("coal.use", 1234), last=year(amount("coal.use", 1234))),
        told(amount("coal.use", 1200), last=year(amount("coal.use", 1200))),
    ),
    "finding.months_copied": (
        told(COAL, last=year(COAL)),
        told(months("coal.use", [100] * 12), last=year(months("coal.use", [100] * 12))),
    ),
    "finding.dropped": (
        told(COAL, last=year(amount("gas.use", 5))),
        told(amount("gas.use", 5), last=year(amount("gas.use", 5))),
    ),
    "finding.appeared": (
        told(amount("gas.use", 5), last=year(COAL)),
        told(amount("value", 5), last=year(COAL)),
    ),
    "finding.zero_after_use": (
        told(amount("value", 0), last=year(amount("value", 5))),
        told(amount("value", 0), last=year(amount("value", 0))),
    ),
    "finding.na_after_use": (
        told(amount("value", 0, state="n.a.", reason="停产"), last=year(amount("value", 5))),
        told(amount("value", 0, state="n.a.", reason="停产"), last=year(amount("value", 0))),
    ),
    "finding.answer_reversed": (
        told(yes("plan", "no"), last=year(yes("plan", "yes"))),
        told(yes("plan", "yes"), last=year(yes("plan", "no"))),
    ),
    "finding.result_jump": (
        told(
            COAL,
            amount("value", 100),
            last=year(amount("coal.use", 1100), amount("value", 200)),
        ),
        told(
            COAL,
            amount("value", 100),
            last=year(amount("coal.use", 1100), amount("value", 100)),
        ),
    ),
    "finding.moving_apart": (
        told(
            amount("coal.use", 130),
            amount("gas.use", 10),
            pack=PACK + LEADS,
            last=year(amount("coal.use", 100), amount("gas.use", 10)),
        ),
        told(
            amount("coal.use", 120),
            amount("gas.use", 10),
            pack=PACK + LEADS,
            last=year(amount("coal.use", 100), amount("gas.use", 10)),
        ),
    ),
    "finding.record_gone": (
        told(COAL, last=year(COAL), last_records=(KILN,)),
        told(COAL, last=year(COAL), last_records=(KILN,), records=(KILN,)),
    ),
}

RECORDS: Mapping[str, Pair] = {
    "finding.record_name_twice": (
        told(records=(KILN, replace(OTHER, name="窑头"))),
        told(records=(KILN, OTHER)),
    ),
    "finding.record_number_twice": (
        told(records=(KILN, replace(OTHER, fields=KILN.fields))),
        told(records=(KILN, OTHER)),
    ),
    "finding.record_empty": (told(PM, records=(KILN, OTHER)), told(PM, PM2, records=(KILN, OTHER))),
    "finding.record_field_empty": (
        told(PM, records=(replace(KILN, fields={}),)),
        told(PM, records=(KILN,)),
    ),
    "finding.record_unmatched": (
        told(PM, records=(replace(KILN, fields={"source": "mill"}),)),
        told(PM, records=(KILN,)),
    ),
    "finding.permit_above_limit": (
        told(PM, PERMIT_35, records=(KILN,)),
        told(PM, PERMIT_30, records=(KILN,)),
    ),
    "finding.record_unknown": (told(PM2, records=(KILN,)), told(PM, records=(KILN,))),
}

STANDARDS: Mapping[str, Pair] = {
    "finding.figures_unverified": (
        told(COAL),
        told(COAL, pack=PACK.replace('confidence = "recalled"', 'confidence = "confirmed"')),
    ),
    "finding.region_missing": (
        told(enterprise=replace(KNOWN, region="")),
        told(enterprise=KNOWN),
    ),
    "finding.industry_missing": (
        told(enterprise=replace(KNOWN, industry="")),
        told(enterprise=KNOWN),
    ),
    "finding.industry_pack_other": (
        told(enterprise=replace(KNOWN, industry="C2210"), industries=STEEL),
        told(enterprise=KNOWN, industries=STEEL),
    ),
    "gate.contradicted": (
        told(yes("plan", "yes"), amount("value", 11), pack=PACK + GATE),
        told(yes("plan", "yes"), amount("value", 10), pack=PACK + GATE),
    ),
    "judge.factor_carried": (
        told(amount("value", 5), pack=PACK + OLD_FACTOR),
        told(COAL, pack=PACK + OLD_FACTOR),
    ),
    "judge.parameter_missing": (
        told(amount("value", 5), pack=PACK + NO_FACTOR),
        told(amount("value", 5)),
    ),
    "judge.not_in_force": (told(pack=PACK + TO_COME), told()),
    "enterprise.uscc_length": (
        told(enterprise=replace(KNOWN, uscc="9152010000")),
        told(enterprise=replace(KNOWN, uscc="91520100MA6DJC1K0R")),
    ),
    "enterprise.uscc_character": (
        told(enterprise=replace(KNOWN, uscc="91520100MAODJC1K0R")),
        told(enterprise=replace(KNOWN, uscc="9152010000")),
    ),
    "enterprise.uscc_check": (
        told(enterprise=replace(KNOWN, uscc="91350100M000100Y44")),
        told(enterprise=replace(KNOWN, uscc="91350100M000100Y43")),
    ),
    "enterprise.permit_shape": (
        told(enterprise=replace(KNOWN, permit="DA001")),
        told(enterprise=replace(KNOWN, permit="91350100M000100Y43001P")),
    ),
    "enterprise.permit_owner": (
        told(enterprise=replace(KNOWN, permit="91350100M000100Y43001P", uscc="9152010000")),
        told(enterprise=replace(KNOWN, permit="91350100M000100Y43001P", uscc="91350100M000100Y43")),
    ),
}

PAIRS: Mapping[str, Pair] = {**ANSWERS, **MONTHS, **LAST, **RECORDS, **STANDARDS}
