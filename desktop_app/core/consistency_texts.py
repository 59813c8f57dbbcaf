"""The sentences and names of the consistency rules that hold for every item of every pack.

They are merged into `problem_texts.TEXTS`: severity, what is found, what to do. `NAMES` gives
each rule its name and the group it is listed under.
"""

from __future__ import annotations

from typing import Final

CONSISTENCY_TEXTS: Final[dict[str, tuple[str, str, str]]] = {
    # answers
    "finding.limiting_open": (
        "warning",
        "“{table}”还有 {count} 项限定性指标没有填，暂不能定级。",
        "请先填限定性指标，从“{name}”开始。",
    ),
    "finding.group_gone": (
        "warning",
        "“{table}”的“{name}”一组 {count} 项都不适用，整组的权重已按比例分给其余各组，级别可能因此偏高。",
        "请逐项核对不适用的理由；标准原文对这样分配没有查到规定，请人工确认。",
    ),
    "finding.unanswered": (
        "info",
        "“{name}”没有填，有 {count} 项结果在等它。",
        "请填写；确实没有的，标“不适用”并写理由。",
    ),
    "finding.na_without_reason": (
        "error",
        "“{name}”标为不适用，但没有写理由。",
        "请用一句话写明为什么不适用；报告会印出这条理由。",
    ),
    "finding.na_reason_empty": (
        "info",
        "“{name}”不适用的理由只有“{reason}”，看不出为什么。",
        "请写明原因，例如“本厂没有焦炉”。",
    ),
    "finding.estimates_many": (
        "warning",
        "{total} 个已填数值中有 {count} 个是估算，占 {share}%，超过 {limit}%。",
        "请优先用计量、票据或监测数据替换估算值。",
    ),
    "finding.estimate_unexplained": (
        "info",
        "“{name}”是估算值，没有写怎么估的。",
        "请在备注里写明估算方法和依据。",
    ),
    "finding.below_minimum": (
        "error",
        "“{name}”的值 {value} 小于允许的下限 {limit}。",
        "请核对数值和单位。",
    ),
    "finding.above_maximum": (
        "error",
        "“{name}”的值 {value} 大于允许的上限 {limit}。",
        "请核对数值和单位。",
    ),
    "finding.unit_misfit": (
        "error",
        "“{name}”的单位“{unit}”不能换算为“{expected}”，这个数没有用上。",
        "请改用可以换算的单位重填。",
    ),
    "finding.text_unread": (
        "warning",
        "“{name}”{when}填的“{text}”看不懂，没有计入。",
        "请到该格改成数值；原来的数（如有）在改好之前继续起作用。",
    ),
    "finding.data_unused": (
        "info",
        "“{name}”填过数，但所选规则包里没有这一项，判定没有用到。",
        "如是漏选了规则包，请在企业档案中选上；否则可不管。",
    ),
    "finding.data_other_year": (
        "warning",
        "“{name}”有 {period} 的数，不在报告年 {year} 内，判定没有用到。",
        "请把它填到相应年度的自评中。",
    ),
    "finding.not_computable": (
        "warning",
        "“{name}”算不出来：{why}",
        "请核对作为分母的数据；确实为零的，该结果不适用。",
    ),
    # months
    "finding.year_and_months": (
        "warning",
        "“{name}”既填了全年值又填了各月值，现以{used}为准。",
        "请只保留一种：删去全年值，或清空各月值。",
    ),
    "finding.months_not_year": (
        "error",
        "“{name}”各月合计 {months}，与全年值 {whole} 相差 {deviation}%。",
        "请核对；十二个月都填了的，可删去全年值。",
    ),
    "finding.months_exceed_year": (
        "error",
        "“{name}”{count} 个月已有 {months}，超过全年值 {whole}。",
        "部分之和不能大于全年，请核对各月值和全年值。",
    ),
    "finding.month_gap": (
        "warning",
        "“{name}”中间缺 {months} 月。",
        "缺月不按零计；请补填，停产的月份标“不适用”。",
    ),
    "finding.months_unfinished": (
        "info",
        "“{name}”只有 {count} 个月的数据，缺 {months} 月。",
        "请补全；停产的月份标“不适用”并写理由。",
    ),
    "finding.month_unit_slip": (
        "warning",
        "“{name}”{month} 月是 {value}，约为其余各月中位数 {usual} 的 {times} 倍，像是单位错了 {slip} 倍。",
        "请核对该月的单位（如 t 与 kg、kWh 与万 kWh）。",
    ),
    "finding.month_tenfold": (
        "warning",
        "“{name}”{month} 月是 {value}，约为其余各月中位数 {usual} 的 {times} 倍，像是多写或漏写了一个零。",
        "请与原始凭证核对该月的数。",
    ),
    "finding.month_outlier": (
        "info",
        "“{name}”{month} 月是 {value}，为其余各月中位数 {usual} 的 {times} 倍。",
        "请核对；如停产、检修或集中采购，请在备注里写明。",
    ),
    "finding.unit_typed_slip": (
        "warning",
        "“{name}”{month} 按“{unit}”填了 {typed}，换算后是通常值的 {times} 倍；不换算反而与通常值相当。",
        "请核对单位是不是选错了，本项通常用“{expected}”。",
    ),
    "finding.months_units_mixed": (
        "info",
        "“{name}”各月用了不同的单位：{units}。",
        "已分别换算；请核对没有选错，统一单位可避免出错。",
    ),
    "finding.months_equal": (
        "info",
        "“{name}”十二个月都是 {value}。",
        "计量数据很少完全相同；如是全年数平摊，请改填全年值或标为估算。",
    ),
    "finding.zero_months": (
        "info",
        "“{name}”{months} 月填的是 0，其余各月中位数是 {usual}。",
        "停产的月份请标“不适用”并写理由；没有抄表的请留空。",
    ),
    # last year
    "finding.year_unit_slip": (
        "warning",
        "“{name}”今年 {value}，约为上年 {last} 的 {times} 倍，像是单位错了 {slip} 倍。",
        "请核对两年的单位（如 t 与万 t、kWh 与万 kWh）。",
    ),
    "finding.year_tenfold": (
        "warning",
        "“{name}”今年 {value}，约为上年 {last} 的 {times} 倍，像是多写或漏写了一个零。",
        "请与原始凭证核对。",
    ),
    "finding.year_jump": (
        "warning",
        "“{name}”今年 {value}，比上年 {last} 变化 {deviation}%，超过 {limit}%。",
        "请核对；属实的请在备注里写明原因。",
    ),
    "finding.year_change": (
        "info",
        "“{name}”今年 {value}，比上年 {last} 变化 {deviation}%。",
        "请确认变化的原因，必要时写在备注里。",
    ),
    "finding.year_same": (
        "info",
        "“{name}”全年 {value}，与上年完全相同。",
        "请核对是不是沿用了上年的数。",
    ),
    "finding.months_copied": (
        "warning",
        "“{name}”各月的数与上年逐月相同。",
        "像是整列复制了上年的数，请按今年的台账重填。",
    ),
    "finding.dropped": (
        "warning",
        "上年填了“{name}”（{last}），今年没有填。",
        "仍在用的请填写；不再有的请标“不适用”并写理由。",
    ),
    "finding.appeared": (
        "info",
        "“{name}”今年填了 {value}，上年没有。",
        "请确认是今年新增，还是上年漏填。",
    ),
    "finding.zero_after_use": (
        "warning",
        "“{name}”今年填 0，上年是 {last}。",
        "请核对；确已停用的可保留，并在备注里写明。",
    ),
    "finding.na_after_use": (
        "info",
        "“{name}”今年标为不适用，上年有 {last}。",
        "请核对理由是否写明了为什么今年没有。",
    ),
    "finding.answer_reversed": (
        "info",
        "“{name}”上年答“是”，今年答“否”。",
        "请核对；属实的请在备注里写明原因。",
    ),
    "finding.result_jump": (
        "warning",
        "“{name}”今年 {value}，比上年 {last} 变化 {deviation}%，超过 {limit}%。",
        "请逐项核对它的输入，打开“为什么”可看到每一项。",
    ),
    "finding.moving_apart": (
        "warning",
        "“{name}”比上年变化 {deviation}%，“{other}”变化 {other_deviation}%，两者走向差得太远。",
        "能耗和碳排放通常同升同降；请核对能源品种、实测参数和系数有没有变。",
    ),
    "finding.record_gone": (
        "info",
        "上年登记的{kind}“{record}”今年没有。",
        "仍在的请补登；已拆除的可不管。",
    ),
    # records
    "finding.record_name_twice": (
        "warning",
        "有 {count} 个{kind}都叫“{record}”。",
        "请用不同的名称区分，或删去重复登记的。",
    ),
    "finding.record_number_twice": (
        "warning",
        "{kind}“{record}”与“{other}”的“{field}”都是“{value}”。",
        "编号不应重复，请对照许可证核对。",
    ),
    "finding.record_empty": (
        "info",
        "{kind}“{record}”登记了，但一个数也没有填。",
        "请填写；不再使用的可删去。",
    ),
    "finding.record_field_empty": (
        "warning",
        "{kind}“{record}”没有选“{field}”，找不到要对照的限值。",
        "请在登记处选上。",
    ),
    "finding.record_unmatched": (
        "info",
        "{kind}“{record}”的数据没有限值可对照。",
        "请核对“{field}”是否选对；确实没有适用限值的，以许可证为准。",
    ),
    "finding.permit_above_limit": (
        "warning",
        "“{name}”的许可值 {value}，比“{table}”里最宽的限值 {limit} 还宽。",
        "请对照许可证核对是否抄错、来源类型是否选对；确为如此的，判定取两者中较严的。",
    ),
    "finding.record_unknown": (
        "error",
        "“{name}”有一个数填在编号为“{record}”的记录上，但没有登记这个{kind}，判定没有用到。",
        "请登记该记录，或把数填到正确的记录上。",
    ),
    # standards, factors, profile
    "finding.figures_unverified": (
        "info",
        "{count} 项主要结果用到了待核实的数，例如“{name}”。",
        "在“规则包”页可看到每个数的出处；取得原文后请核对。",
    ),
    "finding.region_missing": (
        "warning",
        "企业档案没有选地区，按省的系数（如电网排放因子）用不上。",
        "请在企业档案中选地区。",
    ),
    "finding.industry_missing": (
        "info",
        "企业档案没有选行业，无法核对规则包是否对口。",
        "请在企业档案中选行业。",
    ),
    "finding.industry_pack_other": (
        "info",
        "所选的“{table}”不是企业行业“{industry}”的规则包。",
        "兼营的可保留；否则请在企业档案中改选。",
    ),
}

NAMES: Final[dict[str, tuple[str, str]]] = {
    "finding.limiting_open": ("限定性指标未填", "完整性"),
    "finding.group_gone": ("整组指标不适用", "完整性"),
    "finding.unanswered": ("结果在等的未填项", "完整性"),
    "finding.na_without_reason": ("不适用没有理由", "完整性"),
    "finding.na_reason_empty": ("不适用的理由过于简单", "完整性"),
    "finding.estimates_many": ("估算值过多", "完整性"),
    "finding.estimate_unexplained": ("估算没有写方法", "完整性"),
    "finding.below_minimum": ("低于允许的下限", "数值"),
    "finding.above_maximum": ("高于允许的上限", "数值"),
    "finding.unit_misfit": ("单位不能换算", "数值"),
    "finding.text_unread": ("填了但看不懂", "完整性"),
    "finding.data_unused": ("填了却用不到的数据", "完整性"),
    "finding.data_other_year": ("不在报告年的数据", "完整性"),
    "finding.not_computable": ("算不出来的结果", "数值"),
    "finding.year_and_months": ("全年与各月都填了", "逐月数据"),
    "finding.months_not_year": ("各月合计与全年不符", "逐月数据"),
    "finding.months_exceed_year": ("部分月份已超过全年", "逐月数据"),
    "finding.month_gap": ("中间缺月", "逐月数据"),
    "finding.months_unfinished": ("月份未填完", "逐月数据"),
    "finding.month_unit_slip": ("某月差千倍或万倍", "逐月数据"),
    "finding.month_tenfold": ("某月差十倍", "逐月数据"),
    "finding.month_outlier": ("某月远离其他月份", "逐月数据"),
    "finding.unit_typed_slip": ("单位可能选错", "逐月数据"),
    "finding.months_units_mixed": ("各月单位不同", "逐月数据"),
    "finding.months_equal": ("十二个月相同", "逐月数据"),
    "finding.zero_months": ("个别月份为零", "逐月数据"),
    "finding.year_unit_slip": ("与上年差千倍或万倍", "与上年比"),
    "finding.year_tenfold": ("与上年差十倍", "与上年比"),
    "finding.year_jump": ("比上年变化过大", "与上年比"),
    "finding.year_change": ("比上年变化较大", "与上年比"),
    "finding.year_same": ("与上年完全相同", "与上年比"),
    "finding.months_copied": ("各月与上年逐月相同", "与上年比"),
    "finding.dropped": ("上年有、今年没填", "与上年比"),
    "finding.appeared": ("今年新填", "与上年比"),
    "finding.zero_after_use": ("上年有、今年为零", "与上年比"),
    "finding.na_after_use": ("上年有、今年不适用", "与上年比"),
    "finding.answer_reversed": ("回答由是变否", "与上年比"),
    "finding.result_jump": ("主要结果变化过大", "与上年比"),
    "finding.moving_apart": ("能耗与碳排放走向不同", "与上年比"),
    "finding.record_gone": ("上年登记、今年没有", "与上年比"),
    "finding.record_name_twice": ("登记名称重复", "登记"),
    "finding.record_number_twice": ("登记编号重复", "登记"),
    "finding.record_empty": ("登记了没有数据", "登记"),
    "finding.record_field_empty": ("登记缺少对照用的一项", "登记"),
    "finding.record_unmatched": ("没有限值可对照", "登记"),
    "finding.permit_above_limit": ("许可值比限值宽", "登记"),
    "finding.record_unknown": ("数据的记录没有登记", "登记"),
    "finding.figures_unverified": ("结果用到待核实的数", "标准与系数"),
    "finding.region_missing": ("没有选地区", "企业档案"),
    "finding.industry_missing": ("没有选行业", "企业档案"),
    "finding.industry_pack_other": ("规则包与行业不对口", "企业档案"),
    "gate.contradicted": ("门槛的回答与判定不符", "门槛"),
    "judge.factor_carried": ("系数沿用往年", "标准与系数"),
    "judge.parameter_missing": ("系数缺失", "标准与系数"),
    "judge.not_in_force": ("标准尚未施行", "标准与系数"),
    "enterprise.uscc_length": ("信用代码位数不对", "企业档案"),
    "enterprise.uscc_character": ("信用代码有错字", "企业档案"),
    "enterprise.uscc_check": ("信用代码校验位不符", "企业档案"),
    "enterprise.permit_shape": ("许可证编号写法不对", "企业档案"),
    "enterprise.permit_owner": ("许可证编号与信用代码不符", "企业档案"),
}
