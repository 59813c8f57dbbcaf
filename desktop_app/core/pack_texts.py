"""The sentences of the problems of rule packs: severity, what is wrong, what to do.

They are merged into `problem_texts.TEXTS`; their readers are authors of packs.
"""

from __future__ import annotations

from typing import Final

PACK_TEXTS: Final[dict[str, tuple[str, str, str]]] = {
    # the folder and its files
    "pack.folder_unreadable": (
        "error",
        "规则包文件夹读不出来（{detail}）。",
        "请核对路径和读取权限。",
    ),
    "pack.empty": ("error", "文件夹里没有 .toml 文件。", "请核对是否选错了文件夹。"),
    "pack.too_many_files": (
        "error",
        "文件夹里有 {count} 个 .toml 文件，超过 {limit} 个。",
        "请合并文件。",
    ),
    "pack.link_outside": (
        "error",
        "该文件是指向文件夹以外的链接。",
        "请把文件本身放进规则包文件夹。",
    ),
    "pack.not_a_file": ("error", "这不是普通文件。", "请删去或改名。"),
    "pack.file_unreadable": ("error", "文件读不出来（{detail}）。", "请核对读取权限。"),
    "pack.file_too_large": (
        "error",
        "文件超过 {limit}。",
        "请拆成几个文件，或核对是否放错了文件。",
    ),
    "pack.not_utf8": ("error", "文件不是 UTF-8 编码（第 {position} 字节起）。", "请另存为 UTF-8。"),
    "pack.not_toml": (
        "error",
        "第 {line} 行第 {column} 列不是有效的 TOML：{text}",
        "（{detail}）请改正该行。",
    ),
    "pack.not_toml_file": (
        "error",
        "文件不是有效的 TOML：{detail}。",
        "请核对文件末尾是否缺引号或括号。",
    ),
    "pack.too_deep": ("error", "表格嵌套超过 {limit} 层。", "请按规则包格式书写。"),
    "pack.installed_twice": (
        "warning",
        "编号为“{pack}”的规则包装了两个，采用前一个。",
        "如非有意替换内置的规则包，请删去其中一个。",
    ),
    # the pack table
    "pack.header_missing": ("error", "没有文件写有 [pack]。", "请在其中一个文件里写 [pack]。"),
    "pack.header_twice": ("error", "[pack] 已写在 {first} 中。", "只能写一次，请删去这一处。"),
    "pack.readiness_twice": (
        "error",
        "[readiness] 已写在 {first} 中。",
        "只能写一次，请删去这一处。",
    ),
    "pack.folder_name": (
        "error",
        "规则包编号“{id}”与文件夹名“{folder}”不同。",
        "请改成一致，规则包按文件夹名查找。",
    ),
    "pack.bad_version": (
        "error",
        "版本“{version}”的写法不对。",
        "请写成“年.月.序号”，例如“2026.11.1”。",
    ),
    "pack.bad_industry": (
        "error",
        "“{industry}”不是 GB/T 4754 行业代码。",
        "请写门类字母加 2 至 4 位数字，例如“C3110”。",
    ),
    "pack.requires_missing": (
        "error",
        "需要的规则包“{pack}”没有安装。",
        "请一并安装，或核对编号。相近的：{suggestion}。已安装：{installed}。",
    ),
    "pack.requires_broken": (
        "error",
        "需要的规则包“{pack}”有错误，本包的引用暂未检查。",
        "请先改正它。",
    ),
    # single fields
    "pack.field_missing": ("error", "缺少“{field}”。", "请补上这一项。"),
    "pack.field_unknown": ("error", "不认识“{field}”。", "请删去，或核对规则包格式。"),
    "pack.field_misspelt": ("error", "不认识“{field}”。", "是否应为“{suggestion}”？"),
    "pack.text_empty": ("error", "“{field}”是空的。", "请写上内容。"),
    "pack.not_text": ("error", "“{field}”应为文字，现为 {value}。", "请加上引号。"),
    "pack.not_flag": ("error", "“{field}”应为 true 或 false，现为 {value}。", "请改写，不加引号。"),
    "pack.not_whole": ("error", "“{field}”应为整数，现为 {value}。", "请改成整数，不加引号。"),
    "pack.not_number": ("error", "“{field}”应为数值，现为 {value}。", "请改成数值，例如 0.7143。"),
    "pack.not_date": (
        "error",
        "“{field}”应为日期，现为 {value}。",
        "请写成 2023-06-30，不加引号。",
    ),
    "pack.not_list": ("error", "“{field}”应为列表，现为 {value}。", "请写成 [...] 或 [[...]]。"),
    "pack.not_table": (
        "error",
        "“{field}”应为表，现为 {value}。",
        "请写成 {{...}} 或 [...] 表头。",
    ),
    "pack.not_limit": (
        "error",
        "限值应为数值或公式，现为 {value}。",
        '区间只用于 direction = "range"。',
    ),
    "pack.not_range": ("error", "区间应为 [下限, 上限]，现为 {value}。", "请写两个数值或公式。"),
    "pack.text_too_long": ("error", "文字有 {count} 个字符，超过 {limit} 个。", "请缩短。"),
    "pack.control_character": (
        "error",
        "“{field}”里有不可打印的控制字符。",
        "请删去，报告和工作簿写不出这种字符。",
    ),
    "pack.too_many_problems": ("error", "问题已有 {limit} 个，不再列出。", "请先改正前面的。"),
    "pack.template_too_large": (
        "error",
        "模板展开后超过 {limit} 个字符。",
        "请缩短模板，或用 where 减少行数。",
    ),
    "pack.number_range": ("error", "数值“{value}”太大、太小，或超过 34 位。", "请核对。"),
    "pack.bad_name": (
        "error",
        "名称“{name}”的写法不对。",
        "请用小写字母、数字和下划线，以点分段，字母开头，例如 energy.raw_coal。",
    ),
    "pack.bad_id": (
        "error",
        "编号“{name}”的写法不对。",
        "请用字母、数字和 _ . + -，不含空格，不超过 120 字符。",
    ),
    "pack.word_unknown": ("error", "“{value}”不是可用的词。", "可用：{choices}。"),
    "pack.word_misspelt": (
        "error",
        "“{value}”不是可用的词，是否应为“{suggestion}”？",
        "可用：{choices}。",
    ),
    "pack.options_missing": ("error", "选择项“{name}”没有写选项。", "请补上 [[item.option]]。"),
    "pack.family_without_member": (
        "error",
        "参数“{key}”的 family 与 member 只写了一个。",
        "两者要么都写，要么都不写。",
    ),
    "pack.part_and_field": (
        "error",
        "指标分成几部分时，“{field}”应写在各 part 里。",
        "请移到 [[assessment.indicator.part]]。",
    ),
    "pack.source_missing": (
        "error",
        "没有写出处（source）。",
        "请写明出自哪一份文件，数值不能没有来源。",
    ),
    "pack.scale_unknown": (
        "error",
        "没有名为“{scale}”的等级尺度。",
        "请核对 scale，或补上 [[scale]]。相近的：{suggestion}。现有的：{known}。",
    ),
    # families of elements
    "pack.table_unknown": (
        "error",
        "没有名为“{table}”的 [[table.…]]。",
        "请核对表名（相近：{suggestion}）。",
    ),
    "pack.each_empty": ("error", "表“{table}”中没有符合 where 的行。", "请核对 where 的字段和值。"),
    "pack.each_without_template": ("error", "[[each]] 下没有模板。", "可用：{choices}。"),
    "pack.placeholder_unknown": (
        "error",
        "表中没有一行写有“{field}”。",
        "请核对花括号里的字段名（相近：{suggestion}）。",
    ),
    "pack.too_many_elements": (
        "error",
        "展开后的元素超过 {limit} 个。",
        "请核对 where，或拆成几个规则包。",
    ),
    # names and references
    "pack.duplicate_name": (
        "error",
        "名称“{name}”已在规则包 {pack} 中用过。",
        "数据项、参数、导出量共用一套名称，请改名。",
    ),
    "pack.duplicate_id": ("error", "编号“{id}”用了两次。", "同类编号不能重复，请改一个。"),
    "pack.section_record": (
        "error",
        "“{name}”的 record 是“{own}”，所在栏目的是“{section}”。",
        "两者须一致。",
    ),
    "pack.duplicate_parameter": (
        "error",
        "参数“{key}”有两个适用条件完全相同的值。",
        "请用日期、地区或 family/member 区分，或删去一个。",
    ),
    "pack.source_unknown": (
        "error",
        "没有编号为“{name}”的出处（source）。",
        "请核对。相近的：{suggestion}。",
    ),
    "pack.section_unknown": (
        "error",
        "没有编号为“{name}”的栏目（section）。",
        "请核对。相近的：{suggestion}。",
    ),
    "pack.record_unknown": (
        "error",
        "没有编号为“{name}”的记录类型（record_kind）。",
        "请核对。相近的：{suggestion}。",
    ),
    "pack.group_unknown": (
        "error",
        "该表没有编号为“{name}”的组（group）。",
        "请核对。相近的：{suggestion}。",
    ),
    "pack.family_unknown": (
        "error",
        "没有任何参数属于族“{name}”。",
        "请核对。相近的：{suggestion}。",
    ),
    "pack.member_unknown": (
        "error",
        "族“{family}”没有成员“{name}”。",
        "请核对。相近的：{suggestion}。",
    ),
    "pack.item_unknown": ("error", "没有名为“{name}”的数据项。", "请核对。相近的：{suggestion}。"),
    "pack.serves_unknown": (
        "error",
        "没有名为“{name}”的指标、导出量或评价。",
        "请核对。相近的：{suggestion}。",
    ),
    "pack.name_unknown": ("error", "公式中的“{name}”没有定义。", "请核对。相近的：{suggestion}。"),
    "pack.sentence_name": (
        "error",
        "文字中的“{name}”没有定义。",
        "花括号里只能写数据项、系数或计算值的编号。相近的：{suggestion}。",
    ),
    "pack.stray_brace": ("error", "文字中有不成对的花括号。", "请写成“{编号}”，不嵌套。"),
    "pack.jump_record": (
        "error",
        "jump 指向的“{name}”按“{record}”逐条填报。",
        '请给这条规则写上 record = "{record}"。',
    ),
    "pack.assessment_unknown": (
        "error",
        "没有编号为“{name}”的评价（assessment）。",
        "请核对。相近的：{suggestion}。",
    ),
    "pack.wildcard_empty": (
        "warning",
        "“{pattern}”没有匹配到任何名称。",
        "请核对；如由其他规则包补充名称，可不理会。",
    ),
    "pack.record_mismatch": (
        "error",
        "“{name}”按“{record}”逐条填报，这里不能直接引用。",
        '请写 sum({name}.*)，或给本项写上 record = "{record}"。',
    ),
    "pack.item_not_yesno": ("error", "“{name}”不是是否题。", '请改为 kind = "yesno" 的数据项。'),
    "pack.cycle": ("error", "公式循环引用：{cycle}。", "请去掉其中一处引用。"),
    "pack.parameter_unit": (
        "error",
        "参数“{key}”的单位“{second}”与另一处的“{first}”不同。",
        "同名参数的各个值须用同一单位。",
    ),
    "pack.effective_early": ("warning", "施行日期 {end} 早于发布日期 {start}。", "请核对。"),
    "pack.binding_conflict": (
        "error",
        "参数族“{family}”在 {year} 年同时绑定了 {members}。",
        "请用 valid_from、valid_to 错开。",
    ),
    "pack.parameter_ambiguous": (
        "error",
        "“{name}”在 {year} 年有不止一个适用的值：{values}。",
        "请用日期、地区或 family/member 区分。",
    ),
    "pack.source_conflict": (
        "warning",
        "出处“{id}”在 {first} 与 {second} 两个规则包中写法不同。",
        "请统一，报告只印前者。",
    ),
    # units
    "pack.unit_mismatch": (
        "error",
        "公式的单位是“{found}”，不能换算为写明的“{declared}”。",
        "请核对公式或单位。",
    ),
    "pack.not_truth": (
        "error",
        "这里应为判断式（是或否），而公式给出数值。",
        "请写成比较式或引用是否题。",
    ),
    "pack.not_amount": ("error", "这里应为数值，而公式给出判断。", "请用 if(条件, 数值, 数值)。"),
    "pack.not_choice": (
        "error",
        "选择型指标的 value 应为一个选择题。",
        "请写选择题的名称，或删去 value 由本指标直接填报。",
    ),
    "pack.name_not_truth": (
        "error",
        "“{name}”用作条件，但它不是是否题或判断式。",
        "请写成比较式，例如 {name} > 0。",
    ),
    "pack.name_not_choice": ("error", "choice() 里的“{name}”不是选择题。", "请核对。"),
    "pack.carry_misfit": (
        "error",
        "沿用上年的“{name}”与本项不是同样的量（单位“{unit}”与“{own}”）。",
        "请选一个不按记录重复、单位相同的数。",
    ),
    "pack.beside_misfit": (
        "error",
        "与“{name}”成对的项目，两项都应是列出才填的数据项，并且不按记录重复。",
        "请给两项都写 listed = true，或删去 beside。",
    ),
    "pack.option_taken": (
        "error",
        "选项编号“{id}”已用于“{text}”。",
        "请换一个编号，或写成相同的文字。",
    ),
    "pack.option_unknown": (
        "error",
        "“{name}”没有选项“{option}”。",
        "相近的：{suggestion}。可用：{choices}。",
    ),
    # tables
    "pack.levels_count": (
        "error",
        "写了 {count} 级要求，而尺度“{scale}”有 {expected} 级。",
        '请每级写一个，没有要求写 "free"，标准不设该级写 "absent"，不知道写 "unknown"。',
    ),
    "pack.thresholds_order": (
        "warning",
        "第 {first} 级与第 {second} 级的限值顺序与方向不符（{values}）。",
        "好的级别应更严；原文如此时写 options.non_monotonic = true。",
    ),
    "pack.range_order": ("error", "区间下限 {low} 大于上限 {high}。", "请对调或核对。"),
    "pack.choice_without_text": (
        "error",
        "选择型指标“{name}”没有任何一级写明要求。",
        "请写各级的文字要求。",
    ),
    "pack.group_weights": ("error", "各组权重之和为 {total}，应为 1。", "请对照原文核对。"),
    "pack.weights": ("error", "组“{group}”内指标权重之和为 {total}，应为 1。", "请对照原文核对。"),
    "pack.weights_partial": (
        "error",
        "{with_weight} 项写了权重，{without} 项没有。",
        "权重要么全写，要么全不写；共用权重写 pool 与 pool_weight。",
    ),
    "pack.weight_range": ("error", "权重 {weight} 不在 0 与 1 之间。", "请写成小数，例如 0.15。"),
    "pack.pool_conflict": (
        "error",
        "权重组“{pool}”写了不同的 pool_weight：{weights}。",
        "请写成一致。",
    ),
    "pack.pool_missing": (
        "error",
        "pool 与 pool_weight 只写了一个。",
        "两者要么都写，要么都不写。",
    ),
    "pack.match_unknown": (
        "error",
        "记录类型“{record}”没有字段“{field}”。",
        "请核对 match。相近的：{suggestion}。",
    ),
    "pack.match_option": (
        "error",
        "字段“{field}”没有选项“{value}”。",
        "相近的：{suggestion}。可用：{choices}。",
    ),
    "pack.dates_order": ("error", "起始日期 {start} 晚于截止日期 {end}。", "请核对。"),
    "pack.confidence_low": (
        "info",
        "“{name}”能一票否决，而它的数值把握程度只是“{confidence}”。",
        "请尽早与原文核对。",
    ),
    # readiness
    "pack.axis_unknown": ("error", "没有名为“{axis}”的轴。", "可用：{choices}。"),
    "pack.axis_weights": (
        "error",
        "轴“{axis}”的子指数权重之和为 {total}，应为 1、10 或 100。",
        "请核对。",
    ),
    "pack.part_weights": ("error", "各部分权重之和为 {total}，应为 1、10 或 100。", "请核对。"),
    "pack.anchors_missing": (
        "error",
        "缺少锚点 {missing}。",
        "请补上；至少要有 base 与 advanced。",
    ),
    "pack.anchors_order": (
        "error",
        "锚点不单调（{values}）。",
        "worst、base、advanced、near_zero 应一路变好。",
    ),
    "pack.cap_unknown": ("error", "没有名为“{cap}”的等级。", "可用：{choices}。"),
    "pack.points_level": ("error", "points 里的“{level}”不是该尺度的级别。", "可用：{choices}。"),
}
