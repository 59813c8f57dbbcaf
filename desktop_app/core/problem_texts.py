"""The sentences of all problems, by code: severity, what is wrong, what to do (Chinese source).

Every sentence names the offending value; the place is carried by the problem itself.
"""

from __future__ import annotations

from typing import Final, NamedTuple

from desktop_app.core.confirmation_texts import CONFIRMATION_TEXTS
from desktop_app.core.consistency_texts import CONSISTENCY_TEXTS
from desktop_app.core.enterprise_texts import ENTERPRISE_TEXTS
from desktop_app.core.evidence_texts import EVIDENCE_TEXTS
from desktop_app.core.form_texts import FORM_TEXTS
from desktop_app.core.formula_texts import FORMULA_TEXTS
from desktop_app.core.given_texts import GIVEN_TEXTS
from desktop_app.core.history_texts import HISTORY_TEXTS
from desktop_app.core.improve_texts import IMPROVE_TEXTS
from desktop_app.core.library_texts import LIBRARY_TEXTS
from desktop_app.core.method_texts import METHOD_TEXTS
from desktop_app.core.pack_check_texts import PACK_CHECK_TEXTS
from desktop_app.core.pack_file_texts import PACK_FILE_TEXTS
from desktop_app.core.pack_texts import PACK_TEXTS
from desktop_app.core.package_texts import PACKAGE_TEXTS
from desktop_app.core.password_texts import PASSWORD_TEXTS
from desktop_app.core.paste_texts import PASTE_TEXTS
from desktop_app.core.program_texts import PROGRAM_TEXTS
from desktop_app.core.readiness_texts import READINESS_TEXTS
from desktop_app.core.report_template_texts import REPORT_TEMPLATE_TEXTS
from desktop_app.core.returned_texts import RETURNED_TEXTS
from desktop_app.core.template_texts import TEMPLATE_TEXTS
from desktop_app.core.verify_texts import VERIFY_TEXTS
from desktop_app.core.workbook_texts import WORKBOOK_TEXTS


class Kind(NamedTuple):
    """Severity ("error", "warning", "info"), message template and remedy template."""

    severity: str
    text: str
    remedy: str


USED: Final = {"months": "各月值", "year": "全年值"}
"""The words for which of two answers counts, an argument of `data.year_and_months`."""

TEXTS: Final[dict[str, Kind]] = {
    # data of a case
    "data.unknown_key": Kind(
        "error",
        "没有名为“{key}”的数据项。",
        "{suggestion}请核对数据项编号，或先选用含该项的规则包。",
    ),
    "data.negative": Kind(
        "error", "“{name}”填了负值 {value}。", "该项不应为负，请核对；如为外供量请填在外供栏。"
    ),
    "data.below_minimum": Kind(
        "error", "“{name}”的值 {value} 小于允许的下限 {limit}。", "请核对数值和单位。"
    ),
    "data.above_maximum": Kind(
        "error", "“{name}”的值 {value} 大于允许的上限 {limit}。", "请核对数值和单位。"
    ),
    "data.bad_period": Kind(
        "error", "时间“{value}”不成立。", "请写成“2023”或“2023-03”，月份只能是 01 至 12。"
    ),
    "data.period_not_monthly": Kind(
        "error", "“{name}”按年填报，不能填到“{value}”这个月。", "请把时间写成年份，例如“{year}”。"
    ),
    "data.outside_year": Kind(
        "error", "时间“{value}”不在报告年 {year} 内。", "请核对时间，或把数据填到相应年度的自评中。"
    ),
    "data.bad_unit": Kind(
        "error", "“{name}”的单位“{unit}”不能换算为“{expected}”。", "请改用以下单位之一：{choices}。"
    ),
    "data.control_character": Kind(
        "error", "“{field}”里有不可打印的控制字符。", "请删去，报告和工作簿写不出这种字符。"
    ),
    "data.text_too_long": Kind(
        "error",
        "“{field}”有 {count} 个字，最多 {most} 个。",
        "请缩短；整篇的材料请作为佐证文件添加。",
    ),
    "data.no_unit": Kind("error", "“{name}”不带单位，现写有“{unit}”。", "请只写数值。"),
    "data.bad_choice": Kind("error", "“{name}”没有选项“{value}”。", "可用选项：{choices}。"),
    "data.bad_state": Kind(
        "error", "没有名为“{value}”的状态。", "可用状态：given、n.a.、estimated、blank。"
    ),
    "data.reason_missing": Kind(
        "error",
        "“{name}”标为不适用，但没有写理由。",
        "请用一句话写明为什么不适用；报告会印出这条理由。",
    ),
    "data.value_missing": Kind(
        "error", "“{name}”没有写数值。", "请写 value，或把 state 写成 n.a. 并给出 reason。"
    ),
    "data.year_and_months": Kind(
        "warning",
        "“{name}”既填了全年值又填了各月值，现以{used}为准。",
        "请只保留一种：删去全年值，或清空各月值。",
    ),
    "data.to_confirm": Kind(
        "error", "“{text}”还没有计入。", "请核对后重新输入；以前的规则包读不懂它。"
    ),
    "data.bad_date": Kind("error", "日期“{value}”不成立。", "请写成“2023-06-30”。"),
    "data.duplicate": Kind("error", "“{name}”在 {period} 填了两次。", "请只保留一个。"),
    "data.unknown_record": Kind(
        "error", "没有编号为“{record}”的记录可填“{name}”。", "请先在企业档案中登记，或核对编号。"
    ),
    "data.takes_no_record": Kind(
        "error", "“{name}”不分记录填报，现写有“{record}”。", "请去掉记录编号。"
    ),
    "data.record_twice": Kind("error", "记录“{id}”登记了两次。", "请给每个记录不同的编号。"),
    # an input file for scoring
    "file.missing": Kind("error", "找不到文件“{file}”。", "请核对路径。"),
    "file.unreadable": Kind(
        "error", "文件“{file}”读不出来（{detail}）。", "请核对文件是否完整、是否有读取权限。"
    ),
    "file.not_toml": Kind(
        "error", "文件不是有效的 TOML：{detail}。", "请按 README 中的样例改正该行。"
    ),
    "file.too_large": Kind(
        "error", "文件有 {size}，超过允许的 {limit}。", "请核对是否选错了文件。"
    ),
    "file.field_missing": Kind("error", "缺少“{field}”。", "请补上这一项。"),
    "file.field_type": Kind("error", "“{field}”应为{expected}，现为“{value}”。", "请改正写法。"),
    "file.field_unknown": Kind("warning", "不认识“{field}”。", "{suggestion}该项已忽略。"),
    "case.previous_elsewhere": Kind(
        "error", "上年数据文件“{file}”不是文件名。", "请把它放在同一个文件夹里，只写文件名。"
    ),
    "case.previous_year": Kind(
        "error", "上年数据文件“{file}”是 {found} 年的，应为 {wanted} 年。", "请核对是否写错了文件。"
    ),
    "case.previous_other": Kind(
        "error",
        "上年数据文件“{file}”是“{name}”的，不是同一家企业。",
        "请核对是否写错了文件；企业改了名的，请在两个文件里都写上统一社会信用代码。",
    ),
    # enterprise
    "enterprise.name_missing": Kind("error", "企业名称为空。", "请填写营业执照上的全称。"),
    "enterprise.uscc_length": Kind(
        "warning", "统一社会信用代码“{value}”是 {count} 位。", "应为 18 位，请核对营业执照。"
    ),
    "enterprise.uscc_character": Kind(
        "warning",
        "统一社会信用代码第 {position} 位“{character}”不允许出现。",
        "代码不含字母 I、O、S、V、Z，请核对。",
    ),
    "enterprise.uscc_check": Kind(
        "warning",
        "统一社会信用代码“{value}”的校验位不符，末位应为“{expected}”。",
        "请核对；个别早年代码确有不符，可保留。",
    ),
    "enterprise.permit_shape": Kind(
        "warning",
        "排污许可证编号“{value}”不是“18 位信用代码 + 3 位序号 + 1 位标识”。",
        "请对照许可证副本核对。",
    ),
    "enterprise.permit_owner": Kind(
        "warning", "排污许可证编号前 18 位与统一社会信用代码不同。", "请核对两者是否属于同一企业。"
    ),
    # judging
    "judge.partial_months": Kind(
        "warning", "“{name}”只有 {count} 个月的数据。", "缺月不按零计；请补全，或说明停产月份。"
    ),
    "judge.factor_carried": Kind(
        "warning", "“{name}”没有 {year} 年的值，暂用 {used} 的值。", "正式值公布后请更新规则包。"
    ),
    "judge.parameter_missing": Kind(
        "warning",
        "“{name}”没有适用于 {year} 年（地区 {area}）的值，相关结果空缺。",
        "请更新规则包，或填写实测值。",
    ),
    "judge.not_in_force": Kind(
        "info", "{source} 自 {date} 起施行，不用于 {year} 年的判定。", "仅供参考。"
    ),
    # reports
    "report.cannot_write": Kind(
        "error",
        "报告没有写成（{detail}）。",
        "请检查磁盘空间和文件夹权限；如该文件正在其他程序中打开，请先关闭，或另存为别的文件名。",
    ),
    "report.binder_without_case": Kind(
        "error",
        "数据文件没有佐证，做不了佐证册。",
        "请用 --case 指定企业库里的自评，或去掉 --binder。",
    ),
    # next steps
    "step.gates_open": Kind(
        "info", "确认 {count} 个等级门槛，从 {gate}“{name}”开始。", "门槛未确认前，等级会被封顶。"
    ),
    "step.gate_failed": Kind("info", "先解决门槛 {gate}“{name}”。", "未通过时等级被封顶。"),
    "step.fill_limiting": Kind(
        "info", "先填限定性指标“{name}”。", "“{table}”还有 {count} 项未填。"
    ),
    "step.fill": Kind("info", "补填“{name}”。", "“{table}”还有 {count} 项未填。"),
    "step.close_gap": Kind("info", "“{name}”距{level}还差 {gap} {unit}。", ""),
    "step.duties": Kind(
        "info",
        "有 {count} 项政策的约束性要求未符合，先看“{name}”。",
        "其余在“评价”的“政策要求”里。",
    ),
    "step.fill_score": Kind("info", "补全“{name}”的数据。", "该分指数最多可再得 {gain} 分。"),
    "example.unknown": Kind("error", "没有示例“{id}”。", "{suggestion}可用示例：{known}。"),
    # packs
    "pack.reference_unknown": Kind(
        "error",
        "没有规则包“{pack}”，也没有这样的规则包文件夹或文件。",
        "{suggestion}请写编号、编号@版本或路径。已安装：{installed}。",
    ),
    "pack.version_unknown": Kind(
        "error",
        "规则包“{pack}”没有版本“{version}”。",
        "请核对。现有版本：{installed}。",
    ),
    "pack.unknown": Kind("error", "没有规则包“{pack}”。", "{suggestion}已安装：{installed}。"),
    **{code: Kind(*row) for code, row in LIBRARY_TEXTS.items()},
    **{code: Kind(*row) for code, row in ENTERPRISE_TEXTS.items()},
    **{code: Kind(*row) for code, row in METHOD_TEXTS.items()},
    **{code: Kind(*row) for code, row in PROGRAM_TEXTS.items()},
    **{code: Kind(*row) for code, row in READINESS_TEXTS.items()},
    **{code: Kind(*row) for code, row in PACK_TEXTS.items()},
    **{code: Kind(*row) for code, row in PACK_FILE_TEXTS.items()},
    **{code: Kind(*row) for code, row in PACK_CHECK_TEXTS.items()},
    **{code: Kind(*row) for code, row in FORM_TEXTS.items()},
    **{code: Kind(*row) for code, row in FORMULA_TEXTS.items()},
    **{code: Kind(*row) for code, row in IMPROVE_TEXTS.items()},
    **{code: Kind(*row) for code, row in PACKAGE_TEXTS.items()},
    **{code: Kind(*row) for code, row in PASSWORD_TEXTS.items()},
    **{code: Kind(*row) for code, row in PASTE_TEXTS.items()},
    **{code: Kind(*row) for code, row in CONSISTENCY_TEXTS.items()},
    **{code: Kind(*row) for code, row in CONFIRMATION_TEXTS.items()},
    **{code: Kind(*row) for code, row in WORKBOOK_TEXTS.items()},
    **{code: Kind(*row) for code, row in EVIDENCE_TEXTS.items()},
    **{code: Kind(*row) for code, row in TEMPLATE_TEXTS.items()},
    **{code: Kind(*row) for code, row in REPORT_TEMPLATE_TEXTS.items()},
    **{code: Kind(*row) for code, row in GIVEN_TEXTS.items()},
    **{code: Kind(*row) for code, row in HISTORY_TEXTS.items()},
    **{code: Kind(*row) for code, row in VERIFY_TEXTS.items()},
    **{code: Kind(*row) for code, row in RETURNED_TEXTS.items()},
}
