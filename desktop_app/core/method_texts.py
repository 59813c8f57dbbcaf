"""The sentences said with the verdicts of methods, and of their options in packs.

They are merged into `problem_texts.TEXTS`: severity, what is so, what to do.
"""

from __future__ import annotations

from typing import Final

METHOD_TEXTS: Final[dict[str, tuple[str, str, str]]] = {
    "pack.group_weight_missing": (
        "error",
        "组“{group}”没有权重。",
        'weights = "partial" 时一级权重要全写，只有二级权重可以缺；一级权重不知道的写 weights = "missing"。',
    ),
    "pack.weights_used_up": (
        "error",
        "组“{group}”内写出的权重合计已不少于 1，还有 {count} 项没有权重。",
        "请对照原文核对。",
    ),
    "pack.strict_where": (
        "error",
        "strict 不能用于 {method} 的 {direction} 行。",
        "它只用于 lower 和 higher 的分级行（小于、大于，不含等于）；排放限值和加和法的基准值请删去。",
    ),
    "verdict.nothing_applies": ("info", "没有适用的指标。", ""),
    "verdict.no_weights": (
        "info",
        "规则包缺少指标权重，算不出综合指数；只给出对任何权重都成立的结论。",
        "请以标准原文补全权重。",
    ),
    "verdict.no_weights_settled": (
        "info",
        "规则包缺少指标权重，但这一结论对任何权重都成立。",
        "",
    ),
    "verdict.some_weights": (
        "info",
        "有 {count} 项指标的权重规则包里没有；综合指数只给出对它们的任何权重都成立的上下限。",
        "请以标准原文补全权重。",
    ),
    "verdict.no_output": (
        "info",
        "按产量分配权重的产品有产量未填，算不出综合指数；只给出对任何产量都成立的结论。",
        "请补填各产品的产量，本年不生产的填 0。",
    ),
    "verdict.no_output_settled": ("info", "有产品的产量未填，但这一结论对任何产量都成立。", ""),
    "verdict.limiting_open": (
        "info",
        "还有 {count} 项限定性指标未填，暂不定级。",
        "请先填限定性指标。",
    ),
    "verdict.incomplete": (
        "info",
        "还有 {count} 项未填；未填按未达到计，区间是补全后可能的结果。",
        "",
    ),
    "verdict.no_limiting": ("info", "适用的指标中没有限定性指标。", "请核对不适用的选择。"),
    "verdict.group_handed_on": (
        "info",
        "“{name}”的指标全部不适用，其权重已按比例分给其余各组；标准原文对此没有查到规定。",
        "请人工确认。",
    ),
    "verdict.bonus": (
        "info",
        "含加分组：其权重在 1 以外另加，综合指数以 100 封顶。",
        "",
    ),
    "verdict.new_build": (
        "info",
        "新建、改扩建项目不评{level}：该级只适用于现有企业（凭记忆，待核实）。",
        "",
    ),
    "verdict.new_build_open": (
        "info",
        "尚未说明是否新建、改扩建项目；新建项目不评{level}。",
        "请先回答这一项。",
    ),
    "verdict.item_by_item": (
        "info",
        "该标准逐项对照，不设综合指数；只报告各项的级别和达到各级的项数。",
        "",
    ),
    "verdict.additive": (
        "info",
        "综合评价指数 P = {p}（定量 P1 = {p1}，定性 P2 = {p2}）。",
        "",
    ),
    "verdict.additive_open": (
        "info",
        "综合评价指数 P = {p}（定量 P1 = {p1}，定性 P2 = {p2}），未填项按 0 分计，补全后至多 {best}。",
        "",
    ),
    "verdict.no_quantitative": (
        "info",
        "定量指标全部不适用，综合评价指数只按定性指标算；标准原文对此没有查到规定。",
        "请人工确认。",
    ),
    "verdict.no_qualitative": (
        "info",
        "定性指标全部不适用，综合评价指数只按定量指标算；标准原文对此没有查到规定。",
        "请人工确认。",
    ),
    "verdict.quota_met_existing": ("info", "现有企业看{level}：适用的 {count} 项都满足。", ""),
    "verdict.quota_met_new": ("info", "新建、改扩建项目看{level}：适用的 {count} 项都满足。", ""),
    "verdict.quota_failed_existing": (
        "warning",
        "现有企业看{level}：有 {count} 项不满足，超出能耗限额。",
        "",
    ),
    "verdict.quota_failed_new": (
        "warning",
        "新建、改扩建项目看{level}：有 {count} 项不满足准入值。",
        "",
    ),
    "verdict.quota_crossed": (
        "info",
        "“{name}”满足{level}而不满足{expected}：该标准的限值本身不是逐级放宽，各级的结论分别看。",
        "",
    ),
    "verdict.beyond": (
        "warning",
        "有 {count} 项超过适用的限值（许可限值、执行的排放限值中最严的一个）。",
        "",
    ),
    "verdict.bound_unknown": (
        "info",
        "有 {count} 项执行的限值规则包里没有，最严限值只从查到的里面取。",
        "请以排污许可证和标准原文为准。",
    ),
    "verdict.duty": (
        "info",
        "约束性要求 {count} 项：符合 {met}，未符合 {unmet}，待答 {open}，尚未到期 {later}。",
        "",
    ),
    "verdict.target": (
        "info",
        "全省目标 {count} 项，只作对照：达到 {met}，低于目标 {unmet}，待答 {open}，尚未到期 {later}。",
        "",
    ),
    "verdict.encouraged": (
        "info",
        "鼓励方向 {count} 项：已做到 {met}，尚未做到 {unmet}，待答 {open}，尚未到期 {later}。",
        "",
    ),
    "verdict.deadline": (
        "warning",
        "“{name}”低于最末一级，须在 {date} 前改造到位或淘汰。",
        "",
    ),
    # what to fill first
    "verdict.first_gate": (
        "info",
        "最值得先补“{name}”{record}：它是限定性指标，未填不能定级。",
        "",
    ),
    "verdict.first_both": (
        "info",
        "最值得先补“{name}”{record}：答得最好可确定{level}，答得最差至多{expected}。",
        "",
    ),
    "verdict.first_lifts": (
        "info",
        "最值得先补“{name}”{record}：答得最好即可确定{level}。",
        "",
    ),
    "verdict.first_sinks": (
        "info",
        "最值得先补“{name}”{record}：答得最差至多{expected}。",
        "",
    ),
    "verdict.first_plain": (
        "info",
        "最值得先补“{name}”{record}：它与其他未填项一起决定级别。",
        "",
    ),
    # options of methods in packs
    "pack.table_option_unknown": (
        "error",
        "方法“{method}”没有名为“{name}”的选项。",
        "相近的：{suggestion}。可用选项：{choices}。",
    ),
    "pack.option_value": (
        "error",
        "选项“{name}”不能是“{value}”。",
        "应为：{choices}。",
    ),
    "pack.option_missing": (
        "error",
        "方法“{method}”要求写明选项“{name}”。",
        "各行业不同，没有缺省值；请照标准原文写。",
    ),
    "pack.option_item": (
        "error",
        "选项“{name}”指的“{value}”不是一个不分记录的是非题。",
        "请写一个 yesno 数据项的编号。相近的：{suggestion}。",
    ),
    "pack.option_weights": (
        "error",
        "选项 weights 写着 missing，而权重是齐的。",
        "请删去这个选项。",
    ),
    "pack.method_levels": (
        "error",
        "方法“{method}”要求尺度有 {expected} 级，“{scale}”有 {count} 级。",
        "请换一个尺度或方法。",
    ),
    "pack.method_group": (
        "error",
        "方法“{method}”的分组只能是 {choices}，不能是“{name}”。",
        "请把行归到其中一组：duty 必须做到，target 全省目标，encouraged 鼓励方向。",
    ),
    "pack.policy_method": (
        "error",
        "政策要求的表不能用方法“{method}”：它分不清约束性要求、全省目标和鼓励方向。",
        "请用 duties.v1，分组写 duty、target、encouraged。",
    ),
    "pack.method_marks": (
        "error",
        "方法“{method}”要用的说法，尺度“{scale}”里没有：{choices}。",
        "请用通用规则包的尺度 policy，或补上这些 [[scale.mark]]。",
    ),
    "pack.option_source": (
        "error",
        "选项“{name}”指的文件“{value}”没有声明。",
        "请写一个 [[source]] 的编号。相近的：{suggestion}。",
    ),
    "pack.additive_levels": (
        "error",
        "方法“{method}”每项只有一个评价基准值，现写了 {count} 个。",
        "请把 levels 写成只含一个值的列表。",
    ),
    "pack.additive_row": (
        "error",
        "方法“{method}”的指标须单独写权重 weight，方向为 lower、higher 或 choice，不分部分，不写 limiting 和 pool。",
        "请照标准原文改写。",
    ),
    "pack.additive_base": (
        "error",
        "评价基准值不能为零或负值（{value}）。",
        "得分按与基准值之比计，请核对。",
    ),
    "pack.additive_mixed": (
        "error",
        "一级指标“{group}”里既有定量指标又有定性指标。",
        "请分成两组。",
    ),
    "pack.additive_group": (
        "error",
        "一级指标“{group}”的权重是 {weight}，其下各项权重之和是 {total}。",
        "两者应相等，请对照原文核对。",
    ),
    "pack.additive_total": (
        "error",
        "{part}各一级指标权重之和为 {total}，应为 100。",
        "请对照原文核对。",
    ),
    "pack.additive_shares": (
        "error",
        "share_quantitative 与 share_qualitative 之和为 {total}，应为 1。",
        "请对照原文核对。",
    ),
    "pack.additive_order": (
        "error",
        "minimum_1 应大于 minimum_2。",
        "好的一级在前，请对照原文核对。",
    ),
    "pack.bonus_limiting": (
        "error",
        "加分组里的“{name}”不能是限定性指标。",
        "请去掉 limiting，或改放到其他组。",
    ),
    "pack.bonus_method": (
        "error",
        "方法“{method}”没有加分组。",
        "请去掉 bonus。",
    ),
    "pack.pool_output": (
        "error",
        "权重组“{pool}”里有的指标写了 weight_by，有的没写。",
        "按产量分配的权重组，每项都要写产量。",
    ),
}
