"""The sentences about workbooks that come back edited: what of one cannot be taken, and why.

They are merged into `problem_texts.TEXTS`. Places of these problems are a sheet and a cell.
"""

from __future__ import annotations

from typing import Final

RETURNED_TEXTS: Final[dict[str, tuple[str, str, str]]] = {
    "returned.not_ours": (
        "error",
        "这不是本程序导出的自评工作簿。",
        "请选从“报告”页“导出工作簿”得到的文件；别的表格用“台账”的导入。",
    ),
    "returned.newer": (
        "error",
        "工作簿是新版本程序导出的（格式 {format}，本程序认得到 {known}）。",
        "请升级程序后再导入。",
    ),
    "returned.damaged": (
        "error",
        "工作簿里隐藏的“导出时的值”表被改动过，读不出来。",
        "请用没有动过这张表的文件，或重新导出再改。",
    ),
    "returned.no_data_sheet": (
        "error",
        "找不到“数据”表：表被删去，或表头被改动。",
        "请恢复表头（编号、各月）后再导入，或重新导出工作簿。",
    ),
    "returned.other_year": (
        "error",
        "工作簿是 {found} 年的，现在打开的是 {year} 年的自评。",
        "请打开 {found} 年的自评再导入。",
    ),
    "returned.other_enterprise": (
        "error",
        "工作簿是“{found}”的，现在打开的是“{name}”的自评。",
        "请核对；确是同一家企业（如改了名称）时可选仍然导入。",
    ),
    "returned.older": (
        "warning",
        "工作簿是旧版本程序导出的，没有记下导出时的值。",
        "与现在不同的格子都列在下面，看不出自评在导出以后有没有改动，请逐一核对。",
    ),
    "returned.column_gone": (
        "warning",
        "找不到“{name}”一栏，没有导入。",
        "请恢复该栏的表头。",
    ),
    "returned.row_twice": (
        "warning",
        "“{name}”有两行，后一行没有导入。",
        "请只留一行。",
    ),
    "returned.row_without_id": (
        "warning",
        "有 {count} 行没有隐藏的编号，没有导入。",
        "自己加的行认不出是什么数据；请把数填到原有的行里。",
    ),
    "returned.rows_gone": (
        "info",
        "有 {count} 行填过数的不在工作簿里了，没有当作清空。",
        "要清空，请保留该行、删去其中的数。",
    ),
    "returned.item_unknown": (
        "warning",
        "没有编号为“{item}”的数据项，没有导入。",
        "请核对隐藏的编号，或先选用含该项的规则包。",
    ),
    "returned.unit_changed": (
        "warning",
        "“{name}”的单位由“{before}”改成了“{now}”，这一行没有导入。",
        "请把数换算成“{before}”再填，不要改单位。",
    ),
    "returned.formulas_taken": (
        "info",
        "有 {count} 格填的是公式，导入的是文件里存下的结果。",
        "请核对这些数。",
    ),
    "returned.nothing": ("info", "没有可导入的改动。", ""),
}
