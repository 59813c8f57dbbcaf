"""The table of units: what each symbol measures and how many base units it is; aliases; families.

Deliberate choices: standard coal (ce), oil equivalent, CO2, carbon and the other greenhouse gases
are dimensions of their own, since only a coefficient of a standard leads from one to another.
Years and months are not days: production days lie between t/d and t/a, not a constant. Normal
cubic metres are volume; the state of a gas is said by the name of a datum, not by its unit.
"""

from __future__ import annotations

from fractions import Fraction
from typing import Final, NamedTuple

Dimension = tuple[tuple[str, int], ...]


class Atom(NamedTuple):
    """A simple unit: x of it are x * factor + offset base units of its dimension."""

    dimension: Dimension
    factor: Fraction
    offset: Fraction = Fraction(0)


# Dimension, then "symbol factor" pairs; the base unit is the one of factor 1.
_ROWS: Final[tuple[tuple[Dimension, str], ...]] = (
    ((("mass", 1),), "ng 1e-12 μg 1e-9 mg 1e-6 g 1e-3 kg 1 t 1e3 kt 1e6 Mt 1e9 Adt 1e3 重量箱 50"),
    ((("length", 1),), "nm 1e-9 μm 1e-6 mm 1e-3 cm 1e-2 m 1 km 1e3"),
    ((("length", 2),), "mm2 1e-6 cm2 1e-4 dm2 1e-2 m2 1 亩 2000/3 hm2 1e4 km2 1e6"),
    ((("length", 3),), "mL 1e-6 cm3 1e-6 L 1e-3 dm3 1e-3 kL 1 m3 1 Nm3 1 km3 1e9"),
    ((("time", 1),), "ms 1e-3 s 1 min 60 h 3600 d 86400"),
    ((("calendar", 1),), "月 1/12 a 1"),
    (
        (("energy", 1),),
        "J 1 kJ 1e3 MJ 1e6 GJ 1e9 TJ 1e12 cal 4.1868 kcal 4186.8 Mcal 4186800 Gcal 4186800000",
    ),
    (
        (("energy", 1),),
        "Wh 3600 kWh 3600000 MWh 3.6e9 GWh 3.6e12 TWh 3.6e15",
    ),
    ((("energy", 1), ("time", -1)), "W 1 kW 1e3 MW 1e6 GW 1e9"),
    ((("coal_equivalent", 1),), "gce 1e-3 kgce 1 tce 1e3 Mtce 1e9"),
    ((("oil_equivalent", 1),), "goe 1e-3 kgoe 1 toe 1e3"),
    ((("co2", 1),), "gCO2 1e-3 kgCO2 1 tCO2 1e3 ktCO2 1e6 MtCO2 1e9"),
    ((("co2", 1),), "gCO2e 1e-3 kgCO2e 1 tCO2e 1e3 ktCO2e 1e6 MtCO2e 1e9"),
    ((("carbon", 1),), "gC 1e-3 kgC 1 tC 1e3"),
    ((("ch4", 1),), "gCH4 1e-3 kgCH4 1 tCH4 1e3"),
    ((("n2o", 1),), "gN2O 1e-3 kgN2O 1 tN2O 1e3"),
    ((("cf4", 1),), "gCF4 1e-3 kgCF4 1 tCF4 1e3"),
    ((("c2f6", 1),), "gC2F6 1e-3 kgC2F6 1 tC2F6 1e3"),
    ((("sf6", 1),), "gSF6 1e-3 kgSF6 1 tSF6 1e3"),
    ((("teq", 1),), "pgTEQ 1e-12 ngTEQ 1e-9 μgTEQ 1e-6 mgTEQ 1e-3 gTEQ 1"),
    ((("money", 1),), "元 1"),
    ((("count", 1),), "个 1 台 1 项 1 次 1 户 1 人 1 套 1 块 1 件 1 片 1 只 1 辆 1 条 1 家 1 座 1"),
    ((("amount", 1),), "μmol 1e-6 mmol 1e-3 mol 1 kmol 1e3"),
    ((("pollutant_equivalent", 1),), "污染当量 1"),
    ((("noise", 1),), "dB 1 dB(A) 1"),
    ((("voltage", 1),), "mV 1e-3 V 1 kV 1e3"),
    ((("current", 1),), "A 1 kA 1e3"),
    ((("current", 1), ("voltage", 1)), "VA 1 kVA 1e3 MVA 1e6"),
    ((("pressure", 1),), "Pa 1 kPa 1e3 MPa 1e6"),
    ((("acidity", 1),), "pH 1"),
    ((("score", 1),), "分 1"),
    ((("grade", 1),), "级 1"),
    ((), "% 1e-2 ‰ 1e-3 ppm 1e-6 ppb 1e-9 倍 1"),
)

_TEMPERATURE: Final = (("temperature", 1),)


def _atoms() -> dict[str, Atom]:
    found = {
        "K": Atom(_TEMPERATURE, Fraction(1)),
        "°C": Atom(_TEMPERATURE, Fraction(1), Fraction("273.15")),
    }
    for dimension, row in _ROWS:
        words = row.split()
        for symbol, factor in zip(words[::2], words[1::2], strict=True):
            found[symbol] = Atom(dimension, Fraction(factor))
    return found


ATOMS: Final = _atoms()

PREFIXES: Final = {
    "万亿": 12,
    "千亿": 11,
    "百亿": 10,
    "十亿": 9,
    "亿": 8,
    "千万": 7,
    "百万": 6,
    "十万": 5,
    "万": 4,
    "千": 3,
    "百": 2,
    "十": 1,
}
"""Powers of ten that may stand before any unit, longest first."""

_ALIAS_ROWS: Final = {
    "μg": "ug 微克",
    "mg": "毫克",
    "μmol": "umol 微摩尔",
    "ng": "纳克",
    "g": "克",
    "kg": "千克 公斤",
    "t": "吨 公吨 tonne",
    "重量箱": "重箱",
    "mm": "毫米",
    "cm": "厘米",
    "m": "米",
    "km": "千米 公里",
    "m2": "平方米 平米",
    "hm2": "公顷 ha",
    "km2": "平方公里 平方千米",
    "mL": "ml 毫升",
    "L": "升 公升",
    "m3": "立方米 立方 方",
    "Nm3": "标准立方米 标立方米 标立方 标方 标m3",
    "s": "秒 sec",
    "min": "分钟",
    "h": "小时 时 hr",
    "d": "天 日",
    "月": "个月",
    "a": "年",
    "J": "焦 焦耳",
    "kJ": "千焦 千焦耳",
    "MJ": "兆焦 兆焦耳",
    "GJ": "吉焦 吉焦耳",
    "TJ": "太焦 太焦耳",
    "cal": "卡",
    "kcal": "千卡 大卡",
    "kWh": "度 千瓦时 千瓦小时 度电",
    "MWh": "兆瓦时 兆瓦小时",
    "GWh": "吉瓦时",
    "W": "瓦",
    "kW": "千瓦",
    "MW": "兆瓦",
    "gce": "克标准煤 克标煤 g标准煤 g标煤",
    "kgce": "千克标准煤 千克标煤 公斤标准煤 公斤标煤 kg标准煤 kg标煤",
    "tce": "吨标准煤 吨标煤 t标准煤 t标煤",
    "kgoe": "千克标准油 千克标油 kg标准油",
    "toe": "吨标准油 吨标油 t标准油",
    "gCO2": "克二氧化碳",
    "kgCO2": "千克二氧化碳 公斤二氧化碳 千克CO2",
    "tCO2": "吨二氧化碳 吨CO2 t二氧化碳",
    "kgCO2e": "千克二氧化碳当量 kgCO2eq kgCO2-eq kgCO2当量",
    "tCO2e": "吨二氧化碳当量 tCO2eq tCO2-eq tCO2当量 吨CO2e 吨CO2当量",
    "tC": "吨碳",
    "pgTEQ": "pg-TEQ pgI-TEQ",
    "ngTEQ": "ng-TEQ ngI-TEQ",
    "元": "人民币 人民币元 ¥ RMB CNY",
    "台": "台套",
    "污染当量": "当量数 污染当量数",
    "dB": "分贝",
    "dB(A)": "dBA",
    "V": "伏",
    "A": "安",
    "kA": "千安",
    "kVA": "千伏安",
    "Pa": "帕",
    "kPa": "千帕",
    "MPa": "兆帕",
    "°C": "摄氏度 °c",
    "%": "百分点 percent",
    "t·km": "吨公里 吨千米 tkm",
}
ALIASES: Final = {alias: symbol for symbol, row in _ALIAS_ROWS.items() for alias in row.split()}
"""Other spellings; the target may be a product of units."""

UNITLESS: Final = frozenset({"", "1", "-", "—", "无量纲", "无"})

# Where only the case tells a million from a thousandth, or a unit from another, nothing is guessed.
_CASE_MATTERS: Final = frozenset(
    {"a", "cal", "g", "k", "m", "mg", "ml", "mm", "ms", "mt", "mv", "mva", "nm", "pg"}
)


def _caseless() -> dict[str, str]:
    found: dict[str, str] = {}
    for symbol in (*ATOMS, *ALIASES):
        folded = symbol.casefold()
        if folded not in _CASE_MATTERS and folded not in found:
            found[folded] = symbol
    return found


CASELESS: Final = _caseless()
"""Symbols by their case-folded form, for what people mistype (KWH, M3, T)."""

FAMILIES: Final[tuple[tuple[str, ...], ...]] = (
    ("kg", "t", "万t"),
    ("g", "kg"),
    ("kWh", "MWh", "万kWh", "亿kWh"),
    ("kJ", "MJ", "GJ", "TJ"),
    ("kcal", "Mcal", "Gcal"),
    ("kW", "MW", "万kW"),
    ("L", "m3", "万m3", "亿m3"),
    ("Nm3", "万Nm3", "亿Nm3"),
    ("m2", "万m2", "亩", "hm2", "km2"),
    ("m", "km"),
    ("kgce", "tce", "万tce"),
    ("kgCO2", "tCO2", "万tCO2"),
    ("kgCO2e", "tCO2e", "万tCO2e"),
    ("kgC", "tC"),
    ("元", "万元", "亿元"),
    ("min", "h", "d"),
    ("重量箱", "万重量箱", "t"),
    ("t·km", "万t·km"),
    ("%", "‰"),
    ("mg/m3", "μg/m3", "g/m3"),
    ("mg/Nm3", "μg/Nm3", "g/Nm3"),
    ("mg/L", "μg/L", "g/L"),
    ("ngTEQ/m3", "pgTEQ/m3"),
    ("mg/kg", "g/kg"),
    ("kg/h", "t/h"),
    ("t/a", "万t/a"),
    ("kgce/t", "tce/t", "gce/kg"),
    ("gce/kWh", "kgce/kWh", "kgce/万kWh", "tce/万kWh"),
    ("MJ/t", "GJ/t", "MJ/kg", "kJ/kg"),
    ("kJ/m3", "MJ/m3", "GJ/万m3"),
    ("kJ/Nm3", "MJ/Nm3", "GJ/万Nm3"),
    ("kgCO2/kWh", "tCO2/MWh", "tCO2/万kWh"),
    ("kgCO2/t", "tCO2/t"),
    ("kWh/t", "MWh/t", "万kWh/t"),
    ("L/t", "m3/t"),
    ("元/t", "万元/t"),
    ("元/kWh", "元/MWh", "万元/万kWh"),
)
"""Units offered together in a drop-down list, smallest first."""
