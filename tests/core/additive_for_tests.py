"""A small trial system that adds up scores; its numbers are made up (虚构，仅验证算法)."""

from __future__ import annotations

from collections.abc import Mapping

from desktop_app.core.evaluate import Evaluation
from tests.core.packs_for_tests import Answer, item, judged

SCALE = """
[[scale]]
id = "trial"
name = "清洁生产企业"
[[scale.level]]
id = "advanced"
name = "清洁生产先进企业"
sign = "●"
tone = "level_1"
[[scale.level]]
id = "clean"
name = "清洁生产企业"
sign = "○"
tone = "level_3"
[scale.below]
id = "below"
name = "未达到"
sign = "✕"
tone = "level_below"
"""
OPTIONS = """
[assessment.options]
cap = 1.2
share_quantitative = 0.7
share_qualitative = 0.3
minimum_1 = 90
minimum_2 = 75
thresholds_source = "std"
thresholds_clause = "4.3"
thresholds_confidence = "confirmed"
"""
TABLE = f"""
[[assessment]]
id = "t"
name = "试行体系"
limb = "clean_production"
method = "additive.v1"
scale = "trial"
source = "std"
clause = "表1"
confidence = "confirmed"
{OPTIONS}
[[assessment.group]]
id = "energy"
name = "能源"
weight = 60
[[assessment.group]]
id = "water"
name = "水"
weight = 40
[[assessment.group]]
id = "law"
name = "守法"
weight = 100
"""


def amount(own_id: str, group: str, direction: str, base: str, weight: int, more: str = "") -> str:
    return (
        f'[[assessment.indicator]]\nid = "{own_id}"\nname = "{own_id}"\ngroup = "{group}"\n'
        f'unit = "t"\ndirection = "{direction}"\nlevels = [{base}]\nvalue = "{own_id}"\n'
        f"weight = {weight}\n{more}\n"
    )


def choice(own_id: str, weight: int, more: str = "") -> str:
    return (
        f'[[assessment.indicator]]\nid = "{own_id}"\nname = "{own_id}"\ngroup = "law"\n'
        f'direction = "choice"\nlevels = ["符合要求"]\nweight = {weight}\n{more}\n'
    )


ITEMS = "".join(item(key, "t") for key in ("coal", "elec", "reuse", "base")) + item(
    "has.law", kind='"yesno"'
)
TRIAL = (
    ITEMS
    + SCALE
    + TABLE
    + amount("coal", "energy", "lower", "50", 40)
    + amount("elec", "energy", "lower", '"base"', 20)
    + amount("reuse", "water", "higher", "80", 40)
    + choice("permit", 70)
    + choice("audit", 30, 'applies = "has.law"')
)
"""Two energy rows (60), a water row (40), two qualitative rows (100)."""


def trial(answers: Mapping[str, Answer]) -> Evaluation:
    return judged(TRIAL, answers)
