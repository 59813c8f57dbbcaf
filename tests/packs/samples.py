"""Small packs as authors write them, for the tests of reading, checking and merging."""

from __future__ import annotations

from pathlib import Path

BASE = """
[pack]
id = "base"
name = "通用"
version = "2026.11.1"
kind = "base"
completeness = "测试用。"

[[source]]
id = "gbt2589"
title = "综合能耗计算通则"
number = "GB/T 2589-2020"
issued = 2020-09-29
effective = 2021-04-01
confidence = "confirmed"

[[section]]
id = "energy"
title = "能源"
layout = "grid"
order = 10

[[section]]
id = "outlets"
title = "排放口"
layout = "records"
record = "outlet"

[[record_kind]]
id = "outlet"
name = "排放口"
[[record_kind.field]]
id = "source"
name = "污染源"
[[record_kind.field.option]]
id = "kiln"
text = "窑"
[[record_kind.field.option]]
id = "boiler"
text = "锅炉"

[[item]]
key = "energy.list_complete"
name = "用能品种已列全"
section = "energy"
kind = "yesno"

[[item]]
key = "output.value"
name = "工业总产值"
section = "energy"
unit = "万元"

[[item]]
key = "air.pm"
name = "颗粒物浓度"
section = "outlets"
unit = "mg/m3"
record = "outlet"

[[item]]
key = "air.pm.mass"
name = "颗粒物年排放量"
section = "outlets"
unit = "t"
record = "outlet"

[[table.carrier]]
x = "coal"
name = "原煤"
unit = "t"
k = 0.7143
k_unit = "tce/t"

[[table.carrier]]
x = "coke"
name = "焦炭"
unit = "t"
k = "0.9714"
k_unit = "tce/t"
confidence = "recalled"

[[each]]
table = "carrier"
[[each.item]]
key = "energy.{x}"
name = "{name}"
section = "energy"
unit = "{unit}"
cadence = "month"
listed = true
[[each.parameter]]
key = "k.{x}"
name = "{name}折标系数"
value = "{k}"
unit = "{k_unit}"
source = "gbt2589"
clause = "附录A"
[[each.quantity]]
id = "ce.{x}"
name = "{name}折标煤"
unit = "tce"
formula = "energy.{x} * k.{x}"
limb = "energy"

[[quantity]]
id = "energy.total"
name = "综合能耗"
unit = "tce"
formula = "sum(ce.*)"
limb = "energy"
needs = "energy.list_complete"
headline = true

[[quantity]]
id = "air.pm.total"
name = "颗粒物排放量"
unit = "kg"
formula = "sum(air.pm.mass.*)"
limb = "pollutants"

[[parameter]]
key = "grid.factor"
name = "电网排放因子"
value = "0.5703"
unit = "tCO2/MWh"
source = "gbt2589"
valid_from = 2022-01-01
valid_to = 2022-12-31
carry_forward = true

[[parameter]]
key = "cf.coke.cc"
name = "焦炭含碳量"
value = "44/12"
unit = "tC/t"
source = "gbt2589"
family = "fuel_factors"
member = "mee"

[[parameter]]
key = "cf.coke.cc"
name = "焦炭含碳量"
value = 0.86
unit = "tC/t"
source = "gbt2589"
family = "fuel_factors"
member = "ndrc"

[[binding]]
family = "fuel_factors"
member = "mee"

[[scale]]
id = "cp"
name = "清洁生产水平"
[[scale.level]]
id = "L1"
name = "Ⅰ级"
sign = "●"
tone = "level_1"
[[scale.level]]
id = "L2"
name = "Ⅱ级"
sign = "◐"
tone = "level_2"
[[scale.level]]
id = "L3"
name = "Ⅲ级"
sign = "○"
tone = "level_3"
[scale.below]
id = "below"
name = "未达Ⅲ级"
sign = "✕"
tone = "level_below"
"""

MILL = """
[pack]
id = "mill"
name = "轧钢"
version = "2026.11.2"
kind = "industry"
requires = ["base"]
industries = ["C3130"]
plan = ["钢铁长流程"]
completeness = "测试用，只有一张表。"

[[source]]
id = "mill.cp"
title = "轧钢清洁生产评价指标体系"
confidence = "single-source"
evidence = ["页面"]

[[section]]
id = "mill"
title = "产量"

[[item]]
key = "output.steel"
name = "钢材产量"
section = "mill"
unit = "t"

[[item]]
key = "mill.has.kiln"
name = "有无加热炉"
section = "mill"
kind = "yesno"

[[binding]]
family = "fuel_factors"
member = "ndrc"
valid_to = 2023-12-31

[[assessment]]
id = "mill.cp"
name = "轧钢清洁生产水平"
limb = "clean_production"
method = "level_index.v1"
scale = "cp"
source = "mill.cp"
clause = "表1"
completeness = "齐全"
valid_from = 2020-01-01

[[assessment.group]]
id = "energy"
name = "能源"
weight = 0.6
[[assessment.group]]
id = "craft"
name = "工艺"
weight = 0.4

[[assessment.indicator]]
id = "energy_use"
no = "1"
name = "单位产品综合能耗"
group = "energy"
unit = "kgce/t"
direction = "lower"
levels = [50, 60, "70 + 0"]
value = "energy.total / output.steel"
weight = 1
limiting = true

[[assessment.indicator]]
id = "furnace"
no = "2"
name = "加热炉装备"
group = "craft"
direction = "choice"
levels = ["蓄热式", "换热式", "换热式"]
pool = "craft"
pool_weight = 0.8
applies = "mill.has.kiln"
hint = "按主要炉型选。"

[[assessment.indicator]]
id = "ph"
no = "3"
name = "水质"
group = "craft"
pool = "craft"
pool_weight = 0.8
[[assessment.indicator.part]]
name = "酸碱度"
direction = "range"
levels = [[6.5, 8], [6, 8.5], [6, 9]]
[[assessment.indicator.part]]
name = "回用率"
unit = "%"
direction = "higher"
levels = [95, "free", "unknown"]
hint = "按全厂。"

[[assessment.indicator]]
id = "dust"
no = "4"
name = "排放口颗粒物"
group = "craft"
unit = "mg/m3"
direction = "lower"
levels = [10, 20, 30]
value = "air.pm"
record = "outlet"
match = {source = ["kiln"]}
weight_by = "output.steel"
permit = "30"
weight = 0.2
valid_from = 2020-01-01
deadline = 2025-12-31

[[measure]]
id = "m1"
name = "余热回收"
kind = "节能"
effect = "降低能耗"
serves = ["mill.cp.energy_use", "energy.total"]
"""

READY = """
[pack]
id = "ready"
name = "双近零"
version = "2026.11.1"
kind = "readiness"
requires = ["base"]
completeness = "自定模型。"

[[source]]
id = "own"
title = "自定模型"
confidence = "confirmed"

[[section]]
id = "gates"
title = "门槛"

[[item]]
key = "gate.permit"
name = "许可有效"
section = "gates"
kind = "yesno"

[[item]]
key = "ready.plan"
name = "有计划"
section = "gates"
kind = "yesno"

[readiness]
id = "near_zero"
name = "双近零"
statement = "企业自评参考，非官方认定。"
source = "own"
axes = {P = "近零污染指数", C = "近零碳指数"}

[[readiness.sub_index]]
id = "P1"
name = "清洁生产"
axis = "P"
weight = 100
[[readiness.sub_index.part]]
name = "等级"
weight = 1
kind = "levels"
assessment = "*.cp"
points = {L1_95 = 100, L1 = 90, L2 = 75, L3 = 60, below = 0}

[[readiness.sub_index]]
id = "C1"
name = "能耗强度"
axis = "C"
weight = 100
applies = "given(output.value)"
why = "公开可比。"
[[readiness.sub_index.part]]
name = "产值能耗"
weight = 0.7
kind = "metric"
value = "energy.total / output.value"
unit = "tce/万元"
anchors = {worst = 3, base = 2, advanced = "1", near_zero = 0.5}
[[readiness.sub_index.part]]
name = "管理"
weight = 0.3
kind = "checklist"
items = ["ready.plan"]

[[readiness.gate]]
id = "G1"
name = "排污许可"
axis = "P"
condition = "gate.permit"
cap = "D0"

[[readiness.grade]]
id = "D0"
name = "暂不评级"
meaning = "资料不足"
rule = "not G1"
[[readiness.grade]]
id = "D1"
name = "起步级"
meaning = "有差距"
rule = "G1 and (min(P, C) < 60 or cp_L3)"
"""

SAMPLES = {"base": BASE, "mill": MILL, "ready": READY}


def write_pack(root: Path, pack_id: str, **files: str) -> Path:
    """A pack folder with the files given, or the sample of that id; with one worked example."""
    folder = root / pack_id
    (folder / "cases").mkdir(parents=True)
    (folder / "cases" / "example.toml").write_text("year = 2023\n", encoding="utf-8")
    for name, text in (files or {"pack": SAMPLES.get(pack_id, "")}).items():
        (folder / f"{name}.toml").write_text(text, encoding="utf-8")
    return folder


def write_samples(root: Path) -> list[Path]:
    """All three sample packs, as siblings."""
    return [write_pack(root, pack_id) for pack_id in SAMPLES]
