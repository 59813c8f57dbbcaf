"""The sentences of problems met in a filled template of an official table of levels.

They are merged into `problem_texts.TEXTS`. Places of these problems are a sheet and a cell.
"""

from __future__ import annotations

from typing import Final

TEMPLATE_TEXTS: Final[dict[str, tuple[str, str, str]]] = {
    # the workbook
    "template.sheet_missing": (
        "error",
        "没有名为“{name}”的工作表。",
        "请用“规则包”页“由模板新建…”里的空白模板（命令 near-zero packs template），工作表不要改名。",
    ),
    "template.no_heads": (
        "error",
        "前 30 行里没有表头：要有“二级指标”和“Ⅰ级”“Ⅱ级”“Ⅲ级”。",
        "请保留模板的表头；列可以调换，名称不要改。",
    ),
    "template.empty": ("error", "表头下面没有指标。", "请从表头的下一行起照原表填写。"),
    "template.too_long": (
        "error",
        "表有 {count} 行，最多读 {limit} 行。",
        "请删去表外的内容，或把一份标准的几张表分开做成几个规则包。",
    ),
    "template.merged_too_much": ("error", "合并的单元格太多。", "请取消表外的合并单元格。"),
    "template.sheet_unread": (
        "warning",
        "工作表“{name}”没有读入：一个模板一张指标表。",
        "另一张表请用另一个模板，做成另一个规则包。",
    ),
    "template.line_ignored": ("info", "表下的注“{value}”没有读入。", ""),
    "template.became_date": (
        "error",
        "Excel 把这里的内容当成了日期（{value}）。",
        "请先把单元格设为文本格式，再重新输入。",
    ),
    # the sheet 标准
    "template.field_blank": ("error", "“{name}”没有填。", "请填写；下拉列表里有的从列表选。"),
    "template.industry_unread": (
        "error",
        "“{value}”里没有行业代码。",
        "请从列表选，或写 GB/T 4754 代码，例如 C3360。",
    ),
    "template.bad_id": (
        "error",
        "“{value}”不能用作编号。",
        "请用小写字母开头，只用小写字母、数字和下划线；也可空着，自动编。",
    ),
    "template.days_order": (
        "error",
        "废止日期 {last} 不在施行日期 {first} 之后。",
        "请核对两个日期。",
    ),
    "template.no_day": (
        "info",
        "没有写施行日期，各年度都用这张表。",
        "知道的请补上，自评才按年度取对版本。",
    ),
    "template.minimum": (
        "error",
        "这一级的综合指数要求写的是 {value}，本程序的综合指数判法只有 {expected}。",
        "如原文确是这样，请改用“逐项对照”，等级由您按原文的指数另行计算。",
    ),
    # groups and rows
    "template.group_missing": (
        "error",
        "“{name}”没有一级指标。",
        "请在“一级指标”一栏写上它属于哪一组；每组写一次即可。",
    ),
    "template.bonus_read": (
        "info",
        "“{name}”按加分组读：在合计 1 之外加分，指数到 100 为止。",
        "",
    ),
    "template.name_missing": (
        "error",
        "这一行有内容而没有二级指标的名称。",
        "请写上名称；同一指标的几项请把名称合并，或逐行写 a) b)。",
    ),
    "template.row_twice": (
        "warning",
        "同一组里有两个“{name}”。",
        "如是不同产品或工序，请在名称里分清，填报的人才知道填哪个。",
    ),
    "template.limiting_unread": (
        "error",
        "“{value}”看不出是不是限定性指标。",
        "是的写 ★ 或“是”，不是的空着。",
    ),
    "template.no_limiting": (
        "warning",
        "没有一项限定性指标。",
        "请核对原表的 ★ 或 *，漏了会把等级判高。",
    ),
    "template.part_orphan": (
        "error",
        "“{name}”是分项，上面没有它的总名称。",
        "请在它上面加一行写总名称、各级空着；如是单独的指标，请去掉 a) 之类的编号。",
    ),
    "template.parts_read": ("info", "“{name}”由 {count} 项组成，各项都达到才算达到。", ""),
    "template.parts_split": (
        "info",
        "“{name}”的 {count} 项各有权重，作为 {count} 个指标。",
        "",
    ),
    "template.part_weights": (
        "error",
        "“{name}”的分项有的有权重，有的没有。",
        "每项各有权重的都写上；合用一个权重的写在总名称那一行。",
    ),
    "template.part_limiting": (
        "warning",
        "“{name}”只有一个分项标了 ★，整个指标作为限定性指标。",
        "如原文只限定这一项，请把它写成单独的指标。",
    ),
    # levels
    "template.level_blank": (
        "error",
        "这一级空着。",
        "没有要求写“无要求”，与左边相同写“同左”或合并，标准不设该级写“不设”，不知道写“未知”。",
    ),
    "template.level_unread": (
        "error",
        "“{value}”看不出是数还是文字要求。",
        "数请只写 ≥、≤ 和数，单位写在“单位”一栏；文字要求请写成完整的话。",
    ),
    "template.level_formula": (
        "error",
        "“{value}”是算式，模板只收数和文字。",
        "层数等确定的，请写成算好的数；否则先写“未知”，生成规则包后再用公式补上。",
    ),
    "template.same_as_none": (
        "error",
        "“{value}”没有指到写着要求的那一级。",
        "请写出要求本身。",
    ),
    "template.same_above": ("error", "“同上”看不出指哪一格。", "请写出要求本身，或写“同左”。"),
    "template.no_requirement": (
        "error",
        "三级都没有要求，这一行判不出什么。",
        "请核对原表；确无要求的请删去这一行。",
    ),
    "template.all_unknown": (
        "warning",
        "这一行没有一级是已知的，填了也判不出，等级只能给出范围。",
        "找到原表后请补上。",
    ),
    "template.dash_free": ("info", "“{value}”在较差的一级，按“无要求”读。", ""),
    "template.dash_unclear": (
        "error",
        "“{value}”在较好的一级，看不出是无要求，还是标准不设这一级。",
        "标准不设这一级、谁也达不到的写“不设”；否则请核对原表写出要求。",
    ),
    "template.free_before": (
        "error",
        "较好的一级写无要求，较差的一级却有要求。",
        "请核对是否错了列；标准不设这一级的写“不设”。",
    ),
    "template.levels_mixed": (
        "warning",
        "这一行有的级是数（{value}），有的级是文字，整行作为选择题问。",
        "如都是数，请把文字改成数；确是这样可不理会。",
    ),
    "template.limit_in_words": (
        "warning",
        "“{value}”带 ≥ 或 ≤，后面的字却不是单位，整行作为选择题问。",
        "如是数，请只写 ≥、≤ 和数，单位写在“单位”一栏；确是文字要求可不理会。",
    ),
    "template.range_order": ("error", "区间的两头颠倒了：{low} 大于 {high}。", "请核对原表。"),
    "template.way_conflict": (
        "error",
        "同一行里既有 ≥ 又有 ≤，看不出越大越好还是越小越好。",
        "请核对原表；要求在一个区间里的写成 0.4~0.6。",
    ),
    "template.way_unknown": (
        "error",
        "各级是 {values}，看不出越大越好还是越小越好。",
        "请在数前写 ≥ 或 ≤。",
    ),
    "template.way_by_order": ("info", "没有写 ≥ 或 ≤，按各级 {values} 的顺序读作 {sign}。", ""),
    "template.way_by_sign": ("info", "{count} 项按所写的 ≥、≤ 或区间定越大越好还是越小越好。", ""),
    "template.percent_of_one": (
        "warning",
        "单位是 %，各级却只有 {values}：按百分之零点几读，几乎谁都达得到。",
        "如是 0.95 即 95% 的写法，请写成 95；确是百分之零点几可不理会。",
    ),
    "template.bands_unclear": (
        "error",
        "各级是 {values}，看不出哪一头更好。",
        "越大越好写成 ≥ 下限，越小越好写成 ≤ 上限；区间应一个套着一个。",
    ),
    "template.band_read": ("info", "“{value}”与同一行的 ≥、≤ 一致，读作 {limit}。", ""),
    "template.strict_mixed": (
        "error",
        "有的级含等号（≥、≤ 或没有符号），有的不含（>、<）。",
        "请核对原文，一行里写成一样。",
    ),
    # units
    "template.unit_blank": (
        "warning",
        "“{name}”的要求是数，没有单位。",
        "有单位的请补上，填报时才能换算；确是无单位的数可不理会。",
    ),
    "template.unit_of_cell": ("info", "单位一栏空着，用各级里写的 {unit}。", ""),
    "template.unit_differs": (
        "error",
        "这一级的单位是 {unit}，这一行的单位是 {expected}。",
        "请换算成一样的单位。",
    ),
    "template.unit_words_cut": (
        "info",
        "单位“{value}”按 {unit} 计算，“{words}”写在该项的说明里。",
        "",
    ),
    # weights
    "template.weight_unread": (
        "error",
        "“{value}”不是权重。",
        "请写大于零的数，例如 0.15、15 或 15%；没有权重的空着。",
    ),
    "template.weight_merged": (
        "error",
        "“{name}”与上一行合用一个权重，看不出怎么分。",
        "各有权重的取消合并、逐行写；由实际有的几项平分的写成 0.8/n。",
    ),
    "template.group_weight_twice": (
        "error",
        "“{name}”的权重写了 {first} 又写 {second}。",
        "请每组只写一个权重。",
    ),
    "template.group_weight_missing": (
        "error",
        "这一组没有一级权重，别的组或二级指标有权重。",
        "请补上；全表没有权重的，一级、二级都空着。",
    ),
    "template.group_weights": (
        "error",
        "一级权重合计 {total}，不是 1 也不是 100。",
        "请与原表核对，看有没有漏组或抄错。",
    ),
    "template.row_weights": (
        "error",
        "“{group}”的二级权重合计 {total}，不是 1、100，也不等于一级权重。",
        "请与原表核对，看有没有漏行或抄错。",
    ),
    "template.weights_used_up": (
        "error",
        "“{group}”已写的二级权重合计 {total}，没有留给空着的行。",
        "请补上空着的权重，或核对已写的。",
    ),
    "template.weights_scaled": ("info", "权重按合计 100 写的，已换成合计 1。", ""),
    "template.weights_of_whole": ("info", "二级权重是占全表的份额，各组合计等于一级权重。", ""),
    "template.weights_partial": (
        "warning",
        "{count} 项没有二级权重，只能下对任何权重都成立的结论。",
        "找到原表后请补上。",
    ),
    "template.weights_none": (
        "warning",
        "没有权重，只能下对任何权重都成立的结论。",
        "原表有权重的请补上；确实没有的请把“判定方法”改为逐项对照。",
    ),
    "template.weights_unused": ("warning", "逐项对照不用权重，没有读入。", ""),
    # ids, and where the pack goes
    "template.ids_made": (
        "info",
        "{count} 项指标的编号按顺序自动编（r01、r02……）；重新生成时按名称沿用。",
        "",
    ),
    "template.id_made": ("info", "规则包编号自动编为 {id}。", "要改请填“规则包编号”一栏。"),
    "template.id_taken": (
        "error",
        "编号 {id} 是规则包“{name}”的，不能用。",
        "请换一个编号，或空着，自动编。",
    ),
    "template.exists": (
        "error",
        "您已有规则包“{name}”（{id} {version}）。",
        "要换成这一份，请点“换掉原有的”或在命令后加 --replace（原来的移到一旁，不删除）；要另做一个请换一个编号。",
    ),
    "template.folder_name": (
        "error",
        "文件夹名“{name}”与规则包编号 {id} 不同。",
        "文件夹名就是编号：请改用名为 {id} 的文件夹，或把“规则包编号”改为文件夹名。",
    ),
    "template.folder_used": (
        "error",
        "文件夹“{name}”里已有内容，没有写入。",
        "请换一个新文件夹，或先移走里面的内容。",
    ),
}
