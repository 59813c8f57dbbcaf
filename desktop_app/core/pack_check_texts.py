"""The sentences about packs as a whole: editions, wording, confirmations, worked examples.

Same form as `pack_texts`: severity, what is wrong, what to do.
"""

from __future__ import annotations

from typing import Final

PACK_CHECK_TEXTS: Final[dict[str, tuple[str, str, str]]] = {
    "pack.editions_overlap": (
        "warning",
        "“{name}”在 {years} 年有两个版本同时适用。",
        "请用 valid_to、valid_from 错开；当年 12 月 31 日适用的算全年。",
    ),
    "pack.editions_gap": (
        "warning",
        "“{name}”在 {years} 年没有适用的版本。",
        "请核对 valid_to、valid_from；沿用旧值的参数写 carry_forward = true；确有空档的在后一版写 after_gap，说明原因。",
    ),
    "pack.table_without_case": (
        "warning",
        "没有一个算例写了评价表“{name}”的期望值。",
        "请在 cases/ 的算例里填上这张表要的数据，用 [[expect]] 写出手算的结果。",
    ),
    "pack.glyph_missing": (
        "warning",
        "“{name}”里有字体画不出的字：{characters}，报告会印成“〓”。",
        "请换一个写法。",
    ),
    "pack.untranslated": (
        "warning",
        "{count} 处文字没有 {language} 译文，例如{words}。",
        "请运行 python3 dev.py texts 并译好；没有译文的显示为中文。",
    ),
    "pack.confirmation_unknown": (
        "warning",
        "核实记录指的“{name}”不在这个规则包里。",
        "请核对 path。相近的：{suggestion}。",
    ),
    "pack.confirmation_stale": (
        "warning",
        "“{name}”核实之后改过，核实记录不再算数。",
        "请照原文重新核对，或删去这条记录。",
    ),
    "pack.plan_unknown": (
        "warning",
        "方案列出的行业里没有“{name}”。",
        "请照名单写，或删去。名单里的：{suggestion}。",
    ),
    # worked examples
    "pack.case_missing": ("warning", "没有算例。", "请在 cases/ 里放至少一个算例，供升级时核对。"),
    "case.source_missing": (
        "warning",
        "算例没有写数据和期望值的来源。",
        "请写 [case] source，虚构的写明虚构。",
    ),
    "case.nothing_expected": (
        "warning",
        "算例没有写期望值。",
        "请用 [[expect]] 写出手算的结果，升级时才核对得出。",
    ),
    "case.result_unknown": ("error", "没有名为“{id}”的结果。", "{suggestion}请核对 id。"),
    "case.field_unknown": (
        "error",
        "期望值不认识“{field}”。",
        "{suggestion}可用：{choices}、best_ 加其中一项。",
    ),
    "case.unexpected": (
        "error",
        "“{id}”的 {field} 期望 {expected}，算得 {got}。",
        "请核对手算，或核对规则包的数和公式。",
    ),
}
