"""Problems of regulator forms: what their files say and no pack or reader knows.

They are merged into `problem_texts.TEXTS`. The document of these problems is file and line.
"""

from __future__ import annotations

from typing import Final

FORM_TEXTS: Final[dict[str, tuple[str, str, str]]] = {
    "form.unknown": (
        "error",
        "没有编号为“{id}”的监管报表。",
        "{suggestion}可用 near-zero report forms 列出全部报表。",
    ),
    "form.name_unknown": (
        "error",
        "公式里的“{part}”不是任何规则包的数据项、计算值或系数。",
        "{suggestion}请改成规则包里有的编号。",
    ),
    "form.path_unknown": (
        "error",
        "“{words}”不是可以引用的内容。",
        "{suggestion}可以引用的有：{choices}。",
    ),
    "form.no_members": (
        "error",
        "“{over}”一个编号也对不上。",
        "请写成“energy.{{m}}”的样子，{{m}} 代表编号里变化的那一段。",
    ),
    "form.record_needed": (
        "error",
        "“{part}”逐个“{name}”填报，这张表没有逐个列出。",
        "请在表里写上 record，或改用全厂的计算值。",
    ),
    "form.two_answers": (
        "error",
        "“{title}”同时写了 value、text、say 中的两个。",
        "一栏只能有一个内容，请删去多余的。",
    ),
    "form.table_twice": ("error", "表的编号“{id}”用了两次。", "请改成不同的编号。"),
    "form.asks_nothing": ("error", "表“{id}”一栏也没有。", "请写上 columns 或 fields。"),
    # of the user's own
    "form.bad_id": (
        "error",
        "“{value}”不能作报表的编号。",
        "请用字母、数字、汉字和 _ -，不超过 40 个字。",
    ),
    "form.taken": ("error", "已有编号为“{id}”的监管报表。", "请换一个编号。"),
    "form.not_own": (
        "error",
        "“{id}”是随程序提供的报表，不能移走。",
        "只有自己的报表可以移走。",
    ),
    "form.cannot_rename": (
        "error",
        "复制的报表没有换成新的编号。",
        "请把文件复制到自己的报表文件夹，再改其中 [form] 的 id 和 name。",
    ),
    "form.cannot_write": (
        "error",
        "报表没有写成（{detail}）。",
        "请检查磁盘空间和文件夹权限；原有的报表没有变动。",
    ),
}
