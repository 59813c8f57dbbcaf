"""Many enterprises made from the worked cases of the packs: mixed industries, half-filled, messy.

The figures are those of the worked cases, the names and places are invented. The same count always
gives the same enterprises.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from desktop_app.app.case_file import read_case_file
from desktop_app.app.catalog import Catalog
from desktop_app.app.paths import Paths
from desktop_app.core.changes import Mutation, PutDatum, PutRecord
from desktop_app.core.codes import uscc_check_digit
from desktop_app.core.data import Case, Enterprise
from desktop_app.store.edits import Stamp
from desktop_app.store.library import Library

NOW: Final = "2026-11-20T08:00:00.000+00:00"

WORKED: Final = (
    "steel/cases/demo_2023.toml",
    "cement/cases/ordinary_2024.toml",
    "electroplating/cases/level_two.toml",
    "baijiu/cases/plant_2024.toml",
    "wastewater/cases/plant_2024.toml",
    "coal_power/cases/ordinary_2024.toml",
    "aluminium/cases/smelter_2024.toml",
    "pcb/cases/boards_2023.toml",
)

_PLACES: Final = (
    ("520100", "贵阳"), ("520300", "遵义"), ("520200", "六盘水"), ("522300", "黔西南"),
    ("500000", "重庆"), ("440000", "广东"), ("520181", "清镇"), ("530000", "云南"),
)  # fmt: skip
_NAMES: Final = (
    "金鼎", "鑫源", "恒泰", "黔峰", "乌江", "长兴", "厦信", "重光", "绿野", "磊磊", "𬭎达", "㙟山",
    "茗𡎚", "盘江", "华㵲", "东方", "三合", "永丰",
)  # fmt: skip
_ODD: Final = (
    "=cmd|' /C calc'!A0",
    "+8613800000000 厂",
    "@SUM(1+1)*cmd",
    "  前后有空格的企业  ",
    "全角ＡＢＣ１２３有限公司",
    "名字很长的" + "多元化经营" * 12 + "有限责任公司",
    "CON",
    "某厂/一车间:二期*?",
    "Acme Metals (Guiyang) Ltd.",
    "“引号”与'撇号'及,逗号;分号",
)
_INDUSTRIES: Final = {
    "steel": ("钢铁", "C3120"),
    "cement": ("水泥", "C3011"),
    "electroplating": ("电镀", "C3360"),
    "baijiu": ("酒业", "C1512"),
    "wastewater": ("污水处理", "D4620"),
    "coal_power": ("发电", "D4411"),
    "aluminium": ("铝业", "C3216"),
    "pcb": ("电子", "C3982"),
}


@dataclass(frozen=True, slots=True)
class Invented:
    """One enterprise with one case, ready to be stored."""

    enterprise: Enterprise
    year: int
    packs: tuple[str, ...]
    mutations: tuple[Mutation, ...]


def invented(paths: Paths, count: int, worked: Sequence[str] = WORKED) -> Iterator[Invented]:
    """So many cases; some of them are empty, some half-filled, some whole."""
    chance = random.Random(7)
    cases = [_worked(paths, name) for name in worked]
    for number in range(count):
        case = cases[number % len(cases)]
        industry = worked[number % len(cases)].partition("/")[0]
        share = (100, 100, 60, 30, 0)[chance.randrange(5)]
        data = [case.data[key] for key in sorted(case.data)]
        kept = [datum for datum in data if chance.randrange(100) < share]
        records = case.records if share else ()
        mutations: tuple[Mutation, ...] = (
            *(PutRecord(record) for record in records),
            *(PutDatum(datum) for datum in kept),
        )
        enterprise = _enterprise(number, industry, chance)
        yield Invented(enterprise, case.year, case.packs, mutations)


@lru_cache(maxsize=32)
def _worked(paths: Paths, name: str) -> Case:
    read = read_case_file(paths.forms / name, _catalog(paths))
    if read.case is None:
        raise ValueError(name)
    return read.case


@lru_cache(maxsize=2)
def _catalog(paths: Paths) -> Catalog:
    return Catalog(paths)


def _enterprise(number: int, industry: str, chance: random.Random) -> Enterprise:
    code, place = _PLACES[chance.randrange(len(_PLACES))]
    word, class_code = _INDUSTRIES.get(industry, ("制造", "C4190"))
    name = f"{place}{_NAMES[chance.randrange(len(_NAMES))]}{word}有限公司"
    if number % 11 == 5:
        name = _ODD[number // 11 % len(_ODD)]
    body = f"91{code}MA6D{number % 100_000:05}"[:17].ljust(17, "A")
    return Enterprise(name, body + uscc_check_digit(body), code, class_code)


def fill(library: Library, cases: Iterator[Invented]) -> list[str]:
    """Store cases as a user would have entered them; gives their ids."""
    made: list[str] = []
    for one in cases:
        enterprise = library.add_enterprise(one.enterprise, NOW)
        assert isinstance(enterprise, str), enterprise
        case = library.add_case(enterprise, one.year, one.packs, NOW)
        assert isinstance(case, str), case
        if one.mutations:
            library.apply(case, "填写", one.mutations, Stamp(NOW))
        made.append(case)
    return made
