"""The sentences of the problems of pasted tables: severity, what is wrong, what to do."""

from __future__ import annotations

from typing import Final

PASTE_TEXTS: Final[dict[str, tuple[str, str, str]]] = {
    "paste.no_item": (
        "warning",
        "“{name}”对不上本表的品种。",
        "请核对名称，或先在本表添加该品种；这一行不写入。",
    ),
    "paste.several_items": (
        "warning",
        "“{name}”可以对上几个品种：{names}。",
        "请把名称写全后再粘贴；这一行不写入。",
    ),
    "paste.repeated": (
        "warning",
        "“{name}”在表中不止一行，{text} 没有写入。",
        "请先把各行合并成一行，或逐行核对后手工填写。",
    ),
    "paste.part": ("info", "“{name}”是其中项，没有写入。", ""),
    "paste.money": ("info", "“{name}”是金额，没有写入。", ""),
    "paste.total": ("info", "合计 {text} 没有写入，合计由各月相加得出。", ""),
    "paste.total_differs": (
        "warning",
        "合计写的是 {text}，与各月之和 {sum} 不符。",
        "合计没有写入；请核对各月数字。",
    ),
    "paste.total_row": ("info", "“{name}”是合计行，没有写入。", ""),
    "paste.other_year": (
        "warning",
        "“{name}”不是 {year} 年的，没有写入。",
        "请核对年份，或粘贴到相应年度的自评中。",
    ),
    "paste.title_year": (
        "warning",
        "表头写的是 {found} 年，现在填的是 {year} 年。",
        "请核对是否贴错了年份，再确认。",
    ),
    "paste.outside": (
        "warning",
        "“{text}”落在表格之外，没有写入。",
        "请从左上角的格子开始粘贴，或带上品种和月份两个表头。",
    ),
    "paste.not_monthly": ("warning", "“{name}”按年填报，{text} 没有写入。", "请填在全年一栏。"),
    "paste.nothing": (
        "warning",
        "剪贴板里没有可以填的数。",
        "请在 Excel 中选中数据（最好连同品种和月份表头）再复制。",
    ),
    "import.template_year": (
        "error",
        "这张表是 {found} 年的，现在填的是 {year} 年，没有导入。",
        "请打开相应年度的自评再导入，或重新导出本年度的模板。",
    ),
    "import.template_head": (
        "error",
        "这张表的表头被改动过，找不到编号和月份。",
        "请恢复表头后再导入，或重新导出模板。",
    ),
    "import.conflict": (
        "warning",
        "“{name}”在别的表里已经是 {first}，这里又写了 {text}，后一个没有写入。",
        "请核对以哪张表为准。",
    ),
    "import.formula_empty": (
        "warning",
        "有 {count} 个公式没有存下结果，没有导入。",
        "请在 Excel 中打开、重新计算并保存后再导入。",
    ),
    "import.no_figures": (
        "warning",
        "没有可以导入的数。",
        "请核对各行对应的品种和各列对应的月份。",
    ),
    "paste.too_large": (
        "error",
        "剪贴板里至少有 {count} 个格子，一次最多 {limit} 个。",
        "请分几次复制。",
    ),
}
