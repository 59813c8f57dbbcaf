"""The sentences of problems with case packages 自评包, their passwords and their merging.

A row holds severity ("error", "warning", "info"), message template and remedy template.
"""

from __future__ import annotations

from typing import Final

PACKAGE_TEXTS: Final[dict[str, tuple[str, str, str]]] = {
    # what the file is
    "package.is_empty": (
        "error",
        "这是一个空文件，不是自评包。",
        "请让对方重新发送，或重新下载。",
    ),
    "package.is_partial": (
        "error",
        "自评包不完整：没有下载完，或传送时被截断。",
        "请等下载完成，或让对方重新发送。",
    ),
    "package.is_library": (
        "error",
        "这是整个企业库，不是自评包。",
        "要打开它，请在“数据安全”页选“换一个企业库文件…”。",
    ),
    "package.is_pack": (
        "error",
        "这是规则包文件，不是自评包。",
        "请在“规则包”页用“导入…”安装它。",
    ),
    "package.is_other": (
        "error",
        "这是{name}，不是自评包。",
        "自评包的文件名以 .nzcase 结尾，由“导出自评包”生成。",
    ),
    "package.newer_format": (
        "error",
        "自评包由更新版本的软件生成（格式 {format}，本版本支持到 {known}）。",
        "请升级软件后再打开。",
    ),
    "package.newer": (
        "error",
        "自评包由更新版本的软件加密，本版本打不开。",
        "请升级软件后再打开。",
    ),
    # password
    "package.password_needed": ("error", "自评包有口令。", "请输入口令。"),
    "package.wrong_password": (
        "error",
        "口令不对，或文件开头被改动。",
        "请核对大小写后重试；全角和半角视为相同。口令无法找回。",
    ),
    "package.passwords_differ": ("error", "两次输入的口令不一样。", "请重新输入。"),
    "package.password_empty": ("error", "没有输入口令。", "不需要口令时，请不要选择加口令。"),
    # broken or built by somebody else
    "package.altered": (
        "error",
        "自评包被改动过，或没有传完。",
        "请让对方重新发送；企业库没有变化。",
    ),
    "package.member_changed": (
        "error",
        "自评包里的“{name}”与清单不符。",
        "文件已损坏或被改动，请让对方重新发送；企业库没有变化。",
    ),
    "package.member_missing": (
        "error",
        "自评包里缺少“{name}”。",
        "请让对方重新导出。",
    ),
    "package.foreign_member": (
        "error",
        "自评包里有不该有的“{name}”。",
        "该文件不可信，请勿使用。",
    ),
    "package.twice": ("error", "自评包里有两个“{name}”。", "该文件不可信，请勿使用。"),
    "package.too_many": (
        "error",
        "自评包里有 {count} 个文件，超过 {limit} 个。",
        "请核对文件来源。",
    ),
    "package.too_large": ("error", "自评包超过 {limit}。", "请核对文件来源。"),
    "package.member_too_large": (
        "error",
        "自评包里的“{name}”大得不合常理。",
        "该文件不可信，请勿使用。",
    ),
    "package.content": (
        "error",
        "自评包的内容前后不一致（{place}）。",
        "请让对方用“检查企业库”查看后重新导出；企业库没有变化。",
    ),
    # taking it in
    "package.nothing_new": (
        "info",
        "包里的内容这里都已经有了，没有任何变化。",
        "",
    ),
    "package.in_trash": (
        "error",
        "这个自评在本企业库的回收站里。",
        "请先在“企业库”页恢复它，或彻底删除它，再导入。",
    ),
    "package.case_here": (
        "error",
        "这个自评已经在企业库里。",
        "请选择合并、替换，或另存为一份副本。",
    ),
    "package.no_case_here": (
        "error",
        "企业库里没有可以合并的自评。",
        "请作为新自评导入。",
    ),
    "package.undecided": (
        "error",
        "有 {count} 处两边都改过，需要选择。",
        "加 --mine 或 --theirs 决定以哪一边为准，或在窗口里逐项选择。",
    ),
    "package.changed_meanwhile": (
        "error",
        "合并期间这个自评又被改动，没有合并。",
        "请重新打开自评包再合并。",
    ),
    "package.without_evidence": (
        "info",
        "包里没有佐证文件的内容，只有登记的条目。",
        "需要时请对方连同佐证文件重新导出。",
    ),
    "package.evidence_gone": (
        "warning",
        "有 {count} 份佐证的内容不在本企业库里，包里也没有。",
        "请在“佐证”页重新添加这些文件。",
    ),
    "package.evidence_added": (
        "info",
        "数据没有变化，补上了 {count} 份佐证的内容。",
        "",
    ),
    "package.renumbered": (
        "info",
        "两边用了同一编号：“{title}”由 {old} 改为 {new}。",
        "已印在纸上的编号请一并更正。",
    ),
    "package.profile_kept": (
        "info",
        "企业档案以本企业库为准，包里的档案与它不同。",
        "",
    ),
    "package.cannot_write": (
        "error",
        "自评包没有写成（{detail}）。",
        "请检查磁盘空间和文件夹权限，或另选一个位置。",
    ),
    "package.password_file": (
        "error",
        "口令文件读不出，或里面没有口令。",
        "文件的第一行应是口令。",
    ),
}
