"""The sentences said about planned measures and what they would change.

They are merged into `problem_texts.TEXTS`: severity, what is so, what to do.
"""

from __future__ import annotations

from typing import Final

IMPROVE_TEXTS: Final[dict[str, tuple[str, str, str]]] = {
    "plan.unknown_item": (
        "warning",
        "现用的规则包里没有数据项“{name}”，这项变动没有计入。",
        "请删去这项变动，或改为现有的数据项。",
    ),
    "plan.no_value": (
        "warning",
        "“{name}”还没有填，不能按比例或按量增减，这项变动没有计入。",
        "请先在台账中填写，或改用“改为”写明措施后的值。",
    ),
    "plan.no_months": (
        "warning",
        "“{name}”不是按月填的，不能只改 {month} 月，这项变动没有计入。",
        "请把时间改为全年。",
    ),
    "plan.partial": (
        "warning",
        "“{name}”只填了部分月份，不知道全年是多少，不能按量增减，这项变动没有计入。",
        "请补全各月，或改用百分比。",
    ),
    "plan.too_large": ("warning", "“{name}”的变动大得算不出，没有计入。", "请核对数值和单位。"),
    "plan.two_values": (
        "warning",
        "“{first}”和“{second}”把“{name}”{record}改成不同的值，只能有一个；现以后者为准。",
        "请只保留一个，或改用百分比。",
    ),
    "plan.overlap": (
        "info",
        "“{first}”和“{second}”都改动“{name}”{record}，合并计算：先定值，再增减量，后按百分比。",
        "请核对两项措施能否同时达到各自的效果。",
    ),
    "plan.name_missing": ("error", "措施没有名称。", "请写一个名称。"),
    "plan.bad_money": ("error", "“{name}”里的“{value}”不是金额。", "请以万元写数值，例如 120。"),
    "plan.negative_investment": ("error", "投资不能是负数：{value}。", "请核对。"),
    "plan.bad_years": ("error", "使用年限要大于零：{value}。", "请核对。"),
    "plan.bad_date": ("error", "日期“{value}”不成立。", "请写成“2025-06-30”，或留空。"),
    "plan.bad_change": (
        "error",
        "看不懂变动“{value}”。",
        "请写新值（如 1200）、百分比（如 -10%）或增减量（如 -50 t）。",
    ),
    "plan.below_nothing": ("error", "不能减少 100% 以上：{value}。", "请核对百分比。"),
    "plan.dates": ("error", "完成日期 {due} 早于开始日期 {begin}。", "请核对日期。"),
    "plan.unknown": (
        "error",
        "方案里没有编号为“{value}”的措施。",
        "用 plan show 查看方案里有哪些措施。",
    ),
    "plan.bad_try": (
        "error",
        "看不懂“{value}”。",
        "请写成“数据项=变动”，例如 energy.electricity=-10%、air.nox[DA001]=50。",
    ),
}
