"""Problems met when numbers are confirmed 核实."""

from __future__ import annotations

from typing import Final

CONFIRMATION_TEXTS: Final[dict[str, tuple[str, str, str]]] = {
    "confirm.unknown_entry": (
        "error",
        "规则包“{pack}”里没有“{entry}”。",
        "{suggestion}可用 near-zero packs entries {pack} 列出全部条目。",
    ),
    "confirm.who_missing": ("error", "没有写核实人。", "请写上姓名，报告会印出来。"),
    "confirm.document_missing": (
        "error",
        "没有写核对的是哪份文件。",
        "请写文号和名称，例如“GB/T 2589-2020 综合能耗计算通则”。",
    ),
    "confirm.in_future": ("error", "核实日期 {date} 还没有到。", "请改为实际核对的日期。"),
    "confirm.bad_date": (
        "error",
        "“{text}”不是日期。",
        "请写成 2026-11-03 的样子。",
    ),
    "confirm.nothing_there": (
        "error",
        "“{name}”在规则包里是空缺，没有数可核实。",
        "请先导出规则包、照原文补上数值，再导入并核实。",
    ),
    "confirm.lapsed": (
        "warning",
        "“{name}”的核实记录是对另一个数作的，规则包的数已变，这条记录不起作用。",
        "请对照原文重新核实。",
    ),
    "confirm.gone": (
        "warning",
        "核实记录所指的“{name}”已不在规则包里，这条记录不起作用。",
        "请对照新的条目重新核实，或撤回这条记录。",
    ),
    "confirm.no_pack": (
        "warning",
        "没有安装规则包“{pack}”，它的核实记录先存着。",
        "装上这个规则包后就会起作用。",
    ),
    "confirm.no_library": ("error", "没有打开企业库，核实记录无处保存。", "请先打开或新建企业库。"),
    "confirm.cannot_write": (
        "error",
        "核实记录没有写成文件（{detail}）。",
        "请检查磁盘空间和文件夹权限，或另存到别处。",
    ),
    "confirm.unreadable": (
        "error",
        "这份核实记录读不了：{detail}",
        "请选“规则包”页“数与出处”里用“导出核实记录…”导出的文件，或规则包里的 [[confirmation]]。",
    ),
}
