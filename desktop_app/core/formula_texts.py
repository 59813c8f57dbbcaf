"""The sentences of the problems of numbers, units and formulas: severity, what is wrong, remedy.

They are merged into `problem_texts.TEXTS`. Sentences of formulas stay on one line; the excerpt
with its caret is the argument `excerpt` of their problems.
"""

from __future__ import annotations

from typing import Final

FORMULA_TEXTS: Final[dict[str, tuple[str, str, str]]] = {
    # number.*: text that is no number
    "number.empty": ("error", "没有填写数值。", "请填写数字；确实没有该项时请标为不适用。"),
    "number.unreadable": (
        "error",
        "“{text}”不是数值。",
        "请填写数字，可带单位，如“1234.5”“3.2万吨”；未检出请写“未检出”。",
    ),
    "number.chinese_numerals": (
        "error",
        "“{text}”是中文数字。",
        "请改用阿拉伯数字，如“3000”“3.2万”。",
    ),
    "number.ambiguous_comma": (
        "error",
        "“{text}”中的逗号看不出是千位分隔还是小数点。",
        "小数点请用“.”，千位分隔每三位一个，如“1,234.5”。",
    ),
    "number.misplaced_point": (
        "error",
        "“{text}”中的小数点位置不对。",
        "一个数只能有一个小数点，如“1234.5”。",
    ),
    "number.sum": (
        "error",
        "“{text}”算不出来。",
        "等号后面只能有数字、加减乘除和括号，如“=120+35.5”“=(3+4)*2”。",
    ),
    "number.range": (
        "error",
        "“{text}”是一个范围，不是一个数。",
        "请填写实际值或平均值，范围写在备注里。",
    ),
    "number.several": (
        "error",
        "“{text}”里像是有不止一个数。",
        "一格只填一个数；请去掉数字之间的空格或文字。",
    ),
    "number.too_long": (
        "error",
        "“{text}”超过 {limit} 位数字。",
        "请核对是否多打了零或粘贴了多格。",
    ),
    # unit.*
    "unit.unknown": (
        "error",
        "不认识单位“{unit}”中的“{part}”。",
        "请改用常用单位，如 t、万kWh、kgce/t、mg/m3。",
    ),
    "unit.unknown_similar": ("error", "不认识单位“{unit}”中的“{part}”。", "是否想写“{similar}”？"),
    "unit.ambiguous": (
        "error",
        "单位“{unit}”除号后面又有乘号，有两种读法。",
        "请用括号写明，如“kJ/(kg·℃)”。",
    ),
    "unit.malformed": (
        "error",
        "单位“{unit}”写法不完整。",
        "请核对括号、斜线和指数，如“kgce/(kW·h)”“m^3”。",
    ),
    "unit.too_long": (
        "error",
        "单位“{unit}”超过 {limit} 个字符。",
        "请核对是否把说明文字写进了单位。",
    ),
    "unit.different": (
        "error",
        "单位“{source}”不能换算为“{target}”，两者不是同一种量。",
        "请核对单位；实物量、折标煤、二氧化碳之间要用系数，不能直接换算。",
    ),
    # formula.*: a formula of a rule pack, when read
    "formula.empty": ("error", "公式是空的。", "请写出公式。"),
    "formula.too_long": (
        "error",
        "公式有 {length} 个字符，超过 {limit} 个。",
        "请把它拆成几个量。",
    ),
    "formula.too_deep": (
        "error",
        "公式的层次超过 {limit} 层。",
        "请拆成几个量；连加请写成 sum(a, b, …)。",
    ),
    "formula.bad_character": (
        "error",
        "公式第 {position} 个字符“{character}”不能用。",
        "请核对公式。",
    ),
    "formula.bad_character_similar": (
        "error",
        "公式第 {position} 个字符“{character}”不能用。",
        "是否想写“{similar}”？",
    ),
    "formula.bad_number": (
        "error",
        "公式第 {position} 个字符起的“{text}”不是数。",
        "数只能写成“12”“0.5”，不能用千位分隔或科学记数。",
    ),
    "formula.number_too_long": (
        "error",
        "公式第 {position} 个字符起的数超过 {limit} 位。",
        "请核对该数。",
    ),
    "formula.bad_name": (
        "error",
        "公式第 {position} 个字符起的“{name}”不是名称。",
        "名称由字母、数字、下划线组成，以点分段，不含连续下划线。",
    ),
    "formula.unexpected": (
        "error",
        "公式第 {position} 个字符处的“{token}”不该出现在这里。",
        "请核对前后的运算符和括号。",
    ),
    "formula.unexpected_wanted": (
        "error",
        "公式第 {position} 个字符处应为“{wanted}”，现为“{token}”。",
        "请核对括号和逗号。",
    ),
    "formula.ends_early": ("error", "公式没有写完。", "末尾缺少一个数、名称或括号。"),
    "formula.ends_early_wanted": ("error", "公式没有写完，末尾缺少“{wanted}”。", "请补上。"),
    "formula.unknown_function": (
        "error",
        "公式第 {position} 个字符处的函数“{function}”不存在。",
        "可用函数：{known}。",
    ),
    "formula.unknown_function_similar": (
        "error",
        "公式第 {position} 个字符处的函数“{function}”不存在。",
        "是否想写“{similar}”？",
    ),
    "formula.function_alone": (
        "error",
        "公式第 {position} 个字符处的函数“{function}”后面没有括号。",
        "请写成“{function}(…)”。",
    ),
    "formula.argument_count": (
        "error",
        "公式第 {position} 个字符处的函数“{function}”有 {count} 个参数，应为 {most} 个。",
        "请核对参数。",
    ),
    "formula.too_few_arguments": (
        "error",
        "公式第 {position} 个字符处的函数“{function}”有 {count} 个参数，至少要 {least} 个。",
        "请核对参数。",
    ),
    "formula.chained_comparison": (
        "error",
        "公式第 {position} 个字符处连写了两个比较号。",
        "请写成 between(x, 下限, 上限)，或用 and 连接。",
    ),
    "formula.bad_exponent": (
        "error",
        "公式第 {position} 个字符处的指数不能用。",
        "指数只能是数字 2、3 或 4，不能连用。",
    ),
    "formula.bad_places": (
        "error",
        "公式第 {position} 个字符处的修约位数不能用。",
        "请写一个不超过 {limit} 的整数，如 round(x, 2)。",
    ),
    "formula.bad_rank": (
        "error",
        "公式第 {position} 个字符处：largest() 的第一个参数应当是名次。",
        "请直接写 1 到 {limit} 的整数。",
    ),
    "formula.rank_of_terms": (
        "error",
        "公式第 {position} 个字符处：largest() 只给有名称的量排名次。",
        "请把算式先写成一个计算值，再写它的名称。",
    ),
    "formula.bad_choice": (
        "error",
        "公式第 {position} 个字符处的 choice 写法不对。",
        '请写成 choice(数据项, "选项编号")。',
    ),
    "formula.stray_text": (
        "error",
        "公式第 {position} 个字符处的文字“{text}”不能用在这里。",
        "文字只能是 choice(…) 的第二个参数。",
    ),
    "formula.stray_wildcard": (
        "error",
        "公式第 {position} 个字符处的“{wildcard}”不能用在这里。",
        "通配名称只能用在 sum、mean、count、any、all 里。",
    ),
    "formula.needs_number": (
        "error",
        "公式第 {position} 个字符处需要一个数，现为一个条件。",
        "请核对运算符，或用 if(条件, 数, 数)。",
    ),
    "formula.needs_condition": (
        "error",
        "公式第 {position} 个字符处需要一个条件，现为一个数。",
        "请写成比较，如“x > 0”。",
    ),
    "formula.mixed_branches": (
        "error",
        "公式第 {position} 个字符处的“{function}”有的结果是数，有的是条件。",
        "请让各个结果同类。",
    ),
    # formula.*: units in a formula
    "formula.name_without_unit": (
        "error",
        "公式第 {position} 个字符处的“{name}”没有单位，不能参加运算。",
        "请核对名称；是非题和选择题不能当数用。",
    ),
    "formula.different_dimension": (
        "error",
        "公式第 {position} 个字符处，“{left}”与“{right}”不是同一种量。",
        "相加和比较的两边必须同单位，请核对公式或单位。",
    ),
    "formula.different_scale": (
        "error",
        "公式第 {position} 个字符处，“{left}”与“{right}”大小不同。",
        "公式不会自动换算，请把两边声明为同一单位。",
    ),
    "formula.root_unit": (
        "error",
        "公式第 {position} 个字符处，单位“{unit}”开平方后不成单位。",
        "请先化为无量纲，或核对公式。",
    ),
    "formula.power_unit": (
        "error",
        "公式第 {position} 个字符处：power() 的底数和指数都应当没有单位，这里有“{unit}”。",
        "请先除以同单位的量。",
    ),
    # formula.*: a formula that cannot be worked out with these data
    "formula.division_by_zero": ("warning", "除数为零，结果空缺。", "请核对作为分母的数据。"),
    "formula.power_of_negative": ("warning", "底数不是正数，不能乘方，结果空缺。", "请核对数据。"),
    "formula.root_of_negative": ("warning", "负数不能开平方，结果空缺。", "请核对数据。"),
    "formula.overflow": ("warning", "结果大得无法表示，已空缺。", "请核对数据的数量级和单位。"),
    "formula.not_a_number": ("error", "公式要用数，但数据项不是数。", "请核对规则包中的公式。"),
    "formula.not_a_truth": (
        "error",
        "公式要用是或否，但数据项不是是非题。",
        "请核对规则包中的公式。",
    ),
    "formula.not_a_choice": (
        "error",
        "公式要用选项，但数据项不是选择题。",
        "请核对规则包中的公式。",
    ),
    "formula.too_long_for_workbook": (
        "warning",
        "公式写成工作表公式有 {length} 个字符，太长或层次太深（上限 {limit} 个字符），工作簿中只写数值。",
        "请在规则包中把公式拆成几个量。",
    ),
}
