"""The sentences of problems met in workbooks: rule packs edited in Excel, tables of standards.

They are merged into `problem_texts.TEXTS`. Places of these problems are a sheet and a cell.
"""

from __future__ import annotations

from typing import Final

WORKBOOK_TEXTS: Final[dict[str, tuple[str, str, str]]] = {
    # the file as a zip
    "zip.file_too_large": ("error", "文件超过 {limit}。", "请核对是否选错了文件。"),
    "zip.old_office": (
        "error",
        "这是旧版 Office 文件（.xls），或加了打开密码。",
        "请在 Excel 中另存为 .xlsx，不设密码。",
    ),
    "zip.no_zip": ("error", "这不是 .xlsx 工作簿。", "请选用 Excel 另存的 .xlsx 文件。"),
    "zip.broken": ("error", "文件已损坏或不完整。", "请重新取得该文件。"),
    "zip.too_many": ("error", "压缩包内有 {count} 个文件，超过 {limit} 个。", "请核对文件来源。"),
    "zip.twice": ("error", "压缩包内有两个同名文件“{name}”。", "请在 Excel 中重新另存。"),
    "zip.bad_name": ("error", "压缩包内的文件名“{name}”指向外面。", "该文件不可信，请勿使用。"),
    "zip.encrypted": ("error", "文件加了密码。", "请取消密码后再导入。"),
    "zip.method": ("error", "压缩包内的“{name}”用了不支持的压缩方式。", "请在 Excel 中重新另存。"),
    "zip.entry_too_large": (
        "error",
        "解压后有 {size}，超过 {limit}。",
        "该文件不可信，或请删去多余的工作表。",
    ),
    "zip.too_large": (
        "error",
        "全部解压后有 {size}，超过 {limit}。",
        "该文件不可信，或请删去多余的工作表。",
    ),
    "zip.ratio": (
        "error",
        "压缩率达 {ratio} 倍，像是压缩炸弹。",
        "该文件不可信；如确是正常文件，请删去空白工作表后另存。",
    ),
    # the workbook
    "book.missing": ("error", "没有文件“{file}”。", "请核对路径。"),
    "book.unreadable": (
        "error",
        "文件读不出来（{detail}）。",
        "请核对读取权限，或先在 Excel 中关闭它。",
    ),
    "book.other_office": ("error", "这是 {what}，不是 Excel 工作簿。", "请选用 .xlsx 文件。"),
    "book.macros": ("error", "工作簿含有宏（VBA）。", "请另存为不含宏的 .xlsx。"),
    "book.outside": (
        "error",
        "工作簿链接到外部文件或数据源（{what}）。",
        "请在“数据—编辑链接”中断开链接后再导入。",
    ),
    "book.part_broken": ("error", "工作簿内的“{part}”读不出来。", "请在 Excel 中打开并重新另存。"),
    "book.dtd": (
        "error",
        "工作簿内的“{part}”含有 DTD 或实体声明，正常的工作簿不会有。",
        "该文件不可信，请勿使用。",
    ),
    "book.too_big": (
        "error",
        "内容超过 {limit}。",
        "请删去多余的行、列和工作表；导入只读到第 {rows} 行、第 {columns} 列。",
    ),
    "book.bad_reference": ("error", "单元格地址“{text}”不对。", "请在 Excel 中重新另存。"),
    "book.formula": (
        "error",
        "单元格里是 Excel 公式，这里应写数值或文字。",
        "请复制后“选择性粘贴—数值”；规则包公式按文字书写，不以等号开头。",
    ),
    "book.error_value": ("error", "单元格是错误值 {value}。", "请改成数值或文字。"),
    "book.number_as_date": (
        "error",
        "这里应为数值，Excel 把它当成了日期（{value}）。",
        "请先把单元格设为文本格式，再重新输入，例如 44/12。",
    ),
    "book.percent": (
        "error",
        "单元格是百分数格式，显示为百分之几，实际值是 {value}。",
        "请把单元格改为常规格式，按“单位”一栏的单位写数。",
    ),
    # a pack in a workbook
    "book.no_marks": (
        "error",
        "这个工作簿不是导出的规则包：没有一个工作表带有隐藏的第 1 行标记。",
        "请在“规则包”页用“导出 Excel…”得到工作簿再改（命令 near-zero packs export）；填好的空白模板用“由模板新建…”（命令 near-zero packs new）。",
    ),
    "book.not_in_use": (
        "warning",
        "现用的是 {where} 的版本 {used}，这一份 {version} 导入后不会采用。",
        "请在“规则包”工作表加大版本号再导入，或移除现用的那一个。",
    ),
    "book.cannot_write": (
        "error",
        "工作簿没有写成（{detail}）。",
        "请先在 Excel 中关闭同名的工作簿，并检查磁盘空间和文件夹权限。",
    ),
    "book.file_stays": (
        "warning",
        "文件夹里原有的“{name}”不在工作簿中，没有删去。",
        "如已改名或合并，请删去它，否则内容会重复。",
    ),
    "book.left_out": (
        "warning",
        "“{name}”不是规则包的 TOML 文件，没有写进工作簿。",
        "导入后请自行放回规则包文件夹。",
    ),
    "book.sheet_unknown": (
        "warning",
        "工作表“{name}”没有隐藏的第 1 行标记，没有导入。",
        "如是规则包的内容，请从同类工作表复制第 1 行。",
    ),
    "book.mark_unknown": (
        "error",
        "隐藏的第 1 行标记“{mark}”不认识。",
        "请从导出的工作簿复制第 1 行。是否应为“{suggestion}”？",
    ),
    "book.sheet_twice": (
        "error",
        "“{name}”已有工作表“{first}”。",
        "请合并成一个工作表，或改隐藏的第 1 行标记。",
    ),
    "book.column_unknown": (
        "warning",
        "这一列没有隐藏的列编号，没有导入。",
        "如是备注，可不理会；如是规则包的内容，请在第 1 行写列编号。",
    ),
    "book.column_twice": ("error", "列编号“{name}”写了两次。", "请删去其中一列。"),
    "book.not_flag": ("error", "“{value}”应为“是”或“否”。", "请从下拉列表选。"),
    "book.not_day": ("error", "“{value}”不是日期。", "请写成 2023-06-30。"),
    "book.not_text": ("error", "这里应为文字，现为 {value}。", "请改成文字。"),
    "book.word_misspelt": (
        "error",
        "“{value}”不是可用的词，是否应为“{suggestion}”？",
        "可用：{choices}。",
    ),
    "book.word_unknown": ("error", "“{value}”不是可用的词。", "可用：{choices}。"),
    "book.not_fields": (
        "error",
        "“{value}”的写法不对：{detail}。",
        '每行写“名称 = 值”，文字加引号，例如 medium = "air"。',
    ),
    "book.not_options": (
        "error",
        "选项“{value}”的写法不对。",
        "每行写“编号 | 文字”，例如 kiln | 窑。",
    ),
    "book.not_literal": (
        "error",
        "“{value}”不是有效的 TOML 值：{detail}。",
        "请改正或删去 toml: 前缀。",
    ),
    "book.long_missing": ("error", "“长文”工作表里没有第 {number} 条。", "请勿删改“长文”工作表。"),
    "book.level_gap": (
        "error",
        "中间空了一级。",
        "没有要求写“无要求”，标准不设该级写“—”，不知道写“未知”。",
    ),
    "book.line_unknown": (
        "error",
        "“行”一栏的“{value}”不是可用的词，是否应为“{suggestion}”？",
        "可用：{choices}。",
    ),
    "book.line_orphan": (
        "error",
        "这一行之前没有它所属的“{parent}”行。",
        "请把它移到所属行的下面。",
    ),
    "book.table_sheet_unknown": (
        "error",
        "没有名为“{name}”的工作表。",
        "请核对工作表标签（相近：{suggestion}）。",
    ),
    "book.table_sheet_twice": (
        "error",
        "工作表“{name}”已属于第 {row} 行的评价表。",
        "每张评价表各用一个工作表。",
    ),
    "book.table_sheet_unused": (
        "error",
        "“评价表”里没有一行指向这个工作表。",
        "请在“评价表”的“工作表”一栏写上“{name}”，或删去这个工作表。",
    ),
    "book.file_name": (
        "error",
        "“{name}”不能用作规则包里的文件名。",
        "请用字母、数字和下划线，以 .toml 结尾。",
    ),
}
