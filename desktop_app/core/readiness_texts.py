"""The sentences said with the double near-zero position: points, gates.

They are merged into `problem_texts.TEXTS`: severity, what is so, what to do.
"""

from __future__ import annotations

from typing import Final

TRUTHS: Final[dict[str, str]] = {
    "cp_": "清洁生产达到",
    "benchmark_": "对标产品都达到",
    "cp_judged": "有适用的清洁生产评价表",
    "benchmark_judged": "有适用的能效基准表",
    "limits_advanced": "各排放口都达到先进线",
    "limits_kept": "没有排放口超过一般限值或许可限值",
}
"""The truths about judged tables in words, by name; by the beginning of those about a level."""

READINESS_TEXTS: Final[dict[str, tuple[str, str, str]]] = {
    "score.weighed_alike": (
        "info",
        "“{name}”有 {count} 行没有权重（年排放当量数或产量），各行暂按相同权重平均。",
        "补填各排放口的年排放量或各产品的产量后按量加权。",
    ),
    "score.no_advanced_line": (
        "info",
        "有 {count} 行没有公开的先进线（超低或特别限值），达到一般限值只计 60 分。",
        "",
    ),
    "gate.contradicted": (
        "warning",
        "门槛 {gate} 前后矛盾：{name}",
        "请核对回答和台账；判定以台账推算的结果为准。",
    ),
}
