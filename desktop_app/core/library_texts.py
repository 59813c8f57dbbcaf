"""The sentences of problems with a library file, its backups, and what is saved of a damaged one.

A row holds severity ("error", "warning", "info"), message template and remedy template.
"""

from __future__ import annotations

from typing import Final

NOT_WRITTEN: Final = frozenset(
    {
        "library.busy",
        "library.cannot_write",
        "library.disk_full",
        "library.gone",
        "library.read_only",
    }
)
"""Problems of an edit that was understood but is not on disk; it may go through later."""

WHY_READ_ONLY: Final = {
    "library.altered_read_only": "文件被别的程序改动过结构",
    "library.damaged_read_only": "文件已损坏",
    "library.full_read_only": "磁盘已满",
    "library.place_read_only": "文件或文件夹不能写入",
    "library.taken": "另一个窗口正开着它",
}
"""Why a library is open for reading only, an argument of `library.read_only`."""

UNSOUND: Final = frozenset({"library.altered_read_only", "library.damaged_read_only"})
"""Why a library is open for looking that should be salvaged into a new one."""

LIBRARY_TEXTS: Final[dict[str, tuple[str, str, str]]] = {
    # opening
    "library.not_ours": (
        "error",
        "这个文件不是本软件的企业库。",
        "请核对是否选错了文件；该文件未被改动。",
    ),
    "library.damaged": (
        "error",
        "企业库文件已损坏（{detail}）。",
        "文件未被改动。请在“数据安全”里用最近的备份恢复，或把还读得出的内容抢救到新库。",
    ),
    "library.damaged_read_only": (
        "warning",
        "企业库文件已损坏（{detail}），只读打开：能看能导出，不能填写、新建、备份，也可能不全。",
        "请在“数据安全”里抢救到新库，或用备份恢复；原文件不会被改动。",
    ),
    "library.altered": (
        "error",
        "企业库的结构被别的程序改动过（{detail}），没有打开。",
        "文件未被改动。请用备份恢复，或在“数据安全”里抢救到新库：只取其中的数据。",
    ),
    "library.altered_read_only": (
        "warning",
        "企业库里有别的程序加进的部分（{detail}），写入时会自行改动数据，所以只读打开。",
        "能看能导出，不能填写；请在“数据安全”里抢救到新库：只取其中的数据。",
    ),
    "library.newer": (
        "error",
        "企业库由更新版本的软件建立（结构 {revision}，本版本支持到 {known}）。",
        "请升级软件后再打开；文件未被改动。",
    ),
    "library.locked": (
        "error",
        "企业库已加密，需要口令才能打开。",
        "请输入口令或恢复密钥；命令行可用 --password-file，或把口令放在环境变量 NEAR_ZERO_PASSWORD 里。",
    ),
    "library.wrong_password": (
        "error",
        "口令不对，打不开这个加密的文件。",
        "请检查大小写和输入法后重试，也可以输入恢复密钥。文件未被改动；如果确信口令正确，可能是文件开头损坏，请改用备份。",
    ),
    "library.newer_encryption": (
        "error",
        "这个企业库由更新版本的软件加密。",
        "请升级软件后再打开；文件未被改动。",
    ),
    "library.cannot_open": (
        "error",
        "企业库打不开（{detail}）。",
        "请检查路径、权限和磁盘，或换一个文件夹。",
    ),
    "library.missing": (
        "error",
        "企业库文件不在原来的位置。",
        "如果它在 U 盘、移动硬盘或共享上，请先接上再重试；也可以换一个企业库文件。",
    ),
    "library.in_use": (
        "error",
        "企业库要换成新的结构，但另一个程序正开着它（{detail}）。",
        "请先关闭其他窗口和正在使用它的程序，再打开；文件未被改动。",
    ),
    "library.old_read_only": (
        "error",
        "企业库是旧的结构（{revision}），而它所在的位置不能写入，无法更新。",
        "请把文件复制到可以写入的文件夹，再从那里打开。",
    ),
    "library.migration_failed": (
        "error",
        "企业库没有换成新的结构（{detail}）。",
        "原来的文件未被改动，仍是完好的；请检查磁盘空间后重试。",
    ),
    "library.recoding_failed": (
        "error",
        "口令没有改成（{detail}）。",
        "原来的文件未被改动，原来的口令照旧；请检查磁盘空间后重试。",
    ),
    # writing
    "library.cannot_write": (
        "error",
        "没有写进企业库（{detail}）。",
        "这次修改未保存，原有数据完好；请检查磁盘空间和权限后重试。",
    ),
    "library.disk_full": (
        "error",
        "磁盘已满，没有写进企业库。",
        "这次修改未保存，原有数据完好；请腾出空间，填写的内容会自动重新写入。",
    ),
    "library.busy": (
        "error",
        "另一个程序正在写企业库，这次没有写进去。",
        "这次修改未保存，原有数据完好；稍后会自动重试。",
    ),
    "library.gone": (
        "error",
        "企业库文件不在了：它所在的盘被拔出、断开，或者文件被移走、删除。",
        "请重新接上或放回原处，填写的内容会自动写入；在此之前请不要关闭窗口。",
    ),
    "library.read_only": (
        "error",
        "企业库是只读打开的（{why}），没有写进去。",
        "这次修改未保存；请按提示解除只读，或在“数据安全”里把企业库另存到可以写入的文件夹。",
    ),
    "library.case_unclear": (
        "error",
        "“{case}”不能确定是哪一个自评。",
        "请写编号，或企业名称加年度。现有：{choices}。",
    ),
    "library.conflict": ("error", "与已有数据冲突（{detail}）。", "这次修改未保存，原有数据完好。"),
    "library.case_gone": (
        "error",
        "企业库中没有这个自评。",
        "它可能在另一个企业库中；请从列表中另选一个。",
    ),
    "library.case_exists": (
        "error",
        "该企业已有 {year} 年的自评。",
        "请打开已有的自评，或换一个年度。",
    ),
    "library.case_unreadable": (
        "error",
        "这个自评的内容读不出来（{detail}）。",
        "企业库文件可能受损；请在“数据安全”里做深度检查，必要时用备份恢复。",
    ),
    # where it lies, who else has it open, how it was left
    "library.full_read_only": (
        "warning",
        "企业库只能查看，不能修改：磁盘已满。",
        "请腾出空间，再重新打开企业库。",
    ),
    "library.place_read_only": (
        "warning",
        "企业库只能查看，不能修改：文件或所在文件夹是只读的。",
        "请取消只读，或在“数据安全”里另存到可以写入的文件夹。",
    ),
    "library.on_network": (
        "info",
        "企业库在网络共享上，已改用较慢但安全的写入方式；同一时间只能一个窗口填写。",
        "建议把企业库放在本机磁盘，用“第二备份位置”把备份存到共享上。",
    ),
    "library.open_elsewhere": (
        "info",
        "这个企业库也在另一个窗口中打开（{who}，自 {since}）。",
        "两边的修改都会保存；同一格以后写的为准。",
    ),
    "library.taken": (
        "warning",
        "这个企业库正由 {who} 打开（自 {since}）。它在网络共享上，这里只能查看。",
        "请等对方关闭后重新打开。",
    ),
    "library.recovered": (
        "info",
        "上次没有正常退出（{since} 打开的窗口）。企业库已检查，完好；最后一次修改在 {last}，已经保存：{what}。",
        "",
    ),
    "library.recovered_empty": (
        "info",
        "上次没有正常退出（{since} 打开的窗口）。企业库已检查，完好；里面还没有修改记录。",
        "",
    ),
    # a deep check
    "library.row_orphan": (
        "error",
        "表 {name} 有 {count} 行指向不存在的记录。",
        "请用备份恢复，或抢救到新库。",
    ),
    "library.log_differs": (
        "error",
        "“{enterprise}”{year} 年的 {item} 与修改记录最后写下的不一致。",
        "文件可能受损；请与备份或原始资料核对这一项。",
    ),
    "library.value_unreadable": (
        "error",
        "“{enterprise}”{year} 年有内容读不出来（{detail}）。",
        "请用备份恢复，或抢救到新库。",
    ),
    "library.file_changed": (
        "error",
        "“{enterprise}”{year} 年的佐证 {label}“{title}”的内容与登记的指纹不符。",
        "请重新添加原文件，或用备份恢复。",
    ),
    "library.file_missing": (
        "warning",
        "“{enterprise}”{year} 年的佐证 {label}“{title}”没有内容：清理掉了，或没有抢救出来。",
        "再添加一次同一个文件即可恢复；题名和关联都还在。",
    ),
    "library.pack_copy_changed": (
        "warning",
        "留存的规则包 {name} {version} 与它的指纹不符。",
        "用它判定的自评会改用已安装的版本；请用备份恢复。",
    ),
    # backups
    "backup.failed": (
        "error",
        "备份没有做成（{detail}）。",
        "请检查备份位置的空间和权限；企业库本身不受影响。",
    ),
    "backup.no_room": (
        "error",
        "企业库所在的磁盘快满了，没有备份，以便把剩下的空间留给填写。",
        "请腾出空间，或设一个第二备份位置后把旧备份移走。",
    ),
    "backup.differs": (
        "error",
        "备份写好后核对不符（{detail}），已删去。",
        "请重试；如再次出现，请检查磁盘，并换一个备份位置。",
    ),
    "backup.no_library": ("error", "没有企业库文件可备份。", "请核对路径。"),
    "backup.place_missing": (
        "warning",
        "第二备份位置现在用不了（{detail}）。",
        "接上 U 盘或连上共享后，下一次备份会补上；本机的备份照常进行。",
    ),
    "backup.place_same": (
        "error",
        "第二备份位置不能就是本机备份所在的文件夹。",
        "请选另一块盘、U 盘或网络共享。",
    ),
    "backup.unknown": (
        "error",
        "没有名为“{file}”的备份。",
        "请用 backup list 查看，或写备份文件的路径。",
    ),
    "backup.target_exists": ("error", "“{file}”已经存在。", "恢复从不覆盖文件；请换一个文件名。"),
    # the diagnosis file
    "diagnosis.failed": (
        "error",
        "诊断文件没有存成（{detail}）。",
        "请换一个位置再试；企业库不受影响。",
    ),
    # saving what a damaged library still holds
    "salvage.nothing": (
        "error",
        "从这个文件里什么也读不出来。",
        "请用最近的备份恢复。",
    ),
    "salvage.failed": (
        "error",
        "抢救没有做成（{detail}）。",
        "原文件未被改动；请检查磁盘空间，或换一个输出位置。",
    ),
}
