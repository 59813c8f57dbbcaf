"""The sentences about files that are dropped on the window or given to it at its start.

They are merged into `problem_texts.TEXTS`: severity, what is so, what to do.
"""

from __future__ import annotations

from typing import Final

GIVEN_TEXTS: Final[dict[str, tuple[str, str, str]]] = {
    "given.missing": ("error", "找不到“{file}”。", "请核对路径，或文件是否已被移走、改名。"),
    "given.folder": ("error", "“{file}”是文件夹。", "请选里面的文件，可以一次选多个。"),
    "given.device": ("error", "“{file}”不是普通文件。", ""),
    "given.empty": ("error", "“{file}”是空的（0 字节）。", "请核对是否拷贝完整。"),
    "given.partial": ("error", "“{file}”不完整或已损坏。", "请重新下载或拷贝一次。"),
    "given.unreadable": (
        "error",
        "“{file}”读不出来（{detail}）。",
        "请核对读取权限，或先关闭正在使用它的程序。",
    ),
    "given.unknown": (
        "error",
        "认不出“{file}”是什么文件。",
        "要作为佐证保存，请拖到“佐证”页上。",
    ),
    "given.no_case": (
        "error",
        "“{file}”要放进一个自评里。",
        "请先打开或新建自评，再把它拖进来。",
    ),
    "given.one_ledger": ("warning", "“{file}”还没有导入：台账一次导入一个文件。", "请再拖入它。"),
    "given.one_package": ("warning", "“{file}”还没有打开：自评包一次打开一个。", "请再拖入它。"),
    "given.one_release": ("warning", "“{file}”没有查看：安装包一次看一个。", "请再拖入它。"),
    "given.one_library": ("warning", "“{file}”没有打开：企业库一次用一个。", ""),
    "given.library_in_use": ("info", "“{file}”就是正在使用的企业库。", ""),
}
